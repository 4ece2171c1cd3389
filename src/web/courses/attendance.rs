//! Who came: ticked on a list that works on a phone.

use askama::Template;
use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{ListPage, MailingKind, MailingState as Planned, Participant, Place, RoundPurpose, participants},
    web::{
        Answer, Desk, FieldProblem, FormData, Frame, HiddenField, Link, MainPlace, Result, Trail, Trainer,
        at,
        courses::{CourseOverview, load, trail},
        pager,
    },
};

/// From so many people on the list can be searched.
const LONG: u64 = 20;
/// People on one page of the list.
const PAGE: usize = 100;

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
    /// The page of the list, which the form comes back to.
    carried: Vec<HiddenField>,
    /// “100 of 250 people are on this page”; none where the list has one page.
    part: Option<String>,
    people: ListPage<Person>,
    /// Whether somebody is found on another page than this, which is left.
    is_left: bool,
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
#[rocket::get("/programmes/<_>/courses/<course>/attendance?<q>&<after>&<before>")]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    q: Option<&str>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let sought = q.unwrap_or_default();
    let page = list(&desk, &overview, (sought, Place::of(after, before)), Vec::new()).await?;
    if page.is_left {
        return Ok(Answer::to(address(&desk, course, sought, Place::First)));
    }
    Answer::page(&page)
}

/// The address of a page of the list.
fn address(desk: &Desk<'_, Trainer>, course: Uuid, sought: &str, place: Place) -> String {
    let list = at::course_attendance(desk.slug(), course);
    pager::to(&at::query(list, &[("q", &(!sought.is_empty()).then_some(sought))]), place)
}

/// Keeps who is ticked; searching and turning a page keep it too.
#[rocket::post("/programmes/<_>/courses/<course>/attendance", data = "<entries>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, course: Uuid, entries: FormData) -> Result<Answer> {
    let overview = load(&desk, course).await?;
    let on_list = participants::ids(desk.db(), course).await?;
    // In the order of the page.
    let sent = |name: &str| -> Vec<Uuid> {
        entries.all(name).filter_map(|id| id.parse().ok()).filter(|id| on_list.contains(id)).collect()
    };
    let (shown, act) = (sent("shown"), entries.one("act"));
    let ticked = match act {
        "all" => shown.clone(),
        "none" => Vec::new(),
        _ => sent("came"),
    };
    let here = Place::of(Some(entries.one("after")), Some(entries.one("before")));
    let next = match (act, shown.first(), shown.last()) {
        ("search", ..) => Place::First,
        ("next", _, Some(last)) => Place::After(*last),
        ("previous", Some(first), _) => Place::Before(*first),
        _ => here,
    };
    let turns = matches!(act, "search" | "next" | "previous");
    let q = entries.one("q");
    let on = address(&desk, course, q, next);
    let is_taken = participants::came(desk.db(), course).await?.is_some();
    let says_nothing = ticked.is_empty() && !is_taken && act != "none";
    if turns && (says_nothing || shown.is_empty()) {
        return Ok(Answer::to(on));
    }
    if shown.is_empty() || (says_nothing && act != "clear") {
        let message = "Tick who came, or select “None of these came”".to_owned();
        let problem = FieldProblem { target: "came-0".to_owned(), message };
        return Answer::mend(&list(&desk, &overview, (q, here), vec![problem]).await?);
    }
    let came = (act != "clear").then_some(&*ticked);
    let tx = desk.change().await?;
    participants::note_attendance(&tx, course, &shown, came).await?;
    desk.done(tx, "recorded attendance at", &overview.course.title).await?;
    Ok(match act {
        "clear" => Answer::on(
            at::course_attendance(desk.slug(), course),
            "Attendance was cleared. Everybody on the list will be asked.",
        ),
        _ => Answer::on(on, "Saved"),
    })
}

async fn list(
    desk: &Desk<'_, Trainer>,
    overview: &CourseOverview,
    (sought, place): (&str, Place),
    problems: Vec<FieldProblem>,
) -> Result<Attendance> {
    let (slug, course) = (desk.slug(), &overview.course);
    // No database takes NUL in text.
    let sought = sought.trim().replace('\0', "");
    let came = participants::came(desk.db(), course.id).await?;
    let all = participants::count(desk.db(), course.id).await?;
    let (found, page) = participants::page(desk.db(), course, &sought, (place, PAGE)).await?;
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
        lead: lead(overview, came.is_some()),
        address: at::course_attendance(slug, course.id),
        sought: (all > LONG).then_some(sought),
        carried: pager::carried(place),
        part: (found > PAGE as u64).then(|| {
            format!("{} of {} are on this page", page.rows.len(), wording::counted(found, "person", "people"))
        }),
        is_left: page.rows.is_empty() && found > 0,
        people: ListPage {
            rows: page
                .rows
                .iter()
                .map(|person| Person { id: person.id, words: words(person), came: person.came == Some(true) })
                .collect(),
            before: page.before,
            after: page.after,
        },
        nobody: if all == 0 { "Nobody is on the list yet." } else { "No matches." },
        new: Link::new("Add somebody who isn’t on the list", at::new_course_participant(slug, course.id)),
        add: Link::new("Add the people who take part", at::course_participants(slug, course.id)),
        is_taken: came.is_some(),
    })
}

/// Who gets emails about feedback, and what has gone already.
fn lead(overview: &CourseOverview, is_taken: bool) -> Vec<String> {
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
    let after = overview.own().filter(|asked| asked.purpose != RoundPurpose::Before);
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
