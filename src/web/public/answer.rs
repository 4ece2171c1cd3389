//! Answering: the start page, the pages of the form, the check of all answers, sending, thanks.
//!
//! One address takes every step: `POST /s/<code>` with `action=next` keeps a page, with `action=submit` it is a
//! complete submission, whatever client sends it. Nothing here needs JavaScript.

mod check;
mod draft;
mod form;
mod kept;
mod language;
pub(crate) mod page;
pub(crate) mod refusal;
mod sent;
pub(crate) mod start;
mod submit;
mod visit;

use rocket::{
    Responder, Route,
    form::Form,
    http::{CookieJar, Status},
    response::Redirect,
};

use crate::{
    survey::{answers, paging},
    web::{
        http::{
            error::{Error, Result},
            origin::SameOrigin,
            page::Page,
        },
        public::answer::{
            draft::Draft,
            sent::Sent,
            visit::{Door, Found, Visit},
        },
    },
};

pub(crate) fn routes() -> Vec<Route> {
    rocket::routes![begin, step, send, begin_personal, send_personal]
}

/// A page, or the way to one.
#[derive(Responder)]
pub(crate) enum Reply {
    Page(Page),
    Go(Box<Redirect>),
}

impl Reply {
    fn go(address: String) -> Self {
        Self::Go(Box::new(Redirect::to(address)))
    }
}

/// The start page of an open link.
#[rocket::get("/s/<code>?<lang>")]
#[expect(unused_variables, reason = "the language is read by the door; addresses are made with it")]
async fn begin(code: &str, lang: Option<&str>, door: Door<'_>) -> Result<Reply> {
    match door.open(code).await? {
        Found::Refused(page) => Ok(Reply::Page(page)),
        // Short codes are typed by hand; cookies are kept under the address as we write it.
        Found::Visit(visit) if visit.round.code != code => Ok(Reply::go(visit.address())),
        Found::Visit(visit) => {
            let draft = draft::load(&visit, door.cookies).await?;
            let begun = !draft.answers.group().is_empty();
            Ok(Reply::Page(Page::of(&start::page(&visit, next(&visit, &draft), begun))?))
        }
    }
}

/// A page of the form, the check, the thanks, or all questions on one page.
#[rocket::get("/s/<code>/<step>?<lang>")]
#[expect(unused_variables, reason = "the language is read by the door; addresses are made with it")]
async fn step(code: &str, step: &str, lang: Option<&str>, door: Door<'_>) -> Result<Reply> {
    match step {
        "sent" => return Ok(Reply::Page(door.thanks(code).await?)),
        "cleared" => return Ok(Reply::Page(Page::of(&kept::cleared(&door.whoever(code).await?))?)),
        _ => {}
    }
    let visit = match door.open(code).await? {
        Found::Refused(page) => return Ok(Reply::Page(page)),
        Found::Visit(visit) => visit,
    };
    let draft = draft::load(&visit, door.cookies).await?;
    match step {
        "check" if draft.answers.group().is_empty() => Ok(Reply::go(visit.page_address(1))),
        "check" => Ok(Reply::Page(Page::of(&check::page(&visit, &draft, &[]))?)),
        "saved" if draft.later => Ok(Reply::Page(Page::of(&kept::saved(&visit, next(&visit, &draft)))?)),
        "saved" => Ok(Reply::go(next(&visit, &draft))),
        "all" => Ok(Reply::Page(Page::of(&form::all(&visit, &draft.key, &draft.answers.to_raw(), &[]))?)),
        number => {
            let number: usize = number.parse().map_err(|_| Error::NotFound)?;
            let pages = paging::pages(&visit.survey, visit.round.side, &draft.answers);
            let page = pages.get(number.wrapping_sub(1)).ok_or(Error::NotFound)?;
            if number > 1 && draft.answers.group().is_empty() {
                // Nothing was kept: this browser takes no cookies, or somebody else's address was followed.
                return Ok(Reply::go(visit.all_address()));
            }
            Ok(Reply::Page(Page::of(&form::page(&visit, page, &draft.key, &draft.answers.to_raw(), &[]))?))
        }
    }
}

