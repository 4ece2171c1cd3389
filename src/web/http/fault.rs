//! Why a request failed, as its page tells it: in plain words, and never anything internal.

/// Where to do something about it.
#[derive(Debug, Clone)]
pub(crate) struct FaultWay {
    /// What one sees: “Sign in”.
    pub label: &'static str,
    pub href: String,
}

impl FaultWay {
    pub(crate) fn new(label: &'static str, href: String) -> Self {
        Self { label, href }
    }
}

/// What happened.
#[derive(Debug, Clone)]
pub(crate) enum FaultKind {
    NotFound,
    /// The link worked once and has run out.
    Expired,
    /// The person may not do this, or the request came from another site.
    Forbidden,
    /// An administrator of a programme came to what holds for the whole site.
    OnlySiteAdmins {
        /// Names and addresses of those who may.
        who: Vec<String>,
    },
    /// A second factor has to be set up first.
    SecondFactorFirst {
        way: FaultWay,
    },
    /// Too much was sent.
    TooLarge {
        /// “64 KB of text”
        limit: String,
    },
    /// What was sent could not be read, and there is no form to show it in.
    Unprocessable,
    TooMany {
        /// “about a minute”
        wait: String,
    },
    /// Somebody else did the same, or something that rules it out, at the same moment.
    Meanwhile,
    /// The database is away for a moment.
    Busy,
    /// More people sign in at once than passwords can be checked.
    Crowded,
    /// Several wrong passwords or codes.
    Wait {
        /// “4 minutes”
        wait: String,
    },
    /// A link that works once, and did.
    UsedLink {
        /// What to do now, as a sentence.
        next: String,
        way: FaultWay,
    },
    /// A link that works once and ran out before.
    OldLink {
        /// What to do now, as a sentence.
        next: String,
        way: FaultWay,
    },
    Broken {
        /// The request’s id, as the log has it.
        request: String,
    },
}

/// What an administrator of a programme is told who comes to a site-wide setting: who may change it.
#[derive(Clone, Debug, Default)]
pub(crate) struct OnlySiteAdmins(pub Option<Vec<String>>);

/// Where somebody sets a second factor up who has to do so first.
#[derive(Clone, Debug, Default)]
pub(crate) struct SecondFactorFirst(pub Option<String>);

impl FaultKind {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Expired | Self::UsedLink { .. } | Self::OldLink { .. } => 410,
            Self::Forbidden | Self::OnlySiteAdmins { .. } | Self::SecondFactorFirst { .. } => 403,
            Self::TooLarge { .. } => 413,
            Self::Unprocessable => 422,
            Self::TooMany { .. } | Self::Wait { .. } => 429,
            Self::Meanwhile => 409,
            Self::Busy | Self::Crowded => 503,
            Self::Broken { .. } => 500,
        }
    }

    pub(crate) fn heading(&self) -> &'static str {
        match self {
            Self::NotFound => "Page not found",
            Self::Expired => "This link has expired",
            Self::Forbidden => "You cannot do this",
            Self::SecondFactorFirst { .. } => "Set up a second factor first",
            Self::OnlySiteAdmins { .. } => "Only a site administrator can change this",
            Self::TooLarge { .. } => "That’s too much to send at once",
            Self::Unprocessable => "We couldn’t read that",
            Self::TooMany { .. } => "Too many requests",
            Self::Meanwhile => "Someone else did this at the same time",
            Self::Busy => "We’re busy at the moment",
            Self::Crowded => "Too many people are signing in",
            Self::Wait { .. } => "Wait before you try again",
            Self::UsedLink { .. } => "This link has been used",
            Self::OldLink { .. } => "This link no longer works",
            Self::Broken { .. } => "Something went wrong",
        }
    }

    /// Whether the page leads home, because it leads nowhere better.
    pub(crate) fn leads_home(&self) -> bool {
        !matches!(self, Self::SecondFactorFirst { .. } | Self::UsedLink { .. } | Self::OldLink { .. })
    }
}
