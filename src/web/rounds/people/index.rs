//! The contacts who are not on the list of a survey yet, to put them on it.

use askama::Template;

use crate::{
    store::candidates::For,
    web::{
        Answer, ButtonAct, Desk, FieldInput, FieldProblem, FormData, FormProblems, Frame, Link, Result,
        Trail, Trainer, at,
        finder::{self, Finder, Sought},
        rounds::{load::LoadedRound, people},
    },
};

/// Contacts to add.
#[derive(Debug, Template)]
#[template(path = "rounds/people/index.html")]
struct Index {
    frame: Frame,
    trail: Trail,
    heading: String,
    /// Other ways to name people.
    ways: Vec<Link>,
    finder: Finder,
    problems: FormProblems,
}

impl Index {
    fn wrong(&self) -> Vec<FieldProblem> {
        self.finder.summary(&self.problems)
    }
}

/// Contacts to add.
#[rocket::get("/programmes/<_>/rounds/<code>/people?<sought..>")]
pub(crate) async fn index(desk: Desk<'_, Trainer>, code: &str, sought: Sought) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    if shown.round.is_over(desk.now()) {
        return Answer::page(&shown.note(
            &desk,
            "Add people",
            "It has closed",
            "Reopen it to invite more people.",
        ));
    }
    Answer::page(&view(&desk, &shown, &sought, FormProblems::default()).await?)
}

/// Puts those who were ticked on the list, or everybody who was found.
#[rocket::post("/programmes/<_>/rounds/<code>/people", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, code: &str, entries: FormData) -> Result<Answer> {
    let shown = LoadedRound::of_programme(&desk, code).await?;
    let ids = finder::chosen(&desk, For::Round(&shown.round), &entries).await?;
    if ids.is_empty() {
        let problems = FormProblems::one("contact", "Select the people to add");
        let page = view(&desk, &shown, &Sought::of(&entries), problems).await?;
        // Somebody else may have added the last of them.
        return if page.finder.found.is_some() { Answer::mend(&page) } else { Answer::page(&page) };
    }
    people::add_and_tell(&desk, desk.change().await?, &shown, &ids, "").await
}

async fn view(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    sought: &Sought,
    problems: FormProblems,
) -> Result<Index> {
    let (slug, code) = (desk.slug(), &shown.round.code);
    let address = at::round_people(slug, code);
    Ok(Index {
        frame: desk.frame(shown.place()),
        trail: shown.trail_of_emails(desk, "Add people"),
        heading: format!("Add people to “{}”", shown.title()),
        ways: vec![
            Link::new("Paste names and addresses", at::new_round_person(slug, code)),
            Link::new("Add people from a file", at::round_people_import(slug, code)),
        ],
        finder: Finder::new(desk, For::Round(&shown.round), address, sought, &[]).await?,
        problems,
    })
}
