//! Partners and contacts found by words, in any case: each word must stand somewhere in the name of a partner, or in the name or
//! the address of a contact. Signs that people leave out, such as apostrophes, do not matter.
//!
//! Words of three letters and more are looked up in an index of all threes of letters: on SQLite in a full-text table that
//! triggers keep, which knows exactly where a word stands; on PostgreSQL in an index of the threes alone, so that the words are
//! then looked for in the few rows that have them. Shorter words are looked for in every row of the programme.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, ExprTrait,
    sea_query::{Alias, BinOper, Condition, Expr, Func, LikeExpr, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{
    Backend, Db, Result, column_where,
    entity::{contact, partner},
};
use crate::survey::partner::normalised;

/// Letters of the shortest word that an index knows.
const INDEXED: usize = 3;

/// Keeps contacts with every word of a text in their name and address, or in the name of their partner, in any case.
pub(super) fn contacts_with(select: &mut SelectStatement, backend: DbBackend, programme: Uuid, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let mut partners = Searched::Partners.rows(backend, programme, text);
    partners.column(partner::Column::Id);
    let there = column_where(contact::Column::Id, contact::Column::PartnerId.in_subquery(partners));
    let mut named = Searched::Contacts.rows(backend, programme, text);
    named.column(contact::Column::Id).union(UnionType::Distinct, there);
    select.and_where(Expr::col((contact::Entity, contact::Column::Id)).in_subquery(named));
}

/// A table that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Searched {
    /// Partners, by their names.
    Partners,
    /// Contacts, by their names and addresses.
    Contacts,
    /// People with accounts, by their names alone: their addresses are not for everybody to look through. There is no index of
    /// them: a programme has thousands, and not tens of thousands.
    People,
}

impl Searched {
    /// The rows of a programme that hold every word of `text`: a statement that has no columns yet. Where an index finds
    /// them, rows of other programmes may be among them.
    pub(super) fn rows(self, backend: DbBackend, programme: Uuid, text: &str) -> SelectStatement {
        let text = normalised(text);
        let (indexed, short): (Vec<&str>, Vec<&str>) = text.split(' ').partition(|word| is_indexed(word));
        let mut select = Query::select();
        select.from(Alias::new(self.table()));
        if indexed.is_empty() {
            select.and_where(Expr::col(Alias::new("programme_id")).eq(programme));
        } else if backend == DbBackend::Sqlite {
            select.and_where(self.matches(&indexed));
        } else {
            for word in &indexed {
                select.cond_where(self.has_threes(word));
                select.cond_where(self.holds(word));
            }
        }
        for word in short {
            select.cond_where(self.holds(word));
        }
        select.take()
    }

    /// That a row of the table holds every word of `text`, for a statement that reads no other.
    pub(super) fn holds_all(self, text: &str) -> Condition {
        let text = normalised(text);
        text.split(' ').fold(Condition::all(), |all, word| all.add(self.holds(word)))
    }

    fn table(self) -> &'static str {
        match self {
            Self::Partners => "partner",
            Self::Contacts => "contact",
            Self::People => "person",
        }
    }

    /// What is searched, written as the migration wrote it that made the index.
    fn words(self) -> &'static str {
        match self {
            Self::Partners | Self::People => "name",
            Self::Contacts => "name || ' ' || email",
        }
    }

    /// Whether a row of a file is among those in which its full-text table finds all words.
    fn matches(self, words: &[&str]) -> Expr {
        let search = format!("{}_search", self.table());
        let phrase = |word: &&str| {
            let spelt = spellings(word).into_iter().map(|word| format!("\"{word}\""));
            let spelt: Vec<String> = spelt.collect();
            if spelt.len() == 1 { spelt.concat() } else { format!("({})", spelt.join(" OR ")) }
        };
        let phrases: Vec<String> = words.iter().map(phrase).collect();
        let sql = format!("rowid IN (SELECT rowid FROM {search} WHERE {search} MATCH ?)");
        Expr::cust_with_values(sql, [phrases.join(" AND ")])
    }

    /// Whether a row of a server has every three letters of a word. What is asked for stands in a statement of its own, so
    /// that no plan is made without the index for a word that many have.
    fn has_threes(self, word: &str) -> Condition {
        let mut any = Condition::any();
        for written in cases(word) {
            let threes = Query::select().expr(Func::cust("search_trigrams").arg(Expr::val(written))).take();
            let threes = Expr::SubQuery(None, Box::new(threes.into()));
            let own = Expr::cust(format!("search_trigrams({})", self.words()));
            any = any.add(own.binary(BinOper::Custom("@>"), threes));
        }
        any
    }

    /// Whether a row holds a word.
    fn holds(self, word: &str) -> Condition {
        let mut bare = self.words().to_owned();
        for sign in ["''''", "'’'", "'‘'", "'.'"] {
            bare = format!("replace({bare}, {sign}, '')");
        }
        let mut any = Condition::any();
        for written in cases(word) {
            any = any.add(Expr::cust(format!("lower({bare})")).like(holding(&written)));
        }
        any
    }
}

