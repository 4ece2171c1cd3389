//! Where surveys are asked.

use std::collections::HashMap;

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{
        Round, courses,
        keyset::PAGE,
        survey_uses::{self as uses, SurveyUses},
    },
    web::{Desk, Result, Row, RowEnd, Trainer, at, parts::format},
};

/// How often a programme asks each survey, by the key of the survey.
pub(crate) struct Uses(HashMap<String, SurveyUses>);

impl Uses {
    pub(crate) async fn of(desk: &Desk<'_, Trainer>) -> Result<Self> {
        Ok(Self(uses::by_survey(desk.db(), desk.programme().id, desk.now()).await?))
    }

    /// How many surveys take answers now.
    pub(crate) fn open(&self) -> u64 {
        self.0.values().map(|uses| uses.open).sum()
    }

    /// “Asked twice; one open now.”
    pub(crate) fn sentence(&self, key: &str) -> String {
        let uses = self.0.get(key).copied().unwrap_or_default();
        match (uses.rounds, uses.open) {
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

/// The rounds that ask a survey and close last, at most as many as a page has, with the number of the version they ask and, by
/// their ids, the titles of the courses that they ask about.
pub(crate) async fn latest(
    desk: &Desk<'_, Trainer>,
    key: &str,
) -> Result<(Vec<(Round, i32)>, HashMap<Uuid, String>)> {
    let rounds = uses::latest(desk.db(), desk.programme().id, key, PAGE as u64).await?;
    let ids: Vec<Uuid> = rounds.iter().map(|(round, _)| round.id).collect();
    let titles = courses::titles_by_round(desk.db(), &ids).await?;
    Ok((rounds, titles))
}

/// The same as rows, which lead to them.
pub(crate) fn rows(
    desk: &Desk<'_, Trainer>,
    rounds: &[(Round, i32)],
    courses: &HashMap<Uuid, String>,
) -> Vec<Row> {
    let (now, zone) = (desk.now(), desk.zone());
    let mut rows = Vec::new();
    for (round, version) in rounds {
        let closes = format::day_and_time(round.closes_at, &zone);
        let state = if round.takes_answers(now) {
            format!("Open until {closes}.")
        } else if now < round.opens_at {
            format!("Opens on {}.", format::day_and_time(round.opens_at, &zone))
        } else {
            format!("Closed on {closes}.")
        };
        rows.push(Row {
            title: match courses.get(&round.id) {
                Some(course) => format!("{course}: {}, version {version}", round.side.people()),
                None => format!("{}, version {version}", wording::capitalised(round.side.people())),
            },
            href: Some(at::round(desk.slug(), &round.code)),
            detail: format!("{state} Code {}.", round.code),
            end: RowEnd::Nothing,
        });
    }
    rows
}
