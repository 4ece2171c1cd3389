//! The pages of a trainer: sign-in, home, a course and a round.

use crate::web::{
    courses::show::{Course, Happening, HappeningState},
    home::page::{Finding, Programme, Row, RowEnd},
    parts::{
        form::{Choice, Field, FormPage, Input, Problems, Section},
        index::Index,
        piece::{Act, Action, Empty, Fact, Link, Markup, Problem, Progress, Trail},
        samples::{Sample, chart, public, staff_in, strings},
    },
    public::sign_in::{Carried, Resumed, SignIn},
    rounds::{Funnel, Round, Step, WayIn},
};

pub(crate) fn samples() -> Vec<Sample> {
    let wrong = Problem {
        target: "email".into(),
        message: "The email address and the password do not belong together".into(),
    };
    vec![
        Sample::of("sign-in", &sign_in(Vec::new())),
        Sample::of("sign-in-error", &sign_in(vec![wrong])),
        Sample::of("sign-in-carried", &signed_out(Carried::Form)),
        Sample::of("sign-in-file", &signed_out(Carried::NoFile)),
        Sample::of("sign-in-too-long", &signed_out(Carried::TooLong)),
        Sample::of("sign-in-resumed", &resumed()),
        Sample::of("form", &form(false)),
        Sample::of("form-error", &form(true)),
        Sample::of("home", &home()),
        Sample::of("home-empty", &empty_home()),
        Sample::of("courses", &courses()),
        Sample::of("courses-empty", &no_courses()),
        Sample::of("course", &course()),
        Sample::of("course-empty", &empty_course()),
        Sample::of("round", &round()),
        Sample::of("round-empty", &empty_round()),
    ]
}

/// Every kind of field once.
fn form(wrong: bool) -> FormPage {
    let mut problems = Problems::default();
    if wrong {
        problems.add("name", "Enter the name of the organisation");
        problems.add("kind", "Select which kind of organisation it is");
    }
    let kinds =
        || [("school", "School"), ("charity", "Charity")].map(|(key, label)| Choice::of(key, label, []));
    let fields = vec![
        Field::line("name", "Name of the organisation", "").hint("As its own letters have it."),
        Field::new("kind", "Kind of organisation", Input::Radios(kinds().into())),
        Field::new("also", "What else it is", Input::Boxes(kinds().into())),
        Field::new("area", "Area", Input::Select(kinds().into())),
        Field::new("note", "Note", Input::Text { rows: 3, value: "Met at the spring fair.".into() }),
        Field::new("list", "List of contacts", Input::File { accept: ".csv,text/csv" }),
        Field::new("active", "We work together now", Input::Tick(true)),
        Field::new("version", "", Input::Hidden("3".into())),
    ];
    FormPage {
        frame: staff_in("Partners").telling(wrong.then(|| "The list was read.".into())),
        trail: Some(Trail { above: vec![Link::new("Partners", "/partners")], here: "New".into() }),
        heading: "Add a partner".into(),
        lead: strings(["A partner is an organisation that you work with."]),
        sections: vec![Section { title: Some("The organisation".into()), lead: None, fields }],
        problems,
        action: "/partners".into(),
        button: "Add the partner".into(),
        destroys: wrong,
        cancel: Some(Link::new("Back without adding", "/partners")),
    }
}

fn sign_in(problems: Vec<Problem>) -> SignIn {
    SignIn {
        frame: public(),
        action: "/sign-in".into(),
        next: Some("/programmes/welcome".into()),
        email: if problems.is_empty() { String::new() } else { "amina@newham.example".into() },
        forgotten: "/sign-in/forgotten".into(),
        notice: problems.is_empty().then(|| "You have signed out.".into()),
        carried: None,
        kept: None,
        problems,
    }
}

fn signed_out(carried: Carried) -> SignIn {
    let kept = (carried == Carried::Form).then(|| "c2VhbGVk".into());
    SignIn { notice: None, carried: Some(carried), kept, ..sign_in(Vec::new()) }
}

fn resumed() -> Resumed {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Resumed {
        frame: public(),
        action: "/programmes/welcome/partners/new".into(),
        fields: vec![field("name", "Elm House"), field("kind", "childrens_home"), field("note", "")],
        discard: "/programmes".into(),
    }
}

pub(crate) fn row(title: &str, href: Option<&str>, detail: &str, end: RowEnd) -> Row {
    Row { title: title.into(), href: href.map(String::from), detail: detail.into(), end }
}

