//! One, two and four instances on one PostgreSQL: first as they are, with what time causes done once beside the load; then
//! each held to a part of a processor, so that one does not fill the machine already.

use std::time::Duration;

use common_ground::{
    store::{Db, programmes::Programme},
    survey::round::Side,
};

use super::{
    once::Due,
    program::Database,
    share::{Held, SHARE},
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
    let scene = Scene { database, db, programme, form };
    for held in [false, true] {
        let mut alone = None;
        for instances in [1, 2, 4] {
            let Some((rate, says)) = scene.under_load(instances, held, each).await else {
                eprintln!("this system does not let us hold a process to {SHARE}");
                return;
            };
            let share = if held { format!(", each held to {SHARE}") } else { String::new() };
            let what = format!("durable submissions, PostgreSQL, instances: {instances}{share}");
            let says = format!("{:.2} of one instance; {says}", rate / *alone.get_or_insert(rate));
            table.row(what, per_second(rate), String::new(), says);
        }
    }
}

struct Scene {
    database: Database,
    db: Db,
    programme: Programme,
    form: Ask,
}

impl Scene {
    /// Submissions a second of so many instances, and what else is to be said; none when they cannot be held.
    async fn under_load(&self, instances: usize, held: bool, each: Duration) -> Option<(f64, String)> {
        let sink = Sink::start().await;
        let due = if held { None } else { Some(Due::in_programme(&self.db, &self.programme).await) };
        let settings = [
            ("COMMON_GROUND_SMTP_URL", &*sink.url),
            ("COMMON_GROUND_MAIL_FROM", "Riverside Libraries <feedback@library.example.org>"),
            ("COMMON_GROUND_MAIL_PER_MINUTE", "1000"),
        ];
        let mut groups = Vec::new();
        let services: Vec<_> = (0..instances).map(|_| self.database.serve(&settings)).collect();
        if held {
            groups = services.iter().map(|service| Held::hold(service.pid())).collect::<Option<Vec<_>>>()?;
        }
        let addresses: Vec<_> = services.iter().map(|service| service.address).collect();
        let sent = storm(&addresses, &self.form, CONNECTIONS, each).await;
        let mut says = sent.times();
        if let Some(due) = due {
            says = format!("{says}; {}", due.came_once(&sink).await);
        }
        // A group goes when nothing runs in it.
        drop(services);
        drop(groups);
        Some((sent.rate, says))
    }
}
