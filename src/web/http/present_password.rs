//! The password asked once more, before what a browser that somebody left open must not do.

use rocket::http::CookieJar;

use super::{
    desk::{Desk, Seat},
    error::Result,
    form_data::FormData,
    login_throttle::Try,
    visitor::Visitor,
};
use crate::{system::password::verify, web::parts::form::FormProblems};

/// Notes what is wrong unless the form holds the person's password; every try counts.
pub(crate) async fn check_password<G: Seat>(
    desk: &Desk<'_, G>,
    visitor: &Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: &FormData,
    problems: &mut FormProblems,
) -> Result<()> {
    let (app, person) = (desk.app, &desk.who().person);
    let attempt = Try::within(app, cookies, "present password", person, &visitor.client);
    attempt.begin(app).await?;
    match verify(data.untrimmed("present").to_owned(), person.password_hash.clone()).await {
        Ok(true) => attempt.was_right(app).await?,
        Ok(false) => {
            attempt.was_wrong();
            problems.add("present", "That is not your password. Try again");
        }
        Err(busy) => {
            attempt.was_not_looked_at(app).await?;
            return Err(busy.into());
        }
    }
    Ok(())
}
