//! What can be sent by hand now: the next email to everybody who should get it.

use std::collections::BTreeMap;

use common_ground_reports::summary::wording;
use jiff::Timestamp;

use crate::{
    store::{Addressee, LeftOut, Mailing, MailingKind, mailings},
    web::{
        Desk, Error, Result, Trainer,
        parts::{format, turnout::next_reminder},
        rounds::load::LoadedRound,
    },
};

/// What the next email by hand would be: the invitation while somebody was never written to, then a reminder while one
/// is left.
pub(crate) fn next_kind(is_anybody_left: bool, planned: &[Mailing]) -> Option<MailingKind> {
    if is_anybody_left {
        return Some(MailingKind::Invitation);
    }
    next_reminder(planned).map(|_| MailingKind::Reminder)
}

/// What would be sent, to whom, and what stands against it.
pub(crate) struct MailingPreview {
    pub kind: MailingKind,
    people: Vec<Addressee>,
    /// It must wait until then: people do not read email now, or the last one left only just now.
    pub earliest: Option<Timestamp>,
}

impl MailingPreview {
    /// What would be sent now.
    pub(crate) async fn of(desk: &Desk<'_, Trainer>, shown: &LoadedRound) -> Result<Self> {
        let (db, now) = (desk.db(), desk.now());
        Error::not_found_unless(shown.round.takes_answers(now))?;
        let people = shown.recipients(desk, MailingKind::Invitation).await?;
        let planned = mailings::of_round(db, shown.round.id).await?;
        let is_anybody_left = people.iter().any(|one| one.left_out.is_none());
        let kind = next_kind(is_anybody_left, &planned).ok_or(Error::NotFound)?;
        let hours = desk.programme().settings.hours_in(shown.zone.clone());
        let wait = |from: Timestamp| Some(hours.next(from)).filter(|next| *next > now);
        if kind == MailingKind::Invitation {
            return Ok(Self { kind, people, earliest: wait(now) });
        }
        let earliest = mailings::earliest_reminder(db, shown.round.id).await?;
        let earliest = wait(earliest.map_or(now, |earliest| earliest.max(now)));
        Ok(Self { kind, people: shown.recipients(desk, kind).await?, earliest })
    }

    /// Why nothing can be sent now, if so.
    pub(crate) fn why_not(&self, shown: &LoadedRound) -> Option<String> {
        if let Some(earliest) = self.earliest {
            let when = format::day_and_time(earliest, &shown.zone);
            return Some(format!(
                "Emails are sent between 9:00 and 16:00 on working days, with reminders at least two days \
                 apart. The next can be sent on {when}."
            ));
        }
        let nobody = self.wanted().next().is_none();
        let gone = self.left_out().unwrap_or_else(|| "Nobody is on the list.".to_owned());
        nobody.then(|| format!("There’s nobody to send it to. {gone}"))
    }

    /// Those who would get it.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = &Addressee> {
        self.people.iter().filter(|one| one.left_out.is_none())
    }

    /// “18 invitations”
    pub(crate) fn letters(&self) -> String {
        let count = self.wanted().count() as u64;
        match self.kind {
            MailingKind::Invitation => wording::counted(count, "invitation", "invitations"),
            MailingKind::Reminder => wording::counted(count, "reminder", "reminders"),
        }
    }

    /// How many go where. Of a reminder in an anonymous round only the number is told: a domain may be one person.
    pub(crate) fn where_to(&self, anonymous: bool) -> Option<String> {
        if anonymous && self.kind == MailingKind::Reminder {
            return None;
        }
        let mut domains: BTreeMap<&str, u64> = BTreeMap::new();
        for one in self.wanted() {
            *domains.entry(one.email.rsplit('@').next().unwrap_or_default()).or_default() += 1;
        }
        let mut domains: Vec<_> = domains.into_iter().collect();
        domains.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let parts: Vec<String> =
            domains.iter().map(|(domain, count)| format!("{} to {domain}", wording::count(*count))).collect();
        (!parts.is_empty()).then(|| format!("{}.", parts.join(", ")))
    }

    /// How many are left out and why.
    pub(crate) fn left_out(&self) -> Option<String> {
        let mut reasons: BTreeMap<u8, (u64, &str)> = BTreeMap::new();
        for one in &self.people {
            let (order, reason) = match one.left_out {
                None => continue,
                Some(LeftOut::Written) => (0, "invited before"),
                Some(LeftOut::Answered) => (1, "answered"),
                Some(LeftOut::Stopped) => (2, "unsubscribed"),
                Some(LeftOut::Blocked(_)) => (3, "whose emails bounce"),
                Some(LeftOut::Absent) => (5, "not marked as attended"),
                Some(LeftOut::Expired) => (4, "with an expired link"),
                Some(LeftOut::NoAddress) => (5, "without an email address"),
            };
            reasons.entry(order).or_insert((0, reason)).0 += 1;
        }
        let parts: Vec<String> =
            reasons.values().map(|(count, reason)| format!("{} {reason}", wording::count(*count))).collect();
        (!parts.is_empty()).then(|| format!("Left out: {}.", parts.join(", ")))
    }
}
