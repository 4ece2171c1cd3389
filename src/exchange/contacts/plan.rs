//! What each row of a file would do to the lists of partners and contacts.

use std::collections::HashMap;

use common_ground_reports::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    exchange::people::{PeopleList, PersonRow, located},
    mail::Address,
    store::{Contact, Partner, contact_tags::Tags},
    survey::{
        Kinds, PartnerKind,
        columns::Located,
        partner::{BuiltInKind, OwnKind, normalised},
        tags::{self, Spelling},
    },
};

/// The lists as they are, as far as they bear on a file.
#[derive(Clone, Debug, Default)]
pub struct KnownLists {
    /// The partners that the file names, and those of the contacts; by name.
    pub partners: Vec<Partner>,
    /// The contacts whom it may mean, by name.
    pub contacts: Vec<Contact>,
    pub tags: Tags,
    /// The tags that any contact of the programme has.
    pub tags_in_use: Vec<String>,
    /// The programme's own kinds of partner.
    pub kinds: Vec<OwnKind>,
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
    Refused(Vec<Located>),
}

/// One row and its fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// The line in the file.
    pub line: u64,
    /// The person, or the organisation.
    pub what: String,
    /// The organisation; empty for library staff.
    pub organisation: String,
    /// The contact that it adds, changes or names; `None` where it names nobody, or is refused.
    pub contact: Option<Uuid>,
    /// What becomes of it.
    pub fate: Fate,
    /// Whether the person asked for no more mail.
    pub stopped: bool,
    /// Whether the person has no address, so that no email can invite them.
    pub unreachable: bool,
    /// The address that was probably meant, where one that is new looks mistyped.
    pub meant: Option<String>,
}

impl ImportLine {
    /// What is wrong with it; nothing where it is not refused.
    pub fn wrong(&self) -> &[Located] {
        match &self.fate {
            Fate::Refused(wrong) => wrong,
            _ => &[],
        }
    }
}

/// What a whole file does.
#[derive(Clone, Debug, Default)]
pub struct ImportPlan {
    /// Row by row.
    pub lines: Vec<ImportLine>,
    /// Partners to add.
    pub new_partners: Vec<Partner>,
    /// Contacts to add.
    pub new_contacts: Vec<Contact>,
    /// Contacts to change, as they shall be.
    pub changed_contacts: Vec<Contact>,
    /// The tags that contacts of both shall have, where they change.
    pub tags: Vec<(Uuid, Vec<String>)>,
}

/// The lists while a plan is made.
struct Draft<'a> {
    programme: Uuid,
    kinds: Kinds<'a>,
    tags: &'a Tags,
    spelling: Spelling,
    now: Timestamp,
    plan: ImportPlan,
    partners: HashMap<String, Partner>,
    by_id: HashMap<Uuid, &'a Partner>,
    by_email: HashMap<&'a str, &'a Contact>,
    /// Contacts by their partner and name, for lines without an address.
    by_name: HashMap<(Option<Uuid>, String), Vec<&'a Contact>>,
    /// The lines in which addresses, people without one and kinds of new partners came first.
    emails: HashMap<String, u64>,
    people: HashMap<(Option<Uuid>, String, String), u64>,
    taken: HashMap<Uuid, u64>,
    first: HashMap<Uuid, u64>,
}

