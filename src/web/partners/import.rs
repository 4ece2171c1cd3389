//! Lists of partners and contacts as files: one in, after its whole effect was shown, and one out.

use common_ground_reports::summary::wording;
use rocket::{form::Form, http::ContentType};

use crate::{
    exchange::{
        BYTE_ORDER_MARK,
        contacts::{self as exchanged, COLUMNS, ContactFile, Fate, Plan},
    },
    store::{audit, contacts, partners},
    web::{
        at,
        http::{
            answer::Answer, desk::Desk, download::Download, error::Result, form_data::Roomy, guard::Trainer,
        },
        partners::{listing, trail},
        parts::{
            contact_file::{self, Upload, row},
            form::{FormPage, Problems},
            listing::{Group, Listing, Send},
            nav::Place,
            piece::Link,
            rows::Row,
        },
    },
};

/// What the example of a list holds.
const EXAMPLE: &str =
    "Elm House,childrens_home,Dana Whitfield,Manager,dana@elmhouse.example.org,020 7946 0000,yes\r\n";

/// Whether a row belongs under a heading.
type Belongs = fn(&Fate) -> bool;

/// Asks for a file.
#[rocket::get("/programmes/<_>/partners/import")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn choose(desk: Desk<'_, Trainer>) -> Result<Answer> {
    Answer::page(&form(&desk, Problems::default()))
}

/// Shows what a file would do; stores nothing.
#[rocket::post("/programmes/<_>/partners/import", data = "<upload>")]
pub(crate) async fn preview(desk: Desk<'_, Trainer>, upload: Form<Upload<'_>>) -> Result<Answer> {
    match upload.read() {
        Ok((sent, file)) => {
            let plan = exchanged::preview(desk.app, desk.programme(), &file).await?;
            Answer::page(&shown(&desk, &file, &plan, sent))
        }
        Err(why) => {
            let mut problems = Problems::default();
            problems.add("list", why);
            Answer::mend(&form(&desk, problems))
        }
    }
}

/// Does what was shown. Sent twice, it does nothing the second time.
#[rocket::post("/programmes/<_>/partners/import/apply", data = "<data>")]
pub(crate) async fn apply(desk: Desk<'_, Trainer>, data: Roomy) -> Result<Answer> {
    let file = contact_file::brought(&data.0)?;
    let plan = exchanged::apply(desk.app, desk.programme(), &desk.who().person, &file).await?;
    let told = if plan.changes_nothing() {
        "Everything in this file was on the list already.".to_owned()
    } else {
        format!("Imported: {}.", plan.summary())
    };
    Ok(Answer::on(at::partners(desk.slug()), told))
}

/// An empty list with its headings and one line to show how it is meant. The mark before it makes a spreadsheet save it
/// as UTF-8 again.
#[rocket::get("/programmes/<_>/partners/import/template.csv")]
pub(crate) fn template(_who: Trainer) -> Download {
    let text = format!("{BYTE_ORDER_MARK}{}\r\n{EXAMPLE}", COLUMNS.join(","));
    Download::new("contacts.csv", ContentType::CSV, text.into_bytes())
}

/// Every partner and contact, as a file that can be imported again.
#[rocket::get("/programmes/<_>/partners/list.csv")]
pub(crate) async fn download(desk: Desk<'_, Trainer>) -> Result<Download> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let partners = partners::all(db, programme).await?;
    let contacts = contacts::all(db, programme).await?;
    let csv = exchanged::csv(&partners, &contacts)?;
    let (db, now) = (desk.app.db.write_one(), desk.now());
    let (person, act) = (&desk.who().person, "downloaded the list of partners and contacts");
    audit::record(db, Some(programme), person, act, "", now).await?;
    Ok(Download::new(&format!("{}-partners.csv", desk.slug()), ContentType::CSV, csv))
}

fn form(desk: &Desk<'_, Trainer>, problems: Problems) -> FormPage {
    let (slug, columns) = (desk.slug(), COLUMNS.join(", "));
    desk.form(Place::Partners, "Import a list of partners and contacts")
        .trail(trail(slug, "Import"))
        .lead(format!(
            "A CSV file with one line for each person, or for an organisation without one. Its first line names \
             the columns: {columns}. Other columns are left out, and an empty cell changes nothing."
        ))
        .lead("Before anything is stored, you see what becomes of every line.")
        .field(contact_file::field())
        .problems(problems)
        .button("Show what it would do", at::partners_import(slug))
        .cancel("Download an example", at::partners_template(slug))
}

fn shown(desk: &Desk<'_, Trainer>, file: &ContactFile, plan: &Plan, sent: &[u8]) -> Listing {
    let slug = desk.slug();
    let all_refused = plan.refused() > 0 && plan.refused() == plan.lines.len();
    let heading = if all_refused {
        "Nothing in this file can be imported".to_owned()
    } else if plan.changes_nothing() {
        "This file changes nothing".to_owned()
    } else {
        format!("This file brings {}", plan.summary())
    };
    let mut listing = listing(desk, "Import", heading);
    if all_refused {
        listing.lead.push("Correct the file and choose it again.".to_owned());
    } else {
        listing.lead.push("Nothing is stored yet.".to_owned());
        match plan.refused() {
            0 => {}
            1 => listing.lead.push("One line cannot be imported; the rest can.".to_owned()),
            several => listing.lead.push(format!(
                "{} lines cannot be imported; the rest can. Mend them in the file and send it again: what is there \
                 already is not doubled.",
                wording::capitalised(&wording::number(several as u64))
            )),
        }
    }
    if !file.ignored.is_empty() {
        listing.lead.push(format!("Columns that are left out: {}.", file.ignored.join(", ")));
    }
    let groups: [(&str, Belongs); 4] = [
        ("Cannot be imported", |fate| matches!(fate, Fate::Refused(_))),
        ("New", |fate| matches!(fate, Fate::NewPartner | Fate::NewContact { .. })),
        ("Changed", |fate| matches!(fate, Fate::Changed(_))),
        ("There already", |fate| matches!(fate, Fate::Unchanged)),
    ];
    for (title, belongs) in groups {
        let rows: Vec<Row> =
            plan.lines.iter().filter(|line| belongs(&line.fate)).map(|line| row(line, "")).collect();
        if !rows.is_empty() {
            listing.groups.push(Group { title: Some(title.to_owned()), rows, ..Group::default() });
        }
    }
    let back = if all_refused { "Choose another file" } else { "Back without importing" };
    let back = Link::new(back, at::partners_import(slug));
    if plan.changes_nothing() {
        listing.groups.push(Group { links: vec![back], ..Group::default() });
    } else {
        listing.sends.push(Send {
            action: at::partners_import_apply(slug),
            carried: vec![contact_file::carried(sent)],
            button: "Import this".to_owned(),
            quiet: false,
            destroys: false,
            cancel: Some(back),
        });
    }
    listing
}
