//! The ids of an archive in the installation that it arrives in.
//!
//! They stay where all of them are free, and are renewed together where one is taken, so that whatever names another still
//! does. A new id begins as the old one did: whatever is in the order of ids stays in it. An id that the archive names and does not
//! hold is renewed always, so that no file can name what is another programme's.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    store::Instant,
    system::{secret::SecretKey, stop_key::StopKey},
};

/// What arrived, or would.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArrivedProgramme {
    /// Its part of addresses.
    pub slug: String,
    pub name: String,
    /// Whether it has other ids here than in the archive.
    pub renewed: bool,
    /// The addresses of members who had an account here.
    pub known_people: Vec<String>,
    /// The addresses of members for whom one was made.
    pub new_people: Vec<String>,
    /// Surveys whose key was taken: what it was, and what it is here.
    pub renamed_surveys: Vec<(String, String)>,
    /// Codes of surveys and workshops that were taken: what they were, and what they are here.
    pub renewed_codes: Vec<(String, String)>,
    /// The codes of surveys that are to open, the first to open first.
    pub planned: Vec<String>,
    /// How many courses have their summary still to come.
    pub courses_to_come: u64,
}

/// What everything that an archive names is called here.
pub(super) struct ArrivingIds {
    pub(super) programme: Uuid,
    /// Its part of addresses.
    pub(super) slug: String,
    /// The key of this installation.
    pub(super) secret: SecretKey,
    /// When everything arrives.
    pub(super) now: Instant,
    /// What is told of the arrival.
    pub(super) told: ArrivedProgramme,
    /// The key by which the programme knows who unsubscribed, once it was read.
    pub(super) stop_key: Option<StopKey>,
    salt: Uuid,
    renews: bool,
    declared: HashSet<Uuid>,
    /// Accounts of members, and whether each was here before.
    people: HashMap<Uuid, (Uuid, bool)>,
    /// Versions of surveys, and whether each was here before.
    versions: HashMap<Uuid, (Uuid, bool)>,
    /// Keys of surveys that are called otherwise here.
    keys: HashMap<String, String>,
    /// Codes of rounds and boards that are called otherwise here.
    codes: HashMap<String, String>,
}

impl ArrivingIds {
    /// The ids of an archive; `salt` makes new ones, for all of them where `renews`.
    pub(super) fn new(
        (programme, slug): (Uuid, &str),
        declared: HashSet<Uuid>,
        (salt, renews): (Uuid, bool),
        secret: &SecretKey,
        now: Instant,
    ) -> Self {
        let programme = if renews { renewed(programme, salt) } else { programme };
        Self {
            programme,
            slug: slug.to_owned(),
            secret: secret.clone(),
            now,
            told: ArrivedProgramme { slug: slug.to_owned(), renewed: renews, ..ArrivedProgramme::default() },
            stop_key: None,
            salt,
            renews,
            declared,
            people: HashMap::new(),
            versions: HashMap::new(),
            keys: HashMap::new(),
            codes: HashMap::new(),
        }
    }

    /// What has this id in the archive.
    pub(super) fn of(&self, id: Uuid) -> Uuid {
        if self.renews || !self.declared.contains(&id) { renewed(id, self.salt) } else { id }
    }

    /// The same of an account or anything else.
    pub(super) fn named(&self, id: Uuid) -> Uuid {
        self.person(id).unwrap_or_else(|| self.of(id))
    }

    /// An id for something new whose own is taken.
    pub(super) fn another(&self, id: Uuid) -> Uuid {
        renewed(id, self.salt)
    }

    /// A text in which ids stand between spaces, such as what makes an email one email.
    pub(super) fn text(&self, text: &str) -> String {
        let word = |word: &str| {
            Uuid::parse_str(word).map_or_else(|_| word.to_owned(), |id| self.named(id).to_string())
        };
        let named: Vec<String> = text.split(' ').map(word).collect();
        let named = named.join(" ");
        // One without an id would be the same email as that of the programme it was copied from.
        if self.renews && named == text { format!("{text} {}", self.programme) } else { named }
    }

