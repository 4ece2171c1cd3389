//! When the people invited to a round are written to.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Error, SignedDuration, Timestamp, ToSpan, ZonedDateTime};

use super::round::Window;

/// The first hour at which letters leave.
const FIRST_HOUR: i8 = 9;
/// The first hour at which it is too late.
const LAST_HOUR: i8 = 16;
/// Days from the invitation to the first reminder.
const FIRST_REMINDER_DAYS: i64 = 4;
/// Days from the last reminder to the close.
const LAST_REMINDER_DAYS: i64 = 3;
/// Two letters closer together than this are a nuisance.
pub const APART: SignedDuration = SignedDuration::from_hours(48);

/// What a letter to an invited person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Asks for the first time.
    Invitation,
    /// Asks again those who have not answered.
    Reminder,
}

keys!(Kind { Invitation = "invitation", Reminder = "reminder" });

impl Kind {
    /// The most reminders that anybody gets about one round.
    pub const MOST_REMINDERS: i32 = 2;
}

/// One planned letter to everybody who is invited and has not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it is.
    pub kind: Kind,
    /// The first, second … of its kind.
    pub seq: i32,
    /// When.
    pub at: Timestamp,
}

/// The letters of a round: an invitation at its opening, moved to the next Tuesday, Wednesday or Thursday between 9
/// and 16 where that leaves at least half of the window; a reminder four days later; another three days before the
/// close. Reminders leave between 9 and 16, never at or after the close, and never within two days of another letter.
///
/// # Errors
///
/// When a time would leave the calendar (the year 9999).
pub fn plan(window: Window, zone: &TimeZone) -> Result<Vec<Planned>, Error> {
    if window.closes <= window.opens {
        return Ok(Vec::new());
    }
    let invitation = invitation_at(window, zone)?;
    let mut letters = vec![Planned { kind: Kind::Invitation, seq: 1, at: invitation }];
    let local = |at: Timestamp| at.to_zoned_datetime(zone.clone());
    let first = in_hours(&local(invitation).checked_add(FIRST_REMINDER_DAYS.days())?)?;
    let last = in_hours(&local(window.closes).checked_sub(LAST_REMINDER_DAYS.days())?)?;
    let mut before = invitation;
    let mut seq = 1;
    for at in [first, last] {
        if at < window.closes && at.duration_since(before) >= APART {
            letters.push(Planned { kind: Kind::Reminder, seq, at });
            before = at;
            seq += 1;
        }
    }
    Ok(letters)
}

fn invitation_at(window: Window, zone: &TimeZone) -> Result<Timestamp, Error> {
    let good = next_good_time(&window.opens.to_zoned_datetime(zone.clone()))?;
    let half = window.closes.duration_since(window.opens) / 2;
    Ok(if window.closes.duration_since(good) >= half { good } else { window.opens })
}

/// The first moment from `from` on at which people read letters and still have time that week.
fn next_good_time(from: &ZonedDateTime) -> Result<Timestamp, Error> {
    let is_good = |day: Weekday| matches!(day, Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday);
    if is_good(from.weekday()) && (FIRST_HOUR..LAST_HOUR).contains(&from.hour()) {
        return Ok(from.timestamp());
    }
    let mut day = from.date();
    if from.hour() >= FIRST_HOUR {
        day = day.tomorrow()?;
    }
    while !is_good(day.weekday()) {
        day = day.tomorrow()?;
    }
    Ok(day.at(FIRST_HOUR, 0, 0, 0).to_zoned_datetime(from.time_zone().clone())?.timestamp())
}

/// The first moment from `now` on at which letters leave.
///
/// # Errors
///
/// When it would leave the calendar (the year 9999).
pub fn next_hour(now: Timestamp, zone: &TimeZone) -> Result<Timestamp, Error> {
    let local = now.to_zoned_datetime(zone.clone());
    if local.hour() < LAST_HOUR {
        return in_hours(&local);
    }
    Ok(local.date().tomorrow()?.at(FIRST_HOUR, 0, 0, 0).to_zoned_datetime(zone.clone())?.timestamp())
}

