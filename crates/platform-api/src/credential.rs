//! Who a request comes from: looked up and counted once, before any handler, and handed on to it.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    id::CredentialId,
    list::ListName,
    subscriber::{Scope, Subscriber},
};
use service::{
    Service,
    subscribe::{AuthenticateError, Caller, Presented},
};

use crate::{
    list_path::ListPath,
    ncmec::Fault,
    problem::{Problem, Scheme, storage_failed},
    quota::Quota,
};

/// The header of the StopNCII wire that opens one endpoint.
const FUNCTION_KEY: &str = "x-functions-key";
/// The header of the StopNCII wire that says whose it is.
const SUBSCRIPTION_KEY: &str = "ocp-apim-subscription-key";

/// What stands before the handlers of one wire.
#[derive(Clone)]
pub(crate) struct Gate {
    /// Looks keys up.
    pub(crate) service: Service,
    /// How this wire wants them.
    pub(crate) scheme: Scheme,
    /// Counts what each key asks.
    pub(crate) quota: Quota,
}

impl Gate {
    async fn admit(&self, headers: &HeaderMap) -> Result<Caller, Problem> {
        let presented = presented(headers, self.scheme)?;
        let caller = self
            .service
            .authenticate(presented.key)
            .await
            .map_err(|error| match error {
                AuthenticateError::Refused => Problem::Unauthenticated(self.scheme),
                AuthenticateError::Storage(error) => storage_failed(&error),
            })?;
        match presented.subscription {
            Some(subscription) if subscription != caller.subscriber.id.to_string() => {
                Err(Problem::Unauthenticated(self.scheme))
            }
            _ => Ok(caller),
        }
    }
}

/// Lets a request through to its handler if its key is good and has not asked too much, and says on every answer how
/// much it may still ask.
pub(crate) async fn gate(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let caller = match gate.admit(request.headers()).await {
        Ok(caller) => caller,
        Err(problem) => return Refusal(gate.scheme, problem).into_response(),
    };
    let allowance = gate.quota.take(caller.key, gate.service.now());
    let mut response = if allowance.is_spent() {
        let seconds = allowance.seconds;
        Refusal(gate.scheme, Problem::TooManyRequests { seconds }).into_response()
    } else {
        request.extensions_mut().insert(Admitted {
            caller,
            scheme: gate.scheme,
        });
        next.run(request).await
    };
    response.headers_mut().extend(allowance.headers());
    response
}

#[derive(Clone)]
struct Admitted {
    caller: Caller,
    scheme: Scheme,
}

/// A problem in the form that a wire's clients read.
pub(crate) struct Refusal(Scheme, Problem);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self.0 {
            Scheme::Basic => Fault(self.1).into_response(),
            Scheme::Bearer | Scheme::Keys => self.1.into_response(),
        }
    }
}

macro_rules! callers {
    ($($(#[$doc:meta])* $name:ident: $scope:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name(pub(crate) Subscriber);

        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Refusal;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
                allowed(parts, $scope).map(|caller| Self(caller.subscriber))
            }
        }
    )*};
}

callers! {
    /// A subscriber whose key may read.
    Reader: Scope::Read;
    /// A subscriber whose key may say what became of matches.
    Commenter: Scope::Feedback;
    /// A subscriber that may hand in hashes, with a key that may too.
    Contributor: Scope::Contribute;
}

/// Who reads which list, for answers that go on for long: the key is looked at again while they do.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(crate) subscriber: Subscriber,
    /// The key that the request came with.
    pub(crate) key: CredentialId,
    pub(crate) list: ListName,
}

impl<S: Send + Sync> FromRequestParts<S> for Reading {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Caller { subscriber, key, .. } = allowed(parts, Scope::Read)?;
        let named = ListPath::from_request_parts(parts, state).await;
        let ListPath(list) = named.map_err(|problem| Refusal(Scheme::Bearer, problem))?;
        Ok(Self {
            subscriber,
            key,
            list,
        })
    }
}

