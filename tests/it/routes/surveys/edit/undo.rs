//! Undoing changes of a survey.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    editing::{copied, draft, publish, send, undo},
};

#[rocket::async_test]
async fn the_last_twenty_changes_are_undone_one_after_the_other() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    trainer.get(&address).await.never_says("Undo: ");
    let mut drafts = Vec::new();
    for change in 0..22 {
        drafts.push(draft(&trainer, &address).await);
        let to = if change % 2 == 0 { "down" } else { "up" };
        trainer
            .post(&format!("{address}/items/bring_service_knowledge/move"), &[("to", to)])
            .await
            .has_status(303);
    }
    trainer.get(&address).await.says("Undo: moved “").says("” up");
    for before in drafts.iter().rev().take(20) {
        let undone = undo(&trainer, &address).await;
        undone.leads_to(&format!("{address}#undo"));
        assert_eq!(draft(&trainer, &address).await, *before);
    }
    trainer.get(&address).await.never_says("Undo: ");
    let edit = trainer.get(&format!("{address}/words")).await.field("edit").unwrap().to_owned();
    let none = trainer.post(&format!("{address}/undo"), &[("edit", &*edit)]).await;
    trainer.follow(&none).await.says("There is nothing left to undo");
}

#[rocket::async_test]
async fn undo_undoes_what_its_button_named_and_nothing_else() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let shift = format!("{address}/items/bring_reliability/move");
    trainer.post(&shift, &[("to", "up")]).await.has_status(303);
    let edit = trainer.get(&address).await.field("edit").unwrap().to_owned();
    trainer.post(&shift, &[("to", "up")]).await.has_status(303);
    let now = draft(&trainer, &address).await;
    let refused = trainer.post(&format!("{address}/undo"), &[("edit", &*edit)]).await;
    trainer.follow(&refused).await.says("Nothing was undone");
    assert_eq!(draft(&trainer, &address).await, now);
}

#[rocket::async_test]
async fn what_was_published_stays_published_when_a_change_before_it_is_undone() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let words = format!("{address}/words");
    let fields = [("title", "Offers"), ("intro", "Read this.")];
    send(&trainer, &words, &words, &fields).await.has_status(303);
    publish(&trainer, &address).await.has_status(303);
    undo(&trainer, &address).await.has_status(303);
    let now = draft(&trainer, &address).await;
    assert_eq!((now.version, now.title.texts().next().unwrap().to_string().as_str()), (2, "Our way"));
    trainer.get(&address).await.says("Version 1 is published and stays as it is");
}
