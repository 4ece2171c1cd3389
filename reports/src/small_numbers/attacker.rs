//! An attacker: collects everything that is shown and solves for people nobody should see.

use proptest::prelude::*;

use super::*;
use crate::counts::Counts;

/// Sums of people are solved for modulo this prime: beyond every coefficient that can occur.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).unwrap()
}

/// One over it, by Fermat.
fn inverse(a: u64) -> u64 {
    let (mut power, mut square, mut left) = (1, a, PRIME - 2);
    while left > 0 {
        if left % 2 == 1 {
            power = times(power, square);
        }
        square = times(square, square);
        left /= 2;
    }
    power
}

/// Everything that follows from shown sums: rows over atoms of people, reduced, each with its first column.
#[derive(Default)]
struct Known(Vec<(usize, Vec<u64>)>);

impl Known {
    /// What is left of a sum when everything known is taken from it.
    fn remainder(&self, sum: &[u64]) -> Vec<u64> {
        let mut left = sum.to_vec();
        for (first, row) in &self.0 {
            let factor = left[*first];
            if factor != 0 {
                for (cell, known) in left.iter_mut().zip(row) {
                    *cell = (*cell + PRIME - times(factor, *known)) % PRIME;
                }
            }
        }
        left
    }

    fn learn(&mut self, sum: &[u64]) {
        let mut left = self.remainder(sum);
        if let Some(first) = left.iter().position(|cell| *cell != 0) {
            let one_over = inverse(left[first]);
            for cell in &mut left {
                *cell = times(*cell, one_over);
            }
            self.0.push((first, left));
        }
    }

    fn determines(&self, sum: &[u64]) -> bool {
        self.remainder(sum).iter().all(|cell| *cell == 0)
    }
}

/// People who cannot be told apart by anything that is asked: their group, and which of two items they answered.
#[derive(Clone, Debug)]
struct Atom {
    group: String,
    answers: [bool; 2],
    people: u64,
}

fn any_atoms() -> impl Strategy<Value = Vec<Atom>> {
    let group = prop_oneof![Just(String::new()), Just(OTHER.to_owned()), "[a-d]"];
    let atom = (group, any::<[bool; 2]>(), prop_oneof![0_u64..4, 0_u64..16]);
    let atoms = prop::collection::vec(atom, 1..10);
    atoms.prop_map(|atoms| {
        let atom = |(group, answers, people)| Atom { group, answers, people };
        atoms.into_iter().map(atom).collect()
    })
}

fn any_min() -> impl Strategy<Value = MinGroup> {
    (5_u64..12).prop_map(|people| MinGroup::new(people).unwrap())
}

/// What is shown of one item: for each row the atoms in it. An item of a pair is counted over who answered both.
fn shown(atoms: &[Atom], item: usize, paired: bool, partition: &Partition, min: MinGroup) -> Vec<Vec<u64>> {
    let answered = |atom: &Atom| if paired { atom.answers == [true, true] } else { atom.answers[item] };
    let part = |atom: &Atom| partition.part_of(&atom.group).unwrap_or_default().to_owned();
    let mut groups: Vec<Group> = Vec::new();
    for atom in atoms {
        let n = if answered(atom) { atom.people } else { 0 };
        let counts = Counts::of([n, 0, 0, 0, 0]);
        match groups.iter_mut().find(|group| group.key == part(atom)) {
            Some(group) => group.counts = group.counts.plus(&counts),
            None => groups.push(Group::new(part(atom), counts)),
        }
    }
    let row = |of: &dyn Fn(&Atom) -> bool| -> Vec<u64> {
        atoms.iter().map(|atom| u64::from(answered(atom) && atom.people > 0 && of(atom))).collect()
    };
    let total: u64 = groups.iter().map(|group| group.counts.n()).sum();
    let mut rows = Vec::new();
    if min.allows(total) {
        rows.push(row(&|_| true));
        let told = by_part(groups, min);
        let parts = told.iter().filter(|group| !group.key.is_empty());
        rows.extend(parts.map(|group| row(&|atom| part(atom) == group.key)));
    }
    rows
}

/// A set of people under the minimum whose sum follows from what is known, if there is one.
fn exposed(atoms: &[Atom], known: &Known, min: MinGroup) -> Option<Vec<u64>> {
    let sets = 1_u64..1 << atoms.len();
    let mut sums = sets.map(|set| (0..atoms.len()).map(|at| set >> at & 1).collect::<Vec<u64>>());
    sums.find(|sum| {
        let people = sum.iter().zip(atoms).map(|(is_in, atom)| is_in * atom.people).sum();
        let real = sum.iter().zip(atoms).all(|(is_in, atom)| *is_in == 0 || atom.people > 0);
        real && min.hides(people) && known.determines(sum)
    })
}

