//! Every chart ends, soon and small, whatever it is given.

use std::time::{Duration, Instant};

use super::bars::{Bar, Bars};
use super::courses::{self, Courses};
use super::diverging::Diverging;
use super::dots::Dots;
use super::dumbbell::{self, Dumbbell};
use super::funnel::{Funnel, FunnelStep};
use super::kinds::{self, ByKind, Cell, Kind};
use super::multiples::{Multiples, MultiplesItem};
use super::priority::{self, Crosshair, Priority};
use super::shortfalls::{self, Shortfalls};
use super::stacked::Stacked;
use super::then_now::{self, Before, ThenNow, ThenNowChange};
use super::{ChartSide, ChartWords, Estimate, Layout, Picture, PictureError, answers};
use crate::counts::Counts;
use crate::scale::{self, Scale, Shape};

/// No drawing may take longer. Unoptimised, the code is some twenty times slower than as it is released.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 1 });

/// No drawing may be larger, in bytes.
const LARGEST: usize = 4_000_000;

/// No drawing may be taller, in units.
const TALLEST: f64 = 40_000.0;

fn scale(label: &str) -> Scale {
    Scale {
        key: scale::AMOUNT5.to_owned(),
        shape: Shape::Bipolar,
        labels: [(); 5].map(|()| label.to_owned()),
    }
}

fn words(label: &str) -> ChartWords {
    let text = || label.to_owned();
    ChartWords { finding: text(), subtitle: text(), source: text(), measure: text(), groups: text() }
}

fn shown(row: usize) -> Estimate {
    match row % 7 {
        5 => Estimate::Suppressed,
        6 => Estimate::NoAnswers,
        place => {
            let mean = 1.2 + f64::from(u32::try_from(place).unwrap()) * 0.6;
            Estimate::Shown { n: 12, mean, interval: Some((1.1, 4.4)) }
        }
    }
}

fn spread(label: &str, rows: usize) -> Vec<answers::AnswersItem> {
    let counts = Counts { dont_know: 12, not_applicable: 9, ..Counts::of([3, 4, 6, 6, 1]) };
    (0..rows).map(|_| answers::AnswersItem::counted(label, &counts, [15, 20, 30, 30, 5])).collect()
}

fn dumbbell(label: &str, rows: usize) -> Dumbbell {
    let role = |side| dumbbell::DumbbellRole { side, who: label.to_owned(), label: label.to_owned() };
    let item = |row| dumbbell::DumbbellItem {
        label: label.to_owned(),
        offer: shown(row),
        expect: shown(row + 2),
        verdict: label.to_owned(),
        clear: row.is_multiple_of(2),
    };
    Dumbbell {
        words: words(label),
        scale: scale(label).labels,
        offer: role(ChartSide::Library),
        expect: role(ChartSide::Partner),
        items: (0..rows).map(item).collect(),
    }
}

fn priority(label: &str, rows: usize) -> Priority {
    let item = |row| priority::PriorityItem {
        label: label.to_owned(),
        offer: shown(row),
        expect: shown(row + 3),
        clear: row.is_multiple_of(2),
    };
    Priority {
        words: words(label),
        scale: scale(label).labels,
        offer: (ChartSide::Library, label.to_owned()),
        expect: (ChartSide::Partner, label.to_owned()),
        crosshair: Crosshair::OfData,
        items: (0..rows).map(item).collect(),
    }
}

fn then_now(label: &str, rows: usize) -> ThenNow {
    let change = |row| match row % 7 {
        5 => ThenNowChange::Suppressed,
        6 => ThenNowChange::NoAnswers,
        _ => {
            let before = Some(Before { n: 9, mean: 2.0 });
            ThenNowChange::Shown { then: 2.1, now: 3.4, before, up: 8, same: 3, down: 1 }
        }
    };
    let item = |row| then_now::ThenNowItem { label: label.to_owned(), change: change(row) };
    ThenNow {
        words: words(label),
        scale: scale(label).labels,
        side: ChartSide::Partner,
        items: (0..rows).map(item).collect(),
    }
}

/// As many kinds as rows, so that both grow.
fn kinds(label: &str, rows: usize) -> ByKind {
    let cells = [Some(Cell { mean: 4.1, gap: -1.4 }), None];
    let kind = |_| Kind { label: label.to_owned(), n: "12".to_owned() };
    let item = |_| kinds::KindsItem {
        label: label.to_owned(),
        library: 2.7,
        cells: cells.iter().copied().cycle().take(rows.min(200)).collect(),
    };
    ByKind {
        words: words(label),
        scale: scale(label).labels,
        roles: [(); 2].map(|()| label.to_owned()),
        kinds: (0..rows).map(kind).collect(),
        items: (0..rows).map(item).collect(),
        together: (0..rows).map(|_| label.to_owned()).collect(),
    }
}

/// As many questions as courses, and fewer where there are very many courses: all of it is made for each drawing.
fn courses(label: &str, rows: usize) -> Courses {
    let course = |row| courses::DrawnCourse {
        date: if label.is_empty() { "14 May 2026".to_owned() } else { label.to_owned() },
        label: label.to_owned(),
        estimate: shown(row),
        band: Some((2.0, 3.5)),
        reworded: row % 9 == 8,
    };
    let change = || courses::DrawnChange { by: 0.3, since: label.to_owned(), said: label.to_owned() };
    let questions = if rows > 500 { 2 } else { 70 };
    let question = |_| courses::DrawnQuestion {
        label: label.to_owned(),
        courses: (0..rows).map(course).collect(),
        change: (rows > 1).then(change),
    };
    Courses {
        words: words(label),
        side: ChartSide::Library,
        questions: (0..rows.min(questions)).map(question).collect(),
    }
}

