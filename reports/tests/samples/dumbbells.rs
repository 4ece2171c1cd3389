//! Dumbbells: an ordinary one in both blocks and layouts, and the awkward ones.

use common_ground_reports::chart::dumbbell::{Dumbbell, DumbbellItem, DumbbellRole};
use common_ground_reports::chart::shortfalls::{self, Shortfalls};
use common_ground_reports::chart::{ChartSide, ChartWords, Estimate, Layout, Picture};
use common_ground_reports::scale;

pub(crate) fn all() -> Vec<(&'static str, Picture)> {
    vec![
        ("dumbbell-wide", library_gives().picture(Layout::Wide).unwrap()),
        ("dumbbell-narrow", library_gives().picture(Layout::Narrow).unwrap()),
        ("dumbbell-partners-give-wide", partners_give().picture(Layout::Wide).unwrap()),
        ("dumbbell-partners-give-narrow", partners_give().picture(Layout::Narrow).unwrap()),
        ("dumbbell-awkward-wide", awkward().picture(Layout::Wide).unwrap()),
        ("dumbbell-awkward-narrow", awkward().picture(Layout::Narrow).unwrap()),
        ("dumbbell-nineteen-wide", nineteen().picture(Layout::Wide).unwrap()),
        ("dumbbell-nineteen-narrow", nineteen().picture(Layout::Narrow).unwrap()),
        ("dumbbell-all-equal-wide", all_equal().picture(Layout::Wide).unwrap()),
        ("dumbbell-all-equal-narrow", all_equal().picture(Layout::Narrow).unwrap()),
        ("shortfalls-narrow", shortfalls().picture().unwrap()),
    ]
}

fn shown(n: u64, mean: f64, half: f64) -> Estimate {
    Estimate::Shown { n, mean, interval: Some((mean - half, mean + half)) }
}

fn item(label: &str, offer: Estimate, expect: Estimate, verdict: &str) -> DumbbellItem {
    DumbbellItem {
        label: label.to_owned(),
        offer,
        expect,
        verdict: verdict.to_owned(),
        clear: verdict == "clear gap",
    }
}

fn staff(label: &str) -> DumbbellRole {
    DumbbellRole { side: ChartSide::Library, who: "staff".to_owned(), label: label.to_owned() }
}

fn partners(label: &str) -> DumbbellRole {
    DumbbellRole { side: ChartSide::Partner, who: "partners".to_owned(), label: label.to_owned() }
}

fn amount() -> [String; 5] {
    scale::known("amount5").unwrap().labels
}

/// Both directions, at both ends of the scale, and one with its means close together.
fn shortfalls() -> Shortfalls {
    let end = |side, says: &str, mean| shortfalls::End {
        side,
        who: says.split(' ').next().unwrap().to_owned(),
        says: says.to_owned(),
        mean,
    };
    let staff = |says: &str, mean| end(ChartSide::Library, says, mean);
    let partners = |says: &str, mean| end(ChartSide::Partner, says, mean);
    let item = |label: &str, note: &str, offer, expect, clear| shortfalls::ShortfallItem {
        label: label.to_owned(),
        note: note.to_owned(),
        offer,
        expect,
        clear,
    };
    Shortfalls {
        words: ChartWords {
            finding: "The three gaps that matter most".to_owned(),
            subtitle: "Mean answers on a scale from 1 to 5".to_owned(),
            source: "Newham Libraries. “What we offer”, version 1; “What you expect”, version 1.".to_owned(),
            measure: "the largest gaps".to_owned(),
            groups: "14 library staff and 18 partners".to_owned(),
        },
        scale: amount(),
        items: vec![
            item(
                "Bend our rules to fit what partners want",
                "A clear gap of 2.0 · staff 14, partners 18",
                staff("staff offer", 2.7),
                partners("partners expect", 4.7),
                true,
            ),
            item(
                "Money, or help in finding it",
                "A clear gap of 4.0 · partners 18, staff 14",
                partners("partners offer", 1.0),
                staff("staff hope for", 5.0),
                true,
            ),
            item(
                "Work with children and young people of different ages, from under-fives up to those who leave care",
                "A gap of 0.2, not sure yet · staff 14, partners 9",
                staff("staff offer", 4.7),
                partners("partners expect", 4.9),
                false,
            ),
        ],
    }
}

