//! Noting that a partner was heard from.

use std::sync::Arc;

use jiff::{civil::Date, tz::TimeZone};
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self,
        contacts::{self, Contact, Note},
        partners::Partner,
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        partners::{
            self as partner_pages,
            contacts::{LONGEST, record},
        },
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            piece::Link,
        },
    },
};

/// The form for a note.
#[rocket::get("/programmes/<slug>/partners/<id>/heard")]
pub(crate) async fn note(
    slug: &str,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let partner = partner_pages::find(app, &who.0, id).await?;
    let contacts = contacts::of_partner(app.db.read(), who.0.programme.id, Some(id)).await?;
    let today = app.clock.now().to_zoned_datetime(who.0.programme.settings.zone()).date().to_string();
    let entries = FormData::of([("day", &*today), ("by", &*who.0.person.name)]);
    Page::of(&note_form(slug, &who.0, site, &partner, &contacts, &entries, Problems::default()))
}

/// Notes that a partner was heard from.
#[rocket::post("/programmes/<slug>/partners/<id>/heard", data = "<entries>")]
pub(crate) async fn create_note(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let who = who.0;
    let partner = partner_pages::find(app, &who, id).await?;
    let contacts = contacts::of_partner(app.db.read(), who.programme.id, Some(id)).await?;
    let mut problems = Problems::default();
    let today = app.clock.now().to_zoned_datetime(who.programme.settings.zone()).date();
    let day = entries.one("day").parse::<Date>().ok().filter(|day| day.year() >= 2000);
    match day {
        None => problems.add("day", "Enter the day, such as 2026-05-21"),
        Some(day) if day > today => problems.add("day", "Enter a day that is not in the future"),
        Some(_) => {}
    }
    for (field, ask) in
        [("by", "Enter who of the library heard from them"), ("about", "Enter what it was about")]
    {
        if entries.one(field).is_empty() {
            problems.add(field, ask);
        }
        problems.cap(field, entries.one(field), LONGEST);
    }
    let from = match entries.one("contact") {
        "" => None,
        chosen => {
            let known = contacts.iter().find(|contact| contact.id.to_string() == chosen);
            if known.is_none() {
                problems.add("contact", "Select who it was: whoever was selected is no longer there");
            }
            known.map(|known| known.id)
        }
    };
    let day = day
        .and_then(|day| day.at(0, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).ok())
        .filter(|_| problems.is_empty());
    let Some(day) = day else {
        return Answer::mend(&note_form(slug, &who, site, &partner, &contacts, &entries, problems));
    };
    let new = Note {
        id: Uuid::new_v4(),
        partner_id: Some(id),
        contact_id: from,
        day: day.timestamp().into(),
        by: entries.one("by").to_owned(),
        about: entries.one("about").to_owned(),
    };
    let tx = store::write(&app.db).await?;
    contacts::note(&tx, new).await?;
    record(app, &tx, &who, "noted that they were heard from", Some(id)).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(Answer::on(at::partner(slug, id), "The note was added."))
}

fn note_form(
    slug: &str,
    who: &Member,
    site: &State<Arc<Site>>,
    partner: &Partner,
    contacts: &[Contact],
    entries: &FormData,
    problems: Problems,
) -> FormPage {
    let chosen = entries.one("contact");
    let mut people = vec![Choice::of("", "Nobody in particular", [chosen])];
    people.extend(contacts.iter().map(|one| Choice::of(one.id.to_string(), &*one.name, [chosen])));
    let back = at::partner(slug, partner.id);
    let mut trail = partner_pages::trail(slug, "Note");
    trail.above.push(Link::new(partner.name.clone(), back.clone()));
    FormPage {
        frame: partner_pages::frame(slug, who, site),
        trail: Some(trail),
        heading: format!("When did you hear from {}?", partner.name),
        lead: vec![
            "One line: who heard from them, and what about. Do not name or describe any child.".to_owned(),
        ],
        sections: vec![Section {
            fields: vec![
                Field::typed("date", "day", "Day", entries.one("day")),
                Field::new("contact", "Who there", Input::Select(people)),
                Field::line("by", "Who of the library", entries.one("by")),
                Field::line("about", "What about", entries.one("about")),
            ],
            ..Section::default()
        }],
        problems,
        action: at::partner_heard(slug, partner.id),
        button: "Add the note".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without saving", back)),
    }
}
