//! People for a course from a file: what becomes of every line is shown before anybody is put on the list.

use std::collections::HashSet;

use common_ground_reports::wording;
use rocket::form::Form;
use uuid::Uuid;

use crate::{
    exchange::{
        contacts::{self as exchanged, ImportLine, ImportPlan},
        people::COLUMNS,
    },
    store::{contacts, participants},
    survey::Side,
    web::{
        Answer, Desk, Download, Error, FormData, FormPage, FormProblems, Link, MainPlace, Result, Trainer,
        at,
        courses::{
            CourseOverview, load,
            participants::{added, not_asked, put},
            trail,
        },
        http::upload::{self, GONE, OpenedList, UploadForm},
        parts::list_preview::{self, FIX, ListPreview, PreviewFrame, PreviewQuery, Sort},
    },
};

const HERE: &str = "People from a file";

#[rocket::get("/programmes/<_>/courses/<course>/participants/import")]
pub(crate) async fn choose(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    Answer::page(&form(&desk, &overview, FormProblems::default()))
}

/// Keeps the file for an hour, on the way to what becomes of its lines.
#[rocket::post("/programmes/<_>/courses/<course>/participants/import", data = "<upload>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, course: Uuid, upload: Form<UploadForm>) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    match upload.into_inner().keep(&desk).await? {
        Ok(key) => Ok(Answer::to(at::course_participants_import_list(desk.slug(), course, key))),
        Err(why) => again(&desk, &overview, why),
    }
}

/// Shows what becomes of every line; stores nothing.
#[rocket::get("/programmes/<_>/courses/<course>/participants/import/<key>?<show>&<page>&<read_as>", rank = 2)]
pub(crate) async fn preview(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    key: &str,
    show: Option<&str>,
    page: Option<usize>,
    read_as: Option<&str>,
) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let Some(opened) = upload::open(&desk, key, read_as).await? else { return again(&desk, &overview, GONE) };
    let plan = opened.plan(&desk).await?;
    let people = participants::of_course(desk.db(), course).await?;
    let on_list = people.into_iter().map(|person| person.id).collect();
    let shown = Preview { overview: &overview, opened: &opened, plan: &plan, on_list };
    Answer::page(&shown.page(&desk, PreviewQuery { show, page }))
}

/// Does what was shown, and deletes the file.
#[rocket::post("/programmes/<_>/courses/<course>/participants/import/<key>", data = "<data>", rank = 2)]
pub(crate) async fn apply(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    key: &str,
    data: FormData,
) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let Some(opened) = upload::open(&desk, key, Some(data.one("read_as"))).await? else {
        return again(&desk, &overview, GONE);
    };
    let tx = desk.change().await?;
    if !upload::used(&tx, key).await? {
        return again(&desk, &overview, GONE);
    }
    let plan = exchanged::apply(&tx, desk.app, desk.programme(), &desk.who().person, &opened.list).await?;
    let named: Vec<Uuid> = plan.lines.iter().filter_map(|line| line.contact).collect();
    let mut book = contacts::with_ids(&tx, desk.programme().id, &named).await?;
    let others = not_asked(&overview, &book);
    let sides = overview.sides();
    book.retain(|contact| sides.contains(&participants::side(contact)));
    let ids: Vec<Uuid> = book.iter().map(|contact| contact.id).collect();
    let flash = match (put(&desk, tx, &overview, &ids).await?, plan.changes_nothing()) {
        (0, true) => "Everybody in this file was already on the list".to_owned(),
        (0, false) => format!("Nobody new was added to the list. Imported: {}", plan.summary()),
        (count, _) => added(count),
    };
    let flash =
        others.map_or_else(|| flash.clone(), |others| format!("{flash}. Not put on the list: {others}"));
    Ok(Answer::on(at::course_participants(desk.slug(), course), flash))
}

/// The lines that are refused, to be fixed and sent again.
#[rocket::get("/programmes/<_>/courses/<course>/participants/import/<key>/refused.csv?<read_as>")]
pub(crate) async fn refused(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    key: &str,
    read_as: Option<&str>,
) -> Result<Download> {
    load(&desk, course).await?;
    let opened = upload::open(&desk, key, read_as).await?.ok_or(Error::NotFound)?;
    Download::refused(&opened.list, &opened.plan(&desk).await?)
}

/// Asks for the file once more and says why.
fn again(desk: &Desk<'_, Trainer>, overview: &CourseOverview, why: impl Into<String>) -> Result<Answer> {
    Answer::mend(&form(desk, overview, FormProblems::one("list", why)))
}

