//! When to try a deferred letter again. Pure: time and chance come in as values.

use jiff::{SignedDuration, Timestamp};
use rand::{Rng, RngExt};

/// A letter that could not be delivered within this time of being queued is given up (RFC 5321, 4.5.4.1: four to five days).
pub const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(96);

/// Minutes to wait after the first, second, … failure; the last one repeats.
const WAITS: [i64; 6] = [30, 60, 120, 240, 480, 720];

/// The time of the next attempt after `failures` failed ones, the last of them at `now`; `None` means give up.
///
/// Waits are 30 minutes, then 1, 2, 4, 8 and from then on 12 hours, each up to a tenth shorter or longer by chance, so that
/// letters which failed together do not come back together. No attempt is later than [`GIVE_UP_AFTER`] after `queued_at`,
/// nor at or after `deadline` (the close of the survey, say). With no failures yet, the attempt is due at once.
pub fn next_attempt(
    failures: u32,
    queued_at: Timestamp,
    now: Timestamp,
    deadline: Option<Timestamp>,
    rng: &mut impl Rng,
) -> Option<Timestamp> {
    let next = match failures.checked_sub(1) {
        None => now,
        Some(earlier) => {
            let step = usize::try_from(earlier).unwrap_or(usize::MAX).min(WAITS.len() - 1);
            let per_mille = rng.random_range(900..=1100);
            now.checked_add(SignedDuration::from_millis(WAITS[step] * 60 * per_mille)).ok()?
        }
    };
    let last = queued_at.checked_add(GIVE_UP_AFTER).ok()?;
    (next <= last && deadline.is_none_or(|deadline| next < deadline)).then_some(next)
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    const QUEUED: Timestamp = Timestamp::UNIX_EPOCH;

    fn hours(hours: f64) -> SignedDuration {
        SignedDuration::from_secs_f64(hours * 3600.0)
    }

    #[test]
    fn waits_double_to_eight_hours_and_stay_at_twelve() {
        let mut rng = StdRng::seed_from_u64(1);
        for (failures, wait) in
            [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 12.0), (7, 12.0), (40, 12.0)]
        {
            for _ in 0..200 {
                let next = next_attempt(failures, QUEUED, QUEUED, None, &mut rng).unwrap();
                let waited = next.duration_since(QUEUED);
                assert!(waited >= hours(wait * 0.9) && waited <= hours(wait * 1.1), "{failures}: {waited}");
            }
        }
    }

    #[test]
    fn letters_that_failed_together_come_back_apart() {
        let mut rng = StdRng::seed_from_u64(2);
        let mut times: Vec<_> = (0..20).map(|_| next_attempt(1, QUEUED, QUEUED, None, &mut rng)).collect();
        times.sort_unstable();
        times.dedup();
        assert!(times.len() > 10, "{times:?}");
    }

    #[test]
    fn a_letter_is_tried_about_a_dozen_times_and_given_up_within_four_days() {
        let mut rng = StdRng::seed_from_u64(3);
        let (mut now, mut failures) = (QUEUED, 0);
        while let Some(next) = next_attempt(failures, QUEUED, now, None, &mut rng) {
            assert!(next >= now && next <= QUEUED + GIVE_UP_AFTER);
            (now, failures) = (next, failures + 1);
        }
        assert!((11..=14).contains(&failures), "{failures}");
        assert!(now > QUEUED + hours(72.0), "{now}");
    }

    #[test]
    fn no_attempt_comes_at_or_after_the_close() {
        let mut rng = StdRng::seed_from_u64(4);
        assert_eq!(next_attempt(1, QUEUED, QUEUED, Some(QUEUED + hours(0.4)), &mut rng), None);
        assert!(next_attempt(1, QUEUED, QUEUED, Some(QUEUED + hours(0.6)), &mut rng).is_some());
        assert_eq!(next_attempt(0, QUEUED, QUEUED, Some(QUEUED), &mut rng), None);
    }

    #[test]
    fn a_letter_that_has_not_failed_is_due_at_once() {
        let mut rng = StdRng::seed_from_u64(5);
        assert_eq!(next_attempt(0, QUEUED, QUEUED, None, &mut rng), Some(QUEUED));
    }
}
