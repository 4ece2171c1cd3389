//! The trainer's part of a summary: comments, the preview, who got it, what was agreed.

use crate::web::{
    comments::page::{Asked, Comment, Comments, Filter, Piece, Urgent},
    parts::{
        piece::{Act, Action, Carried, Empty, Link, Markup, Problem, Trail},
        samples::{Sample, staff_in, strings},
        summary::{Actions, Agreed, Deliveries, Letter, Preview, Recipient, Send},
    },
};

pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample::of("comments", &comments(false)),
        Sample::of("comments-error", &comments(true)),
        Sample::of("comments-empty", &no_comments()),
        Sample::of("summary-preview", &preview(true)),
        Sample::of("summary-preview-early", &preview(false)),
        Sample::of("deliveries", &deliveries()),
        Sample::of("actions", &actions(false)),
        Sample::of("actions-error", &actions(true)),
    ]
}

fn trail(here: &str) -> Trail {
    let above = vec![Link::new("Courses", "/courses"), Link::new("Pilot course 4", "/courses/4")];
    Trail { above, here: here.into() }
}

fn comment(id: &str, pieces: Vec<Piece>, about: &str) -> Comment {
    Comment {
        id: id.into(),
        pieces,
        about: about.into(),
        ticked: false,
        edit: Link::new("Cut or sort", format!("/comments/{id}")).about("this comment"),
    }
}

fn urgent() -> Urgent {
    let plain = |text: &str| Piece { text: text.into(), looks: None };
    let pieces = vec![
        plain("One of the boys is "),
        Piece { text: "scared of".into(), looks: Some("may mean harm to somebody") },
        plain(" his carer."),
    ];
    Urgent {
        heading: "Read this first: 1 comment may mean that somebody is being harmed".into(),
        lead: strings(["Tell the safeguarding lead named in your settings today: Jo Bloggs, 020 7946 0018."]),
        questions: vec![Asked {
            survey: None,
            question: "What should we improve about the course?".into(),
            comments: vec![comment(
                "3",
                pieces,
                "Waiting · marked: open it to release it · Front-line staff",
            )],
        }],
    }
}

fn comments(wrong: bool) -> Comments {
    let plain = |text: &str| Piece { text: text.into(), looks: None };
    let named = vec![
        plain("The forms stop our young people, as "),
        Piece { text: "Dana".into(), looks: Some("looks like a name") },
        plain(" said."),
    ];
    let filter = |label: &str, show: &str, current| Filter {
        label: label.into(),
        href: format!("/comments?show={show}"),
        current,
    };
    let target = "c-1".to_owned();
    Comments {
        frame: staff_in("Courses"),
        trail: trail("Comments"),
        heading: if wrong { "9 comments wait to be read" } else { "2 comments wait to be read" }.into(),
        lead: strings(["Managers read only what you release, in the summary of Friday 5 June, 09:00."]),
        problems: wrong
            .then(|| Problem { target, message: "Tick the comments that you mean".into() })
            .into_iter()
            .collect(),
        empty: None,
        filters: vec![filter("Waiting (2)", "waiting", true), filter("Released (1)", "released", false)],
        action: "/comments".into(),
        carried: vec![Carried { name: "show".into(), value: "waiting".into() }],
        urgent: (!wrong).then(urgent),
        questions: vec![Asked {
            survey: Some("How was the course?".into()),
            question: "What should we improve about the course?".into(),
            comments: vec![
                comment("1", named, "Waiting · Front-line staff · forms"),
                comment(
                    "2",
                    vec![plain("More time for the second exercise.")],
                    "Waiting · from a group of fewer than 5, so it cannot be quoted",
                ),
            ],
        }],
        pages: vec![Link::new("More comments", "/comments?page=2")],
    }
}

fn no_comments() -> Comments {
    Comments {
        heading: "No comments to read".into(),
        lead: Vec::new(),
        empty: Some(Empty { sentence: "Nobody wrote anything in the open questions.".into(), next: None }),
        filters: Vec::new(),
        urgent: None,
        questions: Vec::new(),
        pages: Vec::new(),
        ..comments(false)
    }
}

fn follow(label: &str, quiet: bool) -> Action {
    Action { label: label.into(), act: Act::Follow("/next".into()), quiet }
}

fn preview(written: bool) -> Preview {
    Preview {
        frame: staff_in("Courses"),
        trail: trail("Summary"),
        heading: if written {
            "Goes to 3 managers on Friday 5 June, 09:00"
        } else {
            "Pilot course 4: the summary goes on Friday 5 June, 09:00"
        }
        .into(),
        lead: strings(["Nothing is sent yet. Below is the page exactly as they will read it."]),
        actions: vec![follow("Send to 3 managers now", false), follow("Choose who gets it", true)],
        letter: written.then(|| Letter {
            subject: "Course 4, East Ham, 21 May: confidence up".into(),
            links: vec![
                Link::new("See the letter", "/letter.html"),
                Link::new("Its plain text", "/letter.txt"),
            ],
        }),
        body: written.then(|| Markup::trusted("<h1>Confidence is up</h1>")),
    }
}

fn deliveries() -> Deliveries {
    let recipient = |name: &str, state: &str, act: Option<Send>| Recipient {
        name: name.into(),
        state: state.into(),
        act,
    };
    let send = |label: &str, field| Send {
        label: label.into(),
        about: "to Leo Hart".into(),
        action: "/deliveries".into(),
        field,
        value: "7".into(),
    };
    Deliveries {
        frame: staff_in("Courses").telling(Some("The letter is on its way.".into())),
        trail: trail("Who got the summary"),
        heading: "One letter did not arrive".into(),
        lead: strings(["Frozen on Friday 5 June, 09:00."]),
        recipients: vec![
            recipient("Gwen Rees <gwen@council.example>", "Sent on Friday 5 June, 09:01.", None),
            recipient(
                "Leo Hart <leo@council.example>",
                "Failed, and is not tried again. The mail server said: “550 no such user here”.",
                Some(send("Send it again", "again")),
            ),
        ],
        others: vec![recipient(
            "Priya Shah <priya@council.example>",
            "Has not had this summary.",
            Some(send("Send it to them", "also")),
        )],
        actions: vec![follow("Read the summary", true), follow("Put something right", true)],
    }
}

fn actions(wrong: bool) -> Actions {
    let agreed = |id: &str, what: &str, done: bool| Agreed {
        id: id.into(),
        what: what.into(),
        detail: "Outreach manager, by 30 June 2026.".into(),
        done,
        day: "2026-06-12".into(),
        action: "/actions".into(),
        problem: (wrong && !done).then(|| "Enter a day that is not to come".into()),
    };
    Actions {
        frame: staff_in("Courses"),
        trail: trail("Actions"),
        heading: if wrong { "1 of 3 actions done" } else { "1 of 2 actions done" }.into(),
        lead: strings(["What is ticked off here is told on the home page."]),
        rows: vec![
            agreed("1", "Try joining without proof of address", false),
            agreed("2", "Ring the homes", true),
        ],
    }
}
