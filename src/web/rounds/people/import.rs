//! People for a survey from a file: what becomes of every line is shown before anybody is put on the list.

use std::collections::HashSet;

use common_ground_reports::wording;
use rocket::form::Form;
use uuid::Uuid;

use crate::{
    exchange::{
        contacts::{self as exchanged, ImportLine, ImportPlan},
        people::COLUMNS,
    },
    store::candidates::{self, For},
    web::{
        Answer, Desk, Download, Error, FormData, FormPage, FormProblems, Link, Result, Trainer, at,
        http::upload::{self, GONE, OpenedList, UploadForm},
        parts::list_preview::{self, ListPreview, PreviewFrame, PreviewQuery, Sort},
        rounds::{load::LoadedRound, people},
    },
};

/// Asks for a file.
#[rocket::get("/programmes/<_>/rounds/<code>/people/import")]
pub(crate) async fn choose(desk: Desk<'_, Trainer>, code: &str) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    Answer::page(&form(&desk, &shown, FormProblems::default()))
}

/// Keeps the file for an hour, on the way to what becomes of its lines.
#[rocket::post("/programmes/<_>/rounds/<code>/people/import", data = "<upload>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, code: &str, upload: Form<UploadForm>) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    match upload.into_inner().keep(&desk).await? {
        Ok(key) => Ok(Answer::to(at::round_people_import_list(desk.slug(), code, key))),
        Err(why) => again(&desk, &shown, why),
    }
}

/// Shows what becomes of every line; stores nothing.
#[rocket::get("/programmes/<_>/rounds/<code>/people/import/<key>?<show>&<page>&<read_as>")]
pub(crate) async fn preview(
    desk: Desk<'_, Trainer>,
    code: &str,
    key: &str,
    show: Option<&str>,
    page: Option<usize>,
    read_as: Option<&str>,
) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let Some(opened) = upload::open(&desk, key, read_as).await? else { return again(&desk, &shown, GONE) };
    let plan = opened.plan(&desk).await?;
    Answer::page(&listing(&desk, &shown, &opened, &plan, PreviewQuery { show, page }))
}

/// Does what was shown, and deletes the file.
#[rocket::post("/programmes/<_>/rounds/<code>/people/import/<key>", data = "<data>")]
pub(crate) async fn apply(desk: Desk<'_, Trainer>, code: &str, key: &str, data: FormData) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let Some(opened) = upload::open(&desk, key, Some(data.one("read_as"))).await? else {
        return again(&desk, &shown, GONE);
    };
    let tx = desk.change().await?;
    if !upload::used(&tx, key).await? {
        return again(&desk, &shown, GONE);
    }
    let plan = exchanged::apply(&tx, desk.app, desk.programme(), &desk.who().person, &opened.list).await?;
    let ids: Vec<Uuid> = plan.lines.iter().filter_map(|line| line.contact).collect();
    // Whoever is of the other side, or has no address, stays among the contacts alone.
    let asked: HashSet<Uuid> = candidates::known(&tx, For::Round(&shown.round), &ids).await?;
    people::add_and_tell(&desk, tx, &shown, &asked.into_iter().collect::<Vec<_>>(), "").await
}

/// The lines that are refused, to be fixed and sent again.
#[rocket::get("/programmes/<_>/rounds/<code>/people/import/<key>/refused.csv?<read_as>")]
pub(crate) async fn refused(
    desk: Desk<'_, Trainer>,
    code: &str,
    key: &str,
    read_as: Option<&str>,
) -> Result<Download> {
    LoadedRound::of_programme(&desk, code).await?;
    let opened = upload::open(&desk, key, read_as).await?.ok_or(Error::NotFound)?;
    Download::refused(&opened.list, &opened.plan(&desk).await?)
}

/// Asks for the file once more and says why.
fn again(desk: &Desk<'_, Trainer>, shown: &LoadedRound, why: impl Into<String>) -> Result<Answer> {
    Answer::mend(&form(desk, shown, FormProblems::one("list", why)))
}

fn form(desk: &Desk<'_, Trainer>, shown: &LoadedRound, problems: FormProblems) -> FormPage {
    let (slug, code) = (desk.slug(), &shown.round.code);
    let asks = shown.round.side.people();
    desk.form(shown.place(), "Add people from a file")
        .trail(shown.trail_of_emails(desk, "Add people from a file"))
        .lead(format!(
            "An Excel workbook or CSV file with one row for each person. The first row names the columns: \
             {}. Name and email are enough. People without an organisation are added as library staff. This \
             survey asks {asks}.",
            COLUMNS.join(", ")
        ))
        .lead("You can check every row before anything is saved.")
        .field(list_preview::field())
        .problems(problems)
        .button("Check this list", at::round_people_import(slug, code))
        .cancel("Download an example", at::partners_template(slug))
}

fn listing(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    opened: &OpenedList,
    plan: &ImportPlan,
    asked: PreviewQuery<'_>,
) -> ListPreview {
    let (slug, code, OpenedList { key, list, .. }) = (desk.slug(), &shown.round.code, opened);
    let with = |belongs: &dyn Fn(&ImportLine) -> bool| -> Vec<&ImportLine> {
        plan.lines.iter().filter(|line| belongs(line)).collect()
    };
    let sorts = [
        list_preview::refused(&plan.lines),
        Sort { key: "people", label: "People", lines: with(&|line| line.contact.is_some()), more: "" },
        Sort {
            key: "nobody",
            label: "Organisations only",
            lines: with(&|line| line.contact.is_none() && line.wrong().is_empty()),
            more: "; nobody to add to the list",
        },
    ];
    let count = sorts[1].lines.len() as u64;
    let around = PreviewFrame {
        frame: desk.frame(shown.place()),
        trail: shown.trail_of_emails(desk, opened.name()),
        heading: format!("This file names {}", wording::counted(count, "person", "people")),
        address: at::round_people_import_list(slug, code, key),
        refused: at::round_people_import_refused(slug, code, key),
        back: Link::new("Choose another file", at::round_people_import(slug, code)),
    };
    let mut page = ListPreview::new(around, list, &sorts, asked);
    page.lead.push(format!(
        "Nothing has been saved yet. {asks} in the file are added to the list if they aren’t on it; others \
         are added to your contacts only.",
        asks = wording::capitalised(shown.round.side.people())
    ));
    page.lead.extend(list_preview::told_of_refused(plan.refused()));
    page.lead.extend(list_preview::told_of_ignored(list));
    page.action = (count > 0).then(|| at::round_people_import_list(slug, code, key));
    page.button = "Add these people";
    page
}
