//! Moving a programme: what it says first, who gets the file, and what must be closed before.

use common_ground::store::{boards, invitations, people::PersonRole};
use rocket::http::{Header, Method};

use crate::support::{
    app::{PASSWORD, TestApp},
    archive::Unpacked,
    board::Workshop,
    health::Partnership,
};

const PAGE: &str = "/programmes/reading/settings/move";
const FILE: &str = "/programmes/reading/settings/move/archive";

#[rocket::async_test]
async fn an_administrator_reads_what_moves_and_whom_to_ask_and_nobody_else_gets_near_the_file() {
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
        .says("They lead to this site.")
        .says("This site has no site administrator yet.")
        .never_says(FILE);
    app.site_admin().await;
    admin.get(PAGE).await.has_status(200).says("Ask a site administrator: A. Person (admin.");
    admin.get(FILE).await.has_status(403);
    admin.post(FILE, &[("present", PASSWORD)]).await.has_status(403);
    for role in [PersonRole::Trainer, PersonRole::Manager] {
        let other = app.signed_in(role).await;
        other.get(PAGE).await.has_status(403);
        other.post(FILE, &[("present", PASSWORD)]).await.has_status(403);
    }
}

#[rocket::async_test]
async fn a_site_administrator_downloads_the_file_with_their_password_and_the_log_says_so() {
    let app = TestApp::start().await;
    let dana = "dana@elm.example.org";
    let db = app.app.db.write_one();
    invitations::add_contact(db, app.programme.id, None, "Dana Whitfield", dana).await.unwrap();
    let admin = app.site_admin().await;
    admin.get(PAGE).await.has_status(200).says(FILE).says("Download the archive…");
    admin.get(FILE).await.has_status(200).says("Your current password");
    let refused = admin.post(FILE, &[("present", "read more comics")]).await;
    refused.has_status(422).says("That is not your password");
    admin.get("/programmes/reading/audit").await.never_says("downloaded the whole programme");

    let asked = admin.form(Method::Post, FILE, &[("present", PASSWORD)]);
    let given = asked.header(Header::new("Sec-Fetch-Site", "same-origin")).dispatch().await;
    assert_eq!(given.status().code, 200);
    let header = |name: &str| given.headers().get_one(name).unwrap_or_default().to_owned();
    assert_eq!(header("Content-Disposition"), "attachment; filename=\"reading.zip\"");
    assert_eq!(header("Content-Type"), "application/zip");
    let archive = Unpacked::of(&given.into_bytes().await.unwrap());
    assert_eq!(archive.records("contact")[0]["email"], dana);
    assert_eq!(archive.records("programme")[0]["slug"], "reading");
    admin.get("/programmes/reading/audit").await.says("downloaded the whole programme");
}

#[rocket::async_test]
async fn what_is_open_is_listed_first_and_no_file_is_made_before_it_is_closed() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let admin = app.site_admin().await;
    let page = admin.get(PAGE).await;
    page.has_status(200).says("Close these first").says(&round.code).never_says("Download the archive…");
    let refused = admin.post(FILE, &[("present", PASSWORD)]).await;
    refused.leads_to(PAGE);
    admin.follow(&refused).await.says("Nothing was downloaded: close what is open first");
    app.wait_days(9);
    app.run_due().await;
    let admin = app.site_admin().await;
    admin.get(PAGE).await.says("Nothing is open").says("Download the archive…");
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
    admin
        .get(PAGE)
        .await
        .says("Elm House")
        .says("A health check is open.")
        .never_says("Download the archive…");
}
