//! Answers that differ by chance alone, or by so much as is asked for, and what reports say of them.

use common_ground_reports::compare::{ComparedSides, Comparison, Options, PairInput};
use common_ground_reports::counts::Counts;
use common_ground_reports::finding::{self, Direction};
use common_ground_reports::scale;
use common_ground_reports::small_numbers::{Group, MinGroup};
use common_ground_reports::stats::paired::{self, PairCounts};
use common_ground_reports::summary::inputs::{Reaction, SurveyVersion};
use common_ground_reports::summary::{SurveyInputs, SurveyReport};
use common_ground_reports::trend::{CourseInput, CoursePoint, ItemTrend, TrendStatus};

/// How often each answer from 1 to 5 is given.
pub(crate) type Shape = [f64; 5];

/// Shapes of answers, from spread out to nearly of one mind.
pub(crate) const SHAPES: [(&str, Shape); 4] = [
    ("spread", [0.1, 0.2, 0.4, 0.2, 0.1]),
    ("two humps", [0.3, 0.1, 0.1, 0.2, 0.3]),
    ("skewed", [0.0, 0.02, 0.08, 0.3, 0.6]),
    ("of one mind", [0.0, 0.0, 0.02, 0.08, 0.9]),
];

/// Items of a comparison, questions of a course, aims of a course.
pub(crate) const ITEMS: usize = 10;
pub(crate) const QUESTIONS: usize = 8;
pub(crate) const AIMS: usize = 4;

/// `SplitMix64` (Steele, Lea & Flood 2014): the same numbers on every machine.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Normally distributed, near enough: the sum of twelve.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }

    fn answer(&mut self, shape: &Shape) -> u8 {
        let mut left = self.uniform();
        for (value, share) in (1..=5).zip(shape) {
            left -= share;
            if left < 0.0 {
                return value;
            }
        }
        5
    }

    /// So many answers of a shape.
    pub(crate) fn answers(&mut self, shape: &Shape, people: u64) -> Counts {
        (0..people).map(|_| self.answer(shape)).collect()
    }

    /// An answer about a mean, with a standard deviation of nearly one point.
    fn rating(&mut self, mean: f64) -> u8 {
        let given = (mean + 0.9 * self.normal()).round().clamp(1.0, 5.0);
        (1..=5).find(|value| f64::from(*value) >= given).unwrap_or(5)
    }

    fn ratings(&mut self, mean: f64, people: u64) -> Counts {
        (0..people).map(|_| self.rating(mean)).collect()
    }
}

/// What a comparison says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said {
    /// Of any item that its sides differ.
    pub(crate) anything: bool,
    /// For certain.
    pub(crate) certain: bool,
    /// Of the first item.
    pub(crate) first: bool,
}

/// Compares ten items.
pub(crate) fn compared(mut item: impl FnMut(usize) -> (Counts, Vec<Group>)) -> Said {
    let pair = |at: usize| {
        let (offer, expectation) = item(at);
        PairInput {
            key: at.to_string(),
            label: String::new(),
            topic: String::new(),
            offer: vec![Group::new("", offer)],
            expectation,
        }
    };
    let pairs: Vec<PairInput> = (0..ITEMS).map(pair).collect();
    let options = Options { ledger: ComparedSides::LibraryOffers, min_group: MinGroup::default() };
    let found = Comparison::new(&pairs, options);
    Said {
        anything: found.pairs.iter().any(|pair| pair.verdict.is_finding()),
        certain: found.pairs.iter().any(|pair| pair.verdict.is_certain()),
        first: found.pairs[0].verdict.is_finding(),
    }
}

/// What is said of sides of so many people who answer alike.
pub(crate) fn alike(chance: &mut Chance, shape: &Shape, [offer, expectation]: [u64; 2]) -> Said {
    compared(|_| (chance.answers(shape, offer), vec![Group::new("", chance.answers(shape, expectation))]))
}

/// What is said of sides of which the first item differs by so many points.
pub(crate) fn apart(chance: &mut Chance, gap: f64, [offer, expectation]: [u64; 2]) -> Said {
    compared(|at| {
        let expected = if at == 0 { 3.0 + gap } else { 3.0 };
        (chance.ratings(3.0, offer), vec![Group::new("", chance.ratings(expected, expectation))])
    })
}

