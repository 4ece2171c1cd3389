//! People as they are typed and pasted, for a round that asks one side.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    exchange::people::{self, PersonRow},
    store::{Contact, Transaction, contacts, partners},
    survey::{Kinds, Side},
    web::{
        Desk, Field, FormData, FormProblems, Result, Trainer,
        named::Among,
        named_choice::{ChoiceField, NamedChoice},
        parts::list_preview,
    },
};

/// The most people added at one time.
const MOST: usize = 500;

/// Where those work who are not among the contacts.
pub(crate) const ORGANISATION: ChoiceField = ChoiceField {
    among: Among::Partners,
    name: "partner",
    label: "Organisation for new people",
    other: "Another organisation",
    none: Some(("", "Choose an organisation")),
    hint: "Only needed for people of partners who are not among your contacts yet.",
    blank: "",
    gone: "Select their organisation: the one you selected is no longer there",
};

/// Whom a form names.
pub(crate) struct Pasted {
    people: Vec<PersonRow>,
    /// Where those work who are not among the contacts.
    partner: Option<Uuid>,
    /// The field that asks for it.
    asked: String,
    side: Side,
}

impl Pasted {
    /// What was entered, with every problem noted; nobody where nothing was entered. `organisation` is that of
    /// [`ORGANISATION`].
    pub(crate) fn read(
        entries: &FormData,
        organisation: &NamedChoice,
        side: Side,
        kinds: Kinds<'_>,
        problems: &mut FormProblems,
    ) -> Self {
        let people = people::pasted(entries.one("people"), MOST, kinds).unwrap_or_else(|wrong| {
            problems.add("people", list_preview::sentences(&wrong));
            Vec::new()
        });
        let partner = organisation.id().filter(|_| side == Side::Partner);
        Self { people, partner, asked: organisation.place(&ORGANISATION), side }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Which of their addresses to look at again.
    pub(crate) fn mistyped(&self) -> String {
        list_preview::mistyped(self.people.iter().map(|row| &*row.email))
    }

    /// Their ids, after those who are new were added to the contacts; or what is wrong with them, each beside its field.
    pub(crate) async fn store(
        self,
        desk: &Desk<'_, Trainer>,
        tx: &Transaction,
    ) -> Result<Result<Vec<Uuid>, FormProblems>> {
        let programme = desk.programme().id;
        partners::hold(tx, programme).await?;
        let named: Vec<&str> = self.people.iter().map(|row| &*row.email).collect();
        let book = contacts::with_emails(tx, programme, &named).await?;
        // The same address stands for the same person, however its letters are written.
        let known: HashMap<String, &Contact> =
            book.iter().map(|contact| (contact.email.to_lowercase(), contact)).collect();
        let (mut ids, mut new, mut strangers) = (Vec::new(), Vec::new(), Vec::new());
        for row in &self.people {
            match known.get(&row.email) {
                Some(contact) if contact.partner_id.is_some() != (self.side == Side::Partner) => {
                    strangers.push(row.email.as_str());
                }
                Some(contact) => ids.push(contact.id),
                None => {
                    let contact = row.contact(desk.programme().id, self.partner, desk.now());
                    ids.push(contact.id);
                    new.push(contact);
                }
            }
        }
        let mut problems = FormProblems::default();
        if !strangers.is_empty() {
            let (are, asks) = match self.side {
                Side::Library => ("work for a partner", "library staff"),
                Side::Partner => ("are library staff", "partners"),
            };
            let who = strangers.join(", ");
            problems.add("people", format!("Remove these people, who {are}: this survey asks {asks}. {who}"));
        }
        if !new.is_empty() && self.side == Side::Partner && self.partner.is_none() {
            problems.add(&*self.asked, "Select the organisation of the people who are new");
        }
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        contacts::add_all(tx, &new).await?;
        Ok(Ok(ids))
    }
}

/// The fields that name people; `sides` are those that may be asked.
pub(crate) fn fields(entries: &FormData, organisation: &NamedChoice, sides: &[Side]) -> Vec<Field> {
    let people = Field::text("people", "Names and email addresses", 8, entries.one("people"));
    let mut fields = vec![people.hint(
        "One person per line, such as Dana Whitfield <dana@example.org>, or name and email columns pasted \
         from a spreadsheet. New people are added to your contacts.",
    )];
    if sides.contains(&Side::Partner) {
        fields.extend(organisation.fields(&ORGANISATION, entries));
    }
    fields
}
