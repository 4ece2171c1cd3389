//! Answers to several rounds through several instances, in any order: marks come in whole groups, and leave a whole group.

use std::collections::BTreeSet;

use common_ground::{
    store::{
        Db, invitations,
        rounds::Round,
        spent::SpentLinks,
        submission::{InvitedBy, PersonalLink, Submission, SubmissionOutcome, commit},
    },
    survey::round::PrivacyMode,
};
use jiff::Timestamp;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::GROUP;
use crate::support::entity;
use crate::support::{
    database::TestDatabase,
    rounds::{open_round, submission},
};

/// A round, the people on its list, and who of them is still to answer.
struct Asked {
    round: Round,
    smallest_group: usize,
    waiting: Vec<Uuid>,
    marked: BTreeSet<Uuid>,
}

async fn invite(db: &Db, round: &Round) -> Uuid {
    let (id, later): (_, Timestamp) = (Uuid::new_v4(), "2100-01-01T00:00:00Z".parse().unwrap());
    let email = format!("{}@example.org", id.simple());
    let contact = invitations::add_contact(db.write_one(), round.programme, None, "A. Person", &email);
    let contact = contact.await.unwrap();
    invitations::invite(db.write_one(), id, round.id, contact, id.to_string(), later).await.unwrap();
    id
}

async fn asked(db: &Db, people: usize, smallest_group: usize) -> Asked {
    let round = open_round(db, PrivacyMode::Anonymous).await;
    let mut waiting = Vec::new();
    for _ in 0..people {
        waiting.push(invite(db, &round).await);
    }
    Asked { round, smallest_group, waiting, marked: BTreeSet::new() }
}

impl Asked {
    /// The list as it stands: who is marked, and how many are not.
    async fn list(&self, db: &Db) -> (BTreeSet<Uuid>, usize) {
        let of_round = entity::invitation::Column::RoundId.eq(self.round.id);
        let rows = entity::invitation::Entity::find().filter(of_round).all(db.read()).await.unwrap();
        let marked: BTreeSet<Uuid> = rows.iter().filter(|row| row.used).map(|row| row.id).collect();
        let left = rows.len() - marked.len();
        (marked, left)
    }

    /// Looks at the list after a step: whoever is newly marked is one of a whole group, and so is whoever is left.
    async fn holds(&mut self, db: &Db) -> usize {
        let (marked, left) = self.list(db).await;
        assert!(self.marked.is_subset(&marked), "a mark stays");
        let new = marked.len() - self.marked.len();
        if new > 0 {
            assert!(new >= self.smallest_group, "{new} were marked together");
            assert!(left == 0 || left >= self.smallest_group, "{left} were left");
        }
        self.marked = marked;
        new
    }
}

#[tokio::test]
async fn in_any_order_of_answers_each_mark_is_one_of_a_whole_group_and_leaves_a_whole_group() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let mut batches = 0;
    for seed in 0..8 {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut rounds = Vec::new();
        for _ in 0..3 {
            rounds.push(asked(&db, rng.random_range(1..32), rng.random_range(GROUP..9)).await);
        }
        let mut instances = [SpentLinks::default(), SpentLinks::default()];
        for _ in 0..24 {
            let instance = rng.random_range(0..instances.len());
            step(&db, &mut rng, &mut rounds, &mut instances[instance]).await;
            for asked in &mut rounds {
                batches += usize::from(asked.holds(&db).await > 0);
            }
        }
    }
    assert!(batches > 8, "only {batches} groups were marked, which shows little");
}

/// Something happens: mostly people answer, sometimes one is added or taken off the list, or the process ends.
async fn step(db: &Db, rng: &mut StdRng, rounds: &mut [Asked], spent: &mut SpentLinks) {
    let at = rng.random_range(0..rounds.len());
    match rng.random_range(0..20) {
        0 => {
            let new = invite(db, &rounds[at].round).await;
            rounds[at].waiting.push(new);
        }
        1 => {
            // Whether or not they have answered, as far as the list knows nothing of it.
            let of_round = entity::invitation::Column::RoundId.eq(rounds[at].round.id);
            let unmarked = entity::invitation::Column::Used.eq(false);
            let find = entity::invitation::Entity::find().filter(of_round).filter(unmarked);
            if let Some(row) = find.one(db.read()).await.unwrap() {
                rounds[at].waiting.retain(|id| *id != row.id);
                entity::invitation::Entity::delete_by_id(row.id).exec(db.write_one()).await.unwrap();
            }
        }
        2 => *spent = SpentLinks::default(),
        _ => answers(db, rng, rounds, spent).await,
    }
}

