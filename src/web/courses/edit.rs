//! Changing a course that is planned: what it is, when, whom it asks and about what. What follows for surveys and emails
//! is told before it is done.

use uuid::Uuid;

use crate::{
    store::{CourseSession, CourseState as Life, courses},
    survey::RoundState,
    system::secret::hash,
    web::{
        Answer, Desk, Error, Field, FormData, FormPage, FormProblems, FormSection, MainPlace, Result,
        Trainer, at,
        courses::{
            CourseOverview, NOT_DONE, failed, load,
            plan::{
                self, Basics,
                choices::{Choices, NamedPartners},
                form::Filled,
            },
            question, trail,
        },
        parts::course::change::{self, CourseChange, same_days},
        warn_busy,
    },
    work::scheduler,
};

/// The form, with the course as it is.
#[rocket::get("/programmes/<_>/courses/<course>/edit")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let overview = changeable(&desk, course).await?;
    let partners = courses::partner_ids(desk.db(), course).await?;
    let named = NamedPartners { ids: partners.clone(), ..NamedPartners::default() };
    let choices = Choices::of(desk.app, desk.programme(), &named).await?;
    let days = courses::sessions(desk.db(), &overview.course).await?;
    let filled = Filled::default()
        .like(&overview.course, desk.programme(), &partners)
        .on(&days, &overview.zone)
        .of(&overview.sides())
        .by_one_form(overview.one_form);
    let (sections, seen) = (sections(&desk, &overview, &choices, &filled), seen(&overview, partners, &days));
    Answer::page(&form(&desk, &overview, sections, seen, FormProblems::default()))
}

/// What the form is filled in from, in short.
fn seen(overview: &CourseOverview, mut partners: Vec<Uuid>, days: &[CourseSession]) -> String {
    let course = &overview.course;
    partners.sort();
    let told = (&course.title, &course.place, &course.time_zone, &course.trainers, &course.aims);
    hash(&format!("{told:?} {days:?} {partners:?} {:?} {}", overview.sides(), overview.one_form))
}

/// Changes it, or says first what follows.
#[rocket::post("/programmes/<_>/courses/<course>/edit", data = "<entries>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let overview = changeable(&desk, course).await?;
    let choices = Choices::of(desk.app, desk.programme(), &NamedPartners::of(&entries)).await?;
    let partners = plan::partners(&entries, &choices).ok_or(Error::NotFound)?;
    let mut problems = FormProblems::default();
    let partners = plan::both(partners, plan::named(&entries, &choices, &mut problems));
    let there = courses::partner_ids(desk.db(), course).await?;
    let days = courses::sessions(desk.db(), &overview.course).await?;
    let seen = seen(&overview, there, &days);
    problems.add_if(
        !["", &*seen].contains(&entries.one("seen")),
        "title",
        "This course was changed after you opened this form. What you typed is still here: check it and save \
         it again",
    );
    let basics = basics(&desk, &overview, &entries, &mut problems).await?;
    let said = match &basics {
        // Days that stay were chosen before.
        Some(basics) if basics.days != days => {
            let dates = basics.dates();
            warn_busy(&desk, ("date", &dates), &partners, &entries, &mut problems).await?
        }
        _ => None,
    };
    let change = match basics {
        Some(basics) => Some(
            CourseChange::read(&desk, &overview, &choices, (basics, partners), &entries, &mut problems)
                .await?,
        ),
        None => None,
    };
    let Some(change) = change.filter(|_| problems.is_empty()) else {
        let sections = sections(&desk, &overview, &choices, &Filled::entered(&entries));
        return Answer::mend(&form(&desk, &overview, sections, seen, problems).fields(said));
    };
    let follows = change.follows();
    if !follows.is_empty() && !entries.is_on("confirm") {
        return Answer::page(&confirmation(&desk, &overview, follows, entries));
    }
    let done = change.keep(desk.change().await?).await?;
    if done && !follows.is_empty() {
        scheduler::run_due_in(desk.app, desk.programme().id, desk.now()).await?;
    }
    let flash = if !done {
        "The course has since been cancelled, so nothing was changed"
    } else if !follows.is_empty() && failed(desk.app, &overview).await? {
        NOT_DONE
    } else {
        "The course was changed"
    };
    Ok(Answer::on(at::course(desk.slug(), course), flash))
}

/// A course that is not called off.
async fn changeable(desk: &Desk<'_, Trainer>, course: Uuid) -> Result<CourseOverview> {
    let overview = load(desk, course).await?;
    Error::not_found_unless(overview.course.state != Life::Cancelled)?;
    Ok(overview)
}

/// Title, place, days and trainers; of a course whose summary is written the days stay.
async fn basics(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    entries: &FormData,
    problems: &mut FormProblems,
) -> Result<Option<Basics>> {
    if overview.course.state != Life::Frozen {
        return Ok(plan::basics(entries, problems));
    }
    Ok(Some(same_days(desk, overview, entries, problems).await?))
}

fn sections(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    choices: &Choices,
    filled: &Filled,
) -> Vec<FormSection> {
    if overview.course.state == Life::Frozen {
        return filled.described(choices);
    }
    let may_ask = change::may_ask(overview, desk.now());
    let may_aim = overview.own().any(|asked| asked.round.state == RoundState::Planned);
    let aims = filled.aims(choices).filter(|_| may_aim);
    filled.editing(choices, may_ask, aims)
}

fn form(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    sections: Vec<FormSection>,
    seen: String,
    problems: FormProblems,
) -> FormPage {
    let (slug, course) = (desk.slug(), &overview.course);
    let lead = if course.state == Life::Frozen {
        "The summary has already been sent. Changes here won’t change it."
    } else {
        "Surveys, emails and the summary that are still to come will be rescheduled. You’ll see what changes \
         before you confirm."
    };
    let form = desk
        .form(MainPlace::Courses, format!("Edit {}", course.title))
        .trail(trail(slug, course, "Edit"))
        .lead(lead)
        .problems(problems)
        .button("Save changes", at::course_edit(slug, course.id))
        .cancel("Back without changing anything", at::course(slug, course.id));
    FormPage { sections, ..form }.field(Field::hidden("seen", seen))
}

/// What follows from the change, and the entries carried along.
fn confirmation(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    follows: Vec<String>,
    entries: FormData,
) -> FormPage {
    let course = &overview.course;
    let carried = entries.into_fields().filter(|(name, _)| name != "confirm");
    let carried = carried.chain([("confirm".to_owned(), "yes".to_owned())]);
    let fields = carried.map(|(name, value)| Field::hidden(name, value));
    let form = question(desk, course, format!("Change {}?", course.title), "Edit")
        .fields(fields)
        .button("Edit the course", at::course_edit(desk.slug(), course.id));
    FormPage { lead: follows, ..form }
}
