//! What the form of a submission costs, piece by piece: `cargo bench --bench checking`.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on should stop where it is")]

use std::{collections::BTreeMap, hint::black_box, sync::Arc};

use common_ground::{
    store::{rounds::Round, submission::Submission},
    survey::{
        answer::Answer,
        answers::{self, Answers},
        audience::Audience,
        checklist::{AnswerRecord, Checklist},
        round::{PrivacyMode, RoundState, Side},
        sample, tally, templates,
    },
    system::form_body::FormBody,
};
use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use rand::{SeedableRng, rngs::StdRng};
use url::form_urlencoded::Serializer;
use uuid::Uuid;

const SIDE: Side = Side::Partner;

/// What somebody made up answers.
fn person() -> Answers {
    let survey = templates::find("partner_expect").unwrap();
    sample::plausible(survey, SIDE, "school", &mut StdRng::seed_from_u64(7), &BTreeMap::new())
}

/// The same as their browser sends it, in the order of the questions.
fn body() -> String {
    let (survey, person) = (templates::find("partner_expect").unwrap(), person());
    let mut form = Serializer::new("key=0c5cf4b8-4b6f-4a6e-8d53-9f0d5d0a52c2".to_owned());
    for item in survey.questions_on(SIDE) {
        for value in person.get(&item.key).into_iter().flat_map(Answer::form_values) {
            form.append_pair(&format!("answers[{}]", item.key), &value);
        }
    }
    form.append_pair("action", "submit").finish()
}

/// The names and values of the answers in a form.
fn sent(form: &FormBody) -> impl Iterator<Item = (&str, &str)> {
    form.within("answers")
}

fn settled(checklist: &Checklist, before: &Answers, form: &FormBody) -> AnswerRecord {
    checklist.settle("en", before, sent(form)).unwrap()
}

fn round() -> Round {
    Round {
        id: Uuid::new_v4(),
        programme: Uuid::new_v4(),
        survey_version: Uuid::new_v4(),
        code: "QUAY7X".to_owned(),
        side: SIDE,
        privacy: PrivacyMode::Anonymous,
        audience: Audience::Open,
        aims: vec![],
        state: RoundState::Open,
        opens_at: Timestamp::UNIX_EPOCH,
        closes_at: Timestamp::MAX,
    }
}

/// The way of a submission from the bytes of its body to what the writer is handed.
fn form_path(criterion: &mut Criterion) {
    let survey = templates::find("partner_expect").unwrap();
    let checklist = Checklist::new(Arc::new(survey.clone()), SIDE);
    let (body, round, nothing) = (body(), round(), Answers::default());
    let form = FormBody::read(&body);
    criterion.bench_function("a body read into its fields", |bench| {
        bench.iter(|| FormBody::read(black_box(&body)));
    });
    criterion.bench_function("its answers checked, counted and written down", |bench| {
        bench.iter(|| settled(&checklist, &nothing, black_box(&form)));
    });
    let (kept, empty) = (person(), FormBody::default());
    criterion.bench_function("answers of earlier pages settled at the end", |bench| {
        bench.iter(|| settled(&checklist, black_box(&kept), &empty));
    });
    criterion.bench_function("from the body to the writer", |bench| {
        bench.iter(|| {
            let form = FormBody::read(black_box(&body));
            let record = settled(&checklist, &nothing, &form);
            Submission::of(&round, record, Some("0c5cf4b8-4b6f-4a6e-8d53-9f0d5d0a52c2"), None)
        });
    });
    criterion.bench_function("a survey made ready for it, once", |bench| {
        let survey = Arc::new(survey.clone());
        bench.iter(|| Checklist::new(Arc::clone(&survey), SIDE));
    });
}

/// The same by name, as rows of files and sheets of paper are read.
fn by_name(criterion: &mut Criterion) {
    let survey = templates::find("partner_expect").unwrap();
    let raw = person().to_raw();
    criterion.bench_function("a submission checked", |bench| {
        bench.iter(|| answers::read(survey, SIDE, black_box(&raw)).unwrap());
    });
    let answers = answers::read(survey, SIDE, &raw).unwrap();
    criterion.bench_function("what it adds to the tallies", |bench| {
        bench.iter(|| tally::tallies(survey, black_box(&answers)));
    });
    criterion.bench_function("as the stored document", |bench| {
        bench.iter(|| black_box(&answers).to_json());
    });
}

criterion_group!(benches, form_path, by_name);
criterion_main!(benches);
