//! The removal of words of a comment at their source.

use uuid::Uuid;

use crate::{
    store::{Comment, Release, comments, courses, quotes, traces},
    survey::personal,
    web::{
        Answer, Desk, MainPlace, Result, Trainer, at,
        comments::{
            find,
            shown::{CommentFilter, Query},
        },
    },
};

/// What stands in the place of a comment once words are removed at their source.
fn rest(comment: &Comment) -> &str {
    comment.shown.as_deref().unwrap_or(personal::CUT)
}

#[rocket::get("/programmes/<_>/comments/<id>/remove?<query..>")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid, query: Query) -> Result<Answer> {
    let course = query.course;
    let (comment, scope) = find(&desk, id, course).await?;
    let shown = CommentFilter::of(query);
    let mut form = desk
        .form(MainPlace::Courses, "Delete these words permanently?")
        .lead(format!("Only this will be kept: “{}”", rest(&comment)))
        .lead(
            "The rest is deleted here and in the answers it came from. This can’t be undone. Files that were \
             downloaded and earlier backups still contain it.",
        )
        .destroys("Delete these words", shown.address_with(&at::comment_remove(desk.slug(), id), course))
        .cancel("Keep them", shown.address(&scope.address))
        .trail(scope.trail);
    if scope.course.is_some() && scope.summary.is_none() {
        form = form.lead(
            "If the summary quotes these words, the quote is removed from its page and from later corrections, which say \
             “Removed on” and the date instead. Emails that were already sent can’t be recalled.",
        );
    }
    Answer::page(&form)
}

#[rocket::post("/programmes/<_>/comments/<id>/remove?<query..>")]
pub(crate) async fn remove(desk: Desk<'_, Trainer>, id: Uuid, query: Query) -> Result<Answer> {
    let (comment, scope) = find(&desk, id, query.course).await?;
    let instead = rest(&comment).to_owned();
    let tx = desk.change().await?;
    courses::hold_of_rounds(&tx, &scope.ids()).await?;
    quotes::remove_at_source(&tx, &comment, &instead, desk.now()).await?;
    if instead == personal::CUT {
        comments::decide(&tx, id, Release::Withheld).await?;
    }
    traces::note(&tx, comment.round_id).await?;
    desk.done(tx, "removed words of a comment at their source", &scope.title).await?;
    traces::try_to_sweep(&desk.app.db).await;
    tracing::info!(programme = desk.slug(), "words of a comment were removed at their source");
    Ok(Answer::on(CommentFilter::of(query).address(&scope.address), "The words were deleted."))
}
