//! A page of a list reads what it shows, however long the list is.

use common_ground::{
    store::{
        Transaction, agreements, audit,
        contacts::{self, Contact},
        courses::{self, Course, CourseState},
        custom_surveys,
        failures::{self, StoredFailure},
        health::{self, Health, HealthReply, ReplyKind},
        invitations, participants,
        partners::{self, Partner},
        people::{self, PersonRole},
        promises::{self, Asker, NewPromise, PromiseOrigin},
        rounds::{self, Round},
        write,
    },
    survey::{
        agreement::Agreement,
        audience::Audience,
        editor::blank,
        round::{RoundState, Side},
    },
};
use common_ground_reports::health::ConditionInput;
use jiff::{ToSpan, tz::TimeZone};
use uuid::Uuid;

use crate::support::{api::Program, app::TestApp, upload};

/// Entries of every list.
const MANY: usize = 800;
/// Finished health checks: the figures over all partnerships are of all of them.
const CHECKS: usize = 250;
/// Rounds of each of them.
const ROUNDS_OF_CHECK: usize = 3;
/// Conditions of each of them that are low on both sides; all but one have a reply.
const LOW: [&str; 3] = ["work_trust", "work_aims", "work_time"];
/// Rows that a page may read: fifty entries or a hundred with what is told beside each, and on the page of results the latest
/// two hundred surveys, which are set against each other.
const MOST: u64 = 700;

/// What short codes are made of.
const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// The short code of one of many rounds, which no other has.
fn code(number: usize) -> String {
    let letter = |place: u32| char::from(LETTERS[number / LETTERS.len().pow(place) % LETTERS.len()]);
    (0..6).map(letter).collect()
}

/// Lists of a programme.
const LISTS: [&str; 21] = [
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
    "/results/partnerships",
    "/surveys",
    "/promises",
    "/promises?state=open",
    "/promises?state=overdue",
    "/promises/poster",
    "/settings/you-asked",
    "/people",
    "/audit",
    "/settings",
    "/settings/attention",
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

/// A course to come with somebody on its list, an open round of no course, and a task about it that failed: what the home page
/// tells of.
async fn goes_on(app: &TestApp, tx: &Transaction, number: usize, (round, contact): (&Round, Uuid)) {
    let starts_at = app.now() + (24 * i64::try_from(number + 1).unwrap()).hours();
    let to_come = Course {
        starts_at,
        ends_at: starts_at + 6.hours(),
        summary_at: starts_at + 72.hours(),
        state: CourseState::Planned,
        ..course(app, number)
    };
    courses::add(tx, &to_come).await.unwrap();
    participants::add(tx, to_come.id, &[contact]).await.unwrap();
    let open = Round { id: Uuid::new_v4(), code: code(number), ..round.clone() };
    rounds::add(tx, &open).await.unwrap();
    let failure = StoredFailure {
        step: "close".to_owned(),
        subject_id: open.id,
        programme_id: Some(app.programme.id),
        error: "the survey cannot be read".to_owned(),
        first_at: app.now(),
        last_at: app.now(),
        tries: 1,
        next_at: app.now() + 1.hours(),
    };
    failures::keep(tx, failure).await.unwrap();
}

/// A finished health check with rounds of its own, and a condition that waits for a reply.
async fn checked(app: &TestApp, tx: &Transaction, number: usize, (round, partner): (&Round, Uuid)) {
    let mut ids = Vec::new();
    for place in 0..ROUNDS_OF_CHECK {
        let code = code(2 * MANY + number * ROUNDS_OF_CHECK + place);
        let asked = Round { id: Uuid::new_v4(), code, state: RoundState::Closed, ..round.clone() };
        rounds::add(tx, &asked).await.unwrap();
        ids.push(asked.id);
    }
    let low = |key: &str| ConditionInput {
        key: key.to_owned(),
        label: key.to_owned(),
        library: [2].into_iter().collect(),
        partner: [1].into_iter().collect(),
    };
    let check = Health {
        id: Uuid::new_v4(),
        partner_id: partner,
        opens_at: app.now() - 240.hours(),
        closes_at: app.now() - 24.hours(),
        unsealed_at: Some(app.now() - 24.hours()),
        figures: LOW.map(low).to_vec(),
    };
    health::add(tx, &check, &ids, &[]).await.unwrap();
    for item in &LOW[1..] {
        let reply = HealthReply {
            check_id: check.id,
            item: (*item).to_owned(),
            kind: ReplyKind::WeAccept,
            words: String::new(),
            talk_on: None,
            promise_id: None,
            by: "A. Trainer".to_owned(),
            at: app.now(),
        };
        health::reply(tx, &reply).await.unwrap();
    }
}

/// Many of everything that lists show; a round to which many are invited, and a course at which many were.
async fn filled(app: &TestApp) -> (Round, Uuid, Uuid) {
    let programme = app.programme.id;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let (mut invited, mut partners) = (Vec::new(), Vec::new());
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
        partners.push(partner);
        agreements::add(&tx, partner, 1, &Agreement::default(), app.now()).await.unwrap();
        goes_on(app, &tx, number, (&round, contact)).await;
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
        let (id, code) = (Uuid::new_v4(), code(MANY + number));
        let closed = Round { id, code, state: RoundState::Closed, ..round.clone() };
        rounds::add(&tx, &closed).await.unwrap();
    }
    for (number, partner) in partners.iter().take(CHECKS).enumerate() {
        checked(app, &tx, number, (&round, *partner)).await;
    }
    let held = course(app, 99);
    courses::add(&tx, &held).await.unwrap();
    participants::add(&tx, held.id, &invited).await.unwrap();
    tx.commit().await.unwrap();
    (round, held.id, partners[0])
}

