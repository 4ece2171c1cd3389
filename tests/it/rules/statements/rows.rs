//! A page of a list reads what it shows, however long the list is.

use common_ground::{
    store::{
        audit,
        contacts::{self, Contact},
        courses::{self, Course, CourseState},
        custom_surveys, invitations, participants,
        partners::{self, Partner},
        people::{self, PersonRole},
        promises::{self, Asker, NewPromise, PromiseOrigin},
        rounds::{self, Round, new_code},
        write,
    },
    survey::{
        audience::Audience,
        editor::blank,
        round::{RoundState, Side},
    },
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
const LISTS: [&str; 19] = [
    "",
    "/partners",
    "/partners?q=school",
    "/partners?q=person",
    "/partners?kind=school",
    "/partners/library",
    "/partners/due",
    "/partners/stopped",
    "/courses",
    "/results",
    "/surveys",
    "/promises",
    "/promises?state=open",
    "/promises?state=overdue",
    "/promises/poster",
    "/settings/you-asked",
    "/people",
    "/audit",
    "/settings",
];

/// What anybody may read.
const PUBLIC: &str = "/you-asked/reading";

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
        let promise = promises::add(&tx, promise).await.unwrap();
        promises::release(&tx, promise, "Asked for", "").await.unwrap();
        let email = format!("trainer{number}@library.example.org");
        let person = people::add(&tx, &email, "A. Trainer", None, app.now()).await.unwrap();
        people::join(&tx, person, programme, PersonRole::Trainer).await.unwrap();
        let survey = blank(String::new(), &format!("Survey {number:03}"), vec![Side::Partner]);
        custom_surveys::begin(&tx, (programme, Uuid::new_v4()), survey, app.now()).await.unwrap();
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
    lists.push(format!("{home}/surveys/partner_expect"));
    lists.push(format!("{home}/rounds/{}", round.code));
    lists.push(format!("{home}/rounds/{}/invitations", round.code));
    lists.push(format!("{home}/courses/{course}/attendance"));
    let mut read = Vec::new();
    for list in &lists {
        // What the service remembers for a moment is remembered at the second visit, or on a busy machine at a later one.
        let mut fewest = u64::MAX;
        for _ in 0..4 {
            let before = app.app.db.rows_found();
            admin.get(list).await.has_status(200);
            fewest = fewest.min(app.app.db.rows_found() - before);
        }
        read.push((list.clone(), fewest));
    }
    let program = Program::trainer(&app).await;
    for list in ["partners", "contacts", "courses", "rounds", "promises", "surveys"] {
        let address = format!("/api/v1{home}/{list}?limit=100");
        program.get(&address).await.has_status(200);
        let before = app.app.db.rows_found();
        program.get(&address).await.has_status(200);
        read.push((address, app.app.db.rows_found() - before));
    }
    admin.post("/programmes/reading/settings/you-asked", &[("act", "publish")]).await.has_status(303);
    let anybody = app.visitor().await;
    let before = app.app.db.rows_found();
    anybody.get(PUBLIC).await.has_status(200);
    read.push((PUBLIC.to_owned(), app.app.db.rows_found() - before));
    read.retain(|(_, rows)| *rows > MOST);
    assert!(read.is_empty(), "{read:#?}");
}

/// Bytes of a form: of one that offers everybody they would be many times as many.
const LARGEST: usize = 60_000;

/// Many partners, each with a contact, many library staff, and many managers with accounts.
async fn peopled(app: &TestApp) -> (Vec<Partner>, Vec<Contact>) {
    let programme = app.programme.id;
    let kind = "school".to_owned();
    let named = |number: usize| Partner {
        id: Uuid::new_v4(),
        programme_id: programme,
        name: format!("School {number:03}"),
        kind: kind.clone(),
    };
    let all: Vec<Partner> = (0..MANY).map(named).collect();
    let person = |number: usize, partner: Option<Uuid>, host: &str| Contact {
        id: Uuid::new_v4(),
        programme_id: programme,
        partner_id: partner,
        name: format!("Person {number:03}"),
        email: format!("person{number}@{host}.example.org"),
        job: String::new(),
        phone: String::new(),
        can_say_yes: false,
        added_at: Some(app.now()),
        left_at: None,
    };
    let theirs = all.iter().enumerate().map(|(number, school)| person(number, Some(school.id), "school"));
    let staff = (0..MANY).map(|number| person(number, None, "library"));
    let people: Vec<Contact> = theirs.chain(staff).collect();
    let tx = write(&app.app.db).await.unwrap();
    partners::add_all(&tx, &all).await.unwrap();
    contacts::add_all(&tx, &people).await.unwrap();
    for number in 0..MANY {
        let email = format!("manager{number}@library.example.org");
        let name = format!("Manager {number:03}");
        let manager = people::add(&tx, &email, &name, None, app.now()).await.unwrap();
        people::join(&tx, manager, programme, PersonRole::Manager).await.unwrap();
    }
    tx.commit().await.unwrap();
    (all, people)
}

