//! A few words on one line.

use super::{Behaviour, EntryPrompt, Listed, Members, Respondent, typed};
use crate::{Answer, ItemInput};

/// The longest answer, in characters.
const LENGTH_MAX: usize = 100;

/// A few words on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortText;

impl Listed for ShortText {
    const CALLED: &'static str = "A few words";

    fn from_members(_: Members) -> Result<Self, String> {
        Ok(Self)
    }
}

impl Behaviour for ShortText {
    fn input(&self) -> ItemInput<'_> {
        ItemInput::Line
    }

    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        typed::read(&question.one(sent)?.replace(['\r', '\n'], " "), LENGTH_MAX, question)
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        typed::sample(person)
    }

    fn meanings(&self) -> Vec<(String, String)> {
        typed::meanings()
    }

    fn described(&self, _: &[String]) -> String {
        "A few words".to_owned()
    }
}
