//! The order of cards and groups, by hand: a place for each.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    store::{
        BoardPrompt, BoardState, PromptStep,
        boards::{self, desk as acts, room},
    },
    web::{
        Answer, Desk, Error, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::board::{At, load, placed, revision},
        parts::board::{BoardBlock, blocks},
    },
};

/// The prompt that a page names, with its cards and groups in the order they have.
async fn find<'a>(
    desk: &Desk<'_, Trainer>,
    at: &'a At,
    data: &FormData,
) -> Result<(&'a BoardPrompt, Vec<BoardBlock>)> {
    let sorted = |prompt: &&BoardPrompt| matches!(prompt.step, PromptStep::Sorting | PromptStep::Agreed);
    let prompt = at.prompt(data).filter(sorted).ok_or(Error::NotFound)?;
    let cards = room::cards(desk.db(), prompt.id).await?;
    let groups = boards::groups(desk.db(), prompt.id).await?;
    Ok((prompt, blocks(cards, &groups, None, &BTreeMap::new())))
}

fn name(block: &BoardBlock) -> String {
    format!("place-{}", block.id)
}

fn form(
    desk: &Desk<'_, Trainer>,
    at: &At,
    (prompt, blocks): (&BoardPrompt, &[BoardBlock]),
    data: Option<&FormData>,
    problems: FormProblems,
) -> FormPage {
    let fields = (1_usize..).zip(blocks).map(|(place, block)| {
        let typed = data.map_or_else(|| place.to_string(), |data| data.one(&name(block)).to_owned());
        Field::typed("number", name(block), block.name(), typed)
    });
    desk.form(MainPlace::Courses, "Order by hand")
        .trail(at.trail(desk, "Order"))
        .lead(format!(
            "“{}”. Change the number of what is to move: what you move up comes before the one that had its place.",
            prompt.heading
        ))
        .fields(fields)
        .field(Field::hidden("prompt", prompt.id.to_string()))
        .field(Field::hidden("revision", at.board.revision.to_string()))
        .problems(problems)
        .button("Save the order", at::course_board_order(desk.slug(), at.course.id))
        .cancel("Back to the board", at.address(desk, Some(prompt)))
}

/// The order as it is.
#[rocket::get("/programmes/<_>/courses/<course>/board/order?<prompt>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, course: Uuid, prompt: Option<&str>) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let data = FormData::of(prompt.map(|prompt| ("prompt", prompt)));
    let (prompt, blocks) = find(&desk, &at, &data).await?;
    Answer::page(&form(&desk, &at, (prompt, &blocks), None, FormProblems::default()))
}

/// Keeps another order.
#[rocket::post("/programmes/<_>/courses/<course>/board/order", data = "<data>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let (prompt, blocks) = find(&desk, &at, &data).await?;
    let (mut problems, mut typed) = (FormProblems::default(), Vec::new());
    for (now, block) in (1..).zip(&blocks) {
        match data.one(&name(block)).parse::<usize>() {
            Ok(place) if (1..=blocks.len()).contains(&place) => typed.push((block.id, place)),
            _ if data.one(&name(block)).is_empty() => typed.push((block.id, now)),
            _ => problems.add(name(block), format!("Enter a whole number from 1 to {}", blocks.len())),
        }
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &at, (prompt, &blocks), Some(&data), problems));
    }
    let address = at.address(&desk, Some(prompt));
    if at.board.state == BoardState::Closed {
        return Ok(Answer::on(address, "The board is closed, so its cards stay as they are."));
    }
    let tx = desk.change().await?;
    let words = format!("ordered by hand “{}”", prompt.heading);
    if !acts::turn(&tx, at.board.id, revision(&at, &data), &words).await? {
        drop(tx);
        let moved = (1..).zip(&typed).zip(&blocks).filter(|((now, (_, place)), _)| now != place);
        let moved = moved.map(|((_, (_, place)), block)| format!("{}: {place}", block.name()));
        return at.meanwhile(&desk, &moved.collect::<Vec<_>>().join("; ")).await;
    }
    acts::keep_order(&tx, prompt.id, &placed(typed)).await?;
    tx.commit().await?;
    Ok(Answer::on(address, "The order was saved."))
}
