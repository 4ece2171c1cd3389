//! What each side offers laid beside what the other wants. Pairs are proposed; a person says which meet.

use askama::Template;
use common_ground_reports::wording;
use rocket::http::{ContentType, Status};
use uuid::Uuid;

use crate::{
    exchange::ledger::{LedgerEntry as Cell, LedgerRow as Line, file as csv},
    store::{
        LedgerPrompts, OfferAndWish,
        boards::{ledger, things::Thing},
    },
    survey::Side,
    web::{
        Answer, Desk, Download, Error, FieldProblem, FormChoice, FormData, FormProblems, Frame, Link,
        MainPlace, Page, Result, Trail, Trainer, at,
        courses::board::{At, load},
    },
};

/// Pairs that are proposed at once.
const PROPOSED: usize = 8;

/// The page.
#[derive(Debug, Template)]
#[template(path = "courses/board/pairs.html")]
struct Pairs {
    frame: Frame,
    trail: Trail,
    problems: Vec<FieldProblem>,
    action: String,
    /// The library's offers with partners' wishes, then the other way round.
    halves: Vec<Half>,
    /// The questions that could say what is offered, and what is wanted.
    offers: Vec<FormChoice>,
    wishes: Vec<FormChoice>,
    /// The file, once there is something in it.
    file: Option<Link>,
}

/// What one side offers, with what the other wants.
#[derive(Debug)]
struct Half {
    /// The side that offers.
    offering: &'static str,
    heading: &'static str,
    /// So many of each.
    counts: String,
    proposed: Vec<Couple>,
    met: Vec<Couple>,
    wanted: Vec<Told>,
    offered: Vec<Told>,
    /// To pair by hand; empty where there is nothing to pair.
    offers: Vec<FormChoice>,
    wishes: Vec<FormChoice>,
}

/// An offer and a wish.
#[derive(Debug)]
struct Couple {
    offered: Told,
    wanted: Told,
}

/// An offer or a wish.
#[derive(Debug)]
struct Told {
    id: Uuid,
    words: String,
    /// Its cards and people.
    detail: String,
}

impl Pairs {
    /// What is wrong with a field.
    fn problem(&self, target: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.target == target).map(|problem| problem.message.as_str())
    }
}

impl Half {
    fn is_empty(&self) -> bool {
        self.met.is_empty() && self.wanted.is_empty() && self.offered.is_empty()
    }
}

/// What was said of both, and what was decided about it.
struct Found {
    at: At,
    asked: LedgerPrompts,
    halves: [ledger::Half; 2],
    /// From how many people on dots are told.
    least: u32,
}

impl Found {
    async fn load(desk: &Desk<'_, Trainer>, course: Uuid) -> Result<Self> {
        let at = load(desk, course).await?;
        let asked = ledger::asked(desk.db(), at.board.id, &at.prompts).await?;
        let halves = ledger::of_board(desk.db(), at.board.id, &at.prompts, asked, PROPOSED).await?;
        let settings = &desk.programme().settings;
        let least = settings.promised(at.board.created_at, desk.app.settings.min_group).min_group;
        Ok(Self { at, asked, halves, least })
    }

    /// A card or group as the file has it, counted on one side.
    fn counted(&self, thing: &Thing, side: Side) -> Cell {
        let people = thing.count.map(|count| count.people);
        Cell {
            words: thing.words.clone(),
            cards: thing.cards_of(side),
            people: people.filter(|people| *people >= self.least as usize),
        }
    }

    fn told(&self, thing: &Thing, side: Side) -> Told {
        let cell = self.counted(thing, side);
        let mut detail = Vec::new();
        detail.extend(thing.is_group.then(|| wording::counted(cell.cards as u64, "card", "cards")));
        if let Some(people) = cell.people {
            detail.push(format!("dots from {}", wording::counted(people as u64, "person", "people")));
        }
        Told { id: thing.id, words: cell.words, detail: detail.join(" · ") }
    }
}

/// What is offered and wanted.
#[rocket::get("/programmes/<_>/courses/<course>/board/offered-and-wanted")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let found = Found::load(&desk, course).await?;
    page(&desk, &found, &FormData::default(), &FormProblems::default())
}

