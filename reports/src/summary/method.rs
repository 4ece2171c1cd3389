//! How the figures were worked out, in plain words.

use super::inputs::ItemBlock;
use crate::small_numbers::{MinGroup, WHOLE_FROM};
use crate::weighting::EqualWeight;
use crate::wording;

/// What a report contains, and so has to explain.
#[derive(Clone, Debug)]
pub(super) struct MethodContents {
    /// Offers against expectations.
    pub(super) gaps: bool,
    /// Confidence then and now.
    pub(super) changes: bool,
    /// How large a gap shows surely, in a sentence, where it is not said elsewhere.
    pub(super) detectable: Option<String>,
    /// Means with every kind of partner counted equally: the item for which it costs most.
    pub(super) weighting: Option<EqualWeight>,
    /// The smallest group shown.
    pub(super) min_group: MinGroup,
}

/// The paragraphs, each a heading with its text.
pub(super) fn paragraphs(contents: MethodContents) -> Vec<(&'static str, String)> {
    let mut paragraphs = vec![(
        "Means",
        "A mean is the average of all answers from 1 to 5. “Don’t know”, “does not apply” and blank answers are \
         never part of it. Figures are rounded when they are shown; a gap and a change are the difference of the two \
         means as they are printed."
            .to_owned(),
    )];
    if contents.gaps {
        paragraphs.extend(gaps());
        paragraphs.extend(contents.detectable.map(|detectable| ("What could be found", detectable)));
    }
    if contents.changes {
        paragraphs.push((
            "Then and now",
            "After the course people say how confident they are now, and how confident they were before it. The \
             change is now minus then in the same people, so nobody has to be followed over time. It is people’s \
             own view, looking back, and can flatter a course. An aim is called up or down when its change is \
             unlikely to be chance, after Holm’s correction for several aims; confidence as a whole when at least half \
             of the aims are."
                .to_owned(),
        ));
    }
    if let Some(weighting) = contents.weighting {
        paragraphs.push(("Kinds of partner", kinds(weighting)));
    }
    paragraphs.push(("Small numbers", small_numbers(contents.min_group)));
    paragraphs
}

fn gaps() -> [(&'static str, String); 3] {
    [
        (
            "Gaps",
            "A gap is what one side says it offers minus what the other expects or hopes for. Below zero, the side \
             that expects is left short; above zero, it gets more than it asked for. The two sides are different \
             people. Always read both means: the same gap means less where little is expected. The gaps that matter \
             most are those with the largest expectation times shortfall."
                .to_owned(),
        ),
        (
            "Intervals",
            "The 95% interval says how far the gap could lie from the figure shown if other people like these had \
             answered (Welch’s t interval). It needs ten answers on each side."
                .to_owned(),
        ),
        (
            "Readings",
            "Every gap is tested by means (Welch) and by ranks (Mann-Whitney), and the larger p-value counts. Among many \
             questions some will differ by luck, so it is corrected for their number. A clear gap is at least 0.5 and \
             unlikely to be chance (p below 0.05 after Holm); one that is as unlikely but from 0.2 to 0.5 is small but \
             certain. A possible gap is at least 0.3 and worth a look (p below 0.05 after Benjamini and Hochberg). \
             About level means that the whole interval lies within 0.5 of zero, and that all types of partner are less than 1 \
             away, also from each other. Everything else is “not sure yet”: it is never taken for no difference. What would show surely is the \
             gap that would be called clear in four of five such comparisons."
                .to_owned(),
        ),
    ]
}

/// The weighting that costs most among all items, if any item is weighted.
pub(super) fn costliest(blocks: &[ItemBlock]) -> Option<EqualWeight> {
    let pairs = blocks.iter().flat_map(|block| &block.comparison.pairs);
    pairs
        .filter_map(crate::compare::Pair::weighted)
        .max_by(|a, b| a.design_effect.total_cmp(&b.design_effect))
}

fn kinds(weighting: EqualWeight) -> String {
    let cost = if weighting.is_costly() {
        "That is a design effect above 2: these means are much less certain than the number of answers suggests."
    } else {
        "The intervals take it into account."
    };
    format!(
        "One kind of partner gave more than half of the answers to all questions together, so the mean of all answers \
         would mostly be the mean of that kind. The partners’ mean is therefore the mean of the kinds’ means, wherever a \
         question is told by kind; the gap, its interval (degrees of freedom after Satterthwaite), its tests (that by \
         ranks after Brunner and Munzel, with no less than the spread of all answers together) and its reading all use it, and the mean of all answers stands beside it. Counting kinds equally makes the \
         answers worth as much as {effective} answers that count equally themselves where it costs most (design \
         effect {effect}). {cost}",
        effective = wording::mean(weighting.effective_n),
        effect = wording::mean(weighting.design_effect),
    )
}

fn small_numbers(min: MinGroup) -> String {
    let finely = if min.get() < WHOLE_FROM {
        " Below ten answers there are a mean and three bands: the two lowest answers, the middle, the two highest."
    } else {
        ""
    };
    format!(
        "Nothing is shown of fewer than {min} people, nor of people whom two figures differ by. Groups with fewer \
         people are put together as “Other”; where fewer than {min} people in a group answered a question, only the \
         figure for everybody is shown.{finely} If everybody in a group gives the same answer, the group’s figure tells that \
         answer.",
        min = min.get()
    )
}
