//! One section of a survey: added, renamed, moved, removed.

use crate::{
    store::CustomSurvey,
    survey::{ENGLISH, EditStep, Item, Raw, Section, Wording, editor::Way},
    web::{
        Answer, Desk, Error, FormData, FormPage, FormPreview, FormProblems, Reading, Result, Trainer, at,
        parts::{
            form::{pressed_preview, previews},
            questions,
        },
        surveys::{
            TITLE_MAX,
            edit::{
                Doing, as_opened, draft_form, edit_field, meanwhile, press, take,
                wordings::{self, EnteredWording},
            },
            load::own,
        },
    },
};

/// A form for a new section.
#[rocket::get("/programmes/<_>/surveys/<key>/sections/new")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, key: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    Answer::page(&form(&desk, &own, None, None, FormProblems::default()))
}

/// Adds it at the end.
#[rocket::post("/programmes/<_>/surveys/<key>/sections", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, key: &str, entries: FormData) -> Result<Answer> {
    let own = own(&desk, key).await?;
    save(&desk, &own, None, &entries).await
}

/// A section as it is.
#[rocket::get("/programmes/<_>/surveys/<key>/sections/<number>", rank = 2)]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, key: &str, number: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let section = place(&own, number)?;
    Answer::page(&form(&desk, &own, Some(section), None, FormProblems::default()))
}

/// Other words for it.
#[rocket::post("/programmes/<_>/surveys/<key>/sections/<number>", data = "<entries>")]
pub(crate) async fn change(
    desk: Desk<'_, Trainer>,
    key: &str,
    number: &str,
    entries: FormData,
) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let section = place(&own, number)?;
    save(&desk, &own, Some(section), &entries).await
}

/// Moves it with its questions.
#[rocket::post("/programmes/<_>/surveys/<key>/sections/<number>/move", data = "<entries>")]
pub(crate) async fn shift(
    desk: Desk<'_, Trainer>,
    key: &str,
    number: &str,
    entries: FormData,
) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let section = place(&own, number)?;
    let way = Way::from_key(entries.one("to")).ok_or(Error::Unprocessable)?;
    let last = own.draft.sections.len() - 1;
    let now = match way {
        Way::Up => section.saturating_sub(1),
        Way::Down => (section + 1).min(last),
    };
    // The button that was pressed is gone at either end.
    let button = if now == 0 {
        Way::Down
    } else if now == last {
        Way::Up
    } else {
        way
    };
    let place = format!("#section-{}-{}", button.key(), now + 1);
    let said = format!("moved section {} {}", title(&own, section), way.key());
    press(
        &desk,
        &own,
        EditStep::ShiftSection(section, way),
        Doing::new("moved a section of the survey", said),
        &place,
    )
    .await
}

/// Takes it out with its questions.
#[rocket::post("/programmes/<_>/surveys/<key>/sections/<number>/remove")]
pub(crate) async fn remove(desk: Desk<'_, Trainer>, key: &str, number: &str) -> Result<Answer> {
    let own = own(&desk, key).await?;
    let section = place(&own, number)?;
    let said = format!("removed section {} with its questions", title(&own, section));
    let place = format!("?removed={section}#removed");
    press(
        &desk,
        &own,
        EditStep::RemoveSection(section),
        Doing::new("removed a section from the survey", said),
        &place,
    )
    .await
}

/// The section of that number, from 0.
fn place(own: &CustomSurvey, number: &str) -> Result<usize> {
    let number: usize = number.parse().map_err(|_| Error::NotFound)?;
    let at = number.checked_sub(1).filter(|at| *at < own.draft.sections.len());
    at.ok_or(Error::NotFound)
}

fn title(own: &CustomSurvey, section: usize) -> String {
    format!("“{}”", own.draft.sections[section].title.read(own.draft.sides[0], ENGLISH))
}

