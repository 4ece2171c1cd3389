//! Starting a handover: who left loses their links, and the successor gets the page of what was agreed by email.

use jiff::Timestamp;

use crate::{
    app::App,
    letters::{Sender, agreement::AgreementEmail, handover},
    store::{
        Contact, Handover, Partner, Programme, Result, Transaction, agreements, contacts, handovers, outbox,
    },
    system::secret::KeyPurpose,
    work::partner_links,
};

/// Starts a handover and queues the emails of it; `false` where it was started before, or is gone. Callers hold the partners
/// of the programme.
///
/// # Errors
/// [`StoreError::Damaged`](crate::store::StoreError::Damaged) when the successor cannot be written to.
pub async fn start(
    app: &App,
    tx: &Transaction,
    (programme, partner): (&Programme, &Partner),
    one: &Handover,
    successor: &Contact,
    now: Timestamp,
) -> Result<bool> {
    let Some(waiting) = handovers::start(tx, &app.secret, one, successor, now).await? else {
        return Ok(false);
    };
    let former = match one.former_id {
        Some(id) => contacts::find(tx, programme.id, id).await?,
        None => None,
    };
    let (sender, site) = (Sender::of_programme(app, &programme.settings).await?, &app.settings.site_url);
    let token = partner_links::make(tx, successor.id, now).await?;
    let link = format!("{site}/p/{token}/handover");
    let names = (programme.asker(), &*partner.name);
    let former = former.as_ref().map(|former| &*former.name);
    outbox::enqueue(tx, handover::compose(&sender, successor, names, former, &link, now)?, now).await?;
    for to in waiting {
        let Some(version) = agreements::find(tx, to.agreement_id).await? else { continue };
        let link = format!("{site}/confirm/{}", app.secret.carrying_token(KeyPurpose::Confirm, to.id));
        outbox::enqueue(tx, AgreementEmail::Ask.compose(&sender, &version, &to, &link, now)?, now).await?;
    }
    Ok(true)
}
