//! The settings: what is set, a form with something wrong, the notice.

use crate::web::{
    home::page::{Row, RowEnd},
    parts::{
        form::{Field, FormPage, Input, Problems, Section},
        index::Index,
        piece::{Link, Trail},
        samples::{Sample, staff_in, strings},
    },
    settings::{Notice, Preview},
};

pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample::of("settings", &index()),
        Sample::of("settings-promises", &promises(false)),
        Sample::of("settings-promises-error", &promises(true)),
        Sample::of("settings-test-letter", &letter()),
        Sample::of("settings-notice", &preview()),
    ]
}

fn trail(here: &str) -> Trail {
    Trail { above: vec![Link::new("Settings", "/programmes/welcome/settings")], here: here.into() }
}

fn index() -> Index {
    let row = |title: &str, detail: &str| Row {
        title: title.into(),
        href: None,
        detail: detail.into(),
        end: RowEnd::Link(
            Link::new("Change", format!("/programmes/welcome/settings/{}", title.len()))
                .about(title.to_lowercase()),
        ),
    };
    Index {
        frame: staff_in("Home").telling(Some("The logo was changed".into())),
        programme: "Welcome to reading · Settings".into(),
        heading: "Everything that must be set is set".into(),
        actions: Vec::new(),
        empty: None,
        rows: vec![
            row("Programme", "Welcome to reading. Times are told for Europe/London."),
            row("Logo", "A PNG picture of 12 KB."),
            row("Mail server", "Letters go to smtp://mail.example.org:587, always encrypted."),
        ],
    }
}

fn promises(wrong: bool) -> FormPage {
    let mut problems = Problems::default();
    if wrong {
        problems.add("min_group", "Enter a whole number from 5 to 100");
    }
    let field = |name: &str, label: &str, value: &str| {
        Field::typed("number", name, label, value).hint("From 1 to 24.")
    };
    FormPage {
        frame: staff_in("Home"),
        trail: Some(trail("Small groups and how long things are kept")),
        heading: "What people are promised in numbers".into(),
        lead: strings(["These numbers stand in the privacy notice and are kept to by themselves."]),
        sections: vec![Section {
            fields: vec![
                field(
                    "min_group",
                    "The smallest group whose figures are shown",
                    if wrong { "3" } else { "10" },
                ),
                field("answer_months", "Months until single answers go", "24"),
                Field::new(
                    "safeguarding",
                    "What to do with a worry",
                    Input::Text { rows: 4, value: String::new() },
                ),
            ],
            ..Section::default()
        }],
        problems,
        action: "/programmes/welcome/settings/promises".into(),
        button: "Save the change".into(),
        destroys: false,
        cancel: Some(Link::new("Back without changing", "/programmes/welcome/settings")),
    }
}

fn letter() -> FormPage {
    FormPage {
        frame: staff_in("Home"),
        trail: Some(trail("Mail server")),
        heading: "The letter did not leave".into(),
        lead: strings([
            "Nothing answers at smtp://mail.example.org:587: the connection was refused.",
            "Check that the mail server runs, and the port in COMMON_GROUND_SMTP_URL (usually 587, 465 or 25).",
        ]),
        sections: Vec::new(),
        problems: Problems::default(),
        action: "/programmes/welcome/settings/test-letter".into(),
        button: "Send a test letter to me".into(),
        destroys: false,
        cancel: Some(Link::new("Back without changing", "/programmes/welcome/settings")),
    }
}

fn preview() -> Preview {
    let notice = |key, title| Notice {
        key,
        title,
        promise: "Nobody can link your answers to you.".into(),
        paragraphs: vec![("Why we ask", "We ask this to plan joint work.".into())],
    };
    Preview {
        frame: staff_in("Home"),
        trail: trail("Privacy notice"),
        notices: vec![notice("anonymous", "In an anonymous round"), notice("shared", "In a shared round")],
        change: Link::new("Change the notice", "/programmes/welcome/settings/notice"),
    }
}
