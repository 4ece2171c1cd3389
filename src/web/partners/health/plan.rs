//! How often the health of a partnership is checked, and who of the library answers.

use jiff::civil::Date;
use uuid::Uuid;

use super::trail;
use crate::{
    store::{Contact, HealthPlan, Partner, health},
    survey::{Side, health::EVERY_MONTHS},
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        contact_choice::{ContactChoice, LONGEST},
        partners::find,
        warn_busy,
    },
};

/// What stands for no health checks.
const NEVER: &str = "0";
/// The field in which people are typed.
const TYPED: &str = "people_names";
/// People of the library who are named in one form, at most.
const MOST: usize = 20;

/// The form.
#[rocket::get("/programmes/<_>/partners/<id>/health/plan")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let plan = health::plan(desk.db(), id).await?;
    let staff = staff(&desk, &plan.library_people).await?;
    if is_nobody(&staff) {
        return Ok(nobody(&desk));
    }
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
    let sent: Vec<Uuid> = data.all("people").filter_map(|sent| Uuid::parse_str(sent).ok()).collect();
    let staff = staff(&desk, &sent).await?;
    if is_nobody(&staff) {
        return Ok(nobody(&desk));
    }
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let mut problems = FormProblems::default();
    let every =
        data.one("every").parse::<i32>().ok().filter(|months| *months == 0 || EVERY_MONTHS.contains(months));
    problems.add_if(every.is_none(), "every", "Select how often the health is checked");
    let every_months = every.filter(|months| *months > 0);
    let library_people = people(&desk, &staff, &data, &mut problems).await?;
    if every_months.is_some() && library_people.is_empty() {
        problems.add(place(&staff), "Select who answers for the library");
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
        said = warn_busy(&desk, ("next_on", &[day]), &[id], &data, &mut problems).await?;
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

/// The library staff who have an email address; of many those with these ids.
async fn staff(desk: &Desk<'_, Trainer>, chosen: &[Uuid]) -> Result<ContactChoice> {
    let mut staff = ContactChoice::of(desk, Side::Library, chosen).await?;
    staff.list.retain(|one| !one.email.is_empty());
    Ok(staff)
}

fn is_nobody(staff: &ContactChoice) -> bool {
    !staff.are_many && staff.list.is_empty()
}

/// The field in which people are ticked, or where there is nobody to tick that in which they are typed.
fn place(staff: &ContactChoice) -> &'static str {
    if staff.list.is_empty() { TYPED } else { "people" }
}

/// The people who were ticked and typed, each once.
async fn people(
    desk: &Desk<'_, Trainer>,
    staff: &ContactChoice,
    data: &FormData,
    problems: &mut FormProblems,
) -> Result<Vec<Uuid>> {
    let ticked: Vec<&str> = data.all("people").collect();
    let mut people: Vec<Uuid> =
        staff.list.iter().map(|one| one.id).filter(|one| ticked.contains(&&*one.to_string())).collect();
    problems.add_if(people.len() < ticked.len(), place(staff), "Select people from the list");
    for line in data.one(TYPED).lines().map(str::trim).filter(|line| !line.is_empty()) {
        match typed(desk, staff, line).await? {
            Ok(one) if people.contains(&one) => {}
            Ok(one) => people.push(one),
            Err(why) => {
                problems.add(TYPED, why);
                break;
            }
        }
        if people.len() > MOST {
            problems.add(TYPED, format!("Name {MOST} people or fewer"));
            break;
        }
    }
    Ok(people)
}

/// The person of the library whom a line names, or what to do about it.
async fn typed(desk: &Desk<'_, Trainer>, staff: &ContactChoice, line: &str) -> Result<Result<Uuid, String>> {
    if line.chars().count() > LONGEST {
        return Ok(Err(format!("Shorten each line to {LONGEST} characters")));
    }
    let (mut called, _) = staff.search(desk, line, None).await?;
    called.retain(|one| !one.email.is_empty());
    Ok(match called.as_slice() {
        [only] => Ok(only.id),
        [] => Err(format!(
            "No member of library staff with an email address is called “{line}”. Enter the name or the email address as \
             it is in your contacts"
        )),
        _ => Err(format!("Several people are called “{line}”. Enter the email address of the one you mean")),
    })
}

fn form(
    desk: &Desk<'_, Trainer>,
    partner: &Partner,
    staff: &ContactChoice,
    data: &FormData,
    problems: FormProblems,
) -> FormPage {
    let (slug, id) = (desk.slug(), partner.id);
    let mut often = vec![FormChoice::of(NEVER, "Never: only when somebody starts one", [data.one("every")])];
    often.extend(EVERY_MONTHS.map(|months| {
        FormChoice::of(months.to_string(), format!("Every {months} months"), [data.one("every")])
    }));
    desk.form(MainPlace::Partners, format!("Health checks with {}", partner.name))
        .trail(trail(desk, partner, "How often, and who answers"))
        .lead(format!(
            "Both sides rate the same conditions. At {} its contacts with an email address are asked. Each person gets \
             two short surveys, a week apart, and has three weeks.",
            partner.name
        ))
        .field(Field::radios("every", "How often", often))
        .field(Field::typed("date", "next_on", "When the next one begins", data.one("next_on")))
        .fields(people_fields(staff, data))
        .problems(problems)
        .button("Save", at::partner_health_plan(slug, id))
        .cancel("Back without saving", at::partner_health(slug, id))
}

/// The people to tick. Of more than can be looked through, they are typed, and those there already are ticked.
fn people_fields(staff: &ContactChoice, data: &FormData) -> Vec<Field> {
    let (label, hint) = (
        "Who answers for the library",
        "One to three people who work with this partner. Both sides see by name who answered.",
    );
    let choice = |one: &Contact| {
        let job = if one.job.is_empty() { String::new() } else { format!(", {}", one.job) };
        FormChoice::of(one.id.to_string(), format!("{}{job}", one.name), data.all("people"))
    };
    let mut fields = Vec::new();
    if !staff.list.is_empty() {
        fields.push(Field::boxes("people", label, staff.list.iter().map(choice)).hint(hint));
    }
    let names = data.one(TYPED);
    if staff.are_many || !names.is_empty() {
        let (label, more) = if fields.is_empty() { (label, hint) } else { ("More people", "") };
        let how = format!("{more} One name or email address per line, as in your contacts.");
        fields.push(Field::text(TYPED, label, 3, names).hint(how.trim_start()));
    }
    fields
}
