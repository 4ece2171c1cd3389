//! The marks: circle and diamond of the two sides, outlined boxes, the hatches of two answers together and of too few answers.

use super::ChartSide;
use super::canvas::{Anchor, Canvas, Lettering, Point, set};
use super::words::shortened;
use crate::palette::Colour;

/// The radius of the library's circle.
const CIRCLE: f64 = 7.5;

/// The half diagonal of the partners' diamond, to the middle of its stroke.
const DIAMOND: f64 = 8.5;

/// How near two marks may come before they cover each other.
pub(super) const TOUCH: f64 = 16.0;

/// The most characters that stand in place of marks.
const LONGEST: usize = 80;

/// The distance between hatch lines.
const HATCH: f64 = 7.0;

impl ChartSide {
    /// The colour of its marks.
    pub(super) fn dot(self) -> Colour {
        match self {
            Self::Library => Colour::Library,
            Self::Partner => Colour::PartnerDot,
        }
    }

    /// The colour of text about it.
    pub(super) fn text(self) -> Colour {
        match self {
            Self::Library => Colour::Library,
            Self::Partner => Colour::Partner,
        }
    }
}

/// The mark of a side. A `clear` diamond lets a circle behind it be seen.
pub(super) fn draw_side(canvas: &mut Canvas<'_>, centre: Point, side: ChartSide, clear: bool) {
    match side {
        ChartSide::Library => canvas.disc(centre, CIRCLE, Colour::Library),
        ChartSide::Partner => {
            let corners = diamond(centre, DIAMOND);
            if !clear {
                canvas.polygon(&corners, Colour::Paper, 1.0);
            }
            canvas.outline(&corners, Colour::PartnerDot, if clear { 2.2 } else { 2.8 });
        }
    }
}

/// The mark of a side where marks stand too close for their full size: `reach` units to each side.
pub(super) fn draw_small_side(canvas: &mut Canvas<'_>, centre: Point, side: ChartSide, reach: f64) {
    match side {
        ChartSide::Library => canvas.disc(centre, reach, side.dot()),
        ChartSide::Partner => canvas.polygon(&diamond(centre, reach), side.dot(), 1.0),
    }
}

/// The mark of a side at an earlier time (hollow) or now (filled).
pub(super) fn draw_time(canvas: &mut Canvas<'_>, centre: Point, side: ChartSide, now: bool) {
    match (side, now) {
        (ChartSide::Library, true) => canvas.disc(centre, CIRCLE, side.dot()),
        (ChartSide::Library, false) => {
            canvas.disc(centre, CIRCLE, Colour::Paper);
            canvas.ring(centre, CIRCLE - 1.2, side.dot(), 2.4);
        }
        (ChartSide::Partner, true) => canvas.polygon(&diamond(centre, DIAMOND + 1.0), side.dot(), 1.0),
        (ChartSide::Partner, false) => draw_side(canvas, centre, side, false),
    }
}

/// The mark of a side at an earlier time where the mark of now would cover it: a line around.
pub(super) fn draw_time_around(canvas: &mut Canvas<'_>, centre: Point, side: ChartSide) {
    match side {
        ChartSide::Library => canvas.ring(centre, CIRCLE + 3.5, side.dot(), 2.0),
        ChartSide::Partner => canvas.outline(&diamond(centre, DIAMOND + 6.0), side.dot(), 2.0),
    }
}

