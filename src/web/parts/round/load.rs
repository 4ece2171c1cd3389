//! A round of this programme with all that its pages are made of.

use std::sync::Arc;

use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::{
    app::App,
    results::answered_so_far,
    store::{Course, InvitedRecipient, Round, courses, health, invitations, recipients},
    survey::{ENGLISH, PrivacyMode, Survey, Words, words},
    web::{
        Desk, Error, FormPage, Link, LiveCount, MainPlace, Markup, Note, Result, Seat, Tab, Trail, Trainer,
        TurnoutLine, at,
        parts::{
            privacy_facts, qr,
            round::{above, find},
        },
    },
};

pub(crate) struct LoadedRound {
    pub round: Round,
    /// The course that it asks about; none where it asks the whole programme.
    pub course: Option<Course>,
    /// Whether courses compare their answers with it.
    pub is_compared: bool,
    /// The partner whose health it asks about; none for other rounds.
    pub partner: Option<Uuid>,
    pub survey: Arc<Survey>,
    /// Of the place of the course, or else of the programme.
    pub zone: TimeZone,
}

impl LoadedRound {
    /// The round with this code, if it belongs to the programme.
    pub(crate) async fn find<G: Seat>(desk: &Desk<'_, G>, code: &str) -> Result<Self> {
        let round = find(desk, code).await?;
        let parts = courses::of_rounds(desk.db(), &[round.id]).await?;
        let own = parts.iter().find(|(.., purpose)| purpose.is_own());
        let course = match own {
            Some((course, ..)) => courses::find(desk.db(), *course).await?,
            None => None,
        };
        let zone = courses::zone_of_round(course.as_ref(), desk.programme());
        Ok(Self {
            survey: desk.app.survey(&round).await?,
            zone,
            is_compared: parts.iter().any(|(.., purpose)| !purpose.is_own()),
            partner: health::partner_of_round(desk.db(), round.id).await?,
            round,
            course,
        })
    }

    /// The same of the whole programme: the rounds of a course follow its schedule, and those of a health check each other.
    pub(crate) async fn of_programme(desk: &Desk<'_, Trainer>, code: &str) -> Result<Self> {
        let shown = Self::find(desk, code).await?;
        if shown.course.is_some() || shown.partner.is_some() { Err(Error::NotFound) } else { Ok(shown) }
    }

    /// The same survey of a joint workshop, for the other side at the same time, while anybody can answer it by its code.
    pub(crate) async fn of_other_side<G: Seat>(&self, desk: &Desk<'_, G>) -> Result<Option<Self>> {
        let Some(course) = &self.course else { return Ok(None) };
        let rounds = courses::rounds(desk.db(), course.id).await?;
        let own = rounds.iter().find(|(_, round)| round.id == self.round.id);
        let is_beside = |purpose: courses::RoundPurpose, round: &Round| {
            own.is_some_and(|(own, _)| purpose == *own)
                && round.side != self.round.side
                && round.opens_at == self.round.opens_at
                && round.audience.has_open_link()
                && !round.is_over(desk.now())
        };
        let Some((_, other)) = rounds.iter().find(|(purpose, round)| is_beside(*purpose, round)) else {
            return Ok(None);
        };
        Ok(Some(Self {
            survey: desk.app.survey(other).await?,
            zone: self.zone.clone(),
            is_compared: false,
            partner: self.partner,
            round: other.clone(),
            course: Some(course.clone()),
        }))
    }

    /// Whether one link leads to it and to the survey of the other side.
    pub(crate) async fn has_one_form<G: Seat>(&self, desk: &Desk<'_, G>) -> Result<bool> {
        let Some(course) = &self.course else { return Ok(false) };
        Ok(!courses::with_one_form(desk.db(), &[course.id]).await?.is_empty())
    }

    /// What it asks.
    pub(crate) fn title(&self) -> &str {
        self.survey.title.read(self.round.side, ENGLISH)
    }

    /// Whom to ask about it, and where its sheets of paper go: of the programme, else of the whole site.
    pub(crate) fn contact<G: Seat>(desk: &Desk<'_, G>) -> Option<String> {
        let own = Some(&desk.programme().settings.contact).filter(|contact| !contact.is_empty());
        own.cloned().or_else(|| desk.brand().contact.clone())
    }

    /// Under which of the main places it stands.
    pub(crate) fn place(&self) -> MainPlace {
        if self.course.is_some() { MainPlace::Courses } else { MainPlace::Surveys }
    }

    /// Where one of its pages is.
    pub(crate) fn trail<G: Seat>(&self, desk: &Desk<'_, G>, here: impl Into<String>) -> Trail {
        let mut above = above(desk.programme(), self.course.as_ref());
        above.push(Link::new(self.title(), at::round(desk.slug(), &self.round.code)));
        Trail { above, here: here.into() }
    }

