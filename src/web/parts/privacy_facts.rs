//! What people are promised about their answers, from what is really set.

use jiff::Timestamp;

use crate::{
    app::App,
    store::Programme,
    survey::{ENGLISH, round::notice::NoticeFacts, words},
};

/// Everything the privacy notice of a round tells that opened at `opened`; `by_link` is for people who were invited
/// by name.
pub(crate) fn facts(app: &App, programme: &Programme, opened: Timestamp, by_link: bool) -> NoticeFacts {
    let promises = programme.settings.promised(opened, app.settings.min_group);
    let settings = programme.settings.clone();
    NoticeFacts {
        controller: settings.controller,
        contact: settings.contact,
        data_protection_officer: settings.data_protection_officer,
        lawful_basis: settings.lawful_basis,
        purpose: settings.purpose,
        address_source: by_link.then(|| words::of(ENGLISH).notice.your_organisation.to_owned()),
        seen_by: settings.seen_by,
        min_group: promises.min_group,
        open_link: false,
        invitation_days: promises.invitation_days,
        comment_months: promises.comment_months,
        answer_months: promises.answer_months,
        backup_days: promises.backup_days,
    }
}
