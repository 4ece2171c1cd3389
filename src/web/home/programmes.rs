//! Which programme: the way to the only one, a choice among several, and a new one.

use std::sync::Arc;

use rocket::{State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self, ListPage, Person, PersonRole, Place, Programme, audit,
        people::{self, ProgrammeRole},
        programmes,
    },
    system::slug::is_slug,
    web::{
        Answer, Error, Field, FormData, FormPage, FormProblems, Index, Page, Result, Row, SignedIn, at,
        http::site::Site, pager, parts::nav,
    },
};

/// The most characters of a name.
const LONGEST: usize = 200;

/// The programme of whoever is signed in, or the choice when they work in several.
#[rocket::get("/programmes?<after>&<before>")]
pub(crate) async fn index(
    who: SignedIn,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let roles = people::roles(app.db.read(), who.0.id).await?;
    let first = roles.first().ok_or(Error::NotFound)?;
    if roles.len() == 1 {
        return Ok(Answer::to(at::home(&first.slug)));
    }
    let page = ListPage::within(roles, Place::of(after, before), |one| one.programme);
    let pages = pager::links(&page, &at::programmes());
    let row = |one: ProgrammeRole| {
        let role = one.role.key();
        let detail = format!("You’re {} {role}.", if role == "admin" { "an" } else { "a" });
        Row::new(one.name, detail.replace("admin", "administrator")).to(at::home(&one.slug))
    };
    Answer::page(&Index {
        frame: nav::outside(site),
        programme: "Programmes".to_owned(),
        heading: "Which programme?".to_owned(),
        actions: Vec::new(),
        empty: None,
        rows: page.rows.into_iter().map(row).collect(),
        pages,
    })
}

#[rocket::get("/programmes/new")]
pub(crate) async fn new(who: SignedIn, app: &State<Arc<App>>, site: &State<Arc<Site>>) -> Result<Answer> {
    administrator(app, &who.0).await?;
    Answer::page(&form(site, &FormData::default(), FormProblems::default()))
}

/// What is said of an address that is taken.
const TAKEN: &str = "Another programme uses this address: choose another";

/// Adds a programme, with whoever adds it as its administrator.
#[rocket::post("/programmes", data = "<data>")]
pub(crate) async fn create(
    who: SignedIn,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    data: FormData,
) -> Result<Answer> {
    let person = who.0;
    let pattern = administrator(app, &person).await?;
    let mut problems = FormProblems::default();
    let name = data.one("name");
    if name.is_empty() || name.chars().count() > LONGEST {
        problems.add("name", format!("Enter a name of up to {LONGEST} characters"));
    }
    let slug = data.one("slug").to_lowercase();
    if !is_slug(&slug) {
        let words = "Enter up to 60 lower-case letters, numbers and hyphens, such as reading-2027";
        problems.add("slug", words);
    } else if programmes::find(app.db.read(), &slug).await?.is_some() {
        problems.add("slug", TAKEN);
    }
    if !problems.is_empty() {
        return Answer::mend(&form(site, &data, problems));
    }
    // What the library is, is the same; what it promised there is no promise here.
    let settings = programmes::ProgrammeSettings { earlier: Vec::new(), ..pattern.settings };
    let programme = Programme { id: Uuid::new_v4(), slug, name: name.to_owned(), settings };
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    match programmes::add(&tx, &programme, now).await {
        // Somebody else added one at the same address at this moment.
        Err(error) if error.is_duplicate() => {
            drop(tx);
            problems.add("slug", TAKEN);
            let page = form(site, &data, problems);
            return Ok(Answer::Page(Page::with_status(Status::Conflict, &page)?));
        }
        added => added?,
    }
    people::join(&tx, person.id, programme.id, PersonRole::Admin).await?;
    audit::record(&tx, Some(programme.id), &person, "added the programme", &programme.name, now).await?;
    tx.commit().await?;
    let home = at::settings(&programme.slug);
    Ok(Answer::on(home, "The programme was added. Check its settings"))
}

/// A programme that the person is administrator of; whoever is none may add none.
async fn administrator(app: &App, person: &Person) -> Result<Programme> {
    let mut roles = people::roles(app.db.read(), person.id).await?.into_iter();
    let first = roles.find(|one| one.role == PersonRole::Admin).ok_or(Error::Forbidden)?;
    programmes::find(app.db.read(), &first.slug).await?.ok_or(Error::Forbidden)
}

fn form(site: &Arc<Site>, data: &FormData, problems: FormProblems) -> FormPage {
    FormPage::new(nav::outside(site), "Add a programme")
        .lead(
            "Each programme has its own people, partners, courses and results. People in other programmes \
               can’t see them.",
        )
        .lead("It starts with the settings of your current programme, with you as its administrator.")
        .field(
            Field::line("name", "Name of the programme", data.one("name"))
                .hint("The name partners know, such as Welcome to reading, 2027."),
        )
        .field(Field::line("slug", "Web address", data.one("slug")).hint(
            "Lower-case letters, numbers and hyphens, such as reading-2027. You can’t change it later.",
        ))
        .problems(problems)
        .button("Add the programme", at::programmes())
        .cancel("Back without adding", at::programmes())
}
