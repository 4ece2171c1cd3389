//! Rounds: which survey was put to whom, when, and how it stands. Changing one is in `rounds/change.rs`.

pub(crate) mod change;

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    results,
    store::{ApiScope, Round, courses, health, invitations, rounds},
    survey::{ENGLISH, RoundState},
    web::{
        Desk, FormData, FormProblems, Program,
        api::{
            ApiPage, ApiProblem, ApiResult, JsonBody, Paged, Paging, Shown,
            once::{self, Begun, MadeOnce},
        },
        at,
        parts::round::plan::{self, RoundChoices, USED},
    },
};

/// A survey that is put to one side for a window of time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Round)]
pub(crate) struct ApiRound {
    /// Its id.
    id: Uuid,
    /// Its code, by which addresses name it.
    code: String,
    /// The title of its survey.
    title: String,
    /// The key of its survey.
    survey: String,
    /// The version of its survey.
    survey_version: u32,
    /// Who answers: `library` or `partner`.
    side: String,
    /// What people are promised: `anonymous`, `confidential` or `shared`.
    privacy: String,
    /// Who can answer: `open`, `invited` or `both`.
    audience: String,
    /// `planned`, `open`, `closed` or `cancelled`.
    state: String,
    /// When it opens.
    #[schema(value_type = String, format = DateTime)]
    opens_at: Timestamp,
    /// When it closes.
    #[schema(value_type = String, format = DateTime)]
    closes_at: Timestamp,
    /// The course that it asks about; null where it asks the whole programme.
    course_id: Option<Uuid>,
    /// How many people are on its list.
    invited: u64,
    /// How many answers its published figures are of. While it is open this grows by a whole group at a time.
    answered: u64,
}

/// A survey to put to a side.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRound)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiRound {
    /// The key of a ready-made or published survey that asks nothing about the aims of a course.
    survey: String,
    /// Who answers: `library` or `partner`.
    side: String,
    /// What people are promised: `anonymous`, `confidential` or `shared`.
    privacy: String,
    /// Who can answer: `open`, `invited` or `both`.
    audience: String,
    /// When it opens, to the minute; at once where it is left out.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    opens_at: Option<Timestamp>,
    /// When it closes, to the minute.
    #[schema(value_type = String, format = DateTime)]
    closes_at: Timestamp,
    /// Whom to invite: `everybody` of the side, keys of types of partner, or `tagged:` and a tag.
    #[serde(default)]
    groups: Vec<String>,
    /// A partner whose contacts are invited.
    #[serde(default)]
    partner_id: Option<Uuid>,
}

/// The rounds of a programme, except those of health checks. Managers see only those that have closed.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/rounds", operation_id = "listRounds", tag = "Rounds",
    responses((status = 200, description = "A page of rounds.", body = Paged<ApiRound>)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/rounds")]
pub(crate) async fn index(program: Program<'_>, slug: &str, paging: Paging) -> ApiPage<ApiRound> {
    program.may(slug, ApiScope::FiguresRead)?;
    let only_closed = !program.who.runs_courses();
    let read = rounds::next_by_id(program.db(), program.programme().id, only_closed, paging.wanted()).await?;
    let shown = shown(&program, read).await?;
    Ok(paging.page(&program, shown, |round| round.id, |round| round))
}

/// A round.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/rounds/{code}", operation_id = "getRound", tag = "Rounds",
    responses((status = 200, description = "The round.", body = ApiRound)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/rounds/<code>")]
pub(crate) async fn show(program: Program<'_>, slug: &str, code: &str) -> ApiResult<Shown<ApiRound>> {
    program.may(slug, ApiScope::FiguresRead)?;
    let round = find(&program, code).await?;
    let shown = shown(&program, vec![round]).await?.pop();
    Ok(Shown::new(shown.ok_or_else(ApiProblem::not_found)?))
}

/// Starts a survey for one side of the whole programme. Everybody who is invited gets an email.
#[utoipa::path(
    post, path = "/api/v1/programmes/{slug}/rounds", operation_id = "startRound", tag = "Rounds",
    request_body = NewApiRound,
    responses((status = 201, description = "The round was created.", body = ApiRound)),
    security(("token" = ["courses:write"]))
)]
#[rocket::post("/api/v1/programmes/<slug>/rounds", data = "<sent>")]
pub(crate) async fn create(
    program: Program<'_>,
    slug: &str,
    sent: JsonBody<NewApiRound>,
) -> ApiResult<MadeOnce> {
    program.may(slug, ApiScope::CoursesWrite)?;
    let (posted, desk) = (sent.body()?, Desk::of_program(&program));
    if let Some(made) = once::before(&program, &sent).await? {
        return Ok(made);
    }
    let (data, mut problems) = (fields(posted, &program), FormProblems::default());
    let choices = RoundChoices::of(&desk, &data, &mut problems).await?;
    let plan = plan::read(&data, &choices, program.now(), &desk.zone(), &mut problems);
    let Some(plan) = plan.filter(|_| problems.is_empty()) else {
        return Err(ApiProblem::of_form(&problems, pointer));
    };
    let title = plan.title();
    let tx = match once::begin(&program, &desk, &sent).await? {
        Begun::Now(tx) => tx,
        Begun::Before(made) => return Ok(made),
    };
    let round = match plan::store(&desk, &tx, Uuid::new_v4(), plan).await? {
        Ok((round, _)) => round,
        Err(problems) => return Err(ApiProblem::of_form(&problems, pointer)),
    };
    let survey = crate::store::surveys::whole(&tx, round.survey_version).await?;
    let invited = invitations::counts(&tx, &[round.id]).await?;
    let invited = invited.get(&round.id).copied().unwrap_or_default();
    // The list may have let others answer than before.
    let round = rounds::find(&tx, round.id).await?.unwrap_or(round);
    let location = at::api_round(slug, &round.code);
    let shown = ApiRound::of(round, &survey, None, (invited, 0));
    let made = once::keep(&tx, &program, &sent, location, &shown).await?;
    desk.done(tx, USED, &title).await?;
    Ok(made)
}

