//! The contacts who are not on the list of a survey yet, to put them on it.

use std::collections::BTreeSet;

use askama::Template;
use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    store::{
        candidates::{self, Candidate, Filter, List},
        courses, rounds,
    },
    survey::{round::Side, text::ENGLISH},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        parts::{
            form::{Choice, Field, Input, Problems},
            format,
            frame::Frame,
            listing::Search,
            piece::{Act, Carried, Empty, Link, Problem, Trail},
        },
        rounds::{load::Shown, people},
    },
};

/// Contacts on one page.
const PAGE: u64 = 100;
/// Lists of each kind that there are to choose from.
const LISTS: usize = 30;

/// Contacts to add.
#[derive(Debug, Template)]
#[template(path = "rounds/people/index.html")]
struct Index {
    frame: Frame,
    trail: Trail,
    heading: String,
    /// Other ways to name people.
    ways: Vec<Link>,
    search: Search,
    /// “12 contacts found”
    told: String,
    /// What to do where nobody is found.
    empty: Option<Empty>,
    /// Where people are added.
    address: String,
    /// Those on this page; none where nobody is found.
    found: Option<Field>,
    /// What was looked for, to add everybody who is found.
    carried: Vec<Carried>,
    /// “Add all 240”; none where the page shows them all.
    add_all: Option<String>,
    /// The pages before and after this.
    pages: Vec<Link>,
    problems: Problems,
}

impl Index {
    fn wrong(&self) -> Vec<Problem> {
        self.problems.summary(self.found.as_ref())
    }
}

/// What was looked for.
#[derive(Default)]
struct Sought {
    text: String,
    kind: String,
    partner: String,
    list: String,
}

