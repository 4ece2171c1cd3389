//! The people of a programme: who has which role, adding somebody, and letting somebody go.

mod access;
mod add;
mod role;
mod site_admin;

use std::sync::Arc;

use askama::Template;
use common_ground_reports::summary::wording;
use rocket::{Route, State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        links::{self, Purpose},
        members::{self, Member},
        people::Role,
    },
    web::{
        at,
        http::{
            error::{Error, Result},
            guard::Admin,
            page::Page,
            sent::Sent,
            told::Told,
        },
        parts::{
            form::Choice,
            format,
            frame::{Frame, Site},
            nav::{self, Place, role_name},
            notice::Notice,
            piece::{Act, Action, Fact, Link, Trail},
        },
    },
};

pub(crate) fn routes() -> Vec<Route> {
    rocket::routes![
        index,
        show,
        add::new,
        add::create,
        add::resend,
        role::edit,
        role::update,
        access::ask_to_disable,
        access::disable,
        access::enable,
        access::ask_to_remove,
        access::remove,
        site_admin::ask,
        site_admin::change,
    ]
}

/// Everybody with a role.
#[rocket::get("/programmes/<slug>/people")]
pub(crate) async fn index(
    slug: &str,
    who: Admin,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Admin(who) = who;
    let zone = who.programme.settings.zone();
    let mut lines = Vec::new();
    for member in members::of_programme(app.db.read(), who.programme.id).await? {
        let state = state(app, &member).await?;
        lines.push(Line {
            href: at::person(slug, member.person.id),
            role: role_words(&member),
            since: format::date(member.since.time(), &zone),
            second_factor: if member.second_factor { "On" } else { "Off" }.to_owned(),
            state: state.to_owned(),
            name: member.person.name,
            email: member.person.email,
        });
    }
    let heading = match lines.len() {
        1 => "One person works in this programme".to_owned(),
        several => {
            let number = wording::capitalised(&wording::number(several as u64));
            format!("{number} people work in this programme")
        }
    };
    Page::of(&People {
        frame: nav::frame(slug, &who, site, Place::Settings).telling(told.0),
        trail: Trail { above: vec![crate::web::settings::link(slug)], here: "People".to_owned() },
        heading,
        lines,
        add: Action {
            label: "Add a person".to_owned(),
            act: Act::Follow(at::new_person(slug)),
            quiet: false,
        },
    })
}

/// One person, and what can be done about them. Ranked behind the form for a new one, whose address fits here too.
#[rocket::get("/programmes/<slug>/people/<id>", rank = 2)]
pub(crate) async fn show(
    slug: &str,
    id: uuid::Uuid,
    who: Admin,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let member = find(app, &who, id).await?;
    let zone = who.0.programme.settings.zone();
    let state = state(app, &member).await?;
    Page::of(&PersonPage {
        frame: nav::frame(slug, &who.0, site, Place::Settings).telling(told.0),
        trail: trail(slug, member.person.email.clone()),
        heading: member.person.name.clone(),
        facts: vec![
            Fact::new("Role", role_words(&member)),
            Fact::new("Since", format::date(member.since.time(), &zone)),
            Fact::new("Second factor", if member.second_factor { "On" } else { "Off" }),
            Fact::new("State", state),
        ],
        may: may(member.role).to_owned(),
        actions: actions(slug, &who, &member),
    })
}

fn actions(slug: &str, who: &Admin, member: &Member) -> Vec<Action> {
    let id = member.person.id;
    let follow =
        |label: &str, to: String| Action { label: label.to_owned(), act: Act::Follow(to), quiet: true };
    let send = |label: &str, to: String| Action { label: label.to_owned(), act: Act::Send(to), quiet: true };
    let mut actions = vec![follow("Change the role", at::person_role(slug, id))];
    if member.person.disabled {
        actions.push(send("Let in again", at::person_enable(slug, id)));
    } else {
        if member.person.password_hash.is_none() {
            actions.push(send("Send the email again", at::person_resend(slug, id)));
        }
        if id != who.0.person.id {
            actions.push(follow("Disable …", at::person_disable(slug, id)));
        }
    }
    if who.0.runs_site() && (member.person.site_admin || member.is_in()) {
        let label = if member.person.site_admin {
            "Stop being a site administrator …"
        } else {
            "Make a site administrator …"
        };
        actions.push(follow(label, at::person_site_administrator(slug, id)));
    }
    actions.push(follow("Remove from the programme …", at::person_remove(slug, id)));
    actions
}

