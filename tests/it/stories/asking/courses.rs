//! The emails of a course: whom an invitation waits for, and what is said before one is sent by hand.

use common_ground::store::{
    courses::{Course, RoundPurpose},
    mailings::{self, Mailing, MailingKind, MailingState},
    people::PersonRole,
};
use jiff::{Timestamp, ToSpan};

use crate::support::{
    app::TestApp,
    asking::{post_all, recipients},
    planning::{filled, plan, round, with},
    visitor::Visitor,
};

const ADA: &str = "ada@library.example.org";
const BEN: &str = "ben@library.example.org";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn add(trainer: &Visitor, address: &str, email: &str) {
    let line = format!("A. Person <{email}>");
    let added =
        trainer.post(&format!("{address}/participants/new"), &[("people", &line), ("partner", "")]).await;
    added.has_status(303);
}

async fn emails(app: &TestApp, course: &Course, purpose: RoundPurpose) -> Vec<Mailing> {
    mailings::of_round(app.app.db.read(), round(app, course, purpose).await.id).await.unwrap()
}

#[rocket::async_test]
async fn an_invitation_waits_for_people_and_whoever_comes_later_gets_theirs() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let home = trainer.get("/programmes/reading").await;
    home.says("No people yet: Pilot course 6").says("Invitations wait until you add people.");
    // Its time comes and nobody is on the list: nothing is sent, and nothing claims so.
    app.clock.set(at("2026-06-09T08:00:00Z"));
    assert_eq!(app.run_due().await.letters, 0);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&address).await;
    page.says("waiting for participants").says("Add people").never_says("was sent");
    assert_eq!(emails(&app, &course, RoundPurpose::Before).await[0].state, MailingState::Planned);

    // Late in the evening somebody is added: the invitation leaves when people read email.
    app.clock.set(at("2026-06-09T20:00:00Z"));
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add(&trainer, &address, ADA).await;
    trainer.get("/programmes/reading").await.never_says("No people yet");
    assert_eq!(app.run_due().await.letters, 0);
    app.clock.set(at("2026-06-10T08:00:00Z"));
    assert_eq!(app.run_due().await.letters, 1);
    post_all(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&address).await.says("went out to 1 person");

    // The next one comes on Wednesday after hours, and is told of until Thursday morning.
    app.clock.set(at("2026-06-10T17:00:00Z"));
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add(&trainer, &address, BEN).await;
    trainer
        .get(&address)
        .await
        .says("went out to 1 person; 1 person was added later and gets it on Thursday 11 June, 09:00");
    assert_eq!(app.run_due().await.letters, 0);
    app.clock.set(at("2026-06-11T08:00:00Z"));
    assert_eq!(app.run_due().await.letters, 1);
    assert_eq!(app.run_due().await.letters, 0, "once");
    post_all(&app).await;
    assert_eq!(recipients(&app), [ADA, BEN]);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&address).await.says("went out to 2 people").never_says("added later");
}

#[rocket::async_test]
async fn who_was_invited_only_just_now_is_not_reminded_with_the_others() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    add(&trainer, &address, ADA).await;
    app.clock.set(at("2026-06-09T08:00:00Z"));
    app.run_due().await;
    post_all(&app).await;
    let reminder = emails(&app, &course, RoundPurpose::Before).await;
    let reminder = reminder.iter().find(|mailing| mailing.kind == MailingKind::Reminder).unwrap();
    let hours = app.programme.settings.hours();
    let leaves = hours.leaves(reminder.at);
    app.clock.set(leaves - 30.minutes());
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add(&trainer, &address, BEN).await;
    app.clock.set(leaves);
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), [ADA, ADA, BEN]);
}

