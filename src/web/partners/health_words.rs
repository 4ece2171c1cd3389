//! What is next in a partnership, in a sentence.

use common_ground_reports::wording;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use crate::{
    results::health::PartnershipHealth,
    store::{Health, HealthProgress},
    web::parts::format,
};

/// How near a day is told by the name of its weekday alone.
const THIS_WEEK: SignedDuration = SignedDuration::from_hours(6 * 24);

/// “health check closes Friday: they have answered, we have not”
pub(crate) fn open(
    check: &Health,
    [library, partner]: [HealthProgress; 2],
    now: Timestamp,
    zone: &TimeZone,
) -> String {
    let closes = if check.closes_at < now + THIS_WEEK {
        format::weekday(check.closes_at, zone)
    } else {
        format!("on {}", format::date(check.closes_at, zone))
    };
    let who = match (partner.is_complete(), library.is_complete()) {
        (true, true) => "both sides have answered",
        (true, false) => "they have answered, we have not",
        (false, true) => "we have answered, they have not",
        (false, false) => "neither side has answered everything yet",
    };
    format!("health check closes {closes}: {who}")
}

/// “three conditions wait for our reply”
pub(crate) fn waiting(health: &PartnershipHealth) -> Option<String> {
    match health.unanswered().count() as u64 {
        0 => None,
        1 => Some("one condition waits for our reply".to_owned()),
        several => Some(format!("{} conditions wait for our reply", wording::number(several))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_says_when_it_closes_and_who_has_answered() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let check = Health {
            id: uuid::Uuid::nil(),
            partner_id: uuid::Uuid::nil(),
            opens_at: at("2026-05-21T09:00:00Z"),
            closes_at: at("2026-06-12T09:00:00Z"),
            unsealed_at: None,
            figures: Vec::new(),
        };
        let progress = |sent| HealthProgress { given: 2, sent };
        let told = |now: &str, sides| open(&check, sides, at(now), &TimeZone::UTC);
        assert_eq!(
            told("2026-06-09T09:00:00Z", [progress(1), progress(2)]),
            "health check closes Friday: they have answered, we have not"
        );
        assert_eq!(
            told("2026-05-22T09:00:00Z", [progress(0), progress(0)]),
            "health check closes on 12 June 2026: neither side has answered everything yet"
        );
    }
}
