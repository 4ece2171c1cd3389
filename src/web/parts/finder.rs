//! Contacts to put on a list, found by name, partner, tag or an earlier list: the same for a course and for a survey.

use std::collections::BTreeSet;

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{
        Candidate, CandidateFilter, CandidateList, ListPage, Place,
        candidates::{self, For},
        contact_tags, courses, partners, rounds,
    },
    survey::{ENGLISH, Side},
    web::{
        Desk, Empty, Error, Field, FieldProblem, FormChoice, FormData, FormProblems, HiddenField, Link,
        Result, Search, Trainer, at, named::FEW, parts::format,
    },
};

/// Contacts on one page.
const PAGE: usize = 100;
/// Lists of each kind that there are to choose from.
const LISTS: usize = 30;

/// What is looked for.
#[derive(Debug, Default, rocket::FromForm)]
pub(crate) struct Sought {
    q: Option<String>,
    kind: Option<String>,
    partner: Option<String>,
    tag: Option<String>,
    list: Option<String>,
    found_after: Option<String>,
    found_before: Option<String>,
}

impl Sought {
    /// What a form carried along.
    pub(crate) fn of(data: &FormData) -> Self {
        let given = |name| Some(data.one(name).to_owned());
        Self {
            q: given("q"),
            kind: given("kind"),
            partner: given("partner"),
            tag: given("tag"),
            list: given("list"),
            found_after: given("found_after"),
            found_before: given("found_before"),
        }
    }

    /// The same for the store; `None` for what no page offers, by which nothing is found.
    fn filter(&self) -> Option<CandidateFilter<'_>> {
        let partner = match given(self.partner.as_deref()) {
            None => None,
            Some(partner) => Some(Uuid::parse_str(partner).ok()?),
        };
        let list = match given(self.list.as_deref()).map(|list| list.split_once('-')) {
            None => None,
            Some(Some(("course", id))) => Some(CandidateList::Course(Uuid::parse_str(id).ok()?)),
            Some(Some(("survey", code))) => Some(CandidateList::Round(code)),
            Some(_) => return None,
        };
        let (kind, tag) = (given(self.kind.as_deref()), given(self.tag.as_deref()));
        Some(CandidateFilter { text: given(self.q.as_deref()).unwrap_or_default(), kind, partner, tag, list })
    }

    fn fields(&self) -> [(&'static str, Option<&str>); 5] {
        [
            ("q", given(self.q.as_deref())),
            ("kind", given(self.kind.as_deref())),
            ("partner", given(self.partner.as_deref())),
            ("tag", given(self.tag.as_deref())),
            ("list", given(self.list.as_deref())),
        ]
    }

    fn is_empty(&self) -> bool {
        self.fields().iter().all(|(_, value)| value.is_none())
    }

    /// The page of what it finds. It has names of its own: the page of the list that people are put on has others.
    fn place(&self) -> Place {
        Place::of(self.found_after.as_deref(), self.found_before.as_deref())
    }

    /// The same search on another page of what it finds.
    fn at(&self, address: &str, place: Place) -> String {
        let [q, kind, partner, tag, list] = self.fields().map(|(_, value)| value);
        let (after, before) = place.said();
        at::query(
            address.to_owned(),
            &[
                ("q", &q),
                ("kind", &kind),
                ("partner", &partner),
                ("tag", &tag),
                ("list", &list),
                ("found_after", &after),
                ("found_before", &before),
            ],
        )
    }

    /// Links to the pages beside one of what it finds; to the first from one that everybody has left.
    fn pages(&self, page: &ListPage<Candidate>, count: u64, address: &str) -> Vec<Link> {
        let is_left = page.rows.is_empty() && count > 0;
        let ways = [
            ("First page", is_left.then_some(Place::First)),
            ("Previous page", page.before),
            ("Next page", page.after),
        ];
        let ways = ways.into_iter();
        ways.filter_map(|(label, place)| Some(Link::new(label, self.at(address, place?)))).collect()
    }
}

/// What was asked for; no database takes NUL in text.
fn given(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty() && !value.contains('\0'))
}

