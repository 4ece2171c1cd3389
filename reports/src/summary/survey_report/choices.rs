//! A question with options: how many people chose each.

use super::super::sheet::Section;
use super::super::table::{Cell, Column, Row, Table};
use super::super::wording;
use crate::small_numbers::{MinGroup, OTHER, Partition, TOO_FEW};

/// A question with options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its permanent key.
    pub key: String,
    /// Its label.
    pub label: String,
    /// People who answered it.
    pub answered: u64,
    /// Its options.
    pub options: Vec<ChoiceOption>,
    /// Whether people could choose more than one.
    pub several: bool,
    /// The highest answer, where the keys of the options are numbers that have a mean.
    pub highest: Option<u32>,
    /// Where the answer describes the person, such as the group or the years in a role, how its options are put
    /// together so that it names no small group; for the question that gives the groups, the partition of the round.
    pub person: Option<Partition>,
}

/// One option and how many people chose it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption {
    /// Its permanent key.
    pub key: String,
    /// Its label.
    pub label: String,
    /// People who chose it.
    pub people: u64,
}

impl Choice {
    /// Its table.
    pub(super) fn section(&self, min: MinGroup) -> Section {
        Section {
            stem: format!("choice-{}", self.key),
            heading: self.label.clone(),
            finding: String::new(),
            charts: Vec::new(),
            table: Table {
                caption: self.caption(min),
                corner: "Answer",
                heat: false,
                columns: vec![Column::figures("People"), Column::figures("Of those who answered")],
                rows: self.rows(min),
            },
        }
    }

    fn rows(&self, min: MinGroup) -> Vec<Row> {
        let every = |cells: &dyn Fn(u64) -> Vec<Cell>| {
            self.options.iter().map(|option| row(&option.label, cells(option.people))).collect()
        };
        let absent = |words: &str| vec![Cell::absent(words), Cell::absent("–")];
        match &self.person {
            _ if min.hides(self.answered) => every(&|_| absent(TOO_FEW)),
            None => every(&|people| self.cells(people)),
            Some(_) if self.several => every(&|people| {
                if self.names_few(people, min) { absent("not shown") } else { self.cells(people) }
            }),
            Some(partition) => {
                let parts = self.parts(partition, min);
                parts.iter().map(|(label, people)| row(label, self.cells(*people))).collect()
            }
        }
    }

    fn cells(&self, people: u64) -> Vec<Cell> {
        vec![Cell::of(wording::count(people)), Cell::of(wording::percent(people, self.answered))]
    }

    /// Whether an option parts the people into those who chose it and the rest, and either is a small group.
    fn names_few(&self, people: u64, min: MinGroup) -> bool {
        min.hides(people) || min.hides(self.answered.saturating_sub(people))
    }

    /// The options put together, by label, in their order, "Other" last; everybody together where a part would still
    /// be too few, because not all of it answered this question.
    fn parts(&self, partition: &Partition, min: MinGroup) -> Vec<(String, u64)> {
        let mut parts: Vec<(&str, u64)> = Vec::new();
        for option in self.options.iter().filter(|option| option.people > 0) {
            let part = partition.part_of(&option.key).unwrap_or_default();
            match parts.iter_mut().find(|(known, _)| *known == part) {
                Some((_, people)) => *people += option.people,
                None => parts.push((part, option.people)),
            }
        }
        if parts.len() < 2 || parts.iter().any(|(_, people)| min.hides(*people)) {
            return vec![("All together".to_owned(), self.answered)];
        }
        parts.sort_by_key(|(part, _)| *part == OTHER);
        let label = |part: &str| {
            let own = self.options.iter().find(|option| option.key == part).filter(|_| part != OTHER);
            own.map_or_else(|| wording::capitalised(&part.replace('_', " ")), |option| option.label.clone())
        };
        parts.into_iter().map(|(part, people)| (label(part), people)).collect()
    }

    /// “ The mean is 6.2 of 10.”
    fn mean(&self) -> Option<String> {
        let highest = self.highest?;
        let points = self.options.iter().filter_map(|option| Some((option.key.parse().ok()?, option.people)));
        let (sum, n) = points.fold((0, 0), |(sum, n): (u64, u64), (point, people): (u64, u64)| {
            (sum + point * people, n + people)
        });
        #[expect(clippy::cast_precision_loss, reason = "numbers of people")]
        let mean = (n > 0).then(|| wording::mean(sum as f64 / n as f64))?;
        Some(format!(" The mean is {mean} of {highest}."))
    }

