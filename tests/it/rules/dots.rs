//! Whatever a desk does with cards, the room is shown the people and dots that a small model of the board says.

use std::collections::{BTreeMap, BTreeSet};

use common_ground::{
    store::{
        Db,
        boards::{
            self, Board, BoardPrompt, PromptStep, close, desk,
            entries::{self, EntryOutcome, PhoneAct, PhoneEntry},
            room,
        },
    },
    survey::round::Side,
};
use common_ground_boards::votes::{Count, MOST_ON_ONE, Target};
use jiff::Timestamp;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::support::{board::open_board, database::TestDatabase};

/// Boards that are worked on by chance.
const BOARDS: u64 = 6;
/// Acts at the desk of each.
const ACTS: usize = 40;
const CARDS: usize = 7;
const VOTERS: usize = 4;
/// Dots that phones try to give in one vote.
const TRIES: usize = 14;

/// A card, as the model knows it.
#[derive(Debug)]
struct Card {
    id: Uuid,
    /// The question that it answers, by its place in the board.
    at: usize,
    group: Option<Uuid>,
    withheld: bool,
}

/// What is on the board, and who gave what: nothing but the rules as a person would say them.
#[derive(Debug, Default)]
struct Model {
    cards: Vec<Card>,
    /// Dots by question, voter and what they were given to.
    votes: BTreeMap<(usize, usize, Uuid), u8>,
}

impl Model {
    /// The cards of a question that the room sees.
    fn shown(&self, at: usize) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(move |card| card.at == at && !card.withheld)
    }

    /// Where dots given to a card or group are counted now; nowhere while it is off the board.
    fn place(&self, at: usize, target: Uuid) -> Option<Target<Uuid>> {
        if let Some(card) = self.shown(at).find(|card| card.id == target) {
            return Some(card.group.map_or(Target::Card(target), Target::Group));
        }
        self.shown(at).any(|card| card.group == Some(target)).then_some(Target::Group(target))
    }

    fn give(&mut self, at: usize, voter: usize, target: Uuid, (dots, most): (u8, i32)) -> EntryOutcome {
        match self.place(at, target) {
            Some(Target::Card(id) | Target::Group(id)) if id == target => {}
            _ => return EntryOutcome::NotThere,
        }
        let others = self.votes.iter().filter(|((of, by, to), _)| (*of, *by) == (at, voter) && *to != target);
        let others: i32 = others.map(|(_, dots)| i32::from(*dots)).sum();
        if dots > MOST_ON_ONE || others + i32::from(dots) > most {
            return EntryOutcome::TooManyDots;
        }
        self.votes.insert((at, voter, target), dots);
        EntryOutcome::Done
    }

    /// What each card and group has.
    fn counts(&self, at: usize) -> BTreeMap<Target<Uuid>, Count> {
        let mut people: BTreeMap<Target<Uuid>, BTreeSet<usize>> = BTreeMap::new();
        let mut counts: BTreeMap<Target<Uuid>, Count> = BTreeMap::new();
        for ((of, voter, target), dots) in self.votes.iter().filter(|(_, dots)| **dots > 0) {
            let Some(place) = self.place(*of, *target).filter(|_| *of == at) else { continue };
            let voters = people.entry(place).or_default();
            voters.insert(*voter);
            let count = counts.entry(place).or_default();
            count.people = voters.len();
            count.dots += usize::from(*dots);
        }
        counts
    }
}

/// A board that is worked on by chance, beside its model.
struct Scene {
    db: Db,
    rng: StdRng,
    board: Board,
    prompts: Vec<BoardPrompt>,
    model: Model,
    /// Forms that phones sent.
    forms: usize,
    /// What was done, for whoever reads a failure.
    done: Vec<String>,
}

impl Scene {
    async fn start(db: &Db, seed: u64) -> Self {
        let (board, prompts) = open_board(db, &["We can bring", "We need"]).await;
        let mut scene = Self {
            db: db.clone(),
            rng: StdRng::seed_from_u64(seed),
            board,
            prompts,
            model: Model::default(),
            forms: 0,
            done: vec![format!("board {seed}")],
        };
        for at in 0..scene.prompts.len() {
            scene.take_on(at, PromptStep::Writing, false).await;
            let card = |n| PhoneAct::Write { text: format!("card {n} of {at}"), side: Side::Library };
            let batch: Vec<PhoneEntry> = (0..CARDS).map(|n| scene.entry(at, n % VOTERS, card(n))).collect();
            let outcomes = entries::commit(db, &batch).await.unwrap();
            assert_eq!(outcomes, [EntryOutcome::Done; CARDS]);
            let cards = desk::cards(db.read(), scene.prompts[at].id).await.unwrap();
            let known = cards.iter().map(|card| Card { id: card.id, at, group: None, withheld: false });
            scene.model.cards.extend(known);
            scene.take_on(at, PromptStep::Sorting, false).await;
        }
        scene
    }

    /// A form that a phone sends about a question.
    fn entry(&mut self, at: usize, phone: usize, act: PhoneAct) -> PhoneEntry {
        self.forms += 1;
        PhoneEntry {
            board: self.board.id,
            prompt: self.prompts[at].id,
            phone: format!("phone {phone}"),
            key_hash: format!("form {}", self.forms),
            at: Timestamp::UNIX_EPOCH,
            act,
        }
    }

    /// Takes a question to a step.
    async fn take_on(&mut self, at: usize, step: PromptStep, counted: bool) {
        let prompt = &mut self.prompts[at];
        (prompt.step, prompt.counted) = (step, counted);
        desk::keep_step(self.db.write_one(), prompt).await.unwrap();
    }

