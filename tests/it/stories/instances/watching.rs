//! What whoever runs the service sees of it: whether it is ready, its figures, its log.

use std::{sync::Arc, time::Instant};

use common_ground::{
    app::{App, mail_settings::MailInForce},
    mail::Transport,
    store::{Db, lease, outbox, people::PersonRole, writer},
    survey::{audience::Audience, round::PrivacyMode},
    system::clock::Clock,
    web, work,
};
use jiff::ToSpan;
use rocket::local::asynchronous::Client;
use sea_orm::{ConnectionTrait, EntityTrait};
use tokio::time::{Duration, sleep};
use uuid::Uuid;

use crate::support::entity;
use crate::support::{
    app::TestApp,
    database::TestDatabase,
    http::{get, post},
    program::Program,
    server::Server,
    smtp::{Act, At, Behaviour, SmtpServer},
};

#[rocket::async_test]
async fn a_service_whose_tables_are_out_of_date_says_that_it_is_not_ready() {
    let service = TestApp::start().await;
    let visitor = service.visitor().await;
    visitor.get("/health/ready").await.has_status(200).says("ready");
    let forget = "DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM seaql_migrations)";
    service.app.db.write_one().execute_unprepared(forget).await.unwrap();
    visitor.get("/health/ready").await.has_status(503).says("migrations are missing");
    visitor.get("/health/live").await.has_status(200);
}

#[rocket::async_test]
async fn an_instance_of_the_release_before_stays_ready_beside_a_newer_one_and_does_not_start_again() {
    let service = TestApp::start().await;
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_later', 0)";
    service.app.db.write_one().execute_unprepared(later).await.unwrap();
    service.visitor().await.get("/health/ready").await.has_status(200);
    let refused = Db::open(&service.database().url).await.unwrap_err().to_string();
    assert!(refused.contains("m29990101_000001_later"), "{refused}");
}

#[rocket::async_test]
async fn a_service_whose_writer_ended_says_that_it_is_not_ready() {
    let service = TestApp::start().await;
    let App { db, clock, secret, settings, mail_in_force, metrics, .. } = &*service.app;
    let (writer, task) = writer::start(db.clone(), metrics.clone());
    let mail_in_force = MailInForce::new(mail_in_force.configured.clone());
    let way_in = writer.clone();
    let (clock, secret, settings) = (clock.clone(), secret.clone(), settings.clone());
    let app = App::new(db.clone(), writer, clock, secret, settings, mail_in_force, metrics.clone());
    let config =
        rocket::Config { secret_key: rocket::config::SecretKey::from(&[1; 64]), ..Default::default() };
    let client = Client::tracked(web::rocket(config, Arc::new(app), Transport::memory())).await.unwrap();
    assert_eq!(client.get("/health/ready").dispatch().await.status().code, 200);
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    while way_in.is_alive() {
        sleep(Duration::from_millis(1)).await;
    }
    let reply = client.get("/health/ready").dispatch().await;
    assert_eq!(reply.status().code, 503);
    assert_eq!(reply.into_string().await.unwrap(), "the writer has stopped\n");
}

