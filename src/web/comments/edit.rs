//! One comment: what of it may be quoted, and its themes.

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{
        Comment, Release,
        comments::{self, list},
        courses,
    },
    survey::{
        ENGLISH,
        item::LONG_TEXT_MAX,
        personal::{self, Worry},
    },
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        comments::{
            find, may_quote,
            scope::Scope,
            shown::{CommentFilter, Query},
            why_marked,
        },
    },
};

/// Themes of one comment at most.
const THEMES: usize = 5;
/// Themes used so far that are told at most.
const THEMES_TOLD: usize = 30;
/// Characters of a theme at most.
const THEME_MAX: usize = 40;

struct Entered {
    words: String,
    themes: String,
    decision: String,
    remove: bool,
}

/// One comment, to be edited and tagged. The filter of the list it came from goes along.
#[rocket::get("/programmes/<_>/comments/<id>?<query..>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid, query: Query) -> Result<Answer> {
    let (comment, scope) = find(&desk, id, query.course).await?;
    let entered = Entered {
        words: comment.words().to_owned(),
        themes: comment.themes().collect::<Vec<_>>().join(", "),
        decision: comment.state.key().to_owned(),
        remove: false,
    };
    let shown = CommentFilter::of(query);
    Answer::page(&form(&desk, (&comment, &scope, &shown), &entered, FormProblems::default()).await?)
}

async fn form(
    desk: &Desk<'_, Trainer>,
    (comment, scope, shown): (&Comment, &Scope, &CommentFilter),
    entered: &Entered,
    problems: FormProblems,
) -> Result<FormPage> {
    let address = shown.address_with(&at::comment(&scope.slug, comment.id), scope.course);
    let said = scope.round(comment.round_id).map(|round| wording::capitalised(round.side.people()));
    let asked = asked(desk, comment, scope).await?;
    let mut form = desk
        .form(MainPlace::Courses, "Edit or tag a comment")
        .trail(scope.trail.clone())
        .lead(format!("{}, on “{asked}”", said.unwrap_or_default()))
        .lead(format!("“{}”", comment.text))
        .problems(problems)
        .button("Save the comment", address)
        .cancel("Back to the comments", shown.address(&scope.address));
    form.lead.extend(why_marked(&comment.text, scope));
    if personal::worry(&comment.text) > Worry::None {
        form.lead.extend(scope.when_harmed.clone());
    }
    let choice = |release: Release, label: &str| FormChoice::of(release.key(), label, [&*entered.decision]);
    let mut choices = vec![choice(Release::Waiting, "Not decided yet: it stays on the list to review")];
    if may_quote(desk.app, comment, scope).await? {
        choices.push(choice(Release::Released, "Release: the summary may quote it"));
    } else {
        form = form.lead("Too few people answered, so it cannot be quoted.");
    }
    choices.push(choice(Release::Withheld, "Hold back: only trainers can read it"));
    let mut used = list::themes_of_programme(desk.db(), desk.programme().id).await?;
    used.truncate(THEMES_TOLD);
    let used = if used.is_empty() { String::new() } else { format!(" Used so far: {}.", used.join(", ")) };
    let words = Field::text("words", "What may be quoted", 4, &*entered.words)
        .hint("Replace words that may identify a person with […]. You can’t add words.");
    let themes = Field::line("themes", "Themes", &entered.themes)
        .hint(format!("One or two words each, separated by commas. Up to five.{used}"));
    let remove = "Also delete what you cut from the original answer, permanently";
    let remove = Field::tick("remove", remove, entered.remove)
        .hint("For words about a child, or when the person who wrote it asks. We’ll ask you to confirm.");
    let decision = Field::radios("decision", "Decision", choices);
    Ok(form.fields([words, themes, decision, remove]))
}

/// What the comment answers.
async fn asked(desk: &Desk<'_, Trainer>, comment: &Comment, scope: &Scope) -> Result<String> {
    let Some(round) = scope.round(comment.round_id) else { return Ok(comment.item.clone()) };
    let survey = desk.app.survey(round).await?;
    let question = survey.asked_in_words(&comment.item, round.side, ENGLISH);
    Ok(question.unwrap_or_else(|| comment.item.clone()))
}

/// The themes entered, each once, or what is wrong with them. One that differs from a theme that is `used` by capitals
/// alone is that theme.
fn themes(entered: &str, used: &[String]) -> Result<Vec<String>, &'static str> {
    let mut themes: Vec<String> = Vec::new();
    for theme in entered.split(',') {
        let theme = theme.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = used.iter().find(|used| used.to_lowercase() == theme.to_lowercase());
        let theme = known.cloned().unwrap_or(theme);
        if theme.chars().count() > THEME_MAX {
            return Err("Shorten each theme to 40 characters");
        }
        if !theme.is_empty() && !themes.contains(&theme) {
            themes.push(theme);
        }
    }
    if themes.len() > THEMES { Err("Enter no more than five themes") } else { Ok(themes) }
}

#[rocket::post("/programmes/<_>/comments/<id>?<query..>", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, query: Query, data: FormData) -> Result<Answer> {
    let course = query.course;
    let (comment, scope) = find(&desk, id, course).await?;
    let shown = CommentFilter::of(query);
    let entered = Entered {
        words: data.one("words").to_owned(),
        themes: data.one("themes").to_owned(),
        decision: data.one("decision").to_owned(),
        remove: data.is_on("remove"),
    };
    let mut problems = FormProblems::default();
    // A blank stands for all of it.
    let words = if entered.words.is_empty() { personal::CUT } else { &entered.words };
    if words.chars().count() > LONG_TEXT_MAX * 2 || !personal::is_cut_of(words, &comment.text) {
        problems.add("words", "Only remove words or replace them with […]. Don’t add any");
    }
    let used = list::themes_of_programme(desk.db(), desk.programme().id).await?;
    let themes = themes(&entered.themes, &used).unwrap_or_else(|message| {
        problems.add("themes", message);
        Vec::new()
    });
    let release = match Release::from_key(&entered.decision) {
        Some(Release::Released) if !may_quote(desk.app, &comment, &scope).await? => None,
        release => release,
    };
    problems.add_if(release.is_none(), "decision", "Select what to do with the comment");
    let (true, Some(release)) = (problems.is_empty(), release) else {
        return Answer::mend(&form(&desk, (&comment, &scope, &shown), &entered, problems).await?);
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
        let confirm = shown.address_with(&at::comment_remove(desk.slug(), id), course);
        let flash = if must_confirm {
            "The comment was saved. It is marked: release it on its page once these words are removed."
        } else {
            "The comment was saved."
        };
        return Ok(Answer::on(confirm, flash));
    }
    if must_confirm {
        let confirm = shown.address_with(&at::comment_release(desk.slug(), id), course);
        return Ok(Answer::on(confirm, "The comment was saved, and is not released yet."));
    }
    Ok(Answer::on(shown.address(&scope.address), "The comment was saved."))
}
