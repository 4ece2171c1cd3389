//! Changing a copy of a survey and publishing it.

use common_ground::{
    store::{audit, people::Role},
    survey::{definition::Survey, ready},
};

use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

/// A trainer with a copy of a survey; its address.
async fn copied(app: &TestApp, survey: &str) -> (Visitor, String) {
    let trainer = app.signed_in(Role::Trainer).await;
    let copy = format!("/programmes/reading/surveys/{survey}/copy");
    let made = trainer.post(&copy, &[("title", "Our way")]).await;
    let address = made.header("Location").unwrap().to_owned();
    (trainer, address)
}

/// The draft as it is now.
async fn draft(trainer: &Visitor, address: &str) -> Survey {
    let file = trainer.get(&format!("{address}/survey.json")).await;
    Survey::parse("draft", &file.has_status(200).body).unwrap()
}

/// Sends a form with the number of the edit that its page carries.
async fn send(trainer: &Visitor, form: &str, to: &str, fields: &[(&str, &str)]) -> Reply {
    let page = trainer.get(form).await;
    let edit = page.has_status(200).field("edit").unwrap().to_owned();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("edit", &*edit)]).collect();
    trainer.post(to, &fields).await
}

#[rocket::async_test]
async fn a_question_is_added_changed_moved_and_removed_and_its_key_never_comes_back() {
    let app = TestApp::start().await;
    let (trainer, address) = copied(&app, "staff_offer").await;
    let (new, items) = (format!("{address}/items/new?kind=single_choice"), format!("{address}/items"));
    let fields = [
        ("kind", "single_choice"),
        ("text_library_en", "Did you meet a partner last month?"),
        ("label", "Met a partner"),
        ("options_en", "Yes\nNo"),
        ("page", "1"),
        ("missing", "pns"),
    ];
    let added = send(&trainer, &new, &items, &fields).await;
    added.leads_to(&address);
    trainer
        .follow(&added)
        .await
        .says("The question was added")
        .says("Key met_a_partner.")
        .says("One of: Yes · No");
    let item = format!("{items}/met_a_partner");
    let page = trainer.get(&item).await;
    page.has_status(200).says("yes = Yes").says("no = No").says("answers are counted under it");
    let fields = [
        ("text_library_en", "Have you met a partner this month?"),
        ("label", "Met a partner"),
        ("options_en", "yes = Yes\nno = No\nNot yet"),
    ];
    send(&trainer, &item, &item, &fields).await.leads_to(&address);
    let survey = draft(&trainer, &address).await;
    let keys: Vec<_> = survey.item("met_a_partner").unwrap().kind.options().iter().map(|o| &*o.key).collect();
    assert_eq!(keys, ["yes", "no", "not_yet"]);
    trainer.post(&format!("{item}/move"), &[("to", "down")]).await.leads_to(&address);
    let survey = draft(&trainer, &address).await;
    assert_eq!(survey.sections[1].items[0].key, "met_a_partner");
    trainer.get(&format!("{item}/remove")).await.has_status(200).says("not given to another");
    trainer.post(&format!("{item}/remove"), &[]).await.leads_to(&address);
    trainer.get(&item).await.has_status(404);
    let fields = [("kind", "date"), ("text_library_en", "When?"), ("label", "Met a partner"), ("page", "1")];
    send(&trainer, &format!("{address}/items/new?kind=date"), &items, &fields).await.leads_to(&address);
    assert!(draft(&trainer, &address).await.item("met_a_partner_2").is_some());
    let acts = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    assert!(acts.iter().any(|entry| entry.act == "removed a question from the survey"));
}

