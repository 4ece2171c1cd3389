//! The comments of a course or a round, read and in order: which are shown, in what words, with what marked.

use std::collections::{BTreeMap, BTreeSet};

use common_ground_reports::small_numbers::OTHER;
use uuid::Uuid;

use crate::{
    results::Sizes,
    store::{Comment, CommentQuery, Release, comments::list},
    survey::{
        ENGLISH,
        personal::{self, Attention, Worry},
    },
    web::{
        Desk, Link, Result, Trainer, at,
        comments::{
            scope::Scope,
            shown::{ALL, CommentFilter},
            sizes,
        },
    },
};

pub(crate) const PAGE: u64 = 60;

#[derive(Debug)]
pub(crate) struct QuestionComments {
    /// The survey that asks, where the page is about several.
    pub survey: Option<String>,
    /// Who was asked.
    pub side: &'static str,
    pub question: String,
    /// The answers to it.
    pub comments: Vec<ListedComment>,
}

#[derive(Debug)]
pub(crate) struct ListedComment {
    pub id: String,
    /// Its words.
    pub pieces: Vec<CommentPiece>,
    /// What was decided, who said it, its themes.
    pub about: String,
    /// Where to cut it and give it themes.
    pub edit: Link,
}

#[derive(Debug)]
pub(crate) struct CommentPiece {
    pub text: String,
    /// What the words may be: “looks like a name”.
    pub looks: Option<&'static str>,
}

pub(crate) struct CommentList {
    pub scope: Scope,
    pub shown: CommentFilter,
    /// Those on this page: first those that may mean harm to a child, then to anybody, then the others; each in the
    /// order of their questions.
    pub on_page: Vec<Comment>,
    /// How many there are on all pages of this filter.
    pub found: u64,
    /// How many there are of each decision, whatever is shown.
    pub counts: Vec<(Release, u64)>,
    /// How many have each theme, whatever is shown.
    pub themes: Vec<(String, u64)>,
    /// The questions that somebody answered, each with its key.
    pub answered: Vec<(String, String)>,
    sizes: BTreeMap<Uuid, Sizes>,
    /// The titles of the surveys by round, where the page is about several.
    surveys: BTreeMap<Uuid, String>,
    /// What was asked, by round and item, in the order of the surveys.
    questions: Vec<(Uuid, String, String)>,
    /// The groups as their surveys call them, by round and key.
    groups: BTreeMap<(Uuid, String), String>,
}

impl CommentList {
    pub(crate) async fn read(
        desk: &Desk<'_, Trainer>,
        scope: Scope,
        mut shown: CommentFilter,
    ) -> Result<Self> {
        assess(desk, &scope).await?;
        let (db, rounds) = (desk.db(), scope.ids());
        let every = CommentQuery { rounds: rounds.clone(), ..CommentQuery::default() };
        let counts = list::by_release(db, &every).await?;
        if shown.show != ALL && shown.release().is_none() {
            let waits = counts.iter().any(|(release, n)| *release == Release::Waiting && *n > 0);
            let first = if waits { Release::Waiting.key() } else { ALL };
            first.clone_into(&mut shown.show);
        }
        let filter = CommentQuery {
            rounds: scope.on_side(&shown.side),
            release: shown.release(),
            item: (!shown.question.is_empty()).then(|| shown.question.clone()),
            theme: (!shown.theme.is_empty()).then(|| shown.theme.clone()),
            marked: shown.marked,
        };
        let found = list::count(db, &filter).await?;
        // A page that was emptied by what was decided on it gives way to the one before.
        shown.page = shown.page.min(found.div_ceil(PAGE).max(1));
        let with_answers = list::by_item(db, &every).await?;
        let has_answers = |item: &str| with_answers.iter().any(|(key, _)| key == item);

        let (mut surveys, mut questions, mut groups) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        for round in &scope.rounds {
            let survey = desk.app.survey(round).await?;
            if scope.course.is_some() {
                surveys.insert(round.id, survey.title.read(round.side, ENGLISH).to_owned());
            }
            for key in survey.open_answers().into_iter().filter(|key| has_answers(key)) {
                if let Some(question) = survey.asked_in_words(&key, round.side, ENGLISH) {
                    questions.push((round.id, key, question));
                }
            }
            let options = survey.group_item(round.side).map(|item| item.kind.options()).unwrap_or_default();
            for option in options {
                let label = option.label.read(round.side, ENGLISH).to_owned();
                groups.insert((round.id, option.key.clone()), label);
            }
        }
        let order: Vec<_> = questions.iter().map(|(round, item, _)| (*round, item.clone())).collect();
        let skip = (shown.page - 1) * PAGE;
        Ok(Self {
            on_page: list::page(db, &filter, &order, skip, PAGE).await?,
            found,
            counts,
            themes: list::themes(db, &rounds).await?,
            answered: each_once(&questions),
            sizes: sizes(desk.app, &scope).await?,
            scope,
            shown,
            surveys,
            questions,
            groups,
        })
    }

