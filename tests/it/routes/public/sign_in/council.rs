//! Signing in with the account that somebody has at their council.

use common_ground::store::{
    access, audit, identities,
    links::LinkPurpose,
    people::{self, PersonRole},
    second_factors,
    sign_in_rules::SignInRules,
};
use jiff::ToSpan;
use rocket::http::Header;
use serde_json::json;

use crate::support::{
    accounts::{link, sign_in, turn_on},
    app::{PASSWORD, TestApp},
    council::{Council, sets_out},
    visitor::Reply,
};

const ADA: &str = "ada@library.example.org";
const HOME: &str = "/programmes/reading";

/// A service with a trainer who is `ada-1` at the council.
async fn with_ada(council: &Council) -> TestApp {
    let app = council.service().await;
    let ada = app.person(ADA, PersonRole::Trainer).await;
    identities::bind(app.app.db.write_one(), ada, &council.issuer, "ada-1", app.now()).await.unwrap();
    app
}

fn is_refused(reply: &Reply) {
    reply.has_status(422).says("You’re not signed in with your council account").says("Try again");
}

#[rocket::async_test]
async fn somebody_signs_in_with_their_council_account_and_goes_on_to_the_page_they_asked_for() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let visitor = app.visitor().await;
    let page = visitor.get(&format!("/sign-in?next={HOME}/courses")).await;
    page.says("Sign in with your council account")
        .says("href=\"/sign-in/council?next=%2Fprogrammes%2Freading%2Fcourses\"");
    let way = sets_out(&visitor, &format!("/sign-in/council?next={HOME}/courses")).await;
    let back = council.lets_in(&app, &way, "ada-1");
    visitor.get(&back).await.leads_to(&format!("{HOME}/courses"));
    visitor.get(&format!("{HOME}/courses")).await.has_status(200);
    let kept = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    assert!(
        kept.iter().any(|entry| entry.person == ADA && entry.act == "signed in by the council account with")
    );
}

#[rocket::async_test]
async fn without_an_identity_provider_there_is_no_such_sign_in() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    visitor.get("/sign-in").await.has_status(200).never_says("council account");
    visitor.get("/sign-in/council").await.has_status(404);
    visitor.get("/sign-in/council/back?code=x&state=y").await.has_status(404);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&format!("{HOME}/account")).await.never_says("ouncil account");
    trainer.get(&format!("{HOME}/account/council/new")).await.has_status(404);
}

#[rocket::async_test]
async fn signing_in_leads_to_no_other_site() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let visitor = app.visitor().await;
    let way = sets_out(&visitor, "/sign-in/council?next=https://evil.example").await;
    let back = council.lets_in(&app, &way, "ada-1");
    visitor.get(&back).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn an_answer_counts_once_in_the_browser_that_set_out_and_within_ten_minutes() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let visitor = app.visitor().await;
    let again = |reply: &Reply| {
        reply.has_status(422).says("Start your sign-in again");
    };
    // No state, another one, and that of another browser.
    let way = sets_out(&visitor, "/sign-in/council").await;
    let back = council.lets_in(&app, &way, "ada-1");
    again(&app.visitor().await.get(&back).await);
    let (without, _) = back.split_once("&state=").unwrap();
    again(&visitor.get(without).await);
    // Whatever comes back ends the sign-in.
    again(&visitor.get(&back).await);
    let way = sets_out(&visitor, "/sign-in/council").await;
    let back = council.lets_in(&app, &way, "ada-1");
    again(&visitor.get(&format!("{back}x")).await);
    // Replayed: by the same browser, and with a copy of its cookie.
    let way = sets_out(&visitor, "/sign-in/council").await;
    let cookie = visitor.client().cookies().get("council").unwrap().clone();
    let back = council.lets_in(&app, &way, "ada-1");
    visitor.get(&back).await.leads_to("/programmes");
    again(&visitor.get(&back).await);
    let thief = app.visitor().await;
    let replayed = thief.client().get(back.clone()).cookie(cookie);
    is_refused(&thief.send(replayed).await);
    thief.get(HOME).await.has_status(303);
    // Too late.
    let late = app.visitor().await;
    let way = sets_out(&late, "/sign-in/council").await;
    let back = council.lets_in(&app, &way, "ada-1");
    app.clock.set(app.now() + 11.minutes());
    again(&late.get(&back).await);
}

#[rocket::async_test]
async fn a_token_with_anything_wrong_lets_nobody_in() {
    type Change = fn(&mut serde_json::Value, &mut serde_json::Value);
    let wrong: [(&str, Change); 9] = [
        ("another issuer", |_, claims| claims["iss"] = json!("https://login.example.org")),
        ("another nonce", |_, claims| claims["nonce"] = json!("another")),
        ("no nonce", |_, claims| claims["nonce"] = json!(null)),
        ("expired", |_, claims| claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 61)),
        ("another audience", |_, claims| claims["aud"] = json!("another-service")),
        ("two audiences", |_, claims| claims["aud"] = json!(["common-ground", "another-service"])),
        ("no signature", |header, _| header["alg"] = json!("none")),
        ("a shared secret", |header, _| header["alg"] = json!("HS256")),
        ("a key that nobody has", |header, _| header["kid"] = json!("third")),
    ];
    let council = Council::start().await;
    let app = with_ada(&council).await;
    for (what, change) in wrong {
        council.gives(change);
        let visitor = app.visitor().await;
        let reply = council.signs_in(&app, &visitor, "ada-1").await;
        assert_eq!(reply.status, 422, "{what}");
        is_refused(&reply);
        visitor.get(HOME).await.has_status(303);
    }
    council.gives(|_, _| {});
    council.signs_with_another_key();
    is_refused(&council.signs_in(&app, &app.visitor().await, "ada-1").await);
}