/// The same as a file.
#[rocket::get("/programmes/<_>/courses/<course>/board/offered-and-wanted.csv")]
pub(crate) async fn file(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Download> {
    let found = Found::load(&desk, course).await?;
    let mut rows = Vec::new();
    for half in &found.halves {
        let offering = half.offering;
        let offer = |id: &Uuid| half.offer(*id).map(|offer| found.counted(offer, offering));
        let wish = |id: &Uuid| half.wish(*id).map(|wish| found.counted(wish, offering.other()));
        let row = |offered, wanted| Line { offering, offered, wanted };
        rows.extend(half.ledger.met.iter().map(|(offered, wanted)| row(offer(offered), wish(wanted))));
        rows.extend(half.ledger.wanted.iter().map(|wanted| row(None, wish(wanted))));
        rows.extend(half.ledger.offered.iter().map(|offered| row(offer(offered), None)));
    }
    let csv = csv(&rows).map_err(Error::broken)?;
    Ok(Download::new(&format!("{}-offered-and-wanted.csv", desk.slug()), ContentType::CSV, csv))
}

/// Decides about a pair, or which questions say what is offered and wanted.
#[rocket::post("/programmes/<_>/courses/<course>/board/offered-and-wanted", data = "<data>")]
pub(crate) async fn decide(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let found = Found::load(&desk, course).await?;
    let address = at::course_board_pairs(desk.slug(), course);
    let mut problems = FormProblems::default();
    if data.one("act") == "questions" {
        let Some(asked) = read_questions(&found.at, &data, &mut problems) else {
            return page(&desk, &found, &data, &problems);
        };
        let tx = desk.change().await?;
        ledger::choose(&tx, found.at.board.id, asked).await?;
        tx.commit().await?;
        return Ok(Answer::on(address, "The questions were chosen."));
    }
    let Some(pair) = read_pair(&found, &data, &mut problems) else {
        return page(&desk, &found, &data, &problems);
    };
    let tx = desk.change().await?;
    let flash = match data.one("act") {
        "meet" => {
            ledger::decide(&tx, pair, true).await?;
            "The offer meets the wish."
        }
        "refuse" => {
            ledger::decide(&tx, pair, false).await?;
            "They don’t meet, and won’t be suggested again."
        }
        _ => {
            ledger::forget(&tx, pair).await?;
            "They are apart again."
        }
    };
    desk.done(tx, "decided what is offered and wanted at", &found.at.course.title).await?;
    Ok(Answer::on(format!("{address}#{}", pair.offering.key()), flash))
}

/// The questions that a form chooses.
fn read_questions(at: &At, data: &FormData, problems: &mut FormProblems) -> Option<LedgerPrompts> {
    let mut one = |name: &str| {
        let sent = data.one(name);
        let prompt = at.prompts.iter().find(|prompt| prompt.id.to_string() == sent);
        problems.add_if(prompt.is_none(), name, "Select a question of the board");
        prompt.map(|prompt| prompt.id)
    };
    let (offered, wanted) = (one("offers"), one("wishes"));
    if offered.is_some() && offered == wanted {
        problems.add("wishes", "Select another question than the one for what is offered");
    }
    problems.is_empty().then_some(LedgerPrompts { offered, wanted })
}

/// The pair that a form is about, of cards and groups that are there.
fn read_pair<'f>(found: &'f Found, data: &FormData, problems: &mut FormProblems) -> Option<OfferAndWish<'f>> {
    let half = found.halves.iter().find(|half| half.offering.key() == data.one("offering"));
    let Some(half) = half else {
        problems.add("pairs", "Choose an offer and a wish below");
        return None;
    };
    if !["meet", "refuse", "apart"].contains(&data.one("act")) {
        problems.add("pairs", "Choose what to do with the pair");
    }
    let id = |name: &str| data.one(name).parse::<Uuid>().ok();
    let offered = id("offered").and_then(|id| half.offer(id));
    problems.add_if(offered.is_none(), format!("offered-{}", half.offering.key()), "Select what is offered");
    let wanted = id("wanted").and_then(|id| half.wish(id));
    problems.add_if(wanted.is_none(), format!("wanted-{}", half.offering.key()), "Select what is wanted");
    let (offered, wanted) = (offered?, wanted?);
    problems.is_empty().then_some(OfferAndWish { offered, wanted, offering: half.offering })
}

