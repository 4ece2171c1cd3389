//! One comment: what of it may be quoted, its themes, and the removal of words at their source.

use std::sync::Arc;

use rocket::{Route, State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError, audit,
        comments::{self, Comment, Release},
        courses, rounds, traces, write,
    },
    survey::{
        item::LONG_TEXT_MAX,
        personal::{self, Worry},
    },
    web::{
        at,
        comments::{Scope, sizes},
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            Frame,
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
    },
};

/// Themes of one comment at most.
const THEMES: usize = 5;
/// Characters of a theme at most.
const THEME_MAX: usize = 40;

/// What was entered about a comment.
struct Entered {
    words: String,
    themes: String,
    decision: String,
    remove: bool,
}

/// One comment, to be cut and sorted.
#[rocket::get("/programmes/<slug>/comments/<id>?<course>")]
pub(crate) async fn show(
    slug: &str,
    id: Uuid,
    course: Option<Uuid>,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let (comment, scope) = find(app, &who.0, id, course).await?;
    let entered = Entered {
        words: comment.words().to_owned(),
        themes: comment.themes().collect::<Vec<_>>().join(", "),
        decision: comment.state.clone(),
        remove: false,
    };
    let frame = nav::frame(&who.0, site, Place::Courses);
    Page::of(&form(app, frame, &comment, &scope, &entered, Problems::default()).await?)
}

/// A comment of this programme, and where it is read.
pub(crate) async fn find(
    app: &App,
    who: &Member,
    id: Uuid,
    course: Option<Uuid>,
) -> Result<(Comment, Scope)> {
    let comment = comments::find(app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let scope = Scope::of_comment(app, who, comment.round_id, course).await?;
    Ok((comment, scope))
}

async fn form(
    app: &App,
    frame: Frame,
    comment: &Comment,
    scope: &Scope,
    entered: &Entered,
    problems: Problems,
) -> Result<FormPage> {
    let mut lead = vec![format!("“{}”", comment.text)];
    lead.extend(why_marked(&comment.text, scope));
    if personal::worry(&comment.text) > Worry::None {
        lead.extend(scope.when_harmed.clone());
    }
    let choice = |release: Release, label: &str| Choice::of(release.key(), label, [&*entered.decision]);
    let mut choices = vec![choice(Release::Waiting, "Not decided yet")];
    if may_quote(app, comment, scope).await? {
        choices.push(choice(Release::Released, "Release it: the summary may quote it"));
    } else {
        lead.push("Too few people answered, so it cannot be quoted.".to_owned());
    }
    choices.push(choice(Release::Withheld, "Withhold it: it stays with the trainers"));
    let used = themes_of_programme(app, scope).await?;
    let used = if used.is_empty() { String::new() } else { format!(" Used so far: {}.", used.join(", ")) };
    let fields = vec![
        Field::new("words", "What may be quoted", Input::Text { rows: 4, value: entered.words.clone() })
            .hint("Put […] in the place of words that may point at a person. Nothing can be added."),
        Field::line("themes", "Themes", &entered.themes)
            .hint(format!("A word or two each, separated by commas, five at most.{used}")),
        Field::new("decision", "Decision", Input::Radios(choices)),
        Field::new("remove", "Remove what is left out at its source, for good", Input::Tick(entered.remove))
            .hint("For words about a child, or when the person who wrote it asks for it. You are asked once more."),
    ];
    Ok(FormPage {
        frame,
        trail: Some(scope.trail.clone()),
        heading: "Cut or sort a comment".to_owned(),
        lead,
        sections: vec![Section { title: None, lead: None, fields }],
        problems,
        action: at::query(at::comment(&scope.slug, comment.id), &[("course", &scope.course)]),
        button: "Save the comment".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back to the comments", &scope.address)),
    })
}

/// Why a text is marked, in a sentence: “Dana” looks like a name.
pub(crate) fn why_marked(text: &str, scope: &Scope) -> Option<String> {
    let marks = personal::marks(text, &scope.known());
    let marked: Vec<String> = marks
        .iter()
        .filter_map(|mark| Some(format!("“{}” {}", text.get(mark.at.clone())?, mark.looks.words())))
        .collect();
    (!marked.is_empty()).then(|| format!("{}.", marked.join("; ")))
}

/// The themes used so far, in whatever course.
async fn themes_of_programme(app: &App, scope: &Scope) -> Result<Vec<String>> {
    let Some(round) = scope.rounds.first() else { return Ok(Vec::new()) };
    let rounds = rounds::of_programme(app.db.read(), round.programme).await?;
    let ids: Vec<Uuid> = rounds.iter().map(|round| round.id).collect();
    Ok(comments::themes(app.db.read(), &ids).await?)
}

pub(crate) async fn may_quote(app: &App, comment: &Comment, scope: &Scope) -> Result<bool> {
    let sizes = sizes(app, scope).await?;
    Ok(sizes.get(&comment.round_id).is_some_and(|sizes| sizes.may_quote(&comment.grp)))
}

/// The themes entered, each once, or what is wrong with them.
fn themes(entered: &str) -> Result<Vec<String>, &'static str> {
    let mut themes: Vec<String> = Vec::new();
    for theme in entered.split(',') {
        let theme = theme.split_whitespace().collect::<Vec<_>>().join(" ");
        if theme.chars().count() > THEME_MAX {
            return Err("Use 40 characters at most for each theme");
        }
        if !theme.is_empty() && !themes.contains(&theme) {
            themes.push(theme);
        }
    }
    if themes.len() > THEMES { Err("Give five themes at most") } else { Ok(themes) }
}

