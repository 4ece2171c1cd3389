//! What people are promised about their answers, from what is really set.

use crate::{
    app::App,
    store::{programmes::Programme, retention},
    survey::round::notice::{self, NoticeFacts},
};

/// Everything a privacy notice tells; `by_link` is for people who were invited by name.
pub(super) fn facts(app: &App, programme: &Programme, by_link: bool) -> NoticeFacts {
    let settings = programme.settings.clone();
    NoticeFacts {
        controller: settings.controller,
        contact: settings.contact,
        data_protection_officer: settings.data_protection_officer,
        purpose: settings.purpose,
        address_source: by_link.then(|| notice::ADDRESS_SOURCE.to_owned()),
        seen_by: settings.seen_by,
        min_group: app.settings.min_group,
        invitation_days: retention::INVITATION_DAYS,
        comment_months: retention::COMMENT_MONTHS,
        answer_months: retention::ANSWER_MONTHS,
        backup_days: settings.backup_days,
    }
}
