//! Answering: the start page, the pages of the form, the check of all answers, sending, thanks.
//!
//! One address takes every step: `POST /s/<code>` with `action=next` keeps a page, with `action=submit` it is a
//! complete submission, whatever client sends it. Nothing here needs JavaScript.

pub(crate) mod check;
pub(crate) mod draft;
pub(crate) mod entries;
pub(crate) mod form;
pub(crate) mod kept;
pub(crate) mod refusal;
pub(crate) mod remembered;
pub(crate) mod sent;
pub(crate) mod start;
pub(crate) mod submit;
pub(crate) mod visit;

pub(crate) use self::visit::{Door, Visit};
use crate::{
    survey::paging,
    web::{
        Answer, Error, Result,
        public::answer::{draft::AnswerDraft, entries::Entries},
    },
};

/// A page kept, or everything sent.
#[rocket::post("/s/<code>", data = "<sent>")]
pub(crate) async fn send(code: &str, sent: Entries, door: Door<'_>) -> Result<Answer> {
    if sent.action == "clear" {
        // Whatever has become of the round since, or of the link.
        let visit = door.whoever(code).await?;
        draft::clear(&visit);
        return Ok(Answer::to(visit.cleared_address()));
    }
    take(&door.answer(code).await?, sent).await
}

/// Swaps a personal link for a cookie, so that the token leaves the address; or takes a complete submission.
#[rocket::post("/i/<token>", data = "<sent>")]
pub(crate) async fn send_personal(token: &str, sent: Entries, door: Door<'_>) -> Result<Answer> {
    let visit = door.personal(token, sent.action == "submit").await?;
    if !sent.action.is_empty() {
        return take(&visit, sent).await;
    }
    draft::remember_link(&visit, token);
    let draft = AnswerDraft::load(&visit).await?;
    Ok(Answer::to(next(&visit, &draft)))
}

/// Where somebody goes on: the first page not yet sent, or the check.
fn next(visit: &Visit<'_>, draft: &AnswerDraft) -> String {
    let page = paging::first_unanswered(&visit.survey, visit.round.side, &draft.answers);
    page.map_or_else(|| visit.check_address(), |page| visit.page_address(page))
}

async fn take(visit: &Visit<'_>, sent: Entries) -> Result<Answer> {
    match sent.action.as_str() {
        "submit" => submit::submit(visit, sent).await,
        "" | "next" => keep(visit, sent, false).await,
        "later" => keep(visit, sent, true).await,
        _ => Err(Error::Unprocessable),
    }
}

/// Keeps one page and goes on to the next, or says what to mend; `later` keeps what there is beyond the end of the
/// browser.
async fn keep(visit: &Visit<'_>, mut sent: Entries, later: bool) -> Result<Answer> {
    let mut draft = AnswerDraft::load(visit).await?;
    draft.later |= later && visit.keeps_drafts().is_none();
    // From the check, every page was kept before.
    if !(later && sent.page.is_empty()) {
        let side = visit.round.side;
        let pages = paging::pages(&visit.survey, side, &draft.answers);
        let number = sent.page.parse::<usize>().map_err(|_| Error::Unprocessable)?;
        let page = pages.get(number.wrapping_sub(1)).ok_or(Error::Unprocessable)?;
        if !sent.key.is_empty() {
            draft.key = std::mem::take(&mut sent.key);
        }
        let so_far = &draft.answers;
        match visit.checklist.page(&visit.language, page, so_far, sent.answers()) {
            Err(problems) => {
                return Answer::mend(&form::page(visit, page, &draft, &sent.raw(), &problems));
            }
            Ok(answers) => {
                if !draft.has_begun() {
                    visit.app.writer.started(visit.round.id);
                }
                draft.answers = answers;
            }
        }
    }
    if !draft.keep(visit).await? {
        return Answer::page(&form::whole(visit, &draft, &draft.answers.to_raw(), &[]));
    }
    // On to the first page not yet sent: after a change from the check, straight back to it.
    Ok(Answer::to(if later { visit.saved_address() } else { next(visit, &draft) }))
}
