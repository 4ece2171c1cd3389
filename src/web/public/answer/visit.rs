//! Who came to answer what: the round behind a code or a personal link, or the page that says why not.

use std::{sync::Arc, time::Duration};

use jiff::{Timestamp, tz::TimeZone};
use rocket::{
    Request,
    http::{Cookie, CookieJar, SameSite},
    request::{FromRequest, Outcome},
    time::OffsetDateTime,
};
use tokio::time::timeout;

use crate::{
    app::{App, KnownRound},
    store::{
        Invitation, Programme, ProgrammeSettings, Round, StoreError, boards, courses, invitations,
        programmes, rounds, unsubscribes,
    },
    survey::{
        Answers, PrivacyMode, RoundState, Side, Survey, Words,
        checklist::Checklist,
        round::notice::{NoticeFacts, in_their_language},
        words,
    },
    system::secret::hash,
    web::{
        Error, Frame, Reading, Result, Visitor, at,
        http::site::Site,
        parts::privacy_facts,
        public::answer::{
            refusal::{NoForm, Reason},
            remembered,
        },
    },
};

/// How long the round is waited for.
const READ_WITHIN: Duration = Duration::from_secs(5);

/// Where somebody comes in with a code or a personal link.
pub(crate) struct Door<'r> {
    visitor: Visitor<'r>,
}

/// Somebody who may answer a round.
pub(crate) struct Visit<'r> {
    pub app: &'r Arc<App>,
    pub site: &'r Arc<Site>,
    pub cookies: &'r CookieJar<'r>,
    pub programme: Arc<Programme>,
    pub round: Arc<Round>,
    pub survey: Arc<Survey>,
    /// What their answers are checked by.
    pub checklist: Arc<Checklist>,
    /// The personal link they came by.
    pub invitation: Option<Invitation>,
    /// The code of the round of the other side, where one link leads to both.
    beside: Option<Arc<str>>,
    /// The language it is read in, one of the survey's.
    pub language: String,
    /// The path of the page that they asked for.
    path: &'r str,
    /// Whether the language was chosen by the address, which then stays so: not every browser keeps cookies.
    chosen: bool,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Door<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        Visitor::own(request).map(|visitor| Self { visitor })
    }
}