/// The role, and whether they look after the whole site.
fn role_words(member: &Member) -> String {
    let role = role_name(member.role);
    if member.person.site_admin { format!("{role}, site administrator") } else { role.to_owned() }
}

/// A member of this programme.
async fn find(app: &App, who: &Admin, id: Uuid) -> Result<Member> {
    members::find(app.db.read(), who.0.programme.id, id).await?.ok_or(Error::NotFound)
}

async fn state(app: &App, member: &Member) -> Result<&'static str> {
    Ok(if member.person.disabled {
        "Disabled"
    } else if member.person.password_hash.is_some() {
        "Can sign in"
    } else if links::waits(app.db.read(), Purpose::Welcome, member.person.id, app.clock.now().into()).await? {
        "Invited, not yet in"
    } else {
        "Invited, the link has run out"
    })
}

/// The page that says why something is not done.
fn refuse(slug: &str, who: &Admin, site: &Arc<Site>, id: Uuid, heading: String, why: &str) -> Result<Sent> {
    let page = Notice {
        frame: nav::frame(slug, &who.0, site, Place::Settings),
        heading,
        lead: why.to_owned(),
        sentences: Vec::new(),
        link: Some(Link::new("Back", at::person(slug, id))),
    };
    Ok(Sent::Page(Page::with_status(Status::UnprocessableEntity, &page)?))
}

/// What only site administrators may do, for whoever is none: the account of one opens the whole site.
fn only_site_admins(slug: &str, who: &Admin, site: &Arc<Site>, member: &Member) -> Result<Option<Sent>> {
    if !member.person.site_admin || who.0.runs_site() {
        return Ok(None);
    }
    let heading = format!("{} is a site administrator", member.person.name);
    let why = "Only another site administrator can do this to their account.";
    refuse(slug, who, site, member.person.id, heading, why).map(Some)
}

/// Why the last administrator stays one.
const LAST: &str = "Nobody else could run the programme. Make somebody else an administrator first; they need to \
                    have signed in once.";

fn trail(slug: &str, here: String) -> Trail {
    let people = Link::new("People", at::people(slug));
    Trail { above: vec![crate::web::settings::link(slug), people], here }
}

/// The role with its article.
fn as_role(role: Role) -> &'static str {
    match role {
        Role::Admin => "an administrator",
        Role::Trainer => "a trainer",
        Role::Manager => "a manager",
    }
}

fn may(role: Role) -> &'static str {
    match role {
        Role::Admin => "Does everything, and decides who else works here.",
        Role::Trainer => "Runs courses and surveys, looks after partners, reads comments.",
        Role::Manager => "Reads results once they are final, and gets the summaries by email.",
    }
}

fn role_choices(entered: &str) -> Vec<Choice> {
    let label = |role| format!("{}: {}", role_name(role), lower_first(may(role)));
    Role::ALL.into_iter().map(|role| Choice::of(role.key(), label(role), [entered])).collect()
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Everybody.
#[derive(Debug, Clone, Template)]
#[template(path = "page/people/index.html")]
pub(crate) struct People {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// “Six people work in this programme”
    pub heading: String,
    /// One line for each, by name.
    pub lines: Vec<Line>,
    /// Adds somebody.
    pub add: Action,
}

/// One person in the list.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Their name.
    pub name: String,
    /// Address of their page.
    pub href: String,
    /// The address that they sign in with.
    pub email: String,
    /// “Trainer”
    pub role: String,
    /// “21 May 2026”
    pub since: String,
    /// “On” or “Off”
    pub second_factor: String,
    /// “Can sign in”
    pub state: String,
}

/// One person.
#[derive(Debug, Clone, Template)]
#[template(path = "page/people/show.html")]
pub(crate) struct PersonPage {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is, and their address.
    pub trail: Trail,
    /// Their name.
    pub heading: String,
    /// Role, since when, second factor, state.
    pub facts: Vec<Fact>,
    /// What the role may do.
    pub may: String,
    /// What can be done.
    pub actions: Vec<Action>,
}
