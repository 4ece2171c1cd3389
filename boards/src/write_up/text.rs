//! Plain text.

use super::{
    LARGEST, LONGEST_HEADING, Prompt, ReadError, WriteUp,
    lines::{APPENDIX, INTRODUCTION, Line, LineKind, introduces},
};

pub(super) fn read(text: &str) -> Result<Vec<Line>, ReadError> {
    if text.len() > LARGEST {
        return Err(ReadError::TooLarge);
    }
    let mut lines = Vec::new();
    let mut after_blank = true;
    for (index, whole) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let text = super::line(whole);
        if text.is_empty() {
            after_blank = true;
            continue;
        }
        let indented = whole.starts_with([' ', '\t']);
        let (kind, text) = kind(&text, indented && !after_blank && continues(&lines));
        lines.push(Line { number: index + 1, kind, text: text.to_owned() });
        after_blank = false;
    }
    name(&mut lines);
    Ok(lines)
}

/// The kind of a line by itself, and what it says without its mark.
pub(super) fn kind(text: &str, continues: bool) -> (LineKind, &str) {
    if let Some(bullet) = bullet(text) {
        return (LineKind::Bullet, bullet);
    }
    if let Some((level, heading)) = marked(text) {
        return (if level == 1 { LineKind::Title } else { LineKind::Heading }, heading);
    }
    if continues {
        return (LineKind::Continuation, text);
    }
    let short = text.chars().count() <= LONGEST_HEADING;
    (if short && text.ends_with([':', '?']) { LineKind::Heading } else { LineKind::Prose }, text)
}

/// What a line that begins with the mark of a bullet says.
pub(super) fn bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '*', '•'])?;
    // "-5" and "**bold**" are no bullets.
    if !text.starts_with('•') && !rest.starts_with([' ', '\t', '\u{a0}']) {
        return None;
    }
    Some(rest.trim()).filter(|rest| !rest.is_empty())
}

/// The level and the words of a Markdown heading.
pub(super) fn marked(text: &str) -> Option<(usize, &str)> {
    let words = text.trim_start_matches('#');
    let level = text.len() - words.len();
    let words = words.strip_prefix([' ', '\t'])?.trim();
    ((1..=6).contains(&level) && !words.is_empty()).then_some((level, words))
}

pub(super) fn continues(lines: &[Line]) -> bool {
    lines.last().is_some_and(|line| matches!(line.kind, LineKind::Bullet | LineKind::Continuation))
}

/// Makes the first line the title, unless it is a bullet, or a heading with its own bullets or a colon. A title may ask,
/// and then looks like a heading.
pub(super) fn name(lines: &mut [Line]) {
    if lines.iter().any(|line| line.kind == LineKind::Title) {
        // "# " stands once above a document; in one that has more of them, they are the prompts.
        let titles = lines.iter().filter(|line| line.kind == LineKind::Title).count();
        let from =
            usize::from(titles == 1 || lines.get(1).is_some_and(|second| second.kind != LineKind::Bullet));
        for line in lines.iter_mut().skip(from).filter(|line| line.kind == LineKind::Title) {
            line.kind = LineKind::Heading;
        }
        if from == 0 {
            lines[0].kind = LineKind::Heading;
        }
        return;
    }
    let Some(second) = lines.get(1).map(|line| line.kind) else { return };
    let first = &mut lines[0];
    let names = match first.kind {
        LineKind::Prose => !introduces(&first.text) && first.text.chars().count() <= LONGEST_HEADING,
        LineKind::Heading => {
            second != LineKind::Bullet && !first.text.ends_with(':') && !introduces(&first.text)
        }
        _ => false,
    };
    if names {
        first.kind = LineKind::Title;
    }
}

pub(super) fn write(write_up: &WriteUp) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !write_up.title.is_empty() {
        parts.push(write_up.title.clone());
    }
    if !write_up.introduction.is_empty() {
        parts.push(INTRODUCTION.to_owned());
        parts.extend(write_up.introduction.iter().cloned());
    }
    write_up.prompts.iter().for_each(|prompt| section(prompt, &mut parts));
    if !write_up.appendix.is_empty() {
        parts.push(APPENDIX.to_owned());
        write_up.appendix.iter().for_each(|prompt| section(prompt, &mut parts));
    }
    if !write_up.date.is_empty() {
        parts.push(write_up.date.clone());
    }
    parts.join("\n\n") + "\n"
}

fn section(prompt: &Prompt, parts: &mut Vec<String>) {
    parts.push(prompt.printed());
    if !prompt.cards.is_empty() {
        let bullets: Vec<String> = prompt.cards.iter().map(|card| format!("- {}", card.text)).collect();
        parts.push(bullets.join("\n"));
    }
}
