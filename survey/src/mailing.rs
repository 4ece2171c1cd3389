//! When the people invited to a round are written to.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Error, SignedDuration, Timestamp, ToSpan, ZonedDateTime};

use super::{
    Window,
    calendar::{self, Calendar},
};

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
pub enum MailingKind {
    /// Asks for the first time.
    Invitation,
    /// Asks again those who have not answered.
    Reminder,
}

keys!(MailingKind { Invitation = "invitation", Reminder = "reminder" });

impl MailingKind {
    /// The most reminders that anybody gets about one round.
    pub const MOST_REMINDERS: i32 = 2;
}

/// One planned letter to everybody who is invited and has not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it is.
    pub kind: MailingKind,
    /// The first, second … of its kind.
    pub seq: i32,
    /// When.
    pub at: Timestamp,
}

/// The days and hours at which a programme writes to people.
#[derive(Clone, Debug)]
pub struct Hours {
    /// Whose hours they are.
    pub zone: TimeZone,
    /// Which days are working days.
    pub calendar: Calendar,
}

impl Hours {
    /// When an email leaves that is planned for `at`: then, or at nine on the next working day where that day is none.
    pub fn leaves(&self, at: Timestamp) -> Timestamp {
        let day = self.local(at).date();
        let working = self.calendar.working_day(day);
        if working == day { at } else { self.morning(working).unwrap_or(at) }
    }

    /// The same for an email about something that closes: where no working day is left before that, it leaves as planned.
    pub fn leaves_before(&self, at: Timestamp, closes: Timestamp) -> Timestamp {
        Some(self.leaves(at)).filter(|leaves| *leaves < closes).unwrap_or(at)
    }

    /// The first moment from `from` on at which people read email: a working day, between 9 and 16.
    pub fn next(&self, from: Timestamp) -> Timestamp {
        let local = self.local(from);
        let (day, hour) = (local.date(), local.hour());
        if (FIRST_HOUR..LAST_HOUR).contains(&hour) && self.calendar.working_day(day) == day {
            return from;
        }
        let day = if hour < FIRST_HOUR { Ok(day) } else { day.tomorrow() };
        day.and_then(|day| self.morning(self.calendar.working_day(day))).unwrap_or(from)
    }

    /// “Moved to Tue 2 June because Mon 1 June is a bank holiday”, where [`leaves`](Self::leaves) moves it.
    pub fn moved(&self, at: Timestamp) -> Option<String> {
        let leaves = self.leaves(at);
        let why = self.calendar.why_moved(self.local(at).date()).filter(|_| leaves != at)?;
        Some(format!("moved to {} because {why}", calendar::said(self.local(leaves).date())))
    }

    /// A moment by the clock of the place.
    pub fn local(&self, at: Timestamp) -> ZonedDateTime {
        at.to_zoned_datetime(self.zone.clone())
    }

    fn morning(&self, day: Date) -> Result<Timestamp, Error> {
        Ok(day.at(FIRST_HOUR, 0, 0, 0).to_zoned_datetime(self.zone.clone())?.timestamp())
    }
}

/// The emails of a round: an invitation at its opening, moved to the next Tuesday, Wednesday or Thursday between 9
/// and 16 where that leaves at least half of the window; a reminder four days later; another three days before the
/// close. Reminders leave between 9 and 16. Each leaves when [`Hours::leaves_before`] says for its time, which is never at or after
/// the close, and never within two days of another email.
///
/// # Errors
///
/// When a time would leave the calendar (the year 9999).
pub fn plan(window: Window, hours: &Hours) -> Result<Vec<Planned>, Error> {
    if window.closes <= window.opens {
        return Ok(Vec::new());
    }
    let invitation = invitation_at(window, hours)?;
    let mut letters = vec![Planned { kind: MailingKind::Invitation, seq: 1, at: invitation }];
    let mut before = hours.leaves_before(invitation, window.closes);
    let first = in_hours(&hours.local(before).checked_add(FIRST_REMINDER_DAYS.days())?)?;
    let last = in_hours(&hours.local(window.closes).checked_sub(LAST_REMINDER_DAYS.days())?)?;
    let mut seq = 1;
    for at in [first, last] {
        let leaves = hours.leaves(at);
        if leaves < window.closes && leaves.duration_since(before) >= APART {
            letters.push(Planned { kind: MailingKind::Reminder, seq, at });
            before = leaves;
            seq += 1;
        }
    }
    Ok(letters)
}

fn invitation_at(window: Window, hours: &Hours) -> Result<Timestamp, Error> {
    let good = next_good_time(window.opens, hours)?;
    let half = window.closes.duration_since(window.opens) / 2;
    Ok(if window.closes.duration_since(good) >= half { good } else { window.opens })
}

