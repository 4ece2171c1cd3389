//! Pages for someone who came to answer and cannot: each says why, and what to do instead.

use askama::Template;
use rocket::http::Status;

use crate::{
    survey::Words,
    web::{Error, Frame, Page},
};

#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/refusal.html")]
pub(crate) struct NoForm {
    /// Top and foot.
    pub frame: Frame,
    /// Title of the survey, where the link belongs to one.
    pub survey: Option<String>,
    pub reason: Reason,
    /// Whom to ask, as a sentence with a name and how to reach them.
    pub organiser: Option<String>,
}

impl From<NoForm> for Error {
    fn from(refusal: NoForm) -> Self {
        let status = Status::new(refusal.reason.status());
        Page::with_status(status, &refusal).map_or_else(|broken| broken, Self::Refused)
    }
}

/// The reasons. Times are words in the round’s time zone.
#[derive(Debug, Clone)]
pub(crate) enum Reason {
    /// No round has this code, or no invitation this token.
    UnknownCode,
    NotOpenYet {
        /// “Thursday 21 May, 15:30”
        opens: String,
    },
    /// The round is over or was called off.
    Closed {
        /// “Friday 29 May, 17:00”
        closed: String,
    },
    /// This personal link was used.
    AlreadySent,
    /// This personal link was replaced or ran out.
    LinkExpired,
    /// The round takes answers by personal link alone.
    PersonalLinkOnly,
    /// The person asked for no more emails.
    Stopped,
}

impl Reason {
    fn status(&self) -> u16 {
        match self {
            Self::UnknownCode => 404,
            Self::NotOpenYet { .. } | Self::PersonalLinkOnly => 403,
            Self::Closed { .. } | Self::AlreadySent | Self::LinkExpired | Self::Stopped => 410,
        }
    }

    /// Whether a code may have been mistyped, so that it is worth entering again.
    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self, Self::UnknownCode)
    }

    pub(crate) fn heading(&self, words: &Words) -> &'static str {
        let words = &words.refused;
        match self {
            Self::UnknownCode => words.unknown[0],
            Self::NotOpenYet { .. } => words.not_open,
            Self::Closed { .. } => words.closed,
            Self::AlreadySent => words.used[0],
            Self::LinkExpired => words.expired[0],
            Self::PersonalLinkOnly => words.personal[0],
            Self::Stopped => words.stopped[0],
        }
    }

    /// Why, and what to do instead where there is something to do.
    pub(crate) fn sentences(&self, words: &Words) -> Vec<String> {
        let words = &words.refused;
        let two = |[_, why, next]: [&str; 3]| vec![why.to_owned(), next.to_owned()];
        match self {
            Self::UnknownCode => two(words.unknown),
            Self::NotOpenYet { opens } => vec![(words.opens)(opens)],
            Self::Closed { closed } => vec![(words.closed_on)(closed), words.closed_next.to_owned()],
            Self::AlreadySent => two(words.used),
            Self::LinkExpired => two(words.expired),
            Self::PersonalLinkOnly => two(words.personal),
            Self::Stopped => two(words.stopped),
        }
    }
}
