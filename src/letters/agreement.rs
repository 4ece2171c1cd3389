//! Emails about an agreement: what is to be confirmed, that both sides have, and that it is time to look at it again.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Sender, plain::EmailFrame};
use crate::store::{AgreementVersion, Confirmation, NewLetter, Result};

/// What these emails are called in the outbox.
pub const KIND: &str = "agreement";

/// What an email about an agreement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementEmail {
    /// Asks somebody to read and confirm it.
    Ask,
    /// Says that both sides have.
    Confirmed,
    /// Says that it is time to look at it again.
    Review,
}

impl AgreementEmail {
    fn words(self, version: &AgreementVersion) -> EmailFrame {
        let (library, partner) = (&version.document.library, &version.document.partner);
        match self {
            Self::Ask => EmailFrame {
                subject: format!("Please confirm: our agreement ({library} and {partner})"),
                sentences: vec![
                    format!("We’ve written down how {library} and {partner} want to work together. It’s one page."),
                    "Please read it. If it’s right, confirm it on the same page. If something should change, write \
                     that there instead."
                        .to_owned(),
                ],
                button: "Read the agreement",
                after: vec!["You don’t need an account. The link is for you: please don’t pass it on.".to_owned()],
            },
            Self::Confirmed => EmailFrame {
                subject: format!("Our agreement is confirmed ({library} and {partner})"),
                sentences: vec![match version.document.review_on {
                    Some(day) => format!(
                        "{library} and {partner} have both confirmed the agreement. We’ll look at it again on {}.",
                        day.strftime("%-d %B %Y")
                    ),
                    None => format!("{library} and {partner} have both confirmed the agreement."),
                }],
                button: "Read or print the agreement",
                after: vec!["You can pass this link on to anybody who should know the agreement.".to_owned()],
            },
            Self::Review => EmailFrame {
                subject: format!("Time to look at our agreement again ({library} and {partner})"),
                sentences: vec![
                    match version.document.review_on {
                        Some(day) => format!("We agreed to look at it again by {}.", day.strftime("%-d %B %Y")),
                        None => "It’s time to look at it again.".to_owned(),
                    },
                    "Is it still right? Please find a time to talk about it together. If something should change, the \
                     library writes the next version and both sides confirm that."
                        .to_owned(),
                ],
                button: "Read the agreement",
                after: Vec::new(),
            },
        }
    }

    /// Makes the email to somebody who is asked, ready to be queued.
    pub fn compose(
        self,
        sender: &Sender,
        version: &AgreementVersion,
        to: &Confirmation,
        link: &str,
        now: Timestamp,
    ) -> Result<NewLetter> {
        let step = match self {
            Self::Ask => "ask",
            Self::Confirmed => "confirmed",
            Self::Review => "review",
        };
        self.words(version).queued(
            sender,
            KIND,
            (Uuid::new_v4(), format!("agreement {} {step}", to.id)),
            (&to.name, &to.email),
            link,
            now,
        )
    }
}
