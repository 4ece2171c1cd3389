//! The phone’s page: one screen with the one thing to do now.

use std::sync::Arc;

use askama::Template;
use common_ground_boards::votes::MOST_ON_ONE;
use common_ground_reports::wording;
use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        BoardCard, BoardPrompt, BoardState, PromptStep,
        boards::{LONGEST_CARD, room, write_ups},
    },
    system::secret::KeyPurpose,
    web::{
        Answer, FieldProblem, FormChoice, Frame, Link, Page, Result, at,
        http::{
            drawing::phone_page,
            marked::{KnownMarks, Marked},
        },
        parts::{board::BoardBlock, format},
        public::board::{BoardDoor, BoardVisit, Phone, SIDES},
    },
};

/// Cards and groups that are voted on at once: nobody chooses among thousands, and a hall of phones is not sent them all again
/// after each dot.
const CHOICES: usize = 100;

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/board/phone.html")]
struct PhonePage {
    frame: Frame,
    /// The workshop.
    course: String,
    heading: String,
    lead: Vec<String>,
    problems: Vec<FieldProblem>,
    /// Characters of the longest card.
    longest: usize,
    /// The side that was chosen, in words.
    side: Option<String>,
    /// Where it is asked whether there is something new, and what was the latest then.
    follow: String,
    mark: String,
    /// Its own address: the page may be the answer to a form.
    address: String,
    /// Words that were not taken, to be kept.
    kept: Option<String>,
    /// The way to what came of it.
    link: Option<Link>,
    body: Body,
}

/// What there is to do.
#[derive(Debug)]
enum Body {
    /// Choose a side. What was written already goes along.
    Join { action: String, sides: Vec<FormChoice>, carried: Option<Write> },
    /// Nothing, for the moment.
    Wait,
    /// Write a card.
    Write { action: String, write: Write, own: Vec<Own> },
    /// Read the cards.
    Read { blocks: Arc<Vec<BoardBlock>>, own: Vec<Own> },
    /// Give dots.
    Vote { action: String, from: usize, choices: Vec<Dots>, ways: Vec<Link> },
}

/// A card that is being written.
#[derive(Debug, Clone)]
pub(super) struct Write {
    /// The prompt that it answers.
    pub prompt: String,
    /// Its words so far.
    pub text: String,
    /// What makes two sends of it one card.
    pub key: String,
}

/// A card of this phone.
#[derive(Debug)]
struct Own {
    text: String,
    /// Where it is changed, while it can be.
    ways: Vec<Link>,
}

/// Something that can get dots.
#[derive(Debug)]
struct Dots {
    block: BoardBlock,
    given: i32,
    /// A key for each of the two buttons’ forms.
    key: String,
    more: Option<i32>,
    fewer: Option<i32>,
}

/// What went wrong with something that was sent.
#[derive(Debug, Default)]
pub(super) struct EntryFault {
    /// Where it is mended.
    pub target: &'static str,
    /// What to do.
    pub message: String,
    /// The card that was not taken.
    pub write: Option<Write>,
}

impl Dots {
    /// How many there are after one is taken back.
    fn one_fewer(&self) -> i32 {
        self.fewer.unwrap_or(self.given)
    }

    /// How many there are after one more.
    fn one_more(&self) -> i32 {
        self.more.unwrap_or(self.given)
    }
}

impl PhonePage {
    /// What is wrong with a field.
    fn problem(&self, target: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.target == target).map(|problem| problem.message.as_str())
    }
}

/// The phone’s page, as the board is now.
#[rocket::get("/b/<code>?<from>")]
pub(crate) async fn show(code: &str, from: Option<usize>, door: BoardDoor<'_>) -> Result<Answer> {
    let mut visit = door.open(code).await?;
    visit.from = from.unwrap_or_default();
    page(&visit, Status::Ok, None).await
}

