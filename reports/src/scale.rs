//! Answer scales: five labelled points, and the reasons an answer can be missing.

use serde::{Deserialize, Serialize};

/// What the middle of a scale means, which decides how its answers may be drawn and averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// From none to much: a mean makes sense, a zero line does not.
    Unipolar,
    /// From bad to good around a neutral middle.
    Bipolar,
    /// The middle is best ("About right"): never averaged.
    Ideal,
}

/// A five-point scale with every point labelled, lowest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// The permanent key, such as `amount5`.
    pub key: String,
    /// What the middle means.
    pub shape: Shape,
    /// The labels of the values 1 to 5.
    pub labels: [String; 5],
}

impl Scale {
    /// What the three bands are called in which few answers are told: the two lowest, the middle, the two highest.
    /// "Not at all or a little", "A moderate amount", "A lot or a great deal".
    pub fn bands(&self) -> [String; 3] {
        let [lowest, low, middle, high, highest] = &self.labels;
        let both = |one: &str, other: &str| format!("{one} or {}", crate::wording::lowered(other));
        [both(lowest, low), middle.clone(), both(high, highest)]
    }

    /// From which label to which it goes: "from “not at all” to “a great deal”".
    pub fn from_to(&self) -> String {
        let [lowest, .., highest] = self.labels.each_ref().map(|label| crate::wording::lowered(label));
        format!("from “{lowest}” to “{highest}”")
    }
}

/// How much of something.
pub const AMOUNT5: &str = "amount5";
/// How confident somebody is.
pub const CONFIDENCE5: &str = "confidence5";
/// How useful something is.
pub const USEFUL5: &str = "useful5";
/// How well something goes.
pub const GOING5: &str = "going5";
/// How fast something went; the middle is best.
pub const PACE5: &str = "pace5";
/// How likely something is.
pub const LIKELY5: &str = "likely5";
/// How many of some people.
pub const SHARE5: &str = "share5";

/// The scales every installation has.
const KNOWN: [(&str, Shape, [&str; 5]); 7] = [
    (AMOUNT5, Shape::Unipolar, ["Not at all", "A little", "A moderate amount", "A lot", "A great deal"]),
    (
        CONFIDENCE5,
        Shape::Unipolar,
        [
            "Not at all confident",
            "Slightly confident",
            "Moderately confident",
            "Very confident",
            "Completely confident",
        ],
    ),
    (
        USEFUL5,
        Shape::Unipolar,
        ["Not at all useful", "Slightly useful", "Moderately useful", "Very useful", "Extremely useful"],
    ),
    (
        GOING5,
        Shape::Bipolar,
        ["Very badly", "Fairly badly", "Neither well nor badly", "Fairly well", "Very well"],
    ),
    (
        PACE5,
        Shape::Ideal,
        ["Much too slow", "A bit too slow", "About right", "A bit too fast", "Much too fast"],
    ),
    (
        LIKELY5,
        Shape::Unipolar,
        ["Not at all likely", "Slightly likely", "Moderately likely", "Very likely", "Certain"],
    ),
    (SHARE5, Shape::Unipolar, ["None of them", "A few", "About half", "Most", "All of them"]),
];

/// The built-in scale of that key.
pub fn known(key: &str) -> Option<Scale> {
    KNOWN.iter().find(|(name, ..)| *name == key).map(|(key, shape, labels)| Scale {
        key: (*key).to_owned(),
        shape: *shape,
        labels: labels.map(str::to_owned),
    })
}

/// The keys of all built-in scales.
pub fn known_keys() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(|(key, ..)| *key)
}

/// Why a person gave no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Missing {
    /// "Does not apply to us".
    #[serde(rename = "na")]
    NotApplicable,
    /// The item was hidden by its condition.
    #[serde(rename = "not_shown")]
    NotShown,
    /// "Prefer not to say".
    #[serde(rename = "pns")]
    PreferNotToSay,
    /// "Don't know".
    #[serde(rename = "dk")]
    DontKnow,
    /// Shown and left blank.
    #[serde(rename = "skipped")]
    Skipped,
}

// In forms, tallies and stored answers.
keys!(Missing {
    NotApplicable = "na",
    NotShown = "not_shown",
    PreferNotToSay = "pns",
    DontKnow = "dk",
    Skipped = "skipped",
});

impl Missing {
    /// The code in exported files: -1, -2, -7, -8 or -9.
    pub fn code(self) -> i8 {
        match self {
            Self::NotApplicable => -1,
            Self::NotShown => -2,
            Self::PreferNotToSay => -7,
            Self::DontKnow => -8,
            Self::Skipped => -9,
        }
    }

    /// The reason of an exported code.
    pub fn from_code(code: i8) -> Option<Self> {
        Self::ALL.into_iter().find(|missing| missing.code() == code)
    }
}
