//! Courses as trainers plan and run them.

mod actions;
mod add_survey;
mod attendance;
mod board;
mod cancel;
mod connect;
mod delete;
mod edit;
mod index;
mod new;
mod participants;
mod results;
mod resume;
mod schedule;
mod show;
mod summary;
