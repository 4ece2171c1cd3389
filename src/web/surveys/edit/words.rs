//! Title and introduction of a survey.

use crate::{
    store::custom_surveys::OwnSurvey,
    survey::{definition::Survey, editor::Step},
    web::{
        at,
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        parts::form::{FormPage, Problems},
        surveys::{
            TITLE_MAX,
            edit::{CHANGED_BEFORE, TEXT_MAX, draft_form, edit_field, is_current, take, wordings::Wordings},
            load::own,
        },
    },
};

/// The words as they are.
#[rocket::get("/programmes/<_>/surveys/<key>/words")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    Answer::page(&form(&desk, &own, &own.draft, Problems::default()))
}

/// Other words for title and introduction.
#[rocket::post("/programmes/<_>/surveys/<key>/words", data = "<entries>")]
pub(crate) async fn change(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let mut problems = Problems::default();
    let draft = &own.draft;
    let wordings = Wordings { sides: &draft.sides, languages: Wordings::all_languages(draft) };
    let title = wordings.read(&entries, "title", TITLE_MAX, &mut problems);
    let intro = wordings.read(&entries, "intro", TEXT_MAX, &mut problems);
    let entered = Survey { title: title.clone(), intro: intro.clone(), ..draft.clone() };
    let first = wordings.first("title");
    if !is_current(&own, &entries) {
        problems.add(&first, CHANGED_BEFORE);
    }
    if problems.is_empty() {
        match take(&desk, &own, Step::Words { title, intro }, "changed the words of the survey").await? {
            Ok(()) => return Ok(Answer::on(at::survey(desk.slug(), key), "The words were changed")),
            Err(reason) => problems.add(&first, reason),
        }
    }
    Answer::mend(&form(&desk, &own, &entered, problems))
}

fn form(desk: &Desk<'_, Trainer>, own: &OwnSurvey, entered: &Survey, problems: Problems) -> FormPage {
    let draft = &own.draft;
    let wordings = Wordings { sides: &draft.sides, languages: Wordings::all_languages(draft) };
    draft_form(desk, own, "Title and introduction")
        .lead(
            "English is always needed. A survey that has a title in another language can be read in it; questions not \
             translated yet are then shown in English.",
        )
        .fields(wordings.fields("title", "Title", 1, Some(&entered.title)))
        .fields(wordings.fields("intro", "Before the first question", 4, Some(&entered.intro)))
        .field(edit_field(own))
        .problems(problems)
        .button("Keep these words", at::survey_words(desk.slug(), &draft.key))
}
