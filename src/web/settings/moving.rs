//! Moving a programme to another installation: what goes with it, and the file that it goes in.

pub(crate) mod archive;
pub(crate) mod index;
