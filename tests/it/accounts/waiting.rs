//! Waits that grow with wrong tries.

use common_ground::store::people::Role;
use jiff::SignedDuration;
use rocket::http::Method;

use super::sign_in;
use crate::support::app::{PASSWORD, TestApp};

#[rocket::async_test]
async fn a_wait_doubles_with_each_wrong_try_holds_for_every_instance_and_ends_by_itself() {
    let app = TestApp::start().await;
    let email = "tom@example.org";
    app.person(email, Role::Trainer).await;
    let visitor = app.visitor().await;
    for _ in 0..10 {
        sign_in(&visitor, email, "guess").await.has_status(422);
    }
    let mut minutes = vec!["a minute", "2 minutes", "4 minutes", "8 minutes", "15 minutes", "15 minutes"];
    let last = minutes.pop().unwrap();
    for words in minutes {
        // Another instance knows of it too, and the right password does not help.
        let other = app.visitor().await;
        sign_in(&other, email, PASSWORD).await.has_status(429).says(&format!("Try again in {words}."));
        app.clock.set(app.now() + SignedDuration::from_mins(15));
        sign_in(&other, email, "guess").await.has_status(422);
    }
    let other = app.visitor().await;
    sign_in(&other, email, PASSWORD).await.has_status(429).says(&format!("Try again in {last}."));
    app.clock.set(app.now() + SignedDuration::from_mins(15));
    sign_in(&other, email, PASSWORD).await.leads_to("/programmes");
    sign_in(&other, email, "guess").await.has_status(422);
    sign_in(&other, email, PASSWORD).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn an_unknown_address_waits_like_a_known_one() {
    let app = TestApp::start().await;
    for _ in 0..10 {
        let visitor = app.visitor().await;
        sign_in(&visitor, "nobody@example.org", "guess").await.has_status(422);
    }
    let visitor = app.visitor().await;
    sign_in(&visitor, "Nobody@example.org", "guess").await.has_status(429).says("Nothing is locked");
}

#[rocket::async_test]
async fn guessing_at_many_accounts_from_one_place_is_slowed_down_and_other_places_are_not() {
    let app = TestApp::start().await;
    app.person("tom@example.org", Role::Trainer).await;
    let from = |place: &str| format!("{place}:4000").parse().unwrap();
    let mut refused = 0;
    for number in 0..45 {
        let visitor = app.visitor().await;
        let email = format!("guess{number}@example.org");
        let form = visitor.form(Method::Post, "/sign-in", &[("email", &email), ("password", "guess")]);
        let reply = visitor.send(form.remote(from("192.0.2.1"))).await;
        refused += usize::from(reply.status == 429);
    }
    assert_eq!(refused, 5);
    let right = [("email", "tom@example.org"), ("password", PASSWORD)];
    let visitor = app.visitor().await;
    let form = visitor.form(Method::Post, "/sign-in", &right).remote(from("192.0.2.1"));
    visitor.send(form).await.has_status(429);
    let form = visitor.form(Method::Post, "/sign-in", &right).remote(from("192.0.2.2"));
    visitor.send(form).await.leads_to("/programmes");
}
