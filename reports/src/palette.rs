//! The one palette: colours by meaning, with their values on light ground and their names in the stylesheet, which adds the
//! dark values. Pages, emails and pictures take their colours from it.

use std::fmt::Write as _;

use plotters::style::RGBColor;

/// A colour named by what it means. Steps count from 0, lowest answer first, to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Main text.
    Ink,
    /// What the picture lies on.
    Paper,
    /// Secondary text, connectors, outlines.
    Soft,
    /// Hairlines.
    Line,
    /// The ground of a suppressed cell.
    Wash,
    /// The library side.
    Library,
    /// Text about the partner side.
    Partner,
    /// Marks of the partner side.
    PartnerDot,
    /// From little to much.
    Sequential(u8),
    /// Text on a sequential colour.
    OnSequential(u8),
    /// From bad to good, or from shortfall to surplus.
    Diverging(u8),
    /// Text on a diverging colour.
    OnDiverging(u8),
}

/// Property and value, in the order of [`Colour::index`]. The light sets are `ColorBrewer`
/// Blues-5 and `PuOr`-7 with a greyer middle, chosen so that each carries readable text.
const VALUES: [(&str, &str); 28] = [
    ("--ink", "#0B0C0C"),
    ("--paper", "#FFFFFF"),
    ("--soft", "#505A5F"),
    ("--line", "#D9D6CE"),
    ("--wash", "#F5F3EE"),
    ("--library", "#12436D"),
    ("--partner", "#C2410C"),
    ("--partner-dot", "#F46A25"),
    ("--seq-1", "#EFF3FF"),
    ("--seq-2", "#BDD7E7"),
    ("--seq-3", "#6BAED6"),
    ("--seq-4", "#3182BD"),
    ("--seq-5", "#08519C"),
    ("--on-seq-1", "#0B0C0C"),
    ("--on-seq-2", "#0B0C0C"),
    ("--on-seq-3", "#0B0C0C"),
    ("--on-seq-4", "#0B0C0C"),
    ("--on-seq-5", "#FFFFFF"),
    ("--div-1", "#B35806"),
    ("--div-2", "#F1A340"),
    ("--div-3", "#D9D9D9"),
    ("--div-4", "#998EC3"),
    ("--div-5", "#542788"),
    ("--on-div-1", "#FFFFFF"),
    ("--on-div-2", "#0B0C0C"),
    ("--on-div-3", "#0B0C0C"),
    ("--on-div-4", "#0B0C0C"),
    ("--on-div-5", "#FFFFFF"),
];

impl Colour {
    fn index(self) -> u8 {
        match self {
            Self::Ink => 0,
            Self::Paper => 1,
            Self::Soft => 2,
            Self::Line => 3,
            Self::Wash => 4,
            Self::Library => 5,
            Self::Partner => 6,
            Self::PartnerDot => 7,
            Self::Sequential(step) => 8 + step.min(4),
            Self::OnSequential(step) => 13 + step.min(4),
            Self::Diverging(step) => 18 + step.min(4),
            Self::OnDiverging(step) => 23 + step.min(4),
        }
    }

    /// Its value on light ground, as `#RRGGBB`.
    pub fn light(self) -> &'static str {
        VALUES[usize::from(self.index())].1
    }

    /// The CSS custom property that holds it on a page.
    pub fn property(self) -> &'static str {
        VALUES[usize::from(self.index())].0
    }

    /// What plotters draws with: the number of the colour in the last byte. Two meanings can share a value, so
    /// the drawing is made in numbers, and painted when it is used.
    pub(crate) fn numbered(self) -> RGBColor {
        RGBColor(1, 2, self.index())
    }
}

/// Whether a painted drawing is for itself or for a page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Paint {
    /// Light values, written out.
    Light,
    /// References to the custom properties of the page.
    Page,
}

