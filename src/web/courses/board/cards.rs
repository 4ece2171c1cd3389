//! Ticked cards: put together, taken out, withheld, brought back, moved to another prompt.

use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        BoardPrompt, BoardState, CardGroup, PromptStep, Transaction,
        boards::{self, alike, desk as acts},
    },
    web::{
        Answer, Desk, FormData, FormProblems, Result, Trainer,
        courses::board::{load, revision, show},
    },
};

/// Characters of the longest label.
const LONGEST_LABEL: usize = 140;

/// Does something with the ticked cards.
#[rocket::post("/programmes/<_>/courses/<course>/board/cards", data = "<data>")]
pub(crate) async fn arrange(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let mut problems = FormProblems::default();
    let Some(prompt) = at.prompt(&data) else {
        problems.add("next", "Choose a question of this board");
        return show::page(&desk, &at, &FormData::default(), Status::UnprocessableEntity, problems).await;
    };
    let groups = boards::groups(desk.db(), prompt.id).await?;
    let act = data.one("act");
    let ticked = ticked(&desk, prompt, &data, &mut problems).await?;
    let label = common_ground_boards::write_up::line(data.one("label"));
    let into = data.one("into");
    let group = groups.iter().find(|group| group.id.to_string() == into);
    let to = at.prompts.iter().find(|other| other.id != prompt.id && other.id.to_string() == data.one("to"));
    check(act, prompt, group, into, &label, &mut problems);
    // Nothing is moved there by another button, but no page of ours sends it.
    if to.is_none() && (act == "move" || !data.one("to").is_empty()) {
        problems.add("to", "Choose the question to move the cards to");
    }
    let is_closed = at.board.state == BoardState::Closed;
    // A name may be noticed late.
    if is_closed && !matches!(act, "withhold" | "back") {
        problems
            .add("next", "The board is closed, so its cards stay as they are. You can still withhold them");
    }
    if !problems.is_empty() {
        return show::page(&desk, &at, &data, Status::UnprocessableEntity, problems).await;
    }
    let (done, audit, said) = outcome(act);
    let tx = desk.change().await?;
    let words = format!("{done} “{}”", prompt.heading);
    // A closed board has no turns.
    if !is_closed && !acts::turn(&tx, at.board.id, revision(&at, &data), &words).await? {
        drop(tx);
        return at.meanwhile(&desk, &label).await;
    }
    let target = match (act, group) {
        ("together", Some(group)) => Some(group.id),
        ("together", None) => Some(acts::add_group(&tx, prompt.id, &label).await?),
        _ => to.map(|to| to.id),
    };
    carry_out(&tx, act, prompt.id, &ticked, target).await?;
    match audit {
        Some(act) => desk.done(tx, act, &at.course.title).await?,
        None => tx.commit().await?,
    }
    let said = if is_closed && act == "withhold" {
        "Withheld. If the write-up tells of it, save the write-up again without it."
    } else {
        said
    };
    Ok(Answer::on(at.address(&desk, Some(prompt)), said))
}

/// The cards of this question that are ticked.
async fn ticked(
    desk: &Desk<'_, Trainer>,
    prompt: &BoardPrompt,
    data: &FormData,
    problems: &mut FormProblems,
) -> Result<Vec<Uuid>> {
    let of_prompt: Vec<Uuid> =
        acts::cards(desk.db(), prompt.id).await?.into_iter().map(|card| card.id).collect();
    let ticked = data.all("card").filter_map(|card| card.parse().ok());
    let ticked: Vec<Uuid> = ticked.filter(|card| of_prompt.contains(card)).collect();
    if ticked.is_empty() {
        problems.add("card-0", "Tick at least one card");
    } else if data.one("act") == "unlike" && ticked.len() != 2 {
        problems.add("card-0", "Tick the two cards that are not alike");
    }
    Ok(ticked)
}

/// What does not fit about putting cards together or taking them apart.
fn check(
    act: &str,
    prompt: &BoardPrompt,
    group: Option<&CardGroup>,
    into: &str,
    label: &str,
    problems: &mut FormProblems,
) {
    // Nothing is put there by another button, but no page of ours sends it.
    if !into.is_empty() && group.is_none() {
        problems.add("into", "Choose a group of this question, or a new one");
    }
    problems.cap("label", label, LONGEST_LABEL);
    match act {
        "together" | "apart" | "move" if prompt.step == PromptStep::Voting => {
            problems.add("next", "Close the vote first: people are giving dots to these cards and groups");
        }
        "together" if into.is_empty() => {
            problems.add_if(label.is_empty(), "label", "Write a label for the group");
        }
        "together" | "apart" | "withhold" | "back" | "move" | "unlike" => {}
        _ => problems.add("next", "Choose what to do with the cards"),
    }
}

/// What was done, what the audit says of it, and what the desk is told.
fn outcome(act: &str) -> (&'static str, Option<&'static str>, &'static str) {
    match act {
        "together" => ("put cards together in", None, "The cards are together."),
        "apart" => ("took cards apart in", None, "The cards stand alone again, each with its own dots."),
        "unlike" => ("said which cards are not alike in", None, "These two are not suggested again."),
        "withhold" => (
            "withheld cards in",
            Some("withheld cards on the workshop board of"),
            "Withheld. The room no longer sees them.",
        ),
        "back" => (
            "brought cards back in",
            Some("brought cards back on the workshop board of"),
            "Everybody sees them again.",
        ),
        _ => ("moved cards from", None, "The cards were moved."),
    }
}

/// Does it; `target` is the group or the question that cards go to.
async fn carry_out(
    tx: &Transaction,
    act: &str,
    prompt: Uuid,
    ticked: &[Uuid],
    target: Option<Uuid>,
) -> Result<()> {
    match (act, target) {
        ("together", group) => acts::put(tx, prompt, ticked, group).await?,
        ("apart", _) => acts::put(tx, prompt, ticked, None).await?,
        ("withhold" | "back", _) => acts::withhold(tx, prompt, ticked, act == "withhold").await?,
        ("unlike", _) => {
            if let [one, other] = ticked {
                alike::keep_unlike(tx, prompt, *one, *other).await?;
            }
        }
        (_, Some(to)) => acts::move_to(tx, prompt, ticked, to).await?,
        (_, None) => {}
    }
    Ok(())
}
