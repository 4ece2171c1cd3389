//! Everybody who takes part, and the address book to add people from.

use askama::Template;
use uuid::Uuid;

use crate::{
    store::{ListPage, Participant, Place, candidates::For, contacts, participants},
    survey::Side,
    web::{
        Answer, ButtonAct, Desk, Empty, Field, FieldInput, FieldProblem, FormData, FormProblems, Frame, Link,
        MainPlace, Result, Search, Trail, Trainer, at,
        courses::{
            CourseOverview, load,
            participants::{added, not_asked, put},
            trail,
        },
        finder::{self, Finder, Sought},
        pager,
    },
};

/// People on one page of the list.
const PAGE: usize = 100;

/// What part of a long list is shown.
#[derive(Debug, Default)]
struct Listed<'a> {
    /// Words of the name, the address or the organisation.
    named: Option<&'a str>,
    place: Place,
}

#[derive(Debug, Template)]
#[template(path = "courses/participants/index.html")]
struct Index {
    frame: Frame,
    /// Why those ticked were not added.
    problems: FormProblems,
    trail: Trail,
    /// “18 people take part”
    heading: String,
    /// What being on the list means.
    lead: &'static str,
    empty: Option<Empty>,
    /// Where new people are typed or pasted.
    new: Link,
    /// Where it is ticked who came, once there is anybody.
    attendance: Option<Link>,
    /// Where a file of people is sent.
    file: Link,
    /// Searches a list of several pages.
    search: Option<Search>,
    /// Those on this page of the list.
    people: Vec<Person>,
    /// The addresses of everybody on the list, to write to them about a change.
    addresses: String,
    /// The pages of the list before and after this.
    pages: Vec<Link>,
    /// The contacts who are not on it.
    finder: Finder,
}

impl Index {
    fn wrong(&self) -> Vec<FieldProblem> {
        self.finder.summary(&self.problems)
    }
}

#[derive(Debug)]
struct Person {
    name: String,
    /// Their organisation and address.
    detail: String,
    remove: Link,
}

#[rocket::get("/programmes/<_>/courses/<course>/participants?<named>&<after>&<before>&<sought..>")]
pub(crate) async fn index(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    named: Option<&str>,
    after: Option<&str>,
    before: Option<&str>,
    sought: Sought,
) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let listed = Listed { named, place: Place::of(after, before) };
    Answer::page(&page(&desk, &overview, &listed, &sought, &[], FormProblems::default()).await?)
}

/// The page, with whom somebody ticked and why they cannot be added.
async fn page(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    listed: &Listed<'_>,
    sought: &Sought,
    ticked: &[Uuid],
    problems: FormProblems,
) -> Result<Index> {
    let course = overview.course.id;
    let (slug, db) = (desk.slug(), desk.db());
    let all = participants::count(db, course).await?;
    // No database takes NUL in text.
    let named = listed.named.map(|named| named.trim().replace('\0', "")).unwrap_or_default();
    let (found, people) = participants::page(db, &overview.course, &named, (listed.place, PAGE)).await?;
    let sides = overview.sides();
    let asks_both = sides.len() > 1 && overview.own().next().is_some();
    let person = |person: &Participant| Person {
        name: person.name.clone(),
        detail: detail(person, &sides),
        remove: Link::new("Remove", at::course_participant_remove(slug, course, person.id))
            .about(&person.name),
    };
    let address = at::course_participants(slug, course);
    let list = at::query(address.clone(), &[("named", &(!named.is_empty()).then_some(&named))]);
    Ok(Index {
        frame: desk.frame(MainPlace::Courses),
        problems,
        trail: trail(slug, &overview.course, "People"),
        heading: heading(all),
        lead: if asks_both {
            "Everybody on this list gets a personal link to each survey of the course. Partners get the \
             partner version, everybody else the library staff version."
        } else {
            "Everybody on this list gets a personal link to each survey of the course."
        },
        attendance: (all > 0).then(|| Link::new("Record attendance", at::course_attendance(slug, course))),
        empty: (all == 0).then(|| Empty {
            sentence: "Add people from your contacts or a file, or paste their names and email addresses."
                .to_owned(),
            next: None,
        }),
        new: Link::new("Add new people", at::new_course_participant(slug, course)),
        file: Link::new("Add people from a file", at::course_participants_import(slug, course)),
        search: (all > PAGE as u64).then(|| Search {
            action: address.clone(),
            fields: vec![Field::typed("search", "named", "Find somebody on the list", &*named)],
        }),
        people: people.rows.iter().map(person).collect(),
        addresses: participants::emails(db, course).await?.join("; "),
        pages: pages(&people, found, &list),
        finder: Finder::new(desk, For::Course(&overview.course), address, sought, ticked).await?,
    })
}

/// Links to the pages beside one of the list at an address; to the first from one that everybody has left.
fn pages(people: &ListPage<Participant>, found: u64, list: &str) -> Vec<Link> {
    let is_left = people.rows.is_empty() && found > 0;
    let ways = [
        ("First page", is_left.then_some(Place::First)),
        ("Previous page", people.before),
        ("Next page", people.after),
    ];
    let link = |(label, place): (&str, Option<Place>)| {
        Some(Link::new(label, pager::to(list, place?)).about("of the list"))
    };
    ways.into_iter().filter_map(link).collect()
}

fn heading(people: u64) -> String {
    match people {
        0 => "Nobody takes part yet".to_owned(),
        1 => "One person takes part".to_owned(),
        more => format!("{more} people take part"),
    }
}

/// Where somebody works, how they are reached, and what is known of them at this course.
fn detail(person: &Participant, sides: &[Side]) -> String {
    let works = person.partner.as_deref().unwrap_or("library staff");
    let mut parts = vec![match person.email.as_str() {
        "" => format!("{works}, {} · no email address, so can’t be invited by email", person.phone),
        email => format!("{works}, {email}"),
    }];
    let side = person.side();
    if !sides.contains(&side) {
        parts.push(format!("Won’t be asked: this course doesn’t ask {}", side.people()));
    }
    parts.extend(person.came.map(|came| if came { "Came" } else { "Not marked as attended" }.to_owned()));
    parts.join(". ")
}

/// Puts those who were ticked on the list, or everybody who was found and is asked.
#[rocket::post("/programmes/<_>/courses/<course>/participants", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let chosen = finder::chosen(&desk, For::Course(&overview.course), &entries).await?;
    let mut people = contacts::with_ids(desk.db(), desk.programme().id, &chosen).await?;
    let others = not_asked(&overview, &people);
    if entries.is_on("all") {
        let sides = overview.sides();
        people.retain(|contact| sides.contains(&participants::side(contact)));
    }
    let ids: Vec<Uuid> = people.iter().map(|contact| contact.id).collect();
    let wrong = match &others {
        Some(why) if !entries.is_on("all") || ids.is_empty() => Some(why.clone()),
        None if ids.is_empty() => Some("Select the people to add".to_owned()),
        _ => None,
    };
    if let Some(wrong) = wrong {
        let problems = FormProblems::one("contact", wrong);
        let sought = Sought::of(&entries);
        let page = page(&desk, &overview, &Listed::default(), &sought, &ids, problems).await?;
        // Somebody else may have added the last of them.
        return if page.finder.found.is_some() { Answer::mend(&page) } else { Answer::page(&page) };
    }
    let tx = desk.change().await?;
    let flash = added(put(&desk, tx, &overview, &ids).await?);
    let flash =
        others.map_or_else(|| flash.clone(), |others| format!("{flash}. Not put on the list: {others}"));
    Ok(Answer::on(at::course_participants(desk.slug(), course), flash))
}
