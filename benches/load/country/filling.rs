//! A programme of some size, made row by row.

mod beside;

use common_ground::{
    store::{Backend, Db, programmes::Programme, rounds::Round},
    survey::round::Side,
    system::clock::Clock,
};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Size;
use crate::stage;

/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
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
pub(super) const WEBHOOK: u64 = 18;
pub(super) const DELIVERY: u64 = 19;
const MAILING: u64 = 20;

pub(super) fn id(of: u64, number: u64) -> u128 {
    (u128::from(of) << 64) | u128::from(number)
}

/// Fills a programme; the round that many are invited to.
pub(super) async fn fill(db: &Db, programme: &Programme, size: &Size) -> Round {
    let filling = Filling { db, programme, size, now: Clock::System.now() };
    filling.partners().await;
    let example = filling.courses().await;
    filling.promises().await;
    filling.accounts().await;
    filling.beside(&example).await;
    let round = filling.invite().await;
    if db.backend() == Backend::Postgres {
        // A server does so by itself within a minute of so many new rows.
        db.write_one().execute_unprepared("ANALYZE").await.unwrap();
    }
    round
}

/// A number of days, or of milliseconds, to reckon times with.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap()
}

/// A programme that is filled.
struct Filling<'a> {
    db: &'a Db,
    programme: &'a Programme,
    size: &'a Size,
    /// The moment of the run.
    now: Timestamp,
}

