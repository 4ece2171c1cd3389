//! Tables, one module each in the file of their noun, with the enums that stand in their columns. The service names this crate
//! `store::entity`, in its store alone.

#[macro_use(keys)]
extern crate common_ground_reports;

#[macro_use]
mod column;

mod agreements;
mod api;
mod boards;
mod contacts;
mod courses;
mod emails;
mod health;
mod invitations;
mod partners;
mod people;
mod programmes;
mod promises;
mod responses;
mod rounds;
mod service;
mod sign_in;
mod summaries;
mod surveys;
mod webhooks;

use sea_orm::{DeriveRelation, EnumIter};

pub use agreements::*;
pub use api::*;
pub use boards::*;
pub use column::{Instant, KeyColumn};
pub use contacts::*;
pub use courses::*;
pub use emails::*;
pub use health::*;
pub use invitations::*;
pub use partners::*;
pub use people::*;
pub use programmes::*;
pub use promises::*;
pub use responses::*;
pub use rounds::*;
pub use service::*;
pub use sign_in::*;
pub use summaries::*;
pub use surveys::*;
pub use webhooks::*;

/// Each query says for itself what it joins by.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
