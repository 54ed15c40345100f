//! Who a request comes from.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::subscriber::Subscriber;
use service::{
    Service,
    subscribe::{AuthenticateError, Presented},
};

use crate::problem::{Problem, Scheme, storage_failed};

/// The subscriber that a bearer token belongs to.
pub(crate) struct Bearer(pub(crate) Subscriber);

/// The subscriber that a user name and password belong to.
pub(crate) struct Basic {
    pub(crate) subscriber: Subscriber,
    pub(crate) user_name: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Bearer
where
    Service: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let token = credentials(&parts.headers, Scheme::Bearer)?;
        let presented = Presented::from_bearer(token).ok_or(Problem::Unauthenticated(Scheme::Bearer))?;
        authenticate(&Service::from_ref(state), presented, Scheme::Bearer)
            .await
            .map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Basic
where
    Service: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let refused = Problem::Unauthenticated(Scheme::Basic);
        let encoded = credentials(&parts.headers, Scheme::Basic)?;
        let Some((user_name, password)) = user_and_password(encoded) else {
            return Err(refused);
        };
        let presented = Presented::from_basic(&user_name, &password).ok_or(refused)?;
        let subscriber = authenticate(&Service::from_ref(state), presented, Scheme::Basic).await?;
        Ok(Self {
            subscriber,
            user_name,
        })
    }
}

async fn authenticate(
    service: &Service,
    presented: Presented,
    scheme: Scheme,
) -> Result<Subscriber, Problem> {
    service
        .authenticate(presented)
        .await
        .map_err(|error| match error {
            AuthenticateError::Refused => Problem::Unauthenticated(scheme),
            AuthenticateError::Storage(error) => storage_failed(&error),
        })
}

/// What follows the scheme's name in the one `Authorization` header. Two headers are refused, because two
/// programs that read such a request may each believe another one.
fn credentials(headers: &HeaderMap, scheme: Scheme) -> Result<&str, Problem> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (first, second) = (all.next(), all.next());
    if second.is_some() {
        return Err(Problem::TwoCredentials);
    }
    first
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(name, _)| name.eq_ignore_ascii_case(scheme.name()))
        .map(|(_, rest)| rest.trim())
        .ok_or(Problem::Unauthenticated(scheme))
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
        assert_eq!(credentials(&headers, Scheme::Bearer), Ok("token"));
        assert_eq!(
            credentials(&headers, Scheme::Basic),
            Err(Problem::Unauthenticated(Scheme::Basic))
        );
    }
}