/// The key that a request came with.
pub(crate) struct Key(pub(crate) CredentialId);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        admitted(parts).map(|admitted| Self(admitted.caller.key))
    }
}

fn admitted(parts: &Parts) -> Result<Admitted, Refusal> {
    let found = parts.extensions.get::<Admitted>().cloned();
    found.ok_or(Refusal(Scheme::Bearer, Problem::Internal))
}

fn allowed(parts: &Parts, scope: Scope) -> Result<Caller, Refusal> {
    let Admitted { caller, scheme } = admitted(parts)?;
    let may = scope != Scope::Contribute || caller.subscriber.may_contribute;
    if may && caller.scopes.contain(scope) {
        Ok(caller)
    } else {
        Err(Refusal(scheme, Problem::WrongScope { scheme, scope }))
    }
}

/// A key, and on the StopNCII wire whose it is said to be.
struct Shown {
    key: Presented,
    subscription: Option<String>,
}

fn presented(headers: &HeaderMap, scheme: Scheme) -> Result<Shown, Problem> {
    let refused = Problem::Unauthenticated(scheme);
    let has = |name: &str| headers.contains_key(name);
    let (by_header, by_keys) = (
        has(AUTHORIZATION.as_str()),
        has(FUNCTION_KEY) || has(SUBSCRIPTION_KEY),
    );
    if by_header && by_keys {
        return Err(Problem::TwoCredentials);
    }
    let (key, subscription) = match scheme {
        Scheme::Bearer => (Presented::from_bearer(authorization(headers, scheme)?), None),
        Scheme::Basic => {
            let pair = user_and_password(authorization(headers, scheme)?);
            (
                pair.and_then(|(user, password)| Presented::from_basic(&user, &password)),
                None,
            )
        }
        Scheme::Keys => {
            let subscription = only(headers, SUBSCRIPTION_KEY)?.ok_or(refused.clone())?;
            let function = only(headers, FUNCTION_KEY)?.ok_or(refused.clone())?;
            (Presented::from_bearer(function), Some(subscription.to_owned()))
        }
    };
    let key = key.ok_or(refused)?;
    Ok(Shown { key, subscription })
}

/// What follows the scheme's name in the one `Authorization` header.
fn authorization(headers: &HeaderMap, scheme: Scheme) -> Result<&str, Problem> {
    only(headers, AUTHORIZATION.as_str())?
        .and_then(|value| value.split_once(' '))
        .filter(|(name, _)| name.eq_ignore_ascii_case(scheme.name()))
        .map(|(_, rest)| rest.trim())
        .ok_or(Problem::Unauthenticated(scheme))
}

/// The value of a header that is there once. Two are refused, because two programs that read such a request may each
/// believe another one.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, Problem> {
    let mut all = headers.get_all(name).iter();
    let (first, second) = (all.next(), all.next());
    if second.is_some() {
        return Err(Problem::TwoCredentials);
    }
    Ok(first.and_then(|value| value.to_str().ok()))
}

/// Passwords may contain colons, user names may not (RFC 7617).
fn user_and_password(encoded: &str) -> Option<(String, String)> {
    let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_password_part_at_the_first_colon() {
        let encoded = BASE64_STANDARD.encode("user:pass:word");
        assert_eq!(
            user_and_password(&encoded),
            Some(("user".to_owned(), "pass:word".to_owned()))
        );
        assert_eq!(user_and_password(&BASE64_STANDARD.encode("nocolon")), None);
        assert_eq!(user_and_password("not base64!"), None);
    }

    #[test]
    fn the_name_of_a_scheme_may_have_any_case() {
        let headers = HeaderMap::from_iter([(AUTHORIZATION, "bEARER token".parse().unwrap())]);
        assert_eq!(authorization(&headers, Scheme::Bearer), Ok("token"));
        assert_eq!(
            authorization(&headers, Scheme::Basic),
            Err(Problem::Unauthenticated(Scheme::Basic))
        );
    }
}
