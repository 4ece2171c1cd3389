//! One question: added, changed, copied, moved, removed.

use common_ground::store::{audit, people::PersonRole};

use crate::support::{
    app::TestApp,
    editing::{add, blank, copied, draft, keys, send},
    planning::between,
};

#[rocket::async_test]
async fn a_question_needs_no_more_than_its_words_and_its_answers() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Summer").await;
    let form = trainer.get(&format!("{address}/items/new")).await;
    form.has_status(200).says("One choice").says("A rating").says("Answers").says("One per line.");
    let fields = [("text", "Did you meet a partner last month?"), ("options", "Yes\nNo")];
    let added = add(&trainer, &address, "single_choice", &fields).await;
    added.leads_to(&format!("{address}#change-did_you_meet_a_partner_last_month"));
    trainer.follow(&added).await.says("The question was added").says("One of: Yes · No");
    // The next one is asked in the same way unless somebody says otherwise, and goes where it is wanted.
    let form = trainer.get(&format!("{address}/items/new")).await;
    assert_eq!(form.field("kind"), Some("single_choice"));
    let place = "after.did_you_meet_a_partner_last_month";
    form.says(&format!("<option value=\"{place}\" selected>"));
    let first = [("text", "Where do you work?"), ("place", "first.0")];
    add(&trainer, &address, "short_text", &first).await.has_status(303);
    let now = keys(&trainer, &address).await;
    assert_eq!(now, [["where_do_you_work", "did_you_meet_a_partner_last_month"]]);
}

#[rocket::async_test]
async fn a_double_click_adds_one_question() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Summer").await;
    let page = trainer.get(&format!("{address}/items/new?kind=single_choice")).await;
    let edit = page.field("edit").unwrap().to_owned();
    let form =
        [("kind", "single_choice"), ("text", "Was it loud?"), ("options", "Yes\nNo"), ("edit", &*edit)];
    for _ in 0..2 {
        let added = trainer.post(&format!("{address}/items"), &form).await;
        added.leads_to(&format!("{address}#change-was_it_loud"));
        trainer.follow(&added).await.says("The question was added");
    }
    assert_eq!(keys(&trainer, &address).await, [["was_it_loud"]]);
}

#[rocket::async_test]
async fn a_key_never_comes_back_and_an_answer_keeps_its_own_when_its_words_change() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let items = format!("{address}/items");
    let fields = [
        ("text", "Did you meet a partner?"),
        ("label", "Met a partner"),
        ("options", "Yes\nNo"),
        ("missing", "pns"),
    ];
    add(&trainer, &address, "single_choice", &fields)
        .await
        .leads_to(&format!("{address}#change-met_a_partner"));
    let item = format!("{items}/met_a_partner");
    trainer.get(&item).await.has_status(200).says("Yes\nNo").never_says("yes = Yes");
    let fields = [
        ("text", "Have you met a partner this month?"),
        ("label", "Met a partner this month"),
        ("options", "Yes, once or more\nNo\nNot yet"),
    ];
    send(&trainer, &item, &item, &fields).await.leads_to(&format!("{address}#change-met_a_partner"));
    let survey = draft(&trainer, &address).await;
    let options: Vec<_> =
        survey.item("met_a_partner").unwrap().kind.options().iter().map(|o| &*o.key).collect();
    assert_eq!(options, ["yes", "no", "not_yet"]);
    trainer.post(&format!("{item}/remove"), &[]).await.has_status(303);
    trainer.get(&item).await.has_status(404);
    let fields = [("text", "When?"), ("label", "Met a partner")];
    add(&trainer, &address, "date", &fields).await.leads_to(&format!("{address}#change-met_a_partner_2"));
    let acts = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    assert!(acts.iter().any(|entry| entry.act == "removed a question from the survey"));
}

