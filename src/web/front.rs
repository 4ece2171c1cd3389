//! The bare address: staff who are signed in go to their programme; everybody else can enter a code that was read
//! aloud, or sign in.

use std::sync::Arc;

use rocket::{Route, State, http::Status};

use super::{
    answering,
    error::Result,
    guard::SignedIn,
    page::Page,
    sent::Sent,
    view::{Frame, frame::Site, front::Front, part::Problem},
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![home, code]
}

#[rocket::get("/")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(super) fn home(who: Option<SignedIn>, site: &State<Arc<Site>>) -> Result<Sent> {
    match who {
        Some(_) => Ok(Sent::to(&rocket::uri!(super::programmes::index()))),
        None => Ok(Sent::Page(Page::of(&page(site, None))?)),
    }
}

/// From a code to its survey, which says so if there is none.
#[rocket::get("/s?<code>")]
fn code(code: Option<&str>, site: &State<Arc<Site>>) -> Result<Sent> {
    let code: String = code.unwrap_or_default().split_whitespace().collect();
    if code.is_empty() {
        let form = page(site, Some("Enter the code, six letters and digits"));
        return Ok(Sent::Page(Page::with_status(Status::UnprocessableEntity, &form)?));
    }
    Ok(Sent::to(&rocket::uri!(answering::begin(&code, None::<&str>))))
}

fn page(site: &Arc<Site>, problem: Option<&str>) -> Front {
    let listed = |message: &str| Problem { target: "code".to_owned(), message: message.to_owned() };
    Front {
        frame: Frame::public(Arc::clone(site), "en"),
        action: rocket::uri!(code(None::<&str>)).path().to_string(),
        problem: problem.map(str::to_owned),
        problems: problem.map(listed).into_iter().collect(),
        sign_in: rocket::uri!(super::sign_in::show(None::<String>)).to_string(),
    }
}
