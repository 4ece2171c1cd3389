//! The brand of the site: the library's name, whom to ask, its logo and its accent. The same for every programme.

mod colour;
mod logo;

pub use colour::ScreenColour;
pub use logo::{LARGEST_LOGO, Logo, LogoKind, LogoProblem};

use jiff::civil::Date;

/// The name of the site until a library gives it its own.
const PROGRAM: &str = "Common Ground";

/// What the whole site looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// The library's name; empty while it has not set one.
    pub name: String,
    /// Whom to ask for help: a person or office and how to reach them; may be empty.
    pub contact: String,
    /// Who answers for the site by law, such as a council; empty where that is the library.
    pub organisation: String,
    /// When the library last looked at its accessibility statement; none while that is as the release has it.
    pub reviewed_on: Option<Date>,
    /// The accent on light ground.
    pub accent: Option<ScreenColour>,
    pub logo: Option<Logo>,
}

impl Brand {
    /// The name at the top of every page.
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() { PROGRAM } else { &self.name }
    }

    /// Who answers for the site.
    pub fn shown_organisation(&self) -> &str {
        if self.organisation.is_empty() { self.shown_name() } else { &self.organisation }
    }

    /// The rules that set the accent, in light and in dark; none when the program's own is used.
    pub fn css(&self) -> Option<String> {
        let accent = self.accent?;
        let dark = accent.for_dark();
        Some(format!(
            ":root {{ --accent: {accent}; --on-accent: {}; }}\n\
             @media screen and (prefers-color-scheme: dark) {{\n  :root {{ --accent: {dark}; --on-accent: {}; }}\n}}\n\
             @media screen {{\n  html:has(.projected) {{ --accent: {dark}; --on-accent: {}; }}\n}}\n",
            ScreenColour::WHITE,
            ScreenColour::INK,
            ScreenColour::INK,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_of_an_accent_sets_it_for_light_and_for_dark() {
        assert_eq!(Brand::default().css(), None);
        let css = Brand { accent: ScreenColour::parse("#7a1f5c"), ..Brand::default() }.css().unwrap();
        assert!(css.contains("--accent: #7a1f5c") && css.contains("prefers-color-scheme: dark"), "{css}");
        // What a projector shows is dark, whatever the screen of the trainer is.
        let projected = css.split_once("html:has(.projected)").unwrap().1;
        assert!(!projected.contains("#7a1f5c"), "{css}");
    }
}
