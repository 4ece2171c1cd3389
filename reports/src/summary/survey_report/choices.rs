//! A question with options: how many people chose each, as a table and as a picture.

use super::super::pictures::Drawn;
use super::super::sheet::SheetSection;
use super::super::table::{Table, TableCell, TableColumn, TableRow};
use crate::chart::bars::{Bar, Bars};
use crate::chart::dots::Dots;
use crate::chart::{ChartWords, PictureError};
use crate::counts::real;
use crate::small_numbers::{MinGroup, OTHER, Partition, TOO_FEW};
use crate::wording;

/// A question with options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceQuestion {
    /// Its permanent key.
    pub key: String,
    pub label: String,
    /// People who answered it.
    pub answered: u64,
    pub options: Vec<ChoiceOption>,
    /// Whether people could choose more than one.
    pub several: bool,
    /// Whether its options are classes that numbers or days were put into, each of enough people.
    pub in_classes: bool,
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
    pub label: String,
    /// People who chose it.
    pub people: u64,
    /// Whether several answers are told together under it, because some are of too few people.
    pub together: bool,
}

/// The names of the pictures of some questions, each with what it is of, without drawing them.
pub(in super::super) fn names(choices: &[ChoiceQuestion], min: MinGroup) -> Vec<(String, String)> {
    let drawn = choices.iter().filter(|choice| choice.is_drawn(min));
    drawn.map(|choice| (format!("{}-wide", choice.stem()), choice.label.clone())).collect()
}

/// One answer as it is told.
struct Told {
    label: String,
    /// Whether several answers are told together in it.
    together: bool,
    /// How many people gave it, or why that is not shown.
    people: Result<u64, &'static str>,
}

impl ChoiceQuestion {
    /// Its table.
    pub(in super::super) fn section(&self, min: MinGroup) -> SheetSection {
        SheetSection {
            stem: self.stem(),
            heading: self.label.clone(),
            finding: self.finding(min).map(|finding| wording::sentence(&finding)).unwrap_or_default(),
            charts: Vec::new(),
            table: Table {
                caption: self.caption(min),
                corner: "Answer",
                heat: false,
                columns: vec![TableColumn::figures("People"), TableColumn::figures("Of those who answered")],
                rows: self.rows(min),
            },
        }
    }

    /// The beginning of the name of its picture.
    pub(in super::super) fn stem(&self) -> String {
        format!("choice-{}", self.key)
    }

    /// Its picture: a dot plot of numbers, or a bar for each answer. None where fewer than two answers are shown.
    pub(in super::super) fn picture(
        &self,
        min: MinGroup,
        source: &str,
    ) -> Result<Option<Drawn>, PictureError> {
        let Some(finding) = self.finding(min) else { return Ok(None) };
        let who = wording::counted(self.answered, "person", "people");
        let unit = if self.several { "each could give more than one" } else { "one from each" };
        let words = ChartWords {
            finding,
            subtitle: format!("“{}”: answers of {who}, {unit}", self.label),
            source: source.to_owned(),
            measure: format!("answers to “{}”", self.label),
            groups: who,
        };
        let shown = self.shown(min);
        if self.highest.is_some() {
            let chart = Dots { words, ends: self.ends(), people: self.by_number(), mean: self.average() };
            return Drawn::new(self.stem(), |layout| chart.picture(layout)).map(Some);
        }
        let bar = |(told, people): &(Told, u64)| Bar {
            label: told.label.clone(),
            count: *people,
            note: format!(
                "{} of {}",
                wording::percent(*people, self.answered),
                wording::count(self.answered)
            ),
            together: told.together,
        };
        let chart = Bars { words, bars: shown.iter().map(bar).collect() };
        Drawn::new(self.stem(), |layout| chart.picture(layout)).map(Some)
    }

    /// Whether it has a picture.
    pub(in super::super) fn is_drawn(&self, min: MinGroup) -> bool {
        self.finding(min).is_some()
    }

    /// What stands out among these people, as a clause; none where there is no picture.
    fn finding(&self, min: MinGroup) -> Option<String> {
        let shown = self.shown(min);
        if shown.len() < 2 || self.answered == 0 {
            return None;
        }
        if let (Some(mean), Some(highest)) = (self.average(), self.highest) {
            return Some(format!("“{}”: {} of {highest} on average", self.label, wording::mean(mean)));
        }
        // Several answers together are never the one that most gave.
        let single = || shown.iter().filter(|(told, _)| !told.together);
        let most = single().map(|(_, people)| *people).max()?;
        let often: Vec<&str> =
            single().filter(|(_, people)| *people == most).map(|(told, _)| &*told.label).collect();
        let all = wording::count(self.answered);
        let of_all = format!("{} of {all}", wording::count(most));
        Some(match often.as_slice() {
            _ if most == 0 => "Nobody chose any of these".to_owned(),
            [only] if self.several => format!("“{only}” was chosen most often, by {of_all}"),
            [only] if most * 2 > self.answered => format!("Most said “{only}”: {of_all}"),
            [only] => format!("“{only}” is the most common answer, from {of_all}"),
            [one, other] => format!("“{one}” and “{other}” are the most common answers, from {of_all} each"),
            same if same.len() == shown.len() => {
                format!("Every answer is equally common, from {of_all} each")
            }
            same => {
                format!(
                    "{} answers are the most common, from {of_all} each",
                    wording::count(same.len() as u64)
                )
            }
        })
    }