#[rocket::async_test]
async fn a_list_reads_no_more_rows_than_it_shows() {
    let app = TestApp::start().await;
    let (round, course, partner) = Box::pin(filled(&app)).await;
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
    // There is nothing to fill in, which is known after a look at the surveys of both sides.
    let fill = format!("{home}/partners/{partner}/agreement/fill");
    let before = app.app.db.rows_found();
    admin.get(&fill).await.has_status(303);
    read.push((fill, app.app.db.rows_found() - before));
    let program = Program::trainer(&app).await;
    for list in ["partners", "contacts", "courses", "rounds", "promises", "comparisons", "surveys"] {
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
    courses::set_partners(&tx, held.id, &[partner]).await.unwrap();
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

/// Rows that an import may read: those that its file names, and who sent it to what.
const OF_FILE: u64 = 200;

#[rocket::async_test]
async fn an_import_reads_whom_its_file_names_and_not_every_contact() {
    let app = TestApp::start().await;
    let (all, people) = Box::pin(peopled(&app)).await;
    let held = course(&app, 0);
    courses::add(app.app.db.write_one(), &held).await.unwrap();
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = "/programmes/reading";
    let imports = [
        format!("{home}/partners/import"),
        format!("{home}/rounds/{}/people/import", round.code),
        format!("{home}/courses/{}/participants/import", held.id),
    ];
    for (number, import) in imports.iter().enumerate() {
        let (old, other, third) = (number + 10, number + 20, number + 30);
        let file = format!(
            "organisation,kind,name,email,phone\n\
             School {old:03},,Person {old:03},person{old}@school.example.org,020 7946 0000\n\
             SCHOOL {other:03},,Somebody New,new{number}@school.example.org,\n\
             School. {third:03},,Person {third:03},,020 7946 0001\n\
             Place {number},school,Somebody Else,else{number}@place.example.org,\n\
             ,,Person {old:03},person{old}@library.example.org,020 7946 0002\n\
             ,,Somebody New,new{number}@library.example.org,\n\
             ,,PERSON {other:03},,020 7946 0003\n"
        );
        let (page, shown) = upload::list(&trainer, import, file.as_bytes()).await;
        shown.says("<dt>Refused</dt><dd>0</dd>");
        let refused = format!("{page}/refused.csv");
        let found = || app.app.db.rows_found();
        let before = found();
        trainer.get(&page).await.has_status(200);
        let previewed = found();
        trainer.get(&refused).await.has_status(200);
        let refused = found();
        trainer.post(&page, &[]).await.has_status(303);
        let rows = [previewed - before, refused - previewed, found() - refused];
        assert!(rows.iter().all(|rows| *rows < OF_FILE), "{import}: {rows:?} rows of {}", people.len());
    }
    let db = app.app.db.read();
    let contacts = contacts::all(db, app.programme.id).await.unwrap();
    assert_eq!(contacts.len(), people.len() + 9, "three of each file are new");
    assert_eq!(partners::all(db, app.programme.id).await.unwrap().len(), all.len() + 3);
    let called = |phone: &str| contacts.iter().filter(|one| one.phone == phone).count();
    for phone in ["020 7946 0000", "020 7946 0001", "020 7946 0002", "020 7946 0003"] {
        assert_eq!(called(phone), 3, "{phone}: whoever was there before, by address or by name");
    }
}

#[rocket::async_test]
async fn whoever_adds_or_renames_a_partner_has_its_name_looked_up_and_not_every_partner() {
    let app = TestApp::start().await;
    let (all, _) = Box::pin(peopled(&app)).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = "/programmes/reading/partners";
    let edit = format!("{home}/{}/edit", all[7].id);
    for (address, name, status) in [
        (home, "Place 1", 303),
        (home, "school. 008", 422),
        (&*edit, "SCHOOL 007", 303),
        (&*edit, "School’ 009", 422),
    ] {
        let before = app.app.db.rows_found();
        trainer.post(address, &[("name", name), ("kind", "school")]).await.has_status(status);
        let rows = app.app.db.rows_found() - before;
        assert!(rows < OF_FILE, "{name}: {rows} rows of {}", all.len());
    }
    assert_eq!(partners::all(app.app.db.read(), app.programme.id).await.unwrap().len(), all.len() + 1);
}
