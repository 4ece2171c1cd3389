//! Who needs a council account to sign in.

use common_ground::store::{
    access, identities,
    links::LinkPurpose,
    people::{self, PersonRole},
    site_admins, write,
};
use uuid::Uuid;

use crate::support::{
    accounts::{NEW, link, sign_in},
    app::{PASSWORD, TestApp},
    council::Council,
    visitor::Visitor,
};

const SETTINGS: &str = "/programmes/reading/settings/council";
const SITE: &str = "/programmes/reading/settings/site";
const INES: &str = "ines@library.example.org";
const ADA: &str = "ada@library.example.org";

/// A site administrator, signed in.
async fn ines(app: &TestApp) -> (Uuid, Visitor) {
    let ines = app.person(INES, PersonRole::Admin).await;
    site_admins::set(app.app.db.write_one(), ines, true).await.unwrap();
    let visitor = app.visitor().await;
    sign_in(&visitor, INES, PASSWORD).await.leads_to("/programmes");
    (ines, visitor)
}

#[rocket::async_test]
async fn the_settings_say_how_to_set_council_accounts_up_where_they_are_not() {
    let app = TestApp::start().await;
    let (_, admin) = ines(&app).await;
    admin.get(SITE).await.says("Council accounts").says("Not set up");
    let page = admin.get(SETTINGS).await;
    page.has_status(200).says("/sign-in/council/back").says("COMMON_GROUND_OIDC_ISSUER");
}

#[rocket::async_test]
async fn where_everybody_needs_one_a_single_administrator_keeps_their_password() {
    let council = Council::start().await;
    let app = council.service().await;
    let (id, admin) = ines(&app).await;
    let ada = app.person(ADA, PersonRole::Trainer).await;
    identities::bind(app.app.db.write_one(), ada, &council.issuer, "ada-1", app.now()).await.unwrap();
    let page = admin.get(SETTINGS).await;
    page.has_status(200).says(&council.issuer).says("One person has connected theirs").never_says("hush");
    admin
        .post(SETTINGS, &[("required", "yes")])
        .await
        .has_status(422)
        .says("Select who keeps their password");
    let ada_id = ada.to_string();
    let trainer = [("required", "yes"), ("keeper", &*ada_id)];
    admin.post(SETTINGS, &trainer).await.has_status(422).says("Select a site administrator");
    let own = id.to_string();
    let saved = admin.post(SETTINGS, &[("required", "yes"), ("keeper", &*own)]).await;
    saved.leads_to(SITE);
    admin.follow(&saved).await.says("Everybody except one administrator signs in with their council account");
    // Other rules of signing in leave it alone.
    admin.post("/programmes/reading/settings/signing-in", &[("idle_hours", "100")]).await.leads_to(SITE);

    let visitor = app.visitor().await;
    sign_in(&visitor, ADA, PASSWORD).await.has_status(422).says("Sign in with your council account");
    sign_in(&visitor, ADA, "guess").await.has_status(422).says("The email address or password is wrong");
    visitor.get("/programmes/reading").await.has_status(303);
    council.signs_in(&app, &visitor, "ada-1").await.leads_to("/programmes");
    sign_in(&app.visitor().await, INES, PASSWORD).await.leads_to("/programmes");
    // Ada can’t leave herself without a sign-in.
    let off = visitor.post("/programmes/reading/account/council/off", &[("present", PASSWORD)]).await;
    visitor.follow(&off).await.says("is still connected");

    // Nor does an invitation set a password.
    let db = app.app.db.write_one();
    let new = people::add(db, "new@library.example.org", "N. New", None, app.now()).await.unwrap();
    people::join(db, new, app.programme.id, PersonRole::Manager).await.unwrap();
    let token = link(&app, LinkPurpose::Welcome, Some(new), 24).await;
    let page = format!("/welcome/{token}");
    let invited = app.visitor().await;
    invited
        .get(&page)
        .await
        .has_status(200)
        .says("sign in with your council account")
        .never_says("type=\"password\"");
    invited.post(&page, &[("password", NEW)]).await.has_status(422).says("doesn’t accept passwords");

    // When that administrator can’t sign in any more, passwords work again, or nobody could mend it.
    access::set_disabled(db, id, true).await.unwrap();
    sign_in(&app.visitor().await, ADA, PASSWORD).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn of_very_many_site_administrators_the_one_who_keeps_their_password_is_typed() {
    let council = Council::start().await;
    let app = council.service().await;
    let (_, admin) = ines(&app).await;
    let tx = write(&app.app.db).await.unwrap();
    for number in 0..210 {
        let (email, name) = (format!("chief{number}@library.example.org"), format!("Chief {number:03}"));
        let id = people::add(&tx, &email, &name, Some("no hash".to_owned()), app.now()).await.unwrap();
        site_admins::set(&tx, id, true).await.unwrap();
    }
    tx.commit().await.unwrap();
    let page = admin.get(SETTINGS).await;
    page.has_status(200).says("Their name or email address.").never_says("Chief 100").never_says("<select");
    let typed = |name| [("required", "yes"), ("keeper", ""), ("keeper_name", name)];
    let nobody = admin.post(SETTINGS, &typed("")).await;
    nobody.has_status(422).says("Select who keeps their password").says("href=\"#keeper_name\"");
    let unknown = admin.post(SETTINGS, &typed("Nobody Here")).await;
    unknown.has_status(422).says("No site administrator who has a password is called “Nobody Here”");
    unknown.says("value=\"Nobody Here\"").never_says("Select who keeps their password");
    let several = admin.post(SETTINGS, &typed("chief 00")).await;
    several.has_status(422).says("Select which person you mean").says(">Chief 007<");
    admin.post(SETTINGS, &typed("INES@library.example.org")).await.leads_to(SITE);
    let kept = admin.get(SETTINGS).await;
    kept.says("selected>A. Person<").says("Another site administrator");
    kept.never_says("Chief 100");
}

#[rocket::async_test]
async fn an_administrator_does_not_lock_themselves_out() {
    let council = Council::start().await;
    let app = council.service().await;
    let (id, admin) = ines(&app).await;
    let other = app.person("olu@library.example.org", PersonRole::Admin).await;
    let db = app.app.db.write_one();
    site_admins::set(db, other, true).await.unwrap();
    let keeper = other.to_string();
    let fields = [("required", "yes"), ("keeper", &*keeper)];
    admin
        .post(SETTINGS, &fields)
        .await
        .has_status(422)
        .says("Connect your own account on your account page first");
    identities::bind(db, id, &council.issuer, "ines-1", app.now()).await.unwrap();
    admin.post(SETTINGS, &fields).await.leads_to(SITE);
    sign_in(&app.visitor().await, INES, PASSWORD).await.has_status(422);
    // And back.
    admin.post(SETTINGS, &[("keeper", &*keeper)]).await.leads_to(SITE);
    sign_in(&app.visitor().await, INES, PASSWORD).await.leads_to("/programmes");
}
