//! The close of a round: others who answer do not wait for it, and it is finished whatever happens meanwhile.

use std::time::Instant;

use common_ground::{
    store::{
        close, comments, people::PersonRole, published, responses, submission::SubmissionOutcome, traces,
        transfer, write, writer,
    },
    survey::round::{PrivacyMode, RoundState},
};
use common_ground_reports::small_numbers::MinGroup;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    crowd::got_their_turns,
    database::TestDatabase,
    entity::trace,
    rounds::{answer_needs, miles_round, needs_round, open_round, store, submission, who_went},
};

/// Answers to the round that closes.
const MANY: usize = 6_000;

async fn ids(db: &common_ground::store::Db, round: Uuid) -> Vec<Uuid> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = responses::page(db.read(), round, after).await.unwrap();
        let Some(last) = page.last() else { return ids };
        after = Some(last.id);
        ids.extend(page.iter().map(|response| response.id));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_who_answer_do_not_wait_until_a_large_round_has_closed() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let large = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &large, MANY).await;
    let before = ids(&db, large.id).await;
    let other = open_round(&db, PrivacyMode::Anonymous).await;
    let (writer, _task) = writer::start(db.clone(), std::sync::Arc::default());

    let closing = tokio::spawn({
        let (db, id) = (db.clone(), large.id);
        async move {
            let began = Instant::now();
            let texts = ["other_help".to_owned()];
            close::close(&db, id, true, &texts, MinGroup::default())
                .await
                .map(|closed| (closed, began.elapsed()))
        }
    });
    let mut waits = Vec::new();
    while !closing.is_finished() {
        let began = Instant::now();
        let key = format!("key {}", waits.len());
        assert_eq!(writer.submit(submission(&other, &key, None)).await.unwrap(), SubmissionOutcome::New);
        waits.push(began.elapsed());
    }
    let (closed, took) = closing.await.unwrap().unwrap();
    assert!(closed);
    // The rest is written in pieces.
    got_their_turns(&waits, took, 2);

    let after = ids(&db, large.id).await;
    assert_eq!(after.len(), MANY);
    let kept: std::collections::HashSet<Uuid> = before.into_iter().collect();
    assert!(after.iter().all(|id| !kept.contains(id)), "every response has a new id");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_who_answer_do_not_wait_until_the_numbers_of_a_large_round_were_read() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let large = miles_round(&db, PrivacyMode::Confidential).await;
    for miles in [3, 12, 41, 300] {
        store(&db, &who_went(&large, miles, MANY)).await;
    }
    let other = open_round(&db, PrivacyMode::Anonymous).await;
    let (writer, _task) = writer::start(db.clone(), std::sync::Arc::default());

    let closing = tokio::spawn({
        let (db, id) = (db.clone(), large.id);
        async move {
            let began = Instant::now();
            close::close(&db, id, false, &[], MinGroup::default()).await.map(|_| began.elapsed())
        }
    });
    let mut waits = Vec::new();
    while !closing.is_finished() {
        let began = Instant::now();
        let key = format!("key {}", waits.len());
        assert_eq!(writer.submit(submission(&other, &key, None)).await.unwrap(), SubmissionOutcome::New);
        waits.push(began.elapsed());
    }
    // Reading is most of a close.
    got_their_turns(&waits, closing.await.unwrap().unwrap(), 2);
    let record = published::find(db.read(), large.id).await.unwrap().unwrap();
    assert_eq!(record.table.whole.values("miles~").map(|(_, n)| n).sum::<u64>(), 4 * MANY as u64);
}

#[tokio::test]
async fn an_answer_that_comes_while_a_close_reads_the_numbers_is_among_them() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = miles_round(&db, PrivacyMode::Confidential).await;
    store(&db, &who_went(&round, 3, 8)).await;
    let given = published::read_before(db.read(), round.id).await.unwrap();
    assert!(given.is_some(), "the survey asks for a number");
    // Nothing of this transaction lasts.
    let told = async || {
        let tx = write(&db).await.unwrap();
        let record = published::at_close(&tx, round.id, MinGroup::default(), given.as_ref()).await.unwrap();
        tx.rollback().await.unwrap();
        record.table.whole.values("miles~").map(|(class, n)| (class.to_owned(), n)).collect::<Vec<_>>()
    };
    assert_eq!(told().await, [("..".to_owned(), 8)]);
    store(&db, &who_went(&round, 300, 6)).await;
    assert_eq!(told().await.iter().map(|(_, n)| n).sum::<u64>(), 14);

    assert!(close::close(&db, round.id, false, &[], MinGroup::default()).await.unwrap());
    let record = published::find(db.read(), round.id).await.unwrap().unwrap();
    assert_eq!(record.table.whole.values("miles~").map(|(_, n)| n).sum::<u64>(), 14);
}

