//! What the trainers add to a summary before it is sent: a note under its headline, and what was agreed.

use std::sync::Arc;

use rocket::{Route, State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError, actions, audit,
        courses::{self, Course},
        plans, write,
    },
    web::{
        at,
        courses::summary::{
            agreed::{self, Entered},
            preview,
        },
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            Frame,
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        public::summary_link::course,
    },
};

/// Characters of a note at most.
const NOTE_MAX: usize = 600;

/// The note and the actions as they are.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/note")]
pub(crate) async fn show(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    if course.frozen_at.is_some() {
        return Err(crate::web::http::error::Error::NotFound);
    }
    let plan = plans::of_course(app.db.read(), id).await?;
    let actions = actions::of_course(app.db.read(), &course).await?;
    let entered = actions.iter().map(Entered::of).collect();
    let frame = nav::frame(&who, site, Place::Courses);
    Page::of(&form(frame, &who, &course, &plan.note, entered, Problems::default()))
}

fn form(
    frame: Frame,
    who: &Member,
    course: &Course,
    note: &str,
    entered: Vec<Entered>,
    problems: Problems,
) -> FormPage {
    let slug = &who.programme.slug;
    let note = Field::new(
        "note",
        "Note from the trainers (optional)",
        Input::Text { rows: 5, value: note.to_owned() },
    )
    .hint("Stands under the headline. Up to 600 characters. Do not name or describe anyone.");
    let mut sections = vec![Section { title: None, lead: None, fields: vec![note] }];
    sections.extend(agreed::sections(entered));
    FormPage {
        frame,
        trail: Some(preview::trail(who, course, "Note and next actions")),
        heading: "Add a note and next actions".to_owned(),
        lead: vec!["Both can be changed until the summary is sent.".to_owned()],
        sections,
        problems,
        action: at::course_summary_note(slug, course.id),
        button: "Save the note and actions".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back to the summary", at::course_summary_preview(slug, course.id))),
    }
}

#[rocket::post("/programmes/<slug>/courses/<id>/summary/note", data = "<entries>")]
pub(crate) async fn save(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let mut problems = Problems::default();
    let note = entries.one("note").replace("\r\n", "\n");
    if note.chars().count() > NOTE_MAX {
        problems.add("note", "Use 600 characters at most for the note");
    }
    let entered = Entered::read(&entries);
    let before = actions::of_course(app.db.read(), &course).await?;
    let agreed = agreed::check(&entered, &before, &mut problems);
    if !problems.is_empty() {
        let frame = nav::frame(&who, site, Place::Courses);
        let page = form(frame, &who, &course, &note, entered, problems);
        return Answer::mend(&page);
    }
    let tx = write(&app.db).await?;
    if !courses::hold(&tx, id).await? {
        let page = at::course_summary_deliveries(slug, id);
        return Ok(Answer::on(
            page,
            "The summary was sent in the meantime. Put right what is wrong with it.",
        ));
    }
    plans::keep_note(&tx, id, &note).await?;
    actions::replace(&tx, id, &agreed).await?;
    let now = app.clock.now().into();
    let act = "changed the note and actions of the summary";
    audit::record(&tx, Some(who.programme.id), &who.person, act, &course.title, now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(at::course_summary_preview(slug, id), "The note and actions were saved."))
}
