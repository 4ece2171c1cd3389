//! The forms of a page, as a browser reads them.

use tl::{HTMLTag, Parser, ParserOptions};

/// A form that is sent by POST.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub action: String,
    /// Whether it is sent with a file.
    pub multipart: bool,
    pub fields: Vec<Field>,
}

/// A name under which a form sends something.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub name: String,
    pub kind: Kind,
    /// The id of the first thing in it that a person can reach.
    pub id: String,
    /// What is sent when nobody changes it.
    pub values: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Email,
    Date,
    Time,
    Number,
    Password,
    Choice,
    Boxes,
    File,
    Hidden,
    Button,
}

impl Kind {
    /// Whether a page keeps what was typed here, whatever it is.
    pub(super) fn is_typed(self) -> bool {
        matches!(self, Self::Text | Self::Email | Self::Date | Self::Time | Self::Number)
    }
}

/// A page as far as the tests look at it.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub forms: Vec<Form>,
    /// Addresses of links.
    pub links: Vec<String>,
    pub ids: Vec<String>,
    /// Where the summary of problems leads to.
    pub problems: Vec<String>,
}

impl Read {
    pub(super) fn of(html: &str) -> Self {
        let dom = tl::parse(html, ParserOptions::default()).unwrap();
        let parser = dom.parser();
        let mut read = Self::default();
        let mut problems_end = 0;
        let mut form_end = 0;
        let mut select_end = 0;
        for node in dom.nodes() {
            let Some(tag) = node.as_tag() else { continue };
            let (start, end) = tag.boundaries(parser);
            read.ids.extend(attribute(tag, "id"));
            let name = tag.name().as_utf8_str();
            match &*name {
                "div" if tag.attributes().is_class_member("problems") => problems_end = end,
                "a" => {
                    let Some(href) = attribute(tag, "href") else { continue };
                    match href.strip_prefix('#') {
                        Some(target) if start < problems_end => read.problems.push(target.to_owned()),
                        _ => read.links.push(href),
                    }
                }
                "form" if attribute(tag, "method").as_deref() == Some("post") => {
                    form_end = end;
                    read.forms.push(Form {
                        action: attribute(tag, "action").unwrap(),
                        multipart: sends_files(tag),
                        fields: Vec::new(),
                    });
                }
                "input" | "textarea" | "select" | "button" | "option" if start < form_end => {
                    let form = read.forms.last_mut().unwrap();
                    if &*name == "option" {
                        if start < select_end && attribute_is(tag, "selected") {
                            form.fields.last_mut().unwrap().values =
                                attribute(tag, "value").into_iter().collect();
                        }
                        continue;
                    }
                    if &*name == "select" {
                        select_end = end;
                    }
                    form.add(tag, parser);
                }
                _ => {}
            }
        }
        read
    }
}

impl Form {
    fn add(&mut self, tag: &HTMLTag<'_>, parser: &Parser<'_>) {
        let Some(name) = attribute(tag, "name") else { return };
        // A button that only shows what was typed is another way to send the form.
        if attribute_is(tag, "formaction") {
            return;
        }
        let kind = kind(tag);
        let value = match kind {
            Kind::Text if tag.name() == "textarea" => {
                Some(unescaped(tag.inner_text(parser).trim_start_matches('\n')))
            }
            Kind::Choice | Kind::Boxes if tag.name() == "select" => None,
            Kind::Choice | Kind::Boxes => attribute(tag, "value").filter(|_| attribute_is(tag, "checked")),
            _ => Some(attribute(tag, "value").unwrap_or_default()),
        };
        match self.fields.iter_mut().find(|field| field.name == name) {
            // A page may have several buttons under one name: the first is the one pressed.
            Some(field) if field.kind != Kind::Button => field.values.extend(value),
            Some(_) => {}
            None => self.fields.push(Field {
                id: attribute(tag, "id").unwrap_or_default(),
                name,
                kind,
                values: value.into_iter().collect(),
            }),
        }
    }

    /// What is sent when nobody changes anything.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let of =
            |field: &Field| field.values.iter().map(|value| (field.name.clone(), value.clone())).collect();
        self.fields
            .iter()
            .filter(|field| field.kind != Kind::File)
            .flat_map(|field| -> Vec<_> { of(field) })
            .collect()
    }

    /// The same form with something else in one of its fields.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        for field in self.fields.iter_mut().filter(|field| field.name == name) {
            field.values = vec![value.to_owned()];
        }
        self
    }

    /// The fields that a person fills in.
    pub(super) fn open(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !matches!(field.kind, Kind::Hidden | Kind::Button))
    }

    /// The names of what a person fills in.
    pub(super) fn names(&self) -> Vec<&str> {
        self.open().map(|field| field.name.as_str()).collect()
    }

    /// The path of its address.
    pub(super) fn path(&self) -> &str {
        self.action.split('?').next().unwrap_or_default()
    }
}

fn kind(tag: &HTMLTag<'_>) -> Kind {
    if tag.name() == "button" {
        return Kind::Button;
    }
    if tag.name() == "select" {
        return Kind::Choice;
    }
    match attribute(tag, "type").as_deref() {
        Some("hidden") => Kind::Hidden,
        Some("radio") => Kind::Choice,
        Some("checkbox") => Kind::Boxes,
        Some("email") => Kind::Email,
        Some("date") => Kind::Date,
        Some("time") => Kind::Time,
        Some("number") => Kind::Number,
        Some("password") => Kind::Password,
        Some("file") => Kind::File,
        _ if attribute(tag, "inputmode").is_some() => Kind::Number,
        _ => Kind::Text,
    }
}

/// The parser loses the first letter of what follows an attribute without a value, so the tag is looked at as text.
fn sends_files(tag: &HTMLTag<'_>) -> bool {
    let text = tag.raw().as_utf8_str();
    text.split('>').next().is_some_and(|start| start.contains("enctype=\"multipart/form-data\""))
}

fn attribute(tag: &HTMLTag<'_>, name: &str) -> Option<String> {
    let value = tag.attributes().get(name)??;
    Some(unescaped(&value.as_utf8_str()))
}

fn attribute_is(tag: &HTMLTag<'_>, name: &str) -> bool {
    tag.attributes().get(name).is_some()
}

/// The pages escape five letters and no others; the ampersand comes last.
fn unescaped(text: &str) -> String {
    let references = [("&#39;", "'"), ("&#34;", "\""), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    references.iter().fold(text.to_owned(), |text, (written, read)| text.replace(written, read))
}
