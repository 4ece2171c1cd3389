//! Why a program is not answered as it asked.

use common_ground::store::{
    api_tokens::ApiScope,
    people::{self, PersonRole},
    sign_in_rules::SignInRules,
};
use rocket::http::{Header, Method};

use crate::support::{
    api::{self, HOME, Program, is_problem},
    app::{TestApp, add_programme},
};

const ME: &str = "/api/v1/me";

#[rocket::async_test]
async fn a_program_without_a_token_that_works_is_told_what_is_wrong_with_it() {
    let app = TestApp::start().await;
    let mut program = Program::trainer(&app).await;
    let bare = program.visitor.get(ME).await;
    is_problem(&bare, 401, "token_missing");
    assert!(bare.header("WWW-Authenticate").unwrap().starts_with("Bearer"));
    let whole = std::mem::take(&mut program.token);
    for (token, code) in [
        (whole[..40].to_owned(), "token_garbled"),
        ("cg_pat_".to_owned(), "token_garbled"),
        (common_ground::system::access_token::make().unwrap(), "token_unknown"),
    ] {
        program.token = token;
        is_problem(&program.get(ME).await, 401, code);
    }
    program.token = whole;
    program.get(ME).await.has_status(200);
}

#[rocket::async_test]
async fn cookies_of_somebody_who_is_signed_in_open_nothing_here() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    is_problem(&admin.get(&format!("{HOME}/courses")).await, 401, "token_missing");
}

#[rocket::async_test]
async fn the_token_as_a_password_is_good_for_reading_alone() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let basic = |name: &str| {
        use base64::{Engine, engine::general_purpose::STANDARD};
        Header::new(
            "Authorization",
            format!("Basic {}", STANDARD.encode(format!("{name}:{}", program.token))),
        )
    };
    let client = program.visitor.client();
    for name in ["", "anybody"] {
        program.visitor.send(client.get(ME).header(basic(name))).await.has_status(200);
    }
    let post = client.post(format!("{HOME}/partners")).header(basic("")).body("{}");
    let refused = program.visitor.send(post).await;
    is_problem(&refused, 401, "basic_reads_only");
    assert_eq!(refused.header("WWW-Authenticate"), Some("Bearer realm=\"Common Ground\""));
    for (method, offered) in [(Method::Get, true), (Method::Head, true), (Method::Post, false)] {
        let bare = program.visitor.send(client.req(method, format!("{HOME}/partners"))).await;
        bare.has_status(401);
        assert_eq!(bare.header("WWW-Authenticate").unwrap().contains("Basic"), offered, "{method}");
    }
}

#[rocket::async_test]
async fn a_program_learns_nothing_of_another_programme() {
    let app = TestApp::start().await;
    add_programme(&app.app, "elsewhere").await;
    let program = Program::trainer(&app).await;
    for slug in ["elsewhere", "nowhere"] {
        for end in ["", "/courses", "/partners", "/rounds/QQQQQQ/figures"] {
            is_problem(&program.get(&format!("/api/v1/programmes/{slug}{end}")).await, 404, "not_found");
        }
    }
}

#[rocket::async_test]
async fn an_address_that_is_none_and_a_method_that_it_does_not_answer_are_told_apart() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    is_problem(&program.get("/api/v1/nothing").await, 404, "not_found");
    is_problem(&program.get(&format!("{HOME}/partners/none")).await, 404, "not_found");
    let reply = program.ask(Method::Delete, &format!("{HOME}/partners"), None, &[]).await;
    is_problem(&reply, 405, "method");
    let allow = reply.header("Allow").unwrap();
    assert!(allow.contains("GET") && allow.contains("POST"), "{allow}");
}

#[rocket::async_test]
async fn a_program_that_asks_too_often_is_told_when_to_come_back() {
    let app = TestApp::start_with(|config| config.api_per_minute = 3).await;
    let program = Program::trainer(&app).await;
    for _ in 0..3 {
        program.get(ME).await.has_status(200);
    }
    let reply = program.get(ME).await;
    is_problem(&reply, 429, "too_many");
    let wait: u64 = reply.header("Retry-After").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
}

#[rocket::async_test]
async fn whoever_owes_a_second_factor_cannot_go_round_it_by_a_token() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let reader = Program::of(&app, PersonRole::Manager, &[ApiScope::FiguresRead]).await;
    app.rules(SignInRules { second_factor: true, ..SignInRules::default() }).await;
    is_problem(&program.get(ME).await, 403, "second_factor_first");
    reader.get(ME).await.has_status(200);
    // Who signs in with a council account alone was asked for one there, and owes none to pages either.
    let db = app.app.db.write_one();
    let ada = people::add(db, "ada@library.example.org", "Ada", None, app.now()).await.unwrap();
    people::join(db, ada, app.programme.id, PersonRole::Trainer).await.unwrap();
    let token = api::make(&app, ada, app.programme.id, &ApiScope::ALL).await;
    Program { visitor: app.visitor().await, token, person: ada }.get(ME).await.has_status(200);
}

#[rocket::async_test]
async fn nothing_that_a_program_reads_is_kept_on_its_way() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    for reply in [program.get(ME).await, program.get(&format!("{HOME}/nothing")).await] {
        assert_eq!(reply.header("Cache-Control"), Some("private, no-store"));
        assert_eq!(reply.header("Access-Control-Allow-Origin"), None);
    }
    let reply = program.get(ME).await;
    let mark = reply.header("ETag").unwrap();
    let again = program.ask(Method::Get, ME, None, &[("If-None-Match", mark)]).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    // A proxy that packs replies weakens their marks.
    let weak = format!("W/{mark}");
    program.ask(Method::Get, ME, None, &[("If-None-Match", &weak)]).await.has_status(304);
    program.ask(Method::Get, ME, None, &[("If-None-Match", "\"other\"")]).await.has_status(200);
}
