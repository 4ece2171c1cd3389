//! The write path: never lose an answer, never double one.

use std::{collections::BTreeMap, sync::Arc};

use common_ground::{
    store::{
        close,
        comments::{self, Release},
        invitations, responses,
        spent::SpentLinks,
        submission::{InvitedBy, PersonalLink, Submission, SubmissionOutcome, commit},
        tallies, writer,
    },
    survey::{round::PrivacyMode, tally::CountedValue},
};
use common_ground_reports::small_numbers::MinGroup;
use jiff::Timestamp;
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use uuid::Uuid;

use crate::support::{
    database::TestDatabase,
    rounds::{made_up, needs_round, open_round, submission},
};

#[tokio::test]
async fn many_people_sending_at_once_are_each_stored_once_and_counted() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = open_round(&db, PrivacyMode::Anonymous).await;
    let (writer, task) = writer::start(db.clone(), Arc::default());
    let sends = (0..300).map(|n| {
        let (writer, submission) = (writer.clone(), submission(&round, &format!("key {n}"), None));
        tokio::spawn(async move { writer.submit(submission).await.unwrap() })
    });
    let sends: Vec<_> = sends.collect();
    for send in sends {
        assert_eq!(send.await.unwrap(), SubmissionOutcome::New);
    }
    let again = writer.submit(submission(&round, "key 7", None)).await.unwrap();
    assert_eq!(again, SubmissionOutcome::Already);
    drop(writer);
    task.await.unwrap();

    let stored = responses::page(db.read(), round.id, None).await.unwrap();
    assert_eq!(stored.len(), 300);
    let tallies = tallies::of_round(db.read(), round.id).await.unwrap();
    let rating = tallies.iter().find(|tally| tally.item == "bring_energy").unwrap();
    assert_eq!((&*rating.grp, &*rating.value, rating.n), ("school", "4", 300));
}

#[tokio::test]
async fn a_bad_item_in_a_batch_never_fails_its_neighbours() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = open_round(&db, PrivacyMode::Anonymous).await;
    let (writer, _task) = writer::start(db.clone(), Arc::default());
    let first = submission(&round, "first", None);
    let mut same_id = submission(&round, "second", None);
    same_id.id = first.id;
    assert_eq!(writer.submit(first).await.unwrap(), SubmissionOutcome::New);
    let good = (0..20).map(|n| submission(&round, &format!("good {n}"), None));
    let all: Vec<_> = good.chain([same_id]).collect();
    let sends: Vec<_> = all
        .into_iter()
        .map(|submission| {
            let writer = writer.clone();
            tokio::spawn(async move { writer.submit(submission).await })
        })
        .collect();
    let mut refused = 0;
    for send in sends {
        match send.await.unwrap() {
            Ok(stored) => assert_eq!(stored, SubmissionOutcome::New),
            Err(_) => refused += 1,
        }
    }
    assert_eq!(refused, 1, "only the submission whose id was taken");
    assert_eq!(responses::page(db.read(), round.id, None).await.unwrap().len(), 21);
}

#[tokio::test]
async fn a_batch_with_a_form_sent_twice_stores_and_counts_the_same_as_one_without() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let mut stored = Vec::new();
    for twice in [false, true] {
        let round = needs_round(&db, PrivacyMode::Anonymous).await;
        let mut batch = made_up(&round, 40);
        if twice {
            batch.push(Submission { id: Uuid::new_v4(), ..batch[7].clone() });
        }
        let outcome = commit(&db, 0, &batch, &SpentLinks::default()).await.unwrap();
        assert!(outcome[..40].iter().all(|outcome| *outcome == SubmissionOutcome::New));
        assert_eq!(outcome.get(40).copied(), twice.then_some(SubmissionOutcome::Already));
        let rows = responses::page(db.read(), round.id, None).await.unwrap();
        let mut rows: Vec<_> = rows.into_iter().map(|row| (row.grp, row.answers.to_string())).collect();
        assert_eq!(rows.len(), 40);
        rows.sort();
        stored.push((rows, tallies::of_round(db.read(), round.id).await.unwrap()));
    }
    assert_eq!(stored[0], stored[1]);
}

#[tokio::test]
async fn answers_to_several_rounds_at_once_are_counted_each_in_its_own_by_whichever_instance() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let [one, other] =
        [needs_round(&db, PrivacyMode::Anonymous).await, needs_round(&db, PrivacyMode::Anonymous).await];
    let mut expected = Vec::new();
    for round in [&one, &other] {
        let mut counted = BTreeMap::new();
        for submission in made_up(round, 40) {
            for CountedValue { item, value } in submission.tallies {
                *counted.entry((item, submission.group.clone(), value)).or_insert(0_i64) += 1;
            }
        }
        expected.push(counted);
    }
    let mut people: Vec<_> = made_up(&one, 40).into_iter().chain(made_up(&other, 40)).collect();
    people.shuffle(&mut StdRng::seed_from_u64(3));
    for (instance, batch) in (0..4).zip(people.chunks(20)) {
        let outcome = commit(&db, instance % 2, batch, &SpentLinks::default()).await.unwrap();
        assert_eq!(outcome, [SubmissionOutcome::New; 20]);
    }
    for (round, expected) in [&one, &other].into_iter().zip(expected) {
        let counted = tallies::of_round(db.read(), round.id).await.unwrap().into_iter();
        let counted: BTreeMap<_, _> =
            counted.map(|cell| ((cell.item, cell.grp, cell.value), cell.n)).collect();
        assert_eq!(counted, expected);
    }
    let progress = tallies::progress(db.read(), &[one.id, other.id]).await.unwrap();
    assert_eq!(progress.values().map(|progress| progress.responses).collect::<Vec<_>>(), [40, 40]);
}