async fn save(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    section: Option<usize>,
    entries: &FormData,
) -> Result<Answer> {
    let mut problems = FormProblems::default();
    let sides = &own.draft.sides;
    let now = section.map(|section| &own.draft.sections[section]);
    let title =
        wordings::read(entries, ("title", TITLE_MAX), sides, now.map(|now| &now.title), &mut problems);
    let stem = now.and_then(|now| now.stem.as_ref());
    let stem = wordings::read_optional(entries, ("stem", TITLE_MAX), sides, stem, &mut problems);
    problems.add_if(entries.one("title").is_empty(), "title", "Enter the heading");
    if let Some(changed) = meanwhile(desk, own, entries).await? {
        problems.add("title", changed);
    }
    if problems.is_empty() {
        let said = format!("“{}”", entries.one("title"));
        let number = section.unwrap_or(own.draft.sections.len()) + 1;
        let (step, doing) = match section {
            Some(section) => (
                EditStep::ChangeSection { section, title, stem },
                Doing::new("changed a section of the survey", format!("changed section {said}")),
            ),
            None => (
                EditStep::AddSection(Section { title, stem, items: Vec::new() }),
                Doing::new("added a section to the survey", format!("added section {said}")),
            ),
        };
        let showing = previews(entries);
        match take(desk, own, step, Doing { showing, ..doing }).await? {
            Ok(()) if showing => {}
            Ok(()) => {
                let page = format!("{}#section-{number}", at::survey(desk.slug(), &own.draft.key));
                return Ok(Answer::on(page, "The section was saved"));
            }
            Err(refusal) => problems.add("title", refusal.to_string()),
        }
    }
    let (own, problems) = (as_opened(own, entries), problems.unless_typing(entries));
    Answer::again(&form(desk, &own, section, Some(entries), problems))
}

fn form(
    desk: &Desk<'_, Trainer>,
    own: &CustomSurvey,
    section: Option<usize>,
    sent: Option<&FormData>,
    problems: FormProblems,
) -> FormPage {
    let (draft, sides) = (&own.draft, &own.draft.sides);
    let now = section.map(|section| &draft.sections[section]);
    let entered = |now| sent.map_or(EnteredWording::Now(now), EnteredWording::Sent);
    let title = entered(now.map(|now| &now.title));
    let stem = entered(now.and_then(|now| now.stem.as_ref()));
    let opening = wordings::field("stem", "Opening words", 1, sides, &stem);
    let is_opened = !opening.is_blank();
    let title_field = wordings::field("title", "Heading", 1, sides, &title);
    let others = [
        wordings::other_field("title", "Heading", 1, sides, &title),
        wordings::other_field("stem", "Opening words", 1, sides, &stem),
    ];
    let is_set = others.iter().flatten().any(|(_, is_set)| *is_set);
    let others = others.into_iter().flatten().map(|(field, _)| field).collect();
    let (heading, button, action) = match section {
        Some(section) => (
            format!("Section {}", section + 1),
            "Save the section",
            at::survey_section(desk.slug(), &draft.key, section + 1),
        ),
        None => ("Add a section".to_owned(), "Add the section", at::survey_sections(desk.slug(), &draft.key)),
    };
    let form = draft_form(desk, own, heading);
    let shown = Section {
        title: Wording::english(title_field.value()),
        stem: is_opened.then(|| Wording::english(opening.value())),
        items: Vec::new(),
    };
    let side = sides[0];
    let items = now.map(|now| now.items.as_slice()).unwrap_or_default();
    let items: Vec<&Item> = items.iter().filter(|item| item.is_on_screen(side)).collect();
    let reading = Reading::of(draft, side, ENGLISH);
    let preview = FormPreview::new(&form.frame, ENGLISH, sent.is_some_and(pressed_preview));
    let preview = FormPreview {
        safeguarding: Some(preview.frame.words().form.safeguarding.to_owned()),
        title: Some(title_field.value().to_owned()),
        entries: questions::entries(&reading, &shown, &items, &Raw::default(), &[]),
        ..preview
    };
    form.beside(preview)
        .lead("Each section is a page of the form. Five questions or fewer on a page are easiest to answer.")
        .field(title_field)
        .field(edit_field(own))
        .fold(
            "Opening words that the ratings share",
            is_opened,
            vec![opening.hint(
                "The beginning of a sentence, ending in “…”, such as “How much do you expect …”. Each rating of the \
                 section then ends it. Leave this blank where every question stands for itself.",
            )],
        )
        .fold("Other words for partners", is_set, others)
        .problems(problems)
        .button(button, action)
}
