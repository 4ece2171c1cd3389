//! Answers that are not sent yet. A confidential personal link keeps them with us, under the link; everybody
//! else's stay in their own browser, in encrypted cookies that only this service can read. They end with the browser, which
//! may be that of a shared computer, unless the person asks to go on another day.

use rocket::{http::Cookie, time::Duration};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    store::{Invitation, StoreError, invitations},
    survey::Answers,
    web::{
        Result,
        public::answer::{
            Visit,
            remembered::{ANSWERED, LINK, PARTS, mark},
        },
    },
};

/// As many people as answer one survey at one computer.
const ANSWERED_LINKS: usize = 60;
/// Browsers keep about 4,096 bytes a cookie, and encryption adds a third.
const COOKIE_BYTES: usize = 2_700;

/// Unsent answers, read and checked when their page was, and the key under which they will be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AnswerDraft {
    /// The idempotency key of this form.
    pub key: String,
    /// The answers so far.
    pub answers: Answers,
    /// Whether the person asked to go on another day in this browser.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub later: bool,
}

impl Default for AnswerDraft {
    fn default() -> Self {
        Self { key: Uuid::new_v4().to_string(), answers: Answers::default(), later: false }
    }
}

impl AnswerDraft {
    /// The answers so far; an empty draft when there are none, or none that can be read.
    pub(crate) async fn load(visit: &Visit<'_>) -> Result<Self> {
        Ok(Self::kept(visit).await?.unwrap_or_default())
    }

    /// The same, to be sent under the key of a form where that has one.
    pub(crate) async fn load_under(key: String, visit: &Visit<'_>) -> Result<Self> {
        let kept = Self::kept(visit).await?;
        if key.is_empty() {
            return Ok(kept.unwrap_or_default());
        }
        let (answers, later) = kept.map(|kept| (kept.answers, kept.later)).unwrap_or_default();
        Ok(Self { key, answers, later })
    }

    async fn kept(visit: &Visit<'_>) -> Result<Option<Self>> {
        if let Some(invitation) = visit.keeps_drafts() {
            let kept = invitations::draft(visit.app.db.read(), invitation.id).await?;
            return Ok(kept.map(|json| read(visit, serde_json::from_value(json))));
        }
        let parts = PARTS.iter().map_while(|name| visit.cookies.get_private(name));
        let text: String = parts.map(|cookie| cookie.value().to_owned()).collect();
        // Answers are taken as they were read, so those of another round, put here by hand, are none.
        let json = text.strip_prefix(&visit.round.code);
        Ok(json.map(|json| read(visit, serde_json::from_str(json))))
    }

    /// Keeps the answers so far. Returns false where they are more than a browser keeps, and nothing was changed.
    pub(crate) async fn keep(&self, visit: &Visit<'_>) -> Result<bool> {
        let damaged = |error: serde_json::Error| StoreError::Damaged(error.to_string());
        if let Some(invitation) = visit.keeps_drafts() {
            let json = serde_json::to_value(self).map_err(damaged)?;
            invitations::keep_draft(visit.app.db.write_one(), invitation.id, json).await?;
            return Ok(true);
        }
        let text = visit.round.code.clone() + &serde_json::to_string(self).map_err(damaged)?;
        let parts = split(&text);
        if parts.len() > PARTS.len() {
            return Ok(false);
        }
        let mut parts = parts.into_iter();
        for name in PARTS {
            let Some(part) = parts.next() else {
                remove(visit, name);
                continue;
            };
            let cookie = visit.cookie(name, part.to_owned());
            visit.cookies.add_private(if self.later { lasting(visit, cookie) } else { cookie });
        }
        Ok(true)
    }

    /// Whether the first page has been kept, if only with blanks.
    pub(crate) fn has_begun(&self) -> bool {
        !self.answers.is_empty()
    }
}

/// A draft as it was read. Of one that cannot be read only the round and the reason are logged, never its words.
fn read(visit: &Visit<'_>, draft: serde_json::Result<AnswerDraft>) -> AnswerDraft {
    draft.unwrap_or_else(|error| {
        let (round, why) = (&visit.round.code, error.classify());
        tracing::error!(round, ?why, "a draft could not be read, so its form starts again");
        AnswerDraft::default()
    })
}

/// Forgets what this browser kept, once it is sent.
pub(crate) fn forget(visit: &Visit<'_>) {
    if visit.cookies.iter().next().is_none() {
        return;
    }
    for name in PARTS {
        remove(visit, name);
    }
}

/// Forgets the answers and the link that this browser kept, because somebody asked for it.
pub(crate) fn clear(visit: &Visit<'_>) {
    forget(visit);
    remove(visit, LINK);
}

/// Remembers in this browser that a link was used. We note that of one link alone nowhere else, so this is what knows
/// it after the service was started anew.
pub(crate) fn remember_answered(visit: &Visit<'_>, invitation: &Invitation) {
    let mark = mark(invitation);
    let held = visit.cookies.get_private(ANSWERED);
    let before = held.iter().flat_map(|cookie| cookie.value().split('.')).filter(|held| *held != mark);
    let marks: Vec<&str> = [&*mark].into_iter().chain(before).take(ANSWERED_LINKS).collect();
    visit.cookies.add_private(lasting(visit, visit.cookie(ANSWERED, marks.join("."))));
}

/// Remembers a personal token in a cookie of this round.
pub(crate) fn remember_link(visit: &Visit<'_>, token: &str) {
    visit.cookies.add_private(visit.cookie(LINK, token.to_owned()));
}

fn remove(visit: &Visit<'_>, name: &'static str) {
    if visit.cookies.get(name).is_some() {
        visit.cookies.remove_private(Cookie::build(name).path(visit.path()));
    }
}

/// A cookie of this round until the close.
fn lasting(visit: &Visit<'_>, mut cookie: Cookie<'static>) -> Cookie<'static> {
    let left = visit.round.closes_at.as_second() - visit.app.clock.now().as_second();
    cookie.set_max_age(Duration::seconds(left.max(0)));
    cookie
}

/// Cuts a text into pieces that fit a cookie, never inside a letter.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let cut = rest.floor_char_boundary(COOKIE_BYTES);
        let (part, tail) = rest.split_at(cut);
        parts.push(part);
        rest = tail;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_draft_is_cut_between_letters_and_put_together_again() {
        let text = "ŷ€".repeat(2_000);
        let parts = split(&text);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= COOKIE_BYTES));
        assert_eq!(parts.concat(), text);
        assert!(split("").is_empty());
    }
}
