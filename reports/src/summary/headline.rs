//! The finding of a course: subject line, headline, who answered, the sentences below.

use super::document::ShownChange;
use super::inputs::{Confidence, CourseFacts, Inputs, ItemBlock};
use super::{changes, people};
use crate::compare::{ComparedSides, Comparison, Pair, Verdict};
use crate::counts::{Counts, real};
use crate::finding::{self, is_found};
use crate::small_numbers::MinGroup;
use crate::stats::MIN_TESTED;
use crate::stats::paired::PairedChange;
use crate::turnout::RoundTurnout;
use crate::wording;

/// The longest subject that a mail program shows whole, in characters.
const MAX_SUBJECT: usize = 78;

/// The finding in one sentence, without a full stop.
pub(super) fn headline(moves: &[PairedChange], before: &[(Counts, Counts)], blocks: &[ItemBlock]) -> String {
    if moves.is_empty() && blocks.is_empty() {
        return "What people said about the day".to_owned();
    }
    finding::course_headline(moves, before, leading(blocks))
}

/// Which way confidence moved, as a clause; empty where nothing of it may be shown.
pub(super) fn moved(inputs: &Inputs, moves: &[PairedChange]) -> String {
    finding::moved(moves, &marked_before(inputs))
}

/// The same of a survey alone.
pub(super) fn looking_back(confidence: &[Confidence], min: MinGroup) -> String {
    finding::moved(&changes::moves(confidence, min), &[])
}

/// Answers now and before the course, where they may be shown of every aim that is told of; otherwise none.
pub(super) fn marked_before(inputs: &Inputs) -> Vec<(Counts, Counts)> {
    let is_shown = |n: u64| inputs.min_group.allows(n);
    let told = inputs.confidence.iter().filter(|item| is_shown(item.pairs.n()));
    let both = told.map(|item| Some((item.pairs.now(), item.before.filter(|before| is_shown(before.n()))?)));
    both.collect::<Option<_>>().unwrap_or_default()
}

/// The comparison that the headline speaks of: the library's own offer, unless only the other has a finding.
fn leading(blocks: &[ItemBlock]) -> Option<&Comparison> {
    let mut comparisons = blocks.iter().map(|block| &block.comparison);
    comparisons.clone().find(|comparison| is_found(comparison)).or_else(|| comparisons.next())
}

/// The findings in a few words each, the most important first, for the subject line.
pub(super) fn short(moves: &[PairedChange], blocks: &[ItemBlock]) -> Vec<String> {
    let confidence = (!moves.is_empty()).then(|| finding::direction(moves).short());
    let gap = leading(blocks).and_then(short_gap);
    let mut parts: Vec<String> = confidence.into_iter().chain(gap).collect();
    if parts.is_empty() {
        parts.push("what people said".to_owned());
    }
    parts
}

fn short_gap(comparison: &Comparison) -> Option<String> {
    let worst = |verdict| comparison.by_gap().into_iter().find(|pair: &&Pair| pair.verdict == verdict);
    let said = |pair: &Pair, perhaps: &str| match (pair.topic.trim(), comparison.ledger) {
        ("", _) => format!("{perhaps}a gap to close"),
        (topic, ComparedSides::LibraryOffers) => format!("{perhaps}short on {topic}"),
        (topic, ComparedSides::PartnersOffer) => format!("{perhaps}hoping for more {topic}"),
    };
    let clear = worst(Verdict::Clear).map(|pair| said(pair, ""));
    let possible = || worst(Verdict::Possible).map(|pair| said(pair, "perhaps "));
    let is_short = |pair: &&Pair| pair.gap.is_some_and(|gap| gap < 0.0);
    let small = || worst(Verdict::SmallButCertain).filter(is_short).map(|pair| said(pair, "a little "));
    let none = || {
        let judged = comparison.pairs.iter().any(|pair| pair.verdict.is_judged());
        judged.then(|| "no clear gaps".to_owned())
    };
    clear.or_else(possible).or_else(small).or_else(none)
}

/// The subject: "Course 3, Newham, 14 May: confidence up, short on flexibility". Findings give way first, then
/// the place.
pub(super) fn subject(course: &CourseFacts, parts: &[String]) -> String {
    let CourseFacts { short_title, short_place, day, .. } = course;
    let long = format!("{short_title}, {short_place}, {day}: ");
    let brief = format!("{short_title}, {day}: ");
    let first = parts.first().cloned().unwrap_or_default();
    [long.clone() + &parts.join(", "), brief.clone() + &parts.join(", "), long + &first, brief + &first]
        .into_iter()
        .find(|subject| subject.chars().count() <= MAX_SUBJECT)
        .unwrap_or_else(|| format!("{short_title}: {first}").chars().take(MAX_SUBJECT).collect())
}

