//! Partner organisations: their kinds, and when two names mean the same one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

/// What kind of organisation a partner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltInKind {
    /// A children's home.
    ChildrensHome,
    School,
    EducationDepartment,
    /// Another council department.
    CouncilDepartment,
    Charity,
    /// A health service.
    Health,
    /// Anything else.
    Other,
}

keys!(BuiltInKind {
    ChildrensHome = "childrens_home",
    School = "school",
    EducationDepartment = "education_department",
    CouncilDepartment = "council_department",
    Charity = "charity",
    Health = "health",
    Other = "other",
});

impl BuiltInKind {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::ChildrensHome => "Children’s home",
            Self::School => "School",
            Self::EducationDepartment => "Education department",
            Self::CouncilDepartment => "Council department",
            Self::Charity => "Charity",
            Self::Health => "Health service",
            Self::Other => "Other organisation",
        }
    }

    /// The kind that somebody wrote: its key, its label, or a word that means the same.
    pub fn read(text: &str) -> Option<Self> {
        let typed = normalised(&text.replace('_', " "));
        let same = |kind: &Self| typed == kind.key().replace('_', " ") || typed == normalised(kind.label());
        Self::ALL.into_iter().find(same).or(match typed.as_str() {
            "home" | "residential home" | "care home" | "children home" => Some(Self::ChildrensHome),
            "education" | "virtual school" => Some(Self::EducationDepartment),
            "council" | "other council department" | "local authority" => Some(Self::CouncilDepartment),
            "voluntary" | "voluntary organisation" | "third sector" => Some(Self::Charity),
            "nhs" | "health visitor" => Some(Self::Health),
            _ => None,
        })
    }
}

/// A kind of partner that a programme added to the built-in ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnKind {
    /// Its key, which never changes and is none of [`BuiltInKind`]'s: `own_prison`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Whether it is no longer offered. Partners that have it keep it.
    #[serde(default)]
    pub retired: bool,
}

/// What a partner is: one of the built-in kinds, or one of the programme's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartnerKind<'a> {
    /// Built in.
    BuiltIn(BuiltInKind),
    /// The programme's own.
    Own(&'a OwnKind),
}

impl<'a> PartnerKind<'a> {
    /// The key that is stored.
    pub fn key(self) -> &'a str {
        match self {
            Self::BuiltIn(kind) => kind.key(),
            Self::Own(own) => &own.key,
        }
    }

    /// Whether new partners are no longer given it.
    pub fn is_retired(self) -> bool {
        matches!(self, Self::Own(own) if own.retired)
    }

    /// What people read.
    pub fn label(self) -> &'a str {
        match self {
            Self::BuiltIn(kind) => kind.label(),
            Self::Own(own) => &own.name,
        }
    }
}

/// All kinds of a programme: the built-in ones, and these of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kinds<'a>(pub &'a [OwnKind]);

impl<'a> Kinds<'a> {
    /// All of them, the built-in ones first.
    pub fn all(self) -> impl Iterator<Item = PartnerKind<'a>> {
        BuiltInKind::ALL.into_iter().map(PartnerKind::BuiltIn).chain(self.0.iter().map(PartnerKind::Own))
    }

    /// Those that new partners can be given.
    pub fn offered(self) -> impl Iterator<Item = PartnerKind<'a>> {
        self.all().filter(|kind| !kind.is_retired())
    }

    /// The kind with this key, retired ones too.
    pub fn find(self, key: &str) -> Option<PartnerKind<'a>> {
        let own = || self.0.iter().find(|own| own.key == key).map(PartnerKind::Own);
        BuiltInKind::from_key(key).map(PartnerKind::BuiltIn).or_else(own)
    }

    /// The kind that somebody wrote, as [`BuiltInKind::read`] reads it; an own kind by its key or its name.
    pub fn read(self, text: &str) -> Option<PartnerKind<'a>> {
        let typed = normalised(text);
        let same = |own: &&OwnKind| own.key == text.trim() || normalised(&own.name) == typed;
        let own = || self.0.iter().find(same).map(PartnerKind::Own);
        BuiltInKind::read(text).map(PartnerKind::BuiltIn).or_else(own)
    }
}

