//! What must hold on every page, read from its markup. The test `Visitor` judges each page that it loads.

use std::{
    collections::{BTreeMap, HashSet},
    sync::LazyLock,
};

/// The one stylesheet.
pub const STYLESHEET: &str = include_str!("../../../templates/assets/site.css");
/// Classes that look as plain as they can: no rule is wanted for them.
const UNSTYLED: [&str; 1] = ["to-come"];

/// Every class that the stylesheet has a rule for.
static STYLED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let names =
        STYLESHEET.split('.').skip(1).map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default());
    names.collect()
});

/// An opening tag.
struct Tag<'p> {
    name: &'p str,
    attributes: BTreeMap<&'p str, &'p str>,
    /// Where it begins in the page.
    at: usize,
}

impl Tag<'_> {
    fn is_one_of(&self, names: &[&str]) -> bool {
        names.contains(&self.name)
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).copied()
    }
}

/// Stops the test when a page of the service breaks a rule; what is no such page is let by.
///
/// A report that is taken away and an email that is shown are documents of their own: their addresses end in `.html`.
pub fn judge(address: &str, html: &str) {
    let path = address.split('?').next().unwrap_or_default();
    let is_document = path.rsplit('.').next().is_some_and(|end| end == "html");
    if !html.starts_with("<!doctype html>") || is_document {
        return;
    }
    let faults = faults(html);
    assert!(faults.is_empty(), "{address} is no page that everybody can use: {faults:#?}\n{html}");
}

/// Whatever is wrong with a page.
pub fn faults(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut faults = Vec::new();
    outline(html, &tags, &mut faults);
    foreign(&tags, &mut faults);
    inputs(html, &tags, &mut faults);
    references(&tags, &mut faults);
    classes(&tags, &mut faults);
    faults
}

/// A language, a title, one heading, one main part, and the ways past the top and out of the page in one order.
fn outline(html: &str, tags: &[Tag<'_>], faults: &mut Vec<String>) {
    let written = ["en", "cy", "pl", "ro", "uk"].map(|code| format!("lang=\"{code}\""));
    let from_right = "lang=\"ur\" dir=\"rtl\"".to_owned();
    if !written
        .iter()
        .chain([&from_right])
        .any(|known| html.starts_with(&format!("<!doctype html>\n<html {known}>")))
    {
        faults.push("it names no language that we write".to_owned());
    }
    for name in ["h1", "main"] {
        let count = tags.iter().filter(|tag| tag.name == name).count();
        if count != 1 {
            faults.push(format!("{count} of <{name}>"));
        }
    }
    let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    let (title, of) = title.and_then(|(title, _)| title.rsplit_once(" – ")).unwrap_or_default();
    if title.trim().is_empty() || of.trim().is_empty() {
        faults.push("its title does not say what it is, and whose".to_owned());
    }
    // Where there is a language to choose, the way to help keeps it.
    let order = [
        ["class=\"skip\" href=\"#main\"", "class=\"skip\" href=\"#main\""],
        ["id=\"main\"", "id=\"main\""],
        ["/help\">", "/help?lang="],
        ["/accessibility\"", "/accessibility?lang="],
        ["/privacy\"", "/privacy?lang="],
    ];
    let places = order.map(|ways| ways.iter().filter_map(|part| html.rfind(part)).max());
    if places.contains(&None) || !places.is_sorted() {
        faults.push(format!("the ways past its top and to help stand at {places:?}"));
    }
}

/// Nothing that the content policy would stop: the one script is a file.
fn foreign(tags: &[Tag<'_>], faults: &mut Vec<String>) {
    for tag in tags {
        let ours =
            tag.attribute("src").is_some_and(|file| file.starts_with('/') && file.ends_with("/live.js"));
        if tag.name == "style" || tag.name == "script" && !ours {
            faults.push(format!("it holds a <{}>", tag.name));
        }
        for name in tag.attributes.keys().filter(|name| **name == "style" || name.starts_with("on")) {
            faults.push(format!("<{}> has {name}", tag.name));
        }
    }
}

/// A label for every input, and a legend for every set of choices.
fn inputs(html: &str, tags: &[Tag<'_>], faults: &mut Vec<String>) {
    let labels = tags.iter().filter(|tag| tag.name == "label");
    let labelled: HashSet<_> = labels.filter_map(|tag| tag.attribute("for")).collect();
    let inputs = tags.iter().filter(|tag| tag.is_one_of(&["input", "textarea", "select"]));
    for input in inputs.filter(|tag| tag.attribute("type") != Some("hidden")) {
        match input.attribute("id") {
            None => faults.push(format!("the input {:?} has no id", input.attribute("name"))),
            Some(id) if !labelled.contains(id) => faults.push(format!("{id} has no label")),
            Some(_) => {}
        }
    }
    for (index, _) in tags.iter().enumerate().filter(|(_, tag)| tag.name == "fieldset") {
        if tags.get(index + 1).is_none_or(|next| next.name != "legend") {
            faults.push("a fieldset does not open with its legend".to_owned());
        }
    }
    let choices = tags.iter().filter(|tag| matches!(tag.attribute("type"), Some("radio" | "checkbox")));
    // A box alone, whose id is its name, is no set: its label says all.
    for choice in choices.filter(|tag| tag.attribute("id") != tag.attribute("name")) {
        let before = &html[..choice.at];
        if before.rfind("<fieldset") <= before.rfind("</fieldset>") {
            faults.push(format!("the choice {:?} stands in no fieldset", choice.attribute("id")));
        }
    }
}

/// No id is used twice, and whatever is named by its id is there.
fn references(tags: &[Tag<'_>], faults: &mut Vec<String>) {
    let mut ids = HashSet::new();
    for id in tags.iter().filter_map(|tag| tag.attribute("id")) {
        if !ids.insert(id) {
            faults.push(format!("the id {id} is used twice"));
        }
    }
    for tag in tags {
        let named = ["aria-describedby", "aria-labelledby", "for"].into_iter();
        let named = named.filter_map(|name| tag.attribute(name)).flat_map(str::split_whitespace);
        let linked = tag.attribute("href").and_then(|address| address.strip_prefix('#'));
        for id in named.chain(linked).filter(|id| !ids.contains(id)) {
            faults.push(format!("<{}> leads to {id}, which is not there", tag.name));
        }
    }
}

fn classes(tags: &[Tag<'_>], faults: &mut Vec<String>) {
    let used = tags.iter().filter_map(|tag| tag.attribute("class")).flat_map(str::split_whitespace);
    for class in used.filter(|class| !STYLED.contains(class) && !UNSTYLED.contains(class)) {
        faults.push(format!("the stylesheet has no rule for .{class}"));
    }
}

/// The opening tags of a page. Values of attributes hold no `<` and no `>`: escaping sees to that.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let found = html.match_indices('<').filter_map(|(at, _)| {
        let inner = html[at + 1..].split_once('>')?.0;
        let end = inner.find(|c: char| c.is_whitespace()).unwrap_or(inner.len());
        let (name, rest) = inner.split_at(end);
        name.starts_with(|c: char| c.is_ascii_lowercase()).then(|| Tag {
            name,
            attributes: attributes(rest),
            at,
        })
    });
    found.collect()
}

/// The attributes of a tag; one without a value has an empty one.
fn attributes(text: &str) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => ("", after.trim_start_matches('=')),
        };
        found.insert(name, value);
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    }
    found
}
