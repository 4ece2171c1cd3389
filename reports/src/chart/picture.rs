//! A finished picture: standalone SVG, SVG for a page, PNG.

use resvg::{tiny_skia, usvg};

use super::Layout;
use super::canvas::{Canvas, Lettering, drawing, set, stack_height};
use super::data::ChartData;
use super::font;
use super::svg::PictureError;
use super::svg::{Drawing, Naming, document, placed, scaled};
use super::words::{ChartWords, shortened};
use crate::palette::{Colour, Paint, paint};

/// How large a PNG may be. A picture that comes out larger is made again at a smaller scale.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Pixels across.
    width: f64,
    /// Bytes.
    bytes: usize,
}

/// Enough for a sharp picture in an email, and small enough to send.
const OF_EMAIL: Limits = Limits { width: 1200.0, bytes: 150_000 };

/// A whole wall: a slide is shown as large as projectors show it, and sent by nobody.
const OF_SLIDE: Limits = Limits { width: 1920.0, bytes: 600_000 };

/// A slide, 16 to 9, in units.
const SLIDE: (f64, f64) = (1280.0, 720.0);

/// The space around what is on a slide.
const SLIDE_MARGIN: f64 = 48.0;

/// The smallest scale: one pixel to the unit, as a screen shows it. A picture of very many rows may be larger than that file, and smaller
/// than that scale.
const LEAST_SCALE: f64 = 1.0;

/// The most pixels of a PNG, whatever its shape: 48 MB while it is made.
const MOST_PIXELS: f64 = 12_000_000.0;

/// The most characters of the name that a picture has for people who do not see it.
const LONGEST_TITLE: usize = 300;

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
    /// The figures that it shows.
    pub data: ChartData,
    chart: Drawing,
    chart_width: f64,
    words: ChartWords,
    limits: Limits,
}

impl Picture {
    /// A chart with the words around it.
    pub(super) fn compose(
        layout: Layout,
        words: &ChartWords,
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
        Ok(Self {
            svg,
            title,
            alt,
            width,
            height: ground.height,
            data: ChartData::default(),
            chart,
            chart_width: layout.width(),
            words: words.clone(),
            limits: OF_EMAIL,
        })
    }

    /// The same with the figures that it shows.
    #[must_use]
    pub(super) fn with_data(self, data: ChartData) -> Self {
        Self { data, ..self }
    }

    /// The same as a slide, 16 to 9: the finding, the chart as large as there is room, whose answers it shows, and where
    /// they come from.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if the words cannot be drawn.
    pub fn slide(&self) -> Result<Self, PictureError> {
        let (width, height) = SLIDE;
        let room = width - 2.0 * SLIDE_MARGIN;
        let lines = |text: &str, size: f64, bold: bool, colour: Colour| {
            let style = Lettering { size, ..Lettering::BODY.bold(bold).colour(colour) };
            set(style.wrap(text, room), style)
        };
        let title = lines(&shortened(&self.words.finding, LONGEST_TITLE), 32.0, true, Colour::Ink);
        let base = lines(&self.words.subtitle, 20.0, false, Colour::Soft);
        let source = lines(&self.words.source, 16.0, false, Colour::Soft);
        let top = SLIDE_MARGIN + stack_height(&title) + 6.0 + stack_height(&base) + 20.0;
        let foot = height - SLIDE_MARGIN - stack_height(&source);
        // Words for which there is no room beside a chart leave it a strip all the same.
        let scale =
            (room / self.chart_width).min((foot - 20.0 - top).max(120.0) / self.chart.height.max(1.0));
        let words = drawing(|canvas| {
            canvas.rectangle((0.0, 0.0), SLIDE, Colour::Paper);
            let below = canvas.stack_from((SLIDE_MARGIN, SLIDE_MARGIN), &title);
            canvas.stack_from((SLIDE_MARGIN, below + 6.0), &base);
            canvas.stack_from((SLIDE_MARGIN, foot), &source);
            height
        })?;
        let left = (width - self.chart_width * scale) / 2.0;
        let marks = [words.marks, scaled(&self.chart, left, top, scale)].concat();
        let naming = Naming { title: &self.title, description: &self.alt, id_prefix: "slide" };
        let svg = paint(&document(width, height, &naming, &marks), Paint::Light);
        Ok(Self { svg, width, height, limits: OF_SLIDE, ..self.clone() })
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
    /// or 150 kB (a slide 1,920 or 600 kB), but never too few to read.
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
        let most = (MOST_PIXELS / (self.width * self.height)).sqrt().min(self.limits.width / self.width);
        let least = LEAST_SCALE.min(most);
        let mut scale = f64::from(scale).clamp(0.0, most);
        loop {
            let png = self.pixels(&tree, scale)?;
            if png.len() <= self.limits.bytes || scale <= least {
                return Ok(png);
            }
            // The size grows with the area; a little less again, so that the next one fits.
            scale = (scale * 0.97 * (bytes(self.limits.bytes) / bytes(png.len())).sqrt()).max(least);
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

fn draw_head(canvas: &mut Canvas<'_>, layout: Layout, words: &ChartWords) -> f64 {
    let size = if layout == Layout::Wide { 22.0 } else { 19.0 };
    let title = Lettering { size, ..Lettering::BODY.bold(true) };
    let subtitle = Lettering::BODY.colour(Colour::Soft);
    let title_lines = set(title.wrap(&words.finding, layout.width()), title);
    let subtitle_lines = set(subtitle.wrap(&words.subtitle, layout.width()), subtitle);
    let below_title = canvas.stack_from((0.0, 0.0), &title_lines);
    let end = canvas.stack_from((0.0, below_title + 4.0), &subtitle_lines);
    if title_lines.is_empty() && subtitle_lines.is_empty() { 0.0 } else { end + 18.0 }
}

fn draw_foot(canvas: &mut Canvas<'_>, layout: Layout, words: &ChartWords) -> f64 {
    let lines = set(Lettering::SMALL.wrap(&words.source, layout.width()), Lettering::SMALL);
    if lines.is_empty() { 0.0 } else { canvas.stack_from((0.0, 14.0), &lines) }
}
