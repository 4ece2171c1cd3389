//! Answering: the start page, the pages of the form, the check of all answers, sending, thanks.
//!
//! One address takes every step: `POST /s/<code>` with `action=next` keeps a page, with `action=submit` it is a
//! complete submission, whatever client sends it. Nothing here needs JavaScript.

pub(crate) mod check;
pub(crate) mod draft;
pub(crate) mod form;
pub(crate) mod kept;
pub(crate) mod language;
pub(crate) mod page;
pub(crate) mod refusal;
pub(crate) mod sent;
pub(crate) mod start;
pub(crate) mod submit;
pub(crate) mod visit;

use rocket::{form::Form, http::CookieJar};

use crate::{
    survey::{answers, paging},
    web::{
        http::{
            answer::Answer,
            error::{Error, Result},
            origin::SameOrigin,
        },
        public::answer::{
            draft::Draft,
            sent::Sent,
            visit::{Door, Found, Visit},
        },
    },
};

/// The start page of an open link.
#[rocket::get("/s/<code>?<lang>")]
#[expect(unused_variables, reason = "the language is read by the door; addresses are made with it")]
pub(crate) async fn begin(code: &str, lang: Option<&str>, door: Door<'_>) -> Result<Answer> {
    match door.open(code).await? {
        Found::Refused(page) => Ok(Answer::Page(page)),
        // Short codes are typed by hand; cookies are kept under the address as we write it.
        Found::Visit(visit) if visit.round.code != code => Ok(Answer::to(visit.address())),
        Found::Visit(visit) => {
            let draft = draft::load(&visit, door.cookies).await?;
            let begun = !draft.answers.group().is_empty();
            Answer::page(&start::page(&visit, next(&visit, &draft), begun))
        }
    }
}

/// A page of the form, the check, the thanks, or all questions on one page.
#[rocket::get("/s/<code>/<step>?<lang>")]
#[expect(unused_variables, reason = "the language is read by the door; addresses are made with it")]
pub(crate) async fn step(code: &str, step: &str, lang: Option<&str>, door: Door<'_>) -> Result<Answer> {
    match step {
        "sent" => return Ok(Answer::Page(door.thanks(code).await?)),
        "cleared" => return Answer::page(&kept::cleared(&door.whoever(code).await?)),
        _ => {}
    }
    let visit = match door.open(code).await? {
        Found::Refused(page) => return Ok(Answer::Page(page)),
        Found::Visit(visit) => visit,
    };
    let draft = draft::load(&visit, door.cookies).await?;
    match step {
        "check" if draft.answers.group().is_empty() => Ok(Answer::to(visit.page_address(1))),
        "check" => Answer::page(&check::page(&visit, &draft, &[])),
        "saved" if draft.later => Answer::page(&kept::saved(&visit, next(&visit, &draft))),
        "saved" => Ok(Answer::to(next(&visit, &draft))),
        "all" => Answer::page(&form::all(&visit, &draft.key, &draft.answers.to_raw(), &[])),
        number => {
            let number: usize = number.parse().map_err(|_| Error::NotFound)?;
            let pages = paging::pages(&visit.survey, visit.round.side, &draft.answers);
            let page = pages.get(number.wrapping_sub(1)).ok_or(Error::NotFound)?;
            if number > 1 && draft.answers.group().is_empty() {
                // Nothing was kept: this browser takes no cookies, or somebody else's address was followed.
                return Ok(Answer::to(visit.all_address()));
            }
            Answer::page(&form::page(&visit, page, &draft.key, &draft.answers.to_raw(), &[]))
        }
    }
}

/// A page kept, or everything sent.
#[rocket::post("/s/<code>", data = "<sent>")]
pub(crate) async fn send(code: &str, sent: Form<Sent>, door: Door<'_>, _own: SameOrigin) -> Result<Answer> {
    if sent.action == "clear" {
        // Whatever has become of the round since, or of the link.
        let visit = door.whoever(code).await?;
        draft::clear(&visit, door.cookies);
        return Ok(Answer::to(visit.cleared_address()));
    }
    match door.answer(code).await? {
        Found::Refused(page) => Ok(Answer::Page(page)),
        Found::Visit(visit) => take(&visit, door.cookies, sent.into_inner()).await,
    }
}

