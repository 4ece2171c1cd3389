//! Open answers to be read: each with the words that may point at a person marked, and what was decided about it.

use askama::Template;
use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    store::comments::Release,
    web::{
        comments::{
            list::{Asked, List, PAGE},
            scope::Scope,
            shown::{ALL, Query, Shown},
        },
        http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
        parts::{
            format,
            frame::Frame,
            nav::Place,
            piece::{Act, Carried, Empty, Link, Problem, Trail},
        },
    },
};

/// The comments of a course or of a round.
#[derive(Debug, Template)]
#[template(path = "comments/index.html")]
struct Index {
    frame: Frame,
    trail: Trail,
    /// How many wait: “9 comments are waiting to be read”.
    heading: String,
    /// What reading them is for.
    lead: Vec<String>,
    /// What is wrong with what was sent.
    problems: Vec<Problem>,
    /// Why there is nothing to read.
    empty: Option<Empty>,
    /// Which comments can be shown by themselves: waiting, released, withheld; then by theme.
    filters: Vec<Filter>,
    /// Address of the POST.
    action: String,
    /// The filter, carried along.
    carried: Vec<Carried>,
    /// Those to be read first.
    urgent: Option<Urgent>,
    /// The others, by what was asked.
    questions: Vec<Asked>,
    /// The pages before and after this one.
    pages: Vec<Link>,
}

/// A way to show fewer comments.
#[derive(Debug)]
struct Filter {
    /// “Waiting (9)”
    label: String,
    href: String,
    /// Whether it is on.
    current: bool,
}

/// Comments that may mean that somebody is harmed, before all others.
#[derive(Debug)]
struct Urgent {
    /// “Read these first: 2 comments may mean that somebody is being harmed”
    heading: String,
    /// What to do about it, today.
    lead: Vec<String>,
    questions: Vec<Asked>,
}

/// The comments of a course.
#[rocket::get("/programmes/<_>/courses/<id>/comments?<query..>")]
pub(crate) async fn of_course(desk: Desk<'_, Trainer>, id: Uuid, query: Query) -> Result<Answer> {
    let scope = Scope::of_course(&desk, id).await?;
    let list = List::read(&desk, scope, Shown::of(query)).await?;
    Answer::page(&page(&desk, &list, Vec::new()))
}

/// The comments of one round.
#[rocket::get("/programmes/<_>/rounds/<code>/comments?<query..>")]
pub(crate) async fn of_round(desk: Desk<'_, Trainer>, code: &str, query: Query) -> Result<Answer> {
    let scope = Scope::of_round(&desk, code).await?;
    let list = List::read(&desk, scope, Shown::of(query)).await?;
    Answer::page(&page(&desk, &list, Vec::new()))
}

/// A list with what is wrong with what was sent from it.
pub(crate) fn page(desk: &Desk<'_, Trainer>, list: &List, problems: Vec<Problem>) -> impl Template {
    let (urgent, others) = list.on_page_by_urgency();
    let Shown { show, theme, page } = &list.shown;
    let carried = [("show", show.clone()), ("theme", theme.clone()), ("page", page.to_string())];
    let count = urgent.len() as u64;
    Index {
        frame: desk.frame(Place::Courses),
        trail: list.scope.trail.clone(),
        heading: heading(list),
        lead: lead(list),
        problems,
        empty: empty(list),
        filters: if list.all.is_empty() { Vec::new() } else { filters(list) },
        action: list.scope.address.clone(),
        carried: carried.map(|(name, value)| Carried { name: name.to_owned(), value }).into(),
        urgent: (count > 0).then(|| Urgent {
            heading: format!(
                "Read {} first: {} may mean that somebody is being harmed",
                if count == 1 { "this" } else { "these" },
                wording::counted(count, "comment", "comments")
            ),
            lead: list.scope.when_harmed.clone(),
            questions: list.asked(&urgent),
        }),
        questions: list.asked(&others),
        pages: pages(list),
    }
}

fn heading(list: &List) -> String {
    match (list.all.len(), list.count(Release::Waiting) as u64) {
        (0, _) => "No comments to read".to_owned(),
        (_, 0) => "All comments are read".to_owned(),
        (_, 1) => "1 comment is waiting to be read".to_owned(),
        (_, waiting) => format!("{} comments are waiting to be read", wording::count(waiting)),
    }
}

fn lead(list: &List) -> Vec<String> {
    if list.all.is_empty() {
        return Vec::new();
    }
    let quoted = match &list.scope.summary {
        Some((at, zone)) => format!(
            "Managers read only what you release, in the summary of {}.",
            format::day_and_time(*at, zone)
        ),
        None if list.scope.course.is_some() => {
            "The summary is written. What you release now will not be in it.".to_owned()
        }
        None => "Managers read only what you release, in the summaries of courses.".to_owned(),
    };
    let marked = "Words that may point at a person, or may mean harm, are marked. A marked comment is released on its \
                  own page only. Read the others too: a name at the beginning of a sentence looks like any other \
                  word.";
    vec![quoted, marked.to_owned()]
}

fn empty(list: &List) -> Option<Empty> {
    let sentence = if list.all.is_empty() && list.scope.has_open {
        "Comments can be read when their survey has closed, so that nobody can be told by the time of their answer."
    } else if list.all.is_empty() {
        "Nobody wrote anything in the open questions."
    } else if list.on_page().is_empty() {
        "There is no such comment."
    } else {
        return None;
    };
    Some(Empty { sentence: sentence.to_owned(), next: None })
}

fn filters(list: &List) -> Vec<Filter> {
    let (shown, address) = (&list.shown, &list.scope.address);
    let state = |label: &str, show: &str, count: usize| Filter {
        label: format!("{label} ({count})"),
        href: Shown::only(show, "").address(address),
        current: shown.show == show && shown.theme.is_empty(),
    };
    let of = |label, release: Release| state(label, release.key(), list.count(release));
    let theme = |theme: &String| Filter {
        label: format!("Theme: {theme}"),
        href: Shown::only(ALL, theme).address(address),
        current: shown.theme == *theme,
    };
    let mut filters = vec![
        of("Waiting", Release::Waiting),
        of("Released", Release::Released),
        of("Withheld", Release::Withheld),
        state("All", ALL, list.all.len()),
    ];
    filters.extend(list.themes.iter().map(theme));
    filters
}

fn pages(list: &List) -> Vec<Link> {
    let shown = list.all.iter().filter(|comment| list.shown.has(comment)).count();
    let page = |label: &str, page: usize| {
        let there = Shown { page, ..Shown::only(&list.shown.show, &list.shown.theme) };
        Link::new(label, there.address(&list.scope.address))
    };
    let here = list.shown.page;
    let earlier = (here > 1).then(|| page("Comments before these", here - 1));
    let later = (here * PAGE < shown).then(|| page("More comments", here + 1));
    earlier.into_iter().chain(later).collect()
}
