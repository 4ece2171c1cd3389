//! Pages for someone who came to answer and cannot: each says why, and what to do instead.

use super::frame::Frame;
use askama::Template;

/// Why a form is not shown.
#[derive(Debug, Clone, Template)]
#[template(path = "page/answering/refused.html")]
pub struct Refusal {
    /// Top and foot.
    pub frame: Frame,
    /// Title of the survey, where the link belongs to one.
    pub survey: Option<String>,
    /// The reason.
    pub reason: Reason,
    /// Whom to ask, as a sentence with a name and how to reach them.
    pub organiser: Option<String>,
}

/// The reasons. Times are words in the round’s time zone.
#[derive(Debug, Clone)]
pub enum Reason {
    /// No round has this code, or no invitation this token.
    UnknownCode,
    /// The round is planned.
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
    /// HTTP status of the page.
    pub fn status(&self) -> u16 {
        match self {
            Self::UnknownCode => 404,
            Self::NotOpenYet { .. } | Self::PersonalLinkOnly => 403,
            Self::Closed { .. } | Self::AlreadySent | Self::LinkExpired | Self::Stopped => 410,
        }
    }

    /// Heading and title of the page.
    pub fn heading(&self) -> &'static str {
        match self {
            Self::UnknownCode => "We cannot find this survey",
            Self::NotOpenYet { .. } => "This survey is not open yet",
            Self::Closed { .. } => "This survey is closed",
            Self::AlreadySent => "This link has already been used",
            Self::LinkExpired => "This link no longer works",
            Self::PersonalLinkOnly => "You need your personal link",
            Self::Stopped => "You asked us to stop",
        }
    }
}
