//! The pages around a course: its people, the poster, paper sheets, and what says why something is not done.

use crate::web::{
    courses::participants::{Found, Participants, Person},
    parts::{
        note::Note,
        piece::{Empty, Fact, Link, Markup, Problem, Trail},
        samples::{Sample, chart, staff_in, strings},
    },
    rounds::{
        paper::{Paper, Part, Question, Tick},
        paper_entry::{Keyed, Line},
        poster::Poster,
    },
};

pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample::of("participants", &participants()),
        Sample::of("participants-empty", &nobody()),
        Sample::of("poster", &poster(false)),
        Sample::of("poster-screen", &poster(true)),
        Sample::of("paper", &paper()),
        Sample::of("keyed", &keyed(false)),
        Sample::of("keyed-error", &keyed(true)),
        Sample::of("note", &note()),
    ]
}

fn trail(here: &str) -> Trail {
    let above = vec![Link::new("Courses", "/courses"), Link::new("Pilot course 4", "/courses/4")];
    Trail { above, here: here.into() }
}

fn participants() -> Participants {
    let person = |name: &str, detail: &str| Person {
        name: name.into(),
        detail: detail.into(),
        remove: Link::new("Take off", "/remove").about(name),
    };
    Participants {
        frame: staff_in("Courses"),
        trail: trail("People"),
        heading: "2 people take part".into(),
        lead: "Everybody on this list gets a personal link to each survey of the course.".into(),
        empty: None,
        new: Link::new("Add new people", "/participants/new"),
        file: Link::new("Add people from a file", "/participants/import"),
        people: vec![
            person("Dana Whitfield", "Elm House, dana@example.org"),
            person("Kofi Mensah", "library staff, kofi@example.org"),
        ],
        address: "/participants".into(),
        sought: "school".into(),
        found: vec![Found {
            id: "7".into(),
            words: "Amir Rahman, Riverside School (amir@example.org)".into(),
        }],
        told: "1 contact is not on the list yet.".into(),
    }
}

fn nobody() -> Participants {
    Participants {
        heading: "Nobody takes part yet".into(),
        empty: Some(Empty { sentence: "Add people from the address book.".into(), next: None }),
        people: Vec::new(),
        sought: String::new(),
        found: Vec::new(),
        told: "Everybody in the address book is on the list.".into(),
        ..participants()
    }
}

fn poster(on_screen: bool) -> Poster {
    Poster {
        live: None,
        frame: staff_in("Courses"),
        title: "How was the course?".into(),
        course: Some("Pilot course 4".into()),
        qr: Markup::trusted(chart::squares()),
        short: "reading.newham.example/s/HAM4KX".into(),
        code: "HAM4KX".into(),
        facts: vec![Fact::new("Takes", "4 minutes"), Fact::new("Closes", "Friday 29 May, 17:00")],
        promise: "Nobody can link your answers to you.".into(),
        on_screen,
        other: Link::new("Show it for a projector", "/poster?for=screen"),
        back: Link::new("Back to the survey", "/rounds/2"),
    }
}

fn paper() -> Paper {
    let tick = |sign: &str, label: &str| Tick { sign: sign.into(), label: label.into() };
    let rating = Question {
        number: Some(1),
        asks: "How useful was the day?".into(),
        how: None,
        boxes: vec![tick("1", "Not useful"), tick("5", "Very useful"), tick("d", "Don’t know")],
        lines: 0,
    };
    let open = Question {
        number: Some(2),
        asks: "What should we change?".into(),
        how: Some("In a few words.".into()),
        boxes: Vec::new(),
        lines: 4,
    };
    Paper {
        frame: staff_in("Courses"),
        title: "How was the course?".into(),
        code: "HAM4KX".into(),
        intro: "Your answers help the trainers.".into(),
        promise: "Nobody can link your answers to you.".into(),
        hand_in: "Fold this sheet and give it to a trainer.".into(),
        parts: vec![Part { title: "The day".into(), questions: vec![rating, open] }],
        back: Link::new("Back to the survey", "/rounds/2"),
    }
}

fn keyed(wrong: bool) -> Keyed {
    let message = "Select one of the answers shown to “How useful was the day?”";
    let problem = Problem { target: "q-react_useful".into(), message: message.into() };
    Keyed {
        frame: staff_in("Courses")
            .telling((!wrong).then(|| "Sheet 6 is stored. This is the next one.".into())),
        trail: trail("Paper sheets"),
        sheet: 7,
        problems: if wrong { vec![problem] } else { Vec::new() },
        action: "/keyed".into(),
        key: "7f0c".into(),
        lines: vec![
            Line {
                key: "react_useful".into(),
                asks: "1. How useful was the day?".into(),
                signs: "1 Not useful · 5 Very useful · d Don’t know".into(),
                value: if wrong { "7".into() } else { String::new() },
                long: false,
                problem: wrong.then(|| message.into()),
            },
            Line {
                key: "improve".into(),
                asks: "2. What should we change?".into(),
                signs: "As it is written, without names.".into(),
                value: String::new(),
                long: true,
                problem: None,
            },
        ],
        back: Link::new("Stop keying", "/rounds/2"),
    }
}

fn note() -> Note {
    Note {
        frame: staff_in("Courses"),
        trail: trail("The close of feedback"),
        heading: "This can no longer be changed".into(),
        paragraphs: strings(["The summary of this course is written and sent."]),
        ways: vec![Link::new("Ask once more", "/rounds/new"), Link::new("Back to the course", "/courses/4")],
    }
}
