//! What a kind of item says of itself. Each kind is a file beside this one; `kinds!` lists them.

use rand::Rng;

use super::{EntryPrompt, FileMember, Members};
use crate::{Answer, ItemKind, ItemOption, Side, Words};

/// What a kind is before there is an item of it.
pub(crate) trait Listed: Behaviour + Sized {
    /// What the editor calls it: “A rating”.
    const CALLED: &'static str;
    /// The members of a survey file that are its own.
    const MEMBERS: &'static [FileMember] = &[];
    /// Whether it asks anything.
    const IS_QUESTION: bool = true;
    /// Whether its answers can make groups of people.
    const MAY_DESCRIBE_PERSON: bool = false;

    /// The kind out of its own members; of others there are none.
    fn from_members(members: Members) -> Result<Self, String>;
}

/// What an item of a kind says of itself.
pub trait Behaviour {
    /// Its own members of a survey file.
    fn members(&self) -> Members {
        Members::default()
    }

    /// The rules that it breaks, where these sides are asked.
    fn faults(&self, scales: &dyn Scales, sides: &[Side]) -> Vec<String> {
        let _ = (scales, sides);
        Vec::new()
    }

    /// What there is to choose from or rank.
    fn options(&self) -> &[ItemOption] {
        &[]
    }

    /// The key of the option beside which something may be written.
    fn other(&self) -> Option<&str> {
        None
    }

    /// Whether each person finds its options in an order of their own.
    fn is_shuffled(&self) -> bool {
        false
    }

    /// Whether an option stays last in whatever order.
    fn stays_last(&self, option: &str) -> bool {
        self.other() == Some(option)
    }

    /// The key of the scale of a rating.
    fn scale(&self) -> Option<&str> {
        None
    }

    /// What there is to select: each value as it is sent, and what a side reads for it in a language.
    fn values(&self, scales: &dyn Scales, side: Side, language: &str) -> Vec<(String, String)> {
        let _ = scales;
        let label = |option: &ItemOption| (option.key.clone(), option.label.read(side, language).to_owned());
        self.options().iter().map(label).collect()
    }

    /// How it is entered.
    fn input(&self) -> ItemInput<'_>;

    /// What of its answers is counted by value.
    fn counted(&self) -> Counted {
        Counted::Not
    }

    /// The highest of its values, where they are numbers that have a mean.
    fn highest(&self) -> Option<u32> {
        None
    }

    /// Whether files of answers have a column for each of its options.
    fn has_column_for_each_option(&self) -> bool {
        false
    }

    /// Whether the same person's answers to an item of another kind can be set against its own.
    fn pairs_with(&self, other: &ItemKind) -> bool {
        let _ = other;
        false
    }

    /// What was sent as an answer, or what to change. Nothing blank is among it, and it is not empty.
    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String>;

    /// A plausible answer; none for one left blank.
    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer>;

    /// What stands in a column of it in a file of answers, and what that means; for kinds without [`Self::values`], or
    /// with a column for each option.
    fn meanings(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// How it is answered, in a line, with the labels of its values.
    fn described(&self, labels: &[String]) -> String;

    /// What to do on a sheet of paper, where the boxes alone do not say it.
    fn on_paper(&self, words: &Words) -> Option<String> {
        let _ = words;
        None
    }
}

/// The scales that ratings of a survey name.
pub trait Scales {
    /// The labels in a language, lowest first; none if there is no such scale.
    fn labels_of(&self, scale: &str, language: &str) -> Option<Vec<String>>;
}

/// How an item is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemInput<'k> {
    /// A point of a scale.
    Scale,
    /// One of its options.
    One,
    /// Some of its options.
    Several {
        /// The option that rules out all others.
        exclusive: Option<&'k str>,
        /// The most that may be chosen.
        maximum: Option<usize>,
    },
    /// Its options in order.
    Ranked {
        /// How many places there are.
        places: usize,
    },
    /// A number within limits.
    Number {
        /// The least accepted.
        min: i64,
        /// The most accepted.
        max: i64,
    },
    /// A day.
    Date,
    /// A line of words.
    Line,
    /// Several lines of words.
    Paragraph {
        /// The most characters.
        maximum: usize,
    },
    /// Nothing is entered.
    Nothing,
}

