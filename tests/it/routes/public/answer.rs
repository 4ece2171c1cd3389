//! Answering a survey, as people and programs do it over HTTP.

mod language;
mod page;
mod personal;
mod refusal;
mod submit;
