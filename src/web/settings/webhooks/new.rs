//! Adding a webhook.

use url::Url;

use crate::{
    store::{Webhook, WebhookEvent, WebhookKind, WebhookState, webhooks},
    system::webhook_secret,
    web::{
        Admin, Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result,
        at,
        settings::webhooks::{entries, kind_in_words, secret, trail},
    },
};

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
    let made = match kind {
        WebhookKind::Standard => Some(webhook_secret::make().map_err(Error::broken)?),
        WebhookKind::Teams | WebhookKind::Slack => None,
    };
    let seal = |text: &str| desk.app.secret.seal(id, text.as_bytes()).map_err(Error::broken);
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
    entries::check_name(data, problems);
    let kind = WebhookKind::from_key(data.one("kind"));
    problems.add_if(kind.is_none(), "kind", "Select what reads the messages");
    let url = entries::read_address(desk, data, problems);
    let events = entries::read_events(data, problems);
    Some((kind?, url?, events))
}

fn form(desk: &Desk<'_, Admin>, data: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    let kinds = WebhookKind::ALL;
    let kinds = kinds.map(|kind| FormChoice::of(kind.key(), kind_in_words(kind), [data.one("kind")]));
    desk.form(MainPlace::Settings, "Add a webhook")
        .trail(trail(slug, None, "New"))
        .once(data)
        .field(entries::name_field(data))
        .field(Field::radios("kind", "What reads the messages", kinds))
        .field(
            Field::typed("url", "address", "Address", data.one("address")).hint(
                "The program or channel gives it to you. It begins with https://. We keep it encrypted.",
            ),
        )
        .field(entries::events_field(data))
        .problems(problems)
        .button("Add the webhook", at::new_settings_webhook(slug))
        .cancel("Back without adding", at::settings_webhooks(slug))
}
