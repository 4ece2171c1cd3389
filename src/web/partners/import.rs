//! Lists of partners and contacts as files: one in, after its whole effect was shown, and one out.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use rocket::{Route, State, form::Form, http::ContentType};

use crate::{
    app::App,
    exchange::{
        BYTE_ORDER_MARK,
        contacts::{self as exchanged, COLUMNS, ContactFile, Fate, Plan},
    },
    store::{audit, contacts, partners},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            download::Download,
            error::Result,
            form_data::Roomy,
            guard::{Member, Trainer},
        },
        partners::{frame, trail},
        parts::rows::Row,
        parts::{
            contact_file::{self, Upload, row},
            form::{FormPage, Problems, Section},
            frame::Site,
            listing::{Group, Listing, Send},
            piece::Link,
        },
    },
};

/// What the example of a list holds.
const EXAMPLE: &str =
    "Elm House,childrens_home,Dana Whitfield,Manager,dana@elmhouse.example.org,020 7946 0000,yes\r\n";

/// Whether a row belongs under a heading.
type Belongs = fn(&Fate) -> bool;

/// Asks for a file.
#[rocket::get("/programmes/<slug>/partners/import")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn choose(slug: &str, who: Trainer, site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&form(slug, &who.0, site, Problems::default()))
}

/// Shows what a file would do; stores nothing.
#[rocket::post("/programmes/<slug>/partners/import", data = "<upload>")]
pub(crate) async fn preview(
    slug: &str,
    who: Trainer,
    upload: Form<Upload<'_>>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let who = who.0;
    match upload.read() {
        Ok((sent, file)) => {
            let plan = exchanged::preview(app, &who.programme, &file).await?;
            Ok(Answer::Page(Page::of(&shown(slug, &who, site, &file, &plan, sent))?))
        }
        Err(why) => {
            let mut problems = Problems::default();
            problems.add("list", why);
            Answer::mend(&form(slug, &who, site, problems))
        }
    }
}

/// Does what was shown. Sent twice, it does nothing the second time.
#[rocket::post("/programmes/<slug>/partners/import/apply", data = "<entries>")]
pub(crate) async fn apply(slug: &str, who: Trainer, entries: Roomy, app: &State<Arc<App>>) -> Result<Answer> {
    let who = who.0;
    let file = contact_file::brought(&entries.0)?;
    let plan = exchanged::apply(app, &who.programme, &who.person, &file).await?;
    let told = if plan.changes_nothing() {
        "Everything in this file was on the list already.".to_owned()
    } else {
        format!("Imported: {}.", plan.summary())
    };
    Ok(Answer::on(crate::web::partners::address(slug, false), told))
}

/// An empty list with its headings and one line to show how it is meant. The mark before it makes a spreadsheet save it
/// as UTF-8 again.
#[rocket::get("/programmes/<slug>/partners/import/template.csv")]
#[expect(unused_variables, reason = "the address has it")]
pub(crate) fn template(slug: &str, _who: Trainer) -> Download {
    let text = format!("{BYTE_ORDER_MARK}{}\r\n{EXAMPLE}", COLUMNS.join(","));
    Download::new("contacts.csv", ContentType::CSV, text.into_bytes())
}

/// Every partner and contact, as a file that can be imported again.
#[rocket::get("/programmes/<slug>/partners/list.csv")]
pub(crate) async fn download(slug: &str, who: Trainer, app: &State<Arc<App>>) -> Result<Download> {
    let (db, programme) = (app.db.read(), who.0.programme.id);
    let partners = partners::all(db, programme).await?;
    let contacts = contacts::all(db, programme).await?;
    let csv = exchanged::csv(&partners, &contacts)?;
    let now = app.clock.now().into();
    let (person, act) = (&who.0.person, "downloaded the list of partners and contacts");
    audit::record(app.db.write_one(), Some(programme), person, act, "", now).await?;
    Ok(Download::new(&format!("{slug}-partners.csv"), ContentType::CSV, csv))
}

fn form(slug: &str, who: &Member, site: &State<Arc<Site>>, problems: Problems) -> FormPage {
    let columns = COLUMNS.join(", ");
    FormPage {
        frame: frame(slug, who, site),
        trail: Some(trail(slug, "Import")),
        heading: "Import a list of partners and contacts".to_owned(),
        lead: vec![
            format!(
                "A CSV file with one line for each person, or for an organisation without one. Its first line names \
                 the columns: {columns}. Other columns are left out, and an empty cell changes nothing."
            ),
            "Before anything is stored, you see what becomes of every line.".to_owned(),
        ],
        sections: vec![Section { fields: vec![contact_file::field()], ..Section::default() }],
        problems,
        action: at::partners_import(slug),
        button: "Show what it would do".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Download an example", at::partners_template(slug))),
    }
}

fn shown(
    slug: &str,
    who: &Member,
    site: &State<Arc<Site>>,
    file: &ContactFile,
    plan: &Plan,
    sent: &[u8],
) -> Listing {
    let heading = if plan.changes_nothing() {
        "This file changes nothing".to_owned()
    } else {
        format!("This file brings {}", plan.summary())
    };
    let mut listing = Listing::new(frame(slug, who, site), &*who.programme.name, heading);
    listing.trail = Some(trail(slug, "Import"));
    listing.lead = vec!["Nothing is stored yet.".to_owned()];
    match plan.refused() {
        0 => {}
        1 => listing.lead.push("One line cannot be imported; the rest can.".to_owned()),
        several => listing.lead.push(format!(
            "{} lines cannot be imported; the rest can. Mend them in the file and send it again: what is there \
             already is not doubled.",
            wording::capitalised(&wording::number(several as u64))
        )),
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
    let back = Link::new("Back without importing", at::partners_import(slug));
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
