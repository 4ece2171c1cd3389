//! Stored tallies as the inputs of reports: what both sides of the ledger said, and what a course changed.
//!
//! Figures are made from closed rounds only. Cost grows with items and groups, never with responses.

pub mod course;
pub mod interim;
pub mod ledger;
pub mod survey;
pub mod trends;

use std::{collections::BTreeMap, sync::Arc};

use common_ground_reports::{
    counts::Counts,
    response_rate::{Dispositions, WaysIn},
    scale::Scale,
    small_numbers::{Group, MinGroup},
    stats::paired::PairCounts,
    summary::inputs::SurveyVersion,
    turnout::Turnout,
};

use crate::{
    app::App,
    store::{
        Result, StoreError, invitations,
        programmes::{self, Settings},
        rounds::Round,
        shown_close, tallies,
    },
    survey::{
        definition::Survey,
        item::{Item, Kind, Ledger},
        round::{RoundState, Side},
        tally::{self, BREAK_OFF, COMPLETE, Groups, PARTIAL, RESPONSE, Tally},
        text::ENGLISH,
    },
};

/// What was answered in a round, by reporting group.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The survey that was asked.
    pub survey: Arc<Survey>,
    /// Who answered.
    pub side: Side,
    /// The sums of each group, by its key.
    pub groups: Groups,
    /// Whether answers are left out that came after a close which showed the others.
    pub held_back: bool,
}

/// Reads what was answered in a round. Of one that was closed before it takes no more answers, only what may follow what
/// was shown then.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub async fn answered(app: &App, round: &Round) -> Result<Answered> {
    let all = grouped(tallies::of_round(app.db.read(), round.id).await?);
    let answered = |groups, held_back, survey| Answered { survey, side: round.side, groups, held_back };
    let survey = app.survey(round).await?;
    if round.state != RoundState::Closed {
        return Ok(answered(all, false, survey));
    }
    let Some(shown) = shown_close::find(app.db.read(), round.id).await? else {
        return Ok(answered(all, false, survey));
    };
    let settings = programmes::get(app.db.read(), round.programme).await?.settings;
    let held = tally::held(&grouped(shown), &all, min_group(app, &settings, [round])?);
    let held_back = held != all;
    Ok(answered(held, held_back, survey))
}

fn grouped(rows: Vec<tallies::Tally>) -> Groups {
    let mut groups = Groups::new();
    for row in rows {
        // A cell is never below zero; a damaged one must not become a huge one.
        let n = u64::try_from(row.n).unwrap_or_default();
        if row.value != tallies::STARTED {
            groups.entry(row.grp).or_default().add(row.item, row.value, n);
        }
    }
    groups
}

impl Answered {
    /// All groups together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for group in self.groups.values() {
            total.add_all(group);
        }
        total
    }

    /// How many people answered.
    pub fn responses(&self) -> u64 {
        self.groups.values().map(|group| group.n("", RESPONSE)).sum()
    }

    /// The same as rows, to be kept.
    pub fn rows(&self) -> Vec<tallies::Tally> {
        let of_group = |(group, tally): (&String, &Tally)| {
            let row = |item: &str, (value, n): (&str, u64)| tallies::Tally {
                item: item.to_owned(),
                grp: group.clone(),
                value: value.to_owned(),
                n: i64::try_from(n).unwrap_or(i64::MAX),
            };
            tally
                .items()
                .flat_map(|item| tally.values(item).map(move |cell| row(item, cell)))
                .collect::<Vec<_>>()
        };
        self.groups.iter().flat_map(of_group).collect()
    }

    /// A rating, counted over all groups.
    pub fn counts(&self, item: &str) -> Counts {
        self.groups.values().map(|group| group.counts(item)).sum()
    }

    /// Complete pairs of two ratings by the same people.
    pub fn pairs(&self, left: &str, right: &str) -> PairCounts {
        PairCounts { cells: self.total().pair(left, right) }
    }

    /// A rating by group, for comparing.
    fn by_group(&self, item: &str) -> Vec<Group> {
        let groups = self.groups.iter();
        groups.map(|(key, tally)| Group::new(key.as_str(), tally.counts(item))).collect()
    }

    /// The groups as their survey calls them: key and label.
    pub fn group_labels(&self) -> Vec<(String, String)> {
        let options = self.survey.group_item(self.side).map(|item| item.kind.options()).unwrap_or_default();
        options
            .iter()
            .map(|option| (option.key.clone(), option.label.read(self.side, ENGLISH).to_owned()))
            .collect()
    }

    /// The survey that was asked, as reports name it.
    pub fn version(&self) -> SurveyVersion {
        let title = self.survey.title.read(self.side, ENGLISH).to_owned();
        SurveyVersion { title, version: self.survey.version }
    }

    /// What became of everyone on a list of `invited` people; `None` when there is no list.
    pub fn dispositions(&self, invited: u64) -> Option<Dispositions> {
        let total = self.total();
        (invited > 0).then(|| Dispositions {
            complete: total.n("", COMPLETE),
            partial: total.n("", PARTIAL),
            refused: total.n("", BREAK_OFF),
            no_reply: invited.saturating_sub(self.responses()),
            ..Dispositions::default()
        })
    }

    /// Every rating with its scale, in the order of the survey.
    pub fn ratings(&self) -> impl Iterator<Item = (&Item, Scale)> {
        let shown = self.survey.questions_on(self.side);
        shown.filter_map(|item| Some((item, self.scale(item)?)))
    }

    /// The ratings of one half of the ledger.
    pub fn ledger_items(&self, half: Ledger) -> impl Iterator<Item = &Item> {
        self.survey.items().filter(move |item| item.ledger == Some(half))
    }

    /// The scale of a rating.
    pub fn scale(&self, item: &Item) -> Option<Scale> {
        match &item.kind {
            Kind::Rating { scale } => self.survey.scale(scale),
            _ => None,
        }
    }
}

