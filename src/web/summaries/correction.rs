//! Putting something right after a summary was sent: a marked addition, perhaps other actions, and a letter to
//! everybody who got the one before. The figures stay.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use rocket::{Route, State, http::Status};
use uuid::Uuid;

use super::{
    agreed::{self, Entered},
    course, preview,
};
use crate::{
    app::App,
    store::{actions, courses::Course, summaries},
    web::{
        entries::Entries,
        error::{Error, Result},
        guard::{Member, Trainer},
        nav::{self, Place},
        page::Page,
        saved::Saved,
        view::{
            Frame,
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            part::Link,
        },
    },
    work::freeze::later::{self, PutRight},
};

/// Characters of a correction at most.
const TEXT_MAX: usize = 2_000;

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![show, save]
}

/// An empty correction.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/correction")]
pub(super) async fn show(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let revision = summaries::latest(app.db.read(), id).await?.ok_or(Error::NotFound)?.revision;
    let actions = actions::of_course(app.db.read(), &course).await?;
    let frame = nav::frame(slug, &who, site, Place::Courses);
    let entered = actions.iter().map(Entered::of).collect();
    Page::of(&form(frame, &who, &course, &revision.to_string(), "", entered, Problems::default()))
}

fn form(
    frame: Frame,
    who: &Member,
    course: &Course,
    revision: &str,
    text: &str,
    entered: Vec<Entered>,
    problems: Problems,
) -> FormPage {
    let slug = &who.programme.slug;
    let fields = vec![
        Field::new("revision", "", Input::Hidden(revision.to_owned())),
        Field::new("text", "What is put right", Input::Text { rows: 5, value: text.to_owned() }).hint(
            "Say what was wrong and what holds. It stands at the top, with the day. Up to 2,000 characters.",
        ),
    ];
    let mut sections = vec![Section { title: None, lead: None, fields }];
    sections.extend(agreed::sections(entered));
    FormPage {
        frame,
        trail: Some(preview::trail(who, course, "Put something right")),
        heading: "Put something right in the summary".to_owned(),
        lead: vec![
            "The figures stay as they were frozen. Everybody who got the summary gets a letter that is marked as \
             corrected, once."
                .to_owned(),
        ],
        sections,
        problems,
        action: rocket::uri!(save(slug, course.id)).to_string(),
        button: "Send the correction".to_owned(),
        destroys: false,
        cancel: Some(Link::new(
            "Back without a correction",
            rocket::uri!(super::deliveries::show(slug, course.id)).to_string(),
        )),
    }
}

#[rocket::post("/programmes/<slug>/courses/<id>/summary/correction", data = "<entries>")]
async fn save(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: Entries,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Saved> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let latest = summaries::latest(app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let page = rocket::uri!(super::deliveries::show(slug, id)).to_string();
    if entries.one("revision") != latest.revision.to_string() {
        return Ok(Saved::told(page, "The summary was put right already. Nothing was sent twice."));
    }
    let before = actions::of_course(app.db.read(), &course).await?;
    let mut problems = Problems::default();
    let text = entries.one("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let entered = Entered::read(&entries);
    let agreed = agreed::check(&entered, &before, &mut problems);
    let has_other_actions = agreed != before;
    if text.is_empty() && !has_other_actions {
        problems.add("text", "Enter what is put right");
    }
    if text.chars().count() > TEXT_MAX {
        problems.add("text", "Use 2,000 characters at most");
    }
    if !problems.is_empty() {
        let frame = nav::frame(slug, &who, site, Place::Courses);
        let page =
            form(frame, &who, &course, entries.one("revision"), entries.one("text"), entered, problems);
        return Ok(Saved::Again(Page::with_status(Status::UnprocessableEntity, &page)?));
    }
    let change = PutRight {
        revision: latest.revision,
        text: if text.is_empty() { "What happens next has changed.".to_owned() } else { text },
        actions: has_other_actions.then_some(agreed),
    };
    let told = match later::correct(app, &course, &change, &who.person, app.clock.now()).await? {
        Some(letters) => {
            format!("The correction is on its way to {}.", wording::counted(letters, "person", "people"))
        }
        None => "The summary was put right already. Nothing was sent twice.".to_owned(),
    };
    Ok(Saved::told(page, told))
}
