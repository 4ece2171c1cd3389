//! Starting a survey.

use common_ground::store::people::{self, PersonRole};

use crate::support::{
    app::{PASSWORD, TestApp, add_programme},
    editing::{SURVEYS, blank, draft},
};

#[rocket::async_test]
async fn a_blank_survey_has_a_title_a_key_made_from_it_and_says_what_to_do_next() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(SURVEYS).await.says("New survey").says("None yet. Start with a blank survey");
    trainer.get(&format!("{SURVEYS}/new")).await.has_status(200).says("A blank survey").says("Ready-made: ");
    let address = blank(&trainer, "After the summer: what next?").await;
    assert_eq!(address, format!("{SURVEYS}/after_the_summer_what_next"));
    let page = trainer.get(&address).await;
    page.has_status(200).says("Add its first question").says("Add a question").says("to finish before it");
    page.says("Section 1: Questions");
    assert_eq!(draft(&trainer, &address).await.items().count(), 0);
    // Each page about it bears that nothing is asked yet.
    for part in ["preview", "try", "publish", "words", "file", "translations/cy", "copy", "items/new"] {
        trainer.get(&format!("{address}/{part}")).await.has_status(200);
    }
    trainer.get(&format!("{address}/try/results")).await.leads_to(&format!("{address}/publish"));
    trainer.get(&format!("{address}/try?filled=yes")).await.leads_to(&format!("{address}/publish"));
    let again = blank(&trainer, "After the summer: what next?").await;
    assert!(again.starts_with(&format!("{address}_")), "{again}");
    assert!(blank(&trainer, "New").await.starts_with(&format!("{SURVEYS}/new_")));
    // Names in any script can be read in an address.
    assert_eq!(blank(&trainer, "Tŷ’r Dŵr").await, format!("{SURVEYS}/ty_r_dwr"));
    let song = blank(&trainer, "Пісня").await;
    assert!(song.starts_with(&format!("{SURVEYS}/pisn")), "{song}");
    assert_eq!(blank(&trainer, "…").await, format!("{SURVEYS}/survey"));
}

#[rocket::async_test]
async fn a_survey_starts_as_a_copy_of_any_that_the_person_may_see_and_of_no_other() {
    let app = TestApp::start().await;
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let db = app.app.db.write_one();
    let both = app.person("both@library.example.org", PersonRole::Trainer).await;
    people::join(db, both, elsewhere.id, PersonRole::Trainer).await.unwrap();
    let visitor = app.visitor().await;
    visitor
        .post("/sign-in", &[("email", "both@library.example.org"), ("password", PASSWORD)])
        .await
        .has_status(303);
    let there = "/programmes/elsewhere/surveys/new";
    let made = visitor.post(there, &[("title", "Asked elsewhere"), ("sides", "library")]).await;
    let key = made.header("Location").unwrap().rsplit_once('/').unwrap().1.to_owned();
    let new = format!("{SURVEYS}/new");
    visitor.get(&new).await.says("A copy of – ").says("Asked elsewhere");
    let copy = visitor.post(&new, &[("title", "Ours"), ("from", &*key)]).await;
    let address = copy.has_status(303).header("Location").unwrap().to_owned();
    let copy = draft(&visitor, &address).await;
    assert_eq!(
        (copy.key.as_str(), copy.title.texts().next().unwrap().to_string().as_str()),
        ("ours", "Ours")
    );

    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&new).await.never_says("Asked elsewhere");
    let refused = trainer.post(&new, &[("title", "Theirs"), ("from", &*key)]).await;
    refused.has_status(422).says("Select what to start with").says("value=\"Theirs\"");
    // A manager there sees no drafts of that programme.
    let manages = app.person("manages@library.example.org", PersonRole::Trainer).await;
    people::join(db, manages, elsewhere.id, PersonRole::Manager).await.unwrap();
    let visitor = app.visitor().await;
    visitor
        .post("/sign-in", &[("email", "manages@library.example.org"), ("password", PASSWORD)])
        .await
        .has_status(303);
    visitor.get(&new).await.never_says("Asked elsewhere").says("Ours");
    let ready = trainer.post(&new, &[("title", "Needs"), ("from", "staff_needs")]).await;
    let address = ready.has_status(303).header("Location").unwrap().to_owned();
    let (needs, now) =
        (common_ground::survey::templates::find("staff_needs").unwrap(), draft(&trainer, &address).await);
    assert_eq!(now.sections, needs.sections);
}

#[rocket::async_test]
async fn everything_that_is_missing_is_told_at_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let new = format!("{SURVEYS}/new");
    let refused = trainer.post(&new, &[("title", ""), ("from", "")]).await;
    refused.has_status(422).says("Enter a title").says("Select who is asked");
    let long = "x".repeat(201);
    let refused = trainer.post(&new, &[("title", &*long), ("from", "nothing")]).await;
    refused.has_status(422).says("Shorten this to 200").says("Select what to start with").says(&long);
}
