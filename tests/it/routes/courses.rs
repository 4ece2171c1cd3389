//! Courses as trainers plan and run them.

mod cancel;
mod new;
mod participants;
mod results;
mod schedule;
mod show;
mod summary;
