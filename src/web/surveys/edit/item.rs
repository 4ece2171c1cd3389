//! One question: added, changed, moved, removed.

pub(crate) mod change;
pub(crate) mod fields;
pub(crate) mod new;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod shift;
