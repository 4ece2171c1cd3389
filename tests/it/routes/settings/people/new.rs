//! Adding people, and the letter that lets them in.

use common_ground::store::{
    outbox,
    people::{self, PersonRole},
};
use uuid::Uuid;

use crate::support::{
    accounts::NEW,
    app::{PASSWORD, TestApp, add_programme},
};

const PEOPLE: &str = "/programmes/reading/people";
const BEN: [(&str, &str); 3] = [("name", "Ben Oke"), ("email", "Ben@example.org"), ("role", "trainer")];

async fn id_of(app: &TestApp, email: &str) -> Uuid {
    people::find(app.app.db.read(), email).await.unwrap().unwrap().id
}

#[rocket::async_test]
async fn the_words_of_a_letter_with_a_way_in_are_thrown_away_once_it_has_left() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.post(&format!("{PEOPLE}/new"), &BEN).await.has_status(303);
    app.letter_to("ben@example.org").await;
    let later = app.now() + jiff::SignedDuration::from_hours(1);
    let claimed = outbox::claim(&app.app.db, later, later, 10).await.unwrap();
    assert!(claimed.is_empty());
    assert_eq!(kept(&app).await, [("account".to_owned(), 0)]);
}

/// Kind and size of every letter in the outbox.
async fn kept(app: &TestApp) -> Vec<(String, usize)> {
    use crate::support::entity::outbox;
    use sea_orm::EntityTrait;
    let rows = outbox::Entity::find().all(app.app.db.read()).await.unwrap();
    rows.into_iter().map(|row| (row.kind, row.message.len())).collect()
}

#[rocket::async_test]
async fn another_letter_replaces_the_link_in_the_first() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.post(&format!("{PEOPLE}/new"), &BEN).await.has_status(303);
    let first = app.link_to("ben@example.org", "/welcome/").await;
    let ben = id_of(&app, "ben@example.org").await;
    admin.post(&format!("{PEOPLE}/{ben}/resend"), &[]).await.leads_to(&format!("{PEOPLE}/{ben}"));
    let second = app.link_to("ben@example.org", "/welcome/").await;
    assert_ne!(first, second);
    let visitor = app.visitor().await;
    visitor.get(&first).await.has_status(410).says("a newer one has replaced it");
    visitor.get(&second).await.has_status(200);
    app.wait_days(7);
    visitor.get(&second).await.has_status(410);
    visitor.post(&second, &[("password", NEW)]).await.has_status(410);
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(PEOPLE).await.says("link expired");
}

#[rocket::async_test]
async fn a_form_for_a_person_names_what_is_wrong_and_keeps_what_was_entered() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let new = format!("{PEOPLE}/new");
    let page = admin.post(&new, &[("name", "Ben"), ("email", "ben@"), ("role", "emperor")]).await;
    page.has_status(422).says("Enter their email address").says("Select a role");
    page.says("value=\"Ben\"").says("value=\"ben@\"");
    let long = "b".repeat(3000);
    admin.post(&new, &[("name", &long), ("email", &long), ("role", "admin")]).await.has_status(422);
    admin.post(&new, &BEN).await.has_status(303);
    admin.post(&new, &BEN).await.has_status(422).says("already in the programme");
    assert_eq!(app.letters().await, 1);
}

#[rocket::async_test]
async fn somebody_with_an_account_elsewhere_gets_a_role_and_keeps_their_password() {
    let app = TestApp::start().await;
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let ben = app.person("ben@example.org", PersonRole::Manager).await;
    people::join(app.app.db.write_one(), ben, elsewhere.id, PersonRole::Admin).await.unwrap();
    let visitor = app.visitor().await;
    crate::support::accounts::sign_in(&visitor, "ben@example.org", PASSWORD).await.has_status(303);
    app.person("cleo@example.org", PersonRole::Trainer).await;
    let cleo = [("name", "Cleo"), ("email", "cleo@example.org"), ("role", "manager")];
    visitor.post("/programmes/elsewhere/people/new", &cleo).await.has_status(303);
    let letter = app.letter_to("cleo@example.org").await;
    assert!(letter.contains("/sign-in") && !letter.contains("/welcome/"), "{letter}");
    // Whose account is used elsewhere too is not shut by one of the two.
    let cleo = id_of(&app, "cleo@example.org").await;
    let disable = format!("/programmes/elsewhere/people/{cleo}/disable");
    visitor.post(&disable, &[]).await.has_status(422).says("another programme too");
}
