//! What a partner says of its contacts: that they are still right, or who takes over.

use common_ground::store::{handovers, people::PersonRole};

use crate::support::{
    app::TestApp,
    elm_house::{DANA, KOFI, elm_house, own_page},
    partners::{add_contact, contact, partner},
};

/// How many handovers there are at the partner, begun or named.
async fn named(app: &TestApp) -> usize {
    let elm = partner(app, "Elm House").await.id;
    handovers::of_partner(app.app.db.read(), elm).await.unwrap().len()
}

#[rocket::async_test]
async fn that_the_contacts_are_still_right_is_in_the_contact_log() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    let page = own_page(&app, &trainer, &elm).await;
    let (visitor, right) = (app.visitor().await, format!("{page}/right"));
    trainer.get(&elm).await.never_says("Says that the contacts are still the right people");
    visitor.post_from_elsewhere(&right, &[]).await.has_status(403);
    visitor.post("/p/nonsense/right", &[]).await.has_status(404);
    trainer.get(&elm).await.never_says("Says that the contacts are still the right people");
    let said = visitor.post(&right, &[]).await;
    said.leads_to(&page);
    visitor.follow(&said).await.says("Thank you. The library will keep writing to the same people.");
    trainer.get(&elm).await.says("Says that the contacts are still the right people");
}

#[rocket::async_test]
async fn whatever_is_wrong_about_a_new_contact_is_said_at_once_and_what_was_typed_stays() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    let page = own_page(&app, &trainer, &elm).await;
    let (visitor, successor) = (app.visitor().await, format!("{page}/successor"));
    let (dana, long) = (contact(&app, DANA).await.id.to_string(), "x".repeat(201));
    let typed = [("former", &*dana), ("name", &*long), ("job", &*long), ("email", "kofi at elm")];
    let wrong = visitor.post(&successor, &typed).await;
    wrong.has_status(422).says("There is a problem").says("Shorten this to 200 characters").says(&long);
    wrong.says("Enter an email address, such as name@example.org").says("value=\"kofi at elm\"");
    wrong.says(&format!("value=\"{dana}\" checked")).never_says("Select who has left");
    let empty = visitor.post(&successor, &[]).await;
    empty.has_status(422).says("Select who has left").says("Enter the name of the new contact");
    let kofi = [("former", &*dana), ("name", "Kofi Mensah"), ("email", KOFI)];
    visitor.post_from_elsewhere(&successor, &kofi).await.has_status(403);
    visitor.post("/p/nonsense/successor", &kofi).await.has_status(404);
    assert_eq!(named(&app).await, 0);
    visitor.post(&successor, &kofi).await.leads_to(&page);
    assert_eq!(named(&app).await, 1);
}

#[rocket::async_test]
async fn another_contact_of_the_partner_can_take_over_and_nobody_takes_over_from_themselves() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    add_contact(&trainer, &elm, "Ann Bell", "ann@elm.example.org").await;
    let page = own_page(&app, &trainer, &elm).await;
    let (visitor, successor) = (app.visitor().await, format!("{page}/successor"));
    let dana = contact(&app, DANA).await.id.to_string();
    let herself = [("former", &*dana), ("name", "Dana Whitfield"), ("email", "Dana@elm.example.org")];
    visitor.post(&successor, &herself).await.leads_to(&page);
    assert_eq!(named(&app).await, 0);
    trainer
        .get(&elm)
        .await
        .says("somebody takes over from Dana Whitfield: Dana Whitfield, dana@elm.example.org");

    let ann = [("former", &*dana), ("name", "Ann B."), ("email", "ann@elm.example.org")];
    let said = visitor.post(&successor, &ann).await;
    said.leads_to(&page);
    visitor.follow(&said).await.says("The library will confirm this");
    // It is the one who is there already, by the name that the library knows.
    trainer.get(&elm).await.says("Ann Bell is to take over from Dana Whitfield");
    visitor.get(&page).await.says("Ann Bell").says("Dana Whitfield");
}
