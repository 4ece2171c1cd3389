//! Emails about a promise: that its day comes near, and whether it is what was meant.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Sender, plain::EmailFrame};
use crate::store::{NewLetter, Promise, PromiseState, Result, WrittenTo};

/// What these emails are called in the outbox: like those about accounts they hold a link that lets somebody in, so their
/// words are thrown away as soon as they have left.
const KIND: &str = super::account::KIND;

/// What an email about a promise is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseEmail {
    /// Its day is a week away, or less.
    Soon,
    /// Its day has come.
    Today,
    /// Whoever asked for it is asked whether it is what they meant.
    Judge,
}

impl PromiseEmail {
    fn words(self, library: &str, promise: &Promise) -> EmailFrame {
        let what = format!("“{}”", promise.what);
        let by = promise.by_in_words();
        let how = vec![
            "You don’t need an account. The link works for 30 days and is for you: please don’t pass it on."
                .to_owned(),
        ];
        match self {
            Self::Soon => EmailFrame {
                subject: format!("Due on {by}: what you said you would do"),
                sentences: vec![
                    format!("You said to {library} that you would do this by {by}:"),
                    what,
                    "If it’s done already, or it can’t be done, please say so now.".to_owned(),
                ],
                button: "Say how it stands",
                after: how,
            },
            Self::Today => EmailFrame {
                subject: "Due today: what you said you would do".to_owned(),
                sentences: vec![
                    format!("You said to {library} that you would do this by {by}:"),
                    what,
                    "Please say how it stands. One sentence is enough.".to_owned(),
                ],
                button: "Say how it stands",
                after: how,
            },
            Self::Judge => EmailFrame {
                subject: format!("Was this what you meant? ({library})"),
                sentences: vec![
                    if promise.asked.is_empty() {
                        format!("You asked {library} for something. This is what we said we would do:")
                    } else {
                        format!("You asked {library}: “{}”. This is what we said we would do:", promise.asked)
                    },
                    what,
                    became(promise),
                ],
                button: "Say whether this was what you meant",
                after: how,
            },
        }
    }

    /// Makes the email to its owner or whoever asked for it, ready to be queued. `link` is the id of its link, at the
    /// address `href`.
    pub fn compose(
        self,
        sender: &Sender,
        (library, promise): (&str, &Promise),
        to: &WrittenTo,
        (link, href): (Uuid, &str),
        now: Timestamp,
    ) -> Result<NewLetter> {
        let key = (Uuid::new_v4(), format!("promise {link}"));
        self.words(library, promise).queued(sender, KIND, key, (&to.name, &to.email), href, now)
    }
}

/// What became of it, in a sentence or two.
fn became(promise: &Promise) -> String {
    let stands = match promise.state {
        PromiseState::Open => "It isn’t done yet.",
        PromiseState::Done => "It’s done.",
        PromiseState::Partly => "A part of it is done.",
        PromiseState::NotPossible => "It isn’t possible.",
    };
    format!("{stands} {}", promise.outcome).trim().to_owned()
}
