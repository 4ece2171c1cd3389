//! Sentences that say what the figures allow, and no more.

pub mod confidence;
pub mod courses;
pub mod gaps;

pub use confidence::{Direction, course_headline, direction, is_found, moved};
pub use courses::over_courses;
pub use gaps::{MAX_TITLE_WORDS, title};

use crate::compare::{ComparedSides, Comparison, KindGap, Verdict};

/// The title of a picture of what to do first: the item with the largest expectation times shortfall, as surely as its gap
/// is known. Without a full stop.
pub fn first(comparison: &Comparison) -> String {
    let Some(pair) = comparison.top_gaps(1).first().copied() else {
        return "No item is expected more than it is offered".to_owned();
    };
    match pair.verdict {
        Verdict::Clear | Verdict::SmallButCertain => format!("To work on first: {}", pair.label),
        _ => format!("Perhaps to work on first: {}", pair.label),
    }
}

/// The title of a picture of what kinds of partner say: where they are furthest apart, if that is a point or more. Kinds are
/// few people each and not tested against each other, so that they only "may" differ. `name` is what a kind is called. Without
/// a full stop.
pub fn kinds(comparison: &Comparison, name: impl Fn(&str) -> String) -> String {
    let distance = |[high, low]: [&KindGap; 2]| high.mean.zip(low.mean).map_or(0.0, |(high, low)| high - low);
    let apart = comparison.pairs.iter().filter_map(|pair| Some((pair, pair.kinds_apart()?)));
    let furthest = apart.max_by(|(_, a), (_, b)| distance(*a).total_cmp(&distance(*b)));
    let Some((pair, [high, low])) = furthest else {
        return "No two kinds of partner are a point or more apart".to_owned();
    };
    let does = match comparison.ledger {
        ComparedSides::LibraryOffers => "expect",
        ComparedSides::PartnersOffer => "offer",
    };
    let (high, low) = (name(&high.kind), name(&low.kind));
    if pair.topic.is_empty() {
        format!("{high} may {does} more than {low}: {}", pair.label)
    } else {
        format!("{high} may {does} more {} than {low}", pair.topic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Options, PairInput};
    use crate::counts::Counts;
    use crate::small_numbers::{Group, MinGroup};

    fn told(topic: &str, ledger: ComparedSides, schools: [u64; 5]) -> String {
        let kinds = || {
            vec![
                Group::new("school", Counts::of(schools)),
                Group::new("charity", Counts::of([0, 0, 10, 0, 0])),
            ]
        };
        let staff = || vec![Group::new("", Counts::of([0, 0, 10, 0, 0]))];
        let (offer, expectation) = match ledger {
            ComparedSides::LibraryOffers => (staff(), kinds()),
            ComparedSides::PartnersOffer => (kinds(), staff()),
        };
        let item = PairInput {
            key: "flexibility".to_owned(),
            label: "Bend our rules".to_owned(),
            topic: topic.to_owned(),
            offer,
            expectation,
        };
        let comparison = Comparison::new(&[item], Options { ledger, min_group: MinGroup::default() });
        super::kinds(&comparison, |key| format!("{key} people"))
    }

    #[test]
    fn kinds_a_point_apart_may_differ_and_others_are_not_set_against_each_other() {
        let high = [0, 0, 0, 10, 0];
        let said = told("flexibility", ComparedSides::LibraryOffers, high);
        assert_eq!(said, "school people may expect more flexibility than charity people");
        let said = told("", ComparedSides::PartnersOffer, high);
        assert_eq!(said, "school people may offer more than charity people: Bend our rules");
        let said = told("flexibility", ComparedSides::LibraryOffers, [0, 0, 1, 9, 0]);
        assert_eq!(said, "No two kinds of partner are a point or more apart");
    }
}
