//! A programme of a whole country: its lists come a page at a time, and looking at the clock keeps nobody waiting.

mod accounts;
mod clock;
mod forms;
mod waiting;

use common_ground::store::{
    audit, contact_tags,
    contacts::{self, Contact},
    courses::{self, Course, CourseState},
    partners::{self, Partner},
    people::{self, PersonRole},
    promises::{self, NewPromise, PromiseOrigin, PromiseState},
};
use jiff::{ToSpan, civil::date};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    partners::PAGE,
    planning::{NEW, filled, plan},
    promises as promised,
    visitor::{walk, way},
};

fn person(app: &TestApp, number: usize, partner: Option<Uuid>) -> Contact {
    Contact {
        id: Uuid::new_v4(),
        programme_id: app.programme.id,
        partner_id: partner,
        name: format!("Person {number:03}"),
        email: format!("person{number}@example.org"),
        job: String::new(),
        phone: String::new(),
        can_say_yes: false,
        added_at: Some(app.now()),
        left_at: None,
    }
}

async fn add_partners(app: &TestApp, names: impl Iterator<Item = String>) -> Vec<Partner> {
    let kind = "school".to_owned();
    let of = |name| Partner { id: Uuid::new_v4(), programme_id: app.programme.id, name, kind: kind.clone() };
    let all: Vec<Partner> = names.map(of).collect();
    partners::add_all(app.app.db.write_one(), &all).await.unwrap();
    all
}

async fn add_courses(app: &TestApp, how_many: i64, state: CourseState) {
    for number in 0..how_many {
        let starts_at = app.now() + ((number - how_many) * 24).hours();
        // Two at the same time: the order is still one.
        let starts_at = if number % 2 == 0 { starts_at } else { starts_at - 24.hours() };
        let course = Course {
            id: Uuid::new_v4(),
            programme: app.programme.id,
            title: format!("Course {number:03}"),
            place: "East Ham".to_owned(),
            starts_at,
            ends_at: starts_at + 6.hours(),
            time_zone: "Europe/London".to_owned(),
            aims: Vec::new(),
            summary_at: starts_at + 72.hours(),
            frozen_at: None,
            trainers: String::new(),
            state,
        };
        courses::add(app.app.db.write_one(), &course).await.unwrap();
    }
}

/// The names that stand on pages, each counted.
fn told(pages: &[crate::support::visitor::Reply], name: impl Fn(usize) -> String, how_many: usize) {
    for number in 0..how_many {
        let name = name(number);
        let times: usize = pages.iter().map(|page| page.body.matches(&format!(">{name}")).count()).sum();
        assert_eq!(times, 1, "{name}");
    }
}

#[rocket::async_test]
async fn every_course_is_on_one_page_of_the_list_and_the_way_back_is_the_same() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add_courses(&app, 120, CourseState::WithoutSummary).await;
    let pages = walk(&trainer, "/programmes/reading/courses").await;
    assert_eq!(pages.len(), 3);
    pages[0].says("120 courses, none with a summary").never_says("Previous 50");
    pages[2].never_says("Next 50");
    told(&pages, |number| format!("Course {number:03}, East Ham"), 120);
    let back = trainer.get(&way(&pages[2], "Previous 50").unwrap()).await;
    assert_eq!(way(&back, "Course 0"), way(&pages[1], "Course 0"));
    let first = trainer.get(&way(&back, "Previous 50").unwrap()).await;
    first.never_says("Previous 50").says("Next 50");
    assert_eq!(way(&first, "Course 0"), way(&pages[0], "Course 0"));
    let gone = format!("/programmes/reading/courses?after={}", Uuid::new_v4());
    trainer.get(&gone).await.has_status(200).never_says("Previous 50");
    trainer.get("/programmes/reading/courses?after=nonsense").await.has_status(200).says("Next 50");
}

#[rocket::async_test]
async fn the_home_page_leaves_out_courses_that_are_long_over() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add_courses(&app, 60, CourseState::WithoutSummary).await;
    let home = trainer.get("/programmes/reading").await;
    home.has_status(200).says("Course 059").never_says("Course 001");
}

