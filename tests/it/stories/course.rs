//! A course from its feedback to the summary in every manager's letter.

use common_ground::{
    mail::{MailSettings, Transport},
    store::{
        courses::{self, Course, RoundPurpose},
        invitations, outbox,
        people::{self, PersonRole},
        summaries,
    },
    survey::round::RoundState,
    system::secret::hash,
    work::{
        deliver::{self, Delivered},
        scheduler,
    },
};
use jiff::{SignedDuration, ToSpan};
use mail_parser::MessageParser;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    course::{MANAGERS, course, with_managers},
    entity,
    smtp::{Act, At, Behaviour, SmtpServer},
};

/// More managers than there are letters that are written at one time.
const MANY: usize = 120;

/// So many managers, by address.
async fn many_managers(service: &TestApp) -> Vec<String> {
    let (db, now) = (service.app.db.write_one(), service.now());
    let mut managers = Vec::new();
    for number in 0..MANY {
        let email = format!("manager{number:03}@library.example.org");
        let id = people::add(db, &email, "A. Manager", None, now).await.unwrap();
        people::join(db, id, service.programme.id, PersonRole::Manager).await.unwrap();
        managers.push(email);
    }
    managers
}

/// Takes their words from letters: so they stand when the service is killed after it froze a summary.
async fn unwrite(service: &TestApp, letters: &[outbox::OutboxEmail]) {
    use entity::outbox::{Column, Entity};
    let db = service.app.db.write_one();
    let ids: Vec<Uuid> = letters.iter().map(|letter| letter.id).collect();
    let done = Entity::update_many()
        .col_expr(Column::Message, Expr::val(Vec::<u8>::new()))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await
        .unwrap();
    assert_eq!(done.rows_affected, letters.len() as u64);
    summaries::unwritten::wait(db, &ids).await.unwrap();
}

/// To whom letters left, each as often as one did; every letter has its words.
fn reached(service: &TestApp) -> Vec<String> {
    let Transport::Memory(posted) = &service.transport else { unreachable!() };
    let posted = posted.lock().unwrap();
    for letter in posted.iter() {
        let message = MessageParser::default().parse(&letter.bytes).unwrap();
        assert!(message.body_text(0).unwrap().contains("/summary/"), "to {:?}", letter.to);
    }
    let mut reached: Vec<String> = posted.iter().map(|letter| letter.to.as_str().to_owned()).collect();
    reached.sort();
    reached
}

/// The recipients of every letter queued so far, each as often as there are letters.
async fn letters(service: &TestApp, course: &Course) -> Vec<outbox::OutboxEmail> {
    let db = service.app.db.read();
    let summary = summaries::latest(db, course.id).await.unwrap().unwrap();
    let mut letters = Vec::new();
    for (delivery, _) in summaries::deliveries(db, summary.id).await.unwrap() {
        letters.push(outbox::find(db, delivery.outbox_id).await.unwrap().unwrap());
    }
    letters.sort_by(|a, b| a.address.cmp(&b.address));
    letters
}

#[tokio::test]
async fn every_manager_gets_exactly_one_summary_however_often_and_at_once_the_scheduler_runs() {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (course, _) = course(&service, 9).await;
    service.wait_days(10);
    let now = service.now();
    let app = &service.app;
    let steps = tokio::join!(
        scheduler::run_due(app, now),
        scheduler::run_due(app, now),
        scheduler::run_due(app, now),
        scheduler::run_due(app, now)
    );
    for step in [steps.0, steps.1, steps.2, steps.3] {
        step.unwrap();
    }
    assert_eq!(service.run_due().await.summaries, 0, "it is written once");
    let (one, two) = tokio::join!(
        deliver::deliver_due(app, &service.transport, now),
        deliver::deliver_due(app, &service.transport, now)
    );
    assert_eq!(one.unwrap().sent + two.unwrap().sent, 3);
    assert_eq!(reached(&service), MANAGERS);
    assert!(letters(&service, &course).await.iter().all(|letter| letter.state == outbox::EmailState::Sent));
}

