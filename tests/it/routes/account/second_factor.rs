//! Signing in with a code as well.

use common_ground::store::{people::PersonRole, second_factors, sign_in_rules::SignInRules};

use crate::support::{
    accounts::{sign_in, turn_on},
    app::{PASSWORD, TestApp},
};

const TOM: &str = "tom@example.org";

#[rocket::async_test]
async fn the_password_is_asked_before_a_second_factor_goes() {
    let app = TestApp::start().await;
    let tom = app.person(TOM, PersonRole::Manager).await;
    let visitor = app.visitor().await;
    sign_in(&visitor, TOM, PASSWORD).await.has_status(303);
    let (_, codes) = turn_on(&app, &visitor).await;
    let account = "/programmes/reading/account";
    visitor.get(&format!("{account}/second-factor")).await.leads_to(account);
    let renew = format!("{account}/second-factor/codes");
    visitor
        .post(&renew, &[("present", "guess")])
        .await
        .has_status(422)
        .says("That is not your password. Try again");
    let renewed = visitor.post(&renew, &[("present", PASSWORD)]).await;
    renewed.has_status(200).says("Your new recovery codes").never_says(&codes[0]);
    let off = format!("{account}/second-factor/off");
    visitor.get(&off).await.has_status(200).says("You’ll only need your password");
    visitor.post(&off, &[("present", "guess")]).await.has_status(422);
    assert!(second_factors::confirmed(app.app.db.read(), tom).await.unwrap().is_some());
    visitor.post(&off, &[("present", PASSWORD)]).await.leads_to(account);
    sign_in(&app.visitor().await, TOM, PASSWORD).await.leads_to("/programmes");
    assert_eq!(second_factors::recovery_left(app.app.db.read(), tom).await.unwrap(), 0);
}

#[rocket::async_test]
async fn a_wrong_first_code_turns_nothing_on() {
    let app = TestApp::start().await;
    let visitor = app.signed_in(PersonRole::Trainer).await;
    let account = "/programmes/reading/account";
    visitor.post(&format!("{account}/second-factor"), &[("code", "123456")]).await.leads_to(account);
    visitor.post(&format!("{account}/second-factor/new"), &[("present", PASSWORD)]).await.has_status(303);
    let page = visitor.post(&format!("{account}/second-factor"), &[("code", "12345x")]).await;
    page.has_status(422).says("the six digits that the app shows now").says("<svg");
    visitor.get(account).await.says("It is off");
}

#[rocket::async_test]
async fn a_browser_that_was_left_open_sets_no_second_factor_up_without_the_password() {
    let app = TestApp::start().await;
    let id = app.person(TOM, PersonRole::Manager).await;
    let left_open = app.visitor().await;
    sign_in(&left_open, TOM, PASSWORD).await.has_status(303);
    let begin = "/programmes/reading/account/second-factor/new";
    left_open.get(begin).await.has_status(200).says("Your current password");
    left_open.post(begin, &[]).await.has_status(422);
    left_open
        .post(begin, &[("present", "guess")])
        .await
        .has_status(422)
        .says("That is not your password. Try again");
    assert!(second_factors::find(app.app.db.read(), id).await.unwrap().is_none());
}

#[rocket::async_test]
async fn where_the_site_asks_for_a_second_factor_who_has_none_sets_it_up_first() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Trainer).await;
    let rules = SignInRules { idle_hours: 100, second_factor: true, ..SignInRules::default() };
    let before = app.visitor().await;
    sign_in(&before, TOM, PASSWORD).await.leads_to("/programmes");
    app.rules(rules).await;
    // Whoever is in already is stopped as well.
    let page = before.get("/programmes/reading").await;
    page.has_status(403).says("Set up a second factor first").says("/programmes/reading/account");
    before.get("/programmes/reading/courses").await.has_status(403);
    let tom = app.visitor().await;
    sign_in(&tom, TOM, PASSWORD).await.leads_to("/programmes/reading/account");
    turn_on(&app, &tom).await;
    tom.get("/programmes/reading/courses").await.has_status(200);
    // Managers only read; it stays their choice.
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get("/programmes/reading").await.has_status(200);
}
