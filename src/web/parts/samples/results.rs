//! A comparison with figures, and one without.

use crate::web::{
    home::page::{Row, RowEnd},
    parts::{
        piece::{Act, Action, Empty, Fact, Link, Markup, Side, Trail},
        results,
        samples::{Sample, chart, staff_in, strings},
    },
    results::{
        courses,
        page::{
            Cell, Chart, Column, Comparison, Content, Figures, Heat, HeatColumn, HeatMap, HeatRow, Mean,
            PairRow,
        },
    },
};

/// Label, offer, expectation, gap, interval, reading.
const PAIRS: [(&str, f64, f64, &str, &str, &str); 5] = [
    ("Bend our rules to fit what partners want", 2.7, 4.2, "−1.5", "−2.1 to −0.9", "clear gap"),
    ("Build on links we already have", 3.1, 4.1, "−1.0", "−1.6 to −0.4", "clear gap"),
    ("Take the lead in setting up meetings", 2.9, 3.6, "−0.7", "−1.3 to −0.1", "possible gap"),
    ("Be counted on to do what we say", 4.3, 4.6, "−0.3", "−0.5 to −0.1", "about level"),
    ("Bring energy to joint work", 4.5, 3.9, "+0.6", "+0.1 to +1.1", "more than asked"),
];

pub(crate) fn samples() -> Vec<Sample> {
    let full = comparison(
        "Partners want us to bend our rules more than we say we do",
        Content::Figures(Box::new(figures())),
    );
    let ask = Action { label: "Invite partners".into(), act: Act::Follow("/invite".into()), quiet: false };
    let nothing = comparison(
        "Fourteen staff have answered, and no partners yet",
        Content::Nothing(Empty {
            sentence: "A comparison needs at least five answers on each side. The partners’ survey is ready and has not been sent.".into(),
            next: Some(ask),
        }),
    );
    vec![
        Sample::of("comparison", &full),
        Sample::of("comparison-empty", &nothing),
        Sample::of(
            "course-results",
            &of_course(results::Content::Report(Markup::trusted("<h1>Confidence is up</h1>"))),
        ),
        Sample::of(
            "course-results-empty",
            &of_course(results::Content::Nothing(Empty {
                sentence: "Feedback opens on Thursday 21 May, 15:30 by itself.".into(),
                next: None,
            })),
        ),
        Sample::of("trend", &trends(courses::Content::Items(vec![over_courses()]))),
        Sample::of(
            "trend-empty",
            &trends(courses::Content::Nothing(Empty {
                sentence: "When the summary of a course is written, what people thought of it is here."
                    .into(),
                next: None,
            })),
        ),
    ]
}

fn comparison(finding: &str, content: Content) -> Comparison {
    Comparison {
        frame: staff_in("Results"),
        trail: Trail {
            above: vec![Link::new("Results", "/results")],
            here: "What the library gives · April to May 2026".into(),
        },
        finding: finding.into(),
        content,
    }
}

fn figures() -> Figures {
    let points = PAIRS.map(|(label, offer, expectation, gap, ..)| (label, offer, expectation, gap));
    Figures {
        lead: "Partners put it at 4.2 of 5; staff say 2.7. Two of eleven gaps are clear, and partners can count on us."
            .into(),
        facts: vec![
            Fact::new("Library staff", "14 of 20"),
            Fact::new("Partners", "30 of 52"),
            Fact::new("Clear gaps", "2 of 11"),
        ],
        chart: Some(Chart {
            heading: "What partners expect, and what we say we offer".into(),
            wide: Markup::trusted(chart::dumbbell(&points, 960, "wide")),
            narrow: Markup::trusted(chart::dumbbell(&points, 360, "narrow")),
            caption: "Mean answers from 14 library staff and 30 partners, April to May 2026, on a five-point scale. A gap is our offer minus their expectation. “Clear” means that the difference is large and unlikely to be chance.".into(),
        }),
        offer: Column { label: "Staff".into(), side: Side::Library },
        expectation: Column { label: "Partners".into(), side: Side::Partner },
        plain: Some(Column { label: "Partners, all answers".into(), side: Side::Partner }),
        caption: "What the library gives. Means on a scale from 1 to 5.".into(),
        rows: rows(),
        by_kind: Some(by_kind()),
        cautions: strings(["With 14 library staff, only large differences show.", "No health service was asked."]),
        downloads: vec![
            Link::new("The figures (CSV)", "/comparison.csv"),
            Link::new("The chart (SVG)", "/comparison.svg"),
            Link::new("How this was worked out", "/methods"),
        ],
    }
}

