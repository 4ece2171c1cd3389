//! What there is in a programme beside courses, partners and contacts, in proportion to them.

use common_ground::{
    store::{Backend, rounds::Round, surveys},
    survey::{ENGLISH, health},
    system::secret::SecretKey,
};
use common_ground_reports::{counts::Counts, health::ConditionInput};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use sea_orm::ConnectionTrait;

use super::{CONTACT, COURSE, DAY, DELIVERY, Filling, INVITATION, PARTNER, ROUND, WEBHOOK, signed};
use crate::program::SECRET;

const AGREEMENT: u64 = 10;
const CONFIRMATION: u64 = 11;
const HEALTH: u64 = 12;
const HEALTH_ROUND: u64 = 13;
const HEALTH_PERSON: u64 = 14;
const BOUNCE: u64 = 15;
const COMMENT: u64 = 16;
const OPEN_ROUND: u64 = 17;

/// Acts of the activity log that one statement makes.
const ACTS: u64 = 100_000;
/// What the numbers of invitations to health checks, and to surveys that are open, begin behind.
const OF_CHECKS: u64 = 10_000_000;
const OF_OPEN: u64 = 20_000_000;
const INVITATIONS: &str = "invitation (id, round_id, contact_id, token_hash, used, response_id, expires_at)";
const ROUNDS: &str = "round (id, programme_id, survey_version_id, code, side, privacy, audience, aims, state, opens_at, \
                      closes_at)";

