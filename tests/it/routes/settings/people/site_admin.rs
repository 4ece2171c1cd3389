//! Who administers the site, and what the administrator of a programme can no longer do to others.

use common_ground::store::{
    access, mail_server, members,
    people::{self, PersonRole},
    site_admins,
};
use uuid::Uuid;

use crate::support::{
    accounts::{NEW, link},
    app::{PASSWORD, TestApp, add_programme},
    visitor::Visitor,
};

const SITE: [&str; 6] = ["site", "signing-in", "brand", "logo", "mail-server", "test-email"];

fn settings(page: &str) -> String {
    format!("/programmes/reading/settings/{page}")
}

async fn is_site_admin(app: &TestApp, email: &str) -> bool {
    people::find(app.app.db.read(), email).await.unwrap().unwrap().site_admin
}

/// A site administrator of this address, signed in.
async fn site_admin(app: &TestApp, email: &str) -> (Uuid, Visitor) {
    let id = app.person(email, PersonRole::Admin).await;
    site_admins::set(app.app.db.write_one(), id, true).await.unwrap();
    let visitor = app.visitor().await;
    visitor.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.leads_to("/programmes");
    (id, visitor)
}

#[rocket::async_test]
async fn an_administrator_of_a_programme_cannot_send_the_mail_of_the_whole_site_through_their_own_server() {
    let app = TestApp::start().await;
    site_admin(&app, "ines@library.example.org").await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let trap = [
        ("host", "mail.attacker.example"),
        ("port", "25"),
        ("encryption", "none"),
        ("sender", "library@attacker.example"),
    ];
    admin.post(&settings("mail-server"), &trap).await.has_status(403);
    assert_eq!(mail_server::find(app.app.db.read()).await.unwrap().host, "");
    for page in SITE {
        let page = admin.get(&settings(page)).await;
        page.has_status(403)
            .says("Only a site administrator can change this")
            .says("ines@library.example.org");
    }
    for form in ["signing-in", "brand", "test-email"] {
        admin.post(&settings(form), &[("idle_hours", "100")]).await.has_status(403);
    }
    // Nor do they see the way there, and a trainer is told no names.
    let overview = admin.get("/programmes/reading/settings").await;
    for page in SITE {
        overview.never_says(&settings(page));
    }
    admin.get("/programmes/reading/account").await.never_says("Site settings");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&settings("site")).await.has_status(403).never_says("ines@library.example.org");
}

#[rocket::async_test]
async fn a_site_administrator_finds_the_settings_of_the_site_whatever_their_role_in_the_programme() {
    let app = TestApp::start().await;
    let (id, ines) = site_admin(&app, "ines@library.example.org").await;
    ines.get("/programmes/reading/settings").await.says(&settings("site"));
    for page in SITE {
        ines.get(&settings(page)).await.has_status(200);
    }
    members::set_role(app.app.db.write_one(), app.programme.id, id, PersonRole::Manager).await.unwrap();
    ines.get("/programmes/reading/account").await.says(&settings("site"));
    ines.get(&settings("site")).await.has_status(200).says("Site settings");
    ines.get("/programmes/reading/settings").await.has_status(403);
}

#[rocket::async_test]
async fn site_administrators_make_others_so_and_the_last_one_stays() {
    let app = TestApp::start().await;
    let (ines, admin) = site_admin(&app, "ines@library.example.org").await;
    let tom = app.person("tom@library.example.org", PersonRole::Trainer).await;
    let page = |id: Uuid| format!("/programmes/reading/people/{id}/site-administrator");
    admin.get(&format!("/programmes/reading/people/{ines}")).await.says("site administrator");
    let last = admin.post(&page(ines), &[("is_one", "no")]).await;
    last.has_status(422).says("is the only site administrator");
    admin.get(&page(tom)).await.has_status(200).says("Make A. Person a site administrator?");
    admin.post(&page(tom), &[("is_one", "yes")]).await.has_status(303);
    assert!(is_site_admin(&app, "tom@library.example.org").await);
    admin
        .post(&page(ines), &[("is_one", "no")])
        .await
        .leads_to(&format!("/programmes/reading/people/{ines}"));
    assert!(!is_site_admin(&app, "ines@library.example.org").await);
    // It counts at once.
    admin.get(&settings("site")).await.has_status(403);
    admin.post(&page(ines), &[("is_one", "yes")]).await.has_status(403);
}

#[rocket::async_test]
async fn an_administrator_of_a_programme_makes_no_site_administrator_and_shuts_none_out() {
    let app = TestApp::start().await;
    let (ines, _) = site_admin(&app, "ines@library.example.org").await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let page = format!("/programmes/reading/people/{ines}");
    admin.post(&format!("{page}/site-administrator"), &[("is_one", "no")]).await.has_status(403);
    let refused = admin.post(&format!("{page}/disable"), &[]).await;
    refused.has_status(422).says("Only another site administrator");
    admin.post(&format!("{page}/remove"), &[]).await.has_status(422).says("needs a programme to sign in to");
    access::set_disabled(app.app.db.write_one(), ines, true).await.unwrap();
    admin.post(&format!("{page}/enable"), &[]).await.has_status(422).says("Only another site administrator");
    assert!(is_site_admin(&app, "ines@library.example.org").await);
}

#[rocket::async_test]
async fn an_administrator_of_one_programme_takes_over_no_account_of_another() {
    let app = TestApp::start().await;
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let db = app.app.db.write_one();
    let hash = common_ground::system::password::hash(PASSWORD.to_owned()).await.unwrap();
    let (email, now) = ("vera@library.example.org", app.now());
    let vera = people::add(db, email, "Vera", Some(hash.clone()), now).await.unwrap();
    people::join(db, vera, elsewhere.id, PersonRole::Admin).await.unwrap();
    let admin = app.signed_in(PersonRole::Admin).await;
    let page = format!("/programmes/reading/people/{vera}");
    // Of somebody who is not in the programme they see nothing and do nothing.
    for act in ["disable", "enable", "remove", "resend", "role", "site-administrator"] {
        let reply = admin.post(&format!("{page}/{act}"), &[("role", "manager"), ("is_one", "yes")]).await;
        assert!(matches!(reply.status, 403 | 404), "{act}: {}", reply.status);
    }
    // They can add them, which tells them so, and changes nothing about the account.
    let fields = [("name", "Mallory"), ("email", email), ("role", "manager")];
    admin.post("/programmes/reading/people/new", &fields).await.has_status(303);
    assert!(!app.letter_to(email).await.contains("/welcome/"));
    for act in ["disable", "enable"] {
        admin.post(&format!("{page}/{act}"), &[]).await.has_status(422).says("another programme");
    }
    admin.post(&format!("{page}/resend"), &[]).await.has_status(303);
    let now = people::get(db, vera).await.unwrap().unwrap();
    assert_eq!((&*now.name, &*now.email, now.disabled), ("Vera", email, false));
    assert_eq!(now.password_hash, Some(hash));
}

#[rocket::async_test]
async fn whoever_sets_the_service_up_is_its_site_administrator() {
    let app = TestApp::start().await;
    let token = link(&app, common_ground::store::links::LinkPurpose::SetUp, None, 1).await;
    let fields = [
        ("programme", "Reading for all"),
        ("name", "Ada Ross"),
        ("email", "ada@library.example.org"),
        ("password", NEW),
    ];
    let ada = app.visitor().await;
    ada.post(&format!("/set-up/{token}"), &fields).await.leads_to("/programmes/reading-for-all");
    assert!(is_site_admin(&app, "ada@library.example.org").await);
    ada.get("/programmes/reading-for-all/settings/site").await.has_status(200);
}
