//! The pages with questions, with what was entered and what to mend.

use crate::{
    survey::{
        answers::{Problem, Raw},
        item::Item,
        paging::Page,
    },
    web::{
        parts::{piece, question::target, questions},
        public::answer::{
            page::{Form, Saving},
            visit::Visit,
        },
    },
};

/// One page of the form.
pub(crate) fn page(visit: &Visit, page: &Page<'_>, key: &str, entered: &Raw, problems: &[Problem]) -> Form {
    let back = match page.number {
        1 => visit.address(),
        number => visit.page_address(number - 1),
    };
    Form {
        step: (page.of > 1).then(|| (visit.words().form.step)(page.number, page.of)),
        title: page.title().read(visit.round.side, &visit.language).to_owned(),
        promise: (page.number == 1).then(|| visit.promise()),
        entries: questions::entries(&visit.reading(), page.section, &page.items, entered, problems),
        page: page.number,
        back: Some(back),
        ..blank(visit, key, problems)
    }
}

/// All questions on one page, for browsers that keep nothing and for entries that came all at once.
pub(crate) fn all(visit: &Visit, key: &str, entered: &Raw, problems: &[Problem]) -> Form {
    let side = visit.round.side;
    let sections = visit.survey.sections.iter();
    let entries = sections.flat_map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on(side)).collect();
        questions::entries(&visit.reading(), section, &items, entered, problems)
    });
    Form {
        title: visit.title(),
        promise: Some(visit.promise()),
        entries: entries.collect(),
        saving: Saving::ThisPage,
        ..blank(visit, key, problems)
    }
}

fn blank(visit: &Visit, key: &str, problems: &[Problem]) -> Form {
    let saving = match visit.keeps_drafts() {
        Some(_) => Saving::SameLink { until: visit.time(visit.round.closes_at) },
        None => Saving::ThisBrowser,
    };
    Form {
        frame: visit.frame(),
        action: visit.address(),
        step: None,
        title: String::new(),
        promise: None,
        problems: problems.iter().map(|problem| shown(visit, problem)).collect(),
        entries: Vec::new(),
        safeguarding: Some(visit.safeguarding()).filter(|sentence| !sentence.is_empty()),
        key: key.to_owned(),
        page: 1,
        carried: Vec::new(),
        back: None,
        saving,
        held_here: visit.keeps_drafts().is_none(),
        fill: None,
    }
}

/// A problem beside its question. What the survey does not ask has no place on the page: that leads to the button that
/// sends.
pub(crate) fn shown(visit: &Visit, problem: &Problem) -> piece::Problem {
    let asked = visit.survey.item(&problem.item);
    let target = asked.map_or_else(|| "send".to_owned(), |item| target(&item.key));
    piece::Problem { target, message: problem.message.clone() }
}
