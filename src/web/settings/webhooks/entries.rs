//! What is entered of a webhook: its name, its address and what it is told.

use url::Url;

use crate::{
    store::WebhookEvent,
    web::{Admin, Desk, Field, FormChoice, FormData, FormProblems, settings::webhooks::event_in_words},
    work::webhooks::address,
};

/// Characters of a name at most.
const NAME: usize = 100;
/// Characters of an address at most.
const ADDRESS: usize = 2_000;

/// Notes what is wrong with the name.
pub(super) fn check_name(data: &FormData, problems: &mut FormProblems) {
    let name = data.one("name");
    problems.add_if(name.is_empty(), "name", "Enter a name, such as the name of the program or channel");
    problems.cap("name", name, NAME);
}

/// The address, where it is one that is taken.
pub(super) fn read_address(
    desk: &Desk<'_, Admin>,
    data: &FormData,
    problems: &mut FormProblems,
) -> Option<Url> {
    let text = data.one("address");
    problems.cap("address", text, ADDRESS);
    let found = address::read(text, &desk.app.settings.webhook_hosts);
    if found.is_none() {
        problems.add("address", "Enter an address that begins with https://, without a port or a password");
    }
    found.map(|(url, _)| url)
}

/// What it is told.
pub(super) fn read_events(data: &FormData, problems: &mut FormProblems) -> Vec<WebhookEvent> {
    let chosen: Vec<_> = data.all("events").collect();
    let events: Vec<_> = WebhookEvent::chosen().filter(|event| chosen.contains(&event.key())).collect();
    problems.add_if(events.is_empty(), "events", "Select at least one event");
    events
}

pub(super) fn name_field(data: &FormData) -> Field {
    Field::line("name", "Name", data.one("name")).hint("So that you can recognise it later.")
}

/// The field of what it is told.
pub(super) fn events_field(data: &FormData) -> Field {
    let events = WebhookEvent::chosen()
        .map(|event| FormChoice::of(event.key(), event_in_words(event), data.all("events")));
    Field::boxes("events", "When to send a message", events)
}