#[tokio::test]
async fn a_service_killed_while_it_writes_the_letters_of_a_summary_goes_on_with_the_others() {
    let service = TestApp::start().await;
    let managers = many_managers(&service).await;
    let (course, _) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let before = letters(&service, &course).await;
    assert!(before.iter().all(|letter| !letter.message.is_empty()), "they need not wait until they leave");
    unwrite(&service, &before[50..]).await;
    let service = service.restarted().await;
    assert_eq!(service.run_due().await.summaries, 0, "it is written once");
    assert_eq!(service.letters().await, MANY);
    assert_eq!(reached(&service), managers);
    let after = letters(&service, &course).await;
    assert!(before.iter().zip(&after).all(|(a, b)| (a.id, &a.message_id) == (b.id, &b.message_id)));
    assert!(after.iter().all(|letter| letter.state == outbox::EmailState::Sent));
    service.wait_days(1);
    service.run_due().await;
    assert_eq!(service.letters().await, MANY, "nobody gets a second one");
}

#[tokio::test]
async fn two_instances_that_write_the_letters_of_a_summary_at_once_send_each_of_them_once() {
    let service = TestApp::start().await;
    let managers = many_managers(&service).await;
    let (course, _) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    // Both find all of them unwritten.
    unwrite(&service, &letters(&service, &course).await).await;
    let (app, transport, now) = (&service.app, &service.transport, service.now());
    let (one, two, step) = tokio::join!(
        deliver::deliver_due(app, transport, now),
        deliver::deliver_due(app, transport, now),
        scheduler::run_due(app, now)
    );
    assert_eq!(step.unwrap().summaries, 0);
    assert_eq!(one.unwrap().sent + two.unwrap().sent, MANY as u64);
    assert_eq!(reached(&service), managers);
}

#[tokio::test]
async fn a_letter_that_cannot_be_written_is_given_up_and_never_leaves_empty() {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (course, _) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let queued = letters(&service, &course).await;
    unwrite(&service, &queued).await;
    let db = service.app.db.write_one();
    let summary = summaries::latest(db, course.id).await.unwrap().unwrap();
    let damaged = entity::summary::ActiveModel {
        id: Set(summary.id),
        document: Set(serde_json::json!({})),
        ..Default::default()
    };
    entity::summary::Entity::update(damaged).exec_without_returning(db).await.unwrap();
    let tried = deliver::deliver_due(&service.app, &service.transport, service.now()).await.unwrap();
    assert_eq!(tried, Delivered::default());
    assert!(reached(&service).is_empty());
    for letter in queued {
        let row = entity::outbox::Entity::find_by_id(letter.id).one(db).await.unwrap().unwrap();
        assert_eq!((row.state, &*row.result), (outbox::EmailState::Failed, "the email could not be written"));
    }
}