#[rocket::post("/programmes/<slug>/comments/<id>?<course>", data = "<entries>")]
pub(crate) async fn save(
    slug: &str,
    id: Uuid,
    course: Option<Uuid>,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let (comment, scope) = find(app, &who, id, course).await?;
    let entered = Entered {
        words: entries.one("words").to_owned(),
        themes: entries.one("themes").to_owned(),
        decision: entries.one("decision").to_owned(),
        remove: entries.is_on("remove"),
    };
    let mut problems = Problems::default();
    // A blank stands for all of it.
    let words = if entered.words.is_empty() { personal::CUT } else { &entered.words };
    if words.chars().count() > LONG_TEXT_MAX * 2 || !personal::is_cut_of(words, &comment.text) {
        problems.add("words", "Leave words out or put […] in their place, and add nothing");
    }
    let themes = themes(&entered.themes).unwrap_or_else(|message| {
        problems.add("themes", message);
        Vec::new()
    });
    let release = match Release::from_key(&entered.decision) {
        Some(Release::Released) if !may_quote(app, &comment, &scope).await? => None,
        release => release,
    };
    if release.is_none() {
        problems.add("decision", "Select what is to become of the comment");
    }
    let (true, Some(release)) = (problems.is_empty(), release) else {
        let frame = nav::frame(&who, site, Place::Courses);
        let page = form(app, frame, &comment, &scope, &entered, problems).await?;
        return Answer::mend(&page);
    };
    // What is marked is released after one more look, at exactly these words.
    let is_as_released = comment.release() == Release::Released && words == comment.words();
    let must_confirm = release == Release::Released
        && !is_as_released
        && personal::is_marked(words, &comment.text, &scope.known());
    let is_whole = words.split_whitespace().eq(comment.text.split_whitespace());
    let now = app.clock.now().into();
    let tx = write(&app.db).await?;
    courses::hold_of_rounds(&tx, &scope.ids()).await?;
    comments::edit(&tx, id, (!is_whole).then_some(words), &themes).await?;
    comments::decide(&tx, id, if must_confirm { Release::Waiting } else { release }).await?;
    audit::record(&tx, Some(who.programme.id), &who.person, "decided on a comment", &scope.title, now)
        .await?;
    tx.commit().await.map_err(StoreError::from)?;
    if entered.remove {
        let confirm = at::query(at::comment_remove(slug, id), &[("course", &course)]);
        let told = if must_confirm {
            "The comment was saved. It is marked: release it on its page once these words are removed."
        } else {
            "The comment was saved."
        };
        return Ok(Answer::on(confirm, told));
    }
    if must_confirm {
        let confirm = at::query(at::comment_release(slug, id), &[("course", &course)]);
        return Ok(Answer::on(confirm, "The comment was saved, and is not released yet."));
    }
    Ok(Answer::on(scope.address, "The comment was saved."))
}

/// What stands in the place of a comment once words are removed at their source.
fn rest(comment: &Comment) -> &str {
    comment.shown.as_deref().unwrap_or(personal::CUT)
}

/// Asks before words are removed for good.
#[rocket::get("/programmes/<slug>/comments/<id>/remove?<course>")]
pub(crate) async fn ask(
    slug: &str,
    id: Uuid,
    course: Option<Uuid>,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let (comment, scope) = find(app, &who.0, id, course).await?;
    let mut lead = vec![
        format!("Of this comment only this is kept: “{}”", rest(&comment)),
        "What was left out is deleted here and in the answers that it came from. Nobody can bring it back; files \
         exported and backups made before keep it."
            .to_owned(),
    ];
    if scope.course.is_some() && scope.summary.is_none() {
        lead.push(
            "If the summary quotes what is removed, the quote goes from its page and from every later correction; \
             “Removed on” and the day stand in its place. Emails that were sent already cannot be called back."
                .to_owned(),
        );
    }
    Page::of(&FormPage {
        frame: nav::frame(&who.0, site, Place::Courses),
        trail: Some(scope.trail),
        heading: "Remove these words for good?".to_owned(),
        lead,
        sections: Vec::new(),
        problems: Problems::default(),
        action: at::query(at::comment_remove(slug, id), &[("course", &course)]),
        button: "Remove them for good".to_owned(),
        destroys: true,
        cancel: Some(Link::new("Keep them", scope.address)),
    })
}

#[rocket::post("/programmes/<slug>/comments/<id>/remove?<course>")]
pub(crate) async fn remove(
    slug: &str,
    id: Uuid,
    course: Option<Uuid>,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let (comment, scope) = find(app, &who, id, course).await?;
    let instead = rest(&comment).to_owned();
    let now = app.clock.now();
    let tx = write(&app.db).await?;
    courses::hold_of_rounds(&tx, &scope.ids()).await?;
    comments::remove_at_source(&tx, &comment, &instead, now).await?;
    if instead == personal::CUT {
        comments::decide(&tx, id, Release::Withheld).await?;
    }
    let act = "removed words of a comment at their source";
    audit::record(&tx, Some(who.programme.id), &who.person, act, &scope.title, now.into()).await?;
    traces::note(&tx, comment.round_id).await?;
    tx.commit().await.map_err(StoreError::from)?;
    traces::try_to_sweep(&app.db).await;
    tracing::info!(programme = slug, "words of a comment were removed at their source");
    Ok(Answer::on(scope.address, "The words were removed for good."))
}
