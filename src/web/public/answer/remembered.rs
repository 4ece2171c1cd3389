//! What a browser remembers of a round in cookies, as it comes with them: before it is known who visits what.

use rocket::http::CookieJar;

use crate::{store::Invitation, system::secret::hash};

/// The cookie that holds a personal token once it left the address.
pub(super) const LINK: &str = "link";
/// The cookie that tells by which links this browser has answered.
pub(super) const ANSWERED: &str = "answered";
/// The cookie that holds the language chosen.
pub(super) const LANGUAGE: &str = "language";
/// As many cookies as most servers before this one let through. They hold some fourteen long answers, in a script of three
/// bytes a letter; whoever writes more goes on with all questions on one page.
pub(super) const PARTS: [&str; 8] =
    ["draft0", "draft1", "draft2", "draft3", "draft4", "draft5", "draft6", "draft7"];

/// Whether somebody has answered by this link in this browser.
pub(crate) fn has_answered(cookies: &CookieJar<'_>, invitation: &Invitation) -> bool {
    let held = cookies.get_private(ANSWERED);
    held.is_some_and(|cookie| cookie.value().split('.').any(|held| held == mark(invitation)))
}

/// Enough of a hash to tell the links of one survey from each other.
pub(super) fn mark(invitation: &Invitation) -> String {
    hash(&format!("answered {}", invitation.id)).chars().take(16).collect()
}

/// The personal token this browser came with, if any. Cookies are kept per round by their path.
pub(crate) fn link(cookies: &CookieJar<'_>) -> Option<String> {
    cookies.get_private(LINK).map(|cookie| cookie.value().to_owned())
}

/// Whether this browser has answered part of this round, or came by a personal link.
pub(crate) fn has_begun(cookies: &CookieJar<'_>) -> bool {
    [PARTS[0], LINK].iter().any(|name| cookies.get_private(name).is_some())
}

/// The language chosen before, if any.
pub(crate) fn language(cookies: &CookieJar<'_>) -> Option<String> {
    cookies.get_private(LANGUAGE).map(|cookie| cookie.value().to_owned())
}
