//! A comment that was quoted and is deleted at its source goes from the summary, and from every correction after it.

use common_ground::{
    store::{courses, people::PersonRole, rounds::Round, summaries},
    survey::{
        audience::Audience,
        round::{PrivacyMode, RoundState},
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use crate::support::{
    app::TestApp,
    summary::{comment, course, decides, page, posted},
    visitor::Visitor,
};

const HEAD: &str = "head@library.example.org";
const DANA: &str = "dana@elm.example.org";
const WORDS: &str = "Call before you come, every time.";
const OTHERS: &str = "More tea in the breaks.";

/// A course whose feedback keeps the link to people, answered by nine and by Dana; her comment and another were
/// released, and the summary was sent.
async fn sent(app: &TestApp) -> (courses::Course, Round) {
    let (course, feedback) = course(app).await;
    let row = crate::support::entity::round::Entity::find_by_id(feedback.id);
    let row = row.one(app.app.db.read()).await.unwrap().unwrap();
    let mut row: crate::support::entity::round::ActiveModel = row.into();
    row.privacy = Set(PrivacyMode::Confidential.into());
    row.audience = Set(Audience::Both.into());
    row.update(app.app.db.write_one()).await.unwrap();
    let feedback = Round { privacy: PrivacyMode::Confidential, audience: Audience::Both, ..feedback };
    app.person(HEAD, PersonRole::Manager).await;
    for (email, words) in [(DANA, WORDS), ("kofi@elm.example.org", OTHERS)] {
        let token = app.invite(&feedback, email).await;
        let fields = [
            ("action", "submit"),
            ("answers[staff_group]", "front_line"),
            ("answers[react_useful]", "4"),
            ("answers[improve]", words),
        ];
        app.visitor().await.post(&format!("/i/{token}"), &fields).await.has_status(303);
    }
    crate::support::summary::answered(app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let [dana, other] = [comment(app, &feedback, WORDS).await, comment(app, &feedback, OTHERS).await];
    decides(&trainer, &page(&course, "/comments"), &[&dana, &other], "release").await.has_status(303);
    app.wait_days(1);
    app.run_due().await;
    assert_eq!(posted(app).await.len(), 1);
    let feedback = Round { state: RoundState::Closed, ..feedback };
    (course, feedback)
}

/// “Removed on 3 June 2026”, as of today.
fn removed(app: &TestApp) -> String {
    let day = app.now().in_tz("Europe/London").unwrap().strftime("%-d %B %Y").to_string();
    format!("Removed on {day}")
}

/// Nothing tells the words any more: not the page, not the file, not a correction, not the database.
async fn is_gone(app: &TestApp, course: &courses::Course, trainer: &Visitor) {
    let letters = posted(app).await;
    let link = letters[0][2].split_once("/summary/").unwrap().1.split_whitespace().next().unwrap().to_owned();
    let manager = app.signed_in(PersonRole::Manager).await;
    let public = app.visitor().await;
    let day = removed(app);
    for shown in [
        manager.get(&page(course, "/summary")).await,
        public.get(&format!("/summary/{link}")).await,
        public.get(&format!("/summary/{link}/summary.html")).await,
    ] {
        shown.has_status(200).says(&day).says("More tea in the breaks").never_says("Call before you come");
    }
    let address = page(course, "/summary/correction");
    let revision = trainer.get(&address).await.field("revision").unwrap().to_owned();
    let fields = [("revision", &*revision), ("text", "It was held in East Ham.")];
    trainer.post(&address, &fields).await.leads_to(&page(course, "/summary/deliveries"));
    let letters = posted(app).await;
    let corrected = letters.iter().find(|[_, subject, ..]| subject.starts_with("Corrected")).unwrap();
    let [_, _, text, html] = corrected;
    for part in [text, html] {
        let flowing = part.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flowing.contains(&day) && flowing.contains("More tea in the breaks"), "{part}");
        assert!(!flowing.contains("Call before you come"), "{part}");
    }
    let rows = crate::support::entity::summary::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| !row.document.to_string().contains("Call before you come")));
}