#[rocket::async_test]
async fn a_question_sent_back_unchanged_stays_as_it_is_with_its_translation() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "partner_expect").await;
    let before = draft(&trainer, &address).await;
    let asked = before.item("bring_reliability").unwrap();
    let english = asked.text.read(before.sides[0], "en").to_owned();
    let item = format!("{address}/items/bring_reliability");
    let page = trainer.get(&item).await;
    page.has_status(200)
        .says(&english)
        .never_says("ar y llyfrgell")
        .says("As people see it")
        .says("How much do");
    let (label, topic) = (asked.label.to_string(), asked.topic.as_ref().unwrap().to_string());
    let fields = [
        ("text", &*english),
        ("label", &*label),
        ("topic", &*topic),
        ("scale", "amount5"),
        ("ledger", "a"),
        ("missing", "dk"),
        ("missing", "na"),
    ];
    send(&trainer, &item, &item, &fields).await.has_status(303);
    assert_eq!(draft(&trainer, &address).await, before);
    // Other English leaves the translation, and says so.
    let other = fields.map(|(name, value)| (name, if name == "text" { "be there" } else { value }));
    let saved = send(&trainer, &item, &item, &other).await;
    trainer.follow(&saved).await.says("Its translation is as before: check it");
    let after = draft(&trainer, &address).await;
    let welsh = |survey: &common_ground::survey::definition::Survey| {
        survey.item("bring_reliability").unwrap().text.read(survey.sides[0], "cy").to_owned()
    };
    assert_eq!(welsh(&after), welsh(&before));
}

#[rocket::async_test]
async fn whatever_is_wrong_is_told_beside_its_field_all_at_once_with_everything_kept() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let fields = [("text", ""), ("topic", "a topic"), ("place", "after.nothing"), ("ledger", "c")];
    let page = add(&trainer, &address, "rating", &fields).await;
    page.has_status(422)
        .says("href=\"#text\">Enter the question")
        .says("href=\"#scale-0\">Select a scale")
        .says("href=\"#place\">Select where the question goes")
        .says("Select whether it is compared")
        .says("value=\"a topic\"");
    // What is folded away is open where something is wrong in it.
    let folded = between(&page, "<summary>Who is asked, when and where</summary>", "</details>");
    assert!(folded.contains("Select where the question goes"));
    assert!(page.body.contains("<details open>"));
    let fields = [("text", "Which?"), ("options", "One\nOne"), ("exclusive", "None"), ("maximum", "9")];
    let page = add(&trainer, &address, "multiple_choice", &fields).await;
    page.has_status(422)
        .says("“One” is there twice. Remove one of them")
        .says("Enter one of the answers in the same words as above")
        .says("Enter a number from 1 to 2");
    let fields = [("text", "Which?"), ("options", "One\nTwo\nNone of these"), ("exclusive", "none of these")];
    add(&trainer, &address, "multiple_choice", &fields).await.has_status(303);
    let survey = draft(&trainer, &address).await;
    assert_eq!(survey.item("which").unwrap().kind.members().exclusive.as_deref(), Some("none_of_these"));
    let fields = [("text", "How many?"), ("min", "5"), ("max", "3")];
    add(&trainer, &address, "number", &fields).await.has_status(422).says("larger than the smallest number");
    let fields = [("text", "Why?"), ("show_if", "which=four")];
    let page = add(&trainer, &address, "long_text", &fields).await;
    page.has_status(422).says("href=\"#show_if\">“When it is shown” ").never_says("show_if` ");
    // Nothing breaks on a strange address.
    trainer.get(&format!("{address}/items/new?kind=x")).await.has_status(404);
    trainer.get(&format!("{address}/items/nothing/move")).await.has_status(404);
    trainer.post(&format!("{address}/items/nothing/remove"), &[]).await.has_status(404);
    let refused = trainer.post(&format!("{address}/items/staff_group/move"), &[("to", "left")]).await;
    refused.has_status(422).says("Select where the question goes");
    let ready_made = "/programmes/reading/surveys/staff_offer";
    trainer.get(&format!("{ready_made}/words")).await.has_status(404);
    trainer.post(&format!("{ready_made}/items/staff_group/remove"), &[]).await.has_status(404);
}

