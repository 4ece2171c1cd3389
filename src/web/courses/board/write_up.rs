//! The write-up of a workshop: made from what was agreed, changed by hand, kept in revisions, handed out by a link.

pub(crate) mod draft;
pub(crate) mod file;

use common_ground_boards::write_up::WriteUp;
use uuid::Uuid;

use crate::{
    store::boards::write_ups::{self, Revision},
    system::secret::KeyPurpose,
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, MainPlace, Result, Tab, Trainer, at,
        courses::board::{At, load, told},
        parts::format,
    },
};

/// Characters of who agreed to it.
const LONGEST_NAME: usize = 200;
/// Characters of the longest text: more would not fit a form.
const LONGEST_TEXT: usize = 60_000;

/// What the form holds.
#[derive(Clone, Debug, Default)]
struct Typed {
    text: String,
    appendix: bool,
    agreed_by: String,
}

impl Typed {
    /// A document without its appendix, which is made when it is saved.
    fn of(document: &WriteUp, agreed_by: &str) -> Self {
        let appendix = !document.appendix.is_empty();
        let bare = WriteUp { appendix: Vec::new(), ..document.clone() };
        Self { text: bare.to_text(), appendix, agreed_by: agreed_by.to_owned() }
    }
}

/// The pages of a write-up, of which one is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Text,
    Draft,
    File,
}

fn tabs(desk: &Desk<'_, Trainer>, at: &At, shown: Shown) -> Vec<Tab> {
    let (slug, course) = (desk.slug(), at.course.id);
    let tab = |label: &str, href: String, of: Shown| Tab {
        label: label.to_owned(),
        href: (of != shown).then_some(href),
    };
    vec![
        tab("Write-up", at::course_board_write_up(slug, course), Shown::Text),
        tab("Draft from the board", at::course_board_write_up_draft(slug, course), Shown::Draft),
        tab("From a file", at::course_board_write_up_file(slug, course), Shown::File),
    ]
}

fn form(
    desk: &Desk<'_, Trainer>,
    at: &At,
    latest: Option<&Revision>,
    typed: &Typed,
    problems: FormProblems,
) -> FormPage {
    let mut form =
        desk.form(MainPlace::Courses, "Write-up of the workshop").trail(at.trail(desk, "Write-up"));
    form.tabs = tabs(desk, at, Shown::Text);
    match latest {
        Some(latest) => {
            let token = desk.app.secret.carrying_token(KeyPurpose::WriteUp, at.board.id);
            form = form
                .lead(format!(
                    "Revision {}, saved on {}. Anybody with this link can read it and take it as text, Markdown, Word or a web page:",
                    latest.revision,
                    format::day_and_time(latest.written_at, &desk.zone())
                ))
                .lead(format!("{}{}", desk.app.settings.site_url, at::write_up(token)));
        }
        None => {
            form = form.lead(
                "This is what the room agreed so far. Change what you like, then save it: saving makes a link to hand out.",
            );
        }
    }
    let revision = latest.map_or(0, |latest| latest.revision);
    form.field(
        Field::text("text", "Write-up", 24, &*typed.text).hint(
            "The first line is the title, then comes the introduction, and the last line is the date. A heading is a line \
             that ends with a colon or a question mark; the points below it begin with “-”. Name nobody.",
        ),
    )
    .field(
        Field::tick("appendix", "Add an appendix", typed.appendix).hint(
            "Every card of the agreed questions as it was first written, with its dots and how many people gave them. No names.",
        ),
    )
    .field(
        Field::line("agreed_by", "Who agreed to it (optional)", &typed.agreed_by)
            .hint("Such as “Everybody in the room”."),
    )
    .field(Field::hidden("after", revision.to_string()))
    .problems(problems)
    .button("Save the write-up", at::course_board_write_up(desk.slug(), at.course.id))
    .cancel("Back to the board", at.address(desk, None))
}

/// The latest revision, or what the board says: where there is none, or where `draft` asks for it.
#[rocket::get("/programmes/<_>/courses/<course>/board/write-up?<draft>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, course: Uuid, draft: Option<bool>) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let latest = write_ups::latest(desk.db(), at.board.id).await?;
    let kept = latest.as_ref().map(|latest| Typed::of(&latest.document, &latest.agreed_by));
    let typed = match kept {
        Some(kept) if draft != Some(true) => kept,
        kept => {
            let text = draft::of_board(&desk, &at).await?.to_text();
            Typed { text, ..kept.unwrap_or_default() }
        }
    };
    Answer::page(&form(&desk, &at, latest.as_ref(), &typed, FormProblems::default()))
}

/// Keeps a revision.
#[rocket::post("/programmes/<_>/courses/<course>/board/write-up", data = "<data>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let latest = write_ups::latest(desk.db(), at.board.id).await?;
    let after = latest.as_ref().map_or(0, |latest| latest.revision);
    let typed = Typed {
        text: data.untrimmed("text").to_owned(),
        appendix: data.is_on("appendix"),
        agreed_by: data.one("agreed_by").to_owned(),
    };
    let mut problems = FormProblems::default();
    problems.cap("agreed_by", &typed.agreed_by, LONGEST_NAME);
    if data.one("after").parse().unwrap_or(after) != after {
        problems
            .add("text", "Somebody saved another revision meanwhile. Compare it with yours, then save again");
    }
    problems.cap("text", &typed.text, LONGEST_TEXT);
    let read = WriteUp::from_text(&typed.text);
    match &read {
        Err(error) => problems.add("text", told(error)),
        Ok(read) => {
            if let Some(skipped) = read.skipped.first() {
                let line: String = skipped.text.chars().take(40).collect();
                problems.add(
                    "text",
                    format!("Line {}: “{line}” is neither a heading nor a point. Begin it with “-”, or take it out", skipped.line),
                );
            }
        }
    }
    let (Ok(read), true) = (read, problems.is_empty()) else {
        return Answer::mend(&form(&desk, &at, latest.as_ref(), &typed, problems));
    };
    let mut write_up = read.write_up;
    if typed.appendix {
        write_up = write_up.with_appendix(draft::appendix(&desk, &at).await?);
    }
    let tx = desk.change().await?;
    write_ups::add(&tx, at.board.id, after, (&write_up, &typed.agreed_by), desk.now()).await?;
    desk.done(tx, "saved the write-up of", &at.course.title).await?;
    Ok(Answer::on(at::course_board_write_up(desk.slug(), course), "The write-up was saved."))
}
