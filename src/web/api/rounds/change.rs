//! Moving, closing, cancelling and deleting a round of the whole programme, as its pages do. The rounds of a course follow the
//! schedule of the course.

use jiff::{Timestamp, tz::TimeZone};
use rocket::http::Status;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ApiRound, find, pointer, shown};
use crate::{
    store::{ApiScope, Round, Transaction, round_removal, rounds, traces},
    survey::{RoundState, Window},
    web::{
        Desk, FormProblems, Program, Trainer,
        api::{
            ApiDeleted, ApiProblem, ApiResult, MergePatch, SeenMarks, Shown, merge_patch::merged,
            seen::meanwhile,
        },
        parts::round::{
            change::{COMPARED, JUST_CLOSED, call_off, check, close_now, deleted_with, move_to, plan_again},
            load::LoadedRound,
        },
    },
};

/// Years in which a round can be.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2999;

/// What can be changed of a round.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[schema(as = RoundChange)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApiRoundParts {
    /// When it opens, to the minute; as long as it is planned.
    #[schema(value_type = String, format = DateTime)]
    opens_at: Timestamp,
    /// When it closes, to the minute.
    #[schema(value_type = String, format = DateTime)]
    closes_at: Timestamp,
    /// `closed` to close one that is open, which is for good where it is anonymous; `cancelled` to cancel one that is planned;
    /// `planned` to plan it again. Sent alone.
    state: String,
}

impl ApiRoundParts {
    fn of(round: &Round) -> Self {
        Self { opens_at: round.opens_at, closes_at: round.closes_at, state: round.state.key().to_owned() }
    }
}

/// A round that a program changes.
struct Changing<'a> {
    desk: &'a Desk<'a, Trainer>,
    loaded: LoadedRound,
}

/// Changes the times of a round, closes it early, cancels it or plans it again.
#[utoipa::path(
    patch, path = "/api/v1/programmes/{slug}/rounds/{code}", operation_id = "changeRound", tag = "Rounds",
    request_body(content = ApiRoundParts, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The round as it is now.", body = ApiRound)),
    security(("token" = ["courses:write"]))
)]
#[rocket::patch("/api/v1/programmes/<slug>/rounds/<code>", data = "<sent>")]
pub(crate) async fn change(
    program: Program<'_>,
    slug: &str,
    code: &str,
    seen: SeenMarks,
    sent: MergePatch,
) -> ApiResult<Shown<ApiRound>> {
    program.may(slug, ApiScope::CoursesWrite)?;
    let (patch, desk) = (sent.body()?, Desk::of_program(&program));
    let changing = Changing::begin(&program, &desk, code, &seen).await?;
    let there = ApiRoundParts::of(&changing.loaded.round);
    let new = merged(&there, patch)?;
    if new.state == there.state {
        if new != there {
            Box::pin(changing.move_to(&new)).await?;
        }
    } else if (new.opens_at, new.closes_at) == (there.opens_at, there.closes_at) {
        Box::pin(changing.turn(&new.state)).await?;
    } else {
        return Err(ApiProblem::wrong("/state", "Send a new state on its own."));
    }
    let round = find(&program, code).await?;
    let now = shown(&program, vec![round]).await?.pop();
    Ok(Shown::new(now.ok_or_else(ApiProblem::not_found)?))
}

/// Deletes a round with its list and its emails, as long as nobody has answered.
#[utoipa::path(
    delete, path = "/api/v1/programmes/{slug}/rounds/{code}", operation_id = "deleteRound", tag = "Rounds",
    responses((status = 204, description = "The round was deleted.")),
    security(("token" = ["courses:write"]))
)]
#[rocket::delete("/api/v1/programmes/<slug>/rounds/<code>")]
pub(crate) async fn delete(
    program: Program<'_>,
    slug: &str,
    code: &str,
    seen: SeenMarks,
) -> ApiResult<ApiDeleted> {
    program.may(slug, ApiScope::CoursesWrite)?;
    let desk = Desk::of_program(&program);
    let changing = Changing::begin(&program, &desk, code, &seen).await?;
    let loaded = &changing.loaded;
    if loaded.is_compared {
        return Err(ApiProblem::new(Status::Conflict, "compared", COMPARED));
    }
    if traces::are_left_of(program.db(), loaded.round.id).await? {
        return Err(ApiProblem::new(Status::Conflict, "just_closed", JUST_CLOSED));
    }
    let tx = changing.hold().await?;
    if !round_removal::delete_unanswered(&tx, &[loaded.round.id]).await? {
        let words =
            "People have answered it. It can be deleted with their answers on its page, once it has closed.";
        return Err(ApiProblem::new(Status::Conflict, "answered", words));
    }
    desk.done(tx, &deleted_with(0), loaded.title()).await?;
    Ok(ApiDeleted)
}

