//! Asking for the link to a partner's own page.

use common_ground::store::people::PersonRole;
use jiff::SignedDuration;
use rocket::http::Method;

use crate::support::{
    app::TestApp,
    elm_house::{DANA, elm_house},
};

#[rocket::async_test]
async fn an_address_that_is_none_comes_back_as_it_was_typed() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    visitor.get("/p").await.has_status(200).says("Open your partner page").says("there is no password");
    for typed in ["", "dana at elm", "dana@"] {
        let wrong = visitor.post("/p", &[("email", typed)]).await;
        wrong.has_status(422).says("There is a problem").says(&format!("value=\"{typed}\""));
        wrong.says("Enter an email address, such as name@example.org");
    }
    assert_eq!(app.letters().await, 0);
}

#[rocket::async_test]
async fn the_link_that_is_emailed_opens_the_page_and_whoever_asks_again_and_again_gets_no_flood() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    elm_house(&app, &trainer).await;
    let visitor = app.visitor().await;
    let asked = visitor.post("/p", &[("email", DANA)]).await;
    asked.has_status(200).says("Check your inbox").says(&format!("If the library knows {DANA}"));
    let first = app.link_to(DANA, "/p/").await;
    visitor.get(&first).await.has_status(200).says("This page is for Dana Whitfield");
    for _ in 0..8 {
        visitor.post("/p", &[("email", DANA)]).await.has_status(200).says("Check your inbox");
        app.letters().await;
    }
    let letters = app.letters_to(DANA).await.len();
    assert!((3..=4).contains(&letters), "{letters} emails");
    // What was sent before works on.
    visitor.get(&first).await.has_status(200);
}

#[rocket::async_test]
async fn somebody_of_the_library_gets_no_link_to_a_page_of_a_partner() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let ann = [("name", "Ann Low"), ("email", "ann@library.example.org")];
    trainer.post("/programmes/reading/partners/library/contacts", &ann).await.has_status(303);
    let visitor = app.visitor().await;
    visitor.post("/p", &[("email", "ann@library.example.org")]).await.has_status(200);
    assert_eq!(app.letters().await, 0);
}

#[rocket::async_test]
async fn a_network_that_asks_too_often_waits_and_others_do_not() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    let asks = async |network: &str| {
        let form = visitor.form(Method::Post, "/p", &[("email", "eve@elm.example.org")]);
        let client = format!("{network}:4000").parse().unwrap();
        visitor.send(form.remote(client)).await
    };
    let mut replies = Vec::new();
    for _ in 0..15 {
        replies.push(asks("192.0.2.1").await);
    }
    assert!(replies[..10].iter().all(|reply| reply.status == 200));
    replies[14].has_status(429).says("Try again in a minute");
    asks("192.0.2.2").await.has_status(200);
    app.clock.set(app.now() + SignedDuration::from_mins(15));
    asks("192.0.2.1").await.has_status(200);
}

#[rocket::async_test]
async fn where_no_email_can_leave_nobody_is_sent_to_their_inbox() {
    let app = TestApp::without_mail_server().await;
    let reply = app.visitor().await.post("/p", &[("email", "dana@elm.example.org")]).await;
    reply.has_status(200).says("We can’t send you an email").says("Ask the library for help");
    reply.never_says("Check your inbox");
}
