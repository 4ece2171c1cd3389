//! What it costs to check a submission: `cargo bench --bench checking`.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on should stop where it is")]

use std::hint::black_box;

use common_ground::survey::{
    answers::{self, Raw},
    ready,
    round::Side,
    tally,
};
use criterion::{Criterion, criterion_group, criterion_main};

/// Everything that a partner can answer, answered.
fn form() -> Raw {
    let survey = ready::find("partner_expect").unwrap();
    let ratings = survey.questions_on(Side::Partner).filter(|item| item.kind.scale().is_some());
    let mut raw: Raw = ratings.map(|item| (item.key.clone(), vec!["4".to_owned()])).collect();
    raw.insert(Side::Partner.group_item().to_owned(), vec!["school".to_owned()]);
    raw
}

fn checking(criterion: &mut Criterion) {
    let survey = ready::find("partner_expect").unwrap();
    let raw = form();
    criterion.bench_function("a submission checked", |bench| {
        bench.iter(|| answers::read(survey, Side::Partner, black_box(&raw)).unwrap());
    });
    let answers = answers::read(survey, Side::Partner, &raw).unwrap();
    criterion.bench_function("what it adds to the tallies", |bench| {
        bench.iter(|| tally::tallies(survey, black_box(&answers)));
    });
    criterion.bench_function("as the stored document", |bench| {
        bench.iter(|| serde_json::to_string(black_box(&answers)).unwrap());
    });
}

criterion_group!(benches, checking);
criterion_main!(benches);
