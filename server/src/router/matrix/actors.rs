//! Who asks, and how each of them says who they are.

use axum::{
    body::Body,
    http::{Request, header},
};
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use domain::{
    account::{Account, AccountSession},
    audit::Agent,
    id::{AccountId, SubscriberId},
    list::ListName,
    staff::Role,
    subscriber::Scope,
};
use service::{
    subscribe::IssuedCredential,
    subscriber_key::KeyOrder,
    testing::{PASSPHRASE, TestService},
};
use sha2::{Digest as _, Sha256};

use super::{Router, answer};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    Anonymous,
    Staff(Role),
    Platform,
    Contributor,
    Member,
}

/// Everyone.
pub(super) const ACTORS: [Actor; 8] = [
    Actor::Anonymous,
    Actor::Staff(Role::Reviewer),
    Actor::Staff(Role::Lead),
    Actor::Staff(Role::Admin),
    Actor::Staff(Role::Auditor),
    Actor::Platform,
    Actor::Contributor,
    Actor::Member,
];

/// Someone's way of saying who they are.
pub(super) struct Credentials {
    cookies: Vec<(Role, String)>,
    platform: IssuedCredential,
    contributor: IssuedCredential,
    member: String,
}

/// Makes an account, a session or a key for each of them.
pub(super) async fn credentials(test: &TestService, router: &Router) -> Credentials {
    let mut cookies = Vec::new();
    for role in [Role::Reviewer, Role::Lead, Role::Admin, Role::Auditor] {
        let name = role.as_str();
        test.staff(name, role).await;
        let form = format!(
            "name={name}&code={}&passphrase={}",
            test.code(name),
            PASSPHRASE.replace(' ', "+")
        );
        let request = Request::post("/staff/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let response = answer(router, request).await;
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        cookies.push((role, cookie.split_once(';').unwrap().0.to_owned()));
    }
    let lists = [ListName::exploitative()];
    let (_, platform) = test.service.add_subscriber("Platform", &lists).await.unwrap();
    let (subscriber, _) = test.service.add_subscriber("Contributor", &lists).await.unwrap();
    let by = Agent::Operator;
    let allowed = test.service.allow_contribution(subscriber.id, true, by).await;
    allowed.unwrap();
    let order = KeyOrder {
        subscriber: subscriber.id,
        scopes: [Scope::Read, Scope::Feedback, Scope::Contribute]
            .into_iter()
            .collect(),
        expires_at: None,
    };
    let contributor = test.service.issue_key(order, by).await.unwrap();
    Credentials {
        cookies,
        platform,
        contributor,
        member: member(test, subscriber.id).await,
    }
}

/// The cookie of someone who signed in for a platform.
async fn member(test: &TestService, subscriber: SubscriberId) -> String {
    let (token, now) = ([9; 32], test.service.now());
    let account = Account {
        id: AccountId::from_bytes([1; 16]),
        subscriber,
        name: "robin".to_owned(),
        passphrase_verifier: String::new(),
        key_generation: 1,
        confirmed: true,
        failed_attempts: 0,
        next_attempt_at: None,
        created_at: now,
    };
    let session = AccountSession {
        token_digest: Sha256::digest(token).into(),
        account: account.id,
        created_at: now,
        last_used_at: now,
        confirmed_at: now,
        refused_before: None,
    };
    let mut tx = test.storage.begin().await.unwrap();
    tx.add_account(&account).await.unwrap();
    tx.add_account_session(&session).await.unwrap();
    tx.commit().await.unwrap();
    format!("__Host-reclaim-platform={}", BASE64_URL_SAFE_NO_PAD.encode(token))
}

impl Credentials {
    /// What this actor asks.
    pub(super) fn request(&self, actor: Actor, method: &str, path: &str) -> Request<Body> {
        let request = Request::builder().method(method).uri(path);
        let request = match actor {
            Actor::Anonymous => request,
            Actor::Staff(role) => {
                let (_, cookie) = self.cookies.iter().find(|(owner, _)| *owner == role).unwrap();
                request.header(header::COOKIE, cookie)
            }
            Actor::Platform => with_key(request, path, &self.platform),
            Actor::Contributor => with_key(request, path, &self.contributor),
            Actor::Member => request.header(header::COOKIE, &self.member),
        };
        request.body(Body::empty()).unwrap()
    }
}

/// A platform shows its key as the wire of the address wants it, and everywhere else as a bearer.
fn with_key(
    request: axum::http::request::Builder,
    path: &str,
    key: &IssuedCredential,
) -> axum::http::request::Builder {
    if path.starts_with("/stopncii/") {
        request
            .header("x-functions-key", key.bearer())
            .header("ocp-apim-subscription-key", key.subscription_key())
    } else if path.starts_with("/ncmec/") {
        let pair = BASE64_STANDARD.encode(format!("{}:{}", key.user_name(), key.password()));
        request.header(header::AUTHORIZATION, format!("Basic {pair}"))
    } else {
        request.header(header::AUTHORIZATION, format!("Bearer {}", key.bearer()))
    }
}