impl ApiRound {
    fn of(
        round: Round,
        survey: &crate::survey::definition::Survey,
        course_id: Option<Uuid>,
        (invited, answered): (u64, u64),
    ) -> Self {
        Self {
            id: round.id,
            title: survey.title.read(round.side, ENGLISH).to_owned(),
            survey: survey.key.clone(),
            survey_version: survey.version,
            side: round.side.key().to_owned(),
            privacy: round.privacy.key().to_owned(),
            audience: round.audience.key().to_owned(),
            state: round.state.key().to_owned(),
            opens_at: round.opens_at,
            closes_at: round.closes_at,
            code: round.code,
            course_id,
            invited,
            answered,
        }
    }
}

/// What the form of a round would hold.
fn fields(new: &NewApiRound, program: &Program<'_>) -> FormData {
    let zone = program.programme().zone();
    let local = |at: Timestamp, how: &str| at.to_zoned_datetime(zone.clone()).strftime(how).to_string();
    let mut fields = vec![
        ("survey", new.survey.clone()),
        ("side", new.side.clone()),
        ("privacy", new.privacy.clone()),
        ("audience", new.audience.clone()),
        ("closes", local(new.closes_at, "%Y-%m-%d")),
        ("closes_time", local(new.closes_at, "%H:%M")),
    ];
    if let Some(opens) = new.opens_at {
        fields.extend([("opens", local(opens, "%Y-%m-%d")), ("opens_time", local(opens, "%H:%M"))]);
    }
    fields.extend(new.groups.iter().map(|group| ("groups", group.clone())));
    fields.extend(new.partner_id.map(|partner| ("organisation", partner.to_string())));
    FormData::of(fields)
}

/// Where a field of the form is in what was sent.
fn pointer(field: &str) -> String {
    match field {
        "opens" | "opens_time" => "/opens_at".to_owned(),
        "closes" | "closes_time" => "/closes_at".to_owned(),
        "organisation" | "organisation_name" | "partner" => "/partner_id".to_owned(),
        other => format!("/{other}"),
    }
}

/// A round of the programme that the owner of the token may see. Those of health checks are told with their partnership.
pub(crate) async fn find(program: &Program<'_>, code: &str) -> ApiResult<Round> {
    let runs = program.who.runs_courses();
    let may_see = |round: &Round| round.code == code && (runs || round.state == RoundState::Closed);
    let round = rounds::in_programme(program.db(), program.programme().id, code).await?;
    let round = round.filter(may_see).ok_or_else(ApiProblem::not_found)?;
    match health::partner_of_round(program.db(), round.id).await? {
        Some(_) => Err(ApiProblem::not_found()),
        None => Ok(round),
    }
}

/// Rounds as they are shown: of their answers only how many the published figures are of.
async fn shown(program: &Program<'_>, all: Vec<Round>) -> ApiResult<Vec<ApiRound>> {
    let ids: Vec<Uuid> = all.iter().map(|round| round.id).collect();
    let invited = invitations::counts(program.db(), &ids).await?;
    let own = courses::of_rounds(program.db(), &ids).await?.into_iter();
    let own: HashMap<Uuid, Uuid> =
        own.filter(|(.., purpose)| purpose.is_own()).map(|(course, round, _)| (round, course)).collect();
    let answered = results::all_answered(program.app, &all).await?;
    let show = |(round, answered): (Round, results::Answered)| {
        let invited = invited.get(&round.id).copied().unwrap_or_default();
        let course = own.get(&round.id).copied();
        let people = answered.responses();
        ApiRound::of(round, &answered.survey, course, (invited, people))
    };
    Ok(all.into_iter().zip(answered).map(show).collect())
}
