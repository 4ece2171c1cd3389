//! Where a course has no board yet: what it is to ask.

use common_ground_boards::write_up::WriteUp;
use uuid::Uuid;

use crate::{
    store::{
        Course, NewPrompt,
        boards::{self, notes, questions},
    },
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Tab, Trainer,
        at,
        courses::{board::told, find},
    },
};

/// The headings of the document that workshops write up.
const SIX: [NewPrompt<'_>; 6] = [
    ("What kinds of partnerships could we have?", "", ""),
    ("We can bring", "", ""),
    ("However, we need to", "", ""),
    ("From our partners, we would like / hope to get", "", ""),
    ("We also need to be aware", "", ""),
    ("For the partnerships to work", "", ""),
];
/// The same for a room of both sides, each asked in its own words.
const TWO_SIDED: [NewPrompt<'_>; 6] = [
    ("What kinds of partnerships could we have?", "", ""),
    ("We can bring", "The library can bring", "Our organisation can bring"),
    ("However, we need to", "However, the library needs to", "However, our organisation needs to"),
    (
        "From our partners, we would like / hope to get",
        "From our partners, we would like / hope to get",
        "From the library, we would like / hope to get",
    ),
    ("We also need to be aware", "", ""),
    ("For the partnerships to work", "", ""),
];

/// Headings of one board.
pub(super) const MOST_PROMPTS: usize = 30;
/// Characters of the longest text that becomes a board.
const LONGEST_TEXT: usize = 60_000;
/// Points of one text.
const MOST_POINTS: usize = 1_000;
/// Boards to copy from.
const MOST_BOARDS: u64 = 100;
/// What a tick says that takes examples apart.
pub(super) const APART: &str = "Make the examples in “(eg …)” cards of their own, in a group";

/// The form before anything was typed.
pub(super) async fn page(desk: &Desk<'_, Trainer>, course: &Course) -> Result<Answer> {
    let others = questions::elsewhere(desk.db(), course.programme, course.id, MOST_BOARDS).await?;
    let data = FormData::of([("set", "six")]);
    Answer::page(&form(desk, course, &others, &data, FormProblems::default()))
}

fn form(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    others: &[(Uuid, String)],
    data: &FormData,
    problems: FormProblems,
) -> FormPage {
    let mut sets = vec![
        ("six", "The six headings of a partnership write-up, the same for everybody"),
        ("two", "The same six headings, with a wording for each side"),
        ("copy", "The questions of another board"),
        ("text", "The headings and points of the text below"),
    ];
    sets.retain(|(key, _)| *key != "copy" || !others.is_empty());
    let sets = sets.into_iter().map(|(key, label)| FormChoice::of(key, label, [data.one("set")]));
    let chosen = [data.one("board")];
    let boards = others.iter().map(|(id, title)| FormChoice::of(id.to_string(), title, chosen));
    let boards: Vec<FormChoice> = std::iter::once(FormChoice::of("", "none", chosen)).chain(boards).collect();
    let copied = (!others.is_empty())
        .then(|| Field::select("board", "Board to copy (optional)", boards))
        .map(|field| field.hint("Only its questions are copied, never its cards."));
    let mut form = desk
        .form(MainPlace::Courses, heading(course))
        .lead(
            "People in the room write cards on their phones, without a name or an account. You show the cards, put \
             look-alikes together, take a vote, and write it up.",
        )
        .lead("You can change the questions before you ask them.")
        .field(Field::radios("set", "What should it ask?", sets))
        .fields(copied)
        .field(Field::text("text", "Text (optional)", 8, data.untrimmed("text")).hint(
            "An earlier write-up, to go on from. A heading is a line that ends with a colon or a question mark; the points \
             below it begin with “-”.",
        ))
        .field(Field::tick("apart", APART, data.is_on("apart")))
        .problems(problems)
        .button("Make the board", at::course_board(desk.slug(), course.id))
        .cancel("Back to the course", at::course(desk.slug(), course.id));
    form.tabs = tabs(desk, course, false);
    form
}