#[tokio::test]
async fn answers_to_a_closed_round_never_keep_those_to_an_open_one_from_being_stored() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let [open, closed] =
        [open_round(&db, PrivacyMode::Anonymous).await, open_round(&db, PrivacyMode::Anonymous).await];
    assert!(close::close(&db, closed.id, true, &[], MinGroup::default()).await.unwrap());
    let batch =
        [submission(&closed, "a", None), submission(&open, "b", None), submission(&closed, "c", None)];
    let outcome = commit(&db, 0, &batch, &SpentLinks::default()).await.unwrap();
    assert_eq!(outcome, [SubmissionOutcome::Closed, SubmissionOutcome::New, SubmissionOutcome::Closed]);
    assert_eq!(responses::page(db.read(), open.id, None).await.unwrap().len(), 1);
    assert_eq!(responses::page(db.read(), closed.id, None).await.unwrap().len(), 0);
    assert!(tallies::of_round(db.read(), closed.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_personal_link_is_good_for_one_response() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    for privacy in [PrivacyMode::Anonymous, PrivacyMode::Confidential] {
        let round = open_round(&db, privacy).await;
        let (invitation, via) = invite(&db, &round, privacy).await;
        let (writer, task) = writer::start(db.clone(), Arc::default());
        assert_eq!(writer.submit(submission(&round, "a", Some(via))).await.unwrap(), SubmissionOutcome::New);
        // The same form sent twice is the same response; another form by the same link is refused.
        assert_eq!(
            writer.submit(submission(&round, "a", Some(via))).await.unwrap(),
            SubmissionOutcome::Already
        );
        assert_eq!(
            writer.submit(submission(&round, "b", Some(via))).await.unwrap(),
            SubmissionOutcome::LinkUsed
        );
        drop(writer);
        task.await.unwrap();
        let kept = invitations::find(db.read(), invitation).await.unwrap().unwrap();
        // One alone is not marked where nobody may know who answered.
        assert_eq!(kept.used, privacy == PrivacyMode::Confidential);
        assert_eq!(kept.response_id.is_some(), privacy == PrivacyMode::Confidential);
        assert_eq!(responses::page(db.read(), round.id, None).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn at_the_close_an_anonymous_round_keeps_its_answers_and_loses_every_trace_of_their_order() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = open_round(&db, PrivacyMode::Anonymous).await;
    let (writer, _task) = writer::start(db.clone(), Arc::default());
    for n in 0..12 {
        writer.submit(submission(&round, &format!("key {n}"), None)).await.unwrap();
    }
    let before = responses::page(db.read(), round.id, None).await.unwrap();
    assert!(close::close(&db, round.id, true, &["change".to_owned()], MinGroup::default()).await.unwrap());
    assert!(
        !close::close(&db, round.id, true, &["change".to_owned()], MinGroup::default()).await.unwrap(),
        "closed once only"
    );

    let after = responses::page(db.read(), round.id, None).await.unwrap();
    let texts = |rows: &[responses::Response]| {
        let mut texts: Vec<String> = rows.iter().map(|row| row.answers.to_string()).collect();
        texts.sort();
        texts
    };
    assert_eq!(texts(&before), texts(&after));
    assert!(before.iter().all(|old| after.iter().all(|new| new.id != old.id)));
    let comments = comments::of_rounds(db.read(), &[round.id]).await.unwrap();
    assert_eq!(comments.len(), 12);
    assert!(comments.iter().all(|comment| comment.state == Release::Waiting));
    assert_eq!(writer.submit(submission(&round, "late", None)).await.unwrap(), SubmissionOutcome::Closed);
}

async fn invite(
    db: &common_ground::store::Db,
    round: &common_ground::store::rounds::Round,
    privacy: PrivacyMode,
) -> (Uuid, InvitedBy) {
    let contact =
        invitations::add_contact(db.write_one(), round.programme, None, "A. Person", "a@example.org")
            .await
            .unwrap();
    let id = Uuid::new_v4();
    let later: Timestamp = "2100-01-01T00:00:00Z".parse().unwrap();
    invitations::invite(db.write_one(), id, round.id, contact, id.to_string(), later).await.unwrap();
    (
        id,
        if privacy == PrivacyMode::Anonymous {
            InvitedBy::Apart(PersonalLink { id, used: false, smallest_group: 5 })
        } else {
            InvitedBy::Linked(id)
        },
    )
}