/// A page kept, or everything sent.
#[rocket::post("/s/<code>", data = "<sent>")]
async fn send(code: &str, sent: Form<Sent>, door: Door<'_>, _own: SameOrigin) -> Result<Reply> {
    if sent.action == "clear" {
        // Whatever has become of the round since, or of the link.
        let visit = door.whoever(code).await?;
        draft::clear(&visit, door.cookies);
        return Ok(Reply::go(visit.cleared_address()));
    }
    match door.answer(code).await? {
        Found::Refused(page) => Ok(Reply::Page(page)),
        Found::Visit(visit) => take(&visit, door.cookies, sent.into_inner()).await,
    }
}

/// The start page of a personal link; looking at it changes nothing, since mail scanners open links.
#[rocket::get("/i/<token>?<lang>")]
#[expect(unused_variables, reason = "the language is read by the door; addresses are made with it")]
async fn begin_personal(token: &str, lang: Option<&str>, door: Door<'_>) -> Result<Reply> {
    match door.personal(token, false).await? {
        Found::Refused(page) => Ok(Reply::Page(page)),
        Found::Visit(visit) => {
            let begun = !draft::load(&visit, door.cookies).await?.answers.group().is_empty();
            Ok(Reply::Page(Page::of(&start::personal(&visit, token, begun))?))
        }
    }
}

/// Swaps a personal link for a cookie, so that the token leaves the address; or takes a complete submission.
#[rocket::post("/i/<token>", data = "<sent>")]
async fn send_personal(token: &str, sent: Form<Sent>, door: Door<'_>, _own: SameOrigin) -> Result<Reply> {
    let sent = sent.into_inner();
    let submits = sent.action == "submit";
    let visit = match door.personal(token, submits).await? {
        Found::Refused(page) => return Ok(Reply::Page(page)),
        Found::Visit(visit) => visit,
    };
    if !sent.action.is_empty() {
        return take(&visit, door.cookies, sent).await;
    }
    draft::remember_link(&visit, door.cookies, token);
    let draft = draft::load(&visit, door.cookies).await?;
    Ok(Reply::go(next(&visit, &draft)))
}

/// Where somebody goes on: the first page not yet sent, or the check.
fn next(visit: &Visit, draft: &Draft) -> String {
    let page = paging::first_unanswered(&visit.survey, visit.round.side, &draft.answers);
    page.map_or_else(|| visit.check_address(), |page| visit.page_address(page))
}

async fn take(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent) -> Result<Reply> {
    match sent.action.as_str() {
        "submit" => submit::submit(visit, cookies, sent).await,
        "" | "next" => keep(visit, cookies, sent).await,
        "later" => keep_for_later(visit, cookies, sent).await,
        _ => Err(Error::Unprocessable),
    }
}

/// Keeps what there is, and the page it came from, beyond the end of the browser.
async fn keep_for_later(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent) -> Result<Reply> {
    let mut draft = draft::load(visit, cookies).await?;
    draft.later = visit.keeps_drafts().is_none();
    if sent.page.is_empty() {
        // From the check: every page was kept before.
        draft::keep(visit, cookies, &draft).await?;
        return Ok(Reply::go(visit.saved_address()));
    }
    match keep_page(visit, cookies, sent, draft).await? {
        Reply::Go(_) => Ok(Reply::go(visit.saved_address())),
        page @ Reply::Page(_) => Ok(page),
    }
}

/// Keeps one page and goes on to the next, or says what to mend.
async fn keep(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent) -> Result<Reply> {
    let draft = draft::load(visit, cookies).await?;
    keep_page(visit, cookies, sent, draft).await
}

async fn keep_page(visit: &Visit, cookies: &CookieJar<'_>, sent: Sent, mut draft: Draft) -> Result<Reply> {
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
            Ok(Reply::Page(Page::with_status(Status::UnprocessableEntity, &form)?))
        }
        Ok(answers) => {
            if draft.answers.group().is_empty() {
                visit.app.writer.started(visit.round.id);
            }
            draft.answers = answers;
            draft::keep(visit, cookies, &draft).await?;
            // On to the first page not yet sent: after a change from the check, straight back to it.
            Ok(Reply::go(next(visit, &draft)))
        }
    }
}
