//! The SVG text: what plotters writes, made small, exact and accessible.

use std::fmt::Write as _;

use resvg::usvg;

use super::font::FAMILIES;

/// Plotters knows whole coordinates only, so everything is drawn this much larger.
pub(super) const MAGNIFICATION: f64 = 10.0;

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

/// A finished drawing in numbered colours.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    pub(super) marks: String,
    pub(super) height: f64,
}

/// The marks of plotters' document without its frame: sizes back in units, defaults left out, text free of
/// stray line breaks. Plotters writes one tag a line.
pub(super) fn clean(raw: &str) -> String {
    let mut marks = String::with_capacity(raw.len());
    let mut lines = raw.lines();
    while let Some(line) = lines.next() {
        let Some(tag) = line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else { continue };
        let Some((name, attributes)) = tag.trim_end_matches('/').split_once(' ') else { continue };
        if name == "svg" {
            continue;
        }
        marks.push('<');
        marks.push_str(name);
        let mut parts = attributes.split('"');
        while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
            write_attribute(&mut marks, key.trim().trim_end_matches('='), value);
        }
        if name == "text" {
            let content = lines.next().unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = writeln!(marks, ">{content}</text>");
        } else {
            marks.push_str("/>\n");
        }
    }
    marks
}

fn write_attribute(marks: &mut String, key: &str, value: &str) {
    let written = match (key, value) {
        // The position is the baseline, the family stands on the root, the rest are SVG's own defaults.
        ("dy" | "font-family", _) | ("opacity", "1") | ("stroke", "none") | ("text-anchor", "start") => {
            return;
        }
        // A width without a stroke, as plotters gives to filled circles.
        ("stroke-width", _) if !is_stroked(marks) => return,
        ("font-weight", "bold") => "600".to_owned(),
        ("points", points) => points
            .split_whitespace()
            .map(|point| point.split(',').map(in_units).collect::<Vec<_>>().join(","))
            .collect::<Vec<_>>()
            .join(" "),
        (
            "x" | "y" | "cx" | "cy" | "r" | "x1" | "x2" | "y1" | "y2" | "width" | "height" | "font-size"
            | "stroke-width",
            number,
        ) => in_units(number),
        (_, other) => other.to_owned(),
    };
    let _ = write!(marks, " {key}=\"{written}\"");
}

/// Whether the tag being written has a stroke.
fn is_stroked(marks: &str) -> bool {
    marks.rsplit('<').next().is_some_and(|tag| tag.contains(" stroke="))
}

/// A number of the magnified drawing in units, to a tenth.
fn in_units(number: &str) -> String {
    let units = number.parse::<f64>().unwrap_or_default() / MAGNIFICATION;
    let tenth = format!("{units:.1}");
    tenth.strip_suffix(".0").map_or(tenth.clone(), str::to_owned)
}

/// Text with everything taken out that XML forbids or that would break a line.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Text for XML content or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// What a document says of itself to people who do not see it.
pub(super) struct Naming<'a> {
    /// The short name.
    pub(super) title: &'a str,
    /// The whole content in words.
    pub(super) description: &'a str,
    /// What makes its ids unique on a page.
    pub(super) id_prefix: &'a str,
}

/// A document around marks.
pub(super) fn document(width: f64, height: f64, naming: &Naming<'_>, marks: &str) -> String {
    // Ids go unquoted into other attributes, so only plain characters may pass.
    let prefix: String =
        naming.id_prefix.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let (title, description) = (escape(naming.title), escape(naming.description));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{prefix}-title {prefix}-desc\" \
         font-family=\"{FAMILIES}\">\n<title id=\"{prefix}-title\">{title}</title>\n\
         <desc id=\"{prefix}-desc\">{description}</desc>\n{marks}</svg>\n"
    )
}

/// A drawing moved to its place in another.
pub(super) fn placed(drawing: &Drawing, left: f64, top: f64) -> String {
    format!("<g transform=\"translate({left} {top})\">\n{}</g>\n", drawing.marks)
}

/// A drawing moved to its place in another, larger or smaller.
pub(super) fn scaled(drawing: &Drawing, left: f64, top: f64, scale: f64) -> String {
    let marks = &drawing.marks;
    format!("<g transform=\"translate({left:.1} {top:.1}) scale({scale:.4})\">\n{marks}</g>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plotters_text_becomes_one_tidy_line() {
        let raw = "<svg width=\"1\" height=\"1\">\n<text x=\"1234\" y=\"50\" dy=\"-0.5ex\" text-anchor=\"start\" \
                   font-family=\"Noto Sans\" font-size=\"150.00000000000003\" opacity=\"1\" fill=\"#010200\" \
                   font-weight=\"bold\">\nA &lt;b&gt;\n</text>\n</svg>\n";
        assert_eq!(
            clean(raw),
            "<text x=\"123.4\" y=\"5\" font-size=\"15\" fill=\"#010200\" font-weight=\"600\">A &lt;b&gt;</text>\n"
        );
    }

    #[test]
    fn shapes_keep_their_place_and_lose_the_defaults() {
        let raw = "<circle cx=\"100\" cy=\"205\" r=\"75\" opacity=\"1\" fill=\"#010205\" stroke=\"none\" \
                   stroke-width=\"1\"/>\n<polyline fill=\"none\" opacity=\"0.5\" stroke=\"#010202\" \
                   stroke-width=\"20\" points=\"10,15 -20,30 \"/>\n";
        assert_eq!(
            clean(raw),
            "<circle cx=\"10\" cy=\"20.5\" r=\"7.5\" fill=\"#010205\"/>\n<polyline fill=\"none\" opacity=\"0.5\" \
             stroke=\"#010202\" stroke-width=\"2\" points=\"1,1.5 -2,3\"/>\n"
        );
    }

    #[test]
    fn characters_that_xml_forbids_do_not_reach_the_document() {
        assert_eq!(escape("a\u{0}b\nc & \"d\" <e>"), "a b c &amp; &quot;d&quot; &lt;e&gt;");
    }
}