fn page(desk: &Desk<'_, Trainer>, found: &Found, data: &FormData, problems: &FormProblems) -> Result<Answer> {
    let (slug, course) = (desk.slug(), found.at.course.id);
    let halves: Vec<Half> = found.halves.iter().map(|half| shown(found, half, data)).collect();
    let questions = |name: &str, now: Option<Uuid>| -> Vec<FormChoice> {
        let now = if data.is_on(name) {
            data.one(name).to_owned()
        } else {
            now.map(|now| now.to_string()).unwrap_or_default()
        };
        let none = FormChoice::of("", "Select a question", [&*now]);
        let all = found.at.prompts.iter();
        std::iter::once(none)
            .chain(all.map(|prompt| FormChoice::of(prompt.id.to_string(), &prompt.heading, [&*now])))
            .collect()
    };
    let is_anything = halves.iter().any(|half| !half.is_empty());
    let (offers, wishes) =
        (questions("offers", found.asked.offered), questions("wishes", found.asked.wanted));
    let mut fields =
        vec![("offers".to_owned(), true), ("wishes".to_owned(), true), ("pairs".to_owned(), true)];
    for half in &halves {
        let is_there = !half.offers.is_empty();
        fields.extend(["offered", "wanted"].map(|name| (format!("{name}-{}", half.offering), is_there)));
    }
    let problems: Vec<FieldProblem> = fields
        .into_iter()
        .filter_map(|(field, is_there)| {
            let message = problems.of(&field)?.to_owned();
            Some(FieldProblem { target: if is_there { field } else { "pairs".to_owned() }, message })
        })
        .collect();
    let status = if problems.is_empty() { Status::Ok } else { Status::UnprocessableEntity };
    let pairs = Pairs {
        frame: desk.frame(MainPlace::Courses),
        trail: found.at.trail(desk, "Offered and wanted"),
        problems,
        action: at::course_board_pairs(slug, course),
        halves,
        offers,
        wishes,
        file: is_anything.then(|| Link::new("Download (CSV)", at::course_board_pairs_csv(slug, course))),
    };
    Page::with_status(status, &pairs).map(Answer::Page)
}

fn shown(found: &Found, half: &ledger::Half, data: &FormData) -> Half {
    let (offering, ledger) = (half.offering, &half.ledger);
    let offer = |id: &Uuid| half.offer(*id).map(|offer| found.told(offer, offering));
    let wish = |id: &Uuid| half.wish(*id).map(|wish| found.told(wish, offering.other()));
    let couples = |pairs: &[(Uuid, Uuid)]| -> Vec<Couple> {
        let couple = |(offered, wanted): &(Uuid, Uuid)| {
            Some(Couple { offered: offer(offered)?, wanted: wish(wanted)? })
        };
        pairs.iter().filter_map(couple).collect()
    };
    let (heading, offers_it, wants_it) = match offering {
        Side::Library => ("What the library offers and partners want", "Library offers", "Partners want"),
        Side::Partner => ("What partners offer and the library wants", "Partners offer", "Library wants"),
    };
    let counts = format!(
        "{offers_it}: {}. {wants_it}: {}. Offered and wanted: {}.",
        half.offers.len(),
        half.wishes.len(),
        ledger.met.len()
    );
    let is_paired = !half.offers.is_empty() && !half.wishes.is_empty();
    let is_sent = data.one("offering") == offering.key();
    let choices = |name: &str, things: &[Thing]| -> Vec<FormChoice> {
        if !is_paired {
            return Vec::new();
        }
        let sent = if is_sent { data.one(name) } else { "" };
        let none = FormChoice::of("", "Select one", [sent]);
        let all = things.iter().map(|thing| FormChoice::of(thing.id.to_string(), &thing.words, [sent]));
        std::iter::once(none).chain(all).collect()
    };
    Half {
        offering: offering.key(),
        heading,
        counts,
        proposed: couples(&ledger.proposed),
        met: couples(&ledger.met),
        wanted: ledger.wanted.iter().filter_map(wish).collect(),
        offered: ledger.offered.iter().filter_map(offer).collect(),
        offers: choices("offered", &half.offers),
        wishes: choices("wanted", &half.wishes),
    }
}