#[rocket::async_test]
async fn a_partner_is_found_by_words_of_its_name_and_the_search_goes_along_from_page_to_page() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add_partners(&app, (0..70).map(|number| format!("St. Mary’s {number:03}"))).await;
    let others = add_partners(&app, (0..60).map(|number| format!("Élan {number:03}"))).await;
    let pages = walk(&trainer, &format!("{PAGE}?q=st+marys&kind=school")).await;
    assert_eq!(pages.len(), 2);
    told(&pages, |number| format!("St. Mary’s {number:03}"), 70);
    for page in &pages {
        page.never_says(">Élan").says("130 partners");
    }
    assert!(way(&pages[0], "Next 50").unwrap().contains("q=st+marys&kind=school"));
    trainer.get(&format!("{PAGE}?q=%C3%A9lan+007")).await.says(">Élan 007<").never_says(">Élan 008<");
    trainer.get(&format!("{PAGE}?q=100%25")).await.says("No matches");
    let somebody = person(&app, 1, Some(others[5].id));
    contacts::add_all(app.app.db.write_one(), &[somebody]).await.unwrap();
    trainer.get(&format!("{PAGE}?q=PERSON1@example")).await.says(">Élan 005<").never_says(">Élan 006<");
    trainer.get(&format!("{PAGE}?q=person+001")).await.says(">Élan 005<");
}

#[rocket::async_test]
async fn of_very_many_partners_those_at_a_course_are_typed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add_partners(&app, (0..210).map(|number| format!("School {number:03}"))).await;
    trainer.get(NEW).await.says("One name per line, as in your list of partners").never_says("School 100");
    let mut form = filled();
    form.push(("partner_names", "School 007\nSchool 999"));
    let mend = trainer.post(NEW, &form).await;
    mend.has_status(422).says("No partner is called “School 999”").says("School 007");
    form.pop();
    form.push(("partner_names", "school 007\n\nSchool 100"));
    let (_, address) = plan(&app, &trainer, &form).await;
    let edit = trainer.get(&format!("{address}/edit")).await;
    edit.says("School 007").says("School 100").says("More partners").never_says("School 101");
}

#[rocket::async_test]
async fn library_staff_come_a_page_at_a_time_and_are_counted_as_a_whole() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let staff: Vec<Contact> = (0..110).map(|number| person(&app, number, None)).collect();
    let db = app.app.db.write_one();
    contacts::add_all(db, &staff).await.unwrap();
    let tagged: Vec<(Uuid, Vec<String>)> =
        staff.iter().take(60).map(|one| (one.id, vec!["outreach".to_owned()])).collect();
    contact_tags::put(db, &tagged).await.unwrap();
    let pages = walk(&trainer, &format!("{PAGE}/library")).await;
    assert_eq!(pages.len(), 3);
    told(&pages, |number| format!("Person {number:03}"), 110);
    pages[2].says("110");
    let pages = walk(&trainer, &format!("{PAGE}/library?tag=outreach")).await;
    assert_eq!(pages.len(), 2);
    told(&pages, |number| format!("Person {number:03}"), 60);
    pages[1].says("tagged “outreach”").never_says("Person 061");
}

#[rocket::async_test]
async fn contacts_to_check_are_those_nobody_was_in_contact_with_for_two_years() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let long_ago = app.now() - (3 * 365 * 24).hours();
    let mut people: Vec<Contact> = (0..60).map(|number| person(&app, number, None)).collect();
    for one in people.iter_mut().take(55) {
        one.added_at = Some(long_ago);
    }
    // Of whom nothing is known, nothing is said.
    people[59].added_at = None;
    let db = app.app.db.write_one();
    contacts::add_all(db, &people).await.unwrap();
    let heard = contacts::ContactNote {
        id: Uuid::new_v4(),
        partner_id: None,
        contact_id: Some(people[0].id),
        day: app.now() - 48.hours(),
        by: "Tom".to_owned(),
        about: "Called".to_owned(),
    };
    contacts::note(db, heard.clone()).await.unwrap();
    contacts::note(
        db,
        contacts::ContactNote {
            id: Uuid::new_v4(),
            contact_id: Some(people[59].id),
            day: long_ago,
            ..heard.clone()
        },
    )
    .await
    .unwrap();
    trainer.get(PAGE).await.says("Contacts to check: 55");
    let pages = walk(&trainer, &format!("{PAGE}/due")).await;
    pages[0].says("55 contacts to check").never_says("Person 000");
    assert_eq!(pages.len(), 2);
    pages[1].says("Person 059");
}

#[rocket::async_test]
async fn the_activity_log_is_kept_for_as_long_as_the_settings_say() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let db = app.app.db.write_one();
    let old = app.now() - (7 * 366 * 24).hours();
    for (when, act) in [(old, "did it long ago"), (app.now() - 24.hours(), "did it yesterday")] {
        audit::record_command(db, app.programme.id, act, "", when).await.unwrap();
    }
    admin.get("/programmes/reading/audit").await.says("did it long ago").says("did it yesterday");
    app.run_due().await;
    admin.get("/programmes/reading/audit").await.never_says("did it long ago").says("did it yesterday");
    let page = admin.get("/programmes/reading/settings/promises").await;
    assert_eq!(page.field("audit_years"), Some("7"));
}

