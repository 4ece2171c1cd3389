//! What each row of a file would do to the lists of partners and contacts.

use std::collections::HashMap;

use common_ground_reports::summary::wording;
use uuid::Uuid;

use super::file::{ContactFile, Row, kinds, located};
use crate::{
    store::{contacts::Contact, partners::Partner},
    survey::{
        columns::Located,
        partner::{Kind, normalised},
    },
};

/// The lists as they are.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Every partner of the programme.
    pub partners: Vec<Partner>,
    /// Every contact of the programme.
    pub contacts: Vec<Contact>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Adds a partner without a contact.
    NewPartner,
    /// Adds a contact; and the partner, where that is new too.
    NewContact {
        /// Whether the partner is added with this row.
        with_partner: bool,
    },
    /// Changes these fields of a contact.
    Changed(Vec<&'static str>),
    /// All of it is there.
    Unchanged,
    /// Cannot be stored.
    Refused(Located),
}

/// One row and its fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line in the file.
    pub line: u64,
    /// The person, or the organisation.
    pub what: String,
    /// The organisation; empty for library staff.
    pub organisation: String,
    /// The person's address; empty where the row names nobody, or cannot be read.
    pub email: String,
    /// What becomes of it.
    pub fate: Fate,
    /// Whether the person asked for no more mail.
    pub stopped: bool,
}

/// What a whole file does.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Row by row.
    pub lines: Vec<Line>,
    /// Partners to add.
    pub new_partners: Vec<Partner>,
    /// Contacts to add.
    pub new_contacts: Vec<Contact>,
    /// Contacts to change, as they shall be.
    pub changed_contacts: Vec<Contact>,
}

/// The lists while a plan is made.
struct Draft<'a> {
    programme: Uuid,
    plan: Plan,
    partners: HashMap<String, Partner>,
    by_id: HashMap<Uuid, &'a Partner>,
    contacts: HashMap<&'a str, &'a Contact>,
    /// The lines in which addresses and kinds of new partners came first.
    seen: HashMap<String, u64>,
    first: HashMap<Uuid, u64>,
}

impl Plan {
    /// Plans a file. `is_stopped` knows the addresses that want no more mail.
    pub fn new(
        programme: Uuid,
        known: &Known,
        file: &ContactFile,
        is_stopped: impl Fn(&str) -> bool,
    ) -> Self {
        let mut draft = Draft {
            programme,
            plan: Self::default(),
            // Of two partners with one name the first in order stands.
            partners: known.partners.iter().rev().map(|p| (normalised(&p.name), p.clone())).collect(),
            by_id: known.partners.iter().map(|partner| (partner.id, partner)).collect(),
            contacts: known.contacts.iter().rev().map(|c| (c.email.as_str(), c)).collect(),
            seen: HashMap::new(),
            first: HashMap::new(),
        };
        for row in &file.rows {
            let line = match row {
                Err(wrong) => Line {
                    line: wrong.line,
                    what: String::new(),
                    organisation: String::new(),
                    email: String::new(),
                    fate: Fate::Refused(wrong.clone()),
                    stopped: false,
                },
                Ok(row) => Line {
                    line: row.line,
                    what: if row.name.is_empty() { &row.organisation } else { &row.name }.clone(),
                    organisation: row.organisation.clone(),
                    email: row.email.clone(),
                    fate: draft.fate(row).unwrap_or_else(Fate::Refused),
                    stopped: !row.email.is_empty() && is_stopped(&row.email),
                },
            };
            draft.plan.lines.push(line);
        }
        draft.plan
    }

    /// Whether there is nothing to store.
    pub fn changes_nothing(&self) -> bool {
        self.new_partners.is_empty() && self.new_contacts.is_empty() && self.changed_contacts.is_empty()
    }

    /// How many rows are refused.
    pub fn refused(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.fate, Fate::Refused(_))).count()
    }

    /// “two new partners, 14 new contacts, one contact changed”
    pub fn summary(&self) -> String {
        let count = |n: usize, one: &str, many: &str| {
            (n > 0).then(|| format!("{} {}", wording::number(n as u64), if n == 1 { one } else { many }))
        };
        let parts = [
            count(self.new_partners.len(), "new partner", "new partners"),
            count(self.new_contacts.len(), "new contact", "new contacts"),
            count(self.changed_contacts.len(), "contact changed", "contacts changed"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "nothing new".to_owned() } else { parts.join(", ") }
    }
}