    /// Every answer whose people are shown.
    fn shown(&self, min: MinGroup) -> Vec<(Told, u64)> {
        let told = self.told(min).into_iter();
        told.filter_map(|told| Some((told.people.ok()?, told))).map(|(people, told)| (told, people)).collect()
    }

    /// What the ends of its numbers are called, without the numbers.
    fn ends(&self) -> [String; 2] {
        let bare = |option: Option<&ChoiceOption>| {
            let called = option.and_then(|option| option.label.strip_prefix(&format!("{} – ", option.key)));
            called.unwrap_or_default().to_owned()
        };
        [bare(self.options.first()), bare(self.options.last())]
    }

    /// People who gave 0, 1, 2 and so on.
    fn by_number(&self) -> Vec<u64> {
        let people = |number: u32| {
            let given = self.options.iter().filter(|option| option.key == number.to_string());
            given.map(|option| option.people).sum()
        };
        (0..=self.highest.unwrap_or(0)).map(people).collect()
    }

    fn rows(&self, min: MinGroup) -> Vec<TableRow> {
        let cells = |people: Result<u64, &str>| match people {
            Ok(people) => self.cells(people),
            Err(words) => vec![TableCell::absent(words), TableCell::absent("–")],
        };
        self.told(min).iter().map(|told| row(&told.label, cells(told.people))).collect()
    }

    /// Every answer as it is told: people who describe themselves are never shown as a small group.
    fn told(&self, min: MinGroup) -> Vec<Told> {
        let every = |shown: &dyn Fn(u64) -> Result<u64, &'static str>| {
            let told = |option: &ChoiceOption| Told {
                label: option.label.clone(),
                together: option.together,
                people: shown(option.people),
            };
            self.options.iter().map(told).collect()
        };
        match &self.person {
            _ if min.hides(self.answered) => every(&|_| Err(TOO_FEW)),
            None => every(&Ok),
            Some(_) if self.several => {
                every(&|people| if self.names_few(people, min) { Err("not shown") } else { Ok(people) })
            }
            Some(partition) => self.parts(partition, min),
        }
    }

    fn cells(&self, people: u64) -> Vec<TableCell> {
        vec![TableCell::of(wording::count(people)), TableCell::of(wording::percent(people, self.answered))]
    }

    /// Whether an option parts the people into those who chose it and the rest, and either is a small group.
    fn names_few(&self, people: u64, min: MinGroup) -> bool {
        min.hides(people) || min.hides(self.answered.saturating_sub(people))
    }

    /// The options put together, by label, in their order, "Other" last; everybody together where a part would still
    /// be too few, because not all of it answered this question.
    fn parts(&self, partition: &Partition, min: MinGroup) -> Vec<Told> {
        let told = |label: String, together: bool, people: u64| Told { label, together, people: Ok(people) };
        let mut parts: Vec<(&str, u64)> = Vec::new();
        for option in self.options.iter().filter(|option| option.people > 0) {
            let part = partition.part_of(&option.key).unwrap_or_default();
            match parts.iter_mut().find(|(known, _)| *known == part) {
                Some((_, people)) => *people += option.people,
                None => parts.push((part, option.people)),
            }
        }
        if parts.len() < 2 || parts.iter().any(|(_, people)| min.hides(*people)) {
            return vec![told("All together".to_owned(), true, self.answered)];
        }
        parts.sort_by_key(|(part, _)| *part == OTHER);
        let label = |part: &str| {
            let own = self.options.iter().find(|option| option.key == part).filter(|_| part != OTHER);
            own.map_or_else(|| wording::capitalised(&part.replace('_', " ")), |option| option.label.clone())
        };
        parts.into_iter().map(|(part, people)| told(label(part), part == OTHER, people)).collect()
    }

    /// “ The mean is 6.2 of 10.”
    fn mean(&self) -> Option<String> {
        let highest = self.highest?;
        Some(format!(" The mean is {} of {highest}.", wording::mean(self.average()?)))
    }

    /// The mean of the numbers that people gave; none of other answers.
    fn average(&self) -> Option<f64> {
        self.highest?;
        let points = self.options.iter().filter_map(|option| Some((option.key.parse().ok()?, option.people)));
        let (sum, n) = points.fold((0, 0), |(sum, n): (u64, u64), (point, people): (u64, u64)| {
            (sum + point * people, n + people)
        });
        (n > 0).then(|| real(sum) / real(n))
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
        let classes = if self.in_classes {
            format!(
                " Answers are grouped into ranges that were fixed before anybody answered. Ranges of fewer than {few} \
                 people are joined to the next one. So a wide range does not mean that answers were far apart."
            )
        } else {
            String::new()
        };
        format!("{answered} answered.{mean}{several}{person}{classes}")
    }
}

