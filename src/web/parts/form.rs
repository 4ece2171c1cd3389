//! A form of staff: what is asked, what was entered, what is wrong with it. Also asks before what cannot be undone:
//! a form without fields, with a button that says what it does.

use std::sync::Arc;

use askama::Template;
use uuid::Uuid;

use crate::{
    letters::invitation::InvitationWords,
    web::{
        http::{FormData, form_data::ONCE},
        parts::{
            Button, ButtonAct, FieldProblem, Frame, Link, Tab, Trail,
            question::{Control, FormEntry, InputLine},
        },
    },
};

/// A page with one form, sent by POST.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form.html")]
#[must_use]
pub(crate) struct FormPage {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is; none on pages without a sign-in.
    pub trail: Option<Trail>,
    /// What is done here: “Add a partner”.
    pub heading: String,
    /// Before the fields: what it is for, or what will be lost.
    pub lead: Vec<String>,
    /// The fields in their groups.
    pub sections: Vec<FormSection>,
    /// What is wrong, by the name of the field.
    pub problems: FormProblems,
    /// Address of the POST.
    pub action: String,
    /// What the button does: “Add the partner”.
    pub button: String,
    /// Whether the button destroys something.
    pub destroys: bool,
    /// The way out without doing it.
    pub cancel: Option<Link>,
    /// The same form in other shapes, of which this is one.
    pub tabs: Vec<Tab>,
    /// Whether a script sends it while somebody types.
    pub sends_itself: SendsItself,
    /// What the script tells beside the button: “Saved 10:42”.
    pub told: Option<String>,
    /// What is shown beside it, where there is room.
    pub preview: Option<FormPreview>,
    /// Whether a photograph of what is typed can be looked at beside it.
    pub photograph: bool,
    /// Another way to the same end, before the form: “Sign in with your council account”.
    pub other_way: Option<Button>,
}

/// Whether a script sends a form while somebody types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SendsItself {
    /// Only the button does.
    Never,
    /// To be shown [`FormPreview`] it; nothing is kept.
    ToBeShown,
    ToBeKept,
}

impl SendsItself {
    /// The field that tells such a sending from a press of the button.
    pub(crate) fn field(self) -> Option<&'static str> {
        match self {
            Self::Never => None,
            Self::ToBeShown => Some("show"),
            Self::ToBeKept => Some("keep"),
        }
    }
}

/// What a form makes, as people will meet it. The “Preview” button of the form shows it with what was typed, and keeps
/// nothing.
#[derive(Debug, Clone)]
pub(crate) struct FormPreview {
    /// The frame in the language of what is shown.
    pub frame: Frame,
    /// What it is: “As people see it”.
    pub heading: String,
    /// Whether somebody asked for it, so that it is shown where there is little room.
    pub asked: bool,
    pub title: Option<String>,
    /// What it says first.
    pub paragraphs: Vec<String>,
    pub email: Option<InvitationWords>,
    /// The questions; none while they cannot be made sense of.
    pub entries: Vec<FormEntry>,
    /// The page that shows all of it, for those without room.
    pub whole: Option<Link>,
    /// How to report a worry about a child.
    pub safeguarding: Option<String>,
}

impl FormPreview {
    /// Nothing yet, in a language.
    pub(crate) fn new(top: &Frame, language: &str, asked: bool) -> Self {
        let heading = if asked { "Preview: not saved yet" } else { "As people see it" };
        Self {
            frame: Frame::public(Arc::clone(&top.site), language),
            heading: heading.to_owned(),
            asked,
            title: None,
            paragraphs: Vec::new(),
            email: None,
            entries: Vec::new(),
            whole: None,
            safeguarding: None,
        }
    }
}

/// Whether a form is only to show what was typed: its “Preview” button was pressed, or its script sent it.
pub(crate) fn previews(entries: &FormData) -> bool {
    entries.is_on("show")
}

/// Whether the “Preview” button was pressed.
pub(crate) fn pressed_preview(entries: &FormData) -> bool {
    entries.one("show") == "pressed"
}

