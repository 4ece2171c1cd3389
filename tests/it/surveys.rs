//! Surveys as trainers find, read, copy, change and ask them.

mod asking;
mod changing;
mod reading;