#[rocket::async_test]
async fn promises_come_fifty_at_a_time_the_first_due_first_and_how_they_stand_goes_along() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let db = app.app.db.write_one();
    let add = async |what: &str, due| {
        let new = NewPromise { due, ..NewPromise::new(app.programme.id, PromiseOrigin::Agreement, what) };
        promises::add(db, new).await.unwrap()
    };
    add("Some day", None).await;
    // In no order.
    for number in (0..110).map(|number| number * 37 % 110) {
        let due = date(2026, 5, 12) + i64::from(number).days();
        let id = add(&format!("Promise {number:03}"), Some(due)).await;
        if number >= 55 {
            let promise = promises::find(db, app.programme.id, id).await.unwrap().unwrap();
            promises::settle(db, &promise, (PromiseState::Done, "Done"), Some(due)).await.unwrap();
        }
    }
    let pages = walk(&trainer, promised::PAGE).await;
    assert_eq!(pages.len(), 3);
    told(&pages, |number| format!("Promise {number:03}"), 110);
    for (page, [first, last, next]) in pages.iter().zip([[0, 49, 50], [50, 99, 100], [100, 109, 0]]) {
        page.says("9 of 111 promises overdue").says(&format!(">Promise {first:03}"));
        page.says(&format!(">Promise {last:03}")).never_says(&format!(">Promise {next:03}"));
    }
    pages[2].says(">Some day<");
    let back = trainer.get(&way(&pages[2], "Previous 50").unwrap()).await;
    back.says(">Promise 050").says(">Promise 099").never_says(">Promise 100");
    let open = walk(&trainer, &format!("{}?state=open", promised::PAGE)).await;
    assert_eq!(open.len(), 2);
    assert!(way(&open[0], "Next 50").unwrap().contains("state=open"));
    told(&open, |number| format!("Promise {number:03}"), 55);
    open[1].says(">Some day<").never_says(">Promise 055");
    let overdue = trainer.get(&format!("{}?state=overdue", promised::PAGE)).await;
    overdue.says(">Promise 000").says(">Promise 008").never_says(">Promise 009").never_says("Next 50");
}

#[rocket::async_test]
async fn the_people_of_a_programme_come_fifty_at_a_time_by_name() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let db = app.app.db.write_one();
    for number in (0..110).map(|number| number * 37 % 110) {
        let email = format!("person{number}@library.example.org");
        // Two of each name: the order is still one.
        let name = format!("Reader {:03}", number / 2);
        let id = people::add(db, &email, &name, None, app.now()).await.unwrap();
        people::join(db, id, app.programme.id, PersonRole::Trainer).await.unwrap();
    }
    let pages = walk(&admin, "/programmes/reading/people").await;
    assert_eq!(pages.len(), 3);
    told(&pages, |number| format!("person{number}@library.example.org"), 110);
    pages[0].says("111 people").says(">A. Person<").says(">Reader 024<").never_says(">Reader 025<");
    let back = admin.get(&way(&pages[2], "Previous 50").unwrap()).await;
    assert_eq!(way(&back, "Reader"), way(&pages[1], "Reader"));
}

#[rocket::async_test]
async fn similar_partners_come_fifty_pairs_at_a_time() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let pair = |number: usize| [format!("Qx{number:03} House"), format!("The Qx{number:03} House")];
    let all = add_partners(&app, (0..60).flat_map(pair)).await;
    // Those of one place write from one host, which says nothing of any two of them; two at another say that they are one.
    let at = |number: usize, host: &str| {
        let email = format!("person{number}@{host}.example.org");
        Contact { email, ..person(&app, number, Some(all[2 * number].id)) }
    };
    let mut people: Vec<Contact> = (0..20).map(|number| at(number, "council")).collect();
    people.extend([at(30, "elm"), at(31, "elm")]);
    contacts::add_all(app.app.db.write_one(), &people).await.unwrap();
    let pages = walk(&trainer, &format!("{PAGE}/alike")).await;
    assert_eq!(pages.len(), 2);
    pages[0].says("61 pairs of partners are similar");
    for number in 0..60 {
        let both = pair(number).map(|name| format!("{name} and "));
        let times = pages.iter().filter(|page| both.iter().any(|begin| page.body.contains(begin))).count();
        assert!(times > 0, "{number}");
    }
    let pairs: usize = pages.iter().map(|page| page.body.matches(">Merge<").count()).sum();
    assert_eq!(pairs, 61);
    let told: usize = pages.iter().map(|page| page.body.matches("elm.example.org").count()).sum();
    assert_eq!(told, 1);
    for page in &pages {
        page.never_says("council.example.org");
    }
}