/// Fields that belong together.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormSection {
    /// Their heading, where a form has several groups.
    pub title: Option<String>,
    /// What they have in common.
    pub lead: Option<String>,
    pub fields: Vec<Field>,
    /// Whether they are folded away under their heading, and then whether something in them is set, so that they are shown.
    pub folded: Option<bool>,
}

#[derive(Debug, Clone)]
#[must_use]
pub(crate) struct Field {
    /// Its name in the form, and its id in the page.
    pub name: String,
    /// What is asked: “Name of the organisation”.
    pub label: String,
    /// How to answer, under the label.
    pub hint: Option<String>,
    /// How it is answered.
    pub input: FieldInput,
    /// Whether one begins to type here.
    pub first: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum FieldInput {
    Line {
        /// The HTML type: `text`, `email`, `tel`, `url`, `date`, `time`, `number`, `password`.
        kind: &'static str,
        /// The HTML autocomplete token; `off` where a browser should not help.
        autocomplete: &'static str,
        /// What was entered. Never a password.
        value: String,
    },
    Text {
        /// Lines shown.
        rows: u8,
        value: String,
    },
    /// One of a few.
    Radios(Vec<FormChoice>),
    /// Any of a few; all are sent under one name.
    Boxes(Vec<FormChoice>),
    /// One of many.
    Select(Vec<FormChoice>),
    /// A single box: the label is beside it.
    Tick(bool),
    /// A file to send. The page is sent as `multipart/form-data`.
    File {
        /// What is taken: `.csv,text/csv`.
        accept: &'static str,
    },
    /// Carried along and not shown.
    Hidden(String),
}

#[derive(Debug, Clone)]
pub(crate) struct FormChoice {
    /// What is sent.
    pub value: String,
    /// What one reads.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl FormChoice {
    /// A choice, chosen when its value is among those entered.
    pub(crate) fn of<'a>(
        value: impl Into<String>,
        label: impl Into<String>,
        entered: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let value = value.into();
        Self { chosen: entered.into_iter().any(|entered| entered == value), value, label: label.into() }
    }
}

impl Field {
    /// A field without a hint.
    pub(crate) fn new(name: impl Into<String>, label: impl Into<String>, input: FieldInput) -> Self {
        Self { name: name.into(), label: label.into(), hint: None, input, first: false }
    }

    /// A line of plain text.
    pub(crate) fn line(name: impl Into<String>, label: impl Into<String>, value: impl Into<String>) -> Self {
        Self::typed("text", name, label, value)
    }

    /// A line of another HTML type.
    pub(crate) fn typed(
        kind: &'static str,
        name: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self::new(name, label, FieldInput::Line { kind, autocomplete: "off", value: value.into() })
    }

    /// Several lines of plain text; a single one is a line.
    pub(crate) fn text(
        name: impl Into<String>,
        label: impl Into<String>,
        rows: u8,
        value: impl Into<String>,
    ) -> Self {
        if rows == 1 {
            return Self::line(name, label, value);
        }
        Self::new(name, label, FieldInput::Text { rows, value: value.into() })
    }

    pub(crate) fn radios(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = FormChoice>,
    ) -> Self {
        Self::new(name, label, FieldInput::Radios(choices.into_iter().collect()))
    }

    /// Any of a few.
    pub(crate) fn boxes(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = FormChoice>,
    ) -> Self {
        Self::new(name, label, FieldInput::Boxes(choices.into_iter().collect()))
    }

    pub(crate) fn select(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = FormChoice>,
    ) -> Self {
        Self::new(name, label, FieldInput::Select(choices.into_iter().collect()))
    }

    /// A single box.
    pub(crate) fn tick(name: impl Into<String>, label: impl Into<String>, ticked: bool) -> Self {
        Self::new(name, label, FieldInput::Tick(ticked))
    }

    /// What is carried along and not shown.
    pub(crate) fn hidden(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(name, "", FieldInput::Hidden(value.into()))
    }