fn rows() -> Vec<PairRow> {
    let shown = |mean: f64, n: &str| Mean::Shown { value: format!("{mean:.1}"), n: n.into() };
    let pairs = PAIRS.map(|(label, offer, expectation, gap, interval, reading)| PairRow {
        label: label.into(),
        offer: shown(offer, "14"),
        expectation: shown(expectation, "30"),
        plain: format!("{expectation:.1}"),
        gap: gap.into(),
        interval: interval.into(),
        reading: reading.into(),
        clear: reading == "clear gap",
    });
    let hidden = PairRow {
        label: "Work with different ages, from under-fives up".into(),
        offer: shown(4.4, "14"),
        expectation: Mean::TooFew { n: "fewer than 5".into() },
        plain: "–".into(),
        gap: "–".into(),
        interval: "–".into(),
        reading: "too few answers".into(),
        clear: false,
    };
    pairs.into_iter().chain([hidden]).collect()
}

fn by_kind() -> HeatMap {
    let gap = |gap: f64| Cell::Gap { text: format!("{gap:+.1}").replace('-', "−"), heat: Heat::of(gap) };
    let kinds = [("Schools", "n 14"), ("Council", "n 7"), ("Children’s homes", "n 9"), ("Charities", "n 0")];
    let gaps = [[-1.8, -0.9], [-1.2, 0.1], [-0.7, -1.1], [-0.2, -0.4], [0.6, 1.4]];
    let rows = PAIRS.iter().zip(gaps).map(|((label, ..), gaps)| HeatRow {
        label: (*label).into(),
        cells: gaps.into_iter().map(gap).chain([Cell::Together, Cell::NoAnswers]).collect(),
    });
    HeatMap {
        heading: "Schools ask most of us".into(),
        caption:
            "Offer minus expectation, by kind of partner. Orange: less is offered than asked. Purple: more."
                .into(),
        kinds: kinds.map(|(label, n)| HeatColumn { label: label.into(), n: n.into() }).into(),
        rows: rows.collect(),
    }
}

fn of_course(content: results::Content) -> results::OfCourse {
    let row = |title: &str, href: Option<&str>, detail: &str| Row {
        title: title.into(),
        href: href.map(Into::into),
        detail: detail.into(),
        end: RowEnd::Nothing,
    };
    results::OfCourse {
        frame: staff_in("Results"),
        trail: Trail { above: vec![Link::new("Results", "/results")], here: "Pilot course 3".into() },
        title: "Confidence is up".into(),
        content,
        surveys: vec![
            row(
                "Feedback",
                Some("/rounds/QKZ4WP/results"),
                "12 of 15 answered. It closed on Friday 22 May, 17:00.",
            ),
            row("The follow-up", None, "It opens on Thursday 2 July, 09:00 by itself."),
        ],
        about_files: "Single answers, files for Excel and codebooks are with each survey above.",
        files: vec![Link::new("Confidence at each time (CSV)", "/confidence.csv")],
        further: vec![Link::new("Read the summary", "/summary")],
    }
}

fn trends(content: courses::Content) -> courses::Trends {
    courses::Trends {
        frame: staff_in("Results"),
        trail: Trail { above: vec![Link::new("Results", "/results")], here: "Over courses".into() },
        heading: "How two courses compare".into(),
        lead: "Each course had its own people, so small differences are chance.".into(),
        content,
    }
}

fn over_courses() -> courses::Item {
    let points = PAIRS.map(|(label, offer, expectation, gap, ..)| (label, offer, expectation, gap));
    let row = |course: &str, mean: &str, n: &str, hidden| courses::CourseRow {
        course: course.into(),
        mean: mean.into(),
        n: n.into(),
        interval: "–".into(),
        standing: "–".into(),
        hidden,
    };
    courses::Item {
        chart: Chart {
            heading: "Useful".into(),
            wide: Markup::trusted(chart::dumbbell(&points, 960, "trend-wide")),
            narrow: Markup::trusted(chart::dumbbell(&points, 360, "trend-narrow")),
            caption: "Means on a scale from 1 to 5.".into(),
        },
        caption: "Useful: mean of each course.".into(),
        rows: vec![
            row("Pilot course 1, 2 April 2026", "too few answers", "fewer than 5", true),
            row("Pilot course 2, 14 May 2026", "4.3", "7", false),
        ],
    }
}
