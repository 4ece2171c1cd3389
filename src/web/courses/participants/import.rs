//! People for a course from a CSV file: what becomes of every line is shown before anybody is put on the list.

use std::{collections::HashSet, sync::Arc};

use common_ground_reports::summary::wording;
use rocket::{Route, State, form::Form};
use uuid::Uuid;

use crate::{
    app::App,
    exchange::contacts::{self as exchanged, COLUMNS, ContactFile, Fate, Line, Plan},
    store::{StoreError, contacts, participants, write},
    web::{
        at,
        courses::{
            self,
            overview::Standing,
            participants::{list, put},
        },
        http::{
            answer::{Answer, Page},
            error::Result,
            form_data::Roomy,
            guard::{Member, Trainer},
        },
        parts::rows::Row,
        parts::{
            contact_file::{self, Upload, row},
            form::{FormPage, Problems, Section},
            frame::Site,
            listing::{Group, Listing, Send},
            nav::{self, Place},
            piece::{Link, Trail},
        },
    },
};

/// Asks for a file.
#[rocket::get("/programmes/<slug>/courses/<course>/participants/import")]
pub(crate) async fn choose(
    slug: &str,
    course: Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let standing = courses::find(app, &who.0, course).await?;
    Page::of(&form(slug, &who.0, site, &standing, Problems::default()))
}

/// Shows what becomes of every line; stores nothing.
#[rocket::post("/programmes/<slug>/courses/<course>/participants/import", data = "<upload>")]
pub(crate) async fn preview(
    slug: &str,
    course: Uuid,
    who: Trainer,
    upload: Form<Upload<'_>>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = courses::find(app, &who, course).await?;
    match upload.read() {
        Ok((sent, file)) => {
            let plan = exchanged::preview(app, &who.programme, &file).await?;
            let people = participants::of_course(app.db.read(), course).await?;
            let on_list = people.into_iter().map(|person| person.email).collect();
            let shown =
                Shown { slug, who: &who, site, standing: &standing, file: &file, plan: &plan, on_list };
            Ok(Answer::Page(Page::of(&shown.page(sent))?))
        }
        Err(why) => {
            let mut problems = Problems::default();
            problems.add("list", why);
            Answer::mend(&form(slug, &who, site, &standing, problems))
        }
    }
}

/// Does what was shown. Sent twice, it does nothing the second time.
#[rocket::post("/programmes/<slug>/courses/<course>/participants/import/apply", data = "<entries>")]
pub(crate) async fn apply(
    slug: &str,
    course: Uuid,
    who: Trainer,
    entries: Roomy,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let standing = courses::find(app, &who, course).await?;
    let file = contact_file::brought(&entries.0)?;
    let tx = write(&app.db).await?;
    let plan = exchanged::apply_in(&tx, app, &who.programme, &who.person, &file).await?;
    let named: HashSet<&str> =
        plan.lines.iter().filter(|line| takes_part(line)).map(|line| &*line.email).collect();
    let mut book = contacts::all(&tx, who.programme.id).await?;
    book.retain(|contact| named.contains(&*contact.email));
    let ids: Vec<Uuid> = book.iter().map(|contact| contact.id).collect();
    let added = put(&tx, app, &who, &standing, &ids).await?;
    tx.commit().await.map_err(StoreError::from)?;
    let told = match (added, plan.changes_nothing()) {
        (0, true) => "Everybody in this file was on the list already".to_owned(),
        (0, false) => format!("Nobody new was added to the list. The file brought {}", plan.summary()),
        (added, _) => crate::web::courses::participants::added(added),
    };
    Ok(Answer::on(list(slug, course), told))
}

/// Whether a line names somebody who can be put on the list.
fn takes_part(line: &Line) -> bool {
    !line.email.is_empty() && !matches!(line.fate, Fate::Refused(_))
}

fn trail(who: &Member, standing: &Standing) -> Trail {
    Trail { above: courses::above(who, &standing.course), here: "People from a file".to_owned() }
}

