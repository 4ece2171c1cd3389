//! Courses, who takes part in them, and their summaries: reading and planning. Changing one is in `courses/change.rs`.

pub(crate) mod change;

use common_ground_reports::summary::Links;
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::{
        ApiScope, Course, CourseSession, Programme, WholeCourse, contacts, courses, participants, summaries,
    },
    survey::RoundState,
    web::{
        Desk, FormData, Program,
        api::{
            ApiPage, ApiProblem, ApiResult, JsonBody, Paged, Paging, Shown,
            courses::change::ApiCourseParts,
            id,
            once::{self, Begun, MadeOnce},
        },
        at,
        parts::course::{
            PLANNED,
            overview::sides_asked,
            plan::{
                self,
                choices::{Choices, NamedPartners},
                stored::store,
            },
        },
    },
};

/// A course.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Course)]
pub(crate) struct ApiCourse {
    /// Its id.
    id: Uuid,
    /// Its title.
    title: String,
    /// Where it is held.
    place: String,
    /// Who holds it, in words.
    trainers: String,
    /// The IANA name of the time zone of the place.
    time_zone: String,
    /// When it starts.
    #[schema(value_type = String, format = DateTime)]
    starts_at: Timestamp,
    /// When it ends, on its last day.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Timestamp,
    /// `planned`, `frozen` once its summary is written, `cancelled` or `without_summary`.
    state: String,
    /// The aims that it picked.
    aims: Vec<String>,
    /// Its days in order, by the clock of the place.
    days: Vec<NewApiCourseDay>,
    /// Who is asked: `library`, `partner`; both where nothing is asked.
    sides: Vec<String>,
    /// Whether both sides are asked by one link and code.
    one_form: bool,
    /// The ids of the partners who will be there; empty for managers.
    partners: Vec<Uuid>,
    /// The surveys that it asks, and those that its summary compares.
    rounds: Vec<ApiCourseRound>,
}

/// A round of a course.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CourseRound)]
pub(crate) struct ApiCourseRound {
    /// The code of the round.
    code: String,
    /// What it is for: `before`, `feedback`, `follow_up`, or the side of a comparison.
    purpose: String,
}

/// A course to plan. Its surveys, reminders and summary follow from its days.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewCourse)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiCourse {
    /// Its title.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// Where it is held.
    #[schema(min_length = 1, max_length = 200)]
    place: String,
    /// Who holds it, in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    trainers: String,
    /// The IANA name of the time zone of the place; that of the programme where it is left out.
    #[serde(default)]
    time_zone: Option<String>,
    /// Its days in order, by the clock of the place.
    #[schema(min_items = 1, max_items = 30)]
    days: Vec<NewApiCourseDay>,
    /// Who is asked: `library`, `partner`.
    #[schema(min_items = 1)]
    sides: Vec<String>,
    /// Whether both sides are asked by one link and code.
    #[serde(default)]
    one_form: bool,
    /// The survey before the course, by its key; none is asked where it is left out or empty.
    #[serde(default)]
    before: Option<String>,
    /// The survey after the course.
    #[serde(default)]
    feedback: Option<String>,
    /// The survey seven weeks later.
    #[serde(default)]
    follow_up: Option<String>,
    /// The aims that the surveys ask about: as many as they need.
    #[serde(default)]
    aims: Vec<String>,
    /// What people are promised: `anonymous`, `confidential` or `shared`.
    privacy: String,
    /// The ids of the partners who will be there.
    #[serde(default)]
    partners: Vec<Uuid>,
    /// The ids of the contacts who take part.
    #[serde(default)]
    participants: Vec<Uuid>,
}

/// A day of a course.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[schema(as = NewCourseDay)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiCourseDay {
    /// The day: `2026-06-17`.
    #[schema(format = Date)]
    date: String,
    /// When it starts: `10:00`.
    starts: String,
    /// When it ends: `16:00`.
    ends: String,
}

