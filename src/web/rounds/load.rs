//! A round of this programme with all that its pages are made of.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::{
    app::App,
    results::answered_so_far,
    store::{
        courses::{self, Course},
        invitations,
        rounds::{self, Round},
    },
    survey::{definition::Survey, text::ENGLISH, words},
    web::{
        at,
        http::{
            desk::{Desk, Seat},
            error::{Error, Result},
        },
        parts::{
            nav::Place,
            note::Note,
            piece::{Link, Live, Markup, Trail},
            privacy_facts, qr,
            turnout::Turnout,
        },
        rounds::above,
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

impl Shown {
    /// The round with this code, if it belongs to the programme.
    pub(crate) async fn find<G: Seat>(desk: &Desk<'_, G>, code: &str) -> Result<Self> {
        let round = rounds::by_code(desk.db(), code).await?;
        let round = round.filter(|round| round.programme == desk.programme().id).ok_or(Error::NotFound)?;
        let course = courses::of_round(desk.db(), round.id).await?;
        let zone = course.as_ref().and_then(|course| TimeZone::get(&course.time_zone).ok());
        Ok(Self {
            survey: desk.app.survey(&round).await?,
            zone: zone.unwrap_or_else(|| desk.zone()),
            round,
            course,
        })
    }

    /// The address of the open link.
    pub(crate) fn address(&self, app: &App) -> String {
        format!("{}{}", app.settings.site_url, at::answer(&self.round.code))
    }

    /// The same as a QR code.
    pub(crate) fn qr(&self, app: &App) -> Result<Markup> {
        qr::svg(&self.address(app), "QR code of the address beside it")
    }

    /// What people are promised, in two short sentences.
    pub(crate) fn promise<G: Seat>(&self, desk: &Desk<'_, G>) -> String {
        privacy_facts::facts(desk.app, desk.programme(), self.round.opens_at, false)
            .promise(self.round.privacy, words::of(ENGLISH))
    }

    /// How many have answered, of how many.
    pub(crate) async fn turnout<G: Seat>(&self, desk: &Desk<'_, G>) -> Result<Turnout> {
        let answered = answered_so_far(desk.app, &self.round).await?;
        Ok(Turnout { answered, invited: invitations::count(desk.db(), self.round.id).await?.0 })
    }

    /// The count that a page keeps up to date, while more can answer.
    pub(crate) fn live<G: Seat>(&self, desk: &Desk<'_, G>, turnout: Turnout) -> Option<Live> {
        let address = at::round_count(desk.slug(), &self.round.code);
        self.round.takes_answers(desk.now()).then(|| Live { said: turnout.so_far(), address })
    }

    /// Why there are no paper sheets of it.
    pub(crate) fn why_no_paper(&self) -> Option<&'static str> {
        (!self.round.audience.has_open_link()).then_some(
            "Only people with a personal link can answer this survey. A sheet of paper has no link: nobody could see \
             that its writer was invited, or keep them from answering twice, without knowing who wrote it.",
        )
    }

    /// A page that says why something cannot be done with it.
    pub(crate) fn note<G: Seat>(&self, desk: &Desk<'_, G>, here: &str, heading: &str, why: &str) -> Note {
        Note {
            frame: desk.frame(Place::Courses),
            trail: Trail { above: above(desk.programme(), self.course.as_ref()), here: here.to_owned() },
            heading: heading.to_owned(),
            paragraphs: vec![why.to_owned()],
            ways: vec![Link::new("Back to the survey", at::round(desk.slug(), &self.round.code))],
        }
    }
}
