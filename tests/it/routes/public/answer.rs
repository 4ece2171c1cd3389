//! Answering a survey, as people and programs do it over HTTP.

mod check;
mod form;
mod kept;
mod language;
mod personal;
mod refusal;
mod sent;
mod start;
mod submit;

use common_ground::{
    store::rounds::Round,
    survey::{audience::Audience, round::PrivacyMode},
};

use crate::support::{
    app::TestApp,
    rounds::{WHOLE, stored},
};

#[rocket::async_test]
async fn one_address_takes_every_step_and_nothing_but_those() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    for (action, page) in
        [("dance", "1"), ("next", ""), ("next", "0"), ("next", "5"), ("next", "one"), ("later", "-1")]
    {
        let fields = [("action", action), ("page", page), ("answers[partner_kind]", "school")];
        visitor.post(&address, &fields).await.has_status(422);
    }
    assert!(stored(&app, &round).await.is_empty());
    let page = [("page", "1"), ("answers[partner_kind]", "school")];
    visitor.post(&address, &page).await.leads_to(&format!("{address}/2"));
    visitor.post(&address, &WHOLE).await.leads_to(&format!("{address}/sent"));
    assert_eq!(stored(&app, &round).await.len(), 1);
}

#[rocket::async_test]
async fn a_personal_link_is_swapped_for_a_cookie_or_takes_everything_at_once() {
    let app = TestApp::start().await;
    for privacy in [PrivacyMode::Anonymous, PrivacyMode::Confidential] {
        let by_link = move |round: &mut Round| (round.audience, round.privacy) = (Audience::Invited, privacy);
        let round = app.round("partner_expect", by_link).await;
        let address = format!("/s/{}", round.code);
        let dana = format!("/i/{}", app.invite(&round, "dana@home.example.org").await);
        let begun = app.visitor().await;
        begun.post(&dana, &[]).await.leads_to(&format!("{address}/1"));
        begun.get(&format!("{address}/1")).await.has_status(200);
        // Whoever has no cookie of the link has no way in by the code.
        app.visitor().await.get(&format!("{address}/1")).await.has_status(403);
        let kofi = format!("/i/{}", app.invite(&round, "kofi@home.example.org").await);
        app.visitor().await.post(&kofi, &WHOLE).await.leads_to(&format!("{address}/sent"));
        assert_eq!(stored(&app, &round).await.len(), 1);
        app.visitor().await.post("/i/nosuchtoken", &WHOLE).await.has_status(404);
    }
}
