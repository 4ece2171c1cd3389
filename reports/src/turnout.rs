//! Who answered: from the people invited to the answers finished.
//!
//! These are counts of people who came so far, never of what anybody answered; "started" is a plain counter of the
//! round and names nobody.

pub mod by_course;

use serde::{Deserialize, Serialize};

use crate::chart::ChartWords;
use crate::chart::funnel::{Funnel, FunnelStep};
use crate::wording;

const NAMES_NOBODY: &str = "“Started” is a plain count and names nobody.";

/// How far people came in one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoundTurnout {
    /// People on the list; zero where there is none.
    pub invited: u64,
    /// People to whom an invitation was delivered; none where no letter was sent.
    pub delivered: Option<u64>,
    /// Forms begun.
    pub started: u64,
    /// Answers finished on the site.
    pub finished: u64,
    /// Answers typed in from paper. Nobody knows whether who wrote them was on a list, so they are in no share.
    #[serde(default)]
    pub on_paper: u64,
    /// AAPOR RR2, 0 to 1; none where people who were on no list could answer
    /// ([`crate::response_rate::Dispositions::response_rate`]).
    pub response_rate: Option<f64>,
}

/// One step as words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnoutRow {
    /// "Finished"
    pub label: &'static str,
    /// "12"
    pub people: String,
    /// "67%" of the people invited; none for the first step and where there is no list.
    pub of_invited: Option<String>,
    /// "86%" of the step before.
    pub of_before: Option<String>,
}

impl RoundTurnout {
    /// The response rate, 0 to 1, where everybody who could answer was on a list. All that is said of shares of the
    /// people invited, anywhere in a report, is said only where there is one.
    pub fn rate(&self) -> Option<f64> {
        self.response_rate.filter(|_| self.invited > 0 && self.begun() <= self.invited)
    }

    /// Whether shares of the people invited are told.
    pub fn has_list(&self) -> bool {
        self.rate().is_some()
    }

    /// A whole form sent at once was begun as well.
    fn begun(&self) -> u64 {
        self.started.max(self.finished)
    }

    fn steps(&self) -> Vec<(&'static str, u64)> {
        let mut steps = Vec::new();
        if self.invited > 0 {
            steps.push(("Invited", self.invited));
            steps.extend(self.delivered.map(|delivered| ("Delivered", delivered)));
        }
        steps.extend([("Started", self.begun()), ("Finished", self.finished)]);
        steps.extend((self.on_paper > 0).then_some(("On paper", self.on_paper)));
        steps
    }

