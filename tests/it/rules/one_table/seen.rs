//! What a reader took away, set against each other.

use std::collections::{BTreeMap, BTreeSet};

/// A file as its rows, by the names of columns.
pub(super) fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let heading: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let row = |line: &str| {
        heading.iter().map(|name| (*name).to_owned()).zip(cells(line)).collect::<BTreeMap<String, String>>()
    };
    lines.map(row).collect()
}

/// The cells of a line, of which some may be in quotation marks.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

/// The tables of a page, or a whole file.
pub(super) fn figures(body: &str) -> String {
    if !body.contains("<tbody>") {
        return body.to_owned();
    }
    let tables = body.split("<tbody>").skip(1).filter_map(|part| part.split("</tbody>").next());
    tables.collect::<Vec<_>>().join("\n")
}

/// A figure: how many people it is of, and how many gave each answer where that is told.
type Figure = (u64, [String; 5]);

/// Every figure that was seen: by round, question and group, in the order of time.
#[derive(Debug, Default)]
pub(super) struct Seen {
    figures: BTreeMap<(String, String, String), Vec<Figure>>,
    /// The groups of a question in one file, and everybody in it.
    sums: Vec<(String, Vec<u64>, u64)>,
}

impl Seen {
    /// Takes down `items.csv`.
    pub(super) fn items(&mut self, round: &str, csv: &str) {
        let mut of_key: BTreeMap<String, (Vec<u64>, u64)> = BTreeMap::new();
        for row in rows(csv) {
            let n: u64 = row["n"].parse().unwrap_or(0);
            let counts = ["c1", "c2", "c3", "c4", "c5"].map(|name| row[name].clone());
            let place = (round.to_owned(), row["key"].clone(), row["group"].clone());
            self.figures.entry(place).or_default().push((n, counts));
            let sums = of_key.entry(row["key"].clone()).or_default();
            if row["group"] == "all" { sums.1 = n } else { sums.0.push(n) }
        }
        self.sums
            .extend(of_key.into_iter().map(|(key, (groups, all))| (format!("{round} {key}"), groups, all)));
    }

    /// Takes down `confidence.csv`: its then and now are questions of the round.
    pub(super) fn confidence(&mut self, round: &str, csv: &str) {
        for row in rows(csv) {
            for time in ["then", "now"] {
                let n: u64 = row[&format!("n_{time}")].parse().unwrap_or(0);
                let place = (round.to_owned(), format!("{}__{time}", row["key"]), "all".to_owned());
                self.figures.entry(place).or_default().push((n, Default::default()));
            }
        }
    }

    /// The groups of a question with their people, as they were seen last.
    pub(super) fn parts(&self, round: &str, key: &str) -> Vec<(String, u64)> {
        let of = |(r, k, group): &(String, String, String)| r == round && k == key && group != "all";
        let parts = self.figures.iter().filter(|(place, _)| of(place));
        parts.map(|((.., group), figures)| (group.clone(), figures.last().unwrap().0)).collect()
    }

    /// No figure, no two figures of the same question and group at any two times, and no group beside the others is of
    /// fewer than `min` people.
    pub(super) fn holds_no_small_group(&self, min: u64) {
        let is_small = |people: u64| people > 0 && people < min;
        for (place, figures) in &self.figures {
            let sizes: BTreeSet<u64> = figures.iter().map(|(n, _)| *n).collect();
            for n in &sizes {
                assert!(!is_small(*n), "{place:?}: {n}");
                for other in &sizes {
                    assert!(!is_small(n.abs_diff(*other)), "{place:?}: {n} and {other}");
                }
            }
            for n in sizes {
                let told = figures.iter().filter(|(of, counts)| *of == n && !counts[0].is_empty());
                let told: BTreeSet<&[String; 5]> = told.map(|(_, counts)| counts).collect();
                assert!(told.len() <= 1, "{place:?}: {n} people answered in two ways: {told:?}");
            }
        }
        for (place, groups, all) in &self.sums {
            assert!(groups.is_empty() || groups.iter().sum::<u64>() == *all, "{place}: {groups:?} of {all}");
        }
    }
}
