//! The small pieces that several pages share; each has a template of the same name in `templates/parts`.

use std::fmt;

use crate::web::http::drawing::Holdable;

/// A link in a line of text or at the end of a row.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// What one sees: “Change”.
    pub label: String,
    /// Address.
    pub href: String,
    /// What only a screen reader says after the label, where many links share one: “the reminder on 27 May”.
    pub about: Option<String>,
}

impl Link {
    /// A link whose label says enough.
    pub(crate) fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), about: None }
    }

    /// The same link with what it is about, for a screen reader.
    #[must_use]
    pub(crate) fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }
}

/// Of these links those whose conditions hold.
pub(crate) fn offered<const N: usize>(links: [(bool, Link); N]) -> Vec<Link> {
    links.into_iter().filter(|(is_offered, _)| *is_offered).map(|(_, link)| link).collect()
}

/// One of several views of the same thing.
#[derive(Debug, Clone)]
pub(crate) struct Tab {
    /// “Partners, Welsh”
    pub label: String,
    /// None for the one shown.
    pub href: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Button {
    /// The act with its size: “Send 6 reminders now”.
    pub label: String,
    /// What pressing it does.
    pub act: ButtonAct,
    /// Outlined instead of filled. At most one button of a page is not quiet.
    pub quiet: bool,
}

impl Button {
    /// A button that leads to an address.
    pub(crate) fn follow(label: impl Into<String>, to: impl Into<String>) -> Self {
        Self { label: label.into(), act: ButtonAct::Follow(to.into()), quiet: false }
    }

    /// A button that does what an address does.
    pub(crate) fn send(label: impl Into<String>, to: impl Into<String>) -> Self {
        Self { label: label.into(), act: ButtonAct::Send(to.into()), quiet: false }
    }

    /// The same button, outlined.
    #[must_use]
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }
}

#[derive(Debug, Clone)]
pub(crate) enum ButtonAct {
    /// Goes to an address (GET); changes nothing.
    Follow(String),
    /// Does it (POST to the address).
    Send(String),
}

/// A count that a page keeps up to date.
#[derive(Debug, Clone)]
pub(crate) struct LiveCount {
    /// What it was when the page was made: “12 of 18 have answered”.
    pub said: String,
    /// Where the same words come from later.
    pub address: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Fact {
    /// “Answered”
    pub label: String,
    /// “12 of 15”
    pub value: String,
}

impl Fact {
    pub(crate) fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// What a page says where there is nothing to show yet.
#[derive(Debug, Clone)]
pub(crate) struct Empty {
    /// Why there is nothing, and what will change that.
    pub sentence: String,
    /// What the reader can do about it now.
    pub next: Option<Button>,
}

/// How far along something is.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    /// So many …
    pub done: u64,
    /// … of so many. Above zero.
    pub total: u64,
    /// The same in words: “12 of 18 answered”. A screen reader hears only this.
    pub label: String,
}

/// Where a page is: the pages above it, then the place and time of what it shows.
#[derive(Debug, Clone)]
pub(crate) struct Trail {
    /// Pages above, outermost first.
    pub above: Vec<Link>,
    /// “East Ham Library · 21 May 2026, 10:00 to 16:00”
    pub here: String,
}

/// An error beside its question, and in the summary at the top of the page.
#[derive(Debug, Clone)]
pub(crate) struct FieldProblem {
    /// Id of the first input that it concerns, without `#`; for a question that is [`crate::web::parts::question::target`].
    pub target: String,
    /// What to do: “Select which kind of organisation you work for”.
    pub message: String,
}

#[derive(Debug, Clone)]
pub(crate) struct HiddenField {
    /// Name of the field: `answers[bring_reliability]`.
    pub name: String,
    pub value: String,
}

/// Markup that the service drew itself (a chart, a QR code) and that goes into the page unescaped.
#[derive(Debug, Clone)]
pub(crate) struct Markup(String);

impl Markup {
    /// Takes markup as it is. Never call this with text that a person typed: nothing escapes it afterwards.
    pub(crate) fn trusted(markup: impl Into<String>) -> Self {
        Self(markup.into())
    }
}

impl Holdable for Markup {
    fn bytes(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
