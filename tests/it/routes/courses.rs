//! Courses as trainers plan and run them.

mod attendance;
mod cancel;
mod edit;
mod new;
mod participants;
mod results;
mod schedule;
mod show;
mod summary;
