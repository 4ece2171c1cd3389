//! The pages of staff: what is happening, and what came of it.

mod programmes;

use common_ground::store::people::Role;

use crate::support::app::TestApp;

#[rocket::async_test]
async fn an_empty_programme_says_what_to_do_next() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.has_status(200).says("Nothing is planned yet").says("A course needs a date, a place");
    trainer.get("/programmes/reading/courses").await.has_status(200).says("No course is planned yet");
    let results = trainer.get("/programmes/reading/results").await;
    results.has_status(200).says("No comparison yet").says("Ask library staff what they offer");
    let manager = app.signed_in(Role::Manager).await;
    manager.get("/programmes/reading").await.has_status(200).says("No results yet");
    manager.get("/programmes/reading/courses").await.has_status(200).says("No course is over yet");
}

#[rocket::async_test]
async fn the_navigation_names_the_place_one_is_in() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    for (page, place) in
        [("", "Home"), ("/courses", "Courses"), ("/partners", "Partners"), ("/results", "Results")]
    {
        let address = format!("/programmes/reading{page}");
        let reply = trainer.get(&address).await;
        reply.says(&format!("<a href=\"{address}\" aria-current=\"page\">{place}</a>")).says("Trainer");
    }
}

#[rocket::async_test]
async fn a_survey_under_way_is_told_at_home_with_how_many_have_answered() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    app.answers(&round, "school", 3, 4).await;
    let trainer = app.signed_in(Role::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.says("Surveys under way").says("3 people have answered. It closes on Friday 29 May, 10:00.");
    let manager = app.signed_in(Role::Manager).await;
    manager.get("/programmes/reading").await.never_says("Surveys under way");
}