/// The start page of a personal link; looking at it changes nothing, since mail scanners open links.
#[rocket::get("/i/<token>?<lang>")]
#[expect(unused_variables, reason = "the language is read by the door; addresses are made with it")]
pub(crate) async fn begin_personal(token: &str, lang: Option<&str>, door: Door<'_>) -> Result<Answer> {
    match door.personal(token, false).await? {
        Found::Refused(page) => Ok(Answer::Page(page)),
        Found::Visit(visit) => {
            let begun = !draft::load(&visit, door.cookies).await?.answers.group().is_empty();
            Answer::page(&start::personal(&visit, token, begun))
        }
    }
}

/// Swaps a personal link for a cookie, so that the token leaves the address; or takes a complete submission.
#[rocket::post("/i/<token>", data = "<sent>")]
pub(crate) async fn send_personal(
    token: &str,
    sent: Form<Sent>,
    door: Door<'_>,
    _own: SameOrigin,
) -> Result<Answer> {
    let sent = sent.into_inner();
    let submits = sent.action == "submit";
    let visit = match door.personal(token, submits).await? {
        Found::Refused(page) => return Ok(Answer::Page(page)),
        Found::Visit(visit) => visit,
    };
    if !sent.action.is_empty() {
        return take(&visit, door.cookies, sent).await;
    }
    draft::remember_link(&visit, door.cookies, token);
    let draft = draft::load(&visit, door.cookies).await?;
    Ok(Answer::to(next(&visit, &draft)))
}

/// Where somebody goes on: the first page not yet sent, or the check.
fn next(visit: &Visit, draft: &Draft) -> String {
    let page = paging::first_unanswered(&visit.survey, visit.round.side, &draft.answers);
    page.map_or_else(|| visit.check_address(), |page| visit.page_address(page))
}

async fn take(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent) -> Result<Answer> {
    match sent.action.as_str() {
        "submit" => submit::submit(visit, cookies, sent).await,
        "" | "next" => keep(visit, cookies, sent).await,
        "later" => keep_for_later(visit, cookies, sent).await,
        _ => Err(Error::Unprocessable),
    }
}

/// Keeps what there is, and the page it came from, beyond the end of the browser.
async fn keep_for_later(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent) -> Result<Answer> {
    let mut draft = draft::load(visit, cookies).await?;
    draft.later = visit.keeps_drafts().is_none();
    if sent.page.is_empty() {
        // From the check: every page was kept before.
        draft::keep(visit, cookies, &draft).await?;
        return Ok(Answer::to(visit.saved_address()));
    }
    match keep_page(visit, cookies, sent, draft).await? {
        Answer::Go(_) | Answer::Done(_) => Ok(Answer::to(visit.saved_address())),
        page @ Answer::Page(_) => Ok(page),
    }
}

/// Keeps one page and goes on to the next, or says what to mend.
async fn keep(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent) -> Result<Answer> {
    let draft = draft::load(visit, cookies).await?;
    keep_page(visit, cookies, sent, draft).await
}

async fn keep_page(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent, mut draft: Draft) -> Result<Answer> {
    let side = visit.round.side;
    let pages = paging::pages(&visit.survey, side, &draft.answers);
    let number = sent.page.parse::<usize>().map_err(|_| Error::Unprocessable)?;
    let page = pages.get(number.wrapping_sub(1)).ok_or(Error::Unprocessable)?;
    if !sent.key.is_empty() {
        draft.key = sent.key;
    }
    match answers::read_page(&visit.survey, side, &visit.language, page, &draft.answers, &sent.answers) {
        Err(problems) => {
            let form = form::page(visit, page, &draft.key, &sent.answers, &problems);
            Answer::mend(&form)
        }
        Ok(answers) => {
            if draft.answers.group().is_empty() {
                visit.app.writer.started(visit.round.id);
            }
            draft.answers = answers;
            draft::keep(visit, cookies, &draft).await?;
            // On to the first page not yet sent: after a change from the check, straight back to it.
            Ok(Answer::to(next(visit, &draft)))
        }
    }
}