pub(crate) fn library_gives() -> Dumbbell {
    let rows = [
        ("Bring energy to joint work", 14, 4.5, 18, 3.9, "more than asked"),
        ("Bend our rules to fit what partners want", 14, 2.7, 18, 4.2, "clear gap"),
        ("Build on links we already have", 14, 3.1, 18, 4.1, "clear gap"),
        ("Take the lead in setting up meetings", 13, 2.9, 18, 3.6, "possible gap"),
        ("Keep up with changes in partners’ fields", 14, 3.0, 18, 3.6, "possible gap"),
        ("Be clear what we want from the partnership", 14, 3.3, 18, 3.8, "not sure yet"),
        ("Start by asking how we can help", 14, 3.8, 18, 4.2, "not sure yet"),
        ("Be counted on to do what we say", 14, 4.3, 18, 4.6, "about level"),
        ("Know the range of local services", 14, 4.1, 18, 4.2, "about level"),
        ("Work with different ages, from under-fives up", 14, 4.4, 18, 4.1, "about level"),
    ];
    Dumbbell {
        words: ChartWords {
            finding: "Partners want us to bend our rules more than we say we do".to_owned(),
            subtitle: "Mean answers from 14 library staff and 18 partners, April to May 2026".to_owned(),
            source:
                "Block A, version 1. Response rate (RR2) 59%. “Clear” means that the difference is large and \
                     unlikely to be chance. Thin bars are 95% intervals."
                    .to_owned(),
            measure: "what staff offer and partners expect".to_owned(),
            groups: "14 library staff and 18 partners".to_owned(),
        },
        scale: amount(),
        offer: staff("staff offer"),
        expect: partners("partners expect"),
        items: rows
            .map(|(label, n, offer, m, expect, verdict)| {
                item(label, shown(n, offer, 0.45), shown(m, expect, 0.6), verdict)
            })
            .to_vec(),
    }
}

fn partners_give() -> Dumbbell {
    let rows = [
        ("Money, or help in finding it", 1.8, 4.4, "too few to say"),
        ("A way into their networks", 3.6, 4.1, "too few to say"),
        ("Specialist know-how", 4.0, 3.8, "too few to say"),
        ("Insight into people who do not use libraries", 4.4, 3.5, "too few to say"),
    ];
    Dumbbell {
        words: ChartWords {
            finding: "We hope for more money than partners can give".to_owned(),
            subtitle: "Mean answers from 7 partners and 14 library staff, May 2026".to_owned(),
            source: "Block B, version 1. Too few partners for intervals.".to_owned(),
            measure: "what partners offer and staff hope for".to_owned(),
            groups: "7 partners and 14 library staff".to_owned(),
        },
        scale: amount(),
        offer: partners("partners offer"),
        expect: staff("we hope for"),
        items: rows
            .map(|(label, offer, expect, verdict)| {
                item(label, shown(7, offer, 0.8), shown(14, expect, 0.4), verdict)
            })
            .to_vec(),
    }
}

/// Ends of the scale, equal means, suppression, nobody, endless names, direct labels that would collide.
fn awkward() -> Dumbbell {
    let long = "Keep each other told about changes of staff, opening hours, premises, money and priorities before \
                they happen, and say so plainly";
    let items = vec![
        item(long, shown(12, 4.0, 0.5), shown(18, 4.1, 0.5), "not sure yet (wide intervals)"),
        item("Lowest and highest", shown(12, 1.0, 0.0), shown(18, 5.0, 0.0), "clear gap"),
        item("Both at the top", shown(12, 5.0, 0.0), shown(18, 5.0, 0.0), "everyone gave the same answer"),
        item("Both at the bottom", shown(1_234, 1.0, 0.0), shown(18, 1.0, 0.0), "about level"),
        item("Highest and lowest", shown(12, 5.0, 0.3), shown(18, 1.0, 0.3), "more than asked"),
        item("Hidden on one side", Estimate::Suppressed, shown(18, 3.0, 0.5), ""),
        item("Hidden on both sides", Estimate::Suppressed, Estimate::Suppressed, ""),
        item("Nobody answered", Estimate::NoAnswers, Estimate::NoAnswers, ""),
        item("One hidden, one unanswered", Estimate::Suppressed, Estimate::NoAnswers, ""),
        item(
            "Kinderjugendhilfepartnerschaftsvereinbarungsentwurfsbesprechung",
            shown(6, 3.2, 0.9),
            shown(5, 3.4, 1.0),
            "",
        ),
        item(
            "Names with <tags>, “quotes” & an ampersand",
            shown(12, 3.0, 0.4),
            shown(18, 3.15, 0.4),
            "about level",
        ),
    ];
    let mut chart = library_gives();
    "Every awkward case on one page, with a finding so long that it has to take two lines \
                           in a wide picture and more in a narrow one"
        .clone_into(&mut chart.words.finding);
    chart.scale = scale::known("going5").unwrap().labels;
    chart.items = items;
    chart
}

fn nineteen() -> Dumbbell {
    let mut chart = library_gives();
    "Nineteen items still read as a list".clone_into(&mut chart.words.finding);
    chart.scale = scale::known("confidence5").unwrap().labels;
    chart.items = (0..19_u32)
        .map(|i| {
            let offer = 2.0 + f64::from(i * 7 % 19) / 9.0;
            let expect = 2.6 + f64::from(i * 5 % 19) / 10.0;
            item(
                &format!("Factor number {} of working together well", i + 1),
                shown(40, offer, 0.3),
                shown(31, expect, 0.3),
                "not sure yet",
            )
        })
        .collect();
    chart
}

fn all_equal() -> Dumbbell {
    let mut chart = library_gives();
    "Both sides say the same of everything".clone_into(&mut chart.words.finding);
    for item in &mut chart.items {
        item.offer = shown(14, 3.0, 0.3);
        item.expect = shown(18, 3.0, 0.3);
        "about level".clone_into(&mut item.verdict);
        item.clear = false;
    }
    chart
}
