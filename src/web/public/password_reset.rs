//! A forgotten password: a page that asks for an address and always answers the same. The letter that follows has a link
//! to [`new_password`](super::new_password).

use crate::{
    mail::Address,
    store::{self, reset_requests, throttles},
    web::{
        Answer, Field, FormData, FormPage, FormProblems, Link, Notice, Result, Visitor, at,
        http::login_throttle,
    },
};

#[rocket::get("/sign-in/forgotten")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn ask(visitor: Visitor<'_>) -> Result<Answer> {
    Answer::page(&form(&visitor, "", FormProblems::default()))
}

/// Keeps the wish, and says the same whether or not the address has an account. What comes of it is done in the
/// background ([`work::reset`](crate::work::reset)), so that the time it takes tells nothing either.
#[rocket::post("/sign-in/forgotten", data = "<entries>")]
pub(crate) async fn send(visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    let (app, typed) = (visitor.app, entries.one("email"));
    let Ok(address) = Address::parse(typed) else {
        let problems = FormProblems::one("email", "Enter an email address, such as name@example.org");
        return Answer::mend(&form(&visitor, typed, problems));
    };
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    if let Some(client) = visitor.client.network() {
        // Per account the count is kept out of sight, with the email.
        let key = app.secret.fingerprint(&format!("reset address {client}"));
        if let Some(until) = throttles::count(&tx, &key, 10, now).await? {
            tx.commit().await?;
            return Err(login_throttle::wait(now, until));
        }
    }
    reset_requests::keep(&tx, &address.to_string(), now).await?;
    tx.commit().await?;
    // Strangers need not know which folder.
    let says = if app.mail().await?.folder.is_some() {
        (
            "We can’t send you an email",
            "No email server is set up here. Ask an administrator for help.".to_owned(),
            Vec::new(),
        )
    } else {
        let more = "The link works once, for one hour. If it doesn’t arrive within a few minutes, check your spam \
                    folder, or ask an administrator of your programme which address you sign in with.";
        (
            "Check your inbox",
            format!("If {typed} has an account here, we’ve sent an email with a link to it."),
            vec![more.to_owned()],
        )
    };
    let (heading, lead, sentences) = says;
    let link = Some(Link::new("Back to sign in", at::sign_in()));
    Answer::page(&Notice { frame: visitor.frame(), heading: heading.to_owned(), lead, sentences, link })
}

fn form(visitor: &Visitor<'_>, email: &str, problems: FormProblems) -> FormPage {
    visitor
        .form("Reset your password")
        .lead("We’ll email you a link to choose a new password.")
        .field(
            Field::typed("email", "email", "Email address", email)
                .autocomplete("username")
                .hint("The address you sign in with."),
        )
        .problems(problems)
        .button("Send me a link", at::sign_in_forgotten())
        .cancel("Back to sign in", at::sign_in())
}
