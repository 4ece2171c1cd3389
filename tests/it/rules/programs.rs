//! Every operation of the interface for programs, with every role and every scope: who may read and write what is told by
//! the OpenAPI document, and held here against what happens. Nothing but what pages show reaches a program.

use std::{fs, path::Path};

use common_ground::{
    store::{
        api_tokens::ApiScope,
        people::{self, PersonRole},
    },
    survey::round::PrivacyMode,
};
use rocket::http::Method;
use serde_json::{Value, json};

use super::layering::sources;
use crate::support::{
    api::{self, HOME, Program, is_problem, json},
    app::{TestApp, add_programme},
    health::Partnership,
    partners::contact,
    promises::add_promise,
    summary::course,
    visitor::Reply,
};

/// What only those who run courses read on pages, whatever the scope.
const OF_TRAINERS: [&str; 4] = ["/surveys", "/surveys/{key}", "/promises", "/promises/{id}"];

/// An operation as the document tells of it.
struct Operation {
    method: Method,
    address: String,
    /// None where every token will do.
    scope: Option<ApiScope>,
    reads_by_basic: bool,
}

async fn operations(app: &TestApp) -> Vec<Operation> {
    let document = json(app.visitor().await.get("/api/openapi.json").await.has_status(200));
    let mut found = Vec::new();
    for (address, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let schemes = operation["security"].as_array().unwrap();
            let token = schemes.iter().find_map(|scheme| scheme["token"].as_array()).unwrap();
            let scope = token.first().and_then(Value::as_str);
            found.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                address: address.clone(),
                scope: scope.map(|key| ApiScope::from_key(key).unwrap()),
                reads_by_basic: schemes.iter().any(|scheme| scheme.get("basic").is_some()),
            });
        }
    }
    assert!(found.len() >= 40, "{} operations", found.len());
    for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
        assert!(found.iter().any(|one| one.method == method), "no operation is a {method}");
    }
    found
}

/// Something of each kind that programs read, by its part of addresses: a partner whose health check is unsealed, a contact
/// on the list of a course whose summary is written, a promise, and two surveys that have closed and are compared.
struct There {
    partner: String,
    contact: String,
    course: String,
    promise: String,
    offer: String,
    expectation: String,
}

impl There {
    async fn made(app: &TestApp) -> Self {
        app.person("head@library.example.org", PersonRole::Manager).await;
        let trainer = app.signed_in(PersonRole::Trainer).await;
        let elm = Partnership::add(app, &trainer, "Elm House").await;
        let promise = add_promise(&trainer, &[("what", "Ring the homes"), ("who", "Ada")]).await;
        let (course, feedback) = course(app).await;
        app.answers(&feedback, "front_line", 9, 4).await;
        let ann = contact(app, &elm.ours).await.id;
        let place = format!("{HOME}/courses/{}/participants/{ann}", course.id);
        Program::trainer(app).await.put(&place, &json!({})).await.has_status(201);
        let asked = async |survey: &str, group: &str| {
            let round = app.round(survey, |round| round.privacy = PrivacyMode::Confidential).await;
            app.answers(&round, group, 12, 4).await;
            round.code
        };
        let offer = asked("staff_offer", "front_line").await;
        let expectation = asked("partner_expect", "school").await;
        // All of them close within that time, and the summary is written.
        elm.checked(app, |_| 4, |_| 4).await;
        app.wait_days(3);
        app.run_due().await;
        Self {
            partner: elm.partner(app).await.id.to_string(),
            contact: ann.to_string(),
            course: course.id.to_string(),
            promise: promise.rsplit('/').next().unwrap().to_owned(),
            offer,
            expectation,
        }
    }

