//! Something to read, not to answer.

use super::{Behaviour, Input, Listed, Member, Members, Prompt, Respondent};
use crate::survey::answer::Answer;

/// Something to read, not to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement;

impl Listed for Statement {
    const CALLED: &'static str = "Something to read";
    const MEMBERS: &'static [Member] = &[];
    const IS_QUESTION: bool = false;

    fn from_members(_: Members) -> Result<Self, String> {
        Ok(Self)
    }
}

impl Behaviour for Statement {
    fn members(&self) -> Members {
        Members::default()
    }

    fn input(&self) -> Input<'_> {
        Input::Nothing
    }

    fn read(&self, _: &[&str], question: &Prompt<'_>) -> Result<Answer, String> {
        Err(question.words.problems.nothing_to_answer.to_owned())
    }

    fn sample(&self, _: &mut dyn Respondent) -> Option<Answer> {
        None
    }

    fn described(&self, _: &[String]) -> String {
        "Nothing to answer".to_owned()
    }
}
