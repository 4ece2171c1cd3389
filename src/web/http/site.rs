//! What is the same on every page of the site: whose it is, and the addresses that each page leads to.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;

/// Whose site it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FrameBrand {
    /// Name at the top of every page and at the end of every title: “Newham Libraries”.
    pub name: String,
    /// Who answers for the site by law: “Newham Council”.
    pub organisation: String,
    /// When the library last looked at its accessibility statement.
    pub reviewed_on: Option<Date>,
    /// Whom to ask for help: a person or office and how to reach them.
    pub contact: Option<String>,
    /// Address of the logo. It stands before the name and is left out for a screen reader.
    pub logo: Option<String>,
    /// Address of a second stylesheet that sets `--accent` and `--on-accent`, where the library has its own accent.
    pub stylesheet: Option<String>,
}

/// The brand that pages are drawn with. It changes while the service runs.
#[derive(Debug, Default)]
pub(crate) struct ShownBrand(RwLock<Arc<FrameBrand>>);

impl ShownBrand {
    /// Shows this brand from now on.
    pub(crate) fn set(&self, brand: FrameBrand) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(brand);
    }

    pub(crate) fn now(&self) -> Arc<FrameBrand> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Settings of the whole site.
#[derive(Debug)]
pub(crate) struct Site {
    /// Whose site it is.
    pub brand: ShownBrand,
    /// Address of [`crate::web::http::assets::STYLESHEET`].
    pub stylesheet: String,
    /// Address of [`crate::web::http::assets::LIVE`].
    pub live: String,
    /// The bare address: a field for a code, or the programme of who is signed in.
    pub front: String,
    /// Address of the page or mailbox that says whom to ask.
    pub help: String,
    /// Address of the accessibility statement.
    pub accessibility: String,
    /// Address of the privacy notice.
    pub privacy: String,
}
