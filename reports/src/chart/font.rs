//! The typeface of the pictures: Noto Sans, carried as bytes; its measuring and the wrapping of text.

use std::sync::{Arc, LazyLock};

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use resvg::usvg::fontdb;

/// The family that is measured, and drawn in PNG.
pub(super) const FAMILY: &str = "Noto Sans";

/// The families of an SVG: the measured one, then faces that set no wider.
pub(super) const FAMILIES: &str =
    "'Noto Sans', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// Plotters scales a face by its ascent plus descent (1.069 + 0.293 of the em in Noto Sans), SVG by its em.
const HEIGHT_PER_EM: f64 = 1.362;

/// Room for readers whose own face sets wider than the measured one.
const WRAP_MARGIN: f64 = 1.04;

/// Both weights, registered with plotters on first use.
static REGISTERED: LazyLock<bool> = LazyLock::new(|| {
    register_font(FAMILY, FontStyle::Normal, notosans::REGULAR_TTF).is_ok()
        && register_font(FAMILY, FontStyle::Bold, notosans::BOLD_TTF).is_ok()
});

/// The one font database that every rendering shares.
static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut database = fontdb::Database::new();
    database.load_font_data(notosans::REGULAR_TTF.to_vec());
    database.load_font_data(notosans::BOLD_TTF.to_vec());
    database.set_sans_serif_family(FAMILY);
    Arc::new(database)
});

/// The font database for PNG.
pub(super) fn database() -> Arc<fontdb::Database> {
    Arc::clone(&DATABASE)
}

/// The face for plotters; `size` is in plotters' own measure.
pub(super) fn face(size: f64, bold: bool) -> FontDesc<'static> {
    // An unregistered face surfaces as a drawing error, so the outcome needs no second check here.
    LazyLock::force(&REGISTERED);
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    FontDesc::new(FontFamily::Name(FAMILY), size, style)
}

/// The width of a line of text whose em is `size` units.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    // Measured a hundred times too large, because plotters answers in whole units.
    face(size * HEIGHT_PER_EM * 100.0, bold)
        .layout_box(text)
        .map_or(0.0, |((left, _), (right, _))| f64::from(right - left) / 100.0)
}

/// Text in as few lines as fit `room`, all of about the same length.
pub(super) fn wrap(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines = fill(text, room, size, bold);
    if lines.len() < 2 {
        return lines;
    }
    // The narrowest room that needs no more lines leaves no single word on the last one.
    let widest_word = words(text).map(|word| width(word, size, bold)).fold(0.0, f64::max);
    let (mut low, mut high) = (widest_word * WRAP_MARGIN, room);
    while high - low > 2.0 {
        let middle = f64::midpoint(low, high);
        let narrower = fill(text, middle, size, bold);
        if narrower.len() > lines.len() {
            low = middle;
        } else {
            high = middle;
            lines = narrower;
        }
    }
    lines
}

/// Text in lines filled one after another, broken between words, and within a word only if the word alone is too
/// wide.
fn fill(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let fits = |line: &str| width(line, size, bold) * WRAP_MARGIN <= room;
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word.to_owned();
        while !fits(&rest) {
            let (head, tail) = break_word(&rest, fits);
            lines.push(head);
            rest = tail;
        }
        line = rest;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The words of a text. A no-break space holds two of them together.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() && c != '\u{A0}').filter(|word| !word.is_empty())
}

/// The longest start of a word that fits with a hyphen after it (at least one character), and the remainder.
fn break_word(word: &str, fits: impl Fn(&str) -> bool) -> (String, String) {
    let ends: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).collect();
    let last = ends.iter().rev().find(|&&at| fits(&format!("{}-", &word[..at]))).or(ends.first());
    match last {
        Some(&at) => (format!("{}-", word[..at].trim_end_matches('-')), word[at..].to_owned()),
        None => (word.to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg;

    #[test]
    fn a_measured_line_is_as_wide_as_the_drawn_one() {
        for (bold, weight) in [(false, 400), (true, 700)] {
            let text = "Work with different ages, from under-fives up";
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='40'><text x='5' y='30' \
                 font-family='Noto Sans' font-size='20' font-weight='{weight}'>{text}</text></svg>"
            );
            let options = usvg::Options { fontdb: database(), ..usvg::Options::default() };
            let tree = usvg::Tree::from_str(&svg, &options).unwrap();
            let drawn = f64::from(tree.root().abs_bounding_box().width());
            let measured = width(text, 20.0, bold);
            assert!((measured - drawn).abs() < 0.015 * drawn, "{measured} against {drawn}");
        }
    }

    #[test]
    fn text_breaks_between_words() {
        let lines = wrap("Be clear what we want from the partnership", 120.0, 15.0, false);
        assert!(lines.len() > 2);
        assert_eq!(lines.join(" "), "Be clear what we want from the partnership");
        assert!(lines.iter().all(|line| width(line, 15.0, false) <= 120.0));
    }

    #[test]
    fn a_number_stays_with_its_word() {
        let lines = wrap("Don’t\u{A0}know\u{A0}12, n/a\u{A0}10", 110.0, 13.0, false);
        assert_eq!(lines, ["Don’t\u{A0}know\u{A0}12,", "n/a\u{A0}10"]);
    }

    #[test]
    fn a_word_wider_than_its_column_is_hyphenated() {
        let lines = wrap("Kinderjugendhilfepartnerschaftsvereinbarung", 100.0, 15.0, false);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| width(line, 15.0, false) <= 100.0));
        assert_eq!(lines.concat().replace('-', ""), "Kinderjugendhilfepartnerschaftsvereinbarung");
    }

    #[test]
    fn a_column_too_narrow_for_one_letter_still_ends() {
        assert_eq!(wrap("abc", 1.0, 15.0, false).len(), 3);
    }
}
