//! Agreed cards as actions of the course: who does it, by when. Each remembers its card.

use uuid::Uuid;

use crate::{
    store::{CourseAction, actions, boards::things::Thing, courses},
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::{
            board::{At, load, naming},
            summary::agreed::{self, EnteredAction, MOST},
        },
    },
};

/// The chosen cards; or where to go where there are none, or it is too late for actions.
async fn find(
    desk: &Desk<'_, Trainer>,
    at: &At,
    cards: &str,
) -> Result<std::result::Result<Vec<Thing>, Answer>> {
    let back = |flash: &str| Ok(Err(Answer::on(at::course_board_uses(desk.slug(), at.course.id), flash)));
    if at.course.frozen_at.is_some() {
        return back("The summary has been sent, so its actions can only be changed by a correction.");
    }
    let cards = at.chosen(desk, cards).await?;
    if cards.is_empty() {
        return back("Tick the cards to act on first.");
    }
    if cards.len() > MOST {
        return back(&format!("Tick up to {MOST} cards to act on at once."));
    }
    Ok(Ok(cards))
}

/// What is said where there would be more actions than a summary tells of.
fn full(before: usize) -> String {
    let room = MOST.saturating_sub(before);
    format!("A course has up to {MOST} actions, and there is room for {room} more. Take some away")
}

/// What is to be done, as the cards say it.
#[rocket::get("/programmes/<_>/courses/<course>/board/action?<cards>")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, course: Uuid, cards: Option<&str>) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let cards = match find(&desk, &at, cards.unwrap_or_default()).await? {
        Ok(cards) => cards,
        Err(answer) => return Ok(answer),
    };
    let entered = cards.iter().map(|thing| EnteredAction::new(&thing.words)).collect();
    Answer::page(&form(&desk, &at, &cards, entered, FormProblems::default()))
}

/// Adds the actions to those of the course.
#[rocket::post("/programmes/<_>/courses/<course>/board/action", data = "<data>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let cards = match find(&desk, &at, data.one("cards")).await? {
        Ok(cards) => cards,
        Err(answer) => return Ok(answer),
    };
    let mut entered = EnteredAction::read(&data);
    entered.truncate(cards.len());
    let mut problems = FormProblems::default();
    let new = agreed::check(&entered, &[], &mut problems);
    problems.add_if(new.is_empty() && problems.is_empty(), "what-1", "Enter what will be done");
    let before = actions::of_course(desk.db(), course).await?.len();
    problems.add_if(before + new.len() > MOST, "what-1", full(before));
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &at, &cards, entered, problems));
    }
    // A blank action is none, and its card is left.
    let of = cards.iter().zip(&entered).filter(|(_, entered)| !entered.is_blank()).map(|(thing, _)| thing.id);
    let new: Vec<CourseAction> =
        new.into_iter().zip(of).map(|(action, card)| CourseAction { card: Some(card), ..action }).collect();
    let tx = desk.change().await?;
    courses::lock(&tx, course).await?;
    if courses::find(&tx, course).await?.is_none_or(|course| course.frozen_at.is_some()) {
        let page = at::course_summary_deliveries(desk.slug(), course);
        return Ok(Answer::on(page, "The summary has been sent in the meantime. You can still correct it."));
    }
    let mut all = actions::of_course(&tx, course).await?;
    all.extend(new);
    if all.len() > MOST {
        return Ok(Answer::on(at::course_board_uses(desk.slug(), course), full(MOST)));
    }
    actions::replace(&tx, course, &all).await?;
    desk.done(tx, "made actions of cards of", &at.course.title).await?;
    Ok(Answer::on(
        at::course_actions(desk.slug(), course),
        "The summary will tell of it as what happens next.",
    ))
}

fn form(
    desk: &Desk<'_, Trainer>,
    at: &At,
    cards: &[Thing],
    entered: Vec<EnteredAction>,
    problems: FormProblems,
) -> FormPage {
    let heading = if cards.len() == 1 { "Make an action of the card" } else { "Make actions of the cards" };
    let button = if cards.len() == 1 { "Add the action" } else { "Add the actions" };
    let form = desk
        .form(MainPlace::Courses, heading)
        .trail(at.trail(desk, "Make an action"))
        .lead("The summary tells of it under “What happens next”, and that it came from the workshop.")
        .field(Field::hidden("cards", naming(cards)))
        .problems(problems)
        .button(button, at::course_board_action(desk.slug(), at.course.id))
        .cancel("Back to the cards", at::course_board_uses(desk.slug(), at.course.id));
    let parts = agreed::parts(entered).into_iter().zip(cards);
    parts.fold(form, |form, (mut section, thing)| {
        section.title = Some(format!("“{}”", thing.words));
        form.section(section)
    })
}