fn row(label: &str, cells: Vec<TableCell>) -> TableRow {
    TableRow { key: String::new(), label: label.to_owned(), strong: false, cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(options: &[(&str, u64)], several: bool, person: Option<Partition>) -> ChoiceQuestion {
        let option = |(key, people): &(&str, u64)| ChoiceOption {
            key: (*key).to_owned(),
            label: format!("In {key}"),
            people: *people,
            together: false,
        };
        ChoiceQuestion {
            key: "where".to_owned(),
            label: "Where do you work?".to_owned(),
            answered: options.iter().map(|(_, people)| people).sum(),
            options: options.iter().map(option).collect(),
            several,
            in_classes: false,
            highest: None,
            person,
        }
    }

    fn told(choice: &ChoiceQuestion) -> Vec<(String, String)> {
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
    fn classes_of_numbers_are_bars_and_say_why_they_are_as_wide() {
        let mut found = choice(&[("..20", 6), ("20..30", 8)], false, None);
        found.in_classes = true;
        assert_eq!(
            found.caption(MinGroup::default()),
            "14 people answered. Answers are grouped into ranges that were fixed before anybody answered. Ranges of fewer \
             than five people are joined to the next one. So a wide range does not mean that answers were far apart."
        );
        let drawn = found.picture(MinGroup::default(), "").unwrap().unwrap();
        assert_eq!(drawn.wide.title, "Most said “In 20..30”: 8 of 14");
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
    fn numbers_are_drawn_as_dots_and_the_title_says_their_mean() {
        let mut found = choice(&[("0", 1), ("7", 3), ("10", 1)], false, None);
        found.highest = Some(10);
        found.options[0].label = "0 – Not at all likely".to_owned();
        found.options[2].label = "10 – Extremely likely".to_owned();
        let drawn = found.picture(MinGroup::default(), "").unwrap().unwrap();
        assert_eq!(drawn.stem, "choice-where");
        assert_eq!(drawn.wide.title, "“Where do you work?”: 6.2 of 10 on average");
        for said in ["answers of 5 people", ">Not at all likely<", ">Extremely likely<"] {
            assert!(drawn.wide.svg.contains(said), "{said}");
        }
        assert_eq!(drawn.wide.svg.matches("<circle").count(), 5);
        found.answered = 4;
        assert!(found.picture(MinGroup::default(), "").unwrap().is_none(), "four people are too few");
    }

    #[test]
    fn choices_are_drawn_as_bars_whose_title_says_what_most_chose() {
        let title = |options: &[(&str, u64)], several: bool| {
            let found = choice(options, several, None);
            let drawn = found.picture(MinGroup::default(), "").unwrap().unwrap();
            let who = wording::counted(found.answered, "person", "people");
            assert!(drawn.wide.svg.contains(&format!("answers of {who}")), "n is named");
            assert_eq!(found.section(MinGroup::default()).finding, format!("{}.", drawn.wide.title));
            drawn.wide.title
        };
        assert_eq!(title(&[("town", 11), ("village", 1)], false), "Most said “In town”: 11 of 12");
        assert_eq!(
            title(&[("town", 5), ("village", 4), ("road", 3)], false),
            "“In town” is the most common answer, from 5 of 12"
        );
        assert_eq!(title(&[("town", 5), ("road", 3)], true), "“In town” was chosen most often, by 5 of 8");
        assert_eq!(
            title(&[("town", 5), ("road", 5), ("village", 2)], false),
            "“In town” and “In road” are the most common answers, from 5 of 12 each"
        );
        assert_eq!(
            title(&[("town", 3), ("road", 3), ("village", 3)], false),
            "Every answer is equally common, from 3 of 9 each"
        );
    }

    #[test]
    fn answers_that_are_told_together_are_named_and_wear_no_colour_of_one() {
        let mut found = choice(&[("town", 5), ("other", 7)], false, None);
        found.options[1].label = "Other answers together".to_owned();
        let plain = found.picture(MinGroup::default(), "").unwrap().unwrap().wide.svg;
        found.options[1].together = true;
        let hatched = found.picture(MinGroup::default(), "").unwrap().unwrap().wide.svg;
        assert!(hatched.contains(">Other answers") && hatched.contains(">together<"), "{hatched}");
        assert!(hatched.contains("“In town” is the most common answer, from 5 of 12"), "{hatched}");
        assert!(hatched.matches("<polyline").count() > plain.matches("<polyline").count() + 5, "{hatched}");
    }

    #[test]
    fn what_is_not_shown_is_not_drawn() {
        let mut found = choice(&[("van", 3), ("desk", 8), ("school", 7)], true, Some(partition(&[])));
        found.answered = 14;
        let drawn = found.picture(MinGroup::default(), "").unwrap().unwrap();
        assert!(!drawn.wide.svg.contains("In van") && drawn.wide.svg.contains("In desk"));
        let small = [("town", 11), ("village", 2)];
        let together = choice(&small, false, Some(partition(&small)));
        assert!(together.picture(MinGroup::default(), "").unwrap().is_none(), "one figure is no picture");
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
