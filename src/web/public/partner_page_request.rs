//! Asking for the link to a partner's own page. The answer is the same whether or not the address is known.

use crate::{
    mail::Address,
    store::{self, partner_links, throttles},
    web::{
        Answer, Field, FormData, FormPage, FormProblems, Notice, Result, Visitor, at, http::login_throttle,
    },
};

/// Wishes from one network without a wait between them.
const WISHES: i32 = 10;

/// Asks for the address.
#[rocket::get("/p")]
#[expect(clippy::needless_pass_by_value, reason = "a guard")]
pub(crate) fn ask(visitor: Visitor<'_>) -> Result<Answer> {
    Answer::page(&form(&visitor, "", FormProblems::default()))
}

/// Keeps the wish. What comes of it is done in the background ([`work::partner_links`](crate::work::partner_links)), so
/// that the time it takes tells nothing either.
#[rocket::post("/p", data = "<entries>")]
pub(crate) async fn send(visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    let (app, typed) = (visitor.app, entries.one("email"));
    let Ok(address) = Address::parse(typed) else {
        let problems = FormProblems::one("email", "Enter an email address, such as name@example.org");
        return Answer::mend(&form(&visitor, typed, problems));
    };
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    if let Some(client) = visitor.client.network() {
        let key = app.secret.fingerprint(&format!("partner link from {client}"));
        if let Some(until) = throttles::count(&tx, &key, WISHES, now).await? {
            tx.commit().await?;
            return Err(login_throttle::wait(now, until));
        }
    }
    partner_links::keep_request(&tx, &address.to_string(), now).await?;
    tx.commit().await?;
    // Strangers need not know which folder.
    let (heading, lead) = if app.mail().await?.folder.is_some() {
        ("We can’t send you an email", "No email server is set up here. Ask the library for help.".to_owned())
    } else {
        ("Check your inbox", format!("If the library knows {typed}, we’ve sent a link to your page there."))
    };
    let more = "If it doesn’t arrive within a few minutes, check your spam folder, or ask the library which address it has \
                for you.";
    Answer::page(&Notice {
        frame: visitor.frame(),
        heading: heading.to_owned(),
        lead,
        sentences: vec![more.to_owned()],
        link: None,
    })
}

fn form(visitor: &Visitor<'_>, email: &str, problems: FormProblems) -> FormPage {
    visitor
        .form("Open your partner page")
        .lead("If you work with the library, you have a page with what you have agreed and what is waiting for you.")
        .field(
            Field::typed("email", "email", "Email address", email)
                .autocomplete("email")
                .hint("The address that the library writes to. We’ll email you a link; there is no password."),
        )
        .problems(problems)
        .button("Email me the link", at::partner_page_request())
}