impl ImportPlan {
    /// Plans a list. `is_stopped` knows the addresses that want no more mail.
    pub fn new(
        programme: Uuid,
        known: &KnownLists,
        list: &PeopleList,
        now: Timestamp,
        is_stopped: impl Fn(&str) -> bool,
    ) -> Self {
        let mut by_name: HashMap<_, Vec<&Contact>> = HashMap::new();
        for contact in &known.contacts {
            by_name.entry((contact.partner_id, normalised(&contact.name))).or_default().push(contact);
        }
        let mut draft = Draft {
            programme,
            kinds: Kinds(&known.kinds),
            tags: &known.tags,
            spelling: Spelling::of(&known.tags_in_use),
            now,
            plan: Self::default(),
            // Of two partners with one name the first in order stands.
            partners: known.partners.iter().rev().map(|p| (normalised(&p.name), p.clone())).collect(),
            by_id: known.partners.iter().map(|partner| (partner.id, partner)).collect(),
            by_email: known.contacts.iter().rev().map(|c| (c.email.as_str(), c)).collect(),
            by_name,
            emails: HashMap::new(),
            people: HashMap::new(),
            taken: HashMap::new(),
            first: HashMap::new(),
        };
        for entry in &list.entries {
            let line = match &entry.row {
                Err(wrong) => ImportLine {
                    line: entry.line,
                    what: entry.who.clone(),
                    organisation: String::new(),
                    contact: None,
                    fate: Fate::Refused(wrong.clone()),
                    stopped: false,
                    unreachable: false,
                    meant: None,
                },
                Ok(row) => {
                    let (fate, contact) =
                        draft.fate(row).unwrap_or_else(|wrong| (Fate::Refused(vec![wrong]), None));
                    ImportLine {
                        line: row.line,
                        what: if row.name.is_empty() { &row.organisation } else { &row.name }.clone(),
                        organisation: row.organisation.clone(),
                        contact,
                        stopped: !row.email.is_empty() && is_stopped(&row.email),
                        unreachable: matches!(fate, Fate::NewContact { .. }) && row.email.is_empty(),
                        meant: Address::parse(&row.email)
                            .ok()
                            .and_then(|address| address.probably())
                            .filter(|_| matches!(fate, Fate::NewContact { .. } | Fate::Changed(_))),
                        fate,
                    }
                }
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
        self.lines.iter().filter(|line| !line.wrong().is_empty()).count()
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

impl<'a> Draft<'a> {
    fn fate(&mut self, row: &PersonRow) -> Result<(Fate, Option<Uuid>), Located> {
        if let Some(line) = self.emails.get(&row.email) {
            return Err(located(row.line, "email", format!("This address is also in line {line}")));
        }
        let by_email = self.by_email.get(row.email.as_str()).copied().filter(|_| !row.email.is_empty());
        if row.name.is_empty() && !row.email.is_empty() && by_email.is_none() {
            return Err(located(row.line, "name", "Enter the name of this person"));
        }
        if let Some(line) = by_email.and_then(|contact| self.taken.get(&contact.id)) {
            return Err(located(row.line, "email", format!("This person is also in line {line}")));
        }
        let (partner, is_new) = self.partner(row, by_email)?;
        if !row.is_person() {
            return Ok((if is_new { Fate::NewPartner } else { Fate::Unchanged }, None));
        }
        let known = match by_email {
            Some(contact) => Some(contact),
            None => self.by_name(row, partner)?,
        };
        if row.email.is_empty() {
            let key = (partner, normalised(&row.name), digits(&row.phone));
            if let Some(line) = self.people.insert(key, row.line) {
                return Err(located(row.line, "name", format!("This person is also in line {line}")));
            }
        } else {
            self.emails.insert(row.email.clone(), row.line);
        }
        if let Some(contact) = known {
            self.taken.insert(contact.id, row.line);
            return Ok((self.change(row, contact, partner)?, Some(contact.id)));
        }
        let new = row.contact(self.programme, partner, self.now);
        let id = new.id;
        if !row.tags.is_empty() {
            self.plan.tags.push((id, self.spelling.spelt(&row.tags)));
        }
        self.plan.new_contacts.push(new);
        Ok((Fate::NewContact { with_partner: is_new }, Some(id)))
    }

    /// Who is meant by name: of a line without an address the contact of that name at that partner, of several the one with
    /// that phone number; of a line whose address is new somebody whose address was not known yet.
    fn by_name(&self, row: &PersonRow, partner: Option<Uuid>) -> Result<Option<&'a Contact>, Located> {
        let named = self.by_name.get(&(partner, normalised(&row.name)));
        let mut named: Vec<&Contact> = named.into_iter().flatten().copied().collect();
        named.retain(|contact| !self.taken.contains_key(&contact.id));
        let has_phone = |contact: &&Contact| {
            contact.phone == row.phone
                || (!digits(&row.phone).is_empty() && digits(&contact.phone) == digits(&row.phone))
        };
        if !row.email.is_empty() {
            named.retain(|contact| contact.email.is_empty() && (row.phone.is_empty() || has_phone(contact)));
            return Ok(named.pop().filter(|_| named.is_empty()));
        }
        // Who has no address either comes first.
        named.sort_by_key(|contact| !contact.email.is_empty());
        let same = named.iter().copied().find(has_phone);
        if same.is_none() && named.len() > 1 {
            let message = format!("Several people here are called {}: enter the email address", row.name);
            return Err(located(row.line, "email", message));
        }
        Ok(same.or(named.pop()))
    }

    /// The partner of a row, added if it is new; `None` for library staff.
    fn partner(&mut self, row: &PersonRow, known: Option<&Contact>) -> Result<(Option<Uuid>, bool), Located> {
        if row.organisation.is_empty() {
            return Ok((known.and_then(|contact| contact.partner_id), false));
        }
        let name = normalised(&row.organisation);
        // Of two partners with one name, a contact stays where they are.
        let own = known.and_then(|contact| self.by_id.get(&contact.partner_id?).copied());
        let there =
            own.filter(|partner| normalised(&partner.name) == name).or_else(|| self.partners.get(&name));
        let kind: &str = match self.kinds.read(&row.kind) {
            Some(kind) => kind.key(),
            None => &row.kind,
        };
        if let Some(partner) = there {
            if !row.kind.is_empty() && kind != partner.kind {
                let kept = self.kinds.find(&partner.kind).map(PartnerKind::label);
                let label = kept.map_or_else(|| partner.kind.clone(), str::to_owned);
                let message = match self.first.get(&partner.id) {
                    Some(line) => format!("{} is a “{label}” in line {line}", partner.name),
                    None => format!("{} is kept as “{label}”; change that on its page", partner.name),
                };
                return Err(located(row.line, "kind", message));
            }
            return Ok((Some(partner.id), false));
        }
        let kind = if row.kind.is_empty() { BuiltInKind::Other.key() } else { kind };
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

    fn change(&mut self, row: &PersonRow, known: &Contact, partner: Option<Uuid>) -> Result<Fate, Located> {
        let kept = self.tags.get(&known.id).map(Vec::as_slice).unwrap_or_default();
        let tags = tags::together(kept, &self.spelling.spelt(&row.tags))
            .map_err(|message| located(row.line, "tags", message))?;
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
        text("email", &mut new.email, &row.email);
        if row.can_say_yes.is_some_and(|yes| yes != known.can_say_yes) {
            new.can_say_yes = !known.can_say_yes;
            fields.push("can say yes");
        }
        if partner != known.partner_id {
            new.partner_id = partner;
            fields.push("organisation");
        }
        if new.left_at.take().is_some() {
            fields.push("back as a contact");
        }
        if let Some(tags) = tags {
            self.plan.tags.push((known.id, tags));
            fields.push("tags");
        }
        if fields.is_empty() {
            return Ok(Fate::Unchanged);
        }
        self.plan.changed_contacts.push(new);
        Ok(Fate::Changed(fields))
    }
}

/// The digits of a phone number, however it is written.
fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}
