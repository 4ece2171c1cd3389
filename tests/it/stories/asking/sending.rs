//! Everybody once, reminders to those who have not answered, nothing to those who asked for nothing.

use common_ground::{
    store::{
        mailings::{self, MailingKind, MailingState},
        outbox::EmailState as Sending,
    },
    survey::round::PrivacyMode,
    system::secret::KeyPurpose,
    work::{deliver, scheduler},
};
use jiff::SignedDuration;

use crate::support::{
    app::TestApp,
    asking::{
        answered, contact_of, invitation_of, leaves, planned, planned_as, post_all, posted, queue, read,
        recipients,
    },
};

const DANA: &str = "dana@home.example.org";
const KOFI: &str = "kofi@school.example.org";
const LOUISE: &str = "louise@charity.example.org";

#[rocket::async_test]
async fn everybody_invited_gets_one_letter_with_a_link_that_opens_their_survey() {
    let app = TestApp::start().await;
    let (round, _) = planned(&app, &[DANA, KOFI]).await;
    assert_eq!(app.run_due().await.letters, 2);
    assert_eq!(app.run_due().await.letters, 0, "a second step queues nothing");
    assert_eq!(post_all(&app).await, 2);
    assert_eq!(recipients(&app), [DANA, KOFI]);
    let letters = posted(&app);
    let to_dana = letters.iter().find(|letter| letter.to.as_str() == DANA).unwrap();
    let message = read(&to_dana.bytes);
    assert_eq!(message.subject(), Some("What you expect from the library (4 minutes)"));
    let text = message.body_text(0).unwrap();
    let token = app.app.secret.token(KeyPurpose::Invitation, invitation_of(&app, DANA).await);
    assert!(text.contains(&format!("/i/{token}")), "{text}");
    assert!(text.contains("closes on Thursday 4 June at 10:00"), "{text}");
    assert!(text.contains("We got your address from your organisation"), "{text}");
    assert!(message.body_html(0).unwrap().contains(&format!("/i/{token}")));
    for (name, value) in [
        ("Auto-Submitted", "auto-generated"),
        ("List-Id", "<invitations.localhost>"),
        ("List-Unsubscribe", "/stop/"),
    ] {
        let raw = message.header_raw(name).unwrap();
        assert!(raw.contains(value), "{name}: {raw}");
    }
    let visitor = app.visitor().await;
    visitor.get(&format!("/i/{token}")).await.has_status(200).says("What you expect from the library");
    assert_eq!(round.id, mailings::of_round(app.app.db.read(), round.id).await.unwrap()[0].round);
}

#[rocket::async_test]
async fn reminders_go_only_to_those_who_have_not_answered() {
    let app = TestApp::start().await;
    let (round, letters) = planned(&app, &[DANA, KOFI, LOUISE]).await;
    assert_eq!(letters.len(), 3);
    app.run_due().await;
    post_all(&app).await;
    answered(&app, DANA).await;
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    assert_eq!(post_all(&app).await, 2);
    answered(&app, KOFI).await;
    app.clock.set(leaves(&app, &letters[2]));
    app.run_due().await;
    assert_eq!(post_all(&app).await, 1);
    assert_eq!(recipients(&app), [DANA, KOFI, KOFI, LOUISE, LOUISE, LOUISE]);
    let last = posted(&app).pop().unwrap();
    assert_eq!(read(&last.bytes).subject(), Some("Until 4 June: What you expect from the library"));
    app.clock.set(round.closes_at);
    app.run_due().await;
    assert_eq!(post_all(&app).await, 0);
}

#[rocket::async_test]
async fn whoever_answers_while_a_reminder_waits_does_not_get_it() {
    let app = TestApp::start().await;
    let (_, letters) = planned(&app, &[DANA, KOFI]).await;
    app.run_due().await;
    post_all(&app).await;
    app.clock.set(leaves(&app, &letters[1]));
    assert_eq!(app.run_due().await.letters, 2);
    answered(&app, DANA).await;
    assert_eq!(post_all(&app).await, 1);
    assert_eq!(recipients(&app), [DANA, KOFI, KOFI]);
}

#[rocket::async_test]
async fn a_stop_between_queue_and_post_is_honoured_at_once_and_for_all_later_letters() {
    let app = TestApp::start().await;
    let (_, letters) = planned(&app, &[DANA, KOFI]).await;
    app.run_due().await;
    let stop = app.app.secret.carrying_token(KeyPurpose::Stop, contact_of(&app, DANA).await);
    app.visitor().await.post(&format!("/stop/{stop}"), &[]).await.has_status(200);
    let states: Vec<(String, Sending)> =
        queue(&app).await.into_iter().map(|letter| (letter.address, letter.state)).collect();
    assert_eq!(states, [(DANA.to_owned(), Sending::Cancelled), (KOFI.to_owned(), Sending::Queued)]);
    post_all(&app).await;
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), [KOFI, KOFI]);
}

