//! The account at the council with which somebody may sign in: connecting it, after the password; disconnecting it.

pub(crate) mod new;
pub(crate) mod off;

use common_ground_reports::wording;

use crate::{
    store::identities,
    web::{
        Button, Desk, Member, Result, at,
        parts::{council::label, format},
    },
};

/// What a page of the account says of it.
#[derive(Debug)]
pub(crate) struct CouncilAccount {
    /// “Council account”
    pub heading: String,
    /// Whether it is connected, and what that means.
    pub state: String,
    /// Connects or disconnects it.
    pub act: Button,
}

/// How it stands; nothing where there is no such sign-in.
pub(super) async fn account(desk: &Desk<'_, Member>) -> Result<Option<CouncilAccount>> {
    let Some(label) = label(desk.app) else { return Ok(None) };
    let (slug, person) = (desk.slug(), desk.who().person.id);
    let (state, act) = match identities::since(desk.db(), person).await? {
        Some(since) => (
            format!("Connected on {}. You can sign in with your {label}.", format::date(since, &desk.zone())),
            Button::follow("Disconnect it", at::account_council_off(slug)).quiet(),
        ),
        None => (
            format!(
                "Not connected. If you connect it, you can sign in with your {label} instead of a password."
            ),
            Button::follow("Connect it", at::new_account_council(slug)).quiet(),
        ),
    };
    Ok(Some(CouncilAccount { heading: wording::capitalised(label), state, act }))
}