/// Each way in gives a visit, or as the error the page for somebody who cannot answer.
impl<'r> Door<'r> {
    /// Somebody with a code who wants to see the form.
    pub(crate) async fn open(&self, code: &str) -> Result<Visit<'r>> {
        self.by_code(code, true).await
    }

    /// Somebody with a code who sends something: a form sent twice is told from a link used twice by its key,
    /// so a used link is not refused here.
    pub(crate) async fn answer(&self, code: &str) -> Result<Visit<'r>> {
        self.by_code(code, false).await
    }

    /// Refuses a network that guessed too many codes, so that it does not learn of a right one either; whoever is in the
    /// middle of this form goes on.
    fn not_shut(&self) -> Result<()> {
        if self.visitor.is_shut() && !remembered::has_begun(self.visitor.cookies) {
            return Err(Error::TooMany);
        }
        Ok(())
    }

    async fn by_code(&self, code: &str, refuse_used: bool) -> Result<Visit<'r>> {
        self.not_shut()?;
        let Visitor { app, cookies, .. } = self.visitor;
        if let Some(visit) = self.known(app.rounds.fresh(code, app.clock.now())).await? {
            return Ok(visit);
        }
        let read = timeout(READ_WITHIN, rounds::by_code(app.db.read(), code)).await;
        let round = match read.unwrap_or(Err(StoreError::Busy)) {
            Err(error) if error.may_pass() => {
                return self.known(app.rounds.last(code)).await?.ok_or_else(|| error.into());
            }
            read => read?,
        };
        let Some(round) = round else { return Err(self.elsewhere(code).await?) };
        let invitation = match remembered::link(cookies) {
            Some(token) => {
                self.invitation(&token).await?.filter(|invitation| invitation.round_id == round.id)
            }
            None => None,
        };
        let personal_only = invitation.is_none() && !round.audience.has_open_link();
        let beside = courses::by_the_same_link(app.db.read(), &round).await?;
        let mut visit = self.visit(round, invitation).await?;
        visit.beside = beside.map(|round| round.code.into());
        if personal_only {
            return Err(visit.refused(Reason::PersonalLinkOnly));
        }
        let known = (Arc::clone(&visit.round), Arc::clone(&visit.programme), visit.beside.clone());
        app.rounds.hold(code.to_owned(), known, app.clock.now());
        let answered = visit.invitation.as_ref().is_some_and(|link| remembered::has_answered(cookies, link));
        if refuse_used && answered {
            return Err(visit.refused(Reason::AlreadySent));
        }
        visit.admit(refuse_used).await
    }

    /// Somebody without a personal link who comes to a round that somebody came to a moment ago, and that takes answers.
    async fn known(&self, known: Option<KnownRound>) -> Result<Option<Visit<'r>>> {
        let Some((round, programme, beside)) = known else { return Ok(None) };
        let now = self.visitor.app.clock.now();
        let is_open =
            round.state == RoundState::Open && round.takes_answers(now) && round.audience.has_open_link();
        if !is_open || remembered::link(self.visitor.cookies).is_some() {
            return Ok(None);
        }
        let mut visit = self.visit_of(round, programme, None).await?;
        visit.beside = beside;
        Ok(Some(visit))
    }

    /// Somebody with a personal link; see [`Self::answer`] for `sends`.
    pub(crate) async fn personal(&self, token: &str, sends: bool) -> Result<Visit<'r>> {
        let invitation = self.invitation(token).await?.ok_or_else(|| self.unknown())?;
        let round = rounds::find(self.visitor.app.db.read(), invitation.round_id).await?;
        let round = round.ok_or_else(|| self.unknown())?;
        self.visit(round, Some(invitation)).await?.admit(!sends).await
    }

    /// Whoever comes, whatever has become of the round since: for pages that show and take no answers.
    pub(crate) async fn whoever(&self, code: &str) -> Result<Visit<'r>> {
        self.not_shut()?;
        let round = rounds::by_code(self.visitor.app.db.read(), code).await?;
        self.visit(round.ok_or_else(|| self.visitor.unknown(|| Error::NotFound))?, None).await
    }

    /// Whoever comes back after answering, with the personal link that their browser remembers.
    pub(super) async fn after(&self, code: &str) -> Result<Visit<'r>> {
        let mut visit = self.whoever(code).await?;
        if let Some(token) = remembered::link(visit.cookies) {
            let round = visit.round.id;
            visit.invitation = self.invitation(&token).await?.filter(|link| link.round_id == round);
        }
        Ok(visit)
    }

    async fn invitation(&self, token: &str) -> Result<Option<Invitation>> {
        Ok(invitations::by_token(self.visitor.app.db.read(), &hash(token)).await?)
    }

    async fn visit(&self, round: Round, invitation: Option<Invitation>) -> Result<Visit<'r>> {
        let programme = programmes::get(self.visitor.app.db.read(), round.programme).await?;
        self.visit_of(Arc::new(round), Arc::new(programme), invitation).await
    }

    async fn visit_of(
        &self,
        round: Arc<Round>,
        programme: Arc<Programme>,
        invitation: Option<Invitation>,
    ) -> Result<Visit<'r>> {
        let Visitor { app, site, cookies, path, .. } = self.visitor;
        let checklist = app.checklist(&round).await?;
        let survey = Arc::clone(checklist.survey());
        let language = language_of(&self.visitor, &survey, &programme.settings);
        let visit = Visit {
            app,
            site,
            cookies,
            programme,
            chosen: self.visitor.asked_language.as_deref() == Some(&*language),
            language,
            path,
            survey,
            checklist,
            round,
            invitation,
            beside: None,
        };
        if visit.chosen {
            visit.remember_language();
        }
        Ok(visit)
    }

    /// The way to the workshop board with a code that is no survey’s: both are entered at the same place.
    async fn elsewhere(&self, code: &str) -> Result<Error> {
        let board = boards::by_code(self.visitor.app.db.read(), code).await?;
        let is_there = board.is_some_and(|board| board.state != boards::BoardState::Draft);
        Ok(if is_there { Error::Elsewhere(at::board(code)) } else { self.unknown() })
    }

    fn unknown(&self) -> Error {
        self.visitor.unknown(|| {
            let frame = self.visitor.frame_in_their_language();
            let organiser = frame.brand.contact.as_deref().map(frame.words().refused.organiser);
            NoForm { frame, survey: None, reason: Reason::UnknownCode, organiser }.into()
        })
    }
}

