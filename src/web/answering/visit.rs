//! Who came to answer what: the round behind a code or a personal link, or the page that says why not.

use std::sync::Arc;

use jiff::tz::TimeZone;
use rocket::{
    Request,
    http::{CookieJar, Status},
    request::{FromRequest, Outcome},
};

use super::draft;
use crate::{
    app::App,
    secret::hash,
    store::{
        invitations::{self, Invitation},
        programmes::{self, Programme},
        rounds::{self, Round},
    },
    survey::{
        definition::Survey,
        round::{Privacy, RoundState, notice::NoticeFacts},
    },
    web::{
        error::{Error, Result},
        limits::{Client, GuessLimits},
        notice,
        page::Page,
        view::{
            Frame,
            answering::Sent,
            frame::Site,
            refusal::{Reason, Refusal},
        },
        words,
    },
};

/// Everything needed to find out who came: the parts of the request and of the service.
pub(super) struct Door<'r> {
    app: &'r Arc<App>,
    site: &'r Arc<Site>,
    guesses: &'r GuessLimits,
    client: Client,
    pub cookies: &'r CookieJar<'r>,
}

/// Somebody who may answer a round.
pub(super) struct Visit {
    pub app: Arc<App>,
    pub site: Arc<Site>,
    pub programme: Programme,
    pub round: Round,
    pub survey: Arc<Survey>,
    /// The personal link they came by.
    pub invitation: Option<Invitation>,
    pub language: String,
}

/// A visit, or the page for somebody who cannot answer.
pub(super) enum Found {
    Visit(Box<Visit>),
    Refused(Page),
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Door<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let rocket = request.rocket();
        let (Some(app), Some(site), Some(guesses)) =
            (rocket.state::<Arc<App>>(), rocket.state::<Arc<Site>>(), rocket.state::<GuessLimits>())
        else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        let Outcome::Success(client) = Client::from_request(request).await else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        Outcome::Success(Self { app, site, guesses, client, cookies: request.cookies() })
    }
}

impl Door<'_> {
    /// Somebody with a code who wants to see the form.
    pub(super) async fn open(&self, code: &str) -> Result<Found> {
        self.by_code(code, true).await
    }

    /// Somebody with a code who sends something: a form sent twice is told from a link used twice by its key,
    /// so a used link is not refused here.
    pub(super) async fn answer(&self, code: &str) -> Result<Found> {
        self.by_code(code, false).await
    }

    async fn by_code(&self, code: &str, refuse_used: bool) -> Result<Found> {
        let Some(round) = rounds::by_code(self.app.db.read(), code).await? else {
            return self.unknown();
        };
        let invitation = match draft::remembered_link(self.cookies) {
            Some(token) => {
                self.invitation(&token).await?.filter(|invitation| invitation.round_id == round.id)
            }
            None => None,
        };
        let personal_only = invitation.is_none() && !round.audience.has_open_link();
        let visit = self.visit(round, invitation).await?;
        if personal_only {
            return visit.refused(Reason::PersonalLinkOnly);
        }
        visit.admit(refuse_used).await
    }

    /// Somebody with a personal link; see [`Self::answer`] for `sends`.
    pub(super) async fn personal(&self, token: &str, sends: bool) -> Result<Found> {
        let Some(invitation) = self.invitation(token).await? else {
            return self.unknown();
        };
        let Some(round) = rounds::find(self.app.db.read(), invitation.round_id).await? else {
            return self.unknown();
        };
        self.visit(round, Some(invitation)).await?.admit(!sends).await
    }

    /// Thanks, whatever has become of the round since.
    pub(super) async fn thanks(&self, code: &str) -> Result<Page> {
        let round = rounds::by_code(self.app.db.read(), code).await?.ok_or(Error::NotFound)?;
        let visit = self.visit(round, None).await?;
        let closes = words::day_and_time(visit.round.closes_at, &visit.zone());
        Page::of(&Sent {
            frame: visit.frame(),
            title: visit.title(),
            what_happens: vec![
                "Your answers are safe.".to_owned(),
                format!("The survey closes on {closes}. Then the answers of everybody are put together."),
                format!(
                    "Figures are shown only for groups of {} people or more.",
                    visit.notice_facts().min_group
                ),
            ],
            keep_code: None,
            another: visit.round.audience.has_open_link().then(|| visit.address()),
        })
    }

    async fn invitation(&self, token: &str) -> Result<Option<Invitation>> {
        Ok(invitations::by_token(self.app.db.read(), &hash(token)).await?)
    }

    async fn visit(&self, round: Round, invitation: Option<Invitation>) -> Result<Visit> {
        Ok(Visit {
            app: Arc::clone(self.app),
            site: Arc::clone(self.site),
            programme: programmes::get(self.app.db.read(), round.programme).await?,
            survey: self.app.survey(&round).await?,
            round,
            invitation,
            language: "en".to_owned(),
        })
    }

    fn unknown(&self) -> Result<Found> {
        if !self.guesses.allow(&self.client) {
            return Err(Error::TooMany);
        }
        let frame = Frame::public(Arc::clone(self.site), "en");
        let refusal = Refusal { frame, survey: None, reason: Reason::UnknownCode, organiser: None };
        Ok(Found::Refused(Page::with_status(Status::NotFound, &refusal)?))
    }
}

