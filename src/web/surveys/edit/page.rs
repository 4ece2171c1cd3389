//! The heading and the opening words of a page of a survey.

use crate::{
    store::custom_surveys::OwnSurvey,
    survey::{definition::Survey, editor::Step},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::form::{FormPage, Problems},
        surveys::{
            TITLE_MAX,
            edit::{CHANGED_BEFORE, draft_form, edit_field, is_current, take, wordings::Wordings},
            load::own,
        },
    },
};

/// The words as they are.
#[rocket::get("/programmes/<_>/surveys/<key>/pages/<number>")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, key: &str, number: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let page = place(&own, number)?;
    Answer::page(&form(&desk, &own, page, &own.draft, Problems::default()))
}

/// Other words for a page.
#[rocket::post("/programmes/<_>/surveys/<key>/pages/<number>", data = "<entries>")]
pub(crate) async fn change(
    desk: Desk<'_, Trainer>,
    key: &str,
    number: &str,
    entries: FormData,
) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let page = place(&own, number)?;
    let mut problems = Problems::default();
    let wordings = Wordings::of(&own.draft);
    let title = wordings.read(&entries, "title", TITLE_MAX, &mut problems);
    let stem = wordings.read_optional(&entries, ("stem", TITLE_MAX), &own.draft.sides, &mut problems);
    let mut entered = own.draft.clone();
    (entered.sections[page].title, entered.sections[page].stem) = (title.clone(), stem.clone());
    let first = wordings.first("title");
    if !is_current(&own, &entries) {
        problems.add(&first, CHANGED_BEFORE);
    }
    if problems.is_empty() {
        match take(&desk, &own, Step::Page { page, title, stem }, "changed a page of the survey").await? {
            Ok(()) => return Ok(Answer::on(at::survey(desk.slug(), key), "The page was changed")),
            Err(reason) => problems.add(&first, reason),
        }
    }
    Answer::mend(&form(&desk, &own, page, &entered, problems))
}

/// The page of that number, from 0.
fn place(own: &OwnSurvey, number: &str) -> Result<usize> {
    let number: usize = number.parse().map_err(|_| Error::NotFound)?;
    let at = number.checked_sub(1).filter(|at| *at < own.draft.sections.len());
    at.ok_or(Error::NotFound)
}

fn form(
    desk: &Desk<'_, Trainer>,
    own: &OwnSurvey,
    page: usize,
    entered: &Survey,
    problems: Problems,
) -> FormPage {
    let wordings = Wordings::of(&own.draft);
    let number = page + 1;
    let section = entered.sections.get(page);
    let stem = section.and_then(|section| section.stem.as_ref());
    draft_form(desk, own, format!("Page {number}"))
        .lead(
            "Opening words are shared by all ratings of the page and end in “…”: “How much do you expect …”. Leave them \
             blank where every question stands for itself.",
        )
        .fields(wordings.fields("title", "Heading", 1, section.map(|section| &section.title)))
        .fields(wordings.fields("stem", "Opening words", 1, stem))
        .field(edit_field(own))
        .problems(problems)
        .button("Keep these words", at::survey_page(desk.slug(), &own.draft.key, number))
}
