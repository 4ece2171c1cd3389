//! Access tokens of one's own.

use common_ground::store::{
    access, audit, members,
    people::{self, PersonRole},
};
use rocket::http::Header;

use crate::support::{
    accounts::NEW as NEW_PASSWORD,
    api::{is_problem, json},
    app::{PASSWORD, TestApp},
    visitor::{Reply, Visitor},
};

const TOM: &str = "tom@example.org";
const TOKENS: &str = "/programmes/reading/account/tokens";
const NEW: &str = "/programmes/reading/account/tokens/new";
const ME: &str = "/api/v1/me";

async fn tom(app: &TestApp, role: PersonRole) -> Visitor {
    app.person(TOM, role).await;
    let tom = app.visitor().await;
    tom.post("/sign-in", &[("email", TOM), ("password", PASSWORD)]).await.leads_to("/programmes");
    tom
}

/// Makes a token on the page, and copies it from there.
async fn made(visitor: &Visitor, scopes: &str) -> String {
    let form = [("name", "Power BI"), ("scopes", scopes), ("until", "2026-08-01"), ("present", PASSWORD)];
    let page = visitor.post(NEW, &form).await;
    page.has_status(200).says("Copy it now");
    let (_, after) = page.body.split_once("cg_pat_").unwrap();
    format!("cg_pat_{}", after.split('<').next().unwrap())
}

async fn shows(app: &TestApp, token: &str) -> Reply {
    let visitor = app.visitor().await;
    let request = visitor.client().get(ME).header(Header::new("Authorization", format!("Bearer {token}")));
    visitor.send(request).await
}

#[rocket::async_test]
async fn a_token_is_shown_once_says_when_it_was_last_used_and_works_until_it_is_revoked() {
    let app = TestApp::start().await;
    let tom = tom(&app, PersonRole::Trainer).await;
    tom.get(TOKENS).await.has_status(200).says("You don’t have any access tokens yet");
    let token = made(&tom, "figures:read").await;
    tom.get(TOKENS).await.says("Power BI").says("Works until 1 August 2026; never used").never_says(&token);
    let me = shows(&app, &token).await;
    me.has_status(200);
    let me = json(&me);
    assert_eq!((me["email"].as_str(), me["programme"].as_str()), (Some(TOM), Some("reading")), "{me}");
    assert_eq!(me["scopes"], serde_json::json!(["figures:read"]));
    let list = tom.get(TOKENS).await;
    list.says("last used on 21 May 2026");
    let end = list.body.find("/revoke\"").unwrap();
    let revoke = format!("{TOKENS}/{}/revoke", &list.body[end - 36..end]);
    tom.get(&revoke).await.has_status(200).says("Revoke “Power BI”?");
    tom.post(&revoke, &[]).await.leads_to(TOKENS);
    is_problem(&shows(&app, &token).await, 401, "token_unknown");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    let acts: Vec<_> = acts.iter().map(|entry| format!("{} {}", entry.act, entry.object)).collect();
    for act in ["created the access token Power BI", "revoked the access token Power BI"] {
        assert!(acts.iter().any(|known| known == act), "{acts:#?}");
    }
    assert!(!acts.iter().any(|act| act.contains("cg_pat_")));
}

#[rocket::async_test]
async fn without_the_password_or_with_a_day_beyond_a_year_no_token_is_made_and_what_was_typed_is_kept() {
    let app = TestApp::start().await;
    let tom = tom(&app, PersonRole::Trainer).await;
    let good =
        [("name", "Excel"), ("scopes", "figures:read"), ("until", "2027-05-21"), ("present", PASSWORD)];
    for (field, value, said) in [
        ("present", "not mine", "That is not your password"),
        ("until", "2027-05-22", "Enter a day within a year from today"),
        ("until", "2026-05-20", "Enter a day within a year from today"),
        ("until", "soon", "Enter a day within a year from today"),
        ("scopes", "everything", "Select what the token can be used for"),
        ("name", "", "Enter a name"),
    ] {
        let fields = good.map(|(name, typed)| (name, if name == field { value } else { typed }));
        let page = tom.post(NEW, &fields).await;
        page.has_status(422).says(said).never_says("cg_pat_");
        if field != "name" {
            page.says("value=\"Excel\"");
        }
    }
    tom.get(TOKENS).await.says("You don’t have any access tokens yet");
    tom.post(NEW, &good).await.has_status(200).says("cg_pat_");
}