/// The same day, not before the first hour and before the last.
fn in_hours(at: &ZonedDateTime) -> Result<Timestamp, Error> {
    let time = if at.hour() < FIRST_HOUR {
        at.date().at(FIRST_HOUR, 0, 0, 0)
    } else if at.hour() >= LAST_HOUR {
        at.date().at(LAST_HOUR - 1, 30, 0, 0)
    } else {
        return Ok(at.timestamp());
    };
    Ok(time.to_zoned_datetime(at.time_zone().clone())?.timestamp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn london() -> TimeZone {
        TimeZone::get("Europe/London").unwrap()
    }

    fn planned(opens: &str, closes: &str) -> Vec<String> {
        let window = Window { opens: opens.parse().unwrap(), closes: closes.parse().unwrap() };
        let letters = plan(window, &london()).unwrap();
        letters
            .into_iter()
            .map(|letter| {
                let at = letter.at.to_zoned_datetime(london()).strftime("%a %-d %b %H:%M");
                format!("{} {} {at}", letter.kind.key(), letter.seq)
            })
            .collect()
    }

    #[test]
    fn two_weeks_have_an_invitation_and_two_reminders() {
        assert_eq!(
            planned("2026-06-02T08:00:00Z", "2026-06-16T16:00:00Z"),
            ["invitation 1 Tue 2 Jun 09:00", "reminder 1 Sat 6 Jun 09:00", "reminder 2 Sat 13 Jun 15:30"]
        );
    }

    #[test]
    fn feedback_after_a_workshop_has_one_reminder_because_a_second_would_follow_on_its_heels() {
        assert_eq!(
            planned("2026-05-21T14:30:00Z", "2026-05-29T16:00:00Z"),
            ["invitation 1 Thu 21 May 15:30", "reminder 1 Mon 25 May 15:30"]
        );
    }

    #[test]
    fn a_round_that_opens_at_the_weekend_invites_on_tuesday() {
        assert_eq!(
            planned("2026-06-06T10:00:00Z", "2026-06-20T16:00:00Z")[0],
            "invitation 1 Tue 9 Jun 09:00"
        );
        // Too late in the day is the next morning.
        assert_eq!(
            planned("2026-06-02T16:00:00Z", "2026-06-16T16:00:00Z")[0],
            "invitation 1 Wed 3 Jun 09:00"
        );
    }

    #[test]
    fn a_short_round_does_not_wait_for_tuesday() {
        assert_eq!(
            planned("2026-06-05T10:00:00Z", "2026-06-08T16:00:00Z"),
            ["invitation 1 Fri 5 Jun 11:00"],
            "three days leave no room for a reminder"
        );
    }

    #[test]
    fn whoever_is_added_late_is_written_to_at_the_next_hour_at_which_letters_leave() {
        let next = |now: &str| next_hour(now.parse().unwrap(), &london()).unwrap().to_string();
        assert_eq!(next("2026-06-05T10:20:00Z"), "2026-06-05T10:20:00Z");
        assert_eq!(next("2026-06-05T05:00:00Z"), "2026-06-05T08:00:00Z");
        assert_eq!(next("2026-06-05T15:00:00Z"), "2026-06-06T08:00:00Z");
    }

    #[test]
    fn a_window_that_never_opens_has_no_letters() {
        assert!(planned("2026-06-05T10:00:00Z", "2026-06-05T10:00:00Z").is_empty());
    }

    proptest! {
        #[test]
        fn whatever_the_window_letters_keep_their_distance(
            opens in 1_600_000_000_i64..2_000_000_000,
            minutes in 1_i64..90 * 24 * 60,
            zone in prop::sample::select(vec!["Europe/London", "America/New_York", "Asia/Kolkata", "UTC"]),
        ) {
            let opens = Timestamp::from_second(opens).unwrap();
            let closes = opens + SignedDuration::from_mins(minutes);
            let letters = plan(Window { opens, closes }, &TimeZone::get(zone).unwrap()).unwrap();
            prop_assert_eq!((letters[0].kind, letters[0].seq), (Kind::Invitation, 1));
            prop_assert!(letters.iter().all(|letter| letter.at >= opens && letter.at < closes));
            prop_assert!(letters.windows(2).all(|pair| pair[1].at.duration_since(pair[0].at) >= APART));
            let reminders: Vec<i32> = letters[1..].iter().map(|letter| letter.seq).collect();
            prop_assert!(letters[1..].iter().all(|letter| letter.kind == Kind::Reminder));
            prop_assert!(reminders.is_empty() || reminders == [1] || reminders == [1, 2]);
            let half = closes.duration_since(opens) / 2;
            prop_assert!(closes.duration_since(letters[0].at) >= half);
        }
    }
}
