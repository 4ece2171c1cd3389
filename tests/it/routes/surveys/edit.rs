//! Changing a copy of a survey and publishing it.

mod item;
mod section;
mod translations;
mod undo;

use common_ground::{
    store::people::PersonRole,
    survey::{definition::Survey, templates},
};

use crate::support::{
    app::TestApp,
    editing::{add, blank, copied, draft, publish, send},
};

#[rocket::async_test]
async fn a_form_opened_before_the_survey_changed_is_told_what_changed_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let form = format!("{address}/words");
    let edit = trainer.get(&form).await.field("edit").unwrap().to_owned();
    trainer.post(&format!("{address}/items/years_in_role/duplicate"), &[]).await.has_status(303);
    let fields = [("title", "Two"), ("intro", "Read this."), ("edit", &*edit)];
    let told = trainer.post(&form, &fields).await;
    told.has_status(422)
        .says("This survey was changed after you opened this form (copied “")
        .says("value=\"Two\"");
    assert_ne!(draft(&trainer, &address).await.title.texts().next().unwrap().to_string(), "Two");
    // The form that came back knows of the change.
    let edit = told.field("edit").unwrap().to_owned();
    let fields = [("title", "Two"), ("intro", "Read this."), ("edit", &*edit)];
    trainer.post(&form, &fields).await.leads_to(&address);
    assert_eq!(draft(&trainer, &address).await.title.texts().next().unwrap().to_string(), "Two");
}

#[rocket::async_test]
async fn a_draft_may_be_unfinished_and_publishing_says_all_that_is_missing_with_the_way_to_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Summer").await;
    let missing = trainer.get(&format!("{address}/publish")).await;
    missing
        .has_status(200)
        .says("This survey isn’t finished yet")
        .says("Enter what people read before the first question")
        .says(&format!("href=\"{address}/words\""))
        .says("Add a question");
    let edit = trainer.get(&format!("{address}/words")).await.field("edit").unwrap().to_owned();
    trainer.post(&format!("{address}/publish"), &[("edit", &*edit)]).await.has_status(422);
    let fields = [("text", "Did you come?"), ("options", "Yes\nNo")];
    add(&trainer, &address, "single_choice", &fields)
        .await
        .leads_to(&format!("{address}#change-did_you_come"));
    let section = [("title", "Afterwards")];
    send(&trainer, &format!("{address}/sections/new"), &format!("{address}/sections"), &section).await;
    let why = [("text", "Why not?"), ("show_if", "did_you_come=no")];
    add(&trainer, &address, "long_text", &why).await.leads_to(&format!("{address}#change-why_not"));
    // Before the question that it depends on, it is told on the page and in the way of publishing.
    let first = [("to", "first.0")];
    trainer.post(&format!("{address}/items/why_not/move"), &first).await.has_status(303);
    let told = "“When it is shown” names “Did you come”, which is not on an earlier page";
    trainer.get(&address).await.says(told).says("Add a question to section 2, or remove the section");
    let missing = trainer.get(&format!("{address}/publish")).await;
    missing.says(told).says(&format!("href=\"{address}/items/why_not\"")).says("Section 2: Afterwards");
    trainer.post(&format!("{address}/items/why_not/move"), &[("to", "first.1")]).await.has_status(303);
    let words = [("title", "Summer"), ("intro", "Two questions.")];
    send(&trainer, &format!("{address}/words"), &format!("{address}/words"), &words).await.leads_to(&address);
    let done = publish(&trainer, &address).await;
    trainer.follow(&done).await.says("Version 1 was published").never_says("to finish before it");
}

#[rocket::async_test]
async fn what_is_saved_while_somebody_types_is_one_change() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let form = format!("{address}/words");
    let before = draft(&trainer, &address).await;
    for title in ["O", "Of", "Offers"] {
        let fields = [("title", title), ("intro", "Read this."), ("keep", "yes")];
        send(&trainer, &form, &form, &fields).await.has_status(200).says("Saved 10:00");
    }
    let fields = [("title", ""), ("intro", "Read this."), ("keep", "yes")];
    send(&trainer, &form, &form, &fields).await.has_status(422).says("Enter the title");
    assert_eq!(draft(&trainer, &address).await.title.texts().next().unwrap().to_string(), "Offers");
    crate::support::editing::undo(&trainer, &address).await.has_status(303);
    assert_eq!(draft(&trainer, &address).await, before);
}

