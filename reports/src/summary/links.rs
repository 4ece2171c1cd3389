//! Where a reader of the summary can go from it.

use super::document::Summary;

/// Addresses that the caller knows. What is none is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The full report as a page.
    pub report: Option<String>,
    /// The report as one file.
    pub file: Option<String>,
    /// `comparison.csv`.
    pub comparison: Option<String>,
    /// `items.csv`.
    pub items: Option<String>,
    /// The pictures.
    pub charts: Option<String>,
    /// The page on which actions are ticked off; in an email the report, where the action stands.
    pub actions: Option<String>,
    /// Where the reader chooses what they get.
    pub preferences: Option<String>,
    /// What stops the emails of a reader who has no account to choose with.
    pub stop: Option<String>,
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportLink {
    /// What it leads to.
    pub(crate) label: &'static str,
    /// Where.
    pub(crate) href: String,
}

impl Links {
    /// The same without the comparison where `summary` has none to keep.
    pub(super) fn of(&self, summary: &Summary) -> Self {
        let compares = summary.figures.as_ref().is_some_and(|figures| !figures.blocks.is_empty());
        Self { comparison: self.comparison.clone().filter(|_| compares), ..self.clone() }
    }

    /// Where one of the actions is, counted from one.
    pub(super) fn action(&self, place: usize) -> Option<String> {
        self.actions.as_ref().map(|page| format!("{page}#action-{place}"))
    }

    /// Links from within the report, which explains itself further down.
    pub(super) fn on_page(&self) -> Vec<ReportLink> {
        let known = [
            ("The comparison (CSV)", &self.comparison),
            ("Every question (CSV)", &self.items),
            ("Charts", &self.charts),
            ("The report as one file", &self.file),
        ];
        let mut links = named(known);
        links.push(ReportLink { label: "How this was worked out", href: "#how".to_owned() });
        links
    }

    /// Links from outside of it, such as from plain text.
    pub(super) fn around(&self) -> Vec<ReportLink> {
        let how = self.report.as_ref().map(|report| format!("{report}#how"));
        named([
            ("The full report", &self.report),
            ("The comparison (CSV)", &self.comparison),
            ("Every question (CSV)", &self.items),
            ("Charts", &self.charts),
            ("How this was worked out", &how),
        ])
    }
}

fn named<const N: usize>(known: [(&'static str, &Option<String>); N]) -> Vec<ReportLink> {
    let link =
        |(label, href): (&'static str, &Option<String>)| Some(ReportLink { label, href: href.clone()? });
    known.into_iter().filter_map(link).collect()
}
