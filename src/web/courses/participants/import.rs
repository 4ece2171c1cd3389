//! People for a course from a CSV file: what becomes of every line is shown before anybody is put on the list.

use std::collections::HashSet;

use common_ground_reports::summary::wording;
use rocket::form::Form;
use uuid::Uuid;

use crate::{
    exchange::contacts::{self as exchanged, COLUMNS, ContactFile, Fate, Line, Plan},
    store::{contacts, participants},
    web::{
        at,
        courses::{
            load,
            overview::Standing,
            participants::{added, not_asked, put},
            trail,
        },
        http::{answer::Answer, desk::Desk, error::Result, form_data::Roomy, guard::Trainer},
        parts::{
            contact_file::{self, Upload, row},
            form::{FormPage, Problems},
            listing::{Group, Listing, Send},
            nav::Place,
            piece::Link,
            rows::Row,
        },
    },
};

/// The page in its trail.
const HERE: &str = "People from a file";

/// Asks for a file.
#[rocket::get("/programmes/<_>/courses/<course>/participants/import")]
pub(crate) async fn choose(desk: Desk<'_, Trainer>, course: Uuid) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    Answer::page(&form(&desk, &standing, Problems::default()))
}

/// Shows what becomes of every line; stores nothing.
#[rocket::post("/programmes/<_>/courses/<course>/participants/import", data = "<upload>")]
pub(crate) async fn preview(
    desk: Desk<'_, Trainer>,
    course: Uuid,
    upload: Form<Upload<'_>>,
) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    match upload.read() {
        Ok((sent, file)) => {
            let plan = exchanged::preview(desk.app, desk.programme(), &file).await?;
            let people = participants::of_course(desk.db(), course).await?;
            let on_list = people.into_iter().map(|person| person.email).collect();
            let shown = Shown { standing: &standing, file: &file, plan: &plan, on_list };
            Answer::page(&shown.page(&desk, sent))
        }
        Err(why) => {
            let mut problems = Problems::default();
            problems.add("list", why);
            Answer::mend(&form(&desk, &standing, problems))
        }
    }
}

/// Does what was shown. Sent twice, it does nothing the second time.
#[rocket::post("/programmes/<_>/courses/<course>/participants/import/apply", data = "<entries>")]
pub(crate) async fn apply(desk: Desk<'_, Trainer>, course: Uuid, entries: Roomy) -> Result<Answer> {
    let standing = load(&desk, course).await?;
    let programme = desk.programme();
    let file = contact_file::brought(&entries.0)?;
    let tx = desk.change().await?;
    let plan = exchanged::apply_in(&tx, desk.app, programme, &desk.who().person, &file).await?;
    let named: HashSet<&str> =
        plan.lines.iter().filter(|line| takes_part(line)).map(|line| &*line.email).collect();
    let mut book = contacts::all(&tx, programme.id).await?;
    book.retain(|contact| named.contains(&*contact.email));
    let others = not_asked(&standing, &book);
    let sides = standing.sides();
    book.retain(|contact| sides.contains(&participants::side(contact)));
    let ids: Vec<Uuid> = book.iter().map(|contact| contact.id).collect();
    let told = match (put(&desk, tx, &standing, &ids).await?, plan.changes_nothing()) {
        (0, true) => "Everybody in this file was on the list already".to_owned(),
        (0, false) => format!("Nobody new was added to the list. The file brought {}", plan.summary()),
        (count, _) => added(count),
    };
    let told = others.map_or_else(|| told.clone(), |others| format!("{told}. Not put on the list: {others}"));
    Ok(Answer::on(at::course_participants(desk.slug(), course), told))
}

/// Whether a line names somebody who can be put on the list.
fn takes_part(line: &Line) -> bool {
    !line.email.is_empty() && !matches!(line.fate, Fate::Refused(_))
}

fn form(desk: &Desk<'_, Trainer>, standing: &Standing, problems: Problems) -> FormPage {
    let (slug, course) = (desk.slug(), &standing.course);
    let columns = COLUMNS.join(", ");
    desk.form(Place::Courses, "Add people from a file")
        .trail(trail(slug, course, HERE))
        .lead(format!(
            "A CSV file with one line for each person. Its first line names the columns: {columns}. Name and email \
             are enough; without an organisation, somebody new is library staff."
        ))
        .lead(
            "Before anything is stored, you see what becomes of every line. Who is not in the address book yet is \
             added to it.",
        )
        .field(contact_file::field())
        .problems(problems)
        .button("Show what it would do", at::course_participants_import(slug, course.id))
        .cancel("Download an example", at::partners_template(slug))
}

/// A file that was read, and the course whose list it is for.
struct Shown<'s> {
    standing: &'s Standing,
    file: &'s ContactFile,
    plan: &'s Plan,
    /// The addresses of those who are on the list.
    on_list: HashSet<String>,
}

impl Shown<'_> {
    fn page(&self, desk: &Desk<'_, Trainer>, sent: &[u8]) -> Listing {
        let (slug, course, lines) = (desk.slug(), self.standing.course.id, &self.plan.lines);
        let is_there = |line: &&Line| takes_part(line) && self.on_list.contains(&line.email);
        let is_new = |line: &&Line| takes_part(line) && !self.on_list.contains(&line.email);
        let refused = |line: &&Line| matches!(line.fate, Fate::Refused(_));
        let new = lines.iter().filter(is_new).count();
        let idle = new == 0 && self.plan.changes_nothing();
        let heading = match new {
            0 if self.is_useless() => "Nothing in this file can be imported".to_owned(),
            0 if idle => "This file changes nothing".to_owned(),
            0 => "This file puts nobody new on the list".to_owned(),
            new => format!("This file puts {} on the list", wording::counted(new as u64, "person", "people")),
        };
        let mut page = Listing::new(desk.frame(Place::Courses), &*self.standing.course.title, heading);
        page.trail = Some(trail(slug, &self.standing.course, HERE));
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
        let back = if self.is_useless() { "Choose another file" } else { "Back without adding" };
        let back = Link::new(back, at::course_participants_import(slug, course));
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

    /// Whether every line is refused.
    fn is_useless(&self) -> bool {
        !self.plan.lines.is_empty() && self.plan.refused() == self.plan.lines.len()
    }

    fn lead(&self) -> Vec<String> {
        let first = if self.is_useless() {
            "Correct the file and choose it again."
        } else {
            "Nothing is stored yet."
        };
        let mut lead = vec![first.to_owned()];
        if !self.plan.changes_nothing() {
            lead.push(format!("To the address book it brings {}.", self.plan.summary()));
        }
        match self.plan.refused() {
            0 => {}
            _ if self.is_useless() => {}
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
