//! What people get against the least they would accept and what they would like: the gaps of LibQUAL and SERVQUAL.
//!
//! The same person gives all ratings, so that every gap is a paired difference: what is perceived minus what it
//! is held against. Above zero is better in all of them. A gap never goes without its two means: [`CAUTION`].

use serde::{Deserialize, Serialize};

use crate::small_numbers::MinGroup;
use crate::stats::paired::{self, PairCounts};
use crate::stats::{Interval, MIN_TESTED};

/// What the note on methods says of these gaps.
pub const CAUTION: &str = "A difference between two ratings by the same person carries the errors of both. \
                           Read each gap together with its two means.";

/// How many people gave each three ratings: `cells[minimum - 1][perceived - 1][desired - 1]`. People who left
/// one of the three out are not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TripleCounts {
    /// Minimum, perceived, desired, each from 1 to 5.
    pub cells: [[[u64; 5]; 5]; 5],
}

impl TripleCounts {
    /// Counts more complete triples; one with a value outside 1 to 5 is ignored.
    pub fn add(&mut self, minimum: u8, perceived: u8, desired: u8, times: u64) {
        let place = |value: u8| usize::from(value).checked_sub(1).filter(|place| *place < 5);
        if let (Some(minimum), Some(perceived), Some(desired)) =
            (place(minimum), place(perceived), place(desired))
        {
            self.cells[minimum][perceived][desired] += times;
        }
    }

    /// Complete triples.
    pub fn n(&self) -> u64 {
        self.cells.iter().flatten().flatten().sum()
    }

    /// People whose least acceptable is above what they desire, which cannot be meant.
    pub fn reversed(&self) -> u64 {
        self.entries().filter(|([minimum, _, desired], _)| minimum > desired).map(|(_, times)| times).sum()
    }

    /// The perceived rating (columns) against the minimum and against the desired one, without the reversed.
    fn pairs(&self) -> (PairCounts, PairCounts) {
        let (mut against_minimum, mut against_desired) = (PairCounts::default(), PairCounts::default());
        for ([minimum, perceived, desired], times) in self.entries() {
            if minimum <= desired {
                against_minimum.add(minimum, perceived, times);
                against_desired.add(desired, perceived, times);
            }
        }
        (against_minimum, against_desired)
    }

    /// Every triple of ratings with the number of people who gave it.
    fn entries(&self) -> impl Iterator<Item = ([u8; 3], u64)> {
        (1..).zip(&self.cells).flat_map(|(minimum, rows)| {
            (1..).zip(rows).flat_map(move |(perceived, row)| {
                (1..).zip(row).map(move |(desired, times)| ([minimum, perceived, desired], *times))
            })
        })
    }
}

impl FromIterator<(u8, u8, u8)> for TripleCounts {
    /// Counts people given as (minimum, perceived, desired).
    fn from_iter<I: IntoIterator<Item = (u8, u8, u8)>>(people: I) -> Self {
        let mut triples = Self::default();
        for (minimum, perceived, desired) in people {
            triples.add(minimum, perceived, desired, 1);
        }
        triples
    }
}

/// What is perceived, held against another rating by the same people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// Complete ratings.
    pub n: u64,
    /// Mean of what it is held against, 1 to 5: minimum, desired or expected.
    pub reference: f64,
    /// Mean of what is perceived, 1 to 5.
    pub perceived: f64,
    /// Mean of perceived minus reference, -4 to 4.
    pub gap: f64,
    /// Standard deviation of the differences with n - 1; none below ten people.
    pub sd: Option<f64>,
    /// 95% t interval of the gap; none below ten people or when all differ by the same amount.
    pub interval: Option<Interval>,
    /// People who get more than their reference.
    pub above: u64,
    /// People who get just that.
    pub level: u64,
    /// People who get less.
    pub below: u64,
}

/// The gap from pairs of ratings by the same people, rows the reference, columns the perceived; none without
/// pairs. With expectations as the reference this is the gap of SERVQUAL, perception minus expectation
/// (Parasuraman, Zeithaml & Berry 1988). Whether it may be shown is the caller's to ask.
pub fn gap(pairs: &PairCounts) -> Option<Gap> {
    let found = paired::change(pairs)?;
    Some(Gap {
        n: found.n,
        reference: found.then,
        perceived: found.now,
        gap: found.change,
        sd: found.sd.filter(|_| found.n >= MIN_TESTED),
        interval: found.test.map(|test| test.interval).filter(|_| found.n >= MIN_TESTED),
        above: found.up,
        level: found.same,
        below: found.down,
    })
}

/// Where the mean perceived rating lies against the zone of tolerance, from mean minimum to mean desired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Adequacy below zero: less than the least acceptable.
    Below,
    /// Adequacy zero or more, superiority zero or less. The ends belong to the zone.
    Within,
    /// Superiority above zero: more than desired.
    Above,
}

impl Zone {
    fn of(adequacy: &Gap, superiority: &Gap) -> Option<Self> {
        match (adequacy.gap < 0.0, superiority.gap > 0.0) {
            (true, false) => Some(Self::Below),
            (false, false) => Some(Self::Within),
            (false, true) => Some(Self::Above),
            // Only where the two come from different people, and so speak of no one zone.
            (true, true) => None,
        }
    }

    /// The words for tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::Below => "below what people would accept",
            Self::Within => "between acceptable and wished for",
            Self::Above => "more than people wish for",
        }
    }
}

/// The quality of one service as those see it who get it. It holds only what may be shown and can be stored as
/// it is.
///
/// Whatever else is shown of the same ratings must be of the same people, or those left out could be worked out from
/// the two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceQuality {
    /// Whether there are ratings, but too few to show.
    pub suppressed: bool,
    /// People left out because their minimum is above what they desire; none when they are some but too few to
    /// mention, when the rest is suppressed, or when only pairs are known, which do not tell.
    pub reversed: Option<u64>,
    /// Perceived minus minimum.
    pub adequacy: Option<Gap>,
    /// Perceived minus desired.
    pub superiority: Option<Gap>,
    /// Where the service lies; none unless both gaps are shown.
    pub zone: Option<Zone>,
}

impl ServiceQuality {
    /// Works out both gaps over the same people: complete triples whose minimum is not above the desired rating.
    pub fn of_triples(triples: &TripleCounts, min: MinGroup) -> Self {
        let (against_minimum, against_desired) = triples.pairs();
        let quality = Self::of_pairs(&against_minimum, &against_desired, min);
        let kept = against_minimum.n();
        // With nobody kept the number left out is itself a figure of few people.
        let suppressed = quality.suppressed || (kept == 0 && min.hides(triples.n()));
        let left_out = triples.n() - kept;
        Self { suppressed, reversed: (!suppressed && !min.hides(left_out)).then_some(left_out), ..quality }
    }

    /// Works out each gap over its own pairs, rows minimum or desired, columns perceived. Pairs cannot tell whose
    /// minimum is above what they desire: nobody is left out, and nothing is known of how many should be. If
    /// either table is too small to show, neither gap is shown.
    pub fn of_pairs(minimum: &PairCounts, desired: &PairCounts, min: MinGroup) -> Self {
        if [minimum, desired].iter().any(|pairs| min.hides(pairs.n())) {
            return Self { suppressed: true, reversed: None, adequacy: None, superiority: None, zone: None };
        }
        let (adequacy, superiority) = (gap(minimum), gap(desired));
        let zone = adequacy.zip(superiority).and_then(|(a, s)| Zone::of(&a, &s));
        Self { suppressed: false, reversed: None, adequacy, superiority, zone }
    }
}

#[cfg(test)]
mod tests;
