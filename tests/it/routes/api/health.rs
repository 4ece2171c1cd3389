//! The health of partnerships, for programs.

use common_ground::store::{partners, people::PersonRole};

use crate::support::{
    api::{HOME, Program, is_problem},
    app::TestApp,
    health::{Partnership, answer},
};

#[rocket::async_test]
async fn a_program_learns_nothing_of_a_health_check_before_both_sides_see_it_and_then_what_the_page_shows() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    elm.start(&trainer).await;
    let partner = partners::all(app.app.db.read(), app.programme.id).await.unwrap()[0].id;
    let address = format!("{HOME}/partners/{partner}/health");
    is_problem(&program.get(&address).await, 404, "not_found");
    for days in [0, 8] {
        app.wait_days(days);
        app.run_due().await;
        answer(&app, &elm.theirs, |_| 2).await;
    }
    is_problem(&program.get(&address).await, 404, "not_found");
    assert_eq!(program.read(&format!("{HOME}/rounds")).await["data"], serde_json::json!([]));
    app.wait_days(60);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("/programmes/reading/partners/{partner}/health/conditions.csv")).await;
    assert_eq!(program.get(&address).await.has_status(200).body, page.has_status(200).body);
}
