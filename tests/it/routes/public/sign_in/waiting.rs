//! Waits that grow with wrong tries.

use common_ground::store::{people::PersonRole, throttles};
use jiff::SignedDuration;
use rocket::http::Method;
use sea_orm::{EntityTrait, PaginatorTrait, Set};

use crate::support::entity;
use crate::support::{
    accounts::sign_in,
    app::{PASSWORD, TestApp},
    visitor::Visitor,
};

#[rocket::async_test]
async fn a_wait_doubles_with_each_wrong_try_holds_for_every_instance_and_ends_by_itself() {
    let app = TestApp::start().await;
    let email = "tom@example.org";
    app.person(email, PersonRole::Trainer).await;
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
    app.person("tom@example.org", PersonRole::Trainer).await;
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

/// One try from an address.
async fn tries(visitor: &Visitor, email: &str, password: &str, address: &str) -> u16 {
    let form = visitor.form(Method::Post, "/sign-in", &[("email", email), ("password", password)]);
    visitor.send(form.remote(address.parse().unwrap())).await.status
}

#[rocket::async_test]
async fn somebody_who_guesses_at_every_account_keeps_nobody_else_out_of_theirs() {
    let app = TestApp::start().await;
    let everybody = ["tom@example.org", "ada@example.org", "ben@example.org"];
    for email in everybody {
        app.person(email, PersonRole::Trainer).await;
    }
    let attacker = app.visitor().await;
    for number in 0..90 {
        let status = tries(&attacker, everybody[number % 3], "guess", "192.0.2.1:4000").await;
        assert!(matches!(status, 422 | 429), "{status}");
    }
    assert_eq!(tries(&attacker, everybody[0], PASSWORD, "192.0.2.1:4000").await, 429);
    for email in everybody {
        assert_eq!(tries(&app.visitor().await, email, PASSWORD, "192.0.2.2:4000").await, 303, "{email}");
    }
}

#[rocket::async_test]
async fn a_browser_that_signed_in_before_is_not_kept_out_by_a_neighbour_behind_the_same_address() {
    let app = TestApp::start().await;
    app.person("tom@example.org", PersonRole::Trainer).await;
    let (tom, neighbour, library) = (app.visitor().await, app.visitor().await, "192.0.2.1:4000");
    assert_eq!(tries(&tom, "tom@example.org", PASSWORD, library).await, 303);
    for _ in 0..60 {
        tries(&neighbour, "tom@example.org", "guess", library).await;
    }
    assert_eq!(tries(&neighbour, "tom@example.org", PASSWORD, library).await, 429);
    assert_eq!(tries(&tom, "tom@example.org", PASSWORD, library).await, 303);
    // It has no more guesses than anybody else.
    for _ in 0..10 {
        assert_eq!(tries(&tom, "tom@example.org", "guess", library).await, 422);
    }
    assert_eq!(tries(&tom, "tom@example.org", "guess", library).await, 429);
}

#[rocket::async_test]
async fn an_ipv6_subscriber_has_one_count_and_many_addresses_fill_no_table() {
    let app = TestApp::start().await;
    let attacker = app.visitor().await;
    for host in 1..=10 {
        assert_eq!(
            tries(&attacker, "tom@example.org", "guess", &format!("[2001:db8::{host:x}]:4000")).await,
            422
        );
    }
    assert_eq!(tries(&attacker, "tom@example.org", "guess", "[2001:db8::ffff]:4000").await, 429);
    assert_eq!(tries(&attacker, "tom@example.org", "guess", "[2001:db8:0:1::1]:4000").await, 422);
    // As if a million networks had tried before: the oldest go.
    let db = app.app.db.write_one();
    let rows = usize::try_from(throttles::MOST).unwrap() + 50;
    let old = |number: usize| entity::wait::ActiveModel {
        key_hash: Set(format!("old {number}")),
        tries: Set(1),
        last_at: Set(entity::Instant(0)),
        until: Set(entity::Instant(0)),
    };
    for some in (0..rows).collect::<Vec<_>>().chunks(2_000) {
        let many = some.iter().map(|number| old(*number));
        entity::wait::Entity::insert_many(many).exec_without_returning(db).await.unwrap();
    }
    tries(&attacker, "tom@example.org", "guess", "198.51.100.1:4000").await;
    let left = entity::wait::Entity::find().count(db).await.unwrap();
    assert!(left < throttles::MOST, "{left} rows");
    assert_eq!(
        tries(&attacker, "tom@example.org", "guess", "[2001:db8::ffff]:4000").await,
        429,
        "recent ones stay"
    );
}

#[rocket::async_test]
async fn a_wait_from_before_the_clock_was_set_back_keeps_nobody_out_for_the_hour() {
    let app = TestApp::start().await;
    let email = "tom@example.org";
    app.person(email, PersonRole::Trainer).await;
    let visitor = app.visitor().await;
    for _ in 0..11 {
        sign_in(&visitor, email, "guess").await;
    }
    sign_in(&visitor, email, PASSWORD).await.has_status(429);
    app.clock.set(app.now() - SignedDuration::from_hours(1));
    sign_in(&visitor, email, PASSWORD).await.leads_to("/programmes");
}
