//! Who came: ticked on a list that works on a phone.

use std::collections::HashSet;

use askama::Template;
use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    store::{MailingKind, MailingState as Planned, Participant, RoundPurpose, participants},
    web::{
        Answer, Desk, FieldProblem, FormData, Frame, Link, MainPlace, Result, Trail, Trainer, at,
        courses::{CourseOverview, load, trail},
    },
};

/// From so many people on the list can be searched.
const LONG: u64 = 20;
/// People on one page of the list.
const PAGE: u64 = 100;

/// Who came.
#[derive(Debug, Template)]
#[template(path = "courses/attendance.html")]
struct Attendance {
    frame: Frame,
    trail: Trail,
    problems: Vec<FieldProblem>,
    /// “12 of 15 people came”
    heading: String,
    /// Who gets emails, and who does not.
    lead: Vec<String>,
    address: String,
    /// What was searched for; none where the list is short.
    sought: Option<String>,
    /// Which page of the list this is, and how many there are.
    page: (u64, u64),
    people: Vec<Person>,
    /// Why there is nobody to tick.
    nobody: &'static str,
    /// Where people are added, while nobody is on the list.
    add: Link,
    /// Where somebody is added who came and is not on it.
    new: Link,
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
#[rocket::get("/programmes/<_>/courses/<course>/attendance?<q>&<page>")]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    q: Option<&str>,
    page: Option<u64>,
) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let part = (q.unwrap_or_default(), page.unwrap_or(1));
    Answer::page(&list(&desk, &standing, part, Vec::new()).await?)
}

/// Keeps who is ticked; searching and turning a page keep it too.
#[rocket::post("/programmes/<_>/courses/<course>/attendance", data = "<entries>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let on_list = participants::ids(desk.db(), course).await?;
    let sent = |name: &str| -> HashSet<Uuid> {
        entries.all(name).filter_map(|id| id.parse().ok()).filter(|id| on_list.contains(id)).collect()
    };
    let (shown, act) = (sent("shown"), entries.one("act"));
    let ticked = match act {
        "all" => shown.clone(),
        "none" => HashSet::new(),
        _ => sent("came"),
    };
    let here = entries.one("page").parse().unwrap_or(1_u64);
    let next = match act {
        "search" => 1,
        "next" => here.saturating_add(1),
        "previous" => here.saturating_sub(1),
        _ => here,
    };
    let turns = matches!(act, "search" | "next" | "previous");
    let address = at::course_attendance(desk.slug(), course);
    let q = entries.one("q");
    let on = at::query(
        address.clone(),
        &[("q", &(!q.is_empty()).then_some(q)), ("page", &(next > 1).then_some(next))],
    );
    let is_taken = participants::came(desk.db(), course).await?.is_some();
    let says_nothing = ticked.is_empty() && !is_taken && act != "none";
    if turns && (says_nothing || shown.is_empty()) {
        return Ok(Answer::to(on));
    }
    if shown.is_empty() || (says_nothing && act != "clear") {
        let message = "Tick who came, or select “None of these came”".to_owned();
        let problem = FieldProblem { target: "came-0".to_owned(), message };
        return Answer::mend(&list(&desk, &standing, (q, here), vec![problem]).await?);
    }
    let shown: Vec<Uuid> = shown.into_iter().collect();
    let ticked: Vec<Uuid> = ticked.into_iter().collect();
    let came = (act != "clear").then_some(&*ticked);
    let tx = desk.change().await?;
    participants::note_attendance(&tx, course, &shown, came).await?;
    desk.done(tx, "recorded attendance at", &standing.course.title).await?;
    Ok(match act {
        "clear" => Answer::on(address, "Attendance was cleared. Everybody on the list will be asked."),
        _ => Answer::on(on, "Saved"),
    })
}

async fn list(
    desk: &Desk<'_, Trainer>,
    standing: &CourseOverview,
    (sought, page): (&str, u64),
    problems: Vec<FieldProblem>,
) -> Result<Attendance> {
    let (slug, course) = (desk.slug(), &standing.course);
    // No database takes NUL in text.
    let sought = sought.trim().replace('\0', "");
    let came = participants::came(desk.db(), course.id).await?;
    let all = participants::count(desk.db(), course.id).await?;
    let page = page.clamp(1, all.div_ceil(PAGE).max(1));
    let part = ((page - 1) * PAGE, PAGE);
    let (found, people) = participants::page(desk.db(), course, &sought, part).await?;
    let words = |person: &Participant| {
        format!("{}, {}", person.name, person.partner.as_deref().unwrap_or("library staff"))
    };
    Ok(Attendance {
        frame: desk.frame(MainPlace::Courses),
        trail: trail(slug, course, "Who came"),
        problems,
        heading: match came {
            None => "Who came?".to_owned(),
            Some(came) => {
                format!("{came} of {} came", wording::counted(all, "person", "people"))
            }
        },
        lead: lead(standing, came.is_some()),
        address: at::course_attendance(slug, course.id),
        sought: (all > LONG).then_some(sought),
        page: (page, found.div_ceil(PAGE)),
        people: people
            .iter()
            .map(|person| Person { id: person.id, words: words(person), came: person.came == Some(true) })
            .collect(),
        nobody: if all == 0 { "Nobody is on the list yet." } else { "No matches." },
        new: Link::new("Add somebody who isn’t on the list", at::new_course_participant(slug, course.id)),
        add: Link::new("Add the people who take part", at::course_participants(slug, course.id)),
        is_taken: came.is_some(),
    })
}

/// Who gets emails about feedback, and what has gone already.
fn lead(standing: &CourseOverview, is_taken: bool) -> Vec<String> {
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
    let after = standing.own().filter(|asked| asked.purpose != RoundPurpose::Before);
    let invited = after
        .flat_map(|asked| &asked.letters)
        .any(|letter| letter.kind == MailingKind::Invitation && letter.state == Planned::Done);
    if invited {
        lead.push(
            "An invitation has already been sent. What you tick here decides who gets later emails."
                .to_owned(),
        );
    }
    lead
}
