//! Confidence then and now: what may be shown of it, and the last course beside it.

use super::document::{ConfidenceChange, LastChange, ShownChange, SummaryMean};
use super::inputs::{Confidence, Inputs, Previous};
use crate::counts::{Counts, real};
use crate::small_numbers::MinGroup;
use crate::stats::paired::{self, PairCounts};
use crate::stats::{MIN_TESTED, describe};
use crate::wording;

/// The changes that may be shown, worked out, from which the headline is drawn.
pub(super) fn moves(confidence: &[Confidence], min: MinGroup) -> Vec<paired::PairedChange> {
    confidence.iter().filter_map(|item| shown(&item.pairs, min)).collect()
}

fn shown(pairs: &PairCounts, min: MinGroup) -> Option<paired::PairedChange> {
    paired::change(pairs).filter(|change| min.allows(change.n))
}

/// What may be shown of every item, in the order given.
pub(super) fn freeze(inputs: &Inputs) -> Vec<ConfidenceChange> {
    let previous = inputs.previous.as_ref().filter(|last| last.survey == inputs.survey);
    of(&inputs.confidence, previous, inputs.min_group)
}

/// The same without anything but the answers, with those of the last course that may be compared.
pub(super) fn of(
    confidence: &[Confidence],
    previous: Option<&Previous>,
    min: MinGroup,
) -> Vec<ConfidenceChange> {
    let item = |item: &Confidence| ConfidenceChange {
        key: item.key.clone(),
        label: item.label.clone(),
        unanswered: item.pairs.n() == 0,
        shown: shown(&item.pairs, min).map(|change| ShownChange {
            n: change.n,
            then: change.then,
            now: change.now,
            interval: change.test.map(|test| test.interval).filter(|_| change.n >= MIN_TESTED),
            up: change.up,
            same: change.same,
            down: change.down,
            before: item.before.as_ref().and_then(|before| mean_of(before, min)),
            last: previous.filter(|_| change.n >= MIN_TESTED).and_then(|last| last_of(last, &item.key)),
        }),
    };
    confidence.iter().map(item).collect()
}

fn mean_of(counts: &Counts, min: MinGroup) -> Option<SummaryMean> {
    describe::mean(counts).filter(|_| min.allows(counts.n())).map(|mean| SummaryMean { n: counts.n(), mean })
}

fn last_of(last: &Previous, key: &str) -> Option<LastChange> {
    let item = last.confidence.iter().find(|item| item.key == key)?;
    let change = paired::change(&item.pairs).filter(|change| change.n >= MIN_TESTED)?;
    Some(LastChange { n: change.n, then: change.then, now: change.now })
}

/// The means of then and now over all items shown, each counting the same.
pub(super) fn overall(changes: &[ConfidenceChange]) -> Option<(f64, f64)> {
    let shown: Vec<(f64, f64)> =
        changes.iter().filter_map(|change| change.shown).map(|shown| (shown.then, shown.now)).collect();
    averages(&shown)
}

fn averages(means: &[(f64, f64)]) -> Option<(f64, f64)> {
    let n = real(means.len() as u64);
    let average = |of: fn(&(f64, f64)) -> f64| means.iter().map(of).sum::<f64>() / n;
    (!means.is_empty()).then(|| (average(|mean| mean.0), average(|mean| mean.1)))
}

/// The last course against this one, over the questions that both asked.
pub(super) fn last_course(changes: &[ConfidenceChange], name: &str) -> Option<String> {
    let both: Vec<(ShownChange, LastChange)> = changes
        .iter()
        .filter_map(|change| change.shown)
        .filter_map(|shown| Some((shown, shown.last?)))
        .collect();
    let (then, now) = averages(&both.iter().map(|(shown, _)| (shown.then, shown.now)).collect::<Vec<_>>())?;
    let (was, became) = averages(&both.iter().map(|(_, last)| (last.then, last.now)).collect::<Vec<_>>())?;
    let people = both.iter().map(|(_, last)| last.n).max()?;
    let question = if both.len() == 1 { "question" } else { "questions" };
    Some(format!(
        "Last time ({name}, {}): {}; this time {} on the same {question}. The difference may be chance.",
        wording::counted(people, "person", "people"),
        wording::then_to_now(was, became),
        wording::then_to_now(then, now),
    ))
}

/// A change in one line: "2.5 → 3.6 (8 up, 2 same, none down)".
pub(super) fn in_a_line(change: &ShownChange) -> String {
    let people = |count: u64| if count == 0 { "none".to_owned() } else { wording::count(count) };
    format!(
        "{} ({} up, {} same, {} down)",
        wording::then_to_now(change.then, change.now),
        people(change.up),
        people(change.same),
        people(change.down),
    )
}

/// The means of a change: "2.5 → 3.6 (before: 2.9, n 9)".
pub(super) fn means(change: &ShownChange) -> String {
    let means = wording::then_to_now(change.then, change.now);
    before(change).map_or_else(|| means.clone(), |before| format!("{means} ({before})"))
}

/// "before: 2.9, n 9", where it was asked before the course as well: of other people, perhaps.
fn before(change: &ShownChange) -> Option<String> {
    let before = change.before?;
    Some(format!("before: {}, n {}", wording::mean(before.mean), wording::count(before.n)))
}
