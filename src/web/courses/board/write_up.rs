//! The write-up of a workshop: made from what was agreed, changed by hand, kept in revisions, handed out by a link.

use std::collections::BTreeMap;

use common_ground_boards::write_up::{ReadError, WriteUp};
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::{
    store::{
        boards::{
            Step, desk as acts,
            write_ups::{self, Revision},
        },
        courses::Course,
    },
    system::secret::Purpose,
    web::{
        at,
        courses::board::{At, load},
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        parts::{
            board::blocks,
            form::{Field, FormPage, Input, Problems},
            format,
            nav::Place,
        },
    },
};

/// Characters of who agreed to it.
const LONGEST_NAME: usize = 200;

/// What the board says now: the prompts that were agreed, in their order.
async fn draft(desk: &Desk<'_, Trainer>, at: &At) -> Result<WriteUp> {
    let mut cards = acts::all_cards(desk.db(), at.board.id).await?;
    let groups = acts::all_groups(desk.db(), at.board.id).await?;
    let agreed = at.prompts.iter().filter(|prompt| prompt.step == Step::Agreed);
    let prompts: Vec<(String, Vec<String>)> = agreed
        .map(|prompt| {
            let mut cards = cards.remove(&prompt.id).unwrap_or_default();
            cards.retain(|card| !card.withheld);
            let blocks = blocks(cards, &groups, None, &BTreeMap::new());
            (prompt.heading.clone(), blocks.iter().map(|block| block.name().to_owned()).collect())
        })
        .collect();
    let Course { title, place, starts_at, .. } = &at.course;
    let day = starts_at.to_zoned_datetime(TimeZone::get(&at.course.time_zone).unwrap_or(TimeZone::UTC));
    let introduction = [format!(
        "This is what library staff and partners said at {title}, {place}, on {}.",
        day.strftime("%-d %B %Y")
    )];
    Ok(WriteUp::new(title, &introduction, prompts, &day.strftime("%B %Y").to_string()))
}

fn form(
    desk: &Desk<'_, Trainer>,
    at: &At,
    latest: Option<&Revision>,
    (text, agreed_by): (&str, &str),
    problems: Problems,
) -> FormPage {
    let mut form = desk.form(Place::Courses, "Write-up of the workshop").trail(at.trail(desk, "Write-up"));
    match latest {
        Some(latest) => {
            let token = desk.app.secret.carrying_token(Purpose::WriteUp, at.board.id);
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
        Field::new("text", "Write-up", Input::Text { rows: 24, value: text.to_owned() }).hint(
            "A heading is a line that ends with a colon or a question mark; the points below it begin with “-”. Name nobody.",
        ),
    )
    .field(Field::line("agreed_by", "Who agreed to it (optional)", agreed_by).hint("Such as “Everybody in the room”."))
    .field(Field::new("after", "", Input::Hidden(revision.to_string())))
    .problems(problems)
    .button("Save the write-up", at::course_board_write_up(desk.slug(), at.course.id))
    .cancel("Back to the board", at.address(desk, None))
}

/// The latest revision, or what the board says where there is none.
#[rocket::get("/programmes/<_>/courses/<course>/board/write-up")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let latest = write_ups::latest(desk.db(), at.board.id).await?;
    let (text, agreed_by) = match &latest {
        Some(latest) => (latest.document.to_text(), latest.agreed_by.clone()),
        None => (draft(&desk, &at).await?.to_text(), String::new()),
    };
    Answer::page(&form(&desk, &at, latest.as_ref(), (&text, &agreed_by), Problems::default()))
}

/// Keeps a revision.
#[rocket::post("/programmes/<_>/courses/<course>/board/write-up", data = "<data>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, course: Uuid, data: FormData) -> Result<Answer> {
    let at = load(&desk, course).await?;
    let latest = write_ups::latest(desk.db(), at.board.id).await?;
    let after = latest.as_ref().map_or(0, |latest| latest.revision);
    let (text, agreed_by) = (data.untrimmed("text"), data.one("agreed_by"));
    let mut problems = Problems::default();
    problems.cap("agreed_by", agreed_by, LONGEST_NAME);
    if data.one("after").parse().unwrap_or(after) != after {
        problems
            .add("text", "Somebody saved another revision meanwhile. Compare it with yours, then save again");
    }
    let read = WriteUp::from_text(text);
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
        return Answer::mend(&form(&desk, &at, latest.as_ref(), (text, agreed_by), problems));
    };
    let tx = desk.change().await?;
    write_ups::add(&tx, at.board.id, after, (&read.write_up, agreed_by), desk.now()).await?;
    desk.done(tx, "saved the write-up of", &at.course.title).await?;
    Ok(Answer::on(at::course_board_write_up(desk.slug(), course), "The write-up was saved."))
}

/// What is wrong with a text, without a full stop, as beside other fields.
fn told(error: &ReadError) -> String {
    error.to_string().trim_end_matches('.').to_owned()
}
