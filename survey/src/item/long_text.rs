//! An open question.

use std::borrow::Cow;

use super::{Behaviour, EntryPrompt, Listed, Members, Respondent, typed};
use crate::{Answer, ItemInput};

/// The longest answer to an open question, in characters.
pub const LONG_TEXT_MAX: usize = 500;

/// An open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongText;

impl Listed for LongText {
    const CALLED: &'static str = "An open question";

    fn from_members(_: Members) -> Result<Self, String> {
        Ok(Self)
    }
}

impl Behaviour for LongText {
    fn input(&self) -> ItemInput<'_> {
        ItemInput::Paragraph { maximum: LONG_TEXT_MAX }
    }

    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        let mut text = Cow::Borrowed(question.one(sent)?);
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n").into();
        }
        typed::read(&text, LONG_TEXT_MAX, question)
    }

    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        typed::sample(person)
    }

    fn meanings(&self) -> Vec<(String, String)> {
        typed::meanings()
    }

    fn described(&self, _: &[String]) -> String {
        "Words of their own".to_owned()
    }
}
