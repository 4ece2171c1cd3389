//! A survey as a file, changed by hand or brought from elsewhere.

use crate::{
    store::CustomSurvey,
    survey::{EditStep, Survey},
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, Result, Trainer, at,
        parts::survey::{NAME, REPLACED, reasons},
        surveys::{
            edit::{Doing, draft_form, edit_field, meanwhile, take},
            load::own,
        },
    },
};

#[rocket::get("/programmes/<_>/surveys/<key>/file", rank = 2)]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    Answer::page(&form(&desk, &own, own.draft.to_json(), FormProblems::default(), Vec::new()))
}

/// Takes the text, if it is a survey.
#[rocket::post("/programmes/<_>/surveys/<key>/file", data = "<entries>", rank = 2)]
pub(crate) async fn change(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let text = entries.one("file").to_owned();
    let mut problems = FormProblems::default();
    if let Some(told) = meanwhile(&desk, &own, &entries).await? {
        problems.add("file", told);
        return Answer::mend(&form(&desk, &own, text, problems, Vec::new()));
    }
    let survey = match Survey::parse(NAME, &text) {
        Ok(survey) => survey,
        Err(error) => {
            let lines = reasons(&error);
            problems.add("file", format!("Fix the errors below: {}", lines.join("; ")));
            return Answer::mend(&form(&desk, &own, text, problems, lines));
        }
    };
    let doing = Doing::new(REPLACED, REPLACED);
    match take(&desk, &own, EditStep::Replace(Box::new(survey)), doing).await? {
        Ok(()) => Ok(Answer::on(at::survey(desk.slug(), key), "The survey is now as in the file")),
        Err(refusal) => {
            problems.add("file", refusal.to_string());
            Answer::mend(&form(&desk, &own, text, problems, Vec::new()))
        }
    }
}

fn form(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    text: String,
    problems: FormProblems,
    wrong: Vec<String>,
) -> FormPage {
    let key = &own.draft.key;
    let form = draft_form(desk, own, "The survey as a file (JSON)").lead(format!(
        "Change the text, or put a file from elsewhere in its place. The key {key} and the number of the version stay \
         whatever the file says."
    ));
    wrong
        .into_iter()
        .fold(form, FormPage::lead)
        .field(Field::text("file", "The survey", 24, text))
        .field(edit_field(own))
        .problems(problems)
        .button("Use this text", at::survey_file(desk.slug(), key))
}
