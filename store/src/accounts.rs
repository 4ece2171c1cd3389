//! People with accounts whom a form may ask for: all of them while they are few; of more, those whom a name or a whole address
//! leads to.

use sea_orm::{
    ColumnTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Condition, Expr, Func},
};
use uuid::Uuid;

use super::{
    Connection, EmailChoice, ListPage, Person, Place, Result, column_where, email_choice,
    entity::{delivery, person},
    keyset::KeyOrder,
    members, site_admins,
    text_search::Searched,
};
use crate::survey::partner::normalised;

/// Which people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// Everybody with a role in a programme.
    Members,
    /// The members of a programme whom the summary of a course can reach.
    SummaryReaders,
    /// Those of them to whom this summary has not gone.
    SummaryReadersWithout(Uuid),
    /// Everybody who administers the site and can sign in with a password, whatever the programme.
    SiteAdmins,
}

impl Accounts {
    fn select(self, programme: Uuid) -> Select<person::Entity> {
        match self {
            Self::Members => members::people_in(programme, None),
            Self::SummaryReaders => email_choice::who_gets(programme, &EmailChoice::OF_SUMMARIES),
            Self::SummaryReadersWithout(summary) => {
                let had = delivery::Column::SummaryId.eq(summary);
                let had = had.and(delivery::Column::PersonId.is_not_null());
                let had = column_where(delivery::Column::PersonId, had);
                Self::SummaryReaders.select(programme).filter(person::Column::Id.not_in_subquery(had))
            }
            Self::SiteAdmins => site_admins::who_can_sign_in(),
        }
    }

    /// How many they are.
    pub async fn count(self, db: &Connection, programme: Uuid) -> Result<u64> {
        Ok(self.select(programme).count(db).await?)
    }

    /// Everybody by name, where they are no more than `most`; none where they are more.
    pub async fn few(self, db: &Connection, programme: Uuid, most: u64) -> Result<Option<Vec<Person>>> {
        let rows = self.select(programme).limit(most + 1).into_model::<Person>().all(db).await?;
        Ok((rows.len() as u64 <= most).then(|| sorted(rows)))
    }

    /// Those with these ids, by name.
    pub async fn with_ids(self, db: &Connection, programme: Uuid, ids: &[Uuid]) -> Result<Vec<Person>> {
        let mut people = Vec::new();
        for ids in ids.chunks(1_000) {
            let these = person::Column::Id.is_in(ids.iter().copied());
            people.extend(self.select(programme).filter(these).into_model::<Person>().all(db).await?);
        }
        Ok(sorted(people))
    }

    /// Those with these addresses, by name.
    pub async fn with_emails(self, db: &Connection, programme: Uuid, emails: &[&str]) -> Result<Vec<Person>> {
        let these = person::Column::Email.is_in(emails.iter().map(|email| email.to_lowercase()));
        Ok(sorted(self.select(programme).filter(these).into_model().all(db).await?))
    }

    /// Those who are called so, whatever the case and the signs of the name.
    pub async fn named(self, db: &Connection, programme: Uuid, name: &str) -> Result<Vec<Person>> {
        let looked_for = normalised(name);
        if looked_for.is_empty() {
            return Ok(Vec::new());
        }
        // As it stands there, where the search knows a letter in another way.
        let own = Expr::expr(Func::lower(Expr::col((person::Entity, person::Column::Name))));
        let as_written = own.eq(Func::lower(Expr::val(name.trim())));
        let these = Condition::any().add(as_written).add(Searched::People.holds_all(name));
        let mut rows = self.select(programme).filter(these).into_model::<Person>().all(db).await?;
        rows.retain(|person| normalised(&person.name) == looked_for);
        Ok(sorted(rows))
    }

    /// The first page by name of those who have every word of a text in their name.
    pub async fn found(self, db: &Connection, programme: Uuid, text: &str) -> Result<Vec<Person>> {
        let mut select = self.select(programme).filter(Searched::People.holds_all(text));
        let order = KeyOrder {
            key: Func::lower(Expr::col((person::Entity, person::Column::Name))).into(),
            id: Expr::col((person::Entity, person::Column::Id)),
            is_descending: false,
        };
        let place = order.cut(QueryTrait::query(&mut select), Place::First, None);
        let rows = select.into_model::<Person>().all(db).await?;
        Ok(ListPage::of(rows, place, |person| person.id).rows)
    }
}

/// Databases differ in how they sort; what is read as a whole is short enough to do it here.
fn sorted(mut people: Vec<Person>) -> Vec<Person> {
    people.sort_by_cached_key(|person| (person.name.to_lowercase(), person.email.clone()));
    people
}
