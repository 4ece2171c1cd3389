//! Who emails come from: the address of the site, under the name and with the replies of a programme.

use uuid::Uuid;

use crate::{
    app::App,
    mail::{Address, AddressError, Mailbox},
    store::{ProgrammeSettings, Result, StoreError},
};

/// Who an email comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The address of the site, with the name to show beside it.
    pub from: Mailbox,
    /// Where replies go.
    pub reply_to: Mailbox,
}

impl Sender {
    /// The sender of a programme's emails.
    pub async fn of_programme(app: &App, settings: &ProgrammeSettings) -> Result<Self> {
        Self::named(&app.mail().await?.sender, settings).map_err(unusable)
    }

    /// The sender of emails that belong to no programme.
    pub async fn of_site(app: &App) -> Result<Self> {
        let from = Mailbox::parse(&app.mail().await?.sender).map_err(unusable)?;
        Ok(Self { reply_to: from.clone(), from })
    }

    /// The site's own sender `from`, shown under the programme's name. Replies go to the address that it chose for
    /// them, else to the one that its notice names for questions, else to the sender. An address for replies that
    /// cannot be read is left out: an email is worth more than its replies.
    ///
    /// # Errors
    /// [`AddressError`] when `from` has no address.
    pub fn named(from: &str, settings: &ProgrammeSettings) -> Result<Self, AddressError> {
        let own = Mailbox::parse(from)?;
        let from = if settings.sender_name.is_empty() { own } else { own.named(&settings.sender_name) };
        let chosen = Mailbox::parse(&settings.reply_to).ok();
        let reply_to = chosen.or_else(|| for_questions(&settings.contact)).unwrap_or_else(|| from.clone());
        Ok(Self { from, reply_to })
    }
}

/// Where a refusal of the email `id` that comes later goes: to an address of its own, or to `from`, who reads it.
pub fn bounce_address(app: &App, from: &Mailbox, id: Uuid) -> Address {
    let own = app.settings.return_path.as_ref();
    let own = own.and_then(|path| path.address(id, &app.secret.bounce_mark(id)).ok());
    own.unwrap_or_else(|| from.address().clone())
}

/// The address among the words that say whom to ask.
fn for_questions(contact: &str) -> Option<Mailbox> {
    let mut words = contact.split([' ', ',', ';', '<', '>', '(', ')']);
    words.find_map(|word| Address::parse(word.trim_end_matches('.')).ok()).map(Mailbox::new)
}

fn unusable(error: AddressError) -> StoreError {
    StoreError::Damaged(format!("the sender of emails: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(name: &str, reply_to: &str, contact: &str) -> ProgrammeSettings {
        let (sender_name, reply_to, contact) = (name.to_owned(), reply_to.to_owned(), contact.to_owned());
        ProgrammeSettings { contact, sender_name, reply_to, ..ProgrammeSettings::default() }
    }

    #[test]
    fn a_programme_changes_the_name_and_where_replies_go_but_never_the_address() {
        let own = "Common Ground <feedback@example.org>";
        let named = settings("Newham Libraries", "reading@example.org", "Ada, ada@example.org");
        let sender = Sender::named(own, &named).unwrap();
        assert_eq!(sender.from.to_string(), "Newham Libraries <feedback@example.org>");
        assert_eq!(sender.reply_to.to_string(), "reading@example.org");
        let sender = Sender::named(own, &settings("", "", "")).unwrap();
        assert_eq!((sender.from.to_string().as_str(), &sender.reply_to), (own, &sender.from));
    }

    #[test]
    fn replies_reach_whoever_is_named_for_questions_where_nobody_else_is() {
        let asked = settings("", "", "Ada Byrne (ada@example.org), 020 7946 0000.");
        let sender = Sender::named("feedback@example.org", &asked).unwrap();
        assert_eq!(sender.reply_to.to_string(), "ada@example.org");
    }
}
