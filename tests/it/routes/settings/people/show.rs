//! One person of a programme, and what can be done about them.

use common_ground::store::{
    people::{self, PersonRole},
    site_admins,
};
use uuid::Uuid;

use crate::support::{
    app::{PASSWORD, TestApp, add_programme},
    visitor::Visitor,
};

const PEOPLE: &str = "/programmes/reading/people";

/// Ada, who administers the programme, with the address of her own page.
async fn ada(app: &TestApp) -> (Visitor, String) {
    let id = app.person("ada@example.org", PersonRole::Admin).await;
    let ada = app.visitor().await;
    ada.post("/sign-in", &[("email", "ada@example.org"), ("password", PASSWORD)]).await.has_status(303);
    (ada, format!("{PEOPLE}/{id}"))
}

#[rocket::async_test]
async fn the_page_says_what_the_role_may_do_and_offers_what_fits() {
    let app = TestApp::start().await;
    let (ada, own) = ada(&app).await;
    let tom = format!("{PEOPLE}/{}", app.person("tom@example.org", PersonRole::Trainer).await);
    let page = ada.get(&tom).await;
    page.has_status(200).says("Can sign in").says("21 May 2026").says("tom@example.org");
    page.says("Runs courses and surveys, manages partners, reads comments.");
    for offered in ["role", "disable", "remove"] {
        page.says(&format!("{tom}/{offered}"));
    }
    page.never_says("Send the invitation again").never_says("site-administrator");
    // Nobody shuts themselves out by accident.
    let page = ada.get(&own).await;
    page.says("Can do everything, including adding people.").never_says(&format!("{own}/disable"));

    ada.post(&format!("{tom}/disable"), &[]).await.leads_to(&tom);
    ada.get(&tom).await.says("Disabled").says("Enable the account").never_says(&format!("{tom}/disable"));
    let ben = [("name", "Ben Oke"), ("email", "ben@example.org"), ("role", "manager")];
    ada.post(&format!("{PEOPLE}/new"), &ben).await.has_status(303);
    let ben = people::find(app.app.db.read(), "ben@example.org").await.unwrap().unwrap().id;
    let page = ada.get(&format!("{PEOPLE}/{ben}")).await;
    page.says("Ben Oke").says("Invited, hasn’t signed in yet").says("Send the invitation again");
    page.says("Reads final results, and gets the summaries by email.");
}

#[rocket::async_test]
async fn only_site_administrators_are_offered_to_make_another() {
    let app = TestApp::start().await;
    let (ada, own) = ada(&app).await;
    let tom = app.person("tom@example.org", PersonRole::Trainer).await;
    let page = format!("{PEOPLE}/{tom}");
    ada.get(&page).await.never_says("Make a site administrator");
    let id: Uuid = own.rsplit('/').next().unwrap().parse().unwrap();
    site_admins::set(app.app.db.write_one(), id, true).await.unwrap();
    ada.get(&page).await.says("Make a site administrator").says(&format!("{page}/site-administrator"));
    site_admins::set(app.app.db.write_one(), tom, true).await.unwrap();
    ada.get(&page).await.says("Trainer, site administrator").says("Remove as a site administrator");
}

#[rocket::async_test]
async fn somebody_of_another_programme_has_no_page_here() {
    let app = TestApp::start().await;
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let db = app.app.db.write_one();
    let eve = people::add(db, "eve@example.org", "Eve Stone", None, app.now()).await.unwrap();
    people::join(db, eve, elsewhere.id, PersonRole::Admin).await.unwrap();
    let (ada, own) = ada(&app).await;
    for address in [format!("{PEOPLE}/{eve}"), format!("{PEOPLE}/{}", Uuid::nil()), format!("{PEOPLE}/eve")] {
        ada.get(&address).await.has_status(404).never_says("Eve Stone");
    }
    for role in [PersonRole::Trainer, PersonRole::Manager] {
        app.signed_in(role).await.get(&own).await.has_status(403);
    }
}
