//! The list of comments: which are shown, in what words, with what marked.

use std::{cmp::Reverse, collections::BTreeMap};

use common_ground_reports::{small_numbers::OTHER, summary::wording};
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use crate::{
    app::App,
    results::Sizes,
    store::comments::{self, Comment, Release},
    survey::{
        personal::{self, Worry},
        text::ENGLISH,
    },
    web::{
        at,
        comments::{
            Scope,
            page::{self as view, Asked, Comments, Piece, Urgent},
            sizes,
        },
        http::error::Result,
        parts::{
            Frame, format,
            piece::{Carried, Empty, Link, Problem},
        },
    },
};

/// Comments on a page.
const PAGE: usize = 60;
/// The filter that shows every comment.
const ALL: &str = "all";

/// Which comments are asked for, as addresses say it.
#[derive(Default, rocket::FromForm, rocket::UriDisplayQuery)]
pub(crate) struct Filter {
    pub(crate) show: Option<String>,
    pub(crate) theme: Option<String>,
    pub(crate) page: Option<String>,
}

/// Which comments are shown.
pub(crate) struct Shown {
    show: String,
    theme: String,
    page: usize,
}

impl Shown {
    pub(crate) fn of(filter: Filter) -> Self {
        let Filter { show, theme, page } = filter;
        // Nobody leafs further than this, and no place is ever too large to be reckoned with.
        let page = page.and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, 100_000);
        Self { show: show.unwrap_or_default(), theme: theme.unwrap_or_default(), page }
    }

    fn only(show: &str, theme: &str) -> Self {
        Self { show: show.to_owned(), theme: theme.to_owned(), page: 1 }
    }

    fn has(&self, comment: &Comment) -> bool {
        let state = self.show == ALL || comment.state == self.show;
        state && (self.theme.is_empty() || comment.themes().any(|theme| theme == self.theme))
    }

    /// The address of the list, filtered so.
    pub(crate) fn address(&self, list: &str) -> String {
        if self.show.is_empty() {
            return list.to_owned();
        }
        let mut query = Serializer::new(String::new());
        query.append_pair("show", &self.show);
        if !self.theme.is_empty() {
            query.append_pair("theme", &self.theme);
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        format!("{list}?{}", query.finish())
    }
}

/// The comments of a scope, read and filtered.
pub(crate) struct List {
    scope: Scope,
    all: Vec<Comment>,
    shown: Shown,
    sizes: BTreeMap<Uuid, Sizes>,
    /// The titles of the surveys by round, where the page is about several.
    surveys: BTreeMap<Uuid, String>,
    /// What was asked, by round and item, in the order of the surveys.
    questions: Vec<(Uuid, String, String)>,
    /// The groups as their surveys call them, by round and key.
    groups: BTreeMap<(Uuid, String), String>,
    themes: Vec<String>,
}

impl List {
    pub(crate) async fn read(app: &App, scope: Scope, mut shown: Shown) -> Result<Self> {
        let all = comments::of_rounds(app.db.read(), &scope.ids()).await?;
        let is_waiting = |comment: &Comment| comment.release() == Release::Waiting;
        if shown.show != ALL && Release::from_key(&shown.show).is_none() {
            let first = if all.iter().any(is_waiting) { Release::Waiting.key() } else { ALL };
            first.clone_into(&mut shown.show);
        }
        let (mut surveys, mut questions, mut groups) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        for round in &scope.rounds {
            let survey = app.survey(round).await?;
            if scope.course.is_some() {
                surveys.insert(round.id, survey.title.read(round.side, ENGLISH).to_owned());
            }
            for item in survey.items_on(round.side) {
                let question = survey.question(item, round.side, ENGLISH);
                questions.push((round.id, item.key.clone(), question));
            }
            let options = survey.group_item(round.side).map(|item| item.kind.options()).unwrap_or_default();
            for option in options {
                let label = option.label.read(round.side, ENGLISH).to_owned();
                groups.insert((round.id, option.key.clone()), label);
            }
        }
        Ok(Self {
            sizes: sizes(app, &scope).await?,
            themes: comments::themes(app.db.read(), &scope.ids()).await?,
            scope,
            all,
            shown,
            surveys,
            questions,
            groups,
        })
    }

    /// The id of the first input.
    pub(crate) fn first(&self) -> Option<String> {
        let first = self.on_page().into_iter().next()?;
        Some(format!("c-{}", first.id))
    }

