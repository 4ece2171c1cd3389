//! Signing in with a code as well.

use common_ground::store::people::PersonRole;
use jiff::SignedDuration;

use crate::support::{
    accounts::{sign_in, turn_on},
    app::{PASSWORD, TestApp},
};

const TOM: &str = "tom@example.org";
const CODE: &str = "/sign-in/code";

fn wait(app: &TestApp, seconds: i64) {
    app.clock.set(app.now() + SignedDuration::from_secs(seconds));
}

#[rocket::async_test]
async fn signing_in_asks_for_a_code_and_takes_each_once() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Manager).await;
    let first = app.visitor().await;
    sign_in(&first, TOM, PASSWORD).await.has_status(303);
    let (secret, _) = turn_on(&app, &first).await;

    let visitor = app.visitor().await;
    visitor.get(CODE).await.leads_to("/sign-in");
    let fields = [("email", TOM), ("password", PASSWORD), ("next", "/programmes/reading")];
    visitor.post("/sign-in", &fields).await.leads_to("/sign-in/code?next=%2Fprogrammes%2Freading");
    visitor.get("/programmes/reading").await.has_status(303);
    visitor.get("/sign-in/code?next=%2Fprogrammes%2Freading").await.says("autocomplete=\"one-time-code\"");
    // The code that turned it on is spent.
    let spent = secret.code_at(app.now());
    visitor
        .post(CODE, &[("code", &spent)])
        .await
        .has_status(422)
        .says("That code is wrong, expired or already used. Enter a new one.");
    visitor.post(CODE, &[("code", "")]).await.has_status(422).says("six digits");
    wait(&app, 30);
    let fresh = secret.code_at(app.now());
    let fields = [("code", &*fresh), ("next", "/programmes/reading")];
    visitor.post(CODE, &fields).await.leads_to("/programmes/reading");
    visitor.get("/programmes/reading").await.has_status(200);

    let thief = app.visitor().await;
    sign_in(&thief, TOM, PASSWORD).await.leads_to("/sign-in/code");
    thief.post(CODE, &[("code", &fresh)]).await.has_status(422);
    let evil =
        [("code", &*secret.code_at(app.now() + SignedDuration::from_secs(30))), ("next", "//evil.example")];
    thief.post(CODE, &evil).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn a_recovery_code_opens_once_however_it_is_typed() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Manager).await;
    let first = app.visitor().await;
    sign_in(&first, TOM, PASSWORD).await.has_status(303);
    let (_, codes) = turn_on(&app, &first).await;
    let typed = codes[3].replace('-', " ").to_lowercase();
    let visitor = app.visitor().await;
    sign_in(&visitor, TOM, PASSWORD).await.leads_to(CODE);
    visitor.post(CODE, &[("code", &typed)]).await.leads_to("/programmes");
    visitor.get("/programmes/reading/account").await.says("You have 9 left").says("9 recovery codes left");
    let again = app.visitor().await;
    sign_in(&again, TOM, PASSWORD).await.leads_to(CODE);
    again.post(CODE, &[("code", &codes[3])]).await.has_status(422);
    again.post(CODE, &[("code", &codes[4])]).await.has_status(303);
}

#[rocket::async_test]
async fn half_a_sign_in_lasts_ten_minutes_and_wrong_codes_make_it_wait() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Manager).await;
    let first = app.visitor().await;
    sign_in(&first, TOM, PASSWORD).await.has_status(303);
    let (secret, _) = turn_on(&app, &first).await;
    let visitor = app.visitor().await;
    sign_in(&visitor, TOM, PASSWORD).await.leads_to(CODE);
    wait(&app, 600);
    visitor
        .post(CODE, &[("code", &secret.code_at(app.now()))])
        .await
        .has_status(303)
        .leads_to("/sign-in?next=");
    sign_in(&visitor, TOM, PASSWORD).await.leads_to(CODE);
    for _ in 0..10 {
        visitor.post(CODE, &[("code", "000000")]).await.has_status(422);
    }
    let right = secret.code_at(app.now());
    visitor.post(CODE, &[("code", &right)]).await.has_status(429).says("Try again in a minute");
    wait(&app, 60);
    let right = secret.code_at(app.now());
    visitor.post(CODE, &[("code", &right)]).await.leads_to("/programmes");
}
