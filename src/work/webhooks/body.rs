//! What is sent to a webhook: for programs ids and addresses alone, for channels of people a sentence and a link.

use serde_json::{Value, json};

use crate::{
    app::App,
    store::{
        Programme, Result, Webhook, WebhookDelivery, WebhookEvent, WebhookKind, WebhookSubject, courses,
    },
};

/// The body, the same on every try.
pub(super) async fn write(
    app: &App,
    programme: &Programme,
    webhook: &Webhook,
    told: &WebhookDelivery,
) -> Result<String> {
    if webhook.kind == WebhookKind::Standard {
        return Ok(thin(&app.settings.site_url, programme, told).to_string());
    }
    let about = match &told.subject {
        WebhookSubject::Round(code) => format!("survey {code}"),
        WebhookSubject::Course(id) => {
            let found = courses::find(app.db.read(), *id).await?;
            found.map_or_else(|| "a course".to_owned(), |course| format!("“{}”", course.title))
        }
        WebhookSubject::Programme => format!("“{}”", programme.name),
    };
    let card = Card::of(told, &about, &format!("{}/programmes/{}", app.settings.site_url, programme.slug));
    Ok(if webhook.kind == WebhookKind::Teams { card.teams() } else { card.slack() }.to_string())
}

/// What happened, when, and where to read on.
fn thin(site: &str, programme: &Programme, told: &WebhookDelivery) -> Value {
    let api = format!("{site}/api/v1/programmes/{}", programme.slug);
    let mut data = json!({ "programme": programme.slug });
    match &told.subject {
        WebhookSubject::Round(code) => {
            data["round"] = json!(code);
            data["address"] = json!(format!("{api}/rounds/{code}"));
        }
        WebhookSubject::Course(id) => {
            data["course"] = json!(id);
            let end = if told.event == WebhookEvent::SummarySent { "/summary" } else { "" };
            data["address"] = json!(format!("{api}/courses/{id}{end}"));
        }
        WebhookSubject::Programme => data["address"] = json!(api),
    }
    json!({ "type": told.event.key(), "timestamp": told.at.to_string(), "data": data })
}

/// What people in a channel read.
struct Card {
    heading: &'static str,
    sentence: String,
    link: &'static str,
    page: String,
}

impl Card {
    fn of(told: &WebhookDelivery, about: &str, home: &str) -> Self {
        let page = match &told.subject {
            WebhookSubject::Round(code) => format!("{home}/rounds/{code}"),
            WebhookSubject::Course(id) => format!("{home}/courses/{id}"),
            WebhookSubject::Programme => home.to_owned(),
        };
        let (heading, sentence, link, end) = match told.event {
            WebhookEvent::RoundOpened => {
                ("A survey is open", format!("People can answer {about} now."), "Open it", "")
            }
            WebhookEvent::RoundClosed => (
                "A survey has closed",
                format!("See the results of {about}."),
                "Read the results",
                "/results",
            ),
            WebhookEvent::SummarySent => (
                "A summary is ready",
                format!("The summary of {about} was sent."),
                "Read the summary",
                "/summary",
            ),
            WebhookEvent::CourseCancelled => {
                ("A course is cancelled", format!("{about} will not be held."), "Open the course", "")
            }
            WebhookEvent::DeliveryFailed => (
                "Needs attention",
                format!("An email about {about} could not be delivered."),
                "See what to do",
                "",
            ),
            WebhookEvent::Test => {
                ("A test", format!("Messages about {about} will look like this."), "Open it", "")
            }
        };
        Self { heading, sentence, link, page: page + end }
    }

    /// An Adaptive Card.
    fn teams(&self) -> Value {
        // Its text is Markdown.
        let mut sentence = String::new();
        for letter in self.sentence.chars() {
            if "\\`*_[]()#".contains(letter) {
                sentence.push('\\');
            }
            sentence.push(letter);
        }
        json!({
            "type": "message",
            "attachments": [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": {
                    "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                    "type": "AdaptiveCard",
                    "version": "1.4",
                    "body": [
                        { "type": "TextBlock", "text": self.heading, "weight": "bolder", "size": "medium", "wrap": true },
                        { "type": "TextBlock", "text": sentence, "wrap": true },
                    ],
                    "actions": [{ "type": "Action.OpenUrl", "title": self.link, "url": self.page }],
                },
            }],
        })
    }

    /// Blocks.
    fn slack(&self) -> Value {
        let said = self.sentence.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let text = format!("{said}\n<{}|{}>", self.page, self.link);
        json!({
            "text": format!("{}: {said}", self.heading),
            "blocks": [
                { "type": "header", "text": { "type": "plain_text", "text": self.heading } },
                { "type": "section", "text": { "type": "mrkdwn", "text": text } },
            ],
        })
    }
}