impl Filling<'_> {
    /// An id as the database writes it.
    fn key(&self, of: u64, number: u64) -> String {
        self.literal(Uuid::from_u128(id(of, number)))
    }

    fn literal(&self, id: Uuid) -> String {
        match self.db.backend() {
            Backend::Sqlite => format!("X'{}'", id.simple()),
            Backend::Postgres => format!("'{id}'::uuid"),
        }
    }

    /// The programme.
    fn of(&self) -> String {
        self.literal(self.programme.id)
    }

    /// A moment so many milliseconds after the run.
    fn after(&self, milliseconds: i64) -> i64 {
        self.now.as_millisecond() + milliseconds
    }

    /// Adds rows, many with one statement.
    async fn insert(&self, table: &str, rows: impl Iterator<Item = String>) {
        let rows: Vec<String> = rows.collect();
        for rows in rows.chunks(BATCH) {
            let statement = format!("INSERT INTO {table} VALUES {}", rows.join(","));
            self.db.write_one().execute_unprepared(&statement).await.unwrap();
        }
    }

    async fn partners(&self) {
        let of = self.of();
        // One in fifty stands there twice, but for a small word.
        let name = |n: u64| match n % 50 {
            1 => format!("The Partner number {}", n - 1),
            _ => format!("Partner number {n}"),
        };
        let partners = (0..self.size.partners)
            .map(|n| format!("({},{of},'{}','school')", self.key(PARTNER, n), name(n)));
        self.insert("partner (id, programme_id, name, kind)", partners).await;
        let contacts = (0..self.size.contacts).map(|n| {
            let is_staff = n < self.size.staff;
            let partner =
                if is_staff { "NULL".to_owned() } else { self.key(PARTNER, n % self.size.partners) };
            format!(
                "({},{of},{partner},'Person number {n}','person{n}@town{}.example.org','','',FALSE,{},NULL)",
                self.key(CONTACT, n),
                n % 700,
                self.after(-signed(n % 900) * DAY)
            )
        });
        let columns =
            "contact (id, programme_id, partner_id, name, email, job, phone, can_say_yes, added_at, left_at)";
        self.insert(columns, contacts).await;
    }

    /// Promises to partners, one in three to be done and some of those overdue.
    async fn promises(&self) {
        let of = self.of();
        let today = self.now.to_zoned_datetime(TimeZone::UTC).date();
        let promises = (0..self.size.promises).map(|n| {
            let state = if n.is_multiple_of(3) { "open" } else { "done" };
            let by = today + (signed(n % 400) - 100).days();
            format!(
                "({},{of},'agreement','','A lift on day {n}',{},0,'Mend the lift {n}','Ada','{by}','nobody','{state}','',FALSE,0)",
                self.key(PROMISE, n),
                self.key(PARTNER, n % self.size.partners)
            )
        });
        let columns = "promise (id, programme_id, origin, about, asked, partner_id, place, what, who, by_when, asker, \
                       state, outcome, released, reminders)";
        self.insert(columns, promises).await;
    }

    /// People who read results.
    async fn accounts(&self) {
        let of = self.of();
        let people = (0..self.size.accounts).map(|n| {
            let person = self.key(PERSON, n);
            format!("({person},'reader{n}@library.example.org','Reader number {n}',NULL,FALSE,0,FALSE)")
        });
        let columns = "person (id, email, name, password_hash, disabled, created_at, site_admin)";
        self.insert(columns, people).await;
        let members = (0..self.size.accounts).map(|n| format!("({},{of},'manager',0)", self.key(PERSON, n)));
        self.insert("membership (person_id, programme_id, role, since)", members).await;
    }

    /// Courses of the last ten months with a summary each, and some to come; each with its feedback and 20 people. The round
    /// whose results are those of all.
    async fn courses(&self) -> Round {
        let of = self.of();
        let (example, survey) = stage::round(self.db, self.programme, "course_post", Side::Library).await;
        stage::fill(self.db, &example, survey, 40).await;
        stage::close(self.db, &example).await;
        let version = self.literal(example.survey_version);
        let is_over = |n: u64| !n.is_multiple_of(10);
        let begins = |n: u64| {
            let days = if is_over(n) { -20 - signed(n % 300) } else { 5 + signed(n % 60) };
            self.after(days * DAY)
        };
        let rows = (0..self.size.courses).map(|n| {
            let (at, summary) = (begins(n), begins(n) + 4 * DAY);
            let (state, frozen) =
                if is_over(n) { ("frozen", summary.to_string()) } else { ("planned", "NULL".to_owned()) };
            format!(
                "({},{of},'Course number {n}','Library {}',{at},{},'Europe/London','[]','{state}',{summary},{frozen},'Tom',0)",
                self.key(COURSE, n),
                n % 90,
                at + DAY / 4
            )
        });
        let columns = "course (id, programme_id, title, place, starts_at, ends_at, time_zone, aims, state, summary_at, \
                       frozen_at, trainers, revision)";
        self.insert(columns, rows).await;
        let rounds = (0..self.size.courses).map(|n| {
            let (state, at) = (if is_over(n) { "closed" } else { "planned" }, begins(n));
            format!(
                "({},{of},{version},'C{n:05}','library','anonymous','open','[]','{state}',{},{})",
                self.key(ROUND, n),
                at + DAY / 4,
                at + 3 * DAY
            )
        });
        let columns = "round (id, programme_id, survey_version_id, code, side, privacy, audience, aims, state, opens_at, \
                       closes_at)";
        self.insert(columns, rounds).await;
        let over: Vec<u64> = (0..self.size.courses).filter(|n| is_over(*n)).collect();
        let summaries = over.iter().map(|n| {
            let course = self.key(COURSE, *n);
            format!("({},{course},1,{},'{{}}')", self.key(SUMMARY, *n), begins(*n) + 4 * DAY)
        });
        self.insert("summary (id, course_id, revision, frozen_at, document)", summaries).await;
        self.of_courses(&example).await;
        example
    }

    /// What hangs on courses: their feedback, whose results are those of one example, and the people who take part.
    async fn of_courses(&self, example: &Round) {
        let count = self.size.courses;
        let parts =
            (0..count).map(|n| format!("({},{},'feedback')", self.key(COURSE, n), self.key(ROUND, n)));
        self.insert("course_round (course_id, round_id, purpose)", parts).await;
        let places = (0..count * 20)
            .map(|n| format!("({},{})", self.key(COURSE, n / 20), self.key(CONTACT, n % self.size.contacts)));
        self.insert("participant (course_id, contact_id)", places).await;
        let results = format!(
            "INSERT INTO published (round_id, document, hash, written_at) \
             SELECT course_round.round_id, example.document, example.hash, example.written_at \
             FROM course_round \
             JOIN course ON course.id = course_round.course_id AND course.state = 'frozen' \
             JOIN published example ON example.round_id = {}",
            self.literal(example.id)
        );
        self.db.write_one().execute_unprepared(&results).await.unwrap();
    }

    /// A survey of library staff that many are invited to, with the email to each and a reminder to come, and other emails.
    async fn invite(&self) -> Round {
        let (round, _) = stage::round(self.db, self.programme, "staff_offer", Side::Library).await;
        let of = self.literal(round.id);
        let message = match self.db.backend() {
            Backend::Sqlite => "zeroblob(2000)",
            Backend::Postgres => "decode(repeat('00', 2000), 'hex')",
        };
        let emails = (0..self.size.emails).map(|n| {
            // Over the last two months: how many left in this minute says how many may.
            let sent = self.after(-DAY - signed(n) * (60 * DAY / signed(self.size.emails)));
            format!(
                "({},'invitation','bench {n}','person{n}@example.org','{n}@example.org',{message},'sent',1,{sent},{sent},\
                 NULL,{sent},'250 OK')",
                self.key(EMAIL_ROW, n)
            )
        });
        let columns = "outbox (id, kind, unique_key, address, message_id, message, state, attempts, queued_at, next_at, \
                       claimed_until, sent_at, result)";
        self.insert(columns, emails).await;
        let ends = self.after(30 * DAY);
        let invitations = (0..self.size.invited).map(|n| {
            let used = if n.is_multiple_of(2) { "FALSE" } else { "TRUE" };
            format!(
                "({},{of},{},'hash {n}',{used},NULL,{ends})",
                self.key(INVITATION, n),
                self.key(CONTACT, n)
            )
        });
        let columns = "invitation (id, round_id, contact_id, token_hash, used, response_id, expires_at)";
        self.insert(columns, invitations).await;
        let letters = (0..self.size.invited)
            .map(|n| format!("({},{},'invitation',1)", self.key(EMAIL_ROW, n), self.key(INVITATION, n)));
        self.insert("invitation_letter (outbox_id, invitation_id, kind, seq)", letters).await;
        let (invited, reminds) = (self.after(-13 * DAY), self.after(20 * DAY));
        let mailings = [
            format!("({},{of},'invitation',1,{invited},'done',{invited})", self.key(MAILING, 0)),
            format!("({},{of},'reminder',1,{reminds},'planned',NULL)", self.key(MAILING, 1)),
        ];
        self.insert("mailing (id, round_id, kind, seq, at, state, done_at)", mailings.into_iter()).await;
        round
    }
}
