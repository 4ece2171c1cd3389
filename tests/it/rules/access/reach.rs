//! Every address there is, with marked words and figures behind it that must never come out.

use common_ground::{
    demo,
    store::{
        comments::Release,
        contacts::{self, Contact},
        people::{self, PersonRole},
        programmes,
        rounds::Round,
    },
    survey::round::PrivacyMode,
};
use jiff::ToSpan;
use rocket::http::Method;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use uuid::Uuid;

use super::ask;
use crate::support::app::{PASSWORD, TestApp, add_programme};
use crate::support::entity;

/// What is in the database and no manager may read: whom to call on, what was said before it was let through.
const MARKERS: [&str; 5] =
    ["Zebedee Quillmarker", "quillmarker@", "020 7946 0999", "rawmarker said", "unreleasedmarker"];
/// Two closed rounds whose answers are compared. Of the kind `charity` too few answered: three, 1.7 in the mean.
const OFFER: &str = "QFFERS";
const EXPECTATION: &str = "EXPECT";
const CHARTS: [&str; 6] = [
    "dumbbell-a-wide.svg",
    "dumbbell-a-narrow.svg",
    "by-kind-a.csv",
    "funnel-wide.svg",
    "ratings-amount5-wide.svg",
    "courses-wide.svg",
];

type Known = Vec<(&'static str, Vec<String>)>;

/// A programme that was lived through, with marked words in everything that managers may not read. Returns them with
/// every id there is, by the kind of thing it names.
async fn marked() -> (TestApp, Known) {
    let mut app = TestApp::start().await;
    let out = tempfile::tempdir().unwrap();
    demo::run(&app.app, &app.clock, app.now(), out.path(), |_| {}).await.unwrap();
    let db = app.app.db.write_one();
    app.programme = programmes::find(db, "welcome-to-reading").await.unwrap().unwrap();
    let comments = entity::comment::Entity::find().all(db).await.unwrap();
    assert!(comments.iter().any(|comment| comment.state != Release::Released));
    for comment in comments.iter().filter(|comment| comment.state != Release::Released) {
        let mut marked: entity::comment::ActiveModel = comment.clone().into();
        marked.text = Set(format!("unreleasedmarker {}", comment.id));
        marked.update(db).await.unwrap();
    }
    let closed = rounds_with_answers(&app).await;
    let contacts = entity::contact::Entity::find().all(db).await.unwrap();
    for contact in &contacts {
        let known = contacts::find(db, app.programme.id, contact.id).await.unwrap().unwrap();
        let email = format!("{}.quillmarker@example.org", contact.id.simple());
        let name = "Zebedee Quillmarker".to_owned();
        let marked = Contact { name, email, phone: "020 7946 0999".to_owned(), ..known };
        contacts::change(db, &marked).await.unwrap();
    }
    let known = known(&app, &closed).await;
    (app, known)
}

/// Rounds that have closed: two sides to compare, with a group too small to show, and one with an answer in words.
async fn rounds_with_answers(app: &TestApp) -> Round {
    let soon = app.now() + 1.hours();
    let of = |survey, code: &'static str| {
        app.round(survey, move |round| {
            (round.code, round.closes_at) = (code.to_owned(), soon);
        })
    };
    let (offer, expectation) = (of("staff_offer", OFFER).await, of("partner_expect", EXPECTATION).await);
    let needs = app
        .round("staff_needs", |round| (round.privacy, round.closes_at) = (PrivacyMode::Confidential, soon))
        .await;
    for (group, people, point) in [("front_line", 6, 1), ("outreach", 5, 3)] {
        app.answers(&offer, group, people, point).await;
    }
    for (group, people, point) in [
        ("school", 6, 5),
        ("school", 2, 4),
        ("childrens_home", 6, 4),
        ("childrens_home", 1, 5),
        ("council_department", 4, 5),
        ("council_department", 4, 4),
        ("charity", 1, 1),
        ("charity", 2, 2),
    ] {
        app.answers(&expectation, group, people, point).await;
    }
    let key = Uuid::new_v4().to_string();
    let said = [
        ("action", "submit"),
        ("key", &*key),
        ("answers[staff_group]", "outreach"),
        ("answers[other_help]", "rawmarker said so"),
    ];
    app.visitor().await.post(&format!("/s/{}", needs.code), &said).await.has_status(303);
    app.clock.set(soon + 1.hours());
    app.run_due().await;
    needs
}