impl Draft<'_> {
    fn fate(&mut self, row: &Row) -> Result<Fate, Located> {
        if !row.email.is_empty() {
            if let Some(line) = self.seen.get(&row.email) {
                return Err(located(row.line, "email", &format!("This address is in line {line} as well")));
            }
            if row.name.is_empty() && !self.contacts.contains_key(row.email.as_str()) {
                return Err(located(row.line, "name", "Enter the name of this person"));
            }
        }
        let known = self.contacts.get(row.email.as_str()).copied();
        let (partner, is_new) = self.partner(row, known)?;
        if row.email.is_empty() {
            return Ok(if is_new { Fate::NewPartner } else { Fate::Unchanged });
        }
        self.seen.insert(row.email.clone(), row.line);
        if let Some(contact) = known {
            return Ok(self.change(row, contact, partner));
        }
        self.plan.new_contacts.push(Contact {
            id: Uuid::new_v4(),
            programme_id: self.programme,
            partner_id: partner,
            name: row.name.clone(),
            email: row.email.clone(),
            job: row.job.clone(),
            phone: row.phone.clone(),
            can_say_yes: row.can_say_yes.unwrap_or(false),
            added_at: None,
        });
        Ok(Fate::NewContact { with_partner: is_new })
    }

    /// The partner of a row, added if it is new; `None` for library staff.
    fn partner(&mut self, row: &Row, known: Option<&Contact>) -> Result<(Option<Uuid>, bool), Located> {
        if row.organisation.is_empty() {
            return Ok((known.and_then(|contact| contact.partner_id), false));
        }
        let name = normalised(&row.organisation);
        // Of two partners with one name, a contact stays where they are.
        let own = known.and_then(|contact| self.by_id.get(&contact.partner_id?).copied());
        let there =
            own.filter(|partner| normalised(&partner.name) == name).or_else(|| self.partners.get(&name));
        let kind = || {
            Kind::read(&row.kind).map(Kind::key).ok_or_else(|| {
                located(
                    row.line,
                    "kind",
                    &format!("“{}” is no kind of organisation; write one of {}", row.kind, kinds()),
                )
            })
        };
        if let Some(partner) = there {
            if !row.kind.is_empty() && row.kind != partner.kind && kind()? != partner.kind {
                let kept = Kind::from_key(&partner.kind).map(Kind::label);
                let label = kept.map_or_else(|| partner.kind.clone(), str::to_owned);
                let message = match self.first.get(&partner.id) {
                    Some(line) => format!("{} is a “{label}” in line {line}", partner.name),
                    None => format!("{} is kept as “{label}”; change that on its page", partner.name),
                };
                return Err(located(row.line, "kind", &message));
            }
            return Ok((Some(partner.id), false));
        }
        let kind = if row.kind.is_empty() { Kind::Other.key() } else { kind()? };
        let new = Partner {
            id: Uuid::new_v4(),
            programme_id: self.programme,
            name: row.organisation.clone(),
            kind: kind.to_owned(),
        };
        let id = new.id;
        self.first.insert(id, row.line);
        self.plan.new_partners.push(new.clone());
        self.partners.insert(name, new);
        Ok((Some(id), true))
    }

    fn change(&mut self, row: &Row, known: &Contact, partner: Option<Uuid>) -> Fate {
        let mut new = known.clone();
        let mut fields = Vec::new();
        let mut text = |field: &'static str, kept: &mut String, said: &String| {
            if !said.is_empty() && said != kept {
                said.clone_into(kept);
                fields.push(field);
            }
        };
        text("name", &mut new.name, &row.name);
        text("job", &mut new.job, &row.job);
        text("phone", &mut new.phone, &row.phone);
        if row.can_say_yes.is_some_and(|yes| yes != known.can_say_yes) {
            new.can_say_yes = !known.can_say_yes;
            fields.push("can say yes");
        }
        if partner != known.partner_id {
            new.partner_id = partner;
            fields.push("organisation");
        }
        if fields.is_empty() {
            return Fate::Unchanged;
        }
        self.plan.changed_contacts.push(new);
        Fate::Changed(fields)
    }
}
