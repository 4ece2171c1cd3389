//! Copying a survey, to change the copy.

use crate::{
    survey::{ENGLISH, Survey, editor::copied},
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, Link, MainPlace, Result, Trainer, at,
        surveys::{TITLE_MAX, begin, load::Found, trail},
    },
};

#[rocket::get("/programmes/<_>/surveys/<key>/copy")]
pub(crate) async fn ask(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let found = Found::by_key(&desk, key).await?;
    let survey = found.survey();
    let title = survey.title.read(survey.sides[0], ENGLISH);
    let entries = FormData::of([("title", title)]);
    Answer::page(&form(&desk, survey, &entries, FormProblems::default()))
}

#[rocket::post("/programmes/<_>/surveys/<key>/copy", data = "<entries>")]
pub(crate) async fn make(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let found = Found::by_key(&desk, key).await?;
    let survey = found.survey();
    let title = entries.one("title");
    let mut problems = FormProblems::default();
    if title.is_empty() {
        problems.add("title", "Enter a title for the copy");
    } else if title.chars().count() > TITLE_MAX {
        problems.add("title", format!("Shorten the title to {TITLE_MAX} characters or fewer"));
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, survey, &entries, problems));
    }
    let copy = (entries.made(), copied(survey, String::new(), title));
    begin(&desk, copy, "copied the survey", "The survey was copied. Change it as you like").await
}

fn form(desk: &Desk<'_, Trainer>, survey: &Survey, entries: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    let original = survey.title.read(survey.sides[0], ENGLISH);
    let page = at::survey(slug, &survey.key);
    let mut trail = trail(slug, "Copy");
    trail.above.push(Link::new(original, page.clone()));
    desk.form(MainPlace::Surveys, format!("Copy “{original}”"))
        .trail(trail)
        .lead(
            "You can change anything in the copy. Questions you don’t change keep their keys, so their \
             answers can be compared with the original’s. Titles in other languages stay until you change \
             them.",
        )
        .field(Field::line("title", "Title of the copy", entries.one("title")))
        .once(entries)
        .problems(problems)
        .button("Make the copy", at::survey_copy(slug, &survey.key))
        .cancel("Cancel", page)
}
