//! Who cannot answer, and what they are told.

use common_ground::survey::{
    audience::Audience,
    round::{PrivacyMode, RoundState},
};
use jiff::ToSpan;

use crate::support::{
    app::TestApp,
    rounds::{WHOLE, stored},
    visitor::Visitor,
};

#[rocket::async_test]
async fn a_closed_round_refuses_answers() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    app.wait_days(8);
    // Late is late, even before the scheduler has looked at the clock.
    visitor.post(&address, &WHOLE).await.has_status(410).says("This survey is closed");
    assert_eq!(app.run_due().await.closed, 1);
    visitor.get(&address).await.has_status(410).says("It closed on Friday 29 May, 10:00");
    visitor.post(&address, &WHOLE).await.has_status(410);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn a_round_takes_answers_only_once_it_opens() {
    let app = TestApp::start().await;
    let opens = app.now() + 24.hours();
    let round = app
        .round("partner_expect", |round| {
            round.state = RoundState::Planned;
            round.opens_at = opens;
        })
        .await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    visitor.get(&address).await.has_status(403).says("This survey is not open yet").says("Friday 22 May");
    visitor.post(&address, &WHOLE).await.has_status(403);
    app.wait_days(1);
    assert_eq!(app.run_due().await.opened, 1);
    visitor.post(&address, &WHOLE).await.leads_to(&format!("{address}/sent"));
    assert_eq!(stored(&app, &round).await.len(), 1);
}

#[rocket::async_test]
async fn a_code_that_does_not_exist_is_not_found_and_guessing_is_slowed_down() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    visitor.get("/s/NOSUCH").await.has_status(404).says("We cannot find this survey");
    visitor.get("/i/nosuchtoken").await.has_status(404).says("We cannot find this survey");
    visitor.post("/s/NOSUCH", &WHOLE).await.has_status(404);
    let mut answered = 404;
    for _ in 0..70 {
        answered = visitor.get("/s/NOSUCH").await.status;
    }
    assert_eq!(answered, 429);
}

#[rocket::async_test]
async fn a_round_by_personal_link_has_no_open_link() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    visitor.get(&address).await.has_status(403).says("You need your personal link");
    visitor.post(&address, &WHOLE).await.has_status(403);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn another_site_cannot_send_answers_for_its_visitors() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    let token = app.invite(&round, "dana@home.example.org").await;
    let visitor = app.visitor().await;
    visitor.post_from_elsewhere(&format!("/s/{}", round.code), &WHOLE).await.has_status(403);
    visitor.post_from_elsewhere(&format!("/i/{token}"), &WHOLE).await.has_status(403);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn a_page_whose_fields_come_twice_is_the_page_again_and_not_an_error() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let fields = [("action", "next"), ("action", "next"), ("page", "1"), ("page", "1")];
    let page = app.visitor().await.post(&format!("/s/{}", round.code), &fields).await;
    page.has_status(422).says("There is a problem").says("name=\"page\" value=\"1\"");
}

/// A page as somebody at an address sees it.
async fn from(visitor: &Visitor, page: &str, address: &str) -> u16 {
    visitor.send(visitor.client().get(page.to_owned()).remote(address.parse().unwrap())).await.status
}

#[rocket::async_test]
async fn whoever_guesses_at_codes_learns_of_no_right_one_and_a_library_that_answers_is_never_slowed_down() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let right = format!("/s/{}", round.code);
    // One instance counts for itself, so all go to the same one. A workshop behind one address: right codes never count.
    let everybody = app.visitor().await;
    for _ in 0..100 {
        assert_eq!(from(&everybody, &right, "192.0.2.1:4000").await, 200);
    }
    // The thanks are no way round the limit, and one subscriber of IPv6 is one network.
    let (mut answers, place) = (Vec::new(), |n: usize| format!("[2001:db8::{n:x}]:4000"));
    for number in 1..=70 {
        let page = if number % 2 == 0 { "/s/NOSUCH/sent" } else { "/s/NOSUCH" };
        answers.push(from(&everybody, page, &place(number)).await);
    }
    assert_eq!(answers.iter().filter(|status| **status == 404).count(), 60, "{answers:?}");
    for page in [right.clone(), format!("{right}/sent"), format!("{right}/1")] {
        assert_eq!(from(&everybody, &page, &place(71)).await, 429, "{page}");
    }
    // Nobody else is kept waiting.
    assert_eq!(from(&everybody, &right, "192.0.2.1:4000").await, 200);
}

#[rocket::async_test]
async fn who_is_in_the_middle_of_a_form_goes_on_whatever_a_neighbour_guesses() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let (library, right) = ("192.0.2.1:4000", format!("/s/{}", round.code));
    let dana = app.visitor().await;
    let first = [("action", "next"), ("page", "1"), ("answers[partner_kind]", "school")];
    dana.post(&right, &first).await.has_status(303);
    for _ in 0..70 {
        from(&dana, "/s/NOSUCH", library).await;
    }
    let whole = || dana.form(rocket::http::Method::Post, &right, &WHOLE).remote(library.parse().unwrap());
    let sent = dana.send(whole()).await;
    sent.leads_to(&format!("{right}/sent"));
    assert_eq!(stored(&app, &round).await.len(), 1);
}

#[rocket::async_test]
async fn whoever_cannot_answer_is_told_who_to_ask() {
    let app = TestApp::start().await;
    let contact = [("name", "Riverside"), ("contact", "Ada Ross, 020 7946 0100")];
    app.site_admin().await.post("/programmes/reading/settings/brand", &contact).await.has_status(303);
    let personal = |round: &mut common_ground::store::rounds::Round| {
        round.audience = Audience::Invited;
        round.privacy = PrivacyMode::Confidential;
    };
    let round = app.round("partner_expect", personal).await;
    let mut expired = round.clone();
    expired.closes_at = app.now() + 1.hours();
    let link = format!("/i/{}", app.invite(&expired, "dana@home.example.org").await);
    let visitor = app.visitor().await;
    for page in [&*format!("/s/{}", round.code), "/s/NOSUCH", "/i/nosuchtoken"] {
        visitor.get(page).await.says("If you have a question, ask Ada Ross, 020 7946 0100.");
    }
    app.wait_days(1);
    let page = visitor.get(&link).await;
    page.has_status(410).says("This link no longer works").says("ask Ada Ross, 020 7946 0100.");
    app.wait_days(8);
    let page = visitor.get(&link).await;
    page.has_status(410).says("This survey is closed").says("ask Ada Ross, 020 7946 0100.");
    visitor.get(&format!("/s/{}/sent", round.code)).await.says("ask Ada Ross, 020 7946 0100 after that.");
}