#[rocket::async_test]
async fn buttons_move_a_question_and_come_back_to_themselves() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let shift = format!("{address}/items/bring_enthusiasm/move");
    let up = || trainer.post(&shift, &[("to", "up")]);
    for section in [1, 0, 0] {
        // From the top of a section to the end of the one before, and on upwards.
        let before = keys(&trainer, &address).await;
        let moved = up().await;
        let now = keys(&trainer, &address).await;
        assert_ne!(before, now, "{section}");
        let is_first = now[0][0] == "bring_enthusiasm";
        let button = if is_first { "down" } else { "up" };
        moved.leads_to(&format!("{address}#{button}-bring_enthusiasm"));
        let page = trainer.follow(&moved).await;
        assert!(page.body.contains(&format!("id=\"{button}-bring_enthusiasm\"")));
    }
    assert_eq!(keys(&trainer, &address).await[0], ["bring_enthusiasm", "staff_group", "years_in_role"]);
    up().await.leads_to(&format!("{address}#down-bring_enthusiasm"));
    trainer.get(&address).await.says("The reporting group is the first question");
    let chosen = [("to", "after.bring_reliability")];
    trainer.post(&shift, &chosen).await.leads_to(&format!("{address}#change-bring_enthusiasm"));
    assert_eq!(keys(&trainer, &address).await[1].last().unwrap(), "bring_enthusiasm");
    let last = keys(&trainer, &address).await.concat().last().unwrap().clone();
    let shift = format!("{address}/items/{last}/move");
    trainer.post(&shift, &[("to", "up")]).await.leads_to(&format!("{address}#up-{last}"));
    trainer.post(&shift, &[("to", "down")]).await.leads_to(&format!("{address}#up-{last}"));
}

#[rocket::async_test]
async fn a_removed_question_comes_back_where_it_stood() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "course_follow").await;
    let before = draft(&trainer, &address).await;
    // What others depend on stays until they no longer do.
    let refused = trainer.post(&format!("{address}/items/did_action/remove"), &[]).await;
    refused.leads_to(&address);
    trainer.follow(&refused).await.says("is shown only after certain answers to this question");
    assert_eq!(draft(&trainer, &address).await, before);
    let removed = trainer.post(&format!("{address}/items/what_helped/remove"), &[]).await;
    assert!(removed.header("Location").unwrap().ends_with("#removed"));
    let page = trainer.follow(&removed).await;
    let edit = page.says("Removed “").field("edit").unwrap().to_owned();
    let row = between(&page, "<form class=\"removed\"", "</form>");
    assert!(row.contains(">Undo<") && row.contains(&format!("value=\"{edit}\"")), "{row}");
    assert!(draft(&trainer, &address).await.item("what_helped").is_none());
    let back = trainer.post(&format!("{address}/undo"), &[("edit", &*edit), ("here", "yes")]).await;
    back.leads_to(&format!("{address}#change-what_helped"));
    assert_eq!(draft(&trainer, &address).await, before);
    trainer.follow(&back).await.says("Undone: removed “").never_says("class=\"removed\"");
}

#[rocket::async_test]
async fn a_copy_is_a_question_of_its_own() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = copied(&trainer, "staff_offer").await;
    let copied = trainer.post(&format!("{address}/items/bring_reliability/duplicate"), &[]).await;
    let key = copied.header("Location").unwrap().rsplit_once("#change-").unwrap().1.to_owned();
    let survey = draft(&trainer, &address).await;
    let (one, other) = (survey.item("bring_reliability").unwrap(), survey.item(&key).unwrap());
    assert_eq!((&one.text, &one.kind, other.ledger), (&other.text, &other.kind, None));
    assert!(survey.faults().is_empty(), "{:?}", survey.faults());
    let place = survey.sections[1].items.iter().position(|item| item.key == key);
    assert_eq!(place, Some(4));
    // Of the group question too, which is then a question like others.
    trainer.post(&format!("{address}/items/staff_group/duplicate"), &[]).await.has_status(303);
    assert!(draft(&trainer, &address).await.faults().is_empty());
}

