//! What happened in a partnership, the latest first, and what is next.

use std::collections::HashSet;

use common_ground_reports::wording;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use uuid::Uuid;

use crate::{
    results::health::{self, PartnershipHealth},
    store::{
        AgreementState, AgreementVersion, Contact, ContactNote, CourseTogether, Handover, Promise,
        PromiseState,
        agreements::{self, FORMER},
        contacts, handovers, health as checks, participants, promises, rounds,
    },
    survey::ENGLISH,
    web::{Desk, Result, Row, Trainer, at, partners::health_words, parts::format},
};

/// Lines shown.
const LINES: usize = 100;

/// The story of a partnership.
pub(crate) struct Timeline {
    /// What is next: “health check closes Friday: they have answered, we have not”.
    pub next: Option<String>,
    /// What happened, the latest first.
    pub rows: Vec<Row>,
}

/// A line with its day.
type Line = (Date, Row);

impl Timeline {
    /// Reads it, with what is known already of the partner’s contacts and of what was heard from it.
    pub(crate) async fn of(
        desk: &Desk<'_, Trainer>,
        partner: Uuid,
        contacts: &[Contact],
        notes: &[ContactNote],
    ) -> Result<Self> {
        let (db, slug, zone) = (desk.db(), desk.slug(), desk.zone());
        let on = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
        let health = health::of_partner(desk.app, partner, &zone).await?;
        let promises = promises::of_partner(db, partner).await?;
        let today = on(desk.now());
        let next = next(desk, partner, &health, &promises, today).await?;
        let ever = contacts::ever_of(db, partner).await?;
        let handovers = handovers::of_partner(db, partner).await?;
        let mut lines: Vec<Line> = Vec::new();
        lines.extend(first_contact(contacts, notes, &zone));
        lines.extend(people(&ever, &handovers, &zone));
        lines.extend(participants::courses_together(db, partner).await?.iter().map(|course| {
            let row = Row::new(format!("Course: {}", course.title), came(course));
            (on(course.starts_at), row.to(at::course(slug, course.id)))
        }));
        for round in rounds::asking_partner(db, partner).await? {
            let survey = desk.app.survey(&round).await?;
            let title = format!("Survey: {}", survey.title.read(round.side, ENGLISH));
            let detail = format!("Closes or closed on {}.", format::date(round.closes_at, &zone));
            lines.push((on(round.opens_at), Row::new(title, detail).to(at::round(slug, &round.code))));
        }
        let page = at::partner_health(slug, partner);
        for check in checks::of_partner(db, partner).await? {
            let detail = match check.unsealed_at {
                Some(at) => format!("Both sides could see the answers from {}.", format::date(at, &zone)),
                None => "The answers are sealed.".to_owned(),
            };
            lines.push((on(check.opens_at), Row::new("Health check", detail).to(&page)));
        }
        lines.extend(agreements::of_partner(db, partner).await?.iter().map(|version| {
            let row = agreed(version).to(at::partner_agreement_version(slug, partner, version.version));
            (on(version.confirmed_at.unwrap_or(version.changed_at)), row)
        }));
        lines.extend(promises.iter().filter_map(promised));
        lines.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        let dated = |(day, row): Line| {
            let day = day.strftime("%-d %B %Y").to_string();
            let detail = if row.detail.is_empty() { day } else { format!("{day}. {}", row.detail) };
            Row { detail, ..row }
        };
        Ok(Self { next, rows: lines.into_iter().take(LINES).map(dated).collect() })
    }
}

/// The first that is known of a partner: a note, or a contact who was added.
fn first_contact(contacts: &[Contact], notes: &[ContactNote], zone: &TimeZone) -> Option<Line> {
    // A day is kept as its first moment in UTC, whatever the zone of the programme.
    let noted = notes.iter().map(|note| note.day.to_zoned_datetime(TimeZone::UTC).date());
    let added = contacts.iter().filter_map(|one| Some(one.added_at?.to_zoned_datetime(zone.clone()).date()));
    Some((noted.chain(added).min()?, Row::new("First contact", "")))
}

/// Who became a contact, and who took over from whom; not those who were only named.
fn people(ever: &[Contact], handovers: &[Handover], zone: &TimeZone) -> Vec<Line> {
    let on = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
    let started = || handovers.iter().filter(|one| one.started_at.is_some());
    let left: HashSet<Uuid> = started().filter_map(|one| one.former_id).collect();
    let name = |id: Uuid| ever.iter().find(|known| known.id == id).map(|known| known.name.as_str());
    let took_over = started().filter_map(|one| {
        let former = one.former_id.and_then(name).unwrap_or(FORMER);
        let title = format!("{} took over from {former}", name(one.successor_id)?);
        Some((on(one.started_at?), Row::new(title, "")))
    });
    let were = ever.iter().filter(|one| one.left_at.is_none() || left.contains(&one.id));
    let became = were.filter_map(|one| {
        let job = if one.job.is_empty() { String::new() } else { format!(", {}", one.job) };
        Some((on(one.added_at?), Row::new(format!("{}{job}, became a contact", one.name), "")))
    });
    took_over.chain(became).collect()
}

fn agreed(version: &AgreementVersion) -> Row {
    let state = match version.state {
        AgreementState::Draft => "Draft",
        AgreementState::Sent => "Waiting to be confirmed",
        AgreementState::Confirmed => "Confirmed by both sides",
        AgreementState::Superseded if version.is_put_aside() => "Earlier draft, never confirmed",
        AgreementState::Superseded => "Replaced by a later version",
    };
    Row::new(format!("Agreement, version {}", version.version), state)
}

fn came(course: &CourseTogether) -> String {
    match course.came {
        Some(0) => "Nobody came.".to_owned(),
        Some(came) => format!("{} came.", wording::capitalised(&wording::counted(came, "person", "people"))),
        None => format!(
            "{} on its list.",
            wording::capitalised(&wording::counted(course.listed, "person is", "people are"))
        ),
    }
}

/// A promise that is settled, on its day.
fn promised(promise: &Promise) -> Option<Line> {
    let state = match promise.state {
        PromiseState::Open => return None,
        PromiseState::Done => "done",
        PromiseState::Partly => "partly done",
        PromiseState::NotPossible => "not possible",
    };
    Some((promise.settled_on?, Row::new(format!("Promise {state}: {}", promise.what), &*promise.outcome)))
}

/// What is next, the most pressing first.
async fn next(
    desk: &Desk<'_, Trainer>,
    partner: Uuid,
    health: &PartnershipHealth,
    promises: &[Promise],
    today: Date,
) -> Result<Option<String>> {
    if let Some(check) = &health.sealed {
        let progress = checks::progress(desk.db(), check.id).await?;
        return Ok(Some(health_words::open(check, progress, desk.now(), &desk.zone())));
    }
    if let Some(waiting) = health_words::waiting(health) {
        return Ok(Some(waiting));
    }
    match promises.iter().filter(|promise| promise.is_overdue(today)).count() as u64 {
        0 => {}
        1 => return Ok(Some("one promise is overdue".to_owned())),
        several => return Ok(Some(format!("{} promises are overdue", wording::number(several)))),
    }
    let plan = checks::plan(desk.db(), partner).await?;
    let begins = plan.next_on.filter(|_| plan.every_months.is_some());
    Ok(begins.map(|day| format!("next health check on {}", day.strftime("%-d %B %Y"))))
}
