//! How often reports say something that is not so, by simulation: `cargo bench -p common-ground-reports --bench honesty`.
//! It takes a few minutes and prints the same on every machine.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on should stop where it is")]

#[path = "../tests/honesty/chance.rs"]
mod chance;

use chance::{
    AIMS, Chance, SHAPES, alike, apart, finding_of, kinds, kinds_alike, kinds_apart, moved, rate, stands_out,
};
use common_ground_reports::finding::Direction;

/// Tries of each case: the standard error of 5% is 0.5%.
const TRIES: u32 = 2_000;

fn main() {
    // What `cargo test --benches` asks for is that it begins.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    gaps();
    found();
    weighted();
    courses();
    extremes();
    confidence();
}

fn gaps() {
    println!(
        "Ten items that do not differ: reports that claim anything (anything certain), in per cent; at most 5"
    );
    print!("{:>12}", "");
    for (name, _) in SHAPES {
        print!("{name:>16}");
    }
    println!();
    let people = [
        [8, 40],
        [10, 10],
        [15, 15],
        [10, 40],
        [30, 30],
        [31, 31],
        [10, 100],
        [10, 1_000],
        [50, 50],
        [20, 200],
        [100, 100],
        [100, 1_000],
        [1_000, 1_000],
    ];
    for (seed, people) in (0..).zip(people) {
        print!("{:>12}", format!("{} v {}", people[0], people[1]));
        for (_, shape) in SHAPES {
            let mut chance = Chance::new(seed);
            let mut certain = 0.0;
            let anything = rate(TRIES, || {
                let said = alike(&mut chance, &shape, people);
                certain += f64::from(u8::from(said.certain));
                said.anything
            });
            print!("{:>16}", format!("{anything:.1} ({:.1})", 100.0 * certain / f64::from(TRIES)));
        }
        println!();
    }
}

fn found() {
    println!("\nOne item of ten that differs by so many points: reports that say so, in per cent");
    for (seed, people) in (0..).zip([[15, 15], [10, 40], [40, 40], [100, 100]]) {
        let of = |gap: f64| {
            let mut chance = Chance::new(seed);
            rate(TRIES, || apart(&mut chance, gap, people).first)
        };
        println!(
            "{:>12} 0.5: {:>5.1}  1.0: {:>5.1}  1.5: {:>5.1}",
            format!("{} v {}", people[0], people[1]),
            of(0.5),
            of(1.0),
            of(1.5)
        );
    }
}

fn weighted() {
    println!(
        "\nThree kinds of partner that count the same, as high as staff on average: any claim; at most 5"
    );
    for (seed, partners) in (0..).zip([[20, 8, 8], [30, 5, 5], [100, 20, 20]]) {
        for apart in [0.0, 0.8, 1.5] {
            let mut chance = Chance::new(seed);
            let said = rate(TRIES, || kinds(&mut chance, apart, 20, partners).anything);
            println!("{:>24} {apart} between kinds: {said:>5.1}", format!("20 v {partners:?}"));
        }
    }
    println!(
        "\nThe same where all answer alike, by the shape of answers; and a gap of 1.0 on one item of ten found"
    );
    print!("{:>24}", "");
    for (name, _) in SHAPES {
        print!("{name:>12}");
    }
    println!("{:>12}", "found");
    let cases = [
        (10, [12, 5, 5]),
        (10, [30, 5, 5]),
        (20, [30, 5, 5]),
        (40, [60, 10, 10]),
        (100, [30, 5, 5]),
        (1_000, [30, 5, 5]),
        (10, [400, 20, 20]),
        (200, [300, 10, 10]),
        (1_000, [900, 50, 50]),
    ];
    for (seed, (staff, partners)) in (0..).zip(cases) {
        print!("{:>24}", format!("{staff} v {partners:?}"));
        for (_, shape) in SHAPES {
            let mut chance = Chance::new(seed);
            print!("{:>12.1}", rate(TRIES, || kinds_alike(&mut chance, &shape, staff, partners).anything));
        }
        let mut chance = Chance::new(seed);
        println!("{:>12.1}", rate(TRIES, || kinds_apart(&mut chance, 1.0, staff, partners).first));
    }
}

fn courses() {
    println!("\nA course like the earlier ones: any of eight questions called higher or lower; at most 5");
    for (seed, people) in
        (0..).zip([&[12; 6][..], &[12; 12], &[30; 6], &[40, 10, 12, 25, 30, 10], &[40, 40, 40, 40, 40, 10]])
    {
        for between in [0.0, 0.15, 0.4] {
            let mut chance = Chance::new(seed);
            let said = rate(TRIES, || stands_out(&mut chance, between, people));
            println!("{:>48} {between:>4} between courses: {said:>5.1}", format!("{people:?}"));
        }
    }
}

fn extremes() {
    println!("\nThe highest or lowest of questions with these true means, named wrongly; at most 10");
    for (seed, people) in (0..).zip([12, 20, 60]) {
        for means in [&[3.6; 2][..], &[3.6; 8], &[3.9, 3.9, 3.0, 3.0]] {
            let mut chance = Chance::new(seed);
            let named = |said: String| said.starts_with("Highest") || said.contains("Lowest:");
            let said = rate(TRIES, || named(finding_of(&mut chance, means, people)));
            println!("{people:>4} people, {:>48}: {said:>5.1}", format!("{means:?}"));
        }
    }
}

fn confidence() {
    println!("\nConfidence called up on at least half of four aims, when so many moved by a point");
    for (seed, people) in (0..).zip([12, 20, 40]) {
        let of = |aims| {
            let mut chance = Chance::new(seed);
            rate(TRIES, || matches!(moved(&mut chance, aims, people), Direction::Up { .. }))
        };
        println!(
            "{people:>4} people, none: {:>5.1}  one: {:>5.1}  two: {:>5.1}  all: {:>5.1}",
            of(0),
            of(1),
            of(2),
            of(AIMS)
        );
    }
}
