//! The programmes one works in, and a new one.

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

#[rocket::async_test]
async fn an_administrator_adds_a_programme_and_goes_from_one_to_the_other() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get("/programmes").await.leads_to("/programmes/reading");
    admin.get("/programmes/reading").await.never_says("Other programmes");
    admin.get("/programmes/new").await.has_status(200).says("Add a programme");
    for (slug, problem) in [
        ("reading", "Another programme uses this address"),
        ("new", "Enter up to 60 lower-case letters"),
        ("a b", "Enter up to 60 lower-case letters"),
    ] {
        let page = admin.post("/programmes", &[("name", "Reading on"), ("slug", slug)]).await;
        page.has_status(422).says(problem).says("value=\"Reading on\"");
    }
    let added = admin.post("/programmes", &[("name", "Reading on"), ("slug", "reading-2027")]).await;
    added.leads_to("/programmes/reading-2027/settings");
    admin.get("/programmes/reading-2027").await.has_status(200).says("Other programmes");
    let choice = admin.get("/programmes").await;
    choice.has_status(200).says("Reading on").says("Welcome to reading").says("You’re an administrator.");

    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get("/programmes/new").await.has_status(403);
    trainer.post("/programmes", &[("name", "Mine"), ("slug", "mine")]).await.has_status(403);
    trainer.get("/programmes/reading-2027").await.has_status(404);
}

#[rocket::async_test]
async fn two_who_add_the_same_programme_at_once_add_one_and_the_other_is_told() {
    let app = TestApp::start().await;
    let (one, two) = (app.signed_in(PersonRole::Admin).await, app.signed_in(PersonRole::Admin).await);
    let form = [("name", "Numbers together"), ("slug", "numbers")];
    let (first, second) = tokio::join!(one.post("/programmes", &form), two.post("/programmes", &form));
    let mut added = 0;
    for reply in [first, second] {
        if reply.status == 303 {
            added += 1;
        } else {
            assert!([409, 422].contains(&reply.status), "{} {}", reply.status, reply.body);
            reply
                .says("Another programme uses this address: choose another")
                .says("value=\"Numbers together\"");
        }
    }
    assert_eq!(added, 1);
}
