//! `/en/status`, where a person opens their case: what they do and see there, one file for each.

mod add;
mod erased;
mod open;
mod platforms;
mod repeat;
mod wait;
mod withdraw;

use service::testing::form;

use crate::site::Site;

/// A case with three photos: its number and PIN, as they go into a form.
async fn case(site: &Site) -> (String, String) {
    let submission = form(1, 3).parse().unwrap();
    let receipt = site.test.service.submit(submission).await.unwrap();
    (receipt.number.to_string(), receipt.pin.to_string())
}

fn fields(number: &str, pin: &str) -> String {
    format!("number={number}&pin={}", pin.replace(' ', "+"))
}

/// Every address to which number and PIN are posted.
const OPENING: [&str; 5] = [
    "/en/status",
    "/en/status/withdraw",
    "/en/status/withdraw/some",
    "/en/status/add",
    "/en/status/keep",
];
