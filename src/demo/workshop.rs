//! Two workshop boards: one that is written up, with what people said at the pilot courses, and one that takes cards now.

use std::collections::BTreeSet;

use common_ground_boards::write_up::WriteUp;
use jiff::Timestamp;
use uuid::Uuid;

use super::{DemoError, OpenBoard, cast::Cast};
use crate::{
    app::App,
    store::{
        Board, BoardPrompt, Course, NewPrompt, OfferAndWish, Origin, PhoneAct, PhoneEntry, PromptStep,
        Transaction,
        boards::{
            self, close,
            desk::{add_cards, add_group, cards, keep_order, keep_step, open, put, show, turn},
            ledger, notes, things, uses, write_ups,
        },
        custom_surveys, write,
    },
    survey::{
        LedgerHalf, Side,
        editor::from_card::{self, added, started},
    },
    system::secret::hash,
    web::at,
};

/// What people said at the pilot courses.
const NOTES: &str = include_str!("../../boards/tests/partnership-working.txt");

/// The places of the questions that are looked at more closely, from 0: what can be brought, and what it takes.
const BRING: usize = 1;
const WORK: usize = 5;

/// What partners said beside the words of the library: the place of the question, the library’s words, and theirs.
const BESIDE: [(usize, &str, &str); 3] = [
    (BRING, "Enthusiasm", "Enthusiasm for stories of every kind"),
    (BRING, "Reliability", "We come when we said that we would"),
    (3, "Reliability", "Somebody who comes when they said that they would"),
];

/// What partners offer and the library wants, in the words of both.
const MEETS: &str = "Enthusiasm";

/// What got dots, from so many people.
const CHOSEN: [(&str, usize); 3] =
    [("Good communications", 11), ("Have clear aims and objectives", 9), ("Trust and integrity", 6)];

/// Dots that everybody had.
const DOTS: i32 = 3;

/// Cards that a draft of a survey asks.
const ASKED: [(&str, Option<LedgerHalf>); 2] =
    [("Access to networks", Some(LedgerHalf::B)), ("Good communications", None)];

/// The title of that draft.
const SURVEY: &str = "From the pilot courses";

/// What a room of both sides writes, by side.
const CARDS: [(Side, &str); 8] = [
    (Side::Library, "A free, neutral space in every neighbourhood"),
    (Side::Library, "Staff who know children’s books"),
    (Side::Library, "Access to networks of schools and nurseries"),
    (Side::Library, "Enthusiasm"),
    (Side::Partner, "Access to a network of families"),
    (Side::Partner, "Time with young people who never come to a library"),
    (Side::Partner, "Enthusiasm!"),
    (Side::Partner, "What carers ask us for"),
];

/// What the finished workshop is written up as.
pub(super) fn written() -> Result<WriteUp, DemoError> {
    WriteUp::from_text(NOTES).map(|read| read.write_up).map_err(|_| DemoError::Lost("notes of a workshop"))
}

/// The prompts of a write-up, the same for both sides.
fn asked(write_up: &WriteUp) -> Vec<NewPrompt<'_>> {
    write_up.prompts.iter().map(|prompt| (&*prompt.heading, "", "")).collect()
}

/// The question at a place.
fn question(prompts: &[BoardPrompt], place: usize) -> Result<&BoardPrompt, DemoError> {
    prompts.get(place).ok_or(DemoError::Lost("question of a workshop"))
}

/// Holds the workshop of a course to its end: voted on, agreed, used, written up and closed.
pub(super) async fn hold(app: &App, course: &Course) -> Result<(), DemoError> {
    let (now, write_up) = (app.clock.now(), written()?);
    let tx = write(&app.db).await?;
    let board = boards::create(&tx, course.id, &asked(&write_up), now).await?;
    open(&tx, board.id).await?;
    notes::bring(&tx, board.id, &write_up, false).await?;
    let prompts = boards::prompts(&tx, board.id).await?;
    for (place, words, theirs) in BESIDE {
        let prompt = question(&prompts, place)?;
        lay_beside(&tx, prompt, words, theirs).await?;
    }
    for (prompt, written) in prompts.iter().zip(&write_up.prompts) {
        let words: Vec<&str> = written.cards.iter().map(|card| &*card.text).collect();
        order(&tx, prompt.id, &words).await?;
    }
    let voted = question(&prompts, WORK)?;
    keep_step(&tx, &BoardPrompt { dots: DOTS, ..voted.clone().at(PromptStep::Voting) }).await?;
    tx.commit().await?;
    vote(app, voted).await?;
    let tx = write(&app.db).await?;
    keep_step(&tx, &BoardPrompt { dots: DOTS, counted: true, ..voted.clone().at(PromptStep::Agreed) })
        .await?;
    turn(&tx, board.id, board.revision, "agreed every question").await?;
    let prompts = boards::prompts(&tx, board.id).await?;
    pair(&tx, board.id, &prompts).await?;
    ask(&tx, course.programme, &things::of_board(&tx, board.id, &prompts).await?, now).await?;
    write_ups::add(&tx, board.id, 0, (&write_up, "Everybody in the room"), now).await?;
    close::close(&tx, board.id, now).await?;
    Ok(tx.commit().await?)
}

/// Puts a card of partners together with the library’s, under the library’s words.
async fn lay_beside(
    tx: &Transaction,
    prompt: &BoardPrompt,
    words: &str,
    theirs: &str,
) -> Result<(), DemoError> {
    add_cards(tx, prompt.id, (Side::Partner, Origin::Paper, "Table 2"), &[theirs]).await?;
    let both = cards(tx, prompt.id).await?.into_iter().filter(|card| [words, theirs].contains(&&*card.text));
    let both: Vec<Uuid> = both.map(|card| card.id).collect();
    let group = add_group(tx, prompt.id, words).await?;
    Ok(put(tx, prompt.id, &both, Some(group)).await?)
}

