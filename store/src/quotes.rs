//! Quotes of comments in frozen summaries. What is deleted at its source goes from every revision of the summaries
//! that quoted it, so that no page shows it and no correction repeats it; the place says when it went.

use std::collections::BTreeSet;

use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{
    Comment, Result, StoreError, Transaction,
    comments::{self, open_text},
    courses,
    entity::{comment, course_round, response, summary},
    programmes, responses,
    summaries::FrozenSummary,
};
use crate::survey::{Answer, personal::is_cut_of};

/// Removes from frozen summaries what quoted these comments, which were just deleted. Returns how many quotes went; one
/// that stands in several revisions is one.
/// A summary that cannot be read is left as it is, and the log says so. The caller holds the courses of their rounds, so that
/// no summary is written meanwhile.
pub(super) async fn remove(tx: &Transaction, gone: &[Comment], now: Timestamp) -> Result<usize> {
    let gone: Vec<Gone<'_>> = gone.iter().map(|comment| Gone { comment, left: "" }).collect();
    apply(tx, &gone, now).await
}

/// The same for a comment of which only `left` is kept: quotes of what is left stay.
pub(super) async fn shorten(
    tx: &Transaction,
    comment: &Comment,
    left: &str,
    now: Timestamp,
) -> Result<usize> {
    apply(tx, &[Gone { comment, left }], now).await
}

/// Puts other words in the place of a comment for good, also in the response that it came from and in summaries that
/// quoted it. Equal words of two people are told apart no more than before: the first found is replaced.
pub async fn remove_at_source(
    tx: &Transaction,
    comment: &Comment,
    instead: &str,
    now: Timestamp,
) -> Result<()> {
    shorten(tx, comment, instead, now).await?;
    let row = comment::ActiveModel {
        id: Set(comment.id),
        text: Set(instead.to_owned()),
        shown: Set(None),
        attention: Set(None),
        ..Default::default()
    };
    comment::Entity::update(row).exec_without_returning(tx).await?;
    let mut after = None;
    loop {
        let page = responses::page(tx, comment.round_id, after).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        let source = page.into_iter().find(|response| {
            response.grp == comment.grp
                && open_text(&response.answers, &comment.item).is_some_and(|text| text == comment.text)
        });
        if let Some(mut source) = source {
            if let Some(answers) = source.answers.as_object_mut() {
                answers.insert(comment.item.clone(), answer(instead)?);
            }
            let row = response::ActiveModel {
                round_id: Set(source.round_id),
                id: Set(source.id),
                answers: Set(source.answers),
                ..Default::default()
            };
            response::Entity::update(row).exec_without_returning(tx).await?;
            return Ok(());
        }
    }
}

fn answer(text: &str) -> Result<serde_json::Value> {
    serde_json::to_value(Answer::Text(text.to_owned()))
        .map_err(|error| StoreError::Damaged(error.to_string()))
}

/// A comment of which words were deleted.
struct Gone<'c> {
    comment: &'c Comment,
    /// What is kept of it.
    left: &'c str,
}

impl Gone<'_> {
    /// Whether a quote is of this comment and holds words that are no longer kept. A comment may have been cut
    /// otherwise when it was quoted; a quote that is word for word another comment is that one's.
    fn takes(&self, quote: &str, others: &[&str]) -> bool {
        let is_own = quote == self.comment.words().trim()
            || (is_cut_of(quote, &self.comment.text) && !others.contains(&quote));
        is_own && (self.left.is_empty() || !is_cut_of(quote, self.left))
    }
}

