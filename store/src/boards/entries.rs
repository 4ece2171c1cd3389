//! What phones send, made durable in batches by the [writer](crate::store::writer): cards, changes of one’s own cards, and
//! dots. Each carries a key, so that a form sent twice counts once.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use common_ground_boards::votes::MOST_ON_ONE;
use jiff::Timestamp;
use rand::seq::SliceRandom;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, LockType, OnConflict},
};
use uuid::Uuid;

use super::Origin;
use crate::{
    store::{
        Board, BoardPrompt, BoardState, Db, PromptStep, Result, Transaction, counts_by,
        entity::{board, board_card, board_key, board_prompt, board_vote},
        set_where, write,
    },
    survey::Side,
};

/// Cards that one prompt takes: far more than a room reads.
const MOST_CARDS: i64 = 5_000;
/// Cards that one phone writes for a prompt: enough for a table that shares it.
pub const MOST_OF_ONE: i64 = 100;

/// Something that a phone sent.
#[derive(Clone, Debug)]
pub struct PhoneEntry {
    pub board: Uuid,
    /// The prompt that it is about.
    pub prompt: Uuid,
    /// The keyed hash of the phone.
    pub phone: String,
    /// The hash of the form’s idempotency key.
    pub key_hash: String,
    /// When it came.
    pub at: Timestamp,
    /// What is to be done.
    pub act: PhoneAct,
}

