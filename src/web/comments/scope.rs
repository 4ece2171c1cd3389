//! Which comments a page is about: those of a course, or of one round.

use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{Programme, Round, courses, health, rounds},
    survey::{ENGLISH, RoundState, Side},
    web::{
        Desk, Error, Link, Result, Trail, Trainer, at,
        parts::{
            course,
            round::{self, above},
        },
    },
};

/// Some closed rounds whose comments are read together.
pub(crate) struct Scope {
    /// The course or the survey.
    pub title: String,
    /// The programme's part of addresses.
    pub slug: String,
    pub address: String,
    pub trail: Trail,
    /// The closed ones, in their order.
    pub rounds: Vec<Round>,
    /// Names that everybody here knows.
    pub known: Vec<String>,
    /// Whether some round still takes answers.
    pub has_open: bool,
    /// The summary that may quote them, while it is not written.
    pub summary: Option<(Timestamp, TimeZone)>,
    /// What to do when a comment may mean that somebody is harmed.
    pub when_harmed: Vec<String>,
    /// The course, where it is one.
    pub course: Option<Uuid>,
}

impl Scope {
    pub(crate) async fn of_course(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Self> {
        let (slug, programme) = (desk.slug(), desk.programme());
        let course = course::find(desk, id).await?;
        let all: Vec<Round> =
            courses::rounds(desk.db(), id).await?.into_iter().map(|(_, round)| round).collect();
        let zone = course.zone(programme);
        let mut known = programme.known_names();
        known.extend([course.title.clone(), course.place.clone()]);
        Ok(Self {
            address: at::course_comments(slug, id),
            trail: Trail { above: course::above(slug, &course), here: "Comments".to_owned() },
            when_harmed: when_harmed(programme),
            has_open: all.iter().any(is_under_way),
            rounds: closed(all),
            known,
            summary: course
                .frozen_at
                .is_none()
                .then(|| (programme.settings.hours_in(zone.clone()).leaves(course.summary_at), zone)),
            title: course.title,
            slug: slug.to_owned(),
            course: Some(id),
        })
    }

    pub(crate) async fn of_round(desk: &Desk<'_, Trainer>, code: &str) -> Result<Self> {
        let (slug, programme) = (desk.slug(), desk.programme());
        let round = round::find(desk, code).await?;
        Error::not_found_unless(!health::sealed(desk.db(), &[round.id]).await?.contains(&round.id))?;
        let title = desk.app.survey(&round).await?.title.read(round.side, ENGLISH).to_owned();
        let course = courses::of_round(desk.db(), round.id).await?;
        let mut above = above(programme, course.as_ref());
        let mut known = programme.known_names();
        known.extend(course.into_iter().flat_map(|course| [course.title, course.place]));
        above.push(Link::new(&title, at::round(slug, &round.code)));
        Ok(Self {
            address: at::round_comments(slug, &round.code),
            trail: Trail { above, here: "Comments".to_owned() },
            when_harmed: when_harmed(programme),
            has_open: is_under_way(&round),
            known,
            summary: None,
            course: None,
            rounds: closed(vec![round]),
            title,
            slug: slug.to_owned(),
        })
    }

    /// The course where the reader came from it, otherwise the round of a comment.
    pub(crate) async fn of_comment(
        desk: &Desk<'_, Trainer>,
        round: Uuid,
        course: Option<Uuid>,
    ) -> Result<Self> {
        let scope = if let Some(course) = course {
            Self::of_course(desk, course).await?
        } else {
            let round = rounds::find(desk.db(), round).await?.ok_or(Error::NotFound)?;
            Self::of_round(desk, &round.code).await?
        };
        Error::not_found_unless(scope.round(round).is_some())?;
        Ok(scope)
    }

    pub(crate) fn ids(&self) -> Vec<Uuid> {
        self.rounds.iter().map(|round| round.id).collect()
    }

    /// The ids of its rounds that asked this side, or of all where the key is no side's.
    pub(crate) fn on_side(&self, key: &str) -> Vec<Uuid> {
        let side = Side::from_key(key);
        let asked = self.rounds.iter().filter(|round| side.is_none_or(|side| round.side == side));
        asked.map(|round| round.id).collect()
    }

    /// The sides that its rounds asked.
    pub(crate) fn sides(&self) -> Vec<Side> {
        let asked = |side: &Side| self.rounds.iter().any(|round| round.side == *side);
        Side::ALL.into_iter().filter(asked).collect()
    }

    pub(crate) fn round(&self, id: Uuid) -> Option<&Round> {
        self.rounds.iter().find(|round| round.id == id)
    }

    /// Names that are no secret, as the marking of words takes them.
    pub(crate) fn known(&self) -> Vec<&str> {
        self.known.iter().map(String::as_str).collect()
    }
}

fn when_harmed(programme: &Programme) -> Vec<String> {
    let settings = &programme.settings;
    let mut told = vec![settings.when_harmed()];
    if settings.safeguarding_lead.is_empty() && settings.safeguarding_reach.is_empty() {
        told.push("An administrator can name your safeguarding lead in the settings.".to_owned());
    }
    told
}

fn is_under_way(round: &Round) -> bool {
    matches!(round.state, RoundState::Planned | RoundState::Open)
}

fn closed(mut rounds: Vec<Round>) -> Vec<Round> {
    rounds.retain(|round| round.state == RoundState::Closed);
    rounds
}
