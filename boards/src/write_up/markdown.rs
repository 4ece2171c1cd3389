//! Markdown, of which a write-up needs headings, paragraphs and one list. What somebody wrote never becomes markup.

use super::{
    LARGEST, Prompt, ReadError, WriteUp,
    lines::{APPENDIX, INTRODUCTION, Line, LineKind},
    text,
};

pub(super) fn read(markdown: &str) -> Result<Vec<Line>, ReadError> {
    if markdown.len() > LARGEST {
        return Err(ReadError::TooLarge);
    }
    let only_marked =
        markdown.lines().any(|line| text::marked(line.trim()).is_some_and(|(level, _)| level > 1));
    let mut lines = text::read(markdown)?;
    if only_marked {
        // A paragraph may end with a question mark, and is a paragraph.
        let marked: Vec<usize> = markdown
            .lines()
            .enumerate()
            .filter(|(_, line)| text::marked(line.trim()).is_some())
            .map(|(index, _)| index + 1)
            .collect();
        for line in &mut lines {
            if matches!(line.kind, LineKind::Heading | LineKind::Title) && !marked.contains(&line.number) {
                line.kind = LineKind::Prose;
            }
        }
    }
    for line in &mut lines {
        line.text = unescape(&line.text);
    }
    Ok(lines)
}

pub(super) fn write(write_up: &WriteUp) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !write_up.title.is_empty() {
        parts.push(format!("# {}", escape(&write_up.title)));
    }
    if !write_up.introduction.is_empty() {
        parts.push(format!("## {INTRODUCTION}"));
        parts.extend(write_up.introduction.iter().map(|text| escape(text)));
    }
    write_up.prompts.iter().for_each(|prompt| section(prompt, "##", &mut parts));
    if !write_up.appendix.is_empty() {
        parts.push(format!("## {APPENDIX}"));
        write_up.appendix.iter().for_each(|prompt| section(prompt, "###", &mut parts));
    }
    if !write_up.date.is_empty() {
        parts.push(escape(&write_up.date));
    }
    parts.join("\n\n") + "\n"
}

fn section(prompt: &Prompt, level: &str, parts: &mut Vec<String>) {
    parts.push(format!("{level} {}", escape(&prompt.printed())));
    if !prompt.cards.is_empty() {
        let bullets: Vec<String> =
            prompt.cards.iter().map(|card| format!("- {}", escape(&card.text))).collect();
        parts.push(bullets.join("\n"));
    }
}

/// Characters that begin markup anywhere in a line.
const MARKS: &str = r"\`*_[]<>|~&$";

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (index, c) in text.chars().enumerate() {
        // Only at the beginning: headings, lists, quotes, rules, tables of contents; "1." and "1)".
        let begins = index == 0 && matches!(c, '#' | '-' | '+' | '=' | '•' | ':');
        let numbers = digits > 0 && index == digits && matches!(c, '.' | ')');
        if begins || numbers || MARKS.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && (next.is_ascii_punctuation() || *next == '•') => {
                plain.extend(chars.next());
            }
            _ => plain.push(c),
        }
    }
    plain
}
