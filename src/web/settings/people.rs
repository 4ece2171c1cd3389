//! The people of a programme: who has which role, adding somebody, and letting somebody go.

pub(crate) mod access;
pub(crate) mod index;
pub(crate) mod new;
pub(crate) mod role;
pub(crate) mod show;
pub(crate) mod site_admin;

use std::collections::HashSet;

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{LinkPurpose, PersonRole, ProgrammeMember, links, members},
    web::{
        Admin, Answer, Desk, Error, FormChoice, Link, MainPlace, Notice, Result, Seat, Trail, at,
        parts::nav::role_name,
    },
};

/// Why the last administrator stays one.
const LAST: &str = "The programme needs an administrator. Make somebody else one first: they need to have \
                    signed in once.";

async fn find<G: Seat>(desk: &Desk<'_, G>, id: Uuid) -> Result<ProgrammeMember> {
    members::find(desk.db(), desk.programme().id, id).await?.ok_or(Error::NotFound)
}

fn trail(slug: &str, here: &str) -> Trail {
    let above = vec![Link::new("Settings", at::settings(slug)), Link::new("People", at::people(slug))];
    Trail { above, here: here.to_owned() }
}

/// The role, and whether they look after the whole site.
fn role_words(member: &ProgrammeMember) -> String {
    let role = role_name(member.role);
    if member.person.site_admin { format!("{role}, site administrator") } else { role.to_owned() }
}

/// Those of these people whose invitation still works.
async fn invited<G: Seat>(desk: &Desk<'_, G>, people: &[Uuid]) -> Result<HashSet<Uuid>> {
    Ok(links::waiting(desk.db(), LinkPurpose::Welcome, people, desk.now()).await?)
}

fn state(member: &ProgrammeMember, invited: &HashSet<Uuid>) -> &'static str {
    if member.person.disabled {
        "Disabled"
    } else if member.is_in() {
        "Can sign in"
    } else if invited.contains(&member.person.id) {
        "Invited, hasn’t signed in yet"
    } else {
        "Invited, link expired"
    }
}

/// The page that says why something is not done.
fn refuse<G: Seat>(desk: &Desk<'_, G>, back: String, told: impl Into<String>, why: &str) -> Result<Answer> {
    Answer::mend(&Notice {
        frame: desk.frame(MainPlace::Settings),
        heading: told.into(),
        lead: why.to_owned(),
        sentences: Vec::new(),
        link: Some(Link::new("Back", back)),
    })
}

/// What only site administrators may do, for whoever is none: the account of one opens the whole site.
fn only_site_admins(desk: &Desk<'_, Admin>, member: &ProgrammeMember) -> Result<Option<Answer>> {
    if !member.person.site_admin || desk.who().runs_site() {
        return Ok(None);
    }
    let heading = format!("{} is a site administrator", member.person.name);
    let why = "Only another site administrator can do this to their account.";
    refuse(desk, at::person(desk.slug(), member.person.id), heading, why).map(Some)
}

/// The role with its article.
fn as_role(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Admin => "an administrator",
        PersonRole::Trainer => "a trainer",
        PersonRole::Manager => "a manager",
    }
}

fn may(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Admin => "Can do everything, including adding people.",
        PersonRole::Trainer => "Runs courses and surveys, manages partners, reads comments.",
        PersonRole::Manager => "Reads final results, and gets the summaries by email.",
    }
}

fn role_choices(entered: &str) -> Vec<FormChoice> {
    let label = |role| format!("{}: {}", role_name(role), wording::lowered(may(role).trim_end_matches('.')));
    PersonRole::ALL.into_iter().map(|role| FormChoice::of(role.key(), label(role), [entered])).collect()
}