pub(super) fn heading(course: &Course) -> String {
    format!("Make a workshop board for {}", course.title)
}

/// The two ways to make a board.
pub(super) fn tabs(desk: &Desk<'_, Trainer>, course: &Course, from_file: bool) -> Vec<Tab> {
    let (slug, id) = (desk.slug(), course.id);
    let tab = |label: &str, href: String, is_shown: bool| Tab {
        label: label.to_owned(),
        href: (!is_shown).then_some(href),
    };
    vec![
        tab("Choose what to ask", at::course_board(slug, id), !from_file),
        tab("Start from a file", at::course_board_file(slug, id), from_file),
    ]
}

/// Makes the board.
#[rocket::post("/programmes/<_>/courses/<course>/board", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let found = find(&desk, course).await?;
    let others = questions::elsewhere(desk.db(), found.programme, course, MOST_BOARDS).await?;
    let named = others.iter().find(|(id, _)| id.to_string() == data.one("board"));
    let mut problems = FormProblems::default();
    if named.is_none() && !data.one("board").is_empty() {
        problems.add("board", "Choose a board of another course");
    }
    let mut read = None;
    match data.one("set") {
        "six" | "two" => {}
        "copy" if !others.is_empty() => {
            problems.add_if(named.is_none(), "board", "Choose the board to copy");
        }
        "text" => match WriteUp::from_text(data.untrimmed("text")) {
            Ok(text) => read = Some(text.write_up),
            Err(error) => problems.add("text", told(&error)),
        },
        _ => problems.add("set", "Choose what the board should ask"),
    }
    if let Some(large) = read.as_ref().and_then(too_large) {
        problems.add("text", large);
    }
    // What is not asked for must fit a form all the same, so that it can be given back.
    problems.cap("text", data.untrimmed("text"), LONGEST_TEXT);
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &found, &others, &data, problems));
    }
    if let Some(read) = read {
        return bring(&desk, &found, &read, data.is_on("apart")).await;
    }
    let copied = match named.filter(|_| data.one("set") == "copy") {
        Some((board, _)) => boards::prompts(desk.db(), *board).await?,
        None => Vec::new(),
    };
    let copied: Vec<NewPrompt<'_>> = copied
        .iter()
        .map(|prompt| (&*prompt.heading, &*prompt.library_wording, &*prompt.partner_wording))
        .collect();
    let asked = match data.one("set") {
        "six" => SIX.as_slice(),
        "two" => TWO_SIDED.as_slice(),
        _ => copied.as_slice(),
    };
    make(&desk, &found, asked, None).await
}

/// Makes a board of a write-up: its headings, and its points as cards that were agreed.
pub(super) async fn bring(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    read: &WriteUp,
    apart: bool,
) -> Result<Answer> {
    let asked: Vec<NewPrompt<'_>> = read.prompts.iter().map(|prompt| (&*prompt.heading, "", "")).collect();
    make(desk, course, &asked, Some((read, apart))).await
}

async fn make(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    asked: &[NewPrompt<'_>],
    notes: Option<(&WriteUp, bool)>,
) -> Result<Answer> {
    let address = at::course_board(desk.slug(), course.id);
    let tx = desk.change().await?;
    if boards::of_course(&tx, course.id).await?.is_some() {
        return Ok(Answer::on(address, "This course has a board already."));
    }
    let board = boards::create(&tx, course.id, asked, desk.now()).await?;
    if let Some((read, apart)) = notes {
        notes::bring(&tx, board.id, read, apart).await?;
    }
    desk.done(tx, "made the workshop board of", &course.title).await?;
    Ok(Answer::on(address, "The board was made. Open it when the room is ready."))
}

/// What to do about a write-up that no board holds.
pub(super) fn too_large(read: &WriteUp) -> Option<String> {
    if read.prompts.len() > MOST_PROMPTS {
        return Some(format!("A board has up to {MOST_PROMPTS} headings. Take some out"));
    }
    (read.cards() > MOST_POINTS).then(|| format!("A board takes up to {MOST_POINTS} points. Take some out"))
}
