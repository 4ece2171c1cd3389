//! One item of a survey: what is asked, of whom, and how it may be answered.

use common_ground_reports::scale::Missing;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::round::Side;
use super::text::{Text, Wording};

/// The longest short text, in characters.
pub const SHORT_TEXT_MAX: usize = 100;
/// The longest answer to an open question, in characters.
pub const LONG_TEXT_MAX: usize = 500;

/// One item. [`super::definition::Survey::parse`] checks that its parts agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The permanent key; wording may change under a new version, the key never.
    pub key: String,
    /// The short label in charts and tables, from the library's point of view.
    pub label: Text,
    /// A noun phrase for findings, such as "flexibility".
    pub topic: Option<Text>,
    /// How it is answered.
    pub kind: Kind,
    /// The question, or its end where the section has a stem.
    pub text: Wording,
    /// What helps to answer.
    pub hint: Option<Wording>,
    /// Whether it must be answered (the reporting group always must).
    pub required: bool,
    /// What is said when a required item was left blank.
    pub required_message: Option<Wording>,
    /// When it is shown; always if `None`.
    pub show_if: Option<Condition>,
    /// Its part in a comparison.
    pub role: Option<Role>,
    /// The half of the ledger it belongs to.
    pub ledger: Option<Ledger>,
    /// The course aim it asks about; left out for courses without that aim.
    pub aim: Option<String>,
    /// The reasons for giving no value that it offers: `dk`, `na`, `pns`.
    pub missing: Vec<Missing>,
    /// The sides that are asked; empty means every side of the survey.
    pub sides: Vec<Side>,
    /// Whether its answer says who the person is, such as their years in a role. Such an answer makes groups of
    /// people, so that categories which few chose are never told apart.
    pub describes_person: bool,
}

/// How an item is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A point of a labelled scale.
    Rating {
        /// The key of a built-in scale, or of one declared in the survey.
        scale: String,
    },
    /// One of several options.
    SingleChoice {
        /// What there is to choose from.
        options: Vec<Choice>,
    },
    /// Any of several options.
    MultipleChoice {
        /// What there is to choose from.
        options: Vec<Choice>,
        /// The option that rules out all others, such as "None of these".
        exclusive: Option<String>,
        /// The most that may be chosen.
        maximum: Option<usize>,
    },
    /// Options in order of preference.
    Ranking {
        /// What there is to rank.
        options: Vec<Choice>,
        /// How many places there are, if fewer than options.
        maximum: Option<usize>,
    },
    /// A number from zero.
    Number {
        /// The least accepted; never below zero, as negative numbers mean missing answers in files.
        min: i64,
        /// The most accepted.
        max: i64,
        /// Digits accepted after the decimal point.
        decimals: u8,
    },
    /// A day.
    Date,
    /// A few words on one line.
    ShortText,
    /// An open question.
    LongText,
    /// Something to read, not to answer.
    Statement,
}

/// An option of a choice or ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The permanent key.
    pub key: String,
    /// What a person reads.
    pub label: Wording,
}

/// An item's part in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What this side gives.
    Offer,
    /// What this side expects or hopes for.
    Expectation,
    /// The reporting group.
    Group,
}

/// The two halves of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ledger {
    /// What the library offers against what partners expect.
    A,
    /// What partners offer against what the library hopes for.
    B,
}

impl Ledger {
    /// The side that offers.
    pub fn offering(self) -> Side {
        match self {
            Self::A => Side::Library,
            Self::B => Side::Partner,
        }
    }
}

impl Kind {
    /// The name in survey files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Rating { .. } => "rating",
            Self::SingleChoice { .. } => "single_choice",
            Self::MultipleChoice { .. } => "multiple_choice",
            Self::Ranking { .. } => "ranking",
            Self::Number { .. } => "number",
            Self::Date => "date",
            Self::ShortText => "short_text",
            Self::LongText => "long_text",
            Self::Statement => "statement",
        }
    }

    /// What there is to choose from or rank; empty for other kinds.
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::SingleChoice { options }
            | Self::MultipleChoice { options, .. }
            | Self::Ranking { options, .. } => options,
            _ => &[],
        }
    }
}

impl Item {
    /// Whether a side is asked.
    pub fn is_on(&self, side: Side) -> bool {
        self.sides.is_empty() || self.sides.contains(&side)
    }

    /// Whether it is the reporting group.
    pub fn is_group(&self) -> bool {
        self.role == Some(Role::Group)
    }

    /// Whether a blank is a problem.
    pub fn is_required(&self) -> bool {
        self.required || self.is_group()
    }

    /// Whether it can be answered at all.
    pub fn is_question(&self) -> bool {
        self.kind != Kind::Statement
    }

    /// Its part in a comparison when a side answers it: items of the ledger follow from their half.
    pub fn role_on(&self, side: Side) -> Option<Role> {
        match self.ledger {
            Some(ledger) if ledger.offering() == side => Some(Role::Offer),
            Some(_) => Some(Role::Expectation),
            None => self.role,
        }
    }

    /// Whether its answers make groups of people: the reporting group, and whatever else describes the person.
    pub fn makes_groups(&self) -> bool {
        self.is_group() || self.describes_person
    }

    /// The option of that key.
    pub fn option(&self, key: &str) -> Option<&Choice> {
        self.kind.options().iter().find(|option| option.key == key)
    }
}
