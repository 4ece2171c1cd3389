//! Passwords as forms ask for them: a new one, or once more the one that somebody has.

use rocket::http::CookieJar;

use crate::{
    system::password::{strength::ADVICE, verify},
    web::{
        http::{Desk, FormData, Result, Seat, Visitor, login_throttle::Try, session},
        parts::{Field, FormProblems},
    },
};

/// The field in which a person chooses a password.
pub(crate) fn new_password() -> Field {
    Field::typed("password", "password", "Password", "").autocomplete("new-password").hint(ADVICE)
}

/// The password that a form with [`new_password`] chose, unless it is noted as weak; `own` is what others know of
/// its owner.
pub(crate) fn chosen<'f>(
    visitor: &Visitor<'_>,
    entries: &'f FormData,
    own: &[&str],
    problems: &mut FormProblems,
) -> &'f str {
    let chosen = entries.untrimmed("password");
    if let Some(weak) = session::weakness(visitor.app, &visitor.site.brand.now().name, chosen, own) {
        problems.add("password", weak.to_string());
    }
    chosen
}

/// Asks for the password once more, before what a browser that somebody left open must not do: notes what is wrong unless
/// the form holds the person's password. Every try counts.
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
