//! Who may reach what: every route is in one of these lists, so that a new one cannot forget its guard.

mod reach;

use common_ground::store::people::PersonRole;
use rocket::http::{Header, Method};

use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

/// What anybody may read.
const PUBLIC: [&str; 26] = [
    // Not public but for its description: `rules/programs.rs` holds who may ask what by a token.
    "/api",
    // The same: `routes/api/odata.rs` holds that it needs a token.
    "/odata/",
    "/calendar/",
    "/help",
    "/accessibility",
    "/privacy",
    "/assets/",
    "/health/",
    "/metrics",
    "/sign-in",
    "/set-up/",
    "/welcome/",
    "/s/",
    "/i/",
    "/stop/",
    "/summary/",
    "/b/",
    "/write-up/",
    "/agreements/",
    "/confirm/",
    "/p/",
    "/promises/",
    "/you-asked/",
    "/robots.txt",
    "/favicon.ico",
    "/.well-known/",
];
/// What managers may read in a programme: results and summaries that are frozen, and what is their own.
const OF_MANAGERS: [&str; 22] = [
    "/programmes/<slug>",
    "/programmes/<slug>/courses",
    "/programmes/<slug>/courses/<id>",
    "/programmes/<slug>/courses/<id>/actions",
    "/programmes/<slug>/courses/<id>/connect",
    "/programmes/<slug>/courses/<id>/results",
    "/programmes/<slug>/courses/<id>/results/confidence.csv",
    "/programmes/<slug>/courses/<id>/results/charts/<name>",
    "/programmes/<slug>/courses/<id>/summary",
    "/programmes/<slug>/courses/<id>/summary/charts/<name>",
    "/programmes/<slug>/courses/<id>/summary/comparison.csv",
    "/programmes/<slug>/results",
    "/programmes/<slug>/results/courses",
    "/programmes/<slug>/results/courses/charts/<name>",
    "/programmes/<slug>/results/partnerships",
    "/programmes/<slug>/results/<offer>/<expectation>",
    "/programmes/<slug>/results/<offer>/<expectation>/comparison.csv",
    "/programmes/<slug>/results/<offer>/<expectation>/charts/<name>",
    "/programmes/<slug>/rounds/<code>/connect",
    "/programmes/<slug>/rounds/<code>/results",
    "/programmes/<slug>/rounds/<code>/results/items.csv",
    "/programmes/<slug>/rounds/<code>/results/charts/<name>",
];
/// What everybody may do with their own account: the whole of what begins so.
const OF_EVERYBODY: &str = "/programmes/<slug>/account";

/// What only administrators may reach: the whole of what begins so.
const OF_ADMINS: [&str; 4] = [
    "/programmes/<slug>/settings",
    "/programmes/<slug>/people",
    "/programmes/<slug>/audit",
    "/programmes/<slug>/erasure",
];

/// What only site administrators may reach, whatever their role in the programme.
const OF_THE_SITE: [&str; 8] = [
    "/programmes/<slug>/settings/site",
    "/programmes/<slug>/settings/signing-in",
    "/programmes/<slug>/settings/council",
    "/programmes/<slug>/settings/brand",
    "/programmes/<slug>/settings/logo",
    "/programmes/<slug>/settings/mail-server",
    "/programmes/<slug>/settings/test-email",
    "/programmes/<slug>/people/<id>/site-administrator",
];

/// Every route as method and an address that fits it.
fn routes(visitor: &Visitor) -> Vec<(Method, String)> {
    visitor.routes().into_iter().map(|(method, pattern)| (method, address(&pattern))).collect()
}

