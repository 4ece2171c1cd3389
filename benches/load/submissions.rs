//! Durable submissions, beside an empty page of the same service and a bare group commit into the same database.

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use common_ground::{
    store::{Db, write},
    survey::{answers::Answers, checklist::Checklist, definition::Survey, round::Side, templates},
    system::form_body::FormBody,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::{
    cost::Meter,
    http::Connection,
    program::Database,
    stage,
    storm::{Ask, storm},
    table::{Table, per_second},
};

/// Connections that send at one time.
const CONNECTIONS: [usize; 3] = [1, 32, 128];
/// Connections that send what is thrown away.
const CEILING: [usize; 2] = [1, 32];
/// With so many the cost of each submission is noted.
const COSTED: usize = 32;
/// Forms that are read without the service.
const ALONE: usize = 100_000;

pub async fn measure(table: &mut Table, each: Duration) {
    form_alone(table, templates::find("partner_expect").unwrap(), Side::Partner);
    thrown_away(table, each).await;
    for database in [Database::sqlite(), Database::postgres()] {
        let name = database.name();
        let db = Db::open(&database.url()).await.unwrap();
        let programme = stage::programme(&db).await;
        let (round, survey) = stage::round(&db, &programme, "partner_expect", Side::Partner).await;
        let form =
            Ask::Forms { path: format!("/s/{}", round.code), forms: stage::forms(survey, Side::Partner) };
        let service = database.serve(&[]);
        for connections in CONNECTIONS {
            let empty = Ask::Page("/health/live".to_owned());
            let empty = storm(&[service.address], &empty, connections, each).await;
            let before = Meter::read(&database, &service, &db).await;
            let sent = storm(&[service.address], &form, connections, each).await;
            if connections == COSTED {
                let after = Meter::read(&database, &service, &db).await;
                after.note(&before, name, table);
            }
            let bare = bare(&db, connections, each).await;
            let what = format!("durable submissions, {name}, {connections} at once");
            table.rate(what, sent.rate, empty.rate, "an empty page", &format!("; {}", sent.times()));
            let what = format!("bare group commits, {name}, {connections} at once");
            table.row(
                what,
                per_second(bare),
                String::new(),
                format!("submissions reach {:.2} of it", sent.rate / bare),
            );
        }
        table.row(
            format!("memory after that load, {name}"),
            format!("{:.0} MB", service.memory()),
            "64 MB".to_owned(),
            String::new(),
        );
    }
}

/// What the form takes of the processor for each submission: from its body to what the writer is handed. The driver does it by
/// itself, without the service.
fn form_alone(table: &mut Table, survey: &Survey, side: Side) {
    let (forms, nothing) = (stage::forms(survey, side), Answers::default());
    let checklist = Checklist::new(Arc::new(survey.clone()), side);
    let began = Instant::now();
    for form in forms.iter().cycle().take(ALONE) {
        let form = FormBody::read(form);
        black_box(checklist.settle("en", &nothing, form.within("answers")).unwrap());
    }
    let each = began.elapsed().as_secs_f64() * 1e6 / ALONE as f64;
    let what = "processor for the form alone: read, checked, counted, written down";
    table.row(what, format!("{each:.1} µs"), String::new(), "without HTTP and database".to_owned());
}

/// The most that submissions could reach: whole forms that are read and checked by the service, and not stored. The questions
/// stand on one page, which is kept in the browser: its cookie is opened and sealed again beside, and no database asked.
async fn thrown_away(table: &mut Table, each: Duration) {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let survey = stage::on_one_page("partner_expect");
    let round = stage::round_of(&db, &programme, &survey, Side::Partner).await;
    let path = format!("/s/{}", round.code);
    let kept = |form: String| form.replacen("action=submit", "action=next&page=1", 1);
    let forms: Vec<String> = stage::forms(&survey, Side::Partner).into_iter().map(kept).collect();
    let service = database.serve(&[]);
    let mut connection = Connection::open(service.address).await.unwrap();
    assert_eq!(connection.post(&path, &forms[0]).await.unwrap().0, 303, "{}", connection.head());
    let cookie = connection.cookies("draft");
    assert!(!cookie.is_empty(), "the answers went back to the browser");
    let form = Ask::Checked { path, forms, cookie };
    for connections in CEILING {
        let empty = Ask::Page("/health/live".to_owned());
        let empty = storm(&[service.address], &empty, connections, each).await;
        let sent = storm(&[service.address], &form, connections, each).await;
        let what = format!("a form that is checked and thrown away, {connections} at once");
        table.rate(what, sent.rate, empty.rate, "an empty page", &format!("; {}", sent.times()));
    }
}

/// Memory at rest, and while answers keep coming.
pub async fn memory(table: &mut Table, long: Duration) {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let (round, survey) = stage::round(&db, &programme, "partner_expect", Side::Partner).await;
    let form = Ask::Forms { path: format!("/s/{}", round.code), forms: stage::forms(survey, Side::Partner) };
    let service = database.serve(&[]);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let rest = service.memory();
    let sent = storm(&[service.address], &form, 32, long).await;
    let what = format!("memory after {} s of load", long.as_secs());
    let says = format!("{rest:.0} MB at rest; submissions: {}", per_second(sent.rate));
    table.row(what, format!("{:.0} MB", service.memory()), "64 MB".to_owned(), says);
}

/// One row to store.
type Job = (Uuid, oneshot::Sender<()>);

/// The least that durable storing can be: rows of the same size, taken together as they come, one insert and one
/// commit for each batch. Returns rows a second.
async fn bare(db: &Db, connections: usize, long: Duration) -> f64 {
    let table = format!("bare_{}", Uuid::new_v4().simple());
    let create = format!("CREATE TABLE {table} (id TEXT PRIMARY KEY, body TEXT NOT NULL)");
    db.write_one().execute_unprepared(&create).await.unwrap();
    let (sender, mut jobs) = mpsc::channel::<Job>(4096);
    let writer = {
        let db = db.clone();
        tokio::spawn(async move {
            let mut batch = Vec::new();
            while jobs.recv_many(&mut batch, 256).await > 0 {
                let tx = write(&db).await.unwrap();
                tx.execute_raw(insert(&table, tx.get_database_backend(), &batch)).await.unwrap();
                tx.commit().await.unwrap();
                for (_, done) in batch.drain(..) {
                    let _ = done.send(());
                }
            }
        })
    };
    let end = Instant::now() + long;
    let senders: Vec<_> = (0..connections)
        .map(|_| {
            let sender = sender.clone();
            tokio::spawn(async move {
                let mut stored = 0_u64;
                while Instant::now() < end {
                    let (done, durable) = oneshot::channel();
                    sender.send((Uuid::new_v4(), done)).await.unwrap();
                    durable.await.unwrap();
                    stored += 1;
                }
                stored
            })
        })
        .collect();
    drop(sender);
    let mut stored = 0;
    for sender in senders {
        stored += sender.await.unwrap();
    }
    writer.await.unwrap();
    stored as f64 / long.as_secs_f64()
}

fn insert(table: &str, backend: DbBackend, batch: &[Job]) -> Statement {
    const BODY: &str = r#"{"bring_age_groups":4,"bring_enthusiasm":4,"bring_reliability":4,"bring_service_knowledge":4,
        "change":{"text":"Longer opening hours on Saturdays"},"need_build_existing":4,"need_flexibility":4}"#;
    let mut places = Vec::with_capacity(batch.len());
    let mut values = Vec::with_capacity(2 * batch.len());
    for (at, (id, _)) in batch.iter().enumerate() {
        places.push(match backend {
            DbBackend::Postgres => format!("(${}, ${})", 2 * at + 1, 2 * at + 2),
            _ => "(?, ?)".to_owned(),
        });
        values.push(id.to_string().into());
        values.push(BODY.into());
    }
    let words = format!("INSERT INTO {table} (id, body) VALUES {}", places.join(", "));
    Statement::from_sql_and_values(backend, words, values)
}
