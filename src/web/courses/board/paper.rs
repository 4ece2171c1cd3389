//! Cards from paper: typed at the desk, one a line.

use uuid::Uuid;

use crate::{
    store::{
        BoardState, Origin, PromptStep,
        boards::{LONGEST_CARD, desk as acts},
    },
    survey::Side,
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::board::{At, load, revision, show::side_word},
    },
};

/// Cards typed at once.
const MOST_LINES: usize = 200;
/// Cards that are too long and told by how they begin.
const LONG_TOLD: usize = 5;
/// Characters of the longest name of a table.
const LONGEST_TABLE: usize = 40;

fn form(desk: &Desk<'_, Trainer>, at: &At, data: &FormData, problems: FormProblems) -> FormPage {
    let current = at.board.current_id.map(|id| id.to_string()).unwrap_or_default();
    let chosen = if data.one("question").is_empty() { &*current } else { data.one("question") };
    let prompts = at.prompts.iter().filter(|prompt| takes(prompt.step));
    let prompts = prompts.map(|prompt| FormChoice::of(prompt.id.to_string(), &prompt.heading, [chosen]));
    let sides = [Side::Library, Side::Partner];
    let sides = sides.map(|side| FormChoice::of(side.key(), side_word(side), [data.one("side")]));
    let text = |name: &str| data.untrimmed(name).to_owned();
    desk.form(MainPlace::Courses, "Type cards from paper")
        .trail(at.trail(desk, "Type from paper"))
        .field(Field::select("question", "Question", prompts))
        .field(Field::radios("side", "Whose cards are they?", sides))
        .field(Field::line("table", "Table (optional)", data.one("table")).hint("Such as “Table 2”."))
        .field(
            Field::text("lines", "Cards", 10, text("lines"))
                .hint(format!("One card a line, up to {LONGEST_CARD} characters each. Leave out names.")),
        )
        .field(Field::hidden("revision", at.board.revision.to_string()))
        .problems(problems)
        .photograph()
        .button("Add the cards", at::course_board_paper(desk.slug(), at.course.id))
        .cancel("Back to the board", at.address(desk, None))
}

/// Whether cards may still be added.
fn takes(step: PromptStep) -> bool {
    matches!(step, PromptStep::Writing | PromptStep::Sorting | PromptStep::Waiting)
}

/// The empty form.
#[rocket::get("/programmes/<_>/courses/<course>/board/paper")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let at = load(&desk, course).await?;
    Answer::page(&form(&desk, &at, &FormData::default(), FormProblems::default()))
}

/// Adds the cards; each line that is wrong is named, and all stay in the box.
#[rocket::post("/programmes/<_>/courses/<course>/board/paper", data = "<data>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let mut problems = FormProblems::default();
    let prompt = at.prompts.iter().find(|prompt| prompt.id.to_string() == data.one("question"));
    let prompt = prompt.filter(|prompt| takes(prompt.step) && at.board.state == BoardState::Open);
    if prompt.is_none() {
        problems.add("question", "Choose a question of an open board that isn’t agreed or voted on");
    }
    let side = Side::from_key(data.one("side"));
    problems.add_if(side.is_none(), "side", "Choose whose cards they are");
    let table = common_ground_boards::write_up::line(data.one("table"));
    problems.cap("table", &table, LONGEST_TABLE);
    let lines: Vec<String> = data
        .one("lines")
        .lines()
        .map(common_ground_boards::write_up::line)
        .filter(|line| !line.is_empty())
        .collect();
    problems.add_if(lines.is_empty(), "lines", "Type at least one card");
    problems.add_if(lines.len() > MOST_LINES, "lines", format!("Type at most {MOST_LINES} cards at once"));
    let long = lines.iter().filter(|line| line.chars().count() > LONGEST_CARD);
    let begins: Vec<String> =
        long.map(|line| format!("“{}…”", line.chars().take(30).collect::<String>())).collect();
    match &*begins {
        [] => {}
        [one] => {
            problems.add("lines", format!("Shorten the card that begins {one} to {LONGEST_CARD} characters"));
        }
        more => {
            let told = more.iter().take(LONG_TOLD).cloned().collect::<Vec<_>>().join(", ");
            let rest = match more.len().saturating_sub(LONG_TOLD) {
                0 => String::new(),
                rest => format!(" and {rest} more"),
            };
            problems.add("lines", format!("Shorten these cards to {LONGEST_CARD} characters: {told}{rest}"));
        }
    }
    let (Some(prompt), Some(side), true) = (prompt, side, problems.is_empty()) else {
        return Answer::mend(&form(&desk, &at, &data, problems));
    };
    let tx = desk.change().await?;
    let words = format!("typed cards from paper for “{}”", prompt.heading);
    if !acts::turn(&tx, at.board.id, revision(&at, &data), &words).await? {
        drop(tx);
        return at.meanwhile(&desk, &lines.join("; ")).await;
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    acts::add_cards(&tx, prompt.id, (side, Origin::Paper, &table), &lines).await?;
    tx.commit().await?;
    Ok(Answer::on(at::course_board_paper(desk.slug(), course), format!("Added: {}.", counted(lines.len()))))
}

fn counted(cards: usize) -> String {
    common_ground_reports::wording::counted(cards as u64, "card", "cards")
}