/// How many people of each group answered a round: whether one of them may be quoted.
#[derive(Clone, Debug)]
pub struct Sizes {
    groups: BTreeMap<String, u64>,
    least: MinGroup,
}

impl Sizes {
    /// Whether somebody of a group may be quoted. Who named no group is one of all who answered.
    pub fn may_quote(&self, group: &str) -> bool {
        let all: u64 = self.groups.values().sum();
        let own = if group.is_empty() { all } else { self.groups.get(group).copied().unwrap_or(0) };
        self.least.allows(own) && self.least.allows(all)
    }

    /// Whether so many answered that single answers are nobody's in particular.
    pub fn enough(&self) -> bool {
        self.least.allows(self.groups.values().sum())
    }

    /// Whether every group is large enough to be named beside single answers. Leaving out the names of the small ones
    /// alone would not do: a gap says as much as the name when one group is missing.
    pub fn every_group_is_large(&self) -> bool {
        self.groups.values().all(|people| self.least.allows(*people))
    }

    /// The smallest group in words: “fewer than 5”.
    pub fn too_few(&self) -> String {
        self.least.fewer_than()
    }
}

/// Counts who answered a round.
///
/// # Errors
/// The database's own words.
pub async fn sizes(app: &App, round: &Round) -> Result<Sizes> {
    let programme = programmes::get(app.db.read(), round.programme).await?;
    let least = min_group(app, &programme.settings, [round])?;
    let groups = answered(app, round).await?.groups;
    let groups = groups.into_iter().map(|(group, tally)| (group, tally.n("", RESPONSE))).collect();
    Ok(Sizes { groups, least })
}

/// How many people were invited to a round; zero when it has no list.
///
/// # Errors
/// The database's own words.
pub async fn invited(app: &App, round: &Round) -> Result<u64> {
    Ok(invitations::count(app.db.read(), round.id).await?.0)
}

/// How far people came in a round, from the invitation to the last page.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub async fn turnout(app: &App, round: &Round) -> Result<Turnout> {
    let invited = invited(app, round).await?;
    let progress = tallies::progress(app.db.read(), &[round.id]).await?;
    let progress = progress.get(&round.id).copied().unwrap_or_default();
    let answered = answered(app, round).await?;
    Ok(Turnout {
        invited,
        delivered: invitations::delivered(app.db.read(), round.id).await?,
        started: progress.started,
        finished: progress.responses,
        response_rate: answered.dispositions(invited).and_then(|all| all.response_rate(ways_in(round))),
    })
}

/// How people could come to answer a round.
fn ways_in(round: &Round) -> WaysIn {
    if round.audience.has_open_link() { WaysIn::OpenLink } else { WaysIn::ListOnly }
}

/// The smallest group whose figures are shown from these rounds: what the people who answered any of them were
/// promised, and never less than the programme promises now.
///
/// # Errors
/// [`StoreError::Damaged`] when the setting is below what reports allow, which the configuration refuses.
pub fn min_group<'r>(
    app: &App,
    settings: &Settings,
    rounds: impl IntoIterator<Item = &'r Round>,
) -> Result<MinGroup> {
    let site = app.settings.min_group;
    let promised = rounds.into_iter().map(|round| settings.promised(round.opens_at, site).min_group);
    let smallest = promised.fold(settings.promises.min_group.max(site), u32::max);
    MinGroup::new(u64::from(smallest)).map_err(|error| StoreError::Damaged(error.to_string()))
}
