//! Everybody who takes part, and the address book to add people from.

use std::collections::HashSet;

use askama::Template;
use uuid::Uuid;

use crate::{
    store::{
        candidates::For,
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
        finder::{self, Finder, Sought},
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        parts::{
            form::{Input, Problems},
            frame::Frame,
            nav::Place,
            piece::{Act, Empty, Link, Problem, Trail},
        },
    },
};

/// Everybody who takes part.
#[derive(Debug, Template)]
#[template(path = "courses/participants/index.html")]
struct Index {
    frame: Frame,
    /// Why those ticked were not added.
    problems: Problems,
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
    /// The contacts who are not on it.
    finder: Finder,
}

impl Index {
    fn wrong(&self) -> Vec<Problem> {
        self.finder.summary(&self.problems)
    }
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

/// Who takes part.
#[rocket::get("/programmes/<_>/courses/<course>/participants?<sought..>")]
pub(crate) async fn index(desk: Desk<'_, Trainer>, course: Uuid, sought: Sought) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    Answer::page(&page(&desk, &standing, &sought, &[], Problems::default()).await?)
}

/// The page, with whom somebody ticked and why they cannot be added.
async fn page(
    desk: &Desk<'_, Trainer>,
    standing: &Standing,
    sought: &Sought,
    ticked: &[Uuid],
    problems: Problems,
) -> Result<Index> {
    let course = standing.course.id;
    let (slug, db, programme) = (desk.slug(), desk.db(), desk.programme().id);
    let people = participants::of_course(db, course).await?;
    let partners = partners::all(db, programme).await?;
    let sides = standing.sides();
    let asks_both = sides.len() > 1 && standing.own().next().is_some();
    let attendance = participants::attendance(db, course).await?;
    let person = |person: &Contact| Person {
        name: person.name.clone(),
        detail: detail(&partners, person, &sides, attendance.as_ref()),
        remove: Link::new("Take off", at::course_participant_remove(slug, course, person.id))
            .about(&person.name),
    };
    Ok(Index {
        frame: desk.frame(Place::Courses),
        problems,
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
        finder: {
            let address = at::course_participants(slug, course);
            Finder::new(desk, For::Course(&standing.course), address, sought, ticked).await?
        },
    })
}

fn heading(people: usize) -> String {
    match people {
        0 => "Nobody takes part yet".to_owned(),
        1 => "One person takes part".to_owned(),
        more => format!("{more} people take part"),
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

fn organisation<'a>(partners: &'a [Partner], contact: &Contact) -> &'a str {
    let partner = partners.iter().find(|partner| Some(partner.id) == contact.partner_id);
    partner.map_or("library staff", |partner| &partner.name)
}

/// Puts those who were ticked on the list, or everybody who was found and is asked.
#[rocket::post("/programmes/<_>/courses/<course>/participants", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let chosen = finder::chosen(&desk, For::Course(&standing.course), &entries).await?;
    let chosen: HashSet<Uuid> = chosen.into_iter().collect();
    let mut people = contacts::all(desk.db(), desk.programme().id).await?;
    people.retain(|contact| chosen.contains(&contact.id));
    let others = not_asked(&standing, &people);
    if entries.is_on("all") {
        let sides = standing.sides();
        people.retain(|contact| sides.contains(&participants::side(contact)));
    }
    let ids: Vec<Uuid> = people.iter().map(|contact| contact.id).collect();
    let wrong = match &others {
        Some(why) if !entries.is_on("all") || ids.is_empty() => Some(why.clone()),
        None if ids.is_empty() => Some("Select the people to add".to_owned()),
        _ => None,
    };
    if let Some(wrong) = wrong {
        let mut problems = Problems::default();
        problems.add("contact", wrong);
        let page = page(&desk, &standing, &Sought::of(&entries), &ids, problems).await?;
        // Somebody else may have added the last of them.
        return if page.finder.found.is_some() { Answer::mend(&page) } else { Answer::page(&page) };
    }
    let tx = desk.change().await?;
    let told = added(put(&desk, tx, &standing, &ids).await?);
    let told = others.map_or_else(|| told.clone(), |others| format!("{told}. Not put on the list: {others}"));
    Ok(Answer::on(at::course_participants(desk.slug(), course), told))
}
