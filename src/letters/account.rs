//! Letters about accounts: a way in for somebody new, word of a new role, and a link to set another password. Each
//! holds a link that works once, so its words are thrown away as soon as it has left.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Sender, plain::EmailFrame};
use crate::store::{NewLetter, Person, Result};

/// What these letters are called in the outbox.
pub const KIND: &str = "account";

/// What a letter is about.
#[derive(Clone, Copy, Debug)]
pub enum AccountMatter<'a> {
    /// Somebody may come in for the first time.
    Welcome {
        /// The programme that they are to work in.
        programme: &'a str,
        /// As what: “a trainer”.
        role: &'a str,
        /// Who added them.
        by: &'a str,
    },
    /// Somebody who has an account has a role in one more programme.
    Joined {
        /// That programme.
        programme: &'a str,
        /// As what: “a trainer”.
        role: &'a str,
        /// Who added them.
        by: &'a str,
    },
    /// Somebody asked to set another password.
    Reset,
}

impl AccountMatter<'_> {
    fn words(self, from: &str) -> EmailFrame {
        match self {
            Self::Welcome { programme, role, by } => EmailFrame {
                subject: format!("Your {from} account"),
                sentences: vec![
                    format!("{by} has added you as {role} of “{programme}”."),
                    "To get started, choose a password. You’ll sign in with this email address.".to_owned(),
                ],
                button: "Choose a password",
                after: vec![
                    "The link works once, for seven days. If it has expired, ask for another.".to_owned(),
                    "If you weren’t expecting this, you can ignore it: nothing happens unless you open the \
                     link."
                        .to_owned(),
                ],
            },
            Self::Joined { programme, role, by } => EmailFrame {
                subject: "You’ve been added to another programme".to_owned(),
                sentences: vec![format!("{by} has added you as {role} of “{programme}”. Sign in as usual.")],
                button: "Sign in",
                after: Vec::new(),
            },
            Self::Reset => EmailFrame {
                subject: "Reset your password".to_owned(),
                sentences: vec!["Somebody asked to reset the password for this account.".to_owned()],
                button: "Reset your password",
                after: vec![
                    "The link works once, for one hour. When you choose a new password, you’ll be signed out \
                     everywhere, and your access tokens and any council account you connected will no longer let \
                     anybody in."
                        .to_owned(),
                    "If it wasn’t you, you can ignore this email: your password stays the same.".to_owned(),
                ],
            },
        }
    }
}

/// Makes a letter, ready to be queued.
pub fn compose(
    sender: &Sender,
    to: &Person,
    about: AccountMatter<'_>,
    link: &str,
    now: Timestamp,
) -> Result<NewLetter> {
    let id = Uuid::new_v4();
    about.words(sender.from.name().unwrap_or("Common Ground")).queued(
        sender,
        KIND,
        (id, format!("account {id}")),
        (&to.name, &to.email),
        link,
        now,
    )
}