#[rocket::async_test]
async fn a_published_version_never_changes_and_the_next_one_holds_what_came_after() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let key = address.rsplit_once('/').unwrap().1.to_owned();
    let publish = format!("{address}/publish");
    let done = send(&trainer, &publish, &publish, &[]).await;
    trainer.follow(&done).await.says("Version 1 was published");
    let round = [
        ("survey", &*key),
        ("side", "library"),
        ("privacy", "anonymous"),
        ("audience", "open"),
        ("closes", "2026-06-05"),
        ("closes_time", "17:00"),
    ];
    let made = trainer.post("/programmes/reading/rounds", &round).await;
    made.has_status(303);
    let code = made.header("Location").unwrap().rsplit_once('/').unwrap().1.to_owned();
    let words = format!("{address}/words");
    let fields = [("title", "Another title"), ("intro", "Read this.")];
    send(&trainer, &words, &words, &fields).await.leads_to(&address);
    app.visitor().await.get(&format!("/s/{code}")).await.says("Our way").never_says("Another title");
    let done = send(&trainer, &publish, &publish, &[]).await;
    trainer.follow(&done).await.says("Version 2 was published");
    let again = send(&trainer, &publish, &publish, &[]).await;
    trainer.follow(&again).await.says("Nothing changed since version 2");
    trainer.get(&address).await.says("version 1").says(&code);
}

#[rocket::async_test]
async fn a_file_replaces_the_draft_or_says_what_is_wrong_with_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let form = format!("{address}/file");
    let page = send(&trainer, &form, &form, &[("file", "{\"schema\": 1,")]).await;
    page.has_status(422).says("survey.json:1:").says("There is a problem");
    let broken = templates::find("staff_offer").unwrap().to_json().replace("amount5", "amount9");
    let page = send(&trainer, &form, &form, &[("file", &broken)]).await;
    page.has_status(422).says("there is no scale `amount9`").says("bring_reliability: ");
    let other = templates::find("staff_needs").unwrap();
    send(&trainer, &form, &form, &[("file", &other.to_json())]).await.leads_to(&address);
    let now = draft(&trainer, &address).await;
    assert_eq!(now.sections, other.sections);
    assert_eq!(now.key, address.rsplit_once('/').unwrap().1);
}

#[rocket::async_test]
async fn a_question_about_the_person_is_ticked_shown_and_kept_in_the_file() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let tick = "This question describes the person answering";
    let item = format!("{address}/items/years_in_role");
    trainer.get(&item).await.has_status(200).says(tick);
    trainer.get(&format!("{address}/items/new?kind=rating")).await.has_status(200).never_says(tick);
    trainer.get(&format!("{address}/items/staff_group")).await.has_status(200).never_says(tick);
    assert!(draft(&trainer, &address).await.item("years_in_role").unwrap().describes_person);

    let items = format!("{address}/items");
    let fields = [
        ("kind", "single_choice"),
        ("text", "How old are you?"),
        ("label", "Age"),
        ("options", "Under 30\n30 or over"),
        ("describes_person", "yes"),
    ];
    send(&trainer, &format!("{items}/new?kind=single_choice"), &items, &fields)
        .await
        .leads_to(&format!("{address}#change-age"));
    trainer.get(&address).await.has_status(200).says("Describes the person");
    let file = trainer.get(&format!("{address}/survey.json")).await.body;
    let survey = Survey::parse("file", &file).unwrap();
    assert!(survey.item("age").unwrap().describes_person);
    assert_eq!(survey.to_json(), file, "the file reads back as the same survey");
    // Unticked, it is gone.
    let fields = [("text", "How old are you?"), ("label", "Age"), ("options", "Under 30\nOver")];
    send(&trainer, &format!("{items}/age"), &format!("{items}/age"), &fields).await.has_status(303);
    assert!(!draft(&trainer, &address).await.item("age").unwrap().describes_person);
}

#[rocket::async_test]
async fn a_survey_file_in_which_a_rating_describes_the_person_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let file = trainer.get(&format!("{address}/survey.json")).await.body;
    let scale = "\"scale\": \"amount5\"";
    assert!(file.contains(scale));
    let wrong = file.replacen(scale, "\"scale\": \"amount5\", \"describes_person\": true", 1);
    let form = trainer.get(&format!("{address}/file")).await;
    let edit = form.has_status(200).field("edit").unwrap().to_owned();
    let sent = trainer.post(&format!("{address}/file"), &[("file", wrong.as_str()), ("edit", &*edit)]).await;
    sent.has_status(422)
        .says("bring_enthusiasm: only a single or multiple choice can have `describes_person`");
}
