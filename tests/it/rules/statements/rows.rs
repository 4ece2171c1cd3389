//! A page of a list reads what it shows, however long the list is.

use common_ground::{
    store::{
        audit,
        courses::{self, Course, CourseState},
        invitations, participants,
        people::{self, PersonRole},
        promises::{self, NewPromise, PromiseOrigin},
        rounds::{self, Round, new_code},
        write,
    },
    survey::{audience::Audience, round::RoundState},
};
use jiff::{ToSpan, tz::TimeZone};
use uuid::Uuid;

use crate::support::{api::Program, app::TestApp};

/// Entries of every list.
const MANY: usize = 800;
/// Rows that a page may read: fifty entries or a hundred with what is told beside each, and on the page of results the latest
/// two hundred surveys, which are set against each other.
const MOST: u64 = 700;

/// Lists of a programme.
const LISTS: [&str; 15] = [
    "",
    "/partners",
    "/partners?q=school",
    "/partners?q=person",
    "/partners?kind=school",
    "/partners/library",
    "/partners/due",
    "/courses",
    "/results",
    "/promises",
    "/promises?state=open",
    "/promises?state=overdue",
    "/people",
    "/audit",
    "/settings",
];

fn course(app: &TestApp, number: usize) -> Course {
    let starts_at = app.now() - (24 * i64::try_from(number).unwrap()).hours();
    Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: format!("Pilot course {number}"),
        place: "East Ham".to_owned(),
        starts_at,
        ends_at: starts_at + 6.hours(),
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: starts_at + 72.hours(),
        frozen_at: None,
        trainers: String::new(),
        state: CourseState::WithoutSummary,
    }
}

/// Many of everything that lists show; a round to which many are invited, and a course at which many were.
async fn filled(app: &TestApp) -> (Round, Uuid) {
    let programme = app.programme.id;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let mut invited = Vec::new();
    let tx = write(&app.app.db).await.unwrap();
    for number in 0..MANY {
        let name = format!("School {number:03}");
        let partner = invitations::add_partner(&tx, programme, &name, "school").await.unwrap();
        let staff = format!("staff{number}@library.example.org");
        invitations::add_contact(&tx, programme, None, "Library Staff", &staff).await.unwrap();
        let email = format!("person{number}@school{number}.example.org");
        let contact =
            invitations::add_contact(&tx, programme, Some(partner), "A. Person", &email).await.unwrap();
        invited.push(contact);
        let (link, until) = (Uuid::new_v4(), round.closes_at);
        invitations::invite(&tx, link, round.id, contact, link.to_string(), until).await.unwrap();
        let promise = NewPromise::new(programme, PromiseOrigin::Agreement, format!("Promise {number}"));
        let due = (app.now() - 48.hours()).to_zoned_datetime(TimeZone::UTC).date();
        let promise = NewPromise { partner: Some(partner), due: Some(due), ..promise };
        promises::add(&tx, promise).await.unwrap();
        let email = format!("trainer{number}@library.example.org");
        let person = people::add(&tx, &email, "A. Trainer", None, app.now()).await.unwrap();
        people::join(&tx, person, programme, PersonRole::Trainer).await.unwrap();
        audit::record_command(&tx, programme, "counted", &name, app.now()).await.unwrap();
        courses::add(&tx, &course(app, number + 100)).await.unwrap();
        let closed =
            Round { id: Uuid::new_v4(), code: new_code(), state: RoundState::Closed, ..round.clone() };
        rounds::add(&tx, &closed).await.unwrap();
    }
    let held = course(app, 99);
    courses::add(&tx, &held).await.unwrap();
    participants::add(&tx, held.id, &invited).await.unwrap();
    tx.commit().await.unwrap();
    (round, held.id)
}

#[rocket::async_test]
async fn a_list_reads_no_more_rows_than_it_shows() {
    let app = TestApp::start().await;
    let (round, course) = Box::pin(filled(&app)).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let home = "/programmes/reading";
    let mut lists: Vec<String> = LISTS.iter().map(|list| format!("{home}{list}")).collect();
    lists.push(format!("{home}/rounds/{}", round.code));
    lists.push(format!("{home}/rounds/{}/invitations", round.code));
    lists.push(format!("{home}/courses/{course}/attendance"));
    let mut read = Vec::new();
    for list in &lists {
        // What the service remembers for a moment is remembered.
        admin.get(list).await.has_status(200);
        let before = app.app.db.rows_found();
        admin.get(list).await.has_status(200);
        read.push((list.clone(), app.app.db.rows_found() - before));
    }
    let program = Program::trainer(&app).await;
    for list in ["partners", "contacts", "courses", "rounds", "promises"] {
        let address = format!("/api/v1{home}/{list}?limit=100");
        program.get(&address).await.has_status(200);
        let before = app.app.db.rows_found();
        program.get(&address).await.has_status(200);
        read.push((address, app.app.db.rows_found() - before));
    }
    read.retain(|(_, rows)| *rows > MOST);
    assert!(read.is_empty(), "{read:#?}");
}
