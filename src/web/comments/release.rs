//! The release of a marked comment: one more look at exactly the words that will be quoted, with why they are marked.

use std::sync::Arc;

use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError, audit,
        comments::{self, Comment, Release},
        courses, write,
    },
    survey::personal::{self, Worry},
    web::{
        at,
        comments::{
            Scope,
            edit::{find, may_quote, why_marked},
        },
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            flash::Told,
            form_data::FormData,
            guard::Trainer,
        },
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
    },
};

/// Asks before a marked comment is released.
#[rocket::get("/programmes/<slug>/comments/<id>/release?<course>")]
pub(crate) async fn ask(
    slug: &str,
    id: Uuid,
    course: Option<Uuid>,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let (comment, scope) = find(app, &who.0, id, course).await?;
    if !may_quote(app, &comment, &scope).await? {
        return Err(Error::NotFound);
    }
    let fields = vec![Field::new("words", "", Input::Hidden(comment.words().to_owned()))];
    Page::of(&FormPage {
        frame: nav::frame(&who.0, site, Place::Courses).telling(told.0),
        lead: lead(&comment, &scope),
        trail: Some(scope.trail),
        heading: "Release this marked comment?".to_owned(),
        sections: vec![Section { fields, ..Section::default() }],
        problems: Problems::default(),
        action: at::query(at::comment_release(slug, id), &[("course", &course)]),
        button: "I have read it: release it".to_owned(),
        destroys: false,
        cancel: Some(Link::new(
            "Back to the comment",
            at::query(at::comment(slug, id), &[("course", &course)]),
        )),
    })
}

/// The words, why they are marked, and what to do first.
fn lead(comment: &Comment, scope: &Scope) -> Vec<String> {
    let mut lead = vec![format!("“{}”", comment.words())];
    if let Some(why) = why_marked(comment.words(), scope) {
        lead.push(format!("It is marked: {why}"));
    }
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
#[rocket::post("/programmes/<slug>/comments/<id>/release?<course>", data = "<entries>")]
pub(crate) async fn release(
    slug: &str,
    id: Uuid,
    course: Option<Uuid>,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let (_, scope) = find(app, &who, id, course).await?;
    let now = app.clock.now().into();
    let tx = write(&app.db).await?;
    courses::hold_of_rounds(&tx, &scope.ids()).await?;
    let comment = comments::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if !may_quote(app, &comment, &scope).await? {
        return Err(Error::NotFound);
    }
    let read = entries.one("words").split_whitespace();
    if !read.eq(comment.words().split_whitespace()) {
        let page = at::query(at::comment(slug, id), &[("course", &course)]);
        return Ok(Answer::on(
            page,
            "Nothing was released: somebody changed the comment after you opened it.",
        ));
    }
    comments::decide(&tx, id, Release::Released).await?;
    let act = "released a marked comment";
    audit::record(&tx, Some(who.programme.id), &who.person, act, &scope.title, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(scope.address, "The comment was released."))
}
