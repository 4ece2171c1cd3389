//! Surveys as staff see them.

use crate::web::{
    home::page::{Row, RowEnd},
    parts::{
        Frame,
        piece::{Act, Action, Fact, Link, Trail},
        question::{Choice, Control, Entry, Question},
        samples::{Sample, site, staff_in, strings},
    },
    surveys::page::{
        Group, Index, Look, Preview, PreviewPage, Shown, ShownItem, ShownSection, ShownWays, View,
    },
};

pub(crate) fn samples() -> Vec<Sample> {
    let ready = Shown {
        actions: Vec::new(),
        additions: Vec::new(),
        looks: Vec::new(),
        uses: Vec::new(),
        views: Vec::new(),
        ..shown()
    };
    vec![
        Sample::of("surveys", &index()),
        Sample::of("survey", &shown()),
        Sample::of("survey-ready-made", &ready),
        Sample::of("survey-preview", &preview()),
    ]
}

fn row(title: &str, detail: &str, end: RowEnd) -> Row {
    Row { title: title.into(), href: Some("/surveys/one".into()), detail: detail.into(), end }
}

fn index() -> Index {
    let copy = Link::new("Copy and change", "/surveys/one/copy").about("“What you expect from the library”");
    let own = row("Offers, our way", "For library staff: 12 questions. A draft.", RowEnd::Nothing);
    let ready = row(
        "What you expect from the library",
        "For partners: 13 questions, 4 minutes, in English and Cymraeg. Version 2. Asked once; open now.",
        RowEnd::Link(copy),
    );
    Index {
        frame: staff_in("Surveys"),
        programme: "Welcome to reading".into(),
        heading: "One survey is open now".into(),
        lead: "One survey of your own, and 10 ready-made.".into(),
        ask: "/rounds/new".into(),
        groups: vec![
            Group { title: "Your own".into(), rows: vec![own] },
            Group { title: "Ready-made".into(), rows: vec![ready] },
        ],
    }
}

fn shown() -> Shown {
    let items = [("trust", "How far do you trust us?"), ("word", "How far do we keep our word?")];
    let items = items.map(|(key, asks)| ShownItem {
        asks: asks.into(),
        answers: "Not at all · A little · A moderate amount · A lot · A great deal · Don’t know".into(),
        notes: strings(["Needs an answer."]),
        key: key.into(),
        ways: Some(ShownWays {
            change: format!("/items/{key}"),
            shift: format!("/items/{key}/move"),
            remove: format!("/items/{key}/remove"),
        }),
    });
    Shown {
        frame: staff_in("Surveys").telling(Some("The question was added".into())),
        trail: Trail { above: vec![Link::new("Surveys", "/surveys")], here: "Your own · key offers".into() },
        title: "Offers, our way".into(),
        lead: "For library staff and partners: 2 questions, 1 minute, in English. A draft: publish it before it is asked."
            .into(),
        facts: vec![Fact::new("Questions", "2"), Fact::new("Pages", "1")],
        actions: vec![Action { label: "Publish version 1".into(), act: Act::Follow("/publish".into()), quiet: false }],
        links: vec![Link::new("See it on a phone", "/preview")],
        views: vec![
            View { label: "Library staff, English".into(), href: None },
            View { label: "Partners, English".into(), href: Some("/surveys/offers?side=partner".into()) },
        ],
        reader: "As library staff read it".into(),
        language: "en".into(),
        intro: "There are no right answers.".into(),
        sections: vec![ShownSection {
            title: "Trust".into(),
            change: Some(Link::new("Change the heading", "/pages/1").about("of page 1")),
            items: items.into(),
        }],
        additions: vec![Link::new("A rating", "/items/new?kind=rating")],
        looks: vec![Look {
            about: "Trust and integrity".into(),
            what: "It may ask two things: it has “and”".into(),
            why: "Somebody who would answer the two differently has no true answer.",
            example: "Ask two questions.",
        }],
        uses: vec![row("Library staff, version 1", "Open until Friday 29 May, 17:00. Code HAM4.", RowEnd::Nothing)],
    }
}

fn preview() -> Preview {
    let labels = ["Dim o gwbl", "Ychydig", "Rhywfaint", "Llawer", "Llawer iawn"];
    let scale = labels.iter().zip(1..).map(|(label, point)| Choice {
        value: point.to_string(),
        label: (*label).into(),
        chosen: false,
    });
    let question = Question {
        key: "trust".into(),
        stem: None,
        asks: "I ba raddau rydych yn ymddiried ynom?".into(),
        hint: None,
        required: false,
        problem: None,
        control: Control::Radios { scale: scale.collect(), apart: Vec::new() },
    };
    Preview {
        frame: staff_in("Surveys"),
        trail: Trail { above: vec![Link::new("Surveys", "/surveys")], here: "On a phone".into() },
        heading: "“Offers, our way” on a phone".into(),
        lead: "As partners read it in Cymraeg. This is only for looking: nothing can be sent from here."
            .into(),
        phone: Frame::public(site(), "cy"),
        title: "Ein ffordd ni".into(),
        intro: "Nid oes atebion cywir.".into(),
        pages: vec![PreviewPage {
            step: "Tudalen 1 o 1".into(),
            title: "Ymddiriedaeth".into(),
            entries: vec![Entry::Question(question)],
        }],
        safeguarding: None,
    }
}
