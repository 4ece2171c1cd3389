//! Changing a course that is planned.

use common_ground::{
    store::{
        courses::{self, RoundPurpose},
        mailings::{self, MailingState},
        people::PersonRole,
    },
    survey::round::{RoundState, Side},
};
use jiff::{Timestamp, ToSpan};

use crate::support::{
    app::TestApp,
    planning::{between, filled, plan, round, with},
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The form as it is, with other values in some fields.
fn edited<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<(&str, &str)> = filled();
    form.retain(|(name, _)| !["before", "feedback", "follow_up", "privacy"].contains(name));
    form.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    form.extend(changes.iter().copied().filter(|(_, value)| !value.is_empty()));
    form
}

#[rocket::async_test]
async fn what_nothing_hangs_on_is_changed_at_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let edit = format!("{address}/edit");
    trainer.get(&address).await.says("Edit the course");
    let form = trainer.get(&edit).await;
    form.has_status(200).says("value=\"Pilot course 6\"").says("value=\"2026-06-16\"").says("Tom Hartley");
    let changes = [("title", "Pilot course six"), ("place", "Beckton"), ("trainers", "Ines Okafor")];
    trainer.post(&edit, &edited(&changes)).await.leads_to(&address);
    trainer.get(&address).await.says("The course was changed").says("Pilot course six").says("Beckton");
    let wrong =
        trainer.post(&edit, &edited(&[("title", ""), ("ends", "09:00"), ("place", "Manor Park")])).await;
    wrong
        .has_status(422)
        .says("Enter the title of the course")
        .says("Enter an end that is later than the start");
    wrong.says("value=\"Manor Park\"");
    let now = courses::find(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!((now.title.as_str(), now.starts_at), ("Pilot course six", course.starts_at));
    app.signed_in(PersonRole::Manager).await.get(&edit).await.has_status(403);
}

#[rocket::async_test]
async fn another_day_says_first_what_moves_and_what_has_gone() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let people = [("people", "Dana <dana@example.org>"), ("partner", "")];
    trainer.post(&format!("{address}/participants/new"), &people).await.has_status(303);
    app.clock.set(at("2026-06-09T08:30:00Z"));
    app.run_due().await;
    let before = round(&app, &course, RoundPurpose::Before).await;
    let gone = mailings::of_round(app.app.db.read(), before.id).await.unwrap();
    assert_eq!(gone[0].state, MailingState::Done, "the invitation has gone");

    let trainer = app.signed_in(PersonRole::Trainer).await;
    let edit = format!("{address}/edit");
    let changes = [("date", "2026-06-18"), ("more_days", "2026-06-19 10:00 to 13:00")];
    let asked = trainer.post(&edit, &edited(&changes)).await;
    asked
        .has_status(200)
        .says("Change Pilot course 6?")
        .says("The survey before the course stays open and closes on Thursday 18 June, 10:00.")
        .says("Feedback opens on Friday 19 June, 12:30 and closes on Saturday 27 June, 17:00")
        .says("The summary will be written on Monday 29 June, 09:00.")
        .says("the invitation about the survey before the course");
    let unchanged = courses::find(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!(unchanged.starts_at, course.starts_at, "nothing is changed before it is confirmed");
    let mut form = edited(&changes);
    form.push(("confirm", "yes"));
    trainer.post(&edit, &form).await.leads_to(&address);
    assert_eq!(round(&app, &course, RoundPurpose::Before).await.closes_at, at("2026-06-18T09:00:00Z"));
    assert_eq!(round(&app, &course, RoundPurpose::Feedback).await.opens_at, at("2026-06-19T11:30:00Z"));
    let still = mailings::of_round(app.app.db.read(), before.id).await.unwrap();
    assert_eq!(still[0].done_at, gone[0].done_at, "what has gone is not sent again");
    trainer.get(&edit).await.says("2026-06-19 10:00 to 13:00");
}

#[rocket::async_test]
async fn what_a_colleague_changed_meanwhile_is_not_overwritten_unseen() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let edit = format!("{address}/edit");
    let opened = trainer.get(&edit).await;
    let seen = between(&opened, "name=\"seen\" value=\"", "\"").to_owned();
    let colleague = app.signed_in(PersonRole::Trainer).await;
    let mut theirs = edited(&[("place", "Manor Park")]);
    theirs.push(("seen", &seen));
    colleague.post(&edit, &theirs).await.leads_to(&address);
    let mut mine = edited(&[("trainers", "Ada Ross")]);
    mine.push(("seen", &seen));
    let refused = trainer.post(&edit, &mine).await;
    refused.has_status(422).says("This course was changed after you opened this form").says("Ada Ross");
    let now = courses::find(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!((now.place.as_str(), now.trainers.as_str()), ("Manor Park", "Tom Hartley\nInes Okafor"));
    // Once it is seen, it is theirs to decide.
    let again = between(&refused, "name=\"seen\" value=\"", "\"").to_owned();
    mine.pop();
    mine.push(("seen", &again));
    trainer.post(&edit, &mine).await.leads_to(&address);
}

