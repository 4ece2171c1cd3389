//! Adding a webhook.

use url::Url;

use crate::{
    store::webhooks::{self, Webhook, WebhookEvent, WebhookKind, WebhookState},
    system::webhook_secret,
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Admin,
        },
        parts::{
            form::{Field, FieldInput, FormChoice, FormPage, FormProblems},
            nav::MainPlace,
        },
        settings::webhooks::{event_in_words, kind_in_words, secret, trail},
    },
    work::webhooks::address,
};

/// Characters of a name at most.
const NAME: usize = 100;
/// Characters of an address at most.
const ADDRESS: usize = 2_000;
/// Webhooks of a programme at most.
const MOST: usize = 20;

/// The form.
#[rocket::get("/programmes/<_>/settings/webhooks/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(desk: Desk<'_, Admin>) -> Result<Answer> {
    let chosen = [WebhookEvent::SummarySent, WebhookEvent::DeliveryFailed];
    let mut fields = vec![("kind", WebhookKind::Standard.key())];
    fields.extend(chosen.map(|event| ("events", event.key())));
    Answer::page(&form(&desk, &FormData::of(fields), FormProblems::default()))
}

/// Adds it, and shows its secret once.
#[rocket::post("/programmes/<_>/settings/webhooks/new", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let mut problems = FormProblems::default();
    let entered = read(&desk, &data, &mut problems);
    let (Some((kind, url, events)), true) = (entered, problems.is_empty()) else {
        return Answer::mend(&form(&desk, &data, problems));
    };
    let (slug, id, name) = (desk.slug(), data.made(), data.one("name"));
    let tx = desk.making().await?;
    let others = webhooks::of_programme(&tx, desk.programme().id).await?;
    if others.iter().any(|one| one.id == id) {
        return Ok(Answer::on(at::settings_webhook(slug, id), "It was added already"));
    }
    if others.len() >= MOST {
        problems.add("name", format!("There are {MOST} webhooks. Delete one that is no longer needed"));
        return Answer::mend(&form(&desk, &data, problems));
    }
    let broken = |error: std::io::Error| Error::Broken(error.to_string());
    let made = match kind {
        WebhookKind::Standard => Some(webhook_secret::make().map_err(broken)?),
        WebhookKind::Teams | WebhookKind::Slack => None,
    };
    let seal = |text: &str| desk.app.secret.seal(id, text.as_bytes()).map_err(broken);
    let webhook = Webhook {
        id,
        programme_id: desk.programme().id,
        owner_id: Some(desk.who().person.id),
        name: name.to_owned(),
        kind,
        host: url.host_str().unwrap_or_default().to_owned(),
        address: seal(url.as_str())?,
        secret: made.as_deref().map(seal).transpose()?.unwrap_or_default(),
        former: None,
        events,
        state: WebhookState::On,
        created_at: desk.now(),
        failing_since: None,
        warned_at: None,
    };
    webhooks::add(&tx, &webhook).await?;
    desk.done(tx, "added the webhook", name).await?;
    match made {
        Some(made) => secret::shown(&desk, &webhook, made),
        None => Ok(Answer::on(at::settings_webhook(slug, id), format!("“{name}” was added. Send a test"))),
    }
}

fn read(
    desk: &Desk<'_, Admin>,
    data: &FormData,
    problems: &mut FormProblems,
) -> Option<(WebhookKind, Url, Vec<WebhookEvent>)> {
    let (name, text) = (data.one("name"), data.one("address"));
    if name.is_empty() {
        problems.add("name", "Enter a name, such as that of the program or channel");
    }
    problems.cap("name", name, NAME);
    let kind = WebhookKind::from_key(data.one("kind"));
    if kind.is_none() {
        problems.add("kind", "Select what reads the messages");
    }
    problems.cap("address", text, ADDRESS);
    let found = address::read(text, &desk.app.settings.webhook_hosts);
    if found.is_none() {
        problems.add("address", "Enter an address that begins with https://, without a port or a password");
    }
    let chosen: Vec<_> = data.all("events").collect();
    let events: Vec<_> = WebhookEvent::chosen().filter(|event| chosen.contains(&event.key())).collect();
    if events.is_empty() {
        problems.add("events", "Select at least one event");
    }
    Some((kind?, found?.0, events))
}

fn form(desk: &Desk<'_, Admin>, data: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    let kinds = WebhookKind::ALL;
    let kinds = kinds.map(|kind| FormChoice::of(kind.key(), kind_in_words(kind), [data.one("kind")]));
    let events = WebhookEvent::chosen()
        .map(|event| FormChoice::of(event.key(), event_in_words(event), data.all("events")));
    desk.form(MainPlace::Settings, "Add a webhook")
        .trail(trail(slug, None, "New"))
        .once(data)
        .field(Field::line("name", "Name", data.one("name")).hint("So that you know it again."))
        .field(Field::new("kind", "What reads the messages", FieldInput::Radios(kinds.into())))
        .field(
            Field::typed("url", "address", "Address", data.one("address")).hint(
                "The program or channel gives it to you. It begins with https://. We keep it encrypted.",
            ),
        )
        .field(Field::new("events", "When to send a message", FieldInput::Boxes(events.collect())))
        .problems(problems)
        .button("Add the webhook", at::new_settings_webhook(slug))
        .cancel("Back without adding", at::settings_webhooks(slug))
}