/// Fills in the parts of an address that vary.
fn address(route: &str) -> String {
    let path = route.split('?').next().unwrap_or_default();
    let parts = path.split('/').map(|part| match part {
        "<slug>" => "reading",
        "<id>" | "<course>" => "5d0a52c2-0c7f-4d0e-9a37-3f9b51a1f2aa",
        part if part.starts_with('<') => "QQQQQQ",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn is_public(address: &str) -> bool {
    ["/", "/s", "/p"].contains(&address) || PUBLIC.iter().any(|open| address.starts_with(open))
}

async fn ask(visitor: &Visitor, method: Method, address: &str, site: &'static str) -> Reply {
    let form = visitor.form(method, address, &[]);
    visitor.send(form.header(Header::new("Sec-Fetch-Site", site))).await
}

#[rocket::async_test]
async fn another_site_can_change_nothing_but_stop_letters() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let mut seen = 0;
    for (method, address) in routes(&admin) {
        // Programs show a token, and no browser sends that by itself.
        if method == Method::Get || address.starts_with("/stop/") || address.starts_with("/api/v1/") {
            continue;
        }
        let reply = ask(&admin, method, &address, "cross-site").await;
        assert_eq!(reply.status, 403, "{method} {address}");
        seen += 1;
    }
    assert!(seen >= 77, "{seen} routes");
}

#[rocket::async_test]
async fn a_stranger_reads_only_what_is_public() {
    let app = TestApp::start().await;
    let stranger = app.visitor().await;
    let mut seen = 0;
    for (method, address) in routes(&stranger) {
        if is_public(&address) {
            continue;
        }
        let reply = ask(&stranger, method, &address, "same-origin").await;
        match method {
            Method::Get => {
                let way = reply.header("Location").unwrap_or_default();
                assert!(way.starts_with("/sign-in?next="), "{method} {address}: {} {way}", reply.status);
            }
            // What was typed is carried through the sign-in.
            _ if address.starts_with("/programmes") => {
                assert_eq!(reply.status, 401, "{method} {address}");
                reply.says("You were signed out");
            }
            _ => {
                reply.leads_to("/sign-in");
            }
        }
        seen += 1;
    }
    assert!(seen >= 169, "{seen} routes");
}

/// Asks every route of a programme that `refused` picks by its method and its pattern; each must answer 403.
async fn is_refused(app: &TestApp, role: PersonRole, refused: impl Fn(Method, &str) -> bool) -> usize {
    let round = app.round("partner_expect", |_| {}).await;
    let visitor = app.signed_in(role).await;
    let mut seen = 0;
    for (method, pattern) in visitor.routes() {
        let pattern = pattern.split('?').next().unwrap_or_default();
        if !pattern.starts_with("/programmes/<slug>")
            || pattern.starts_with(OF_EVERYBODY)
            || !refused(method, pattern)
        {
            continue;
        }
        let address = address(pattern).replace("QQQQQQ", &round.code);
        let reply = ask(&visitor, method, &address, "same-origin").await;
        assert_eq!(reply.status, 403, "{method} {address}");
        seen += 1;
    }
    seen
}

#[rocket::async_test]
async fn a_manager_reads_what_is_frozen_and_nothing_else() {
    let app = TestApp::start().await;
    let seen = is_refused(&app, PersonRole::Manager, |method, route| {
        method != Method::Get || !OF_MANAGERS.contains(&route)
    })
    .await;
    assert!(seen >= 138, "{seen} routes");
}

#[rocket::async_test]
async fn a_trainer_is_kept_from_what_administrators_do() {
    let app = TestApp::start().await;
    let own = |route: &str| OF_ADMINS.iter().any(|own| route.starts_with(own));
    let seen = is_refused(&app, PersonRole::Trainer, |_, route| own(route)).await;
    assert!(seen >= 27, "{seen} routes");
}

#[rocket::async_test]
async fn an_administrator_of_a_programme_is_kept_from_what_holds_for_the_site() {
    let app = TestApp::start().await;
    let seen = is_refused(&app, PersonRole::Admin, |_, route| OF_THE_SITE.contains(&route)).await;
    assert!(seen >= 15, "{seen} routes");
}

#[rocket::async_test]
async fn a_programme_exists_only_for_those_who_work_in_it() {
    let app = TestApp::start().await;
    let elsewhere = crate::support::app::add_programme(&app.app, "elsewhere").await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get("/programmes/reading").await.has_status(200);
    for slug in [elsewhere.slug.as_str(), "nowhere"] {
        for page in ["", "/courses", "/results", "/rounds/QQQQQQ"] {
            trainer.get(&format!("/programmes/{slug}{page}")).await.has_status(404);
        }
    }
}
