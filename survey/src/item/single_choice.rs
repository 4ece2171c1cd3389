//! One of several options.

use rand::RngExt;

use super::{Behaviour, Counted, EntryPrompt, FileMember, Listed, Members, Respondent, Scales, option};
use crate::{Answer, ItemInput, ItemKind, ItemOption, Side};

/// One of several options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleChoice {
    /// What there is to choose from.
    pub options: Vec<ItemOption>,
    /// The option beside which something may be written, such as "Other".
    pub other: Option<String>,
    /// Whether each person finds the options in an order of their own.
    pub shuffled: bool,
}

impl Listed for SingleChoice {
    const CALLED: &'static str = "One choice";
    const MEMBERS: &'static [FileMember] = &[FileMember::Options, FileMember::Other, FileMember::Shuffled];
    const MAY_DESCRIBE_PERSON: bool = true;

    fn from_members(members: Members) -> Result<Self, String> {
        let Members { options, other, shuffled, .. } = members;
        Ok(Self { options: options.unwrap_or_default(), other, shuffled: shuffled.unwrap_or_default() })
    }
}

impl Behaviour for SingleChoice {
    fn members(&self) -> Members {
        Members {
            options: Some(self.options.clone()),
            other: self.other.clone(),
            shuffled: self.shuffled.then_some(true),
            ..Members::default()
        }
    }

    fn faults(&self, _: &dyn Scales, sides: &[Side]) -> Vec<String> {
        let mut reasons = option::faults(&self.options, None, sides);
        reasons.extend(option::other_faults(&self.options, self.other.as_deref(), None));
        reasons
    }

    fn options(&self) -> &[ItemOption] {
        &self.options
    }

    fn other(&self) -> Option<&str> {
        self.other.as_deref()
    }

    fn is_shuffled(&self) -> bool {
        self.shuffled
    }

    fn input(&self) -> ItemInput<'_> {
        ItemInput::One
    }

    fn counted(&self) -> Counted {
        Counted::Value
    }

    fn pairs_with(&self, other: &ItemKind) -> bool {
        matches!(other, ItemKind::SingleChoice(other) if option::are_same(&self.options, &other.options))
    }

    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        option::read(&self.options, question.one(sent)?, question).map(Answer::Choice)
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        let option = (!self.options.is_empty()).then(|| person.rng().random_range(0..self.options.len()));
        option.map(|option| Answer::Choice(self.options[option].key.clone()))
    }

    fn described(&self, labels: &[String]) -> String {
        format!("One of: {}", labels.join(" · "))
    }
}
