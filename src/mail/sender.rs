//! Who letters come from: the address of the installation, under the name and with the answers of a programme.

use super::{AddressError, Mailbox};

/// What stands in From and Reply-To.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The address of the installation, with the name to show beside it.
    pub from: Mailbox,
    /// Where answers go.
    pub reply_to: Mailbox,
}

impl Sender {
    /// The installation's own sender `from`, shown as `name` and answered at `reply_to` where these are set. An address
    /// for answers that cannot be read is left out: a letter is worth more than its answers.
    ///
    /// # Errors
    /// [`AddressError`] when `from` has no address.
    pub fn of(from: &str, name: &str, reply_to: &str) -> Result<Self, AddressError> {
        let own = Mailbox::parse(from)?;
        let from = if name.is_empty() { own } else { own.named(name) };
        let reply_to = Mailbox::parse(reply_to).unwrap_or_else(|_| from.clone());
        Ok(Self { from, reply_to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_changes_the_name_and_where_answers_go_but_never_the_address() {
        let own = "Common Ground <feedback@example.org>";
        let sender = Sender::of(own, "Newham Libraries", "reading@example.org").unwrap();
        assert_eq!(sender.from.to_string(), "Newham Libraries <feedback@example.org>");
        assert_eq!(sender.reply_to.to_string(), "reading@example.org");
        let sender = Sender::of(own, "", "").unwrap();
        assert_eq!((sender.from.to_string().as_str(), &sender.reply_to), (own, &sender.from));
    }
}
