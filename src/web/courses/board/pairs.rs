//! What each side offers laid beside what the other wants. Pairs are proposed; a person says which meet.

use std::collections::BTreeMap;

use askama::Template;
use common_ground_boards::ledger::{Ledger, laid};
use common_ground_reports::summary::wording;
use rocket::http::{ContentType, Status};
use uuid::Uuid;

use crate::{
    exchange::ledger::{Row as Line, Thing, file as csv},
    store::{
        StoreError,
        boards::{
            Card,
            ledger::{self, Asked, Pair},
        },
    },
    survey::round::Side,
    web::{
        at,
        courses::board::{At, load},
        http::{
            answer::{Answer, Page},
            desk::Desk,
            download::Download,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::{
            board::Block,
            form::{Choice, Problems},
            frame::Frame,
            nav::Place,
            piece::{Link, Problem, Trail},
        },
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
    problems: Vec<Problem>,
    action: String,
    /// The library's offers with partners' wishes, then the other way round.
    halves: Vec<Half>,
    /// The questions that could say what is offered, and what is wanted.
    offers: Vec<Choice>,
    wishes: Vec<Choice>,
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
    offers: Vec<Choice>,
    wishes: Vec<Choice>,
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
    asked: Asked,
    /// The cards and groups by prompt.
    blocks: BTreeMap<Uuid, Vec<Block>>,
    cards: Vec<Card>,
    /// From how many people on dots are told.
    least: u32,
}

impl Found {
    async fn load(desk: &Desk<'_, Trainer>, course: Uuid) -> Result<Self> {
        let at = load(desk, course).await?;
        let asked = ledger::asked(desk.db(), at.board.id, &at.prompts).await?;
        let (blocks, cards) = at.blocks(desk).await?;
        let settings = &desk.programme().settings;
        let least = settings.promised(at.board.created_at, desk.app.settings.min_group).min_group;
        Ok(Self { at, asked, blocks, cards, least })
    }

    /// The cards and groups of a prompt that hold a card of this side.
    fn of_side(&self, prompt: Option<Uuid>, side: Side) -> Vec<&Block> {
        let blocks = prompt.and_then(|prompt| self.blocks.get(&prompt)).into_iter().flatten();
        blocks.filter(|block| block.cards.iter().any(|card| card.side == side)).collect()
    }

    /// The offers of one side with the wishes of the other.
    fn sides(&self, offering: Side) -> (Vec<&Block>, Vec<&Block>) {
        (self.of_side(self.asked.offered, offering), self.of_side(self.asked.wanted, offering.other()))
    }

    async fn ledger(&self, desk: &Desk<'_, Trainer>, offering: Side) -> Result<Ledger<Uuid>> {
        let (offers, wishes) = self.sides(offering);
        let decided = ledger::decided(desk.db(), self.at.board.id, offering, &self.cards).await?;
        let offers: Vec<(Uuid, &str)> = offers.iter().map(|block| (block.id, block.name())).collect();
        let wishes: Vec<(Uuid, &str)> = wishes.iter().map(|block| (block.id, block.name())).collect();
        Ok(laid(&offers, &wishes, &decided, PROPOSED))
    }

    /// A card or group as the file has it, counted on one side.
    fn thing(&self, block: &Block, side: Side) -> Thing {
        let people = block.count.map(|count| count.people);
        Thing {
            words: block.name().to_owned(),
            cards: block.cards.iter().filter(|card| card.side == side).count(),
            people: people.filter(|people| *people >= self.least as usize),
        }
    }

    fn told(&self, block: &Block, side: Side) -> Told {
        let thing = self.thing(block, side);
        let mut detail = Vec::new();
        if block.label.is_some() {
            detail.push(wording::counted(thing.cards as u64, "card", "cards"));
        }
        if let Some(people) = thing.people {
            detail.push(format!("dots from {}", wording::counted(people as u64, "person", "people")));
        }
        Told { id: block.id, words: thing.words, detail: detail.join(" · ") }
    }
}

/// What is offered and wanted.
#[rocket::get("/programmes/<_>/courses/<course>/board/offered-and-wanted")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let found = Found::load(&desk, course).await?;
    page(&desk, &found, &FormData::default(), Problems::default()).await
}

/// The same as a file.
#[rocket::get("/programmes/<_>/courses/<course>/board/offered-and-wanted.csv")]
pub(crate) async fn file(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Download> {
    let found = Found::load(&desk, course).await?;
    let mut rows = Vec::new();
    for offering in Side::ALL {
        let ledger = found.ledger(&desk, offering).await?;
        let (offers, wishes) = found.sides(offering);
        let one = |blocks: &[&Block], id: Uuid, side: Side| {
            blocks.iter().find(|block| block.id == id).map(|block| found.thing(block, side))
        };
        let offer = |id| one(&offers, id, offering);
        let wish = |id| one(&wishes, id, offering.other());
        let row = |offered, wanted| Line { offering, offered, wanted };
        rows.extend(ledger.met.iter().map(|(offered, wanted)| row(offer(*offered), wish(*wanted))));
        rows.extend(ledger.wanted.iter().map(|wanted| row(None, wish(*wanted))));
        rows.extend(ledger.offered.iter().map(|offered| row(offer(*offered), None)));
    }
    let csv = csv(&rows).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(Download::new(&format!("{}-offered-and-wanted.csv", desk.slug()), ContentType::CSV, csv))
}

/// Decides about a pair, or which questions say what is offered and wanted.
#[rocket::post("/programmes/<_>/courses/<course>/board/offered-and-wanted", data = "<data>")]
pub(crate) async fn decide(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let found = Found::load(&desk, course).await?;
    let address = at::course_board_pairs(desk.slug(), course);
    let mut problems = Problems::default();
    if data.one("act") == "questions" {
        let Some(asked) = read_questions(&found.at, &data, &mut problems) else {
            return page(&desk, &found, &data, problems).await;
        };
        let tx = desk.change().await?;
        ledger::choose(&tx, found.at.board.id, asked).await?;
        tx.commit().await.map_err(StoreError::from)?;
        return Ok(Answer::on(address, "The questions were chosen."));
    }
    let Some(pair) = read_pair(&found, &data, &mut problems) else {
        return page(&desk, &found, &data, problems).await;
    };
    let tx = desk.change().await?;
    let told = match data.one("act") {
        "meet" => {
            ledger::decide(&tx, pair, true).await?;
            "The offer meets the wish."
        }
        "refuse" => {
            ledger::decide(&tx, pair, false).await?;
            "They don’t meet, and won’t be suggested again."
        }
        _ => {
            ledger::forget(&tx, pair, &found.cards).await?;
            "They are apart again."
        }
    };
    desk.done(tx, "decided what is offered and wanted at", &found.at.course.title).await?;
    Ok(Answer::on(format!("{address}#{}", pair.offering.key()), told))
}

/// The questions that a form chooses.
fn read_questions(at: &At, data: &FormData, problems: &mut Problems) -> Option<Asked> {
    let mut one = |name: &str| {
        let sent = data.one(name);
        let prompt = at.prompts.iter().find(|prompt| prompt.id.to_string() == sent);
        if prompt.is_none() {
            problems.add(name, "Select a question of the board");
        }
        prompt.map(|prompt| prompt.id)
    };
    let (offered, wanted) = (one("offers"), one("wishes"));
    if offered.is_some() && offered == wanted {
        problems.add("wishes", "Select another question than the one for what is offered");
    }
    problems.is_empty().then_some(Asked { offered, wanted })
}

/// The pair that a form is about, of cards and groups that are there.
fn read_pair(found: &Found, data: &FormData, problems: &mut Problems) -> Option<Pair> {
    let Some(offering) = Side::from_key(data.one("offering")) else {
        problems.add("pairs", "Choose an offer and a wish below");
        return None;
    };
    if !["meet", "refuse", "apart"].contains(&data.one("act")) {
        problems.add("pairs", "Choose what to do with the pair");
    }
    let (offers, wishes) = found.sides(offering);
    let mut one = |name: &str, blocks: &[&Block], told: &str| {
        let id = blocks.iter().map(|block| block.id).find(|id| id.to_string() == data.one(name));
        if id.is_none() {
            problems.add(format!("{name}-{}", offering.key()), told);
        }
        id
    };
    let offered = one("offered", &offers, "Select what is offered");
    let wanted = one("wanted", &wishes, "Select what is wanted");
    let prompt = found.asked.offered;
    match (prompt, offered, wanted) {
        (Some(prompt), Some(offered), Some(wanted)) if problems.is_empty() => {
            Some(Pair { prompt, offered, wanted, offering })
        }
        _ => None,
    }
}

async fn page(
    desk: &Desk<'_, Trainer>,
    found: &Found,
    data: &FormData,
    problems: Problems,
) -> Result<Answer> {
    let (slug, course) = (desk.slug(), found.at.course.id);
    let mut halves = Vec::new();
    for offering in Side::ALL {
        let ledger = found.ledger(desk, offering).await?;
        halves.push(half(found, offering, &ledger, data));
    }
    let questions = |name: &str, now: Option<Uuid>| -> Vec<Choice> {
        let now = if data.is_on(name) {
            data.one(name).to_owned()
        } else {
            now.map(|now| now.to_string()).unwrap_or_default()
        };
        let none = Choice::of("", "Select a question", [&*now]);
        let all = found.at.prompts.iter();
        std::iter::once(none)
            .chain(all.map(|prompt| Choice::of(prompt.id.to_string(), &prompt.heading, [&*now])))
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
    let problems: Vec<Problem> = fields
        .into_iter()
        .filter_map(|(field, is_there)| {
            let message = problems.of(&field)?.to_owned();
            Some(Problem { target: if is_there { field } else { "pairs".to_owned() }, message })
        })
        .collect();
    let status = if problems.is_empty() { Status::Ok } else { Status::UnprocessableEntity };
    let pairs = Pairs {
        frame: desk.frame(Place::Courses),
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

fn half(found: &Found, offering: Side, ledger: &Ledger<Uuid>, data: &FormData) -> Half {
    let (offers, wishes) = found.sides(offering);
    let told = |blocks: &[&Block], id: Uuid, side: Side| {
        blocks.iter().find(|block| block.id == id).map(|block| found.told(block, side))
    };
    let offer = |id: &Uuid| told(&offers, *id, offering);
    let wish = |id: &Uuid| told(&wishes, *id, offering.other());
    let couples = |pairs: &[(Uuid, Uuid)]| -> Vec<Couple> {
        let couple = |(offered, wanted): &(Uuid, Uuid)| {
            Some(Couple { offered: offer(offered)?, wanted: wish(wanted)? })
        };
        pairs.iter().filter_map(couple).collect()
    };
    let (heading, offers_it, wants_it) = match offering {
        Side::Library => ("What the library offers and partners want", "library offers", "partners want"),
        Side::Partner => ("What partners offer and the library wants", "partners offer", "library wants"),
    };
    let counts = format!(
        "{}: {}. {}: {}. Offered and wanted: {}.",
        wording::capitalised(offers_it),
        offers.len(),
        wording::capitalised(wants_it),
        wishes.len(),
        ledger.met.len()
    );
    let is_paired = !offers.is_empty() && !wishes.is_empty();
    let is_sent = data.one("offering") == offering.key();
    let choices = |name: &str, blocks: &[&Block]| -> Vec<Choice> {
        if !is_paired {
            return Vec::new();
        }
        let sent = if is_sent { data.one(name) } else { "" };
        let none = Choice::of("", "Select one", [sent]);
        let all = blocks.iter().map(|block| Choice::of(block.id.to_string(), block.name(), [sent]));
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
        offers: choices("offered", &offers),
        wishes: choices("wanted", &wishes),
    }
}
