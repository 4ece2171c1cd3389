//! Sending: everything is checked once more, made durable, and only then thanked for.

use rocket::http::{CookieJar, Status};

use crate::{
    store::submission::{self, Link, Stored, Submission},
    survey::answers::{self, Raw},
    system::secret::hash,
    web::{
        http::{
            answer::{Answer, Page},
            error::Result,
        },
        parts::piece::Problem,
        public::answer::{
            check,
            draft::{self, Draft},
            form,
            refusal::Reason,
            sent::Sent,
            visit::{Found, Visit},
        },
    },
};

/// The form as it was sent, with the reason why it has to be sent again. The key is the same, so that answers which
/// were stored after all are not stored twice.
fn not_stored(visit: &Visit, draft: &Draft, key: &str, entered: &Raw, whole: bool) -> Result<Page> {
    let status = Status::ServiceUnavailable;
    let problem =
        Problem { target: "send".to_owned(), message: visit.words().problems.not_stored.to_owned() };
    if whole {
        let mut form = form::all(visit, key, entered, &[]);
        form.problems.push(problem);
        return Page::with_status(status, &form);
    }
    let mut check = check::page(visit, draft, &[]);
    check.problems.push(problem);
    Page::with_status(status, &check)
}

/// Takes a complete submission: what was sent, over what was kept from earlier pages.
pub(crate) async fn submit(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent) -> Result<Answer> {
    let draft = draft::load(visit, cookies).await?;
    let key = if sent.key.is_empty() { draft.key.clone() } else { sent.key };
    let whole = !sent.answers.is_empty();
    let mut raw = draft.answers.to_raw();
    raw.extend(sent.answers);
    let answers = match answers::read_in(&visit.survey, visit.round.side, &visit.language, &raw) {
        Ok(answers) => answers,
        // Sent before, and the draft is gone with it: the same thanks as the first time.
        Err(_) if submission::was_seen(visit.app.db.read(), visit.round.id, &hash(&key)).await? => {
            return Ok(Answer::to(visit.sent_address()));
        }
        Err(problems) => {
            let status = Status::UnprocessableEntity;
            return Ok(Answer::Page(if whole {
                Page::with_status(status, &form::all(visit, &key, &raw, &problems))?
            } else {
                Page::with_status(status, &check::page(visit, &draft, &problems))?
            }));
        }
    };
    let used_here = visit.invitation.as_ref().is_some_and(|link| draft::has_answered(cookies, link));
    if used_here && !submission::was_seen(visit.app.db.read(), visit.round.id, &hash(&key)).await? {
        return refused(visit, Reason::AlreadySent);
    }
    let link = visit.invitation.as_ref().map(|invitation| Link {
        id: invitation.id,
        used: invitation.used,
        smallest_group: visit.smallest_group(),
    });
    let submission = Submission::new(&visit.round, &visit.survey, &answers, Some(&key), link);
    let stored = match visit.app.writer.submit(submission).await {
        // Another transaction in the way: the browser sends the same once more by itself.
        Err(error) if error.stores_nothing() && !error.is_conflict() => {
            tracing::error!(%error, "answers could not be stored; their sender was asked to send them again");
            return not_stored(visit, &draft, &key, &raw, whole).map(Answer::Page);
        }
        stored => stored?,
    };
    match stored {
        Stored::New | Stored::Already => {
            draft::forget(visit, cookies);
            // Of other rounds the database knows it already.
            if let Some(invitation) = visit.invitation.as_ref().filter(|_| visit.keeps_drafts().is_none()) {
                draft::remember_answered(visit, cookies, invitation);
            }
            Ok(Answer::to(visit.sent_address()))
        }
        Stored::LinkUsed => refused(visit, Reason::AlreadySent),
        Stored::Closed => refused(visit, Reason::Closed { closed: visit.time(visit.round.closes_at) }),
    }
}

fn refused(visit: &Visit, reason: Reason) -> Result<Answer> {
    match visit.refused(reason)? {
        Found::Refused(page) => Ok(Answer::Page(page)),
        Found::Visit(_) => unreachable!("a refusal is a page"),
    }
}