impl ItemInput<'_> {
    /// Whether it is entered in words.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Line | Self::Paragraph { .. })
    }
}

/// What of the answers to an item is counted by value, and so may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Points of a five-point scale, which have a mean.
    Rating,
    /// How many gave each value.
    Value,
    /// How many chose each option.
    Options,
    /// No more than that there is an answer.
    Not,
}

/// Somebody invented, who answers an item.
pub trait Respondent {
    /// Their luck.
    fn rng(&mut self) -> &mut dyn Rng;
    /// Whether the item must be answered.
    fn must_answer(&self) -> bool;
    /// A point from 1 to 5 around the mean of the item.
    fn rating(&mut self) -> u8;
    /// Whether they choose an option.
    fn chooses(&mut self, option: &str) -> bool;
    /// Something that fits the question, in words.
    fn comment(&mut self) -> Option<String>;
}

/// A kind as it is offered to whoever writes a survey.
#[derive(Clone, Copy, Debug)]
pub struct KindListing {
    /// Its name in survey files.
    pub name: &'static str,
    /// What the editor calls it.
    pub called: &'static str,
    /// The members of a survey file that are its own.
    pub members: &'static [FileMember],
    /// Whether it asks anything.
    pub is_question: bool,
    /// Whether its answers can make groups of people.
    pub may_describe_person: bool,
    /// The kind out of its own members.
    pub(super) make: fn(Members) -> Result<ItemKind, String>,
}

impl KindListing {
    /// The kind of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        super::KINDS.iter().find(|kind| kind.name == name)
    }

    /// The kind out of what a survey file gives for it.
    ///
    /// # Errors
    /// A member that is missing, or has no meaning for this kind.
    pub fn read(&self, members: Members) -> Result<ItemKind, String> {
        let misplaced = members.given().find(|member| !self.members.contains(member));
        match misplaced {
            Some(member) => Err(format!("`{}` has no meaning for a {} item", member.key(), self.name)),
            None => (self.make)(members),
        }
    }
}

/// Declares [`ItemKind`] and the list of its kinds: the name of a kind in survey files is that of its file.
macro_rules! kinds {
    ($($module:ident::$Kind:ident),+ $(,)?) => {
        $(pub use self::$module::$Kind;)+

        /// How an item is answered.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum ItemKind {
            $(#[doc = concat!("[`", stringify!($Kind), "`].")] $Kind($Kind)),+
        }

        /// Every kind, in the order they are offered.
        pub static KINDS: [KindListing; [$(stringify!($Kind)),+].len()] = [$(KindListing {
            name: stringify!($module),
            called: $Kind::CALLED,
            members: $Kind::MEMBERS,
            is_question: $Kind::IS_QUESTION,
            may_describe_person: $Kind::MAY_DESCRIBE_PERSON,
            make: |members| Ok(ItemKind::$Kind($Kind::from_members(members)?)),
        }),+];

        /// Places in [`KINDS`].
        enum Place {
            $($Kind),+
        }

        impl ItemKind {
            /// The name in survey files.
            pub fn name(&self) -> &'static str {
                self.listing().name
            }

            /// What there is to know of the kind itself.
            pub fn listing(&self) -> &'static KindListing {
                let place = match self {
                    $(Self::$Kind(_) => Place::$Kind),+
                };
                &KINDS[place as usize]
            }
        }

        impl std::ops::Deref for ItemKind {
            type Target = dyn Behaviour;

            fn deref(&self) -> &Self::Target {
                match self {
                    $(Self::$Kind(kind) => kind),+
                }
            }
        }
    };
}
