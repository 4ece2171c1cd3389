//! The letters of a round as a trainer sees them.

use common_ground::{
    store::{people::PersonRole, rounds::Round},
    survey::round::PrivacyMode,
};

use crate::support::{
    app::TestApp,
    asking::{
        answered, invitation_of, leaves, planned, planned_as, post_all, posted, queue, read, recipients,
    },
};

const DANA: &str = "dana@home.example.org";
const KOFI: &str = "kofi@school.example.org";
const LOUISE: &str = "louise@charity.example.org";

fn page(round: &Round, rest: &str) -> String {
    format!("/programmes/reading/rounds/{}/invitations{rest}", round.code)
}

#[rocket::async_test]
async fn a_trainer_sees_what_became_of_each_letter() {
    let app = TestApp::start().await;
    let (round, _) = planned(&app, &[DANA, KOFI]).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let overview = trainer.get(&format!("/programmes/reading/rounds/{}", round.code)).await;
    overview.has_status(200).says("Invitations and reminders");
    let before = trainer.get(&page(&round, "")).await;
    before.has_status(200).says("2 people are invited, no invitations sent yet").says("Not invited yet.");
    app.run_due().await;
    trainer.get(&page(&round, "")).await.says("The invitation is waiting to be sent.");
    post_all(&app).await;
    answered(&app, DANA).await;
    let after = trainer.get(&page(&round, "")).await;
    after
        .says("2 invitations were sent")
        .says("The invitation was sent on Thursday 21 May")
        .says("Has answered.");
    after.says("Next: the first reminder, on Tuesday 26 May, 09:00.");
}

#[rocket::async_test]
async fn an_anonymous_survey_never_tells_who_has_answered_or_who_was_reminded() {
    let app = TestApp::start().await;
    let (round, letters) = planned_as(&app, PrivacyMode::Anonymous, &[DANA, KOFI]).await;
    app.run_due().await;
    post_all(&app).await;
    answered(&app, DANA).await;
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), [DANA, KOFI, KOFI]);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = trainer.get(&page(&round, "")).await;
    list.has_status(200).never_says("Links used").never_says("Has answered").says("but not who has answered");
    assert_eq!(list.body.matches("The invitation was sent on Thursday 21 May").count(), 2);
    app.wait_days(3);
    let ask = trainer.get(&page(&round, "/send")).await;
    ask.has_status(200).says("Send 1 reminder now?").never_says("school.example.org");
}

#[rocket::async_test]
async fn letters_are_sent_by_hand_after_a_page_that_says_to_whom() {
    let app = TestApp::start().await;
    let (round, letters) = planned(&app, &[DANA, KOFI]).await;
    // The next morning would have been the time.
    app.run_due().await;
    post_all(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let too_soon = trainer.post(&page(&round, "/send"), &[]).await;
    too_soon.leads_to(&page(&round, ""));
    trainer
        .follow(&too_soon)
        .await
        .says("Nothing was sent. Emails are sent between 9:00 and 16:00 on working days");
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    assert_eq!(post_all(&app).await, 2);
    app.wait_days(2);
    assert!(app.now() < letters[2].at);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let ask = trainer.get(&page(&round, "/send")).await;
    ask.says("Send 2 reminders now?").says("1 to home.example.org, 1 to school.example.org.");
    let sent = trainer.post(&page(&round, "/send"), &[]).await;
    trainer.follow(&sent).await.says("2 reminders are on their way");
    let again = trainer.post(&page(&round, "/send"), &[]).await;
    again.has_status(303);
    trainer.follow(&again).await.says("The emails are already on their way").never_says("Nothing was sent");
    app.run_due().await;
    assert_eq!(post_all(&app).await, 2);
    // The planned one was brought forward, not doubled.
    app.clock.set(leaves(&app, &letters[2]));
    app.run_due().await;
    assert_eq!(post_all(&app).await, 0);
}

#[rocket::async_test]
async fn people_added_later_are_invited_by_hand_and_nobody_else_is() {
    let app = TestApp::start().await;
    let (round, _) = planned(&app, &[DANA]).await;
    app.run_due().await;
    post_all(&app).await;
    app.invite(&round, KOFI).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let ask = trainer.get(&page(&round, "/send")).await;
    ask.says("Send 1 invitation now?").says("1 to school.example.org.").says("Left out: 1 invited before.");
    trainer.post(&page(&round, "/send"), &[]).await.leads_to(&page(&round, ""));
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), [DANA, KOFI]);
}

