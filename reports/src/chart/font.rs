//! The typeface of the pictures: Noto Sans, carried as bytes; its measuring and the wrapping of text.

use std::sync::{Arc, LazyLock};

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use resvg::usvg::fontdb;

use super::words::shortened;

/// The family that is measured, and drawn in PNG.
pub(super) const FAMILY: &str = "Noto Sans";

/// The families of an SVG: the measured one, then faces that set no wider.
pub(super) const FAMILIES: &str =
    "'Noto Sans', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// Plotters scales a face by its ascent plus descent (1.069 + 0.293 of the em in Noto Sans), SVG by its em.
const HEIGHT_PER_EM: f64 = 1.362;

/// Room for readers whose own face sets wider than the measured one.
const WRAP_MARGIN: f64 = 1.04;

/// The most of a text that is set in lines, in characters: more than the longest source line of a summary.
const MOST_CHARACTERS: usize = 1_000;

/// The most lines of one text.
const MOST_LINES: usize = 24;

/// The most characters of one line: more than the narrowest letters fill in the widest drawing.
pub(super) const LONGEST_LINE: usize = 300;

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

/// Text in as few lines as fit `room`, all of about the same length. What is too long for any picture is cut, and
/// where there is no room there are no lines: a drawing ends, whatever it is given.
pub(super) fn wrap(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    if room.is_nan() || room <= 0.0 {
        return Vec::new();
    }
    let text = shortened(text, MOST_CHARACTERS);
    let words: Vec<Word<'_>> =
        words(&text).map(|text| Word { text, width: width(text, size, bold) }).collect();
    let filled = fill(&words, room, size, bold);
    let mut lines = filled.lines;
    if filled.cut {
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
        return lines;
    }
    if lines.len() < 2 {
        return lines;
    }
    // The narrowest room that needs no more lines leaves no single word on the last one.
    let widest_word = words.iter().map(|word| word.width).fold(0.0, f64::max);
    let (mut low, mut high) = (widest_word * WRAP_MARGIN, room);
    while high - low > 2.0 {
        let middle = f64::midpoint(low, high);
        let narrower = fill(&words, middle, size, bold);
        if narrower.cut || narrower.lines.len() > lines.len() {
            low = middle;
        } else {
            high = middle;
            lines = narrower.lines;
        }
    }
    lines
}

/// A word and its width.
struct Word<'t> {
    text: &'t str,
    width: f64,
}

/// Lines filled one after another.
struct Filled {
    lines: Vec<String>,
    /// Whether some of the text is in none of them.
    cut: bool,
}

/// Text in lines filled one after another, broken between words, and within a word only if the word alone is too
/// wide.
fn fill(words: &[Word<'_>], room: f64, size: f64, bold: bool) -> Filled {
    let fits =
        |line: &str| line.chars().count() <= LONGEST_LINE && width(line, size, bold) * WRAP_MARGIN <= room;
    let blank = width("n n", size, bold) - width("nn", size, bold);
    let (mut lines, mut line, mut reach) = (Vec::new(), String::new(), 0.0);
    for word in words {
        if lines.len() >= MOST_LINES {
            return Filled { lines, cut: true };
        }
        let longer = if line.is_empty() { word.text.to_owned() } else { format!("{line} {}", word.text) };
        let further = if line.is_empty() { word.width } else { reach + blank + word.width };
        // The sum of the parts decides, unless it is so close that the pairs of letters between them matter.
        let sure = (further * WRAP_MARGIN / room - 1.0).abs() > 0.03 && longer.len() <= LONGEST_LINE;
        let has_room = if sure { further * WRAP_MARGIN <= room } else { fits(&longer) };
        if has_room {
            (line, reach) = (longer, further);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word.text.to_owned();
        while !fits(&rest) {
            if lines.len() >= MOST_LINES {
                return Filled { lines, cut: true };
            }
            let (head, tail) = break_word(&rest, fits);
            lines.push(head);
            rest = tail;
        }
        reach = width(&rest, size, bold);
        line = rest;
    }
    let cut = !line.is_empty() && lines.len() >= MOST_LINES;
    if !line.is_empty() && !cut {
        lines.push(line);
    }
    Filled { lines, cut }
}

/// The words of a text. A no-break space holds two of them together.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() && c != '\u{A0}').filter(|word| !word.is_empty())
}

/// The longest start of a word that fits with a hyphen after it (at least one character), and the remainder.
fn break_word(word: &str, fits: impl Fn(&str) -> bool) -> (String, String) {
    let ends: Vec<usize> = word.char_indices().skip(1).take(LONGEST_LINE).map(|(at, _)| at).collect();
    // A longer start is wider: the first that no longer fits is found by halving.
    let fitting = ends.partition_point(|&at| fits(&format!("{}-", &word[..at])));
    match ends.get(fitting.saturating_sub(1)) {
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

    #[test]
    fn without_room_there_are_no_lines() {
        for room in [0.0, -0.5, f64::NEG_INFINITY, f64::NAN] {
            assert!(wrap("14 May 2026", room, 13.0, false).is_empty(), "{room}");
        }
    }

    #[test]
    fn a_text_too_long_for_any_picture_is_cut_and_says_so() {
        let began = std::time::Instant::now();
        for text in ["e".repeat(5_000), "ee ".repeat(5_000), "\u{301}".repeat(5_000)] {
            for room in [0.1, 3.0, 30.0, 300.0, 960.0] {
                let lines = wrap(&text, room, 15.0, true);
                assert!(lines.len() <= MOST_LINES, "{} lines", lines.len());
                assert!(lines.iter().map(|line| line.chars().count()).sum::<usize>() <= 2 * MOST_CHARACTERS);
                assert!(lines.last().unwrap().ends_with('…'), "{lines:?}");
            }
        }
        assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
    }
}
