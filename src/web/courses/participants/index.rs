//! Everybody who takes part, and the address book to add people from.

use std::collections::HashSet;

use askama::Template;
use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    store::{
        contacts::{self, Contact},
        participants,
        partners::{self, Partner},
    },
    survey::round::Side,
    web::{
        at,
        courses::{
            load,
            overview::Standing,
            participants::{added, not_asked, put},
            trail,
        },
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::{
            frame::Frame,
            nav::Place,
            piece::{Empty, Link, Problem, Trail},
        },
    },
};

/// Contacts shown at one time.
const SHOWN: usize = 100;

/// Everybody who takes part.
#[derive(Debug, Template)]
#[template(path = "courses/participants/index.html")]
struct Index {
    frame: Frame,
    /// Why those ticked were not added.
    problems: Vec<Problem>,
    trail: Trail,
    /// “18 people take part”
    heading: String,
    /// What being on the list means.
    lead: &'static str,
    /// What to do while nobody is on it.
    empty: Option<Empty>,
    /// Where new people are typed or pasted.
    new: Link,
    /// Where it is ticked who came, once there is anybody.
    attendance: Option<Link>,
    /// Where a file of people is sent.
    file: Link,
    /// Everybody on the list.
    people: Vec<Person>,
    /// Where the address book is searched, and people are added.
    address: String,
    /// What was searched for.
    sought: String,
    /// Whom the search found who is not on the list.
    found: Vec<Found>,
    /// What is said about the search: “12 contacts are not on the list”.
    told: String,
}

/// Somebody on the list.
#[derive(Debug)]
struct Person {
    name: String,
    /// Their organisation and address.
    detail: String,
    /// Takes them off.
    remove: Link,
}

/// Somebody in the address book.
#[derive(Debug)]
struct Found {
    id: Uuid,
    /// Name, organisation and address.
    words: String,
    ticked: bool,
}

/// Who takes part.
#[rocket::get("/programmes/<_>/courses/<course>/participants?<q>")]
pub(crate) async fn index(desk: Desk<'_, Trainer>, course: Uuid, q: Option<&str>) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    Answer::page(&page(&desk, &standing, q.unwrap_or_default(), &[], None).await?)
}

/// The page, with whom somebody ticked and why they cannot be added.
async fn page(
    desk: &Desk<'_, Trainer>,
    standing: &Standing,
    sought: &str,
    ticked: &[Uuid],
    problem: Option<String>,
) -> Result<Index> {
    let course = standing.course.id;
    let (slug, db, programme) = (desk.slug(), desk.db(), desk.programme().id);
    let people = participants::of_course(db, course).await?;
    let partners = partners::all(db, programme).await?;
    let on_list: HashSet<Uuid> = people.iter().map(|person| person.id).collect();
    let mut others = contacts::all(db, programme).await?;
    others.retain(|contact| !on_list.contains(&contact.id));
    let sought = sought.trim().to_owned();
    let words = |contact: &Contact| named(&partners, contact);
    let needle = sought.to_lowercase();
    others.retain(|contact| words(contact).to_lowercase().contains(&needle));
    let count = others.len();
    // Whoever was ticked stays in sight.
    others.sort_by_key(|contact| !ticked.contains(&contact.id));
    others.truncate(SHOWN);
    let sides = standing.sides();
    let asks_both = sides.len() > 1 && standing.own().next().is_some();
    let attendance = participants::attendance(db, course).await?;
    let person = |person: &Contact| Person {
        name: person.name.clone(),
        detail: detail(&partners, person, &sides, attendance.as_ref()),
        remove: Link::new("Take off", at::course_participant_remove(slug, course, person.id))
            .about(&person.name),
    };
    let target = "contact-0".to_owned();
    Ok(Index {
        frame: desk.frame(Place::Courses),
        problems: problem.into_iter().map(|message| Problem { target: target.clone(), message }).collect(),
        trail: trail(slug, &standing.course, "People"),
        heading: heading(people.len()),
        lead: if asks_both {
            "Everybody on this list gets a personal link to each survey of the course. Partners get the \
             partner version, everybody else the library staff version."
        } else {
            "Everybody on this list gets a personal link to each survey of the course."
        },
        attendance: (!people.is_empty())
            .then(|| Link::new("Record attendance", at::course_attendance(slug, course))),
        empty: people.is_empty().then(|| Empty {
            sentence: "Add people from your contacts or a file, or paste their names and email addresses."
                .to_owned(),
            next: None,
        }),
        new: Link::new("Add new people", at::new_course_participant(slug, course)),
        file: Link::new("Add people from a file", at::course_participants_import(slug, course)),
        people: people.iter().map(person).collect(),
        address: at::course_participants(slug, course),
        told: search_told(count, &sought),
        sought,
        found: others
            .iter()
            .map(|contact| Found {
                id: contact.id,
                words: words(contact),
                ticked: ticked.contains(&contact.id),
            })
            .collect(),
    })
}