impl Visit {
    async fn admit(self, refuse_used: bool) -> Result<Found> {
        let now = self.app.clock.now();
        if self.round.state == RoundState::Planned && now < self.round.opens_at {
            let opens = words::day_and_time(self.round.opens_at, &self.zone());
            return self.refused(Reason::NotOpenYet { opens });
        }
        if !self.round.takes_answers(now) {
            let closed = words::day_and_time(self.round.closes_at, &self.zone());
            return self.refused(Reason::Closed { closed });
        }
        if let Some(invitation) = &self.invitation {
            if invitation.used && refuse_used {
                return self.refused(Reason::AlreadySent);
            }
            if invitation.expires_at.time() <= now {
                return self.refused(Reason::LinkExpired);
            }
            if self.has_stopped(invitation).await? {
                return self.refused(Reason::Stopped);
            }
        }
        Ok(Found::Visit(Box::new(self)))
    }

    async fn has_stopped(&self, invitation: &Invitation) -> Result<bool> {
        let db = self.app.db.read();
        let Some(contact) = invitations::contact(db, invitation.contact_id).await? else { return Ok(false) };
        let address = self.app.secret.fingerprint(&contact.email);
        Ok(invitations::is_stopped(db, self.programme.id, &address).await?)
    }

    /// The page that says why there is no form.
    pub(super) fn refused(&self, reason: Reason) -> Result<Found> {
        let status = Status::new(reason.status());
        let contact = &self.programme.settings.contact;
        let refusal = Refusal {
            frame: self.frame(),
            survey: Some(self.title()),
            reason,
            organiser: (!contact.is_empty()).then(|| format!("If you have a question, ask {contact}.")),
        };
        Ok(Found::Refused(Page::with_status(status, &refusal)?))
    }

    pub(super) fn frame(&self) -> Frame {
        Frame::public(Arc::clone(&self.site), &*self.language)
    }

    pub(super) fn title(&self) -> String {
        self.survey.title.read(self.round.side, &self.language).to_owned()
    }

    pub(super) fn zone(&self) -> TimeZone {
        self.programme.settings.zone()
    }

    /// Whether unsent answers are kept by us, under the personal link.
    pub(super) fn keeps_drafts(&self) -> Option<&Invitation> {
        self.invitation.as_ref().filter(|_| self.round.privacy != Privacy::Anonymous)
    }

    pub(super) fn address(&self) -> String {
        rocket::uri!(super::begin(&self.round.code)).to_string()
    }

    fn step_address(&self, step: &str) -> String {
        rocket::uri!(super::step(&self.round.code, step)).to_string()
    }

    pub(super) fn page_address(&self, number: usize) -> String {
        self.step_address(&number.to_string())
    }

    pub(super) fn check_address(&self) -> String {
        self.step_address("check")
    }

    pub(super) fn all_address(&self) -> String {
        self.step_address("all")
    }

    pub(super) fn sent_address(&self) -> String {
        self.step_address("sent")
    }

    /// What is promised about the answers, in two short sentences.
    pub(super) fn promise(&self) -> String {
        self.notice_facts().promise(self.round.privacy)
    }

    /// Everything the privacy notice tells, from what is really set.
    pub(super) fn notice_facts(&self) -> NoticeFacts {
        notice::facts(&self.app, &self.programme, self.round.opens_at, self.invitation.is_some())
    }
}