fn form(desk: &Desk<'_, Trainer>, overview: &CourseOverview, problems: FormProblems) -> FormPage {
    let (slug, course) = (desk.slug(), &overview.course);
    let columns = COLUMNS.join(", ");
    desk.form(MainPlace::Courses, "Add people from a file")
        .trail(trail(slug, course, HERE))
        .lead(format!(
            "An Excel workbook or CSV file with one row for each person. The first row names the columns: \
             {columns}. Name and email are enough. New people without an organisation are added as library \
             staff."
        ))
        .lead("You can check every row before anything is saved. New people are added to your contacts.")
        .field(list_preview::field())
        .problems(problems)
        .button("Check this list", at::course_participants_import(slug, course.id))
        .cancel("Download an example", at::partners_template(slug))
}

/// A list that was read, and the course that it is for.
struct Preview<'s> {
    overview: &'s CourseOverview,
    opened: &'s OpenedList,
    plan: &'s ImportPlan,
    /// Who is on the list of the course.
    on_list: HashSet<Uuid>,
}

impl Preview<'_> {
    fn page(&self, desk: &Desk<'_, Trainer>, asked: PreviewQuery<'_>) -> ListPreview {
        let (slug, course) = (desk.slug(), self.overview.course.id);
        let OpenedList { key, list, .. } = self.opened;
        let with = |belongs: &dyn Fn(&ImportLine) -> bool| -> Vec<&ImportLine> {
            self.plan.lines.iter().filter(|line| belongs(line)).collect()
        };
        let sides = self.overview.sides();
        let is_asked = |line: &ImportLine| sides.contains(&side(line));
        let is_on_list = |line: &ImportLine| line.contact.map(|contact| self.on_list.contains(&contact));
        let sorts = [
            list_preview::refused(&self.plan.lines),
            Sort {
                key: "new",
                label: "Added to the course",
                lines: with(&|line| is_on_list(line) == Some(false) && is_asked(line)),
                more: "; added to the course",
            },
            Sort {
                key: "other",
                label: "Not asked in this course",
                lines: with(&|line| is_on_list(line) == Some(false) && !is_asked(line)),
                more: "; not added, because this course only asks the other side",
            },
            Sort {
                key: "there",
                label: "Already on the list",
                lines: with(&|line| is_on_list(line) == Some(true)),
                more: "; already on the list",
            },
            Sort {
                key: "nobody",
                label: "Organisations only",
                lines: with(&|line| line.contact.is_none() && line.wrong().is_empty()),
                more: "; nobody to add to the course",
            },
        ];
        let new = sorts[1].lines.len();
        let all_refused = !self.plan.lines.is_empty() && self.plan.refused() == self.plan.lines.len();
        let idle = new == 0 && self.plan.changes_nothing();
        let heading = match new {
            0 if all_refused => "Nothing in this file can be imported".to_owned(),
            0 if idle => "This file changes nothing".to_owned(),
            0 => "This file has nobody new for the course".to_owned(),
            new => {
                format!("This file adds {} to the course", wording::counted(new as u64, "person", "people"))
            }
        };
        let back = if all_refused { "Choose another file" } else { "Back without adding" };
        let around = PreviewFrame {
            frame: desk.frame(MainPlace::Courses),
            trail: trail(slug, &self.overview.course, self.opened.name()),
            heading,
            address: at::course_participants_import_list(slug, course, key),
            refused: at::course_participants_import_refused(slug, course, key),
            back: Link::new(back, at::course_participants_import(slug, course)),
        };
        let mut page = ListPreview::new(around, list, &sorts, asked);
        page.lead = self.lead(all_refused);
        page.action = (!idle).then(|| at::course_participants_import_list(slug, course, key));
        page.button = "Add these people";
        page
    }

    fn lead(&self, all_refused: bool) -> Vec<String> {
        let mut lead = vec![if all_refused { FIX } else { "Nothing has been saved yet." }.to_owned()];
        if !self.plan.changes_nothing() {
            lead.push(format!("In your contacts: {}.", self.plan.summary()));
        }
        if !all_refused {
            lead.extend(list_preview::told_of_refused(self.plan.refused()));
        }
        lead.extend(list_preview::told_of_ignored(&self.opened.list));
        lead
    }
}

/// The side of whoever a line names.
fn side(line: &ImportLine) -> Side {
    if line.organisation.is_empty() { Side::Library } else { Side::Partner }
}