impl Visit<'_> {
    async fn admit(self, refuse_used: bool) -> Result<Self> {
        let now = self.app.clock.now();
        if self.round.state == RoundState::Planned && now < self.round.opens_at {
            let opens = self.time(self.round.opens_at);
            return Err(self.refused(Reason::NotOpenYet { opens }));
        }
        if !self.round.takes_answers(now) {
            let closed = self.time(self.round.closes_at);
            return Err(self.refused(Reason::Closed { closed }));
        }
        if let Some(invitation) = &self.invitation {
            let used = invitation.used || self.app.writer.has_spent(self.round.id, invitation.id);
            if used && refuse_used {
                return Err(self.refused(Reason::AlreadySent));
            }
            if invitation.expires_at <= now {
                return Err(self.refused(Reason::LinkExpired));
            }
            if self.has_stopped(invitation).await? {
                return Err(self.refused(Reason::Stopped));
            }
        }
        Ok(self)
    }

    async fn has_stopped(&self, invitation: &Invitation) -> Result<bool> {
        let contact = invitations::contact(self.app.db.read(), invitation.contact_id).await?;
        match contact {
            Some(contact) => self.is_stopped(&contact.email).await,
            None => Ok(false),
        }
    }

    async fn is_stopped(&self, email: &str) -> Result<bool> {
        let (db, secret) = (self.app.db.read(), &self.app.secret);
        Ok(unsubscribes::has_stopped(db, secret, self.programme.id, email).await?)
    }

    /// The link by which somebody answered who can be told of the results: their round knows them, and they may be
    /// written to.
    pub(super) async fn whom_to_tell(&self) -> Result<Option<&Invitation>> {
        let Some(invitation) = self.keeps_drafts().filter(|link| link.used) else { return Ok(None) };
        let contact = invitations::contact(self.app.db.read(), invitation.contact_id).await?;
        match contact.filter(|contact| !contact.email.is_empty()) {
            Some(contact) if !self.is_stopped(&contact.email).await? => Ok(Some(invitation)),
            _ => Ok(None),
        }
    }

    /// The page that says why there is no form.
    pub(crate) fn refused(&self, reason: Reason) -> Error {
        let organiser = self.contact().map(|contact| (self.words().refused.organiser)(&contact));
        NoForm { frame: self.frame(), survey: Some(self.title()), reason, organiser }.into()
    }

    /// Whom to ask about the survey: of the programme, else of the whole site.
    pub(crate) fn contact(&self) -> Option<String> {
        let own = Some(&self.programme.settings.contact).filter(|contact| !contact.is_empty());
        own.cloned().or_else(|| self.site.brand.now().contact.clone())
    }

    /// Top and foot of the page that was asked for.
    pub(crate) fn frame(&self) -> Frame {
        self.frame_at(self.path)
    }

    /// Top and foot of the page at a path, where a form leads to it by another one.
    pub(crate) fn frame_at(&self, path: &str) -> Frame {
        let frame = Frame::public(Arc::clone(self.site), &*self.language);
        frame.offering(self.programme.settings.offered(&self.survey), path)
    }

    pub(crate) fn title(&self) -> String {
        self.survey.title.read(self.round.side, &self.language).to_owned()
    }

    pub(crate) fn zone(&self) -> TimeZone {
        self.programme.zone()
    }

    /// Whether unsent answers are kept by us, under the personal link.
    pub(crate) fn keeps_drafts(&self) -> Option<&Invitation> {
        self.invitation.as_ref().filter(|_| self.round.privacy != PrivacyMode::Anonymous)
    }

    /// The survey as this person reads it, after these answers and with the options in an order that belongs to a key.
    pub(crate) fn reading<'a>(&'a self, so_far: &'a Answers, key: &'a str) -> Reading<'a> {
        let (so_far, order) = (Some(so_far), Some(key));
        Reading { so_far, order, ..Reading::of(&self.survey, self.round.side, &self.language) }
    }

    /// The fixed words in the language of the visit.
    pub(crate) fn words(&self) -> &'static Words {
        words::of(&self.language)
    }

    /// “Friday 29 May, 17:00”
    pub(crate) fn time(&self, at: Timestamp) -> String {
        self.words().day_and_time(&at.to_zoned_datetime(self.zone()))
    }

    /// The path that cookies of this round are kept under, whatever the language.
    pub(crate) fn path(&self) -> String {
        at::answer(&self.round.code)
    }

    /// A cookie of this round that ends with the browser. Unless told so, Rocket has private ones last a week.
    pub(super) fn cookie(&self, name: &'static str, value: String) -> Cookie<'static> {
        Cookie::build((name, value))
            .expires(None::<OffsetDateTime>)
            .path(self.path())
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.app.settings.site_url.starts_with("https:"))
            .build()
    }

    /// Remembers the language chosen for this round.
    fn remember_language(&self) {
        self.cookies.add_private(self.cookie(remembered::LANGUAGE, self.language.clone()));
    }

    pub(crate) fn address(&self) -> String {
        self.in_language(self.path())
    }

    /// An address that keeps the language, where it was chosen by one.
    fn in_language(&self, address: String) -> String {
        at::query(address, &[("lang", &self.chosen.then_some(&*self.language))])
    }

    /// Where the start page of a side is: its own, and that of the other where one link leads to both.
    pub(crate) fn side_address(&self, side: Side) -> Option<String> {
        let code = if side == self.round.side { &*self.round.code } else { self.beside.as_deref()? };
        let language = self.chosen.then_some(&*self.language);
        Some(at::query(at::answer(code), &[("side", &Some(side.key())), ("lang", &language)]))
    }

    pub(crate) fn page_address(&self, number: usize) -> String {
        self.in_language(at::answer_page(&self.round.code, number))
    }

    pub(crate) fn check_address(&self) -> String {
        self.in_language(at::answer_check(&self.round.code))
    }

    pub(crate) fn all_address(&self) -> String {
        self.in_language(at::answer_all(&self.round.code))
    }

    pub(crate) fn saved_address(&self) -> String {
        self.in_language(at::answer_saved(&self.round.code))
    }

    pub(crate) fn cleared_address(&self) -> String {
        self.in_language(at::answer_cleared(&self.round.code))
    }

    pub(crate) fn sent_address(&self) -> String {
        self.in_language(at::answer_sent(&self.round.code))
    }

    /// The smallest group that this round promises.
    pub(crate) fn smallest_group(&self) -> u32 {
        let settings = &self.programme.settings;
        settings.promised(self.round.opens_at, self.app.settings.min_group).min_group
    }

    /// What is promised about the answers, in two short sentences.
    pub(crate) fn promise(&self) -> String {
        self.notice_facts().who_will_know(self.round.privacy, self.words())
    }

    /// Where to go with a worry about a child.
    pub(crate) fn safeguarding(&self) -> String {
        let written = &self.programme.settings.safeguarding;
        in_their_language(written, |words| words.form.safeguarding, self.words().form.safeguarding)
    }

    /// Everything the privacy notice tells, from what is really set.
    pub(crate) fn notice_facts(&self) -> NoticeFacts {
        let facts =
            privacy_facts::facts(self.app, &self.programme, self.round.opens_at, self.invitation.is_some());
        let source = facts.address_source.is_some();
        NoticeFacts {
            address_source: source.then(|| self.words().notice.your_organisation.to_owned()),
            open_link: self.round.audience.has_open_link(),
            ..facts
        }
    }
}

/// The language that somebody reads in, of those that a survey is offered in: the one the address names, else the one chosen
/// before, else the one their browser asks for, else the first of the programme. It is kept in their browser alone, never
/// with an answer.
fn language_of(visitor: &Visitor<'_>, survey: &Survey, settings: &ProgrammeSettings) -> String {
    let offered = |wanted: &String| settings.offered(survey).any(|language| language == wanted);
    let chosen = visitor.asked_language.clone().filter(&offered);
    let chosen = chosen.or_else(|| remembered::language(visitor.cookies).filter(&offered));
    chosen.unwrap_or_else(|| {
        let first = settings.first_language(survey);
        words::preferred(visitor.accepts, settings.offered(survey), first).to_owned()
    })
}
