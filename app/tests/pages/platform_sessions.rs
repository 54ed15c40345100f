//! What is open for a platform ends at once with what may have opened it.

use std::time::Duration;

use axum::http::StatusCode;
use domain::{
    account::{Account, AccountPasskey},
    audit::Agent,
};

use crate::{
    platforms::{PASSPHRASE, enter, get, invited, post, totp},
    site::Site,
};

/// Someone who is signed in for a platform in two browsers: the cookie of the one that they use, and of the other.
struct Robin {
    site: Site,
    account: Account,
    own: String,
    other: String,
}

impl Robin {
    async fn in_two_browsers() -> Self {
        let site = Site::start().await;
        let (platform, code) = invited(&site).await;
        let (other, enrolled) = enter(&site, &code, "robin").await;
        let code = totp(&site, &enrolled);
        let form = format!("name=robin&passphrase={PASSPHRASE}&code={code}");
        let signed_in = site.post("/platform/sign-in", &form).await;
        let own = signed_in
            .header("set-cookie")
            .split_once(';')
            .unwrap()
            .0
            .to_owned();
        site.test.clock.advance(Duration::from_secs(60));
        let account = site.test.service.accounts_of(platform.id).await.unwrap();
        Self {
            account: account.into_iter().next().unwrap(),
            site,
            own,
            other,
        }
    }

    async fn are_signed_in(&self) -> [bool; 2] {
        let mut signed_in = [false; 2];
        for (place, cookie) in [&self.own, &self.other].into_iter().enumerate() {
            let status = get(&self.site, "/platform", cookie).await.status;
            assert!(
                [StatusCode::OK, StatusCode::SEE_OTHER].contains(&status),
                "{status}"
            );
            signed_in[place] = status == StatusCode::OK;
        }
        signed_in
    }

    async fn remove_passkey(&self, id: &str) {
        let path = format!("/platform/account/passkeys/{id}/remove");
        let removed = post(&self.site, &path, "", &self.own).await;
        assert_eq!(
            removed.header("location"),
            "/platform/account",
            "{}",
            removed.body
        );
    }
}

#[tokio::test]
async fn with_a_passkey_that_may_have_opened_it() {
    let robin = Robin::in_two_browsers().await;
    let mut tx = robin.site.test.storage.begin().await.unwrap();
    tx.add_account_passkey(&AccountPasskey {
        id: vec![7; 16],
        account: robin.account.id,
        label: "an old phone".to_owned(),
        credential: "{}".to_owned(),
        created_at: robin.site.test.service.now(),
        last_used_at: None,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let hex = |byte: &str| byte.repeat(16);
    robin.remove_passkey(&hex("08")).await;
    assert_eq!(
        robin.are_signed_in().await,
        [true, true],
        "there was no such passkey"
    );
    robin.remove_passkey(&hex("07")).await;
    assert_eq!(robin.are_signed_in().await, [true, false]);
}

#[tokio::test]
async fn with_the_passphrase_that_may_have_opened_it() {
    let robin = Robin::in_two_browsers().await;
    let form = "passphrase=eight+other+words+that+nobody+would+guess";
    let changed = post(&robin.site, "/platform/account/passphrase", form, &robin.own).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    assert_eq!(robin.are_signed_in().await, [true, false]);
}

#[tokio::test]
async fn with_the_account_everywhere() {
    let robin = Robin::in_two_browsers().await;
    assert_eq!(robin.are_signed_in().await, [true, true]);
    let service = &robin.site.test.service;
    let ended = service.end_platform_account(&robin.account, Agent::Operator);
    ended.await.unwrap();
    assert_eq!(robin.are_signed_in().await, [false, false]);
}
