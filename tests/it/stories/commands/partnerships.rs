//! The partnerships of a programme out to files.

use std::fs;

use common_ground::{
    store::{
        agreements, health, partners,
        partners::Partner,
        programmes::{self, Programme, ProgrammeSettings},
        promises::{self, NewPromise, PromiseOrigin},
        write,
    },
    survey::{
        agreement::{Agreement, Part},
        health as asking,
        text::ENGLISH,
    },
};
use common_ground_reports::health::ConditionInput;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::support::{database::TestDatabase, program::Program};

fn check(partner: Uuid, opens: &str, unsealed: bool) -> health::Health {
    let opens_at: Timestamp = opens.parse().unwrap();
    let conditions = asking::surveys().flat_map(asking::conditions);
    let figures = conditions.map(|item| ConditionInput {
        key: item.key.clone(),
        label: item.label.in_language(ENGLISH).to_owned(),
        library: [4, 5].into_iter().collect(),
        partner: std::iter::empty::<u8>().collect(),
    });
    health::Health {
        id: Uuid::new_v4(),
        partner_id: partner,
        opens_at,
        closes_at: opens_at + asking::OPEN_FOR,
        unsealed_at: unsealed.then_some(opens_at),
        figures: if unsealed { figures.collect() } else { Vec::new() },
    }
}

#[tokio::test]
async fn three_files_tell_everything_but_what_is_sealed() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let now: Timestamp = "2026-05-21T09:00:00Z".parse().unwrap();
    let programme = Programme {
        id: Uuid::new_v4(),
        slug: "reading".into(),
        name: "Welcome to reading".into(),
        settings: ProgrammeSettings::default(),
    };
    programmes::add(db.write_one(), &programme, now).await.unwrap();
    let elm = Partner {
        id: Uuid::new_v4(),
        programme_id: programme.id,
        name: "=Elm House".into(),
        kind: "school".into(),
    };
    partners::add_all(db.write_one(), std::slice::from_ref(&elm)).await.unwrap();
    let tx = write(&db).await.unwrap();
    health::add(&tx, &check(elm.id, "2026-03-01T09:00:00Z", true), &[], &[]).await.unwrap();
    health::add(&tx, &check(elm.id, "2026-05-01T09:00:00Z", false), &[], &[]).await.unwrap();
    let mut document = Agreement { partner: elm.name.clone(), ..Agreement::default() };
    document.set(Part::Risks, "Money");
    agreements::add(&tx, elm.id, 1, &document, now).await.unwrap();
    let promise = NewPromise {
        partner: Some(elm.id),
        ..NewPromise::new(programme.id, PromiseOrigin::Agreement, "A box of 40 books")
    };
    promises::add(&tx, promise).await.unwrap();
    tx.commit().await.unwrap();

    let program = Program::on(&database);
    program.run(&["export", "partnerships", "--programme", "reading", "--out", "out"]).succeeded();
    let out = database.data_dir().join("out");
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let conditions = read("conditions.csv");
    let lines: Vec<&str> = conditions.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "partner,round,side,key,n,mean");
    assert_eq!(lines.len(), 1 + 21 * 2, "{conditions}");
    assert!(lines.iter().all(|line| !line.contains("2026-05-01")), "what is sealed is told to nobody");
    assert!(lines.contains(&"'=Elm House,2026-03-01,library,work_trust,2,4.5000"), "{conditions}");
    assert!(lines.contains(&"'=Elm House,2026-03-01,partner,work_trust,0,"), "{conditions}");
    assert!(read("promises.csv").contains("A box of 40 books"));
    let agreements: Value = serde_json::from_str(&read("agreements.json")).unwrap();
    assert_eq!(agreements[0]["versions"][0]["parts"]["risks"], "Money");
    assert_eq!(agreements[0]["versions"][0]["state"], "draft");
    program.run(&["export", "partnerships", "--programme", "nowhere", "--out", "out"]).failed_with(1);
}
