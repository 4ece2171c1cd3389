//! What limits the figures: told on the first screen, in whole sentences.

use super::document::{ConfidenceChange, CourseReaction};
use super::inputs::{Inputs, ItemBlock};
use super::{headline, ledger, method, people};
use crate::compare::{KindFigure, Pair, SideFigures};
use crate::counts::real;
use crate::small_numbers::{CategoryView, MinGroup};
use crate::wording;

/// Where figures are missing.
pub(super) fn hidden(min: MinGroup) -> String {
    let min = wording::number(min.get());
    format!("Answers from fewer than {min} people are not shown.")
}

/// Where kinds of partner are told together only.
pub(super) fn together(blocks: &[ItemBlock]) -> Option<String> {
    let comparisons = blocks.iter().map(|block| &block.comparison);
    let mut found = comparisons.filter(|comparison| {
        let kinds = comparison.kinds();
        let is_together = |pair: &Pair| {
            kinds.iter().any(|kind| pair.of_kind(kind, comparison.ledger) == KindFigure::Together)
        };
        comparison.pairs.iter().any(is_together)
    });
    let min = wording::number(found.next()?.min_group.get());
    Some(format!(
        "Where fewer than {min} partners of one kind answered a question, only the figure for all partners is shown."
    ))
}

/// Fewer people than this are few.
const FEW: u64 = 30;
/// A lower share of those asked puts a caution first.
const LOW_RESPONSE: f64 = 0.5;
/// From one end of the scale to the other.
const LARGEST_GAP: f64 = 4.0;

/// The cautions, the most important first.
pub(super) fn cautions(
    inputs: &Inputs,
    changes: &[ConfidenceChange],
    reactions: &[CourseReaction],
) -> Vec<String> {
    let mut cautions: Vec<String> = low_response(inputs).into_iter().collect();
    if inputs.answered < FEW {
        let people = people::counted(inputs.people, inputs.answered);
        cautions.push(format!("With only {people}, small differences mean little."));
    }
    if !changes.is_empty() {
        cautions.push("“Then” is people’s own view, looking back.".to_owned());
    }
    cautions.extend(weighting(&inputs.blocks));
    if is_hidden(&inputs.blocks) || is_something_hidden(changes, reactions) {
        cautions.push(hidden(inputs.min_group));
    }
    cautions.extend(together(&inputs.blocks));
    cautions.extend(inputs.absent.iter().map(|sentence| wording::sentence(sentence)));
    cautions
}

/// Where fewer than half of those asked answered.
fn low_response(inputs: &Inputs) -> Option<String> {
    let (who, whole) = headline::asked(inputs)?;
    let named = inputs.turnout.and_then(|turnout| turnout.rate()).filter(|_| who == "invited");
    if named.unwrap_or_else(|| real(inputs.answered) / real(whole)) >= LOW_RESPONSE {
        return None;
    }
    let people = people::counted(inputs.people, whole);
    Some(format!("Fewer than half of the {people} {who} answered; the others may think otherwise."))
}

/// What the comparisons could have found, of all blocks the one that could find least.
pub(super) fn detectable(blocks: &[ItemBlock]) -> Option<String> {
    let found = blocks.iter().filter_map(|block| Some((block, block.comparison.detectable()?)));
    let (block, gap) = found.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let people = ledger::people(block);
    Some(if gap > LARGEST_GAP {
        format!("With {people}, no gap on this scale would show surely.")
    } else {
        format!("With {people}, only gaps of about {} points or more show surely.", wording::size(gap))
    })
}

/// The cautions of one direction of the ledger, shown apart from a course.
pub(super) fn of_block(block: &ItemBlock) -> Vec<String> {
    let blocks = std::slice::from_ref(block);
    let most =
        |of: fn(&Pair) -> &SideFigures| block.comparison.pairs.iter().filter_map(|pair| of(pair).n).max();
    let people = [most(|pair| &pair.offer), most(|pair| &pair.expectation)];
    let few = || {
        let is_few = people.into_iter().flatten().any(|people| people < FEW);
        is_few.then(|| format!("With only {}, small differences mean little.", ledger::people(block)))
    };
    let limit = detectable(blocks).or_else(few);
    let hidden = is_hidden(blocks).then(|| hidden(block.comparison.min_group));
    limit.into_iter().chain(weighting(blocks)).chain(hidden).chain(together(blocks)).collect()
}

fn sides(blocks: &[ItemBlock]) -> impl Iterator<Item = &SideFigures> {
    let pairs = blocks.iter().flat_map(|block| &block.comparison.pairs);
    pairs.flat_map(|pair| [&pair.offer, &pair.expectation])
}

pub(super) fn weighting(blocks: &[ItemBlock]) -> Option<String> {
    let weighted = method::costliest(blocks)?;
    let said = "More than half of the partners’ answers came from one kind of partner, so every kind is counted \
                equally, beside the mean of all answers";
    Some(if weighted.is_costly() {
        format!(
            "{said}, which is much more certain (design effect {}).",
            wording::mean(weighted.design_effect)
        )
    } else {
        format!("{said}.")
    })
}

pub(super) fn is_hidden(blocks: &[ItemBlock]) -> bool {
    sides(blocks).any(|side| side.suppressed)
}

fn is_something_hidden(changes: &[ConfidenceChange], reactions: &[CourseReaction]) -> bool {
    changes.iter().any(|change| change.shown.is_none() && !change.unanswered)
        || reactions
            .iter()
            .any(|reaction| reaction.n.is_none() && reaction.categories == CategoryView::Hidden)
}
