//! Everybody who can promise something, and ask for it, as the form of a promise offers them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    store::{Asker, Contact, ProgrammeMember, PromiseOwner, contacts, members, partners},
    survey::Side,
    web::{
        Desk, Field, FormChoice, FormData, FormProblems, Result, Trainer,
        contact_choice::{ContactChoice, LONGEST},
        meant::Meant,
        partner_choice::{PartnerChoice, PartnerField},
    },
};

/// The partner that a promise concerns.
const CONCERNS: PartnerField = PartnerField {
    name: "partner",
    label: "Which partner does it concern?",
    other: "Another partner (optional)",
    none: ("", "No partner in particular"),
    hint: "",
    blank: "Leave it blank if it concerns no partner in particular.",
    gone: "Select a partner from the list",
};

/// A contact whom the form asks for.
struct AskedContact {
    /// The field of those to select from.
    field: &'static str,
    /// What stands before the id of a contact there.
    before: &'static str,
    /// The field in which a name is typed.
    typed: &'static str,
    /// What it asks.
    label: &'static str,
}

const OWNER: AskedContact = AskedContact {
    field: "owner",
    before: "contact:",
    typed: "owner_name",
    label: "Another contact who will do it (optional)",
};
const ASKER: AskedContact = AskedContact {
    field: "asker",
    before: "",
    typed: "asker_name",
    label: "Another contact who asked for it (optional)",
};

/// What is asked where a name leads to several.
const WHICH: &str = "Select which contact you mean, or enter more of their name";

/// Everybody who is offered.
pub(super) struct Everybody {
    staff: Vec<ProgrammeMember>,
    contacts: ContactChoice,
    /// What the partners of the contacts are called.
    partners: HashMap<Uuid, String>,
    concerned: PartnerChoice,
}

impl AskedContact {
    fn picked(&self, data: &FormData) -> Option<Uuid> {
        Uuid::parse_str(data.one(self.field).strip_prefix(self.before)?).ok()
    }
}

impl Everybody {
    /// Those who are offered, and what was entered with the ids of the contacts whose names were typed. What is wrong with
    /// names is noted.
    pub(super) async fn read(
        desk: &Desk<'_, Trainer>,
        mut data: FormData,
        problems: &mut FormProblems,
    ) -> Result<(Self, FormData)> {
        let (db, programme) = (desk.db(), desk.programme().id);
        let concerned = PartnerChoice::read(desk, &CONCERNS, &data, problems).await?;
        let picked: Vec<Uuid> = [OWNER, ASKER].iter().filter_map(|asked| asked.picked(&data)).collect();
        let mut people = ContactChoice::of(desk, Side::Partner, &picked).await?;
        if people.are_many && concerned.id().is_some() {
            let theirs = contacts::of_partner(db, programme, concerned.id()).await?;
            people.offer(theirs);
        }
        for asked in [OWNER, ASKER] {
            let typed = data.one(asked.typed).to_owned();
            if typed.is_empty() {
                continue;
            }
            problems.cap(asked.typed, &typed, LONGEST);
            if problems.of(asked.typed).is_some() {
                continue;
            }
            match people.meant(desk, &typed, concerned.id(), asked.picked(&data)).await? {
                Meant::One(contact) => {
                    let id = format!("{}{}", asked.before, contact.id);
                    data = data.with(asked.field, id).with(asked.typed, "");
                    people.offer([contact]);
                }
                Meant::Several(found) => {
                    problems.add(asked.field, WHICH);
                    people.offer(found);
                }
                Meant::Nobody => problems.add(asked.typed, unknown(&typed)),
            }
        }
        people.list.sort_by_cached_key(|contact| (contact.name.to_lowercase(), contact.id));
        let of: Vec<Uuid> = people.list.iter().filter_map(|contact| contact.partner_id).collect();
        let partners = partners::with_ids(db, &of).await?.into_iter();
        let everybody = Self {
            staff: members::of_programme(db, programme).await?,
            partners: partners.map(|partner| (partner.id, partner.name)).collect(),
            contacts: people,
            concerned,
        };
        Ok((everybody, data))
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
        if list == "contact" {
            let contact = self.contact_of(id)?;
            let (name, contact) = (contact.name.clone(), Some(contact.id));
            return Some(PromiseOwner { name, contact, ..PromiseOwner::default() });
        }
        let person = &self.staff.iter().find(|one| one.person.id.to_string() == id)?.person;
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
        let staff = self.staff.iter().map(|member| {
            FormChoice::of(format!("person:{}", member.person.id), &*member.person.name, [entered])
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
    fn choices(&self, asked: &AskedContact, entered: &str) -> Vec<FormChoice> {
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

    /// The line in which a contact is typed who is not among those to select from.
    fn line(&self, asked: &AskedContact, data: &FormData) -> Option<Field> {
        let typed = data.one(asked.typed);
        (self.contacts.are_many || !typed.is_empty()).then(|| {
            Field::line(asked.typed, asked.label, typed)
                .hint("Their name or email address, as in your contacts.")
        })
    }
}

fn unknown(name: &str) -> String {
    format!(
        "No contact of a partner is called “{name}”. Enter the name or the email address as it is in your contacts"
    )
}