    /// The steps with their shares.
    pub fn rows(&self) -> Vec<TurnoutRow> {
        let steps = self.steps();
        let share = |people: u64, whole: Option<&(&str, u64)>| {
            let (_, whole) = whole.filter(|(_, whole)| *whole > 0 && self.has_list())?;
            Some(wording::percent(people.min(*whole), *whole))
        };
        let row = |(at, (label, people)): (usize, &(&'static str, u64))| TurnoutRow {
            label,
            people: wording::count(*people),
            of_invited: share(*people, steps.first()).filter(|_| at > 0),
            of_before: at.checked_sub(1).and_then(|before| share(*people, steps.get(before))),
        };
        steps.iter().enumerate().map(row).collect()
    }

    /// What stands with the shares where the report has its rate of other people, such as of those who came.
    pub(crate) fn shares_note(&self) -> String {
        format!(
            "Shares of the {} invited, whether or not they came. {NAMES_NOBODY}",
            wording::counted(self.invited, "person", "people")
        )
    }

    /// Why there is no response rate, as a clause.
    pub fn why_no_rate(&self) -> String {
        let why = if self.on_paper > 0 {
            "Paper answers do not show who was on the list"
        } else {
            "Not everybody who could answer was on a list"
        };
        format!("{why}, so there is no response rate")
    }

    /// The rate of the list, named, or why there is none.
    pub fn note(&self) -> String {
        let said = self.rate().map_or_else(
            || format!("{}: these are counts.", self.why_no_rate()),
            |rate| format!("The response rate is {:.0}% (AAPOR RR2: answers at least half complete, of all invited).", rate * 100.0),
        );
        format!("{said} {NAMES_NOBODY}")
    }

    /// The picture of it; none without a list, since counts alone have no shares to show.
    pub fn chart(&self, subtitle: &str, source: &str) -> Option<Funnel> {
        let step = |(label, people): (&'static str, u64)| FunnelStep { label: label.to_owned(), people };
        self.has_list().then(|| Funnel {
            words: ChartWords {
                finding: format!(
                    "{} of {} people invited answered",
                    wording::count(self.finished),
                    wording::count(self.invited)
                ),
                subtitle: subtitle.to_owned(),
                source: source.to_owned(),
                measure: "who answered".to_owned(),
                groups: wording::counted(self.invited, "person invited", "people invited"),
            },
            steps: self.steps().into_iter().map(step).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: RoundTurnout = RoundTurnout {
        invited: 20,
        delivered: Some(19),
        started: 14,
        finished: 12,
        on_paper: 0,
        response_rate: Some(0.6),
    };

    #[test]
    fn every_step_has_its_share_of_the_invited_and_of_the_step_before() {
        let rows = LISTED.rows();
        let labels: Vec<&str> = rows.iter().map(|row| row.label).collect();
        assert_eq!(labels, ["Invited", "Delivered", "Started", "Finished"]);
        assert_eq!((rows[0].of_invited.as_deref(), rows[0].of_before.as_deref()), (None, None));
        assert_eq!((rows[3].of_invited.as_deref(), rows[3].of_before.as_deref()), (Some("60%"), Some("86%")));
        assert!(LISTED.note().contains("60% (AAPOR RR2"));
        assert_eq!(LISTED.chart("", "").unwrap().steps.len(), 4);
    }

    #[test]
    fn an_open_link_has_counts_alone() {
        let open = RoundTurnout { started: 3, finished: 5, ..RoundTurnout::default() };
        let rows = open.rows();
        assert_eq!(rows.iter().map(|row| row.people.as_str()).collect::<Vec<_>>(), ["5", "5"]);
        assert!(rows.iter().all(|row| row.of_invited.is_none() && row.of_before.is_none()));
        assert!(open.note().contains("no response rate") && open.chart("", "").is_none());
    }

    #[test]
    fn an_open_link_beside_a_list_has_counts_alone_though_all_who_were_invited_may_have_answered() {
        let both = RoundTurnout {
            response_rate: None,
            started: 18,
            finished: 18,
            invited: 18,
            delivered: Some(18),
            on_paper: 0,
        };
        assert_eq!((both.rate(), both.has_list()), (None, false));
        assert!(both.rows().iter().all(|row| row.of_invited.is_none() && row.of_before.is_none()));
        assert!(both.note().contains("no response rate") && both.chart("", "").is_none());
        assert!(!both.note().contains('%'));
    }

    #[test]
    fn answers_on_paper_are_counted_and_leave_no_response_rate() {
        let paper = RoundTurnout { on_paper: 3, response_rate: None, ..LISTED };
        let rows = paper.rows();
        assert_eq!((rows[4].label, rows[4].people.as_str()), ("On paper", "3"));
        assert!(rows.iter().all(|row| row.of_invited.is_none() && row.of_before.is_none()));
        assert!(
            paper
                .note()
                .contains("Paper answers do not show who was on the list, so there is no response rate")
        );
    }

    #[test]
    fn more_answers_than_people_on_the_list_have_no_shares() {
        let more = RoundTurnout { finished: 25, ..LISTED };
        assert!(!more.has_list() && more.chart("", "").is_none());
        assert!(more.rows().iter().all(|row| row.of_invited.is_none()));
    }
}
