//! What becomes of agreed cards: where each is asked and what was made of it, and the choice of those to go on with.

use askama::Template;
use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        AskedQuestion, BoardCard, CourseAction, actions,
        boards::{things::Thing, uses},
    },
    web::{
        Answer, Button, ButtonAct, Desk, Empty, FieldProblem, FormData, Frame, Link, MainPlace, Page, Result,
        Trail, Trainer, at,
        courses::board::{At, load, naming},
    },
};

/// Cards that are gone on with at once.
const MOST: usize = 20;
/// The first box.
const FIRST: &str = "card-0";

/// The page.
#[derive(Debug, Template)]
#[template(path = "courses/board/uses.html")]
struct Uses {
    frame: Frame,
    trail: Trail,
    problems: Vec<FieldProblem>,
    /// Where the ticked cards are sent.
    action: String,
    /// Headings with their cards.
    prompts: Vec<(String, Vec<Agreed>)>,
    /// That nothing is agreed.
    empty: Option<Empty>,
    /// Whether there can be more actions.
    may_act: bool,
}

/// A card or group with its box.
#[derive(Debug)]
struct Agreed {
    index: usize,
    id: Uuid,
    words: String,
    /// The words of the cards in a group.
    members: String,
    checked: bool,
    /// What can be done with it alone.
    ways: Vec<Link>,
    /// The surveys that ask it.
    asked: Vec<Link>,
    /// The actions that came of it.
    actions: Vec<String>,
}

/// Every agreed card and group.
#[rocket::get("/programmes/<_>/courses/<course>/board/uses")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let at = load(&desk, course).await?;
    page(&desk, &at, &FormData::default(), None).await
}

/// Goes on with the ticked ones.
#[rocket::post("/programmes/<_>/courses/<course>/board/uses", data = "<data>")]
pub(crate) async fn choose(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let ticked = data.all("card").collect::<Vec<_>>().join(",");
    let chosen = at.chosen(&desk, &ticked).await?;
    let problem = match chosen.len() {
        0 => Some("Tick at least one card".to_owned()),
        more if more > MOST => Some(format!("Tick up to {MOST} cards at once")),
        _ => None,
    };
    let to = match data.one("act") {
        "ask" => at::course_board_ask(desk.slug(), course),
        "action" => at::course_board_action(desk.slug(), course),
        _ => {
            let problem = problem.unwrap_or_else(|| "Choose what to do with the cards".to_owned());
            return page(&desk, &at, &data, Some(problem)).await;
        }
    };
    match problem {
        Some(problem) => page(&desk, &at, &data, Some(problem)).await,
        None => Ok(Answer::to(at::query(to, &[("cards", &Some(naming(&chosen)))]))),
    }
}

async fn page(desk: &Desk<'_, Trainer>, at: &At, data: &FormData, problem: Option<String>) -> Result<Answer> {
    let things = at.agreed(desk).await?;
    let asked = uses::asked(desk.db(), at.board.id).await?;
    let actions = actions::of_course(desk.db(), at.course.id).await?;
    let mut prompts: Vec<(String, Vec<Agreed>)> = Vec::new();
    let mut index = 0;
    for prompt in &at.prompts {
        let mut rows = Vec::new();
        for thing in things.iter().filter(|thing| thing.prompt == prompt.id) {
            let checked = data.all("card").any(|id| id == thing.id.to_string());
            rows.push(Agreed { index, checked, ..agreed(desk, at, thing, &asked, &actions) });
            index += 1;
        }
        prompts.extend((!rows.is_empty()).then(|| (prompt.heading.clone(), rows)));
    }
    let back = || Button::follow("Go to the board", at.address(desk, None));
    let empty = prompts.is_empty().then(|| Empty {
        sentence: "Nothing is agreed yet. Agree the cards of a question on the board first.".to_owned(),
        next: Some(back()),
    });
    let status = if problem.is_some() { Status::UnprocessableEntity } else { Status::Ok };
    let target = if empty.is_some() { "cards" } else { FIRST };
    let problems = problem.into_iter().map(|message| FieldProblem { target: target.to_owned(), message });
    let uses = Uses {
        frame: desk.frame(MainPlace::Courses),
        trail: at.trail(desk, "What becomes of the cards"),
        problems: problems.collect(),
        action: at::course_board_uses(desk.slug(), at.course.id),
        prompts,
        empty,
        may_act: at.course.frozen_at.is_none(),
    };
    Page::with_status(status, &uses).map(Answer::Page)
}

fn agreed(
    desk: &Desk<'_, Trainer>,
    at: &At,
    thing: &Thing,
    asked: &[AskedQuestion],
    actions: &[CourseAction],
) -> Agreed {
    let (slug, course) = (desk.slug(), at.course.id);
    let with = |page: String| at::query(page, &[("cards", &Some(thing.id))]);
    let way = |label: &str, page: String| Link::new(label, with(page)).about(format!("“{}”", thing.words));
    let mut ways = vec![way("Ask this", at::course_board_ask(slug, course))];
    if at.course.frozen_at.is_none() {
        ways.push(way("Make an action", at::course_board_action(slug, course)));
    }
    let link = |asked: &AskedQuestion| {
        let page = format!("{}#change-{}", at::survey(slug, &asked.survey), asked.item);
        Link::new(format!("Asked in “{}”", asked.title), page)
    };
    let members = thing.cards.iter().filter(|_| thing.is_group).map(BoardCard::words);
    // What was made of a card stays with the group that it is in now.
    Agreed {
        index: 0,
        checked: false,
        ways,
        id: thing.id,
        words: thing.words.clone(),
        members: members.collect::<Vec<_>>().join(" · "),
        asked: asked.iter().filter(|asked| thing.holds(asked.target)).map(link).collect(),
        actions: actions
            .iter()
            .filter(|action| action.card.is_some_and(|card| thing.holds(card)))
            .map(|action| format!("Action: {}", action.what))
            .collect(),
    }
}
