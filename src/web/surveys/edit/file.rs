//! A survey as a file, changed by hand or brought from elsewhere.

use std::sync::Arc;

use rocket::State;

use crate::{
    app::App,
    survey::{
        definition::{DefinitionError, Fault, Survey},
        editor::Step,
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            guard::Trainer,
        },
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
        },
        surveys::{
            edit::{CHANGED_BEFORE, Form, done, edit_field, is_current, page_of, take, wrong},
            load::own,
        },
    },
};

/// What messages call what was entered.
const NAME: &str = "survey.json";

/// The survey as text.
#[rocket::get("/programmes/<slug>/surveys/<key>/file")]
pub(crate) async fn edit(
    slug: &str,
    key: &str,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let own = own(app, &who.0, key).await?;
    let form = Form { slug, who: &who.0, site, own: &own };
    Page::of(&page(&form, own.draft.to_json(), Problems::default(), Vec::new()))
}

/// Takes the text, if it is a survey.
#[rocket::post("/programmes/<slug>/surveys/<key>/file", data = "<entries>")]
pub(crate) async fn change(
    slug: &str,
    key: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let own = own(app, &who, key).await?;
    let form = Form { slug, who: &who, site, own: &own };
    let text = entries.one("file").to_owned();
    let mut problems = Problems::default();
    if !is_current(&own, &entries) {
        problems.add("file", CHANGED_BEFORE);
        return wrong(&page(&form, text, problems, Vec::new()));
    }
    let survey = match Survey::parse(NAME, &text) {
        Ok(survey) => survey,
        Err(error) => {
            let lines = match &error {
                DefinitionError::Faults { faults, .. } => faults.iter().map(Fault::to_string).collect(),
                DefinitionError::Syntax { .. } => vec![error.to_string()],
            };
            problems.add("file", format!("Mend what is listed below: {}", lines.join("; ")));
            return wrong(&page(&form, text, problems, lines));
        }
    };
    match take(app, &who, &own, Step::Replace(Box::new(survey)), "replaced the survey by a file").await? {
        Ok(()) => Ok(done(page_of(slug, key), "The survey is now as in the file")),
        Err(reason) => {
            problems.add("file", reason);
            wrong(&page(&form, text, problems, Vec::new()))
        }
    }
}

fn page(form: &Form<'_>, text: String, problems: Problems, wrong: Vec<String>) -> FormPage {
    let key = &form.own.draft.key;
    let action = at::survey_file(form.slug, key);
    let text = Field::new("file", "The survey", Input::Text { rows: 24, value: text });
    let mut lead = vec![format!(
        "Change the text, or put a file from elsewhere in its place. The key {key} and the number of the version stay \
         whatever the file says."
    )];
    lead.extend(wrong);
    FormPage {
        lead,
        sections: vec![Section { fields: vec![text, edit_field(form.own)], ..Section::default() }],
        ..form.page("The survey as a file (JSON)", action, "Take this text", problems)
    }
}
