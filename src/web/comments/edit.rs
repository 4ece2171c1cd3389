//! One comment: what of it may be quoted, and its themes.

use uuid::Uuid;

use crate::{
    store::{
        comments::{self, Comment, Release},
        courses, rounds,
    },
    survey::{
        item::LONG_TEXT_MAX,
        personal::{self, Worry},
    },
    web::{
        at,
        comments::{find, may_quote, scope::Scope, why_marked},
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        parts::{
            form::{Choice, Field, FormPage, Input, Problems},
            nav::Place,
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
#[rocket::get("/programmes/<_>/comments/<id>?<course>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid, course: Option<Uuid>) -> Result<Answer> {
    let (comment, scope) = find(&desk, id, course).await?;
    let entered = Entered {
        words: comment.words().to_owned(),
        themes: comment.themes().collect::<Vec<_>>().join(", "),
        decision: comment.state.key().to_owned(),
        remove: false,
    };
    Answer::page(&form(&desk, &comment, &scope, &entered, Problems::default()).await?)
}

async fn form(
    desk: &Desk<'_, Trainer>,
    comment: &Comment,
    scope: &Scope,
    entered: &Entered,
    problems: Problems,
) -> Result<FormPage> {
    let address = at::query(at::comment(&scope.slug, comment.id), &[("course", &scope.course)]);
    let mut form = desk
        .form(Place::Courses, "Cut or sort a comment")
        .trail(scope.trail.clone())
        .lead(format!("“{}”", comment.text))
        .problems(problems)
        .button("Save the comment", address)
        .cancel("Back to the comments", &scope.address);
    form.lead.extend(why_marked(&comment.text, scope));
    if personal::worry(&comment.text) > Worry::None {
        form.lead.extend(scope.when_harmed.clone());
    }
    let choice = |release: Release, label: &str| Choice::of(release.key(), label, [&*entered.decision]);
    let mut choices = vec![choice(Release::Waiting, "Not decided yet")];
    if may_quote(desk.app, comment, scope).await? {
        choices.push(choice(Release::Released, "Release it: the summary may quote it"));
    } else {
        form = form.lead("Too few people answered, so it cannot be quoted.");
    }
    choices.push(choice(Release::Withheld, "Withhold it: it stays with the trainers"));
    let used = themes_of_programme(desk, scope).await?;
    let used = if used.is_empty() { String::new() } else { format!(" Used so far: {}.", used.join(", ")) };
    let words =
        Field::new("words", "What may be quoted", Input::Text { rows: 4, value: entered.words.clone() })
            .hint("Put […] in the place of words that may point at a person. Nothing can be added.");
    let themes = Field::line("themes", "Themes", &entered.themes)
        .hint(format!("A word or two each, separated by commas, five at most.{used}"));
    let remove = "Delete what you cut from the original answer, for good";
    let remove = Field::new("remove", remove, Input::Tick(entered.remove)).hint(
        "For words about a child, or when the person who wrote it asks for it. You are asked once more.",
    );
    let decision = Field::new("decision", "Decision", Input::Radios(choices));
    Ok(form.fields([words, themes, decision, remove]))
}

/// The themes used so far, in whatever course.
async fn themes_of_programme(desk: &Desk<'_, Trainer>, scope: &Scope) -> Result<Vec<String>> {
    let Some(round) = scope.rounds.first() else { return Ok(Vec::new()) };
    let rounds = rounds::of_programme(desk.db(), round.programme).await?;
    let ids: Vec<Uuid> = rounds.iter().map(|round| round.id).collect();
    Ok(comments::themes(desk.db(), &ids).await?)
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

/// Keeps what was decided about it.
#[rocket::post("/programmes/<_>/comments/<id>?<course>", data = "<entries>")]
pub(crate) async fn save(
    desk: Desk<'_, Trainer>,
    id: Uuid,
    course: Option<Uuid>,
    entries: FormData,
) -> Result<Answer> {
    let (comment, scope) = find(&desk, id, course).await?;
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
        Some(Release::Released) if !may_quote(desk.app, &comment, &scope).await? => None,
        release => release,
    };
    if release.is_none() {
        problems.add("decision", "Select what is to become of the comment");
    }
    let (true, Some(release)) = (problems.is_empty(), release) else {
        return Answer::mend(&form(&desk, &comment, &scope, &entered, problems).await?);
    };
    // What is marked is released after one more look, at exactly these words.
    let is_as_released = comment.state == Release::Released && words == comment.words();
    let must_confirm = release == Release::Released
        && !is_as_released
        && personal::is_marked(words, &comment.text, &scope.known());
    let is_whole = words.split_whitespace().eq(comment.text.split_whitespace());
    let tx = desk.change().await?;
    courses::hold_of_rounds(&tx, &scope.ids()).await?;
    comments::edit(&tx, id, (!is_whole).then_some(words), &themes).await?;
    comments::decide(&tx, id, if must_confirm { Release::Waiting } else { release }).await?;
    desk.done(tx, "decided on a comment", &scope.title).await?;
    if entered.remove {
        let confirm = at::query(at::comment_remove(desk.slug(), id), &[("course", &course)]);
        let told = if must_confirm {
            "The comment was saved. It is marked: release it on its page once these words are removed."
        } else {
            "The comment was saved."
        };
        return Ok(Answer::on(confirm, told));
    }
    if must_confirm {
        let confirm = at::query(at::comment_release(desk.slug(), id), &[("course", &course)]);
        return Ok(Answer::on(confirm, "The comment was saved, and is not released yet."));
    }
    Ok(Answer::on(scope.address, "The comment was saved."))
}
