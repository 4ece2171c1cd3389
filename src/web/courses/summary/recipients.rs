//! Who gets a summary: which of the managers, and who else by name and address.

use uuid::Uuid;

use crate::{
    exchange::people::{self as people_in, PersonRow},
    store::{Course, EmailChoice, Person, courses, email_choice, summaries, summary_drafts},
    survey::Kinds,
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer,
        at,
        courses::summary::{find, find_open, line, trail},
        parts::list_preview,
    },
    work::publish::recipients::not_stopped,
};

/// Readers beyond the managers at most.
const MOST: usize = 50;

#[rocket::get("/programmes/<_>/courses/<id>/summary/recipients")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find_open(&desk, id).await?;
    let managers = email_choice::readers(desk.db(), desk.programme().id, &EmailChoice::OF_SUMMARIES).await?;
    let plan = summary_drafts::of_course(desk.db(), id).await?;
    let chosen: Vec<Uuid> =
        managers.iter().map(|manager| manager.id).filter(|id| !plan.left_out.contains(id)).collect();
    let lines: Vec<String> = plan.readers.iter().map(|reader| line(&reader.name, &reader.email)).collect();
    let choices = choices(&desk, &managers, &chosen).await?;
    Answer::page(&form(&desk, &course, choices, &lines.join("\n"), FormProblems::default()))
}

async fn choices(desk: &Desk<'_, Trainer>, managers: &[Person], chosen: &[Uuid]) -> Result<Vec<FormChoice>> {
    let all = managers.iter().cloned().map(Into::into).collect();
    let wanted = not_stopped(desk.app, desk.programme(), all).await?;
    let mut choices = Vec::new();
    for manager in managers {
        let mut label = line(&manager.name, &manager.email);
        if !wanted.iter().any(|one| one.who == summaries::RecipientRole::Person(manager.id)) {
            label.push_str(" (unsubscribed, so won’t get it)");
        }
        let chosen = chosen.contains(&manager.id);
        choices.push(FormChoice { value: manager.id.to_string(), label, chosen });
    }
    Ok(choices)
}

fn form(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    managers: Vec<FormChoice>,
    others: &str,
    problems: FormProblems,
) -> FormPage {
    let form = desk
        .form(MainPlace::Courses, "Choose who gets the summary")
        .trail(trail(desk, course, "Who gets it"))
        .problems(problems)
        .button("Save", at::course_summary_recipients(desk.slug(), course.id))
        .cancel("Back to the summary", at::course_summary_preview(desk.slug(), course.id));
    let form = if managers.is_empty() {
        form.lead(
            "The programme has no managers yet. Anyone who becomes a manager before it is sent gets it too.",
        )
    } else {
        form.lead(
            "Managers who join before it is sent get it too. Everyone chooses on their account page what they get: \
             some get a summary only when it needs a decision.",
        )
        .field(Field::boxes("manager", "Managers, and others who asked for summaries", managers))
    };
    form.field(Field::text("others", "Who else gets it (optional)", 5, others).hint(
        "One per line, with the email address: Gwen Rees <gwen@council.example>. They get the email and its \
                   link, and don’t need an account.",
    ))
}

/// The readers of a text, one on each line; each address once.
fn readers(text: &str, managers: &[Person]) -> Result<Vec<(String, String)>, String> {
    let readers =
        people_in::pasted(text, MOST, Kinds::default()).map_err(|wrong| list_preview::sentences(&wrong))?;
    let is_manager = |reader: &&PersonRow| managers.iter().any(|manager| manager.email == reader.email);
    let managers = readers.iter().filter(is_manager);
    let told: Vec<String> = managers
        .map(|PersonRow { line, email, .. }| {
            format!("Line {line}: {email} already gets it; leave this line out")
        })
        .collect();
    if !told.is_empty() {
        return Err(told.join("; "));
    }
    Ok(readers.into_iter().map(|reader| (reader.name, reader.email)).collect())
}

#[rocket::post("/programmes/<_>/courses/<id>/summary/recipients", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let managers = email_choice::readers(desk.db(), desk.programme().id, &EmailChoice::OF_SUMMARIES).await?;
    let mut chosen = Vec::new();
    for sent in data.all("manager") {
        let manager = managers.iter().find(|manager| manager.id.to_string() == sent);
        chosen.push(manager.ok_or(Error::NotFound)?.id);
    }
    let others = data.one("others");
    let readers = match readers(others, &managers) {
        Ok(readers) => readers,
        Err(message) => {
            let problems = FormProblems::one("others", message);
            let choices = choices(&desk, &managers, &chosen).await?;
            return Answer::mend(&form(&desk, &course, choices, others, problems));
        }
    };
    let left_out: Vec<Uuid> =
        managers.iter().map(|manager| manager.id).filter(|id| !chosen.contains(id)).collect();
    let tx = desk.change().await?;
    if !courses::hold(&tx, id).await? {
        let page = at::course_summary_deliveries(desk.slug(), id);
        return Ok(Answer::on(page, "The summary was sent in the meantime."));
    }
    summary_drafts::keep_left_out(&tx, id, &left_out).await?;
    summary_drafts::keep_readers(&tx, id, &readers).await?;
    desk.done(tx, "chose who gets the summary", &course.title).await?;
    Ok(Answer::on(at::course_summary_preview(desk.slug(), id), "Who gets it was saved."))
}
