//! Moving a programme: what is said first, and what must be closed before.

use common_ground::store::{boards, people::PersonRole};

use crate::support::{
    app::{PASSWORD, TestApp},
    board::Workshop,
    health::Partnership,
};

const PAGE: &str = "/programmes/reading/settings/move";
const FILE: &str = "/programmes/reading/settings/move/archive";

#[rocket::async_test]
async fn an_administrator_reads_what_moves_and_by_which_commands_and_no_page_gives_the_file() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get("/programmes/reading/settings").await.has_status(200).says(PAGE);
    admin
        .get(PAGE)
        .await
        .has_status(200)
        .says("Move this programme to another site")
        .says("Nothing is open, so the programme can be moved now.")
        .says("without passwords")
        .says("They lead to this site and won’t work")
        .says("common-ground export-programme reading --out reading.zip")
        .says("This site has no site administrator yet.");
    let site = app.site_admin().await;
    admin.get(PAGE).await.has_status(200).says("Ask a site administrator: A. Person (admin.");
    for visitor in [&admin, &site] {
        visitor.get(FILE).await.has_status(404);
        visitor.post(FILE, &[("present", PASSWORD)]).await.has_status(404);
    }
    for role in [PersonRole::Trainer, PersonRole::Manager] {
        app.signed_in(role).await.get(PAGE).await.has_status(403);
    }
}

#[rocket::async_test]
async fn what_is_open_is_listed_first() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let admin = app.site_admin().await;
    admin.get(PAGE).await.has_status(200).says("Close these first").says(&round.code);
    app.wait_days(9);
    app.run_due().await;
    let admin = app.site_admin().await;
    admin.get(PAGE).await.says("Nothing is open");
}

#[rocket::async_test]
async fn an_open_workshop_board_and_a_sealed_health_check_come_first_too() {
    let app = TestApp::start().await;
    let workshop = Box::pin(Workshop::open(&app)).await;
    let admin = app.site_admin().await;
    admin.get(PAGE).await.says("Pilot course 6").says("The workshop board is open. Close it at its desk.");
    workshop.trainer.post(&format!("{}/close", workshop.desk), &[]).await.has_status(303);
    let board = boards::of_course(app.app.db.read(), workshop.course.id).await.unwrap().unwrap();
    assert_eq!(board.state, boards::BoardState::Closed);
    admin.get(PAGE).await.never_says("The workshop board is open");

    let elm = Box::pin(Partnership::add(&app, &workshop.trainer, "Elm House")).await;
    elm.start(&workshop.trainer).await;
    app.run_due().await;
    admin.get(PAGE).await.says("Elm House").says("A health check is open.");
}
