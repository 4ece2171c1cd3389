//! Surveys as trainers find, read, copy and change them.

mod copy;
mod delete;
mod dry_run;
mod edit;
mod from_file;
mod index;
mod new;
mod preview;
mod show;