fn home() -> Programme {
    let progress = Progress { done: 12, total: 18, label: "12 of 18 answered".into() };
    let poster = Action { label: "Print poster".into(), act: Act::Follow("/poster".into()), quiet: true };
    Programme {
        frame: staff_in("Home"),
        programme: "Welcome to reading · pilot programme 2026".into(),
        heading: "Two courses need you this week".into(),
        empty: None,
        courses: vec![
            row(
                "Pilot course 4, East Ham",
                Some("/courses/4"),
                "Feedback closes Friday at 17:00. A reminder goes to the six who have not answered on Wednesday at 09:00.",
                RowEnd::Progress(progress),
            ),
            row(
                "Pilot course 5, Plaistow",
                Some("/courses/5"),
                "The day is Thursday. The room poster is ready to print.",
                RowEnd::Action(poster),
            ),
            row(
                "Pilot course 3, Stratford",
                Some("/courses/3"),
                "Summary sent to four managers on 24 May. One did not arrive: the address was refused.",
                RowEnd::Link(Link::new("Mend the address", "/outbox/71")),
            ),
        ],
        surveys: vec![row(
            "What do you expect of the library?",
            Some("/rounds/2"),
            "3 people have answered. It closes on Friday 12 June, 17:00.",
            RowEnd::Nothing,
        )],
        needs: vec![
            row(
                "Five comments wait for release",
                None,
                "One may name a child.",
                RowEnd::Link(Link::new("Read them", "/comments")),
            ),
            row("The survey of staff closes today", None, "Nothing to do.", RowEnd::Nothing),
        ],
        finding: Some(Finding {
            sentence: "Partners want us to bend our rules more than we say we do".into(),
            partners: "4.2".into(),
            library: "2.7".into(),
            basis: "Means on a scale from 1 to 5, from 30 partners and 14 library staff.".into(),
            link: Link::new("See the comparison", "/results/a"),
        }),
    }
}

fn empty_home() -> Programme {
    let add = Action {
        label: "Add the first course".into(),
        act: Act::Follow("/courses/new".into()),
        quiet: false,
    };
    Programme {
        heading: "Nothing is planned yet".into(),
        empty: Some(Empty {
            sentence: "Add a course with its date and the people who are coming. Surveys, reminders and the summary follow from the date by themselves.".into(),
            next: Some(add),
        }),
        courses: Vec::new(),
        surveys: Vec::new(),
        needs: Vec::new(),
        finding: None,
        ..home()
    }
}

fn courses() -> Index {
    Index {
        frame: staff_in("Courses"),
        programme: "Welcome to reading · pilot programme 2026".into(),
        heading: "2 courses, one with a summary".into(),
        actions: vec![Action {
            label: "Plan a course".into(),
            act: Act::Follow("/courses/new".into()),
            quiet: false,
        }],
        empty: None,
        rows: home().courses,
    }
}

fn no_courses() -> Index {
    let sentence = "A course needs a date, a place and the people who are coming.".into();
    Index { rows: Vec::new(), actions: Vec::new(), empty: Some(Empty { sentence, next: None }), ..courses() }
}

fn course() -> Course {
    Course {
        frame: staff_in("Courses"),
        trail: trail("East Ham Library · 21 May 2026, 10:00 to 16:00"),
        heading: "Pilot course 4: feedback closes on Friday".into(),
        lead: None,
        facts: vec![
            Fact::new("Came", "18"),
            Fact::new("Answered", "12"),
            Fact::new("Response rate", "67%"),
            Fact::new("Undelivered", "1"),
        ],
        actions: vec![
            Action { label: "Send 6 reminders now".into(), act: Act::Send("/remind".into()), quiet: false },
            Action { label: "Show the room code".into(), act: Act::Follow("/room".into()), quiet: true },
        ],
        empty: None,
        timeline: timeline(),
        about: vec![
            Fact::new("Trainers", "Tom Hartley, Ines Okafor"),
            Fact::new("Partners there", "Elm House"),
        ],
        more: vec![Link::new("Hold it again", "/courses/new?like=4"), Link::new("Call it off", "/cancel")],
    }
}

