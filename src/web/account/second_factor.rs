//! The second factor of one's own account: turning it on, with a code to show that the app has it; new recovery codes;
//! turning it off.

pub(crate) mod codes;
pub(crate) mod new;
pub(crate) mod off;
pub(crate) mod show;
