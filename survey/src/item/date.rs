//! A day.

use rand::RngExt;

use super::{Behaviour, EntryPrompt, Listed, Members, Respondent};
use crate::{Answer, ItemInput, Words};

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date;

impl Listed for Date {
    const CALLED: &'static str = "A date";

    fn from_members(_: Members) -> Result<Self, String> {
        Ok(Self)
    }
}

impl Behaviour for Date {
    fn input(&self) -> ItemInput<'_> {
        ItemInput::Date
    }

    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        let unreadable = |_| question.say(|words, asks| (words.date)(asks));
        question.one(sent)?.parse().map(Answer::Date).map_err(unreadable)
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        let rng = person.rng();
        Some(Answer::Date(jiff::civil::date(2026, rng.random_range(1..=12), rng.random_range(1..=28))))
    }

    fn meanings(&self) -> Vec<(String, String)> {
        vec![("YYYY-MM-DD".to_owned(), "the day".to_owned())]
    }

    fn described(&self, _: &[String]) -> String {
        "A date".to_owned()
    }

    fn on_paper(&self, words: &Words) -> Option<String> {
        Some(words.paper.date.to_owned())
    }
}
