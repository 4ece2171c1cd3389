//! Every page and file that grows with everything in a programme takes a place while it is made, and there are few.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc, time::Duration};

use common_ground::{
    app::{App, mail_settings::MailInForce, places::Places},
    mail::Transport,
    store::people::PersonRole,
    survey::round::PrivacyMode,
    web,
};

use super::layering::sources;
use crate::support::{
    api::{HOME, Program},
    app::{PASSWORD, TestApp},
    upload,
    visitor::Visitor,
};

const PAGES: &str = "/programmes/reading";
const LIST: &str = "Partner,Name,Email\nElm House,Dana Whitfield,dana@example.org\n";

/// Where places are taken, and what is asked for there: of the pages, and of the interface for programs.
fn large(round: &str, list: &str) -> [(&'static str, Vec<String>); 11] {
    let page = |end: &str| vec![format!("{PAGES}{end}")];
    let file = |kind: &str| format!("{PAGES}/rounds/{round}/download?format={kind}");
    [
        ("src/web/home/show.rs", page("")),
        ("src/web/partners/duplicates.rs", page("/partners/alike")),
        ("src/web/partners/import.rs", page("/partners/list.csv")),
        ("src/web/http/upload.rs", vec![list.to_owned()]),
        ("src/web/partners/parts.rs", page("/partners/parts")),
        ("src/web/promises/index.rs", page("/promises/list.csv")),
        ("src/web/results/partnerships.rs", page("/results/partnerships")),
        ("src/web/rounds/export.rs", ["xlsx", "sav", "package"].map(file).to_vec()),
        ("src/web/api/comparisons.rs", vec![format!("{HOME}/comparisons")]),
        ("src/web/api/figures.rs", vec![format!("{HOME}/rounds/{round}/answers")]),
        ("src/web/api/odata/service.rs", vec![format!("/odata/reading/{round}.svc/Answers")]),
    ]
}

/// An instance on the same database that has no place at all for large pages, and waits for none for long.
async fn crowded(service: &TestApp) -> Visitor {
    let App { db, writer, clock, secret, settings, mail_in_force, metrics, .. } = &*service.app;
    let mail_in_force = MailInForce::new(mail_in_force.configured.clone());
    let (writer, clock, secret, settings) = (writer.clone(), clock.clone(), secret.clone(), settings.clone());
    let mut app = App::new(db.clone(), writer, clock, secret, settings, mail_in_force, metrics.clone());
    app.large_pages = Places::of(0, Duration::from_millis(20));
    let config =
        rocket::Config { secret_key: rocket::config::SecretKey::from(&[1; 64]), ..Default::default() };
    Visitor::at(web::rocket(config, Arc::new(app), Transport::memory())).await
}

#[rocket::async_test]
async fn while_all_places_are_taken_every_large_page_asks_to_come_back() {
    let service = TestApp::start().await;
    let round = service.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    service.answers(&round, "front_line", 12, 4).await;
    service.wait_days(9);
    service.run_due().await;
    service.person("ada@library.example.org", PersonRole::Trainer).await;
    let trainer = service.visitor().await;
    let program = Program::trainer(&service).await;
    let outside = crowded(&service).await;
    let ada = [("email", "ada@library.example.org"), ("password", PASSWORD)];
    for visitor in [&trainer, &outside] {
        visitor.post("/sign-in", &ada).await.has_status(303);
    }
    let waiting =
        Program { visitor: crowded(&service).await, token: program.token.clone(), person: program.person };

    let (list, _) = upload::list(&trainer, &format!("{PAGES}/partners/import"), LIST.as_bytes()).await;
    for (_, addresses) in large(&round.code, &list) {
        for address in addresses {
            let (there, refused) = if [HOME, "/odata"].iter().any(|of| address.starts_with(of)) {
                (program.get(&address).await, waiting.get(&address).await)
            } else {
                (trainer.get(&address).await, outside.get(&address).await)
            };
            assert_eq!(there.status, 200, "{address}: {}", there.body);
            assert_eq!(refused.status, 503, "{address} takes no place");
            assert_eq!(refused.header("Retry-After"), Some("5"), "{address}");
        }
    }
    // Others are not kept waiting by them.
    outside.get(&format!("{PAGES}/partners")).await.has_status(200);
}

#[test]
fn every_handler_that_takes_a_place_is_known_here() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let takes = |file: &String| fs::read_to_string(root.join(file)).unwrap().contains("large_page(");
    let files = sources(&root.join("src/web")).into_iter();
    let files = files.map(|file| file.strip_prefix(root).unwrap().display().to_string());
    let taking: BTreeSet<String> =
        files.filter(takes).filter(|file| file != "src/web/http/drawing.rs").collect();
    let known: BTreeSet<String> = large("", "").into_iter().map(|(file, _)| file.to_owned()).collect();
    assert_eq!(taking, known);
}