    /// The same field with how to answer.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same field, in which one begins to type.
    pub(crate) fn first(mut self) -> Self {
        self.first = true;
        self
    }

    /// The same line with help from the browser.
    pub(crate) fn autocomplete(mut self, token: &'static str) -> Self {
        if let FieldInput::Line { autocomplete, .. } = &mut self.input {
            *autocomplete = token;
        }
        self
    }

    /// The text that is entered in it; empty where it is no text.
    pub(crate) fn value(&self) -> &str {
        match &self.input {
            FieldInput::Line { value, .. } | FieldInput::Text { value, .. } | FieldInput::Hidden(value) => {
                value
            }
            _ => "",
        }
    }

    /// Whether nothing is entered in it.
    pub(crate) fn is_blank(&self) -> bool {
        match &self.input {
            FieldInput::Line { value, .. } | FieldInput::Text { value, .. } | FieldInput::Hidden(value) => {
                value.is_empty()
            }
            FieldInput::Radios(choices) | FieldInput::Boxes(choices) | FieldInput::Select(choices) => {
                choices.iter().all(|choice| !choice.chosen || choice.value.is_empty())
            }
            FieldInput::Tick(ticked) => !ticked,
            FieldInput::File { .. } => true,
        }
    }

    /// The id of the first thing that a person can reach in it.
    pub(crate) fn target(&self) -> String {
        match self.input {
            FieldInput::Radios(_) | FieldInput::Boxes(_) => format!("{}-0", self.name),
            _ => self.name.clone(),
        }
    }

    /// The ids of what describes it, as `aria-describedby` takes them.
    pub(crate) fn described_by(&self, wrong: bool) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let problem = wrong.then(|| format!("{}-problem", self.name));
        let ids: Vec<String> = hint.into_iter().chain(problem).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// What is wrong with what was entered: one sentence for each field that is wrong, saying what to do.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormProblems(Vec<(String, String)>);

impl FormProblems {
    /// What to do about one field, where nothing else is wrong.
    pub(crate) fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self(vec![(field.into(), message.into())])
    }

    /// Notes what to do about a field; the first note about it stands.
    pub(crate) fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        let field = field.into();
        if self.of(&field).is_none() {
            self.0.push((field, message.into()));
        }
    }

    /// Notes what to do about a field where something `is_wrong` with it.
    pub(crate) fn add_if(&mut self, is_wrong: bool, field: impl Into<String>, message: impl Into<String>) {
        if is_wrong {
            self.add(field, message);
        }
    }

    /// Notes a text that is longer than `most` characters.
    pub(crate) fn cap(&mut self, field: impl Into<String>, text: &str, most: usize) {
        self.add_if(text.chars().count() > most, field, format!("Shorten this to {most} characters"));
    }

    /// Nothing yet, where a script sent the form while somebody types.
    pub(crate) fn unless_typing(self, entries: &FormData) -> Self {
        if previews(entries) && !pressed_preview(entries) { Self::default() } else { self }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(wrong, _)| wrong == field).map(|(_, message)| message.as_str())
    }

    /// Each field that is wrong, with what to do about it.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, message)| (field.as_str(), message.as_str()))
    }

    /// What is wrong with these fields, in their order, each leading to its field.
    pub(crate) fn summary<'f>(&self, fields: impl IntoIterator<Item = &'f Field>) -> Vec<FieldProblem> {
        let of_fields =
            fields.into_iter().filter_map(|field| Some((field.target(), self.of(&field.name)?.to_owned())));
        of_fields.map(|(target, message)| FieldProblem { target, message }).collect()
    }
}

impl FormPage {
    /// A form without fields.
    pub(crate) fn new(frame: Frame, heading: impl Into<String>) -> Self {
        Self {
            frame,
            trail: None,
            heading: heading.into(),
            lead: Vec::new(),
            sections: Vec::new(),
            problems: FormProblems::default(),
            action: String::new(),
            button: String::new(),
            destroys: false,
            cancel: None,
            tabs: Vec::new(),
            sends_itself: SendsItself::Never,
            told: None,
            preview: None,
            photograph: false,
            other_way: None,
        }
    }