#[rocket::async_test]
async fn an_answer_from_another_issuer_is_refused_and_so_is_a_provider_under_another_name() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let visitor = app.visitor().await;
    let back = council.lets_in(&app, &sets_out(&visitor, "/sign-in/council").await, "ada-1");
    is_refused(&visitor.get(&format!("{back}&iss=https%3A%2F%2Fevil.example")).await);
    let other = Council::start().await;
    other.is_called("https://login.example.org");
    let app = other.service().await;
    let page = app.visitor().await.get("/sign-in/council").await;
    page.has_status(503).says("We can’t reach the sign-in page for your council account");
}

#[rocket::async_test]
async fn a_new_key_of_the_provider_is_found_but_it_is_not_asked_more_than_once_a_minute() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    council.signs_in(&app, &app.visitor().await, "ada-1").await.leads_to("/programmes");
    council.changes_its_key();
    is_refused(&council.signs_in(&app, &app.visitor().await, "ada-1").await);
    is_refused(&council.signs_in(&app, &app.visitor().await, "ada-1").await);
    assert_eq!(council.keys_read(), 1);
    app.clock.set(app.now() + 1.minutes());
    council.signs_in(&app, &app.visitor().await, "ada-1").await.leads_to("/programmes");
    assert_eq!(council.keys_read(), 2);
}

#[rocket::async_test]
async fn who_somebody_is_rests_on_their_name_at_the_council_and_never_on_an_email_address() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    // Somebody else now has the address that is Ada’s here.
    council.gives(|_, claims| claims["email"] = json!(ADA));
    let stranger = app.visitor().await;
    let page = council.signs_in(&app, &stranger, "somebody-else").await;
    page.has_status(422)
        .says("We don’t know this account")
        .says("ask the person who invited you, or an administrator of your programme");
    stranger.get(HOME).await.has_status(303);
    // And Ada has another one there.
    council.gives(|_, claims| claims["email"] = json!("ada.married@riverside.example.org"));
    let ada = app.visitor().await;
    council.signs_in(&app, &ada, "ada-1").await.leads_to("/programmes");
    ada.get(&format!("{HOME}/account")).await.says("library.example.org").never_says("ada.married");
}

#[rocket::async_test]
async fn whoever_is_disabled_stays_out_and_is_told_whom_to_ask() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let db = app.app.db.write_one();
    let ada = people::find(db, ADA).await.unwrap().unwrap();
    let inside = app.visitor().await;
    council.signs_in(&app, &inside, "ada-1").await.leads_to("/programmes");
    access::set_disabled(db, ada.id, true).await.unwrap();
    inside.get(HOME).await.has_status(303);
    let page = council.signs_in(&app, &app.visitor().await, "ada-1").await;
    page.has_status(422).says("is disabled").says("Ask an administrator of your programme");
    let kept = audit::latest(db, app.programme.id, 9).await.unwrap();
    assert!(kept.iter().any(|entry| entry.act.starts_with("was refused, because disabled")));
}

#[rocket::async_test]
async fn while_the_provider_is_away_a_password_still_works() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    council.goes_away().await;
    let visitor = app.visitor().await;
    let page = visitor.get("/sign-in/council").await;
    page.has_status(503)
        .says("We can’t reach the sign-in page for your council account")
        .says("If you have a password for this site, you can use it in the meantime");
    sign_in(&visitor, ADA, PASSWORD).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn who_cancels_at_the_provider_is_not_signed_in() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let visitor = app.visitor().await;
    let way = sets_out(&visitor, "/sign-in/council").await;
    let back = council.lets_in(&app, &way, "ada-1");
    let (_, state) = back.split_once("&state=").unwrap();
    let page = visitor.get(&format!("/sign-in/council/back?error=access_denied&state={state}")).await;
    page.has_status(422).says("was cancelled or refused");
    visitor.get(HOME).await.has_status(303);
}

