//! Taking a prompt on: from waiting to agreed.

use jiff::{SignedDuration, Timestamp};
use rocket::http::Status;
use uuid::Uuid;

use crate::{
    store::{
        BoardPrompt, BoardState, PromptStep, Transaction,
        boards::{self, desk as acts, room},
    },
    web::{
        Answer, Desk, FormData, FormProblems, Result, Trainer,
        courses::board::{At, load, revision, show},
        parts::board::blocks,
    },
};

/// The longest writing.
const MOST_MINUTES: i64 = 120;
/// The most dots.
const MOST_DOTS: i32 = 20;

/// Does one step.
#[rocket::post("/programmes/<_>/courses/<course>/board/step", data = "<data>")]
pub(crate) async fn take(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let mut problems = FormProblems::default();
    let Some(prompt) = at.prompt(&data) else {
        problems.add("next", "Choose a question of this board");
        return show::page(&desk, &at, &FormData::default(), Status::UnprocessableEntity, problems).await;
    };
    let Some(next) = read(&desk, prompt, &data, &mut problems) else {
        return show::page(&desk, &at, &data, Status::UnprocessableEntity, problems).await;
    };
    let address = at.address(&desk, Some(prompt));
    if at.board.state == BoardState::Closed {
        return Ok(Answer::on(address, "The board is closed, so its questions can’t be taken further."));
    }
    let tx = desk.change().await?;
    let title = format!("{} “{}”", next.done, prompt.heading);
    if !acts::turn(&tx, at.board.id, revision(&at, &data), &title).await? {
        drop(tx);
        return at.meanwhile(&desk, "").await;
    }
    match &next.to {
        To::Open => acts::open(&tx, at.board.id).await?,
        To::Look => acts::show(&tx, at.board.id, prompt.id).await?,
        To::Dots | To::Hands => order(&tx, prompt, matches!(next.to, To::Hands)).await?,
        To::Step(prompt) => {
            acts::keep_step(&tx, prompt).await?;
            acts::show(&tx, at.board.id, prompt.id).await?;
        }
    }
    match next.audit {
        Some(act) => desk.done(tx, act, &audited(&at, prompt)).await?,
        None => tx.commit().await?,
    }
    Ok(Answer::on(address, next.said))
}

/// Puts cards and groups in the order of their hands or dots; those with equally many stay in the order they have.
async fn order(tx: &Transaction, prompt: &BoardPrompt, by_hands: bool) -> Result<()> {
    let cards = room::cards(tx, prompt.id).await?;
    let groups = boards::groups(tx, prompt.id).await?;
    let counts = room::counts(tx, prompt.id, &cards).await?;
    let hands = acts::hands(tx, prompt.id).await?;
    let mut blocks = blocks(cards, &groups, Some(&counts), &hands);
    if by_hands {
        blocks.sort_by_key(|block| std::cmp::Reverse(block.hands.unwrap_or_default()));
    } else {
        blocks.sort_by_key(|block| std::cmp::Reverse(block.dots()));
    }
    let order: Vec<Uuid> = blocks.iter().map(|block| block.id).collect();
    Ok(acts::keep_order(tx, prompt.id, &order).await?)
}

fn audited(at: &At, prompt: &BoardPrompt) -> String {
    format!("{}: {}", at.course.title, prompt.heading)
}

/// What is to be done.
struct Next {
    to: To,
    /// In words for another desk: “opened writing in”.
    done: &'static str,
    /// For the audit trail; none for what is not kept there.
    audit: Option<&'static str>,
    said: &'static str,
}

enum To {
    Open,
    Look,
    Dots,
    Hands,
    Step(BoardPrompt),
}

/// What a form asks for, if it fits where the prompt is.
fn read(
    desk: &Desk<'_, Trainer>,
    prompt: &BoardPrompt,
    data: &FormData,
    problems: &mut FormProblems,
) -> Option<Next> {
    let mut next = prompt.clone();
    let open = "opened the workshop board of";
    Some(match (data.one("act"), prompt.step) {
        ("open", _) => {
            Next { to: To::Open, done: "opened the board at", audit: Some(open), said: "The board is open." }
        }
        ("look", _) => Next {
            to: To::Look,
            done: "showed the room",
            audit: None,
            said: "The room sees this question now.",
        },
        ("write", PromptStep::Waiting | PromptStep::Sorting) => {
            next.ends_at = minutes(desk, data, problems).ok()?;
            next.closes_itself = data.is_on("closes") && next.ends_at.is_some();
            (next.step, next.counted) = (PromptStep::Writing, false);
            let said = "Everybody can write. Nobody sees the cards yet.";
            Next { to: To::Step(next), done: "opened writing in", audit: None, said }
        }
        ("show", PromptStep::Writing) => {
            (next.step, next.ends_at) = (PromptStep::Sorting, None);
            let said = "Writing is closed, and everybody sees the cards.";
            Next { to: To::Step(next), done: "closed writing in", audit: None, said }
        }
        ("vote", PromptStep::Sorting) => {
            next.dots = dots(data, problems)?;
            (next.step, next.counted) = (PromptStep::Voting, false);
            let said = "Everybody can give dots. The count is hidden until you close the vote.";
            Next { to: To::Step(next), done: "opened the vote on", audit: None, said }
        }
        ("count", PromptStep::Voting) => {
            (next.step, next.counted) = (PromptStep::Sorting, true);
            let said = "The vote is closed, and everybody sees the count.";
            Next { to: To::Step(next), done: "closed the vote on", audit: None, said }
        }
        ("order", PromptStep::Sorting) if prompt.counted => {
            let said = "The cards and groups are in the order of their dots.";
            Next { to: To::Dots, done: "ordered by dots", audit: None, said }
        }
        ("hands", PromptStep::Sorting) => {
            let said = "The cards and groups are in the order of the hands raised for them.";
            Next { to: To::Hands, done: "ordered by hands", audit: None, said }
        }
        ("agree", PromptStep::Sorting) => {
            next.step = PromptStep::Agreed;
            let audit = Some("agreed on the workshop board of");
            Next { to: To::Step(next), done: "agreed", audit, said: "Agreed." }
        }
        ("again", PromptStep::Agreed) => {
            next.step = PromptStep::Sorting;
            Next { to: To::Step(next), done: "sorted again", audit: None, said: "You can sort it again." }
        }
        _ => {
            problems.add("next", "That doesn’t fit where this question is now. Choose what to do next");
            return None;
        }
    })
}

/// When writing is to end; none where nothing was entered.
fn minutes(
    desk: &Desk<'_, Trainer>,
    data: &FormData,
    problems: &mut FormProblems,
) -> std::result::Result<Option<Timestamp>, ()> {
    let entered = data.one("minutes");
    match entered.parse::<i64>() {
        Ok(minutes @ 1..=MOST_MINUTES) => Ok(Some(desk.now() + SignedDuration::from_mins(minutes))),
        _ if entered.is_empty() => Ok(None),
        _ => {
            let words = format!("Enter a whole number of minutes from 1 to {MOST_MINUTES}, or nothing");
            problems.add("minutes", words);
            Err(())
        }
    }
}

/// How many dots everybody gets.
fn dots(data: &FormData, problems: &mut FormProblems) -> Option<i32> {
    let dots = data.one("dots").parse().ok().filter(|dots| (1..=MOST_DOTS).contains(dots));
    problems.add_if(dots.is_none(), "dots", format!("Enter a whole number of dots from 1 to {MOST_DOTS}"));
    dots
}
