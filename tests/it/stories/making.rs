//! A survey from nothing to the course that asks it.

use common_ground::store::{courses::RoundPurpose, people::PersonRole};

use crate::support::{
    app::TestApp,
    editing::{add, blank, draft, keys, publish, send, undo},
    planning::{plan, round, with},
    visitor::Visitor,
};

/// A kind, what is entered for a question of it, and an answer.
type Asked = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// Questions of every kind: the kind, its words, and what it is answered with.
const QUESTIONS: [Asked; 10] = [
    ("rating", &[("text", "How useful was it?"), ("scale", "amount5")], "4"),
    ("points", &[("text", "How long was it?"), ("labels", "Too short\nRight\nToo long")], "2"),
    ("scale0to10", &[("text", "Would you come again?"), ("low", "No"), ("high", "Yes")], "9"),
    ("single_choice", &[("text", "Was it loud?"), ("options", "Yes\nNo")], "no"),
    ("multiple_choice", &[("text", "What did you use?"), ("options", "Rooms\nBooks\nComputers")], "books"),
    ("ranking", &[("text", "What matters most?"), ("options", "Time\nPlace\nPeople")], "people"),
    ("number", &[("text", "How many came?"), ("min", "0"), ("max", "99")], "12"),
    ("date", &[("text", "When do you need us?")], "2026-07-01"),
    ("short_text", &[("text", "What is it called?")], "Story time"),
    ("long_text", &[("text", "What should we change?")], "Start later."),
];

async fn with_every_kind(trainer: &Visitor) -> String {
    let made = trainer
        .post(
            &format!("{}/new", crate::support::editing::SURVEYS),
            &[("title", "After it"), ("sides", "library")],
        )
        .await;
    let address = made.has_status(303).header("Location").unwrap().to_owned();
    for (kind, words, _) in QUESTIONS {
        add(trainer, &address, kind, words).await.has_status(303);
    }
    add(trainer, &address, "statement", &[("text", "Thank you.")]).await.has_status(303);
    address
}

#[rocket::async_test]
async fn a_survey_is_written_from_nothing_put_in_order_translated_published_and_asked_in_a_course() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = with_every_kind(&trainer).await;
    let written = keys(&trainer, &address).await;
    assert_eq!(written[0].len(), 11);

    // In order: a question three places up, a section of its own for what is said in words, one mistake undone.
    for _ in 0..3 {
        trainer.post(&format!("{address}/items/was_it_loud/move"), &[("to", "up")]).await.has_status(303);
    }
    assert_eq!(keys(&trainer, &address).await[0][0], "was_it_loud");
    let section = [("title", "In your words")];
    send(&trainer, &format!("{address}/sections/new"), &format!("{address}/sections"), &section)
        .await
        .has_status(303);
    for (item, place) in
        [("what_is_it_called", "first.1"), ("what_should_we_change", "after.what_is_it_called")]
    {
        trainer.post(&format!("{address}/items/{item}/move"), &[("to", place)]).await.has_status(303);
    }
    let ordered = draft(&trainer, &address).await;
    trainer.post(&format!("{address}/items/how_many_came/remove"), &[]).await.has_status(303);
    undo(&trainer, &address).await.has_status(303);
    assert_eq!(draft(&trainer, &address).await, ordered);

    let cy = format!("{address}/translations/cy");
    let welsh = [("title", "Wedyn"), ("item.was_it_loud.text", "Oedd hi'n swnllyd?")];
    send(&trainer, &cy, &cy, &welsh).await.has_status(303);
    trainer.get(&format!("{address}/publish")).await.says("Enter what people read before the first question");
    let words = [("title", "After it"), ("intro", "A few questions.")];
    let form = format!("{address}/words");
    send(&trainer, &form, &form, &words).await.has_status(303);
    publish(&trainer, &address).await.has_status(303);

    let key = address.rsplit_once('/').unwrap().1;
    let mut form = with("feedback", &[key]);
    form.retain(|(name, _)| !["before", "follow_up", "aims"].contains(name));
    let (course, _) = plan(&app, &trainer, &form).await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    app.clock.set(feedback.opens_at);
    app.run_due().await;
    let page = format!("/s/{}", feedback.code);
    let visitor = app.visitor().await;
    visitor.get(&format!("{page}?lang=cy")).await.has_status(200).says("Wedyn");
    let id = uuid::Uuid::new_v4().to_string();
    let mut sent = vec![("action".to_owned(), "submit".to_owned()), ("key".to_owned(), id)];
    for (_, words, answer) in QUESTIONS {
        let item = written[0].iter().find(|key| is_of(key, words)).unwrap();
        sent.push((format!("answers[{item}]"), answer.to_owned()));
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
    visitor.post(&page, &sent).await.leads_to(&format!("{page}/sent"));
    let kept = common_ground::store::responses::page(app.app.db.read(), feedback.id, None).await.unwrap();
    assert_eq!(kept.len(), 1);
}

/// Whether a key was made from these words.
fn is_of(key: &str, words: &[(&str, &str)]) -> bool {
    let text = words.iter().find(|(name, _)| *name == "text").unwrap().1.to_lowercase();
    text.replace(' ', "_").trim_end_matches(['?', '.']) == key
}

#[rocket::async_test]
async fn each_side_reads_its_own_words_where_they_differ() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Only partners").await;
    trainer.get(&format!("{address}/items/new")).await.never_says("Other words for partners");
    let both = [("title", "Both"), ("sides", "library"), ("sides", "partner")];
    let made = trainer.post(&format!("{}/new", crate::support::editing::SURVEYS), &both).await;
    let address = made.header("Location").unwrap().to_owned();
    let fields = [
        ("text", "What do you offer?"),
        ("text_partner", "What do you need?"),
        ("sides", "library"),
        ("sides", "partner"),
    ];
    add(&trainer, &address, "long_text", &fields).await.has_status(303);
    let fields = [("text", "Which school is it?"), ("sides", "partner")];
    add(&trainer, &address, "short_text", &fields).await.has_status(303);
    let page = trainer.get(&address).await;
    page.says("Library staff: What do you offer?")
        .says("Partners: What do you need?")
        .says("Only for partners.");
    let survey = draft(&trainer, &address).await;
    let [offer, school] = ["what_do_you_offer", "which_school_is_it"].map(|key| survey.item(key).unwrap());
    let [library, partner] = common_ground::survey::round::Side::ALL;
    assert_eq!(offer.text.read(library, "en"), "What do you offer?");
    assert_eq!(offer.text.read(partner, "en"), "What do you need?");
    assert!(school.is_on(partner) && !school.is_on(library));
    let item = format!("{address}/items/what_do_you_offer");
    trainer.get(&item).await.says("What do you offer?").says("What do you need?");
    // One wording for both again.
    let fields = [("text", "What is it?"), ("sides", "library"), ("sides", "partner")];
    send(&trainer, &item, &item, &fields).await.has_status(303);
    let survey = draft(&trainer, &address).await;
    assert_eq!(survey.item("what_do_you_offer").unwrap().text.read(partner, "en"), "What is it?");
}