fn shortfalls(label: &str, rows: usize) -> Shortfalls {
    let end = |side, mean| shortfalls::End { side, who: label.to_owned(), says: label.to_owned(), mean };
    let item = |row: usize| shortfalls::ShortfallItem {
        label: label.to_owned(),
        note: label.to_owned(),
        offer: end(ChartSide::Library, 2.1),
        expect: end(ChartSide::Partner, 4.2),
        clear: row.is_multiple_of(2),
    };
    Shortfalls { words: words(label), scale: scale(label).labels, items: (0..rows).map(item).collect() }
}

fn holds(chart: &str, draw: impl Fn(&str, usize, Layout) -> Result<Picture, PictureError>) {
    for label in
        ["", "Work with different ages, from under-fives up", &"e".repeat(5_000), &"ee ".repeat(1_700)]
    {
        for rows in [0, 1, 150, 5_000] {
            for layout in [Layout::Wide, Layout::Narrow] {
                let began = Instant::now();
                let picture = draw(label, rows, layout).unwrap();
                let (took, size) = (began.elapsed(), picture.svg.len().max(picture.inline("c").len()));
                let case = format!("{chart}, {rows} rows, {} characters, {layout:?}", label.len());
                assert!(took < LONGEST, "{case}: {took:?}");
                assert!(size < LARGEST, "{case}: {size} bytes");
                assert!(picture.height < TALLEST, "{case}: {} units high", picture.height);
                assert!(picture.alt.chars().count() <= 250 && picture.title.chars().count() <= 300, "{case}");
            }
        }
    }
}

#[test]
fn bars_end_whatever_they_are_given() {
    holds("stacked", |label, rows, layout| {
        Stacked { words: words(label), scale: scale(label), items: spread(label, rows) }.picture(layout)
    });
    holds("diverging", |label, rows, layout| {
        let items = spread(label, rows);
        Diverging { words: words(label), scale: scale(label), items, limit: None }.picture(layout)
    });
    holds("multiples", |label, rows, layout| {
        let item = |row: usize| MultiplesItem { label: label.to_owned(), counts: vec![row as u64 % 9; 4] };
        let (words, panels) = (words(label), vec![label.to_owned(); 4]);
        Multiples { words, panels, items: (0..rows).map(item).collect(), whole: 8 }.picture(layout)
    });
    holds("funnel", |label, rows, layout| {
        let steps = (0..rows).map(|_| FunnelStep { label: label.to_owned(), people: 9 }).collect();
        Funnel { words: words(label), steps }.picture(layout)
    });
    holds("bars", |label, rows, layout| {
        let bar = || Bar { label: label.to_owned(), count: 9, note: label.to_owned(), together: true };
        Bars { words: words(label), bars: (0..rows).map(|_| bar()).collect() }.picture(layout)
    });
    holds("dots", |label, rows, layout| {
        let (ends, people) = ([(); 2].map(|()| label.to_owned()), vec![123_456; rows]);
        Dots { words: words(label), ends, people, mean: Some(4.5) }.picture(layout)
    });
}

#[test]
fn dumbbells_end_whatever_they_are_given() {
    holds("dumbbell", |label, rows, layout| dumbbell(label, rows).picture(layout));
    holds("then and now", |label, rows, layout| then_now(label, rows).picture(layout));
    holds("shortfalls", |label, rows, _| shortfalls(label, rows).picture());
}

#[test]
fn fields_end_whatever_they_are_given() {
    holds("priority", |label, rows, layout| priority(label, rows).picture(layout));
    holds("kinds", |label, rows, layout| kinds(label, rows).picture(layout));
}

#[test]
fn courses_over_time_end_whatever_they_are_given() {
    holds("courses", |label, rows, layout| courses(label, rows).picture(layout));
}

#[test]
fn a_drawing_says_how_many_rows_it_leaves_out() {
    let drawn = |rows| dumbbell("Energy", rows).picture(Layout::Wide).unwrap().svg;
    assert!(!drawn(100).contains("not drawn"));
    assert!(drawn(5_000).contains(">4,900 more are not drawn.<"));
    let courses = courses("Energy", 138).picture(Layout::Wide).unwrap().svg;
    assert!(courses.contains(">The latest 100 of 138 courses are drawn.<"));
    assert!(courses.contains(">10 more are not drawn.<"));
}

#[test]
fn a_picture_of_very_many_rows_has_a_bounded_number_of_pixels() {
    let picture =
        dumbbell("Work with different ages, from under-fives up", 150).picture(Layout::Wide).unwrap();
    let png = picture.png(2.0).unwrap();
    let decoder = png::Decoder::new(std::io::Cursor::new(png));
    let info = decoder.read_info().unwrap().info().clone();
    assert!(u64::from(info.width) * u64::from(info.height) <= 12_100_000, "{}×{}", info.width, info.height);
}
