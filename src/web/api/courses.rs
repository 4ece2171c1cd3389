//! Courses, who takes part in them, and their summaries.

use common_ground_reports::summary::Links;
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::{
        api_tokens::ApiScope,
        contacts,
        courses::{self, Course},
        participants, summaries,
    },
    survey::round::RoundState,
    web::{
        api::{
            error::{ApiFieldError, ApiProblem, ApiResult},
            id,
            json_body::JsonBody,
            once::{self, Begun, MadeOnce},
            page::{Paged, Paging},
            reply::Shown,
        },
        at,
        courses::{
            new as planning,
            plan::{self, choices::Choices},
        },
        http::{desk::Desk, form_data::FormData, token::Program},
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
    /// The survey before the course, by its key; none is asked where it is left out.
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
#[derive(Debug, Deserialize, ToSchema)]
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

/// Somebody who takes part in a course.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Participant)]
pub(crate) struct ApiParticipant {
    /// The id of the contact.
    contact_id: Uuid,
    /// Their name.
    name: String,
    /// Their partner; null for library staff.
    partner_id: Option<Uuid>,
}

impl ApiCourse {
    fn of(
        course: Course,
        rounds: Vec<(courses::RoundPurpose, crate::store::rounds::Round)>,
        all: bool,
    ) -> Self {
        let rounds = rounds.into_iter().filter(|(_, round)| all || round.state == RoundState::Closed);
        Self {
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
pub(crate) async fn index(
    program: Program<'_>,
    slug: &str,
    paging: Paging,
) -> ApiResult<Shown<Paged<ApiCourse>>> {
    program.may(slug, ApiScope::FiguresRead)?;
    let runs = program.who.runs_courses();
    let read = courses::next_by_id(program.db(), program.programme().id, !runs, paging.wanted()).await?;
    let ids: Vec<Uuid> = read.iter().map(|course| course.id).collect();
    let mut rounds = courses::rounds_of(program.db(), &ids).await?;
    let show = |course: Course| {
        let own = rounds.remove(&course.id).unwrap_or_default();
        ApiCourse::of(course, own, runs)
    };
    Ok(paging.page(&program, read, |course| course.id, show))
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
    let rounds = courses::rounds(program.db(), course.id).await?;
    Ok(Shown::new(ApiCourse::of(course, rounds, program.who.runs_courses())))
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

/// Who takes part in a course.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/courses/{id}/participants", operation_id = "listParticipants",
    tag = "Courses",
    responses((status = 200, description = "A page of people.", body = Paged<ApiParticipant>)),
    security(("token" = ["contacts:read"]), ("basic" = ["contacts:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/courses/<id>/participants")]
pub(crate) async fn people(
    program: Program<'_>,
    slug: &str,
    id: &str,
    paging: Paging,
) -> ApiResult<Shown<Paged<ApiParticipant>>> {
    program.may(slug, ApiScope::ContactsRead)?;
    let course = find(&program, id).await?;
    let read = participants::next_by_id(program.db(), course.id, paging.wanted()).await?;
    let show = |contact: contacts::Contact| ApiParticipant {
        contact_id: contact.id,
        name: contact.name,
        partner_id: contact.partner_id,
    };
    Ok(paging.page(&program, read, |contact| contact.id, show))
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
    let choices = Choices::of(program.app, program.programme()).await?;
    let data = fields(new, &program.programme().settings.time_zone)?;
    if plan::partners(&data, &choices).is_none() {
        return Err(ApiProblem::wrong("/partners", "Send ids of partners of this programme."));
    }
    let plan = plan::read(&data, &choices, program.now())
        .map_err(|problems| ApiProblem::of_form(&problems, pointer))?;
    let tx = match once::begin(&program, &desk, &sent).await? {
        Begun::Now(tx) => tx,
        Begun::Before(made) => return Ok(made),
    };
    for contact in &new.participants {
        if contacts::find(&tx, program.programme().id, *contact).await?.is_none() {
            return Err(ApiProblem::wrong("/participants", "Send ids of contacts of this programme."));
        }
    }
    let course = planning::store(&desk, &tx, Uuid::new_v4(), &plan).await?;
    participants::add(&tx, course.id, &new.participants).await?;
    participants::sync(&tx, &program.app.secret, course.id).await?;
    let rounds = courses::rounds(&tx, course.id).await?;
    let (location, title) = (at::api_course(slug, course.id), course.title.clone());
    let made = once::keep(&tx, &program, &sent, location, &ApiCourse::of(course, rounds, true)).await?;
    desk.done(tx, planning::PLANNED, &title).await?;
    Ok(made)
}

/// What the form of a course would hold.
fn fields(new: &NewApiCourse, usual_zone: &str) -> ApiResult<FormData> {
    let mut errors = Vec::new();
    let mut days = Vec::new();
    for (place, day) in new.days.iter().enumerate() {
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
    let Some(first) = new.days.first().filter(|_| errors.is_empty()) else {
        if errors.is_empty() {
            errors.push(ApiFieldError::new("/days", "invalid", "Send at least one day."));
        }
        return Err(ApiProblem::invalid(errors));
    };
    let text = |name: &'static str, value: &str| (name, value.to_owned());
    let mut fields = vec![
        text("title", &new.title),
        text("place", &new.place),
        text("trainers", &new.trainers),
        text("time_zone", new.time_zone.as_deref().unwrap_or(usual_zone)),
        text("date", &first.date),
        text("starts", &first.starts),
        text("ends", &first.ends),
        text("more_days", &days[1..].join("\n")),
        text("privacy", &new.privacy),
    ];
    let asked = [("before", &new.before), ("feedback", &new.feedback), ("follow_up", &new.follow_up)];
    fields.extend(asked.into_iter().filter_map(|(name, key)| Some(text(name, key.as_deref()?))));
    fields.extend(new.sides.iter().map(|side| text("side", side)));
    fields.extend(new.aims.iter().map(|aim| text("aims", aim)));
    fields.extend(new.partners.iter().map(|partner| text("partners", &partner.to_string())));
    Ok(FormData::of(fields))
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
async fn find(program: &Program<'_>, id: &str) -> ApiResult<Course> {
    let course = courses::find(program.db(), self::id(id)?).await?;
    let may_see = |course: &Course| {
        course.programme == program.programme().id
            && (program.who.runs_courses() || course.frozen_at.is_some())
    };
    course.filter(may_see).ok_or_else(ApiProblem::not_found)
}
