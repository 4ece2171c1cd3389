//! Published tables as the inputs of reports: what both sides of the ledger said, and what a course changed.
//!
//! Everything shown of a round is drawn from its published table. Cost grows with items and groups, never with responses.

pub mod before_and_after;
pub mod course;
pub mod health;
pub mod ledger;
pub mod proposed_lines;
pub mod publishing;
pub mod survey;
pub mod trends;

use std::{
    collections::{BTreeMap, HashMap, HashSet, hash_map::Entry},
    sync::Arc,
};

use common_ground_reports::{
    counts::Counts,
    response_rate::{Dispositions, WaysIn},
    scale::Scale,
    small_numbers::{Group, MinGroup, OTHER, Partition},
    stats::paired::PairCounts,
    summary::inputs::SurveyVersion,
    turnout::RoundTurnout,
};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        ProgrammeSettings, Result, Round, StoreError, health as checks, invitations, programmes, published,
        responses, tallies,
    },
    survey::{
        ENGLISH, Item, LedgerHalf, PrivacyMode, RoundState, Side, Survey, Tally,
        published::{PublishedTable, Record, TableStage},
        tally::{BREAK_OFF, COMPLETE, PARTIAL},
    },
};

/// What may be shown of a round: its published table.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The survey that was asked.
    pub survey: Arc<Survey>,
    /// Who answered.
    pub side: Side,
    /// The published table.
    pub table: PublishedTable,
    /// Whether answers are left out that came after a close which showed the others.
    pub held_back: bool,
    /// Whether numbers and days are told of those alone who had answered at an earlier close.
    pub behind: bool,
}

/// Reads what may be shown of a round: of one that is closed the table of its close, of one that is open the batch that
/// is shown, and of one that was opened again what its close showed.
pub async fn answered(app: &App, round: &Round) -> Result<Answered> {
    let record = published::find(app.db.read(), round.id).await?;
    let sealed = sealed(app, std::slice::from_ref(round)).await?;
    shown(app, round, record, sealed.contains(&round.id), &mut SettingsRead::default()).await
}

/// Settings of programmes, read once, and only where they are asked for.
#[derive(Default)]
struct SettingsRead(HashMap<Uuid, ProgrammeSettings>);

impl SettingsRead {
    async fn min_group(&mut self, app: &App, round: &Round) -> Result<MinGroup> {
        let settings = match self.0.entry(round.programme) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                unknown.insert(programmes::get(app.db.read(), round.programme).await?.settings)
            }
        };
        min_group(app, settings, [round])
    }
}

/// Which of these rounds belong to health checks that are sealed. Only shared rounds do.
async fn sealed(app: &App, rounds: &[Round]) -> Result<HashSet<Uuid>> {
    let shared: Vec<Uuid> =
        rounds.iter().filter(|round| round.privacy == PrivacyMode::Shared).map(|round| round.id).collect();
    if shared.is_empty() { Ok(HashSet::new()) } else { checks::sealed(app.db.read(), &shared).await }
}

/// The same of several rounds, in their order.
pub async fn all_answered(app: &App, rounds: &[Round]) -> Result<Vec<Answered>> {
    let ids: Vec<Uuid> = rounds.iter().map(|round| round.id).collect();
    let records = published::of_rounds(app.db.read(), &ids).await?;
    let sealed = sealed(app, rounds).await?;
    let (mut all, mut settings) = (Vec::new(), SettingsRead::default());
    for round in rounds {
        // Several pairs may have one round in common.
        let record = records.get(&round.id).cloned();
        all.push(shown(app, round, record, sealed.contains(&round.id), &mut settings).await?);
    }
    Ok(all)
}

