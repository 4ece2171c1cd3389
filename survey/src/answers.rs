//! Reading what a form sent into answers: a whole form, or a page of it, checked against its survey.

mod entered;
mod entry;
mod questions;
mod settled;
#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;

use common_ground_reports::scale::Missing;

use self::settled::SettledAnswers;
pub(crate) use self::{
    entered::EnteredValues,
    questions::{QuestionIndex, Questions},
};
use super::{
    Answer, ENGLISH, Item, ItemInput, Side, Survey, Words, carried::Carried, item::EntryPrompt,
    paging::SurveyPage, words,
};
pub use super::{Answers, Raw};

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
    let index = QuestionIndex::of(survey, side);
    let questions = index.on(survey);
    let reader = FormReader { paper: true, ..FormReader::of(questions, ENGLISH) };
    let entered = EnteredValues::of_raw(questions, raw);
    reader.whole(&Answers::default(), &entered).map(SettledAnswers::into_answers)
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
    let index = QuestionIndex::of(survey, side);
    let questions = index.on(survey);
    let entered = EnteredValues::of_raw(questions, raw);
    FormReader::of(questions, language).whole(before, &entered).map(SettledAnswers::into_answers)
}

/// What a form is read against, and the language that its problems are told in.
#[derive(Clone, Copy)]
pub(crate) struct FormReader<'a> {
    questions: Questions<'a>,
    language: &'a str,
    words: &'static Words,
    /// Whether it came on paper.
    paper: bool,
}

/// An answer as it was read, or what to change. One that stands from before is borrowed.
type EntryRead<'b> = Result<Option<Cow<'b, Answer>>, String>;

impl<'a> FormReader<'a> {
    /// For a form on a screen.
    pub(crate) fn of(questions: Questions<'a>, language: &'a str) -> Self {
        Self { questions, language, words: words::of(language), paper: false }
    }

    /// Reads a complete form. What was not sent keeps the value that it had before.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], in the order of the questions.
    pub(crate) fn whole<'b>(
        self,
        before: &'b Answers,
        entered: &EnteredValues<'_>,
    ) -> Result<SettledAnswers<'a, 'b>, Vec<Problem>> {
        self.fill(0..self.questions.count(), &Answers::default(), before, entered)
    }

    /// Reads one page of a form into the answers given so far, and returns them together.
    ///
    /// Questions of later pages that these answers hide or bring up again are settled by [`Self::whole`] at the end.
    ///
    /// # Errors
    ///
    /// Every [`Problem`] of this page, in the order of its questions.
    pub(crate) fn page(
        self,
        page: &SurveyPage<'_>,
        so_far: &Answers,
        entered: &EnteredValues<'_>,
    ) -> Result<Answers, Vec<Problem>> {
        let places = page.items.iter().filter_map(|item| self.questions.place(&item.key));
        let nothing = Answers::default();
        let settled = self.fill(places, so_far, &nothing, entered)?;
        Ok(settled.onto(so_far.clone()))
    }

    /// Reads questions in order, so that each condition finds the answer it asks about: among those read here, or those so
    /// far.
    fn fill<'b>(
        self,
        places: impl Iterator<Item = usize>,
        so_far: &Answers,
        before: &'b Answers,
        entered: &EnteredValues<'_>,
    ) -> Result<SettledAnswers<'a, 'b>, Vec<Problem>> {
        let mut settled = SettledAnswers::none(self.questions);
        let mut problems = Vec::new();
        for place in places {
            let item = self.questions.item(place);
            if (item.paper_only && !self.paper) || !settled.shows(item, so_far) {
                settled.put_missing(place, Missing::NotShown);
                continue;
            }
            let (given, beside) = self.entry(place, &settled, so_far, before, entered);
            match given {
                Ok(Some(answer)) => settled.put(place, answer),
                Ok(None) => settled.put_missing(place, Missing::Skipped),
                Err(message) => {
                    problems.push(Problem { item: item.key.clone(), message });
                    settled.put_missing(place, Missing::Skipped);
                }
            }
            match beside {
                Ok(words) => settled.put_beside(place, words),
                Err(message) => {
                    let key = self.questions.other_key(place).unwrap_or_default();
                    problems.push(Problem { item: key.to_owned(), message });
                }
            }
        }
        problems.extend(self.unknown(entered));
        if problems.is_empty() { Ok(settled) } else { Err(problems) }
    }

    /// Reads what was entered for one question, and beside its option for “other”.
    fn entry<'b>(
        self,
        place: usize,
        settled: &SettledAnswers<'_, '_>,
        so_far: &Answers,
        before: &'b Answers,
        entered: &EnteredValues<'_>,
    ) -> (EntryRead<'b>, EntryRead<'b>) {
        let Self { questions, language, words, .. } = self;
        let (item, side) = (questions.item(place), questions.side());
        let asks = || {
            let answers = settled.clone().onto(so_far.clone());
            questions.survey().question_with(item, side, language, Carried::Answers(&answers))
        };
        let question = EntryPrompt { asks: &asks, words, side, language };
        let entry = entered.entry(place);
        let given: EntryRead<'b> = match entry::read(item, &question, entry) {
            Some(read) => read.map(|answer| answer.map(Cow::Owned)),
            None => Ok(before.get(&item.key).filter(|answer| !answer.is_blank()).map(Cow::Borrowed)),
        };
        let beside = match questions.other_key(place) {
            Some(key) => {
                let chosen = given.as_ref().ok().and_then(Option::as_deref);
                entry::beside(item, key, &question, before, entry, chosen)
            }
            None => Ok(None),
        };
        match given {
            Ok(None) if item.is_required() => (Err(required(item, &question)), beside),
            given => (given, beside),
        }
    }

    /// Entries for no question of this side.
    fn unknown(self, entered: &EnteredValues<'_>) -> impl Iterator<Item = Problem> {
        let message = self.words.problems.no_such_question;
        let problem = move |name: &&str| Problem { item: (*name).to_owned(), message: message.to_owned() };
        entered.unknown().iter().map(problem)
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
