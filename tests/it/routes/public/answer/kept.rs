//! What became of unsent answers in this browser: saved for another day, or cleared.

use common_ground::survey::audience::Audience;

use crate::support::app::TestApp;

const LATER: [(&str, &str); 3] = [("action", "later"), ("page", "1"), ("answers[partner_kind]", "school")];

#[rocket::async_test]
async fn whoever_saved_their_answers_is_told_until_when_and_how_to_go_on_or_clear_them() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    let saved = visitor.post(&address, &LATER).await;
    saved.leads_to(&format!("{address}/saved"));
    let page = visitor.follow(&saved).await;
    page.has_status(200).says("Your answers are saved on this device").says("Friday 29 May, 10:00");
    page.says("open the same link or address on this device");
    page.says(&format!("href=\"{address}/2\">Continue now</a>"));
    page.says(&format!("action=\"{address}\"")).says("name=\"action\" value=\"clear\"");
    app.wait_days(7);
    visitor.get(&format!("{address}/saved")).await.has_status(200);
    app.wait_days(2);
    visitor.get(&format!("{address}/saved")).await.has_status(410).says("This survey is closed");
}

#[rocket::async_test]
async fn nobody_is_told_that_their_answers_are_saved_who_did_not_ask_for_it() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    visitor.get(&format!("{address}/saved")).await.leads_to(&format!("{address}/1"));
    let next = [("action", "next"), ("page", "1"), ("answers[partner_kind]", "school")];
    visitor.post(&address, &next).await.leads_to(&format!("{address}/2"));
    visitor.get(&format!("{address}/saved")).await.leads_to(&format!("{address}/2"));
    for end in ["saved", "cleared"] {
        visitor.get(&format!("/s/NOSUCH/{end}")).await.has_status(404);
    }
}

#[rocket::async_test]
async fn whoever_cleared_their_answers_can_begin_again_where_an_open_link_leads_there() {
    let app = TestApp::start().await;
    for audience in [Audience::Open, Audience::Invited] {
        let round = app.round("partner_expect", |round| round.audience = audience).await;
        let address = format!("/s/{}", round.code);
        let page = app.visitor().await.get(&format!("{address}/cleared")).await;
        page.has_status(200).says("Your answers were cleared from this device");
        page.says("This browser no longer has them.").never_says("value=\"clear\"");
        let (said, unsaid) = match audience {
            Audience::Open => ("Start again", "open it again to answer"),
            _ => ("open it again to answer", "Start again"),
        };
        page.says(said).never_says(unsaid);
    }
}