    /// The comments of this page: first those that may mean harm to a child, then to anybody, then the others; each in
    /// the order of their questions.
    fn on_page(&self) -> Vec<&Comment> {
        let mut shown: Vec<&Comment> = self.all.iter().filter(|comment| self.shown.has(comment)).collect();
        let place = |comment: &Comment| {
            let asked = |(round, item, _): &(Uuid, String, String)| {
                *round == comment.round_id && *item == comment.item
            };
            self.questions.iter().position(asked).unwrap_or(usize::MAX)
        };
        shown.sort_by_cached_key(|comment| (Reverse(urgency(comment)), place(comment)));
        shown.into_iter().skip((self.shown.page - 1) * PAGE).take(PAGE).collect()
    }

    pub(crate) fn page(&self, frame: Frame, ticked: &[Uuid], problems: Vec<Problem>) -> Comments {
        let (urgent, others): (Vec<&Comment>, Vec<&Comment>) =
            self.on_page().into_iter().partition(|comment| urgency(comment) > Worry::None);
        let carried = [("show", &self.shown.show), ("theme", &self.shown.theme)];
        let mut carried: Vec<Carried> =
            carried.map(|(name, value)| Carried { name: name.to_owned(), value: value.clone() }).into();
        carried.push(Carried { name: "page".to_owned(), value: self.shown.page.to_string() });
        Comments {
            frame,
            trail: self.scope.trail.clone(),
            heading: self.heading(),
            lead: self.lead(),
            problems,
            empty: self.empty(),
            filters: if self.all.is_empty() { Vec::new() } else { self.filters() },
            action: self.scope.address.clone(),
            carried,
            urgent: self.urgent(&urgent, ticked),
            questions: self.asked(&others, ticked),
            pages: self.pages(),
        }
    }

    fn count(&self, release: Release) -> usize {
        self.all.iter().filter(|comment| comment.release() == release).count()
    }

    fn heading(&self) -> String {
        let waiting = self.count(Release::Waiting) as u64;
        match (self.all.len(), waiting) {
            (0, _) => "No comments to read".to_owned(),
            (_, 0) => "All comments are read".to_owned(),
            (_, 1) => "1 comment waits to be read".to_owned(),
            (_, waiting) => format!("{} comments wait to be read", wording::count(waiting)),
        }
    }

