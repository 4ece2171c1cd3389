//! One, two and four instances on one PostgreSQL, with what time causes done once beside the load.

use std::time::Duration;

use common_ground::{store::Db, survey::round::Side};

use super::{
    once::Due,
    program::Database,
    sink::Sink,
    stage,
    storm::{Ask, storm},
    table::{Table, per_second},
};

/// Connections in all, shared by the instances.
const CONNECTIONS: usize = 64;

pub async fn measure(table: &mut Table, each: Duration) {
    let database = Database::postgres();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let (round, survey) = stage::round(&db, &programme, "partner_expect", Side::Partner).await;
    let form = Ask::Forms { path: format!("/s/{}", round.code), forms: stage::forms(survey, Side::Partner) };
    let mut alone = None;
    for instances in [1, 2, 4] {
        let (sink, due) = (Sink::start().await, Due::in_programme(&db, &programme).await);
        let settings = [
            ("COMMON_GROUND_SMTP_URL", &*sink.url),
            ("COMMON_GROUND_MAIL_FROM", "Riverside Libraries <feedback@library.example.org>"),
            ("COMMON_GROUND_MAIL_PER_MINUTE", "1000"),
        ];
        let services: Vec<_> = (0..instances).map(|_| database.serve(&settings)).collect();
        let addresses: Vec<_> = services.iter().map(|service| service.address).collect();
        let sent = storm(&addresses, &form, CONNECTIONS, each).await;
        let first = *alone.get_or_insert(sent.rate);
        let what = format!("durable submissions, PostgreSQL, instances: {instances}");
        let once = due.came_once(&sink).await;
        let says = format!("{:.2} of one instance; {}; {once}", sent.rate / first, sent.times());
        table.row(what, per_second(sent.rate), String::new(), says);
    }
}
