//! A question with options: how many people chose each.

use super::super::sheet::Section;
use super::super::table::{Cell, Column, Row, Table};
use super::super::wording;
use crate::counts::Counts;
use crate::small_numbers::{Group, MinGroup, suppress};

/// A question with options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its permanent key.
    pub key: String,
    /// Its label.
    pub label: String,
    /// People who answered it.
    pub answered: u64,
    /// Each option and how many people chose it.
    pub options: Vec<(String, u64)>,
    /// Whether people could choose more than one.
    pub several: bool,
}

impl Choice {
    /// Its table, with the options that may be counted.
    pub(super) fn section(&self, min: MinGroup) -> Section {
        let shown = self.shown(min);
        let row = |((label, people), shown): (&(String, u64), &bool)| Row {
            key: String::new(),
            label: label.clone(),
            strong: false,
            cells: if *shown {
                vec![Cell::of(wording::count(*people)), Cell::of(wording::percent(*people, self.answered))]
            } else {
                vec![Cell::absent("too few to show"), Cell::absent("–")]
            },
        };
        Section {
            stem: format!("choice-{}", self.key),
            heading: self.label.clone(),
            finding: String::new(),
            charts: Vec::new(),
            table: Table {
                caption: self.caption(min),
                corner: "Answer",
                heat: false,
                columns: vec![Column::figures("People"), Column::figures("Of those who answered")],
                rows: self.options.iter().zip(&shown).map(row).collect(),
            },
        }
    }

    /// Which options may be counted. Of a single choice the options add up to everybody, so a hidden one hides
    /// another; in several choices each option parts the people into those who chose it and the rest.
    fn shown(&self, min: MinGroup) -> Vec<bool> {
        if !min.allows(self.answered) {
            return vec![false; self.options.len()];
        }
        if self.several {
            let part = |people: u64| people == 0 || min.allows_part(people, self.answered);
            return self.options.iter().map(|(_, people)| part(*people)).collect();
        }
        // How the people of an option answered is the option itself: only their number matters here.
        let group = |(label, people): &(String, u64)| {
            Group::new(label.as_str(), Counts::of([people - people / 2, people / 2, 0, 0, 0]))
        };
        let groups: Vec<Group> = self.options.iter().map(group).collect();
        suppress(&groups, min).iter().map(|seen| !seen.is_hidden()).collect()
    }

    fn caption(&self, min: MinGroup) -> String {
        let answered = if min.allows(self.answered) || self.answered == 0 {
            wording::counted(self.answered, "person", "people")
        } else {
            format!("{} people", wording::capitalised(&min.fewer_than()))
        };
        let several = if self.several { " They could choose more than one." } else { "" };
        format!("{answered} answered.{several}")
    }
}
