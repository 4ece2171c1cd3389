//! Everybody with a role in a programme.

use askama::Template;
use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{Place, ProgrammeMember, members},
    web::{
        Admin, Answer, Button, ButtonAct, Desk, Frame, Link, MainPlace, Result, Trail, at, pager,
        parts::format,
        settings::people::{invited, role_words, state},
    },
};

#[derive(Debug, Template)]
#[template(path = "settings/people/index.html")]
struct Index {
    frame: Frame,
    trail: Trail,
    /// “Six people work in this programme”
    heading: String,
    lines: Vec<Line>,
    /// The pages before and after this.
    pages: Vec<Link>,
    add: Button,
}

#[derive(Debug)]
struct Line {
    name: String,
    href: String,
    /// The address that they sign in with.
    email: String,
    /// “Trainer”
    role: String,
    /// “21 May 2026”
    since: String,
    /// “On” or “Off”
    second_factor: &'static str,
    /// “Can sign in”
    state: &'static str,
}

#[rocket::get("/programmes/<_>/people?<after>&<before>")]
pub(crate) async fn index(
    desk: Desk<'_, Admin>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (slug, zone) = (desk.slug(), desk.zone());
    let (db, programme) = (desk.db(), desk.programme().id);
    let people = members::count(db, programme).await?;
    let page = members::page(db, programme, Place::of(after, before)).await?;
    let pages = pager::links(&page, &at::people(slug));
    let shown: Vec<Uuid> = page.rows.iter().map(|member| member.person.id).collect();
    let invited = invited(&desk, &shown).await?;
    let line = |member: ProgrammeMember| Line {
        href: at::person(slug, member.person.id),
        role: role_words(&member),
        since: format::date(member.since, &zone),
        second_factor: if member.second_factor { "On" } else { "Off" },
        state: state(&member, &invited),
        name: member.person.name,
        email: member.person.email,
    };
    let lines = page.rows.into_iter().map(line).collect();
    let heading = match people {
        1 => "One person works in this programme".to_owned(),
        several => {
            let number = wording::capitalised(&wording::number(several));
            format!("{number} people work in this programme")
        }
    };
    Answer::page(&Index {
        frame: desk.frame(MainPlace::Settings),
        trail: Trail { above: vec![Link::new("Settings", at::settings(slug))], here: "People".to_owned() },
        heading,
        lines,
        pages,
        add: Button::follow("Add a person", at::new_person(slug)),
    })
}
