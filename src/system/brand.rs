//! The brand of the site: the library's name, whom to ask, its logo and its accent. The same for every programme.
//!
//! It is kept in the database and held here for a moment, so that pages need not read it each time. The instance that
//! changes it shows it at once, others within [`FRESH_FOR`].

mod colour;
mod logo;

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

pub use colour::Colour;
pub use logo::{LARGEST_LOGO, Logo, LogoKind, LogoProblem};

/// How long a brand that was read counts as the present one.
pub const FRESH_FOR: SignedDuration = SignedDuration::from_secs(5);
/// The name of the site until a library gives it its own.
const PROGRAM: &str = "Common Ground";

/// What the whole site looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// The library's name; empty while it has not set one.
    pub name: String,
    /// Whom to ask for help: a person or office and how to reach them; may be empty.
    pub contact: String,
    /// The accent on light ground.
    pub accent: Option<Colour>,
    /// The logo.
    pub logo: Option<Logo>,
}

impl Brand {
    /// The name at the top of every page.
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() { PROGRAM } else { &self.name }
    }

    /// The rules that set the accent, in light and in dark; none when the program's own is used.
    pub fn css(&self) -> Option<String> {
        let accent = self.accent?;
        let dark = accent.for_dark();
        Some(format!(
            ":root {{ --accent: {accent}; --on-accent: {}; }}\n\
             @media screen and (prefers-color-scheme: dark) {{\n  :root {{ --accent: {dark}; --on-accent: {}; }}\n}}\n",
            Colour::WHITE,
            Colour::INK,
        ))
    }
}

/// The brand as it was read last, shared by all pages of an instance.
#[derive(Debug, Default)]
pub struct Current(Mutex<Option<(Timestamp, Arc<Brand>)>>);

impl Current {
    /// The brand, if it was read a moment ago.
    pub fn fresh(&self, now: Timestamp) -> Option<Arc<Brand>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read, brand) = held.as_ref()?;
        (now.duration_since(*read) < FRESH_FOR).then(|| brand.clone())
    }

    /// Holds what was read or set at `now`.
    pub fn hold(&self, brand: Brand, now: Timestamp) -> Arc<Brand> {
        let brand = Arc::new(brand);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, brand.clone()));
        brand
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_ages_in_a_few_seconds() {
        let current = Current::default();
        let now = Timestamp::UNIX_EPOCH;
        assert!(current.fresh(now).is_none());
        current.hold(Brand { name: "Newham Libraries".into(), ..Brand::default() }, now);
        assert_eq!(current.fresh(now).unwrap().shown_name(), "Newham Libraries");
        assert!(current.fresh(now + FRESH_FOR).is_none());
    }

    #[test]
    fn the_sheet_of_an_accent_sets_it_for_light_and_for_dark() {
        assert_eq!(Brand::default().css(), None);
        let css = Brand { accent: Colour::parse("#7a1f5c"), ..Brand::default() }.css().unwrap();
        assert!(css.contains("--accent: #7a1f5c") && css.contains("prefers-color-scheme: dark"), "{css}");
    }
}
