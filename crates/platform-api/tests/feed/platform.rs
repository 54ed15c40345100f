//! A platform and everything it needs to exist: a service with a database, its router, and a credential.

use axum::{
    Router,
    body::Body,
    http::{
        HeaderMap, Method, Request, StatusCode,
        header::{AUTHORIZATION, IF_NONE_MATCH},
    },
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    Timestamp,
    audit::Agent,
    entry::Action,
    id::{CredentialId, EntryId, SubscriberId},
    list::ListName,
    staff::Role,
    submission::Form,
    subscriber::{Credential, Scopes, Subscriber},
};
use http_body_util::BodyExt as _;
use platform_api::{Limits, router_with, single_slashes};
use serde_json::Value;
use service::{
    case::CaseKey,
    moderate::DecisionOrder,
    submit::Receipt,
    subscribe::IssuedCredential,
    subscriber_key::KeyOrder,
    testing::{START, TestService, form},
    withdraw::When,
};
use sha2::{Digest as _, Sha256};
use tower::ServiceExt as _;

/// A platform that follows the list `exploitative`.
pub(crate) struct Platform {
    pub(crate) test: TestService,
    pub(crate) subscriber: Subscriber,
    pub(crate) issued: IssuedCredential,
    router: Router,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Status, media type and type of a problem.
    pub(crate) fn problem(&self) -> (u16, String) {
        let media_type = self.header("content-type");
        let kind = if media_type.starts_with("application/problem+xml") {
            let (_, rest) = self.text().split_once("<type>").unwrap();
            rest.split_once("</type>").unwrap().0.to_owned()
        } else {
            assert_eq!(media_type, "application/problem+json");
            assert_eq!(self.json()["status"], self.status.as_u16());
            self.json()["type"].as_str().unwrap().to_owned()
        };
        (self.status.as_u16(), kind)
    }
}

pub(crate) async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(single_slashes(request)).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

pub(crate) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
}

impl Platform {
    pub(crate) async fn start() -> Self {
        Self::with_pages_of(Limits::default().ncmec_page).await
    }

    /// One that gets at most so many entries on a page of the NCMEC wire.
    pub(crate) async fn with_pages_of(ncmec_page: u32) -> Self {
        Self::within(Limits {
            ncmec_page,
            ..Limits::default()
        })
        .await
    }

    /// One that is held to these limits.
    pub(crate) async fn within(limits: Limits) -> Self {
        let test = TestService::start().await;
        let lists = [ListName::exploitative()];
        let (subscriber, issued) = test
            .service
            .add_subscriber("Example Platform", &lists)
            .await
            .unwrap();
        let router = router_with(test.service.clone(), limits);
        Self {
            test,
            subscriber,
            issued,
            router,
        }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        ask(&self.router, request).await
    }