    /// The account of a member.
    pub(super) fn person(&self, id: Uuid) -> Option<Uuid> {
        self.people.get(&id).map(|(here, _)| *here)
    }

    /// Whether the account of a member was here before.
    pub(super) fn is_known(&self, id: Uuid) -> bool {
        self.people.get(&id).is_some_and(|(_, known)| *known)
    }

    /// Notes which account a member has.
    pub(super) fn put_person(&mut self, id: Uuid, here: Uuid, known: bool) {
        self.people.insert(id, (here, known));
    }

    /// The version of a survey.
    pub(super) fn version(&self, id: Uuid) -> Option<Uuid> {
        self.versions.get(&id).map(|(here, _)| *here)
    }

    /// Whether a version of a survey was here before.
    pub(super) fn has_version(&self, id: Uuid) -> bool {
        self.versions.get(&id).is_some_and(|(_, known)| *known)
    }

    /// Notes which version of a survey it is here.
    pub(super) fn put_version(&mut self, id: Uuid, here: Uuid, known: bool) {
        self.versions.insert(id, (here, known));
    }

    /// The key of a survey.
    pub(super) fn key<'k>(&'k self, key: &'k str) -> &'k str {
        self.keys.get(key).map_or(key, String::as_str)
    }

    /// Calls a survey otherwise.
    pub(super) fn rename(&mut self, key: &str, here: String) {
        self.told.renamed_surveys.push((key.to_owned(), here.clone()));
        self.keys.insert(key.to_owned(), here);
    }

    /// The code of a round or board.
    pub(super) fn code(&self, code: &str) -> String {
        self.codes.get(code).map_or(code, String::as_str).to_owned()
    }

    /// Gives a round or board another code.
    pub(super) fn recode(&mut self, code: &str, here: String) {
        self.told.renewed_codes.push((code.to_owned(), here.clone()));
        self.codes.insert(code.to_owned(), here);
    }
}

/// The id that follows from another: it begins alike, and ends by the salt.
fn renewed(id: Uuid, salt: Uuid) -> Uuid {
    let digest: [u8; 32] = Sha256::digest([*salt.as_bytes(), *id.as_bytes()].concat()).into();
    let mut bytes = *id.as_bytes();
    bytes[8..].copy_from_slice(&digest[..8]);
    // The variant of a random id; its version is in the part that stays.
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arriving(declared: &[Uuid], renews: bool) -> ArrivingIds {
        let ids = declared.iter().copied().collect();
        let secret = SecretKey::from_text("a key that is long enough for a test").unwrap();
        ArrivingIds::new((Uuid::new_v4(), "reading"), ids, (Uuid::new_v4(), renews), &secret, Instant(0))
    }

    #[test]
    fn ids_stay_where_they_are_free_and_strange_ones_point_nowhere() {
        let (own, strange) = (Uuid::new_v4(), Uuid::new_v4());
        let ids = arriving(&[own], false);
        assert_eq!(ids.of(own), own);
        assert_ne!(ids.of(strange), strange);
        assert_eq!(ids.text(&format!("summary {own}")), format!("summary {own}"));
    }

    #[test]
    fn renewed_ids_are_random_ids_in_the_order_of_the_old_ones() {
        let mut old: Vec<Uuid> = (0..200).map(|_| Uuid::new_v4()).collect();
        let ids = arriving(&old, true);
        old.sort();
        let new: Vec<Uuid> = old.iter().map(|id| ids.of(*id)).collect();
        assert!(new.is_sorted() && new.iter().zip(&old).all(|(new, old)| new != old));
        assert!(new.iter().all(|id| id.get_version_num() == 4));
        assert_eq!(ids.of(old[0]), new[0], "the same each time");
        assert_eq!(
            ids.text(&format!("invitation {} reminder 1", old[0])),
            format!("invitation {} reminder 1", new[0])
        );
        assert_ne!(ids.text("digest"), "digest");
    }
}
