//! What the board says as a write-up: which cards are told as examples of their groups, and every card for the appendix.

use std::collections::BTreeMap;

use common_ground_boards::write_up::{WriteUp, examples};
use uuid::Uuid;

use crate::{
    store::{
        BoardCard, BoardState, Course, PromptStep,
        boards::{desk as acts, room},
    },
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, MainPlace, Result, Trainer, at,
        courses::board::{
            At, load, revision,
            write_up::{Shown, tabs},
        },
        parts::board::{BoardBlock, blocks},
    },
};

/// The agreed prompts in order, each with what the room sees of it.
async fn agreed(desk: &Desk<'_, Trainer>, at: &At, counted: bool) -> Result<Vec<(String, Vec<BoardBlock>)>> {
    let mut cards = acts::all_cards(desk.db(), at.board.id).await?;
    let groups = acts::all_groups(desk.db(), at.board.id).await?;
    let all: Vec<BoardCard> = cards.values().flatten().cloned().collect();
    let counts =
        if counted { Some(room::counts_of_board(desk.db(), at.board.id, &all).await?) } else { None };
    let agreed = at.prompts.iter().filter(|prompt| prompt.step == PromptStep::Agreed);
    Ok(agreed
        .map(|prompt| {
            let mut cards = cards.remove(&prompt.id).unwrap_or_default();
            cards.retain(|card| !card.withheld);
            let counts = counts.as_ref().filter(|_| prompt.counted);
            (prompt.heading.clone(), blocks(cards, &groups, counts, &BTreeMap::new()))
        })
        .collect())
}

/// What the board says now: the prompts that were agreed, in their order.
pub(super) async fn of_board(desk: &Desk<'_, Trainer>, at: &At) -> Result<WriteUp> {
    let point = |block: &BoardBlock| {
        let told = block.cards.iter().filter(|card| card.example && block.label.is_some());
        examples::fold(block.name(), told.map(BoardCard::words))
    };
    let agreed = agreed(desk, at, false).await?.into_iter();
    let prompts = agreed.map(|(heading, blocks)| (heading, blocks.iter().map(point).collect()));
    let Course { title, place, starts_at, .. } = &at.course;
    let day = starts_at.to_zoned_datetime(at.course.zone(desk.programme()));
    let introduction = [format!(
        "This is what library staff and partners said at {title}, {place}, on {}.",
        day.strftime("%-d %B %Y")
    )];
    Ok(WriteUp::new(title, &introduction, prompts, &day.strftime("%B %Y").to_string()))
}

/// Every card of the agreed prompts as it was written, with the people and dots of its card or group. Nothing where
/// there is no card.
pub(super) async fn appendix(desk: &Desk<'_, Trainer>, at: &At) -> Result<Vec<(String, Vec<String>)>> {
    let agreed = agreed(desk, at, true).await?.into_iter();
    let prompts = agreed.map(|(heading, blocks)| (heading, blocks.iter().flat_map(as_written).collect()));
    Ok(prompts.filter(|(_, cards): &(_, Vec<String>)| !cards.is_empty()).collect())
}

fn as_written(block: &BoardBlock) -> Vec<String> {
    let note = match (&block.label, block.got()) {
        (Some(label), Some(got)) => format!(" (in “{label}”: {got})"),
        (Some(label), None) => format!(" (in “{label}”)"),
        (None, Some(got)) => format!(" ({got})"),
        (None, None) => String::new(),
    };
    block.cards.iter().map(|card| format!("{}{note}", card.text)).collect()
}

/// The name of the field with the cards of a group.
fn name(block: &BoardBlock) -> String {
    format!("example-{}", block.id)
}

/// Which cards are to be told as examples.
#[rocket::get("/programmes/<_>/courses/<course>/board/write-up/draft")]
pub(crate) async fn choose(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let agreed = agreed(&desk, &at, false).await?;
    let groups: Vec<&BoardBlock> =
        agreed.iter().flat_map(|(_, blocks)| blocks).filter(|block| block.label.is_some()).collect();
    let fields = groups.iter().map(|block| {
        let cards = block.cards.iter().map(|card| FormChoice {
            value: card.id.to_string(),
            label: card.words().to_owned(),
            chosen: card.example,
        });
        Field::boxes(name(block), block.name(), cards)
    });
    let mut form: FormPage = desk
        .form(MainPlace::Courses, "Draft from the board")
        .trail(at.trail(&desk, "Draft"))
        .lead(
            "The draft has what the room agreed, in the order of the board. It takes the place of the text in the box; \
             nothing that was saved changes until you save it.",
        );
    form = form.lead(match (agreed.is_empty(), groups.is_empty()) {
        (true, _) => "No question is agreed yet, so the draft has only a title and an introduction.",
        (_, true) => "No cards were put together, so there are no examples to choose.",
        _ => "Tick the cards that should follow the label of their group as examples: “(eg …)”.",
    });
    form.tabs = tabs(&desk, &at, Shown::Draft);
    Answer::page(
        &form
            .fields(fields)
            .field(Field::hidden("revision", at.board.revision.to_string()))
            .button("Make the draft", at::course_board_write_up_draft(desk.slug(), course))
            .cancel("Back to the board", at.address(&desk, None)),
    )
}

/// Keeps that, and shows the draft.
#[rocket::post("/programmes/<_>/courses/<course>/board/write-up/draft", data = "<data>")]
pub(crate) async fn make(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let agreed = agreed(&desk, &at, false).await?;
    let groups = agreed.iter().flat_map(|(_, blocks)| blocks).filter(|block| block.label.is_some());
    let told: Vec<Uuid> = groups
        .flat_map(|block| {
            let ticked: Vec<&str> = data.all(&name(block)).collect();
            let told = block.cards.iter().map(|card| card.id);
            told.filter(|id| ticked.contains(&&*id.to_string())).collect::<Vec<_>>()
        })
        .collect();
    let tx = desk.change().await?;
    // A closed board has no turns: nothing else changes on it.
    let closed = at.board.state == BoardState::Closed;
    if !closed
        && !acts::turn(&tx, at.board.id, revision(&at, &data), "chose examples for the write-up").await?
    {
        drop(tx);
        return at.meanwhile(&desk, "").await;
    }
    acts::keep_examples(&tx, at.board.id, &told).await?;
    tx.commit().await?;
    let page = at::course_board_write_up(desk.slug(), course);
    Ok(Answer::to(at::query(page, &[("draft", &Some(true))])))
}
