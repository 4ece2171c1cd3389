//! Who came: ticked on a list that works on a phone.

use std::collections::HashSet;

use askama::Template;
use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    store::{
        contacts::Contact,
        courses::Purpose,
        mailings::{Kind, State as Planned},
        participants, partners,
    },
    web::{
        at,
        courses::{load, overview::Standing, trail},
        http::{answer::Answer, desk::Desk, error::Result, form_data::FormData, guard::Trainer},
        parts::{
            frame::Frame,
            nav::Place,
            piece::{Link, Problem, Trail},
        },
    },
};

/// From so many people on the list can be searched.
const LONG: usize = 20;

/// Who came.
#[derive(Debug, Template)]
#[template(path = "courses/attendance.html")]
struct Attendance {
    frame: Frame,
    trail: Trail,
    problems: Vec<Problem>,
    /// “12 of 15 people came”
    heading: String,
    /// Who gets emails, and who does not.
    lead: Vec<String>,
    address: String,
    /// What was searched for; none where the list is short.
    sought: Option<String>,
    people: Vec<Person>,
    /// Where people are added, while nobody is on the list.
    add: Link,
    /// Whether anybody has said who came.
    is_taken: bool,
}

/// Somebody on the list.
#[derive(Debug)]
struct Person {
    id: Uuid,
    words: String,
    came: bool,
}

/// The list.
#[rocket::get("/programmes/<_>/courses/<course>/attendance?<q>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, course: Uuid, q: Option<&str>) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    Answer::page(&page(&desk, &standing, q.unwrap_or_default().trim(), Vec::new()).await?)
}

/// Keeps who is ticked; searching keeps it too.
#[rocket::post("/programmes/<_>/courses/<course>/attendance", data = "<entries>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let list: HashSet<Uuid> =
        participants::of_course(desk.db(), course).await?.into_iter().map(|person| person.id).collect();
    let sent = |name: &str| -> HashSet<Uuid> {
        entries.all(name).filter_map(|id| id.parse().ok()).filter(|id| list.contains(id)).collect()
    };
    let (shown, act) = (sent("shown"), entries.one("act"));
    let ticked = match act {
        "all" => shown.clone(),
        "none" => HashSet::new(),
        _ => sent("came"),
    };
    let address = at::course_attendance(desk.slug(), course);
    let page_of = |q: &str| at::query(address.clone(), &[("q", &(!q.is_empty()).then_some(q))]);
    let is_taken = participants::attendance(desk.db(), course).await?.is_some();
    let says_nothing = ticked.is_empty() && !is_taken && act != "none";
    if says_nothing && act == "search" {
        return Ok(Answer::to(page_of(entries.one("q"))));
    }
    if shown.is_empty() || (says_nothing && act != "clear") {
        let message = "Record attendance, or select “None of these came”".to_owned();
        let problem = Problem { target: "came-0".to_owned(), message };
        return Answer::mend(&page(&desk, &standing, entries.one("q"), vec![problem]).await?);
    }
    let shown: Vec<Uuid> = shown.into_iter().collect();
    let ticked: Vec<Uuid> = ticked.into_iter().collect();
    let came = (act != "clear").then_some(&*ticked);
    let tx = desk.change().await?;
    participants::note_attendance(&tx, course, &shown, came).await?;
    desk.done(tx, "recorded attendance at", &standing.course.title).await?;
    Ok(match act {
        "search" => Answer::to(page_of(entries.one("q"))),
        "clear" => Answer::on(address, "Attendance was cleared. Everybody on the list will be asked."),
        _ => Answer::on(page_of(entries.one("q")), "Saved"),
    })
}

async fn page(
    desk: &Desk<'_, Trainer>,
    standing: &Standing,
    sought: &str,
    problems: Vec<Problem>,
) -> Result<Attendance> {
    let (slug, course) = (desk.slug(), &standing.course);
    let mut people = participants::of_course(desk.db(), course.id).await?;
    let partners = partners::all(desk.db(), course.programme).await?;
    let attendance = participants::attendance(desk.db(), course.id).await?;
    let (all, needle) = (people.len(), sought.to_lowercase());
    let words = |person: &Contact| {
        let partner = partners.iter().find(|partner| Some(partner.id) == person.partner_id);
        format!("{}, {}", person.name, partner.map_or("library staff", |partner| &partner.name))
    };
    people.retain(|person| words(person).to_lowercase().contains(&needle));
    let came = |person: &Contact| attendance.as_ref().is_some_and(|came| came.contains(&person.id));
    Ok(Attendance {
        frame: desk.frame(Place::Courses),
        trail: trail(slug, course, "Who came"),
        problems,
        heading: match &attendance {
            None => "Who came?".to_owned(),
            Some(came) => {
                format!("{} of {} came", came.len(), wording::counted(all as u64, "person", "people"))
            }
        },
        lead: lead(standing, attendance.is_some()),
        address: at::course_attendance(slug, course.id),
        sought: (all > LONG).then(|| sought.to_owned()),
        people: people
            .iter()
            .map(|person| Person { id: person.id, words: words(person), came: came(person) })
            .collect(),
        add: Link::new("Add the people who take part", at::course_participants(slug, course.id)),
        is_taken: attendance.is_some(),
    })
}

/// Who gets emails about feedback, and what has gone already.
fn lead(standing: &Standing, is_taken: bool) -> Vec<String> {
    let mut lead = vec![
        if is_taken {
            "Only people who are ticked get emails about feedback and the follow-up. If you add people to \
             the list later, tick them too."
        } else {
            "Tick everybody who came. Once you save this, only they get emails about feedback and the \
             follow-up. Until then, everybody on the list does."
        }
        .to_owned(),
    ];
    let after = standing.own().filter(|asked| asked.purpose != Purpose::Before);
    let invited = after
        .flat_map(|asked| &asked.letters)
        .any(|letter| letter.kind == Kind::Invitation && letter.state == Planned::Done);
    if invited {
        lead.push(
            "An invitation has already been sent. What you tick here decides who gets later emails."
                .to_owned(),
        );
    }
    lead
}
