//! Health checks of partnerships: they begin on their day, end when everybody has answered or their time is over, and only
//! then show either side what the other said.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        Contact, Health, HealthPerson, Partner, Programme, Result, Round, Transaction, busy_times,
        custom_surveys, health, invitations, mailings, partners, programmes, rounds, surveys, timetable,
        write,
    },
    survey::{Audience, PrivacyMode, RoundState, Side, Window, busy::free_from, health as asking},
};

/// For how long after a check was unsealed it is asked whether its replies were counted: an instance of an earlier version,
/// which does not count them, serves beside this one for less.
const COUNTED_WITHIN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Why a health check does not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotBegun {
    /// One is open.
    IsOpen,
    /// The partner has no contact with an email address.
    NobodyAtPartner,
    /// Nobody of the library with an email address is named.
    NobodyAtLibrary,
}

/// Begins a health check: a round for each side and survey, whose people are invited and reminded as those of any round.
///
/// # Errors
/// When the database fails; then the transaction must not be kept.
pub async fn begin(
    app: &App,
    tx: &Transaction,
    programme: &Programme,
    partner: &Partner,
    now: Timestamp,
) -> Result<std::result::Result<Health, NotBegun>> {
    // Two who begin one at once see each other.
    partners::lock(tx, programme.id).await?;
    if health::of_partner(tx, partner.id).await?.iter().any(|check| check.unsealed_at.is_none()) {
        return Ok(Err(NotBegun::IsOpen));
    }
    let plan = health::plan(tx, partner.id).await?;
    let [library, theirs] = health::to_ask(tx, partner, &plan).await?;
    if theirs.is_empty() {
        return Ok(Err(NotBegun::NobodyAtPartner));
    }
    if library.is_empty() {
        return Ok(Err(NotBegun::NobodyAtLibrary));
    }
    let check = Health {
        id: Uuid::new_v4(),
        partner_id: partner.id,
        opens_at: now,
        closes_at: now + asking::OPEN_FOR,
        unsealed_at: None,
        figures: Vec::new(),
    };
    let sides = [(Side::Library, &library), (Side::Partner, &theirs)];
    let own = ask(app, tx, programme, &check, sides).await?;
    let asked = |side: Side, one: &Contact| HealthPerson {
        check_id: check.id,
        side,
        contact_id: Some(one.id),
        name: one.name.clone(),
        answered: false,
        is_new: false,
    };
    let people: Vec<HealthPerson> =
        sides.iter().flat_map(|(side, people)| people.iter().map(|one| asked(*side, one))).collect();
    health::add(tx, &check, &own, &people).await?;
    Ok(Ok(check))
}

/// The rounds of a check that begins now, one for each survey and side, with their invitations and reminders.
async fn ask(
    app: &App,
    tx: &Transaction,
    programme: &Programme,
    check: &Health,
    sides: [(Side, &Vec<Contact>); 2],
) -> Result<Vec<Uuid>> {
    let now = check.opens_at;
    let (mut opens, mut own) = (now, Vec::new());
    for survey in asking::surveys() {
        let version = i32::try_from(survey.version).unwrap_or(i32::MAX);
        let kept = surveys::keep(tx, &survey.key, version, custom_surveys::json(survey)?, now).await?;
        let window = Window { opens, closes: check.closes_at };
        for (side, people) in sides {
            let round = Round {
                id: Uuid::new_v4(),
                programme: programme.id,
                survey_version: kept,
                code: rounds::new_code(),
                side,
                privacy: PrivacyMode::Shared,
                audience: Audience::Invited,
                aims: Vec::new(),
                state: window.state_at(now),
                opens_at: window.opens,
                closes_at: window.closes,
            };
            rounds::add(tx, &round).await?;
            let ids: Vec<Uuid> = people.iter().map(|one| one.id).collect();
            invitations::invite_people(tx, &app.secret, &round, &ids).await?;
            mailings::plan(tx, round.id, round.opens_at, round.closes_at, &programme.zone()).await?;
            own.push(round.id);
        }
        opens += asking::APART;
    }
    Ok(own)
}

