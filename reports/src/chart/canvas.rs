//! What the charts draw on: plotters' SVG backend in units of a tenth, with colours by meaning.

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, ShapeStyle, TextStyle};

use super::font;
use super::svg::PictureError;
use super::svg::{self, Drawing, MAGNIFICATION};
use super::words::shortened;
use crate::palette::Colour;

/// A place in a drawing, in units from its top left corner.
pub(super) type Point = (f64, f64);

/// The surface given to plotters, which cuts off what lies beyond: larger than any drawing. The size that it
/// writes is replaced, because a drawing's height is known only when all is drawn.
const SURFACE: (u32, u32) = (20_000, 2_000_000);

/// Plotters writes a font's size divided by this into the SVG.
const FONT_FACTOR: f64 = 1.24;

/// The em of ordinary text, in units.
pub(super) const BODY: f64 = 15.0;

/// The em of notes and axis labels: 12 pixels on a phone of 375 pixels whose page has ordinary margins.
pub(super) const SMALL: f64 = 13.0;

/// Where text lies on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a piece of text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lettering {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: Colour,
    pub(super) anchor: Anchor,
}

impl Lettering {
    /// Ordinary text.
    pub(super) const BODY: Self =
        Self { size: BODY, bold: false, colour: Colour::Ink, anchor: Anchor::Start };
    /// Notes and axis labels.
    pub(super) const SMALL: Self =
        Self { size: SMALL, bold: false, colour: Colour::Soft, anchor: Anchor::Start };

    pub(super) fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }

    pub(super) fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The width of a line set like this.
    pub(super) fn width(self, text: &str) -> f64 {
        font::width(text, self.size, self.bold)
    }

    /// Text in lines that fit the room.
    pub(super) fn wrap(self, text: &str, room: f64) -> Vec<String> {
        font::wrap(text, room, self.size, self.bold)
    }

    /// The distance from one baseline to the next.
    pub(super) fn leading(self) -> f64 {
        (self.size * 1.27).round()
    }
}

/// A line of text with its setting.
pub(super) type Set = (String, Lettering);

/// The surface a chart draws on. The first failure is kept and reported at the end, so that a chart reads as a
/// list of what it draws.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    failure: Option<String>,
}

