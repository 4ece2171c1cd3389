//! Letters that come back.

use common_ground::{
    store::{audit, outbox::EmailState},
    work::bounces::{Taken, take_in},
};

use crate::support::{
    app::TestApp,
    asking::{invitation_of, leaves, planned, post_all, posted, queue, recipients},
    database::TestDatabase,
    program::Program,
};

const DANA: &str = "dana@home.example.org";
const KOFI: &str = "kofi@school.example.org";

async fn service() -> TestApp {
    TestApp::start_with(|config| "bounce@feedback.example.org".clone_into(&mut config.bounce_address)).await
}

/// The address that the last letter to somebody comes back to.
fn return_path(app: &TestApp, to: &str) -> String {
    let letters = posted(app);
    let letter = letters.iter().rfind(|letter| letter.to.as_str() == to).unwrap();
    letter.from.as_ref().unwrap().as_str().to_owned()
}

/// A report as mail servers write it.
fn report(sent_to: &str, action: &str, status: &str) -> Vec<u8> {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mail.example.net (Mail Delivery System)\r\nTo: {sent_to}\r\n\
         Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mail.example.net\r\nArrival-Date: Thu, 21 May 2026 09:00:00 +0000\r\n\r\n\
         Final-Recipient: rfc822; {DANA}\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 {status} no such user\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: yours\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

async fn came_back(app: &TestApp, message: &[u8]) -> Taken {
    take_in(&app.app, message, app.now()).await.unwrap()
}

#[rocket::async_test]
async fn after_a_refusal_for_good_nobody_writes_to_that_address_again() {
    let app = service().await;
    let (_, letters) = planned(&app, &[DANA, KOFI]).await;
    app.run_due().await;
    post_all(&app).await;
    let message = report(&return_path(&app, DANA), "failed", "5.1.1");
    assert_eq!(came_back(&app, &message).await, Taken::Refused);
    assert_eq!(came_back(&app, &message).await, Taken::Known);
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), [DANA, KOFI, KOFI]);
    let kept = audit::latest(app.app.db.read(), app.programme.id, 10).await.unwrap();
    let kept: Vec<_> = kept.iter().map(|one| format!("{}: {} {}", one.person, one.act, one.object)).collect();
    assert_eq!(kept, ["the command line: read a bounce report, a permanent failure"]);
}

#[rocket::async_test]
async fn a_letter_that_already_waits_is_called_off_when_the_one_before_it_comes_back() {
    let app = service().await;
    let (_, letters) = planned(&app, &[DANA]).await;
    app.run_due().await;
    post_all(&app).await;
    let path = return_path(&app, DANA);
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    came_back(&app, &report(&path, "failed", "5.1.1")).await;
    post_all(&app).await;
    assert_eq!(recipients(&app), [DANA]);
    assert_eq!(queue(&app).await[1].state, EmailState::Cancelled);
}

#[rocket::async_test]
async fn a_letter_that_waits_is_called_off_however_its_address_is_written() {
    let app = service().await;
    let (_, letters) = planned(&app, &["Dana@home.example.org"]).await;
    app.run_due().await;
    post_all(&app).await;
    let path = posted(&app)[0].from.as_ref().unwrap().as_str().to_owned();
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    assert_eq!(queue(&app).await[1].state, EmailState::Queued);
    assert_eq!(came_back(&app, &report(&path, "failed", "5.1.1")).await, Taken::Refused);
    assert_eq!(queue(&app).await[1].state, EmailState::Cancelled);
}

#[rocket::async_test]
async fn only_our_own_mark_and_only_reports_are_believed() {
    let app = service().await;
    planned(&app, &[DANA]).await;
    app.run_due().await;
    post_all(&app).await;
    let path = return_path(&app, DANA);
    let (local, domain) = path.split_once('@').unwrap();
    let other = if local.ends_with('0') { '1' } else { '0' };
    let forged = format!("{}{other}@{domain}", &local[..local.len() - 1]);
    assert_eq!(came_back(&app, &report(&forged, "failed", "5.1.1")).await, Taken::Ignored);
    assert_eq!(
        came_back(&app, &report("bounce@feedback.example.org", "failed", "5.1.1")).await,
        Taken::Ignored
    );
    let holiday = format!(
        "From: {DANA}\r\nTo: {path}\r\nAuto-Submitted: auto-replied\r\nSubject: Out of office\r\n\r\nBack on Monday.\r\n"
    );
    assert_eq!(came_back(&app, holiday.as_bytes()).await, Taken::Ignored);
    assert_eq!(came_back(&app, &report(&path, "delivered", "2.0.0")).await, Taken::Ignored);
    assert_eq!(came_back(&app, b"").await, Taken::Ignored);
    assert_eq!(came_back(&app, &report(&path.to_uppercase(), "failed", "5.1.1")).await, Taken::Refused);
}

#[rocket::async_test]
async fn three_letters_put_off_hold_an_address_and_two_do_not() {
    let app = service().await;
    let (_, letters) = planned(&app, &[DANA]).await;
    for (n, letter) in letters.iter().enumerate() {
        app.clock.set(leaves(&app, letter));
        app.run_due().await;
        assert_eq!(post_all(&app).await, 1, "letter {n} leaves");
        let put_off = report(&return_path(&app, DANA), "delayed", "4.4.1");
        assert_eq!(came_back(&app, &put_off).await, Taken::PutOff);
    }
    let trainer = app.signed_in(common_ground::store::people::PersonRole::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.says("1 invitation could not be delivered");
    assert!(!invitation_of(&app, DANA).await.is_nil());
}

#[rocket::async_test]
async fn what_came_back_is_told_at_home_and_beside_the_person() {
    let app = service().await;
    let (round, _) = planned(&app, &[DANA, KOFI]).await;
    app.run_due().await;
    post_all(&app).await;
    came_back(&app, &report(&return_path(&app, DANA), "failed", "5.1.1")).await;
    let trainer = app.signed_in(common_ground::store::people::PersonRole::Trainer).await;
    trainer
        .get("/programmes/reading")
        .await
        .says("Needs attention")
        .says("1 invitation could not be delivered");
    let page = trainer.get(&format!("/programmes/reading/rounds/{}/invitations", round.code)).await;
    page.has_status(200).says("Emails bounce (5.1.1): correct the address.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_reads_mailboxes_of_every_kind_and_counts() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let refused = program.run(&["bounces", "-"]);
    assert!(
        refused.failed_with(1).err.contains("COMMON_GROUND_BOUNCE_ADDRESS is not set"),
        "{}",
        refused.err
    );
    let program = program.with("COMMON_GROUND_BOUNCE_ADDRESS", "bounce@feedback.example.org");
    let message = String::from_utf8(report("bounce+x@feedback.example.org", "failed", "5.1.1")).unwrap();
    let folder = database.data_dir().join("Maildir");
    for part in ["cur", "new"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
        std::fs::write(folder.join(part).join("1"), &message).unwrap();
    }
    let mbox = database.data_dir().join("mbox");
    let mail = format!("From MAILER-DAEMON Thu May 21 09:00:00 2026\n{message}\n");
    std::fs::write(&mbox, format!("{mail}{mail}{mail}")).unwrap();
    let files = [folder.to_str().unwrap(), mbox.to_str().unwrap(), "-"];
    let done = program.run_with_input(&["bounces", "--json", files[0], files[1], files[2]], &message);
    assert_eq!(done.succeeded().json()["ignored"], 6);
    let missing = program.run(&["bounces", "nowhere"]);
    assert!(missing.failed_with(1).err.contains("nowhere"), "{}", missing.err);
}