#[tokio::test]
async fn a_service_whose_database_stopped_says_so_soon_and_still_shows_its_figures() {
    if !TestDatabase::create().await.is_postgres() {
        // A file does not stop.
        return;
    }
    let server = Server::start();
    let database = TestDatabase::at(server.url());
    let log = database.data_dir().join("log");
    let service = Program::on(&database).logging_to(log.clone()).serve();
    assert_eq!(get(service.address, "/health/ready").await.unwrap().0, 200);
    server.told("stop");
    let began = Instant::now();
    let (status, page) = get(service.address, "/health/ready").await.unwrap();
    assert_eq!(status, 503);
    assert!(page.ends_with("the database does not answer\n"), "{page}");
    assert!(began.elapsed() < Duration::from_millis(2_500), "{:?}", began.elapsed());
    let asked = Instant::now();
    assert_eq!(get(service.address, "/health/live").await.unwrap().0, 200);
    assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
    let (status, figures) = get(service.address, "/metrics").await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    assert_eq!(status, 200);
    assert!(figures.contains(r#"route="/health/ready",status="503"} 1"#), "{figures}");
    assert_eq!(get(service.address, "/health/live").await.unwrap().0, 200);
    // Colours that could not be read are left alone for five seconds, and then asked for again.
    while began.elapsed() < Duration::from_secs(14) {
        assert_eq!(get(service.address, "/health/ready").await.unwrap().0, 503);
        get(service.address, "/metrics").await.unwrap();
    }
    let log = std::fs::read_to_string(&log).unwrap();
    let minutes = usize::try_from(began.elapsed().as_secs() / 60).unwrap();
    for words in ["the service is not ready", "the brand could not be read"] {
        let said = log.matches(words).count();
        assert!((1..=1 + minutes).contains(&said), "{said} times: {words}\n{log}");
    }
}

#[rocket::async_test]
async fn whether_the_service_lives_is_told_without_looking_for_the_colours_of_the_site() {
    if !TestDatabase::create().await.is_postgres() {
        return;
    }
    let server = Server::start();
    let service = TestApp::on(TestDatabase::at(server.url()), Transport::memory()).await;
    let visitor = service.visitor().await;
    visitor.get("/nowhere").await.has_status(404);
    server.told("stop");
    // The colours are known for a few seconds, and a connection is taken for alive for one.
    service.clock.set(service.now() + 60.seconds());
    sleep(Duration::from_millis(1_200)).await;
    let asked = Instant::now();
    visitor.get("/health/live").await.has_status(200);
    assert!(asked.elapsed() < Duration::from_millis(500), "{:?}", asked.elapsed());
    let asked = Instant::now();
    visitor.get("/nowhere").await;
    assert!(asked.elapsed() > Duration::from_millis(900), "a page looks for them: {:?}", asked.elapsed());
}

#[rocket::async_test]
async fn a_reader_who_is_signed_in_is_asked_to_come_back_while_the_database_is_away() {
    let service = TestApp::start().await;
    let trainer = service.signed_in(PersonRole::Trainer).await;
    service.app.db.clone().close().await.unwrap();
    let page = trainer.get("/programmes/reading").await;
    page.has_status(503).says("We’re busy at the moment");
    assert_eq!(page.header("Retry-After"), Some("5"));
    trainer.get("/health/ready").await.has_status(503).says("the database does not answer");
}

#[rocket::async_test]
async fn the_lag_of_the_scheduler_grows_while_it_fails() {
    let service = TestApp::start().await;
    let visitor = service.visitor().await;
    let lag = async || {
        let page = visitor.metrics().await.body;
        let (_, after) = page.split_once("\ncommon_ground_scheduler_lag_seconds ").unwrap();
        after.lines().next().unwrap().parse::<i64>().unwrap()
    };
    work::step(&service.app).await.unwrap();
    service.clock.set(service.now() + 40.seconds());
    assert_eq!(lag().await, 40);
    work::step(&service.app).await.unwrap();
    assert_eq!(lag().await, 0);
    service.app.db.write_one().execute_unprepared("ALTER TABLE round RENAME TO elsewhere").await.unwrap();
    service.clock.set(service.now() + 95.seconds());
    work::step(&service.app).await.unwrap_err();
    assert_eq!(lag().await, 95, "it looked, and could do nothing");
    let other = service.another().await;
    lease::give_back(service.app.db.write_one(), lease::SCHEDULER, &service.app.work.instance.to_string())
        .await
        .unwrap();
    let (now, until) = (service.now(), service.now() + 75.seconds());
    let holder = other.app.work.instance.to_string();
    lease::take(other.app.db.write_one(), lease::SCHEDULER, &holder, now, until).await.unwrap();
    work::step(&service.app).await.unwrap();
    assert_eq!(lag().await, 0, "another one does it");
}

/// Words that no line of a log may hold: of an answer, of a letter, of somebody who signs in, of a code that was typed.
const MARKS: [&str; 5] = ["heronsbill", "rosa.marlow", "Marlow", "mistyped.person", "NOSUCHCODE"];

/// A letter that waits in the outbox, with words and an address that no log may hold.
async fn letter_to_rosa(service: &TestApp) {
    let letter = outbox::NewLetter {
        id: Uuid::new_v4(),
        kind: "summary",
        unique_key: "one".into(),
        address: "rosa.marlow@library.example.org".into(),
        message_id: "one@library.example.org".into(),
        message: b"To: Rosa Marlow <rosa.marlow@library.example.org>\r\n\r\nheronsbill".to_vec(),
    };
    outbox::enqueue(service.app.db.write_one(), letter, service.now()).await.unwrap();
}

#[tokio::test]
async fn the_log_is_lines_of_json_with_the_ids_of_requests_and_nothing_personal() {
    let service = TestApp::start().await;
    // The program goes by the system's clock.
    let soon = Clock::System.now() + 24.hours();
    let confidential = service
        .round("staff_needs", |round| {
            (round.privacy, round.audience) = (PrivacyMode::Confidential, Audience::Both);
            round.closes_at = soon;
        })
        .await;
    let token = service.invite(&confidential, "rosa.marlow@library.example.org").await;
    let anonymous = service
        .round("staff_needs", |round| (round.audience, round.closes_at) = (Audience::Invited, soon))
        .await;
    let secret = service.invite(&anonymous, "rosa.marlow@example.org").await;
    letter_to_rosa(&service).await;
    let refusal = "550 5.1.1 <rosa.marlow@library.example.org>: Recipient address rejected";
    let mailbox = SmtpServer::start(Behaviour::always(At::Rcpt, Act::Say(refusal))).await;
    let open = service.round("staff_needs", |round| round.closes_at = soon).await;

    let log = service.database().data_dir().join("log.json");
    let running = Program::on(service.database())
        .with("COMMON_GROUND_LOG_FORMAT", "json")
        .with("RUST_LOG", "common_ground=debug")
        .with("COMMON_GROUND_SECRET_KEY", "a key that is long enough for anybody")
        .with("COMMON_GROUND_SMTP_URL", mailbox.url())
        .with("COMMON_GROUND_MAIL_FROM", "Riverside Libraries <feedback@library.example.org>")
        .logging_to(log.clone())
        .serve();
    let at = running.address;
    let answer = "action=submit&answers[staff_group]=outreach&answers[other_help]=heronsbill";
    let (status, sent) = post(at, &format!("/s/{}", open.code), answer).await.unwrap();
    assert_eq!(status, 303, "{sent}");
    let wrong = "action=submit&answers[conf_initiative]=heronsbill&answers[other_help]=heronsbill";
    assert_eq!(post(at, &format!("/s/{}", open.code), wrong).await.unwrap().0, 422);
    assert_eq!(get(at, &format!("/i/{token}")).await.unwrap().0, 200);
    assert_eq!(post(at, &format!("/i/{token}"), answer).await.unwrap().0, 303);
    assert_eq!(post(at, &format!("/i/{secret}"), answer).await.unwrap().0, 303);
    get(at, "/s/NOSUCHCODE").await.unwrap();
    get(at, "/heronsbill?q=heronsbill").await.unwrap();
    for email in ["mistyped.person@library.example.org", "rosa.marlow@library.example.org"] {
        post(at, "/sign-in", &format!("email={email}&password=heronsbill")).await.unwrap();
        post(at, "/sign-in/forgotten", &format!("email={email}")).await.unwrap();
    }
    // What the database then says of the answer goes to the log as well.
    let broken = "ALTER TABLE response RENAME COLUMN answers TO elsewhere";
    service.app.db.write_one().execute_unprepared(broken).await.unwrap();
    let (status, page) = post(at, &format!("/s/{}", open.code), answer).await.unwrap();
    assert_eq!(status, 500);
    says(&log, "an email was given up").await;
    assert_eq!(running.stop().code(), Some(0));

    let id = page.split("x-request-id: ").nth(1).unwrap().split("\r\n").next().unwrap();
    let log = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let about = |line: &&serde_json::Value| line["request"] == *id;
    assert!(lines.iter().filter(about).any(|line| line["message"] == "a request failed"), "{id}\n{log}");
    assert!(lines.iter().filter(about).any(|line| line["status"] == 500), "{id}\n{log}");
    let people = people_invited(&service).await;
    let codes = [&*token, &*secret, &*open.code, &*confidential.code, &*anonymous.code, "127.0.0.1"];
    for mark in MARKS.into_iter().chain(codes).chain(people.iter().map(String::as_str)) {
        assert!(!log.contains(mark), "{mark} is in the log:\n{log}");
    }
}

/// Waits until a log says something.
async fn says(log: &std::path::Path, words: &str) {
    let began = Instant::now();
    while !std::fs::read_to_string(log).unwrap().contains(words) {
        assert!(began.elapsed() < Duration::from_secs(30), "never said: {words}");
        sleep(Duration::from_millis(50)).await;
    }
}

/// The ids of everybody invited and of their invitations.
async fn people_invited(service: &TestApp) -> Vec<String> {
    let invited = entity::invitation::Entity::find().all(service.app.db.read()).await.unwrap();
    invited.iter().flat_map(|one| [one.id, one.contact_id]).map(|id| id.to_string()).collect()
}

#[tokio::test]
async fn the_usual_log_does_not_tell_of_addresses_that_lead_nowhere_either() {
    let database = TestDatabase::create().await;
    let log = database.data_dir().join("log.txt");
    let running = Program::on(&database).logging_to(log.clone()).serve();
    let at = running.address;
    for path in
        ["/i/heronsbill/more", "/summary/heronsbill/more", "/programmes/heronsbill/partners/heronsbill/edit"]
    {
        let (status, page) = get(at, path).await.unwrap();
        assert!(status == 404 || status == 303, "{path}: {page}");
    }
    assert_eq!(post(at, "/summary/heronsbill", "one=click").await.unwrap().0, 404);
    assert_eq!(post(at, "/sign-in", "email[=heronsbill&password=%ff").await.unwrap().0, 422);
    assert_eq!(running.stop().code(), Some(0));
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(!log.contains("heronsbill"), "{log}");
}

#[rocket::async_test]
async fn whoever_watches_the_service_reads_counts_and_no_links() {
    let service = TestApp::start().await;
    let round = service.round("partner_expect", |_| {}).await;
    service.answers(&round, "school", 3, 4).await;
    let visitor = service.visitor().await;
    let form = visitor.get(&format!("/s/{}", round.code)).await;
    assert!(form.header("X-Request-Id").is_some());
    let page = visitor.metrics().await;
    page.has_status(200);
    assert!(page.header("Content-Type").unwrap().starts_with("application/openmetrics-text"));
    for line in [
        r#"common_ground_http_requests_total{method="GET",route="/s/<code>",status="200"} 1"#,
        "common_ground_submissions_total 3",
        "common_ground_writer_queue_submissions 0",
    ] {
        assert!(page.body.contains(line), "{line}\n{}", page.body);
    }
    assert!(!page.body.contains(&round.code));
    // What is to be watched for is really there: a rule on a figure that nobody has is silent for ever.
    let advice = include_str!("../../../../docs/operations.md");
    let words = advice.split(|c: char| !c.is_ascii_lowercase() && c != '_');
    let figures: Vec<_> = words.filter(|word| word.starts_with("common_ground_")).collect();
    assert!(figures.len() > 8, "{figures:?}");
    for figure in figures {
        assert!(
            page.body
                .lines()
                .any(|line| line.starts_with(&format!("{figure}{{"))
                    || line.starts_with(&format!("{figure} "))),
            "{figure}\n{}",
            page.body
        );
    }
    assert!(page.body.contains(r#"common_ground_outbox_emails{state="failed"} 0"#), "{}", page.body);
}

#[rocket::async_test]
async fn guesses_at_codes_are_limited_by_each_instance_and_waits_for_passwords_by_all_together() {
    let service = TestApp::start().await;
    // Each visitor here meets an instance of their own, on one database.
    let (one, two) = (service.visitor().await, service.visitor().await);
    for _ in 0..60 {
        one.get("/s/GUESSED").await.has_status(404);
    }
    one.get("/s/GUESSED").await.has_status(429);
    two.get("/s/GUESSED").await.has_status(404);
    for at in [&one, &two] {
        for _ in 0..5 {
            at.post("/sign-in", &[("email", "tom@example.org"), ("password", "guess")]).await.has_status(422);
        }
    }
    two.post("/sign-in", &[("email", "tom@example.org"), ("password", "guess")]).await.has_status(429);
}
