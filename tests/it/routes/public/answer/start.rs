//! The start page: what is asked, how long it takes, who sees what.

use common_ground::survey::{audience::Audience, round::PrivacyMode};

use crate::support::{app::TestApp, rounds::stored};

#[rocket::async_test]
async fn the_start_page_tells_what_is_asked_before_the_first_question_and_looking_changes_nothing() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    for _ in 0..2 {
        let page = visitor.get(&address).await;
        page.has_status(200).says("Welcome to reading").says("Who sees your answers");
        page.says("How we look after what you tell us").says(">13<").says("Friday 29 May, 10:00");
        page.says(&format!("href=\"{address}/1\">Start</a>")).never_says("Continue where you left off");
        page.never_says("answers[");
        assert!(page.header("Set-Cookie").is_none(), "{:?}", page.headers);
    }
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn whoever_began_goes_on_where_they_left_off_in_the_same_browser_alone() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    let first = [("action", "next"), ("page", "1"), ("answers[partner_kind]", "school")];
    visitor.post(&address, &first).await.leads_to(&format!("{address}/2"));
    let page = visitor.get(&address).await;
    page.says(&format!("href=\"{address}/2\">Continue where you left off</a>"));
    let other = app.visitor().await;
    other.get(&address).await.says(&format!("href=\"{address}/1\">Start</a>"));
}

#[rocket::async_test]
async fn a_personal_link_begins_with_a_button_and_says_what_is_kept_of_the_person() {
    let app = TestApp::start().await;
    let mut promised = Vec::new();
    for privacy in [PrivacyMode::Anonymous, PrivacyMode::Confidential] {
        let round = app
            .round("partner_expect", |round| (round.audience, round.privacy) = (Audience::Invited, privacy))
            .await;
        let link = format!("/i/{}", app.invite(&round, "dana@home.example.org").await);
        let page = app.visitor().await.get(&link).await;
        page.has_status(200).says(&format!("method=\"post\" action=\"{link}")).says(">Start</button>");
        let (_, after) = page.body.split_once("<h2>Who sees your answers</h2>").unwrap();
        promised.push(after.split_once("</p>").unwrap().0.to_owned());
    }
    assert_ne!(promised[0], promised[1], "each privacy mode promises something else");
    let visitor = app.visitor().await;
    visitor.get("/i/nosuchtoken").await.has_status(404).says("We cannot find this survey");
}