fn heading(people: usize) -> String {
    match people {
        0 => "Nobody takes part yet".to_owned(),
        1 => "One person takes part".to_owned(),
        more => format!("{more} people take part"),
    }
}

/// Somebody of the address book among others of the same name.
fn named(partners: &[Partner], contact: &Contact) -> String {
    let partner = organisation(partners, contact);
    match contact.email.as_str() {
        "" => format!("{}, {partner} ({})", contact.name, contact.phone),
        email => format!("{}, {partner} ({email})", contact.name),
    }
}

/// Where somebody works, how they are reached, and what is known of them at this course.
fn detail(
    partners: &[Partner],
    person: &Contact,
    sides: &[Side],
    attendance: Option<&HashSet<Uuid>>,
) -> String {
    let works = organisation(partners, person);
    let mut parts = vec![match person.email.as_str() {
        "" => format!("{works}, {} · no email address, so can’t be invited by email", person.phone),
        email => format!("{works}, {email}"),
    }];
    let side = participants::side(person);
    if !sides.contains(&side) {
        parts.push(format!("Won’t be asked: this course doesn’t ask {}", side.people()));
    }
    parts
        .extend(attendance.map(|came| {
            if came.contains(&person.id) { "Came" } else { "Not marked as attended" }.to_owned()
        }));
    parts.join(". ")
}

fn search_told(count: usize, sought: &str) -> String {
    match (count, sought.is_empty()) {
        (0, true) => "All your contacts are on the list.".to_owned(),
        (0, false) => format!("No other contacts match “{sought}”."),
        (1..=SHOWN, _) => {
            format!("{} not on the list yet.", wording::counted(count as u64, "contact is", "contacts are"))
        }
        _ => format!(
            "{count} contacts aren’t on the list yet. Here are the first {SHOWN}: search to find others."
        ),
    }
}

fn organisation<'a>(partners: &'a [Partner], contact: &Contact) -> &'a str {
    let partner = partners.iter().find(|partner| Some(partner.id) == contact.partner_id);
    partner.map_or("library staff", |partner| &partner.name)
}

/// Puts contacts of the address book on the list.
#[rocket::post("/programmes/<_>/courses/<course>/participants", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let book = contacts::all(desk.db(), desk.programme().id).await?;
    let known: HashSet<Uuid> = book.iter().map(|contact| contact.id).collect();
    let mut ids = Vec::new();
    for sent in entries.all("contact") {
        let id = Uuid::parse_str(sent).ok().filter(|id| known.contains(id)).ok_or(Error::NotFound)?;
        ids.push(id);
    }
    if let Some(why) = not_asked(&standing, book.iter().filter(|contact| ids.contains(&contact.id))) {
        return Answer::mend(&page(&desk, &standing, entries.one("q"), &ids, Some(why)).await?);
    }
    let tx = desk.change().await?;
    let told = added(put(&desk, tx, &standing, &ids).await?);
    Ok(Answer::on(at::course_participants(desk.slug(), course), told))
}
