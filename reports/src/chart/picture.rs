//! A finished picture: standalone SVG, SVG for a page, PNG.

use resvg::{tiny_skia, usvg};

use super::Layout;
use super::canvas::{Canvas, Drawing, Lettering, drawing, set};
use super::font;
use super::svg::{Naming, document, placed};
use super::words::{Words, shortened};
use crate::palette::{Colour, Paint, paint};

/// The widest PNG, in pixels: enough for a sharp picture in an email, and small enough to send.
const MAX_PNG_WIDTH: f64 = 1200.0;

/// The largest PNG, in bytes. A picture that comes out larger is made again at a smaller scale.
const MAX_PNG_BYTES: usize = 150_000;

/// The smallest scale: one pixel to the unit, as a screen shows it. A picture of very many rows may be larger than that file, and smaller
/// than that scale.
const LEAST_SCALE: f64 = 1.0;

/// The most pixels of a PNG, whatever its shape: 48 MB while it is made.
const MOST_PIXELS: f64 = 12_000_000.0;

/// The most characters of the name that a picture has for people who do not see it.
const LONGEST_TITLE: usize = 300;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The drawing failed.
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
    /// The drawing could not be read back for the PNG.
    #[error("the picture could not be turned into pixels: {0}")]
    Svg(#[from] usvg::Error),
    /// The PNG would be empty or beyond measure.
    #[error("a picture of {width} by {height} pixels cannot be made")]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The pixels could not be written.
    #[error("the picture could not be written as PNG: {0}")]
    Png(String),
}

/// A chart, drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// A whole SVG document in the light palette, with title line, subtitle and source line.
    pub svg: String,
    /// The finding, as a sentence.
    pub title: String,
    /// The picture in words, at most 250 characters.
    pub alt: String,
    /// The width of `svg`, in units.
    pub width: f64,
    /// The height of `svg`, in units.
    pub height: f64,
    chart: Drawing,
    chart_width: f64,
}

impl Picture {
    /// A chart with the words around it.
    pub(super) fn compose(
        layout: Layout,
        words: &Words,
        alt: String,
        chart: Drawing,
    ) -> Result<Self, PictureError> {
        let margin = margin(layout);
        let width = layout.width() + 2.0 * margin;
        let head = drawing(|canvas| draw_head(canvas, layout, words))?;
        let foot = drawing(|canvas| draw_foot(canvas, layout, words))?;
        let ground = drawing(|canvas| {
            let height = 2.0 * margin + head.height + chart.height + foot.height;
            canvas.rectangle((0.0, 0.0), (width, height), Colour::Paper);
            height
        })?;
        let marks = [
            ground.marks,
            placed(&head, margin, margin),
            placed(&chart, margin, margin + head.height),
            placed(&foot, margin, margin + head.height + chart.height),
        ]
        .concat();
        let title = shortened(&words.finding, LONGEST_TITLE);
        let naming = Naming { title: &title, description: &alt, id_prefix: "chart" };
        let svg = paint(&document(width, ground.height, &naming, &marks), Paint::Light);
        let chart_width = layout.width();
        Ok(Self { svg, title, alt, width, height: ground.height, chart, chart_width })
    }

    /// The chart alone as SVG for a page that has its own heading: colours are the page's custom properties, so
    /// that it follows dark mode, and ids begin with `id_prefix` (letters, digits, `-`, `_`), so that several fit
    /// one page. It has no margin, no ground and no styles of its own.
    pub fn inline(&self, id_prefix: &str) -> String {
        let naming = Naming { title: &self.title, description: &self.alt, id_prefix };
        let svg = document(self.chart_width, self.chart.height, &naming, &self.chart.marks);
        paint(&svg, Paint::Page)
    }

    /// The standalone picture as PNG, `scale` pixels to the unit; less where that would pass 1,200 pixels across
    /// or 150 kB, but never too few to read.
    ///
    /// # Errors
    /// [`PictureError`] if the scale is not a positive number or the pixels cannot be made.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, PictureError> {
        let options = usvg::Options {
            fontdb: font::database(),
            font_family: font::FAMILY.to_owned(),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(&self.svg, &options)?;
        let most = (MOST_PIXELS / (self.width * self.height)).sqrt().min(MAX_PNG_WIDTH / self.width);
        let least = LEAST_SCALE.min(most);
        let mut scale = f64::from(scale).clamp(0.0, most);
        loop {
            let png = self.pixels(&tree, scale)?;
            if png.len() <= MAX_PNG_BYTES || scale <= least {
                return Ok(png);
            }
            // The size grows with the area; a little less again, so that the next one fits.
            scale = (scale * 0.97 * (bytes(MAX_PNG_BYTES) / bytes(png.len())).sqrt()).max(least);
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, and pixmaps refuse what is too large"
    )]
    #[expect(clippy::cast_sign_loss, reason = "a negative or undefined scale becomes 0, which is refused")]
    fn pixels(&self, tree: &usvg::Tree, scale: f64) -> Result<Vec<u8>, PictureError> {
        let (width, height) = ((self.width * scale).round() as u32, (self.height * scale).round() as u32);
        let mut pixmap = tiny_skia::Pixmap::new(width, height).ok_or(PictureError::Size { width, height })?;
        let transform = tiny_skia::Transform::from_scale(scale as f32, scale as f32);
        resvg::render(tree, transform, &mut pixmap.as_mut());
        super::encode::png(&pixmap).map_err(|error| PictureError::Png(error.to_string()))
    }
}

#[expect(clippy::cast_precision_loss, reason = "files are far smaller than 2^52 bytes")]
fn bytes(count: usize) -> f64 {
    count as f64
}

fn margin(layout: Layout) -> f64 {
    match layout {
        Layout::Wide => 20.0,
        Layout::Narrow => 12.0,
    }
}

fn draw_head(canvas: &mut Canvas<'_>, layout: Layout, words: &Words) -> f64 {
    let size = if layout == Layout::Wide { 22.0 } else { 19.0 };
    let title = Lettering { size, ..Lettering::BODY.bold(true) };
    let subtitle = Lettering::BODY.colour(Colour::Soft);
    let title_lines = set(title.wrap(&words.finding, layout.width()), title);
    let subtitle_lines = set(subtitle.wrap(&words.subtitle, layout.width()), subtitle);
    let below_title = canvas.stack_from((0.0, 0.0), &title_lines);
    let end = canvas.stack_from((0.0, below_title + 4.0), &subtitle_lines);
    if title_lines.is_empty() && subtitle_lines.is_empty() { 0.0 } else { end + 18.0 }
}

fn draw_foot(canvas: &mut Canvas<'_>, layout: Layout, words: &Words) -> f64 {
    let lines = set(Lettering::SMALL.wrap(&words.source, layout.width()), Lettering::SMALL);
    if lines.is_empty() { 0.0 } else { canvas.stack_from((0.0, 14.0), &lines) }
}