#[rocket::async_test]
async fn every_ready_made_question_is_kept_as_it_is_by_a_form_sent_back_unchanged() {
    let app = TestApp::start().await;
    let (trainer, address) = copied(&app, "partner_expect").await;
    let before = draft(&trainer, &address).await;
    let item = format!("{address}/items/bring_reliability");
    let page = trainer.get(&item).await;
    page.has_status(200).says("ar y llyfrgell").says("bring_reliability stays");
    let asked = before.item("bring_reliability").unwrap();
    let (english, welsh) = (
        asked.text.read(before.sides[0], "en").to_owned(),
        asked.text.read(before.sides[0], "cy").to_owned(),
    );
    let fields = [
        ("text_partner_en", &*english),
        ("text_partner_cy", &*welsh),
        ("label", "Be counted on to do what we say"),
        ("topic", "reliability"),
        ("scale", "amount5"),
        ("ledger", "a"),
        ("missing", "dk"),
        ("missing", "na"),
    ];
    send(&trainer, &item, &item, &fields).await.leads_to(&address);
    let after = draft(&trainer, &address).await;
    let (old, new) = (before.item("bring_reliability").unwrap(), after.item("bring_reliability").unwrap());
    assert_eq!((&old.text, &old.label, &old.kind), (&new.text, &new.label, &new.kind));
    assert_eq!((old.ledger, &old.missing, &old.topic), (new.ledger, &new.missing, &new.topic));
}

#[rocket::async_test]
async fn what_breaks_a_rule_is_told_with_everything_kept() {
    let app = TestApp::start().await;
    let (trainer, address) = copied(&app, "staff_offer").await;
    let (new, items) = (format!("{address}/items/new?kind=rating"), format!("{address}/items"));
    let fields = [("kind", "rating"), ("text_library_en", "How?"), ("label", ""), ("page", "77")];
    let page = send(&trainer, &new, &items, &fields).await;
    page.has_status(422)
        .says("Enter the label")
        .says("Select a scale")
        .says("Select where it stands")
        .says("How?");
    let fields = [
        ("kind", "rating"),
        ("text_library_en", "How?"),
        ("label", "How"),
        ("scale", "amount5"),
        ("page", "2"),
    ];
    let mut last = send(&trainer, &new, &items, &fields).await;
    for _ in 0..4 {
        last = send(&trainer, &new, &items, &fields).await;
    }
    last.has_status(303);
    trainer.get(&address).await.says("On a phone a long page is hard to keep track of");
    // Nothing breaks on a strange address.
    trainer.get(&format!("{address}/pages/0")).await.has_status(404);
    trainer.get(&format!("{address}/items/new?kind=x")).await.has_status(404);
    trainer.post(&format!("{items}/staff_group/move"), &[("to", "left")]).await.has_status(422);
    let ready_made = "/programmes/reading/surveys/staff_offer";
    trainer.get(&format!("{ready_made}/words")).await.has_status(404);
    trainer.post(&format!("{ready_made}/items/staff_group/remove"), &[]).await.has_status(404);
}

#[rocket::async_test]
async fn words_in_one_language_alone_come_back_with_what_is_missing_named() {
    let app = TestApp::start().await;
    let (trainer, address) = copied(&app, "partner_expect").await;
    let page = format!("{address}/pages/2");
    let fields = [("title_partner_en", "What you expect"), ("stem_partner_cy", "Faint ydych chi’n …")];
    let refused = send(&trainer, &page, &page, &fields).await;
    refused.has_status(422).says("Enter this text too").says("href=\"#stem_partner_en\"");
    refused.says("value=\"Faint ydych chi’n …\"").says("value=\"What you expect\"");
    let (new, items) = (format!("{address}/items/new?kind=single_choice"), format!("{address}/items"));
    let fields = [
        ("kind", "single_choice"),
        ("text_partner_en", "Did you call?"),
        ("hint_partner_cy", "Y mis diwethaf"),
        ("label", "Called"),
        ("options_en", "yes = Yes\nno = No"),
        ("options_cy", "yes = Do\nefallai = Efallai"),
        ("page", "1"),
        ("page_title", "A page of its own"),
    ];
    let refused = send(&trainer, &new, &items, &fields).await;
    refused.has_status(422).says("Enter this text too").says("Y mis diwethaf");
    refused.says("“efallai” has no matching answer").says("efallai = Efallai");
    refused.says("or select a new page for it to stand over").says("value=\"A page of its own\"");
    let item = format!("{items}/bring_reliability");
    let refused = send(&trainer, &item, &item, &[("ledger", "c")]).await;
    refused.has_status(422).says("Select whether it is one of a pair");
    assert!(draft(&trainer, &address).await.item("called").is_none());
}

