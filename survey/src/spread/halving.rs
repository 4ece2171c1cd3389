//! Which neighbouring cells are told together.
//!
//! All cells are halved, and each half again, as long as both halves are of enough people. Where one half alone is, those
//! of the other are told with their neighbours of it, and it is halved on. So what classes tell beside their figures is
//! only where enough people are and where fewer are, nobody among them. For any range within a class, whatever of it is
//! told holds as well if nobody of the class were in it, or it is enough people who are: a few people in a range of their
//! own cannot be told from none. (Put together from the lowest on, until there are enough, the last cell of each class
//! would be known to have somebody in it.)

use std::ops::Range;

use common_ground_reports::small_numbers::MinGroup;

/// The cells of each class. All together are enough people.
pub(super) fn classes(counts: &[u64], min: MinGroup) -> Vec<Range<usize>> {
    halves(counts, 0..counts.len(), min)
}

fn halves(counts: &[u64], cells: Range<usize>, min: MinGroup) -> Vec<Range<usize>> {
    if cells.len() < 2 {
        return vec![cells];
    }
    let middle = cells.start + cells.len() / 2;
    let (low, high) = (cells.start..middle, middle..cells.end);
    let is_enough = |half: &Range<usize>| min.allows(counts[half.clone()].iter().sum());
    match (is_enough(&low), is_enough(&high)) {
        (true, true) => [halves(counts, low, min), halves(counts, high, min)].concat(),
        (true, false) => {
            let mut classes = halves(counts, low, min);
            if let Some(last) = classes.last_mut() {
                last.end = cells.end;
            }
            classes
        }
        (false, true) => {
            let mut classes = halves(counts, high, min);
            if let Some(first) = classes.first_mut() {
                first.start = cells.start;
            }
            classes
        }
        (false, false) => vec![cells],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// What is told of people in these cells: each class with how many are in it.
    fn told(counts: &[u64]) -> Vec<(Range<usize>, u64)> {
        let classes = classes(counts, MinGroup::default()).into_iter();
        classes.map(|class| (class.clone(), counts[class].iter().sum())).collect()
    }

    /// Every way in which so many people can be in so many cells.
    fn ways(cells: usize, people: u64) -> Vec<Vec<u64>> {
        if cells == 1 {
            return vec![vec![people]];
        }
        let with = |first: u64| {
            let rest = ways(cells - 1, people - first).into_iter();
            rest.map(move |rest| [vec![first], rest].concat())
        };
        (0..=people).flat_map(with).collect()
    }

    #[test]
    fn cells_are_put_together_until_each_class_is_of_enough_people() {
        assert_eq!(told(&[6, 5, 5, 9]), [(0..1, 6), (1..2, 5), (2..3, 5), (3..4, 9)]);
        assert_eq!(told(&[6, 5, 0, 0]), [(0..1, 6), (1..4, 5)]);
        assert_eq!(told(&[6, 1, 0, 8]), [(0..2, 7), (2..4, 8)]);
        assert_eq!(told(&[2, 2, 2, 2]), [(0..4, 8)]);
        assert_eq!(told(&[7]), [(0..1, 7)]);
    }

    #[test]
    fn somebody_who_is_far_away_from_all_others_moves_nothing() {
        let alone = told(&[8, 9, 0, 0, 0, 0, 0, 1]);
        let beside = told(&[8, 10, 0, 0, 0, 0, 0, 0]);
        assert_eq!(alone, beside);
        assert_eq!(alone, [(0..1, 8), (1..8, 10)]);
    }

    #[test]
    fn nobody_can_work_out_that_a_few_people_are_in_a_part_of_a_class() {
        let min = MinGroup::default().get();
        for (cells, most) in [(2, 20), (3, 18), (4, 16), (5, 14)] {
            // What the fewest people in a range within a class can be, by what was told and the range.
            let mut fewest: BTreeMap<(String, usize, usize), u64> = BTreeMap::new();
            for counts in (min..=most).flat_map(|people| ways(cells, people)) {
                let shown = told(&counts);
                assert!(shown.iter().all(|(_, people)| *people >= min), "{counts:?}: {shown:?}");
                let name = format!("{shown:?}");
                for (class, _) in &shown {
                    for (from, to) in
                        class.clone().flat_map(|from| (from + 1..=class.end).map(move |to| (from, to)))
                    {
                        let people: u64 = counts[from..to].iter().sum();
                        let known = fewest.entry((name.clone(), from, to)).or_insert(people);
                        *known = people.min(*known);
                    }
                }
            }
            let known: Vec<_> = fewest.iter().filter(|(_, least)| (1..min).contains(*least)).collect();
            assert!(known.is_empty(), "{known:?}");
        }
    }
}
