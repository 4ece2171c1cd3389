//! Open answers to be read: each with the words that may point at a person marked, and what was decided about it.

use askama::Template;
use common_ground_reports::{
    chart::{Layout, PictureError},
    summary::CommentThemes,
    wording,
};
use uuid::Uuid;

use crate::{
    store::Release,
    web::{
        Answer, Button, ButtonAct, Desk, DrawingKey, Empty, Field, FieldInput, FieldProblem, FormChoice,
        FormProblems, Frame, HiddenField, Link, MainPlace, Markup, Result, Trail, Trainer, at,
        comments::{
            list::{CommentList, PAGE, QuestionComments},
            scope::Scope,
            shown::{ALL, CommentFilter, Query},
        },
        drawn_once,
        parts::format,
    },
};

#[derive(Debug, Template)]
#[template(path = "comments/index.html")]
struct Index {
    frame: Frame,
    trail: Trail,
    /// How many wait: “9 comments to review”.
    heading: String,
    /// What reading them is for.
    lead: Vec<String>,
    wrong: Vec<FieldProblem>,
    /// Nothing can be wrong with the filter.
    problems: FormProblems,
    empty: Option<Empty>,
    /// Which comments can be shown by themselves; none where there are no comments.
    filters: Vec<Field>,
    /// Address of the POST, and of the filter.
    action: String,
    carried: Vec<HiddenField>,
    urgent: Option<Urgent>,
    /// The others, by what was asked.
    questions: Vec<QuestionComments>,
    /// The pages before and after this one, and what can be done about a theme.
    pages: Vec<Link>,
    themes: Option<Themes>,
}

/// How often each theme comes up.
#[derive(Debug)]
struct Themes {
    /// For a wide page, and for a phone.
    wide: Markup,
    narrow: Markup,
    /// Each theme as a link to its comments, and how many there are.
    rows: Vec<(Link, String)>,
}

/// Comments that may mean that somebody is harmed, before all others.
#[derive(Debug)]
struct Urgent {
    /// “Read these first: 2 comments may mean that somebody is being harmed”
    heading: String,
    /// What to do about it, today.
    lead: Vec<String>,
    questions: Vec<QuestionComments>,
}

#[rocket::get("/programmes/<_>/courses/<id>/comments?<query..>")]
pub(crate) async fn of_course(desk: Desk<'_, Trainer>, id: Uuid, query: Query) -> Result<Answer> {
    let scope = Scope::of_course(&desk, id).await?;
    let list = CommentList::read(&desk, scope, CommentFilter::of(query)).await?;
    Answer::page(&page(&desk, &list, Vec::new()).await?)
}

#[rocket::get("/programmes/<_>/rounds/<code>/comments?<query..>")]
pub(crate) async fn of_round(desk: Desk<'_, Trainer>, code: &str, query: Query) -> Result<Answer> {
    let scope = Scope::of_round(&desk, code).await?;
    let list = CommentList::read(&desk, scope, CommentFilter::of(query)).await?;
    Answer::page(&page(&desk, &list, Vec::new()).await?)
}

/// A list with what is wrong with what was sent from it.
pub(crate) async fn page(
    desk: &Desk<'_, Trainer>,
    list: &CommentList,
    wrong: Vec<FieldProblem>,
) -> Result<impl Template + use<>> {
    let (urgent, others) = list.on_page_by_urgency();
    let carried = list.shown.entries().into_iter();
    let count = urgent.len() as u64;
    Ok(Index {
        frame: desk.frame(MainPlace::Courses),
        trail: list.scope.trail.clone(),
        heading: heading(list),
        lead: lead(list),
        wrong,
        problems: FormProblems::default(),
        empty: empty(list),
        filters: if list.all() == 0 { Vec::new() } else { filters(list) },
        action: list.scope.address.clone(),
        carried: carried
            .filter_map(|(name, value)| Some(HiddenField { name: name.to_owned(), value: value? }))
            .collect(),
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
        pages: pages(list).into_iter().chain(promise(desk.slug(), list)).collect(),
        themes: themes(list, desk.programme().asker()).await?,
    })
}

/// Where something is promised about the theme that is shown.
fn promise(slug: &str, list: &CommentList) -> Option<Link> {
    let (theme, _) = list.themes.iter().find(|(theme, _)| *theme == list.shown.theme)?;
    let new = at::query(at::new_promise(slug), &[("theme", &Some(theme))]);
    Some(Link::new(format!("Promise something about “{theme}”"), new))
}

fn heading(list: &CommentList) -> String {
    match (list.all(), list.count(Release::Waiting)) {
        (0, _) => "No comments yet".to_owned(),
        (_, 0) => "All comments are reviewed".to_owned(),
        (_, waiting) => format!("{} to review", wording::counted(waiting, "comment", "comments")),
    }
}