impl<'a> Changing<'a> {
    /// The round with this code, which is still as the program saw it.
    async fn begin(
        program: &Program<'_>,
        desk: &'a Desk<'a, Trainer>,
        code: &str,
        seen: &SeenMarks,
    ) -> ApiResult<Self> {
        let round = find(program, code).await?;
        let told = shown(program, vec![round]).await?.pop().ok_or_else(ApiProblem::not_found)?;
        seen.hold(&told)?;
        let loaded = LoadedRound::find(desk, &told.code).await?;
        if loaded.course.is_some() {
            let words = "It belongs to a course and follows its schedule. Change the course.";
            return Err(ApiProblem::new(Status::Conflict, "of_course", words));
        }
        Ok(Self { desk, loaded })
    }

    /// Begins the change itself. Nobody else changes the round until it ends, and nobody has since it was read.
    async fn hold(&self) -> ApiResult<Transaction> {
        let tx = self.desk.making().await?;
        let now = rounds::held(&tx, self.loaded.round.id).await?.ok_or_else(ApiProblem::not_found)?;
        if now == self.loaded.round { Ok(tx) } else { Err(meanwhile()) }
    }

    /// Closes it, cancels it or plans it again.
    async fn turn(&self, state: &str) -> ApiResult<()> {
        let (desk, loaded) = (self.desk, &self.loaded);
        let done = match (loaded.round.state, RoundState::from_key(state)) {
            (RoundState::Open, Some(RoundState::Closed)) => {
                close_now(desk, self.hold().await?, loaded).await?
            }
            (RoundState::Planned, Some(RoundState::Cancelled)) => {
                call_off(desk, self.hold().await?, loaded).await?
            }
            (RoundState::Cancelled, Some(RoundState::Planned)) => {
                plan_again(desk, self.hold().await?, loaded).await?
            }
            (now, _) => {
                let words = format!(
                    "It is {} and can’t become this. An open round can be closed, a planned one cancelled, \
                                     a cancelled one planned again.",
                    now.key()
                );
                return Err(ApiProblem::wrong("/state", words));
            }
        };
        if done {
            return Ok(());
        }
        let words = "It’s too late to make this change.";
        Err(ApiProblem::new(Status::Conflict, "over", words))
    }

    /// Gives it other times.
    async fn move_to(&self, new: &ApiRoundParts) -> ApiResult<()> {
        let (round, now) = (&self.loaded.round, self.desk.now());
        if round.is_over(now) {
            let words = "It has closed or been cancelled, so its dates can’t be changed.";
            return Err(ApiProblem::new(Status::Conflict, "over", words));
        }
        if new.opens_at != round.opens_at && round.state != RoundState::Planned {
            return Err(ApiProblem::wrong("/opens_at", "It has already opened, so this can’t be changed."));
        }
        let mut problems = FormProblems::default();
        for (field, at) in [("opens", new.opens_at), ("closes", new.closes_at)] {
            if !YEARS.contains(&at.to_zoned_datetime(TimeZone::UTC).year()) {
                problems.add(field, "Send a time between the years 2000 and 2999");
            }
        }
        let opens = if new.opens_at == round.opens_at { round.opens_at } else { to_the_minute(new.opens_at) };
        let window = Window { opens, closes: to_the_minute(new.closes_at) };
        check(window, now, &mut problems);
        if !problems.is_empty() {
            return Err(ApiProblem::of_form(&problems, pointer));
        }
        let tx = self.hold().await?;
        if move_to(self.desk, tx, &self.loaded, window).await? { Ok(()) } else { Err(meanwhile()) }
    }
}

/// The minute that a moment is in.
fn to_the_minute(at: Timestamp) -> Timestamp {
    let second = at.as_second();
    Timestamp::from_second(second - second.rem_euclid(60)).unwrap_or(at)
}