async fn apply(tx: &Transaction, gone: &[Gone<'_>], now: Timestamp) -> Result<usize> {
    let rounds: BTreeSet<Uuid> = gone.iter().map(|gone| gone.comment.round_id).collect();
    let rounds: Vec<Uuid> = rounds.into_iter().collect();
    let parts = courses::of_rounds(tx, &rounds).await?;
    let of: BTreeSet<Uuid> = parts.into_iter().map(|(course, ..)| course).collect();
    let mut count = 0;
    for course in of {
        count += in_course(tx, course, gone, now).await?;
    }
    Ok(count)
}

async fn in_course(tx: &Transaction, id: Uuid, gone: &[Gone<'_>], now: Timestamp) -> Result<usize> {
    let revisions = summary::Entity::find()
        .filter(summary::Column::CourseId.eq(id))
        .into_model::<FrozenSummary>()
        .all(tx)
        .await?;
    if revisions.is_empty() {
        return Ok(0);
    }
    let Some(course) = courses::find(tx, id).await? else { return Ok(0) };
    let zone = course.zone(&programmes::get(tx, course.programme).await?);
    let on = now.to_zoned_datetime(zone).strftime("%-d %B %Y").to_string();
    let rounds = course_round::Entity::find().filter(course_round::Column::CourseId.eq(id)).all(tx).await?;
    let rounds: Vec<Uuid> = rounds.into_iter().map(|part| part.round_id).collect();
    let kept = comments::of_rounds(tx, &rounds).await?;
    let is_gone = |comment: &&Comment| gone.iter().any(|gone| gone.comment.id == comment.id);
    let others: Vec<&str> =
        kept.iter().filter(|comment| !is_gone(comment)).map(|comment| comment.words().trim()).collect();
    let mut count = 0;
    for revision in revisions {
        let is_gone = |quote: &str| gone.iter().any(|gone| gone.takes(quote, &others));
        count = count.max(in_revision(tx, &revision, &on, is_gone).await?);
    }
    Ok(count)
}

async fn in_revision(
    tx: &Transaction,
    revision: &FrozenSummary,
    on: &str,
    is_gone: impl Fn(&str) -> bool,
) -> Result<usize> {
    let mut document = match revision.read() {
        Ok(document) => document,
        // One that cannot be read shows nobody anything, and must not keep others from being erased.
        Err(error) => {
            tracing::error!(%error, "quotes cannot be removed from a summary");
            return Ok(0);
        }
    };
    let count = document.remove_quotes(on, is_gone);
    if count > 0 {
        let document =
            serde_json::to_value(&document).map_err(|error| StoreError::Damaged(error.to_string()))?;
        let row =
            summary::ActiveModel { id: Set(revision.id), document: Set(document), ..Default::default() };
        summary::Entity::update(row).exec_without_returning(tx).await?;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(text: &str, shown: Option<&str>) -> Comment {
        Comment {
            id: Uuid::nil(),
            round_id: Uuid::nil(),
            grp: String::new(),
            item: String::new(),
            text: text.to_owned(),
            state: comments::Release::Released,
            shown: shown.map(str::to_owned),
            themes: String::new(),
        }
    }

    #[test]
    fn a_quote_goes_with_its_comment_however_that_was_cut_and_never_with_another() {
        let said = comment("Ask Dana. More time for forms.", Some("Ask […]. More time for forms."));
        let gone = Gone { comment: &said, left: "" };
        assert!(gone.takes("Ask […]. More time for forms.", &[]));
        assert!(gone.takes("More time for forms.", &[]), "it was cut otherwise when it was quoted");
        assert!(!gone.takes("More time for forms.", &["More time for forms."]), "somebody else wrote that");
        assert!(!gone.takes("More time for tea.", &[]));
    }

    #[test]
    fn a_quote_stays_where_everything_quoted_is_still_kept() {
        let said = comment("Ask Dana. More time.", Some("Ask […]. More time."));
        let gone = Gone { comment: &said, left: "Ask […]. More time." };
        assert!(!gone.takes("Ask […]. More time.", &[]));
        assert!(gone.takes("Ask Dana. More time.", &[]));
        let gone = Gone { comment: &said, left: "[…]" };
        assert!(gone.takes("Ask […]. More time.", &[]));
    }
}
