//! A million answers out of the service, a programme with many answers into its archive and out of it, and two files of a million
//! into a report.

use std::{
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use common_ground::{store::Db, survey::round::Side};

use super::{
    cost::number,
    program::{Database, timed},
    stage,
    table::{Table, per_second},
};

const MILLION: usize = 1_000_000;
/// Answers of a programme that moves.
const MOVED: usize = 100_000;
/// The most memory that moving it may take, in MB, however much there is.
const FLAT: f64 = 64.0;

/// Reads files by Python’s csv module, and prints how many seconds that took.
const IN_PYTHON: &str = "
import csv, sys, time
began, cells = time.perf_counter(), 0
for name in sys.argv[1:]:
    with open(name, newline='', encoding='utf-8') as file:
        for row in csv.reader(file):
            cells += len(row)
print(time.perf_counter() - began)
";

/// The answers of a closed round as a wide file, beside the csv crate writing the same rows from memory.
pub async fn export(table: &mut Table) {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let (round, survey) = stage::round(&db, &programme, "partner_expect", Side::Partner).await;
    stage::fill(&db, &round, survey, MILLION).await;
    stage::close(&db, &round).await;
    db.close().await.unwrap();
    let out = database.folder().join("answers.csv");
    let arguments = ["export", "responses", "--round", &round.code, "--out", out.to_str().unwrap()];
    let (took, memory) = timed(&mut database.command(&arguments, &[]));

    let rows: Vec<csv::ByteRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(&out)
        .unwrap()
        .byte_records()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(rows.len(), MILLION + 1);
    let began = Instant::now();
    let mut writer = csv::Writer::from_path(database.folder().join("same.csv")).unwrap();
    for row in &rows {
        writer.write_byte_record(row).unwrap();
    }
    writer.flush().unwrap();
    let limit = MILLION as f64 / began.elapsed().as_secs_f64();
    let rate = MILLION as f64 / took.as_secs_f64();
    table.rate(
        "export of a million answers",
        rate,
        limit,
        "the csv crate",
        &format!("; {memory:.0} MB at most"),
    );
}

/// A programme with many answers, put into its archive, and taken out of it into an empty database of the same kind.
pub async fn archive(table: &mut Table) {
    for begin in [Database::sqlite, Database::postgres] {
        let from = begin();
        let db = Db::open(&from.url()).await.unwrap();
        let programme = stage::programme(&db).await;
        let (round, survey) = stage::round(&db, &programme, "partner_expect", Side::Partner).await;
        stage::fill(&db, &round, survey, MOVED).await;
        stage::close(&db, &round).await;
        db.close().await.unwrap();
        let file = from.folder().join("programme.zip");
        let file = file.to_str().unwrap();
        let out = ["export-programme", &programme.slug, "--out", file];
        let mut row = |what: &str, (took, memory): (Duration, f64)| {
            let what = format!("{what}, {}, 100,000 answers", from.name());
            table.row(&what, format!("{:.1} s", took.as_secs_f64()), String::new(), String::new());
            let most = format!("{memory:.0} MB");
            table.row(format!("memory at most for {what}"), most, format!("{FLAT:.0} MB"), String::new());
        };
        row("a programme into its archive", timed(&mut from.command(&out, &[])));
        let to = begin();
        row("a programme out of its archive", timed(&mut to.command(&["import-programme", file], &[])));
        let db = Db::open(&to.url()).await.unwrap();
        let arrived = number(&db, "SELECT count(*) FROM response").await;
        assert!((arrived - MOVED as f64).abs() < 0.5, "{arrived} answers arrived");
        db.close().await.unwrap();
    }
}

/// `report` on two files of a million rows, beside the csv crate and Python’s csv module merely reading them.
pub fn report(table: &mut Table) {
    let database = Database::sqlite();
    let folder = database.folder();
    let names = ["offers.csv", "expectations.csv"].map(|name| folder.join(name));
    for (name, shift) in names.iter().zip([0, 2]) {
        write(name, shift);
    }
    let out = folder.join("out");
    let [offers, expectations] = names.each_ref().map(|name| name.to_str().unwrap());
    let arguments =
        ["report", "--offers", offers, "--expectations", expectations, "--out", out.to_str().unwrap()];
    let (took, memory) = timed(&mut database.command(&arguments, &[]));
    let began = Instant::now();
    let mut fields = 0;
    for name in &names {
        let mut rows = csv::Reader::from_path(name).unwrap();
        let mut row = csv::ByteRecord::new();
        while rows.read_byte_record(&mut row).unwrap() {
            fields += row.len();
        }
    }
    assert_eq!(fields, 2 * MILLION * 12);
    let rows = 2.0 * MILLION as f64;
    let limit = rows / began.elapsed().as_secs_f64();
    let more = format!("; {memory:.0} MB at most");
    table.rate(
        "report on two files of a million rows",
        rows / took.as_secs_f64(),
        limit,
        "the csv crate",
        &more,
    );
    match in_python(&names) {
        Some(python) => table.row(
            "the same files merely read by Python’s csv module",
            per_second(rows / python.as_secs_f64()),
            String::new(),
            format!("the report takes {:.2} of that time", took.as_secs_f64() / python.as_secs_f64()),
        ),
        None => eprintln!("there is no python3 here: its row is left out"),
    }
}

/// How long Python’s csv module takes to read files, the start of Python aside; none where there is no Python.
fn in_python(names: &[PathBuf]) -> Option<Duration> {
    let said = Command::new("python3").args(["-c", IN_PYTHON]).args(names).output().ok()?;
    assert!(said.status.success(), "python3: {}", String::from_utf8_lossy(&said.stderr));
    let seconds = String::from_utf8(said.stdout).unwrap().trim().parse().unwrap();
    Some(Duration::from_secs_f64(seconds))
}

fn write(name: &Path, shift: usize) {
    const KEYS: [&str; 10] = [
        "bring_enthusiasm",
        "bring_service_knowledge",
        "bring_age_groups",
        "bring_reliability",
        "need_initiative",
        "need_keep_up",
        "need_build_existing",
        "need_help_attitude",
        "need_flexibility",
        "need_plan_outcomes",
    ];
    let mut file = BufWriter::new(File::create(name).unwrap());
    writeln!(file, "response_id,group,{}", KEYS.join(",")).unwrap();
    let mut line = String::new();
    for row in 0..MILLION {
        line.clear();
        write!(line, "{row},{}", ["a", "b", "c"][row % 3]).unwrap();
        for item in 0..KEYS.len() {
            write!(line, ",{}", (row * 7 + item * 3 + shift) % 5 + 1).unwrap();
        }
        writeln!(file, "{line}").unwrap();
    }
}
