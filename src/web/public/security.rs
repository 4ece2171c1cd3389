//! How to report a fault in the security of the service (RFC 9116), and what becomes of it.

use std::{fmt::Write, sync::Arc};

use jiff::ToSpan;
use rocket::State;

use crate::{
    app::App,
    mail::Address,
    web::{Result, at, http::brand},
};

/// Days for which what it says counts. It is made anew for every reader.
const DAYS: i64 = 90;

/// Whom to write to, for a machine or for a person.
#[rocket::get("/.well-known/security.txt")]
pub(crate) async fn contact(app: &State<Arc<App>>) -> Result<String> {
    let site = &app.settings.site_url;
    let until = app.clock.now() + (24 * DAYS).hours();
    let brand = brand::current(app).await?;
    let help = format!("{site}{}", at::help());
    let to = [&*app.settings.security_contact, &*brand.contact].into_iter().find_map(address).unwrap_or(help);
    let mut text = format!("Contact: {to}\n");
    let policy = at::security_policy();
    // Writing into a text cannot fail.
    let _ = writeln!(text, "Expires: {}", until.strftime("%Y-%m-%dT%H:%M:%SZ"));
    let _ = writeln!(text, "Preferred-Languages: en, cy");
    let _ = writeln!(text, "Canonical: {site}/.well-known/security.txt");
    let _ = writeln!(text, "Policy: {site}{policy}");
    Ok(text)
}

/// The first address of the web or of mail in a text, as `Contact` takes it.
fn address(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || ",;()<>".contains(c));
    words.filter(|word| !word.is_empty()).find_map(|word| {
        if word.starts_with("https://") || word.starts_with("mailto:") {
            return Some(word.to_owned());
        }
        word.parse::<Address>().ok().map(|address| format!("mailto:{address}"))
    })
}

/// What whoever reports a fault can count on.
#[rocket::get("/.well-known/security-policy.txt")]
pub(crate) fn policy() -> &'static str {
    "Reporting a security problem\n\
     \n\
     Write to the contact in /.well-known/security.txt. Say what you did, what happened and what you expected.\n\
     \n\
     - We reply within 3 working days, and fix serious problems within 14 days of your report.\n\
     - Please test on your own installation: the program is free software. On this site, stop as soon as you see \
     anything that isn’t yours, don’t keep it, and don’t disturb people who answer surveys.\n\
     - Please give us those 14 days before you tell others. If you wish, we’ll name you in the change log.\n\
     - We won’t report or sue anyone who acts in good faith along these lines.\n"
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_found_in_what_a_person_wrote() {
        assert_eq!(
            address("Tom Hartley, tom@example.org or 020 7946 0123").unwrap(),
            "mailto:tom@example.org"
        );
        assert_eq!(address("https://example.org/report").unwrap(), "https://example.org/report");
        assert_eq!(address("ring 020 7946 0123"), None);
        assert_eq!(address(""), None);
    }
}
