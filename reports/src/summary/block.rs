//! One direction of the ledger by itself, for whoever shows it apart from a course.

use super::document::Gap;
use super::inputs::Block;
use super::ledger::{self, Names, letter};
use super::pictures::blocks;
use super::pictures::{Drawn, block_source};
use super::{cautions, gaps};
use crate::chart::{Layout, Picture, PictureError};

impl Block {
    /// What it is about: "What the library gives".
    pub fn title(&self) -> &'static str {
        Names::of(self.comparison.ledger).block
    }

    /// The heading over its picture: "What partners expect, and what we say we offer".
    pub fn heading(&self) -> &'static str {
        Names::of(self.comparison.ledger).heading
    }

    /// The headings of the two columns of means: "Staff offer", "Partners expect".
    pub fn columns(&self) -> [&'static str; 2] {
        let names = Names::of(self.comparison.ledger);
        [names.offer, names.expectation]
    }

    /// Who answered: "14 library staff and 9 partners".
    pub fn people(&self) -> String {
        ledger::people(self)
    }

    /// How many answered on the side that offers and on the other: "14", "up to 14" where not everybody answered every
    /// item.
    pub fn answers(&self) -> [String; 2] {
        ledger::answers(self)
    }

    /// The caption of its picture: who answered, when, on what scale.
    pub fn caption(&self) -> String {
        ledger::caption(self)
    }

    /// The caption of its table.
    pub fn table_caption(&self) -> String {
        ledger::pairs(self).caption
    }

    /// How a kind of partner is called in the plural.
    pub fn kind_name(&self, kind: &str) -> String {
        ledger::kind_name(self, kind)
    }

    /// Whether there are gaps by kind of partner to show.
    pub fn has_kinds(&self) -> bool {
        ledger::by_kind(self).is_some()
    }

    /// Its largest gaps in words, at most three.
    pub fn largest_gaps(&self) -> Vec<Gap> {
        gaps::largest(std::slice::from_ref(self))
    }

    /// What limits its figures, in whole sentences.
    pub fn cautions(&self) -> Vec<String> {
        cautions::of_block(self)
    }

    /// The stem of its file names: `dumbbell-a` for what the library offers, `dumbbell-b` for what partners offer.
    pub fn dumbbell_name(&self) -> String {
        format!("dumbbell-{}", letter(self.comparison.ledger))
    }

    /// Offers against expectations as a picture; the line below it names the `library` and its surveys.
    ///
    /// # Errors
    /// [`PictureError`] if it cannot be drawn.
    pub fn dumbbell(&self, layout: Layout, library: &str) -> Result<Picture, PictureError> {
        blocks::dumbbell(self, &block_source(library, self)).picture(layout)
    }

    /// Every picture that has something to show, each with its file name without an ending: `dumbbell-a-wide`.
    ///
    /// # Errors
    /// [`PictureError`] if one cannot be drawn.
    pub fn charts(&self, library: &str) -> Result<Vec<(String, Picture)>, PictureError> {
        Ok(blocks::all(self, &block_source(library, self))?.into_iter().flat_map(Drawn::named).collect())
    }
}
