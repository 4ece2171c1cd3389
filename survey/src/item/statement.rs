//! Something to read, not to answer.

use super::{Behaviour, EntryPrompt, Listed, Members, Respondent};
use crate::{Answer, ItemInput};

/// Something to read, not to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement;

impl Listed for Statement {
    const CALLED: &'static str = "Something to read";
    const IS_QUESTION: bool = false;

    fn from_members(_: Members) -> Result<Self, String> {
        Ok(Self)
    }
}

impl Behaviour for Statement {
    fn input(&self) -> ItemInput<'_> {
        ItemInput::Nothing
    }

    fn read(&self, _: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        Err(question.words.problems.nothing_to_answer.to_owned())
    }

    fn sample(&self, _: &mut dyn Respondent) -> Option<Answer> {
        None
    }

    fn described(&self, _: &[String]) -> String {
        "Nothing to answer".to_owned()
    }
}
