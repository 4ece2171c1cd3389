//! Changing, calling off and deleting a course, as its pages do. What follows for its surveys and emails is done at once.

use jiff::civil::{Date, Time};
use rocket::http::Status;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ApiCourse, NewApiCourseDay, pointer};
use crate::{
    store::{ApiScope, CourseState, Programme, Transaction, WholeCourse, courses},
    web::{
        Desk, FormData, FormProblems, Program, Trainer,
        api::{
            ApiDeleted, ApiFieldError, ApiProblem, ApiResult, MergePatch, SeenMarks, Shown, id,
            merge_patch::merged, seen::meanwhile,
        },
        parts::course::{
            CourseOverview, DELETED, call_off,
            change::{CourseChange, same_days},
            load,
            plan::{
                self,
                choices::{Choices, NamedPartners},
            },
        },
    },
    work::scheduler,
};

/// What can be changed of a course. Surveys, emails and the summary that are still to come move with its days.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[schema(as = CourseChange)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApiCourseParts {
    /// Its title.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) title: String,
    /// Where it is held.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) place: String,
    /// Who holds it, in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub(super) trainers: String,
    /// The IANA name of the time zone of the place.
    pub(super) time_zone: String,
    /// Its days in order, by the clock of the place: all of them, not just those that change.
    #[schema(min_items = 1, max_items = 30)]
    pub(super) days: Vec<NewApiCourseDay>,
    /// Who is asked: `library`, `partner`. A side that is left out is asked no more: what is open for it closes for good.
    #[schema(min_items = 1)]
    pub(super) sides: Vec<String>,
    /// Whether both sides are asked by one link and code.
    #[serde(default)]
    pub(super) one_form: bool,
    /// The aims that surveys ask about which aren’t open yet: as many as they need.
    #[serde(default)]
    pub(super) aims: Vec<String>,
    /// The ids of the partners who will be there.
    #[serde(default)]
    pub(super) partners: Vec<Uuid>,
    /// `cancelled` to cancel it. Nobody is told, and no summary is written. Sent alone.
    pub(super) state: String,
}

impl ApiCourseParts {
    fn of(whole: &WholeCourse, programme: &Programme) -> Self {
        let shown = ApiCourse::of(whole.clone(), programme, true);
        Self {
            title: shown.title,
            place: shown.place,
            trainers: shown.trainers,
            time_zone: shown.time_zone,
            days: shown.days,
            sides: shown.sides,
            one_form: shown.one_form,
            aims: shown.aims,
            partners: shown.partners,
            state: shown.state,
        }
    }

    /// What the form of a course would hold of it.
    ///
    /// # Errors
    /// A day or a time that cannot be read.
    pub(super) fn fields(&self) -> ApiResult<Vec<(&'static str, String)>> {
        let days = self.written_days()?;
        let Some((first, further)) = self.days.first().zip(days.get(1..)) else {
            return Err(ApiProblem::wrong("/days", "Send at least one day."));
        };
        let mut fields = vec![
            ("title", self.title.clone()),
            ("place", self.place.clone()),
            ("trainers", self.trainers.clone()),
            ("time_zone", self.time_zone.clone()),
            ("date", first.date.clone()),
            ("starts", first.starts.clone()),
            ("ends", first.ends.clone()),
            ("more_days", further.join("\n")),
        ];
        fields.extend(self.one_form.then(|| ("one_form", "yes".to_owned())));
        fields.extend(self.sides.iter().map(|side| ("side", side.clone())));
        fields.extend(self.aims.iter().map(|aim| ("aims", aim.clone())));
        fields.extend(self.partners.iter().map(|partner| ("partners", partner.to_string())));
        Ok(fields)
    }

    /// The days as lines of a form.
    fn written_days(&self) -> ApiResult<Vec<String>> {
        let (mut errors, mut days) = (Vec::new(), Vec::new());
        for (place, day) in self.days.iter().enumerate() {
            let mut note = |member: &str, detail: &str| {
                errors.push(ApiFieldError::new(format!("/days/{place}/{member}"), "invalid", detail));
            };
            if day.date.parse::<Date>().is_err() {
                note("date", "Send a day such as 2026-06-17.");
            }
            for (member, time) in [("starts", &day.starts), ("ends", &day.ends)] {
                if time.parse::<Time>().is_err() {
                    note(member, "Send a time such as 10:00.");
                }
            }
            days.push(format!("{} {} to {}", day.date, day.starts, day.ends));
        }
        if errors.is_empty() { Ok(days) } else { Err(ApiProblem::invalid(errors)) }
    }
}

/// A course that a program changes: as the pages know it, and as it was read.
struct Changing<'a> {
    desk: &'a Desk<'a, Trainer>,
    overview: CourseOverview,
    whole: WholeCourse,
}

/// Changes a course, or cancels it. What follows for surveys and emails is done at once.
#[utoipa::path(
    patch, path = "/api/v1/programmes/{slug}/courses/{id}", operation_id = "changeCourse", tag = "Courses",
    request_body(content = ApiCourseParts, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The course as it is now.", body = ApiCourse)),
    security(("token" = ["courses:write"]))
)]
#[rocket::patch("/api/v1/programmes/<slug>/courses/<id>", data = "<sent>")]
pub(crate) async fn change(
    program: Program<'_>,
    slug: &str,
    id: &str,
    seen: SeenMarks,
    sent: MergePatch,
) -> ApiResult<Shown<ApiCourse>> {
    program.may(slug, ApiScope::CoursesWrite)?;
    let (patch, desk) = (sent.body()?, Desk::of_program(&program));
    let changing = Changing::begin(&desk, id, &seen).await?;
    let there = ApiCourseParts::of(&changing.whole, program.programme());
    let new = merged(&there, patch)?;
    let cancels = ApiCourseParts { state: CourseState::Cancelled.key().to_owned(), ..there.clone() };
    if new == cancels && new != there {
        Box::pin(changing.call_off()).await?;
    } else if new.state != there.state {
        return Err(ApiProblem::wrong("/state", "Send “cancelled” on its own."));
    } else if new != there {
        Box::pin(changing.describe(&there, &new)).await?;
    }
    let id = changing.whole.course.id;
    let found = courses::find(program.db(), id).await?;
    let whole = courses::whole(program.db(), found.into_iter().collect()).await?.pop();
    Ok(Shown::new(ApiCourse::of(whole.ok_or_else(ApiProblem::not_found)?, program.programme(), true)))
}

