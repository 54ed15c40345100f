//! The database is away.

use std::sync::Arc;

use async_trait::async_trait;
use axum::{body::Body, http::Request};
use domain::{clock::ManualClock, entropy::SeededEntropy};
use service::{Service, keys::Keys, testing::START};
use storage::{Leadership, Storage, StorageError, Transaction};

use crate::platform::{ask, basic};

struct Away;

fn away<T>() -> Result<T, StorageError> {
    Err(StorageError::Unavailable("no connection in time".into()))
}

#[async_trait]
impl Storage for Away {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StorageError> {
        away()
    }

    async fn read(&self) -> Result<Box<dyn Transaction>, StorageError> {
        away()
    }

    async fn lead(&self) -> Result<Option<Box<dyn Leadership>>, StorageError> {
        away()
    }

    async fn sweep(&self) -> Result<(), StorageError> {
        away()
    }
}

#[tokio::test]
async fn while_the_database_is_away_both_wires_say_when_to_ask_again() {
    let clock = Arc::new(ManualClock::at(START));
    let entropy = Arc::new(SeededEntropy::new(1));
    let service = Service::new(Arc::new(Away), clock, entropy, Keys::derive(&[7; 32]), 1);
    let router = platform_api::router(service);
    let (id, secret) = ("0a".repeat(16), "0b".repeat(32));
    let requests = [
        ("/api/v1/lists", format!("Bearer rclm_{id}_{secret}")),
        ("/ncmec/exploitative/v2/entries", basic(&id, &secret)),
    ];
    for (address, authorization) in requests {
        let request = Request::get(address).header("authorization", authorization);
        let answer = ask(&router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            answer.problem(),
            (503, "/problems/unavailable".to_owned()),
            "{address}"
        );
        assert_eq!(answer.header("retry-after"), "5", "{address}");
        assert!(
            !answer.text().contains("connection"),
            "an answer tells nothing of the database"
        );
    }
}