/// Three letters of a summary that have no words yet.
async fn unwritten_letters(service: &TestApp) -> Vec<outbox::OutboxEmail> {
    with_managers(service).await;
    let (course, _) = course(service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let queued = letters(service, &course).await;
    unwrite(service, &queued).await;
    queued
}

/// The states of letters as they are now.
async fn states(service: &TestApp, letters: &[outbox::OutboxEmail]) -> Vec<outbox::EmailState> {
    let mut states = Vec::new();
    for letter in letters {
        states.push(outbox::find(service.app.db.read(), letter.id).await.unwrap().unwrap().state);
    }
    states
}

#[tokio::test]
async fn one_address_that_cannot_be_written_to_keeps_nobody_else_from_their_summary() {
    let service = TestApp::start().await;
    let queued = unwritten_letters(&service).await;
    let wrong = entity::outbox::ActiveModel {
        id: Set(queued[0].id),
        address: Set("gwen at the library".to_owned()),
        ..Default::default()
    };
    entity::outbox::Entity::update(wrong).exec_without_returning(service.app.db.write_one()).await.unwrap();
    let tried = deliver::deliver_due(&service.app, &service.transport, service.now()).await.unwrap();
    assert_eq!(tried.sent, 2);
    assert_eq!(reached(&service), MANAGERS[1..]);
    let (failed, sent) = (outbox::EmailState::Failed, outbox::EmailState::Sent);
    assert_eq!(states(&service, &queued).await, [failed, sent, sent]);
}

#[tokio::test]
async fn letters_wait_for_their_words_while_the_sender_cannot_be_read() {
    let service = TestApp::start().await;
    let queued = unwritten_letters(&service).await;
    let db = service.app.db.write_one();
    let server = entity::mail_server::ActiveModel {
        id: Set(1),
        host: Set(String::new()),
        port: Set(0),
        encryption: Set(String::new()),
        login: Set(String::new()),
        password: Set(String::new()),
        sender: Set("nobody".to_owned()),
        changed_at: Set(service.now().into()),
    };
    entity::mail_server::Entity::insert(server.clone()).exec_without_returning(db).await.unwrap();
    // What is known of it counts for some seconds.
    service.clock.set(service.now() + SignedDuration::from_mins(1));
    let tried = deliver::deliver_due(&service.app, &service.transport, service.now()).await.unwrap();
    assert_eq!(tried, Delivered::default());
    assert_eq!(states(&service, &queued).await, [outbox::EmailState::Queued; 3]);
    let mended =
        entity::mail_server::ActiveModel { sender: Set("feedback@example.org".to_owned()), ..server };
    entity::mail_server::Entity::update(mended).exec_without_returning(db).await.unwrap();
    service.clock.set(service.now() + SignedDuration::from_mins(1));
    assert_eq!(service.letters().await, 3);
    assert_eq!(reached(&service), MANAGERS);
}

#[tokio::test]
async fn a_letter_without_its_words_leaves_with_them_whatever_the_clock_and_other_instances_do() {
    let service = TestApp::start().await;
    let queued = unwritten_letters(&service).await;
    // One is due all the same, as an instance of an earlier version may leave it.
    let due = entity::outbox::ActiveModel {
        id: Set(queued[0].id),
        next_at: Set(queued[0].queued_at.into()),
        ..Default::default()
    };
    entity::outbox::Entity::update(due).exec_without_returning(service.app.db.write_one()).await.unwrap();
    // The clock was set back after they were queued.
    let earlier = service.now() - SignedDuration::from_hours(1);
    let tried = deliver::deliver_due(&service.app, &service.transport, earlier).await.unwrap();
    assert_eq!((tried.sent, tried.deferred, tried.failed), (3, 0, 0));
    assert_eq!(reached(&service), MANAGERS);
}

#[tokio::test]
async fn late_answers_are_refused_and_never_change_a_frozen_summary() {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (course, feedback) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let frozen = summaries::latest(service.app.db.read(), course.id).await.unwrap().unwrap();
    let visitor = service.visitor().await;
    let form = [("action", "submit"), ("answers[staff_group]", "outreach"), ("answers[react_useful]", "1")];
    visitor.post(&format!("/s/{}", feedback.code), &form).await.has_status(410).says("closed");
    service.wait_days(30);
    service.run_due().await;
    let later = summaries::latest(service.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!((later.id, later.document), (frozen.id, frozen.document));
}

#[tokio::test]
async fn a_summary_waits_for_feedback_that_was_kept_open_longer() {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (course, _) = course(&service, 9).await;
    let longer =
        service.round("course_post", |round| round.closes_at = round.opens_at + (14 * 24).hours()).await;
    courses::attach(service.app.db.write_one(), course.id, longer.id, RoundPurpose::Feedback).await.unwrap();
    service.wait_days(10);
    assert_eq!(service.run_due().await.summaries, 0);
    service.wait_days(5);
    assert_eq!(service.run_due().await.summaries, 1);
}

#[tokio::test]
async fn a_manager_who_stopped_the_letters_gets_none_and_one_click_is_enough() {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (first, _) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let letter = letters(&service, &first).await.swap_remove(0);
    let message = MessageParser::default().parse(&letter.message).unwrap();
    let ways = message.header_raw("List-Unsubscribe").unwrap();
    let path = ways.split_once("/stop/").unwrap().1.split_once('>').unwrap().0;
    let visitor = service.visitor().await;
    let stopped =
        visitor.post_from_elsewhere(&format!("/stop/{path}"), &[("List-Unsubscribe", "One-Click")]).await;
    stopped.has_status(200);

    let (second, _) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let reached: Vec<String> =
        letters(&service, &second).await.into_iter().map(|letter| letter.address).collect();
    assert_eq!(reached, MANAGERS[1..]);
}

#[tokio::test]
async fn too_few_answers_give_a_letter_without_a_single_figure() {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (course, _) = course(&service, 4).await;
    service.wait_days(10);
    service.run_due().await;
    let letter = letters(&service, &course).await.swap_remove(0);
    let message = MessageParser::default().parse(&letter.message).unwrap();
    let text = message.body_text(0).unwrap();
    assert!(text.contains("too few to show"), "{text}");
    assert!(!text.contains("4.0"), "{text}");
    assert_eq!(message.attachments().filter(|part| !part.is_text()).count(), 0, "nor a picture");
}

/// A service whose three letters are queued, and a real mail server for them.
async fn queued(behaviour: Behaviour) -> (TestApp, Course, SmtpServer, Transport) {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (course, _) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let server = SmtpServer::start(behaviour).await;
    let settings = MailSettings {
        smtp_url: Some(server.url()),
        timeout: std::time::Duration::from_millis(700),
        ..MailSettings::files("unused")
    };
    let transport = Transport::from_settings(&settings).unwrap();
    (service, course, server, transport)
}

#[tokio::test]
async fn a_letter_that_the_mail_server_puts_off_leaves_later_under_the_same_message_id() {
    for (at, act) in [
        (At::Rcpt, Act::Say("451 4.3.0 try again later")),
        (At::Body, Act::Say("452 4.3.1 no room just now")),
        (At::Body, Act::Drop),
        (At::Data, Act::Stall),
    ] {
        let (service, course, server, transport) = queued(Behaviour::once(at, act)).await;
        let before = letters(&service, &course).await;
        let first = deliver::deliver_due(&service.app, &transport, service.now()).await.unwrap();
        assert_eq!((first.sent, first.deferred, first.failed), (2, 1, 0), "{at:?} {act:?}");
        let at_once = deliver::deliver_due(&service.app, &transport, service.now()).await.unwrap();
        assert_eq!(at_once.sent, 0, "it waits at least half an hour");
        let later = service.now() + SignedDuration::from_mins(40);
        let again = deliver::deliver_due(&service.app, &transport, later).await.unwrap();
        assert_eq!(again.sent, 1, "{at:?} {act:?}");
        let mut ids: Vec<String> = server
            .messages()
            .iter()
            .map(|kept| MessageParser::default().parse(&kept.bytes).unwrap().message_id().unwrap().to_owned())
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 3, "{at:?} {act:?}");
        let after = letters(&service, &course).await;
        assert!(
            before.iter().zip(&after).all(|(a, b)| a.message_id == b.message_id && a.message == b.message)
        );
    }
}

#[tokio::test]
async fn a_letter_refused_for_good_is_given_up_with_the_servers_words_and_the_others_go() {
    let refusal = Behaviour::once(At::Rcpt, Act::Say("550 5.1.1 no such user here"));
    let (service, course, server, transport) = queued(refusal).await;
    let tried = deliver::deliver_due(&service.app, &transport, service.now()).await.unwrap();
    assert_eq!((tried.sent, tried.failed), (2, 1));
    assert_eq!(server.messages().len(), 2);
    let letters = letters(&service, &course).await;
    let failed: Vec<_> = letters.iter().filter(|letter| letter.state == outbox::EmailState::Failed).collect();
    assert_eq!(failed.len(), 1);
    let row =
        entity::outbox::Entity::find_by_id(failed[0].id).one(service.app.db.read()).await.unwrap().unwrap();
    assert!(row.result.contains("no such user here"), "{}", row.result);
}

#[tokio::test]
async fn a_letter_whose_worker_was_killed_is_found_again() {
    let (service, course, server, transport) = queued(Behaviour::default()).await;
    let now = service.now();
    let until = now + SignedDuration::from_mins(10);
    // A worker claims all letters and dies.
    let claimed = outbox::claim(&service.app.db, now, until, 50).await.unwrap();
    assert_eq!(claimed.len(), 3);
    assert_eq!(deliver::deliver_due(&service.app, &transport, now).await.unwrap().sent, 0);
    let later = now + SignedDuration::from_mins(11);
    assert_eq!(deliver::deliver_due(&service.app, &transport, later).await.unwrap().sent, 3);
    assert_eq!(server.messages().len(), 3);
    assert!(letters(&service, &course).await.iter().all(|letter| letter.state == outbox::EmailState::Sent));
}

#[tokio::test]
async fn what_a_privacy_notice_promises_to_delete_is_deleted() {
    let service = TestApp::start().await;
    let round = service.round("partner_expect", |_| {}).await;
    let token = service.invite(&round, "dana@partner.example.org").await;
    service.answers(&round, "school", 6, 4).await;
    service.wait_days(9);
    service.run_due().await;
    let found = |token: String| {
        let db = service.app.db.read();
        async move { invitations::by_token(db, &hash(&token)).await.unwrap() }
    };
    service.wait_days(29);
    service.run_due().await;
    assert!(found(token.clone()).await.is_some(), "not a day early");
    service.wait_days(2);
    service.run_due().await;
    assert!(found(token).await.is_none());
    let late = common_ground::store::rounds::find(service.app.db.read(), round.id).await.unwrap().unwrap();
    assert_eq!(late.state, RoundState::Closed);
}