    /// The id of the first input.
    pub(crate) fn first(&self) -> Option<String> {
        Some(format!("c-{}", self.on_page.first()?.id))
    }

    /// The comments of this page that may mean harm, and the others.
    pub(crate) fn on_page_by_urgency(&self) -> (Vec<&Comment>, Vec<&Comment>) {
        let is_urgent = |comment: &&Comment| {
            comment.state == Release::Waiting && personal::worry(&comment.text) > Worry::None
        };
        self.on_page.iter().partition(is_urgent)
    }

    pub(crate) fn count(&self, release: Release) -> u64 {
        self.counts.iter().find(|(is, _)| *is == release).map_or(0, |(_, n)| *n)
    }

    /// How many comments there are in all.
    pub(crate) fn all(&self) -> u64 {
        self.counts.iter().map(|(_, n)| n).sum()
    }

    pub(crate) fn asked(&self, comments: &[&Comment]) -> Vec<QuestionComments> {
        let mut asked: Vec<(Uuid, &str, QuestionComments)> = Vec::new();
        for comment in comments {
            let shown = self.said(comment);
            match asked.last_mut() {
                Some((round, item, last)) if *round == comment.round_id && *item == comment.item => {
                    last.comments.push(shown);
                }
                _ => {
                    let survey = self.surveys.get(&comment.round_id).cloned();
                    let question = self.question(comment);
                    let side = self.scope.round(comment.round_id).map_or("", |round| round.side.people());
                    let comments = vec![shown];
                    let of_question = QuestionComments { survey, side, question, comments };
                    asked.push((comment.round_id, &comment.item, of_question));
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

    fn said(&self, comment: &Comment) -> ListedComment {
        let page = at::comment(&self.scope.slug, comment.id);
        let edit = self.shown.address_with(&page, self.scope.course);
        ListedComment {
            id: comment.id.to_string(),
            pieces: pieces(comment.words(), &self.scope.known()),
            about: self.about(comment),
            edit: Link::new("Edit or tag", edit).about("this comment"),
        }
    }

    /// “To review · Schools · trust, forms”
    fn about(&self, comment: &Comment) -> String {
        let state = match comment.state {
            Release::Waiting => "To review",
            Release::Released => "Released",
            Release::Withheld => "Held back",
        };
        let mut parts = vec![state.to_owned()];
        if comment.state != Release::Released
            && personal::is_marked(comment.words(), &comment.text, &self.scope.known())
        {
            parts.push("marked: open it to release it".to_owned());
        }
        parts.extend(comment.shown.is_some().then(|| "edited".to_owned()));
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
        parts.extend((!themes.is_empty()).then(|| themes.join(", ")));
        parts.join(" · ")
    }
}

/// Looks for marks in words that are new, or that somebody edited, so that the database can filter by them.
async fn assess(desk: &Desk<'_, Trainer>, scope: &Scope) -> Result<()> {
    if list::unassessed(desk.db(), &scope.ids()).await?.is_empty() {
        return Ok(());
    }
    let tx = desk.change().await?;
    let known = scope.known();
    let comments = list::unassessed(&tx, &scope.ids()).await?;
    let of = |comment| (comment, Attention::of(Comment::words(comment), &comment.text, &known));
    list::assess(&tx, &comments.iter().map(of).collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(())
}

/// The questions of several rounds, each key once, in their order.
fn each_once(questions: &[(Uuid, String, String)]) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let first = questions.iter().filter(|(_, item, _)| seen.insert(item));
    first.map(|(_, item, question)| (item.clone(), question.clone())).collect()
}

/// The words of a comment, marked where they may point at a person.
fn pieces(text: &str, known: &[&str]) -> Vec<CommentPiece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let plain = |text: &str| CommentPiece { text: text.to_owned(), looks: None };
    for mark in personal::marks(text, known) {
        pieces.extend(text.get(from..mark.at.start).filter(|text| !text.is_empty()).map(plain));
        let words = text.get(mark.at.clone()).unwrap_or_default().to_owned();
        pieces.push(CommentPiece { text: words, looks: Some(mark.looks.words()) });
        from = mark.at.end;
    }
    pieces.extend(text.get(from..).filter(|text| !text.is_empty()).map(plain));
    pieces
}
