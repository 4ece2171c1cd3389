//! Surveys as trainers find, read, copy and change them.

mod delete;
mod dry_run;
mod edit;
mod from_file;
mod index;
mod new;
mod show;

use common_ground::store::people::PersonRole;

use crate::support::app::{TestApp, add_programme};

const SURVEYS: &str = "/programmes/reading/surveys";

#[rocket::async_test]
async fn a_copy_belongs_to_one_programme_and_keeps_the_keys_of_its_questions() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let copy = format!("{SURVEYS}/staff_offer/copy");
    trainer.get(&copy).await.has_status(200).says("Copy “").says("Title of the copy");
    trainer.post(&copy, &[("title", " ")]).await.has_status(422).says("Enter a title");
    let long = "x".repeat(201);
    trainer.post(&copy, &[("title", &long)]).await.has_status(422).says("Shorten the title").says(&long);
    let made = trainer.post(&copy, &[("title", "Offers, our way")]).await;
    made.has_status(303);
    let page = trainer.follow(&made).await;
    page.has_status(200)
        .says("Offers, our way")
        .says("The survey was copied")
        .says("A draft")
        .says("bring_reliability");
    trainer.get(SURVEYS).await.says("One survey of your own").says("A draft, not published yet.");
    let address = made.header("Location").unwrap();
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let id = app.person("both@library.example.org", PersonRole::Trainer).await;
    common_ground::store::people::join(app.app.db.write_one(), id, elsewhere.id, PersonRole::Trainer)
        .await
        .unwrap();
    let other = app.visitor().await;
    let fields = [("email", "both@library.example.org"), ("password", crate::support::app::PASSWORD)];
    other.post("/sign-in", &fields).await.has_status(303);
    other.get(address).await.has_status(200);
    other.get(&address.replace("reading", "elsewhere")).await.has_status(404);
}

#[rocket::async_test]
async fn a_preview_shows_the_pages_of_the_form_and_can_send_nothing() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("{SURVEYS}/partner_expect/preview?lang=cy")).await;
    page.says("No native speaker has checked the Welsh pages and ready-made surveys yet.");
    page.has_status(200).says("Tudalen 2 o 4").says("answers[bring_reliability]").says("helaeth iawn");
    let (_, phone) = page.body.split_once("class=\"phone\"").unwrap();
    assert!(!phone.contains("<form") && !phone.contains("<button"), "{phone}");
}
