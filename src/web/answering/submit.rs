//! Sending: everything is checked once more, made durable, and only then thanked for.

use rocket::http::{CookieJar, Status};

use super::{
    Reply, check, draft, form,
    sent::Sent,
    visit::{Found, Visit},
};
use crate::{
    secret::hash,
    store::submission::{self, Stored, Submission},
    survey::answers,
    web::{error::Result, page::Page, view::refusal::Reason},
};

/// Takes a complete submission: what was sent, over what was kept from earlier pages.
pub(super) async fn submit(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent) -> Result<Reply> {
    let draft = draft::load(visit, cookies).await?;
    let key = if sent.key.is_empty() { draft.key.clone() } else { sent.key };
    let whole = !sent.answers.is_empty();
    let mut raw = draft.answers.to_raw();
    raw.extend(sent.answers);
    let answers = match answers::read_in(&visit.survey, visit.round.side, &visit.language, &raw) {
        Ok(answers) => answers,
        // Sent before, and the draft is gone with it: the same thanks as the first time.
        Err(_) if submission::was_seen(visit.app.db.read(), visit.round.id, &hash(&key)).await? => {
            return Ok(Reply::go(visit.sent_address()));
        }
        Err(problems) => {
            let status = Status::UnprocessableEntity;
            return Ok(Reply::Page(if whole {
                Page::with_status(status, &form::all(visit, &key, &raw, &problems))?
            } else {
                Page::with_status(status, &check::page(visit, &draft, &problems))?
            }));
        }
    };
    let invitation = visit.invitation.as_ref().map(|invitation| invitation.id);
    let submission = Submission::new(&visit.round, &visit.survey, &answers, Some(&key), invitation);
    let refused = match visit.app.writer.submit(submission).await? {
        Stored::New | Stored::Already => {
            draft::forget(visit, cookies);
            return Ok(Reply::go(visit.sent_address()));
        }
        Stored::LinkUsed => visit.refused(Reason::AlreadySent)?,
        Stored::Closed => {
            let closed = visit.time(visit.round.closes_at);
            visit.refused(Reason::Closed { closed })?
        }
    };
    match refused {
        Found::Refused(page) => Ok(Reply::Page(page)),
        Found::Visit(_) => unreachable!("a refusal is a page"),
    }
}
