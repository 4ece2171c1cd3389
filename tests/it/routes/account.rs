//! One's own account.

mod council;
mod password;
mod second_factor;
mod sessions;
mod summaries;
mod tokens;

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

const ACCOUNT: &str = "/programmes/reading/account";

#[rocket::async_test]
async fn every_page_of_staff_leads_to_the_account_and_only_an_administrator_on_to_the_people() {
    let app = TestApp::start().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get("/programmes/reading").await.says(&format!("href=\"{ACCOUNT}\""));
    manager.get(ACCOUNT).await.has_status(200).never_says("/programmes/reading/people");
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(ACCOUNT).await.says("/programmes/reading/people").says("/programmes/reading/audit");
}
