//! One card: a clearer wording, kept beside the words that were written.

use uuid::Uuid;

use crate::{
    store::{
        BoardCard, BoardPrompt,
        boards::{self, LONGEST_CARD, desk as acts},
    },
    web::{
        Answer, Desk, Error, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::board::{At, load, revision},
    },
};

/// A card that the desk may see: one of a prompt whose cards are shown.
async fn find(desk: &Desk<'_, Trainer>, at: &At, card: Uuid) -> Result<(BoardPrompt, BoardCard)> {
    let card = boards::card(desk.db(), card).await?.ok_or(Error::NotFound)?;
    let prompt = at.prompts.iter().find(|prompt| prompt.id == card.prompt_id && acts::is_shown(prompt));
    Ok((prompt.ok_or(Error::NotFound)?.clone(), card))
}

fn form(
    desk: &Desk<'_, Trainer>,
    at: &At,
    card: &BoardCard,
    typed: &str,
    problems: FormProblems,
) -> FormPage {
    let back = at.prompts.iter().find(|prompt| prompt.id == card.prompt_id);
    desk.form(MainPlace::Courses, "Clarify a card")
        .trail(at.trail(desk, "Clarify a card"))
        .lead(format!("It was written: “{}”", card.text))
        .field(
            Field::text("clarified", "Clearer wording", 3, typed)
                .hint(format!("Up to {LONGEST_CARD} characters. Leave it empty to show what was written.")),
        )
        .field(Field::hidden("revision", at.board.revision.to_string()))
        .problems(problems)
        .button("Save the wording", at::course_board_card(desk.slug(), at.course.id, card.id))
        .cancel("Back to the board", at.address(desk, back))
}

/// The wording as it is.
#[rocket::get("/programmes/<_>/courses/<course>/board/cards/<card>")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, course: Uuid, card: Uuid) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let (_, card) = find(&desk, &at, card).await?;
    Answer::page(&form(&desk, &at, &card, card.words(), FormProblems::default()))
}

/// Keeps a clearer wording.
#[rocket::post("/programmes/<_>/courses/<course>/board/cards/<card>", data = "<data>")]
pub(crate) async fn clarify(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    card: Uuid,
    data: FormData,
) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let (prompt, card) = find(&desk, &at, card).await?;
    let wording = common_ground_boards::write_up::line(data.one("clarified"));
    let mut problems = FormProblems::default();
    problems.cap("clarified", &wording, LONGEST_CARD);
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &at, &card, data.one("clarified"), problems));
    }
    let tx = desk.change().await?;
    let words = format!("clarified a card in “{}”", prompt.heading);
    if !acts::turn(&tx, at.board.id, revision(&at, &data), &words).await? {
        drop(tx);
        return at.meanwhile(&desk, &wording).await;
    }
    let clearer = Some(&*wording).filter(|wording| !wording.is_empty() && *wording != card.text);
    acts::clarify(&tx, card.id, clearer).await?;
    tx.commit().await?;
    Ok(Answer::on(at.address(&desk, Some(&prompt)), "The wording was saved."))
}
