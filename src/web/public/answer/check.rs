//! All answers before they are sent, each with a way back to its question.

use crate::{
    survey::{
        answer::Answer,
        answers::Problem,
        item::{Item, Kind},
        paging::{self, Page},
    },
    web::{
        parts::question::target,
        public::answer::{
            draft::Draft,
            form::shown,
            page::{Check, CheckedAnswer, CheckedSection},
            visit::Visit,
        },
    },
};

/// The page.
pub(crate) fn page(visit: &Visit, draft: &Draft, problems: &[Problem]) -> Check {
    let pages = paging::pages(&visit.survey, visit.round.side, &draft.answers);
    Check {
        frame: visit.frame(),
        title: visit.title(),
        action: visit.address(),
        key: draft.key.clone(),
        carried: Vec::new(),
        problems: problems.iter().map(|problem| shown(visit, problem)).collect(),
        sections: pages.iter().map(|page| section(visit, draft, page)).collect(),
        promise: visit.promise(),
        held_here: visit.keeps_drafts().is_none(),
    }
}

fn section(visit: &Visit, draft: &Draft, page: &Page<'_>) -> CheckedSection {
    let (side, language) = (visit.round.side, &*visit.language);
    let rows = page.items.iter().filter(|item| item.is_question()).map(|item| CheckedAnswer {
        id: target(&item.key),
        asks: page.section.question(item, side, language),
        answer: draft.answers.get(&item.key).map_or_else(Vec::new, |answer| lines(visit, item, answer)),
        change: format!("{}#{}", visit.page_address(page.number), target(&item.key)),
    });
    CheckedSection { title: page.title().read(side, language).to_owned(), rows: rows.collect() }
}

/// An answer as its reader would say it, a line for each choice.
fn lines(visit: &Visit, item: &Item, answer: &Answer) -> Vec<String> {
    let label = |key: &String| {
        let option = item.option(key);
        option.map_or_else(|| key.clone(), |o| o.label.read(visit.round.side, &visit.language).to_owned())
    };
    match answer {
        Answer::Rating(point) => {
            let Kind::Rating { scale } = &item.kind else { return Vec::new() };
            let labels = visit.survey.scale_labels(scale, &visit.language).unwrap_or_default();
            labels.get(usize::from(*point) - 1).cloned().into_iter().collect()
        }
        Answer::Choice(key) => vec![label(key)],
        Answer::Choices(keys) | Answer::Ranking(keys) => keys.iter().map(label).collect(),
        Answer::Number(number) => vec![number.to_string()],
        Answer::Date(date) => vec![visit.words().date(*date)],
        Answer::Text(text) => vec![text.clone()],
        Answer::Missing(missing) => Some(visit.words().reason(*missing))
            .filter(|words| !words.is_empty())
            .map(str::to_owned)
            .into_iter()
            .collect(),
    }
}
