//! Where surveys are asked.

use std::collections::{BTreeSet, HashMap};

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    store::{
        Round, courses,
        keyset::PAGE,
        rounds,
        surveys::{self, Version},
    },
    web::{Desk, Result, Trainer},
};

/// The rounds of a programme by the survey they ask.
pub(crate) struct Uses {
    rounds: Vec<Round>,
    versions: HashMap<Uuid, Version>,
}

impl Uses {
    pub(crate) async fn of(desk: &Desk<'_, Trainer>) -> Result<Self> {
        let rounds = rounds::of_programme(desk.db(), desk.programme().id).await?;
        let ids: BTreeSet<Uuid> = rounds.iter().map(|round| round.survey_version).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let versions = surveys::versions(desk.db(), &ids).await?;
        Ok(Self { rounds, versions: versions.into_iter().map(|version| (version.id, version)).collect() })
    }

    /// The rounds that ask a survey, with the number of the version they ask.
    pub(crate) fn rounds<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a Round, i32)> {
        self.rounds.iter().filter_map(move |round| {
            let version = self.versions.get(&round.survey_version).filter(|version| version.key == key)?;
            Some((round, version.number))
        })
    }

    /// The rounds that ask a survey and close last, at most as many as a page has, with the number of the version they ask
    /// and, by their ids, the titles of the courses that they ask about.
    pub(crate) async fn latest<'a>(
        &'a self,
        desk: &Desk<'_, Trainer>,
        key: &'a str,
    ) -> Result<(Vec<(&'a Round, i32)>, HashMap<Uuid, String>)> {
        let mut rounds: Vec<(&Round, i32)> = self.rounds(key).collect();
        rounds.drain(..rounds.len().saturating_sub(PAGE));
        let ids: Vec<Uuid> = rounds.iter().map(|(round, _)| round.id).collect();
        let titles = courses::titles_by_round(desk.db(), &ids).await?;
        Ok((rounds, titles))
    }

    /// How many surveys take answers now.
    pub(crate) fn open(&self, now: Timestamp) -> usize {
        self.rounds.iter().filter(|round| round.takes_answers(now)).count()
    }

    /// “Asked twice; one open now.”
    pub(crate) fn sentence(&self, key: &str, now: Timestamp) -> String {
        let (mut rounds, mut open) = (0_u64, 0_u64);
        for (round, _) in self.rounds(key) {
            rounds += 1;
            open += u64::from(round.takes_answers(now));
        }
        match (rounds, open) {
            (0, _) => "Not asked yet.".to_owned(),
            (1, 0) => "Asked once; closed now.".to_owned(),
            (1, _) => "Asked once; open now.".to_owned(),
            (more, open) => {
                let open = if open == 0 { "none".to_owned() } else { wording::number(open) };
                let times =
                    if more == 2 { "twice".to_owned() } else { format!("{} times", wording::number(more)) };
                format!("Asked {times}; {open} open now.")
            }
        }
    }
}
