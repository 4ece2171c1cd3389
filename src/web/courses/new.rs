//! Planning a course: one form, and everything that follows from its day in one transaction.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::{
    store::{RoundPurpose, courses},
    web::{
        Answer, Desk, Error, FormData, FormPage, FormProblems, FormSection, Link, MainPlace, Result, Trail,
        Trainer, at,
        courses::{
            find,
            overview::name,
            plan::{
                self, PlannedCourse,
                choices::{Choices, NamedPartners},
                form::Filled,
            },
        },
        parts::course::{PLANNED, plan::stored::store},
        warn_busy,
    },
};

/// The form, filled in as usual, or like another course.
#[rocket::get("/programmes/<_>/courses/new?<like>")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, like: Option<&str>) -> Result<Answer> {
    let (db, programme) = (desk.db(), desk.programme());
    let (mut before, mut named) = (None, NamedPartners::default());
    if let Some(like) = like {
        let like = Uuid::parse_str(like).map_err(|_| Error::NotFound)?;
        before = Some(find(&desk, like).await?);
        named.ids = courses::partner_ids(db, like).await?;
    }
    let choices = Choices::of(desk.app, programme, &named).await?;
    let mut filled = Filled::usual(programme, &choices);
    if let Some(course) = before {
        filled = filled.like(&course, programme, &named.ids);
        filled = filled.asking(desk.app, &courses::rounds(db, course.id).await?).await?;
        filled = filled.by_one_form(!courses::with_one_form(db, &[course.id]).await?.is_empty());
    }
    let fresh = FormData::default();
    Answer::page(&form(&desk, filled.sections(&choices), &fresh, FormProblems::default()))
}

#[rocket::post("/programmes/<_>/courses/new", data = "<entries>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, entries: FormData) -> Result<Answer> {
    let choices = Choices::of(desk.app, desk.programme(), &NamedPartners::of(&entries)).await?;
    Error::not_found_unless(plan::is_ours(&entries, &choices))?;
    let plan = match plan::read(&entries, &choices, desk.now()) {
        Ok(plan) => plan,
        Err(problems) => {
            let sections = Filled::entered(&entries).sections(&choices);
            return Answer::mend(&form(&desk, sections, &entries, problems));
        }
    };
    let mut problems = FormProblems::default();
    let days = plan.basics.dates();
    if let Some(said) = warn_busy(&desk, ("date", &days), &plan.partners, &entries, &mut problems).await? {
        let sections = Filled::entered(&entries).sections(&choices);
        return Answer::mend(&form(&desk, sections, &entries, problems).field(said));
    }
    let id = entries.made();
    let tx = desk.making().await?;
    if courses::find(&tx, id).await?.is_none() {
        let course = store(&desk, &tx, id, &plan).await?;
        desk.done(tx, PLANNED, &course.title).await?;
    }
    Ok(Answer::on(at::course(desk.slug(), id), flash(&plan)))
}

/// That it is planned, and what is not asked because its time is over.
fn flash(plan: &PlannedCourse<'_>) -> String {
    let mut flash = "The course is planned. Add the people who take part.".to_owned();
    for purpose in &plan.too_late {
        let why = match purpose {
            RoundPurpose::Before => "because the course has started",
            _ => "because its time has passed",
        };
        let _ = write!(flash, " {} was skipped {why}.", name(*purpose));
    }
    flash
}

fn form(
    desk: &Desk<'_, Trainer>,
    sections: Vec<FormSection>,
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let courses = at::courses(desk.slug());
    let form = desk
        .form(MainPlace::Courses, "Plan a course")
        .trail(Trail { above: vec![Link::new("Courses", &*courses)], here: "New".to_owned() })
        .lead(
            "Surveys, reminders and the summary are scheduled from the date. You add participants next. You \
             can also add a course that has started or finished: steps whose time has passed are skipped.",
        )
        .problems(problems)
        .button("Plan the course", at::new_course(desk.slug()))
        .cancel("Back without planning", courses);
    FormPage { sections, ..form }.once(entries)
}
