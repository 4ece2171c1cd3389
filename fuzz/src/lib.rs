//! Whatever comes from outside is read or refused, and never brings the service down.

pub mod targets;