#[rocket::async_test]
async fn nothing_leaves_once_the_survey_has_closed() {
    let app = TestApp::start().await;
    let (round, _) = planned(&app, &[DANA]).await;
    app.run_due().await;
    // The mail worker sleeps through the whole survey.
    app.clock.set(round.closes_at);
    assert_eq!(post_all(&app).await, 0);
    assert_eq!(queue(&app).await[0].result, "the survey closed first");
    // And so does the scheduler with its reminders.
    app.run_due().await;
    let states: Vec<MailingState> = mailings::of_round(app.app.db.read(), round.id)
        .await
        .unwrap()
        .iter()
        .map(|mailing| mailing.state)
        .collect();
    assert_eq!(states, [MailingState::Done, MailingState::Skipped, MailingState::Skipped]);
    assert!(recipients(&app).is_empty());
}

#[rocket::async_test]
async fn after_a_time_without_service_letters_still_keep_two_days_apart() {
    let app = TestApp::start().await;
    let (round, letters) = planned(&app, &[DANA]).await;
    app.clock.set(leaves(&app, &letters[1]) + SignedDuration::from_hours(1));
    app.run_due().await;
    assert_eq!(post_all(&app).await, 1, "the invitation alone");
    let reminder = mailings::of_round(app.app.db.read(), round.id).await.unwrap().remove(1);
    assert_eq!((reminder.kind, reminder.state), (MailingKind::Reminder, MailingState::Planned));
    app.clock.set(leaves(&app, &reminder));
    app.run_due().await;
    assert_eq!(post_all(&app).await, 1);
}

#[rocket::async_test]
async fn no_more_leave_in_a_minute_than_the_settings_allow_nor_than_one_domain_likes() {
    let app = TestApp::start().await;
    let people: Vec<String> = (0..14).map(|n| format!("p{n}@one.example.org")).collect();
    let others: Vec<String> = (0..14).map(|n| format!("p{n}@d{n}.example.org")).collect();
    let all: Vec<&str> = people.iter().chain(&others).map(String::as_str).collect();
    planned(&app, &all).await;
    assert_eq!(app.run_due().await.letters, 28);
    let first = deliver::deliver_due(&app.app, &app.transport, app.now()).await.unwrap();
    assert_eq!(first.sent, 20);
    let one_domain = recipients(&app).iter().filter(|to| to.ends_with("@one.example.org")).count();
    assert!(one_domain <= 10, "{one_domain}");
    let at_once = deliver::deliver_due(&app.app, &app.transport, app.now()).await.unwrap();
    assert_eq!(at_once.sent, 0, "a second look in the same minute");
    app.clock.set(app.now() + SignedDuration::from_mins(1));
    assert_eq!(post_all(&app).await, 8);
}

#[rocket::async_test]
async fn letters_go_on_when_the_clock_was_set_back_an_hour() {
    let app = TestApp::start().await;
    let people: Vec<String> = (0..40).map(|n| format!("p{n:02}@d{n:02}.example.org")).collect();
    let all: Vec<&str> = people.iter().map(String::as_str).collect();
    planned(&app, &all).await;
    app.clock.set(app.now() + SignedDuration::from_hours(2));
    app.run_due().await;
    assert_eq!(deliver::deliver_due(&app.app, &app.transport, app.now()).await.unwrap().sent, 20);
    app.clock.set(app.now() - SignedDuration::from_hours(1));
    assert_eq!(post_all(&app).await, 20, "what waits was queued an hour ahead");
}

#[rocket::async_test]
async fn two_schedulers_and_two_workers_at_once_write_to_everybody_once() {
    let app = TestApp::start().await;
    let people: Vec<String> = (0..60).map(|n| format!("p{n:02}@d{n:02}.example.org")).collect();
    let all: Vec<&str> = people.iter().map(String::as_str).collect();
    planned_as(&app, PrivacyMode::Anonymous, &all).await;
    let second = app.another().await;
    let (one, two) =
        tokio::join!(scheduler::run_due(&app.app, app.now()), scheduler::run_due(&second.app, app.now()));
    assert_eq!(one.unwrap().letters + two.unwrap().letters, 60);
    for _ in 0..4 {
        let (one, two) = tokio::join!(
            deliver::deliver_due(&app.app, &app.transport, app.now()),
            deliver::deliver_due(&second.app, &app.transport, app.now())
        );
        one.unwrap();
        two.unwrap();
        app.clock.set(app.now() + SignedDuration::from_mins(1));
    }
    assert_eq!(recipients(&app), people);
    second.close().await.unwrap();
}

#[rocket::async_test]
async fn one_domain_gets_as_many_letters_in_a_minute_as_the_settings_allow_it() {
    for (setting, in_a_minute) in [(3, 3), (18, 18), (50, 20)] {
        let app = TestApp::start_with(|config| config.mail_per_domain = setting).await;
        let people: Vec<String> = (0..24).map(|n| format!("p{n}@one.example.org")).collect();
        let all: Vec<&str> = people.iter().map(String::as_str).collect();
        planned(&app, &all).await;
        app.run_due().await;
        let first = deliver::deliver_due(&app.app, &app.transport, app.now()).await.unwrap();
        assert_eq!(first.sent, in_a_minute, "{setting} to one domain, 20 in all");
    }
}