/// The people that a form chose: those who were ticked, or everybody who was found.
pub(crate) async fn chosen(desk: &Desk<'_, Trainer>, list: For<'_>, data: &FormData) -> Result<Vec<Uuid>> {
    if data.is_on("all") {
        return Ok(match Sought::of(data).filter() {
            Some(filter) => candidates::ids(desk.db(), list, filter).await?,
            None => Vec::new(),
        });
    }
    let sent: BTreeSet<Uuid> = data
        .all("contact")
        .map(|sent| Uuid::parse_str(sent).map_err(|_| Error::NotFound))
        .collect::<Result<_>>()?;
    let ids: Vec<Uuid> = sent.into_iter().collect();
    Error::not_found_unless(candidates::known(desk.db(), list, &ids).await?.len() >= ids.len())?;
    Ok(ids)
}

/// The search, and whom it found.
#[derive(Debug)]
pub(crate) struct Finder {
    pub search: Search,
    /// “12 contacts found”
    pub told: String,
    /// What to do where nobody is found.
    pub empty: Option<Empty>,
    /// Where people are added.
    pub address: String,
    /// Those on this page; none where nobody is found.
    pub found: Option<Field>,
    /// What was looked for, to add everybody who is found.
    pub carried: Vec<HiddenField>,
    /// “Add all 240”; none for one.
    pub add_all: Option<String>,
    /// The pages before and after this.
    pub pages: Vec<Link>,
}

impl Finder {
    /// Whom a search finds, with whom somebody ticked who could not be added. `address` is that of the page.
    pub(crate) async fn new(
        desk: &Desk<'_, Trainer>,
        list: For<'_>,
        address: String,
        sought: &Sought,
        ticked: &[Uuid],
    ) -> Result<Self> {
        let (count, page) = match sought.filter() {
            Some(filter) => candidates::page(desk.db(), list, filter, (sought.place(), PAGE)).await?,
            None => (0, ListPage { rows: Vec::new(), before: None, after: None }),
        };
        let here = [("found_after", &sought.found_after), ("found_before", &sought.found_before)];
        let here = here.into_iter().map(|(name, row)| (name, given(row.as_deref())));
        let carried = sought.fields().into_iter().chain(here).filter_map(|(name, value)| {
            Some(HiddenField { name: name.to_owned(), value: value?.to_owned() })
        });
        let found = &page.rows;
        Ok(Self {
            search: search(desk, list, &address, sought).await?,
            told: told(count, sought),
            empty: (count == 0).then(|| nobody(list, sought)),
            found: (!found.is_empty()).then(|| boxes(list, found, ticked)),
            carried: carried.collect(),
            add_all: (count > 1).then(|| format!("Add all {}", wording::count(count))),
            pages: sought.pages(&page, count, &address),
            address,
        })
    }

    /// What is wrong with whom somebody chose.
    pub(crate) fn summary(&self, problems: &FormProblems) -> Vec<FieldProblem> {
        problems.summary(self.found.as_ref())
    }
}

fn told(count: u64, sought: &Sought) -> String {
    let contacts =
        if count == 0 { "No contacts".to_owned() } else { wording::counted(count, "contact", "contacts") };
    let what = if sought.is_empty() { "to add" } else { "found" };
    format!("{contacts} {what}. People already on the list aren’t shown.")
}

fn nobody(list: For<'_>, sought: &Sought) -> Empty {
    let sentence = match (sought.is_empty(), list) {
        (false, _) => "No matches. Try part of a name, or clear a field.",
        (true, For::Course(_)) => {
            "All your contacts are on the list. Add new people to invite somebody else."
        }
        (true, For::Round(round)) => match round.side {
            Side::Library => {
                "All contacts of library staff are on the list. Paste names to add somebody new."
            }
            Side::Partner => "All contacts of partners are on the list. Paste names to add somebody new.",
        },
    };
    Empty { sentence: sentence.to_owned(), next: None }
}