/// What a kill just after the close of a round in a file leaves.
async fn is_cut_off(db: &common_ground::store::Db, round: Uuid) {
    traces::note(db.write_one(), round).await.unwrap();
    trace::Entity::update_many()
        .col_expr(trace::Column::Horizon, Expr::val("unwritten"))
        .filter(trace::Column::RoundId.eq(round))
        .exec(db.write_one())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_close_that_was_cut_off_in_a_file_is_finished_in_the_database_that_everything_moves_into() {
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite://{}", folder.path().join("common-ground.db").display());
    let old = TestDatabase::at(file).open().await;
    let mut rounds = Vec::new();
    for _ in 0..2 {
        let round = needs_round(&old, PrivacyMode::Anonymous).await;
        answer_needs(&old, &round, 40).await;
        close::close(&old, round.id, true, &[], MinGroup::default()).await.unwrap();
        rounds.push(round.id);
    }
    // Each close finishes what those before it left.
    for round in &rounds {
        is_cut_off(&old, *round).await;
    }
    let database = TestDatabase::create().await;
    let db = database.open().await;
    transfer::copy(&old, &db, |_| {}).await.unwrap();

    let [exported, other] = rounds[..] else { panic!("there are two") };
    let before = [ids(&db, exported).await, ids(&db, other).await].concat();
    // A file of answers that is asked for before the scheduler has looked.
    traces::settle(&db, exported).await.unwrap();
    // Whether nothing is left depends on who reads the server meanwhile.
    traces::sweep(&db).await.unwrap();
    let after = [ids(&db, exported).await, ids(&db, other).await].concat();
    assert_eq!(after.len(), before.len());
    assert!(after.iter().all(|id| !before.contains(id)), "every response has a new id");
}

#[tokio::test]
async fn a_close_that_was_cut_off_is_finished_by_the_next_step() {
    let database = TestDatabase::create().await;
    if database.is_postgres() {
        // There all of it is one transaction.
        return;
    }
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 2_500).await;
    close::close(&db, round.id, true, &[], MinGroup::default()).await.unwrap();
    assert!(!traces::are_left_of(db.read(), round.id).await.unwrap());

    // As a kill just after the close leaves it.
    let before = ids(&db, round.id).await;
    is_cut_off(&db, round.id).await;
    // A comment that is removed meanwhile does not hide that there is something to do.
    traces::note(db.write_one(), round.id).await.unwrap();
    assert!(traces::sweep(&db).await.unwrap());
    let after = ids(&db, round.id).await;
    assert_eq!(after.len(), before.len());
    assert!(after.iter().all(|id| !before.contains(id)));
    assert!(!traces::are_left_of(db.read(), round.id).await.unwrap());
}

#[rocket::async_test]
async fn a_survey_that_was_opened_again_has_each_comment_once_after_its_second_close() {
    let app = TestApp::start().await;
    let round = app
        .round("partner_expect", |round| {
            round.privacy = PrivacyMode::Confidential;
            round.state = RoundState::Open;
        })
        .await;
    let answer = |words: &'static str| {
        let (app, code) = (&app, round.code.clone());
        async move {
            let fields =
                [("action", "submit"), ("answers[partner_kind]", "school"), ("answers[one_change]", words)];
            let sent = app.visitor().await.post(&format!("/s/{code}"), &fields).await;
            sent.has_status(303);
        }
    };
    for words in ["More time", "More time", "A fixed day"] {
        answer(words).await;
    }
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.post(&format!("{page}/close"), &[]).await.leads_to(&page);
    let until = [("closes", "2026-06-12"), ("closes_time", "17:00")];
    trainer.post(&format!("{page}/reopen"), &until).await.has_status(303);
    for words in ["More time", "Earlier dates"] {
        answer(words).await;
    }
    trainer.post(&format!("{page}/close"), &[]).await.leads_to(&page);

    let comments = comments::of_rounds(app.app.db.read(), &[round.id]).await.unwrap();
    let mut words: Vec<&str> = comments.iter().map(|comment| comment.text.as_str()).collect();
    words.sort_unstable();
    assert_eq!(words, ["A fixed day", "Earlier dates", "More time", "More time", "More time"]);
}
