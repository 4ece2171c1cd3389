//! What a reader can solve for: each person is an unknown, and each figure tells a sum of some of them.

use std::collections::{BTreeMap, BTreeSet};

/// Sums are taken modulo this prime.
const PRIME: u128 = (1 << 61) - 1;

/// The smallest set of fewer people than `min` that some weighted sum of figures is of, whatever the weights.
pub(super) fn few<P: Ord + Clone>(figures: &[BTreeSet<P>], min: usize) -> Option<Vec<P>> {
    let figures: BTreeSet<&BTreeSet<P>> = figures.iter().collect();
    // People who are in the same figures cannot be told apart, and count as one unknown.
    let mut atoms: BTreeMap<Vec<u128>, Vec<P>> = BTreeMap::new();
    for person in figures.iter().copied().flatten().collect::<BTreeSet<_>>() {
        let within = figures.iter().map(|figure| u128::from(figure.contains(person))).collect();
        atoms.entry(within).or_default().push(person.clone());
    }
    let columns: Vec<&Vec<u128>> = atoms.keys().collect();
    let people: Vec<&Vec<P>> = atoms.values().collect();
    let free = free(&columns);
    let search = Search { free: &free, sizes: people.iter().map(|people| people.len()).collect() };
    let found = (1..min).find_map(|size| search.dependent(0, size, &[]))?;
    Some(found.into_iter().flat_map(|at| people[at].clone()).collect())
}

/// How each unknown moves in the solutions that tell nobody anything, the null space of the figures: a sum of
/// unknowns is told exactly when none of these changes it.
fn free(columns: &[&Vec<u128>]) -> Vec<Vec<u128>> {
    let height = columns.first().map_or(0, |column| column.len());
    let mut rows: Vec<Vec<u128>> =
        (0..height).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
    let mut pivots = Vec::new();
    for at in 0..columns.len() {
        let Some(row) = (pivots.len()..height).find(|row| rows[*row][at] != 0) else { continue };
        rows.swap(pivots.len(), row);
        let head = scaled(&rows[pivots.len()], at);
        for (other, row) in rows.iter_mut().enumerate() {
            if other != pivots.len() {
                subtract(row, &head, at);
            }
        }
        rows[pivots.len()] = head;
        pivots.push(at);
    }
    let moving: Vec<usize> = (0..columns.len()).filter(|at| !pivots.contains(at)).collect();
    let of = |at: usize| match pivots.iter().position(|pivot| *pivot == at) {
        Some(row) => moving.iter().map(|free| (PRIME - rows[row][*free]) % PRIME).collect(),
        None => moving.iter().map(|free| u128::from(*free == at)).collect(),
    };
    (0..columns.len()).map(of).collect()
}

struct Search<'f> {
    free: &'f [Vec<u128>],
    sizes: Vec<usize>,
}

impl Search<'_> {
    /// Unknowns from one on, of this many people at most, of which with those in `basis` some sum never moves. The basis
    /// has a column for each vector in which it is one, and those after it are zero.
    fn dependent(&self, from: usize, left: usize, basis: &[(usize, Vec<u128>)]) -> Option<Vec<usize>> {
        for at in (from..self.free.len()).filter(|at| self.sizes[*at] <= left) {
            let mut rest = self.free[at].clone();
            for (pivot, vector) in basis {
                subtract(&mut rest, vector, *pivot);
            }
            let Some(pivot) = rest.iter().position(|cell| *cell != 0) else { return Some(vec![at]) };
            if self.sizes[at] < left {
                let longer = [basis, &[(pivot, scaled(&rest, pivot))]].concat();
                if let Some(mut found) = self.dependent(at + 1, left - self.sizes[at], &longer) {
                    found.insert(0, at);
                    return Some(found);
                }
            }
        }
        None
    }
}

/// Takes away what a row that is one at a place has there.
fn subtract(row: &mut [u128], head: &[u128], at: usize) {
    let factor = row[at];
    if factor != 0 {
        for (cell, above) in row.iter_mut().zip(head).filter(|(_, above)| **above != 0) {
            *cell = (*cell + PRIME - times(factor, *above)) % PRIME;
        }
    }
}

/// The row that is one at a place.
fn scaled(row: &[u128], at: usize) -> Vec<u128> {
    let inverse = power(row[at], PRIME - 2);
    row.iter().map(|cell| times(*cell, inverse)).collect()
}

fn times(one: u128, other: u128) -> u128 {
    let product = one * other;
    let folded = (product & PRIME) + (product >> 61);
    if folded >= PRIME { folded - PRIME } else { folded }
}

fn power(base: u128, mut exponent: u128) -> u128 {
    let (mut power, mut square) = (1, base);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = times(power, square);
        }
        square = times(square, square);
        exponent >>= 1;
    }
    power
}
