//! Everybody who can promise something, and ask for it, as the form of a promise offers them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    store::{Accounts, Asker, Contact, PromiseOwner, contacts, partners},
    survey::Side,
    web::{
        Desk, Field, FormChoice, FormData, FormProblems, Result, Trainer,
        contact_choice::{ContactChoice, LONGEST},
        meant::{self, Meant},
        named::{Among, NamedEntry, Offered},
        named_choice::{ChoiceField, NamedChoice},
    },
};

/// The partner that a promise concerns.
const CONCERNS: ChoiceField = ChoiceField {
    among: Among::Partners,
    name: "partner",
    label: "Which partner does it concern?",
    other: "Another partner (optional)",
    none: Some(("", "No partner in particular")),
    hint: "",
    blank: "Leave it blank if it concerns no partner in particular.",
    gone: "Select a partner from the list",
};

/// What stands before the id of somebody with an account in the field of who does it.
const MEMBER: &str = "person:";

/// Somebody whom the form asks for.
struct AskedPerson {
    /// The field of those to select from.
    field: &'static str,
    /// What stands before the id of a contact there.
    before: &'static str,
    /// The field in which a name is typed.
    typed: &'static str,
    /// What it asks.
    label: &'static str,
    /// Whether it may be somebody with an account.
    may_be_member: bool,
}

const OWNER: AskedPerson = AskedPerson {
    field: "owner",
    before: "contact:",
    typed: "owner_name",
    label: "Another contact who will do it (optional)",
    may_be_member: true,
};
const ASKER: AskedPerson = AskedPerson {
    field: "asker",
    before: "",
    typed: "asker_name",
    label: "Another contact who asked for it (optional)",
    may_be_member: false,
};

/// Somebody whom a name may lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Somebody {
    Contact(Contact),
    Member(NamedEntry),
}

/// Everybody who is offered.
pub(super) struct Everybody {
    staff: Offered,
    contacts: ContactChoice,
    /// What the partners of the contacts are called.
    partners: HashMap<Uuid, String>,
    concerned: NamedChoice,
}

impl AskedPerson {
    /// The contact who was selected.
    fn contact(&self, data: &FormData) -> Option<Uuid> {
        Uuid::parse_str(data.one(self.field).strip_prefix(self.before)?).ok()
    }

    /// What is said where a name leads to nobody.
    fn unknown(&self, name: &str) -> String {
        let (nor, place) = if self.may_be_member {
            (", and nobody with an account is", "your contacts or in their account")
        } else {
            ("", "your contacts")
        };
        format!(
            "No contact of a partner is called “{name}”{nor}. Enter the name or the email address as it is in {place}"
        )
    }
}

/// The person with an account who was selected to do it.
fn member(data: &FormData) -> Option<Uuid> {
    Uuid::parse_str(data.one(OWNER.field).strip_prefix(MEMBER)?).ok()
}

impl Somebody {
    fn name(&self) -> &str {
        match self {
            Self::Contact(contact) => &contact.name,
            Self::Member(member) => &member.name,
        }
    }

    /// What the field holds in which they are selected.
    fn value(&self, asked: &AskedPerson) -> String {
        match self {
            Self::Contact(contact) => format!("{}{}", asked.before, contact.id),
            Self::Member(member) => format!("{MEMBER}{}", member.id),
        }
    }
}

