//! Deleting a survey that was never published.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::{TestApp, add_programme},
    editing::{SURVEYS, add, blank, publish, send},
};

#[rocket::async_test]
async fn a_survey_that_was_made_by_mistake_is_deleted_and_one_that_was_published_is_not() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Made by mistake").await;
    add(&trainer, &address, "short_text", &[("text", "What is it called?")]).await.has_status(303);
    trainer.get(&address).await.says("Delete it");
    let asked = trainer.get(&format!("{address}/delete")).await;
    asked.has_status(200).says("Delete “Made by mistake”?").says("nobody has answered it");
    app.signed_in(PersonRole::Manager).await.post(&format!("{address}/delete"), &[]).await.has_status(403);
    let deleted = trainer.post(&format!("{address}/delete"), &[]).await;
    deleted.leads_to(SURVEYS);
    trainer.follow(&deleted).await.says("The survey was deleted").never_says("Made by mistake");
    trainer.get(&address).await.has_status(404);
    trainer.post(&format!("{address}/delete"), &[]).await.has_status(404);

    let kept = blank(&trainer, "Kept").await;
    add(&trainer, &kept, "short_text", &[("text", "What is it called?")]).await.has_status(303);
    let form = format!("{kept}/words");
    send(&trainer, &form, &form, &[("title", "Kept"), ("intro", "One question.")]).await.has_status(303);
    publish(&trainer, &kept).await.has_status(303);
    trainer.get(&kept).await.has_status(200).never_says("Delete it");
    trainer.get(&format!("{kept}/delete")).await.has_status(404);
    trainer.post(&format!("{kept}/delete"), &[]).await.has_status(404);

    // Nobody deletes what another programme wrote.
    add_programme(&app.app, "elsewhere").await;
    let other = blank(&trainer, "Ours").await;
    let there = other.replace("/programmes/reading/", "/programmes/elsewhere/");
    assert_ne!(trainer.post(&format!("{there}/delete"), &[]).await.status, 303);
    trainer.get(&other).await.has_status(200);
}

#[rocket::async_test]
async fn a_double_click_makes_one_survey() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for (form, from) in
        [(format!("{SURVEYS}/new"), "sides"), (format!("{SURVEYS}/partner_expect/copy"), "copy")]
    {
        let page = trainer.get(&form).await;
        let once = page.has_status(200).field("once").unwrap().to_owned();
        let fields = [("title", "Summer"), (from, "partner"), ("once", &*once)];
        let first = trainer.post(&form, &fields).await;
        let second = trainer.post(&form, &fields).await;
        second.leads_to(first.has_status(303).header("Location").unwrap());
    }
    let surveys = trainer.get(SURVEYS).await;
    assert_eq!(surveys.body.matches(">Summer</a>").count(), 2, "one from each form");
}
