//! Who gets a summary: which of the managers, and who else by name and address.

use std::sync::Arc;

use rocket::{Route, State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    mail::Address,
    store::{
        StoreError, audit,
        courses::{self, Course},
        people::{self, Person, Role},
        plans, write,
    },
    web::{
        at,
        courses::summary::preview,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            Frame,
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        public::summary_link::course,
    },
    work::freeze::recipients::has_stopped,
};

/// Readers beyond the managers at most.
const MOST: usize = 50;
/// Characters of a name at most.
const NAME_MAX: usize = 200;

/// Who gets it as it is.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/recipients")]
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
        return Err(Error::NotFound);
    }
    let managers = people::with_role(app.db.read(), who.programme.id, Role::Manager).await?;
    let plan = plans::of_course(app.db.read(), id).await?;
    let chosen: Vec<Uuid> =
        managers.iter().map(|manager| manager.id).filter(|id| !plan.left_out.contains(id)).collect();
    let lines: Vec<String> = plan.readers.iter().map(|reader| line(&reader.name, &reader.email)).collect();
    let frame = nav::frame(&who, site, Place::Courses);
    let choices = choices(app, &who, &managers, &chosen).await?;
    Page::of(&form(frame, &who, &course, choices, &lines.join("\n"), Problems::default()))
}

/// “Gwen Rees <gwen@council.example>”
pub(crate) fn line(name: &str, email: &str) -> String {
    if name.is_empty() { email.to_owned() } else { format!("{name} <{email}>") }
}

async fn choices(app: &App, who: &Member, managers: &[Person], chosen: &[Uuid]) -> Result<Vec<Choice>> {
    let mut choices = Vec::new();
    for manager in managers {
        let mut label = line(&manager.name, &manager.email);
        if has_stopped(app, &who.programme, &manager.email).await? {
            label.push_str(" – stopped these letters, so gets none");
        }
        let chosen = chosen.contains(&manager.id);
        choices.push(Choice { value: manager.id.to_string(), label, chosen });
    }
    Ok(choices)
}

fn form(
    frame: Frame,
    who: &Member,
    course: &Course,
    managers: Vec<Choice>,
    others: &str,
    problems: Problems,
) -> FormPage {
    let slug = &who.programme.slug;
    let mut fields = Vec::new();
    let mut lead = vec!["Managers who join before it is sent get it too.".to_owned()];
    if managers.is_empty() {
        lead = vec![
            "The programme has no managers yet. Who becomes one before it is sent gets it too.".to_owned(),
        ];
    } else {
        fields.push(Field::new("manager", "Managers of the programme", Input::Boxes(managers)));
    }
    fields.push(
        Field::new(
            "others",
            "Who else gets it (optional)",
            Input::Text { rows: 5, value: others.to_owned() },
        )
        .hint(
            "One on each line, with the address: Gwen Rees <gwen@council.example>. They get the letter and \
                   its link, and need no account.",
        ),
    );
    FormPage {
        frame,
        trail: Some(preview::trail(who, course, "Who gets it")),
        heading: "Choose who gets the summary".to_owned(),
        lead,
        sections: vec![Section { title: None, lead: None, fields }],
        problems,
        action: at::course_summary_recipients(slug, course.id),
        button: "Save who gets it".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back to the summary", at::course_summary_preview(slug, course.id))),
    }
}

/// The readers of a text, one on each line; each address once.
pub(crate) fn readers(text: &str, managers: &[Person]) -> Result<Vec<(String, String)>, String> {
    let mut readers: Vec<(String, String)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, email) = match line.rsplit_once('<') {
            Some((name, email)) => (name, email.trim_end_matches('>')),
            None => match line.rsplit_once(char::is_whitespace) {
                Some((name, email)) => (name, email),
                None => ("", line),
            },
        };
        let name: String = name.trim().trim_end_matches(',').trim_matches('"').trim().to_owned();
        let shown: String = line.chars().take(60).collect();
        let Ok(address) = Address::parse(email.trim()) else {
            return Err(format!("Enter a name and an email address in “{shown}”"));
        };
        if name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
            return Err(format!("Use 200 characters at most for the name in “{shown}”"));
        }
        let email = address.as_str().to_lowercase();
        if managers.iter().any(|manager| manager.email == email) {
            return Err(format!("{email} is a manager of the programme: leave the line out"));
        }
        if !readers.iter().any(|(_, known)| *known == email) {
            readers.push((name, email));
        }
    }
    if readers.len() > MOST { Err(format!("Name {MOST} people at most")) } else { Ok(readers) }
}

#[rocket::post("/programmes/<slug>/courses/<id>/summary/recipients", data = "<entries>")]
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
    let managers = people::with_role(app.db.read(), who.programme.id, Role::Manager).await?;
    let mut chosen = Vec::new();
    for sent in entries.all("manager") {
        let manager = managers.iter().find(|manager| manager.id.to_string() == sent);
        chosen.push(manager.ok_or(Error::NotFound)?.id);
    }
    let others = entries.one("others");
    let readers = match readers(others, &managers) {
        Ok(readers) => readers,
        Err(message) => {
            let mut problems = Problems::default();
            problems.add("others", message);
            let frame = nav::frame(&who, site, Place::Courses);
            let choices = choices(app, &who, &managers, &chosen).await?;
            let page = form(frame, &who, &course, choices, others, problems);
            return Answer::mend(&page);
        }
    };
    let left_out: Vec<Uuid> =
        managers.iter().map(|manager| manager.id).filter(|id| !chosen.contains(id)).collect();
    let tx = write(&app.db).await?;
    if !courses::hold(&tx, id).await? {
        let page = at::course_summary_deliveries(slug, id);
        return Ok(Answer::on(page, "The summary was sent in the meantime."));
    }
    plans::keep_left_out(&tx, id, &left_out).await?;
    plans::keep_readers(&tx, id, &readers).await?;
    let act = "chose who gets the summary";
    audit::record(&tx, Some(who.programme.id), &who.person, act, &course.title, app.clock.now().into())
        .await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(at::course_summary_preview(slug, id), "Who gets it was saved."))
}
