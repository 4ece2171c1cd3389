//! Confidence at each time: the means that may be shown, and the table that sets them side by side.

use super::super::document::{ConfidenceChange, ShownChange, SummaryMean};
use super::super::people;
use super::super::sheet::SheetSection;
use super::super::survey_report::SurveyInputs;
use super::super::table::{Table, TableCell, TableColumn, TableRow};
use super::{CourseInputs, CourseReport};
use crate::aims::{NOW, THEN};
use crate::printed;
use crate::small_numbers::TOO_FEW;
use crate::stats::describe;
use crate::wording;

/// A mean at one time, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// It was not asked then.
    NotAsked,
    /// Nobody answered.
    NoAnswers,
    /// Too few, or none so far.
    TooFew,
    /// It may be shown.
    Shown(SummaryMean),
}

/// Confidence in one thing at each time.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// The permanent key.
    pub key: String,
    pub label: String,
    /// Asked before the course.
    pub before: Figure,
    /// Looking back at its end.
    pub then: Figure,
    /// At its end.
    pub now: Figure,
    /// Then against now in the same people, once that may be shown.
    pub change: Option<ShownChange>,
    /// Asked weeks later.
    pub later: Figure,
}

/// Whether a rating belongs to an aim.
pub(super) fn is_of(key: &str, aim: &str) -> bool {
    key.strip_prefix(aim).is_some_and(|rest| ["", NOW, THEN].contains(&rest))
}

/// Every aim. What a summary says holds for the times it tells of; the rest comes from the surveys themselves.
pub(super) fn aims(inputs: &CourseInputs) -> Vec<Aim> {
    let told = inputs.summary.as_ref().map(|summary| summary.figures.as_ref());
    let aim = |(key, label): &(String, String)| {
        let of = |asked: &Option<SurveyInputs>, ending: &str| {
            asked.as_ref().map_or(Figure::NotAsked, |asked| figure(asked, &format!("{key}{ending}")))
        };
        let (key, label, later) = (key.clone(), label.clone(), of(&inputs.later, ""));
        let Some(figures) = told else {
            let [before, then, now] =
                [of(&inputs.before, ""), of(&inputs.feedback, THEN), of(&inputs.feedback, NOW)];
            return Aim { before, then, now, change: None, later, key, label };
        };
        let change = figures.and_then(|figures| figures.changes.iter().find(|change| change.key == key));
        let [before, then, now] = frozen(change, inputs.before.is_some());
        Aim { before, then, now, change: change.and_then(|change| change.shown), later, key, label }
    };
    inputs.aims.iter().map(aim).collect()
}

/// Before, then and now as a summary tells them.
fn frozen(change: Option<&ConfidenceChange>, asked_before: bool) -> [Figure; 3] {
    let hidden = |asked: bool| if asked { Figure::TooFew } else { Figure::NotAsked };
    match change {
        Some(ConfidenceChange { shown: Some(shown), .. }) => {
            let mean = |mean| Figure::Shown(SummaryMean { n: shown.n, mean });
            [shown.before.map_or(hidden(asked_before), Figure::Shown), mean(shown.then), mean(shown.now)]
        }
        Some(ConfidenceChange { unanswered: true, .. }) => {
            [hidden(asked_before), Figure::NoAnswers, Figure::NoAnswers]
        }
        None | Some(_) => [hidden(asked_before), Figure::TooFew, Figure::TooFew],
    }
}

fn figure(asked: &SurveyInputs, key: &str) -> Figure {
    let Some(rating) = asked.ratings.iter().find(|rating| rating.key == key) else {
        return Figure::NotAsked;
    };
    let n = rating.counts.n();
    match describe::mean(&rating.counts).filter(|_| asked.min_group.allows(n)) {
        Some(mean) => Figure::Shown(SummaryMean { n, mean }),
        // While more can come, no figure means that the first batch is not full: some may have answered.
        None if n == 0 && asked.open.is_none() => Figure::NoAnswers,
        None => Figure::TooFew,
    }
}

/// A time that was asked about: its name, and its figure of each aim.
type Time = (&'static str, fn(&Aim) -> Figure);

const TIMES: [Time; 4] = [
    ("Before", |aim| aim.before),
    ("Then", |aim| aim.then),
    ("Now", |aim| aim.now),
    ("Weeks later", |aim| aim.later),
];

/// The times side by side, with the change between then and now; none where nothing of it can be shown.
pub(super) fn section(report: &CourseReport) -> Option<SheetSection> {
    let aims = report.aims();
    let is_shown = |aim: &Aim| TIMES.iter().any(|(_, of)| matches!(of(aim), Figure::Shown(_)));
    if !aims.iter().any(is_shown) {
        return None;
    }
    let asked = |(_, of): &&Time| aims.iter().any(|aim| !matches!(of(aim), Figure::NotAsked));
    let times: Vec<&Time> = TIMES.iter().filter(asked).collect();
    let has_changes = aims.iter().any(|aim| aim.change.is_some());
    let mut columns = Vec::new();
    for (name, _) in &times {
        columns.extend([TableColumn::figures(*name), TableColumn::figures("n")]);
    }
    if has_changes {
        columns.extend(["Change, then to now", "95% interval"].map(TableColumn::figures));
    }
    let row = |aim: &Aim| TableRow {
        key: aim.key.clone(),
        label: aim.label.clone(),
        strong: false,
        cells: times.iter().flat_map(|(_, of)| cells(of(aim))).chain(moved(aim, has_changes)).collect(),
    };
    let so_far = if report.is_open() { " Open surveys as far as full batches of answers tell." } else { "" };
    Some(SheetSection {
        stem: people::stem(report.people(), "then-now"),
        heading: "Confidence at each time".to_owned(),
        finding: String::new(),
        charts: Vec::new(),
        table: Table {
            caption: format!(
                "Means on a scale from 1 to 5. Then and now were asked together at the end of the course.{so_far}"
            ),
            corner: "Aim",
            heat: false,
            columns,
            rows: aims.iter().map(row).collect(),
        },
    })
}

fn cells(figure: Figure) -> [TableCell; 2] {
    match figure {
        Figure::Shown(SummaryMean { n, mean }) => {
            [TableCell::of(wording::mean(mean)), TableCell::of(wording::count(n))]
        }
        Figure::NotAsked => [TableCell::absent("not asked"), TableCell::absent("–")],
        Figure::NoAnswers => [TableCell::absent("no answers"), TableCell::absent("–")],
        Figure::TooFew => [TableCell::absent(TOO_FEW), TableCell::absent("–")],
    }
}

fn moved(aim: &Aim, has_changes: bool) -> Vec<TableCell> {
    if !has_changes {
        return Vec::new();
    }
    let change = aim.change.map(|change| wording::gap(printed::difference(change.now, change.then)));
    let interval = aim.change.and_then(|change| change.interval).map(wording::interval);
    vec![TableCell::or_dash(change), TableCell::or_dash(interval)]
}
