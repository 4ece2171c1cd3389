//! A browser that others use too: what it keeps, for how long, and how it is cleared.

use common_ground::{
    store::rounds::Round,
    survey::{audience::Audience, round::PrivacyMode},
};
use rocket::http::{Cookie, Method};

use super::Scene;
use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

const PAGE_ONE: [(&str, &str); 2] = [("page", "1"), ("answers[partner_kind]", "school")];

fn with<'f>(action: &'f str, fields: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    [&[("action", action)], fields].concat()
}

/// The cookies that a reply sets: their names, and whether they outlive the browser. Those that it takes away are not
/// among them.
fn cookies(reply: &Reply) -> Vec<(String, bool)> {
    let set = reply.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let parsed = set.map(|(_, value)| Cookie::parse(value.clone()).unwrap());
    let kept = parsed.filter(|cookie| !cookie.value().is_empty());
    kept.map(|cookie| (cookie.name().to_owned(), cookie.max_age().is_some() || cookie.expires().is_some()))
        .collect()
}

async fn open(app: &TestApp) -> (Round, String, Visitor) {
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    let address = format!("/s/{}", round.code);
    (round, address, app.visitor().await)
}

#[rocket::async_test]
async fn answers_that_are_not_sent_end_with_the_browser() {
    let app = TestApp::start().await;
    let (round, address, visitor) = open(&app).await;
    let link = format!("/i/{}", app.invite(&round, "dana@home.example.org").await);
    let begun = visitor.post(&link, &[]).await;
    assert_eq!(cookies(&begun), [("link".to_owned(), false)]);
    let page = visitor.get(&format!("{address}/1")).await;
    page.says("until you close the browser").says("Save and continue later on this device");
    page.says("Clear my answers from this device");
    let next = visitor.post(&address, &with("next", &PAGE_ONE)).await;
    next.leads_to(&format!("{address}/2"));
    assert_eq!(cookies(&next), [("draft0".to_owned(), false)]);
}

#[rocket::async_test]
async fn whoever_asks_to_continue_later_finds_the_answers_until_the_close() {
    let app = TestApp::start().await;
    let (_, address, visitor) = open(&app).await;
    let wrong =
        visitor.post(&address, &with("later", &[("page", "1"), ("answers[years_in_role]", "pns")])).await;
    wrong.has_status(422).says("There is a problem");
    let saved = visitor.post(&address, &with("later", &PAGE_ONE)).await;
    saved.leads_to(&format!("{address}/saved"));
    assert_eq!(cookies(&saved), [("draft0".to_owned(), true)]);
    let page = visitor.follow(&saved).await;
    page.has_status(200).says("Your answers are saved on this device").says("Nothing is sent yet");
    page.says("until Friday 29 May, 10:00").says(&format!("{address}/2"));
    // What is added on another day stays as long.
    let second = [("page", "2"), ("answers[bring_reliability]", "5")];
    let next = visitor.post(&address, &with("next", &second)).await;
    assert_eq!(cookies(&next), [("draft0".to_owned(), true)]);
    let check = visitor.get(&format!("{address}/check")).await;
    check.says("Save and continue later on this device").says("Clear my answers from this device");
    visitor.post(&address, &with("later", &[])).await.leads_to(&format!("{address}/saved"));
}

#[rocket::async_test]
async fn answers_are_cleared_from_a_computer_by_one_button_which_says_so() {
    let app = TestApp::start().await;
    let (_, address, visitor) = open(&app).await;
    visitor.post(&address, &with("later", &PAGE_ONE)).await.leads_to(&format!("{address}/saved"));
    let cleared = visitor.post(&address, &with("clear", &[])).await;
    cleared.leads_to(&format!("{address}/cleared"));
    let page = visitor.follow(&cleared).await;
    page.has_status(200).says("Your answers were cleared from this device");
    page.says(&format!("<a href=\"{address}\">Start again</a>"));
    visitor.get(&address).await.has_status(200);
    assert!(visitor.client().cookies().iter().all(|cookie| !cookie.name().starts_with("draft")));
    visitor.get(&format!("{address}/check")).await.leads_to(&format!("{address}/1"));
    // Twice is once, and nobody else can do it from their page.
    visitor.post(&address, &with("clear", &[])).await.leads_to(&format!("{address}/cleared"));
    visitor.post_from_elsewhere(&address, &with("clear", &[])).await.has_status(403);
}

#[rocket::async_test]
async fn a_personal_link_is_cleared_with_the_answers_even_after_the_close() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let (address, visitor) = (format!("/s/{}", round.code), app.visitor().await);
    visitor.post(&format!("/i/{}", app.invite(&round, "dana@home.example.org").await), &[]).await;
    visitor.post(&address, &with("next", &PAGE_ONE)).await.leads_to(&format!("{address}/2"));
    let page = visitor.get(&format!("{address}/cleared")).await;
    page.has_status(200).says("If you were sent a personal link, open it again").never_says("Start again");
    app.wait_days(9);
    app.run_due().await;
    let cleared = visitor.post(&address, &with("clear", &[])).await;
    let page = visitor.follow(&cleared).await;
    page.has_status(200).says("Your answers were cleared from this device");
    page.never_says("Start again").never_says("open it again");
    assert_eq!(visitor.client().cookies().iter().count(), 0);
}

#[rocket::async_test]
async fn answers_under_a_confidential_link_are_kept_with_the_link_and_not_in_the_browser() {
    let app = TestApp::start().await;
    let round = app
        .round("partner_expect", |round| {
            (round.audience, round.privacy) = (Audience::Invited, PrivacyMode::Confidential);
        })
        .await;
    let visitor = app.visitor().await;
    let link = format!("/i/{}", app.invite(&round, "dana@home.example.org").await);
    let begun = visitor.post(&link, &[]).await;
    let page = visitor.follow(&begun).await;
    page.has_status(200).never_says("Clear my answers").never_says("Save and continue later");
}

#[rocket::async_test]
async fn a_browser_that_answered_knows_it_when_the_service_has_forgotten() {
    let scene = Scene::of(12).await;
    scene.visitor.post(&format!("/i/{}", scene.tokens[0]), &[]).await;
    scene.answers(0).await;
    scene.visitor.get(&format!("/i/{}", scene.tokens[0])).await.has_status(410);
    // Another process, as after a crash: only the browser knows.
    let another = scene.app.another().await;
    let visitor = Visitor::at(another.pages(&scene.app.config)).await;
    let address = format!("/s/{}", scene.round.code);
    let held: Vec<Cookie<'static>> = scene.visitor.client().cookies().iter().cloned().collect();
    let ask = visitor.client().get(address.clone()).cookies(held.clone());
    visitor.send(ask).await.has_status(410).says("This link has already been used");
    let fields = with("submit", &[("key", "another"), ("answers[partner_kind]", "school")]);
    let send = visitor.form(Method::Post, &address, &fields).cookies(held.clone());
    visitor.send(send).await.has_status(410).says("This link has already been used");
    // The same form again is the same answer.
    let fields = with("submit", &[("key", "key 0"), ("answers[partner_kind]", "school")]);
    let send = visitor.form(Method::Post, &address, &fields).cookies(held);
    visitor.send(send).await.leads_to(&format!("{address}/sent"));
    assert_eq!(scene.responses().await.len(), 1);
    another.close().await.unwrap();
}
