//! Promises to a partner in every state, two of them on the published page.

use jiff::{SignedDuration, tz::TimeZone};
use uuid::Uuid;

use super::{DemoError, cast::Cast};
use crate::{
    app::App,
    store::{
        Asker, Judgement, NewPromise, PromiseOrigin, PromiseOwner, PromiseState, programmes,
        promises::{self, links},
        write,
    },
    web::at,
};

/// What was asked, what was promised, how it stands, what was done, and what whoever asked thinks of it.
const PROMISES: [(&str, &str, PromiseState, &str, Option<Judgement>); 4] = [
    (
        "A person we can ring",
        "Give every home one name to ring",
        PromiseState::Done,
        "Tom Hartley’s number is on every card",
        Some(Judgement::Yes),
    ),
    (
        "Opening on Sunday mornings",
        "Open the East Ham library on two Sundays",
        PromiseState::Partly,
        "It opened on one Sunday in May",
        Some(Judgement::Partly),
    ),
    (
        "No reminders about lost books",
        "Stop all reminders for the cards of children in care",
        PromiseState::NotPossible,
        "The catalogue can’t leave out single cards before 2027",
        None,
    ),
    ("More books for teenagers", "Fill a shelf for readers of 13 to 16", PromiseState::Open, "", None),
];

/// Makes them to a contact of a partner, releases the first two, and publishes the page; gives its address.
pub(super) async fn keep(
    app: &App,
    cast: &Cast,
    (partner, contact): (Uuid, Uuid),
) -> Result<String, DemoError> {
    let now = app.clock.now();
    let day =
        |days: i64| (now + SignedDuration::from_hours(24 * days)).to_zoned_datetime(TimeZone::UTC).date();
    let programme = cast.programme.id;
    let tx = write(&app.db).await?;
    for (place, (asked, what, state, outcome, judgement)) in (0..).zip(PROMISES) {
        let new = NewPromise {
            asked: asked.to_owned(),
            partner: Some(partner),
            owner: PromiseOwner { name: "Tom Hartley".to_owned(), ..PromiseOwner::default() },
            due: Some(day(30 * place - 60)),
            asker: Asker::Contact,
            asker_contact: Some(contact),
            ..NewPromise::new(programme, PromiseOrigin::Agreement, what)
        };
        let id = promises::add(&tx, new).await?;
        if state == PromiseState::Open {
            continue;
        }
        let promise = promises::find(&tx, programme, id).await?.ok_or(DemoError::Lost("promise"))?;
        promises::settle(&tx, &promise, (state, outcome), Some(day(30 * place - 65))).await?;
        links::asked(&tx, id, now - SignedDuration::from_hours(24)).await?;
        if let Some(judgement) = judgement {
            promises::judge(&tx, id, judgement, now).await?;
            promises::release(&tx, id, asked, outcome).await?;
        }
    }
    let mut changed = programmes::lock(&tx, programme).await?;
    changed.settings.you_asked = Some((now - SignedDuration::from_hours(24 * 90)).as_millisecond());
    programmes::update(&tx, &changed).await?;
    tx.commit().await?;
    Ok(format!("{}{}", app.settings.site_url, at::you_asked(&cast.programme.slug)))
}