#[rocket::async_test]
async fn a_form_opened_before_somebody_else_changed_the_survey_is_refused() {
    let app = TestApp::start().await;
    let (trainer, address) = copied(&app, "staff_offer").await;
    let form = format!("{address}/words");
    let page = trainer.get(&form).await;
    let edit = page.field("edit").unwrap().to_owned();
    let fields = [("title_library_en", "One"), ("intro_library_en", "Read this."), ("edit", &*edit)];
    trainer.post(&form, &fields).await.leads_to(&address);
    let fields = [("title_library_en", "Two"), ("intro_library_en", "Read this."), ("edit", &*edit)];
    trainer.post(&form, &fields).await.has_status(422).says("Somebody else changed this survey").says("Two");
    assert_eq!(draft(&trainer, &address).await.title.texts().next().unwrap().to_string(), "One");
    let page = format!("{address}/pages/1");
    let fields = [("title_library_en", "Who you are"), ("stem_library_en", "")];
    send(&trainer, &page, &page, &fields).await.leads_to(&address);
    trainer.get(&address).await.says("Who you are");
}

#[rocket::async_test]
async fn a_published_version_never_changes_and_the_next_one_holds_what_came_after() {
    let app = TestApp::start().await;
    let (trainer, address) = copied(&app, "staff_offer").await;
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
    let fields = [("title_library_en", "Another title"), ("intro_library_en", "Read this.")];
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
    let (trainer, address) = copied(&app, "staff_offer").await;
    let form = format!("{address}/file");
    let page = send(&trainer, &form, &form, &[("file", "{\"schema\": 1,")]).await;
    page.has_status(422).says("survey.json:1:").says("There is a problem");
    let broken = ready::find("staff_offer").unwrap().to_json().replace("amount5", "amount9");
    let page = send(&trainer, &form, &form, &[("file", &broken)]).await;
    page.has_status(422).says("there is no scale `amount9`").says("bring_reliability: ");
    let other = ready::find("staff_needs").unwrap();
    send(&trainer, &form, &form, &[("file", &other.to_json())]).await.leads_to(&address);
    let now = draft(&trainer, &address).await;
    assert_eq!(now.sections, other.sections);
    assert_eq!(now.key, address.rsplit_once('/').unwrap().1);
}

#[rocket::async_test]
async fn a_question_about_the_person_is_ticked_shown_and_kept_in_the_file() {
    let app = TestApp::start().await;
    let (trainer, address) = copied(&app, "staff_offer").await;
    let tick = "This question describes the person answering";
    let item = format!("{address}/items/years_in_role");
    trainer.get(&item).await.has_status(200).says(tick);
    trainer.get(&format!("{address}/items/new?kind=rating")).await.has_status(200).never_says(tick);
    trainer.get(&format!("{address}/items/staff_group")).await.has_status(200).never_says(tick);
    assert!(draft(&trainer, &address).await.item("years_in_role").unwrap().describes_person);

    let items = format!("{address}/items");
    let fields = [
        ("kind", "single_choice"),
        ("text_library_en", "How old are you?"),
        ("label", "Age"),
        ("options_en", "Under 30\n30 or over"),
        ("page", "1"),
        ("describes_person", "yes"),
    ];
    send(&trainer, &format!("{items}/new?kind=single_choice"), &items, &fields).await.leads_to(&address);
    trainer.get(&address).await.has_status(200).says("Describes the person");
    let file = trainer.get(&format!("{address}/survey.json")).await.body;
    let survey = Survey::parse("file", &file).unwrap();
    assert!(survey.item("age").unwrap().describes_person);
    assert_eq!(survey.to_json(), file, "the file reads back as the same survey");
    // Unticked, it is gone.
    let fields =
        [("text_library_en", "How old are you?"), ("label", "Age"), ("options_en", "a = Under 30\nb = Over")];
    send(&trainer, &format!("{items}/age"), &format!("{items}/age"), &fields).await.leads_to(&address);
    assert!(!draft(&trainer, &address).await.item("age").unwrap().describes_person);
}

#[rocket::async_test]
async fn a_survey_file_in_which_a_rating_describes_the_person_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let (trainer, address) = copied(&app, "staff_offer").await;
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
