//! The health of one partnership over its checks: what each condition needs now, and how it moved since last time. With one
//! to three people a side no interval is drawn and nothing is tested; who answered stands beside every check.

use super::{ConditionFigures, ConditionStatus, HealthCheck, Voice};
use crate::chart::ChartWords;
use crate::chart::strips::{HealthTrend, StripCell, StripItem, StripRound, Strips};
use crate::formula::guarded;
use crate::scale;
use crate::wording;

/// The columns of the file.
const COLUMNS: [&str; 9] =
    ["check", "side", "key", "condition", "n", "mean", "dont_know", "not_applicable", "standing"];

/// Somebody who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answerer {
    pub name: String,
    /// Whether others of their side answered before, and they for the first time.
    pub is_new: bool,
}

/// Who was asked and who answered on one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answerers {
    /// People asked.
    pub asked: u64,
    /// Those of them who answered.
    pub answered: Vec<Answerer>,
}

impl Answerers {
    /// “Dana Whitfield and Kofi Mensah (new), 2 of 3 asked”
    pub fn told(&self) -> String {
        if self.answered.is_empty() {
            return format!("nobody of {} asked", wording::count(self.asked));
        }
        let name = |one: &Answerer| {
            if one.is_new { format!("{} (new)", one.name) } else { one.name.clone() }
        };
        let names: Vec<String> = self.answered.iter().map(name).collect();
        let (names, answered) = (wording::listed(&names), self.answered.len());
        format!("{names}, {answered} of {} asked", wording::count(self.asked))
    }

    fn has_new(&self) -> bool {
        self.answered.iter().any(|one| one.is_new)
    }
}

/// One health check of a partnership.
#[derive(Clone, Debug, PartialEq)]
pub struct HealthRound {
    /// When it was: “May 2026”.
    pub name: String,
    /// What both sides said.
    pub check: HealthCheck,
    /// Who answered for the library.
    pub library: Answerers,
    /// Who answered for the partner.
    pub partner: Answerers,
}

/// What a condition needs now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealthGroup {
    /// The sides are a point or more apart.
    SeenDifferently,
    /// Both find it low.
    WorkOnTogether,
    /// Neither low on both sides, nor good on both, nor seen differently.
    Between,
    /// Both find it good.
    Strength,
    /// A side gave no answer.
    NoAnswer,
}

impl HealthGroup {
    /// In the order in which they are shown.
    pub const ALL: [Self; 5] =
        [Self::SeenDifferently, Self::WorkOnTogether, Self::Between, Self::Strength, Self::NoAnswer];

    fn of(condition: &ConditionFigures) -> Self {
        match condition.status {
            _ if condition.difference.is_none() => Self::NoAnswer,
            Some(ConditionStatus::SeenDifferently) => Self::SeenDifferently,
            Some(ConditionStatus::WorkOnTogether) => Self::WorkOnTogether,
            Some(ConditionStatus::Strength) => Self::Strength,
            None => Self::Between,
        }
    }

    pub fn heading(self) -> &'static str {
        match self {
            Self::SeenDifferently => "Seen differently: talk about this first",
            Self::WorkOnTogether => "Low on both sides: work on together",
            Self::Between => "In between",
            Self::Strength => "Strengths",
            Self::NoAnswer => "No answer from one side or both",
        }
    }

    /// Whether the library owes both sides a reply.
    pub fn needs_reply(self) -> bool {
        matches!(self, Self::SeenDifferently | Self::WorkOnTogether)
    }
}

fn trend(before: Voice, now: Voice) -> Option<HealthTrend> {
    let moved = now.mean? - before.mean?;
    Some(match moved {
        moved if moved.abs() < 1e-9 => HealthTrend::Same,
        moved if moved > 0.0 => HealthTrend::Up,
        _ => HealthTrend::Down,
    })
}

/// One condition over all checks.
#[derive(Clone, Debug, PartialEq)]
pub struct HealthCondition {
    /// The permanent key of the question.
    pub key: String,
    pub label: String,
    /// What it needs now.
    pub group: HealthGroup,
    /// What both sides said in each check, the earliest first; none where it was not asked.
    pub over_time: Vec<Option<ConditionFigures>>,
    /// Where the library's mean went since the check before.
    pub library: Option<HealthTrend>,
    /// Where the partner's mean went.
    pub partner: Option<HealthTrend>,
}

impl HealthCondition {
    /// What both sides said in the latest check.
    pub fn now(&self) -> Option<&ConditionFigures> {
        self.over_time.last()?.as_ref()
    }

    /// How far apart the sides are.
    fn apart(&self) -> f64 {
        self.now().and_then(|figures| figures.difference).map_or(0.0, f64::abs)
    }
}

