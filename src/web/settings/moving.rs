//! Moving a programme to another installation: what goes with it, and how.

pub(crate) mod index;
