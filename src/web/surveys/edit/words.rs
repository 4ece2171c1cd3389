//! Title and introduction of a survey.

use crate::{
    store::CustomSurvey,
    survey::{ENGLISH, EditStep},
    web::{
        Answer, Desk, FormData, FormPage, FormPreview, FormProblems, Result, SendsItself, Trainer, at,
        parts::form::{pressed_preview, previews},
        surveys::{
            TITLE_MAX,
            edit::{
                Doing, TEXT_MAX, as_opened, draft_form, edit_field, kept, meanwhile, take,
                wordings::{self, EnteredWording},
            },
            load::own,
        },
    },
};

#[rocket::get("/programmes/<_>/surveys/<key>/words")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    Answer::page(&form(&desk, &own, None, FormProblems::default()))
}

/// Other words for title and introduction.
#[rocket::post("/programmes/<_>/surveys/<key>/words", data = "<entries>")]
pub(crate) async fn change(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let mut problems = FormProblems::default();
    let (draft, typing, showing) = (&own.draft, entries.is_on("keep"), previews(&entries));
    let title =
        wordings::read(&entries, ("title", TITLE_MAX), &draft.sides, Some(&draft.title), &mut problems);
    let intro =
        wordings::read(&entries, ("intro", TEXT_MAX), &draft.sides, Some(&draft.intro), &mut problems);
    problems.add_if(entries.one("title").is_empty(), "title", "Enter the title");
    if let Some(changed) = meanwhile(&desk, &own, &entries).await? {
        problems.add("title", changed);
    }
    if problems.is_empty() {
        let doing = Doing {
            typing,
            showing,
            ..Doing::new("changed the words of the survey", "changed title and introduction")
        };
        match take(&desk, &own, EditStep::Words { title, intro }, doing).await? {
            Ok(()) if showing => {}
            Ok(()) if typing => {
                let (own, told) = kept(&desk, key).await?;
                let form = form(&desk, &own, Some(&entries), FormProblems::default());
                return Answer::page(&FormPage { told: Some(told), ..form });
            }
            Ok(()) => {
                return Ok(Answer::on(at::survey(desk.slug(), key), "Title and introduction were saved"));
            }
            Err(refusal) => problems.add("title", refusal.to_string()),
        }
    }
    Answer::again(&form(&desk, &as_opened(&own, &entries), Some(&entries), problems.unless_typing(&entries)))
}

fn form(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    sent: Option<&FormData>,
    problems: FormProblems,
) -> FormPage {
    let draft = &own.draft;
    let entered = |now| sent.map_or(EnteredWording::Now(Some(now)), EnteredWording::Sent);
    let (title, intro) = (entered(&draft.title), entered(&draft.intro));
    let others = [
        wordings::other_field("title", "Title", 1, &draft.sides, &title),
        wordings::other_field("intro", "Introduction", 4, &draft.sides, &intro),
    ];
    let is_set = others.iter().flatten().any(|(_, is_set)| *is_set);
    let title_field = wordings::field("title", "Title", 1, &draft.sides, &title);
    let intro_field = wordings::field("intro", "Introduction", 4, &draft.sides, &intro);
    let form = draft_form(desk, own, "Title and introduction");
    let preview = FormPreview {
        title: Some(title_field.value().to_owned()),
        paragraphs: vec![intro_field.value().to_owned()],
        ..FormPreview::new(&form.frame, ENGLISH, sent.is_some_and(pressed_preview))
    };
    form.beside(preview)
        .field(title_field)
        .field(intro_field.hint(
            "What people read before the first question: why you ask, and what you will do with the answers.",
        ))
        .field(edit_field(own))
        .fold(
            "Other words for partners",
            is_set,
            others.into_iter().flatten().map(|(field, _)| field).collect(),
        )
        .problems(problems)
        .sends_itself(SendsItself::ToBeKept)
        .button("Save", at::survey_words(desk.slug(), &draft.key))
}