/// What is said of staff and three kinds of partner who differ from one another by so many points, but whose mean, each
/// kind counting the same, is that of the staff.
pub(crate) fn kinds(chance: &mut Chance, apart: f64, staff: u64, partners: [u64; 3]) -> Said {
    compared(|_| {
        let kind = |chance: &mut Chance, (at, people): (usize, u64)| {
            let mean = 3.0 + [apart, 0.0, -apart][at];
            Group::new(["school", "charity", "home"][at], chance.ratings(mean, people))
        };
        let expectation = partners.into_iter().enumerate().map(|of| kind(chance, of)).collect();
        (chance.ratings(3.0, staff), expectation)
    })
}

/// What is said of staff and three kinds of partner who count the same, when all of them answer alike.
pub(crate) fn kinds_alike(chance: &mut Chance, shape: &Shape, staff: u64, partners: [u64; 3]) -> Said {
    compared(|_| {
        let kind = |(name, people)| Group::new(name, chance.answers(shape, people));
        let expectation = ["school", "charity", "home"].into_iter().zip(partners).map(kind).collect();
        (chance.answers(shape, staff), expectation)
    })
}

/// What is said of staff and three kinds of partner who count the same, of whom all expect so many points more of the
/// first item.
pub(crate) fn kinds_apart(chance: &mut Chance, gap: f64, staff: u64, partners: [u64; 3]) -> Said {
    compared(|at| {
        let expected = if at == 0 { 3.0 + gap } else { 3.0 };
        let kind = |(name, people)| Group::new(name, chance.ratings(expected, people));
        let expectation = ["school", "charity", "home"].into_iter().zip(partners).map(kind).collect();
        (chance.ratings(3.0, staff), expectation)
    })
}

/// Whether any of eight questions of the last course of several is called higher or lower than earlier ones. Courses
/// differ from one another by a standard deviation of so many points, the last one like the others.
pub(crate) fn stands_out(chance: &mut Chance, between: f64, people: &[u64]) -> bool {
    let question = |chance: &mut Chance| {
        let course = |chance: &mut Chance, (starts, people): (i64, u64)| {
            let mean = 3.6 + between * chance.normal();
            let counts = chance.ratings(mean, people);
            CourseInput { starts, date: String::new(), label: String::new(), version: 1, counts }
        };
        let courses: Vec<CourseInput> =
            (0..).zip(people.iter().copied()).map(|of| course(chance, of)).collect();
        let trend = ItemTrend::new(&courses, MinGroup::default(), QUESTIONS);
        trend.courses.last().and_then(CoursePoint::status).is_some_and(|status| status != TrendStatus::Alike)
    };
    (0..QUESTIONS).map(|_| question(chance)).filter(|stands_out| *stands_out).count() > 0
}

/// The finding of a survey whose questions have these true means.
pub(crate) fn finding_of(chance: &mut Chance, means: &[f64], people: u64) -> String {
    let rating = |(at, mean): (usize, &f64)| Reaction {
        key: at.to_string(),
        label: at.to_string(),
        scale: scale::known("useful5").unwrap(),
        counts: chance.ratings(*mean, people),
    };
    SurveyReport::new(SurveyInputs {
        library: String::new(),
        survey: SurveyVersion { title: String::new(), version: 1 },
        people: "people".to_owned(),
        answered: people,
        window: String::new(),
        ratings: means.iter().enumerate().map(rating).collect(),
        by_group: vec![Vec::new(); means.len()],
        first_of_pairs: Vec::new(),
        confidence: Vec::new(),
        groups: Vec::new(),
        choices: Vec::new(),
        uncounted: Vec::new(),
        scales: Vec::new(),
        min_group: MinGroup::default(),
        open: None,
        held_back: false,
    })
    .finding()
}

/// Which way confidence is said to have moved, when so many of four aims moved by a point.
pub(crate) fn moved(chance: &mut Chance, aims: usize, people: u64) -> Direction {
    let aim = |chance: &mut Chance, moved: bool| {
        let mut pairs = PairCounts::default();
        for _ in 0..people {
            let person = 2.5 + 0.5 * chance.normal();
            let now = if moved { person + 1.0 } else { person };
            pairs.add(chance.rating(person), chance.rating(now), 1);
        }
        paired::change(&pairs).unwrap()
    };
    let changes: Vec<paired::PairedChange> = (0..AIMS).map(|at| aim(chance, at < aims)).collect();
    finding::direction(&changes)
}

/// How often in so many tries something happens, in per cent.
pub(crate) fn rate(tries: u32, mut happens: impl FnMut() -> bool) -> f64 {
    100.0 * f64::from((0..tries).map(|_| u32::from(happens())).sum::<u32>()) / f64::from(tries)
}