fn form(slug: &str, who: &Member, site: &Arc<Site>, standing: &Standing, problems: Problems) -> FormPage {
    let columns = COLUMNS.join(", ");
    let example = at::partners_template(slug);
    FormPage {
        frame: nav::frame(who, site, Place::Courses),
        trail: Some(trail(who, standing)),
        heading: "Add people from a file".to_owned(),
        lead: vec![
            format!(
                "A CSV file with one line for each person. Its first line names the columns: {columns}. Name and \
                 email are enough; without an organisation, somebody new is library staff."
            ),
            "Before anything is stored, you see what becomes of every line. Who is not in the address book yet is \
             added to it."
                .to_owned(),
        ],
        sections: vec![Section { fields: vec![contact_file::field()], ..Section::default() }],
        problems,
        action: at::course_participants_import(slug, standing.course.id),
        button: "Show what it would do".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Download an example", example)),
    }
}

/// A file that was read, and the course whose list it is for.
struct Shown<'s> {
    slug: &'s str,
    who: &'s Member,
    site: &'s Arc<Site>,
    standing: &'s Standing,
    file: &'s ContactFile,
    plan: &'s Plan,
    /// The addresses of those who are on the list.
    on_list: HashSet<String>,
}

impl Shown<'_> {
    fn page(&self, sent: &[u8]) -> Listing {
        let (slug, course, lines) = (self.slug, self.standing.course.id, &self.plan.lines);
        let is_there = |line: &&Line| takes_part(line) && self.on_list.contains(&line.email);
        let is_new = |line: &&Line| takes_part(line) && !self.on_list.contains(&line.email);
        let refused = |line: &&Line| matches!(line.fate, Fate::Refused(_));
        let new = lines.iter().filter(is_new).count();
        let idle = new == 0 && self.plan.changes_nothing();
        let heading = match new {
            0 if idle => "This file changes nothing".to_owned(),
            0 => "This file puts nobody new on the list".to_owned(),
            new => format!("This file puts {} on the list", wording::counted(new as u64, "person", "people")),
        };
        let frame = nav::frame(self.who, self.site, Place::Courses);
        let mut page = Listing::new(frame, &*self.standing.course.title, heading);
        page.trail = Some(trail(self.who, self.standing));
        page.lead = self.lead();
        let rows = |belongs: &dyn Fn(&&Line) -> bool, more: &str| -> Vec<Row> {
            lines.iter().filter(belongs).map(|line| row(line, more)).collect()
        };
        let nobody = |line: &&Line| line.email.is_empty() && !refused(line);
        for (title, rows) in [
            ("Cannot be added", rows(&refused, "")),
            ("Put on the list", rows(&is_new, "; put on the list")),
            ("On the list already", rows(&is_there, "; on the list already")),
            ("Names nobody", rows(&nobody, "; nobody to put on the list")),
        ] {
            if !rows.is_empty() {
                page.groups.push(Group { title: Some(title.to_owned()), rows, ..Group::default() });
            }
        }
        let back = Link::new("Back without adding", at::course_participants_import(slug, course));
        if idle {
            page.groups.push(Group { links: vec![back], ..Group::default() });
        } else {
            page.sends.push(Send {
                action: at::course_participants_import_apply(slug, course),
                carried: vec![contact_file::carried(sent)],
                button: "Add these people".to_owned(),
                quiet: false,
                destroys: false,
                cancel: Some(back),
            });
        }
        page
    }

    fn lead(&self) -> Vec<String> {
        let mut lead = vec!["Nothing is stored yet.".to_owned()];
        if !self.plan.changes_nothing() {
            lead.push(format!("To the address book it brings {}.", self.plan.summary()));
        }
        match self.plan.refused() {
            0 => {}
            1 => lead.push("One line cannot be taken; the rest can.".to_owned()),
            several => lead.push(format!(
                "{} lines cannot be taken; the rest can. Mend them in the file and send it again: what is there \
                 already is not doubled.",
                wording::capitalised(&wording::number(several as u64))
            )),
        }
        if !self.file.ignored.is_empty() {
            lead.push(format!("Columns that are left out: {}.", self.file.ignored.join(", ")));
        }
        lead
    }
}
