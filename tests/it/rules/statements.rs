//! What a page asks of the database does not grow with what is in it.

mod rows;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use common_ground::{
    demo,
    store::{people::PersonRole, programmes, rounds::new_code},
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use crate::support::{
    api::Program,
    app::TestApp,
    entity,
    visitor::{Reply, Visitor},
};

/// The programme that the demonstration makes.
const HOME: &str = "/programmes/welcome-to-reading";

/// How often everything is there once more.
const COPIES: usize = 3;

/// Pages that ask once for each of something, what it is, and why it stays few.
const EACH: [(&str, &str); 0] = [];

/// What is looked for in lists, which no link leads to.
const SEARCHES: [&str; 5] = [
    "/partners?q=house",
    "/partners?q=a",
    "/partners?kind=school",
    "/promises?state=open",
    "/promises?state=overdue",
];

/// Lists that programs read.
const LISTS: [&str; 7] = ["partners", "contacts", "courses", "rounds", "promises", "surveys", "comparisons"];

/// Every page of staff that a link of another leads to, each kind once: its address with ids left out, and one such page.
async fn pages(visitor: &Visitor, home: &str) -> BTreeMap<String, String> {
    let (mut found, mut waiting) = (BTreeMap::new(), VecDeque::from([home.to_owned()]));
    let mut met = BTreeSet::new();
    while let Some(address) = waiting.pop_front() {
        if !met.insert(kind(&address)) {
            continue;
        }
        let page = visitor.get(&address).await;
        if page.status != 200 || !page.header("content-type").is_some_and(|found| found.contains("html")) {
            continue;
        }
        let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        waiting.extend(links.filter(|link| link.starts_with(home)).map(|link| link.replace("&amp;", "&")));
        found.insert(kind(&address), address);
    }
    found
}

/// An address without what names one of many.
fn kind(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let is_name = |part: &str| {
        part.len() == 36
            || part.contains('_')
            || part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let parts = path.split('/').map(|part| if !part.is_empty() && is_name(part) { "…" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// How many statements each page asks once what the service remembers for a moment is remembered.
async fn asked(
    app: &TestApp,
    pages: &BTreeMap<String, String>,
    get: impl AsyncFn(&str) -> Reply,
) -> BTreeMap<String, u64> {
    let mut asked = BTreeMap::new();
    for (kind, address) in pages {
        let mut least = u64::MAX;
        for _ in 0..3 {
            let before = app.app.db.statements();
            get(address).await.has_status(200);
            least = least.min(app.app.db.statements() - before);
        }
        asked.insert(kind.clone(), least);
    }
    asked
}

/// Everything once more, under other names.
#[expect(clippy::too_many_lines, reason = "table by table")]
async fn copy(app: &TestApp, number: usize) {
    let db = app.app.db.write_one();
    let mut partners = BTreeMap::new();
    for row in entity::partner::Entity::find().all(db).await.unwrap() {
        let id = Uuid::new_v4();
        partners.insert(row.id, id);
        let name = format!("{} {number}", row.name);
        let mut row = row.into_active_model().reset_all();
        (row.id, row.name) = (Set(id), Set(name));
        row.insert(db).await.unwrap();
    }
    let mut contacts = BTreeMap::new();
    for row in entity::contact::Entity::find().all(db).await.unwrap() {
        let id = Uuid::new_v4();
        contacts.insert(row.id, id);
        let (email, partner) = (format!("{number}.{}", row.email), row.partner_id.map(|of| partners[&of]));
        let mut row = row.into_active_model().reset_all();
        (row.id, row.email, row.partner_id) = (Set(id), Set(email), Set(partner));
        row.insert(db).await.unwrap();
    }
    let mut rounds = BTreeMap::new();
    for row in entity::round::Entity::find().all(db).await.unwrap() {
        let id = Uuid::new_v4();
        rounds.insert(row.id, id);
        let code = new_code();
        let mut row = row.into_active_model().reset_all();
        (row.id, row.code) = (Set(id), Set(code));
        row.insert(db).await.unwrap();
    }
    let mut courses = BTreeMap::new();
    for row in entity::course::Entity::find().all(db).await.unwrap() {
        let id = Uuid::new_v4();
        courses.insert(row.id, id);
        let title = format!("{} {number}", row.title);
        let mut row = row.into_active_model().reset_all();
        (row.id, row.title) = (Set(id), Set(title));
        row.insert(db).await.unwrap();
    }
    for row in entity::promise::Entity::find().all(db).await.unwrap() {
        let (course, partner) =
            (row.course_id.map(|of| courses[&of]), row.partner_id.map(|of| partners[&of]));
        let (owner, asker) = (row.owner_contact_id, row.asker_contact_id);
        let mut row = row.into_active_model().reset_all();
        (row.id, row.course_id, row.partner_id) = (Set(Uuid::new_v4()), Set(course), Set(partner));
        row.owner_contact_id = Set(owner.map(|of| contacts[&of]));
        row.asker_contact_id = Set(asker.map(|of| contacts[&of]));
        row.insert(db).await.unwrap();
    }
    let mut people = BTreeMap::new();
    for row in entity::person::Entity::find().all(db).await.unwrap() {
        let id = Uuid::new_v4();
        people.insert(row.id, id);
        let email = format!("{number}.{}", row.email);
        let mut row = row.into_active_model().reset_all();
        (row.id, row.email) = (Set(id), Set(email));
        row.insert(db).await.unwrap();
    }
    for row in entity::membership::Entity::find().all(db).await.unwrap() {
        let person = people[&row.person_id];
        let mut row = row.into_active_model().reset_all();
        row.person_id = Set(person);
        row.insert(db).await.unwrap();
    }
    for row in entity::course_round::Entity::find().all(db).await.unwrap() {
        let of = (courses[&row.course_id], rounds[&row.round_id]);
        let mut row = row.into_active_model().reset_all();
        (row.course_id, row.round_id) = (Set(of.0), Set(of.1));
        row.insert(db).await.unwrap();
    }
    for row in entity::participant::Entity::find().all(db).await.unwrap() {
        for course in [row.course_id, courses[&row.course_id]] {
            let contact = contacts[&row.contact_id];
            let mut row = row.clone().into_active_model().reset_all();
            (row.course_id, row.contact_id) = (Set(course), Set(contact));
            row.insert(db).await.unwrap();
        }
    }
    for row in entity::invitation::Entity::find().all(db).await.unwrap() {
        for round in [row.round_id, rounds[&row.round_id]] {
            let (contact, token) = (contacts[&row.contact_id], Uuid::new_v4().to_string());
            let mut row = row.clone().into_active_model().reset_all();
            (row.id, row.round_id, row.contact_id) = (Set(Uuid::new_v4()), Set(round), Set(contact));
            (row.token_hash, row.response_id) = (Set(token), Set(None));
            row.insert(db).await.unwrap();
        }
    }
    for row in entity::comment::Entity::find().all(db).await.unwrap() {
        for round in [row.round_id, rounds[&row.round_id]] {
            let mut row = row.clone().into_active_model().reset_all();
            (row.id, row.round_id) = (Set(Uuid::new_v4()), Set(round));
            row.insert(db).await.unwrap();
        }
    }
    for row in entity::published::Entity::find().all(db).await.unwrap() {
        let round = rounds[&row.round_id];
        let mut row = row.into_active_model().reset_all();
        row.round_id = Set(round);
        row.insert(db).await.unwrap();
    }
    for row in entity::summary::Entity::find().all(db).await.unwrap() {
        let course = courses[&row.course_id];
        let mut row = row.into_active_model().reset_all();
        (row.id, row.course_id) = (Set(Uuid::new_v4()), Set(course));
        row.insert(db).await.unwrap();
    }
    let mut groups = BTreeMap::new();
    for row in entity::board_group::Entity::find().all(db).await.unwrap() {
        let id = Uuid::new_v4();
        groups.insert(row.id, id);
        let mut row = row.into_active_model().reset_all();
        row.id = Set(id);
        row.insert(db).await.unwrap();
    }
    for row in entity::board_card::Entity::find().all(db).await.unwrap() {
        let group = row.group_id.map(|of| groups[&of]);
        let mut row = row.into_active_model().reset_all();
        (row.id, row.group_id) = (Set(Uuid::new_v4()), Set(group));
        row.insert(db).await.unwrap();
    }
    for row in entity::board_vote::Entity::find().all(db).await.unwrap() {
        let voter = format!("{number} {}", row.voter_hash);
        let mut row = row.into_active_model().reset_all();
        row.voter_hash = Set(voter);
        row.insert(db).await.unwrap();
    }
    for row in entity::board_write_up::Entity::find().all(db).await.unwrap() {
        // Twice as far each time: the copies are copied, too.
        let revision = row.revision + (1_000 << number);
        let mut row = row.into_active_model().reset_all();
        (row.id, row.revision) = (Set(Uuid::new_v4()), Set(revision));
        row.insert(db).await.unwrap();
    }
    for row in entity::audit::Entity::find().all(db).await.unwrap() {
        let mut row = row.into_active_model().reset_all();
        row.id = Set(Uuid::new_v4());
        row.insert(db).await.unwrap();
    }
}

#[rocket::async_test]
async fn a_page_asks_the_database_no_more_when_there_is_more_in_it() {
    let mut app = TestApp::start().await;
    let out = tempfile::tempdir().unwrap();
    demo::run(&app.app, &app.clock, app.now(), out.path(), |_| {}).await.unwrap();
    app.programme = programmes::find(app.app.db.read(), "welcome-to-reading").await.unwrap().unwrap();
    let admin = app.signed_in(PersonRole::Admin).await;
    let mut pages = pages(&admin, HOME).await;
    assert!(pages.len() > 60, "{} pages: {pages:#?}", pages.len());
    pages.extend(SEARCHES.map(|search| (search.to_owned(), format!("{HOME}{search}"))));
    let program = Program::trainer(&app).await;
    let lists: BTreeMap<String, String> =
        LISTS.map(|list| (list.to_owned(), format!("/api/v1{HOME}/{list}?limit=100"))).into();
    let open = async |address: &str| admin.get(address).await;
    let read = async |address: &str| program.get(address).await;
    let mut before = asked(&app, &pages, &open).await;
    before.extend(asked(&app, &lists, &read).await);
    for number in 1..=COPIES {
        copy(&app, number).await;
    }
    let mut after = asked(&app, &pages, &open).await;
    after.extend(asked(&app, &lists, &read).await);
    let mut grown = Vec::new();
    for (kind, most) in &before {
        let is_known = EACH.iter().any(|(known, _)| kind.ends_with(known));
        if after[kind] > *most && !is_known {
            grown.push(format!("{kind}: {most} statements, then {}", after[kind]));
        }
    }
    assert!(grown.is_empty(), "{}", grown.join("\n"));
}