/// Some people of several rounds answer in one batch, with somebody who uses a link twice.
async fn answers(db: &Db, rng: &mut StdRng, rounds: &mut [Asked], spent: &SpentLinks) {
    let mut batch = Vec::new();
    for asked in rounds.iter_mut() {
        let smallest_group = u32::try_from(asked.smallest_group).unwrap();
        asked.waiting.shuffle(rng);
        let people = rng.random_range(0..=asked.waiting.len().min(4));
        for id in asked.waiting.drain(..people) {
            let link = InvitedBy::Apart(PersonalLink { id, used: false, smallest_group });
            batch.push(submission(&asked.round, &format!("key of {id}"), Some(link)));
        }
    }
    let Some(first) = batch.first().cloned() else { return };
    let outcome = commit(db, 0, &batch, spent).await.unwrap();
    assert!(outcome.iter().all(|stored| *stored == SubmissionOutcome::New), "{outcome:?}");
    spent.mark_full(db).await.unwrap();
    let again = another_form(&first);
    assert_eq!(commit(db, 0, &[again], spent).await.unwrap(), [SubmissionOutcome::LinkUsed]);
}

/// Another form by the same link.
fn another_form(first: &Submission) -> Submission {
    let mut again = first.clone();
    again.id = Uuid::new_v4();
    again.key_hash = format!("another {}", again.id);
    again
}

#[tokio::test]
async fn several_instances_at_once_never_leave_a_few_unmarked() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    for _ in 0..4 {
        let mut asked = asked(&db, 16, GROUP).await;
        let halves: Vec<Vec<_>> = asked
            .waiting
            .chunks(8)
            .map(|ids| {
                let link =
                    |id: &Uuid| InvitedBy::Apart(PersonalLink { id: *id, used: false, smallest_group: 5 });
                ids.iter().map(|id| submission(&asked.round, &id.to_string(), Some(link(id)))).collect()
            })
            .collect();
        let (one, two) = (SpentLinks::default(), SpentLinks::default());
        // Six of each half would be two groups, and four people left alone.
        commit(&db, 0, &halves[0][..6], &one).await.unwrap();
        commit(&db, 1, &halves[1][..6], &two).await.unwrap();
        let (first, second) = tokio::join!(one.mark_full(&db), two.mark_full(&db));
        first.unwrap();
        second.unwrap();
        assert_eq!(asked.holds(&db).await, 6);
        // When all have answered, whoever marks last has all that is left.
        commit(&db, 0, &halves[0][6..], &one).await.unwrap();
        commit(&db, 1, &halves[1][6..], &two).await.unwrap();
        one.mark_full(&db).await.unwrap();
        two.mark_full(&db).await.unwrap();
        one.mark_full(&db).await.unwrap();
        asked.holds(&db).await;
    }
}

#[tokio::test]
async fn one_group_alone_is_marked_at_once_and_then_a_link_is_refused_by_every_instance() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let mut asked = asked(&db, 5, GROUP).await;
    let (here, elsewhere) = (SpentLinks::default(), SpentLinks::default());
    let link = |id| InvitedBy::Apart(PersonalLink { id, used: false, smallest_group: 5 });
    let batch: Vec<_> =
        asked.waiting.iter().map(|id| submission(&asked.round, &id.to_string(), Some(link(*id)))).collect();
    commit(&db, 0, &batch, &here).await.unwrap();
    here.mark_full(&db).await.unwrap();
    assert_eq!(asked.holds(&db).await, 5);
    let mut again = another_form(&batch[0]);
    again.invitation =
        Some(InvitedBy::Apart(PersonalLink { id: asked.waiting[0], used: true, smallest_group: 5 }));
    assert_eq!(commit(&db, 0, &[again], &elsewhere).await.unwrap(), [SubmissionOutcome::LinkUsed]);
}
