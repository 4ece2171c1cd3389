//! The wall: what a projector shows. It reads only what the room may see, follows by itself, and pages on where there is
//! more than fits.

use askama::Template;
use common_ground_reports::wording;
use jiff::tz::TimeZone;

use crate::{
    store::{BoardPrompt, BoardState, PromptStep, boards::room},
    system::secret::hash,
    web::{
        Frame, Markup, Page, Result, at,
        http::marked::{KnownMarks, Marked},
        parts::{board::BoardBlock, format, qr},
        public::board::{BoardDoor, BoardVisit},
    },
};

/// Columns of a screen, as the stylesheet has them.
const COLUMNS: usize = 3;
/// Lines of text that a column holds on a screen as wide as 16 to 9, in letters that are read from the back.
const COLUMN: usize = 14;
/// Letters of a line, when they are wide ones.
const LINE: usize = 22;

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/board/wall.html")]
struct Wall {
    frame: Frame,
    course: String,
    heading: String,
    /// What is going on, in numbers and times.
    said: Vec<String>,
    /// Seconds that are left for writing, told after the last of it.
    left: Option<i64>,
    /// The square, while people join and write.
    qr: Option<Markup>,
    /// The address as one types it.
    short: String,
    code: String,
    blocks: Vec<BoardBlock>,
    /// “2 of 3”, where there are several pages.
    page: Option<String>,
    /// Where this page is asked for again.
    here: String,
    /// The page that follows after a while, where there are several.
    next: Option<String>,
    mark: String,
}

impl Wall {
    /// Seconds after which it asks whether there is something new: a card is to be on it within three.
    const ASK: u8 = 2;
    /// Seconds for which one of several pages is read.
    const TURN: u8 = 12;
}

/// What the wall shows now.
#[rocket::get("/b/<code>/wall?<page>")]
pub(crate) async fn show(
    code: &str,
    page: Option<usize>,
    door: BoardDoor<'_>,
    known: KnownMarks<'_>,
) -> Result<Marked<Page>> {
    let visit = door.open(code).await?;
    let db = visit.visitor.app.db.read();
    let current = visit.current().filter(|prompt| prompt.step != PromptStep::Waiting);
    let progress = match current {
        Some(prompt) => room::progress(db, prompt.id).await?,
        None => room::PromptProgress::default(),
    };
    let mark = hash(&format!("{} {progress:?} {page:?} {:?}", visit.mark(), visit.visitor.frame().brand));
    if known.is(&mark) {
        return Ok(Marked::same(mark));
    }
    let (course, zone) = visit.course().await?;
    let (site, here) = (&visit.visitor.app.settings.site_url, visit.address());
    let address = format!("{site}{here}");
    let mut wall = Wall {
        frame: visit.visitor.frame(),
        course,
        heading: "Join the workshop board".to_owned(),
        said: Vec::new(),
        left: None,
        qr: None,
        short: address.split_once("://").map_or(&*address, |(_, short)| short).to_owned(),
        code: visit.board.code.clone(),
        blocks: Vec::new(),
        page: None,
        here: at::board_wall(&visit.board.code),
        next: None,
        mark: mark.clone(),
    };
    match current {
        _ if visit.board.state == BoardState::Closed => {
            "The board is closed".clone_into(&mut wall.heading);
            wall.said.push("Thank you for taking part.".to_owned());
        }
        None => wall.qr = Some(qr::svg(&address, "The way to the board")?),
        Some(prompt) => {
            wall.heading.clone_from(&prompt.heading);
            if prompt.step == PromptStep::Writing {
                wall.qr = Some(qr::svg(&address, "The way to the board")?);
            }
            wall.said = said(&visit, prompt, progress, &zone);
            let end = prompt.ends_at.filter(|_| prompt.takes_cards(visit.now()));
            wall.left = end.map(|end| end.duration_since(visit.now()).as_secs()).filter(|left| *left > 0);
            fill(&mut wall, &visit.seen(prompt).await?, page);
        }
    }
    Ok(Marked::new(mark, Page::of(&wall)?))
}

/// How far a prompt has come, in numbers.
fn said(
    visit: &BoardVisit<'_>,
    prompt: &BoardPrompt,
    progress: room::PromptProgress,
    zone: &TimeZone,
) -> Vec<String> {
    let count = |n: i64, one, many| wording::counted(u64::try_from(n).unwrap_or_default(), one, many);
    let mut said = Vec::new();
    match prompt.step {
        PromptStep::Writing => {
            let written = count(progress.cards, "card", "cards");
            said.push(format!("{written} from {}", count(progress.writers, "phone", "phones")));
            if !prompt.takes_cards(visit.now()) {
                said.push("Writing has ended".to_owned());
            } else if let Some(end) = prompt.ends_at {
                said.push(format!("Write until {}", format::time(end, zone)));
            }
        }
        PromptStep::Voting => {
            let voted = count(progress.voters, "person has", "people have");
            said.push(format!("{voted} voted. The count is shown when the vote closes."));
        }
        _ if prompt.counted => {
            said.push(format!("{} voted", count(progress.voters, "person", "people")));
        }
        _ => said.push(count(progress.cards, "card", "cards")),
    }
    said
}

/// The cards that the room sees, as many as fit on a screen.
fn fill(wall: &mut Wall, blocks: &[BoardBlock], page: Option<usize>) {
    let mut pages = paged(blocks);
    let at = page.unwrap_or(1).clamp(1, pages.len().max(1));
    if pages.len() > 1 {
        let of = |page: usize| at::query(wall.here.clone(), &[("page", &Some(page))]);
        (wall.page, wall.next) = (Some(format!("{at} of {}", pages.len())), Some(of(at % pages.len() + 1)));
        wall.here = of(at);
    }
    if at <= pages.len() {
        wall.blocks = pages.swap_remove(at - 1);
    }
}

/// Blocks by pages that fit on a screen, column by column.
fn paged(blocks: &[BoardBlock]) -> Vec<Vec<BoardBlock>> {
    let mut pages: Vec<Vec<BoardBlock>> = Vec::new();
    // The columns that the last page has begun, and the lines in the last of them.
    let (mut columns, mut lines) = (COLUMNS, COLUMN);
    for block in blocks.iter().cloned().flat_map(pieces) {
        let own = height(&block);
        if lines + own > COLUMN {
            (columns, lines) = (columns + 1, 0);
        }
        lines += own;
        match pages.last_mut() {
            Some(page) if columns <= COLUMNS => page.push(block),
            _ => {
                pages.push(vec![block]);
                columns = 1;
            }
        }
    }
    pages
}

/// A block as it is, or a group that is higher than a column in pieces that are not, each under its label.
fn pieces(block: BoardBlock) -> Vec<BoardBlock> {
    let mut empty = block;
    let mut pieces: Vec<BoardBlock> = Vec::new();
    for card in std::mem::take(&mut empty.cards) {
        let own = lines(card.words());
        match pieces.last_mut() {
            Some(piece) if height(piece) + own <= COLUMN => piece.cards.push(card),
            _ => {
                let mut piece = empty.clone();
                piece.cards.push(card);
                pieces.push(piece);
            }
        }
    }
    pieces
}

/// Lines that a block takes, with one for its border and the room around it.
fn height(block: &BoardBlock) -> usize {
    let label = block.label.as_deref().map_or(0, lines);
    let cards: usize = block.cards.iter().map(|card| lines(card.words())).sum();
    label + cards + usize::from(block.got().is_some()) + 1
}

fn lines(text: &str) -> usize {
    text.chars().count().div_ceil(LINE).max(1)
}
