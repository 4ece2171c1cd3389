//! What comes back from mail servers is read, believed only where it bears our mark, and remembered. Nothing is ever
//! answered.

use jiff::Timestamp;

use crate::{
    app::App,
    mail::DsnReport,
    store::{BounceReport as Known, Result, audit, bounces, invitation_letters, outbox, write},
};

/// What a message turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A refusal for good: the address is not written to again.
    Refused,
    /// A delay, or a refusal for now: noted.
    PutOff,
    /// A report that was read before.
    Known,
    /// No report of a mail server about a letter of ours.
    Ignored,
}

/// Takes in one message that came to the mailbox for bounces.
///
/// # Errors
/// When the database fails; then nothing was noted.
pub async fn take_in(app: &App, message: &[u8], now: Timestamp) -> Result<Taken> {
    let Some(path) = &app.settings.return_path else { return Ok(Taken::Ignored) };
    let Some(report) = DsnReport::read(message) else { return Ok(Taken::Ignored) };
    let found = report.sent_to.iter().find_map(|text| path.find(text));
    let Some((letter, mark)) = found else { return Ok(Taken::Ignored) };
    if !app.secret.is_bounce_mark(letter, &mark) {
        tracing::warn!(%letter, "a bounce report with a wrong mark was ignored");
        return Ok(Taken::Ignored);
    }
    let tx = write(&app.db).await?;
    let Some(sent) = outbox::find(&tx, letter).await?.filter(|sent| !sent.address.is_empty()) else {
        return Ok(Taken::Ignored);
    };
    let Some(programme) = invitation_letters::programme(&tx, letter).await? else {
        return Ok(Taken::Ignored);
    };
    let address = sent.address.to_lowercase();
    let hash = app.secret.fingerprint(&address);
    let hard = report.is_final();
    let known = Known { programme, address_hash: &hash, letter, hard, status: &report.status };
    if !bounces::record(&tx, &known, now).await? {
        return Ok(Taken::Known);
    }
    if hard {
        invitation_letters::cancel_to(&tx, programme, &address, "emails to this address bounce").await?;
    }
    let object = if hard { "a permanent failure" } else { "a delay" };
    audit::record_command(&tx, programme, "read a bounce report,", object, now).await?;
    tx.commit().await?;
    tracing::info!(%letter, status = report.status, hard, "an email bounced");
    Ok(if hard { Taken::Refused } else { Taken::PutOff })
}