    fn lead(&self) -> Vec<String> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let quoted = match &self.scope.summary {
            Some((at, zone)) => format!(
                "Managers read only what you release, in the summary of {}.",
                format::day_and_time(*at, zone)
            ),
            None if self.scope.course.is_some() => {
                "The summary is written. What you release now is not in it.".to_owned()
            }
            None => "Managers read only what you release, in the summaries of courses.".to_owned(),
        };
        let marked = "Words that may point at a person, or may mean harm, are marked. A marked comment is released on its \
                      own page only. Read the others too: a name at the beginning of a sentence looks like any other \
                      word.";
        vec![quoted, marked.to_owned()]
    }

    fn empty(&self) -> Option<Empty> {
        let sentence = if self.all.is_empty() && self.scope.has_open {
            "Comments can be read when their survey has closed, so that nobody can be told by the time of their answer."
        } else if self.all.is_empty() {
            "Nobody wrote anything in the open questions."
        } else if self.on_page().is_empty() {
            "There is no such comment."
        } else {
            return None;
        };
        Some(Empty { sentence: sentence.to_owned(), next: None })
    }

    fn filters(&self) -> Vec<view::Filter> {
        let state = |label: &str, show: &str, count: usize| view::Filter {
            label: format!("{label} ({count})"),
            href: Shown::only(show, "").address(&self.scope.address),
            current: self.shown.show == show && self.shown.theme.is_empty(),
        };
        let mut filters = vec![
            state("Waiting", Release::Waiting.key(), self.count(Release::Waiting)),
            state("Released", Release::Released.key(), self.count(Release::Released)),
            state("Withheld", Release::Withheld.key(), self.count(Release::Withheld)),
            state("All", ALL, self.all.len()),
        ];
        let theme = |theme: &String| view::Filter {
            label: format!("Theme: {theme}"),
            href: Shown::only(ALL, theme).address(&self.scope.address),
            current: self.shown.theme == *theme,
        };
        filters.extend(self.themes.iter().map(theme));
        filters
    }

    fn urgent(&self, comments: &[&Comment], ticked: &[Uuid]) -> Option<Urgent> {
        let count = comments.len() as u64;
        (count > 0).then(|| Urgent {
            heading: format!(
                "Read {} first: {} may mean that somebody is being harmed",
                if count == 1 { "this" } else { "these" },
                wording::counted(count, "comment", "comments")
            ),
            lead: self.scope.when_harmed.clone(),
            questions: self.asked(comments, ticked),
        })
    }

    fn asked(&self, comments: &[&Comment], ticked: &[Uuid]) -> Vec<Asked> {
        let mut asked: Vec<(Uuid, &str, Asked)> = Vec::new();
        for comment in comments {
            let shown = self.comment(comment, ticked.contains(&comment.id));
            match asked.last_mut() {
                Some((round, item, last)) if *round == comment.round_id && *item == comment.item => {
                    last.comments.push(shown);
                }
                _ => {
                    let survey = match asked.last() {
                        Some((round, ..)) if *round == comment.round_id => None,
                        _ => self.surveys.get(&comment.round_id).cloned(),
                    };
                    let question = self.question(comment);
                    let comments = vec![shown];
                    asked.push((comment.round_id, &comment.item, Asked { survey, question, comments }));
                }
            }
        }
        asked.into_iter().map(|(_, _, asked)| asked).collect()
    }

    fn question(&self, comment: &Comment) -> String {
        let mut questions = self.questions.iter();
        let found = questions.find(|(round, item, _)| *round == comment.round_id && *item == comment.item);
        found.map_or_else(|| comment.item.clone(), |(_, _, question)| question.clone())
    }

    fn comment(&self, comment: &Comment, ticked: bool) -> view::Comment {
        let edit = at::query(at::comment(&self.scope.slug, comment.id), &[("course", &self.scope.course)]);
        view::Comment {
            id: comment.id.to_string(),
            pieces: pieces(comment.words(), &self.scope.known()),
            about: self.about(comment),
            ticked,
            edit: Link::new("Cut or sort", edit.to_string()).about("this comment"),
        }
    }

    /// “Waiting · Schools · trust, forms”
    fn about(&self, comment: &Comment) -> String {
        let state = match comment.release() {
            Release::Waiting => "Waiting",
            Release::Released => "Released",
            Release::Withheld => "Withheld",
        };
        let mut parts = vec![state.to_owned()];
        if comment.release() != Release::Released
            && personal::is_marked(comment.words(), &comment.text, &self.scope.known())
        {
            parts.push("marked: open it to release it".to_owned());
        }
        if comment.shown.is_some() {
            parts.push("cut".to_owned());
        }
        let sizes = self.sizes.get(&comment.round_id);
        match sizes {
            Some(sizes) if !sizes.may_quote(&comment.grp) => {
                parts.push(format!("from {} people, so it cannot be quoted", sizes.too_few()));
            }
            // Named as the results name it: a group of few people stands together with others.
            Some(sizes) => parts.extend(sizes.part_of(&comment.grp).map(|part| {
                // Also where a survey has an option of that key: small groups are among it.
                let own =
                    (part != OTHER).then(|| self.groups.get(&(comment.round_id, part.to_owned()))).flatten();
                own.cloned().unwrap_or_else(|| "Other".to_owned())
            })),
            None => {}
        }
        let themes: Vec<&str> = comment.themes().collect();
        if !themes.is_empty() {
            parts.push(themes.join(", "));
        }
        parts.join(" · ")
    }

    fn pages(&self) -> Vec<Link> {
        let shown = self.all.iter().filter(|comment| self.shown.has(comment)).count();
        let page = |label: &str, page: usize| {
            let there = Shown { show: self.shown.show.clone(), theme: self.shown.theme.clone(), page };
            Link::new(label, there.address(&self.scope.address))
        };
        let here = self.shown.page;
        let earlier = (here > 1).then(|| page("Comments before these", here - 1));
        let later = (here * PAGE < shown).then(|| page("More comments", here + 1));
        earlier.into_iter().chain(later).collect()
    }
}

/// How urgently a comment must be read; not at all once somebody decided about it.
fn urgency(comment: &Comment) -> Worry {
    match comment.release() {
        Release::Waiting => personal::worry(&comment.text),
        Release::Released | Release::Withheld => Worry::None,
    }
}

/// The words of a comment, marked where they may point at a person.
fn pieces(text: &str, known: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let plain = |text: &str| Piece { text: text.to_owned(), looks: None };
    for mark in personal::marks(text, known) {
        pieces.extend(text.get(from..mark.at.start).filter(|text| !text.is_empty()).map(plain));
        let words = text.get(mark.at.clone()).unwrap_or_default().to_owned();
        pieces.push(Piece { text: words, looks: Some(mark.looks.words()) });
        from = mark.at.end;
    }
    pieces.extend(text.get(from..).filter(|text| !text.is_empty()).map(plain));
    pieces
}
