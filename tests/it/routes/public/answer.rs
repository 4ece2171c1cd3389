//! Answering a survey, as people and programs do it over HTTP.

mod check;
mod form;
mod language;
mod personal;
mod refusal;
mod sent;
mod submit;
