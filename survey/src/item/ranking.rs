//! Options in order of preference.

use rand::RngExt;

use super::{Behaviour, EntryPrompt, FileMember, Listed, Members, Respondent, Scales, option};
use crate::{Answer, ItemInput, ItemOption, Side, Words};

/// Options in order of preference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// What there is to rank.
    pub options: Vec<ItemOption>,
    /// Whether each person finds the options in an order of their own.
    pub shuffled: bool,
    /// How many places there are, if fewer than options.
    pub maximum: Option<usize>,
}

impl Ranking {
    fn places(&self) -> usize {
        self.maximum.unwrap_or(self.options.len()).min(self.options.len())
    }
}

impl Listed for Ranking {
    const CALLED: &'static str = "A ranking";
    const MEMBERS: &'static [FileMember] = &[FileMember::Options, FileMember::Shuffled, FileMember::Maximum];

    fn from_members(members: Members) -> Result<Self, String> {
        let Members { options, shuffled, maximum, .. } = members;
        Ok(Self { options: options.unwrap_or_default(), shuffled: shuffled.unwrap_or_default(), maximum })
    }
}

impl Behaviour for Ranking {
    fn members(&self) -> Members {
        Members {
            options: Some(self.options.clone()),
            shuffled: self.shuffled.then_some(true),
            maximum: self.maximum,
            ..Members::default()
        }
    }

    fn faults(&self, _: &dyn Scales, sides: &[Side]) -> Vec<String> {
        option::faults(&self.options, self.maximum, sides)
    }

    fn options(&self) -> &[ItemOption] {
        &self.options
    }

    fn is_shuffled(&self) -> bool {
        self.shuffled
    }

    fn input(&self) -> ItemInput<'_> {
        ItemInput::Ranked { places: self.places() }
    }

    fn has_column_for_each_option(&self) -> bool {
        true
    }

    /// Options in the order sent: a form has one field for each place, and places left empty close up.
    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        let mut ranked: Vec<String> = Vec::with_capacity(sent.len());
        for value in sent {
            let key = option::read(&self.options, value, question)?;
            if ranked.contains(&key) {
                return Err(question.say(|words, asks| (words.place_twice)(asks)));
            }
            ranked.push(key);
        }
        match self.maximum {
            Some(most) if ranked.len() > most => {
                Err(question.say(|words, asks| (words.too_many_ranked)(asks, most)))
            }
            _ => Ok(Answer::Ranking(ranked)),
        }
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        let mut keys: Vec<String> = self.options.iter().map(|option| option.key.clone()).collect();
        for last in (1..keys.len()).rev() {
            keys.swap(last, person.rng().random_range(0..=last));
        }
        keys.truncate(self.places());
        Some(Answer::Ranking(keys))
    }

    fn meanings(&self) -> Vec<(String, String)> {
        vec![
            (format!("1 to {}", self.places()), "its place".to_owned()),
            ("0".to_owned(), "not ranked".to_owned()),
        ]
    }

    fn described(&self, labels: &[String]) -> String {
        format!("The best {} in order of: {}", self.places(), labels.join(" · "))
    }

    fn on_paper(&self, words: &Words) -> Option<String> {
        Some((words.paper.rank)(self.places()))
    }
}
