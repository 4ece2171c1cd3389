//! All surveys of a programme.

use std::collections::BTreeSet;

use common_ground::{
    store::{custom_surveys, people::PersonRole},
    survey::{editor, round::Side, templates},
};
use jiff::ToSpan;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    editing::{SURVEYS, blank},
    visitor::walk,
};

#[rocket::async_test]
async fn a_programme_begins_with_the_ready_made_surveys_and_is_told_how_to_change_one() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(SURVEYS).await;
    page.has_status(200).says("No survey is open").says("are ready-made. To change one, make a copy first.");
    page.says("None yet. Start with a blank survey, a copy of a ready-made one or a file.");
    page.says(&format!("{SURVEYS}/new")).says("/programmes/reading/rounds/new");
    for survey in templates::all() {
        page.says(&format!("href=\"{SURVEYS}/{}\"", survey.key));
        page.says(&format!("href=\"{SURVEYS}/{}/copy\"", survey.key));
    }
    app.signed_in(PersonRole::Manager).await.get(SURVEYS).await.has_status(403);
}

#[rocket::async_test]
async fn each_line_says_how_often_a_survey_was_asked_and_the_heading_what_is_open() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let line = async |words: &str| {
        let page = trainer.get(SURVEYS).await;
        let key = format!("href=\"{SURVEYS}/partner_expect\"");
        let line = page.body.split("<li>").find(|line| line.contains(&key)).unwrap().to_owned();
        assert!(line.contains(words), "{words}: {line}");
        page
    };
    line("Not asked yet.").await.says("No survey is open");
    app.round("partner_expect", |_| {}).await;
    line("Asked once; open now.").await.says("One survey is open now");
    app.round("partner_expect", |round| round.closes_at = round.opens_at + (2 * 24).hours()).await;
    line("Asked twice; two open now.").await.says("Two surveys are open now");
    app.wait_days(3);
    app.run_due().await;
    line("Asked twice; one open now.").await.says("One survey is open now");
}

#[rocket::async_test]
async fn a_survey_of_ones_own_stands_before_the_ready_made_ones_and_says_that_it_is_a_draft() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let own = blank(&trainer, "What the homes think").await;
    let page = trainer.get(SURVEYS).await;
    page.says("One survey of your own, and").never_says("None yet.");
    let (_, groups) = page.body.split_once("Your own").unwrap();
    let (own_ones, ready_made) = groups.split_once("Ready-made").unwrap();
    assert!(own_ones.contains(&own) && own_ones.contains("A draft, not published yet."), "{own_ones}");
    assert!(!ready_made.contains("What the homes think"), "{ready_made}");
}

#[rocket::async_test]
async fn many_surveys_of_ones_own_stand_on_pages_of_fifty_and_all_can_be_copied() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let db = app.app.db.write_one();
    let mut made = BTreeSet::new();
    for number in 0..60 {
        let survey = editor::blank(String::new(), &format!("Homes {number:02}"), vec![Side::Partner]);
        let id = (app.programme.id, Uuid::new_v4());
        made.insert(custom_surveys::begin(db, id, survey, app.now()).await.unwrap().key);
    }
    let pages = walk(&trainer, SURVEYS).await;
    assert_eq!(pages.len(), 2);
    pages[0].says("60 surveys of your own, and");
    let link = format!("href=\"{SURVEYS}/homes_");
    let listed = pages.iter().flat_map(|page| {
        let links = page.body.split(&link).skip(1);
        links.map(|rest| format!("homes_{}", &rest[..2])).collect::<Vec<_>>()
    });
    let listed: Vec<String> = listed.collect();
    assert_eq!((listed.len(), listed.into_iter().collect::<BTreeSet<_>>()), (60, made));
    let form = trainer.get(&format!("{SURVEYS}/new")).await;
    form.says("Your own: Homes 00").says("Your own: Homes 59");
}
