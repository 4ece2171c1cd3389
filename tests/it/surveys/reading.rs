//! Finding a survey and reading it.

use common_ground::{store::people::Role, survey::definition::Survey};

use crate::support::app::{TestApp, add_programme};

const SURVEYS: &str = "/programmes/reading/surveys";

#[rocket::async_test]
async fn a_trainer_finds_every_ready_made_survey_and_where_it_is_used() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let page = trainer.get(SURVEYS).await;
    page.has_status(200).says("No survey is open").says("10 surveys are ready-made").says("Not asked yet.");
    page.says("What you expect from the library").says("in English and Cymraeg").says("For library staff");
    let round = app.round("partner_expect", |_| {}).await;
    trainer.get(SURVEYS).await.says("One survey is open now").says("Asked once; open now.");
    let page = trainer.get(&format!("{SURVEYS}/partner_expect")).await;
    page.has_status(200).says(&round.code).says("Open until").says("version 3");
}

#[rocket::async_test]
async fn a_survey_is_read_as_each_side_reads_it_in_each_language() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let page = trainer.get(&format!("{SURVEYS}/course_post?side=library&lang=cy")).await;
    page.has_status(200).says("Ym mha ran o’r gwasanaeth").says("Ddim yn ddefnyddiol o gwbl");
    page.never_says("I ba fath o sefydliad").says("side=partner");
    let page = trainer.get(&format!("{SURVEYS}/course_post?side=partner&lang=xx")).await;
    page.has_status(200).says("Which kind of organisation do you work for?");
    trainer.get(&format!("{SURVEYS}/course_follow")).await.has_status(200).says("Shown only if");
    trainer.get(&format!("{SURVEYS}/nothing")).await.has_status(404);
}

#[rocket::async_test]
async fn a_preview_shows_the_pages_of_the_form_and_can_send_nothing() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let page = trainer.get(&format!("{SURVEYS}/partner_expect/preview?lang=cy")).await;
    page.has_status(200).says("Tudalen 2 o 4").says("answers[bring_reliability]").says("Llawer iawn");
    let (_, phone) = page.body.split_once("class=\"phone\"").unwrap();
    assert!(!phone.contains("<form") && !phone.contains("<button"), "{phone}");
}

#[rocket::async_test]
async fn a_survey_is_taken_away_as_a_file_that_is_read_back_the_same() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let file = trainer.get(&format!("{SURVEYS}/course_post/survey.json")).await;
    file.has_status(200);
    let ready = common_ground::survey::ready::find("course_post").unwrap();
    assert_eq!(&Survey::parse("survey.json", &file.body).unwrap(), ready);
}

#[rocket::async_test]
async fn a_copy_belongs_to_one_programme_and_keeps_the_keys_of_its_questions() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let copy = format!("{SURVEYS}/staff_offer/copy");
    trainer.get(&copy).await.has_status(200).says("Copy “").says("Title of the copy");
    trainer.post(&copy, &[("title", " ")]).await.has_status(422).says("Enter a title");
    let long = "x".repeat(201);
    trainer.post(&copy, &[("title", &long)]).await.has_status(422).says("Shorten the title").says(&long);
    let made = trainer.post(&copy, &[("title", "Offers, our way")]).await;
    made.has_status(303);
    let page = trainer.follow(&made).await;
    page.has_status(200)
        .says("Offers, our way")
        .says("The survey was copied")
        .says("A draft")
        .says("bring_reliability");
    trainer.get(SURVEYS).await.says("One survey of your own").says("A draft, not published yet.");
    let address = made.header("Location").unwrap();
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let id = app.person("both@library.example.org", Role::Trainer).await;
    common_ground::store::people::join(app.app.db.write_one(), id, elsewhere.id, Role::Trainer)
        .await
        .unwrap();
    let other = app.visitor().await;
    let fields = [("email", "both@library.example.org"), ("password", crate::support::app::PASSWORD)];
    other.post("/sign-in", &fields).await.has_status(303);
    other.get(address).await.has_status(200);
    other.get(&address.replace("reading", "elsewhere")).await.has_status(404);
}

#[rocket::async_test]
async fn a_dry_run_checks_answers_as_people_meet_it_and_keeps_nothing() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let trainer = app.signed_in(Role::Trainer).await;
    let address = format!("{SURVEYS}/partner_expect/try?side=partner&lang=cy");
    trainer.get(&address).await.has_status(200).says("answers[one_change]").says("Parhau").says("A dry run");
    let page = trainer.post(&address, &[("answers[bring_reliability]", "5")]).await;
    page.has_status(422).says("Dewiswch y math o sefydliad");
    let sent = trainer.post(&address, &[("answers[partner_kind]", "school")]).await;
    sent.leads_to(&format!("{SURVEYS}/partner_expect/try/results?side=partner"));
    let results = trainer.follow(&sent).await;
    results.says("nothing was kept").says("These are not results.").says("40 people were made up");
    let kept = common_ground::store::responses::page(app.app.db.read(), round.id, None).await.unwrap();
    assert!(kept.is_empty());
}

/// What a browser would send of a filled form: ticked choices, typed text.
fn entered(page: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!(" {name}=\""))?.1;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let mut fields = Vec::new();
    for tag in page.split('<').filter_map(|tag| tag.split_once('>')) {
        let (tag, text) = tag;
        let Some(name) = attribute(tag, "name").filter(|name| name.starts_with("answers[")) else { continue };
        let ticks = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
        if tag.starts_with("textarea") {
            fields.push((name, text.trim().to_owned()));
        } else if !ticks || tag.contains(" checked") {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    fields
}

#[rocket::async_test]
async fn a_dry_run_is_filled_with_sample_answers_and_shows_sample_results_that_nobody_keeps() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let trainer = app.signed_in(Role::Trainer).await;
    let address = format!("{SURVEYS}/partner_expect/try?side=partner&lang=en");
    let empty = trainer.get(&address).await;
    empty.says("Fill with sample answers").says("filled=yes");
    let is_chosen =
        |fields: &[(String, String)]| fields.iter().filter(|(_, value)| !value.is_empty()).count();
    assert_eq!(is_chosen(&entered(&empty.body)), 0);
    let filled = entered(&trainer.get(&format!("{address}&filled=yes")).await.body);
    assert!(is_chosen(&filled) > 10, "{filled:?}");
    let fields: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (&**name, &**value)).collect();
    let sent = trainer.post(&address, &fields).await;
    let results = trainer.follow(&sent).await;
    results.has_status(200).says("These answers would be taken").says("These are not results.");
    results.says("Sample results").says("<svg").says("40 people").never_says("Take it away");

    let db = app.app.db.read();
    assert!(common_ground::store::responses::page(db, round.id, None).await.unwrap().is_empty());
    assert!(common_ground::store::tallies::of_round(db, round.id).await.unwrap().is_empty());
    let manager = app.signed_in(Role::Manager).await;
    manager.get(&format!("{SURVEYS}/partner_expect/try/results?side=partner")).await.has_status(403);
    for survey in common_ground::survey::ready::all() {
        for side in &survey.sides {
            let page = format!("{SURVEYS}/{}/try/results?side={}", survey.key, side.key());
            trainer.get(&page).await.has_status(200).says("These are not results.");
        }
    }
}