impl Sought {
    /// The same for the store; nothing is found by what no page offers.
    async fn filter(&self, desk: &Desk<'_, Trainer>) -> Result<Option<Filter<'_>>> {
        let kind = Some(&*self.kind).filter(|kind| !kind.is_empty());
        let partner = match &*self.partner {
            "" => None,
            partner => match Uuid::parse_str(partner) {
                Ok(partner) => Some(partner),
                Err(_) => return Ok(None),
            },
        };
        let list = match self.list.split_once('-') {
            Some(("course", id)) => Uuid::parse_str(id).ok().map(List::Course),
            Some(("survey", code)) => {
                let round = rounds::by_code(desk.db(), code).await?;
                round
                    .filter(|round| round.programme == desk.programme().id)
                    .map(|round| List::Round(round.id))
            }
            _ if self.list.is_empty() => None,
            _ => return Ok(None),
        };
        if list.is_none() && !self.list.is_empty() {
            return Ok(None);
        }
        Ok(Some(Filter { text: &self.text, kind, partner, list }))
    }

    fn fields(&self) -> [(&'static str, &str); 4] {
        [("q", &*self.text), ("kind", &*self.kind), ("partner", &*self.partner), ("list", &*self.list)]
    }

    fn is_empty(&self) -> bool {
        self.fields().iter().all(|(_, value)| value.is_empty())
    }
}

/// Contacts to add.
#[rocket::get("/programmes/<_>/rounds/<code>/people?<q>&<kind>&<partner>&<list>&<page>")]
pub(crate) async fn index(
    desk: Desk<'_, Trainer>,
    code: &str,
    q: Option<&str>,
    kind: Option<&str>,
    partner: Option<&str>,
    list: Option<&str>,
    page: Option<u64>,
) -> Result<Answer> {
    let shown = Shown::of_programme(&desk, code).await?;
    if shown.round.is_over(desk.now()) {
        return Answer::page(&shown.note(
            &desk,
            "Add people",
            "It has closed",
            "Reopen it to invite more people.",
        ));
    }
    let given = |value: Option<&str>| value.unwrap_or_default().trim().to_owned();
    let sought = Sought { text: given(q), kind: given(kind), partner: given(partner), list: given(list) };
    Answer::page(&view(&desk, &shown, &sought, page.unwrap_or(1), Problems::default()).await?)
}

/// Puts those who were ticked on the list, or everybody who was found.
#[rocket::post("/programmes/<_>/rounds/<code>/people", data = "<entries>")]
pub(crate) async fn add(desk: Desk<'_, Trainer>, code: &str, entries: FormData) -> Result<Answer> {
    let shown = Shown::of_programme(&desk, code).await?;
    let given = |name| entries.one(name).to_owned();
    let sought =
        Sought { text: given("q"), kind: given("kind"), partner: given("partner"), list: given("list") };
    let ids = if entries.is_on("all") {
        match sought.filter(&desk).await? {
            Some(filter) => candidates::ids(desk.db(), &shown.round, filter).await?,
            None => Vec::new(),
        }
    } else {
        let sent: BTreeSet<Uuid> = entries
            .all("contact")
            .map(|sent| Uuid::parse_str(sent).map_err(|_| Error::NotFound))
            .collect::<Result<_>>()?;
        let ids: Vec<Uuid> = sent.into_iter().collect();
        if candidates::known(desk.db(), &shown.round, &ids).await?.len() < ids.len() {
            return Err(Error::NotFound);
        }
        ids
    };
    if ids.is_empty() {
        let mut problems = Problems::default();
        problems.add("contact", "Select the people to add");
        let page = view(&desk, &shown, &sought, 1, problems).await?;
        // Somebody else may have added the last of them.
        return if page.found.is_some() { Answer::mend(&page) } else { Answer::page(&page) };
    }
    people::add_and_tell(&desk, desk.change().await?, &shown, &ids).await
}

async fn view(
    desk: &Desk<'_, Trainer>,
    shown: &Shown,
    sought: &Sought,
    page: u64,
    mut problems: Problems,
) -> Result<Index> {
    let (slug, code) = (desk.slug(), &shown.round.code);
    let page = page.max(1);
    let first = (page - 1).saturating_mul(PAGE);
    let (count, found) = match sought.filter(desk).await? {
        // No list is so long; a database counts rows in 64 bits with a sign.
        Some(filter) if first < u64::from(u32::MAX) => {
            candidates::page(desk.db(), &shown.round, filter, (first, PAGE)).await?
        }
        _ => (0, Vec::new()),
    };
    if found.is_empty() {
        problems = Problems::default();
    }
    let address = at::round_people(slug, code);
    let at = |page: u64| {
        let [q, kind, partner, list] =
            sought.fields().map(|(_, value)| Some(value).filter(|v| !v.is_empty()));
        at::query(
            address.clone(),
            &[("q", &q), ("kind", &kind), ("partner", &partner), ("list", &list), ("page", &Some(page))],
        )
    };
    let mut pages = Vec::new();
    if page > 1 {
        pages.push(Link::new("Previous page", at(page - 1)));
    }
    if first + PAGE < count {
        pages.push(Link::new("Next page", at(page + 1)));
    }
    let carried = |(name, value): (&str, &str)| Carried { name: name.to_owned(), value: value.to_owned() };
    Ok(Index {
        frame: desk.frame(shown.place()),
        trail: shown.trail_of_emails(desk, "Add people"),
        heading: format!("Add people to “{}”", shown.title()),
        ways: vec![
            Link::new("Paste names and addresses", at::new_round_person(slug, code)),
            Link::new("Add people from a file", at::round_people_import(slug, code)),
        ],
        search: search(desk, shown, sought).await?,
        told: told(count, sought),
        empty: (count == 0).then(|| nobody(shown, sought)),
        found: (!found.is_empty()).then(|| boxes(&found)),
        carried: sought.fields().map(carried).into_iter().filter(|field| !field.value.is_empty()).collect(),
        add_all: (count > 1).then(|| format!("Add all {}", wording::count(count))),
        address,
        pages,
        problems,
    })
}

fn told(count: u64, sought: &Sought) -> String {
    let contacts =
        if count == 0 { "No contacts".to_owned() } else { wording::counted(count, "contact", "contacts") };
    let what = if sought.is_empty() { "to add" } else { "found" };
    format!("{contacts} {what}. People already on the list aren’t shown.")
}

fn nobody(shown: &Shown, sought: &Sought) -> Empty {
    let sentence = match (sought.is_empty(), shown.round.side) {
        (false, _) => "No matches. Try part of a name, or clear a field.",
        (true, Side::Library) => {
            "All contacts of library staff are on the list. Paste names to add somebody new."
        }
        (true, Side::Partner) => "All contacts of partners are on the list. Paste names to add somebody new.",
    };
    Empty { sentence: sentence.to_owned(), next: None }
}

fn boxes(found: &[Candidate]) -> Field {
    let words = |one: &Candidate| match &one.partner {
        Some(partner) => format!("{}, {partner} ({})", one.name, one.email),
        None => format!("{} ({})", one.name, one.email),
    };
    let choices = found.iter().map(|one| Choice::of(one.id.to_string(), words(one), []));
    Field::new("contact", "Who to add", Input::Boxes(choices.collect()))
}

async fn search(desk: &Desk<'_, Trainer>, shown: &Shown, sought: &Sought) -> Result<Search> {
    let mut fields = vec![Field::typed("search", "q", "Name, email or organisation", &*sought.text)];
    if shown.round.side == Side::Partner {
        let mut kinds = vec![Choice::of("", "Any", [&*sought.kind])];
        let all = desk.programme().settings.kinds().all();
        kinds.extend(all.map(|kind| Choice::of(kind.key(), kind.label(), [&*sought.kind])));
        fields.push(Field::new("kind", "Type of partner", Input::Select(kinds)));
    }
    let lists = lists(desk, shown).await?;
    if !lists.is_empty() {
        let mut choices = vec![Choice::of("", "Any", [&*sought.list])];
        choices.extend(lists.into_iter().map(|(value, label)| Choice::of(value, label, [&*sought.list])));
        fields.push(Field::new("list", "On the list of", Input::Select(choices)));
    }
    if !sought.partner.is_empty() {
        fields.push(Field::new("partner", "", Input::Hidden(sought.partner.clone())));
    }
    Ok(Search { action: at::round_people(desk.slug(), &shown.round.code), fields })
}

/// The latest courses and surveys whose lists can be taken over.
async fn lists(desk: &Desk<'_, Trainer>, shown: &Shown) -> Result<Vec<(String, String)>> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let courses = courses::of_programme(db, programme).await?;
    let of_courses = courses::titles_by_round(db, programme).await?;
    let mut lists: Vec<(String, String)> = courses
        .into_iter()
        .take(LISTS)
        .map(|course| (format!("course-{}", course.id), course.title))
        .collect();
    let rounds = rounds::of_programme(db, programme).await?;
    let others = rounds.iter().rev().filter(|round| round.id != shown.round.id);
    for round in others.filter(|round| !of_courses.contains_key(&round.id)).take(LISTS) {
        let survey = desk.app.survey(round).await?;
        let (title, day) =
            (survey.title.read(round.side, ENGLISH), format::date(round.closes_at, &desk.zone()));
        lists.push((format!("survey-{}", round.code), format!("{title}, closing {day}")));
    }
    Ok(lists)
}
