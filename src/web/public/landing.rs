//! The bare address: staff who are signed in go to their programme; everybody else can enter a code that was read
//! aloud, or sign in.

use askama::Template;

use crate::{
    survey::words::FrontWords,
    web::{Answer, FieldProblem, Frame, Result, SignedIn, Visitor, at},
};

#[rocket::get("/")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn home(who: Option<SignedIn>, visitor: Visitor<'_>) -> Result<Answer> {
    match who {
        Some(_) => Ok(Answer::to(at::programmes())),
        None => Answer::page(&page(&visitor, |_| None)),
    }
}

/// From a code to its survey, which says so if there is none.
#[rocket::get("/s?<code>")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn code(code: Option<&str>, visitor: Visitor<'_>) -> Result<Answer> {
    let code: String = code.unwrap_or_default().split_whitespace().collect();
    if code.is_empty() {
        return Answer::mend(&page(&visitor, |said| Some(said.enter)));
    }
    let asked = visitor.asked_language.as_deref();
    Ok(Answer::to(at::query(at::answer(&code), &[("lang", &asked)])))
}

fn page(visitor: &Visitor<'_>, problem: impl Fn(&FrontWords) -> Option<&'static str>) -> Landing {
    let frame = visitor.frame_in_their_language();
    let said = &frame.words().pages.front;
    let problem = problem(said);
    let listed = |message: &str| FieldProblem { target: "code".to_owned(), message: message.to_owned() };
    Landing {
        frame,
        said,
        language: visitor.asked_language.clone(),
        action: at::code(),
        problem: problem.map(str::to_owned),
        problems: problem.map(listed).into_iter().collect(),
        sign_in: at::sign_in(),
    }
}

#[derive(Debug, Clone, Template)]
#[template(path = "public/landing.html")]
pub(crate) struct Landing {
    /// Top and foot.
    pub frame: Frame,
    /// What the page says.
    pub said: &'static FrontWords,
    /// The language that was chosen, which goes along with the code.
    pub language: Option<String>,
    /// Where the code is sent, by GET as `code`.
    pub action: String,
    /// What is wrong with the code.
    pub problem: Option<String>,
    /// The same for the top of the page.
    pub problems: Vec<FieldProblem>,
    /// Address of the sign-in.
    pub sign_in: String,
}
