//! Lists of partners and contacts as files: one in, after its whole effect was shown, and one out.

use rocket::{form::Form, http::ContentType};

use crate::{
    exchange::{
        BYTE_ORDER_MARK,
        contacts::{self as exchanged, Fate, ImportLine, ImportPlan},
        people::{COLUMNS, PeopleList},
    },
    web::{
        Answer, Desk, Download, Error, FormData, FormPage, FormProblems, Link, MainPlace, Result, Trainer,
        at,
        http::{
            download::LargeDownload,
            upload::{self, GONE, OpenedList, UploadForm},
        },
        large_page,
        partners::trail,
        parts::list_preview::{self, FIX, ListPreview, PreviewFrame, PreviewQuery, Sort},
    },
};

/// What the example of a list holds.
const EXAMPLE: &str = "Elm House,childrens_home,Dana Whitfield,Manager,dana@elmhouse.example.org,020 7946 0000,yes,\
     \"book club, autumn pilot\"\r\n";

#[rocket::get("/programmes/<_>/partners/import")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn choose(desk: Desk<'_, Trainer>) -> Result<Answer> {
    Answer::page(&form(&desk, FormProblems::default()))
}

/// Keeps the file for an hour, on the way to what it would do.
#[rocket::post("/programmes/<_>/partners/import", data = "<upload>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, upload: Form<UploadForm>) -> Result<Answer> {
    match upload.into_inner().keep(&desk).await? {
        Ok(key) => Ok(Answer::to(at::partners_import_list(desk.slug(), key))),
        Err(why) => again(&desk, why),
    }
}

/// Shows what a file would do; stores nothing.
#[rocket::get("/programmes/<_>/partners/import/<key>?<show>&<page>&<read_as>", rank = 2)]
pub(crate) async fn preview(
    desk: Desk<'_, Trainer>,
    key: &str,
    show: Option<&str>,
    page: Option<usize>,
    read_as: Option<&str>,
) -> Result<Answer> {
    let Some(opened) = upload::open(&desk, key, read_as).await? else { return again(&desk, GONE) };
    let plan = opened.plan(&desk).await?;
    Answer::page(&shown(&desk, &opened, &plan, PreviewQuery { show, page }))
}

/// Does what was shown, and deletes the file.
#[rocket::post("/programmes/<_>/partners/import/<key>", data = "<data>", rank = 3)]
pub(crate) async fn apply(desk: Desk<'_, Trainer>, key: &str, data: FormData) -> Result<Answer> {
    let Some(opened) = upload::open(&desk, key, Some(data.one("read_as"))).await? else {
        return again(&desk, GONE);
    };
    let tx = desk.change().await?;
    if !upload::used(&tx, key).await? {
        return again(&desk, GONE);
    }
    let plan = exchanged::apply(&tx, desk.app, desk.programme(), &desk.who().person, &opened.list).await?;
    tx.commit().await?;
    let flash = if plan.changes_nothing() {
        "Everything in this file was already on the list.".to_owned()
    } else {
        format!("Imported: {}.", plan.summary())
    };
    Ok(Answer::on(at::partners(desk.slug()), flash))
}

/// The lines that are refused, to be fixed and sent again.
#[rocket::get("/programmes/<_>/partners/import/<key>/refused.csv?<read_as>")]
pub(crate) async fn refused(desk: Desk<'_, Trainer>, key: &str, read_as: Option<&str>) -> Result<Download> {
    let opened = upload::open(&desk, key, read_as).await?.ok_or(Error::NotFound)?;
    Download::refused(&opened.list, &opened.plan(&desk).await?)
}

/// An empty list with its headings and one line to show how it is meant. The mark before it makes a spreadsheet save it
/// as UTF-8 again.
#[rocket::get("/programmes/<_>/partners/import/template.csv")]
pub(crate) fn template(_who: Trainer) -> Download {
    let text = format!("{BYTE_ORDER_MARK}{}\r\n{EXAMPLE}", COLUMNS.join(","));
    Download::new("contacts.csv", ContentType::CSV, text.into_bytes())
}

