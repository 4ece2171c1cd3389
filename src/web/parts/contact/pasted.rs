//! People as they are typed and pasted, for a course or a survey.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    exchange::people::{self, PersonRow},
    store::{Contact, Transaction, contacts, participants, partners},
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
}

/// Those who were named, by what is known of them.
pub(crate) struct Recognised {
    /// The ids of all, in the order that they were named in.
    pub ids: Vec<Uuid>,
    /// Those who are among the contacts.
    pub known: Vec<Contact>,
    /// Those who are to be added to them.
    pub new: Vec<Contact>,
}

impl Pasted {
    /// What was entered, with every problem noted; nobody where nothing was entered. `organisation` is that of a field with the
    /// name of [`ORGANISATION`].
    pub(crate) fn read(
        entries: &FormData,
        organisation: &NamedChoice,
        kinds: Kinds<'_>,
        problems: &mut FormProblems,
    ) -> Self {
        let people = people::pasted(entries.one("people"), MOST, kinds).unwrap_or_else(|wrong| {
            problems.add("people", list_preview::sentences(&wrong));
            Vec::new()
        });
        Self { people, partner: organisation.id(), asked: organisation.place(&ORGANISATION) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Which of their addresses to look at again.
    pub(crate) fn mistyped(&self) -> String {
        list_preview::mistyped(self.people.iter().map(|row| &*row.email))
    }

    /// Who of them is among the contacts; nobody else can add them until the transaction ends.
    pub(crate) async fn recognise(&self, desk: &Desk<'_, Trainer>, tx: &Transaction) -> Result<Recognised> {
        let programme = desk.programme().id;
        partners::lock(tx, programme).await?;
        let named: Vec<&str> = self.people.iter().map(|row| &*row.email).collect();
        let book = contacts::with_emails(tx, programme, &named).await?;
        // The same address stands for the same person, however its letters are written.
        let mut book: HashMap<String, Contact> =
            book.into_iter().map(|contact| (contact.email.to_lowercase(), contact)).collect();
        let mut found = Recognised { ids: Vec::new(), known: Vec::new(), new: Vec::new() };
        for row in &self.people {
            let (contact, among) = match book.remove(&row.email) {
                Some(contact) => (contact, &mut found.known),
                None => (row.contact(programme, self.partner, desk.now()), &mut found.new),
            };
            found.ids.push(contact.id);
            among.push(contact);
        }
        Ok(found)
    }

    /// Their ids, after those who are new were added to the contacts; or what is wrong with them for a survey that asks this
    /// side, each beside its field.
    pub(crate) async fn store(
        mut self,
        desk: &Desk<'_, Trainer>,
        tx: &Transaction,
        side: Side,
    ) -> Result<Result<Vec<Uuid>, FormProblems>> {
        self.partner = self.partner.filter(|_| side == Side::Partner);
        let Recognised { ids, known, new } = self.recognise(desk, tx).await?;
        let strangers = known.iter().filter(|contact| participants::side(contact) != side);
        let strangers: Vec<&str> = strangers.map(|contact| &*contact.email).collect();
        let mut problems = FormProblems::default();
        if !strangers.is_empty() {
            let (are, asks) = match side {
                Side::Library => ("work for a partner", "library staff"),
                Side::Partner => ("are library staff", "partners"),
            };
            let who = strangers.join(", ");
            problems.add("people", format!("Remove these people, who {are}: this survey asks {asks}. {who}"));
        }
        if !new.is_empty() && side == Side::Partner && self.partner.is_none() {
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
