//! The wall: what a projector shows. It reads only what the room may see, follows by itself, and pages on where there is
//! more than fits.

use std::collections::BTreeMap;

use askama::Template;
use common_ground_reports::summary::wording;
use jiff::tz::TimeZone;

use crate::{
    store::{
        Pool,
        boards::{self, Prompt, State, Step, room},
    },
    system::secret::hash,
    web::{
        at,
        http::{
            answer::Page,
            error::Result,
            marked::{Known, Marked},
        },
        parts::{
            board::{Block, blocks},
            format,
            frame::Frame,
            piece::Markup,
            qr,
        },
        public::board::{Door, Visit},
    },
};

/// Cards and labels that fit on a screen and are read from the back.
const LINES: usize = 15;

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/board/wall.html")]
struct Wall {
    frame: Frame,
    course: String,
    heading: String,
    /// What is going on, in numbers and times.
    said: Vec<String>,
    /// The square, while people join and write.
    qr: Option<Markup>,
    /// The address as one types it.
    short: String,
    code: String,
    blocks: Vec<Block>,
    /// “2 of 3”, where there are several pages.
    page: Option<String>,
    /// Where a page without script goes after so many seconds.
    next: String,
    seconds: u8,
    mark: String,
}

/// What the wall shows now.
#[rocket::get("/b/<code>/wall?<page>")]
pub(crate) async fn show(
    code: &str,
    page: Option<usize>,
    door: Door<'_>,
    known: Known<'_>,
) -> Result<Marked<Page>> {
    let visit = door.open(code).await?;
    let db = visit.visitor.app.db.read();
    let current = visit.current().filter(|prompt| prompt.step != Step::Waiting);
    let progress = match current {
        Some(prompt) => room::progress(db, prompt.id).await?,
        None => room::Progress::default(),
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
        qr: None,
        short: address.split_once("://").map_or(&*address, |(_, short)| short).to_owned(),
        code: visit.board.code.clone(),
        blocks: Vec::new(),
        page: None,
        next: at::board_wall(&visit.board.code),
        seconds: 3,
        mark: mark.clone(),
    };
    match current {
        _ if visit.board.state == State::Closed => {
            "The board is closed".clone_into(&mut wall.heading);
            wall.said.push("Thank you for taking part.".to_owned());
        }
        None => wall.qr = Some(qr::svg(&address, "The way to the board")?),
        Some(prompt) => {
            wall.heading.clone_from(&prompt.heading);
            if prompt.step == Step::Writing {
                wall.qr = Some(qr::svg(&address, "The way to the board")?);
            }
            wall.said = said(&visit, prompt, progress, &zone);
            fill(&mut wall, db, prompt, page).await?;
        }
    }
    Ok(Marked::new(mark, Page::of(&wall)?))
}

/// How far a prompt has come, in numbers.
fn said(visit: &Visit<'_>, prompt: &Prompt, progress: room::Progress, zone: &TimeZone) -> Vec<String> {
    let count = |n: i64, one, many| wording::counted(u64::try_from(n).unwrap_or_default(), one, many);
    let mut said = Vec::new();
    match prompt.step {
        Step::Writing => {
            let written = count(progress.cards, "card", "cards");
            said.push(format!("{written} from {}", count(progress.writers, "phone", "phones")));
            if !prompt.takes_cards(visit.now()) {
                said.push("Writing has ended".to_owned());
            } else if let Some(end) = prompt.ends_at {
                said.push(format!("Write until {}", format::time(end, zone)));
            }
        }
        Step::Voting => {
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
async fn fill(wall: &mut Wall, db: &Pool, prompt: &Prompt, page: Option<usize>) -> Result<()> {
    let cards = room::cards(db, prompt.id).await?;
    let groups = boards::groups(db, prompt.id).await?;
    let counts = room::counts(db, prompt.id, &cards).await?;
    let is_counted = prompt.counted && prompt.step != Step::Voting;
    let hands = if is_counted { boards::desk::hands(db, prompt.id).await? } else { BTreeMap::new() };
    let mut pages = paged(blocks(cards, &groups, is_counted.then_some(&counts), &hands));
    let at = page.unwrap_or(1).clamp(1, pages.len().max(1));
    if pages.len() > 1 {
        wall.page = Some(format!("{at} of {}", pages.len()));
        wall.next = at::query(std::mem::take(&mut wall.next), &[("page", &Some(at % pages.len() + 1))]);
        wall.seconds = 12;
    }
    if at <= pages.len() {
        wall.blocks = pages.swap_remove(at - 1);
    }
    Ok(())
}

/// Blocks by pages that fit on a screen. One that is larger than a screen has a page of its own.
fn paged(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut pages: Vec<Vec<Block>> = Vec::new();
    let mut lines = 0;
    for block in blocks {
        let own = block.cards.len() + usize::from(block.label.is_some());
        match pages.last_mut() {
            Some(page) if lines + own <= LINES => page.push(block),
            _ => {
                pages.push(vec![block]);
                lines = 0;
            }
        }
        lines += own;
    }
    pages
}