#[rocket::async_test]
async fn what_is_being_typed_is_shown_beside_the_form_and_not_kept() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Summer").await;
    let fields = [("text", "Was it loud?"), ("options", "Yes\nNo"), ("show", "yes")];
    let shown = add(&trainer, &address, "single_choice", &fields).await;
    shown.has_status(200);
    let aside = between(&shown, "<aside data-shown", "</aside>");
    assert!(aside.contains("Was it loud?") && aside.contains("answers[was_it_loud]"), "{aside}");
    assert_eq!(draft(&trainer, &address).await.items().count(), 0);
    let fields = [("text", ""), ("show", "yes")];
    add(&trainer, &address, "single_choice", &fields).await.has_status(200).never_says("There is a problem");
}

#[rocket::async_test]
async fn what_is_typed_is_previewed_and_nothing_is_saved() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Summer").await;
    let fields = [("text", "Was it loud?"), ("options", "Yes\nNo")];
    add(&trainer, &address, "single_choice", &fields).await.has_status(303);
    let before = draft(&trainer, &address).await;
    let item = format!("{address}/items/was_it_loud");
    trainer.get(&item).await.says("Preview</button>").says("As people see it");
    let typed = [("text", "Was it too loud?"), ("options", "Yes\nNo\nA bit"), ("show", "pressed")];
    let shown = send(&trainer, &item, &item, &typed).await;
    shown.has_status(200).says("Preview: not saved yet").says("<span>A bit</span>");
    shown.says("Was it too loud?</textarea>").never_says("The question was saved");
    let edit = shown.field("edit").unwrap().to_owned();
    // The next question, the survey's own words and a section likewise.
    let new = [("text", "Why?"), ("kind", "long_text"), ("show", "pressed")];
    trainer.post(&format!("{address}/items"), &new).await.has_status(200).says("Preview: not saved yet");
    let words = [("title", "Autumn"), ("intro", "About autumn."), ("show", "pressed")];
    let page = format!("{address}/words");
    let shown = send(&trainer, &page, &page, &words).await;
    shown.has_status(200).says("<h3>Autumn</h3>").says("<p>About autumn.</p>").says("value=\"Autumn\"");
    let section = format!("{address}/sections/1");
    let shown = send(&trainer, &section, &section, &[("title", "Noise"), ("show", "pressed")]).await;
    shown.has_status(200).says("<h3>Noise</h3>").says("Was it loud?");
    // What is wrong is told, but not by the script while somebody types.
    let nothing = [("text", ""), ("kind", "long_text"), ("show", "pressed")];
    trainer.post(&format!("{address}/items"), &nothing).await.has_status(422).says("There is a problem");
    assert_eq!(draft(&trainer, &address).await, before);
    // Somebody else's change is told when it is saved after all.
    send(&trainer, &page, &page, &[("title", "Winter"), ("intro", "Cold.")]).await.has_status(303);
    let late = [("text", "Was it too loud?"), ("options", "Yes\nNo"), ("edit", &*edit)];
    let shown = trainer.post(&item, &[&late[..], &[("show", "pressed")]].concat()).await;
    assert_eq!(shown.has_status(200).field("edit"), Some(&*edit));
    trainer.post(&item, &late).await.has_status(422).says("changed after you opened this form");
}

#[rocket::async_test]
async fn the_form_says_which_earlier_answers_a_wording_can_repeat() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Summer").await;
    let fields = [("text", "Where was it?"), ("options", "Here\nThere")];
    add(&trainer, &address, "single_choice", &fields).await.has_status(303);
    add(&trainer, &address, "short_text", &[("text", "Why there?")]).await.has_status(303);
    let first = trainer.get(&format!("{address}/items/why_there")).await;
    first.says("Repeat an earlier answer in the wording").says("No earlier page has such a question yet");
    let sections = format!("{address}/sections");
    send(&trainer, &format!("{sections}/new"), &sections, &[("title", "Then")]).await.has_status(303);
    let form = format!("{address}/items/new?kind=long_text&place=first.1");
    let offered = trainer.get(&form).await;
    offered.says("{answer:where_was_it|…} for “Where was it”").never_says("why_there|");
    let fields = [
        ("text", "What was good {answer:where_was_it|there}?"),
        ("label", "Good"),
        ("kind", "long_text"),
        ("place", "first.1"),
    ];
    send(&trainer, &form, &format!("{address}/items"), &fields).await.has_status(303);
}