/// The partners whose next health check is due, with their programmes.
pub(super) async fn due(app: &App, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    let day = now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    health::due_to_begin(app.db.read(), day).await
}

/// Begins the health check of a partner that is due, at an hour at which people read email; `false` when it is not time
/// yet, or somebody is missing to ask. Where one is open the next one waits its whole time.
pub(super) async fn begin_due(app: &App, partner: Uuid, programme: Uuid, now: Timestamp) -> Result<bool> {
    let programme = programmes::get(app.db.read(), programme).await?;
    let zone = programme.zone();
    if programme.settings.hours_in(zone.clone()).leaves(now) > now {
        return Ok(false);
    }
    // Where somebody is missing to ask, as may be for weeks, nobody who writes has to wait for that.
    if health::open(app.db.read(), partner).await?.is_none()
        && is_anybody_missing(app, programme.id, partner).await?
    {
        return Ok(false);
    }
    let tx = write(&app.db).await?;
    let Some(partner) = partners::find(&tx, programme.id, partner).await? else { return Ok(false) };
    let begun = begin(app, &tx, &programme, &partner, now).await?;
    if matches!(begun, Err(NotBegun::NobodyAtPartner | NotBegun::NobodyAtLibrary)) {
        return Ok(false);
    }
    let mut plan = health::plan(&tx, partner.id).await?;
    // Another instance may have begun it meanwhile.
    let today = now.to_zoned_datetime(zone).date();
    if plan.next_on.is_none_or(|day| day > today) {
        return Ok(false);
    }
    let busy = busy_times::of_partners(&tx, &[partner.id]).await?;
    let next = plan.every_months.and_then(|months| asking::next(today, months));
    plan.next_on = next.map(|day| free_from(&busy, day));
    health::keep_plan(&tx, partner.id, &plan).await?;
    tx.commit().await?;
    Ok(begun.is_ok())
}

/// Whether a side of a check that is due has nobody to ask.
async fn is_anybody_missing(app: &App, programme: Uuid, partner: Uuid) -> Result<bool> {
    let db = app.db.read();
    let Some(partner) = partners::find(db, programme, partner).await? else { return Ok(true) };
    let plan = health::plan(db, partner.id).await?;
    Ok(health::to_ask(db, &partner, &plan).await?.iter().any(Vec::is_empty))
}

/// Ends a check before its time if everybody on both sides has answered everything; `true` if it does.
pub(super) async fn end_answered(app: &App, check: Uuid, now: Timestamp) -> Result<bool> {
    let progress = health::progress(app.db.read(), check).await?;
    if !progress.iter().all(|side| side.is_complete()) {
        return Ok(false);
    }
    let tx = write(&app.db).await?;
    let mut ends = false;
    for round in health::rounds(&tx, check).await?.iter().filter(|round| round.state == RoundState::Open) {
        let zone = programmes::get(&tx, round.programme).await?.zone();
        let window = Window { opens: round.opens_at, closes: now };
        if now < round.closes_at && timetable::move_round(&tx, round, window, &zone).await? {
            timetable::skip_letters(&tx, round.id).await?;
            ends = true;
        }
    }
    tx.commit().await?;
    Ok(ends)
}

/// Unseals a check whose rounds have all closed; `true` if it does.
pub(super) async fn unseal(app: &App, check: Uuid, now: Timestamp) -> Result<bool> {
    let tx = write(&app.db).await?;
    let unsealed = health::unseal(&tx, check, now).await?;
    tx.commit().await?;
    Ok(unsealed)
}

/// The checks that were unsealed lately by an instance that did not count the replies that they wait for, with their
/// programmes; nearly always none.
pub(super) async fn uncounted(app: &App, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>> {
    health::uncounted(app.db.read(), now - COUNTED_WITHIN).await
}

/// Counts the replies that such a check waits for.
pub(super) async fn count(app: &App, check: Uuid) -> Result<()> {
    let tx = write(&app.db).await?;
    health::count_waiting(&tx, check).await?;
    tx.commit().await
}