/// Keeps the order of these words, of groups or of cards alone.
async fn order(tx: &Transaction, prompt: Uuid, words: &[&str]) -> Result<(), DemoError> {
    let groups = boards::groups(tx, prompt).await?.into_iter().map(|group| (group.label, group.id));
    let alone = cards(tx, prompt).await?.into_iter().filter(|card| card.group_id.is_none());
    let things: Vec<(String, Uuid)> = groups.chain(alone.map(|card| (card.text, card.id))).collect();
    let place = |words: &&str| things.iter().find(|(known, _)| known == words).map(|(_, id)| *id);
    let order: Vec<Uuid> = words.iter().filter_map(place).collect();
    Ok(keep_order(tx, prompt, &order).await?)
}

/// Everybody gives their dots.
async fn vote(app: &App, prompt: &BoardPrompt) -> Result<(), DemoError> {
    let known = cards(app.db.read(), prompt.id).await?;
    for (words, people) in CHOSEN {
        let card =
            known.iter().find(|card| card.text == words).ok_or(DemoError::Lost("card of a workshop"))?;
        for person in 0..people {
            let act = PhoneAct::Give { target: card.id, dots: 1 };
            enter(app, prompt, &format!("voter {person}"), &format!("{words} {person}"), act).await?;
        }
    }
    Ok(())
}

/// Something that a phone sends to a board, under the key of its form.
async fn enter(
    app: &App,
    prompt: &BoardPrompt,
    phone: &str,
    key: &str,
    act: PhoneAct,
) -> Result<(), DemoError> {
    let entry = PhoneEntry {
        board: prompt.board_id,
        prompt: prompt.id,
        phone: app.secret.fingerprint(&format!("board {} {phone}", prompt.board_id)),
        key_hash: hash(key),
        at: app.clock.now(),
        act,
    };
    app.writer.enter(entry).await?;
    Ok(())
}

/// Says which offer of partners meets which wish of the library.
async fn pair(tx: &Transaction, board: Uuid, prompts: &[BoardPrompt]) -> Result<(), DemoError> {
    let lost = DemoError::Lost("offer of a workshop");
    let asked = ledger::asked(tx, board, prompts).await?;
    let halves = ledger::of_board(tx, board, prompts, asked, 0).await?;
    let half = halves.iter().find(|half| half.offering == Side::Partner);
    let found = half.and_then(|half| {
        let offered = half.offers.iter().find(|offer| offer.words == MEETS)?;
        let wanted = half.wishes.iter().find(|wish| wish.words == MEETS)?;
        Some(OfferAndWish { offered, wanted, offering: half.offering })
    });
    Ok(ledger::decide(tx, found.ok_or(lost)?, true).await?)
}

/// Begins a survey that asks cards.
async fn ask(
    tx: &Transaction,
    programme: Uuid,
    things: &[things::Thing],
    now: Timestamp,
) -> Result<(), DemoError> {
    let lost = || DemoError::Lost("survey of a workshop");
    let mut used = BTreeSet::new();
    let (mut entries, mut items) = (Vec::new(), Vec::new());
    for (words, half) in ASKED {
        let thing = things.iter().find(|thing| thing.words == words).ok_or_else(lost)?;
        let entry = from_card::Entry::proposed(words, half, &used);
        used.insert(entry.key.clone());
        items.push((entry.key.clone(), thing.prompt, thing.id));
        entries.push(entry);
    }
    let survey = added(&started(SURVEY), &BTreeSet::new(), &entries).map_err(|_| lost())?;
    let key = custom_surveys::begin(tx, (programme, Uuid::new_v4()), survey, now).await?.key;
    let own = custom_surveys::find(tx, programme, &key).await?.ok_or_else(lost)?;
    Ok(uses::keep(tx, own.id, &items).await?)
}

/// A board of a course on which people of both sides write.
pub(super) async fn begin(app: &App, cast: &Cast, course: Uuid) -> Result<OpenBoard, DemoError> {
    let (now, tx) = (app.clock.now(), write(&app.db).await?);
    let Board { id, code, .. } = boards::create(&tx, course, &asked(&written()?), now).await?;
    open(&tx, id).await?;
    let prompts = boards::prompts(&tx, id).await?;
    let prompt = question(&prompts, BRING)?;
    keep_step(&tx, &prompt.clone().at(PromptStep::Writing)).await?;
    show(&tx, id, prompt.id).await?;
    tx.commit().await?;
    for (number, (side, text)) in CARDS.into_iter().enumerate() {
        let key = format!("demonstration {number}");
        enter(app, prompt, &key, &key, PhoneAct::Write { text: text.to_owned(), side }).await?;
    }
    let site = &app.settings.site_url;
    Ok(OpenBoard {
        url: format!("{site}{}", at::board(&code)),
        wall: format!("{site}{}", at::board_wall(&code)),
        desk: format!("{site}{}", at::course_board(&cast.programme.slug, course)),
        code,
    })
}

/// A write-up in every format, by the names of the files.
pub(super) fn documents(write_up: &WriteUp) -> Result<[(&'static str, Vec<u8>); 5], DemoError> {
    let lost = || DemoError::Lost("write-up");
    Ok([
        ("board.json", write_up.to_json().map_err(|_| lost())?.into_bytes()),
        ("write-up.txt", write_up.to_text().into_bytes()),
        ("write-up.md", write_up.to_markdown().into_bytes()),
        ("write-up.html", write_up.to_html("en-GB").map_err(|_| lost())?.into_bytes()),
        ("write-up.docx", write_up.to_docx("en-GB").map_err(|_| lost())?),
    ])
}
