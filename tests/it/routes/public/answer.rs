//! Answering a survey, as people and programs do it over HTTP.

mod check;
mod language;
mod page;
mod personal;
mod refusal;
mod submit;