/// Every partner and contact, as a file that can be imported again; or one of the parts that they make where they are more
/// than an import takes at once.
#[rocket::get("/programmes/<_>/partners/list.csv?<part>")]
pub(crate) async fn download(desk: Desk<'_, Trainer>, part: Option<usize>) -> Result<LargeDownload> {
    let _place = large_page(desk.app).await?;
    let programme = desk.programme().id;
    // Written whole before its first byte leaves: a list that broke off would look like all of it.
    let file = tempfile::tempfile().map_err(Error::broken)?;
    Error::not_found_unless(exchanged::write(desk.db(), programme, part, &file).await?)?;
    let name = part.map_or_else(
        || format!("{}-partners.csv", desk.slug()),
        |part| format!("{}-partners-{part}.csv", desk.slug()),
    );
    desk.note("downloaded the list of partners and contacts", "").await?;
    LargeDownload::new(&name, ContentType::CSV, file)
}

/// Asks for the file once more and says why.
fn again(desk: &Desk<'_, Trainer>, why: impl Into<String>) -> Result<Answer> {
    Answer::mend(&form(desk, FormProblems::one("list", why)))
}

fn form(desk: &Desk<'_, Trainer>, problems: FormProblems) -> FormPage {
    let (slug, columns) = (desk.slug(), COLUMNS.join(", "));
    desk.form(MainPlace::Partners, "Import a list of partners and contacts")
        .trail(trail(slug, "Import"))
        .lead(format!(
            "An Excel workbook or CSV file with one row for each person, or for an organisation without a \
             contact. The first row names the columns: {columns}. Other columns are ignored, and empty cells \
             change nothing. Separate tags with commas; people keep the tags they have."
        ))
        .lead("You can check every row before anything is saved.")
        .field(list_preview::field())
        .problems(problems)
        .button("Check this list", at::partners_import(slug))
        .cancel("Download an example", at::partners_template(slug))
}

fn shown(
    desk: &Desk<'_, Trainer>,
    opened: &OpenedList,
    plan: &ImportPlan,
    asked: PreviewQuery<'_>,
) -> ListPreview {
    let (slug, OpenedList { key, list, .. }) = (desk.slug(), opened);
    let all_refused = plan.refused() > 0 && plan.refused() == plan.lines.len();
    let heading = if all_refused {
        "Nothing in this file can be imported".to_owned()
    } else if plan.changes_nothing() {
        "This file changes nothing".to_owned()
    } else {
        format!("Check this list: {}", plan.summary())
    };
    let with = |belongs: fn(&Fate) -> bool| -> Vec<&ImportLine> {
        plan.lines.iter().filter(|line| belongs(&line.fate)).collect()
    };
    let sorts = [
        list_preview::refused(&plan.lines),
        Sort {
            key: "new",
            label: "New",
            lines: with(|fate| matches!(fate, Fate::NewPartner | Fate::NewContact { .. })),
            more: "",
        },
        Sort {
            key: "changed",
            label: "Changed",
            lines: with(|fate| matches!(fate, Fate::Changed(_))),
            more: "",
        },
        Sort {
            key: "unchanged",
            label: "Unchanged",
            lines: with(|fate| matches!(fate, Fate::Unchanged)),
            more: "",
        },
    ];
    let back = if all_refused { "Choose another file" } else { "Back without importing" };
    let around = PreviewFrame {
        frame: desk.frame(MainPlace::Partners),
        trail: trail(slug, opened.name()),
        heading,
        address: at::partners_import_list(slug, key),
        refused: at::partners_import_refused(slug, key),
        back: Link::new(back, at::partners_import(slug)),
    };
    let mut page = ListPreview::new(around, list, &sorts, asked);
    page.lead.extend(lead(plan, list, all_refused));
    page.action = (!plan.changes_nothing()).then(|| at::partners_import_list(slug, key));
    page
}

fn lead(plan: &ImportPlan, list: &PeopleList, all_refused: bool) -> Vec<String> {
    let mut lead = Vec::new();
    if all_refused {
        lead.push(FIX.to_owned());
    } else {
        lead.push("Nothing has been saved yet.".to_owned());
        lead.extend(list_preview::told_of_refused(plan.refused()));
    }
    lead.extend(list_preview::told_of_ignored(list));
    lead
}
