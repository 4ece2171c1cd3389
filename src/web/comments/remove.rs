//! The removal of words of a comment at their source.

use uuid::Uuid;

use crate::{
    store::{
        StoreError, audit,
        comments::{self, Comment, Release},
        courses, traces,
    },
    survey::personal,
    web::{
        at,
        comments::find,
        http::{answer::Answer, desk::Desk, error::Result, guard::Trainer},
        parts::nav::Place,
    },
};

/// What stands in the place of a comment once words are removed at their source.
fn rest(comment: &Comment) -> &str {
    comment.shown.as_deref().unwrap_or(personal::CUT)
}

/// Asks before words are removed for good.
#[rocket::get("/programmes/<_>/comments/<id>/remove?<course>")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid, course: Option<Uuid>) -> Result<Answer> {
    let (comment, scope) = find(&desk, id, course).await?;
    let mut form = desk
        .form(Place::Courses, "Remove these words for good?")
        .lead(format!("Only this is kept: “{}”", rest(&comment)))
        .lead(
            "What was left out is deleted here and in the answers that it came from. Nobody can bring it back; exports \
             and earlier backups still contain it.",
        )
        .destroys(
            "Remove them for good",
            at::query(at::comment_remove(desk.slug(), id), &[("course", &course)]),
        )
        .cancel("Keep them", scope.address)
        .trail(scope.trail);
    if scope.course.is_some() && scope.summary.is_none() {
        form = form.lead(
            "If the summary quotes what is removed, the quote goes from its page and from every later correction; \
             “Removed on” and the day stand in its place. Emails that were sent already cannot be called back.",
        );
    }
    Answer::page(&form)
}

/// Removes them.
#[rocket::post("/programmes/<_>/comments/<id>/remove?<course>")]
pub(crate) async fn remove(desk: Desk<'_, Trainer>, id: Uuid, course: Option<Uuid>) -> Result<Answer> {
    let (comment, scope) = find(&desk, id, course).await?;
    let instead = rest(&comment).to_owned();
    let (who, now) = (desk.who(), desk.now());
    let tx = desk.change().await?;
    courses::hold_of_rounds(&tx, &scope.ids()).await?;
    comments::remove_at_source(&tx, &comment, &instead, now).await?;
    if instead == personal::CUT {
        comments::decide(&tx, id, Release::Withheld).await?;
    }
    let act = "removed words of a comment at their source";
    audit::record(&tx, Some(who.programme.id), &who.person, act, &scope.title, now).await?;
    traces::note(&tx, comment.round_id).await?;
    tx.commit().await.map_err(StoreError::from)?;
    traces::try_to_sweep(&desk.app.db).await;
    tracing::info!(programme = desk.slug(), "words of a comment were removed at their source");
    Ok(Answer::on(scope.address, "The words were removed for good."))
}
