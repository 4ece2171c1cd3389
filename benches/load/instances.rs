//! One, two and four instances on one PostgreSQL.

use std::time::Duration;

use common_ground::{store::Db, survey::round::Side};

use super::{
    program::Database,
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
        let services: Vec<_> = (0..instances).map(|_| database.serve(&[])).collect();
        let addresses: Vec<_> = services.iter().map(|service| service.address).collect();
        let sent = storm(&addresses, &form, CONNECTIONS, each).await;
        let first = *alone.get_or_insert(sent.rate);
        let what = format!("durable submissions, PostgreSQL, instances: {instances}");
        let says = format!("{:.2} of one instance; {}", sent.rate / first, sent.times());
        table.row(what, per_second(sent.rate), String::new(), says);
    }
}
