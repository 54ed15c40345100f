//! Slow verifiers behind a bulkhead: a flood of guesses waits in front of it and slows nothing else.

use std::{sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::metrics::{Metrics, Waiting};

/// How long a verification waits for its turn before the person is asked to come back.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a new secret waits for its verifier: many people who submit at once wait a little rather than be turned
/// away, and still have their answer before a request may take no longer.
const PATIENCE_OF_NEW: Duration = Duration::from_secs(20);

/// All places are taken: come back later.
#[derive(Debug)]
pub(crate) struct Busy;

/// Argon2id with 19 MiB, two passes and one lane (OWASP's minimum) on at most a few threads at a time.
pub(crate) struct Bulkhead {
    places: Arc<Semaphore>,
    decoy: Arc<str>,
    metrics: Metrics,
}

/// Mixed into a verifier; not kept where verifiers are.
pub(crate) type Pepper = Arc<Zeroizing<[u8; 32]>>;

impl Bulkhead {
    pub(crate) fn new(places: usize, metrics: Metrics) -> Self {
        // Whatever is checked against the decoy is wrong; it only has to cost as much as a real verifier.
        let decoy = make(&[0; 32], &Zeroizing::new(Vec::new()), [0; 16]);
        Self {
            places: Arc::new(Semaphore::new(places.max(1))),
            decoy: decoy.into(),
            metrics,
        }
    }

    /// A verifier of `secret`, as a PHC string.
    pub(crate) async fn verifier(
        &self,
        pepper: Pepper,
        secret: Zeroizing<Vec<u8>>,
        salt: [u8; 16],
    ) -> Result<String, Busy> {
        self.run(PATIENCE_OF_NEW, move || make(&pepper, &secret, salt))
            .await
    }

    /// Whether `secret` is the one that `verifier` was made of. Takes as long where there is no verifier.
    pub(crate) async fn verify(
        &self,
        pepper: Pepper,
        secret: Zeroizing<Vec<u8>>,
        verifier: Option<&str>,
    ) -> Result<bool, Busy> {
        let known = verifier.is_some();
        let verifier: Arc<str> = verifier.map_or_else(|| Arc::clone(&self.decoy), Arc::from);
        let right = self.run(PATIENCE, move || {
            let Ok(parsed) = PasswordHash::new(&verifier) else {
                return false;
            };
            argon2(&pepper).verify_password(&secret, &parsed).is_ok()
        });
        Ok(right.await? && known)
    }

    /// Takes all places, so that nobody else has one until they are given back.
    #[cfg(feature = "test-support")]
    #[expect(clippy::expect_used, reason = "a test cannot go on without them")]
    pub(crate) async fn take_all(&self) -> tokio::sync::OwnedSemaphorePermit {
        let places = Arc::clone(&self.places);
        let all = u32::try_from(places.available_permits()).expect("a few places");
        places.acquire_many_owned(all).await.expect("open places")
    }

    async fn run<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let waiting = Waiting::new(&self.metrics.verifications_waiting);
        let place = tokio::time::timeout(patience, Arc::clone(&self.places).acquire_owned()).await;
        drop(waiting);
        let Ok(Ok(place)) = place else {
            self.metrics.verifications_refused.inc();
            return Err(Busy);
        };
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        })
        .await
        .map_err(|_| Busy)
    }
}

fn argon2(pepper: &[u8; 32]) -> Argon2<'_> {
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
        .unwrap_or_else(|_| unreachable!("32 bytes are within what Argon2 takes as a secret"))
}

fn make(pepper: &[u8; 32], secret: &[u8], salt: [u8; 16]) -> String {
    argon2(pepper)
        .hash_password_with_salt(secret, &salt)
        .unwrap_or_else(|_| unreachable!("16 bytes of salt and the default parameters are valid"))
        .to_string()
}

#[cfg(test)]
mod tests {
    use domain::staff::Role;

    use super::*;
    use crate::{
        case::{CaseKey, OpenCaseError},
        sign_in::SignInError,
        testing::{PASSPHRASE, TestService},
    };

