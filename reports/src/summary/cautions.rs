//! What limits the figures: told on the first screen, in whole sentences.

use super::document::{Change, Reaction};
use super::inputs::{Block, Inputs};
use super::{ledger, method, sides, wording};
use crate::compare::{KindFigure, Pair, Side};
use crate::small_numbers::{CategoryView, MinGroup};

/// Where figures are missing.
pub(super) fn hidden(min: MinGroup) -> String {
    let min = wording::number(min.get());
    format!("Answers from fewer than {min} people are not shown.")
}

/// Where kinds of partner are told together only.
pub(super) fn together(blocks: &[Block]) -> Option<String> {
    let comparisons = blocks.iter().map(|block| &block.comparison);
    let mut found = comparisons.filter(|comparison| {
        let kinds = comparison.kinds();
        let is_together = |pair: &Pair| kinds.iter().any(|kind| pair.of_kind(kind) == KindFigure::Together);
        comparison.pairs.iter().any(is_together)
    });
    let min = wording::number(found.next()?.min_group.get());
    Some(format!(
        "Where fewer than {min} partners of one kind answered a question, only the figure for all partners is shown."
    ))
}
/// Fewer people than this are few.
const FEW: u64 = 30;

/// The cautions, the most important first.
pub(super) fn cautions(inputs: &Inputs, changes: &[Change], reactions: &[Reaction]) -> Vec<String> {
    let mut cautions = Vec::new();
    if inputs.answered < FEW {
        let people = sides::counted(inputs.people, inputs.answered);
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

/// The cautions of one direction of the ledger, shown apart from a course.
pub(super) fn of_block(block: &Block) -> Vec<String> {
    let blocks = std::slice::from_ref(block);
    let most = |of: fn(&Pair) -> &Side| block.comparison.pairs.iter().filter_map(|pair| of(pair).n).max();
    let people = [most(|pair| &pair.offer), most(|pair| &pair.expectation)];
    let few = people
        .into_iter()
        .flatten()
        .any(|people| people < FEW)
        .then(|| format!("With only {}, small differences mean little.", ledger::people(block)));
    let hidden = is_hidden(blocks).then(|| hidden(block.comparison.min_group));
    few.into_iter().chain(weighting(blocks)).chain(hidden).chain(together(blocks)).collect()
}

fn sides(blocks: &[Block]) -> impl Iterator<Item = &Side> {
    let pairs = blocks.iter().flat_map(|block| &block.comparison.pairs);
    pairs.flat_map(|pair| [&pair.offer, &pair.expectation])
}

fn weighting(blocks: &[Block]) -> Option<String> {
    let weighted = method::costliest(blocks)?;
    let said = "More than half of the partners’ answers came from one kind of partner, so every kind is counted \
                equally; the table also gives the mean of all answers";
    Some(if weighted.is_costly() {
        format!(
            "{said}, which is much more certain (design effect {}).",
            wording::mean(weighted.design_effect)
        )
    } else {
        format!("{said}.")
    })
}

pub(super) fn is_hidden(blocks: &[Block]) -> bool {
    sides(blocks).any(|side| side.suppressed)
}

fn is_something_hidden(changes: &[Change], reactions: &[Reaction]) -> bool {
    changes.iter().any(|change| change.shown.is_none() && !change.unanswered)
        || reactions
            .iter()
            .any(|reaction| reaction.n.is_none() && reaction.categories == CategoryView::Hidden)
}
