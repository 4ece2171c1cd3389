//! Letters that ask people to answer: what an invitation and a reminder say, and the bytes that leave.

use std::sync::Arc;

use askama::Template;
use common_ground_reports::{palette::EmailColours, wording};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{
    Sender,
    compose::{Series, UnsentEmail, damaged},
};
use crate::{
    app::App,
    mail::{Address, Mailbox, RenderedEmail},
    store::{
        Course, InvitedRecipient, MailingKind, NewLetter, Programme, Promise, Result, Round, SinceThen,
        courses, email_texts,
    },
    survey::{
        Audience, ENGLISH, EmailText, PrivacyMode, RoundState, Side, Survey,
        email_text::{LONGEST_SUBJECT, Values, paragraphs},
        round::notice,
        templates, words,
    },
    system::secret::KeyPurpose,
};

/// For how long the survey of a sample is open.
const SAMPLE_WINDOW: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What a letter says, piece by piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationWords {
    /// The subject, at most 60 characters unless it is a test.
    pub subject: String,
    /// That this is a test, where it is one.
    pub warning: Option<String>,
    /// In paragraphs: the greeting, who asks whom and why, how long it takes, when it closes, what it is for.
    pub opening: Vec<String>,
    /// When and where the course is, while that is still to come.
    pub course: Option<CourseDay>,
    /// What the link does.
    pub button: String,
    /// The personal link.
    pub link: String,
    /// Why not to pass it on.
    pub yours_alone: String,
    /// Who will know what.
    pub promise: String,
    /// What the programme says at the end, in paragraphs.
    pub closing: Vec<String>,
    /// Whom to ask, and where the address came from.
    pub foot: Vec<String>,
    /// The link that stops these letters.
    pub stop: String,
    /// What that link says.
    pub stop_says: &'static str,
    /// What stands before it in plain text.
    pub to_stop: &'static str,
    /// The language of all this, as a BCP 47 tag.
    pub language: String,
    /// Which way it runs, as the attribute `dir` says it.
    pub direction: &'static str,
}

/// The day of a course, and the way to put it into a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseDay {
    /// “The course is on Tuesday 16 June, 10:00–16:00, at Plaistow Library.”
    pub said: String,
    /// The address of the file for calendars, which anybody may open.
    pub calendar: String,
    /// What that link says.
    pub calendar_says: &'static str,
}

#[derive(Template)]
#[template(path = "letters/invitation.txt")]
struct AsText<'a> {
    words: &'a InvitationWords,
}

#[derive(Template)]
#[template(path = "letters/invitation.html")]
struct AsHtml<'a> {
    words: &'a InvitationWords,
    light: EmailColours,
    dark: EmailColours,
}

/// A round that asks, with everything that its letters tell.
#[derive(Debug)]
pub struct InvitationEmail {
    round: Round,
    programme: Programme,
    survey: Arc<Survey>,
    course: Option<Course>,
    /// The file for calendars of a course that is to come and that the round asks about before.
    calendar: Option<String>,
    /// The language that its emails are written in.
    language: String,
    /// The words of its invitation and of its reminders.
    texts: [EmailText; 2],
    sender: Sender,
    min_group: u32,
    site: String,
    since: SinceThen,
}

/// Whom a letter greets, and where its links lead.
#[derive(Clone, Debug)]
struct Reader {
    name: String,
    email: String,
    link: String,
    stop: String,
}

/// The subject where the programme wrote none: with the title of the survey where that is not too long.
fn standard_subject(
    said: &words::EmailWords,
    kind: MailingKind,
    title: &str,
    minutes: &str,
    day: &str,
) -> String {
    let (whole, short) = match kind {
        MailingKind::Invitation => ((said.subject)(title, minutes), (said.subject_short)(minutes)),
        MailingKind::Reminder => ((said.subject_again)(title, day), (said.subject_again_short)(day)),
    };
    if whole.chars().count() <= LONGEST_SUBJECT { whole } else { short }
}

impl InvitationEmail {
    /// Everything that the letters of a round tell.
    pub async fn of(app: &App, programme: &Programme, round: &Round) -> Result<Self> {
        let db = app.db.read();
        let course = courses::of_round(db, round.id).await?;
        let is_ahead = course.as_ref().filter(|course| course.starts_at > app.clock.now());
        let calendar = match is_ahead {
            // Rounds of the whole programme go to people who take part in no course.
            Some(course) if courses::asks_about(db, course.id, round.id).await? => {
                let token = app.secret.carrying_token(KeyPurpose::Calendar, course.id);
                Some(format!("{}/calendar/{token}", app.settings.site_url))
            }
            _ => None,
        };
        let survey = app.survey(round).await?;
        let language = programme.settings.first_language(&survey).to_owned();
        let mut texts = MailingKind::ALL.map(|kind| programme.settings.email_text(kind, &language));
        for (kind, text) in MailingKind::ALL.into_iter().zip(&mut texts) {
            if let Some(own) = email_texts::of_round(db, round.id, kind, &language).await? {
                *text = own;
            }
        }
        Ok(Self {
            language,
            texts,
            sender: Sender::of_programme(app, &programme.settings).await?,
            // What the form and the notice promise for this round.
            min_group: programme.settings.promised(round.opens_at, app.settings.min_group).min_group,
            programme: programme.clone(),
            survey,
            course,
            calendar,
            round: round.clone(),
            site: app.settings.site_url.clone(),
            since: SinceThen::of(db, round).await?,
        })
    }