    /// Some cards of a question, as a desk ticks them.
    fn ticked(&mut self, at: usize) -> Vec<Uuid> {
        let of_question: Vec<Uuid> =
            self.model.cards.iter().filter(|card| card.at == at).map(|card| card.id).collect();
        of_question.into_iter().filter(|_| self.rng.random_bool(0.35)).collect()
    }

    fn each(&mut self, ticked: &[Uuid], change: impl Fn(&mut Card)) {
        self.model.cards.iter_mut().filter(|card| ticked.contains(&card.id)).for_each(change);
    }

    /// Does one thing at the desk, by chance.
    async fn act(&mut self) {
        let (at, db) = (self.rng.random_range(0..self.prompts.len()), self.db.clone());
        let (prompt, ticked) = (self.prompts[at].id, self.ticked(at));
        let act = self.rng.random_range(0..10);
        self.done.push(format!("{act} in {at} with {ticked:?}"));
        match act {
            0..=2 => {
                let groups = boards::groups(db.read(), prompt).await.unwrap();
                let old = groups.get(self.rng.random_range(0..=groups.len()));
                let group = match old {
                    Some(group) => group.id,
                    None => desk::add_group(db.write_one(), prompt, "Alike").await.unwrap(),
                };
                desk::put(db.write_one(), prompt, &ticked, Some(group)).await.unwrap();
                self.each(&ticked, |card| card.group = Some(group));
            }
            3 => {
                desk::put(db.write_one(), prompt, &ticked, None).await.unwrap();
                self.each(&ticked, |card| card.group = None);
            }
            4 | 5 => {
                let withheld = self.rng.random_bool(0.5);
                desk::withhold(db.write_one(), prompt, &ticked, withheld).await.unwrap();
                self.each(&ticked, |card| card.withheld = withheld);
            }
            6 => {
                let to = 1 - at;
                desk::move_to(db.write_one(), prompt, &ticked, self.prompts[to].id).await.unwrap();
                self.each(&ticked, |card| (card.at, card.group) = (to, None));
            }
            7 | 8 => self.vote(at).await,
            _ => {
                self.take_on(at, PromptStep::Writing, false).await;
                self.agrees().await;
                self.take_on(at, PromptStep::Sorting, false).await;
            }
        }
        self.agrees().await;
    }

    /// Phones give dots to what is there and to what is not; then the vote closes.
    async fn vote(&mut self, at: usize) {
        self.prompts[at].dots = self.rng.random_range(1..6);
        self.take_on(at, PromptStep::Voting, false).await;
        let (prompt, most) = (self.prompts[at].id, self.prompts[at].dots);
        let groups = boards::groups(self.db.read(), prompt).await.unwrap();
        let cards = self.model.cards.iter().map(|card| card.id);
        let targets: Vec<Uuid> = cards.chain(groups.iter().map(|group| group.id)).collect();
        let (mut batch, mut expected) = (Vec::new(), Vec::new());
        for _ in 0..TRIES {
            let voter = self.rng.random_range(0..VOTERS);
            let target = targets[self.rng.random_range(0..targets.len())];
            let dots = self.rng.random_range(0..=MOST_ON_ONE + 1);
            batch.push(self.entry(at, voter, PhoneAct::Give { target, dots }));
            expected.push(self.model.give(at, voter, target, (dots, most)));
        }
        let outcomes = entries::commit(&self.db, &batch).await.unwrap();
        assert_eq!(outcomes, expected, "{batch:#?} after {:#?}", self.done);
        self.agrees().await;
        self.take_on(at, PromptStep::Sorting, true).await;
    }

    /// The room is shown what the model says: no card while it writes, and no count before a vote has closed.
    async fn agrees(&self) {
        for (at, prompt) in self.prompts.iter().enumerate() {
            let cards = room::cards(self.db.read(), prompt.id).await.unwrap();
            let counts = room::counts(self.db.read(), prompt.id, &cards).await.unwrap();
            let found: BTreeSet<_> = cards.iter().map(|card| (card.id, card.group_id)).collect();
            let known = self.model.shown(at).map(|card| (card.id, card.group));
            let known: BTreeSet<_> = known.filter(|_| prompt.step != PromptStep::Writing).collect();
            assert_eq!(found, known, "question {at} after {:#?}", self.done);
            let known = if prompt.counted { self.model.counts(at) } else { BTreeMap::new() };
            assert_eq!(counts, known, "question {at} after {:#?}", self.done);
        }
    }
}

#[tokio::test]
async fn dots_and_people_are_counted_once_whatever_is_put_together_taken_apart_moved_or_withheld() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    let mut given = 0;
    for seed in 0..BOARDS {
        let mut scene = Scene::start(&db, seed).await;
        for _ in 0..ACTS {
            scene.act().await;
        }
        // Everything as it was at first: each card has its own dots again, and the close of the board changes no figure.
        for at in 0..scene.prompts.len() {
            scene.vote(at).await;
            let (prompt, all) = (scene.prompts[at].id, scene.model.cards.iter());
            let all: Vec<Uuid> = all.filter(|card| card.at == at).map(|card| card.id).collect();
            desk::put(db.write_one(), prompt, &all, None).await.unwrap();
            desk::withhold(db.write_one(), prompt, &all, false).await.unwrap();
            scene.each(&all, |card| (card.group, card.withheld) = (None, false));
            given += scene.model.counts(at).values().map(|count| count.dots).sum::<usize>();
        }
        scene.agrees().await;
        close::close(db.write_one(), scene.board.id, Timestamp::UNIX_EPOCH).await.unwrap();
        scene.done.push("closed".to_owned());
        scene.agrees().await;
    }
    assert!(given > 20, "chance gave dots to cards: {given}");
}