/// The page, with what was wrong with what was sent.
pub(super) async fn page(
    visit: &BoardVisit<'_>,
    status: Status,
    fault: Option<EntryFault>,
) -> Result<Answer> {
    let (course, zone) = visit.course().await?;
    let mut page = PhonePage {
        frame: visit.frame(),
        course,
        heading: "Workshop board".to_owned(),
        lead: Vec::new(),
        problems: Vec::new(),
        longest: LONGEST_CARD,
        side: visit.phone.as_ref().map(|phone| {
            let (_, side) = SIDES.iter().find(|(side, _)| *side == phone.side).copied().unwrap_or(SIDES[0]);
            side.trim_start_matches("I work for ").to_owned()
        }),
        follow: at::board_now(&visit.board.code),
        mark: mark(visit).await?,
        address: visit.address(),
        kept: None,
        link: None,
        body: Body::Wait,
    };
    let write = fault.as_ref().and_then(|fault| fault.write.clone());
    match (&visit.phone, visit.board.state) {
        (_, BoardState::Closed | BoardState::Draft) => over(&mut page, visit).await?,
        (None, BoardState::Open) => join(&mut page, visit, write.clone()),
        (Some(phone), BoardState::Open) => {
            match visit.current().filter(|prompt| prompt.step != PromptStep::Waiting) {
                None => {
                    "You’re in".clone_into(&mut page.heading);
                    page.lead.push(
                        "The trainer will ask the first question in a moment. This page shows it.".to_owned(),
                    );
                }
                Some(prompt) => {
                    page.heading = prompt.wording(phone.side).to_owned();
                    match prompt.step {
                        PromptStep::Writing if prompt.takes_cards(visit.now()) => {
                            if let Some(end) = prompt.ends_at {
                                page.lead.push(format!("Until {}.", format::time(end, &zone)));
                            }
                            writing(&mut page, visit, prompt, phone, write.clone()).await?;
                        }
                        PromptStep::Voting => voting(&mut page, visit, prompt, phone).await?,
                        _ => reading(&mut page, visit, prompt, phone).await?,
                    }
                }
            }
        }
    }
    if let Some(fault) = fault {
        page.kept = write.map(|write| write.text).filter(|_| !page.body.is_written());
        let target = if page.body.has(fault.target) { fault.target } else { "now" };
        page.problems.push(FieldProblem { target: target.to_owned(), message: fault.message });
    }
    let _place = match &page.body {
        Body::Read { blocks, .. } if blocks.len() > CHOICES => Some(phone_page().await?),
        _ => None,
    };
    Page::with_status(status, &page).map(Answer::Page)
}

impl Body {
    /// Whether it has a box that holds what was written.
    fn is_written(&self) -> bool {
        matches!(self, Self::Write { .. } | Self::Join { carried: Some(_), .. })
    }

    /// Whether there is such a place on the page.
    fn has(&self, target: &str) -> bool {
        match target {
            "text" => matches!(self, Self::Write { .. }),
            "side-0" => matches!(self, Self::Join { .. }),
            _ => false,
        }
    }
}

fn join(page: &mut PhonePage, visit: &BoardVisit<'_>, carried: Option<Write>) {
    "Join the workshop board".clone_into(&mut page.heading);
    page.lead = vec![
        "Everybody in the room sees the cards, and they may be quoted in the write-up of the workshop. No names are \
         kept: nobody can see who wrote a card or gave a dot."
            .to_owned(),
    ];
    let code = &visit.board.code;
    let action = if carried.is_some() { at::board_cards(code) } else { at::board_join(code) };
    let sides = SIDES.map(|(side, label)| FormChoice::of(side.key(), label, []));
    page.body = Body::Join { action, sides: sides.into(), carried };
}

async fn writing(
    page: &mut PhonePage,
    visit: &BoardVisit<'_>,
    prompt: &BoardPrompt,
    phone: &Phone,
    write: Option<Write>,
) -> Result<()> {
    // Words that were meant for another question stay in the box.
    let (text, key) = write.map(|write| (write.text, write.key)).unwrap_or_default();
    let key = if key.is_empty() { Uuid::new_v4().to_string() } else { key };
    let code = &visit.board.code;
    let ways = |card: Uuid| {
        vec![
            Link::new("Change", at::board_card(code, card)),
            Link::new("Take back", at::board_card_remove(code, card)),
        ]
    };
    let own = own(page, visit, prompt, phone).await?;
    page.body = Body::Write {
        action: at::board_cards(code),
        write: Write { prompt: prompt.id.to_string(), text, key },
        own: own
            .into_iter()
            .map(|card| Own {
                ways: ways(card.id).into_iter().map(|way| way.about(card.text.clone())).collect(),
                text: card.text,
            })
            .collect(),
    };
    Ok(())
}

/// The cards of this phone. What is off the board is on no screen of the room, its writer’s among them.
async fn own(
    page: &mut PhonePage,
    visit: &BoardVisit<'_>,
    prompt: &BoardPrompt,
    phone: &Phone,
) -> Result<Vec<BoardCard>> {
    let mut own = room::own(visit.visitor.app.db.read(), prompt.id, &phone.hash).await?;
    let all = own.len();
    own.retain(|card| !card.withheld);
    let away = all - own.len();
    if away > 0 {
        let cards = wording::counted(away as u64, "of your cards is", "of your cards are");
        page.lead.push(format!("{cards} off the board for the moment."));
    }
    Ok(own)
}