#[rocket::async_test]
async fn an_invitation_is_accepted_with_the_council_account_once_and_needs_no_password() {
    let council = Council::start().await;
    let app = council.service().await;
    let db = app.app.db.write_one();
    let new = people::add(db, "new@library.example.org", "N. New", None, app.now()).await.unwrap();
    people::join(db, new, app.programme.id, PersonRole::Manager).await.unwrap();
    let token = link(&app, LinkPurpose::Welcome, Some(new), 24).await;
    let visitor = app.visitor().await;
    let page = format!("/welcome/{token}");
    visitor.get(&page).await.says("Use your council account").says(&format!("href=\"{page}/council\""));
    // A scanner that opens every link uses nothing up.
    app.visitor().await.get(&format!("{page}/council")).await.has_status(303);
    let back = council.lets_in(&app, &sets_out(&visitor, &format!("{page}/council")).await, "new-1");
    visitor.get(&back).await.leads_to("/programmes");
    visitor.get(HOME).await.has_status(200);
    visitor.get(&page).await.has_status(410);
    let again = app.visitor().await;
    council.signs_in(&app, &again, "new-1").await.leads_to("/programmes");
    again.get(HOME).await.has_status(200);
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(&format!("{HOME}/people/{new}")).await.says("Can sign in");
}

#[rocket::async_test]
async fn a_link_elsewhere_connects_nobody_to_an_invitation_before_they_read_whose_it_is() {
    let council = Council::start().await;
    let app = council.service().await;
    let db = app.app.db.write_one();
    let new = people::add(db, "mallory@library.example.org", "M. Mallory", None, app.now()).await.unwrap();
    people::join(db, new, app.programme.id, PersonRole::Manager).await.unwrap();
    let token = link(&app, LinkPurpose::Welcome, Some(new), 24).await;
    let visitor = app.visitor().await;
    let page = format!("/welcome/{token}");
    for from in ["cross-site", "none"] {
        let mut request = visitor.client().get(format!("{page}/council"));
        request.add_header(Header::new("Sec-Fetch-Site", from));
        visitor.send(request).await.leads_to(&page);
    }
    assert!(visitor.client().cookies().get("council").is_none(), "nobody has set out");
    visitor.get(&page).await.says("mallory@library.example.org");
    let mut request = visitor.client().get(format!("{page}/council"));
    request.add_header(Header::new("Sec-Fetch-Site", "same-origin"));
    visitor.send(request).await.has_status(303);
    assert!(visitor.client().cookies().get("council").is_some());
}

#[rocket::async_test]
async fn an_invitation_does_not_take_over_the_council_account_of_somebody_else() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let db = app.app.db.write_one();
    let new = people::add(db, "new@library.example.org", "N. New", None, app.now()).await.unwrap();
    people::join(db, new, app.programme.id, PersonRole::Manager).await.unwrap();
    let token = link(&app, LinkPurpose::Welcome, Some(new), 24).await;
    let visitor = app.visitor().await;
    let way = sets_out(&visitor, &format!("/welcome/{token}/council")).await;
    let page = visitor.get(&council.lets_in(&app, &way, "ada-1")).await;
    page.has_status(422).says("connected to another account on this site");
    // The invitation still works.
    visitor.get(&format!("/welcome/{token}")).await.has_status(200);
}

#[rocket::async_test]
async fn a_session_that_began_at_the_council_ends_after_twelve_hours_and_owes_no_second_factor() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let rules = SignInRules { idle_hours: 100, second_factor: true, ..SignInRules::default() };
    app.rules(rules).await;
    let ada = app.visitor().await;
    council.signs_in(&app, &ada, "ada-1").await.leads_to("/programmes");
    ada.get(&format!("{HOME}/courses")).await.has_status(200);
    let by_password = app.visitor().await;
    sign_in(&by_password, ADA, PASSWORD).await.leads_to(&format!("{HOME}/account"));
    by_password.get(&format!("{HOME}/courses")).await.has_status(403);
    app.clock.set(app.now() + 11.hours());
    ada.get(&format!("{HOME}/courses")).await.has_status(200);
    app.clock.set(app.now() + 1.hours());
    ada.get(&format!("{HOME}/courses")).await.has_status(303);
    by_password.get(&format!("{HOME}/account")).await.has_status(200);
}

#[rocket::async_test]
async fn the_second_factor_of_this_site_is_asked_after_a_password_alone() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let ada = app.visitor().await;
    sign_in(&ada, ADA, PASSWORD).await.leads_to("/programmes");
    turn_on(&app, &ada).await;
    let person = people::find(app.app.db.read(), ADA).await.unwrap().unwrap();
    assert!(second_factors::confirmed(app.app.db.read(), person.id).await.unwrap().is_some());
    sign_in(&app.visitor().await, ADA, PASSWORD).await.leads_to("/sign-in/code");
    let visitor = app.visitor().await;
    council.signs_in(&app, &visitor, "ada-1").await.leads_to("/programmes");
    visitor.get(HOME).await.has_status(200);
}

#[rocket::async_test]
async fn signing_out_ends_the_session_here_and_says_that_it_goes_on_at_the_council() {
    let council = Council::start().await;
    let app = with_ada(&council).await;
    let ada = app.visitor().await;
    council.signs_in(&app, &ada, "ada-1").await.leads_to("/programmes");
    let out = ada.post("/sign-out", &[]).await;
    out.leads_to("/sign-in");
    ada.follow(&out).await.says("still signed in to your council account");
    ada.get(HOME).await.has_status(303);
    sign_in(&ada, ADA, PASSWORD).await.leads_to("/programmes");
    let out = ada.post("/sign-out", &[]).await;
    ada.follow(&out).await.never_says("still signed in");
}
