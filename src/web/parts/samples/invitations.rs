//! The pages of those who are invited by name, and of their letters.

use crate::{
    letters::invitation::Words,
    web::{
        home::page::RowEnd,
        parts::{
            piece::{Act, Action, Empty, Fact, Link},
            samples::{
                Sample,
                staff::{row, trail},
                staff_in, strings,
            },
        },
        rounds::invitations::{Invitations, Preview, Tried},
    },
};

pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample::of("invitations", &invitations()),
        Sample::of("invitations-empty", &no_invitations()),
        Sample::of("invitation-preview", &preview()),
        Sample::of("invitation-tried", &tried()),
    ]
}

fn invitations() -> Invitations {
    let send = RowEnd::Link(Link::new("Send", "/send/1").about("the invitation to Kofi Mensah"));
    Invitations {
        frame: staff_in("Courses").telling(Some("2 reminders are on their way".into())),
        trail: trail("Invitations"),
        heading: "18 people are invited: 12 invitations have left, 5 wait, 1 failed".into(),
        lead: "Next: the first reminder, on Monday 25 May, 15:30.".into(),
        facts: vec![
            Fact::new("Invited", "18"),
            Fact::new("Links used", "7"),
            Fact::new("Invitations sent", "12"),
        ],
        empty: None,
        actions: vec![
            Action { label: "Send a reminder now".into(), act: Act::Follow("/send".into()), quiet: false },
            Action {
                label: "Read the letter first".into(),
                act: Act::Follow("/preview".into()),
                quiet: true,
            },
        ],
        mailings: vec![
            row("The invitation", None, "Written on Thursday 21 May, 15:30", RowEnd::Nothing),
            row("The first reminder", None, "On Monday 25 May, 15:30", RowEnd::Nothing),
        ],
        told: "What became of the latest letter to each.".into(),
        people: vec![
            row("Dana Whitfield", None, "dana@example.org. Has answered.", RowEnd::Nothing),
            row("Kofi Mensah", None, "kofi@example.org. The invitation failed: 550 no such user", send),
        ],
    }
}

fn no_invitations() -> Invitations {
    Invitations {
        frame: staff_in("Courses"),
        heading: "Nobody is invited by name".into(),
        lead: "No further letter is planned.".into(),
        facts: Vec::new(),
        empty: Some(Empty { sentence: "People answer by the code of this survey.".into(), next: None }),
        actions: Vec::new(),
        mailings: Vec::new(),
        people: Vec::new(),
        ..invitations()
    }
}

fn preview() -> Preview {
    Preview {
        frame: staff_in("Courses"),
        trail: trail("Preview"),
        heading: "What the invitation says".into(),
        from: "From: Newham Libraries <surveys@newham.example>".into(),
        words: Words {
            subject: "How was the course? (4 minutes)".into(),
            warning: None,
            greeting: "Dear A. Person,".into(),
            lead:
                "Newham Libraries asks you to answer “How was the course?”, because you are on the list of \
                   “Pilot course 4”. It takes 4 minutes and closes on Friday 29 May at 17:00."
                    .into(),
            intro: "Your answers help the trainers to make the next course better.".into(),
            button: "Answer now".into(),
            link: "https://reading.newham.example/i/…".into(),
            yours_alone: "The link is yours alone and works once. It needs no password.".into(),
            promise: "Nobody can link your answers to you.".into(),
            foot: strings(["Questions: Tom Hartley.", "We have your address from your organisation."]),
            stop: "https://reading.newham.example/stop/…".into(),
            stop_says: "Stop these emails",
            to_stop: "To stop these emails",
            language: "en-GB".into(),
        },
        text: "Dear A. Person,\n\nNewham Libraries asks you to answer.".into(),
        actions: vec![Action {
            label: "Send a test to tom@newham.example".into(),
            act: Act::Send("/test".into()),
            quiet: true,
        }],
        other: Link::new("What a reminder says", "/preview?kind=reminder"),
    }
}

fn tried() -> Tried {
    Tried {
        frame: staff_in("Courses"),
        trail: trail("Test"),
        back: Link::new("Back to the invitations", "/invitations"),
    }
}
