//! What the pure core costs: `cargo bench -p common-ground-reports`. Read these as shares of one another in one run, not
//! as times of a machine.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on should stop where it is")]
#![expect(dead_code, reason = "the benches borrow the samples of the tests, but not all of them")]

#[path = "../tests/samples/courses.rs"]
mod charts_of_courses;
#[path = "../tests/summary/courses.rs"]
mod courses;
#[path = "../tests/samples/dumbbells.rs"]
mod dumbbells;
#[path = "../tests/samples/fields.rs"]
mod fields;
#[path = "../tests/summary/items.rs"]
mod items;
#[path = "../tests/samples/spreads.rs"]
mod spreads;

use std::fmt::Write as _;
use std::hint::black_box;

use common_ground_reports::chart::{Layout, Picture};
use common_ground_reports::counts::Counts;
use common_ground_reports::figures::{Precision, comparison_csv};
use common_ground_reports::stats::mann_whitney::mann_whitney;
use common_ground_reports::summary::Summary;
use common_ground_reports::wide;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Rows of the files that are read.
const ROWS: u64 = 100_000;

fn statistics(criterion: &mut Criterion) {
    // The largest that is exact: 60 answers, 30 a side, spread evenly over the scale.
    let (first, second) = (Counts::of([6, 6, 6, 6, 6]), Counts::of([5, 6, 6, 6, 7]));
    criterion.bench_function("Mann-Whitney, exact, 60 answers", |bench| {
        bench.iter(|| mann_whitney(black_box(&first), black_box(&second)));
    });
    let inputs = courses::large();
    criterion.bench_function("comparisons and summary from tallies", |bench| {
        bench.iter(|| Summary::write(black_box(inputs.clone())));
    });
}

fn documents(criterion: &mut Criterion) {
    let summary = Summary::write(courses::third());
    let links = courses::links();
    let mut group = criterion.benchmark_group("summary of a course");
    group.bench_function("as text", |bench| bench.iter(|| summary.text(&links)));
    group.bench_function("as a page, with its charts", |bench| {
        bench.iter(|| summary.page_body(&links).unwrap());
    });
    group.bench_function("as an email, with its picture", |bench| {
        bench.iter(|| summary.email(&links).unwrap());
    });
    let figures = summary.figures.as_ref().unwrap();
    group.bench_function("its comparisons as CSV", |bench| {
        let comparisons = || figures.blocks.iter().map(|block| &block.comparison);
        bench.iter(|| comparison_csv(comparisons(), Precision::Published).unwrap());
    });
    group.bench_function("all charts as files", |bench| {
        bench.iter(|| {
            let pictures = summary.charts().unwrap();
            pictures.iter().map(|(_, picture)| picture.png(2.0).unwrap().len()).sum::<usize>()
        });
    });
    group.finish();
}

/// The name of a chart, and how it is drawn.
type Chart = (&'static str, fn(Layout) -> Picture);

fn charts(criterion: &mut Criterion) {
    let charts: [Chart; 8] = [
        ("dumbbell", |layout| dumbbells::library_gives().picture(layout).unwrap()),
        ("stacked bars", |layout| spreads::offers().picture(layout).unwrap()),
        ("diverging bars", |layout| spreads::health().picture(layout).unwrap()),
        ("then and now", |layout| charts_of_courses::confidence().picture(layout).unwrap()),
        ("priorities", |layout| fields::ten().picture(layout).unwrap()),
        ("kinds of partner", |layout| fields::by_kind(7).picture(layout).unwrap()),
        ("funnel", |layout| charts_of_courses::answered([59, 57, 41, 35]).picture(layout).unwrap()),
        ("courses over time", |layout| charts_of_courses::over_time(6).picture(layout).unwrap()),
    ];
    for (name, draw) in charts {
        let mut group = criterion.benchmark_group(name);
        group.bench_function("SVG", |bench| bench.iter(|| draw(Layout::Wide)));
        let picture = draw(Layout::Wide);
        group.bench_function("PNG of it", |bench| bench.iter(|| picture.png(1.0).unwrap()));
        group.finish();
    }
}

/// A file of answers: ten items and a group.
fn file() -> String {
    let mut file = String::from("response_id,group");
    for item in 0..10 {
        write!(file, ",item_{item}").unwrap();
    }
    file.push('\n');
    for row in 0..ROWS {
        write!(file, "{row},{}", ["school", "charity", "childrens_home"][usize::try_from(row % 3).unwrap()])
            .unwrap();
        for item in 0..10 {
            write!(file, ",{}", (row * 7 + item * 3) % 5 + 1).unwrap();
        }
        file.push('\n');
    }
    file
}

fn read_wide(file: &str) -> u64 {
    let options =
        wide::WideOptions { file: "answers.csv", known: &wide::without_survey, progress: &mut |_| {} };
    wide::read(file.as_bytes(), options).unwrap().responses()
}

fn reading(criterion: &mut Criterion) {
    let file = file();
    // In quotation marks, as some programs write every text: each row takes the careful way.
    let quoted = file.replace(",school,", ",\"school\",").replace(",charity,", ",\"charity\",");
    let mut group = criterion.benchmark_group("a file of answers");
    group.throughput(Throughput::Elements(ROWS)).sample_size(10);
    group.bench_function(BenchmarkId::new("read into tallies", ROWS), |bench| {
        bench.iter(|| read_wide(black_box(&file)));
    });
    group.bench_function(BenchmarkId::new("read into tallies, groups in quotation marks", ROWS), |bench| {
        bench.iter(|| read_wide(black_box(&quoted)));
    });
    group.bench_function(BenchmarkId::new("its limit: read by the csv crate alone", ROWS), |bench| {
        bench.iter(|| {
            let mut rows = csv::Reader::from_reader(file.as_bytes());
            let mut row = csv::ByteRecord::new();
            let mut fields = 0;
            while rows.read_byte_record(&mut row).unwrap() {
                fields += row.len();
            }
            fields
        });
    });
    group.finish();
}

criterion_group!(benches, statistics, documents, charts, reading);
criterion_main!(benches);