impl Everybody {
    /// Those who are offered, and what was entered with the ids of those whose names were typed. What is wrong with names is
    /// noted.
    pub(super) async fn read(
        desk: &Desk<'_, Trainer>,
        mut data: FormData,
        problems: &mut FormProblems,
    ) -> Result<(Self, FormData)> {
        let (db, programme) = (desk.db(), desk.programme().id);
        let concerned = NamedChoice::read(desk, &CONCERNS, &data, problems).await?;
        let picked: Vec<Uuid> = [OWNER, ASKER].iter().filter_map(|asked| asked.contact(&data)).collect();
        let mut people = ContactChoice::of(desk, Side::Partner, &picked).await?;
        if people.are_many && concerned.id().is_some() {
            let theirs = contacts::of_partner(db, programme, concerned.id()).await?;
            people.offer(theirs);
        }
        let picked = member(&data);
        let staff = Offered::of(desk, Among::People(Accounts::Members), picked.as_slice()).await?;
        let mut everybody = Self { staff, contacts: people, partners: HashMap::new(), concerned };
        for asked in [OWNER, ASKER] {
            data = everybody.name(desk, &asked, data, problems).await?;
        }
        let people = &mut everybody.contacts.list;
        people.sort_by_cached_key(|contact| (contact.name.to_lowercase(), contact.id));
        let of: Vec<Uuid> = people.iter().filter_map(|contact| contact.partner_id).collect();
        let partners = partners::with_ids(db, &of).await?.into_iter();
        everybody.partners = partners.map(|partner| (partner.id, partner.name)).collect();
        Ok((everybody, data))
    }

    /// What was entered, with the id of whom a name leads to that was typed. What is wrong with the name is noted.
    async fn name(
        &mut self,
        desk: &Desk<'_, Trainer>,
        asked: &AskedPerson,
        data: FormData,
        problems: &mut FormProblems,
    ) -> Result<FormData> {
        let typed = data.one(asked.typed).to_owned();
        problems.cap(asked.typed, &typed, LONGEST);
        if typed.is_empty() || problems.of(asked.typed).is_some() {
            return Ok(data);
        }
        match self.meant(desk, asked, &typed, &data).await? {
            Meant::One(one) => {
                let data = data.with(asked.field, one.value(asked)).with(asked.typed, "");
                self.offer(one);
                return Ok(data);
            }
            Meant::Several(several) => {
                let has_member = several.iter().any(|one| matches!(one, Somebody::Member(_)));
                let who = if has_member { "person" } else { "contact" };
                let which = format!("Select which {who} you mean, or enter more of their name");
                problems.add(asked.field, which);
                for one in several {
                    self.offer(one);
                }
            }
            Meant::Nobody => problems.add(asked.typed, asked.unknown(&typed)),
        }
        Ok(data)
    }

    /// Whom a name or an address leads to.
    async fn meant(
        &self,
        desk: &Desk<'_, Trainer>,
        asked: &AskedPerson,
        typed: &str,
        data: &FormData,
    ) -> Result<Meant<Somebody>> {
        let (called, found) = self.contacts.search(desk, typed, self.concerned()).await?;
        let mut called: Vec<Somebody> = called.into_iter().map(Somebody::Contact).collect();
        let mut found: Vec<Somebody> = found.into_iter().map(Somebody::Contact).collect();
        let picked = asked.contact(data).and_then(|id| self.contacts.find(id));
        let mut picked = picked.cloned().map(Somebody::Contact);
        if asked.may_be_member {
            let (named, others) = self.staff.search(desk, typed).await?;
            called.extend(named.into_iter().map(Somebody::Member));
            found.extend(others.into_iter().map(Somebody::Member));
            found.sort_by_cached_key(|one| one.name().to_lowercase());
            let member = member(data).and_then(|id| self.staff.find(id));
            picked = picked.or(member.cloned().map(Somebody::Member));
        }
        let picked = picked.filter(|_| meant::was_offered(data, asked.typed));
        Ok(Meant::of(called, found, picked.as_ref()))
    }

    fn offer(&mut self, one: Somebody) {
        match one {
            Somebody::Contact(contact) => self.contacts.offer([contact]),
            Somebody::Member(member) => self.staff.offer([member]),
        }
    }

    /// The partner that was selected, or typed.
    pub(super) fn concerned(&self) -> Option<Uuid> {
        self.concerned.id()
    }

    /// The contact with this id.
    pub(super) fn contact(&self, id: Uuid) -> Option<&Contact> {
        self.contacts.find(id)
    }

    /// The same of an id as a form sends it.
    pub(super) fn contact_of(&self, sent: &str) -> Option<&Contact> {
        Uuid::parse_str(sent).ok().and_then(|id| self.contact(id))
    }

