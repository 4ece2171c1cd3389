//! Getting back in with a letter.

use common_ground::{
    store::{outbox, people::PersonRole, reset_requests},
    work::deliver,
};

use crate::support::{
    accounts::{NEW, forget, sign_in},
    app::{PASSWORD, TestApp},
};

const TOM: &str = "tom@example.org";

#[rocket::async_test]
async fn a_letter_sets_another_password_once_and_signs_out_everywhere() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Trainer).await;
    let before = app.visitor().await;
    sign_in(&before, TOM, PASSWORD).await.has_status(303);
    let visitor = app.visitor().await;
    visitor.get("/sign-in").await.says("I’ve forgotten my password");
    visitor.get("/sign-in/forgotten").await.has_status(200);
    forget(&visitor, TOM).await.has_status(200).says("Check your inbox");
    assert!(app.letter_saying(TOM, "/sign-in/new/").await.contains("access tokens"));
    let new = app.link_to(TOM, "/sign-in/new/").await;
    visitor.get(&new).await.has_status(200);
    visitor.post(&new, &[("password", "short")]).await.has_status(422).says("at least 10 characters");
    visitor.post(&new, &[("password", NEW)]).await.leads_to("/sign-in");
    visitor.get("/sign-in").await.says("Your new password is set");
    before.get("/programmes/reading").await.has_status(303);
    visitor.post(&new, &[("password", NEW)]).await.has_status(410).says("This link has been used");
    sign_in(&visitor, TOM, PASSWORD).await.has_status(422);
    sign_in(&visitor, TOM, NEW).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn nobody_learns_which_addresses_have_an_account() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Trainer).await;
    let visitor = app.visitor().await;
    let known = forget(&visitor, TOM).await;
    let unknown = forget(&visitor, "nobody@example.org").await;
    assert_eq!((known.status, unknown.status), (200, 200));
    assert_eq!(known.body, unknown.body.replace("nobody@example.org", TOM));
    assert_eq!(app.letters().await, 1);
    visitor.post("/sign-in/forgotten", &[("email", "tom")]).await.has_status(422).says("such as name@");
}

#[rocket::async_test]
async fn an_email_for_a_new_password_is_not_lost_when_the_service_stops_right_after_the_form() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Trainer).await;
    let visitor = app.visitor().await;
    forget(&visitor, TOM).await.has_status(200);
    forget(&visitor, "nobody@example.org").await.has_status(200);
    // Known or not, the form left the same behind, and nothing else.
    let db = app.app.db.read();
    assert_eq!(reset_requests::waiting(db, 9).await.unwrap().len(), 2);
    assert_eq!(outbox::waiting(db).await.unwrap(), 0);
    // Another instance goes on where this one stopped.
    let other = app.another().await;
    deliver::deliver_due(&other.app, &app.transport, app.now()).await.unwrap();
    assert!(reset_requests::waiting(db, 9).await.unwrap().is_empty());
    let new = app.link_to(TOM, "/sign-in/new/").await;
    visitor.get(&new).await.has_status(200);
    assert_eq!(app.letters().await, 1);
    other.close().await.unwrap();
}

#[rocket::async_test]
async fn letters_to_one_account_are_few_and_the_page_stays_the_same() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Trainer).await;
    let visitor = app.visitor().await;
    let first = forget(&visitor, TOM).await;
    for _ in 0..4 {
        assert_eq!(forget(&visitor, TOM).await.body, first.body);
    }
    assert_eq!(app.letters().await, 3);
}
