//! The release of a marked comment: one more look at exactly the words that will be quoted, with why they are marked.

use uuid::Uuid;

use crate::{
    store::{Comment, Release, comments, courses},
    survey::personal::{self, Worry},
    web::{
        Answer, Desk, Error, Field, FormData, MainPlace, Result, Trainer, at,
        comments::{
            find, may_quote,
            scope::Scope,
            shown::{CommentFilter, Query},
            why_marked,
        },
    },
};

#[rocket::get("/programmes/<_>/comments/<id>/release?<query..>")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, id: Uuid, query: Query) -> Result<Answer> {
    let course = query.course;
    let (comment, scope) = find(&desk, id, course).await?;
    Error::not_found_unless(may_quote(desk.app, &comment, &scope).await?)?;
    let (slug, shown) = (desk.slug(), CommentFilter::of(query));
    let mut form = desk
        .form(MainPlace::Courses, "Release this marked comment?")
        .field(Field::hidden("words", comment.words()))
        .button("I have read it: release it", shown.address_with(&at::comment_release(slug, id), course))
        .cancel("Back to the comment", shown.address_with(&at::comment(slug, id), course));
    form.lead = lead(&comment, &scope);
    Answer::page(&form.trail(scope.trail))
}

/// The words, why they are marked, and what to do first.
fn lead(comment: &Comment, scope: &Scope) -> Vec<String> {
    let mut lead = vec![format!("“{}”", comment.words())];
    lead.extend(why_marked(comment.words(), scope).map(|why| format!("It is marked: {why}")));
    if personal::worry(&comment.text) > Worry::None {
        if why_marked(comment.words(), scope).is_none() {
            lead.push("It is marked: the words that were left out may mean harm to somebody.".to_owned());
        }
        lead.extend(scope.when_harmed.clone());
    }
    lead.push(
        "Once released, the summary may quote it, and everybody who gets the summary reads it. Release it only if \
         nobody can be recognised by it, and nobody is harmed."
            .to_owned(),
    );
    lead
}

/// Releases it, if these are still its words.
#[rocket::post("/programmes/<_>/comments/<id>/release?<query..>", data = "<entries>")]
pub(crate) async fn release(
    desk: Desk<'_, Trainer>,
    id: Uuid,
    query: Query,
    entries: FormData,
) -> Result<Answer> {
    let course = query.course;
    let (_, scope) = find(&desk, id, course).await?;
    let shown = CommentFilter::of(query);
    let tx = desk.change().await?;
    courses::hold_of_rounds(&tx, &scope.ids()).await?;
    let comment = comments::find(&tx, id).await?.ok_or(Error::NotFound)?;
    Error::not_found_unless(may_quote(desk.app, &comment, &scope).await?)?;
    let read = entries.one("words").split_whitespace();
    if !read.eq(comment.words().split_whitespace()) {
        let page = shown.address_with(&at::comment(desk.slug(), id), course);
        return Ok(Answer::on(
            page,
            "Nothing was released: somebody changed the comment after you opened it.",
        ));
    }
    comments::decide(&tx, id, Release::Released).await?;
    desk.done(tx, "released a marked comment", &scope.title).await?;
    Ok(Answer::on(shown.address(&scope.address), "The comment was released."))
}
