//! Sections of a survey.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    editing::{copied, draft, keys, send},
};

#[rocket::async_test]
async fn a_section_is_added_renamed_moved_and_removed_with_its_questions() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let sections = format!("{address}/sections");
    let new = format!("{sections}/new");
    let before = draft(&trainer, &address).await;
    send(&trainer, &new, &sections, &[("title", "")]).await.has_status(422).says("Enter the heading");
    let fields = [("title", "Last of all"), ("stem", "How often do you …")];
    send(&trainer, &new, &sections, &fields).await.leads_to(&format!("{address}#section-5"));
    trainer.get(&address).await.says("Section 5: Last of all").says("Add a question to section 5");
    let last = format!("{sections}/5");
    trainer.get(&last).await.has_status(200).says("value=\"How often do you …\"").says("<details open>");
    send(&trainer, &last, &last, &[("title", "At last")]).await.has_status(303);
    let now = draft(&trainer, &address).await;
    assert_eq!(now.sections[4].title.texts().next().unwrap().to_string(), "At last");
    assert!(now.sections[4].stem.is_none());
    let up = trainer.post(&format!("{last}/move"), &[("to", "up")]).await;
    up.leads_to(&format!("{address}#section-up-4"));
    trainer.follow(&up).await.says("Section 4: At last").says("id=\"section-up-4\"");
    trainer
        .post(&format!("{sections}/2/move"), &[("to", "up")])
        .await
        .leads_to(&format!("{address}#section-down-1"));
    trainer.post(&format!("{sections}/1/move"), &[("to", "left")]).await.has_status(422);
    assert_eq!(keys(&trainer, &address).await[0][0], "bring_enthusiasm");
    trainer.post(&format!("{sections}/1/move"), &[("to", "down")]).await.has_status(303);
    trainer.post(&format!("{sections}/4/remove"), &[]).await.has_status(303);
    assert_eq!(draft(&trainer, &address).await, before);
    let removed = trainer.post(&format!("{sections}/2/remove"), &[]).await;
    let page = trainer.follow(&removed).await;
    page.says("Removed section “").says("with its questions").says("id=\"removed\"");
    assert!(draft(&trainer, &address).await.item("bring_enthusiasm").is_none());
    let edit = page.field("edit").unwrap().to_owned();
    trainer.post(&format!("{address}/undo"), &[("edit", &*edit), ("here", "yes")]).await.has_status(303);
    assert_eq!(draft(&trainer, &address).await, before);
    trainer.get(&format!("{sections}/0")).await.has_status(404);
    trainer.get(&format!("{sections}/9")).await.has_status(404);
}

#[rocket::async_test]
async fn the_group_question_is_offered_where_it_is_missing() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    trainer.get(&address).await.never_says("Add the group question");
    trainer.post(&format!("{address}/items/staff_group/remove"), &[]).await.has_status(303);
    trainer.get(&address).await.says("Add the group question for library staff");
    let added = trainer.post(&format!("{address}/group"), &[("side", "library")]).await;
    added.leads_to(&format!("{address}#change-staff_group"));
    assert_eq!(keys(&trainer, &address).await[0][0], "staff_group");
    assert!(draft(&trainer, &address).await.faults().is_empty());
    trainer.post(&format!("{address}/group"), &[("side", "partner")]).await.has_status(422);
}