#[rocket::async_test]
async fn a_token_ends_with_its_last_day_and_when_its_owner_leaves_or_is_shut_out() {
    let app = TestApp::start().await;
    let tom = tom(&app, PersonRole::Trainer).await;
    let db = app.app.db.write_one();
    let person = people::find(db, TOM).await.unwrap().unwrap();
    let token = made(&tom, "figures:read").await;
    app.clock.set("2026-08-01T22:59:00Z".parse().unwrap());
    shows(&app, &token).await.has_status(200);
    app.clock.set("2026-08-01T23:00:00Z".parse().unwrap());
    is_problem(&shows(&app, &token).await, 401, "token_expired");
    app.clock.set("2026-05-22T09:00:00Z".parse().unwrap());
    shows(&app, &token).await.has_status(200);
    members::remove(db, app.programme.id, person.id).await.unwrap();
    is_problem(&shows(&app, &token).await, 401, "token_unknown");
    people::join(db, person.id, app.programme.id, PersonRole::Trainer).await.unwrap();
    is_problem(&shows(&app, &token).await, 401, "token_unknown");
    let token = made(&tom, "figures:read").await;
    access::set_disabled(db, person.id, true).await.unwrap();
    access::set_disabled(db, person.id, false).await.unwrap();
    is_problem(&shows(&app, &token).await, 401, "token_unknown");
}

#[rocket::async_test]
async fn programs_go_on_after_another_password_unless_one_asks_that_tokens_end() {
    let app = TestApp::start().await;
    let tom = tom(&app, PersonRole::Trainer).await;
    let token = made(&tom, "figures:read").await;
    let (account, change) = ("/programmes/reading/account", "/programmes/reading/account/password");
    tom.get(change).await.has_status(200).says("Revoke all my access tokens too");
    tom.post(change, &[("present", PASSWORD), ("password", NEW_PASSWORD)]).await.leads_to(account);
    shows(&app, &token).await.has_status(200);
    let wrong = [("present", PASSWORD), ("password", PASSWORD), ("revoke_tokens", "yes")];
    tom.post(change, &wrong).await.has_status(422).says("checked");
    shows(&app, &token).await.has_status(200);
    let right = [("present", NEW_PASSWORD), ("password", PASSWORD), ("revoke_tokens", "yes")];
    tom.post(change, &right).await.leads_to(account);
    tom.get(account).await.says("your access tokens no longer work");
    is_problem(&shows(&app, &token).await, 401, "token_unknown");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    assert!(acts.iter().any(|entry| entry.act == "revoked all their access tokens"));
}

#[rocket::async_test]
async fn a_manager_can_let_a_program_read_figures_and_nothing_more() {
    let app = TestApp::start().await;
    let tom = tom(&app, PersonRole::Manager).await;
    tom.get(NEW)
        .await
        .has_status(200)
        .says("Read courses, surveys and results")
        .never_says("partners and contacts");
    let form = [("name", "R"), ("scopes", "answers:read"), ("until", "2026-08-01"), ("present", PASSWORD)];
    tom.post(NEW, &form).await.has_status(422).says("Select what the token can be used for");
}

#[rocket::async_test]
async fn nobody_sees_or_revokes_the_token_of_somebody_else() {
    let app = TestApp::start().await;
    let tom = tom(&app, PersonRole::Trainer).await;
    let token = made(&tom, "figures:read").await;
    let list = tom.get(TOKENS).await;
    let end = list.body.find("/revoke\"").unwrap();
    let id = &list.body[end - 36..end];
    let admin = app.signed_in(PersonRole::Admin).await;
    admin
        .get(TOKENS)
        .await
        .has_status(200)
        .says("You don’t have any access tokens yet")
        .never_says("/revoke");
    admin.post(&format!("{TOKENS}/{id}/revoke"), &[]).await.has_status(404);
    shows(&app, &token).await.has_status(200);
}
