//! Courses as trainers plan and run them.

mod attendance;
mod board;
mod cancel;
mod edit;
mod new;
mod participants;
mod results;
mod schedule;
mod show;
mod summary;
