//! The comments of a course or a round, read and in order: which are shown, in what words, with what marked.

use std::{cmp::Reverse, collections::BTreeMap};

use common_ground_reports::small_numbers::OTHER;
use uuid::Uuid;

use crate::{
    results::Sizes,
    store::comments::{self, Comment, Release},
    survey::{
        personal::{self, Worry},
        text::ENGLISH,
    },
    web::{
        at,
        comments::{
            scope::Scope,
            shown::{ALL, Shown},
            sizes,
        },
        http::{desk::Desk, error::Result, guard::Trainer},
        parts::piece::Link,
    },
};

/// Comments on a page.
pub(crate) const PAGE: usize = 60;

/// The comments on one question.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The survey that asks, where the page is about several.
    pub survey: Option<String>,
    pub question: String,
    /// The answers to it.
    pub comments: Vec<Said>,
}

/// One comment.
#[derive(Debug)]
pub(crate) struct Said {
    pub id: String,
    /// Its words.
    pub pieces: Vec<Piece>,
    /// What was decided, who said it, its themes.
    pub about: String,
    /// Where to cut it and give it themes.
    pub edit: Link,
}

/// Part of a comment.
#[derive(Debug)]
pub(crate) struct Piece {
    pub text: String,
    /// What the words may be: “looks like a name”.
    pub looks: Option<&'static str>,
}

/// The comments of a scope, read and filtered.
pub(crate) struct List {
    pub scope: Scope,
    pub all: Vec<Comment>,
    pub shown: Shown,
    sizes: BTreeMap<Uuid, Sizes>,
    /// The titles of the surveys by round, where the page is about several.
    surveys: BTreeMap<Uuid, String>,
    /// What was asked, by round and item, in the order of the surveys.
    questions: Vec<(Uuid, String, String)>,
    /// The groups as their surveys call them, by round and key.
    groups: BTreeMap<(Uuid, String), String>,
    pub themes: Vec<String>,
}

impl List {
    pub(crate) async fn read(desk: &Desk<'_, Trainer>, scope: Scope, mut shown: Shown) -> Result<Self> {
        let all = comments::of_rounds(desk.db(), &scope.ids()).await?;
        let is_waiting = |comment: &Comment| comment.state == Release::Waiting;
        if shown.show != ALL && Release::from_key(&shown.show).is_none() {
            let first = if all.iter().any(is_waiting) { Release::Waiting.key() } else { ALL };
            first.clone_into(&mut shown.show);
        }
        let (mut surveys, mut questions, mut groups) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        for round in &scope.rounds {
            let survey = desk.app.survey(round).await?;
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
            sizes: sizes(desk.app, &scope).await?,
            themes: comments::themes(desk.db(), &scope.ids()).await?,
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
    pub(crate) fn on_page(&self) -> Vec<&Comment> {
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

    /// The comments of this page that may mean harm, and the others.
    pub(crate) fn on_page_by_urgency(&self) -> (Vec<&Comment>, Vec<&Comment>) {
        self.on_page().into_iter().partition(|comment| urgency(comment) > Worry::None)
    }

    pub(crate) fn count(&self, release: Release) -> usize {
        self.all.iter().filter(|comment| comment.state == release).count()
    }

    /// Comments by what was asked.
    pub(crate) fn asked(&self, comments: &[&Comment]) -> Vec<Asked> {
        let mut asked: Vec<(Uuid, &str, Asked)> = Vec::new();
        for comment in comments {
            let shown = self.said(comment);
            match asked.last_mut() {
                Some((round, item, last)) if *round == comment.round_id && *item == comment.item => {
                    last.comments.push(shown);
                }
                _ => {
                    let survey = self.surveys.get(&comment.round_id).cloned();
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

    fn said(&self, comment: &Comment) -> Said {
        let edit = at::query(at::comment(&self.scope.slug, comment.id), &[("course", &self.scope.course)]);
        Said {
            id: comment.id.to_string(),
            pieces: pieces(comment.words(), &self.scope.known()),
            about: self.about(comment),
            edit: Link::new("Cut or sort", edit).about("this comment"),
        }
    }

    /// “Waiting · Schools · trust, forms”
    fn about(&self, comment: &Comment) -> String {
        let state = match comment.state {
            Release::Waiting => "Waiting",
            Release::Released => "Released",
            Release::Withheld => "Withheld",
        };
        let mut parts = vec![state.to_owned()];
        if comment.state != Release::Released
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
}

/// How urgently a comment must be read; not at all once somebody decided about it.
fn urgency(comment: &Comment) -> Worry {
    match comment.state {
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