#[rocket::async_test]
async fn sides_come_and_go_with_their_surveys() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let edit = format!("{address}/edit");
    let both = edited(&[("side", "library"), ("side", "partner")]);
    trainer
        .post(&edit, &both)
        .await
        .has_status(200)
        .says("Partners are asked too, at the same time as feedback");
    let mut form = both.clone();
    form.push(("confirm", "yes"));
    trainer.post(&edit, &form).await.leads_to(&address);
    let db = app.app.db.read();
    let rounds = courses::rounds(db, course.id).await.unwrap();
    let of = |side: Side| rounds.iter().filter(|(_, round)| round.side == side).count();
    assert_eq!((of(Side::Library), of(Side::Partner)), (3, 3));
    trainer.get(&address).await.says("Feedback from library staff").says("Feedback from partners");

    // Partners are asked already; then library staff leave.
    app.clock.set(course.ends_at + 1.hours());
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let partners = edited(&[("side", "partner"), ("date", "2026-06-16")]);
    let asked = trainer.post(&edit, &partners).await;
    asked.says(
        "Feedback from library staff closes straight away and can’t be reopened; nobody has answered yet",
    );
    asked.says("The follow-up with library staff won’t open");
    let mut form = partners.clone();
    form.push(("confirm", "yes"));
    trainer.post(&edit, &form).await.leads_to(&address);
    let rounds = courses::rounds(db, course.id).await.unwrap();
    let staff = rounds.iter().filter(|(_, round)| round.side == Side::Library);
    assert!(staff.clone().all(|(_, round)| !round.state.takes_answers()));
    assert!(staff.clone().any(|(_, round)| round.state == RoundState::Cancelled));
    let refused = trainer.post(&edit, &edited(&[("side", "")])).await;
    refused.has_status(422).says("Select who is asked");
}

#[rocket::async_test]
async fn other_aims_are_asked_by_what_is_not_open_yet() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    app.clock.set(at("2026-06-09T08:30:00Z"));
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let edit = format!("{address}/edit");
    let aims = ["conf_help_attitude", "conf_flexibility", "conf_plan_outcomes", "conf_keep_up"];
    let mut form = edited(&[]);
    form.retain(|(name, _)| *name != "aims");
    form.extend(aims.map(|aim| ("aims", aim)));
    let asked = trainer.post(&edit, &form).await;
    asked.says("The survey before the course is already open and keeps its aims");
    asked.says("Feedback asks about the new aims");
    form.push(("confirm", "yes"));
    trainer.post(&edit, &form).await.leads_to(&address);
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    assert!(feedback.aims.iter().all(|aim| aims.contains(&aim.as_str())) && feedback.aims.len() == 4);
    assert_eq!(round(&app, &course, RoundPurpose::Before).await.aims, course.aims);
    let three = edited(&[("aims", "conf_keep_up")]);
    trainer.post(&edit, &three).await.has_status(422).says("Select exactly four aims; you have selected 1");
}

#[rocket::async_test]
async fn a_course_that_was_called_off_is_not_edited_and_one_that_is_summed_up_only_in_words() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &with("title", &["Pilot course 7"])).await;
    app.clock.set(course.summary_at + 1.hours());
    app.run_due().await;
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let edit = format!("{address}/edit");
    trainer
        .get(&edit)
        .await
        .has_status(200)
        .says("The summary has already been sent")
        .never_says("name=\"date\"");
    trainer.post(&edit, &[("title", "Pilot course seven"), ("place", "Beckton")]).await.leads_to(&address);
    let now = courses::find(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!(
        (now.title.as_str(), now.starts_at, now.aims),
        ("Pilot course seven", course.starts_at, course.aims)
    );

    let (_, address) = plan(&app, &trainer, &with("date", &["2026-08-18"])).await;
    trainer.post(&format!("{address}/cancel"), &[]).await.leads_to(&address);
    trainer.get(&format!("{address}/edit")).await.has_status(404);
    trainer.get(&address).await.never_says("edit the course");
}
