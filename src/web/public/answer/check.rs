//! All answers before they are sent, each with a way back to its question.

use askama::Template;

use crate::{
    survey::{
        Item, answer,
        answers::Problem,
        carried::Carried,
        paging::{self, SurveyPage},
    },
    web::{
        Answer, Frame, Result, at,
        parts::{piece, question::target},
        public::answer::{Door, Visit, draft::AnswerDraft, form::shown},
    },
};

/// The check, of somebody who has answered.
#[rocket::get("/s/<code>/check")]
pub(crate) async fn show(code: &str, door: Door<'_>) -> Result<Answer> {
    let visit = door.open(code).await?;
    let draft = AnswerDraft::load(&visit).await?;
    if !draft.has_begun() {
        return Ok(Answer::to(visit.page_address(1)));
    }
    Answer::page(&page(&visit, &draft, &[]))
}

/// The page, with what to mend.
pub(super) fn page(visit: &Visit<'_>, draft: &AnswerDraft, problems: &[Problem]) -> Check {
    let pages = paging::pages(&visit.survey, visit.round.side, &draft.answers);
    Check {
        frame: visit.frame_at(&at::answer_check(&visit.round.code)),
        back: visit.page_address(pages.len()),
        title: visit.title(),
        action: visit.address(),
        key: draft.key.clone(),
        problems: problems.iter().map(|problem| shown(visit, problem)).collect(),
        sections: pages.iter().map(|page| section(visit, draft, page)).collect(),
        promise: visit.promise(),
        held_here: visit.keeps_drafts().is_none(),
    }
}

fn section(visit: &Visit<'_>, draft: &AnswerDraft, page: &SurveyPage<'_>) -> CheckedSection {
    let (side, language) = (visit.round.side, &*visit.language);
    let rows = page.items.iter().filter(|item| item.is_question()).map(|item| CheckedAnswer {
        id: target(&item.key),
        asks: visit.survey.question_with(item, side, language, Carried::Answers(&draft.answers)),
        answer: lines(visit, item, draft),
        change: format!("{}#{}", visit.page_address(page.number), target(&item.key)),
    });
    CheckedSection { title: page.title().read(side, language).to_owned(), rows: rows.collect() }
}

/// An answer as its reader would say it, a line for each choice. What was written beside “other” follows it.
fn lines(visit: &Visit<'_>, item: &Item, draft: &AnswerDraft) -> Vec<String> {
    let Some(given) = draft.answers.get(&item.key) else { return Vec::new() };
    let beside = item.other_key().and_then(|key| match draft.answers.get(&key) {
        Some(answer::Answer::Text(words)) => Some(words),
        _ => None,
    });
    let values = visit.survey.values(item, visit.round.side, &visit.language);
    let label = |key: &String| {
        let value = values.iter().find(|(value, _)| value == key);
        let label = value.map_or_else(|| key.clone(), |(_, label)| label.clone());
        match beside.filter(|_| item.kind.other() == Some(&**key)) {
            Some(words) => format!("{label}: {words}"),
            None => label,
        }
    };
    match given {
        answer::Answer::Rating(point) => vec![label(&point.to_string())],
        answer::Answer::Choice(key) => vec![label(key)],
        answer::Answer::Choices(keys) | answer::Answer::Ranking(keys) => keys.iter().map(label).collect(),
        answer::Answer::Number(number) => vec![visit.words().number(*number)],
        answer::Answer::Date(date) => vec![visit.words().date(*date)],
        answer::Answer::Text(text) => vec![text.clone()],
        answer::Answer::Missing(missing) => Some(visit.words().reason(*missing))
            .filter(|words| !words.is_empty())
            .map(str::to_owned)
            .into_iter()
            .collect(),
    }
}

/// All answers before they are sent, by POST to [`Self::action`] with `key`, what is carried, and `action=submit`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/check.html")]
pub(crate) struct Check {
    /// Top and foot.
    pub frame: Frame,
    /// The way to the last page of questions.
    pub back: String,
    /// Title of the survey.
    pub title: String,
    /// Address that the answers are sent to.
    pub action: String,
    /// The idempotency key of the form.
    pub key: String,
    /// What is wrong; the targets are [`CheckedAnswer::id`].
    pub problems: Vec<piece::FieldProblem>,
    /// The answers by section.
    pub sections: Vec<CheckedSection>,
    /// The promise, repeated beside the last button.
    pub promise: String,
    /// Whether this browser holds the answers, which a person can save for another day or clear.
    pub held_here: bool,
}

/// The answers of one section.
#[derive(Debug, Clone)]
pub(crate) struct CheckedSection {
    /// Title of the section.
    pub title: String,
    /// Its questions as far as they were shown.
    pub rows: Vec<CheckedAnswer>,
}

/// One question with its answer.
#[derive(Debug, Clone)]
pub(crate) struct CheckedAnswer {
    /// Id of the row: [`target`] of the item.
    pub id: String,
    /// The whole question, stem included.
    pub asks: String,
    /// The answer, one line for each choice; empty where it was left blank.
    pub answer: Vec<String>,
    /// The way back to the question.
    pub change: String,
}
