//! The email that the results of a round are out, to those who answered it and asked to be told.

use askama::Template;
use common_ground_reports::palette::EmailColours;
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Sender,
    compose::{Series, UnsentEmail, damaged},
};
use crate::{
    app::App,
    mail::{Mailbox, RenderedEmail},
    store::{Contact, NewLetter, Programme, Result, Round},
    survey::{
        ENGLISH,
        words::{self, EmailWords as Said},
    },
    system::secret::KeyPurpose,
};

/// What these emails are called in the outbox.
const KIND: &str = "results";

/// What the email says to everybody who asked.
#[derive(Debug)]
pub struct ResultsEmail {
    sender: Sender,
    said: &'static Said,
    words: ResultsWords,
    site: String,
}

/// The same, piece by piece; the greeting is of one reader.
#[derive(Clone, Debug)]
struct ResultsWords {
    language: String,
    /// Which way it runs, as the attribute `dir` says it.
    direction: &'static str,
    subject: String,
    dear: String,
    out: String,
    in_short: &'static str,
    /// The finding and who answered, where they may be shown: reports speak English.
    finding: Option<String>,
    hear_more: String,
    you_asked: &'static str,
    your_address: String,
    stop_says: &'static str,
    to_stop: &'static str,
}

#[derive(Template)]
#[template(path = "letters/results.txt")]
struct ResultsText<'a> {
    words: &'a ResultsWords,
    stop: &'a str,
}

#[derive(Template)]
#[template(path = "letters/results.html")]
struct ResultsHtml<'a> {
    words: &'a ResultsWords,
    stop: &'a str,
    light: EmailColours,
    dark: EmailColours,
}

impl ResultsEmail {
    /// What there is to tell of a closed round: its `finding`, where anything may be shown of it.
    pub async fn of(
        app: &App,
        programme: &Programme,
        round: &Round,
        finding: Option<String>,
    ) -> Result<Self> {
        let settings = &programme.settings;
        let survey = app.survey(round).await?;
        let language = settings.first_language(&survey).to_owned();
        let spoken = words::of(&language);
        let said = &spoken.letter;
        let title = survey.title.read(round.side, &language);
        let sender = Sender::of_programme(app, settings).await?;
        let asks = if settings.contact.is_empty() {
            sender.reply_to.address().as_str()
        } else {
            settings.contact.trim_end_matches('.')
        };
        let words = ResultsWords {
            subject: (said.results_of)(title),
            dear: String::new(),
            out: (said.results_out)(title),
            in_short: said.in_short,
            finding,
            hear_more: (said.hear_more)(asks),
            you_asked: said.you_asked,
            your_address: (said.your_address)(spoken.notice.your_organisation, &programme.name),
            stop_says: said.stop,
            to_stop: said.to_stop,
            direction: spoken.direction,
            language: if language == ENGLISH { "en-GB".to_owned() } else { language },
        };
        Ok(Self { sender, said, words, site: app.settings.site_url.clone() })
    }

    /// The email to one person, ready to be queued: one for each invitation, however often it is made.
    pub fn compose(&self, app: &App, invitation: Uuid, to: &Contact, now: Timestamp) -> Result<NewLetter> {
        let id = Uuid::new_v4();
        let token = app.secret.carrying_token(KeyPurpose::Stop, to.id);
        let stop = format!("{}/stop/{token}", self.site);
        let words = &ResultsWords { dear: (self.said.dear)(&to.name), ..self.words.clone() };
        let text = ResultsText { words, stop: &stop }.render().map_err(|error| damaged(&error))?;
        let html = ResultsHtml { words, stop: &stop, light: EmailColours::light(), dark: EmailColours::DARK };
        let html = html.render().map_err(|error| damaged(&error))?;
        let written = UnsentEmail {
            kind: KIND,
            id,
            to: Mailbox::parse(&to.email).map_err(|error| damaged(&error))?.named(&to.name),
            letter: RenderedEmail {
                subject: words.subject.clone(),
                text,
                html: Some(html),
                ..RenderedEmail::default()
            },
            series: Some(Series { name: KIND, stop, at_once: true }),
        };
        written.queued(&self.sender, id, to.email.clone(), format!("results {invitation}"), now)
    }
}
