//! Lines of plain text.

use super::WIDTH;

/// Text in lines of at most [`WIDTH`] characters; a longer word, such as an address, has a line of its own.
pub(super) fn paragraph(text: &str) -> String {
    wrapped(text, WIDTH).join("\n")
}

/// Text after a mark, its further lines below its first word.
pub(super) fn with_indent(mark: &str, text: &str) -> String {
    let indent = mark.chars().count();
    let lines = wrapped(text, WIDTH - indent);
    let further = format!("\n{}", " ".repeat(indent));
    format!("{mark}{}", lines.join(&further))
}

/// Text in lines of at most so many characters.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
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