    /// What the emails of a programme in a language look like, by the example of a survey.
    pub async fn sample(app: &App, programme: &Programme, language: &str) -> Result<Self> {
        let survey = templates::find("partner_expect").ok_or_else(|| damaged(&"no ready-made survey"))?;
        let now = app.clock.now();
        let settings = &programme.settings;
        Ok(Self {
            round: Round {
                id: Uuid::nil(),
                programme: programme.id,
                survey_version: Uuid::nil(),
                code: String::new(),
                side: Side::Partner,
                privacy: PrivacyMode::Anonymous,
                audience: Audience::Invited,
                aims: Vec::new(),
                state: RoundState::Open,
                opens_at: now,
                closes_at: now.checked_add(SAMPLE_WINDOW).unwrap_or(now),
            },
            course: None,
            calendar: None,
            language: language.to_owned(),
            texts: MailingKind::ALL.map(|kind| settings.email_text(kind, language)),
            sender: Sender::of_programme(app, settings).await?,
            min_group: settings.promised(now, app.settings.min_group).min_group,
            programme: programme.clone(),
            survey: Arc::new(survey.clone()),
            site: app.settings.site_url.clone(),
            since: SinceThen::default(),
        })
    }

    /// The same with other words in one kind of email, such as somebody is typing.
    #[must_use]
    pub fn with_text(mut self, kind: MailingKind, text: EmailText) -> Self {
        let [invitation, reminder] = &mut self.texts;
        *(if kind == MailingKind::Invitation { invitation } else { reminder }) = text;
        self
    }

    /// Who it is from.
    pub fn from(&self) -> &Mailbox {
        &self.sender.from
    }

    /// The letter to one person, ready to be queued.
    pub fn compose(
        &self,
        app: &App,
        to: &InvitedRecipient,
        kind: MailingKind,
        unique: String,
        now: Timestamp,
    ) -> Result<NewLetter> {
        let token = app.secret.token(KeyPurpose::Invitation, to.invitation);
        let stop = app.secret.carrying_token(KeyPurpose::Stop, to.contact);
        let reader = Reader {
            name: to.name.clone(),
            email: to.email.clone(),
            link: format!("{}/i/{token}{}", self.site, self.in_language()),
            stop: format!("{}/stop/{stop}", self.site),
        };
        let id = Uuid::new_v4();
        let mut words = self.words(kind, &reader);
        if kind == MailingKind::Invitation {
            self.begin_with(&mut words, &self.since.told_to(to.contact));
        }
        self.put_together(id, kind.key(), &reader, &words, unique, now)
    }

    /// The letter that an invented person would get, in words.
    pub fn preview(&self, kind: MailingKind) -> InvitationWords {
        let reader = Reader {
            name: "A. Person".to_owned(),
            email: String::new(),
            link: format!("{}/i/…{}", self.site, self.in_language()),
            stop: format!("{}/stop/…", self.site),
        };
        let mut words = self.words(kind, &reader);
        if kind == MailingKind::Invitation {
            self.begin_with(&mut words, &self.since.told_to_all());
        }
        words
    }

    /// Puts what was done since the survey before behind the greeting.
    fn begin_with(&self, words: &mut InvitationWords, done: &[&Promise]) {
        if done.is_empty() {
            return;
        }
        let said = &words::of(self.language()).letter;
        let line = |one: &&Promise| {
            (said.asked_and_done)(&wording::sentence(&one.asked), &wording::sentence(&one.outcome))
        };
        let lines = std::iter::once(said.since.to_owned()).chain(done.iter().map(line));
        let greeting = words.opening.len().min(1);
        words.opening.splice(greeting..greeting, lines);
    }

    /// The letter to a member of staff who tries it out: the same words, marked as a test, with links to `dry_run`.
    pub fn test(
        &self,
        name: &str,
        email: &str,
        kind: MailingKind,
        dry_run: &str,
        now: Timestamp,
    ) -> Result<NewLetter> {
        let reader = Reader {
            name: name.to_owned(),
            email: email.to_owned(),
            link: dry_run.to_owned(),
            stop: dry_run.to_owned(),
        };
        let mut words = self.words(kind, &reader);
        words.subject = format!("Test: {}", words.subject);
        words.warning = Some("This is a test. Its links lead to a page that says so.".to_owned());
        let id = Uuid::new_v4();
        self.put_together(id, "test", &reader, &words, format!("test {id}"), now)
    }

