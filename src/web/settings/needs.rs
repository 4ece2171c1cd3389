//! What has to be set before anybody is asked, for the home page of who can set it.

use crate::{
    store::people::PersonRole,
    web::{
        at,
        http::{
            desk::{Desk, Seat},
            error::Result,
        },
        parts::rows::Row,
        settings::{NOTHING_SAID, attention, is_set, part::SettingsPart},
    },
};

/// One line for each.
pub(crate) async fn needs<G: Seat>(desk: &Desk<'_, G>) -> Result<Vec<Row>> {
    if desk.who().role != PersonRole::Admin {
        return Ok(Vec::new());
    }
    let slug = desk.slug();
    let mut needs: Vec<Row> = attention::need(desk).await?.into_iter().collect();
    if let Some(folder) = desk.app.mail().await?.folder.as_ref().filter(|_| desk.who().runs_site()) {
        let detail = format!(
            "Emails are saved as files in {}, not sent. Set up an email server before you invite people.",
            folder.display()
        );
        needs.push(Row::new("No email server is set up", detail).to(at::settings_mail_server(slug)));
    }
    if !is_set(&desk.programme().settings) {
        let detail = "Everybody who answers sees it before the first question.";
        needs.push(Row::new(NOTHING_SAID, detail).to(at::settings_part(slug, SettingsPart::Notice.key())));
    }
    Ok(needs)
}
