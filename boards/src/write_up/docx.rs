//! Word documents: the few parts of Office Open XML (ECMA-376) that a write-up needs, with the built-in styles of titles,
//! headings and lists, so that other programs see real ones.

use std::io::{Cursor, Read as _, Write as _};

use askama::Template;
use roxmltree::{Document, Node};
use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{
    LARGEST, ReadError, WriteUp,
    lines::{APPENDIX, INTRODUCTION, Line, LineKind},
    text,
};

/// The media type of a Word document.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Unpacked bytes of the largest part that is read: a small archive can hold a huge part.
const LARGEST_PART: u64 = 20 << 20;

/// The namespace of the elements of a document.
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Why no document was made.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A part could not be put together.
    #[error(transparent)]
    Part(#[from] askama::Error),
    /// The archive could not take a part.
    #[error(transparent)]
    Archive(#[from] ZipError),
    /// The same, while its bytes were written.
    #[error(transparent)]
    Bytes(#[from] std::io::Error),
}

#[derive(Template)]
#[template(path = "document.xml")]
struct Body<'a> {
    introduced: &'static str,
    appended: &'static str,
    write_up: &'a WriteUp,
}

#[derive(Template)]
#[template(path = "styles.xml")]
struct Styles<'a> {
    language: &'a str,
}

#[derive(Template)]
#[template(path = "core.xml")]
struct Core<'a> {
    title: &'a str,
    language: &'a str,
}

const CONTENT_TYPES: &str = include_str!("../../templates/content_types.xml");
const PACKAGE: &str = include_str!("../../templates/package.xml");
const RELATIONS: &str = include_str!("../../templates/relations.xml");
const NUMBERING: &str = include_str!("../../templates/numbering.xml");

pub(super) fn write(write_up: &WriteUp, language: &str) -> Result<Vec<u8>, WriteError> {
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("docProps/core.xml", Core { title: &write_up.title, language }.render()?),
        ("word/_rels/document.xml.rels", RELATIONS.to_owned()),
        ("word/document.xml", Body { introduced: INTRODUCTION, appended: APPENDIX, write_up }.render()?),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/styles.xml", Styles { language }.render()?),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        archive.start_file(name, options)?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Title,
    Heading(u8),
    List,
    Plain,
}

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Line>, ReadError> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::NotWord(error.to_string()))?;
    let body = part(&mut archive, "word/document.xml")?
        .ok_or_else(|| ReadError::NotWord("it holds no text".to_owned()))?;
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let styles = names(&styles);
    let body = parse(&body)?;
    let paragraphs: Vec<(Style, String)> = body
        .descendants()
        .filter(|node| node.has_tag_name((W, "p")) && !within(*node, "Fallback"))
        .map(|paragraph| (style(paragraph, &styles), words(paragraph)))
        .filter(|(_, words)| !words.trim().is_empty())
        .collect();
    if paragraphs.iter().map(|(_, words)| words.len()).sum::<usize>() > LARGEST {
        return Err(ReadError::TooLarge);
    }
    let styled = paragraphs.iter().any(|(style, _)| matches!(style, Style::Heading(_)));
    let has_title = paragraphs.iter().any(|(style, _)| *style == Style::Title);
    let deep = paragraphs.iter().any(|(style, _)| matches!(style, Style::Heading(level) if *level > 1));
    let mut lines: Vec<Line> = paragraphs
        .iter()
        .enumerate()
        .map(|(index, (style, words))| {
            let words = words.trim();
            let (kind, words) = match style {
                Style::Title => (LineKind::Title, words),
                Style::Heading(1) if !has_title && deep => (LineKind::Title, words),
                Style::Heading(_) => (LineKind::Heading, words),
                Style::List => (LineKind::Bullet, words),
                Style::Plain if styled => {
                    text::bullet(words).map_or((LineKind::Prose, words), |bullet| (LineKind::Bullet, bullet))
                }
                Style::Plain => text::kind(words, false),
            };
            Line { number: index + 1, kind, text: words.to_owned() }
        })
        .collect();
    if !styled || lines.iter().filter(|line| line.kind == LineKind::Title).count() > 1 {
        text::name(&mut lines);
    }
    Ok(lines)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, ReadError> {
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(ReadError::NotWord(error.to_string())),
    };
    let mut bytes = Vec::new();
    part.take(LARGEST_PART + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| ReadError::NotWord(error.to_string()))?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(ReadError::TooLarge);
    }
    String::from_utf8(bytes).map(Some).map_err(|_| ReadError::NotWord("its text is not UTF-8".to_owned()))
}

// Definitions of document types, which could name other files or grow without end, are refused by the parser.
fn parse(xml: &str) -> Result<Document<'_>, ReadError> {
    Document::parse(xml).map_err(|error| ReadError::NotWord(error.to_string()))
}

/// The names of the styles by their identifiers. Word translates identifiers, never the names of built-in styles.
fn names(xml: &str) -> Vec<(String, String)> {
    let Ok(document) = Document::parse(xml) else { return Vec::new() };
    document
        .descendants()
        .filter(|node| node.has_tag_name((W, "style")))
        .filter_map(|style| {
            let name = style.children().find(|node| node.has_tag_name((W, "name")))?.attribute((W, "val"))?;
            Some((style.attribute((W, "styleId"))?.to_owned(), name.to_lowercase()))
        })
        .collect()
}

fn style(paragraph: Node<'_, '_>, styles: &[(String, String)]) -> Style {
    let Some(properties) = paragraph.children().find(|node| node.has_tag_name((W, "pPr"))) else {
        return Style::Plain;
    };
    let child = |name| properties.children().find(|node| node.has_tag_name((W, name)));
    let id = child("pStyle").and_then(|node| node.attribute((W, "val"))).unwrap_or_default();
    let name =
        styles.iter().find(|(of, _)| of == id).map_or_else(|| id.to_lowercase(), |(_, name)| name.clone());
    if name == "title" {
        return Style::Title;
    }
    if let Some(level) = name.strip_prefix("heading").and_then(|level| level.trim().parse().ok()) {
        return Style::Heading(level);
    }
    if child("numPr").is_some() || name.starts_with("list bullet") || name.starts_with("list number") {
        return Style::List;
    }
    Style::Plain
}

/// What a paragraph says; what was deleted in a tracked change is not among it.
fn words(paragraph: Node<'_, '_>) -> String {
    let mut words = String::new();
    for node in paragraph.descendants().filter(|node| node.tag_name().namespace() == Some(W)) {
        match node.tag_name().name() {
            "t" => words.push_str(node.text().unwrap_or_default()),
            "tab" | "br" | "cr" if node.parent().is_some_and(|parent| parent.has_tag_name((W, "r"))) => {
                words.push(' ');
            }
            "noBreakHyphen" => words.push('-'),
            _ => {}
        }
    }
    words
}

fn within(node: Node<'_, '_>, name: &str) -> bool {
    node.ancestors().any(|ancestor| ancestor.tag_name().name() == name)
}