#[rocket::async_test]
async fn a_form_offers_no_more_than_can_be_looked_through() {
    let app = TestApp::start().await;
    let (all, people) = Box::pin(peopled(&app)).await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    let (held, partner, contact) = (course(&app, 0), all[700].id, people[700].id);
    let new = NewPromise::new(app.programme.id, PromiseOrigin::Agreement, "A box of books");
    let asked = NewPromise { asker: Asker::Contact, asker_contact: Some(contact), ..new };
    let new = NewPromise { partner: Some(partner), ..asked };
    let tx = write(&app.app.db).await.unwrap();
    courses::add(&tx, &held).await.unwrap();
    courses::meet(&tx, held.id, &[partner]).await.unwrap();
    let promise = promises::add(&tx, new).await.unwrap();
    tx.commit().await.unwrap();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let course = held.id;
    let forms = [
        format!("partners/{partner}/merge"),
        format!("partners/{partner}/merge?q=school"),
        format!("partners/{partner}/merge?into={}", all[1].id),
        format!("partners/{partner}/health/plan"),
        format!("contacts/{contact}/edit"),
        format!("promises/new?partner={partner}"),
        format!("promises/{promise}/edit"),
        format!("rounds/{}/people", round.code),
        format!("rounds/{}/people/new", round.code),
        format!("courses/{course}"),
        format!("courses/{course}/edit"),
        format!("courses/{course}/participants"),
        format!("courses/{course}/participants/new"),
        format!("courses/{course}/summary/recipients"),
        format!("courses/new?like={course}"),
        "courses/new".to_owned(),
        "promises/new".to_owned(),
        "rounds/new".to_owned(),
    ];
    let mut large = Vec::new();
    for form in &forms {
        let address = format!("/programmes/reading/{form}");
        // What the service remembers for a moment is remembered.
        trainer.get(&address).await.has_status(200);
        let before = app.app.db.rows_found();
        let page = trainer.get(&address).await;
        let (rows, bytes) = (app.app.db.rows_found() - before, page.has_status(200).body.len());
        if rows > MOST || bytes > LARGEST {
            large.push(format!("{form}: {rows} rows, {bytes} bytes"));
        }
    }
    assert!(large.is_empty(), "{large:#?}");
}

#[rocket::async_test]
async fn whoever_names_people_has_them_looked_up_and_not_every_contact() {
    let app = TestApp::start().await;
    let (_, people) = Box::pin(peopled(&app)).await;
    let held = course(&app, 0);
    courses::add(app.app.db.write_one(), &held).await.unwrap();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = "/programmes/reading";
    let known = people.iter().find(|one| one.partner_id.is_none()).unwrap();
    let named = format!("Somebody <{}>\nNew <new@library.example.org>", known.email.to_uppercase());
    let round = [
        ("survey", "staff_needs"),
        ("side", "library"),
        ("privacy", "anonymous"),
        ("audience", "both"),
        ("opens", ""),
        ("opens_time", "09:00"),
        ("closes", "2026-06-05"),
        ("closes_time", "17:00"),
        ("people", &*named),
    ];
    let listed = [("people", &*named), ("partner", "")];
    let new = format!("{home}/courses/{}/participants/new", held.id);
    for (address, form) in [(format!("{home}/rounds"), &round[..]), (new, &listed[..])] {
        let before = app.app.db.rows_found();
        trainer.post(&address, form).await.has_status(303);
        let rows = app.app.db.rows_found() - before;
        // Two lists of organisations are read until they prove too long to choose from.
        assert!(rows < 450, "{address}: {rows} rows of {}", people.len());
    }
    let all = contacts::all(app.app.db.read(), app.programme.id).await.unwrap();
    assert_eq!(all.len(), people.len() + 1, "one of the two is new, once");
    assert_eq!(participants::ids(app.app.db.read(), held.id).await.unwrap().len(), 2);
}