#[rocket::async_test]
async fn what_an_erased_person_wrote_goes_from_the_summary_and_the_next_correction() {
    let app = TestApp::start().await;
    let (course, _) = Box::pin(sent(&app)).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&page(&course, "/summary")).await.says("Call before you come");
    app.wait_days(3);
    let admin = app.signed_in(PersonRole::Admin).await;
    let held = admin.post("/programmes/reading/erasure", &[("email", DANA)]).await;
    held.says("a comment that it quotes is removed").says("can’t be recalled");
    let asked = admin.post("/programmes/reading/erasure/confirm", &[("email", DANA)]).await;
    asked
        .has_status(200)
        .says("Erase what is held about dana@elm.example.org?")
        .says("This deletes one contact, one invitation and one answer. It can’t be undone.")
        .says("It also removes 1 quoted comment from summaries.");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&page(&course, "/summary")).await.says("Call before you come");
    let done = admin.post("/programmes/reading/erasure/erase", &[("email", DANA)]).await;
    admin
        .follow(&done)
        .await
        .says("One quote was removed from summaries.")
        .says("Emails already sent, or waiting to be sent, still contain them");
    is_gone(&app, &course, &app.signed_in(PersonRole::Trainer).await).await;
}

#[rocket::async_test]
async fn what_a_trainer_deletes_by_hand_goes_too_and_what_is_left_of_it_stays() {
    let app = TestApp::start().await;
    let (course, feedback) = Box::pin(sent(&app)).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    // Words that the summary does not quote take nothing from it.
    let other = comment(&app, &feedback, OTHERS).await;
    let edit = |id| format!("/programmes/reading/comments/{id}?course={}", course.id);
    let remove = |id| format!("/programmes/reading/comments/{id}/remove?course={}", course.id);
    let whole = [("words", OTHERS), ("decision", "released"), ("remove", "yes")];
    trainer.post(&edit(other.id), &whole).await.leads_to(&remove(other.id));
    let said = comment(&app, &feedback, WORDS).await;
    let nothing = [("words", ""), ("decision", "withheld"), ("remove", "yes")];
    trainer.post(&edit(said.id), &nothing).await.leads_to(&remove(said.id));
    let ask = trainer.get(&remove(said.id)).await;
    ask.says("the quote is removed from its page").says("can’t be recalled");
    trainer.post(&remove(said.id), &[]).await.has_status(303);
    is_gone(&app, &course, &trainer).await;
}

#[rocket::async_test]
async fn comments_that_were_kept_long_enough_go_from_summaries_as_well() {
    let app = TestApp::start().await;
    let (course, _) = Box::pin(sent(&app)).await;
    let latest = |app: &TestApp| {
        let db = app.app.db.clone();
        async move { summaries::latest(db.read(), course.id).await.unwrap().unwrap().read().unwrap() }
    };
    let before = latest(&app).await;
    app.wait_days(370);
    let day = removed(&app);
    app.run_due().await;
    let after = latest(&app).await;
    let figures = after.figures.as_ref().unwrap();
    let quotes: Vec<_> = figures.quotes.iter().chain(&figures.more_quotes).collect();
    assert_eq!(quotes.len(), 2);
    assert!(quotes.iter().all(|quote| quote.removed().as_deref() == Some(&*day)), "{quotes:?}");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager
        .get(&format!("/programmes/reading/courses/{}/summary", course.id))
        .await
        .says(&day)
        .never_says("More tea");
    // The figures are as they were.
    let mut figures = after.figures.unwrap();
    let old = before.figures.unwrap();
    (figures.quotes, figures.more_quotes) = (old.quotes.clone(), old.more_quotes.clone());
    assert_eq!(figures, old);
    // Another step removes nothing more, and the day stays.
    app.wait_days(3);
    app.run_due().await;
    assert!(
        latest(&app).await.figures.unwrap().quotes.iter().all(|quote| quote.removed() == Some(day.clone()))
    );
}