/// The health of one partnership over its checks.
#[derive(Clone, Debug, PartialEq)]
pub struct HealthHistory {
    /// The checks, the earliest first.
    pub rounds: Vec<HealthRound>,
    /// The conditions of the latest check, group by group, and in each those first on which the sides disagree most.
    pub conditions: Vec<HealthCondition>,
}

impl HealthHistory {
    /// Sets the checks of a partnership beside each other, the earliest first.
    pub fn new(rounds: Vec<HealthRound>) -> Self {
        let latest = rounds.last().map(|round| round.check.conditions.clone()).unwrap_or_default();
        let mut conditions: Vec<HealthCondition> = latest
            .iter()
            .map(|condition| {
                let of = |round: &HealthRound| {
                    round.check.conditions.iter().find(|one| one.key == condition.key).cloned()
                };
                let over_time: Vec<Option<ConditionFigures>> = rounds.iter().map(of).collect();
                let before = over_time.iter().rev().nth(1).and_then(Option::as_ref);
                let went = |side: fn(&ConditionFigures) -> Voice| trend(side(before?), side(condition));
                HealthCondition {
                    key: condition.key.clone(),
                    label: condition.label.clone(),
                    group: HealthGroup::of(condition),
                    library: went(|figures| figures.library),
                    partner: went(|figures| figures.partner),
                    over_time,
                }
            })
            .collect();
        let place = |group| HealthGroup::ALL.iter().position(|one| *one == group);
        conditions.sort_by(|a, b| {
            place(a.group).cmp(&place(b.group)).then_with(|| b.apart().total_cmp(&a.apart()))
        });
        Self { rounds, conditions }
    }

    /// The conditions of a group.
    pub fn of(&self, group: HealthGroup) -> impl Iterator<Item = &HealthCondition> {
        self.conditions.iter().filter(move |condition| condition.group == group)
    }

    /// The conditions that are low on both sides or seen differently: the library owes a reply to each.
    pub fn needing_reply(&self) -> impl Iterator<Item = &HealthCondition> {
        self.conditions.iter().filter(|condition| condition.group.needs_reply())
    }

    /// What the latest check found, in a sentence. Never a score: a sum would hide what went up and what went down.
    pub fn finding(&self) -> String {
        let count = |group| self.of(group).count() as u64;
        let (apart, low) = (count(HealthGroup::SeenDifferently), count(HealthGroup::WorkOnTogether));
        let strong = count(HealthGroup::Strength);
        if self.of(HealthGroup::NoAnswer).count() == self.conditions.len() {
            return "At least one side gave no answer, so there is nothing to compare yet".to_owned();
        }
        let strengths = match strong {
            0 => "no strengths yet".to_owned(),
            1 => "one strength".to_owned(),
            several => format!("{} strengths", wording::number(several)),
        };
        let told = match (apart, low) {
            (0, 0) => format!("nothing is low on both sides or seen differently, with {strengths}"),
            (0, low) => format!("{} low on both sides, with {strengths}", wording::number(low)),
            (apart, 0) => format!("{} seen differently, with {strengths}", wording::number(apart)),
            (apart, low) => format!(
                "{} seen differently and {} low on both sides, with {strengths}",
                wording::number(apart),
                wording::number(low)
            ),
        };
        wording::capitalised(&told)
    }

    /// The two-dot strips of every condition, check by check. `library` and `partner` are the names of the two.
    pub fn strips(&self, library: &str, partner: &str) -> Strips {
        let mut items = Vec::new();
        for group in HealthGroup::ALL {
            let mut own = self.of(group).peekable();
            if own.peek().is_some() {
                items.push(StripItem::heading(group.heading()));
            }
            items.extend(own.map(|condition| StripItem {
                label: condition.label.clone(),
                is_heading: false,
                cells: condition.over_time.iter().map(|figures| figures.as_ref().map(cell)).collect(),
                library: condition.library,
                partner: condition.partner,
            }));
        }
        let rounds = self.rounds.iter().map(|round| StripRound {
            name: round.name.clone(),
            library_is_new: round.library.has_new(),
            partner_is_new: round.partner.has_new(),
        });
        let latest = self.rounds.last();
        let answered = latest.map_or_else(String::new, |round| {
            format!("{}. Library: {}. {partner}: {}.", round.name, round.library.told(), round.partner.told())
        });
        Strips {
            words: ChartWords {
                finding: self.finding(),
                subtitle: format!("{library} and {partner}. {answered}"),
                source:
                    "Partnership health check. Means of one to three people a side: talk about them, don’t \
                         test them."
                        .to_owned(),
                measure: "how each condition of the partnership is going".to_owned(),
                groups: format!("{library} and {partner}"),
            },
            scale: scale::known(scale::GOING5).map(|known| known.labels).unwrap_or_default(),
            rounds: rounds.collect(),
            items,
        }
    }

