//! One direction of the ledger by itself, for whoever shows it apart from a course.

use super::document::{HeadlineFact, LargestGap};
use super::inputs::ItemBlock;
use super::ledger::{self, Names};
use super::page::{self, RenderError};
use super::pictures::{self, Drawn, block_source, blocks};
use super::sheet::{self, SummarySheet};
use super::{cautions, gaps, method};
use crate::chart::{Picture, PictureError};
use crate::compare::{ComparedSides, Verdict};
use crate::finding;
use crate::wording;

impl ItemBlock {
    /// What it is about: "What the library gives".
    pub fn title(&self) -> &'static str {
        Names::of(self.comparison.ledger).block
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

    /// Its largest gaps in words, at most three.
    pub fn largest_gaps(&self) -> Vec<LargestGap> {
        gaps::largest(std::slice::from_ref(self))
    }

    /// The comparison as HTML for the inside of the site's `<main class="wide">`: the finding, the picture and the largest
    /// gaps, then everything else in parts that open. The lines below its pictures name the `library` and its surveys.
    ///
    /// # Errors
    /// [`RenderError`] if a picture cannot be drawn.
    pub fn page_body(&self, library: &str) -> Result<String, RenderError> {
        let (blocks, source) = (std::slice::from_ref(self), block_source(library, self));
        let largest = self.largest_gaps();
        let mut sheet = SummarySheet {
            headline: finding::title(&self.comparison),
            lead: format!("{} answered, {}.", wording::capitalised(&self.people()), self.window),
            facts: self.facts(),
            gaps_heading: sheet::gaps_heading(&largest, blocks),
            gaps: largest,
            going_well: gaps::going_well(blocks),
            cautions: cautions::of_block(self),
            sections: sheet::block_sections(self),
            method: method::paragraphs(method::MethodContents {
                gaps: true,
                changes: false,
                detectable: None,
                weighting: method::costliest(blocks),
                min_group: self.comparison.min_group,
            }),
            ..SummarySheet::default()
        };
        if self.comparison.pairs.iter().any(|pair| pair.gap.is_some()) {
            page::place(&mut sheet, &pictures::dumbbell(self, &source)?, self.caption());
            page::shorten(&mut sheet, blocks, library)?;
            if let (Some(first), Some(section)) =
                (blocks::priority(self, &source)?, sheet.sections.first_mut())
            {
                section.charts.push(first.chart(&first.wide.title, self.caption()));
            }
            if let Some(kinds) = blocks::by_kind(self, &source)? {
                page::place(&mut sheet, &kinds, self.caption());
            }
        }
        page::body(&sheet)
    }

    /// Who answered, and how many gaps there are.
    fn facts(&self) -> Vec<HeadlineFact> {
        let [offer, expectation] = self.answers();
        let (library, partners) = match self.comparison.ledger {
            ComparedSides::LibraryOffers => (offer, expectation),
            ComparedSides::PartnersOffer => (expectation, offer),
        };
        let all = self.comparison.pairs.len();
        let of = |verdict| format!("{} of {all}", self.comparison.with(verdict).count());
        let fact = |label: &str, value| HeadlineFact { label: label.to_owned(), value };
        vec![
            fact("Library staff", library),
            fact("Partners", partners),
            fact("Clear gaps", of(Verdict::Clear)),
            fact("Possible gaps", of(Verdict::Possible)),
        ]
    }

    /// Every picture that has something to show, each with its file name without an ending: `dumbbell-a-wide`; `a` is what
    /// the library offers, `b` what partners offer.
    ///
    /// # Errors
    /// [`PictureError`] if one cannot be drawn.
    pub fn charts(&self, library: &str) -> Result<Vec<(String, Picture)>, PictureError> {
        Ok(blocks::all(self, &block_source(library, self))?.into_iter().flat_map(Drawn::named).collect())
    }
}