/// Every id there is, by what stands before it in addresses.
async fn known(app: &TestApp, closed: &Round) -> Known {
    let db = app.app.db.read();
    let ids = |ids: Vec<Uuid>| ids.iter().map(Uuid::to_string).collect::<Vec<_>>();
    let courses = entity::course::Entity::find().all(db).await.unwrap();
    let partners = entity::partner::Entity::find().all(db).await.unwrap();
    let contacts = entity::contact::Entity::find().all(db).await.unwrap();
    let comments = entity::comment::Entity::find().all(db).await.unwrap();
    let invitations = entity::invitation::Entity::find().all(db).await.unwrap();
    let rounds = entity::round::Entity::find().all(db).await.unwrap();
    assert!(rounds.iter().any(|round| round.code == closed.code));
    vec![
        ("courses", ids(courses.iter().map(|row| row.id).collect())),
        ("partners", ids(partners.iter().take(3).map(|row| row.id).collect())),
        ("contacts", ids(contacts.iter().take(3).map(|row| row.id).collect())),
        ("comments", ids(comments.iter().take(3).map(|row| row.id).collect())),
        ("invitations", ids(invitations.iter().take(3).map(|row| row.id).collect())),
        ("participants", ids(contacts.iter().take(2).map(|row| row.id).collect())),
        ("people", vec![Uuid::new_v4().to_string()]),
        ("rounds", rounds.into_iter().map(|round| round.code).collect()),
    ]
}

/// Every address of a route with what there is in place of what varies.
fn addresses(pattern: &str, slug: &str, known: &[(&str, Vec<String>)]) -> Vec<String> {
    let mut made = vec![String::new()];
    let mut of = "";
    for part in pattern.split('?').next().unwrap_or_default().split('/').skip(1) {
        let choices: Vec<String> = match part {
            "<slug>" => vec![slug.to_owned()],
            "<offer>" => vec![OFFER.to_owned()],
            "<expectation>" => vec![EXPECTATION.to_owned()],
            "<name>" => CHARTS.map(str::to_owned).to_vec(),
            "<side>" => vec!["library".to_owned(), "partner".to_owned()],
            part if part.starts_with('<') => {
                let found = known.iter().find(|(kind, _)| *kind == of).map(|(_, ids)| ids.clone());
                found.unwrap_or_else(|| vec!["staff_offer".to_owned()])
            }
            part => {
                of = part;
                vec![part.to_owned()]
            }
        };
        made =
            made.iter().flat_map(|start| choices.iter().map(move |next| format!("{start}/{next}"))).collect();
    }
    made
}

/// Whether a file of figures tells anything of the small group: its line is there, without any number.
fn tells_of_charities(csv: &str) -> bool {
    let lines = csv.lines().filter(|line| line.contains(",charity,"));
    lines.into_iter().any(|line| {
        let (_, figures) = line.split_once(",charity,").unwrap();
        figures.trim_matches(',') != "1"
    })
}

