//! Rust, broken into lines as `rustfmt` leaves it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    said::Translated,
    structs::{Parameter, WordsField, WordsKind},
};

/// The longest line.
const WIDTH: usize = 110;
/// Texts of as few bytes as this share lines.
const SHORT: usize = 10;
/// How many forms there are in all languages.
const ALL_FORMS: usize = 6;
/// What stands around a text that is filled into a sentence from right to left: it runs as its own first letter says, so that
/// a telephone number keeps its order.
const ISOLATE: [&str; 2] = ["\\u{2068}", "\\u{2069}"];

/// A language as its file is written.
#[derive(Clone, Copy)]
struct Language<'l> {
    code: &'l str,
    is_rtl: bool,
    said: &'l BTreeMap<String, Translated>,
}

/// The file of a language.
pub(crate) fn file(code: &str, fields: &[WordsField], said: &BTreeMap<String, Translated>) -> String {
    let mut groups = BTreeSet::from(["Words"]);
    name_groups(fields, &mut groups);
    let mut body = String::new();
    let is_rtl = said.get("direction").and_then(plain) == Some("rtl");
    write_fields(&mut body, Language { code, is_rtl, said }, fields, "", 4);
    let is_plural = body.contains("plural::");
    let plural = if is_plural { "use super::plural::{self, Plural};\n" } else { "" };
    let groups: Vec<String> = groups.into_iter().map(str::to_owned).collect();
    format!(
        "//! Written from `words/{code}.json` by `UPDATE=1 cargo test -p common-ground-words`: change the words there.\n\n\
         {plural}use super::{{\n{}}};\n\npub(super) static WORDS: Words = Words {{\n{body}}};\n",
        filled(&groups, 4, WIDTH - 1)
    )
}

fn name_groups<'a>(fields: &'a [WordsField], names: &mut BTreeSet<&'a str>) {
    for field in fields {
        if let WordsKind::Group(name, fields) = &field.kind {
            names.insert(name);
            name_groups(fields, names);
        }
    }
}

fn write_fields(
    out: &mut String,
    language: Language<'_>,
    fields: &[WordsField],
    before: &str,
    indent: usize,
) {
    let said = language.said;
    for field in fields {
        let key = format!("{before}{}", field.name);
        let start = format!("{}{}: ", " ".repeat(indent), field.name);
        let written = match &field.kind {
            WordsKind::Group(name, fields) => {
                let mut inside = String::new();
                write_fields(&mut inside, language, fields, &format!("{key}."), indent + 4);
                format!("{start}{name} {{\n{inside}{}}},\n", " ".repeat(indent))
            }
            WordsKind::Texts(many) => {
                let texts = (1..=*many).filter_map(|at| said.get(&format!("{key}.{at}")));
                let texts: Vec<&str> = texts.filter_map(plain).collect();
                array(&start, &texts, indent)
            }
            WordsKind::Text => {
                let text = said.get(&key).and_then(plain).unwrap_or_default();
                format!("{start}{},\n", literal(text, width(&start), 1))
            }
            WordsKind::Sentence(parameters) => said
                .get(&key)
                .map_or_else(String::new, |one| sentence(&start, language, parameters, one, indent)),
        };
        out.push_str(&written);
    }
}

fn plain(said: &Translated) -> Option<&str> {
    match said {
        Translated::Plain(text) => Some(text),
        Translated::Plural(_) => None,
    }
}

fn array(start: &str, texts: &[&str], indent: usize) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
    let line = format!("{start}[{}],\n", quoted.join(", "));
    if width(&line) <= WIDTH + 1 {
        return line;
    }
    let pad = " ".repeat(indent);
    if quoted.iter().all(|one| one.len() <= SHORT) {
        return format!("{start}[\n{}{pad}],\n", filled(&quoted, indent + 4, WIDTH));
    }
    let lines = texts.iter().map(|text| format!("{pad}    {},\n", literal(text, indent + 4, 1)));
    let lines: Vec<String> = lines.collect();
    format!("{start}[\n{}{pad}],\n", lines.concat())
}

