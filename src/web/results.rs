//! Results: what one side offers against what the other expects, from closed rounds only.

pub(crate) mod comparison;
pub(crate) mod courses;
pub(crate) mod index;
pub(crate) mod listed;
pub(crate) mod partnerships;

use crate::web::{Link, Trail, at};

fn trail(slug: &str, here: impl Into<String>) -> Trail {
    Trail { above: vec![Link::new("Results", at::results(slug))], here: here.into() }
}
