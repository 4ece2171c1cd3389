//! Checking a whole form, or a page of it, against its survey.

use common_ground_reports::scale::Missing;

use super::entry::{self, Question};
use super::{Answers, Raw};
use crate::survey::definition::Survey;
use crate::survey::item::{Item, Kind};
use crate::survey::paging::Page;
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

/// Reads a complete form: one answer for every question of that side. Problems are told in English.
///
/// What was left blank is recorded as skipped, and what the conditions hide as not shown, whatever was sent.
///
/// # Errors
///
/// Every [`Problem`], in the order of the questions.
pub fn read(survey: &Survey, side: Side, raw: &Raw) -> Result<Answers, Vec<Problem>> {
    read_in(survey, side, ENGLISH, raw)
}

/// [`read`] with the problems told in a language.
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
    let items: Vec<&Item> = survey.questions_on(side).collect();
    Reader { survey, side, language, words: words::of(language) }.fill(
        &items,
        before,
        raw,
        Answers::default(),
    )
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
    page: &Page<'_>,
    so_far: &Answers,
    raw: &Raw,
) -> Result<Answers, Vec<Problem>> {
    let items: Vec<&Item> = page.items.iter().copied().filter(|item| item.is_question()).collect();
    Reader { survey, side, language, words: words::of(language) }.fill(
        &items,
        &Answers::default(),
        raw,
        so_far.clone(),
    )
}

/// What a form is read against, and the language that its problems are told in.
struct Reader<'a> {
    survey: &'a Survey,
    side: Side,
    language: &'a str,
    words: &'a Words,
}

impl Reader<'_> {
    /// Reads items in order, so that each condition finds the answer it asks about. What was not sent keeps the value
    /// that it had before.
    fn fill(
        &self,
        items: &[&Item],
        before: &Answers,
        raw: &Raw,
        mut answers: Answers,
    ) -> Result<Answers, Vec<Problem>> {
        let Self { survey, side, language, words } = *self;
        let mut problems = Vec::new();
        for item in items {
            if !answers.shows(item) {
                answers.put_missing(item, Missing::NotShown);
                continue;
            }
            let question = Question { survey, side, item, words, language };
            let mut problem = |message| problems.push(Problem { item: item.key.clone(), message });
            let given = match raw.get(&item.key) {
                Some(sent) => entry::read(&question, sent),
                None => Ok(before.get(&item.key).filter(|answer| !answer.is_blank()).cloned()),
            };
            match given {
                Ok(Some(answer)) => answers.insert(item.key.as_str(), answer),
                Ok(None) => {
                    if item.is_required() {
                        problem(required(&question));
                    }
                    answers.put_missing(item, Missing::Skipped);
                }
                Err(message) => problem(message),
            }
        }
        problems.extend(self.unknown(raw));
        if problems.is_empty() { Ok(answers) } else { Err(problems) }
    }

    /// Entries for no question of this side, sorted, since the order they were sent in is lost.
    fn unknown(&self, raw: &Raw) -> Vec<Problem> {
        let is_known = |key: &str| self.survey.questions_on(self.side).any(|item| item.key == key);
        let mut keys: Vec<&String> = raw.keys().filter(|key| !is_known(key)).collect();
        keys.sort();
        let message = self.words.problems.no_such_question;
        keys.into_iter().map(|key| Problem { item: key.clone(), message: message.to_owned() }).collect()
    }
}

/// What is said of a required question left blank.
fn required(question: &Question<'_>) -> String {
    if let Some(message) = &question.item.required_message {
        return message.read(question.side, question.language).to_owned();
    }
    let (problems, asks) = (&question.words.problems, question.asks());
    match question.item.kind {
        Kind::ShortText | Kind::LongText | Kind::Number { .. } | Kind::Date => (problems.enter)(&asks),
        _ => (problems.select)(&asks),
    }
}
