//! Results: what one side offers against what the other expects, from closed rounds only.

pub(crate) mod comparison;
pub(crate) mod courses;
pub(crate) mod figures;
pub(crate) mod heat;
pub(crate) mod index;
pub(crate) mod listed;
pub(crate) mod partnerships;

use crate::web::{
    at,
    parts::piece::{Link, Markup, Trail},
};

/// A chart in its two drawings; the stylesheet shows one.
#[derive(Debug)]
pub(crate) struct Chart {
    heading: String,
    /// For a wide page: SVG with a title, its colours from custom properties.
    wide: Markup,
    /// For a phone: the same figures, labels above the rows. Ids differ from those of the wide drawing.
    narrow: Markup,
    /// Who answered, when, on what scale, and what the words mean.
    caption: String,
}

fn trail(slug: &str, here: impl Into<String>) -> Trail {
    Trail { above: vec![Link::new("Results", at::results(slug))], here: here.into() }
}
