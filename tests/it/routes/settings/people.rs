//! The people of a programme and what they may do.

mod access;
mod index;
mod new;
mod show;
mod site_admin;

use common_ground::store::people::PersonRole;

use crate::support::{
    accounts::NEW,
    app::{PASSWORD, TestApp},
};

const PEOPLE: &str = "/programmes/reading/people";

#[rocket::async_test]
async fn the_last_administrator_stays() {
    let app = TestApp::start().await;
    let ada = app.person("ada@example.org", PersonRole::Admin).await;
    let admin = app.visitor().await;
    crate::support::accounts::sign_in(&admin, "ada@example.org", PASSWORD).await.has_status(303);
    let own = format!("{PEOPLE}/{ada}");
    admin
        .post(&format!("{own}/role"), &[("role", "trainer")])
        .await
        .has_status(422)
        .says("last administrator");
    admin.post(&format!("{own}/remove"), &[]).await.has_status(422).says("last administrator");
    admin.post(&format!("{own}/disable"), &[]).await.has_status(422).says("can’t disable your own account");
    // One who was only invited does not count.
    let eve = [("name", "Eve"), ("email", "eve@example.org"), ("role", "admin")];
    admin.post(&format!("{PEOPLE}/new"), &eve).await.has_status(303);
    admin.post(&format!("{own}/role"), &[("role", "trainer")]).await.has_status(422);
    let eve = app.link_to("eve@example.org", "/welcome/").await;
    app.visitor().await.post(&eve, &[("password", NEW)]).await.has_status(303);
    admin.post(&format!("{own}/role"), &[("role", "trainer")]).await.leads_to("/programmes/reading/account");
    admin.get(PEOPLE).await.has_status(403);
}
