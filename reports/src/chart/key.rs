//! The key above a chart: what its marks and colours mean, flowing over as many lines as it needs.

use super::canvas::{Canvas, Lettering, Point};
use super::words::shortened;
use super::{ChartSide, marks};
use crate::palette::Colour;

/// What stands before an entry's words.
#[derive(Clone, Copy)]
pub(super) enum Swatch {
    /// The mark of a side.
    Side(ChartSide),
    /// The mark of a side then (`false`) or now (`true`).
    Time(ChartSide, bool),
    /// The small bar of an earlier answer.
    Bar,
    /// A filled box.
    Fill(Colour),
    /// Two colours in one box: two answers together.
    Both(Colour, Colour),
    Band,
    /// Nothing.
    None,
}

/// A mark and its meaning.
pub(super) struct KeyEntry {
    pub(super) swatch: Swatch,
    pub(super) words: String,
    pub(super) lettering: Lettering,
}

impl KeyEntry {
    /// A mark with its meaning in small secondary text.
    pub(super) fn plain(swatch: Swatch, words: impl Into<String>) -> Self {
        Self { swatch, words: words.into(), lettering: Lettering::SMALL }
    }

    /// The mark of a side with its meaning in the side's colour.
    pub(super) fn side(swatch: Swatch, side: ChartSide, words: impl Into<String>) -> Self {
        let lettering = Lettering::SMALL.bold(true).colour(side.text());
        Self { swatch, words: words.into(), lettering }
    }
}

/// The height of a line of the key.
const LINE: f64 = 22.0;

/// The room a mark takes.
const MARK: f64 = 24.0;

/// The most characters of an entry.
const LONGEST: usize = 160;

/// Bold letters of other fonts than the one that is measured may be so much wider.
const WIDER: f64 = 1.12;

/// The space after an entry.
const SPACE: f64 = 18.0;

/// Draws a key between `left` and `right` from `top` downwards. Returns where it ends.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    entries: &[KeyEntry],
    (left, right): (f64, f64),
    top: f64,
) -> f64 {
    let (mut x, mut y) = (left, top);
    for entry in entries {
        let words = shortened(&entry.words, LONGEST);
        let mark = if matches!(entry.swatch, Swatch::None) { 0.0 } else { MARK };
        let style = entry.lettering;
        if x > left && x + mark + style.width(&words) * WIDER > right {
            x = left;
            y += LINE;
        }
        draw_swatch(canvas, entry.swatch, (x + 9.0, y + LINE / 2.0));
        let lines = style.wrap(&words, right - left - mark);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                y += style.leading();
            }
            canvas.text((x + mark, y + LINE / 2.0 + 0.357 * style.size), line, style);
        }
        x += mark + lines.last().map_or(0.0, |line| style.width(line) * WIDER) + SPACE;
    }
    if entries.is_empty() { top } else { y + LINE }
}

fn draw_swatch(canvas: &mut Canvas<'_>, swatch: Swatch, centre: Point) {
    let (from, to) = ((centre.0 - 8.0, centre.1 - 7.0), (centre.0 + 8.0, centre.1 + 7.0));
    match swatch {
        Swatch::Side(side) => marks::draw_side(canvas, centre, side, false),
        Swatch::Time(side, now) => marks::draw_time(canvas, centre, side, now),
        Swatch::Bar => canvas.line((centre.0, from.1), (centre.0, to.1), Colour::Soft, 3.0),
        Swatch::Fill(colour) => marks::draw_box(canvas, from, to, colour),
        Swatch::Both(one, other) => marks::draw_both(canvas, from, to, (one, other)),
        Swatch::Band => marks::draw_band(canvas, from, to),
        Swatch::None => {}
    }
}
