//! Who takes part in a course: from the address book, or typed and pasted.

pub(crate) mod import;
pub(crate) mod pasted;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use askama::Template;
use common_ground_reports::summary::wording;
use rocket::State;
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError, Transaction, audit,
        contacts::{self, Contact},
        participants::{self, Partner},
        partners as partner_list, write,
    },
    web::{
        at,
        courses::overview::Standing,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            flash::Told,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Empty, Link, Trail},
        },
    },
};

/// Contacts shown at one time.
const SHOWN: usize = 100;

/// Who takes part.
#[rocket::get("/programmes/<slug>/courses/<course>/participants?<q>")]
pub(crate) async fn show(
    slug: &str,
    course: Uuid,
    q: Option<&str>,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let db = app.db.read();
    let people = participants::of_course(db, course).await?;
    let partners = participants::partners(db, who.programme.id).await?;
    let on_list: HashSet<Uuid> = people.iter().map(|person| person.id).collect();
    let mut others = participants::address_book(db, who.programme.id).await?;
    others.retain(|contact| !on_list.contains(&contact.id));
    let sought = q.unwrap_or_default().trim().to_owned();
    let words = |contact: &Contact| {
        let partner = organisation(&partners, contact);
        format!("{}, {partner} ({})", contact.name, contact.email)
    };
    let needle = sought.to_lowercase();
    others.retain(|contact| words(contact).to_lowercase().contains(&needle));
    let count = others.len();
    others.truncate(SHOWN);
    let remove = |person: &Contact| {
        let page = at::course_participant_remove(slug, course, person.id);
        Link::new("Take off", page).about(&person.name)
    };
    Page::of(&Participants {
        frame: nav::frame(&who, site, Place::Courses).telling(told.0),
        trail: Trail { above: crate::web::courses::above(&who, &standing.course), here: "People".to_owned() },
        heading: match people.len() {
            0 => "Nobody takes part yet".to_owned(),
            1 => "One person takes part".to_owned(),
            more => format!("{more} people take part"),
        },
        lead: "Everybody on this list gets a personal link to each survey of the course.".to_owned(),
        empty: people.is_empty().then(|| Empty {
            sentence: "Add people from the address book or a CSV file, or paste their names and addresses."
                .to_owned(),
            next: None,
        }),
        new: Link::new("Add new people", at::new_course_participant(slug, course)),
        file: Link::new("Add people from a file", at::course_participants_import(slug, course)),
        people: people
            .iter()
            .map(|person| Person {
                name: person.name.clone(),
                detail: format!("{}, {}", organisation(&partners, person), person.email),
                remove: remove(person),
            })
            .collect(),
        address: at::course_participants(slug, course),
        told: search_told(count, &sought),
        sought,
        found: others
            .iter()
            .map(|contact| Found { id: contact.id.to_string(), words: words(contact) })
            .collect(),
    })
}

fn search_told(count: usize, sought: &str) -> String {
    match (count, sought.is_empty()) {
        (0, true) => "Everybody in the address book is on the list.".to_owned(),
        (0, false) => format!("Nobody else in the address book is found by “{sought}”."),
        (1..=SHOWN, _) => {
            format!("{} not on the list yet.", wording::counted(count as u64, "contact is", "contacts are"))
        }
        _ => format!(
            "{count} contacts are not on the list yet; the first {SHOWN} are shown. Search for the others."
        ),
    }
}

fn organisation<'a>(partners: &'a [Partner], contact: &Contact) -> &'a str {
    let partner = partners.iter().find(|partner| Some(partner.id) == contact.partner_id);
    partner.map_or("library staff", |partner| &partner.name)
}

/// Puts contacts of the address book on the list.
#[rocket::post("/programmes/<slug>/courses/<course>/participants", data = "<entries>")]
pub(crate) async fn add(
    slug: &str,
    course: Uuid,
    entries: FormData,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let known: HashSet<Uuid> =
        participants::address_book(app.db.read(), who.programme.id).await?.iter().map(|c| c.id).collect();
    let mut ids = Vec::new();
    for sent in entries.all("contact") {
        let id = Uuid::parse_str(sent).ok().filter(|id| known.contains(id)).ok_or(Error::NotFound)?;
        ids.push(id);
    }
    let tx = write(&app.db).await?;
    let told = added(put(&tx, app, &who, &standing, &ids).await?);
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(list(slug, course), told))
}