#[test]
fn the_attacker_finds_people_where_a_small_group_stands_beside_its_total() {
    let atom = |group: &str, people| Atom { group: group.to_owned(), answers: [true, true], people };
    let atoms = [atom("a", 9), atom("b", 3), atom("c", 2)];
    let mut known = Known::default();
    known.learn(&[1, 1, 1]);
    assert_eq!(exposed(&atoms, &known, MinGroup::default()), None);
    known.learn(&[1, 0, 1]);
    assert_eq!(exposed(&atoms, &known, MinGroup::default()), Some(vec![0, 1, 0]));
    // Not from sums of others, however many there are.
    assert!(!known.determines(&[0, 0, 1]));
}

#[test]
fn the_attacker_finds_who_answered_one_of_two_where_pairs_stand_beside_all() {
    let atoms = [
        Atom { group: String::new(), answers: [true, true], people: 12 },
        Atom { group: String::new(), answers: [true, false], people: 1 },
    ];
    let none = Partition::default();
    let mut known = Known::default();
    for row in shown(&atoms, 0, true, &none, MinGroup::default()) {
        known.learn(&row);
    }
    assert_eq!(exposed(&atoms, &known, MinGroup::default()), None);
    for row in shown(&atoms, 0, false, &none, MinGroup::default()) {
        known.learn(&row);
    }
    assert_eq!(exposed(&atoms, &known, MinGroup::default()), Some(vec![0, 1]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_shown_of_an_item_gives_a_small_group_away(
        atoms in any_atoms(), item in 0_usize..2, paired: bool, min in any_min(),
    ) {
        let partition = Partition::of(atoms.iter().map(|atom| (atom.group.clone(), atom.people)), min);
        let mut known = Known::default();
        for row in shown(&atoms, item, paired, &partition, min) {
            known.learn(&row);
        }
        prop_assert_eq!(exposed(&atoms, &known, min), None);
    }

    #[test]
    fn the_views_of_a_partition_that_grows_coarser_give_nobody_away_together(
        atoms in any_atoms(), more in prop::collection::vec(5_u64..20, 10), min in any_min(),
    ) {
        // Each part that is shown again has gained whole groups of people, who answered everything.
        let first = Partition::of(atoms.iter().map(|atom| (atom.group.clone(), atom.people)), min);
        let mut later = atoms.clone();
        for (part, people) in first.parts().into_iter().zip(&more) {
            let people = (*people).max(min.get());
            later.push(Atom { group: part.to_owned(), answers: [true, true], people });
        }
        if !first.has_parts() {
            later.push(Atom { group: String::new(), answers: [true, true], people: more[0].max(min.get()) });
        }
        let sizes = later.iter().map(|atom| (first.part_of(&atom.group).unwrap_or_default().to_owned(), atom.people));
        let second = first.coarser(sizes, min);
        let mut known = Known::default();
        let mut before = shown(&atoms, 0, true, &first, min);
        for row in &mut before {
            row.resize(later.len(), 0);
        }
        for row in before.iter().chain(&shown(&later, 0, true, &second, min)) {
            known.learn(row);
        }
        prop_assert_eq!(exposed(&later, &known, min), None);
    }

    #[test]
    fn the_cells_shown_of_a_group_hold_everybody(values in prop::array::uniform5(0_u64..8), min in any_min()) {
        let counts = Counts::of(values);
        let cells = match CategoryView::of(&counts, min) {
            CategoryView::Every(cells) => cells.to_vec(),
            CategoryView::Bands { low, middle, high } => vec![low, middle, high],
            CategoryView::Hidden => {
                prop_assert!(!min.allows(counts.n()));
                return Ok(());
            }
        };
        prop_assert_eq!(cells.iter().sum::<u64>(), counts.n());
        prop_assert!(min.allows(counts.n()));
        prop_assert_eq!(cells.len() == 5, counts.n() >= WHOLE_FROM);
    }

    #[test]
    fn no_two_views_over_time_expose_the_people_between(
        arrivals in prop::collection::vec(0_u64..12, 1..40),
        min in any_min(),
        open_link: bool,
    ) {
        let batch = Batch::of(min, open_link);
        let mut item = InterimView::default();
        let mut n = 0;
        let mut published = vec![];
        for arrived in arrivals {
            n += arrived;
            published.extend(item.refresh(n, (), batch).map(|frozen| frozen.n));
        }
        // The close publishes everything, if everything is enough.
        if min.allows(n) {
            published.push(n);
        }
        for earlier in &published {
            prop_assert!(min.allows(*earlier));
            for later in &published {
                prop_assert!(later <= earlier || later - earlier >= batch.get());
            }
        }
    }
}
