//! When a partner is busy: dates that are proposed to them avoid these times.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    store::{Partner, busy_times},
    survey::busy::BusyTime,
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, Link, MainPlace, Result, Trainer,
        at,
        partners::{find, trail},
    },
};

/// The longest reason.
const LONGEST: usize = 100;
/// Times of one partner: more make no date free.
const MOST: usize = 50;

/// The times, and a form for one more.
#[rocket::get("/programmes/<_>/partners/<id>/busy")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let times = busy_times::of_partners(desk.db(), &[id]).await?;
    Answer::page(&form(&desk, &partner, &times, &FormData::default(), FormProblems::default()))
}

/// Deletes those that were ticked, and keeps the one that was entered.
#[rocket::post("/programmes/<_>/partners/<id>/busy", data = "<data>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let times = busy_times::of_partners(desk.db(), &[id]).await?;
    let over: Vec<Uuid> = times
        .iter()
        .map(|time| time.id)
        .filter(|id| data.all("over").any(|over| over == id.to_string()))
        .collect();
    let mut problems = FormProblems::default();
    let (from, to) = (data.one("from"), data.one("to"));
    let new = if over.is_empty() || !from.is_empty() || !to.is_empty() {
        read(id, &data, &mut problems)
    } else {
        None
    };
    if new.is_some() && times.len() - over.len() >= MOST {
        problems.add("from", "Delete times that have passed first: there is no room for more");
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &partner, &times, &data, problems));
    }
    let tx = desk.change().await?;
    busy_times::remove(&tx, id, &over).await?;
    if let Some(new) = &new {
        busy_times::add(&tx, new).await?;
    }
    desk.done(tx, "changed the busy times of", &partner.name).await?;
    Ok(Answer::on(at::partner_busy(desk.slug(), id), "The busy times were saved."))
}

/// The time that was entered.
fn read(partner: Uuid, data: &FormData, problems: &mut FormProblems) -> Option<BusyTime> {
    let (from, to) = (data.one("from"), data.one("to"));
    let starts: Option<Date> = from.parse().ok();
    problems.add_if(starts.is_none(), "from", "Enter the first day, such as 1 March 2027");
    // One day needs no second date.
    let ends: Option<Date> = if to.is_empty() { starts } else { to.parse().ok() };
    match (starts, ends) {
        (Some(starts), Some(ends)) if ends < starts => {
            problems.add("to", "Enter a last day that isn’t before the first");
        }
        (Some(starts), Some(ends)) if (ends - starts).get_days() > 366 => {
            problems.add("to", "Enter a time of a year at most");
        }
        (_, None) if !to.is_empty() => problems.add("to", "Enter the last day, such as 14 March 2027"),
        _ => {}
    }
    problems.cap("why", data.one("why"), LONGEST);
    if !problems.is_empty() {
        return None;
    }
    Some(BusyTime {
        id: Uuid::new_v4(),
        partner_id: partner,
        starts_on: starts?,
        ends_on: ends?,
        every_year: data.is_on("every_year"),
        why: data.one("why").to_owned(),
    })
}

fn form(
    desk: &Desk<'_, Trainer>,
    partner: &Partner,
    times: &[BusyTime],
    data: &FormData,
    problems: FormProblems,
) -> FormPage {
    let (slug, id) = (desk.slug(), partner.id);
    let mut trail = trail(slug, "Busy times");
    trail.above.push(Link::new(&*partner.name, at::partner(slug, id)));
    let mut form = desk
        .form(MainPlace::Partners, format!("When {} is busy", partner.name))
        .trail(trail)
        .lead("Exam weeks, inspections, school holidays: when you choose a date for a course or a promise, you’re told \
               that it falls into one of these times, and when the next free day is.");
    if !times.is_empty() {
        let choices =
            times.iter().map(|time| FormChoice::of(time.id.to_string(), time.line(), data.all("over")));
        let field = Field::boxes("over", "Busy times", choices);
        form = form.field(field.hint("Select those to delete."));
    }
    form.field(Field::typed("date", "from", "First day", data.one("from")))
        .field(
            Field::typed("date", "to", "Last day", data.one("to")).hint("Leave this empty for a single day."),
        )
        .field(Field::line("why", "What it is", data.one("why")).hint("Such as “exam weeks”."))
        .field(Field::tick("every_year", "On the same days every year", data.is_on("every_year")))
        .problems(problems)
        .button("Save", at::partner_busy(slug, id))
        .cancel("Back to the partner", at::partner(slug, id))
}