fn list(slug: &str, course: Uuid) -> String {
    at::course_participants(slug, course)
}

/// What is said when so many were added.
fn added(count: u64) -> String {
    match count {
        0 => "Nobody was added: select people who are not on the list yet".to_owned(),
        1 => "One person was added".to_owned(),
        count => format!("{} were added", wording::counted(count, "person", "people")),
    }
}

/// Puts contacts on the list and makes their links; returns how many were new.
async fn put(tx: &Transaction, app: &App, who: &Member, standing: &Standing, ids: &[Uuid]) -> Result<u64> {
    let mut added = 0;
    for id in ids {
        added += u64::from(participants::add(tx, standing.course.id, *id).await?);
    }
    if added == 0 {
        return Ok(0);
    }
    participants::sync(tx, &app.secret, standing.course.id).await?;
    let people = wording::counted(added, "person", "people");
    let (programme, now) = (who.programme.id, app.clock.now());
    let act = format!("added {people} to the course");
    audit::record(tx, Some(programme), &who.person, &act, &standing.course.title, now.into()).await?;
    Ok(added)
}

/// The form for people who are not in the address book.
#[rocket::get("/programmes/<slug>/courses/<course>/participants/new")]
pub(crate) async fn new(
    slug: &str,
    course: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let _ = slug;
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let partners = participants::partners(app.db.read(), who.programme.id).await?;
    Page::of(&form(&who, site, &standing, &partners, &FormData::default(), Problems::default()))
}

fn form(
    who: &Member,
    site: &Arc<Site>,
    standing: &Standing,
    partners: &[Partner],
    entries: &FormData,
    problems: Problems,
) -> FormPage {
    let (slug, course) = (&who.programme.slug, standing.course.id);
    let chosen = entries.one("partner");
    let mut choices = vec![Choice::of("", "Library staff, or no organisation", [chosen])];
    choices.extend(
        partners.iter().map(|partner| Choice::of(partner.id.to_string(), partner.name.clone(), [chosen])),
    );
    let fields = vec![
        Field::new("people", "Names and addresses", Input::Text { rows: 10, value: entries.one("people").to_owned() })
            .hint("One person a line: Dana Whitfield <dana@example.org>, or the columns name and address pasted from \
                   a spreadsheet or a CSV file."),
        Field::new("partner", "Where those work who are new here", Input::Select(choices)),
    ];
    FormPage {
        frame: nav::frame(who, site, Place::Courses),
        trail: Some(Trail {
            above: crate::web::courses::above(who, &standing.course),
            here: "New people".to_owned(),
        }),
        heading: "Add new people".to_owned(),
        lead: vec!["Addresses that are in the address book already are not added to it again.".to_owned()],
        sections: vec![Section { title: None, lead: None, fields }],
        problems,
        action: at::new_course_participant(slug, course),
        button: "Add these people".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without adding", list(slug, course))),
    }
}

/// Adds them to the address book where they are new, and to the list.
#[rocket::post("/programmes/<slug>/courses/<course>/participants/new", data = "<entries>")]
pub(crate) async fn create(
    slug: &str,
    course: Uuid,
    entries: FormData,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let partners = participants::partners(app.db.read(), who.programme.id).await?;
    let mut problems = Problems::default();
    let chosen = entries.one("partner");
    let partner = partners.iter().find(|partner| partner.id.to_string() == chosen).map(|partner| partner.id);
    if partner.is_none() && !chosen.is_empty() {
        problems.add("partner", "Select where they work: what was selected is no longer there");
    }
    let people = pasted::read(entries.one("people")).unwrap_or_else(|why| {
        problems.add("people", why);
        Vec::new()
    });
    if !problems.is_empty() {
        return Answer::mend(&form(&who, site, &standing, &partners, &entries, problems));
    }
    let tx = write(&app.db).await?;
    partner_list::hold(&tx, who.programme.id).await?;
    let book = contacts::all(&tx, who.programme.id).await?;
    // The same address stands for the same person, however its letters are written.
    let mut known: HashMap<String, Uuid> =
        book.into_iter().map(|contact| (contact.email, contact.id)).collect();
    let (mut ids, mut added_now) = (Vec::with_capacity(people.len()), Vec::new());
    for (name, email) in people {
        let id = *known.entry(email.to_lowercase()).or_insert_with(|| {
            let new = new_contact(app, &who, partner, name, email);
            let id = new.id;
            added_now.push(new);
            id
        });
        ids.push(id);
    }
    contacts::add_all(&tx, &added_now).await?;
    let told = added(put(&tx, app, &who, &standing, &ids).await?);
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(list(slug, course), told))
}

