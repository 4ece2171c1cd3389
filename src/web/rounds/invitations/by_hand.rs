//! What can be sent by hand now: the next email to everybody who should get it.

use std::collections::BTreeMap;

use common_ground_reports::wording;

use crate::{
    store::{LeftOut, Mailing, MailingKind, recipients},
    web::{
        Desk, Result, Trainer,
        parts::{format, turnout::next_reminder},
        rounds::load::LoadedRound,
    },
    work::mailing::{self, AskedRound, Outlook},
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
    outlook: Outlook,
}

impl MailingPreview {
    /// What would be sent now about a round with these mailings; none where no email is left to send.
    pub(crate) async fn of(
        desk: &Desk<'_, Trainer>,
        shown: &LoadedRound,
        planned: &[Mailing],
    ) -> Result<Option<Self>> {
        let (app, now, round) = (desk.app, desk.now(), &shown.round);
        let asked = AskedRound { programme: desk.programme(), round, course: shown.course.as_ref() };
        let fingerprint = |address: &str| app.secret.fingerprint(address);
        let is_anybody_left = recipients::is_anybody_left(desk.db(), round, now, fingerprint).await?;
        let mut kind = next_kind(is_anybody_left, planned);
        if kind == Some(MailingKind::Invitation) {
            let outlook = mailing::outlook(app, asked, MailingKind::Invitation, planned, now).await?;
            if outlook.reach.wanted() > 0 {
                return Ok(Some(Self { kind: MailingKind::Invitation, outlook }));
            }
            // Not everybody was looked at before.
            kind = next_kind(false, planned);
        }
        let Some(kind) = kind else { return Ok(None) };
        let outlook = mailing::outlook(app, asked, kind, planned, now).await?;
        Ok(Some(Self { kind, outlook }))
    }

    /// Why nothing can be sent now, if so.
    pub(crate) fn why_not(&self, desk: &Desk<'_, Trainer>, shown: &LoadedRound) -> Option<String> {
        if self.outlook.earliest > desk.now() {
            let when = format::day_and_time(self.outlook.earliest, &shown.zone);
            return Some(format!(
                "Emails are sent between 9:00 and 16:00 on working days, with reminders at least two days \
                 apart. The next can be sent on {when}."
            ));
        }
        self.outlook.refusal?;
        let gone = self.left_out().unwrap_or_else(|| "Nobody is on the list.".to_owned());
        Some(format!("There’s nobody to send it to. {gone}"))
    }

    /// “18 invitations”
    pub(crate) fn letters(&self) -> String {
        let count = self.outlook.reach.wanted();
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
        let mut domains: Vec<(&String, &u64)> = self.outlook.reach.domains.iter().collect();
        domains.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let parts: Vec<String> = domains
            .iter()
            .map(|(domain, count)| format!("{} to {domain}", wording::count(**count)))
            .collect();
        (!parts.is_empty()).then(|| format!("{}.", parts.join(", ")))
    }

    /// How many are left out and why.
    pub(crate) fn left_out(&self) -> Option<String> {
        let mut reasons: BTreeMap<u8, (u64, &str)> = BTreeMap::new();
        for (why, count) in &self.outlook.reach.left_out {
            let (order, reason) = match why {
                LeftOut::Written => (0, "invited before"),
                LeftOut::Answered => (1, "answered"),
                LeftOut::JustInvited => (2, "emailed in the last 24 hours"),
                LeftOut::Stopped => (3, "unsubscribed"),
                LeftOut::Blocked(_) => (4, "whose emails bounce"),
                LeftOut::Expired => (5, "with an expired link"),
                LeftOut::Absent => (6, "not marked as attended"),
                LeftOut::NoAddress => (7, "without an email address"),
            };
            reasons.entry(order).or_insert((0, reason)).0 += count;
        }
        let parts: Vec<String> =
            reasons.values().map(|(count, reason)| format!("{} {reason}", wording::count(*count))).collect();
        (!parts.is_empty()).then(|| format!("Left out: {}.", parts.join(", ")))
    }
}
