//! Surveys: those of the programme, and the ready-made ones. Changing a draft is in `surveys/change.rs`.

pub(crate) mod change;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::{ApiScope, CustomSurvey, custom_surveys},
    survey::{ENGLISH, Survey, templates},
    system::secret::hash_bytes,
    web::{
        Desk, Program,
        api::{
            ApiFieldError, ApiPage, ApiProblem, ApiResult, JsonBody, Paged, Paging, Shown,
            once::{self, Begun, MadeOnce},
        },
        at,
        parts::survey::{NAME, reasons},
    },
};

/// A survey.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Survey)]
pub(crate) struct ApiSurvey {
    /// Its key, by which rounds and files name it.
    key: String,
    /// Its title.
    title: String,
    /// Who can be asked: `library`, `partner`.
    sides: Vec<String>,
    /// Whether it comes with the service.
    ready_made: bool,
    /// The newest version that was published; 0 for a draft.
    published_version: u32,
    /// The languages it is written in.
    languages: Vec<String>,
}

/// A survey with all its questions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SurveyInFull)]
pub(crate) struct ApiSurveyInFull {
    #[serde(flatten)]
    survey: ApiSurvey,
    /// The file of the survey; of one of the programme’s own the draft.
    #[schema(value_type = Object)]
    definition: serde_json::Value,
}

/// A survey file as it is sent: what is in it is for the survey to say.
type SurveyFile = serde_json::Map<String, serde_json::Value>;

/// One survey of either origin.
struct Known {
    survey: Survey,
    /// None for a ready-made one.
    published: Option<i32>,
}

impl From<CustomSurvey> for Known {
    fn from(own: CustomSurvey) -> Self {
        Self { survey: own.draft, published: Some(own.published) }
    }
}

impl From<&Survey> for Known {
    fn from(template: &Survey) -> Self {
        Self { survey: template.clone(), published: None }
    }
}

impl Known {
    fn shown(&self) -> ApiSurvey {
        let survey = &self.survey;
        let side = survey.sides.first().copied().unwrap_or(crate::survey::round::Side::Partner);
        ApiSurvey {
            key: survey.key.clone(),
            title: survey.title.read(side, ENGLISH).to_owned(),
            sides: survey.sides.iter().map(|side| side.key().to_owned()).collect(),
            ready_made: self.published.is_none(),
            published_version: self
                .published
                .map_or(survey.version, |version| u32::try_from(version).unwrap_or_default()),
            languages: survey.languages().map(str::to_owned).collect(),
        }
    }
}

impl Known {
    fn in_full(&self) -> ApiResult<ApiSurveyInFull> {
        Ok(ApiSurveyInFull { survey: self.shown(), definition: custom_surveys::json(&self.survey)? })
    }
}

/// The survey in a file that was sent.
fn read(sent: &JsonBody<SurveyFile>) -> ApiResult<Survey> {
    let text = serde_json::Value::Object(sent.body()?.clone()).to_string();
    let wrong = |detail: String| ApiFieldError::new("", "invalid", detail);
    let reasons = |error| ApiProblem::invalid(reasons(&error).into_iter().map(wrong).collect());
    Survey::parse(NAME, &text).map_err(reasons)
}

/// What a ready-made survey stands under in lists: made from its key, for it has no id.
fn place(survey: &Survey) -> Uuid {
    let hash = hash_bytes(survey.key.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    Uuid::from_bytes(bytes)
}

/// The surveys that can be used. Managers get 403 `role`.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/surveys", operation_id = "listSurveys", tag = "Surveys",
    responses((status = 200, description = "A page of surveys.", body = Paged<ApiSurvey>)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/surveys")]
pub(crate) async fn index(program: Program<'_>, slug: &str, paging: Paging) -> ApiPage<ApiSurvey> {
    program.may_as_trainer(slug, ApiScope::FiguresRead)?;
    let own = custom_surveys::next_by_id(program.db(), program.programme().id, paging.wanted()).await?;
    let own = own.into_iter().map(|own| (own.id, Known::from(own)));
    let templates = templates::all().iter().map(|survey| (place(survey), Known::from(survey)));
    let both = paging.cut(own.chain(templates).collect(), |(place, _)| *place);
    Ok(paging.page(&program, both, |(place, _)| *place, |(_, known)| known.shown()))
}

/// A survey with all its questions. Managers get 403 `role`.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/surveys/{key}", operation_id = "getSurvey", tag = "Surveys",
    responses((status = 200, description = "The survey.", body = ApiSurveyInFull)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/surveys/<key>")]
pub(crate) async fn show(program: Program<'_>, slug: &str, key: &str) -> ApiResult<Shown<ApiSurveyInFull>> {
    program.may_as_trainer(slug, ApiScope::FiguresRead)?;
    let own = custom_surveys::find(program.db(), program.programme().id, key).await?.map(Known::from);
    let found = own.or_else(|| templates::find(key).map(Known::from)).ok_or_else(ApiProblem::not_found)?;
    Ok(Shown::new(found.in_full()?))
}

/// Creates a draft from a survey file. Nobody is asked before somebody publishes and uses it.
#[utoipa::path(
    post, path = "/api/v1/programmes/{slug}/surveys", operation_id = "draftSurvey", tag = "Surveys",
    request_body(content = serde_json::Value, description = "A survey file, as getSurvey returns it under \
                                                             `definition`."),
    responses((status = 201, description = "The draft was created; its key comes from its title.", body = ApiSurvey)),
    security(("token" = ["surveys:write"]))
)]
#[rocket::post("/api/v1/programmes/<slug>/surveys", data = "<sent>")]
pub(crate) async fn create(
    program: Program<'_>,
    slug: &str,
    sent: JsonBody<SurveyFile>,
) -> ApiResult<MadeOnce> {
    program.may(slug, ApiScope::SurveysWrite)?;
    let survey = read(&sent)?;
    let desk = Desk::of_program(&program);
    let tx = match once::begin(&program, &desk, &sent).await? {
        Begun::Now(tx) => tx,
        Begun::Before(made) => return Ok(made),
    };
    let new = (program.programme().id, Uuid::new_v4());
    let survey = custom_surveys::begin(&tx, new, survey, program.now()).await?;
    let shown = Known { survey, published: Some(0) }.shown();
    let (location, title) = (at::api_survey(slug, &shown.key), shown.title.clone());
    let made = once::keep(&tx, &program, &sent, location, &shown).await?;
    desk.done(tx, "created the survey from a file", &title).await?;
    Ok(made)
}