fn lead(list: &CommentList) -> Vec<String> {
    if list.all() == 0 {
        return Vec::new();
    }
    let quoted = match &list.scope.summary {
        Some((at, zone)) => format!(
            "Managers read only the comments you release, in the summary on {}.",
            format::day_and_time(*at, zone)
        ),
        None if list.scope.course.is_some() => {
            "The summary has been written. Comments you release now won’t be in it.".to_owned()
        }
        None => "Managers read only the comments you release, in course summaries.".to_owned(),
    };
    let marked = "Words that may identify a person or may mean harm are marked. Open a marked comment to release it. Read \
                  the others too: a name at the start of a sentence looks like any other word.";
    vec![quoted, marked.to_owned()]
}

fn empty(list: &CommentList) -> Option<Empty> {
    let (sentence, next) = if list.all() == 0 && list.scope.has_open {
        let why = "You can read comments when their survey has closed, so that nobody can be identified by when they \
                   answered.";
        (why, None)
    } else if list.all() == 0 {
        ("Nobody wrote anything in the open questions.", None)
    } else if list.on_page.is_empty() {
        let all = CommentFilter { show: ALL.to_owned(), page: 1, ..CommentFilter::default() };
        let next = Button::follow("Show all comments", all.address(&list.scope.address)).quiet();
        ("No comments match.", Some(next))
    } else {
        return None;
    };
    Some(Empty { sentence: sentence.to_owned(), next })
}

/// Selects for whatever there is a choice of.
fn filters(list: &CommentList) -> Vec<Field> {
    let shown = &list.shown;
    let state = |label: &str, key: &str, count: u64| {
        FormChoice::of(key, format!("{label} ({})", wording::count(count)), [&*shown.show])
    };
    let of = |label, release: Release| state(label, release.key(), list.count(release));
    let show = vec![
        of("To review", Release::Waiting),
        of("Released", Release::Released),
        of("Held back", Release::Withheld),
        state("All", ALL, list.all()),
    ];
    let some = |name: &str, label: &str, any: &str, is: &str, choices: Vec<(String, String)>| {
        let choices = choices.into_iter().map(|(key, label)| FormChoice::of(key, label, [is]));
        let all = FormChoice::of("", any, [is]);
        Field::select(name, label, std::iter::once(all).chain(choices))
    };
    let mut fields = vec![Field::select("show", "Comments", show)];
    if list.answered.len() > 1 {
        fields.push(some("question", "Question", "All questions", &shown.question, list.answered.clone()));
    }
    let sides = list.scope.sides();
    if sides.len() > 1 {
        let sides = sides.iter().map(|side| (side.key().to_owned(), wording::capitalised(side.people())));
        fields.push(some("side", "Side", "Both sides", &shown.side, sides.collect()));
    }
    if !list.themes.is_empty() {
        let themes = list.themes.iter().map(|(theme, n)| (theme.clone(), format!("{theme} ({n})")));
        fields.push(some("theme", "Theme", "All themes", &shown.theme, themes.collect()));
    }
    fields.push(Field::tick("marked", "Only marked comments", shown.marked));
    fields
}

fn pages(list: &CommentList) -> Vec<Link> {
    let page = |label: &str, page: u64| {
        let there = CommentFilter { page, ..list.shown.clone() };
        Link::new(label, there.address(&list.scope.address))
    };
    let here = list.shown.page;
    let earlier = (here > 1).then(|| page("Previous comments", here - 1));
    let later = (here * PAGE < list.found).then(|| page("More comments", here + 1));
    earlier.into_iter().chain(later).collect()
}

/// How often each theme comes up, whatever is shown; none before there are themes.
async fn themes(list: &CommentList, library: &str) -> Result<Option<Themes>> {
    let counted = CommentThemes { themes: list.themes.clone(), comments: list.all() };
    let Some(chart) = counted.chart(&format!("{library}. {}.", list.scope.title)) else { return Ok(None) };
    let drawing = DrawingKey::of("themes of comments", &chart);
    let drawn = drawn_once(drawing, move || {
        let inline = |layout, id| chart.picture(layout).map(|picture| picture.inline(id));
        Ok::<_, PictureError>((
            inline(Layout::Wide, "themes-wide")?,
            inline(Layout::Narrow, "themes-narrow")?,
        ))
    });
    let (wide, narrow) = drawn.await?;
    let row = |(theme, count): &(String, u64)| {
        let shown =
            CommentFilter { show: ALL.to_owned(), theme: theme.clone(), page: 1, ..CommentFilter::default() };
        (Link::new(theme, shown.address(&list.scope.address)), wording::count(*count))
    };
    Ok(Some(Themes {
        wide: Markup::trusted(wide),
        narrow: Markup::trusted(narrow),
        rows: list.themes.iter().map(row).collect(),
    }))
}