/// A drawing in numbered colours, painted. Attribute values alone are touched: a quotation mark in text is
/// always escaped.
pub(crate) fn paint(drawing: &str, on: Paint) -> String {
    let mut painted = String::with_capacity(drawing.len() + drawing.len() / 4);
    let mut pieces = drawing.split("\"#0102");
    painted.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (number, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        let (property, light) = u8::from_str_radix(number, 16)
            .ok()
            .and_then(|i| VALUES.get(usize::from(i)))
            .unwrap_or(&VALUES[0]);
        painted.push('"');
        match on {
            Paint::Light => painted.push_str(light),
            Paint::Page => {
                // Writing to a string cannot fail.
                let _ = write!(painted, "var({property})");
            }
        }
        painted.push_str(rest);
    }
    painted
}

/// The colours of an email on one ground. Programs that show emails know no custom properties, so that values are written out.
#[derive(Clone, Copy, Debug)]
pub struct EmailColours {
    /// Main text.
    pub ink: &'static str,
    /// The ground.
    pub paper: &'static str,
    /// Secondary text.
    pub soft: &'static str,
    /// Hairlines.
    pub line: &'static str,
    /// The ground of what stands out.
    pub wash: &'static str,
    /// Links and buttons.
    pub library: &'static str,
    /// Text on a button.
    pub on_library: &'static str,
    /// Warnings.
    pub partner: &'static str,
}

impl EmailColours {
    /// Those on dark ground, as the stylesheet has them for pages.
    pub const DARK: Self = Self {
        ink: "#ECE9E2",
        paper: "#15171A",
        soft: "#A7ADB2",
        line: "#33383D",
        wash: "#1D2024",
        library: "#8FB8DE",
        on_library: "#0B0C0C",
        partner: "#FF9A5C",
    };

    /// Those on light ground.
    pub fn light() -> Self {
        Self {
            ink: Colour::Ink.light(),
            paper: Colour::Paper.light(),
            soft: Colour::Soft.light(),
            line: Colour::Line.light(),
            wash: Colour::Wash.light(),
            library: Colour::Library.light(),
            on_library: Colour::Paper.light(),
            partner: Colour::Partner.light(),
        }
    }
}

/// Every property of the stylesheet that the palette names, with its value on light ground.
pub fn properties() -> impl Iterator<Item = (&'static str, &'static str)> {
    VALUES.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast by the formula of WCAG 2.2.
    fn contrast(a: &str, b: &str) -> f64 {
        let luminance = |hex: &str| {
            let channel = |at: usize| {
                let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
                if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_readable_on_every_colour() {
        let mut pairs = vec![
            (Colour::Ink, Colour::Paper),
            (Colour::Soft, Colour::Paper),
            (Colour::Soft, Colour::Wash),
            (Colour::Library, Colour::Paper),
            (Colour::Partner, Colour::Paper),
        ];
        for step in 0..5 {
            pairs.push((Colour::OnSequential(step), Colour::Sequential(step)));
            pairs.push((Colour::OnDiverging(step), Colour::Diverging(step)));
        }
        for (text, ground) in pairs {
            assert!(contrast(text.light(), ground.light()) >= 4.5, "{text:?} on {ground:?}");
        }
    }

    #[test]
    fn marks_stand_out_from_the_paper() {
        for mark in [Colour::Library, Colour::PartnerDot, Colour::Soft] {
            assert!(contrast(mark.light(), Colour::Paper.light()) >= 3.0, "{mark:?}");
        }
    }

    #[test]
    fn a_drawing_is_painted_for_itself_or_for_a_page() {
        let drawing = r##"<circle fill="#010205"/><text fill="#010200">&quot;#010205&quot;</text>"##;
        assert_eq!(
            paint(drawing, Paint::Light),
            r##"<circle fill="#12436D"/><text fill="#0B0C0C">&quot;#010205&quot;</text>"##
        );
        assert_eq!(
            paint(drawing, Paint::Page),
            r#"<circle fill="var(--library)"/><text fill="var(--ink)">&quot;#010205&quot;</text>"#
        );
    }
}
