//! What stands on page one of a summary, and the words of a programme's own around it.

use super::document::LargestGap;
use super::quote::Quote;
use super::sheet::Agreed;

/// Everything there is on page one. Lists can be empty and texts missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Brief {
    /// What was put right since it was sent: "Corrected on 3 June 2026:" and the words after it.
    pub(super) corrections: Vec<(String, String)>,
    /// Where and when.
    pub(super) kicker: String,
    /// The finding.
    pub(super) headline: String,
    /// Whom it is of, source by source.
    pub(super) base: String,
    /// What happens next, the most important first; none where there are no figures.
    pub(super) next: Option<Vec<Agreed>>,
    /// How many more actions the report has, in a sentence.
    pub(super) more_actions: String,
    /// What became of the actions of last time: "Done on 3 June 2026:" and what it was.
    pub(super) past: Vec<(String, String)>,
    /// The gaps that matter most: the item, both means, how sure it is.
    pub(super) gaps: Vec<LargestGap>,
    /// Their heading.
    pub(super) gaps_heading: &'static str,
    /// Comments.
    pub(super) quotes: Vec<Quote>,
    /// What the room said most at the workshop.
    pub(super) said: Vec<String>,
    /// Its write-up, where there is one.
    pub(super) write_up: Option<String>,
    /// What changed: its label, and the means looking back and now.
    pub(super) changed: Vec<(String, String)>,
    /// What the trainers add.
    pub(super) note: String,
    /// The full report.
    pub(super) report: Option<String>,
    /// Where the reader chooses what they get.
    pub(super) preferences: Option<String>,
    /// What stops these emails.
    pub(super) stop: Option<String>,
    /// What limits the figures, in one line.
    pub(super) cautions: Vec<String>,
    /// The last line.
    pub(super) foot: String,
}

/// Words of a programme’s own around the summary. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// The subject in place of the usual one.
    pub subject: String,
    /// Paragraphs before it.
    pub opening: Vec<String>,
    /// Paragraphs after it, before the small print.
    pub closing: Vec<String>,
}
