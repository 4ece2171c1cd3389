//! What was kept long enough goes a piece at a time: nobody who answers waits for it, and it is finished whatever happens
//! meanwhile.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use common_ground::{
    store::{
        Db, MailingKind, NewLetter,
        comments::{self, Release},
        contacts::{self, Contact},
        invitation_letters, invitations,
        outbox::{self, Tried},
        responses, retention,
        rounds::Round,
        submission::SubmissionOutcome,
        write, writer,
    },
    survey::round::PrivacyMode,
};
use jiff::{Timestamp, ToSpan};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use uuid::Uuid;

use crate::support::{
    database::TestDatabase,
    entity::{comment, programme, round},
    rounds::{answer_needs, needs_round, open_round, submission},
};

/// Answers, comments and people invited: some pieces, and a bit.
const MANY: usize = 1_200;
/// Nobody who answers another round waits for longer, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(2);

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

fn letter(id: Uuid) -> NewLetter {
    NewLetter {
        id,
        kind: MailingKind::Invitation.key(),
        unique_key: id.to_string(),
        address: format!("{id}@example.org"),
        message_id: id.to_string(),
        message: vec![0; 10_000],
    }
}

/// People on the list of a round, each with an invitation.
async fn invite_many(db: &Db, round: &Round) {
    let person = |number: usize| Contact {
        id: Uuid::new_v4(),
        programme_id: round.programme,
        partner_id: None,
        name: format!("Person {number}"),
        email: format!("person{number}@example.org"),
        job: String::new(),
        phone: String::new(),
        can_say_yes: false,
        added_at: None,
        left_at: None,
    };
    let people: Vec<Contact> = (0..MANY).map(person).collect();
    let tx = write(db).await.unwrap();
    contacts::add_all(&tx, &people).await.unwrap();
    for person in &people {
        let (id, email) = (Uuid::new_v4(), Uuid::new_v4());
        invitations::invite(&tx, id, round.id, person.id, id.to_string(), round.closes_at).await.unwrap();
        outbox::enqueue(&tx, letter(email), round.opens_at).await.unwrap();
        invitation_letters::note(&tx, email, id, MailingKind::Invitation, 1).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A round that closed at the beginning of 2026 and holds as much of everything.
async fn old_round(db: &Db) -> Round {
    let old = needs_round(db, PrivacyMode::Confidential).await;
    answer_needs(db, &old, MANY).await;
    invite_many(db, &old).await;
    let said = |number: usize| comment::ActiveModel {
        id: Set(Uuid::new_v4()),
        round_id: Set(old.id),
        grp: Set("front_line".to_owned()),
        item: Set("other_help".to_owned()),
        text: Set(format!("More of {number}")),
        state: Set(Release::Waiting),
        shown: Set(None),
        themes: Set(String::new()),
        attention: Set(None),
    };
    let said = comment::Entity::insert_many((0..MANY).map(said));
    said.exec_without_returning(db.write_one()).await.unwrap();
    round::Entity::update_many()
        .col_expr(round::Column::State, Expr::val("closed"))
        .col_expr(round::Column::ClosesAt, Expr::val(at("2026-01-01T00:00:00Z").as_millisecond()))
        .filter(round::Column::Id.eq(old.id))
        .exec(db.write_one())
        .await
        .unwrap();
    old
}

/// Nothing is left of it but how many were invited.
async fn is_gone(db: &Db, old: &Round, now: Timestamp) {
    assert!(retention::due(db, now).await.unwrap().is_empty());
    assert_eq!(invitations::count(db.read(), old.id).await.unwrap(), (0, 0));
    assert!(comments::of_rounds(db.read(), &[old.id]).await.unwrap().is_empty());
    assert!(responses::page(db.read(), old.id, None).await.unwrap().is_empty());
    assert_eq!(outbox::waiting(db.read()).await.unwrap(), 0);
    let invited = invitations::ever_invited(db.read(), &[old.id]).await.unwrap();
    assert_eq!(invited[&old.id], MANY as u64);
    assert!(retention::without_answers(db.read()).await.unwrap().contains(&old.id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_who_answer_do_not_wait_until_what_was_kept_long_enough_is_gone() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let old = old_round(&db).await;
    let other = open_round(&db, PrivacyMode::Anonymous).await;
    let (writer, _task) = writer::start(db.clone(), std::sync::Arc::default());
    let now = at("2030-01-01T00:00:00Z");
    assert!(retention::due(&db, at("2026-01-02T00:00:00Z")).await.unwrap().is_empty());
    assert_eq!(retention::due(&db, now).await.unwrap(), BTreeSet::from([old.programme]));

    let deleting = tokio::spawn({
        let (db, programme) = (db.clone(), old.programme);
        async move { retention::enforce(&db, programme, now).await }
    });
    let (mut stored, mut longest) = (0, Duration::ZERO);
    while !deleting.is_finished() {
        let began = Instant::now();
        let outcome = writer.submit(submission(&other, &format!("key {stored}"), None)).await.unwrap();
        assert_eq!(outcome, SubmissionOutcome::New);
        longest = longest.max(began.elapsed());
        stored += 1;
    }
    assert!(longest < PATIENCE, "{stored} answered, the longest wait was {longest:?}");
    let deleted = deleting.await.unwrap().unwrap();
    let each = [deleted.invitations, deleted.letters, deleted.comments, deleted.responses];
    assert_eq!(each, [MANY as u64; 4]);
    is_gone(&db, &old, now).await;
}

#[tokio::test]
async fn what_was_cut_off_while_it_was_deleted_is_finished_at_a_later_look() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let old = old_round(&db).await;
    let now = at("2030-01-01T00:00:00Z");
    for cut in 1..=10 {
        let deleting = retention::enforce(&db, old.programme, now);
        let _ = tokio::time::timeout(Duration::from_millis(10 * cut), Box::pin(deleting)).await;
    }
    retention::enforce(&db, old.programme, now).await.unwrap();
    is_gone(&db, &old, now).await;
}

#[tokio::test]
async fn an_email_that_never_left_is_forgotten_like_one_that_did() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let began = at("2026-01-01T00:00:00Z");
    let [cancelled, failed, sent, waits] = [(); 4].map(|()| Uuid::new_v4());
    for id in [cancelled, failed, sent, waits] {
        outbox::enqueue(db.write_one(), letter(id), began).await.unwrap();
    }
    outbox::cancel(db.write_one(), cancelled, "unsubscribed").await.unwrap();
    outbox::record(&db, failed, &Tried::Failed, "no such user", began).await.unwrap();
    outbox::record(&db, sent, &Tried::Sent, "taken", began).await.unwrap();
    for (days, kept) in [(729, true), (731, false)] {
        retention::tidy(&db, began + (24 * days).hours()).await.unwrap();
        for id in [cancelled, failed, sent] {
            assert_eq!(outbox::find(db.read(), id).await.unwrap().is_some(), kept, "after {days} days");
        }
        let waits = outbox::find(db.read(), waits).await.unwrap().unwrap();
        assert_eq!(waits.message.len(), 10_000);
    }
}

#[tokio::test]
async fn a_programme_whose_settings_are_damaged_keeps_no_other_from_deleting() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let old = old_round(&db).await;
    let other = open_round(&db, PrivacyMode::Anonymous).await;
    programme::Entity::update_many()
        .col_expr(programme::Column::Settings, Expr::val(serde_json::json!({"audit_years": "many"})))
        .filter(programme::Column::Id.eq(other.programme))
        .exec(db.write_one())
        .await
        .unwrap();
    let now = at("2030-01-01T00:00:00Z");
    assert_eq!(retention::due(&db, now).await.unwrap(), BTreeSet::from([old.programme, other.programme]));
    assert!(retention::enforce(&db, other.programme, now).await.is_err());
    retention::enforce(&db, old.programme, now).await.unwrap();
    assert_eq!(retention::due(&db, now).await.unwrap(), BTreeSet::from([other.programme]));
}