async fn reading(
    page: &mut PhonePage,
    visit: &BoardVisit<'_>,
    prompt: &BoardPrompt,
    phone: &Phone,
) -> Result<()> {
    let blocks = visit.seen(prompt).await?;
    page.lead.push(
        match prompt.step {
            PromptStep::Writing => "Writing has ended. The trainer will show the cards in a moment.",
            PromptStep::Agreed => "This is what the room agreed.",
            _ if prompt.counted => "The vote is closed. This is what everybody gave.",
            _ => "These are everybody’s cards.",
        }
        .to_owned(),
    );
    let own = own(page, visit, prompt, phone)
        .await?
        .into_iter()
        .map(|card| Own { text: card.text, ways: Vec::new() });
    page.body = Body::Read { blocks, own: own.collect() };
    Ok(())
}

async fn voting(
    page: &mut PhonePage,
    visit: &BoardVisit<'_>,
    prompt: &BoardPrompt,
    phone: &Phone,
) -> Result<()> {
    let blocks = visit.seen(prompt).await?;
    let given = room::own_dots(visit.visitor.app.db.read(), prompt, &phone.hash).await?;
    let left = prompt.dots - given.values().sum::<i32>();
    let dots = |n: i32| wording::counted(u64::try_from(n).unwrap_or_default(), "dot", "dots");
    page.lead.push(format!(
        "You have {} left of {}. Give up to {MOST_ON_ONE} to one. Nobody sees the count before the vote closes.",
        dots(left),
        prompt.dots
    ));
    let shown: i32 = blocks.iter().filter_map(|block| given.get(&block.id)).sum();
    let away = given.values().sum::<i32>() - shown;
    if away > 0 {
        page.lead.push(format!("{} are on cards that are off the board for the moment.", dots(away)));
    }
    let from = Some(visit.from).filter(|from| *from < blocks.len()).unwrap_or_default();
    let choices = blocks.iter().skip(from).take(CHOICES).cloned().map(|block| {
        let given = given.get(&block.id).copied().unwrap_or_default();
        Dots {
            given,
            key: Uuid::new_v4().to_string(),
            more: (left > 0 && given < i32::from(MOST_ON_ONE)).then_some(given + 1),
            fewer: (given > 0).then_some(given - 1),
            block,
        }
    });
    page.body = Body::Vote {
        action: at::board_votes(&visit.board.code),
        from,
        choices: choices.collect(),
        ways: others(&visit.board.code, from, blocks.len()),
    };
    Ok(())
}

/// The ways to what else is voted on.
fn others(code: &str, from: usize, all: usize) -> Vec<Link> {
    let way = |label: String, from: usize| {
        Link::new(label, at::query(at::board(code), &[("from", &Some(from).filter(|from| *from > 0))]))
    };
    let mut ways = Vec::new();
    ways.extend((from > 0).then(|| way(format!("Previous {CHOICES}"), from.saturating_sub(CHOICES))));
    let next = from + CHOICES;
    ways.extend((next < all).then(|| way(format!("Next {} of {all}", CHOICES.min(all - next)), next)));
    ways
}

async fn over(page: &mut PhonePage, visit: &BoardVisit<'_>) -> Result<()> {
    "The board is closed".clone_into(&mut page.heading);
    page.lead.push(
        "Thank you for taking part. Nothing is left on the board that could tell who wrote what.".to_owned(),
    );
    let app = visit.visitor.app;
    if write_ups::has_any(app.db.read(), visit.board.id).await? {
        let token = app.secret.carrying_token(KeyPurpose::WriteUp, visit.board.id);
        page.link = Some(Link::new("Read what came of it", at::write_up(token)));
    }
    Ok(())
}

/// A mark that changes with what the phone’s page shows: after the close, when there is something to read.
async fn mark(visit: &BoardVisit<'_>) -> Result<String> {
    let is_written = visit.board.state == BoardState::Closed
        && write_ups::has_any(visit.visitor.app.db.read(), visit.board.id).await?;
    Ok(format!("{}{}", visit.mark(), if is_written { "-written" } else { "" }))
}

/// The mark of what the phone’s page shows, for pages that stay open: 304 while it is the one they know.
#[rocket::get("/b/<code>/now")]
pub(crate) async fn now(code: &str, door: BoardDoor<'_>, known: KnownMarks<'_>) -> Result<Marked<String>> {
    let mark = mark(&door.open(code).await?).await?;
    Ok(if known.is(&mark) { Marked::same(mark) } else { Marked::new(mark.clone(), mark) })
}
