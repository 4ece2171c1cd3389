//! A round of this programme with all that its pages are made of.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::{
    app::App,
    store::{
        courses::{self, Course},
        rounds::{self, Round},
    },
    survey::{definition::Survey, text::ENGLISH, words},
    web::{
        at,
        http::{
            error::{Error, Result},
            guard::Member,
        },
        parts::{
            frame::Site,
            nav::{self, Place},
            note::Note,
            piece::{Link, Trail},
            privacy_facts,
        },
    },
};

/// A round, its course and its survey.
pub(crate) struct Shown {
    pub round: Round,
    pub course: Option<Course>,
    pub survey: Arc<Survey>,
    /// Of the place of the course, or else of the programme.
    pub zone: TimeZone,
}

/// The address of the open link.
pub(crate) fn address(app: &App, round: &Round) -> String {
    format!("{}{}", app.settings.site_url, at::answer(&round.code))
}

impl Shown {
    /// The round with this code, if it belongs to the programme.
    pub(crate) async fn find(app: &App, who: &Member, code: &str) -> Result<Self> {
        let db = app.db.read();
        let round = rounds::by_code(db, code).await?;
        let round = round.filter(|round| round.programme == who.programme.id).ok_or(Error::NotFound)?;
        let course = courses::of_round(db, round.id).await?;
        let zone = course.as_ref().and_then(|course| TimeZone::get(&course.time_zone).ok());
        Ok(Self {
            survey: app.survey(&round).await?,
            zone: zone.unwrap_or_else(|| who.programme.settings.zone()),
            round,
            course,
        })
    }

    pub(crate) fn address(&self, app: &App) -> String {
        address(app, &self.round)
    }

    /// What people are promised, in two short sentences.
    pub(crate) fn promise(&self, app: &App, who: &Member) -> String {
        privacy_facts::facts(app, &who.programme, self.round.opens_at, false)
            .promise(self.round.privacy, words::of(ENGLISH))
    }

    /// Why there are no paper sheets of it.
    pub(crate) fn why_no_paper(&self) -> Option<&'static str> {
        (!self.round.audience.has_open_link()).then_some(
            "Only people with a personal link can answer this survey. A sheet of paper has no link: nobody could see \
             that its writer was invited, or keep them from answering twice, without knowing who wrote it.",
        )
    }

    /// A page that says why something cannot be done with it.
    pub(crate) fn note(&self, who: &Member, site: &Arc<Site>, here: &str, heading: &str, why: &str) -> Note {
        let slug = &who.programme.slug;
        Note {
            frame: nav::frame(who, site, Place::Courses),
            trail: Trail {
                above: crate::web::rounds::above(&who.programme, self.course.as_ref()),
                here: here.to_owned(),
            },
            heading: heading.to_owned(),
            paragraphs: vec![why.to_owned()],
            ways: vec![Link::new("Back to the survey", at::round(slug, &self.round.code))],
        }
    }
}
