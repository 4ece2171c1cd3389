//! Noting that a partner was heard from.

use jiff::{civil::Date, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{Contact, ContactNote, Partner, contacts},
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, Link, MainPlace, Result, Trainer,
        at,
        partners::{
            contacts::{LONGEST, done},
            find, trail,
        },
    },
};

#[rocket::get("/programmes/<_>/partners/<id>/heard")]
pub(crate) async fn note(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let contacts = contacts::of_partner(desk.db(), desk.programme().id, Some(id)).await?;
    let data = FormData::of([("day", &*today(&desk).to_string()), ("by", &*desk.who().person.name)]);
    Answer::page(&form(&desk, &partner, &contacts, &data, FormProblems::default()))
}

/// Notes that a partner was heard from.
#[rocket::post("/programmes/<_>/partners/<id>/heard", data = "<data>")]
pub(crate) async fn create_note(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let contacts = contacts::of_partner(desk.db(), desk.programme().id, Some(id)).await?;
    let mut problems = FormProblems::default();
    let day = data.one("day").parse::<Date>().ok().filter(|day| day.year() >= 2000);
    match day {
        None => problems.add("day", "Enter the date, such as 2026-05-21"),
        Some(day) if day > today(&desk) => problems.add("day", "Enter a date that isn’t in the future"),
        Some(_) => {}
    }
    for (field, ask) in [("by", "Enter who was in contact with them"), ("about", "Enter what it was about")] {
        problems.add_if(data.one(field).is_empty(), field, ask);
        problems.cap(field, data.one(field), LONGEST);
    }
    let from = match data.one("contact") {
        "" => None,
        chosen => {
            let known = contacts.iter().find(|contact| contact.id.to_string() == chosen);
            if known.is_none() {
                problems.add("contact", "Select who it was: the person you selected no longer exists");
            }
            known.map(|known| known.id)
        }
    };
    let day = day
        .and_then(|day| day.at(0, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).ok())
        .filter(|_| problems.is_empty());
    let Some(day) = day else { return Answer::mend(&form(&desk, &partner, &contacts, &data, problems)) };
    let new = ContactNote {
        id: data.made(),
        partner_id: Some(id),
        contact_id: from,
        day: day.timestamp(),
        by: data.one("by").to_owned(),
        about: data.one("about").to_owned(),
    };
    let tx = desk.making().await?;
    if contacts::note(&tx, new).await? {
        done(&desk, tx, "logged a contact with", Some(id)).await?;
    }
    Ok(Answer::on(at::partner(desk.slug(), id), "The contact was logged."))
}

fn today(desk: &Desk<'_, Trainer>) -> Date {
    desk.now().to_zoned_datetime(desk.zone()).date()
}

fn form(
    desk: &Desk<'_, Trainer>,
    partner: &Partner,
    contacts: &[Contact],
    data: &FormData,
    problems: FormProblems,
) -> FormPage {
    let chosen = data.one("contact");
    let mut people = vec![FormChoice::of("", "No particular person", [chosen])];
    people.extend(contacts.iter().map(|one| FormChoice::of(one.id.to_string(), &*one.name, [chosen])));
    let back = at::partner(desk.slug(), partner.id);
    let mut trail = trail(desk.slug(), "Note");
    trail.above.push(Link::new(&*partner.name, &*back));
    desk.form(MainPlace::Partners, format!("Log a contact with {}", partner.name))
        .trail(trail)
        .lead("One line is enough. Don’t name or describe any child.")
        .field(Field::typed("date", "day", "Day", data.one("day")))
        .field(Field::select("contact", "Who you were in contact with", people))
        .field(Field::line("by", "Who from the library", data.one("by")))
        .field(Field::line("about", "What it was about", data.one("about")))
        .once(data)
        .problems(problems)
        .button("Log the contact", at::partner_contact_log(desk.slug(), partner.id))
        .cancel("Back without saving", back)
}