impl Filling<'_> {
    /// All of it; `example` is a round of the feedback after courses.
    pub(super) async fn beside(&self, example: &Round) {
        self.comments().await;
        self.running(example).await;
        self.agreements().await;
        self.confirmations().await;
        self.health_checks().await;
        self.health_rounds().await;
        self.unwanted().await;
        self.webhooks().await;
        self.failures().await;
        self.acts().await;
    }

    fn day(&self, days: i64) -> Date {
        self.now.to_zoned_datetime(TimeZone::UTC).date() + days.days()
    }

    /// The number of a contact of this partner: the first behind library staff.
    fn contact_of(&self, partner: u64) -> u64 {
        let (partners, staff) = (self.size.partners, self.size.staff);
        staff + (partner + partners - staff % partners) % partners
    }

    /// The partners that an agreement is made with.
    fn agreed(&self) -> impl Iterator<Item = u64> {
        (0..self.size.partners).filter(|n| n % 3 != 2)
    }

    /// Most are confirmed, some were sent, some are being written.
    async fn agreements(&self) {
        let agreements = self.agreed().map(|n| {
            let (state, then) = (agreement_state(n), self.after(-(30 + signed(n % 500)) * DAY));
            let review = self.day(100 + signed(n % 300));
            let document = format!(
                r#"{{"library":"The library","partner":"Partner number {n}","review_on":"{review}","texts":{{"shared_aim":"More children join.","tasks":"Ada mends the lift","meetings":"Once a term."}}}}"#
            );
            format!(
                "({},{},1,1,'{state}','{document}','{review}',{then},{},NULL)",
                self.key(AGREEMENT, n),
                self.key(PARTNER, n),
                if state == "confirmed" { then.to_string() } else { "NULL".to_owned() }
            )
        });
        let columns = "agreement (id, partner_id, version, revision, state, document, review_on, changed_at, \
                       confirmed_at, reminded_at)";
        self.insert(columns, agreements).await;
    }

    /// Somebody of each side, of whom both have confirmed or neither has.
    async fn confirmations(&self) {
        let asked = self.agreed().filter(|n| agreement_state(*n) != "draft").flat_map(|n| {
            let then = self.after(-(30 + signed(n % 500)) * DAY);
            let confirmed =
                if agreement_state(n) == "confirmed" { then.to_string() } else { "NULL".to_owned() };
            let (agreement, contact) = (self.key(AGREEMENT, n), self.contact_of(n));
            [
                format!(
                    "({},{agreement},'library',NULL,'Ada','ada@library.example.org','',{confirmed})",
                    self.key(CONFIRMATION, 2 * n)
                ),
                format!(
                    "({},{agreement},'partner',{},'Person number {contact}','{}','',{confirmed})",
                    self.key(CONFIRMATION, 2 * n + 1),
                    self.key(CONTACT, contact),
                    address(contact)
                ),
            ]
        });
        let columns = "agreement_confirmation (id, agreement_id, side, contact_id, name, email, objection, confirmed_at)";
        self.insert(columns, asked).await;
    }

    /// When the health check with a partner opens.
    fn check_opens(&self, n: u64) -> i64 {
        self.after(if is_over(n) { -(40 + signed(n % 300)) * DAY } else { -3 * DAY })
    }

    fn check_closes(&self, n: u64) -> i64 {
        self.check_opens(n) + 21 * DAY
    }

    /// The partners whose health is checked: every second.
    fn checked(&self) -> impl Iterator<Item = u64> {
        (0..self.size.partners).step_by(2)
    }

    /// Checks that are over, and some that run.
    async fn health_checks(&self) {
        let plans = self.checked().map(|n| {
            let next = self.day(60 + signed(n % 100));
            format!("({},6,'{next}','[]')", self.key(PARTNER, n))
        });
        self.insert("health_plan (partner_id, every_months, next_on, library_people)", plans).await;
        let figures = figures_of_health();
        let conditions: Vec<serde_json::Value> = serde_json::from_str(&figures).unwrap();
        let waiting = conditions.len().to_string();
        let checks = self.checked().map(|n| {
            let closes = self.check_closes(n);
            let (unsealed, figures, waiting) = if is_over(n) {
                (closes.to_string(), figures.as_str(), waiting.as_str())
            } else {
                ("NULL".to_owned(), "[]", "NULL")
            };
            format!(
                "({},{},{},{closes},{unsealed},'{figures}',{waiting})",
                self.key(HEALTH, n),
                self.key(PARTNER, n),
                self.check_opens(n)
            )
        });
        self.insert(
            "health_check (id, partner_id, opens_at, closes_at, unsealed_at, figures, waiting)",
            checks,
        )
        .await;
    }

    /// The partners whose health is checked, with each side and the contact who answers for it.
    fn health_sides(&self) -> impl Iterator<Item = (u64, u64, &'static str, u64)> {
        self.checked()
            .flat_map(move |n| [(n, 2 * n, "library", 0), (n, 2 * n + 1, "partner", self.contact_of(n))])
    }

    /// Both sides of each check, with who was asked. Of checks that are over the list of links was deleted.
    async fn health_rounds(&self) {
        let (of, survey) = (self.of(), health::surveys().next().unwrap());
        let definition = serde_json::from_str(&survey.to_json()).unwrap();
        let (version, began) = (i32::try_from(survey.version).unwrap(), Timestamp::UNIX_EPOCH);
        let version =
            surveys::keep(self.db.write_one(), &survey.key, version, definition, began).await.unwrap();
        let version = self.literal(version);
        let rounds = self.health_sides().map(|(n, round, side, _)| {
            format!(
                "({},{of},{version},'H{round:05}','{side}','shared','invited','[]','{}',{},{})",
                self.key(HEALTH_ROUND, round),
                if is_over(n) { "closed" } else { "open" },
                self.check_opens(n),
                self.check_closes(n)
            )
        });
        self.insert(ROUNDS, rounds).await;
        let links = self
            .health_sides()
            .map(|(n, round, ..)| format!("({},{})", self.key(HEALTH_ROUND, round), self.key(HEALTH, n)));
        self.insert("health_round (round_id, check_id)", links).await;
        let people = self.health_sides().map(|(n, round, side, contact)| {
            format!(
                "({},{},'{side}',{},'Person number {contact}',{},FALSE)",
                self.key(HEALTH_PERSON, round),
                self.key(HEALTH, n),
                self.key(CONTACT, contact),
                if is_over(n) { "TRUE" } else { "FALSE" }
            )
        });
        self.insert("health_person (id, check_id, side, contact_id, name, answered, is_new)", people).await;
        let invited = self.health_sides().filter(|(n, ..)| !is_over(*n)).map(|(n, round, _, contact)| {
            format!(
                "({},{},{},'check {round}',FALSE,NULL,{})",
                self.key(INVITATION, OF_CHECKS + round),
                self.key(HEALTH_ROUND, round),
                self.key(CONTACT, contact),
                self.check_closes(n)
            )
        });
        self.insert(INVITATIONS, invited).await;
    }

    /// Contacts who unsubscribed, and others whose emails come back.
    async fn unwanted(&self) {
        let (of, secret) = (self.of(), SecretKey::from_text(SECRET).unwrap());
        let known = |n: u64| secret.fingerprint(&address(n));
        let stops = (0..self.size.contacts)
            .step_by(97)
            .map(|n| format!("({of},'{}',{})", known(n), self.after(-signed(n % 700) * DAY)));
        self.insert("stop (programme_id, address_hash, since)", stops).await;
        let bounces = (1..self.size.contacts).step_by(61).map(|n| {
            let (hard, status) = if n.is_multiple_of(3) { ("FALSE", "4.2.2") } else { ("TRUE", "5.1.1") };
            format!(
                "({0},{of},'{1}',{0},{hard},'{status}',{2})",
                self.key(BOUNCE, n),
                known(n),
                self.after(-signed(n % 25) * DAY)
            )
        });
        self.insert("bounce (id, programme_id, address_hash, outbox_id, hard, status, at)", bounces).await;
    }

    /// Five of each course that is over; three of them wait to be read.
    async fn comments(&self) {
        let over = (0..self.size.courses).filter(|n| !n.is_multiple_of(10));
        let comments = over.flat_map(|n| (0..5).map(move |at| (n, at))).map(|(n, at)| {
            format!(
                "({},{},'front_line','improve','More time to talk on day {at}.','{}','')",
                self.key(COMMENT, 5 * n + at),
                self.key(ROUND, n),
                if at < 3 { "waiting" } else { "released" }
            )
        });
        self.insert("comment (id, round_id, grp, item, text, state, themes)", comments).await;
    }

    /// Surveys that are open, each with twenty people invited, half of whom have answered.
    async fn running(&self, example: &Round) {
        let (of, version, count) = (self.of(), self.literal(example.survey_version), self.size.courses / 10);
        let closes = |n: u64| self.after((20 + signed(n % 60)) * DAY);
        let opens = self.after(-3 * DAY);
        let rounds = (0..count).map(|n| {
            format!(
                "({},{of},{version},'O{n:05}','library','anonymous','both','[]','open',{opens},{})",
                self.key(OPEN_ROUND, n),
                closes(n)
            )
        });
        self.insert(ROUNDS, rounds).await;
        let invited = (0..count * 20).map(|n| {
            format!(
                "({},{},{},'open {n}',{},NULL,{})",
                self.key(INVITATION, OF_OPEN + n),
                self.key(OPEN_ROUND, n / 20),
                self.key(CONTACT, n % self.size.contacts),
                if n.is_multiple_of(2) { "TRUE" } else { "FALSE" },
                closes(n / 20)
            )
        });
        self.insert(INVITATIONS, invited).await;
    }

    /// What was told in the last month. They listen for what does not happen here, so that nothing is told to anybody.
    async fn webhooks(&self) {
        let (of, count, told) = (self.of(), (self.size.courses / 400).max(1), 5 * self.size.courses);
        let added = self.after(-300 * DAY);
        let webhooks = (0..count).map(|n| {
            format!(
                "({},{of},'Intranet {n}','standard','hooks.example.org','sealed','sealed','course.cancelled','on',{added})",
                self.key(WEBHOOK, n)
            )
        });
        let columns =
            "webhook (id, programme_id, name, kind, host, address, secret, events, state, created_at)";
        self.insert(columns, webhooks).await;
        let deliveries = (0..told).map(|n| {
            let at = self.after(-60_000 - signed(n) * (28 * DAY / signed(told)));
            let (state, attempts, status, answer) =
                if n.is_multiple_of(25) { ("failed", 8, 500, "Out of order") } else { ("taken", 1, 200, "Thanks") };
            format!(
                "({},{},'round.closed','round C{n:05}','bench {n}',{at},'{state}',{attempts},{at},{at},{status},40,'{answer}')",
                self.key(DELIVERY, n),
                self.key(WEBHOOK, n % count)
            )
        });
        let columns = "webhook_delivery (id, webhook_id, event, subject, unique_key, at, state, attempts, next_at, \
                       tried_at, status, milliseconds, answer)";
        self.insert(columns, deliveries).await;
    }

    /// Summaries that could not be written, and wait for their next try: nearly as long as a wait is at most, an hour.
    async fn failures(&self) {
        let (of, minute) = (self.of(), 60_000);
        let (first, last, next) = (self.after(-2 * DAY), self.after(-2 * minute), self.after(58 * minute));
        let failures = (0..(self.size.courses / 40).max(1)).map(|n| {
            format!("('summary',{},{of},'the disk is full',{first},{last},40,{next})", self.key(COURSE, n))
        });
        let columns =
            "failed_step (step, subject_id, programme_id, error, first_at, last_at, tries, next_at)";
        self.insert(columns, failures).await;
    }

    /// The activity log of five years, made in the database.
    async fn acts(&self) {
        let (of, acts) = (self.of(), self.size.acts);
        let random = match self.db.backend() {
            Backend::Sqlite => "randomblob(16)",
            Backend::Postgres => "gen_random_uuid()",
        };
        let (latest, apart) = (self.after(-DAY), 5 * 365 * DAY / signed(acts));
        for first in (0..acts).step_by(usize::try_from(ACTS).unwrap()) {
            let end = (first + ACTS).min(acts);
            let statement = format!(
                "INSERT INTO audit (id, programme_id, person, act, object, at) \
                 WITH RECURSIVE n(i) AS (SELECT CAST({first} AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {end}) \
                 SELECT {random}, {of}, 'reader' || (i % 500) || '@library.example.org', 'changed the contact', \
                 'Person number ' || (i % {}), {latest} - i * {apart} FROM n",
                self.size.contacts
            );
            self.db.write_one().execute_unprepared(&statement).await.unwrap();
        }
    }
}

/// The address of a contact.
fn address(contact: u64) -> String {
    format!("person{contact}@town{}.example.org", contact % 700)
}

fn agreement_state(partner: u64) -> &'static str {
    match partner % 9 {
        0 => "draft",
        1 => "sent",
        _ => "confirmed",
    }
}

/// Whether the health check with a partner is over.
fn is_over(partner: u64) -> bool {
    !partner.is_multiple_of(50)
}

/// What both sides answered in a health check, about every condition.
fn figures_of_health() -> String {
    let figures: Vec<ConditionInput> = health::surveys()
        .flat_map(health::conditions)
        .map(|item| ConditionInput {
            key: item.key.clone(),
            label: item.label.in_language(ENGLISH).to_owned(),
            library: Counts::of([0, 0, 1, 2, 1]),
            partner: Counts::of([0, 1, 1, 1, 0]),
        })
        .collect();
    serde_json::to_string(&figures).unwrap().replace('\'', "''")
}