/// Whether an index knows a word. One of signs alone is looked for as it is.
fn is_indexed(word: &str) -> bool {
    word.chars().count() >= INDEXED && word.chars().all(char::is_alphanumeric)
}

/// Places in a word that are looked at for an ß; a word with more of them is spelt with two letters in the others.
const SHARP: usize = 3;

/// A word, and each way that it may stand where somebody writes an ß: for us that is two letters, and for a database one.
fn spellings(word: &str) -> Vec<String> {
    let mut parts = word.splitn(SHARP + 1, "ss");
    let mut spellings = vec![parts.next().unwrap_or_default().to_owned()];
    for part in parts {
        let both = |before: String| ["ss", "ß"].map(|sharp| format!("{before}{sharp}{part}"));
        spellings = spellings.into_iter().flat_map(both).collect();
    }
    spellings.retain(|spelling| spelling == word || is_indexed(spelling));
    spellings
}

/// A word in small letters, and as it stands where a database makes only the letters of ASCII small.
fn cases(word: &str) -> Vec<String> {
    let large = |c: char| if c.is_ascii() || c == 'ß' { vec![c] } else { c.to_uppercase().collect() };
    let mut cases = Vec::new();
    for small in spellings(word) {
        let capital: String = small.chars().flat_map(large).collect();
        let is_other = capital != small;
        cases.push(small);
        if is_other {
            cases.push(capital);
        }
    }
    cases
}

/// Text that holds these letters, whatever they mean to `LIKE`.
fn holding(text: &str) -> LikeExpr {
    let escaped = |letter: char| match letter {
        '!' | '%' | '_' => vec!['!', letter],
        _ => vec![letter],
    };
    let literal: String = text.chars().flat_map(escaped).collect();
    LikeExpr::new(format!("%{literal}%")).escape('!')
}

/// The full-text tables that searches of an SQLite database look words up in, each named for what it finds. Triggers keep them;
/// whoever changes the schema by hand may lose one. PostgreSQL keeps its indexes by itself.
const TABLES: [&str; 2] = ["partner_search", "contact_search"];

/// Whether searches find by every name and address, and by no other.
pub async fn index_is_right(db: &Db) -> Result<bool> {
    if db.backend() == Backend::Postgres {
        return Ok(true);
    }
    for table in TABLES {
        // It writes nothing, but is said as if it did. What differs is told as damage.
        let look = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
        match db.write_one().execute_unprepared(&look).await {
            Ok(_) => {}
            Err(error) if error.to_string().contains("malformed") => return Ok(false),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(true)
}

/// Makes the full-text tables anew from the names and addresses that are there.
pub async fn rebuild_index(db: &Db) -> Result<()> {
    if db.backend() == Backend::Postgres {
        return Ok(());
    }
    for table in TABLES {
        let anew = format!("INSERT INTO {table} ({table}) VALUES ('rebuild')");
        db.write_one().execute_unprepared(&anew).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(backend: DbBackend, text: &str) -> String {
        let mut select = Searched::Contacts.rows(backend, Uuid::nil(), text);
        select.column(Alias::new("id"));
        match backend {
            DbBackend::Postgres => select.to_string(sea_orm::sea_query::PostgresQueryBuilder),
            _ => select.to_string(sea_orm::sea_query::SqliteQueryBuilder),
        }
    }

    #[test]
    fn words_are_looked_up_without_their_signs_and_short_ones_are_read() {
        let file = asked(DbBackend::Sqlite, "Jo O’Neill");
        assert!(file.contains("contact_search MATCH '\"oneill\"'"), "{file}");
        assert!(file.contains("'%jo%'") && !file.contains("'%oneill%'"), "{file}");
        let server = asked(DbBackend::Postgres, "Jo O’Neill");
        assert!(server.contains("search_trigrams(name || ' ' || email)"), "{server}");
        assert!(server.contains("@> (SELECT search_trigrams('oneill'))"), "{server}");
        assert!(server.contains("'%jo%'") && server.contains("'%oneill%'"), "{server}");
        for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
            assert!(!asked(backend, "oneill").contains("programme_id"), "the index finds enough");
            assert!(asked(backend, "jo").contains("programme_id"), "nothing else leads to them");
        }
    }

    #[test]
    fn what_a_search_means_to_the_database_is_taken_as_it_is_typed() {
        assert!(asked(DbBackend::Sqlite, "100%").contains("MATCH '\"100\"'"));
        assert!(asked(DbBackend::Sqlite, "%").contains("'%!%%'"));
        assert!(asked(DbBackend::Sqlite, "\"*\" AND").contains("MATCH '\"and\"'"));
        assert!(asked(DbBackend::Sqlite, "***").contains("'%***%'"));
        assert_eq!(cases("élan"), ["élan", "Élan"]);
        assert!(
            asked(DbBackend::Sqlite, "groß haus").contains("MATCH '(\"gross\" OR \"groß\") AND \"haus\"'")
        );
        assert_eq!(cases("gross"), ["gross", "groß"]);
        assert_eq!(
            spellings("wasserstrasse"),
            ["wasserstrasse", "wasserstraße", "waßerstrasse", "waßerstraße"]
        );
        assert_eq!(cases("iss"), ["iss"], "no index knows a word of two letters");
    }
}