#[rocket::async_test]
async fn emails_of_a_course_leave_at_the_hours_of_its_place_as_its_pages_say() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &with("time_zone", &["Asia/Tokyo"])).await;
    add(&trainer, &address, ADA).await;
    let invitation = emails(&app, &course, RoundPurpose::Before).await.remove(0);
    app.clock.set(invitation.at);
    assert_eq!(app.run_due().await.letters, 1);

    // Half past nine in London, where the programme is, and half past five in Tokyo.
    app.clock.set(at("2026-06-10T08:30:00Z"));
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add(&trainer, &address, BEN).await;
    trainer
        .get(&address)
        .await
        .says("went out to 1 person; 1 person was added later and gets it on Thursday 11 June, 09:00");
    let code = round(&app, &course, RoundPurpose::Before).await.code;
    let send = format!("/programmes/reading/rounds/{code}/invitations/send");
    let later = "The next can be sent on Thursday 11 June, 09:00";
    trainer.get(&send).await.has_status(200).says("No email can be sent yet").says(later);
    assert_eq!(app.run_due().await.letters, 0);

    // Nine in Tokyo, and the middle of the night in London.
    app.clock.set(at("2026-06-11T00:00:00Z"));
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&send).await.has_status(200).says("Send 1 invitation now?");
    let sent = trainer.post(&send, &[]).await;
    trainer.follow(&sent).await.says("1 invitation is on its way");
    assert_eq!(app.run_due().await.letters, 0, "once");
    post_all(&app).await;
    assert_eq!(recipients(&app), [ADA, BEN]);
}

#[rocket::async_test]
async fn a_step_that_moved_over_a_day_off_says_so() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    // Feedback closes on Friday 28 August, and Monday is a bank holiday.
    let (_, address) = plan(&app, &trainer, &with("date", &["2026-08-20"])).await;
    trainer
        .get(&address)
        .await
        .says(
            "Summary: nobody is set to receive it yet; moved to Tue 1 September because Sun 30 August is \
               at the weekend and Mon 31 August is a bank holiday (summer)",
        )
        .says("Tue 1 Sep 09:00");
    let step = format!("{address}/steps/summary");
    trainer.get(&step).await.says("moved to Tue 1 September");
    let moved = trainer.post(&step, &[("day", "2026-09-05"), ("time", "10:00")]).await;
    trainer.follow(&moved).await.says(
        "The summary is now on Monday 7 September, 09:00: moved to Mon 7 September because Sat 5 September is at the weekend",
    );
}

#[rocket::async_test]
async fn what_cannot_be_sent_now_is_said_before_the_click_and_nothing_moves() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let planned = emails(&app, &course, RoundPurpose::Before).await;
    let now = |mailing: &Mailing| format!("{address}/steps/email-{}/now", mailing.id);
    let (invitation, reminder) = (now(&planned[0]), now(&planned[1]));
    let refused = async |page: &str, why: &str| {
        let trainer = app.signed_in(PersonRole::Trainer).await;
        trainer
            .get(page)
            .await
            .has_status(200)
            .says("cannot be sent now")
            .says(why)
            .never_says("Send it now");
        trainer.post(page, &[]).await.has_status(422).says(why).says("Nothing was changed.");
        let after = emails(&app, &course, RoundPurpose::Before).await;
        assert!(after.iter().zip(&planned).all(|(after, before)| after.at == before.at), "{page}");
    };
    refused(&invitation, "is not open yet. Open it first").await;
    app.clock.set(at("2026-06-08T20:00:00Z"));
    app.run_due().await;
    refused(&invitation, "This course has no participants yet").await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&invitation).await.says("Add people");
    add(&trainer, &address, ADA).await;
    refused(&invitation, "the next can be sent on Tuesday 9 June, 09:00").await;
    app.clock.set(at("2026-06-09T09:00:00Z"));
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&invitation).await.says("Send the invitation now?");
    let sent = trainer.post(&invitation, &[]).await;
    trainer.follow(&sent).await.says("1 invitation is on its way");
    post_all(&app).await;
    assert_eq!(recipients(&app), [ADA]);
    refused(
        &reminder,
        "was sent less than two days ago. You can send a reminder from Thursday 11 June, 10:00",
    )
    .await;
}
