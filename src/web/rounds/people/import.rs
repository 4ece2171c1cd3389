//! People for a survey from a file: what becomes of every line is shown before anybody is put on the list.

use std::collections::HashSet;

use common_ground_reports::summary::wording;
use rocket::form::Form;
use uuid::Uuid;

use crate::{
    exchange::contacts::{self as exchanged, COLUMNS, Fate, Line, Plan},
    store::{candidates, contacts},
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, form_data::Roomy, guard::Trainer},
        parts::{
            contact_file::{self, Upload, row},
            form::{FormPage, Problems},
            listing::{Group, Listing, Send},
            piece::Link,
            rows::Row,
        },
        rounds::{load::Shown, people},
        surveys::people as people_of,
    },
};

/// Asks for a file.
#[rocket::get("/programmes/<_>/rounds/<code>/people/import")]
pub(crate) async fn choose(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = Shown::of_programme(&desk, code).await?;
    Answer::page(&form(&desk, &shown, Problems::default()))
}

/// Shows what becomes of every line; stores nothing.
#[rocket::post("/programmes/<_>/rounds/<code>/people/import", data = "<upload>")]
pub(crate) async fn preview(desk: Desk<'_, Trainer>, code: &str, upload: Form<Upload<'_>>) -> Result<Answer> {
    let shown = Shown::of_programme(&desk, code).await?;
    match upload.read() {
        Ok((sent, file)) => {
            let plan = exchanged::preview(desk.app, desk.programme(), &file).await?;
            Answer::page(&listing(&desk, &shown, &plan, sent))
        }
        Err(why) => {
            let mut problems = Problems::default();
            problems.add("list", why);
            Answer::mend(&form(&desk, &shown, problems))
        }
    }
}

/// Does what was shown. Sent twice, it does nothing the second time.
#[rocket::post("/programmes/<_>/rounds/<code>/people/import/apply", data = "<entries>")]
pub(crate) async fn apply(desk: Desk<'_, Trainer>, code: &str, entries: Roomy) -> Result<Answer> {
    let shown = Shown::of_programme(&desk, code).await?;
    let programme = desk.programme();
    let file = contact_file::brought(&entries.0)?;
    let tx = desk.change().await?;
    let plan = exchanged::apply_in(&tx, desk.app, programme, &desk.who().person, &file).await?;
    let named: HashSet<&str> =
        plan.lines.iter().filter(|line| names(line)).map(|line| &*line.email).collect();
    let book = contacts::all(&tx, programme.id).await?;
    let ids = book.iter().filter(|contact| named.contains(&*contact.email)).map(|contact| contact.id);
    // Whoever is of the other side stays among the contacts alone.
    let asked = candidates::known(&tx, &shown.round, &ids.collect::<Vec<_>>()).await?;
    people::add_and_tell(&desk, tx, &shown, &asked.into_iter().collect::<Vec<Uuid>>()).await
}

/// Whether a line names somebody who can be put on the list.
fn names(line: &Line) -> bool {
    !line.email.is_empty() && !matches!(line.fate, Fate::Refused(_))
}

fn form(desk: &Desk<'_, Trainer>, shown: &Shown, problems: Problems) -> FormPage {
    let (slug, code) = (desk.slug(), &shown.round.code);
    let asks = people_of(shown.round.side);
    desk.form(shown.place(), "Add people from a file")
        .trail(shown.trail_of_emails(desk, "Add people from a file"))
        .lead(format!(
            "A CSV file with one line for each person. Its first line names the columns: {}. Name and email are \
             enough; people without an organisation are library staff. This survey asks {asks}.",
            COLUMNS.join(", ")
        ))
        .lead("You see what happens to every line before anything is saved.")
        .field(contact_file::field())
        .problems(problems)
        .button("Show what it would do", at::round_people_import(slug, code))
        .cancel("Download an example", at::partners_template(slug))
}

fn listing(desk: &Desk<'_, Trainer>, shown: &Shown, plan: &Plan, sent: &[u8]) -> Listing {
    let (slug, code) = (desk.slug(), &shown.round.code);
    let asks = people_of(shown.round.side);
    let count = plan.lines.iter().filter(|line| names(line)).count() as u64;
    let people = wording::counted(count, "person", "people");
    let mut page =
        Listing::new(desk.frame(shown.place()), shown.title(), format!("This file names {people}"));
    page.trail = Some(shown.trail_of_emails(desk, "Add people from a file"));
    page.lead = vec![format!(
        "Nothing is saved yet. {asks} among them are put on the list, unless they are on it already; others are kept \
         among your contacts.",
        asks = wording::capitalised(asks)
    )];
    let rows = |belongs: &dyn Fn(&&Line) -> bool| -> Vec<Row> {
        plan.lines.iter().filter(belongs).map(|line| row(line, "")).collect()
    };
    let refused = |line: &&Line| matches!(line.fate, Fate::Refused(_));
    let nobody = |line: &&Line| line.email.is_empty() && !refused(line);
    for (title, rows) in [
        ("Can’t be added", rows(&refused)),
        ("People", rows(&|line| names(line))),
        ("Names nobody", rows(&nobody)),
    ] {
        if !rows.is_empty() {
            page.groups.push(Group { title: Some(title.to_owned()), rows, ..Group::default() });
        }
    }
    let back = Link::new("Choose another file", at::round_people_import(slug, code));
    if count == 0 {
        page.groups.push(Group { links: vec![back], ..Group::default() });
    } else {
        page.sends.push(Send {
            action: at::round_people_import_apply(slug, code),
            carried: vec![contact_file::carried(sent)],
            button: "Add these people".to_owned(),
            quiet: false,
            destroys: false,
            cancel: Some(back),
        });
    }
    page
}