fn boxes(list: For<'_>, found: &[Candidate], ticked: &[Uuid]) -> Field {
    let words = |one: &Candidate| {
        let partner = match (&one.partner, list) {
            (Some(partner), _) => format!(", {partner}"),
            (None, For::Course(_)) => ", library staff".to_owned(),
            (None, For::Round(_)) => String::new(),
        };
        let reached = if one.email.is_empty() { &one.phone } else { &one.email };
        format!("{}{partner} ({reached})", one.name)
    };
    let choice = |one: &Candidate| FormChoice {
        value: one.id.to_string(),
        label: words(one),
        chosen: ticked.contains(&one.id),
    };
    Field::boxes("contact", "Who to add", found.iter().map(choice))
}

async fn search(desk: &Desk<'_, Trainer>, list: For<'_>, address: &str, sought: &Sought) -> Result<Search> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let choose = |name: &str, label: &str, choices: Vec<(String, String)>| {
        let fields = sought.fields();
        let of =
            fields.iter().find(|(field, _)| *field == name).and_then(|(_, value)| *value).unwrap_or_default();
        let any = FormChoice::of("", "Any", [of]);
        let choices = choices.into_iter().map(|(value, label)| FormChoice::of(value, label, [of]));
        Field::select(name, label, std::iter::once(any).chain(choices))
    };
    let mut fields = vec![Field::typed(
        "search",
        "q",
        "Name, email or organisation",
        given(sought.q.as_deref()).unwrap_or_default(),
    )];
    if !matches!(list, For::Round(round) if round.side == Side::Library) {
        let kinds = desk.programme().settings.kinds();
        let kinds = kinds.all().map(|kind| (kind.key().to_owned(), kind.label().to_owned())).collect();
        fields.push(choose("kind", "Type of partner", kinds));
        let partners = partners_to_choose(desk, sought).await?;
        fields.extend((!partners.is_empty()).then(|| choose("partner", "Partner", partners)));
    }
    let tags = contact_tags::in_use(db, programme).await?;
    if !tags.is_empty() {
        let tags = tags.into_iter().map(|tag| (tag.clone(), tag)).collect();
        fields.push(choose("tag", "Tag", tags));
    }
    let lists = lists(desk, list).await?;
    fields.extend((!lists.is_empty()).then(|| choose("list", "On the list of", lists)));
    Ok(Search { action: address.to_owned(), fields })
}

/// The partners to choose from. Of more than can be looked through, the name is typed into the search instead, and only the
/// one that is chosen already is offered.
async fn partners_to_choose(desk: &Desk<'_, Trainer>, sought: &Sought) -> Result<Vec<(String, String)>> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let partners = match partners::few(db, programme, FEW).await? {
        Some(all) => all,
        None => match sought.partner.as_deref().and_then(|id| Uuid::parse_str(id).ok()) {
            Some(id) => partners::find(db, programme, id).await?.into_iter().collect(),
            None => Vec::new(),
        },
    };
    Ok(partners.into_iter().map(|partner| (partner.id.to_string(), partner.name)).collect())
}

/// The latest courses and surveys whose lists can be taken over.
async fn lists(desk: &Desk<'_, Trainer>, list: For<'_>) -> Result<Vec<(String, String)>> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let own = match list {
        For::Course(course) => course.id,
        For::Round(round) => round.id,
    };
    let courses = courses::page(db, programme, false, Place::First).await?;
    let mut lists: Vec<(String, String)> = courses
        .rows
        .into_iter()
        .filter(|course| course.id != own)
        .take(LISTS)
        .map(|course| (format!("course-{}", course.id), course.title))
        .collect();
    let rounds = rounds::latest_beside_courses(db, programme, LISTS as u64 + 1).await?;
    for round in rounds.iter().filter(|round| round.id != own).take(LISTS) {
        let survey = desk.app.survey(round).await?;
        let (title, day) =
            (survey.title.read(round.side, ENGLISH), format::date(round.closes_at, &desk.zone()));
        lists.push((format!("survey-{}", round.code), format!("{title}, closing {day}")));
    }
    Ok(lists)
}