#[rocket::async_test]
async fn a_reminder_by_hand_goes_to_as_many_as_its_button_says_and_to_nobody_invited_just_now() {
    let app = TestApp::start().await;
    let (round, letters) = planned(&app, &[DANA, KOFI]).await;
    app.run_due().await;
    post_all(&app).await;
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    assert_eq!(post_all(&app).await, 2);
    app.wait_days(2);
    app.invite(&round, LOUISE).await;
    app.run_due().await;
    assert_eq!(post_all(&app).await, 1);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let ask = trainer.get(&page(&round, "/send")).await;
    ask.says("Send 2 reminders now?")
        .says("1 to home.example.org, 1 to school.example.org.")
        .says("Left out: 1 emailed in the last 24 hours.");
    let sent = trainer.post(&page(&round, "/send"), &[]).await;
    trainer.follow(&sent).await.says("2 reminders are on their way");
    assert_eq!(post_all(&app).await, 2);
    assert_eq!(recipients(&app), [DANA, DANA, DANA, KOFI, KOFI, KOFI, LOUISE]);
}

#[rocket::async_test]
async fn an_invitation_that_failed_is_told_at_home_however_many_surveys_close_before_its_own() {
    let app = TestApp::start().await;
    for number in 0..100 {
        app.round("partner_expect", |round| round.code = format!("R{number:05}")).await;
    }
    planned(&app, &[DANA]).await;
    app.run_due().await;
    let letter = queue(&app).await.remove(0);
    let failed = common_ground::store::outbox::Tried::Failed;
    let db = &app.app.db;
    common_ground::store::outbox::record(db, letter.id, &failed, "550 no such user", app.now())
        .await
        .unwrap();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get("/programmes/reading").await.says("1 invitation could not be delivered");
}

#[rocket::async_test]
async fn one_invitation_is_sent_again_only_when_it_did_not_leave() {
    let app = TestApp::start().await;
    let (round, _) = planned(&app, &[DANA, KOFI]).await;
    app.run_due().await;
    let dana = invitation_of(&app, DANA).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = page(&round, &format!("/{dana}/send"));
    trainer.get(&address).await.has_status(404);
    trainer.post(&address, &[]).await.has_status(404);
    let letter = queue(&app).await.remove(0);
    let failed = common_ground::store::outbox::Tried::Failed;
    let db = &app.app.db;
    common_ground::store::outbox::record(db, letter.id, &failed, "550 no such user", app.now())
        .await
        .unwrap();
    trainer.get("/programmes/reading").await.says("1 invitation could not be delivered");
    trainer.get(&page(&round, "")).await.says("The invitation failed: 550 no such user");
    trainer.get(&address).await.has_status(200).says("Send the invitation to A. Contact?");
    trainer.post(&address, &[]).await.leads_to(&page(&round, ""));
    post_all(&app).await;
    assert_eq!(recipients(&app), [DANA, KOFI]);
    let elsewhere = page(&round, &format!("/{}/send", uuid::Uuid::new_v4()));
    trainer.post(&elsewhere, &[]).await.has_status(404);
}

#[rocket::async_test]
async fn a_letter_is_read_and_tried_out_before_anybody_gets_it() {
    let app = TestApp::start().await;
    let (round, _) = planned(&app, &[DANA]).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let preview = trainer.get(&page(&round, "/preview?kind=invitation")).await;
    preview
        .has_status(200)
        .says("What the invitation says")
        .says("because your organisation works with the library");
    let reminder = trainer.get(&page(&round, "/preview?kind=reminder")).await;
    reminder.says("There is still time to answer");
    let sent = trainer.post(&page(&round, "/test?kind=invitation"), &[]).await;
    trainer.follow(&sent).await.says("A test is on its way");
    trainer.post(&page(&round, "/test?kind=nothing"), &[]).await.has_status(404);
    assert_eq!(post_all(&app).await, 1);
    let letters = posted(&app);
    let message = read(&letters[0].bytes);
    assert_eq!(message.subject(), Some("Test: What you expect from the library (4 minutes)"));
    let text = message.body_text(0).unwrap();
    assert!(text.contains("This is a test.") && !text.contains("/i/"), "{text}");
    let dry_run = page(&round, "/test");
    assert!(text.contains(&dry_run), "{text}");
    trainer.get(&dry_run).await.has_status(200).says("This was a test").says("nothing was stored");
}
