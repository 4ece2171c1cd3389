//! What a form lets people choose by its name: partners, and people with accounts. All are offered while they are few; of more,
//! those who were chosen, and those whom a name leads to.

use uuid::Uuid;

use crate::{
    store::{
        Accounts, Connection, Partner, Person, Place,
        partners::{self, PartnerQuery},
    },
    web::{Desk, Result, Seat},
};

/// As many are offered to choose from; of more, one is found by its name.
pub(crate) const FEW: u64 = 200;

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Among {
    /// Partners of the programme.
    Partners,
    People(Accounts),
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedEntry {
    pub id: Uuid,
    pub name: String,
    /// The address that tells a person from others of the name; partners have none.
    pub email: String,
}

/// Those who are offered.
#[derive(Debug)]
pub(crate) struct Offered {
    among: Among,
    /// Everybody by name while they are few.
    pub list: Vec<NamedEntry>,
    /// Whether there are more.
    pub are_many: bool,
}

impl Among {
    /// Characters of the longest name or address.
    pub(crate) fn longest(self) -> usize {
        match self {
            Self::Partners => 200,
            Self::People(_) => 254,
        }
    }

    /// How a name is typed.
    pub(super) fn typed(self) -> &'static str {
        match self {
            Self::Partners => "Its name, as in your list of partners.",
            Self::People(_) => "Their name or email address.",
        }
    }

    /// What is asked where a name leads to several.
    pub(super) fn which(self) -> &'static str {
        match self {
            Self::Partners => "Select which partner you mean, or enter more of its name",
            Self::People(_) => "Select which person you mean, or enter their email address",
        }
    }

    /// What is said where a name leads to none.
    pub(crate) fn unknown(self, name: &str) -> String {
        let who = match self {
            Self::Partners => {
                return format!(
                    "No partner is called “{name}”. Enter the name as it is in your list of partners"
                );
            }
            Self::People(Accounts::Members) => "Nobody with an account in this programme",
            Self::People(Accounts::SummaryReaders | Accounts::SummaryReadersWithout(_)) => {
                "Nobody who gets summaries"
            }
            Self::People(Accounts::SiteAdmins) => "No site administrator who has a password",
        };
        format!("{who} is called “{name}”. Enter the name or email address as it is in their account")
    }

    /// Who is called so or has this address; and where nobody is, everybody whom a search of names finds.
    pub(crate) async fn search<G: Seat>(
        self,
        desk: &Desk<'_, G>,
        typed: &str,
    ) -> Result<(Vec<NamedEntry>, Vec<NamedEntry>)> {
        let (db, programme) = (desk.db(), desk.programme().id);
        match self {
            Self::Partners => {
                let called = partners::named(db, programme, &[typed]).await?;
                let mut found = Vec::new();
                if called.is_empty() {
                    let query = PartnerQuery { text: typed, ..PartnerQuery::default() };
                    found = partners::page(db, programme, &query, Place::First).await?.rows;
                }
                Ok((entries(called), entries(found)))
            }
            Self::People(accounts) => {
                let called = accounts.with_emails(db, programme, &[typed]).await?;
                if !called.is_empty() {
                    return Ok((entries(called), Vec::new()));
                }
                let called = accounts.named(db, programme, typed).await?;
                let mut found = Vec::new();
                if called.is_empty() {
                    found = accounts.found(db, programme, typed).await?;
                }
                Ok((entries(called), entries(found)))
            }
        }
    }

    async fn few(self, db: &Connection, programme: Uuid) -> Result<Option<Vec<NamedEntry>>> {
        Ok(match self {
            Self::Partners => partners::few(db, programme, FEW).await?.map(entries),
            Self::People(accounts) => accounts.few(db, programme, FEW).await?.map(entries),
        })
    }

    async fn with_ids(self, db: &Connection, programme: Uuid, ids: &[Uuid]) -> Result<Vec<NamedEntry>> {
        Ok(match self {
            Self::Partners => {
                let mut partners = partners::with_ids(db, ids).await?;
                partners.retain(|partner| partner.programme_id == programme);
                entries(partners)
            }
            Self::People(accounts) => entries(accounts.with_ids(db, programme, ids).await?),
        })
    }
}

impl From<Partner> for NamedEntry {
    fn from(partner: Partner) -> Self {
        Self { id: partner.id, name: partner.name, email: String::new() }
    }
}

impl From<Person> for NamedEntry {
    fn from(person: Person) -> Self {
        Self { id: person.id, name: person.name, email: person.email }
    }
}

impl Offered {
    /// Everybody, or of many those with these ids.
    pub(crate) async fn of<G: Seat>(desk: &Desk<'_, G>, among: Among, chosen: &[Uuid]) -> Result<Self> {
        let (db, programme) = (desk.db(), desk.programme().id);
        let few = among.few(db, programme).await?;
        let are_many = few.is_none();
        let list = match few {
            Some(all) => all,
            None => among.with_ids(db, programme, chosen).await?,
        };
        Ok(Self { among, list, are_many })
    }

    /// The one with this id.
    pub(crate) fn find(&self, id: Uuid) -> Option<&NamedEntry> {
        self.list.iter().find(|one| one.id == id)
    }

    /// “Elm House”, “Ann Low”; and “Ann Low (ann@library.example)” where another one who is offered is called so too.
    pub(crate) fn label(&self, one: &NamedEntry) -> String {
        let is_alike = |other: &NamedEntry| other.id != one.id && other.name.eq_ignore_ascii_case(&one.name);
        if one.email.is_empty() || !self.list.iter().any(is_alike) {
            return one.name.clone();
        }
        format!("{} ({})", one.name, one.email)
    }

    /// Offers these as well.
    pub(crate) fn offer(&mut self, more: impl IntoIterator<Item = NamedEntry>) {
        for one in more {
            if self.find(one.id).is_none() {
                self.list.push(one);
            }
        }
    }

    /// Whom a name or an address leads to.
    pub(crate) async fn search<G: Seat>(
        &self,
        desk: &Desk<'_, G>,
        typed: &str,
    ) -> Result<(Vec<NamedEntry>, Vec<NamedEntry>)> {
        self.among.search(desk, typed).await
    }
}

fn entries<T: Into<NamedEntry>>(all: Vec<T>) -> Vec<NamedEntry> {
    all.into_iter().map(Into::into).collect()
}
