//! The language that somebody reads in: the one the address names, else the one chosen before, else the one their
//! browser asks for, else the first of the programme. It is kept in their browser alone, never with an answer.

use rocket::{Request, http::CookieJar};

use crate::{
    store::programmes::Settings,
    survey::{definition::Survey, text::ENGLISH, words},
    web::public::answer::draft,
};

/// What is known about the language somebody wishes for.
pub(crate) struct Wish<'r> {
    /// The one that the address names.
    pub asked: Option<String>,
    cookies: &'r CookieJar<'r>,
    accepts: &'r str,
}

impl<'r> Wish<'r> {
    pub(crate) fn of(request: &'r Request<'_>) -> Self {
        Self {
            asked: request.query_value::<String>("lang").and_then(Result::ok),
            cookies: request.cookies(),
            accepts: request.headers().get_one("Accept-Language").unwrap_or_default(),
        }
    }

    /// One of the languages that a survey is offered in.
    pub(crate) fn choose(&self, survey: &Survey, settings: &Settings) -> String {
        let offered = |wanted: &String| settings.offered(survey).any(|language| language == wanted);
        let chosen = self.asked.clone().filter(&offered);
        let chosen = chosen.or_else(|| draft::remembered_language(self.cookies).filter(&offered));
        chosen.unwrap_or_else(|| {
            words::preferred(self.accepts, settings.offered(survey), settings.first_language(survey))
                .to_owned()
        })
    }

    /// One of the languages of the pages, where no survey is known.
    pub(crate) fn of_pages(&self) -> &'static str {
        words::preferred(self.accepts, words::all().iter().map(|words| words.code), ENGLISH)
    }
}
