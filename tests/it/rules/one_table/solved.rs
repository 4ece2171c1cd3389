//! Whom every figure is of that was seen, and what a reader can solve for who keeps all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    crowd::{Crowd, People, Person, behind},
    seen::rows,
    unknowns::few,
};

/// A figure as a file tells it: people, and what is told of their answers.
#[derive(Clone, Debug)]
struct Told {
    n: u64,
    counts: Option<[u64; 5]>,
    mean: Option<f64>,
    high: Option<f64>,
}

impl Told {
    /// A figure in some columns; none where it is of nobody or hidden.
    fn of(row: &BTreeMap<String, String>, n: &str, mean: &str) -> Option<Self> {
        let number = |name: &str| row.get(name).and_then(|cell| cell.parse().ok());
        let counts =
            ["c1", "c2", "c3", "c4", "c5"].map(|name| row.get(name).and_then(|n| n.parse::<u64>().ok()));
        let counts = counts.iter().all(Option::is_some).then(|| counts.map(Option::unwrap_or_default));
        let n = row[n].parse::<u64>().ok().filter(|n| *n > 0)?;
        Some(Self { n, counts, mean: number(mean), high: number("top2") })
    }

    /// Whether it can be of people who answered so.
    fn fits(&self, points: [u64; 5]) -> bool {
        let real = |n: u64| f64::from(u32::try_from(n).unwrap());
        let n: u64 = points.iter().sum();
        let mean = points.iter().zip(1_u64..).map(|(people, point)| people * point).sum::<u64>();
        let near = |told: Option<f64>, of: u64, by: f64| {
            told.is_none_or(|told| (told - real(of) / real(n)).abs() < by)
        };
        self.n == n
            && self.counts.is_none_or(|counts| counts == points)
            && near(self.mean, mean, if n < 30 { 0.051 } else { 1e-9 })
            && near(self.high, points[3] + points[4], 1e-9)
    }
}

/// Everything that was seen of a round, set against who answered it.
#[derive(Debug, Default)]
pub(super) struct Solved {
    pub(super) crowd: Crowd,
    /// Whom the newest figure is of, by question and row.
    newest: BTreeMap<(String, String), People>,
    /// Whom each figure is of, by question.
    figures: BTreeMap<String, BTreeSet<People>>,
}

impl Solved {
    /// Takes down `items.csv`.
    pub(super) fn items(&mut self, csv: &str) {
        let mut of_key: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
        for row in rows(csv) {
            of_key.entry(row["key"].clone()).or_default().push(row);
        }
        for (question, rows) in of_key {
            let (all, parts): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row["group"] == "all");
            let named: Vec<&str> = parts.iter().map(|row| &*row["group"]).collect();
            let mut sum = People::new();
            for row in &parts {
                if let Some(told) = Told::of(row, "n", "mean") {
                    sum.extend(self.take(&question, &row["group"], &named, &told));
                }
            }
            let Some(told) = all.first().and_then(|row| Told::of(row, "n", "mean")) else { continue };
            if named.is_empty() {
                self.take(&question, "all", &named, &told);
            } else {
                let points = self.crowd.points(&question, &sum);
                assert!(told.fits(points), "{question}: {told:?} is not of the parts, {points:?}");
                self.newest.insert((question.clone(), "all".to_owned()), sum.clone());
                self.figures.entry(question).or_default().insert(sum);
            }
        }
    }

    /// Takes down a time of `confidence.csv`, and what its question is called in the round of that time.
    pub(super) fn confidence(&mut self, csv: &str, time: &str, question: impl Fn(&str) -> String) {
        for row in rows(csv) {
            if let Some(told) = Told::of(&row, &format!("n_{time}"), &format!("mean_{time}")) {
                self.take(&question(&row["key"]), "all", &[], &told);
            }
        }
    }

    /// Takes down how many gave each answer in a batch.
    pub(super) fn batch(&mut self, question: &str, counts: [u64; 5]) {
        let n = counts.iter().sum();
        if n > 0 {
            let told = Told { n, counts: Some(counts), mean: None, high: None };
            self.take(question, "all", &[], &told);
        }
    }

    /// Finds out whom a figure is of, and keeps it.
    fn take(&mut self, question: &str, row: &str, named: &[&str], told: &Told) -> People {
        let place = (question.to_owned(), row.to_owned());
        let fits = |people: &People| told.fits(self.crowd.points(question, people));
        // What is not seen to change has not changed. Else it is of everybody there is, or of those of some earlier moment.
        let unchanged = self.newest.get(&place).filter(|people| fits(people)).cloned();
        let of = |ways: fn(&Crowd, &str, &[&str]) -> Vec<People>| {
            let states =
                behind(row, named).into_iter().flat_map(|groups| ways(&self.crowd, question, &groups));
            states.collect::<Vec<_>>().into_iter().find(&fits)
        };
        let people = unchanged.or_else(|| of(Crowd::states)).or_else(|| of(Crowd::mixed));
        let people = people.unwrap_or_else(|| panic!("{place:?}: {told:?} is of nobody that there ever was"));
        self.newest.insert(place, people.clone());
        self.figures.entry(question.to_owned()).or_default().insert(people.clone());
        people
    }

    /// How many different figures were seen.
    pub(super) fn seen(&self) -> usize {
        self.figures.values().map(BTreeSet::len).sum()
    }

    /// Who is given away: fewer than `min` people of whom some sum of figures is, whatever the weights.
    pub(super) fn given_away(&self, min: usize) -> Option<String> {
        self.figures.iter().find_map(|(question, figures)| {
            let sizes: Vec<usize> = figures.iter().map(BTreeSet::len).collect();
            let figures: Vec<People> = figures.iter().cloned().collect();
            let found: Vec<_> =
                few(&figures, min)?.into_iter().map(|number| (number, self.crowd.person(number))).collect();
            Some(format!("{question}: figures of {sizes:?} people give away {found:?}"))
        })
    }
}

#[test]
fn a_reader_who_solves_finds_the_person_by_whom_two_files_differ() {
    let mut solved = Solved::default();
    let answer = |solved: &mut Solved, group, people, useful| {
        for _ in 0..people {
            solved.crowd.come(Person { group, before: "", then: "", now: "", useful });
        }
        solved.crowd.pass();
    };
    let file = |rows: &[&str]| format!("key,group,n,mean,top2\r\n{}\r\n", rows.join("\r\n"));
    answer(&mut solved, "outreach", 9, "4");
    solved.items(&file(&["react_useful,all,9,4,1"]));
    answer(&mut solved, "front_line", 5, "2");
    solved.items(&file(&["react_useful,all,14,3.3,0.6428571428571429"]));
    assert_eq!(solved.given_away(5), None);
    answer(&mut solved, "outreach", 1, "5");
    let parts = ["react_useful,outreach,10,4.1,1", "react_useful,front_line,5,2,0"];
    solved.items(&file(&[&parts[..], &["react_useful,all,15,3.4,0.6666666666666666"]].concat()));
    let found = solved.given_away(5).unwrap();
    assert!(found.contains("give away [(14, ") && found.contains("useful: \"5\""), "{found}");
}
