//! The home page of a programme, and which programme it is.

pub(crate) mod finding;
pub(crate) mod needs;
pub(crate) mod programmes;
pub(crate) mod show;
pub(crate) mod surveys;
