//! The bare address: staff who are signed in go to their programme; everybody else can enter a code that was read
//! aloud, or sign in.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use crate::web::{
    at,
    http::{
        answer::{Answer, Page},
        error::Result,
        guard::SignedIn,
    },
    parts::{
        frame::{Frame, Site},
        piece::Problem,
    },
};

#[rocket::get("/")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn home(who: Option<SignedIn>, site: &State<Arc<Site>>) -> Result<Answer> {
    match who {
        Some(_) => Ok(Answer::to(at::programmes())),
        None => Ok(Answer::Page(Page::of(&page(site, None))?)),
    }
}

/// From a code to its survey, which says so if there is none.
#[rocket::get("/s?<code>")]
pub(crate) fn code(code: Option<&str>, site: &State<Arc<Site>>) -> Result<Answer> {
    let code: String = code.unwrap_or_default().split_whitespace().collect();
    if code.is_empty() {
        let form = page(site, Some("Enter the code, six letters and digits"));
        return Answer::mend(&form);
    }
    Ok(Answer::to(at::answer(&code)))
}

fn page(site: &Arc<Site>, problem: Option<&str>) -> Front {
    let listed = |message: &str| Problem { target: "code".to_owned(), message: message.to_owned() };
    Front {
        frame: Frame::public(Arc::clone(site), "en"),
        action: at::code(),
        problem: problem.map(str::to_owned),
        problems: problem.map(listed).into_iter().collect(),
        sign_in: at::sign_in(),
    }
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/landing.html")]
pub(crate) struct Front {
    /// Top and foot.
    pub frame: Frame,
    /// Where the code is sent, by GET as `code`.
    pub action: String,
    /// What is wrong with the code.
    pub problem: Option<String>,
    /// The same for the top of the page.
    pub problems: Vec<Problem>,
    /// Address of the sign-in.
    pub sign_in: String,
}