/// Deletes a course with its surveys, its list and its workshop board, as long as nobody has answered.
#[utoipa::path(
    delete, path = "/api/v1/programmes/{slug}/courses/{id}", operation_id = "deleteCourse", tag = "Courses",
    responses((status = 204, description = "The course was deleted.")),
    security(("token" = ["courses:write"]))
)]
#[rocket::delete("/api/v1/programmes/<slug>/courses/<id>")]
pub(crate) async fn delete(
    program: Program<'_>,
    slug: &str,
    id: &str,
    seen: SeenMarks,
) -> ApiResult<ApiDeleted> {
    program.may(slug, ApiScope::CoursesWrite)?;
    let desk = Desk::of_program(&program);
    let changing = Changing::begin(&desk, id, &seen).await?;
    let (course, overview) = (&changing.overview.course, &changing.overview);
    let answered = || {
        let words = "People have answered, so the course can’t be deleted. You can cancel it instead.";
        ApiProblem::new(Status::Conflict, "answered", words)
    };
    if course.state == CourseState::Frozen {
        let words = "Its summary has been sent, so the course can’t be deleted.";
        return Err(ApiProblem::new(Status::Conflict, "frozen", words));
    }
    if !overview.may_be_deleted() {
        return Err(answered());
    }
    let own: Vec<Uuid> = overview.own().map(|asked| asked.round.id).collect();
    let tx = changing.hold().await?;
    if !courses::delete_unanswered(&tx, course.id, &own).await? {
        return Err(answered());
    }
    desk.done(tx, DELETED, &course.title).await?;
    Ok(ApiDeleted)
}

impl<'a> Changing<'a> {
    /// The course with this id, which is still as the program saw it.
    async fn begin(desk: &'a Desk<'a, Trainer>, id: &str, seen: &SeenMarks) -> ApiResult<Self> {
        let overview = load(desk, self::id(id)?).await?;
        let whole = courses::whole(desk.db(), vec![overview.course.clone()]).await?.pop();
        let whole = whole.ok_or_else(ApiProblem::not_found)?;
        seen.hold(&ApiCourse::of(whole.clone(), desk.programme(), true))?;
        Ok(Self { desk, overview, whole })
    }

    /// Begins the change itself. Nobody else changes the course until it ends, and nobody has since it was read.
    async fn hold(&self) -> ApiResult<Transaction> {
        let tx = self.desk.making().await?;
        let now = courses::held(&tx, self.whole.course.id).await?.ok_or_else(ApiProblem::not_found)?;
        if now == self.whole { Ok(tx) } else { Err(meanwhile()) }
    }

    async fn call_off(&self) -> ApiResult<()> {
        let tx = self.hold().await?;
        if call_off(self.desk, tx, &self.overview).await? {
            return Ok(());
        }
        let words = "Its summary has been sent, so it can no longer be cancelled.";
        Err(ApiProblem::new(Status::Conflict, "frozen", words))
    }

    /// Makes it what it is to be, with all that follows.
    async fn describe(&self, there: &ApiCourseParts, new: &ApiCourseParts) -> ApiResult<()> {
        let (desk, overview) = (self.desk, &self.overview);
        if overview.course.state == CourseState::Cancelled {
            let words = "The course is cancelled. Plan it again on its page, then change it.";
            return Err(ApiProblem::new(Status::Conflict, "cancelled", words));
        }
        let same_time = there.days == new.days && there.time_zone == new.time_zone;
        if overview.course.state == CourseState::Frozen && !same_time {
            return Err(ApiProblem::wrong("/days", "The summary has been sent, so days can’t change."));
        }
        let data = FormData::of(new.fields()?);
        let choices = Choices::of(desk.app, desk.programme(), &NamedPartners::of(&data)).await?;
        let partners = plan::partners(&data, &choices)
            .ok_or_else(|| ApiProblem::wrong("/partners", "Send ids of partners of this programme."))?;
        let mut problems = FormProblems::default();
        let basics = if same_time {
            Some(same_days(desk, overview, &data, &mut problems).await?)
        } else {
            plan::basics(&data, &mut problems)
        };
        let change = match basics {
            Some(basics) => Some(
                CourseChange::read(desk, overview, &choices, (basics, partners), &data, &mut problems)
                    .await?,
            ),
            None => None,
        };
        let Some(change) = change.filter(|_| problems.is_empty()) else {
            return Err(ApiProblem::of_form(&problems, pointer));
        };
        if let Some(field) = change.ignored(&data) {
            let words =
                "This can’t be changed: the surveys it applies to have opened or closed, or there are none.";
            return Err(ApiProblem::wrong(pointer(field), words));
        }
        let tx = self.hold().await?;
        if !change.keep(tx).await? {
            return Err(meanwhile());
        }
        if !change.follows().is_empty() {
            scheduler::run_due_in(desk.app, desk.programme().id, desk.now()).await?;
        }
        Ok(())
    }
}
