//! Page one as plain text.

use super::super::page_one::{Brief, Cover};
use super::{WIDTH, paragraph, quoted, underlined, with_indent};

/// The heading over comments.
pub(in crate::summary) const IN_THEIR_WORDS: &str = "In their words";

/// The text part of the email, with words around it.
pub(in crate::summary) fn page_one(brief: &Brief, cover: &Cover) -> String {
    let mut parts: Vec<String> = cover.opening.iter().map(|words| paragraph(words)).collect();
    parts.extend(brief.corrections.iter().map(|(on, text)| paragraph(&format!("{on} {text}"))));
    parts.extend([
        paragraph(&brief.kicker),
        underlined(&brief.headline, '='),
        paragraph(&brief.base),
        paragraph(&brief.note),
    ]);
    if let Some(next) = &brief.next {
        parts.push(underlined("What happens next", '-'));
        parts.push(paragraph(&next.first().map_or_else(
            || "No action agreed yet.".to_owned(),
            |agreed| format!("{} {} {}", agreed.what, agreed.who, brief.more_actions),
        )));
    }
    list(&mut parts, "Agreed last time", brief.past.iter().map(|(when, what)| format!("{when} {what}")));
    let gaps = brief.gaps.iter();
    list(
        &mut parts,
        brief.gaps_heading,
        gaps.map(|gap| format!("{}. {}, {}: {}.", gap.label, gap.expectation, gap.offer, gap.reading)),
    );
    if !brief.quotes.is_empty() {
        parts.push(underlined(IN_THEIR_WORDS, '-'));
        parts.extend(brief.quotes.iter().map(quoted));
    }
    if let Some(write_up) = &brief.write_up {
        list(&mut parts, "What the room said", brief.said.iter().cloned());
        parts.push(format!("The write-up:\n  {write_up}"));
    }
    let changed = brief.changed.iter().map(|(label, line)| format!("{label}: {line}"));
    list(&mut parts, "What changed, looking back → now", changed);
    parts.extend(brief.report.as_ref().map(|report| format!("The full report:\n  {report}")));
    parts.push(paragraph(&brief.cautions.join(" ")));
    parts.extend(cover.closing.iter().map(|words| paragraph(words)));
    parts.push("-".repeat(WIDTH));
    parts.push(paragraph(&brief.foot));
    parts.extend(brief.preferences.as_ref().map(|choose| format!("Change what you get:\n  {choose}")));
    parts.extend(brief.stop.as_ref().map(|stop| format!("Stop these emails:\n  {stop}")));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// A heading with its lines, where there are any.
fn list(parts: &mut Vec<String>, heading: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.map(|line| with_indent("- ", &line)).collect();
    if !lines.is_empty() {
        parts.extend([underlined(heading, '-'), lines.join("\n")]);
    }
}
