//! Lists, page by page.

use common_ground::store::{
    api_tokens::ApiScope,
    courses::{self, Course, CourseState},
    invitations, participants,
    partners::{self, Partner},
    people::PersonRole,
    promises::{self, NewPromise, PromiseOrigin},
};
use jiff::ToSpan;
use uuid::Uuid;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
};

#[rocket::async_test]
async fn a_list_is_read_whole_by_following_its_pages_whoever_is_added_meanwhile() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let partner = |name: String| Partner {
        id: Uuid::new_v4(),
        programme_id: app.programme.id,
        name,
        kind: "school".to_owned(),
    };
    let all: Vec<Partner> = (0..45).map(|number| partner(format!("Partner {number}"))).collect();
    let db = app.app.db.write_one();
    partners::add_all(db, &all).await.unwrap();
    let (mut seen, mut pages) = (Vec::new(), 0);
    let mut next = Some(format!("{HOME}/partners"));
    while let Some(address) = next {
        let reply = program.get(&address).await;
        reply.has_status(200);
        let page = json(&reply);
        seen.extend(
            page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        next = page["next"].as_str().map(|address| address[address.find("/api/").unwrap()..].to_owned());
        let link = reply.header("Link").map(|link| link.contains("rel=\"next\""));
        assert_eq!(link, next.as_ref().map(|_| true));
        pages += 1;
        if pages == 1 {
            partners::add_all(db, &[partner("Added meanwhile".to_owned())]).await.unwrap();
        }
    }
    assert_eq!(pages, 3);
    let first = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), first, "none came twice");
    assert!(all.iter().all(|one| seen.contains(&one.id.to_string())));
}

/// The ids of everything in a list that is read three at a time, sorted, with the number of its pages.
async fn read_whole(program: &Program, list: &str, id: &str) -> (Vec<String>, usize) {
    let (mut seen, mut pages) = (Vec::new(), 0);
    let mut next = Some(format!("{HOME}/{list}?limit=3"));
    while let Some(address) = next {
        let page = program.read(&address).await;
        let data = page["data"].as_array().unwrap();
        assert!(data.len() <= 3, "{address}: {}", data.len());
        seen.extend(data.iter().map(|one| one[id].as_str().unwrap().to_owned()));
        next = page["next"].as_str().map(|address| address[address.find("/api/").unwrap()..].to_owned());
        pages += 1;
    }
    seen.sort();
    (seen, pages)
}

#[rocket::async_test]
async fn every_list_comes_a_page_at_a_time_and_holds_each_entry_once() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let db = app.app.db.write_one();
    let (mut people, mut promised, mut asked, mut planned) = (vec![], vec![], vec![], vec![]);
    for number in 0..7 {
        let email = format!("person{number}@example.org");
        people.push(invitations::add_contact(db, app.programme.id, None, "A. Person", &email).await.unwrap());
        let promise = NewPromise::new(app.programme.id, PromiseOrigin::Agreement, "Meet");
        promised.push(promises::add(db, promise).await.unwrap());
        asked.push(app.round("partner_expect", |_| {}).await.id);
        let course = course(&app, number);
        courses::add(db, &course).await.unwrap();
        planned.push(course.id);
    }
    participants::add(db, planned[0], &people).await.unwrap();
    let at_course = format!("courses/{}/participants", planned[0]);
    for (list, id, known) in [
        ("contacts", "id", &people),
        ("promises", "id", &promised),
        ("rounds", "id", &asked),
        ("courses", "id", &planned),
        (&*at_course, "contact_id", &people),
    ] {
        let mut known: Vec<String> = known.iter().map(Uuid::to_string).collect();
        known.sort();
        assert_eq!(read_whole(&program, list, id).await, (known, 3), "{list}");
    }
    let manager = Program::of(&app, PersonRole::Manager, &ApiScope::ALL).await;
    // Whoever reads results is told of rounds that have closed, and of courses with a summary.
    for list in ["rounds", "courses"] {
        assert_eq!(read_whole(&manager, list, "id").await, (Vec::new(), 1), "{list}");
    }
}

/// A course that has no surveys.
fn course(app: &TestApp, number: i64) -> Course {
    let starts_at = app.now() + (24 * number).hours();
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
        state: CourseState::Planned,
    }
}

#[rocket::async_test]
async fn a_page_that_cannot_be_is_refused_with_what_to_send() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    for (query, pointer) in [
        ("limit=0", "?limit"),
        ("limit=101", "?limit"),
        ("limit=ten", "?limit"),
        ("limit=", "?limit"),
        ("limit=5&limit=6", "?limit"),
        ("cursor=x", "?cursor"),
    ] {
        let problem = is_problem(&program.get(&format!("{HOME}/partners?{query}")).await, 422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), Some(pointer), "{query}: {problem}");
    }
    program.get(&format!("{HOME}/partners?limit=100")).await.has_status(200);
}
