//! One item of a survey: what is asked, of whom, and how it may be answered.

#[macro_use]
mod kind;
mod date;
mod long_text;
mod members;
mod multiple_choice;
mod number;
mod option;
mod points;
mod prompt;
mod ranking;
mod rating;
mod scale0to10;
mod short_text;
mod single_choice;
mod statement;
mod typed;

use std::hash::{DefaultHasher, Hash, Hasher};

use self::kind::Listed;
pub(crate) use self::members::members;
use common_ground_reports::scale::Missing;
use serde::{Deserialize, Serialize};

pub use self::{
    kind::{Behaviour, Counted, ItemInput, KindListing, Respondent, Scales},
    long_text::LONG_TEXT_MAX,
    members::{FileMember, Members},
    option::ItemOption,
    prompt::EntryPrompt,
};
use super::{Answers, Conditions, Side, Text, Wording, text::carries};

kinds! {
    rating::Rating,
    points::Points,
    scale0to10::Scale0To10,
    single_choice::SingleChoice,
    multiple_choice::MultipleChoice,
    ranking::Ranking,
    number::Number,
    date::Date,
    short_text::ShortText,
    long_text::LongText,
    statement::Statement,
}

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
    pub kind: ItemKind,
    /// The question, or its end where the section has a stem.
    pub text: Wording,
    /// What helps to answer.
    pub hint: Option<Wording>,
    /// Whether it must be answered (the reporting group always must).
    pub required: bool,
    /// What is said when a required item was left blank.
    pub required_message: Option<Wording>,
    /// When it is shown; always if `None`.
    pub show_if: Option<Conditions>,
    /// Its part in a comparison.
    pub role: Option<Role>,
    /// The half of the ledger it belongs to.
    pub ledger: Option<LedgerHalf>,
    /// The course aim it asks about; left out for courses without that aim.
    pub aim: Option<String>,
    /// The reasons for giving no value that it offers: `dk`, `na`, `pns`.
    pub missing: Vec<Missing>,
    /// The sides that are asked; empty means every side of the survey.
    pub sides: Vec<Side>,
    /// Whether it stands on sheets of paper and nowhere else.
    pub paper_only: bool,
    /// Whether its answer says who the person is, such as their years in a role. Such an answer makes groups of
    /// people, so that categories which few chose are never told apart.
    pub describes_person: bool,
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
pub enum LedgerHalf {
    /// What the library offers against what partners expect.
    A,
    /// What partners offer against what the library hopes for.
    B,
}

impl LedgerHalf {
    /// The side that offers.
    pub fn offering(self) -> Side {
        match self {
            Self::A => Side::Library,
            Self::B => Side::Partner,
        }
    }
}

impl Item {
    /// Whether a side is asked.
    pub fn is_on(&self, side: Side) -> bool {
        self.sides.is_empty() || self.sides.contains(&side)
    }

    /// Whether a side is asked on a screen.
    pub fn is_on_screen(&self, side: Side) -> bool {
        self.is_on(side) && !self.paper_only
    }

    /// The key under which it is kept what somebody wrote beside the option for “other”: `reached/other/text`. No item can
    /// have such a key.
    pub fn other_key(&self) -> Option<String> {
        self.kind.other().map(|option| format!("{}/{option}/text", self.key))
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
        self.kind.listing().is_question
    }

    /// Whether it ends the sentence that its section begins.
    pub fn completes_stem(&self) -> bool {
        self.kind.input() == ItemInput::Scale
    }

    /// Its part in a comparison when a side answers it: items of the ledger follow from their half.
    pub fn role_on(&self, side: Side) -> Option<Role> {
        match self.ledger {
            Some(ledger) if ledger.offering() == side => Some(Role::Offer),
            Some(_) => Some(Role::Expectation),
            None => self.role,
        }
    }

    /// Whether it is shown, given the answers before it.
    pub fn is_shown(&self, answers: &Answers) -> bool {
        self.show_if.as_ref().is_none_or(|conditions| conditions.hold(|key| answers.get(key)))
    }

    /// Whether its answers make groups of people: the reporting group, and whatever else describes the person.
    pub fn makes_groups(&self) -> bool {
        self.is_group() || self.describes_person
    }

    /// Its question and its hint.
    pub fn wordings(&self) -> impl Iterator<Item = &Wording> {
        std::iter::once(&self.text).chain(&self.hint)
    }

    /// Whether earlier answers are carried into its words.
    pub fn carries_answers(&self) -> bool {
        let mut texts = self.wordings().flat_map(Wording::texts);
        texts.any(|text| text.languages().any(|language| carries(text.in_language(language))))
    }

    /// Puts values of it in the order that belongs to a seed, where it asks for that, so that no option gains by standing first:
    /// always the same order for the same seed. What somebody writes themselves and what rules out all others stay last.
    pub fn arrange(&self, seed: &str, values: &mut [(String, String)]) {
        if !self.kind.is_shuffled() {
            return;
        }
        values.sort_by_cached_key(|(value, _)| {
            let stays_last = self.kind.stays_last(value);
            let mut hasher = DefaultHasher::new();
            (seed, &self.key, value).hash(&mut hasher);
            // Those that stay last keep the order of the survey.
            (stays_last, if stays_last { 0 } else { hasher.finish() })
        });
    }

    /// The option of that key.
    pub fn option(&self, key: &str) -> Option<&ItemOption> {
        option::find(self.kind.options(), key)
    }
}