/// A drawing made by `draw`, which returns the height that it took.
///
/// # Errors
/// [`PictureError::Drawing`] if plotters fails.
pub(super) fn drawing(draw: impl FnOnce(&mut Canvas<'_>) -> f64) -> Result<Drawing, PictureError> {
    let mut raw = String::new();
    let (height, failure) = {
        let area = SVGBackend::with_string(&mut raw, SURFACE).into_drawing_area();
        let mut canvas = Canvas { area, failure: None };
        let height = draw(&mut canvas);
        let presented = canvas.area.present().map_err(|error| error.to_string()).err();
        (height, canvas.failure.or(presented))
    };
    match failure {
        Some(reason) => Err(PictureError::Drawing(reason)),
        None => Ok(Drawing { marks: svg::clean(&raw), height: height.ceil() }),
    }
}

impl Canvas<'_> {
    /// A straight line.
    pub(super) fn line(&mut self, from: Point, to: Point, colour: Colour, width: f64) {
        self.path(&[from, to], colour, width, 1.0);
    }

    /// Lines from point to point.
    pub(super) fn path(&mut self, points: &[Point], colour: Colour, width: f64, opacity: f64) {
        let style = stroke(colour, width, opacity);
        let element = PathElement::new(points.iter().copied().map(place).collect::<Vec<_>>(), style);
        let drawn = self.area.draw(&element).map_err(|error| error.to_string());
        self.keep(drawn);
    }

    /// The outline of a polygon, with whole corners.
    pub(super) fn outline(&mut self, corners: &[Point], colour: Colour, width: f64) {
        let (Some(first), Some(last)) = (corners.first(), corners.last()) else { return };
        // Begun and ended in the middle of an edge: an open path has no joint where it begins.
        let middle = (f64::midpoint(first.0, last.0), f64::midpoint(first.1, last.1));
        let mut points = vec![middle];
        points.extend_from_slice(corners);
        points.push(middle);
        self.path(&points, colour, width, 1.0);
    }

    /// A filled polygon.
    pub(super) fn polygon(&mut self, corners: &[Point], colour: Colour, opacity: f64) {
        let style = colour.numbered().mix(opacity).filled();
        let element = Polygon::new(corners.iter().copied().map(place).collect::<Vec<_>>(), style);
        let drawn = self.area.draw(&element).map_err(|error| error.to_string());
        self.keep(drawn);
    }

    /// A filled rectangle.
    pub(super) fn rectangle(&mut self, from: Point, to: Point, colour: Colour) {
        let element = Rectangle::new([place(from), place(to)], colour.numbered().filled());
        let drawn = self.area.draw(&element).map_err(|error| error.to_string());
        self.keep(drawn);
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, centre: Point, radius: f64, colour: Colour) {
        let element = Circle::new(place(centre), tenths(radius), colour.numbered().filled());
        let drawn = self.area.draw(&element).map_err(|error| error.to_string());
        self.keep(drawn);
    }

    /// A circle line.
    pub(super) fn ring(&mut self, centre: Point, radius: f64, colour: Colour, width: f64) {
        let element = Circle::new(place(centre), tenths(radius), stroke(colour, width, 1.0));
        let drawn = self.area.draw(&element).map_err(|error| error.to_string());
        self.keep(drawn);
    }

    /// A line of text on its baseline.
    pub(super) fn text(&mut self, baseline: Point, text: &str, lettering: Lettering) {
        if text.is_empty() {
            return;
        }
        let h_pos = match lettering.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let face = font::face(lettering.size * MAGNIFICATION * FONT_FACTOR, lettering.bold);
        let colour = lettering.colour.numbered();
        let style = TextStyle::from(face).color(&colour).pos(Pos::new(h_pos, VPos::Bottom));
        let text = svg::printable(&shortened(text, font::LONGEST_LINE));
        let drawn = self.area.draw_text(&text, &style, place(baseline)).map_err(|error| error.to_string());
        self.keep(drawn);
    }

    /// Lines of text one below another, the block centred on `centre.1`.
    pub(super) fn stack(&mut self, centre: Point, lines: &[Set]) {
        self.stack_from((centre.0, centre.1 - stack_height(lines) / 2.0), lines);
    }

    /// Lines of text one below another, the block starting at `top.1`. Returns where it ends.
    pub(super) fn stack_from(&mut self, top: Point, lines: &[Set]) -> f64 {
        let mut y = top.1;
        for (text, lettering) in lines {
            let leading = lettering.leading();
            // Capitals of Noto Sans are 0.71 of the em: this centres them in their line.
            self.text((top.0, y + leading / 2.0 + 0.357 * lettering.size), text, *lettering);
            y += leading;
        }
        y
    }

    fn keep(&mut self, drawn: Result<(), String>) {
        if let Err(reason) = drawn {
            self.failure.get_or_insert(reason);
        }
    }
}

/// The height of lines of text one below another.
pub(super) fn stack_height(lines: &[Set]) -> f64 {
    lines.iter().map(|(_, lettering)| lettering.leading()).sum()
}

/// Each line with the same setting.
pub(super) fn set(lines: Vec<String>, lettering: Lettering) -> Vec<Set> {
    lines.into_iter().map(|line| (line, lettering)).collect()
}

fn stroke(colour: Colour, width: f64, opacity: f64) -> ShapeStyle {
    colour.numbered().mix(opacity).stroke_width(tenths(width))
}

#[expect(clippy::cast_possible_truncation, reason = "a float to integer cast saturates, and NaN becomes 0")]
fn place((x, y): Point) -> (i32, i32) {
    ((x * MAGNIFICATION).round() as i32, (y * MAGNIFICATION).round() as i32)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "widths are small and positive, and the cast saturates"
)]
fn tenths(length: f64) -> u32 {
    (length * MAGNIFICATION).round() as u32
}