    /// Offers another way to the same end: a link, for browsers let no form end at another site.
    pub(crate) fn other_way(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.other_way = Some(Button::follow(label, href).quiet());
        self
    }

    /// Lets somebody look at a photograph of what they type; it never leaves their browser.
    pub(crate) fn photograph(mut self) -> Self {
        self.photograph = true;
        self
    }

    /// Fields that few need, folded away under a heading unless one of them is `set`.
    pub(crate) fn fold(self, title: impl Into<String>, set: bool, fields: Vec<Field>) -> Self {
        if fields.is_empty() {
            return self;
        }
        self.section(FormSection { title: Some(title.into()), lead: None, fields, folded: Some(set) })
    }

    /// Whether folded fields are shown: something is set, or wrong.
    pub(crate) fn is_open(&self, section: &FormSection) -> bool {
        section.folded == Some(true)
            || section.fields.iter().any(|field| self.problems.of(&field.name).is_some())
    }

    /// Shows beside it what it makes.
    pub(crate) fn beside(mut self, preview: FormPreview) -> Self {
        self.preview = Some(preview);
        self
    }

    /// Lets a script send it while somebody types.
    pub(crate) fn sends_itself(mut self, how: SendsItself) -> Self {
        self.sends_itself = how;
        self
    }

    pub(crate) fn trail(mut self, trail: Trail) -> Self {
        self.trail = Some(trail);
        self
    }

    /// One more paragraph before the fields.
    pub(crate) fn lead(mut self, sentence: impl Into<String>) -> Self {
        self.lead.push(sentence.into());
        self
    }

    /// One more field, in the last group.
    pub(crate) fn field(mut self, field: Field) -> Self {
        match self.sections.last_mut() {
            Some(section) => section.fields.push(field),
            None => self.sections.push(FormSection { fields: vec![field], ..FormSection::default() }),
        }
        self
    }

    /// Lets the same form, sent twice, make one thing: see [`FormData::made`].
    pub(crate) fn once(self, entries: &FormData) -> Self {
        let mark = Uuid::parse_str(entries.one(ONCE)).unwrap_or_else(|_| Uuid::new_v4());
        self.field(Field::new(ONCE, "", FieldInput::Hidden(mark.to_string())))
    }

    /// More fields, in the last group.
    pub(crate) fn fields(self, fields: impl IntoIterator<Item = Field>) -> Self {
        fields.into_iter().fold(self, Self::field)
    }

    pub(crate) fn section(mut self, section: FormSection) -> Self {
        self.sections.push(section);
        self
    }

    pub(crate) fn problems(mut self, problems: FormProblems) -> Self {
        self.problems = problems;
        self
    }

    /// What the button says, and the address that it sends the form to.
    pub(crate) fn button(mut self, label: impl Into<String>, action: impl Into<String>) -> Self {
        (self.button, self.action) = (label.into(), action.into());
        self
    }

    /// The same for what cannot be undone.
    pub(crate) fn destroys(mut self, label: impl Into<String>, action: impl Into<String>) -> Self {
        self.destroys = true;
        self.button(label, action)
    }

    pub(crate) fn cancel(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.cancel = Some(Link::new(label, href));
        self
    }

    /// The problems for the top of the page, in the order of the fields.
    pub(crate) fn summary(&self) -> Vec<FieldProblem> {
        self.problems.summary(self.sections.iter().flat_map(|section| &section.fields))
    }

    /// Whether what it says first explains its fields, and can stand beside them where there is room.
    pub(crate) fn explains(&self) -> bool {
        let mut fields = self.sections.iter().flat_map(|section| &section.fields);
        !self.lead.is_empty() && fields.any(|field| !matches!(field.input, FieldInput::Hidden(_)))
    }

    pub(crate) fn sends_file(&self) -> bool {
        let mut fields = self.sections.iter().flat_map(|section| &section.fields);
        fields.any(|field| matches!(field.input, FieldInput::File { .. }))
    }
}
