//! A partner's own page, from asking for its link to ending it.

use common_ground::{store::people::PersonRole, survey::audience::Audience};

use crate::support::{
    app::TestApp,
    partners::{add_contact, add_partner, contact},
};

#[rocket::async_test]
async fn a_contact_asks_for_their_page_and_finds_what_waits_for_them() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let answers_at = format!("/i/{}", app.invite(&round, "dana@elm.example.org").await);

    let visitor = app.visitor().await;
    visitor.get("/p").await.says("Open your partner page");
    visitor.post("/p", &[("email", "dana")]).await.has_status(422).says("Enter an email address");
    let known = visitor.post("/p", &[("email", "Dana@elm.example.org")]).await;
    let stranger = visitor.post("/p", &[("email", "eve@elm.example.org")]).await;
    let told = |body: &str| body.replace("Dana@", "").replace("eve@", "");
    assert_eq!(
        told(&known.body),
        told(&stranger.body),
        "the answer tells nobody whether an address is known"
    );
    assert_eq!(app.letters().await, 1);

    let page = app.link_to("dana@elm.example.org", "/p/").await;
    let shown = visitor.get(&page).await;
    shown.says("Elm House").says("This page is for Dana Whitfield").says(&answers_at);
    shown.says("There is no confirmed agreement yet");
    visitor
        .post(&format!("{page}/changes"), &[("changes", "")])
        .await
        .has_status(422)
        .says("Write what has changed");
    let change = [("changes", "Kofi Mensah has joined us")];
    visitor.post(&format!("{page}/changes"), &change).await.leads_to(&page);
    visitor.get(&page).await.says("The library will see this");
    trainer.get(&elm).await.says("Kofi Mensah has joined us");

    // After a month it opens nothing.
    app.wait_days(31);
    visitor.get(&page).await.has_status(404);
}

#[rocket::async_test]
async fn a_trainer_sends_links_and_ends_them_and_none_reaches_another_partner() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    add_contact(&trainer, &oak, "Ola Berg", "ola@oak.example.org").await;
    let (dana, ola) =
        (contact(&app, "dana@elm.example.org").await.id, contact(&app, "ola@oak.example.org").await.id);
    let links = format!("{elm}/page");
    trainer.get(&oak).await.says("Ola Berg was added");
    trainer.get(&links).await.says("Dana Whitfield").never_says("Ola Berg");
    trainer.post(&links, &[]).await.has_status(422).says("Select who gets a link");
    trainer.post(&links, &[("contact", &ola.to_string())]).await.has_status(422);
    trainer.post(&links, &[("contact", &dana.to_string())]).await.leads_to(&links);
    trainer.get(&links).await.says("has a link until");
    let page = app.link_to("dana@elm.example.org", "/p/").await;
    let visitor = app.visitor().await;
    visitor.get(&page).await.has_status(200).never_says("Oak House").never_says("Ola Berg");
    trainer.get(&format!("{links}/end")).await.says("End all links");
    trainer.post(&format!("{links}/end"), &[]).await.leads_to(&links);
    visitor.get(&page).await.has_status(404);
    visitor.get("/p/nonsense").await.has_status(404);
}
