//! Checking a whole form, or a page of it, against its survey.

use common_ground_reports::scale::Missing;

use super::entry;
use super::{Answers, Raw};
use crate::survey::carried::Carried;
use crate::survey::definition::Survey;
use crate::survey::item::{EntryPrompt, Item, ItemInput};
use crate::survey::paging::SurveyPage;
use crate::survey::round::Side;
use crate::survey::text::ENGLISH;
use crate::survey::words::{self, Words};

/// Something to put right in a form, in the words shown beside the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key of the item, as the form sent it.
    pub item: String,
    /// What to do about it.
    pub message: String,
}

/// Reads a sheet of paper or a row of a file: one answer for every question of that side, those that are only for paper
/// too. Problems are told in English.
///
/// What was left blank is recorded as skipped, and what the conditions hide as not shown, whatever was sent.
///
/// # Errors
///
/// Every [`Problem`], in the order of the questions.
pub fn read(survey: &Survey, side: Side, raw: &Raw) -> Result<Answers, Vec<Problem>> {
    let reader = Reader { paper: true, ..Reader::of(survey, side, ENGLISH) };
    reader.fill(&reader.questions(), &Answers::default(), raw, Answers::default())
}

/// Reads a complete form: one answer for every question of that side, with the problems told in a language.
///
/// # Errors
///
/// Every [`Problem`], in the order of the questions.
pub fn read_in(survey: &Survey, side: Side, language: &str, raw: &Raw) -> Result<Answers, Vec<Problem>> {
    read_over(survey, side, language, &Answers::default(), raw)
}

/// Settles answers collected page by page, with what is sent at the end in their place: [`read_in`] as if everything had
/// been sent at once. An answer given before was checked then, and is taken as it is.
///
/// # Errors
///
/// Every [`Problem`], in the order of the questions.
pub fn read_over(
    survey: &Survey,
    side: Side,
    language: &str,
    before: &Answers,
    raw: &Raw,
) -> Result<Answers, Vec<Problem>> {
    let reader = Reader::of(survey, side, language);
    reader.fill(&reader.questions(), before, raw, Answers::default())
}

/// Reads one page of a form into the answers given so far, and returns them together.
///
/// Questions of later pages that these answers hide or bring up again are settled by [`read_over`] at the end.
///
/// # Errors
///
/// Every [`Problem`] of this page, in the order of its questions.
pub fn read_page(
    survey: &Survey,
    side: Side,
    language: &str,
    page: &SurveyPage<'_>,
    so_far: &Answers,
    raw: &Raw,
) -> Result<Answers, Vec<Problem>> {
    let items: Vec<&Item> = page.items.iter().copied().filter(|item| item.is_question()).collect();
    Reader::of(survey, side, language).fill(&items, &Answers::default(), raw, so_far.clone())
}

/// What a form is read against, and the language that its problems are told in.
struct Reader<'a> {
    survey: &'a Survey,
    side: Side,
    language: &'a str,
    words: &'a Words,
    /// Whether it came on paper.
    paper: bool,
}

impl<'a> Reader<'a> {
    fn of(survey: &'a Survey, side: Side, language: &'a str) -> Self {
        Self { survey, side, language, words: words::of(language), paper: false }
    }

    fn questions(&self) -> Vec<&'a Item> {
        self.survey.questions_on(self.side).collect()
    }

    /// Reads items in order, so that each condition finds the answer it asks about. What was not sent keeps the value
    /// that it had before.
    fn fill(
        &self,
        items: &[&Item],
        before: &Answers,
        raw: &Raw,
        mut answers: Answers,
    ) -> Result<Answers, Vec<Problem>> {
        let Self { survey, side, language, words, paper } = *self;
        let mut problems = Vec::new();
        for item in items {
            if (item.paper_only && !paper) || !answers.shows(item) {
                answers.put_missing(item, Missing::NotShown);
                item.other_key().and_then(|key| answers.remove(&key));
                continue;
            }
            let asks = || survey.question_with(item, side, language, Carried::Answers(&answers));
            let question = EntryPrompt { asks: &asks, words, side, language };
            let given = match entry::sent(item, raw) {
                Some(sent) => entry::read(item, &question, &sent),
                None => Ok(before.get(&item.key).filter(|answer| !answer.is_blank()).cloned()),
            };
            let beside =
                entry::beside(item, &question, before, raw, given.as_ref().ok().and_then(Option::as_ref));
            let given = match given {
                Ok(None) if item.is_required() => Err(required(item, &question)),
                given => given,
            };
            match given {
                Ok(Some(answer)) => answers.insert(item.key.as_str(), answer),
                Ok(None) => answers.put_missing(item, Missing::Skipped),
                Err(message) => {
                    problems.push(Problem { item: item.key.clone(), message });
                    answers.put_missing(item, Missing::Skipped);
                }
            }
            if let Some(key) = item.other_key() {
                match beside {
                    Ok(Some(words)) => answers.insert(key, words),
                    Ok(None) => drop(answers.remove(&key)),
                    Err(message) => problems.push(Problem { item: key, message }),
                }
            }
        }
        problems.extend(self.unknown(raw));
        if problems.is_empty() { Ok(answers) } else { Err(problems) }
    }

    /// Entries for no question of this side, sorted, since the order they were sent in is lost.
    fn unknown(&self, raw: &Raw) -> Vec<Problem> {
        let is_known = |key: &str| {
            let mut items = self.survey.questions_on(self.side);
            items.any(|item| item.key == key || item.other_key().as_deref() == Some(key))
        };
        let mut keys: Vec<&String> = raw.keys().filter(|key| !is_known(key)).collect();
        keys.sort();
        let message = self.words.problems.no_such_question;
        keys.into_iter().map(|key| Problem { item: key.clone(), message: message.to_owned() }).collect()
    }
}

/// What is said of a required question left blank.
fn required(item: &Item, question: &EntryPrompt<'_>) -> String {
    if let Some(message) = &item.required_message {
        return message.read(question.side, question.language).to_owned();
    }
    question.say(|problems, asks| match item.kind.input() {
        ItemInput::Line | ItemInput::Paragraph { .. } | ItemInput::Number { .. } | ItemInput::Date => {
            (problems.enter)(asks)
        }
        _ => (problems.select)(asks),
    })
}
