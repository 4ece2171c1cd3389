//! One person of a programme, and what can be done about them.

use askama::Template;
use uuid::Uuid;

use crate::{
    store::ProgrammeMember,
    web::{
        Admin, Answer, Button, ButtonAct, Desk, Fact, Frame, MainPlace, Result, Trail, at,
        parts::format,
        people::{find, invited, may, role_words, state, trail},
    },
};

#[derive(Debug, Template)]
#[template(path = "people/show.html")]
struct Show {
    frame: Frame,
    trail: Trail,
    heading: String,
    /// Role, since when, second factor, state.
    facts: Vec<Fact>,
    may: &'static str,
    actions: Vec<Button>,
}

/// One person. Ranked behind the form for a new one, whose address fits here too.
#[rocket::get("/programmes/<_>/people/<id>", rank = 2)]
pub(crate) async fn show(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    let invited = invited(&desk, &[id]).await?;
    Answer::page(&Show {
        frame: desk.frame(MainPlace::Settings),
        trail: trail(desk.slug(), &member.person.email),
        heading: member.person.name.clone(),
        facts: vec![
            Fact::new("Role", role_words(&member)),
            Fact::new("Since", format::date(member.since, &desk.zone())),
            Fact::new("Second factor", if member.second_factor { "On" } else { "Off" }),
            Fact::new("State", state(&member, &invited)),
        ],
        may: may(member.role),
        actions: actions(&desk, &member),
    })
}

fn actions(desk: &Desk<'_, Admin>, member: &ProgrammeMember) -> Vec<Button> {
    let (slug, id) = (desk.slug(), member.person.id);
    let mut actions = vec![Button::follow("Change the role", at::person_role(slug, id)).quiet()];
    if member.person.disabled {
        actions.push(Button::send("Enable the account", at::person_enable(slug, id)).quiet());
    } else {
        if member.person.password_hash.is_none() {
            actions.push(Button::send("Send the invitation again", at::person_resend(slug, id)).quiet());
        }
        if id != desk.who().person.id {
            actions.push(Button::follow("Disable…", at::person_disable(slug, id)).quiet());
        }
    }
    if desk.who().runs_site() && (member.person.site_admin || member.is_in()) {
        let label = if member.person.site_admin {
            "Remove as a site administrator…"
        } else {
            "Make a site administrator…"
        };
        actions.push(Button::follow(label, at::person_site_administrator(slug, id)).quiet());
    }
    actions.push(Button::follow("Remove from the programme…", at::person_remove(slug, id)).quiet());
    actions
}
