//! How emails fare: they leave, the mail server cannot be reached, or it takes its time.

use std::time::Duration;

use common_ground::mail::{Address, MailSettings, Posted, Transport};
use jiff::Timestamp;

use crate::support::smtp::{Behaviour, SmtpServer};

pub struct WorldMail {
    /// Until then the mail server cannot be reached.
    pub down_until: Timestamp,
    /// Until then it takes its time.
    pub slow_until: Timestamp,
    nowhere: Transport,
    slowly: Transport,
    server: SmtpServer,
    /// How many of the emails that the slow server took were handed on.
    handed_on: usize,
}

impl WorldMail {
    pub async fn begin(now: Timestamp) -> Self {
        let way_to = |url: String| {
            let settings = MailSettings { smtp_url: Some(url), ..MailSettings::files("unused") };
            Transport::from_settings(&settings).unwrap()
        };
        let slow = Behaviour {
            takes: Duration::from_millis(2),
            strangers: Some("451 4.7.1 not now, try again in a while"),
            ..Behaviour::default()
        };
        let server = SmtpServer::start(slow).await;
        Self {
            down_until: now,
            slow_until: now,
            // Nobody listens there, and nobody is waited for.
            nowhere: way_to("smtp://127.0.0.1:1".to_owned()),
            slowly: way_to(server.url()),
            server,
            handed_on: 0,
        }
    }

    /// Whether emails leave as usual.
    pub fn is_well(&self, now: Timestamp) -> bool {
        now >= self.down_until.max(self.slow_until)
    }

    /// The way that they go now.
    pub fn way<'a>(&'a self, usual: &'a Transport, now: Timestamp) -> &'a Transport {
        if now < self.down_until {
            &self.nowhere
        } else if now < self.slow_until {
            &self.slowly
        } else {
            usual
        }
    }

    /// What the slow server took since this was asked last.
    pub fn taken(&mut self) -> Vec<Posted> {
        let all = self.server.messages();
        let new = all.iter().skip(self.handed_on).map(|letter| Posted {
            from: None,
            to: Address::parse(&letter.to[0]).unwrap(),
            bytes: letter.bytes.clone(),
        });
        let new = new.collect();
        self.handed_on = all.len();
        new
    }
}
