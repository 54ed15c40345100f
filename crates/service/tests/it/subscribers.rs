//! Becoming a subscriber and proving it.

use domain::list::ListName;
use service::{
    subscribe::{AddSubscriberError, AuthenticateError, Presented},
    testing::TestService,
};

#[tokio::test]
async fn a_credential_works_as_bearer_and_as_user_name_and_password() {
    let test = TestService::start().await;
    let lists = [ListName::exploitative()];
    let (subscriber, credential) = test.service.add_subscriber("Platform", &lists).await.unwrap();
    assert_eq!(subscriber.member, 1000);
    for presented in [
        Presented::from_bearer(&credential.bearer()).unwrap(),
        Presented::from_basic(&credential.user_name(), &credential.password()).unwrap(),
    ] {
        assert_eq!(test.service.authenticate(presented).await.unwrap(), subscriber);
    }
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_id_are_refused_alike() {
    let test = TestService::start().await;
    let (_, credential) = test.service.add_subscriber("Platform", &[]).await.unwrap();
    let wrong = Presented::from_basic(&credential.user_name(), &"00".repeat(32)).unwrap();
    let unknown = Presented::from_basic(&"ab".repeat(16), &credential.password()).unwrap();
    for presented in [wrong, unknown] {
        let refused = test.service.authenticate(presented).await;
        assert!(matches!(refused, Err(AuthenticateError::Refused)));
    }
}

#[tokio::test]
async fn names_are_taken_once_and_lists_have_to_exist() {
    let test = TestService::start().await;
    test.service.add_subscriber("Platform", &[]).await.unwrap();
    let again = test.service.add_subscriber("Platform", &[]).await;
    assert!(matches!(again, Err(AddSubscriberError::NameTaken)));
    let unknown = test.service.add_subscriber("Other", &[ListName::adult()]).await;
    assert!(matches!(unknown, Err(AddSubscriberError::UnknownList(_))));
    let (second, _) = test.service.add_subscriber("Other", &[]).await.unwrap();
    assert_eq!(second.member, 1001);
}
