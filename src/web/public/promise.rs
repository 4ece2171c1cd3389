//! A promise behind a link in an email, or from a partner's own page: its owner says how it stands, whoever asked for it
//! whether it is what they meant. Opening it changes nothing.

use jiff::civil::Date;
use uuid::Uuid;

use super::page_reader;
use crate::{
    store::{
        LinkAsks, Promise, PromiseState, Transaction, programmes,
        promises::{self, links},
        write,
    },
    system::secret::KeyPurpose,
    web::{
        Answer, Error, FormData, FormPage, FormProblems, Result, Visitor, at, http::flash, parts::promise,
    },
};

/// What a link in an email asks.
#[rocket::get("/promises/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let (promise, asks) = find(&visitor, token).await?;
    let here = at::promise_link(token);
    Answer::page(&form(&visitor, &promise, asks, here, None, FormProblems::default()).await?)
}

/// Keeps the answer.
#[rocket::post("/promises/<token>", data = "<data>")]
pub(crate) async fn answer(token: &str, visitor: Visitor<'_>, data: FormData) -> Result<Answer> {
    let (promise, asks) = find(&visitor, token).await?;
    let here = at::promise_link(token);
    keep(&visitor, &promise, asks, &data, (here.clone(), here)).await
}

/// What a contact is asked about a promise of their partnership.
#[rocket::get("/p/<token>/promises/<id>")]
pub(crate) async fn show_own(token: &str, id: Uuid, visitor: Visitor<'_>) -> Result<Answer> {
    let (promise, asks) = find_own(&visitor, token, id).await?;
    let here = at::partner_page_promise(token, id);
    let form = form(&visitor, &promise, asks, here, None, FormProblems::default()).await?;
    Answer::page(&form.cancel("Back to your page", at::partner_page(token)))
}

/// Keeps the answer.
#[rocket::post("/p/<token>/promises/<id>", data = "<data>")]
pub(crate) async fn answer_own(
    token: &str,
    id: Uuid,
    visitor: Visitor<'_>,
    data: FormData,
) -> Result<Answer> {
    let (promise, asks) = find_own(&visitor, token, id).await?;
    let (here, next) = (at::partner_page_promise(token, id), at::partner_page(token));
    keep(&visitor, &promise, asks, &data, (here, next)).await
}

/// The promise that a link is for, while it works.
async fn find(visitor: &Visitor<'_>, token: &str) -> Result<(Promise, LinkAsks)> {
    let missing = || visitor.unknown(|| Error::NotFound);
    let app = visitor.app;
    let link = app.secret.carried_id(KeyPurpose::Promise, token).ok_or_else(missing)?;
    links::find(app.db.read(), link, app.clock.now()).await?.ok_or_else(missing)
}

/// A promise of which a contact is asked something: those that they keep how they stand, those that they asked for
/// whether they are what was meant.
async fn find_own(visitor: &Visitor<'_>, token: &str, id: Uuid) -> Result<(Promise, LinkAsks)> {
    let reader = page_reader::find(visitor, token).await?;
    let found = promises::find(visitor.app.db.read(), reader.programme.id, id).await?;
    let found = found.filter(|promise| promise.partner_id == Some(reader.partner.id));
    let asked = found.and_then(|promise| {
        let asks = promise::asks(&promise, reader.contact.id)?;
        Some((promise, asks))
    });
    asked.ok_or(Error::NotFound)
}

/// Keeps what was answered at `here`, and goes on to `next`.
async fn keep(
    visitor: &Visitor<'_>,
    promise: &Promise,
    asks: LinkAsks,
    data: &FormData,
    (here, next): (String, String),
) -> Result<Answer> {
    let (app, mut problems) = (visitor.app, FormProblems::default());
    let tx = write(&app.db).await?;
    let flash = match asks {
        LinkAsks::Owner => settle(visitor, &tx, promise, data, &mut problems).await?,
        LinkAsks::Asker => match promise::read_judgement(data, &mut problems) {
            Some(judgement) => {
                Error::not_found_unless(promises::judge(&tx, promise.id, judgement, app.clock.now()).await?)?;
                Some("Thank you. The library will see your answer. You can change it here.")
            }
            None => None,
        },
    };
    let Some(flash) = flash else {
        return Answer::mend(&form(visitor, promise, asks, here, Some(data), problems).await?);
    };
    tx.commit().await?;
    Ok(Answer::on(next, flash))
}

/// Keeps how it stands; gives what is told of it, or nothing where something is to be mended.
async fn settle(
    visitor: &Visitor<'_>,
    tx: &Transaction,
    promise: &Promise,
    data: &FormData,
    problems: &mut FormProblems,
) -> Result<Option<&'static str>> {
    let Some((state, outcome)) = promise::read_state(data, problems) else { return Ok(None) };
    let day = Some(today(visitor, promise).await?).filter(|_| state != PromiseState::Open);
    promises::settle(tx, promise, (state, &outcome), day).await?;
    Ok(Some("Thank you. The library will see what you wrote. You can change it here."))
}

async fn today(visitor: &Visitor<'_>, promise: &Promise) -> Result<Date> {
    let programme = programmes::get(visitor.app.db.read(), promise.programme_id).await?;
    Ok(visitor.app.clock.now().to_zoned_datetime(programme.zone()).date())
}

async fn form(
    visitor: &Visitor<'_>,
    promise: &Promise,
    asks: LinkAsks,
    here: String,
    entered: Option<&FormData>,
    problems: FormProblems,
) -> Result<FormPage> {
    let programme = programmes::get(visitor.app.db.read(), promise.programme_id).await?;
    let heading = match asks {
        LinkAsks::Owner => "What you said you would do",
        LinkAsks::Asker => "What you asked for",
    };
    let frame = visitor.frame().telling(flash::take(visitor.app, visitor.cookies));
    let form = FormPage::new(frame, heading).lead(format!("For {}.", programme.asker()));
    let form = promise::told(promise).into_iter().fold(form, FormPage::lead);
    let form = match asks {
        LinkAsks::Owner => form.fields(promise::state_fields(promise, entered)),
        LinkAsks::Asker => form.field(promise::judgement_field(promise, entered)),
    };
    Ok(form.problems(problems).button("Send", here))
}
