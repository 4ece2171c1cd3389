//! Answers in files: rounds out as wide CSV and back in. Whoever calls chooses where it goes and shows progress.

pub mod export;
pub mod import;