/// Who answered, in one sentence.
pub(super) fn answered(inputs: &Inputs) -> String {
    let people = inputs.answered;
    let people_of = |count| people::counted(inputs.people, count);
    let who = people_of(people);
    if let (0, Some(side)) = (people, inputs.people) {
        return format!("No {} have answered.", side.words());
    }
    if people == 0 {
        return "Nobody has answered, so there is nothing to show.".to_owned();
    }
    if !inputs.min_group.allows(people) {
        return format!("{who} answered, which is too few to show what they said.");
    }
    let rate = |whole| wording::percent(people, whole);
    // Where forms that were broken off make another rate, that one is named, and is the only one.
    let is_named = |whole| {
        inputs
            .turnout
            .and_then(|turnout| turnout.rate())
            .is_none_or(|named| wording::share(named) == rate(whole))
    };
    match (inputs.came, invited(inputs)) {
        (Some(came), _) if came == people => format!("All {who} who came answered."),
        (Some(came), _) if came > people => {
            format!(
                "{} of the {} who came answered ({}).",
                wording::count(people),
                people_of(came),
                rate(came)
            )
        }
        (None, Some(invited)) if invited == people => format!("All {who} invited answered."),
        (None, Some(invited)) if invited > people => {
            let rate = if is_named(invited) { format!(" ({})", rate(invited)) } else { String::new() };
            format!("{} of the {} invited answered{rate}.", wording::count(people), people_of(invited))
        }
        _ => format!("{who} answered."),
    }
}

/// The people of whom those who answered are a share: "who came" or "invited", and how many.
pub(super) fn asked(inputs: &Inputs) -> Option<(&'static str, u64)> {
    let came = inputs.came.map(|came| ("who came", came));
    came.or_else(|| invited(inputs).map(|invited| ("invited", invited)))
        .filter(|(_, whole)| *whole >= inputs.answered)
}

/// The people on the list, where nobody else could answer.
fn invited(inputs: &Inputs) -> Option<u64> {
    inputs.turnout.filter(RoundTurnout::has_list).map(|turnout| turnout.invited)
}

/// "12 of 15", or "12" where nobody knows how many there could have been.
pub(super) fn answered_of(inputs: &Inputs) -> String {
    let answered = wording::count(inputs.answered);
    let of = |(_, whole)| format!("{answered} of {}", wording::count(whole));
    asked(inputs).map_or_else(|| answered.clone(), of)
}

/// A sentence or two after who answered: the aim that moved most, and the finding of the other direction.
pub(super) fn lead(inputs: &Inputs, headline: &str) -> String {
    let other = inputs
        .blocks
        .iter()
        .map(|block| &block.comparison)
        .filter(|comparison| is_found(comparison))
        .map(finding::title)
        .find(|title| !headline.to_lowercase().ends_with(&title.to_lowercase()));
    let moved = most_moved(inputs).map(|moved| match inputs.people {
        Some(people) => format!("Of {}, {}", people.words(), wording::lowered(&moved)),
        None => moved,
    });
    let parts = moved.into_iter().chain(before(inputs)).chain(other.map(|title| wording::sentence(&title)));
    parts.collect::<Vec<_>>().join(" ")
}

/// What people said before the course beside what they say of that time looking back, where they were asked about every
/// aim.
fn before(inputs: &Inputs) -> Option<String> {
    let shown: Vec<ShownChange> =
        changes::freeze(inputs).into_iter().filter_map(|change| change.shown).collect();
    let befores: Vec<f64> = shown.iter().filter_map(|shown| Some(shown.before?.mean)).collect();
    if shown.is_empty() || befores.len() < shown.len() {
        return None;
    }
    let average = |means: Vec<f64>| wording::mean(means.iter().sum::<f64>() / real(means.len() as u64));
    Some(format!(
        "Asked before the course, people put their confidence at {}; looking back, at {}, and now at {}.",
        average(befores),
        average(shown.iter().map(|shown| shown.then).collect()),
        average(shown.iter().map(|shown| shown.now).collect()),
    ))
}

/// The aim with the largest change, told in people: "Eight of 12 felt more confident about setting up a first
/// meeting, nobody felt less confident."
fn most_moved(inputs: &Inputs) -> Option<String> {
    let moved = inputs.confidence.iter().filter_map(|item| {
        let change = changes::moves(std::slice::from_ref(item), inputs.min_group).pop()?;
        (change.n >= MIN_TESTED).then_some((item, change))
    });
    let (item, change) = moved.max_by(|(_, a), (_, b)| a.change.abs().total_cmp(&b.change.abs()))?;
    let about = match item.topic.trim() {
        "" => format!(" on “{}”", item.label),
        topic => format!(" about {topic}"),
    };
    let PairedChange { n, up, same, down, .. } = change;
    Some(match (up, down) {
        (0, 0) => format!("All {n} felt as confident{about} as before."),
        (_, 0) if same == 0 => format!("All {n} felt more confident{about}."),
        (0, _) if same == 0 => format!("All {n} felt less confident{about}."),
        (0, _) => {
            let down = wording::capitalised(&wording::number(down));
            format!("{down} of {n} felt less confident{about}, none more.")
        }
        (_, 0) => {
            let up = wording::capitalised(&wording::number(up));
            format!("{up} of {n} felt more confident{about}, nobody felt less confident.")
        }
        _ => {
            let (up, down) = (wording::capitalised(&wording::number(up)), wording::number(down));
            format!("{up} of {n} felt more confident{about}, {down} less.")
        }
    })
}
