//! Sending: what is kept and what comes with it is checked as a whole, made durable, and only then thanked for.

use std::mem::take;

use rocket::http::Status;

use crate::{
    store::{PersonalLink, Submission, SubmissionOutcome, submission},
    survey::answers::Problem,
    system::secret::hash,
    web::{
        Answer, Page, Result,
        public::answer::{
            Visit, check,
            draft::{self, AnswerDraft},
            entries::Entries,
            form,
            refusal::Reason,
            remembered,
        },
    },
};

/// The form as it was sent, with why it has to be sent again. Its key is the same, so that answers which were stored
/// after all are not stored twice.
fn again(
    visit: &Visit<'_>,
    draft: &AnswerDraft,
    sent: &Entries,
    status: Status,
    problems: &[Problem],
) -> Result<Answer> {
    let sent = sent.raw();
    let page = if sent.is_empty() {
        Page::with_status(status, &check::page(visit, draft, problems))
    } else {
        let mut entered = draft.answers.to_raw();
        entered.extend(sent);
        Page::with_status(status, &form::whole(visit, draft, &entered, problems))
    };
    page.map(Answer::Page)
}

/// Takes a complete submission: what was sent, over what was kept from earlier pages.
pub(super) async fn submit(visit: &Visit<'_>, mut sent: Entries) -> Result<Answer> {
    let draft = AnswerDraft::load_under(take(&mut sent.key), visit).await?;
    let was_seen =
        async || submission::was_seen(visit.app.db.read(), visit.round.id, &hash(&draft.key)).await;
    let record = match visit.checklist.settle(&visit.language, &draft.answers, sent.answers()) {
        Ok(record) => record,
        // Sent before, and the draft is gone with it: the same thanks as the first time.
        Err(_) if was_seen().await? => return Ok(Answer::to(visit.sent_address())),
        Err(problems) => {
            return again(visit, &draft, &sent, Status::UnprocessableEntity, &problems);
        }
    };
    let used_here =
        visit.invitation.as_ref().is_some_and(|link| remembered::has_answered(visit.cookies, link));
    if used_here && !was_seen().await? {
        return Err(visit.refused(Reason::AlreadySent));
    }
    let link = visit.invitation.as_ref().map(|invitation| PersonalLink {
        id: invitation.id,
        used: invitation.used,
        smallest_group: visit.smallest_group(),
    });
    let submission = Submission::of(&visit.round, record, Some(&draft.key), link);
    let stored = match visit.app.writer.submit(submission).await {
        // Another transaction in the way: the browser sends the same once more by itself.
        Err(error) if error.stores_nothing() && !error.is_conflict() => {
            tracing::error!(%error, "answers could not be stored; their sender was asked to send them again");
            let message = visit.words().problems.not_stored.to_owned();
            let problem = Problem { item: String::new(), message };
            return again(visit, &draft, &sent, Status::ServiceUnavailable, &[problem]);
        }
        stored => stored?,
    };
    match stored {
        SubmissionOutcome::New | SubmissionOutcome::Already => {
            draft::forget(visit);
            // Of other rounds the database knows it already.
            if let Some(invitation) = visit.invitation.as_ref().filter(|_| visit.keeps_drafts().is_none()) {
                draft::remember_answered(visit, invitation);
            }
            Ok(Answer::to(visit.sent_address()))
        }
        SubmissionOutcome::LinkUsed => Err(visit.refused(Reason::AlreadySent)),
        SubmissionOutcome::Closed => {
            Err(visit.refused(Reason::Closed { closed: visit.time(visit.round.closes_at) }))
        }
    }
}
