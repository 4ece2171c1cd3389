//! What holds for every programme on the site. Site administrators alone: whoever sets the mail server could read every
//! link that lets somebody in.

use crate::{
    app::{App, mail_settings::InForce},
    store::PersonRole,
    web::{
        Answer, Desk, Listing, ListingGroup, MainPlace, Result, Row, SiteAdmin, at,
        http::brand as site_brand,
        settings::{brand, council, mail_server, row, signing_in, trail},
    },
};

#[rocket::get("/programmes/<_>/settings/site")]
pub(crate) async fn index(desk: Desk<'_, SiteAdmin>) -> Result<Answer> {
    let (app, slug) = (desk.app, desk.slug());
    let mail = app.mail().await?;
    let (words, logo) = brand::states(&*site_brand::current(app).await?);
    let mut rows = vec![
        row("Name and colour of the site", words, "Change", at::settings_brand(slug)),
        row("Logo", logo, "Change", at::settings_logo(slug)),
    ];
    rows.extend(mail_rows(slug, app, &mail));
    let rules = signing_in::state(app.sign_in_rules().await?);
    rows.push(row("Signing in", rules, "Change", at::settings_signing_in(slug)));
    rows.push(row("Council accounts", council::state(&desk).await?, "Change", at::settings_council(slug)));
    let mut listing =
        Listing::new(desk.frame(MainPlace::Settings), "Every programme on this site", "Site settings");
    // The settings above are open to administrators of the programme alone.
    listing.trail = (desk.who().role == PersonRole::Admin).then(|| trail(slug, "Site settings"));
    listing.groups.push(ListingGroup { rows, ..ListingGroup::default() });
    Answer::page(&listing)
}

/// How emails are sent, as far as that is to be set here, and whether they do.
fn mail_rows(slug: &str, app: &App, mail: &InForce) -> Vec<Row> {
    let configured = &app.mail_in_force.configured;
    let says_so =
        if configured.names_server() { " This is set in the service’s configuration." } else { "" };
    let words = format!("{}{says_so}", mail.words);
    let test = at::settings_test_email(slug);
    if !mail_server::may_change(configured) {
        return vec![row("Email server", words, "Test", test)];
    }
    let about = "Checks that emails can be sent, and if not, says what to change.".to_owned();
    vec![
        row("Email server", words, "Change", at::settings_mail_server(slug)),
        row("Test email", about, "Test", test),
    ]
}