async fn shown(
    app: &App,
    round: &Round,
    record: Option<Record>,
    is_sealed: bool,
    settings: &mut SettingsRead,
) -> Result<Answered> {
    let survey = app.survey(round).await?;
    let (table, held_back, behind) = match record {
        _ if is_sealed => (PublishedTable::empty(settings.min_group(app, round).await?), false, false),
        Some(record) if record.stage == TableStage::Close || round.state == RoundState::Open => {
            (record.table, record.held_back, record.behind)
        }
        _ => {
            let min = settings.min_group(app, round).await?;
            // A round that closed before there were tables has its table written by whoever reads it first.
            let written = match round.state {
                RoundState::Closed => published::of_closed(&app.db, round.id, min).await?,
                _ => None,
            };
            written.map_or_else(
                || (PublishedTable::empty(min), false, false),
                |record| (record.table, record.held_back, record.behind),
            )
        }
    };
    Ok(Answered { survey, side: round.side, table, held_back, behind })
}

impl Answered {
    /// Everybody together.
    pub fn whole(&self) -> &Tally {
        &self.table.whole
    }

    /// The smallest group that is told of.
    pub fn min(&self) -> MinGroup {
        self.table.min
    }

    /// Which groups are told by name, and which together.
    pub fn partition(&self) -> &Partition {
        &self.table.partition
    }

    /// How many people answered.
    pub fn responses(&self) -> u64 {
        self.table.responses()
    }

    /// A rating, counted over everybody.
    pub fn counts(&self, item: &str) -> Counts {
        self.whole().counts(item)
    }

    /// Complete pairs of two ratings by the same people.
    pub fn pairs(&self, left: &str, right: &str) -> PairCounts {
        PairCounts { cells: self.whole().pair(left, right) }
    }

    /// A rating by part; where it is told of everybody together, one group without a key.
    pub fn by_group(&self, item: &str) -> Vec<Group> {
        self.table.groups(item)
    }

    /// The groups as their survey calls them: key and label.
    pub fn group_labels(&self) -> Vec<(String, String)> {
        let options = self.survey.group_item(self.side).map(|item| item.kind.options()).unwrap_or_default();
        let named = options.iter().filter(|option| option.key != OTHER);
        let labels = named.map(|option| {
            let label = option.label.read(self.side, ENGLISH).to_owned();
            (option.key.clone(), label)
        });
        // More than who chose an option of that key: the small groups are among them.
        labels.chain([(OTHER.to_owned(), "Other".to_owned())]).collect()
    }

    /// The survey that was asked, as reports name it.
    pub fn version(&self) -> SurveyVersion {
        let title = self.survey.title.read(self.side, ENGLISH).to_owned();
        SurveyVersion { title, version: self.survey.version }
    }

    /// What became of everyone on a list of `invited` people; `None` when there is no list.
    pub fn dispositions(&self, invited: u64) -> Option<Dispositions> {
        let total = self.whole();
        (invited > 0).then(|| Dispositions {
            complete: total.n("", COMPLETE),
            partial: total.n("", PARTIAL),
            refused: total.n("", BREAK_OFF),
            no_reply: invited.saturating_sub(self.responses()),
        })
    }

    /// Every rating with its scale, in the order of the survey.
    pub fn ratings(&self) -> impl Iterator<Item = (&Item, Scale)> {
        let shown = self.survey.questions_on(self.side);
        shown.filter_map(|item| Some((item, self.scale(item)?)))
    }

    /// The ratings of one half of the ledger.
    pub fn ledger_items(&self, half: LedgerHalf) -> impl Iterator<Item = &Item> {
        self.survey.items().filter(move |item| item.ledger == Some(half))
    }

    /// The scale of a rating.
    pub fn scale(&self, item: &Item) -> Option<Scale> {
        self.survey.scale(item.kind.scale()?)
    }
}

/// How many people of each part answered a round: whether one of them may be quoted.
#[derive(Clone, Debug)]
pub struct Sizes {
    partition: Partition,
    parts: BTreeMap<String, u64>,
    all: u64,
    least: MinGroup,
}