    #[tokio::test]
    async fn what_nobody_had_time_to_look_at_is_no_wrong_guess() {
        let test = TestService::start().await;
        test.staff("robin", Role::Reviewer).await;
        let case = || {
            test.service
                .open_case(CaseKey::new("0000-0000-0000-0", "0000 0000"))
        };
        let sign_in = |name| test.service.sign_in(name, "wrong wrong wrong", "");
        let four = async || {
            let names = ["robin", "nobody"].into_iter().flat_map(|name| [name; 4]);
            tokio::join!(
                futures::future::join_all((0..4).map(|_| case())),
                futures::future::join_all(names.map(sign_in))
            )
        };
        let taken = test.keep_verifiers_busy().await;
        let (cases, sign_ins) = four().await;
        assert!(
            cases
                .iter()
                .all(|answer| matches!(answer, Err(OpenCaseError::Busy)))
        );
        assert!(
            sign_ins
                .iter()
                .all(|answer| matches!(answer, Err(SignInError::Busy))),
            "{sign_ins:?}"
        );
        drop(taken);
        test.clock.advance(Duration::from_secs(2));
        let (cases, sign_ins) = four().await;
        assert!(
            cases
                .iter()
                .all(|answer| matches!(answer, Err(OpenCaseError::Unknown)))
        );
        assert!(
            sign_ins
                .iter()
                .all(|answer| matches!(answer, Err(SignInError::Refused))),
            "{sign_ins:?}"
        );
    }

    #[tokio::test]
    async fn a_passphrase_that_was_right_counts_for_nothing_once_the_account_has_ended_or_has_another() {
        for ends in [true, false] {
            let test = TestService::start().await;
            let robin = test.staff("robin", Role::Reviewer).await;
            let code = test.code("robin");
            let taken = test.keep_verifiers_busy().await;
            let meanwhile = async {
                // As soon as the try is counted, what it is compared with has been read.
                loop {
                    let mut tx = test.storage.read().await.unwrap();
                    let now = tx.lookup_staff(robin.id).await.unwrap().unwrap();
                    if now.failed_attempts == 1 {
                        break;
                    }
                    drop(tx);
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                let mut tx = test.storage.begin().await.unwrap();
                if ends {
                    tx.set_staff_ended(robin.id, Some(test.service.now()))
                        .await
                        .unwrap();
                } else {
                    tx.set_staff_verifier(robin.id, "$argon2id$another", 1)
                        .await
                        .unwrap();
                }
                tx.commit().await.unwrap();
                drop(taken);
            };
            let (signed_in, ()) = tokio::join!(test.service.sign_in("robin", PASSPHRASE, &code), meanwhile);
            assert!(
                matches!(signed_in, Err(SignInError::Refused)),
                "{ends}: {signed_in:?}"
            );
        }
    }

    fn bulkhead() -> Bulkhead {
        Bulkhead::new(1, Metrics::default())
    }

    fn pepper(byte: u8) -> Pepper {
        Arc::new(Zeroizing::new([byte; 32]))
    }

    fn secret(text: &str) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(text.as_bytes().to_vec())
    }

    #[tokio::test]
    async fn a_verifier_knows_its_secret_and_no_other() {
        let bulkhead = bulkhead();
        let verifier = bulkhead
            .verifier(pepper(7), secret("right"), [1; 16])
            .await
            .unwrap();
        assert!(
            verifier.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{verifier}"
        );
        assert!(
            bulkhead
                .verify(pepper(7), secret("right"), Some(&verifier))
                .await
                .unwrap()
        );
        assert!(
            !bulkhead
                .verify(pepper(7), secret("wrong"), Some(&verifier))
                .await
                .unwrap()
        );
        assert!(
            !bulkhead
                .verify(pepper(8), secret("right"), Some(&verifier))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn nothing_is_right_where_there_is_no_verifier() {
        assert!(!bulkhead().verify(pepper(7), secret(""), None).await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_finds_no_place_is_told_so() {
        let bulkhead = bulkhead();
        let _taken = Arc::clone(&bulkhead.places).acquire_owned().await.unwrap();
        assert!(bulkhead.verifier(pepper(7), secret("x"), [1; 16]).await.is_err());
        assert_eq!(bulkhead.metrics.verifications_refused.get(), 1);
        assert_eq!(bulkhead.metrics.verifications_waiting.get(), 0);
    }
}