/// The frozen summary of a course.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Summary)]
pub(crate) struct ApiSummary {
    /// The first is 1; corrections follow.
    revision: i32,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    frozen_at: Timestamp,
    /// The whole summary as plain text.
    text: String,
}

impl NewApiCourseDay {
    /// A day by the clock of the place.
    fn of(day: &CourseSession, zone: &TimeZone) -> Self {
        let at = |at: Timestamp, how: &str| at.to_zoned_datetime(zone.clone()).strftime(how).to_string();
        Self {
            date: at(day.starts, "%Y-%m-%d"),
            starts: at(day.starts, "%H:%M"),
            ends: at(day.ends, "%H:%M"),
        }
    }
}

impl ApiCourse {
    /// As it is shown: whole to those who run courses, to others with the rounds that have closed.
    fn of(whole: WholeCourse, programme: &Programme, all: bool) -> Self {
        let WholeCourse { course, days, partners, rounds, one_form } = whole;
        let zone = course.zone(programme);
        let own = rounds.iter().filter(|(purpose, _)| purpose.is_own()).map(|(_, round)| round);
        let sides = sides_asked(own).into_iter().map(|side| side.key().to_owned()).collect();
        let rounds = rounds.into_iter().filter(|(_, round)| all || round.state == RoundState::Closed);
        Self {
            days: days.iter().map(|day| NewApiCourseDay::of(day, &zone)).collect(),
            sides,
            one_form,
            partners: if all { partners } else { Vec::new() },
            id: course.id,
            state: course.state.key().to_owned(),
            title: course.title,
            place: course.place,
            trainers: course.trainers,
            time_zone: course.time_zone,
            starts_at: course.starts_at,
            ends_at: course.ends_at,
            aims: course.aims,
            rounds: rounds
                .map(|(purpose, round)| ApiCourseRound {
                    code: round.code,
                    purpose: purpose.key().to_owned(),
                })
                .collect(),
        }
    }
}