fn sentence(
    start: &str,
    Language { code, is_rtl, .. }: Language<'_>,
    parameters: &[Parameter],
    said: &Translated,
    indent: usize,
) -> String {
    let names: Vec<&str> = parameters.iter().map(|one| one.name.as_str()).collect();
    let start = format!("{start}|{}| ", names.join(", "));
    let written = |text: &str| if is_rtl { isolated(text, parameters) } else { text.to_owned() };
    let groups = match said {
        Translated::Plain(text) => return made(&start, &written(text), indent, true),
        Translated::Plural(forms) => {
            let forms = forms.iter().map(|(form, text)| (*form, written(text)));
            grouped(&forms.collect::<Vec<_>>())
        }
    };
    let number = parameters.iter().find(|one| one.counts).map_or("", |one| one.name.as_str());
    if let [(_, text)] = groups.as_slice() {
        return made(&start, text, indent, true);
    }
    let pad = " ".repeat(indent);
    let mut arms = String::new();
    for (at, (forms, text)) in groups.iter().enumerate() {
        let named: usize = groups.iter().map(|(forms, _)| forms.len()).sum();
        let is_last = at + 1 == groups.len();
        // What the language never says falls under the last form too.
        let pattern = if is_last && (named < ALL_FORMS || forms.len() > 1) {
            "_".to_owned()
        } else {
            let forms: Vec<String> = forms.iter().map(|form| format!("Plural::{}", capital(form))).collect();
            forms.join(" | ")
        };
        arms.push_str(&made(&format!("{pad}    {pattern} => "), text, indent + 4, false));
    }
    format!("{start}match plural::{code}({number}) {{\n{arms}{pad}}},\n")
}

/// A sentence from right to left with isolates around the texts that are filled in.
fn isolated(text: &str, parameters: &[Parameter]) -> String {
    let [opens, closes] = ISOLATE;
    let texts = parameters.iter().filter(|one| one.is_text).map(|one| format!("{{{}}}", one.name));
    texts.fold(text.to_owned(), |text, place| text.replace(&place, &format!("{opens}{place}{closes}")))
}

/// Each text with the forms that say it; the one of the last form at the end.
fn grouped(forms: &[(&'static str, String)]) -> Vec<(Vec<&'static str>, String)> {
    let mut groups: Vec<(Vec<&'static str>, String)> = Vec::new();
    for (form, text) in forms {
        match groups.iter_mut().find(|(_, known)| known == text) {
            Some((forms, _)) => forms.push(*form),
            None => groups.push((vec![*form], text.clone())),
        }
    }
    let last = forms.last().map(|(form, _)| *form);
    groups.sort_by_key(|(forms, _)| forms.last().copied() == last);
    groups
}

/// What makes the sentence, behind a start that it is put beside or below.
fn made(start: &str, text: &str, indent: usize, is_closure: bool) -> String {
    let pad = " ".repeat(indent);
    let call =
        if text.contains('{') { format!("format!(\"{text}\")") } else { format!("\"{text}\".to_owned()") };
    if width(start) + width(&call) < WIDTH {
        return format!("{start}{call},\n");
    }
    // A block has no comma of its own behind a pattern.
    let end = if is_closure { "}," } else { "}" };
    if indent + 4 + width(&call) <= WIDTH {
        return format!("{start}{{\n{pad}    {call}\n{pad}{end}\n");
    }
    // A function has a comma behind what it is given, a macro of text has none.
    let (call, comma) = if text.contains('{') { ("format!", "") } else { ("String::from", ",") };
    if is_closure {
        let text = literal(text, indent + 8, comma.len());
        return format!("{start}{{\n{pad}    {call}(\n{pad}        {text}{comma}\n{pad}    )\n{pad}}},\n");
    }
    format!("{start}{call}(\n{pad}    {}{comma}\n{pad}),\n", literal(text, indent + 4, comma.len()))
}

/// A text in quotation marks that begin in a column, over several lines where it is long; `tail` follows it.
fn literal(text: &str, column: usize, tail: usize) -> String {
    if column + width(text) + 2 + tail <= WIDTH {
        return format!("\"{text}\"");
    }
    let pad = format!("\\\n{}", " ".repeat(column + 1));
    // Without the quotation mark and the backslash at the end.
    let room = WIDTH - column - 2;
    let (mut out, mut line) = (String::from("\""), String::new());
    for word in text.split_inclusive(' ') {
        if width(&line) + width(word) > room {
            out.push_str(&line);
            out.push_str(&pad);
            line.clear();
        }
        line.push_str(word);
    }
    format!("{out}{line}\"")
}

/// Items with commas, as many on a line as there is room for in so many columns.
fn filled(items: &[String], indent: usize, most: usize) -> String {
    let pad = " ".repeat(indent);
    let (mut out, mut line) = (String::new(), String::new());
    for item in items {
        if !line.is_empty() && indent + width(&line) + 1 + width(item) + 1 > most {
            out.extend([pad.as_str(), line.as_str(), "\n"]);
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(item);
        line.push(',');
    }
    format!("{out}{pad}{line}\n")
}

fn capital(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

fn width(text: &str) -> usize {
    text.chars().count()
}