    /// Every condition of every check, a row for each side.
    ///
    /// # Errors
    /// When it cannot be written, which memory always can.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        csv.write_record(COLUMNS)?;
        for round in &self.rounds {
            for condition in &round.check.conditions {
                let status = condition.status.map(ConditionStatus::key).unwrap_or_default();
                for (side, voice) in [("library", condition.library), ("partner", condition.partner)] {
                    csv.write_record([
                        &*guarded(&round.name),
                        side,
                        &condition.key,
                        &guarded(&condition.label),
                        &voice.n.to_string(),
                        &voice.mean.map(|mean| format!("{mean:.1}")).unwrap_or_default(),
                        &voice.dont_know.to_string(),
                        &voice.not_applicable.to_string(),
                        status,
                    ])?;
                }
            }
        }
        csv.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }
}

fn cell(figures: &ConditionFigures) -> StripCell {
    StripCell { library: figures.library.mean, partner: figures.partner.mean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::health::ConditionInput;

    fn round(name: &str, answers: &[(&str, &[u8], &[u8])], new: bool) -> HealthRound {
        let conditions: Vec<ConditionInput> = answers
            .iter()
            .map(|(key, library, partner)| ConditionInput {
                key: (*key).to_owned(),
                label: (*key).to_owned(),
                library: library.iter().copied().collect(),
                partner: partner.iter().copied().collect(),
            })
            .collect();
        let answerers = |name: &str, is_new| Answerers {
            asked: 2,
            answered: vec![Answerer { name: name.to_owned(), is_new }],
        };
        HealthRound {
            name: name.to_owned(),
            check: HealthCheck::new(&conditions),
            library: answerers("Ann Low", false),
            partner: answerers("Dana Whitfield", new),
        }
    }

    fn history() -> HealthHistory {
        HealthHistory::new(vec![
            round("May 2026", &[("trust", &[4], &[4]), ("aims", &[3], &[3]), ("timing", &[5], &[3])], false),
            round(
                "November 2026",
                &[
                    ("trust", &[5], &[2]),
                    ("aims", &[3], &[2]),
                    ("timing", &[5], &[3]),
                    ("backing", &[4], &[]),
                    ("ideas", &[4], &[5]),
                ],
                true,
            ),
        ])
    }

    #[test]
    fn what_both_see_differently_comes_first_and_the_largest_disagreement_before_the_others() {
        let history = history();
        let keys: Vec<&str> = history.conditions.iter().map(|one| &*one.key).collect();
        assert_eq!(keys, ["trust", "timing", "aims", "ideas", "backing"]);
        let needing: Vec<&str> = history.needing_reply().map(|one| &*one.key).collect();
        assert_eq!(needing, ["trust", "timing", "aims"]);
        assert_eq!(history.finding(), "Two seen differently and one low on both sides, with one strength");
    }

    #[test]
    fn an_arrow_tells_where_each_side_went_and_none_stands_where_nothing_was_before() {
        let history = history();
        let of = |key: &str| {
            let condition = history.conditions.iter().find(|one| one.key == key).unwrap();
            (condition.library, condition.partner)
        };
        assert_eq!(of("trust"), (Some(HealthTrend::Up), Some(HealthTrend::Down)));
        assert_eq!(of("timing"), (Some(HealthTrend::Same), Some(HealthTrend::Same)));
        assert_eq!(of("backing"), (None, None));
    }

    #[test]
    fn who_answered_is_told_by_name_and_somebody_new_is_marked() {
        let told: Vec<String> = history().rounds.iter().map(|round| round.partner.told()).collect();
        assert_eq!(told, ["Dana Whitfield, 1 of 2 asked", "Dana Whitfield (new), 1 of 2 asked"]);
        let strips = history().strips("Reading libraries", "Elm House");
        assert!(!strips.rounds[0].partner_is_new && strips.rounds[1].partner_is_new);
    }

    #[test]
    fn the_file_has_a_row_for_each_side_of_each_condition() {
        let text = String::from_utf8(history().csv().unwrap()).unwrap();
        assert_eq!(text.lines().count(), 1 + 2 * (3 + 5));
        assert!(text.contains("November 2026,partner,trust,trust,1,2.0,0,0,seen_differently"), "{text}");
        assert!(text.contains("November 2026,partner,backing,backing,0,,0,0,"), "{text}");
    }

    #[test]
    fn a_partnership_without_a_check_has_nothing_to_show() {
        let history = HealthHistory::new(Vec::new());
        assert!(history.conditions.is_empty());
        assert_eq!(history.needing_reply().count(), 0);
    }
}
