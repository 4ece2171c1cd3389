//! How often the health of a partnership is checked, and who of the library answers.

use jiff::civil::Date;
use uuid::Uuid;

use super::trail;
use crate::{
    store::{
        contacts::{self, Contact},
        health::{self, HealthPlan},
        partners::Partner,
    },
    survey::health::EVERY_MONTHS,
    web::{
        at, busy,
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        partners::find,
        parts::{
            form::{Field, FieldInput, FormChoice, FormPage, FormProblems},
            nav::MainPlace,
        },
    },
};

/// What stands for no health checks.
const NEVER: &str = "0";

/// The form.
#[rocket::get("/programmes/<_>/partners/<id>/health/plan")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let staff = staff(&desk).await?;
    if staff.is_empty() {
        return Ok(nobody(&desk));
    }
    let plan = health::plan(desk.db(), id).await?;
    let mut entries: Vec<(&str, String)> = vec![
        ("every", plan.every_months.unwrap_or_default().to_string()),
        ("next_on", plan.next_on.map(|day| day.to_string()).unwrap_or_default()),
    ];
    entries.extend(plan.library_people.iter().map(|person| ("people", person.to_string())));
    Answer::page(&form(&desk, &partner, &staff, &FormData::of(entries), FormProblems::default()))
}

/// Keeps it.
#[rocket::post("/programmes/<_>/partners/<id>/health/plan", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let staff = staff(&desk).await?;
    if staff.is_empty() {
        return Ok(nobody(&desk));
    }
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let mut problems = FormProblems::default();
    let every =
        data.one("every").parse::<i32>().ok().filter(|months| *months == 0 || EVERY_MONTHS.contains(months));
    if every.is_none() {
        problems.add("every", "Select how often the health is checked");
    }
    let every_months = every.filter(|months| *months > 0);
    let named: Vec<&str> = data.all("people").collect();
    let library_people: Vec<Uuid> =
        staff.iter().map(|one| one.id).filter(|person| named.contains(&&*person.to_string())).collect();
    if library_people.len() < named.len() {
        problems.add("people", "Select people from the list");
    }
    if every_months.is_some() && library_people.is_empty() {
        problems.add("people", "Select who answers for the library");
    }
    let typed = data.one("next_on");
    let next_on = typed.parse::<Date>().ok();
    match next_on {
        None if !typed.is_empty() => problems.add("next_on", "Enter a date, such as 1 March 2027"),
        None if every_months.is_some() => problems.add("next_on", "Enter when the next health check begins"),
        Some(day) if day < today && every_months.is_some() => {
            problems.add("next_on", "Enter today or a day in the future");
        }
        _ => {}
    }
    let mut said = None;
    if let Some(day) = next_on.filter(|_| every_months.is_some() && problems.is_empty()) {
        said = busy::warn(&desk, ("next_on", &[day]), &[id], &data, &mut problems).await?;
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &partner, &staff, &data, problems).fields(said));
    }
    let tx = desk.change().await?;
    health::keep_plan(&tx, id, &HealthPlan { every_months, next_on, library_people }).await?;
    desk.done(tx, "changed the health checks of", &partner.name).await?;
    Ok(Answer::on(at::partner_health(desk.slug(), id), "The health checks were saved."))
}

/// On to a form for the person of the library who is missing.
fn nobody(desk: &Desk<'_, Trainer>) -> Answer {
    let why = "No library staff with an email address are on your list yet. Add the person who answers for the library.";
    Answer::on(at::new_library_contact(desk.slug()), why)
}

/// The library staff who have an email address.
async fn staff(desk: &Desk<'_, Trainer>) -> Result<Vec<Contact>> {
    let mut staff = contacts::of_partner(desk.db(), desk.programme().id, None).await?;
    staff.retain(|one| !one.email.is_empty());
    Ok(staff)
}

fn form(
    desk: &Desk<'_, Trainer>,
    partner: &Partner,
    staff: &[Contact],
    data: &FormData,
    problems: FormProblems,
) -> FormPage {
    let (slug, id) = (desk.slug(), partner.id);
    let mut often = vec![FormChoice::of(NEVER, "Never: only when somebody starts one", [data.one("every")])];
    often.extend(EVERY_MONTHS.map(|months| {
        FormChoice::of(months.to_string(), format!("Every {months} months"), [data.one("every")])
    }));
    let people = staff.iter().map(|one| {
        let job = if one.job.is_empty() { String::new() } else { format!(", {}", one.job) };
        FormChoice::of(one.id.to_string(), format!("{}{job}", one.name), data.all("people"))
    });
    let people = Field::new("people", "Who answers for the library", FieldInput::Boxes(people.collect()));
    let hint = "One to three people who work with this partner. Both sides see by name who answered.";
    desk.form(MainPlace::Partners, format!("Health checks with {}", partner.name))
        .trail(trail(desk, partner, "How often, and who answers"))
        .lead(format!(
            "Both sides rate the same conditions. At {} its contacts with an email address are asked. Each person gets \
             two short surveys, a week apart, and has three weeks.",
            partner.name
        ))
        .field(Field::new("every", "How often", FieldInput::Radios(often)))
        .field(Field::typed("date", "next_on", "When the next one begins", data.one("next_on")))
        .field(people.hint(hint))
        .problems(problems)
        .button("Save", at::partner_health_plan(slug, id))
        .cancel("Back without saving", at::partner_health(slug, id))
}
