//! Connecting one's council account, and disconnecting it.

use common_ground::store::{
    audit, identities,
    people::{self, PersonRole},
};
use jiff::ToSpan;

use crate::support::{
    accounts::sign_in,
    app::{PASSWORD, TestApp},
    council::Council,
    visitor::Visitor,
};

const ADA: &str = "ada@library.example.org";
const ACCOUNT: &str = "/programmes/reading/account";
const CONNECT: &str = "/programmes/reading/account/council/new";
const DISCONNECT: &str = "/programmes/reading/account/council/off";

async fn ada(app: &TestApp) -> Visitor {
    app.person(ADA, PersonRole::Trainer).await;
    let visitor = app.visitor().await;
    sign_in(&visitor, ADA, PASSWORD).await.leads_to("/programmes");
    visitor
}

/// Gives the password; returns the address of the identity provider on the page that follows.
async fn sets_out(visitor: &Visitor) -> String {
    let page = visitor.post(CONNECT, &[("present", PASSWORD)]).await;
    page.has_status(200).says("Now sign in to your council account");
    let (_, link) = page.body.split_once("<p class=\"do\"><a href=\"").unwrap();
    link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&")
}

#[rocket::async_test]
async fn a_council_account_is_connected_after_the_password_and_lets_its_owner_in() {
    let council = Council::start().await;
    let app = council.service().await;
    let visitor = ada(&app).await;
    visitor.get(ACCOUNT).await.says("Council account").says("Not connected").says(CONNECT);
    visitor.get(CONNECT).await.has_status(200).says("current-password");
    let page = visitor.post(CONNECT, &[("present", "guess")]).await;
    page.has_status(422).says("That is not your password").never_says("/authorize");
    let back = council.lets_in(&app, &sets_out(&visitor).await, "ada-1");
    let connected = visitor.get(&back).await;
    connected.leads_to(ACCOUNT);
    let page = visitor.follow(&connected).await;
    page.says("Your council account is connected").says("Connected on 21 May 2026").says("12 hours");
    visitor.get(CONNECT).await.leads_to(ACCOUNT);
    let elsewhere = app.visitor().await;
    council.signs_in(&app, &elsewhere, "ada-1").await.leads_to("/programmes");
    let kept = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    assert!(kept.iter().any(|entry| entry.act == "connected their council account"));
}

#[rocket::async_test]
async fn whoever_connected_an_account_after_a_password_is_told_at_sign_out_that_it_may_be_open() {
    let council = Council::start().await;
    let app = council.service().await;
    let visitor = ada(&app).await;
    app.clock.set(app.now() + 1.minutes());
    let back = council.lets_in(&app, &sets_out(&visitor).await, "ada-1");
    visitor.get(&back).await.leads_to(ACCOUNT);
    let out = visitor.post("/sign-out", &[]).await;
    visitor.follow(&out).await.says("you may still be signed in to it").says("On a shared computer");
    // The next session has nothing to do with the council.
    app.clock.set(app.now() + 1.minutes());
    sign_in(&visitor, ADA, PASSWORD).await.leads_to("/programmes");
    let out = visitor.post("/sign-out", &[]).await;
    visitor.follow(&out).await.never_says("shared computer");
}

#[rocket::async_test]
async fn what_began_before_somebody_else_signed_in_in_the_same_browser_connects_nothing() {
    let council = Council::start().await;
    let app = council.service().await;
    let visitor = ada(&app).await;
    let back = council.lets_in(&app, &sets_out(&visitor).await, "ada-1");
    app.person("ben@library.example.org", PersonRole::Trainer).await;
    sign_in(&visitor, "ben@library.example.org", PASSWORD).await.leads_to("/programmes");
    visitor.get(&back).await.has_status(422).says("nothing was connected");
    assert_eq!(identities::owner(app.app.db.read(), &council.issuer, "ada-1").await.unwrap(), None);
}

#[rocket::async_test]
async fn one_council_account_belongs_to_one_person() {
    let council = Council::start().await;
    let app = council.service().await;
    let ben = app.person("ben@library.example.org", PersonRole::Trainer).await;
    identities::bind(app.app.db.write_one(), ben, &council.issuer, "ben-1", app.now()).await.unwrap();
    let visitor = ada(&app).await;
    let back = council.lets_in(&app, &sets_out(&visitor).await, "ben-1");
    visitor.get(&back).await.has_status(422).says("connected to another account on this site");
    assert_eq!(identities::owner(app.app.db.read(), &council.issuer, "ben-1").await.unwrap(), Some(ben));
}

#[rocket::async_test]
async fn a_council_account_is_disconnected_by_whoever_has_a_password_to_sign_in_with() {
    let council = Council::start().await;
    let app = council.service().await;
    let visitor = ada(&app).await;
    visitor.get(DISCONNECT).await.leads_to(ACCOUNT);
    let back = council.lets_in(&app, &sets_out(&visitor).await, "ada-1");
    visitor.get(&back).await.leads_to(ACCOUNT);
    visitor.get(DISCONNECT).await.has_status(200).says("You can connect it again");
    visitor.post(DISCONNECT, &[("present", "guess")]).await.has_status(422).says("That is not your password");
    let done = visitor.post(DISCONNECT, &[("present", PASSWORD)]).await;
    done.leads_to(ACCOUNT);
    visitor.follow(&done).await.says("is disconnected").says("Not connected");
    council
        .signs_in(&app, &app.visitor().await, "ada-1")
        .await
        .has_status(422)
        .says("We don’t know this account");
    // Who has no password keeps it.
    let db = app.app.db.write_one();
    let new = people::add(db, "new@library.example.org", "N. New", None, app.now()).await.unwrap();
    people::join(db, new, app.programme.id, PersonRole::Manager).await.unwrap();
    identities::bind(db, new, &council.issuer, "new-1", app.now()).await.unwrap();
    let without = app.visitor().await;
    council.signs_in(&app, &without, "new-1").await.leads_to("/programmes");
    let kept = without.post(DISCONNECT, &[("present", "")]).await;
    without.follow(&kept).await.says("is still connected");
    assert!(identities::since(db, new).await.unwrap().is_some());
}
