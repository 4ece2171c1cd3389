//! Power cuts: what the program wrote and synced is recorded, and the disk that a cut would have left is built again.

pub mod disk;
pub mod log;
pub mod recorder;