/// A name without what people write differently: case, punctuation, space.
pub fn normalised(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | '.'));
    let spaced: String = letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let lower = spaced.replace('ß', "ss").to_lowercase();
    let words = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    // A name of signs alone is at least itself.
    if words.is_empty() { name.trim().to_lowercase() } else { words }
}

/// Mail hosts that anybody uses: two people there have nothing in common.
const PUBLIC_HOSTS: [&str; 18] = [
    "aol.com",
    "btinternet.com",
    "gmail.com",
    "gmx.com",
    "googlemail.com",
    "hotmail.co.uk",
    "hotmail.com",
    "icloud.com",
    "live.co.uk",
    "live.com",
    "me.com",
    "msn.com",
    "outlook.com",
    "proton.me",
    "sky.com",
    "talktalk.net",
    "yahoo.co.uk",
    "yahoo.com",
];

/// Words that tell no organisation from another.
const EMPTY_WORDS: [&str; 8] = ["a", "an", "and", "at", "for", "of", "the", "in"];
/// A word or a mail domain that more partners than this share says nothing about any two of them.
const COMMON: usize = 12;
/// The same for mail domains: a council's departments all write from one.
pub const COMMON_DOMAIN: usize = 3;
/// How alike two names must be, as the share of letter pairs they have in common.
const ALIKE: f64 = 0.8;

/// A partner as far as likeness is concerned.
#[derive(Clone, Debug)]
pub struct KnownPartner<'a> {
    pub name: &'a str,
    /// Addresses of its contacts, one at least of each mail domain.
    pub emails: Vec<&'a str>,
}

/// Why two partners may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The names are the same but for case, punctuation and small words.
    SameName,
    /// The names are much alike.
    LikeName,
    /// Contacts of both write from this mail domain.
    SameDomain(String),
}

/// Pairs of partners that may be one, by their places in `partners`; each pair once, with the strongest reason.
pub fn alike(partners: &[KnownPartner<'_>]) -> Vec<(usize, usize, Likeness)> {
    let names: Vec<Vec<String>> = partners.iter().map(|partner| words(partner.name)).collect();
    let mut found: BTreeMap<(usize, usize), Likeness> = BTreeMap::new();
    for (_, at) in sharing(names.iter().map(|words| words.iter().map(String::as_str).collect()), COMMON) {
        for pair in pairs(&at) {
            if let Some(likeness) = like_names(&names[pair.0], &names[pair.1]) {
                found.insert(pair, likeness);
            }
        }
    }
    // A letter too many leaves no word in common: such names still begin alike.
    let beginnings: Vec<String> =
        names.iter().map(|words| words.concat().chars().take(4).collect()).collect();
    let begin = beginnings.iter().map(|begin| BTreeSet::from([begin.as_str()]));
    for (_, at) in sharing(begin, COMMON) {
        for pair in pairs(&at) {
            if let Some(likeness) = like_names(&names[pair.0], &names[pair.1]) {
                found.entry(pair).or_insert(likeness);
            }
        }
    }
    let domains = partners.iter().map(|partner| {
        let hosts = partner.emails.iter().filter_map(|email| email.rsplit_once('@'));
        hosts.map(|(_, host)| host).filter(|host| !PUBLIC_HOSTS.contains(host)).collect()
    });
    for (domain, at) in sharing(domains, COMMON_DOMAIN) {
        for pair in pairs(&at) {
            found.entry(pair).or_insert_with(|| Likeness::SameDomain(domain.to_owned()));
        }
    }
    found.into_iter().map(|((one, other), likeness)| (one, other, likeness)).collect()
}

fn words(name: &str) -> Vec<String> {
    let name = normalised(name);
    let telling: Vec<&str> = name.split(' ').filter(|word| !EMPTY_WORDS.contains(word)).collect();
    if telling.is_empty() { vec![name] } else { telling.into_iter().map(str::to_owned).collect() }
}

/// What at least two and at most `most` have in common, with their places.
fn sharing<'a>(
    all: impl Iterator<Item = BTreeSet<&'a str>>,
    most: usize,
) -> impl Iterator<Item = (&'a str, Vec<usize>)> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, own) in all.enumerate() {
        for thing in own.into_iter().filter(|thing| !thing.is_empty()) {
            places.entry(thing).or_default().push(place);
        }
    }
    places.into_iter().filter(move |(_, at)| (2..=most).contains(&at.len()))
}

