//! The privacy notice as people read it.

use askama::Template;

use crate::{
    survey::{ENGLISH, PrivacyMode, words},
    web::{
        Admin, Answer, Desk, Frame, Link, MainPlace, Result, Trail, at,
        parts::privacy_facts,
        settings::{part::SettingsPart, trail},
    },
};

#[derive(Debug, Template)]
#[template(path = "settings/notice_preview.html")]
struct Preview {
    frame: Frame,
    trail: Trail,
    notices: Vec<Notice>,
    change: Link,
}

#[derive(Debug)]
struct Notice {
    /// Part of ids in the page.
    key: &'static str,
    /// “In an anonymous round”
    title: &'static str,
    /// The words above the first question.
    promise: String,
    /// Headings and what stands under them.
    paragraphs: Vec<(&'static str, String)>,
}

/// The notice as people read it who answer a round that opens now, for each mode of privacy.
#[rocket::get("/programmes/<_>/settings/notice/preview")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn show(desk: Desk<'_, Admin>) -> Result<Answer> {
    let facts = privacy_facts::facts(desk.app, desk.programme(), desk.now(), true);
    let notices = PrivacyMode::ALL.into_iter().map(|privacy| {
        let (key, title) = match privacy {
            PrivacyMode::Anonymous => ("anonymous", "In an anonymous survey"),
            PrivacyMode::Confidential => ("confidential", "In a confidential survey"),
            PrivacyMode::Shared => ("shared", "In a shared survey"),
        };
        let paragraphs = facts.notice(privacy, words::of(ENGLISH)).into_iter();
        Notice {
            key,
            title,
            promise: facts.promise(privacy, words::of(ENGLISH)),
            paragraphs: paragraphs.map(|part| (part.heading, part.sentences.join(" "))).collect(),
        }
    });
    Answer::page(&Preview {
        frame: desk.frame(MainPlace::Settings),
        trail: trail(desk.slug(), "Privacy notice"),
        notices: notices.collect(),
        change: Link::new("Change the notice", at::settings_part(desk.slug(), SettingsPart::Notice.key())),
    })
}
