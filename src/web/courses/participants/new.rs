//! Adding people who are not in the address book.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::{
    exchange::people,
    store::{contacts, partners},
    web::{
        Answer, Desk, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::{
            CourseOverview, load,
            participants::{added, not_asked, put},
            trail,
        },
        named::Among,
        named_choice::{ChoiceField, NamedChoice},
        parts::list_preview,
    },
};

/// The most people added at one time.
const MOST: usize = 500;
/// Where those work who are new.
const ORGANISATION: ChoiceField = ChoiceField {
    among: Among::Partners,
    name: "partner",
    label: "Organisation for new people",
    other: "Another organisation",
    none: Some(("", "Library staff, or no organisation")),
    hint: "",
    blank: "Leave it blank for library staff, or no organisation.",
    gone: "Select where they work: the one you selected no longer exists",
};

#[rocket::get("/programmes/<_>/courses/<course>/participants/new")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let organisation = NamedChoice::of(&desk, &ORGANISATION, None).await?;
    Answer::page(&form(&desk, &standing, &organisation, &FormData::default(), FormProblems::default()))
}

/// Adds them to the address book where they are new, and to the list.
#[rocket::post("/programmes/<_>/courses/<course>/participants/new", data = "<entries>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let programme = desk.programme().id;
    let mut problems = FormProblems::default();
    let organisation = NamedChoice::read(&desk, &ORGANISATION, &entries, &mut problems).await?;
    let kinds = desk.programme().settings.kinds();
    let people = people::pasted(entries.one("people"), MOST, kinds).unwrap_or_else(|wrong| {
        problems.add("people", list_preview::sentences(&wrong));
        Vec::new()
    });
    problems.add_if(people.is_empty(), "people", "Enter at least one name and email address");
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &standing, &organisation, &entries, problems));
    }
    let tx = desk.change().await?;
    partners::hold(&tx, programme).await?;
    let named: Vec<&str> = people.iter().map(|row| &*row.email).collect();
    let book = contacts::with_emails(&tx, programme, &named).await?;
    // The same address stands for the same person, however its letters are written.
    let mut known: HashMap<String, Uuid> =
        book.iter().map(|contact| (contact.email.clone(), contact.id)).collect();
    let (mut ids, mut added_now) = (Vec::with_capacity(people.len()), Vec::new());
    for row in people {
        let id = *known.entry(row.email.clone()).or_insert_with(|| {
            let new = row.contact(programme, organisation.id(), desk.now());
            let id = new.id;
            added_now.push(new);
            id
        });
        ids.push(id);
    }
    let picked: HashSet<Uuid> = ids.iter().copied().collect();
    let people = book.iter().chain(&added_now).filter(|person| picked.contains(&person.id));
    if let Some(why) = not_asked(&standing, people) {
        problems.add("people", why);
        return Answer::mend(&form(&desk, &standing, &organisation, &entries, problems));
    }
    contacts::add_all(&tx, &added_now).await?;
    let mistyped = list_preview::mistyped(added_now.iter().map(|contact| &*contact.email));
    let told = added(put(&desk, tx, &standing, &ids).await?) + &mistyped;
    Ok(Answer::on(at::course_participants(desk.slug(), course), told))
}

fn form(
    desk: &Desk<'_, Trainer>,
    standing: &CourseOverview,
    organisation: &NamedChoice,
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let (slug, course) = (desk.slug(), &standing.course);
    desk.form(MainPlace::Courses, "Add new people")
        .trail(trail(slug, course, "New people"))
        .lead("People who are already among your contacts aren’t added twice.")
        .field(Field::text("people", "Names and email addresses", 10, entries.one("people")).hint(
            "One person per line, such as Dana Whitfield <dana@example.org>, or name and email columns \
             pasted from a spreadsheet.",
        ))
        .fields(organisation.fields(&ORGANISATION, entries))
        .problems(problems)
        .button("Add these people", at::new_course_participant(slug, course.id))
        .cancel("Back without adding", at::course_participants(slug, course.id))
}
