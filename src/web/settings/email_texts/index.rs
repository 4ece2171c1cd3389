//! Which emails have words of their own.

use crate::{
    store::MailingKind,
    survey::words,
    web::{
        Admin, Answer, Desk, Link, Listing, ListingGroup, MainPlace, Result, Row, at,
        settings::{
            email_texts::{languages, title},
            trail,
        },
    },
};

/// Every email that asks, in each language.
#[rocket::get("/programmes/<_>/settings/email-texts")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn index(desk: Desk<'_, Admin>) -> Result<Answer> {
    let (slug, settings) = (desk.slug(), &desk.programme().settings);
    let mut rows = Vec::new();
    for language in languages(settings) {
        for kind in MailingKind::ALL {
            let name = format!("{}, {}", title(kind), words::english_name_of(language));
            let own = settings.email_text(kind, language);
            let detail = match (own.is_standard(), own.subject.is_empty()) {
                (true, _) => "Standard text".to_owned(),
                (false, true) => "Own text".to_owned(),
                (false, false) => format!("Changed: {}", own.subject),
            };
            let page = at::settings_email_text(slug, kind.key(), language);
            rows.push(Row::new(&*name, detail).link(Link::new("Read", page).about(format!("the {name}"))));
        }
    }
    let own = settings.summary_text();
    let detail = if own.is_standard() { "Standard text" } else { "Own words around it" };
    let page = at::settings_email_text_summary(slug);
    rows.push(Row::new("Summary for managers", detail).link(Link::new("Change", page)));
    let mut listing =
        Listing::new(desk.frame(MainPlace::Settings), "The emails of this programme", "Email texts");
    listing.trail = Some(trail(slug, "Email texts"));
    listing.groups.push(ListingGroup { rows, ..ListingGroup::default() });
    Answer::page(&listing)
}
