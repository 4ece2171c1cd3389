//! The report as plain text, 72 columns wide, with every figure.

mod brief;
mod columns;

use super::document::{ANSWERED, LargestGap, Summary};
use super::links::Links;
use super::quote::Quote;
use super::sheet::{Agreed, SheetSection, SummarySheet};
use crate::wording;
pub(super) use brief::{IN_THEIR_WORDS, page_one};

/// The width of a line, in characters.
pub(crate) const WIDTH: usize = 72;
/// Words that links and the heading over comments take up on the first screen.
const FURNITURE: usize = 22;

impl Summary {
    /// The summary as plain text: the first screen, then all figures in tables.
    pub fn text(&self, links: &Links) -> String {
        render(&SummarySheet::of(self, links, links.of(self).around()))
    }
}

/// The words of everything before the figures in full.
pub(super) fn first_screen_words(summary: &Summary) -> usize {
    wording::words(&first_screen(&SummarySheet::of(summary, &Links::default(), Vec::new()))) + FURNITURE
}

/// The whole sheet.
pub(super) fn render(sheet: &SummarySheet) -> String {
    let mut parts = vec![first_screen(sheet)];
    if !sheet.sections.is_empty() {
        parts.push(underlined("All the figures", '='));
        parts.extend(sheet.sections.iter().map(section));
    }
    if let Some(write_up) = &sheet.write_up {
        parts.push(underlined("What the room said", '-'));
        let lines = sheet.said.iter().map(|line| with_indent("- ", line));
        parts.push(lines.collect::<Vec<_>>().join("\n"));
        parts.push(format!("The write-up:\n  {write_up}"));
    }
    if !sheet.past.is_empty() {
        let lines = sheet.past.iter().map(|(when, what)| with_indent("- ", &format!("{when} {what}")));
        parts.push(underlined("Agreed last time", '-'));
        parts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    if !sheet.more_quotes.is_empty() {
        parts.push(underlined("More in their words", '-'));
        parts.extend(sheet.more_quotes.iter().map(quoted));
    }
    if !sheet.method.is_empty() {
        parts.push(underlined("How this was worked out", '-'));
        parts.extend(sheet.method.iter().map(|(heading, text)| paragraph(&format!("{heading}. {text}"))));
    }
    parts.push("-".repeat(WIDTH));
    parts.push(sheet.foot.iter().map(|line| paragraph(line)).collect::<Vec<_>>().join("\n"));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn first_screen(sheet: &SummarySheet) -> String {
    let corrections = sheet.corrections.iter();
    let mut parts: Vec<String> = corrections.map(|(on, text)| paragraph(&format!("{on} {text}"))).collect();
    parts.extend([paragraph(&sheet.kicker), underlined(&sheet.headline, '='), paragraph(&sheet.lead)]);
    if !sheet.note.is_empty() {
        parts.push(underlined("From the trainers", '-'));
        parts.extend(sheet.note.iter().map(|note| paragraph(note)));
    }
    if !sheet.facts.is_empty() {
        // The sentence above has said who answered.
        let facts = sheet
            .facts
            .iter()
            .filter(|fact| !fact.label.starts_with(ANSWERED))
            .map(|fact| format!("{}: {}", fact.label, fact.value));
        parts.push(paragraph(&facts.collect::<Vec<_>>().join(" · ")));
    }
    if !sheet.changed.is_empty() {
        let lines = sheet.changed.iter().map(|(label, line)| with_indent("- ", &format!("{label}: {line}")));
        parts.push(underlined("What changed", '-'));
        parts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    parts.extend(sheet.last_course.as_deref().map(paragraph));
    if !sheet.gaps.is_empty() {
        parts.push(underlined(sheet.gaps_heading, '-'));
        parts.push(gaps(&sheet.gaps));
    }
    parts.extend(sheet.going_well.as_ref().map(|well| paragraph(&format!("Going well. {well}"))));
    if !sheet.quotes.is_empty() {
        parts.push(underlined(IN_THEIR_WORDS, '-'));
        parts.extend(sheet.quotes.iter().map(quoted));
    }
    if let Some(next) = &sheet.next {
        parts.push(underlined("What happens next", '-'));
        parts.push(match next.as_slice() {
            [] => "No action agreed yet.".to_owned(),
            [Agreed { what, who, .. }] => paragraph(&format!("{what} {who}")),
            several => {
                let line = |agreed: &Agreed| with_indent("- ", &format!("{} {}", agreed.what, agreed.who));
                several.iter().map(line).collect::<Vec<_>>().join("\n")
            }
        });
    }
    if !sheet.links.is_empty() {
        let lines = sheet.links.iter().map(|link| format!("{}:\n  {}", link.label, link.href));
        parts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    if !sheet.cautions.is_empty() {
        parts.push(underlined("Notes on these figures", '-'));
        let lines = sheet.cautions.iter().map(|caution| with_indent("- ", caution));
        parts.push(lines.collect::<Vec<_>>().join("\n"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn section(section: &SheetSection) -> String {
    let mut parts = vec![underlined(&section.heading, '-'), paragraph(&section.finding)];
    parts.push(paragraph(&section.table.caption));
    parts.push(columns::table(&section.table));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn gaps(gaps: &[LargestGap]) -> String {
    let line = |(place, gap): (usize, &LargestGap)| {
        with_indent(&format!("{place}. "), &format!("{}. {}", gap.label, gap.sentences()))
    };
    (1..).zip(gaps).map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn quoted(quote: &Quote) -> String {
    let Some(words) = quote.words() else { return paragraph(&quote.removed().unwrap_or_default()) };
    let bare = words.trim().trim_start_matches('“').trim_end_matches('”');
    let said = with_indent("  ", &format!("“{bare}”"));
    match quote.about() {
        Some(about) => format!("{said}\n{}", with_indent("  ", about)),
        None => said,
    }
}

fn underlined(heading: &str, line: char) -> String {
    let heading = paragraph(heading);
    let width = heading.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    format!("{heading}\n{}", line.to_string().repeat(width))
}

/// Text in lines of at most [`WIDTH`] characters; a longer word, such as an address, has a line of its own.
fn paragraph(text: &str) -> String {
    wrapped(text, WIDTH).join("\n")
}

/// Text after a mark, its further lines below its first word.
fn with_indent(mark: &str, text: &str) -> String {
    let indent = mark.chars().count();
    let lines = wrapped(text, WIDTH - indent);
    let further = format!("\n{}", " ".repeat(indent));
    format!("{mark}{}", lines.join(&further))
}

/// Text in lines of at most so many characters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // Spaces that do not break keep words together here and are plain spaces afterwards.
    for word in text.split_ascii_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}