    /// The language that the emails are written in.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What a link needs so that its page begins in the language of the letter.
    fn in_language(&self) -> String {
        let language = self.language();
        if language == ENGLISH { String::new() } else { format!("?lang={language}") }
    }

    fn words(&self, kind: MailingKind, reader: &Reader) -> InvitationWords {
        let settings = &self.programme.settings;
        let language = self.language();
        let spoken = words::of(language);
        let said = &spoken.letter;
        let title = self.survey.title.read(self.round.side, language);
        let minutes = (spoken.start.minutes)(u32::try_from(self.survey.minutes()).unwrap_or(u32::MAX));
        let closes = self.round.closes_at.to_zoned_datetime(settings.zone());
        let (asker, why) = (self.programme.asker(), self.why_you(said));
        let lead = match kind {
            MailingKind::Invitation => (said.invites)(asker, title, &why),
            MailingKind::Reminder => (said.reminds)(asker, title, &why),
        };
        let standard = standard_subject(said, kind, title, &minutes, &spoken.day_of_month(closes.date()));
        let how_long = (said.how_long)(&minutes, &spoken.day(&closes), &closes.strftime("%H:%M").to_string());
        let [invitation, reminder] = &self.texts;
        let own = if kind == MailingKind::Invitation { invitation } else { reminder };
        let own = own.filled(Values {
            name: &reader.name,
            course: self.course.as_ref().map_or(title, |course| &course.title),
            closing_date: &spoken.day(&closes),
            link: &reader.link,
        });
        let opening = if own.opening.is_empty() {
            let intro = self.survey.intro.read(self.round.side, language).to_owned();
            vec![(said.dear)(&reader.name), format!("{lead} {how_long}"), intro]
        } else {
            // How long it takes and when it closes is said whatever else is.
            paragraphs(&own.opening).into_iter().chain([how_long]).collect()
        };
        let asks = if settings.contact.is_empty() {
            self.sender.reply_to.address().as_str().to_owned()
        } else {
            settings.contact.clone()
        };
        InvitationWords {
            subject: if own.subject.is_empty() { standard } else { own.subject },
            warning: None,
            opening,
            course: self.course_day(spoken),
            button: said.answer.to_owned(),
            link: reader.link.clone(),
            yours_alone: said.yours_alone.to_owned(),
            promise: notice::who_will_know(self.round.privacy, self.min_group, &spoken.notice),
            closing: paragraphs(&own.closing),
            foot: vec![
                said.answered.to_owned(),
                (said.questions)(&asks),
                (said.your_address)(spoken.notice.your_organisation, &self.programme.name),
            ],
            stop: format!("{}{}", reader.stop, self.in_language()),
            stop_says: said.stop,
            to_stop: said.to_stop,
            language: if language == ENGLISH { "en-GB".to_owned() } else { language.to_owned() },
            direction: spoken.direction,
        }
    }

    fn course_day(&self, spoken: &words::Words) -> Option<CourseDay> {
        let (course, calendar) = self.course.as_ref().zip(self.calendar.clone())?;
        let zone = course.zone(&self.programme);
        let local = |at: Timestamp| at.to_zoned_datetime(zone.clone());
        let (starts, ends) = (local(course.starts_at), local(course.ends_at));
        let until = if starts.date() == ends.date() {
            format!("–{}", ends.strftime("%H:%M"))
        } else {
            format!(" – {}", spoken.day_and_time(&ends))
        };
        Some(CourseDay {
            said: (spoken.letter.course_is)(
                &format!("{}{until}", spoken.day_and_time(&starts)),
                &course.place,
            ),
            calendar,
            calendar_says: spoken.letter.to_calendar,
        })
    }

    fn why_you(&self, said: &words::EmailWords) -> String {
        match (&self.course, self.round.side) {
            (Some(course), _) => (said.of_course)(&course.title),
            (None, Side::Library) => said.of_library.to_owned(),
            (None, Side::Partner) => said.of_partner.to_owned(),
        }
    }

    fn put_together(
        &self,
        id: Uuid,
        kind: &'static str,
        reader: &Reader,
        words: &InvitationWords,
        unique_key: String,
        now: Timestamp,
    ) -> Result<NewLetter> {
        let to = Address::parse(&reader.email).map_err(|error| damaged(&error))?;
        let written = UnsentEmail {
            kind,
            id,
            to: Mailbox::new(to).named(&reader.name),
            letter: letter(words).map_err(|error| damaged(&error))?,
            // The links of a test stop nothing, so it promises nothing.
            series: Some(Series { name: "invitations", stop: reader.stop.clone(), at_once: kind != "test" }),
        };
        written.queued(&self.sender, id, reader.email.clone(), unique_key, now)
    }
}

/// The words as a letter.
pub fn letter(words: &InvitationWords) -> Result<RenderedEmail, askama::Error> {
    let html = AsHtml { words, light: EmailColours::light(), dark: EmailColours::DARK };
    Ok(RenderedEmail {
        subject: words.subject.clone(),
        text: AsText { words }.render()?,
        html: Some(html.render()?),
        ..RenderedEmail::default()
    })
}