fn pairs(places: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    places.iter().enumerate().flat_map(|(n, one)| places[n + 1..].iter().map(|other| (*one, *other)))
}

fn like_names(one: &[String], other: &[String]) -> Option<Likeness> {
    let set = |words: &[String]| words.iter().cloned().collect::<BTreeSet<_>>();
    let (first, second) = (set(one), set(other));
    if first == second {
        return Some(Likeness::SameName);
    }
    let shorter = first.len().min(second.len());
    let within = first.is_subset(&second) || second.is_subset(&first);
    let much = strsim::sorensen_dice(&one.join(" "), &other.join(" ")) >= ALIKE;
    ((within && shorter >= 2) || much).then_some(Likeness::LikeName)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known<'a>(name: &'a str, emails: &[&'a str]) -> KnownPartner<'a> {
        KnownPartner { name, emails: emails.to_vec() }
    }

    #[test]
    fn a_kind_is_read_however_it_is_written() {
        for kind in BuiltInKind::ALL {
            assert_eq!(BuiltInKind::from_key(kind.key()), Some(kind));
            assert_eq!(BuiltInKind::read(kind.key()), Some(kind));
            assert_eq!(BuiltInKind::read(&kind.label().to_uppercase()), Some(kind));
        }
        assert_eq!(BuiltInKind::read("Childrens home"), Some(BuiltInKind::ChildrensHome));
        assert_eq!(BuiltInKind::read("pub"), None);
    }

    #[test]
    fn a_programme_adds_kinds_of_its_own_and_retires_them() {
        let own = |key: &str, name: &str, retired| OwnKind { key: key.into(), name: name.into(), retired };
        let kinds = [own("own_prison", "Prison", false), own("own_club", "Book club", true)];
        let kinds = Kinds(&kinds);
        assert_eq!(kinds.offered().count(), BuiltInKind::ALL.len() + 1);
        assert_eq!(kinds.read(" PRISON ").map(PartnerKind::key), Some("own_prison"));
        assert_eq!(kinds.read("school").map(PartnerKind::key), Some("school"));
        assert_eq!(kinds.find("own_club").map(PartnerKind::label), Some("Book club"));
        assert_eq!(kinds.find("pub").map(PartnerKind::label), None);
    }

    #[test]
    fn names_that_differ_in_case_and_signs_are_the_same() {
        assert_eq!(normalised(" St. Aidan’s  School "), normalised("ST AIDAN'S SCHOOL"));
        assert_eq!(normalised("***"), "***");
    }

    #[test]
    fn partners_that_look_alike_are_found_with_the_reason() {
        let found = alike(&[
            known("Elm House", &["a@elm.example.org"]),
            known("The Elm House", &[]),
            known("Elm House Children’s Home", &[]),
            known("Harbour View", &["b@gmail.com"]),
            known("Northgate", &["c@gmail.com", "d@north.example.org"]),
            known("Open Door", &["e@north.example.org"]),
            known("Riverside Primary School", &[]),
            known("Riverside Primry School", &[]),
            known("St Aidan’s School", &[]),
        ]);
        let domain = Likeness::SameDomain("north.example.org".into());
        let wanted = [
            (0, 1, Likeness::SameName),
            (0, 2, Likeness::LikeName),
            (1, 2, Likeness::LikeName),
            (4, 5, domain),
            (6, 7, Likeness::LikeName),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_domain_that_many_share_says_nothing() {
        let names = ["Youth Service", "Housing", "Fostering", "Transport"];
        let all: Vec<_> = names.iter().map(|name| known(name, &["x@council.example.org"])).collect();
        assert!(alike(&all).is_empty());
    }
}