/// The first moment from `from` on at which people read email and still have time that week.
fn next_good_time(from: Timestamp, hours: &Hours) -> Result<Timestamp, Error> {
    let mut at = hours.next(from);
    loop {
        let day = hours.local(at).date();
        if matches!(day.weekday(), Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday) {
            return Ok(at);
        }
        at = hours.next(hours.morning(day.tomorrow()?)?);
    }
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

    fn london() -> Hours {
        Hours { zone: TimeZone::get("Europe/London").unwrap(), calendar: Calendar::default() }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn local(at: Timestamp) -> String {
        london().local(at).strftime("%a %-d %b %H:%M").to_string()
    }

    /// When each email leaves.
    fn planned(opens: &str, closes: &str) -> Vec<String> {
        let window = Window { opens: at(opens), closes: at(closes) };
        let letters = plan(window, &london()).unwrap();
        letters
            .into_iter()
            .map(|letter| {
                let at = local(london().leaves_before(letter.at, window.closes));
                format!("{} {} {at}", letter.kind.key(), letter.seq)
            })
            .collect()
    }

    #[test]
    fn two_weeks_have_an_invitation_and_two_reminders() {
        assert_eq!(
            planned("2026-06-02T08:00:00Z", "2026-06-16T16:00:00Z"),
            ["invitation 1 Tue 2 Jun 09:00", "reminder 1 Mon 8 Jun 09:00", "reminder 2 Mon 15 Jun 09:00"]
        );
    }

    #[test]
    fn feedback_after_a_workshop_has_one_reminder_because_a_second_would_follow_on_its_heels() {
        assert_eq!(
            planned("2026-05-21T14:30:00Z", "2026-05-29T16:00:00Z"),
            ["invitation 1 Thu 21 May 15:30", "reminder 1 Tue 26 May 09:00"],
            "Monday is a bank holiday"
        );
    }

    #[test]
    fn what_is_planned_for_a_day_off_leaves_on_the_next_working_morning_and_says_so() {
        let monday = at("2026-05-25T14:30:00Z");
        assert_eq!(local(london().leaves(monday)), "Tue 26 May 09:00");
        assert_eq!(
            london().moved(monday).unwrap(),
            "moved to Tue 26 May because Mon 25 May is a bank holiday (spring)"
        );
        assert_eq!(london().moved(at("2026-05-26T14:30:00Z")), None);
        // Where the survey closes before that, the day off is better than nothing.
        assert_eq!(london().leaves_before(monday, at("2026-05-26T07:00:00Z")), monday);
    }

    #[test]
    fn whoever_is_added_later_is_written_to_at_the_next_hour_that_people_read_email() {
        for (added, leaves) in [
            ("2026-06-02T10:20:00Z", "Tue 2 Jun 11:20"),
            ("2026-06-02T05:00:00Z", "Tue 2 Jun 09:00"),
            ("2026-06-02T15:00:00Z", "Wed 3 Jun 09:00"),
            ("2026-06-05T20:00:00Z", "Mon 8 Jun 09:00"),
            ("2026-05-23T10:00:00Z", "Tue 26 May 09:00"),
        ] {
            assert_eq!(local(london().next(at(added))), leaves, "{added}");
        }
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
    fn a_short_round_does_not_wait_for_tuesday_but_for_a_working_day() {
        assert_eq!(planned("2026-06-06T10:00:00Z", "2026-06-08T16:00:00Z"), ["invitation 1 Mon 8 Jun 09:00"]);
        assert_eq!(planned("2026-06-06T10:00:00Z", "2026-06-07T16:00:00Z"), ["invitation 1 Sat 6 Jun 11:00"]);
        assert_eq!(
            planned("2026-06-05T10:00:00Z", "2026-06-08T16:00:00Z"),
            ["invitation 1 Fri 5 Jun 11:00"],
            "three days leave no room for a reminder"
        );
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
            nation in prop::sample::select(calendar::Nation::ALL.to_vec()),
        ) {
            let opens = Timestamp::from_second(opens).unwrap();
            let closes = opens + SignedDuration::from_mins(minutes);
            let hours = Hours { zone: TimeZone::get(zone).unwrap(), calendar: Calendar { nation, ..Calendar::default() } };
            let letters = plan(Window { opens, closes }, &hours).unwrap();
            prop_assert_eq!((letters[0].kind, letters[0].seq), (MailingKind::Invitation, 1));
            prop_assert!(letters.iter().all(|letter| letter.at >= opens && letter.at < closes));
            let leave: Vec<Timestamp> = letters.iter().map(|letter| hours.leaves_before(letter.at, closes)).collect();
            prop_assert!(leave.iter().all(|at| *at >= opens && *at < closes));
            prop_assert!(leave.windows(2).all(|pair| pair[1].duration_since(pair[0]) >= APART));
            let on_a_working_day = |at: &Timestamp| hours.leaves(*at) == *at;
            prop_assert!(leave[1..].iter().all(on_a_working_day));
            prop_assert!(on_a_working_day(&leave[0]) || hours.leaves(opens) >= closes);
            let reminders: Vec<i32> = letters[1..].iter().map(|letter| letter.seq).collect();
            prop_assert!(letters[1..].iter().all(|letter| letter.kind == MailingKind::Reminder));
            prop_assert!(reminders.is_empty() || reminders == [1] || reminders == [1, 2]);
            let half = closes.duration_since(opens) / 2;
            prop_assert!(closes.duration_since(letters[0].at) >= half);
        }
    }
}