    /// Whoever was selected to do it, or somebody else by name; nothing for somebody who is not on the list.
    pub(super) fn owner(&self, data: &FormData) -> Option<PromiseOwner> {
        let chosen = data.one("owner");
        if chosen.is_empty() {
            return Some(PromiseOwner { name: data.one("who").to_owned(), ..PromiseOwner::default() });
        }
        let (list, id) = chosen.split_once(':')?;
        let id = Uuid::parse_str(id).ok()?;
        if list == "contact" {
            let contact = self.contact(id)?;
            let (name, contact) = (contact.name.clone(), Some(contact.id));
            return Some(PromiseOwner { name, contact, ..PromiseOwner::default() });
        }
        let person = self.staff.find(id)?;
        Some(PromiseOwner { name: person.name.clone(), person: Some(person.id), ..PromiseOwner::default() })
    }

    /// The fields of the partner that it concerns.
    pub(super) fn partner_fields(&self, data: &FormData) -> Vec<Field> {
        self.concerned.fields(&CONCERNS, data)
    }

    /// The fields of who will do it.
    pub(super) fn owner_fields(&self, data: &FormData) -> Vec<Field> {
        let entered = data.one(OWNER.field);
        let nobody = FormChoice::of("", "Somebody else, or not known yet", [entered]);
        let staff = self.staff.list.iter().map(|member| {
            FormChoice::of(format!("{MEMBER}{}", member.id), self.staff.label(member), [entered])
        });
        let contacts = self.choices(&OWNER, entered);
        let choices = std::iter::once(nobody).chain(staff).chain(contacts);
        let select = Field::select(OWNER.field, "Who will do it?", choices)
            .hint("Somebody with an account, or a contact of a partner, gets two emails about it.");
        let who = Field::line("who", "Name or role of somebody else (optional)", data.one("who"))
            .hint("Such as “Outreach manager”.");
        std::iter::once(select).chain(self.line(&OWNER, data)).chain([who]).collect()
    }

    /// The fields of who asked for it, who may be the people at a course.
    pub(super) fn asker_fields(&self, data: &FormData, may_be_room: bool) -> Vec<Field> {
        let (entered, room) = (data.one(ASKER.field), Asker::Room.key());
        let mut choices = vec![FormChoice::of("nobody", "Nobody in particular", [entered])];
        if may_be_room || entered == room {
            choices.push(FormChoice::of(room, "The people at the course", [entered]));
        }
        choices.extend(self.choices(&ASKER, entered));
        let select = Field::select(ASKER.field, "Who asked for it?", choices)
            .hint("A contact is asked, once it’s done, whether it is what they meant.");
        std::iter::once(select).chain(self.line(&ASKER, data)).collect()
    }

    /// “Dana Whitfield, Elm House”, for each contact who is offered.
    fn choices(&self, asked: &AskedPerson, entered: &str) -> Vec<FormChoice> {
        let choice = |contact: &Contact| {
            let partner = contact.partner_id.and_then(|partner| self.partners.get(&partner));
            let label = match partner {
                Some(partner) => format!("{}, {partner}", contact.name),
                None => contact.name.clone(),
            };
            FormChoice::of(format!("{}{}", asked.before, contact.id), label, [entered])
        };
        self.contacts.list.iter().map(choice).collect()
    }

    /// The line in which somebody is typed who is not among those to select from, with the name that these were offered for.
    fn line(&self, asked: &AskedPerson, data: &FormData) -> Vec<Field> {
        let typed = data.one(asked.typed);
        let (label, hint) = if asked.may_be_member && self.staff.are_many {
            (
                "Another person who will do it (optional)",
                "The name or email address of a contact, or of somebody with an account.",
            )
        } else if self.contacts.are_many || !typed.is_empty() {
            let hint = if asked.may_be_member {
                "Their name or email address, as in your contacts or in their account."
            } else {
                "Their name or email address, as in your contacts."
            };
            (asked.label, hint)
        } else {
            return Vec::new();
        };
        let mut fields = vec![Field::line(asked.typed, label, typed).hint(hint)];
        if !typed.is_empty() {
            fields.push(Field::hidden(meant::offered_for(asked.typed), typed));
        }
        fields
    }
}
