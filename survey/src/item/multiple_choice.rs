//! Any of several options.

use rand::RngExt;

use super::{Behaviour, Counted, EntryPrompt, FileMember, Listed, Members, Respondent, Scales, option};
use crate::{Answer, ItemInput, ItemKind, ItemOption, Side, Words};

/// Any of several options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultipleChoice {
    /// What there is to choose from.
    pub options: Vec<ItemOption>,
    /// The option that rules out all others, such as "None of these".
    pub exclusive: Option<String>,
    /// The option beside which something may be written, such as "Other".
    pub other: Option<String>,
    /// Whether each person finds the options in an order of their own.
    pub shuffled: bool,
    /// The most that may be chosen.
    pub maximum: Option<usize>,
}

impl Listed for MultipleChoice {
    const CALLED: &'static str = "Several choices";
    const MEMBERS: &'static [FileMember] = &[
        FileMember::Options,
        FileMember::Exclusive,
        FileMember::Other,
        FileMember::Shuffled,
        FileMember::Maximum,
    ];
    const MAY_DESCRIBE_PERSON: bool = true;

    fn from_members(members: Members) -> Result<Self, String> {
        let Members { options, exclusive, other, shuffled, maximum, .. } = members;
        let (options, shuffled) = (options.unwrap_or_default(), shuffled.unwrap_or_default());
        Ok(Self { options, exclusive, other, shuffled, maximum })
    }
}

impl Behaviour for MultipleChoice {
    fn members(&self) -> Members {
        Members {
            options: Some(self.options.clone()),
            exclusive: self.exclusive.clone(),
            other: self.other.clone(),
            shuffled: self.shuffled.then_some(true),
            maximum: self.maximum,
            ..Members::default()
        }
    }

    fn faults(&self, _: &dyn Scales, sides: &[Side]) -> Vec<String> {
        let mut reasons = option::faults(&self.options, self.maximum, sides);
        if self.exclusive.as_ref().is_some_and(|key| option::find(&self.options, key).is_none()) {
            reasons.push("the exclusive option is not among the options".to_owned());
        }
        let exclusive = self.exclusive.as_deref();
        reasons.extend(option::other_faults(&self.options, self.other.as_deref(), exclusive));
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

    fn stays_last(&self, option: &str) -> bool {
        [self.other.as_deref(), self.exclusive.as_deref()].contains(&Some(option))
    }

    fn input(&self) -> ItemInput<'_> {
        ItemInput::Several { exclusive: self.exclusive.as_deref(), maximum: self.maximum }
    }

    fn counted(&self) -> Counted {
        Counted::Options
    }

    fn has_column_for_each_option(&self) -> bool {
        true
    }

    fn pairs_with(&self, other: &ItemKind) -> bool {
        matches!(other, ItemKind::MultipleChoice(other) if option::are_same(&self.options, &other.options))
    }

    /// Options in the order of the survey, each once.
    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        for value in sent {
            option::read(&self.options, value, question)?;
        }
        let chosen = self.options.iter().filter(|option| sent.contains(&option.key.as_str()));
        let chosen: Vec<String> = chosen.map(|option| option.key.clone()).collect();
        let alone = self.exclusive.as_deref().filter(|key| chosen.len() > 1 && sent.contains(key));
        if let Some(alone) = alone.and_then(|key| option::find(&self.options, key)) {
            let label = alone.label.read(question.side, question.language);
            return Err(question.say(|words, asks| (words.not_both)(asks, label)));
        }
        match self.maximum {
            Some(most) if chosen.len() > most => {
                Err(question.say(|words, asks| (words.too_many)(asks, most)))
            }
            _ => Ok(Answer::Choices(chosen)),
        }
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        let exclusive = self.exclusive.as_ref();
        let together = self.options.iter().map(|option| &option.key).filter(|key| Some(*key) != exclusive);
        let mut chosen: Vec<String> = together.filter(|key| person.chooses(key)).cloned().collect();
        while self.maximum.is_some_and(|most| chosen.len() > most) {
            chosen.remove(person.rng().random_range(0..chosen.len()));
        }
        if chosen.is_empty() {
            let instead = match exclusive {
                Some(exclusive) => exclusive.clone(),
                None if !person.must_answer() || self.options.is_empty() => return None,
                None => self.options[person.rng().random_range(0..self.options.len())].key.clone(),
            };
            chosen.push(instead);
        }
        Some(Answer::Choices(chosen))
    }

    fn meanings(&self) -> Vec<(String, String)> {
        [("1", "chosen"), ("0", "not chosen")].map(|(value, meaning)| (value.into(), meaning.into())).into()
    }

    fn described(&self, labels: &[String]) -> String {
        let labels = labels.join(" · ");
        match self.maximum {
            Some(most) => format!("Up to {most} of: {labels}"),
            None => format!("Any of: {labels}"),
        }
    }

    fn on_paper(&self, words: &Words) -> Option<String> {
        Some(match self.maximum {
            Some(most) => (words.paper.up_to)(most),
            None => words.paper.all.to_owned(),
        })
    }
}
