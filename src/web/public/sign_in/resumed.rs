//! A form that was carried through the sign-in: shown, and sent only when its author says so.

use askama::Template;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    app::App,
    web::{Answer, Error, FormData, Frame, Result, Visitor, at},
};

/// Whose secret it is.
const OWNER: Uuid = Uuid::from_u128(0x6b65_7074_2066_6f72_6d20_6f66_2073_6966);
/// Minutes for signing in again.
const MINUTES: i64 = 60;
/// Fields that are never carried.
const SECRETS: [&str; 3] = ["password", "present", "code"];

/// A form that waits for its author to sign in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct WaitingForm {
    /// Where it was going.
    action: String,
    /// What it says.
    fields: Vec<(String, String)>,
    /// Until when it may be sent, in milliseconds.
    until: i64,
}

impl WaitingForm {
    /// Seals a form for the page that asks to sign in.
    pub(crate) fn seal(app: &App, action: &str, entries: FormData) -> Result<String> {
        let fields = entries.into_fields().filter(|(name, _)| !SECRETS.contains(&name.as_str())).collect();
        let until = (app.clock.now() + MINUTES.minutes()).as_millisecond();
        let kept = Self { action: action.to_owned(), fields, until };
        let text = serde_json::to_vec(&kept).map_err(Error::broken)?;
        app.secret.seal(OWNER, &text).map_err(Error::broken)
    }

    /// What was sealed, as long as it counts.
    pub(crate) fn open(app: &App, sealed: &str) -> Option<Self> {
        let text = app.secret.unseal(OWNER, sealed)?;
        let kept: Self = serde_json::from_slice(&text).ok()?;
        let until = Timestamp::from_millisecond(kept.until).ok()?;
        (app.clock.now() < until && kept.action.starts_with("/programmes")).then_some(kept)
    }

    /// The page that shows it to who has signed in, and sends it at the press of a button.
    pub(crate) fn page(self, visitor: &Visitor<'_>) -> Result<Answer> {
        let discard = at::programmes();
        Answer::page(&Resumed { frame: visitor.frame(), action: self.action, fields: self.fields, discard })
    }
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/sign_in/resumed.html")]
pub(crate) struct Resumed {
    /// Top and foot.
    pub frame: Frame,
    /// Address of the POST.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// The way on without it.
    pub discard: String,
}

impl Resumed {
    /// What a person reads of it: the fields that hold something, with their names as words.
    pub(crate) fn shown(&self) -> Vec<(String, &str)> {
        let told = self.fields.iter().filter(|(_, value)| {
            // What only the program reads says nothing to a person.
            !value.trim().is_empty() && Uuid::parse_str(value).is_err()
        });
        told.map(|(name, value)| (name.replace(['_', '-', '[', ']'], " ").trim().to_owned(), value.as_str()))
            .collect()
    }
}