/// Whether a table has a number in a cell of the small group.
fn counts_charities(page: &str) -> bool {
    let cells = page.split("data-l=\"A charity or voluntary group\">").skip(1);
    let words =
        cells.filter_map(|cell| cell.split("</td>").next()).map(|cell| cell.split('<').next().unwrap());
    words.into_iter().any(|words| words.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a page, picture or file holds the mean of the small group, as a number that people read.
fn holds_its_mean(body: &str) -> bool {
    let is_mean = |number: &str| number.parse().is_ok_and(|number: f64| (1.66..=1.7).contains(&number));
    if !body.contains('<') {
        return body.split([',', '\n']).any(is_mean);
    }
    // What stands in tags are lengths and places.
    let words = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words);
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    words.flat_map(|words| words.split(|c| !is_digit(c))).map(|word| word.trim_end_matches('.')).any(is_mean)
}

#[rocket::async_test]
async fn no_address_shows_a_manager_a_contact_a_raw_answer_or_a_comment_that_was_not_let_through() {
    let (app, known) = Box::pin(marked()).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let routes = manager.routes().into_iter().filter(|(method, _)| *method == Method::Get);
    let patterns: Vec<_> = routes.map(|(_, pattern)| pattern).collect();
    let (mut read, mut of_trainers) = (Vec::new(), Vec::new());
    for address in patterns.iter().flat_map(|pattern| addresses(pattern, &app.programme.slug, &known)) {
        let reply = manager.get(&address).await;
        if reply.status == 200 {
            read.push(address.clone());
        }
        for marker in MARKERS {
            assert!(!reply.body.contains(marker), "{address} shows a manager {marker}");
        }
        if address.contains(EXPECTATION) {
            assert!(!tells_of_charities(&reply.body), "{address} tells of a small group: {}", reply.body);
            assert!(!counts_charities(&reply.body), "{address} counts a small group: {}", reply.body);
            assert!(!holds_its_mean(&reply.body), "{address} holds 1.7: {}", reply.body);
        }
        if reply.status == 403 && of_trainers.len() < MARKERS.len() {
            let seen = trainer.get(&address).await;
            let new = MARKERS.into_iter().filter(|marker| seen.body.contains(marker));
            let new: Vec<_> = new.filter(|marker| !of_trainers.contains(marker)).collect();
            of_trainers.extend(new);
        }
    }
    // Otherwise the words would be nowhere, and nothing would be proven.
    of_trainers.sort_unstable();
    let mut all = MARKERS;
    all.sort_unstable();
    assert_eq!(of_trainers, all, "what trainers read");
    // The group is in no table and no file by itself: it is told of together with others.
    let home = format!("/programmes/{}", app.programme.slug);
    let of_round = format!("{home}/rounds/{EXPECTATION}/results");
    let compared = format!("{home}/results/{OFFER}/{EXPECTATION}");
    for page in [&of_round, &compared] {
        manager.get(page).await.has_status(200).says("Other").never_says("A charity or voluntary group");
    }
    let csv = manager.get(&format!("{of_round}/items.csv")).await;
    assert!(csv.body.contains(",partner,other,") && !csv.body.contains(",charity,"), "{}", csv.body);
    for page in [of_round, compared.clone(), format!("{compared}/comparison.csv")] {
        assert!(read.contains(&page), "{page} was not read");
    }
    assert!(patterns.len() >= 122 && read.len() >= 65, "{} routes, {} read", patterns.len(), read.len());
}

#[rocket::async_test]
async fn whoever_works_in_another_programme_finds_nothing_of_this_one() {
    let (app, known) = Box::pin(marked()).await;
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let email = "t.elsewhere@library.example.org";
    let hash = common_ground::system::password::hash(PASSWORD.to_owned()).await.unwrap();
    let db = app.app.db.write_one();
    let id = people::add(db, email, "T. Elsewhere", Some(hash), app.now()).await.unwrap();
    people::join(db, id, elsewhere.id, PersonRole::Trainer).await.unwrap();
    let other = app.visitor().await;
    other.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.leads_to("/programmes");
    let patterns = other.routes();
    for (method, pattern) in patterns.iter().filter(|(_, pattern)| pattern.starts_with("/programmes/<slug>"))
    {
        for address in addresses(pattern, &app.programme.slug, &known) {
            let reply = ask(&other, *method, &address, "same-origin").await;
            assert_eq!(reply.status, 404, "{method} {address}");
        }
        // Nor under the name of their own programme: ids of this one lead nowhere there.
        let holds_id = ["/courses/<", "/partners/<", "/contacts/<", "/comments/<", "/rounds/<"];
        if *method == Method::Get && holds_id.iter().any(|part| pattern.contains(part)) {
            for address in addresses(pattern, "elsewhere", &known) {
                let reply = other.get(&address).await;
                assert!(matches!(reply.status, 403 | 404), "{address}: {}", reply.status);
            }
        }
    }
}
