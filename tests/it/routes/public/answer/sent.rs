//! Thanks, and the wish to be told of the results.

use common_ground::{
    store::{invitations, people::PersonRole, rounds::Round},
    survey::{audience::Audience, round::PrivacyMode},
};
use sea_orm::EntityTrait;

use crate::support::entity::results_wish;
use crate::support::{app::TestApp, rounds::WHOLE, visitor::Visitor};

const DANA: &str = "dana@home.example.org";
const OFFER: &str = "Email me when the results are out";

/// Somebody who answered by a personal link, in the browser that they did it with.
async fn answered(app: &TestApp, privacy: PrivacyMode) -> (Round, Visitor) {
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = privacy;
        })
        .await;
    let token = app.invite(&round, DANA).await;
    let visitor = app.visitor().await;
    visitor.post(&format!("/i/{token}"), &[]).await.leads_to(&format!("/s/{}/1", round.code));
    let sent = format!("/s/{}/sent", round.code);
    visitor.post(&format!("/s/{}", round.code), &WHOLE).await.leads_to(&sent);
    (round, visitor)
}

async fn wishes(app: &TestApp) -> usize {
    results_wish::Entity::find().all(app.app.db.read()).await.unwrap().len()
}

#[rocket::async_test]
async fn whoever_answered_in_confidence_can_ask_to_be_told_and_think_better_of_it() {
    let app = TestApp::start().await;
    for privacy in [PrivacyMode::Confidential, PrivacyMode::Shared] {
        let (round, visitor) = answered(&app, privacy).await;
        let sent = format!("/s/{}/sent", round.code);
        visitor.get(&sent).await.has_status(200).says(OFFER).never_says(DANA);
        // Twice is once.
        for _ in 0..2 {
            visitor.post(&sent, &[("tell", "yes")]).await.leads_to(&sent);
        }
        assert_eq!(wishes(&app).await, 1);
        let page = visitor.get(&sent).await;
        page.says("We’ll email you when the results are out").never_says(OFFER);
        visitor.post(&sent, &[("tell", "no")]).await.leads_to(&sent);
        visitor.get(&sent).await.says(OFFER);
        visitor.post(&sent, &[("tell", "maybe")]).await.has_status(422);
        visitor.post(&sent, &[]).await.has_status(422);
        assert_eq!(wishes(&app).await, 0);
        // Another browser is nobody that is known.
        let other = app.visitor().await;
        other.get(&sent).await.has_status(200).never_says(OFFER);
        other.post(&sent, &[("tell", "yes")]).await.has_status(422);
        visitor.post_from_elsewhere(&sent, &[("tell", "yes")]).await.has_status(403);
        assert_eq!(wishes(&app).await, 0);
    }
}

#[rocket::async_test]
async fn an_anonymous_survey_asks_nothing_and_keeps_nothing() {
    let app = TestApp::start().await;
    let (round, visitor) = answered(&app, PrivacyMode::Anonymous).await;
    let sent = format!("/s/{}/sent", round.code);
    visitor.get(&sent).await.has_status(200).says("Your answers are safe.").never_says(OFFER);
    visitor.post(&sent, &[("tell", "yes")]).await.has_status(422);
    assert_eq!(wishes(&app).await, 0);
}

#[rocket::async_test]
async fn whoever_wants_no_email_is_offered_none() {
    let app = TestApp::start().await;
    let (round, visitor) = answered(&app, PrivacyMode::Confidential).await;
    let sent = format!("/s/{}/sent", round.code);
    let address = app.app.secret.fingerprint(DANA);
    invitations::stop(app.app.db.write_one(), app.programme.id, &address, app.now()).await.unwrap();
    visitor.get(&sent).await.has_status(200).never_says(OFFER);
    visitor.post(&sent, &[("tell", "yes")]).await.has_status(422);
}

#[rocket::async_test]
async fn a_link_that_nothing_was_sent_by_is_offered_nothing() {
    let app = TestApp::start().await;
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    let token = app.invite(&round, DANA).await;
    let visitor = app.visitor().await;
    visitor.post(&format!("/i/{token}"), &[]).await.has_status(303);
    let sent = format!("/s/{}/sent", round.code);
    visitor.get(&sent).await.has_status(200).never_says(OFFER);
    visitor.post(&sent, &[("tell", "yes")]).await.has_status(422);
}

#[rocket::async_test]
async fn where_it_is_published_everybody_is_told_alike_what_was_asked_before_and_done() {
    let app = TestApp::start().await;
    let told = "What people asked us for before, and what we did about it:";
    let mut thanks = Vec::new();
    for privacy in PrivacyMode::ALL {
        let (round, visitor) = answered(&app, privacy).await;
        let sent = format!("/s/{}/sent", round.code);
        visitor.get(&sent).await.has_status(200).never_says(told).never_says("/you-asked/");
        thanks.push((visitor, sent));
    }
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.post("/programmes/reading/settings/you-asked", &[("act", "publish")]).await.has_status(303);
    for (visitor, sent) in thanks {
        let shown = visitor.get(&sent).await;
        shown.says(told).says("<a href=\"/you-asked/reading\">").never_says(DANA);
        // Whoever looks without having answered is told the same.
        let other = app.visitor().await.get(&sent).await;
        other.says(told).says("<a href=\"/you-asked/reading\">");
        visitor.get(&format!("{sent}?lang=cy")).await.has_status(200).says("/you-asked/reading");
    }
    app.visitor().await.get("/you-asked/reading").await.has_status(200);
}