fn timeline() -> Vec<Happening> {
    use HappeningState::{Done, Next, Now};
    let change = |about: &str| Link::new("Change", "/change").about(about);
    let link = |label: &str, href: &str| Link::new(label, href);
    let before = "18 invitations to the survey before the course; 15 answered";
    [
        ("Mon 4 May 09:00", None, before, Done, link("Answers", "/rounds/1")),
        ("Thu 21 May 10:00", None, "The day. 43 cards under six headings", Done, link("Board", "/b/HAM4")),
        (
            "Thu 21 May 15:30",
            Some("Feedback is open"),
            ", 12 of 18 have answered",
            Now,
            link("Watch", "/rounds/2"),
        ),
        ("Wed 27 May 09:00", None, "Reminder to those who have not answered", Next, change("the reminder")),
        ("Fri 29 May 17:00", None, "Feedback closes; answers are frozen", Next, change("the closing time")),
        (
            "Mon 1 Jun 09:00",
            None,
            "Summary to four managers, after your look",
            Next,
            link("Preview", "/summary"),
        ),
        ("Thu 9 Jul 09:00", None, "Follow-up: did anything change?", Next, change("the follow-up")),
    ]
    .map(|(at, strong, what, state, link)| Happening {
        at: at.into(),
        datetime: "2026-05-21T15:30:00+01:00".into(),
        strong: strong.map(String::from),
        what: what.into(),
        state,
        link: Some(link),
    })
    .into()
}

fn empty_course() -> Course {
    let add = Action { label: "Add people".into(), act: Act::Follow("/people".into()), quiet: false };
    Course {
        heading: "Pilot course 6: nobody is invited yet".into(),
        lead: Some("The day is Thursday 18 June, in 24 days.".into()),
        facts: Vec::new(),
        actions: Vec::new(),
        empty: Some(Empty {
            sentence: "Add the people who are coming, or load them from a CSV file. Everything below then happens by itself.".into(),
            next: Some(add),
        }),
        ..course()
    }
}

pub(crate) fn trail(here: &str) -> Trail {
    Trail { above: vec![Link::new("Courses", "/courses")], here: here.into() }
}

fn round() -> Round {
    Round {
        live: None,
        frame: staff_in("Courses"),
        trail: trail("Pilot course 4 · Feedback on the course"),
        heading: "Feedback is open: 12 of 18 have answered".into(),
        lead: "It closes on Friday 29 May at 17:00. A reminder goes out on Wednesday at 09:00.".into(),
        facts: vec![
            Fact::new("Answered", "12 of 18"),
            Fact::new("Opened", "Thu 21 May, 15:30"),
            Fact::new("Closes", "Fri 29 May, 17:00"),
        ],
        empty: None,
        actions: vec![
            Action { label: "Send 6 reminders now".into(), act: Act::Send("/remind".into()), quiet: false },
            Action { label: "Close early …".into(), act: Act::Follow("/close".into()), quiet: true },
        ],
        way_in: Some(WayIn {
            code: "HAM4".into(),
            address: "https://reading.newham.example/s/HAM4".into(),
            qr: Some(Markup::trusted(chart::squares())),
            told: "Anyone who has this address can answer once. It works without an account.".into(),
        }),
        funnel: Some(Funnel {
            chart: None,
            has_shares: true,
            steps: [
                ("Invited", "18", "–", "–"),
                ("Started", "14", "78%", "78%"),
                ("Finished", "12", "67%", "86%"),
            ]
            .map(|(label, people, invited, before)| Step {
                label: label.into(),
                people: people.into(),
                of_invited: invited.into(),
                of_before: before.into(),
            })
            .into(),
            note: "The response rate is 67% (AAPOR RR2).".into(),
        }),
        counted: "Counted at 16:05. Groups under five are not named.".into(),
        groups: vec![Fact::new("Schools", "7"), Fact::new("Other partners", "5")],
        promise:
            "Your answers are kept apart from your name. Managers see results only for groups of 5 or more."
                .into(),
        more: vec![Link::new("Invitations and reminders", "/invitations")],
    }
}

fn empty_round() -> Round {
    Round {
        live: None,
        heading: "Feedback is open: nobody has answered yet".into(),
        facts: vec![Fact::new("Answered", "0 of 18"), Fact::new("Closes", "Fri 29 May, 17:00")],
        empty: Some(Empty {
            sentence: "Show the code in the room, or wait: 18 invitations went out a minute ago.".into(),
            next: None,
        }),
        groups: Vec::new(),
        ..round()
    }
}
