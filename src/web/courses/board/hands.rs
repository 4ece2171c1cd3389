//! Raised hands, counted in the room and typed at the desk: a number for each card or group, side by side.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    store::{
        BoardPrompt, BoardState,
        boards::{self, desk as acts, room},
    },
    survey::Side,
    web::{
        Answer, Desk, Error, Field, FormData, FormPage, FormProblems, FormSection, MainPlace, Result,
        Trainer, at,
        courses::board::{At, load, revision, show::side_word},
        parts::board::{BoardBlock, blocks},
    },
};

/// The most people in a room.
const MOST: i32 = 1_000;
const SIDES: [Side; 2] = [Side::Library, Side::Partner];

/// The prompt that a page names, with what hands can be raised for.
async fn find<'a>(
    desk: &Desk<'_, Trainer>,
    at: &'a At,
    data: &FormData,
) -> Result<(&'a BoardPrompt, Vec<BoardBlock>)> {
    let prompt = at.prompt(data).filter(|prompt| acts::is_shown(prompt)).ok_or(Error::NotFound)?;
    let cards = room::cards(desk.db(), prompt.id).await?;
    let groups = boards::groups(desk.db(), prompt.id).await?;
    Ok((prompt, blocks(cards, &groups, None, &BTreeMap::new())))
}

fn name(side: Side, block: &BoardBlock) -> String {
    format!("{}-{}", side.key(), block.id)
}

fn form(
    desk: &Desk<'_, Trainer>,
    at: &At,
    (prompt, blocks): (&BoardPrompt, &[BoardBlock]),
    typed: impl Fn(Side, &BoardBlock) -> String,
    problems: FormProblems,
) -> FormPage {
    let form = desk
        .form(MainPlace::Courses, "Count raised hands")
        .trail(at.trail(desk, "Raised hands"))
        .lead(format!("“{}”. Hands are shown beside dots and never added to them.", prompt.heading))
        .field(Field::hidden("prompt", prompt.id.to_string()))
        .field(Field::hidden("revision", at.board.revision.to_string()))
        .problems(problems)
        .button("Save the hands", at::course_board_hands(desk.slug(), at.course.id))
        .cancel("Back to the board", at.address(desk, Some(prompt)));
    blocks.iter().fold(form, |form, block| {
        let fields =
            SIDES.map(|side| Field::typed("number", name(side, block), side_word(side), typed(side, block)));
        form.section(FormSection {
            title: Some(block.name().to_owned()),
            lead: None,
            fields: fields.into(),
            folded: None,
        })
    })
}

/// The numbers as they are.
#[rocket::get("/programmes/<_>/courses/<course>/board/hands?<prompt>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, course: Uuid, prompt: Option<&str>) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let data = FormData::of(prompt.map(|prompt| ("prompt", prompt)));
    let (prompt, blocks) = find(&desk, &at, &data).await?;
    let kept = acts::hands_by_side(desk.db(), prompt.id).await?;
    let typed = |side: Side, block: &BoardBlock| {
        kept.get(&(block.id, side.key().to_owned())).map(ToString::to_string).unwrap_or_default()
    };
    Answer::page(&form(&desk, &at, (prompt, &blocks), typed, FormProblems::default()))
}

/// Keeps the numbers.
#[rocket::post("/programmes/<_>/courses/<course>/board/hands", data = "<data>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let (prompt, blocks) = find(&desk, &at, &data).await?;
    let (mut problems, mut hands) = (FormProblems::default(), Vec::new());
    for (side, block) in blocks.iter().flat_map(|block| SIDES.map(|side| (side, block))) {
        let name = name(side, block);
        match data.one(&name).parse::<i32>() {
            Ok(number @ 0..=MOST) => hands.push((block.id, side, number)),
            _ if data.one(&name).is_empty() => {}
            _ => problems.add(name, format!("Enter a whole number from 0 to {MOST}, or nothing")),
        }
    }
    let typed = |side: Side, block: &BoardBlock| data.one(&name(side, block)).to_owned();
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &at, (prompt, &blocks), typed, problems));
    }
    let address = at.address(&desk, Some(prompt));
    if at.board.state != BoardState::Open {
        return Ok(Answer::on(address, "The board isn’t open, so its hands stay as they are."));
    }
    let tx = desk.change().await?;
    let words = format!("counted hands for “{}”", prompt.heading);
    if !acts::turn(&tx, at.board.id, revision(&at, &data), &words).await? {
        drop(tx);
        let said = |(target, side, number): &(Uuid, Side, i32)| {
            let block = blocks.iter().find(|block| block.id == *target)?;
            Some(format!("{} ({}): {number}", block.name(), side_word(*side)))
        };
        return at.meanwhile(&desk, &hands.iter().filter_map(said).collect::<Vec<_>>().join("; ")).await;
    }
    acts::keep_hands(&tx, prompt.id, &hands).await?;
    tx.commit().await?;
    Ok(Answer::on(address, "The hands were saved."))
}