    /// Where a page is that stands below those about its emails.
    pub(crate) fn trail_of_emails<G: Seat>(&self, desk: &Desk<'_, G>, here: impl Into<String>) -> Trail {
        let mut trail = self.trail(desk, here);
        trail.above.push(Link::new("Invitations", at::round_invitations(desk.slug(), &self.round.code)));
        trail
    }

    /// A form about it, without fields yet, that leads back to its page.
    pub(crate) fn form<G: Seat>(
        &self,
        desk: &Desk<'_, G>,
        heading: impl Into<String>,
        here: &str,
    ) -> FormPage {
        desk.form(self.place(), heading)
            .trail(self.trail(desk, here))
            .cancel("Back to the survey", at::round(desk.slug(), &self.round.code))
    }

    /// Whether nobody may know who has answered.
    pub(crate) fn is_anonymous(&self) -> bool {
        self.round.privacy == PrivacyMode::Anonymous
    }

    /// The person of an invitation to it, with whether the invitation would go to them now.
    pub(crate) async fn recipient<G: Seat>(
        &self,
        desk: &Desk<'_, G>,
        invitation: Uuid,
    ) -> Result<InvitedRecipient> {
        let fingerprint = |address: &str| desk.app.secret.fingerprint(address);
        let one = recipients::one(desk.db(), &self.round, invitation, desk.now(), fingerprint).await?;
        one.ok_or(Error::NotFound)
    }

    /// The address of the open link.
    pub(crate) fn address(&self, app: &App) -> String {
        format!("{}{}", app.settings.site_url, at::answer(&self.round.code))
    }

    /// The same as a QR code.
    pub(crate) fn qr(&self, app: &App) -> Result<Markup> {
        self.qr_in(app, ENGLISH)
    }

    /// A QR code that leads to the form in a language; in English to the form in whatever its reader asks for.
    pub(crate) fn qr_in(&self, app: &App, language: &str) -> Result<Markup> {
        let chosen = (language != ENGLISH).then_some(language);
        let address = at::query(self.address(app), &[("lang", &chosen)]);
        qr::svg(&address, "QR code of the address beside it")
    }

    /// What people are promised, in two short sentences.
    pub(crate) fn promise<G: Seat>(&self, desk: &Desk<'_, G>, words: &Words) -> String {
        privacy_facts::facts(desk.app, desk.programme(), self.round.opens_at, false)
            .promise(self.round.privacy, words)
    }

    /// The language that an address names, where its form is offered in it; else English.
    pub(crate) fn language<'a, G: Seat>(&'a self, desk: &'a Desk<'_, G>, asked: Option<&str>) -> &'a str {
        let mut offered = desk.programme().settings.offered(&self.survey);
        offered.find(|language| Some(*language) == asked).unwrap_or(ENGLISH)
    }

    /// A page in every language that the form is offered in, each at its address; empty where that is one alone.
    pub(crate) fn in_languages<G: Seat>(
        &self,
        desk: &Desk<'_, G>,
        here: &str,
        address: impl Fn(&str) -> String,
    ) -> Vec<Tab> {
        let tab = |language: &str| Tab {
            label: words::english_name_of(language),
            href: (language != here).then(|| address(language)),
        };
        let tabs: Vec<Tab> = desk.programme().settings.offered(&self.survey).map(tab).collect();
        if tabs.len() > 1 { tabs } else { Vec::new() }
    }

    /// How many have answered, of how many.
    pub(crate) async fn turnout<G: Seat>(&self, desk: &Desk<'_, G>) -> Result<TurnoutLine> {
        let answered = answered_so_far(desk.app, &self.round).await?;
        let invited = invitations::counts(desk.db(), &[self.round.id]).await?;
        Ok(TurnoutLine { answered, invited: invited.get(&self.round.id).copied().unwrap_or_default() })
    }

    /// The count that a page keeps up to date, while more can answer.
    pub(crate) fn live<G: Seat>(&self, desk: &Desk<'_, G>, turnout: TurnoutLine) -> Option<LiveCount> {
        let address = at::round_count(desk.slug(), &self.round.code);
        self.round.takes_answers(desk.now()).then(|| LiveCount { said: turnout.so_far(), address })
    }

    /// Why there are no paper sheets of it.
    pub(crate) fn why_no_paper(&self) -> Option<&'static str> {
        (!self.round.audience.has_open_link()).then_some(
            "Only people with a personal link can answer this survey. Paper sheets have no link, so nobody \
             could check that their writer was invited, or hasn’t already answered, without knowing who they \
             are.",
        )
    }

    /// A page that says why something cannot be done with it.
    pub(crate) fn note<G: Seat>(&self, desk: &Desk<'_, G>, here: &str, heading: &str, why: &str) -> Note {
        Note {
            frame: desk.frame(self.place()),
            trail: self.trail(desk, here),
            heading: heading.to_owned(),
            paragraphs: vec![why.to_owned()],
            ways: vec![Link::new("Back to the survey", at::round(desk.slug(), &self.round.code))],
        }
    }
}
