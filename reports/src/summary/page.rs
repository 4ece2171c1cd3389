//! The report as a web page: a fragment for the site, or a file that stands alone.

use askama::Template;

use super::document::Summary;
use super::inputs::ItemBlock;
use super::ledger;
use super::links::Links;
use super::pictures::{self, Drawn, blocks};
use super::sheet::{SheetChart, SheetSection, SummarySheet};
use crate::chart::{Picture, PictureError};
use crate::wording;

/// A report could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A picture could not be drawn.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A template failed.
    #[error("the report could not be laid out: {0}")]
    Template(#[from] askama::Error),
    /// A file of figures could not be written.
    #[error(transparent)]
    Figures(#[from] crate::figures::FiguresError),
}

#[derive(Template)]
#[template(path = "page.html")]
struct Body<'a> {
    sheet: &'a SummarySheet,
}

#[derive(Template)]
#[template(path = "file.html")]
struct File<'a> {
    sheet: &'a SummarySheet,
    title: &'a str,
    stylesheet: &'a str,
}

impl Summary {
    /// The summary as HTML for the inside of the site's `<main class="wide">`. Rows of the tables have ids
    /// (`item-need_flexibility`), so that links can point at them; the explanation has the id `how`.
    ///
    /// # Errors
    /// [`RenderError`] if a picture cannot be drawn.
    pub fn page_body(&self, links: &Links) -> Result<String, RenderError> {
        body(&self.sheet(links)?)
    }

    /// The summary as one file with everything in it, which opens from any disk: no scripts, nothing to load.
    /// `stylesheet` is the site's.
    ///
    /// # Errors
    /// [`RenderError`] if a picture cannot be drawn.
    pub fn file(&self, stylesheet: &str) -> Result<String, RenderError> {
        file(&self.sheet(&Links::default())?, &self.subject, stylesheet)
    }

    fn sheet(&self, links: &Links) -> Result<SummarySheet, PictureError> {
        let mut sheet = SummarySheet::of(self, links, links.of(self).on_page());
        let Some(figures) = &self.figures else {
            return Ok(sheet);
        };
        let source = pictures::source(self);
        for block in &figures.blocks {
            let drawn = pictures::dumbbell(block, &pictures::block_source(&self.library, block))?;
            place(&mut sheet, &drawn, ledger::caption(block));
            if let Some(drawn) = blocks::by_kind(block, &pictures::block_source(&self.library, block))? {
                place(&mut sheet, &drawn, ledger::caption(block));
            }
        }
        shorten(&mut sheet, &figures.blocks, &self.library)?;
        let sides = || self.sides().into_iter().filter_map(|(people, _, figures)| Some((people, figures?)));
        for (people, figures) in sides() {
            if let Some(drawn) = pictures::then_now(people, (&figures.moved, &figures.changes), &source)? {
                place(&mut sheet, &drawn, pictures::caption(&drawn.stem).to_owned());
            }
            for drawn in pictures::reactions(people, &figures.reactions, &source)? {
                place(&mut sheet, &drawn, pictures::caption(&drawn.stem).to_owned());
            }
        }
        // Who answered is never what a report is about.
        for (people, figures) in sides().filter(|_| sheet.chart.is_some()).collect::<Vec<_>>() {
            if let Some(drawn) = pictures::turnout(people, figures, &source)? {
                let caption = "Response progress, from the invitation to the last page.";
                place(&mut sheet, &drawn, caption.to_owned());
            }
        }
        Ok(sheet)
    }
}

/// The inside of a page.
pub(super) fn body(sheet: &SummarySheet) -> Result<String, RenderError> {
    Ok(Body { sheet }.render()?)
}

/// A whole file.
pub(super) fn file(sheet: &SummarySheet, title: &str, stylesheet: &str) -> Result<String, RenderError> {
    Ok(File { sheet, title, stylesheet }.render()?)
}

/// The heading of the part whose picture stands on the first screen.
const ALL_FIGURES: &str = "All the figures";

/// A picture of a section under its own finding, or where the page is headed by that, under what the section is called. The
/// finding is not said once more above it.
pub(super) fn titled(
    section: &mut SheetSection,
    headline: &str,
    drawn: &Drawn,
    caption: String,
) -> SheetChart {
    let finding = &drawn.wide.title;
    if section.finding == wording::sentence(finding) {
        section.finding.clear();
    }
    drawn.chart(if finding == headline { &section.heading } else { finding }, caption)
}

/// Puts a picture into its section; the first of all goes to the first screen instead.
pub(super) fn place(sheet: &mut SummarySheet, drawn: &Drawn, caption: String) {
    let is_part = |stem: &str| drawn.stem == stem || drawn.stem.starts_with(&format!("{stem}-"));
    let Some(section) = sheet.sections.iter_mut().find(|section| is_part(&section.stem)) else {
        return;
    };
    let chart = titled(section, &sheet.headline, drawn, caption);
    if sheet.chart.is_none() {
        sheet.chart = Some(chart);
        // Picture, heading and finding stand on the first screen: what is left here is the table.
        ALL_FIGURES.clone_into(&mut section.heading);
        section.finding.clear();
    } else {
        section.charts.push(chart);
    }
}

/// A phone has no room for a whole comparison on its first screen: there the largest gaps stand alone, and all of them open
/// with the figures.
pub(super) fn shorten(
    sheet: &mut SummarySheet,
    blocks: &[ItemBlock],
    library: &str,
) -> Result<(), PictureError> {
    let gaps = pictures::shortfalls((&*sheet.gaps, blocks), sheet.gaps_heading, library);
    let gaps: Option<Picture> = gaps.map(|gaps| gaps.picture()).transpose()?;
    let Some((chart, gaps)) = sheet.chart.as_mut().zip(gaps) else { return Ok(()) };
    if let Some(section) = sheet.sections.iter_mut().find(|section| section.heading == ALL_FIGURES) {
        let narrow = std::mem::replace(&mut chart.narrow, gaps.inline("gaps"));
        let (heading, caption) = (section.heading.clone(), chart.caption.clone());
        section.charts.insert(0, SheetChart { heading, wide: String::new(), narrow, caption });
    }
    Ok(())
}