    fn caption(&self, min: MinGroup) -> String {
        let answered = if min.hides(self.answered) {
            format!("{} people", wording::capitalised(&min.fewer_than()))
        } else {
            wording::counted(self.answered, "person", "people")
        };
        let several = if self.several { " They could choose more than one." } else { "" };
        let mean = self.mean().filter(|_| !min.hides(self.answered)).unwrap_or_default();
        let few = wording::number(min.get());
        let person = match (&self.person, self.several) {
            (None, _) => String::new(),
            (Some(_), false) => format!(" Answers of fewer than {few} people are put together."),
            (Some(_), true) => {
                format!(" An answer is not shown where fewer than {few} people chose it, or all but so few.")
            }
        };
        format!("{answered} answered.{mean}{several}{person}")
    }
}

fn row(label: &str, cells: Vec<Cell>) -> Row {
    Row { key: String::new(), label: label.to_owned(), strong: false, cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(options: &[(&str, u64)], several: bool, person: Option<Partition>) -> Choice {
        let option = |(key, people): &(&str, u64)| ChoiceOption {
            key: (*key).to_owned(),
            label: format!("In {key}"),
            people: *people,
        };
        Choice {
            key: "where".to_owned(),
            label: "Where do you work?".to_owned(),
            answered: options.iter().map(|(_, people)| people).sum(),
            options: options.iter().map(option).collect(),
            several,
            highest: None,
            person,
        }
    }

    fn told(choice: &Choice) -> Vec<(String, String)> {
        let rows = choice.section(MinGroup::default()).table.rows;
        rows.into_iter().map(|row| (row.label, row.cells[0].text.clone())).collect()
    }

    fn pairs(told: &[(&str, &str)]) -> Vec<(String, String)> {
        told.iter().map(|(label, people)| ((*label).to_owned(), (*people).to_owned())).collect()
    }

    fn partition(sizes: &[(&str, u64)]) -> Partition {
        let sizes = sizes.iter().map(|(key, people)| ((*key).to_owned(), *people));
        Partition::of(sizes, MinGroup::default())
    }

    #[test]
    fn what_people_chose_is_shown_however_few_chose_it() {
        let found = choice(&[("town", 11), ("village", 1)], false, None);
        assert_eq!(told(&found), pairs(&[("In town", "11"), ("In village", "1")]));
    }

    #[test]
    fn numbers_have_a_mean_once_enough_people_gave_one() {
        let mut found = choice(&[("0", 1), ("7", 3), ("10", 1)], false, None);
        found.highest = Some(10);
        assert_eq!(found.caption(MinGroup::default()), "5 people answered. The mean is 6.2 of 10.");
        found.options[1].people = 2;
        found.answered = 4;
        assert_eq!(found.caption(MinGroup::default()), "Fewer than 5 people answered.");
    }

    #[test]
    fn four_people_who_answered_are_too_few() {
        let found = choice(&[("town", 3), ("village", 1)], false, None);
        assert_eq!(told(&found), pairs(&[("In town", TOO_FEW), ("In village", TOO_FEW)]));
    }

    #[test]
    fn answers_that_describe_a_person_put_small_groups_together() {
        let sizes = [("town", 11), ("village", 2), ("road", 0), ("school", 3), ("museum", 6)];
        let found = choice(&sizes, false, Some(partition(&sizes)));
        assert_eq!(told(&found), pairs(&[("In town", "11"), ("In museum", "6"), ("Other", "5")]));
        let small = [("town", 11), ("village", 2)];
        assert_eq!(told(&choice(&small, false, Some(partition(&small)))), pairs(&[("All together", "13")]));
    }

    #[test]
    fn a_part_that_is_small_among_those_who_answered_is_told_with_everybody() {
        // Other is two people and four who named no group: of those only the two stand in this table.
        let found = choice(
            &[("town", 11), ("museum", 6), ("village", 2)],
            false,
            Some(partition(&[("town", 11), ("museum", 6), ("village", 2), ("", 4)])),
        );
        assert_eq!(told(&found), pairs(&[("All together", "19")]));
    }

    #[test]
    fn several_answers_that_describe_a_person_show_neither_few_nor_all_but_few() {
        let mut found =
            choice(&[("van", 3), ("desk", 12), ("school", 7), ("home", 0)], true, Some(partition(&[])));
        found.answered = 14;
        let hidden = "not shown";
        assert_eq!(
            told(&found),
            pairs(&[("In van", hidden), ("In desk", hidden), ("In school", "7"), ("In home", "0")])
        );
    }
}