fn new_contact(app: &App, who: &Member, partner: Option<Uuid>, name: String, email: String) -> Contact {
    Contact {
        id: Uuid::new_v4(),
        programme_id: who.programme.id,
        partner_id: partner,
        name,
        email,
        job: String::new(),
        phone: String::new(),
        can_say_yes: false,
        added_at: Some(app.clock.now().into()),
    }
}

/// Asks before somebody is taken off the list.
#[rocket::get("/programmes/<slug>/courses/<course>/participants/<id>/remove")]
pub(crate) async fn ask_remove(
    slug: &str,
    course: Uuid,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let person = on_list(app, course, id).await?;
    Page::of(&FormPage {
        frame: nav::frame(&who, site, Place::Courses),
        trail: Some(Trail { above: crate::web::courses::above(&who, &standing.course), here: "People".to_owned() }),
        heading: format!("Take {} off the list?", person.name),
        lead: vec![
            "Their personal links that are not used yet stop working, and no more letters about this course go to \
             them. Answers they gave stay counted. They stay in the address book."
                .to_owned(),
        ],
        sections: Vec::new(),
        problems: Problems::default(),
        action: at::course_participant_remove(slug, course, id),
        button: "Take them off the list".to_owned(),
        destroys: true,
        cancel: Some(Link::new("Back without doing it", list(slug, course))),
    })
}

async fn on_list(app: &App, course: Uuid, id: Uuid) -> Result<Contact> {
    let people = participants::of_course(app.db.read(), course).await?;
    people.into_iter().find(|person| person.id == id).ok_or(Error::NotFound)
}

/// Takes them off.
#[rocket::post("/programmes/<slug>/courses/<course>/participants/<id>/remove")]
pub(crate) async fn remove(
    slug: &str,
    course: Uuid,
    id: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = crate::web::courses::find(app, &who, course).await?;
    let person = on_list(app, course, id).await?;
    let tx = write(&app.db).await?;
    if participants::remove(&tx, course, id).await? {
        let now = app.clock.now().into();
        let act = "took a person off the list of the course";
        audit::record(&tx, Some(who.programme.id), &who.person, act, &standing.course.title, now).await?;
        tx.commit().await.map_err(StoreError::from)?;
    }
    Ok(Answer::on(list(slug, course), format!("{} is no longer on the list", person.name)))
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "courses/participants.html")]
pub(crate) struct Participants {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// “18 people take part”
    pub heading: String,
    /// What being on the list means.
    pub lead: String,
    /// What to do while nobody is on it.
    pub empty: Option<Empty>,
    /// Where new people are typed or pasted.
    pub new: Link,
    /// Where a file of people is sent.
    pub file: Link,
    /// Everybody on the list.
    pub people: Vec<Person>,
    /// Where the address book is searched, and people are added.
    pub address: String,
    /// What was searched for.
    pub sought: String,
    /// Whom the search found who is not on the list.
    pub found: Vec<Found>,
    /// What is said about the search: “12 contacts are not on the list”.
    pub told: String,
}

/// Somebody on the list.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Their name.
    pub name: String,
    /// Their address and organisation.
    pub detail: String,
    /// Takes them off.
    pub remove: Link,
}

/// Somebody in the address book.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Their id.
    pub id: String,
    /// Name, organisation and address.
    pub words: String,
}