impl Sizes {
    /// Counts who answered, as it is shown.
    pub fn of(answered: &Answered) -> Self {
        let table = &answered.table;
        let parts = table.sizes().into_iter().map(|(part, people)| (part.to_owned(), people)).collect();
        Self { parts, all: table.responses(), least: table.min, partition: table.partition.clone() }
    }

    /// Whether somebody of a group may be quoted, as one of its part. Where there are no parts everybody is one of all
    /// who answered.
    pub fn may_quote(&self, group: &str) -> bool {
        let own = self.part_of(group).map_or(self.all, |part| self.parts.get(part).copied().unwrap_or(0));
        self.least.allows(own) && self.least.allows(self.all)
    }

    /// The part that a group is told of in; none where there are no parts.
    pub fn part_of(&self, group: &str) -> Option<&str> {
        self.partition.part_of(group)
    }

    /// The smallest group in words: “fewer than 5”.
    pub fn too_few(&self) -> String {
        self.least.fewer_than()
    }
}

/// Counts who answered a round, as it is shown.
pub async fn sizes(app: &App, round: &Round) -> Result<Sizes> {
    Ok(Sizes::of(&answered(app, round).await?))
}

/// How many people were invited to a round; zero when it has no list.
pub async fn invited(app: &App, round: &Round) -> Result<u64> {
    Ok(invitations::count(app.db.read(), round.id).await?.0)
}

/// How far people came in a round, from the invitation to the last page.
pub async fn turnout(app: &App, round: &Round) -> Result<RoundTurnout> {
    turnout_of(app, round, &answered(app, round).await?).await
}

/// The same where it is read already what may be shown of the round.
pub async fn turnout_of(app: &App, round: &Round, answered: &Answered) -> Result<RoundTurnout> {
    let invited = invited(app, round).await?;
    let progress = tallies::progress(app.db.read(), &[round.id]).await?;
    let progress = progress.get(&round.id).copied().unwrap_or_default();
    // Nobody begins a sheet of paper here, and nobody knows whether its writer was on a list.
    let keyed = responses::keyed(app.db.read(), round.id).await?;
    Ok(RoundTurnout {
        invited,
        delivered: invitations::delivered(app.db.read(), round.id).await?,
        started: progress.started,
        finished: progress.responses.saturating_sub(keyed),
        on_paper: keyed.min(progress.responses),
        response_rate: answered
            .dispositions(invited)
            .filter(|_| keyed == 0)
            .and_then(|all| all.response_rate(ways_in(round))),
    })
}

/// How people could come to answer a round.
fn ways_in(round: &Round) -> WaysIn {
    if round.audience.has_open_link() { WaysIn::OpenLink } else { WaysIn::ListOnly }
}

/// The smallest group whose figures may be published from these rounds: what the people who answered any of them were
/// promised, and never less than the programme promises now.
///
/// # Errors
/// [`StoreError::Damaged`] when the setting is below what reports allow, which the configuration refuses.
pub fn min_group<'r>(
    app: &App,
    settings: &ProgrammeSettings,
    rounds: impl IntoIterator<Item = &'r Round>,
) -> Result<MinGroup> {
    let site = app.settings.min_group;
    let promised = rounds.into_iter().map(|round| settings.promised(round.opens_at, site).min_group);
    let smallest = promised.fold(settings.promises.min_group.max(site), u32::max);
    MinGroup::new(u64::from(smallest)).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// The smallest group that figures of several tables together are shown of: the largest of theirs.
pub fn largest_min<'a>(tables: impl IntoIterator<Item = &'a Answered>) -> MinGroup {
    tables.into_iter().map(Answered::min).max().unwrap_or_default()
}

/// How many people have answered a round up to now, shown or not: a number of people, and no answer.
pub async fn answered_so_far(app: &App, round: &Round) -> Result<u64> {
    let progress = tallies::progress(app.db.read(), &[round.id]).await?;
    Ok(progress.get(&round.id).map_or(0, |progress| progress.responses))
}
