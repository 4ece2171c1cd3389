//! Letters from their parts to the mail server.

mod connection;
mod delivery;
mod letters;

use std::time::Duration;

use common_ground::mail::{Address, Headers, MailSettings, Mailbox, RenderedEmail, Transport};
use jiff::Timestamp;

use crate::support::smtp::SmtpServer;

fn address(text: &str) -> Address {
    text.parse().unwrap()
}

fn headers() -> Headers {
    Headers {
        from: "Newham Libraries <surveys@library.example>".parse().unwrap(),
        reply_to: None,
        to: Mailbox::new(address("mary@partner.example")),
        message_id: "7f3a0c52.1@library.example".to_owned(),
        date: "2026-05-14T09:15:00Z".parse::<Timestamp>().unwrap(),
        list_id: None,
        unsubscribe_url: None,
        unsubscribe_mailto: None,
        one_click: false,
        auto_submitted: true,
    }
}

fn letter() -> RenderedEmail {
    RenderedEmail {
        subject: "Your views on working with the library – 4 minutes".to_owned(),
        text: "Dear Mary,\n\n.a line that begins with a dot\n.\nThank you\n".to_owned(),
        ..RenderedEmail::default()
    }
}

/// Settings for a test server: its authority is trusted, and a delivery has time enough on a busy machine.
fn settings(server: &SmtpServer, query: &str) -> MailSettings {
    MailSettings {
        smtp_url: Some(format!("{}{query}", server.url())),
        smtp_ca_file: Some(server.ca_pem_path()),
        timeout: Duration::from_secs(20),
        ..MailSettings::files(server.folder())
    }
}

fn transport(server: &SmtpServer, query: &str) -> Transport {
    Transport::from_settings(&settings(server, query)).unwrap()
}