    /// The address of an operation with these in the place of what varies.
    fn address(&self, address: &str, slug: &str) -> String {
        let mut noun = "";
        let parts = address.split('/').map(|part| {
            let filled: &str = match (noun, part) {
                (_, "{slug}") => slug,
                ("partners", "{id}") => &self.partner,
                ("contacts", "{id}") | (_, "{contact}") => &self.contact,
                ("courses", "{id}") => &self.course,
                ("promises", "{id}") => &self.promise,
                (_, "{code}" | "{offer}") => &self.offer,
                (_, "{expectation}") => &self.expectation,
                (_, "{key}") => "partner_expect",
                (_, part) if part.starts_with('{') => panic!("what is {part} in {address}?"),
                (_, part) => part,
            };
            noun = part;
            filled.to_owned()
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// An address that fits an operation, of nothing that there is.
fn filled(address: &str, slug: &str) -> String {
    let id = "5d0a52c2-0c7f-4d0e-9a37-3f9b51a1f2aa";
    let parts = address.split('/').map(|part| match part {
        "{slug}" => slug,
        "{id}" => id,
        part if part.starts_with('{') => "QQQQQQ",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Asks for something that there is, or tries to change something that there is not.
async fn ask(program: &Program, operation: &Operation, there: &There, slug: &str) -> Reply {
    if operation.method == Method::Get {
        return program.get(&there.address(&operation.address, slug)).await;
    }
    let sends = matches!(operation.method, Method::Post | Method::Put | Method::Patch);
    let body = sends.then(|| "{}".to_owned());
    program.ask(operation.method, &filled(&operation.address, slug), body, &[]).await
}

#[rocket::async_test]
async fn every_operation_is_open_to_exactly_the_scopes_and_roles_that_the_document_tells_of() {
    let app = TestApp::start().await;
    let there = Box::pin(There::made(&app)).await;
    let operations = operations(&app).await;
    for role in PersonRole::ALL {
        for scope in ApiScope::ALL {
            let program = Program::of(&app, role, &[scope]).await;
            for operation in &operations {
                let reply = ask(&program, operation, &there, "reading").await;
                let said = format!(
                    "{} {} for a {} with {}",
                    operation.method,
                    operation.address,
                    role.key(),
                    scope.key()
                );
                let Some(needed) = operation.scope else {
                    assert_eq!(reply.status, 200, "{said}");
                    continue;
                };
                let has =
                    scope == needed || (scope, needed) == (ApiScope::ContactsWrite, ApiScope::ContactsRead);
                let ends = operation.address.split_once("{slug}").map_or("", |(_, ends)| ends);
                let manages = role == PersonRole::Manager;
                let is_open = needed.is_open_to(role) && !(manages && OF_TRAINERS.contains(&ends));
                match (has, is_open) {
                    (false, _) => drop(is_problem(&reply, 403, "scope_missing")),
                    (true, false) => drop(is_problem(&reply, 403, "role")),
                    (true, true) if operation.method == Method::Get => {
                        assert_eq!(reply.status, 200, "{said}: {}", reply.body);
                    }
                    (true, true) => {
                        assert!(matches!(reply.status, 200 | 404 | 422), "{said}: {}", reply.status);
                    }
                }
            }
        }
    }
}

#[rocket::async_test]
async fn no_operation_answers_without_a_token_or_tells_anything_of_another_programme() {
    let app = TestApp::start().await;
    let there = Box::pin(There::made(&app)).await;
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let program = Program::of(&app, PersonRole::Admin, &ApiScope::ALL).await;
    let db = app.app.db.write_one();
    let eve = people::add(db, "eve@example.org", "Eve", None, app.now()).await.unwrap();
    people::join(db, eve, elsewhere.id, PersonRole::Admin).await.unwrap();
    let token = api::make(&app, eve, elsewhere.id, &ApiScope::ALL).await;
    let stranger = Program { visitor: app.visitor().await, token, person: eve };
    let admin = app.signed_in(PersonRole::Admin).await;
    for operation in operations(&app).await {
        assert_eq!(operation.reads_by_basic, operation.method == Method::Get, "{}", operation.address);
        let address = there.address(&operation.address, "reading");
        // The cookies of somebody who is signed in are no token.
        let bare = admin.send(admin.client().req(operation.method, address)).await;
        is_problem(&bare, 401, "token_missing");
        let Some((_, ends)) = operation.address.split_once("{slug}") else { continue };
        for slug in ["elsewhere", "nowhere"] {
            is_problem(&ask(&program, &operation, &there, slug).await, 404, "not_found");
        }
        is_problem(&ask(&stranger, &operation, &there, "reading").await, 404, "not_found");
        // Nor do ids of this programme lead anywhere in their own. The ready-made surveys are everybody’s.
        if operation.method == Method::Get && ends.contains('{') && ends != "/surveys/{key}" {
            is_problem(&ask(&stranger, &operation, &there, "elsewhere").await, 404, "not_found");
        }
    }
}

/// What spreadsheets read, which the document does not tell of: each of its two addresses, of a survey and of a course, and
/// the scopes that a token needs for it.
fn feeds(there: &There) -> [(String, &'static [ApiScope]); 7] {
    const FIGURES: &[ApiScope] = &[ApiScope::FiguresRead];
    const BOTH: &[ApiScope] = &[ApiScope::FiguresRead, ApiScope::AnswersRead];
    let (round, course) =
        (format!("/odata/reading/{}.svc", there.offer), format!("/odata/reading/{}.svc", there.course));
    [
        (round.clone(), FIGURES),
        (format!("{round}/$metadata"), FIGURES),
        (format!("{round}/Items"), FIGURES),
        (format!("{round}/Codebook"), FIGURES),
        (format!("{round}/Answers"), BOTH),
        (course.clone(), FIGURES),
        (format!("{course}/Items"), FIGURES),
    ]
}

/// A refusal in the shape that spreadsheets know.
#[track_caller]
fn is_refused(reply: &Reply, status: u16, code: &str, said: &str) {
    assert_eq!(reply.status, status, "{said}: {}", reply.body);
    assert_eq!(json(reply)["error"]["code"], json!(code), "{said}");
}

#[rocket::async_test]
async fn every_feed_is_open_to_exactly_the_scopes_and_roles_that_may_read_what_it_holds() {
    let app = TestApp::start().await;
    let there = Box::pin(There::made(&app)).await;
    let both = [ApiScope::FiguresRead, ApiScope::AnswersRead];
    for role in PersonRole::ALL {
        for scopes in ApiScope::ALL.chunks(1).chain([both.as_slice()]) {
            let program = Program::of(&app, role, scopes).await;
            for (address, needed) in feeds(&there) {
                let said = format!("{address} for a {} with {scopes:?}", role.key());
                let reply = program.get(&address).await;
                if needed.iter().any(|scope| !scopes.contains(scope)) {
                    is_refused(&reply, 403, "scope_missing", &said);
                } else if needed.iter().any(|scope| !scope.is_open_to(role)) {
                    is_refused(&reply, 403, "role", &said);
                } else {
                    assert_eq!(reply.status, 200, "{said}: {}", reply.body);
                }
            }
        }
    }
}

#[rocket::async_test]
async fn no_operation_and_no_feed_answers_a_token_that_has_expired() {
    let app = TestApp::start().await;
    let there = Box::pin(There::made(&app)).await;
    let program = Program::of(&app, PersonRole::Admin, &ApiScope::ALL).await;
    app.wait_days(91);
    for operation in operations(&app).await {
        is_problem(&ask(&program, &operation, &there, "reading").await, 401, "token_expired");
    }
    for (address, _) in feeds(&there) {
        is_refused(&program.get(&address).await, 401, "token_expired", &address);
    }
}

#[test]
fn what_programs_read_of_answers_comes_by_the_ways_of_the_pages_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // What spreadsheets read among them.
    let files = sources(&root.join("src/web/api"));
    assert!(files.len() >= 25, "the sources are elsewhere: mend this rule");
    let forbidden = [
        ("tallies::", "figures come from results"),
        ("responses::", "answers come from the export"),
        ("response_reader", "answers come from the export"),
        ("store::comments", "comments are released by a person"),
        ("ExportRows::Stored", "answers are handed on, never as they are stored"),
        ("answered_so_far", "a count that moves with each answer tells when each came"),
        ("created_since", "what came since then tells when each came"),
        ("results::turnout", "a count that moves with each answer tells when each came"),
        ("Precision::Full", "figures are told as finely as on the pages"),
    ];
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for (word, why) in forbidden {
            assert!(!text.contains(word), "{} names {word}: {why}", file.display());
        }
    }
}
