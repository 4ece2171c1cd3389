//! How many people the summary of a course will reach.

use uuid::Uuid;

use crate::{
    store::{Accounts, summaries::RecipientRole, summary_drafts},
    web::{Desk, Result, Seat, named::FEW},
    work::publish::recipients::{self, SummaryRecipient},
};

/// How many, and who.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SummaryReach {
    pub people: u64,
    /// Whether all of them belong to the programme.
    pub are_managers: bool,
    /// Whether it is about as many: of very many it is not asked who of them unsubscribed.
    pub is_rough: bool,
}

impl SummaryReach {
    /// Everybody who may get it: whether it needs a decision is known once it is written.
    pub(crate) async fn of<G: Seat>(desk: &Desk<'_, G>, course: Uuid) -> Result<Self> {
        let plan = summary_drafts::of_course(desk.db(), course).await?;
        let managers = Accounts::SummaryReaders.count(desk.db(), desk.programme().id).await?;
        if managers > FEW {
            let people = managers.saturating_sub(plan.left_out.len() as u64) + plan.readers.len() as u64;
            return Ok(Self { people, are_managers: plan.readers.is_empty(), is_rough: true });
        }
        let readers = recipients::of_plan(desk.app, desk.programme(), &plan, true).await?;
        let is_manager = |one: &SummaryRecipient| matches!(one.who, RecipientRole::Person(_));
        let are_managers = readers.iter().all(is_manager);
        Ok(Self { people: readers.len() as u64, are_managers, is_rough: false })
    }
}
