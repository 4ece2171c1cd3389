//! Personal links: one response each, and what is kept of who answered.

use common_ground::{
    store::rounds::Round,
    survey::{audience::Audience, round::PrivacyMode},
};
use jiff::ToSpan;
use sea_orm::EntityTrait;

use crate::support::entity;
use crate::support::{
    app::TestApp,
    rounds::{WHOLE, stored},
};

fn by_link(privacy: PrivacyMode) -> impl FnOnce(&mut Round) {
    move |round| {
        round.audience = Audience::Invited;
        round.privacy = privacy;
    }
}

#[rocket::async_test]
async fn a_personal_link_is_answered_once() {
    let app = TestApp::start().await;
    for privacy in [PrivacyMode::Anonymous, PrivacyMode::Confidential] {
        let round = app.round("partner_expect", by_link(privacy)).await;
        let link = format!("/i/{}", app.invite(&round, "dana@home.example.org").await);
        let visitor = app.visitor().await;
        visitor.get(&link).await.has_status(200);
        let first: Vec<_> = WHOLE.into_iter().chain([("key", "first")]).collect();
        let sent = format!("/s/{}/sent", round.code);
        visitor.post(&link, &first).await.leads_to(&sent);
        // The same form again, as after a lost acknowledgement, is thanked for again.
        visitor.post(&link, &first).await.leads_to(&sent);
        let second: Vec<_> = WHOLE.into_iter().chain([("key", "second")]).collect();
        visitor.post(&link, &second).await.has_status(410).says("This link has already been used");
        visitor.get(&link).await.has_status(410).says("This link has already been used");
        assert_eq!(stored(&app, &round).await.len(), 1);
    }
}

#[rocket::async_test]
async fn a_link_that_ran_out_says_so() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", by_link(PrivacyMode::Confidential)).await;
    let mut replaced = round.clone();
    replaced.closes_at = app.now() + 1.hours();
    let link = format!("/i/{}", app.invite(&replaced, "dana@home.example.org").await);
    let visitor = app.visitor().await;
    app.wait_days(1);
    visitor.get(&link).await.has_status(410).says("This link no longer works");
    visitor.post(&link, &WHOLE).await.has_status(410);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn the_token_of_a_personal_link_leaves_the_address_before_the_first_question() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", by_link(PrivacyMode::Anonymous)).await;
    let token = app.invite(&round, "dana@home.example.org").await;
    let visitor = app.visitor().await;
    let begun = visitor.post(&format!("/i/{token}"), &[]).await;
    begun.leads_to(&format!("/s/{}/1", round.code));
    let page = visitor.follow(&begun).await;
    page.has_status(200).never_says(&token);
    assert_eq!(page.header("Referrer-Policy"), Some("strict-origin"));
    assert!(visitor.client().cookies().iter().all(|cookie| !cookie.value().contains(&token)));
}

#[rocket::async_test]
async fn nothing_stored_tells_who_gave_an_anonymous_answer() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", by_link(PrivacyMode::Anonymous)).await;
    let link = format!("/i/{}", app.invite(&round, "dana@home.example.org").await);
    let visitor = app.visitor().await;
    visitor.post(&link, &[]).await;
    let address = format!("/s/{}", round.code);
    let first = [("action", "next"), ("page", "1"), ("answers[partner_kind]", "school")];
    visitor.post(&address, &first).await.leads_to(&format!("{address}/2"));
    visitor.post(&address, &WHOLE).await.leads_to(&format!("{address}/sent"));

    let db = app.app.db.read();
    let invitation = entity::invitation::Entity::find().one(db).await.unwrap().unwrap();
    let response = entity::response::Entity::find().one(db).await.unwrap().unwrap();
    // One alone is not marked: it would stand right behind the answer.
    assert!(!invitation.used);
    assert_eq!(invitation.response_id, None);
    assert_ne!(invitation.id, response.id);
    // The key is kept apart, by its hash alone, and no draft of an anonymous form reaches the database.
    assert!(entity::draft::Entity::find().all(db).await.unwrap().is_empty());
    let keys = entity::submission_key::Entity::find().all(db).await.unwrap();
    assert_eq!(keys.len(), 1);
    let told = [invitation.id.to_string(), invitation.contact_id.to_string(), invitation.token_hash.clone()];
    let kept = format!("{response:?} {keys:?}");
    assert!(told.iter().all(|name| !kept.contains(name)), "{kept}");
    app.wait_days(9);
    app.run_due().await;
    assert!(entity::submission_key::Entity::find().all(db).await.unwrap().is_empty());
}

#[rocket::async_test]
async fn a_confidential_answer_is_kept_with_its_invitation() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", by_link(PrivacyMode::Confidential)).await;
    let link = format!("/i/{}", app.invite(&round, "dana@home.example.org").await);
    let visitor = app.visitor().await;
    visitor.post(&link, &WHOLE).await.leads_to(&format!("/s/{}/sent", round.code));
    let db = app.app.db.read();
    let invitation = entity::invitation::Entity::find().one(db).await.unwrap().unwrap();
    let response = entity::response::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!(invitation.response_id, Some(response.id));
}

#[rocket::async_test]
async fn a_link_that_a_mail_scanner_opens_uses_nothing_up() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", by_link(PrivacyMode::Anonymous)).await;
    let link = format!("/i/{}", app.invite(&round, "dana@home.example.org").await);
    for _ in 0..3 {
        let page = app.visitor().await.get(&link).await;
        page.has_status(200).says(&format!("<form class=\"send\" method=\"post\" action=\"{link}"));
    }
    let sent = app.visitor().await.post(&link, &WHOLE).await;
    sent.leads_to(&format!("/s/{}/sent", round.code));
    assert_eq!(stored(&app, &round).await.len(), 1);
}
