//! A course's summary, from its tallies to letters with all charts: the step of the scheduler that writes it.

use common_ground::{
    store::{
        Db,
        courses::{self, Course, CourseState, RoundPurpose},
        people::{self, PersonRole},
    },
    survey::round::Side,
};
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use super::{
    program::{Database, processor_of},
    stage,
    table::{Table, thousands},
};

/// Responses of all its surveys together.
const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// Who gets it.
const MANAGERS: usize = 3;
/// The surveys that it tells of.
const SURVEYS: [(&str, Side, RoundPurpose); 3] = [
    ("staff_offer", Side::Library, RoundPurpose::LibraryOffer),
    ("partner_expect", Side::Partner, RoundPurpose::PartnerExpectation),
    ("course_post", Side::Library, RoundPurpose::Feedback),
];

pub async fn measure(table: &mut Table) {
    let mut least = None;
    for size in SIZES {
        let ms = write(size).await * 1000.0;
        let first = *least.get_or_insert(ms);
        table.row(
            format!("processor for a summary with {MANAGERS} emails, {} responses", thousands(size as f64)),
            format!("{ms:.0} ms"),
            "250 ms".to_owned(),
            format!("{:.2} of that over 1,000; the start of the program is in it", ms / first),
        );
    }
}

/// Seconds of processor that writing it took.
async fn write(responses: usize) -> f64 {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let began = Timestamp::UNIX_EPOCH;
    for n in 0..MANAGERS {
        let email = format!("manager{n}@library.example.org");
        let person = people::add(db.write_one(), &email, "A. Manager", None, began).await.unwrap();
        people::join(db.write_one(), person, programme.id, PersonRole::Manager).await.unwrap();
    }
    let course = Course {
        id: Uuid::new_v4(),
        programme: programme.id,
        title: "Pilot course 4".to_owned(),
        place: "East Ham Library".to_owned(),
        starts_at: began + 1.hours(),
        ends_at: began + 7.hours(),
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: began + 240.hours(),
        trainers: String::new(),
        state: CourseState::Planned,
        frozen_at: None,
    };
    courses::add(db.write_one(), &course).await.unwrap();
    for (survey, side, purpose) in SURVEYS {
        let (round, survey) = stage::round(&db, &programme, survey, side).await;
        courses::attach(db.write_one(), course.id, round.id, purpose).await.unwrap();
        stage::fill(&db, &round, survey, responses / SURVEYS.len()).await;
        stage::close(&db, &round).await;
    }
    db.close().await.unwrap();
    let mut command = database.command(&["run-due", "--as-of", "1970-01-11T01:00:00Z", "--json"], &[]);
    let (took, said) = processor_of(&mut command);
    assert!(said.contains(r#""summaries":1"#) && said.contains(r#""sent":3"#), "{said}");
    took
}
