//! The form of the words of an email.

use crate::{
    letters::invitation::InvitationWords,
    survey::{
        ENGLISH, EmailText,
        email_text::{self, LONGEST_SUBJECT, LONGEST_TEXT, Values, unknown_field},
    },
    web::{
        http::FormData,
        parts::{
            Field, FormPage, FormProblems,
            form::{FormPreview, SendsItself, pressed_preview},
        },
    },
};

/// What the subject of a summary’s email is unless another is entered.
const FINDING: &str = "the finding of the course";

/// What is said before the fields of an email that asks.
pub(crate) const LEAD: [&str; 2] = [
    "{name}, {course}, {closing date} and {link} are filled in for each person. Leave a field blank to use \
     the standard text.",
    "Every email also says how long it takes, when it closes, who will see the answers and who to contact, \
     with the personal link and an unsubscribe link.",
];

/// The words as the form holds them.
pub(crate) fn entries(text: &EmailText) -> FormData {
    FormData::of([
        ("subject", text.subject.clone()),
        ("opening", text.opening.clone()),
        ("closing", text.closing.clone()),
    ])
}

/// The fields, with what was entered; `now` is the subject of the email as it is.
pub(crate) fn fields(entries: &FormData, now: &str) -> Vec<Field> {
    let text = |name: &str, label: &str, rows, hint: String| {
        Field::text(name, label, rows, entries.one(name)).hint(hint)
    };
    let is_own = !entries.one("subject").is_empty()
        || !entries.one("opening").is_empty()
        || !entries.one("closing").is_empty();
    let mut fields = vec![
        Field::line("subject", "Subject", entries.one("subject"))
            .hint(format!("Up to {LONGEST_SUBJECT} characters. Currently: {now}")),
        text(
            "opening",
            "Opening",
            8,
            "Greeting and opening. Leave a blank line between paragraphs".to_owned(),
        ),
        text("closing", "Closing", 4, "Closing, such as your name".to_owned()),
    ];
    if is_own {
        let back = !entries.one("standard").is_empty();
        fields.push(Field::tick("standard", "Use the standard text", back));
    }
    fields
}

/// The email with these words, beside the form.
pub(crate) fn beside(form: &FormPage, words: InvitationWords, entries: &FormData) -> FormPreview {
    let shown = FormPreview::new(&form.frame, &words.language, pressed_preview(entries));
    FormPreview {
        heading: if shown.asked { shown.heading } else { "As people get it".to_owned() },
        title: Some(words.subject.clone()),
        email: Some(words),
        ..shown
    }
}

/// The form of the words around a summary; `course` stands in the preview, and `shown` are the words that it shows.
pub(crate) fn of_summary(form: FormPage, course: &str, shown: &EmailText, entries: &FormData) -> FormPage {
    let values = Values { name: "A. Person", course, closing_date: "", link: "(link)" };
    let filled = shown.filled(values);
    let summary = ["(The summary of the course goes here.)".to_owned()];
    let opening = email_text::paragraphs(&filled.opening).into_iter();
    let preview = FormPreview {
        title: Some(if filled.subject.is_empty() { FINDING.to_owned() } else { filled.subject }),
        paragraphs: opening.chain(summary).chain(email_text::paragraphs(&filled.closing)).collect(),
        ..FormPreview::new(&form.frame, ENGLISH, pressed_preview(entries))
    };
    form.beside(preview)
        .sends_itself(SendsItself::ToBeShown)
        .lead(
            "{name}, {course} and {link} are filled in for each person. The summary itself comes between the opening \
             and the closing, and the link to unsubscribe is always there.",
        )
        .fields(fields(entries, FINDING))
}

/// Reads the form, in which these fields may stand in braces; what is wrong goes into `problems`.
pub(crate) fn read(entries: &FormData, fields: &[&str], problems: &mut FormProblems) -> EmailText {
    if entries.is_on("standard") {
        return EmailText::default();
    }
    // A subject with an address in it is cut off where it begins.
    let in_subject: Vec<&str> = fields.iter().copied().filter(|field| *field != "link").collect();
    let mut text = |name: &str, most: usize, may: &[&str]| {
        let text = entries.one(name).trim().to_owned();
        if text.chars().count() > most {
            problems.add(name, format!("Shorten this to {most} characters or fewer"));
        } else if let Some(field) = unknown_field(&text, may) {
            let known: Vec<String> = may.iter().map(|field| format!("{{{field}}}")).collect();
            let known = known.split_last().map(|(last, rest)| format!("{} or {last}", rest.join(", ")));
            problems.add(name, format!("We can’t fill in {field} here: use {}", known.unwrap_or_default()));
        }
        text
    };
    EmailText {
        subject: text("subject", LONGEST_SUBJECT, &in_subject)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        opening: text("opening", LONGEST_TEXT, fields),
        closing: text("closing", LONGEST_TEXT, fields),
    }
}
