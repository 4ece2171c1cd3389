//! A programme of some size, made row by row.

use common_ground::{
    store::{Db, programmes::Programme, rounds::Round},
    survey::round::Side,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Size;
use crate::stage;

/// The moment of the run, as the database knows it.
const NOW: &str = "(CAST(strftime('%s','now') AS INTEGER) * 1000)";
const DAY: u64 = 24 * 60 * 60 * 1000;
/// Rows of one statement.
const BATCH: usize = 500;

/// Parts of ids, by what they are of.
pub(super) const PARTNER: u64 = 1;
const CONTACT: u64 = 2;
pub(super) const COURSE: u64 = 3;
const ROUND: u64 = 4;
const EMAIL_ROW: u64 = 5;
const INVITATION: u64 = 6;
const SUMMARY: u64 = 7;
const PROMISE: u64 = 8;
const PERSON: u64 = 9;

pub(super) fn id(of: u64, number: u64) -> u128 {
    (u128::from(of) << 64) | u128::from(number)
}

/// An id as the database writes it.
fn key(of: u64, number: u64) -> String {
    blob(Uuid::from_u128(id(of, number)))
}

fn blob(id: Uuid) -> String {
    format!("X'{}'", id.simple())
}

/// Adds rows, many with one statement.
async fn insert(db: &Db, table: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    for rows in rows.chunks(BATCH) {
        let statement = format!("INSERT INTO {table} VALUES {}", rows.join(","));
        db.write_one().execute_unprepared(&statement).await.unwrap();
    }
}

/// Fills a programme; the round that many are invited to.
pub(super) async fn fill(db: &Db, programme: &Programme, size: &Size) -> Round {
    let of = blob(programme.id);
    // One in fifty stands there twice, but for a small word.
    let name = |n: u64| match n % 50 {
        1 => format!("The Partner number {}", n - 1),
        _ => format!("Partner number {n}"),
    };
    let partners = (0..size.partners).map(|n| format!("({},{of},'{}','school')", key(PARTNER, n), name(n)));
    insert(db, "partner (id, programme_id, name, kind)", partners).await;
    let contacts = (0..size.contacts).map(|n| {
        let partner = if n < size.staff { "NULL".to_owned() } else { key(PARTNER, n % size.partners) };
        let added = format!("{NOW} - {} * {DAY}", n % 900);
        format!(
            "({},{of},{partner},'Person number {n}','person{n}@town{}.example.org','','',0,{added},NULL)",
            key(CONTACT, n),
            n % 700
        )
    });
    let columns =
        "contact (id, programme_id, partner_id, name, email, job, phone, can_say_yes, added_at, left_at)";
    insert(db, columns, contacts).await;
    courses(db, programme, size).await;
    promises(db, programme, size).await;
    accounts(db, programme, size).await;
    invite(db, programme, size).await
}

/// Promises to partners, one in three to be done and some of those overdue.
async fn promises(db: &Db, programme: &Programme, size: &Size) {
    let of = blob(programme.id);
    let promises = (0..size.promises).map(|n| {
        let state = if n.is_multiple_of(3) { "open" } else { "done" };
        let by = format!("date('now', '{} days')", i128::from(n % 400) - 100);
        format!(
            "({},{of},'agreement','','A lift on day {n}',{},0,'Mend the lift {n}','Ada',{by},'nobody','{state}','',FALSE,0)",
            key(PROMISE, n),
            key(PARTNER, n % size.partners)
        )
    });
    let columns = "promise (id, programme_id, origin, about, asked, partner_id, place, what, who, by_when, asker, state, \
                   outcome, released, reminders)";
    insert(db, columns, promises).await;
}

/// People who read results.
async fn accounts(db: &Db, programme: &Programme, size: &Size) {
    let of = blob(programme.id);
    let people = (0..size.accounts).map(|n| {
        format!("({},'reader{n}@library.example.org','Reader number {n}',NULL,FALSE,0,FALSE)", key(PERSON, n))
    });
    let columns = "person (id, email, name, password_hash, disabled, created_at, site_admin)";
    insert(db, columns, people).await;
    let members = (0..size.accounts).map(|n| format!("({},{of},'manager',0)", key(PERSON, n)));
    insert(db, "membership (person_id, programme_id, role, since)", members).await;
}

/// Courses of the last ten months with a summary each, and some to come; each with its feedback and 20 people.
async fn courses(db: &Db, programme: &Programme, size: &Size) {
    let of = blob(programme.id);
    let (example, survey) = stage::round(db, programme, "course_post", Side::Library).await;
    stage::fill(db, &example, survey, 40).await;
    stage::close(db, &example).await;
    let version = blob(example.survey_version);
    let is_over = |n: u64| !n.is_multiple_of(10);
    // Begins so long before or after the run.
    let begins = |n: u64| {
        if is_over(n) {
            format!("{NOW} - {} * {DAY}", 20 + n % 300)
        } else {
            format!("{NOW} + {} * {DAY}", 5 + n % 60)
        }
    };
    let rows = (0..size.courses).map(|n| {
        let (state, frozen) = if is_over(n) { ("frozen", format!("{} + 4 * {DAY}", begins(n))) } else { ("planned", "NULL".to_owned()) };
        let at = begins(n);
        format!(
            "({},{of},'Course number {n}','Library {}',{at},{at} + {DAY} / 4,'Europe/London','[]','{state}',{at} + 4 * {DAY},{frozen},'Tom',0)",
            key(COURSE, n),
            n % 90
        )
    });
    let columns = "course (id, programme_id, title, place, starts_at, ends_at, time_zone, aims, state, summary_at, \
                   frozen_at, trainers, revision)";
    insert(db, columns, rows).await;
    let rounds = (0..size.courses).map(|n| {
        let (state, at) = (if is_over(n) { "closed" } else { "planned" }, begins(n));
        format!(
            "({},{of},{version},'C{n:05}','library','anonymous','open','[]','{state}',{at} + {DAY} / 4,{at} + 3 * {DAY})",
            key(ROUND, n)
        )
    });
    let columns = "round (id, programme_id, survey_version_id, code, side, privacy, audience, aims, state, opens_at, \
                   closes_at)";
    insert(db, columns, rounds).await;
    let parts = (0..size.courses).map(|n| format!("({},{},'feedback')", key(COURSE, n), key(ROUND, n)));
    insert(db, "course_round (course_id, round_id, purpose)", parts).await;
    let places = (0..size.courses * 20)
        .map(|n| format!("({},{})", key(COURSE, n / 20), key(CONTACT, n % size.contacts)));
    insert(db, "participant (course_id, contact_id)", places).await;
    let over = || (0..size.courses).filter(move |n| is_over(*n));
    let summaries = over()
        .map(|n| format!("({},{},1,{} + 4 * {DAY},'{{}}')", key(SUMMARY, n), key(COURSE, n), begins(n)));
    insert(db, "summary (id, course_id, revision, frozen_at, document)", summaries).await;
    for n in over() {
        let copy = format!(
            "INSERT INTO published SELECT {}, document, hash, written_at FROM published WHERE round_id = {}",
            key(ROUND, n),
            blob(example.id)
        );
        db.write_one().execute_unprepared(&copy).await.unwrap();
    }
}

/// A survey of library staff that many are invited to, with the email to each, and other emails.
async fn invite(db: &Db, programme: &Programme, size: &Size) -> Round {
    let (round, _) = stage::round(db, programme, "staff_offer", Side::Library).await;
    let of = blob(round.id);
    let emails = (0..size.emails).map(|n| {
        // Over the last two months: how many left in this minute says how many may.
        let sent = format!("{NOW} - {DAY} - {n} * {}", 60 * DAY / size.emails);
        format!(
            "({},'invitation','bench {n}','person{n}@example.org','{n}@example.org',zeroblob(2000),'sent',1,{sent},{sent},\
             NULL,{sent},'250 OK')",
            key(EMAIL_ROW, n)
        )
    });
    let columns = "outbox (id, kind, unique_key, address, message_id, message, state, attempts, queued_at, next_at, \
                   claimed_until, sent_at, result)";
    insert(db, columns, emails).await;
    let invitations = (0..size.invited).map(|n| {
        let ends = format!("{NOW} + 30 * {DAY}");
        format!("({},{of},{},'hash {n}',{},NULL,{ends})", key(INVITATION, n), key(CONTACT, n), n % 2)
    });
    let columns = "invitation (id, round_id, contact_id, token_hash, used, response_id, expires_at)";
    insert(db, columns, invitations).await;
    let letters =
        (0..size.invited).map(|n| format!("({},{},'invitation',1)", key(EMAIL_ROW, n), key(INVITATION, n)));
    insert(db, "invitation_letter (outbox_id, invitation_id, kind, seq)", letters).await;
    round
}