    /// Asks with that `Authorization` header, or without one.
    pub(crate) async fn get_as(&self, address: &str, authorization: Option<&str>) -> Answer {
        let mut request = Request::get(address);
        if let Some(value) = authorization {
            request = request.header(AUTHORIZATION, value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Asks with the platform's own credential, in the form that the address wants.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.get_as(address, Some(&self.authorization(address))).await
    }

    pub(crate) async fn get_if_none_match(&self, address: &str, tag: &str) -> Answer {
        let request = Request::get(address)
            .header(AUTHORIZATION, self.authorization(address))
            .header(IF_NONE_MATCH, tag);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, method: Method, address: &str) -> Answer {
        let request = Request::builder().method(method).uri(address);
        let request = request.header(AUTHORIZATION, self.authorization(address));
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Asks the StopNCII wire with its two keys.
    pub(crate) async fn fetch_hashes(&self, query: &str) -> Answer {
        let (function, subscription) = (self.issued.bearer(), self.issued.subscription_key());
        let request = Request::get(format!("/stopncii/exploitative/v1/FetchHashes?{query}"))
            .header("x-functions-key", function)
            .header("Ocp-Apim-Subscription-Key", subscription);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Asks the StopNCII wire with these headers and no others.
    pub(crate) async fn get_by_keys(&self, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get("/stopncii/exploitative/v1/FetchHashes?startTimestamp=10");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Asks any address with the platform's two keys.
    pub(crate) async fn get_by_keys_at(&self, address: &str) -> Answer {
        let request = Request::get(address)
            .header("x-functions-key", self.issued.bearer())
            .header("Ocp-Apim-Subscription-Key", self.issued.subscription_key());
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Asks, and leaves the body to be read.
    pub(crate) async fn open(&self, request: Request<Body>) -> Response {
        let request = single_slashes(request);
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Sends a body to the StopNCII wire with a key of the platform's.
    pub(crate) async fn post_to_stopncii(
        &self,
        endpoint: &str,
        key: &IssuedCredential,
        body: &Value,
    ) -> Answer {
        let request = Request::post(format!("/stopncii/exploitative/v1/{endpoint}"))
            .header("x-functions-key", key.bearer())
            .header("Ocp-Apim-Subscription-Key", key.subscription_key())
            .header("content-type", "application/json");
        self.ask(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Sends a body with the platform's own credential.
    pub(crate) async fn send_body(
        &self,
        method: Method,
        address: &str,
        kind: &str,
        body: impl Into<Body>,
    ) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(AUTHORIZATION, self.authorization(address))
            .header("content-type", kind);
        self.ask(request.body(body.into()).unwrap()).await
    }

    /// Asks with the platform's own credential and one more header.
    pub(crate) async fn get_with(&self, address: &str, name: &str, value: &str) -> Answer {
        let request = Request::get(address)
            .header(AUTHORIZATION, self.authorization(address))
            .header(name, value);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Another key of the platform.
    pub(crate) async fn key(&self, scopes: &str) -> IssuedCredential {
        let order = KeyOrder {
            subscriber: self.subscriber.id,
            scopes: Scopes::parse(scopes).unwrap(),
            expires_at: None,
        };
        self.test.service.issue_key(order, Agent::Operator).await.unwrap()
    }

    fn authorization(&self, address: &str) -> String {
        if address.trim_start_matches('/').starts_with("ncmec") {
            basic(&self.issued.user_name(), &self.issued.password())
        } else {
            format!("Bearer {}", self.issued.bearer())
        }
    }

    /// A survivor hands in so many photos, and they get on the list.
    pub(crate) async fn list_photos(&self, key: u8, photos: u8) -> Receipt {
        self.list(form(key, photos)).await
    }

    pub(crate) async fn list(&self, form: Form) -> Receipt {
        let receipt = self.test.service.submit(form.parse().unwrap()).await.unwrap();
        self.test.sequence_now().await;
        receipt
    }

    /// The same, and no time passes: what is listed so stands in one second, in this order.
    pub(crate) async fn list_at_once(&self, form: Form) -> Receipt {
        let receipt = self.test.service.submit(form.parse().unwrap()).await.unwrap();
        self.number_now().await;
        receipt
    }

    /// Numbers everything that waits, in the second that it is.
    pub(crate) async fn number_now(&self) {
        let leader = self.test.storage.lead().await.unwrap().unwrap();
        while self.test.service.sequence(leader.as_ref()).await.unwrap() > 0 {}
    }

    pub(crate) async fn withdraw(&self, receipt: &Receipt) {
        let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
        self.test
            .service
            .withdraw(CaseKey::new(&number, &pin), When::Now)
            .await
            .unwrap();
        self.test.sequence_now().await;
    }

    /// Staff look at an entry and confirm it.
    pub(crate) async fn confirm(&self, entry: &str) {
        let entry = EntryId::parse(entry).unwrap();
        let staff = self.test.staff("reviewer", Role::Reviewer).await;
        let version = self
            .test
            .service
            .entry_facts(entry)
            .await
            .unwrap()
            .unwrap()
            .entry
            .version;
        let order = DecisionOrder {
            entry,
            version,
            action: Action::Confirm,
            reason: "facts-consistent".to_owned(),
            note: None,
        };
        self.test.service.decide(&staff, order).await.unwrap();
        self.test.sequence_now().await;
    }

    /// Credentials that were good once, each with why it no longer is.
    pub(crate) async fn spent_credentials(&self) -> Vec<(&'static str, String, String)> {
        let spent = [
            ("suspended", true, None, None),
            ("expired", false, Some(START), None),
            ("revoked", false, None, Some(START)),
        ];
        let mut tx = self.test.storage.begin().await.unwrap();
        let mut credentials = Vec::new();
        for (number, (why, suspended, expires_at, revoked_at)) in (7_u8..).zip(spent) {
            let subscriber = Subscriber {
                id: SubscriberId::from_bytes([number; 16]),
                member: tx.next_member().await.unwrap(),
                name: format!("A {why} platform"),
                lists: vec![ListName::exploitative()],
                suspended,
                may_contribute: false,
                created_at: Timestamp::from_seconds(0),
            };
            let credential = Credential {
                id: CredentialId::from_bytes([number; 16]),
                subscriber: subscriber.id,
                scopes: Scopes::usual(),
                secret_digest: Sha256::digest([number; 32]).into(),
                created_at: Timestamp::from_seconds(0),
                expires_at,
                revoked_at,
            };
            tx.add_subscriber(&subscriber).await.unwrap();
            tx.add_credential(&credential).await.unwrap();
            credentials.push((why, credential.id.to_string(), hex::encode([number; 32])));
        }
        tx.commit().await.unwrap();
        credentials
    }
}