/// The corners of a diamond.
fn diamond((x, y): Point, reach: f64) -> [Point; 4] {
    [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
}

/// The corners of a box.
fn corners(from: Point, to: Point) -> [Point; 4] {
    [from, (to.0, from.1), to, (from.0, to.1)]
}

/// A filled box with the 1-unit outline that tells neighbours apart without colour.
pub(super) fn draw_box(canvas: &mut Canvas<'_>, from: Point, to: Point, fill: Colour) {
    canvas.rectangle(from, to, fill);
    canvas.outline(&corners(from, to), Colour::Soft, 1.0);
}

/// A pale band behind marks.
pub(super) fn draw_band(canvas: &mut Canvas<'_>, from: Point, to: Point) {
    canvas.rectangle(from, to, Colour::Sequential(0));
    canvas.outline(&corners(from, to), Colour::Sequential(1), 1.0);
}

/// A hatched box: too few answers.
pub(super) fn draw_hatch(canvas: &mut Canvas<'_>, from: Point, to: Point) {
    canvas.rectangle(from, to, Colour::Wash);
    draw_strokes(canvas, from, to, (Colour::Line, 1.4));
    canvas.outline(&corners(from, to), Colour::Line, 1.0);
}

/// A box hatched in the colours of two answers that are counted together.
pub(super) fn draw_both(
    canvas: &mut Canvas<'_>,
    from: Point,
    to: Point,
    (ground, strokes): (Colour, Colour),
) {
    canvas.rectangle(from, to, ground);
    draw_strokes(canvas, from, to, (strokes, 3.0));
    canvas.outline(&corners(from, to), Colour::Soft, 1.0);
}

/// Strokes from the upper right to the lower left, cut at the box.
fn draw_strokes(canvas: &mut Canvas<'_>, from: Point, to: Point, (colour, thickness): (Colour, f64)) {
    let (width, height) = (to.0 - from.0, to.1 - from.1);
    let mut offset = HATCH;
    while offset < width + height {
        // The stroke from the top edge down to the left, cut at the box.
        let upper = (from.0 + offset.min(width), from.1 + (offset - width).max(0.0));
        let lower = (from.0 + (offset - height).max(0.0), from.1 + offset.min(height));
        canvas.line(upper, lower, colour, thickness);
        offset += HATCH;
    }
}

/// Words in place of marks, on a ground of their own so that no hairline runs through them.
pub(super) fn draw_words(canvas: &mut Canvas<'_>, (left, y): Point, words: &str) {
    let style = Lettering::SMALL;
    let words = shortened(words, LONGEST);
    canvas.rectangle((left - 4.0, y - 10.0), (left + style.width(&words) + 6.0, y + 10.0), Colour::Paper);
    canvas.stack((left, y), &[(words, style)]);
}

/// A short centred text on a ground of its own, so that no line runs through it.
pub(super) fn draw_on_ground(canvas: &mut Canvas<'_>, (x, y): Point, text: &str, lettering: Lettering) {
    let reach = lettering.width(text) / 2.0 + 2.0;
    canvas.rectangle((x - reach, y - 7.0), (x + reach, y + 7.0), Colour::Paper);
    canvas.stack((x, y), &[(text.to_owned(), lettering)]);
}

/// What thin lines through means are.
pub(super) const INTERVALS: &str = "Thin lines are 95% intervals: where the mean would probably lie if many more people \
                                    like these had answered.";

/// A sentence under a drawing. Returns where it ends.
pub(super) fn draw_note(canvas: &mut Canvas<'_>, (left, right): (f64, f64), top: f64, note: &str) -> f64 {
    let lines = set(Lettering::SMALL.wrap(note, right - left), Lettering::SMALL);
    canvas.stack_from((left, top + 8.0), &lines)
}

/// How far the middles of two short texts keep from each other.
const APART: f64 = 28.0;

/// Where the middles of two printed values stand over their marks: at their places, but apart.
pub(super) fn parted(places: [f64; 2]) -> [f64; 2] {
    let (middle, distance) = (f64::midpoint(places[0], places[1]), places[1] - places[0]);
    let half = if distance < 0.0 { -APART / 2.0 } else { APART / 2.0 };
    if distance.abs() < APART { [middle - half, middle + half] } else { places }
}

/// Words on a hatched box, on a ground of their own so that no stroke runs through them.
pub(super) fn draw_on_hatch(canvas: &mut Canvas<'_>, centre: Point, text: &str) {
    let style = Lettering::SMALL.anchor(Anchor::Middle);
    let reach = style.width(text) / 2.0 + 5.0;
    canvas.rectangle((centre.0 - reach, centre.1 - 9.0), (centre.0 + reach, centre.1 + 9.0), Colour::Wash);
    canvas.stack(centre, &[(text.to_owned(), style)]);
}