/// What a phone does.
#[derive(Clone, Debug)]
pub enum PhoneAct {
    /// Writes a card.
    Write {
        /// Its words.
        text: String,
        /// The side that the person chose.
        side: Side,
    },
    /// Writes its own card anew.
    Change {
        /// Which.
        card: Uuid,
        /// The new words.
        text: String,
    },
    /// Takes its own card back.
    TakeBack {
        /// Which.
        card: Uuid,
    },
    /// Gives so many dots to a card or a group, in place of those it gave before.
    Give {
        /// To which.
        target: Uuid,
        /// How many.
        dots: u8,
    },
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryOutcome {
    /// It is durable now.
    Done,
    /// The same form was taken before.
    Already,
    /// The prompt takes nothing of the kind now.
    Closed,
    /// The card or group is not there, or not this phone’s.
    NotThere,
    /// More dots than there are left, or than one thing may get.
    TooManyDots,
    /// The prompt has as many cards as it takes.
    Full,
    /// The phone has written as many of them as one may.
    Enough,
}

/// What is known of the boards that a batch is about.
struct Scene {
    open: HashSet<Uuid>,
    prompts: HashMap<Uuid, BoardPrompt>,
    seen: HashSet<(Uuid, String)>,
    cards: HashMap<Uuid, i64>,
    /// Cards by prompt and phone.
    by_phone: HashMap<(Uuid, String), i64>,
    /// Who wrote the cards that are to be changed.
    own: HashMap<Uuid, (Uuid, String)>,
    /// What can get dots, with its prompt.
    targets: HashMap<Uuid, Uuid>,
    /// Dots by prompt, phone and target.
    given: HashMap<(Uuid, String), BTreeMap<Uuid, u8>>,
}

/// Stores a batch: all of it or, on an error, none.
///
/// # Errors
/// When the database fails; then the same batch may be tried again.
pub async fn commit(db: &Db, batch: &[PhoneEntry]) -> Result<Vec<EntryOutcome>> {
    let tx = write(db).await?;
    let mut scene = look(&tx, batch).await?;
    let outcomes: Vec<EntryOutcome> = batch.iter().map(|entry| scene.take(entry)).collect();
    let done: Vec<&PhoneEntry> = batch
        .iter()
        .zip(&outcomes)
        .filter(|(_, outcome)| **outcome == EntryOutcome::Done)
        .map(|(e, _)| e)
        .collect();
    keep(&tx, &done, &scene).await?;
    tx.commit().await?;
    Ok(outcomes)
}

/// Reads what a batch needs, in as many statements whatever its size. The boards are held until the commit: an instance
/// beside this one waits its turn, and so does whoever closes the writing.
#[expect(clippy::too_many_lines, reason = "one statement after another, each for the whole batch")]
async fn look(tx: &Transaction, batch: &[PhoneEntry]) -> Result<Scene> {
    let boards: BTreeSet<Uuid> = batch.iter().map(|entry| entry.board).collect();
    let held: Vec<Board> = board::Entity::find()
        .filter(board::Column::Id.is_in(boards.iter().copied()))
        .order_by_asc(board::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_model()
        .all(tx)
        .await?;
    let asked: BTreeSet<Uuid> = batch.iter().map(|entry| entry.prompt).collect();
    let prompts: Vec<BoardPrompt> = board_prompt::Entity::find()
        .filter(board_prompt::Column::Id.is_in(asked.iter().copied()))
        .into_model()
        .all(tx)
        .await?;
    let seen = board_key::Entity::find()
        .filter(board_key::Column::BoardId.is_in(boards))
        .filter(board_key::Column::KeyHash.is_in(batch.iter().map(|entry| &*entry.key_hash)))
        .all(tx)
        .await?;
    let mut scene = Scene {
        open: held.iter().filter(|board| board.state == BoardState::Open).map(|board| board.id).collect(),
        prompts: prompts.into_iter().map(|prompt| (prompt.id, prompt)).collect(),
        seen: seen.into_iter().map(|row| (row.board_id, row.key_hash)).collect(),
        cards: HashMap::new(),
        by_phone: HashMap::new(),
        own: HashMap::new(),
        targets: HashMap::new(),
        given: HashMap::new(),
    };
    let acts = |is: fn(&PhoneAct) -> bool| batch.iter().filter(move |entry| is(&entry.act));
    if acts(|act| matches!(act, PhoneAct::Write { .. })).next().is_some() {
        let written = board_card::Column::PromptId.is_in(asked.iter().copied());
        let written = board_card::Entity::find().filter(written);
        scene.cards.extend(counts_by::<_, Uuid>(tx, written, board_card::Column::PromptId).await?);
        let phones: BTreeSet<&str> = batch.iter().map(|entry| &*entry.phone).collect();
        let by_phone: Vec<(Uuid, String, i64)> = board_card::Entity::find()
            .select_only()
            .column(board_card::Column::PromptId)
            .column(board_card::Column::WriterHash)
            .expr(Expr::col(board_card::Column::Id).count())
            .filter(board_card::Column::PromptId.is_in(asked.iter().copied()))
            .filter(board_card::Column::WriterHash.is_in(phones))
            .group_by(board_card::Column::PromptId)
            .group_by(board_card::Column::WriterHash)
            .into_tuple()
            .all(tx)
            .await?;
        scene.by_phone.extend(by_phone.into_iter().map(|(prompt, phone, cards)| ((prompt, phone), cards)));
    }
    let changed: Vec<Uuid> = batch.iter().filter_map(|entry| entry.act.card()).collect();
    if !changed.is_empty() {
        let cards = board_card::Entity::find().filter(board_card::Column::Id.is_in(changed)).all(tx).await?;
        let own = |card: board_card::Model| Some((card.id, (card.prompt_id, card.writer_hash?)));
        scene.own.extend(cards.into_iter().filter_map(own));
    }
    let voters: Vec<&PhoneEntry> = acts(|act| matches!(act, PhoneAct::Give { .. })).collect();
    if !voters.is_empty() {
        scene.look_at_votes(tx, &voters).await?;
    }
    Ok(scene)
}

impl PhoneAct {
    /// The card of one’s own that it changes.
    fn card(&self) -> Option<Uuid> {
        match self {
            Self::Change { card, .. } | Self::TakeBack { card } => Some(*card),
            Self::Write { .. } | Self::Give { .. } => None,
        }
    }
}

impl Scene {
    async fn look_at_votes(&mut self, tx: &Transaction, voters: &[&PhoneEntry]) -> Result<()> {
        let prompts: BTreeSet<Uuid> = voters.iter().map(|entry| entry.prompt).collect();
        let wanted: BTreeSet<Uuid> = voters
            .iter()
            .filter_map(
                |entry| if let PhoneAct::Give { target, .. } = entry.act { Some(target) } else { None },
            )
            .collect();
        let cards: Vec<(Uuid, Uuid, Option<Uuid>)> = board_card::Entity::find()
            .select_only()
            .column(board_card::Column::Id)
            .column(board_card::Column::PromptId)
            .column(board_card::Column::GroupId)
            .filter(board_card::Column::PromptId.is_in(prompts.iter().copied()))
            .filter(board_card::Column::Withheld.eq(false))
            .filter(
                board_card::Column::Id
                    .is_in(wanted.iter().copied())
                    .or(board_card::Column::GroupId.is_in(wanted.iter().copied())),
            )
            .into_tuple()
            .all(tx)
            .await?;
        // A card in a group gets its dots through the group, and a group of nothing gets none.
        self.targets.extend(cards.into_iter().map(|(card, prompt, group)| (group.unwrap_or(card), prompt)));
        let phones: BTreeSet<&str> = voters.iter().map(|entry| &*entry.phone).collect();
        let given = board_vote::Entity::find()
            .filter(board_vote::Column::PromptId.is_in(prompts))
            .filter(board_vote::Column::VoterHash.is_in(phones))
            .all(tx)
            .await?;
        for row in given {
            let dots = u8::try_from(row.dots).unwrap_or_default();
            self.given.entry((row.prompt_id, row.voter_hash)).or_default().insert(row.target_id, dots);
        }
        Ok(())
    }

    /// Decides about an entry, and remembers what follows for those after it.
    fn take(&mut self, entry: &PhoneEntry) -> EntryOutcome {
        let key = (entry.board, entry.key_hash.clone());
        if self.seen.contains(&key) {
            return EntryOutcome::Already;
        }
        let prompt = self.prompts.get(&entry.prompt).filter(|prompt| prompt.board_id == entry.board);
        let Some(prompt) = prompt.filter(|_| self.open.contains(&entry.board)) else {
            return EntryOutcome::Closed;
        };
        let outcome = match &entry.act {
            PhoneAct::Give { .. } if prompt.step != PromptStep::Voting => EntryOutcome::Closed,
            PhoneAct::Give { target, dots } => {
                let most = u32::try_from(prompt.dots).unwrap_or_default();
                if self.targets.get(target) == Some(&entry.prompt) {
                    let own = self.given.entry((entry.prompt, entry.phone.clone())).or_default();
                    let others = own.iter().filter(|(known, _)| *known != target);
                    let others: u32 = others.map(|(_, dots)| u32::from(*dots)).sum();
                    if *dots > MOST_ON_ONE || others + u32::from(*dots) > most {
                        EntryOutcome::TooManyDots
                    } else {
                        own.insert(*target, *dots);
                        EntryOutcome::Done
                    }
                } else {
                    EntryOutcome::NotThere
                }
            }
            _ if !prompt.takes_cards(entry.at) => EntryOutcome::Closed,
            PhoneAct::Write { .. } => {
                let cards = self.cards.entry(entry.prompt).or_default();
                let own = self.by_phone.entry((entry.prompt, entry.phone.clone())).or_default();
                if *cards >= MOST_CARDS {
                    EntryOutcome::Full
                } else if *own >= MOST_OF_ONE {
                    EntryOutcome::Enough
                } else {
                    *cards += 1;
                    *own += 1;
                    EntryOutcome::Done
                }
            }
            PhoneAct::Change { card, .. } | PhoneAct::TakeBack { card } => match self.own.get(card) {
                Some((of, writer)) if *of == entry.prompt && *writer == entry.phone => {
                    if matches!(entry.act, PhoneAct::TakeBack { .. }) {
                        self.own.remove(card);
                    }
                    EntryOutcome::Done
                }
                _ => EntryOutcome::NotThere,
            },
        };
        if outcome == EntryOutcome::Done {
            self.seen.insert(key);
        }
        outcome
    }
}

/// Writes down what was taken.
async fn keep(tx: &Transaction, done: &[&PhoneEntry], scene: &Scene) -> Result<()> {
    if done.is_empty() {
        return Ok(());
    }
    let keys = done.iter().map(|entry| board_key::ActiveModel {
        board_id: Set(entry.board),
        key_hash: Set(entry.key_hash.clone()),
    });
    board_key::Entity::insert_many(keys).exec_without_returning(tx).await?;
    let (mut written, mut back, mut votes) = (Vec::new(), Vec::new(), BTreeMap::new());
    for entry in done {
        match &entry.act {
            PhoneAct::Write { text, side } => written.push(board_card::ActiveModel {
                id: Set(Uuid::new_v4()),
                prompt_id: Set(entry.prompt),
                side: Set((*side).into()),
                origin: Set(Origin::Phone),
                text: Set(text.clone()),
                clarified: Set(None),
                table_name: Set(String::new()),
                group_id: Set(None),
                rank: Set(0),
                withheld: Set(false),
                example: Set(false),
                writer_hash: Set(Some(entry.phone.clone())),
            }),
            PhoneAct::Change { card, text } => {
                set_where(tx, board_card::Column::Text, text.clone(), board_card::Column::Id.eq(*card))
                    .await?;
            }
            PhoneAct::TakeBack { card } => back.push(*card),
            PhoneAct::Give { target, .. } => {
                let given = scene.given.get(&(entry.prompt, entry.phone.clone()));
                let dots = given.and_then(|given| given.get(target)).copied().unwrap_or_default();
                votes.insert((entry.prompt, &*entry.phone, *target), dots);
            }
        }
    }
    if !written.is_empty() {
        // In no order, so that where a row lies does not tell when it came.
        written.shuffle(&mut rand::rng());
        board_card::Entity::insert_many(written).exec_without_returning(tx).await?;
    }
    if !back.is_empty() {
        board_card::Entity::delete_many().filter(board_card::Column::Id.is_in(back)).exec(tx).await?;
    }
    if !votes.is_empty() {
        use board_vote::Column::{Dots, PromptId, TargetId, VoterHash};
        let rows = votes.into_iter().map(|((prompt, voter, target), dots)| board_vote::ActiveModel {
            prompt_id: Set(prompt),
            voter_hash: Set(voter.to_owned()),
            target_id: Set(target),
            dots: Set(i32::from(dots)),
        });
        let again = OnConflict::columns([PromptId, VoterHash, TargetId]).update_column(Dots).to_owned();
        board_vote::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    }
    Ok(())
}