/// The courses of a programme; for managers those whose summary is written.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/courses", operation_id = "listCourses", tag = "Courses",
    responses((status = 200, description = "A page of courses.", body = Paged<ApiCourse>)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/courses")]
pub(crate) async fn index(program: Program<'_>, slug: &str, paging: Paging) -> ApiPage<ApiCourse> {
    program.may(slug, ApiScope::FiguresRead)?;
    let runs = program.who.runs_courses();
    let read = courses::next_by_id(program.db(), program.programme().id, !runs, paging.wanted()).await?;
    let read = courses::whole(program.db(), read).await?;
    Ok(paging.page(&program, read, |one| one.course.id, |one| ApiCourse::of(one, program.programme(), runs)))
}

/// A course.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/courses/{id}", operation_id = "getCourse", tag = "Courses",
    responses((status = 200, description = "The course.", body = ApiCourse)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/courses/<id>")]
pub(crate) async fn show(program: Program<'_>, slug: &str, id: &str) -> ApiResult<Shown<ApiCourse>> {
    program.may(slug, ApiScope::FiguresRead)?;
    let course = find(&program, id).await?;
    let whole = courses::whole(program.db(), vec![course]).await?.pop();
    let whole = whole.ok_or_else(ApiProblem::not_found)?;
    Ok(Shown::new(ApiCourse::of(whole, program.programme(), program.who.runs_courses())))
}

/// The latest summary of a course, as its readers see it.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/courses/{id}/summary", operation_id = "getCourseSummary", tag = "Courses",
    responses((status = 200, description = "The summary.", body = ApiSummary)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/courses/<id>/summary")]
pub(crate) async fn summary(program: Program<'_>, slug: &str, id: &str) -> ApiResult<Shown<ApiSummary>> {
    program.may(slug, ApiScope::FiguresRead)?;
    let course = find(&program, id).await?;
    let frozen = summaries::latest(program.db(), course.id).await?.ok_or_else(ApiProblem::not_found)?;
    let text = frozen.read()?.text(&Links::default());
    Ok(Shown::new(ApiSummary { revision: frozen.revision, frozen_at: frozen.frozen_at, text }))
}

/// Plans a course, with its surveys and the people who take part.
#[utoipa::path(
    post, path = "/api/v1/programmes/{slug}/courses", operation_id = "planCourse", tag = "Courses",
    request_body = NewApiCourse,
    responses((status = 201, description = "The course was planned.", body = ApiCourse)),
    security(("token" = ["courses:write"]))
)]
#[rocket::post("/api/v1/programmes/<slug>/courses", data = "<sent>")]
pub(crate) async fn create(
    program: Program<'_>,
    slug: &str,
    sent: JsonBody<NewApiCourse>,
) -> ApiResult<MadeOnce> {
    program.may(slug, ApiScope::CoursesWrite)?;
    let (new, desk) = (sent.body()?, Desk::of_program(&program));
    if let Some(made) = once::before(&program, &sent).await? {
        return Ok(made);
    }
    let mut data = new.described(&program.programme().settings.time_zone).fields()?;
    data.extend(new.asked());
    let data = FormData::of(data);
    let choices = Choices::of(program.app, program.programme(), &NamedPartners::of(&data)).await?;
    if plan::partners(&data, &choices).is_none() {
        return Err(ApiProblem::wrong("/partners", "Send ids of partners of this programme."));
    }
    let plan = plan::read(&data, &choices, program.now())
        .map_err(|problems| ApiProblem::of_form(&problems, pointer))?;
    let tx = match once::begin(&program, &desk, &sent).await? {
        Begun::Now(tx) => tx,
        Begun::Before(made) => return Ok(made),
    };
    if !contacts::are_of(&tx, program.programme().id, &new.participants).await? {
        return Err(ApiProblem::wrong("/participants", "Send ids of contacts of this programme."));
    }
    let course = store(&desk, &tx, Uuid::new_v4(), &plan).await?;
    participants::add(&tx, course.id, &new.participants).await?;
    participants::sync(&tx, &program.app.secret, course.id).await?;
    let (location, title) = (at::api_course(slug, course.id), course.title.clone());
    let whole = courses::whole(&tx, vec![course]).await?.pop().ok_or_else(ApiProblem::not_found)?;
    let whole = ApiCourse::of(whole, program.programme(), true);
    let made = once::keep(&tx, &program, &sent, location, &whole).await?;
    desk.done(tx, PLANNED, &title).await?;
    Ok(made)
}

impl NewApiCourse {
    /// What of it can be changed later too.
    fn described(&self, usual_zone: &str) -> ApiCourseParts {
        ApiCourseParts {
            title: self.title.clone(),
            place: self.place.clone(),
            trainers: self.trainers.clone(),
            time_zone: self.time_zone.clone().unwrap_or_else(|| usual_zone.to_owned()),
            days: self.days.clone(),
            sides: self.sides.clone(),
            one_form: self.one_form,
            aims: self.aims.clone(),
            partners: self.partners.clone(),
            state: String::new(),
        }
    }

    /// What the form of a course would hold of its surveys.
    fn asked(&self) -> Vec<(&'static str, String)> {
        let surveys =
            [("before", &self.before), ("feedback", &self.feedback), ("follow_up", &self.follow_up)];
        let surveys = surveys.into_iter().filter_map(|(name, key)| Some((name, key.clone()?)));
        surveys.chain([("privacy", self.privacy.clone())]).collect()
    }
}

/// Where a field of the form is in what was sent.
fn pointer(field: &str) -> String {
    match field {
        "date" | "starts" | "ends" => format!("/days/0/{field}"),
        "more_days" => "/days".to_owned(),
        "side" => "/sides".to_owned(),
        other => format!("/{other}"),
    }
}

/// A course of this programme that the owner of the token may see.
pub(super) async fn find(program: &Program<'_>, id: &str) -> ApiResult<Course> {
    let course = courses::in_programme(program.db(), program.programme().id, self::id(id)?).await?;
    let may_see = |course: &Course| program.who.runs_courses() || course.frozen_at.is_some();
    course.filter(may_see).ok_or_else(ApiProblem::not_found)
}
