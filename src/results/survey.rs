//! What one survey brought, as the input of its report: of a closed round everything, of an open one the batch that may
//! be shown.

use common_ground_reports::{
    figures::items,
    small_numbers::{Batch, MinGroup, Partition},
    stats::reliability::Alpha,
    summary::{
        SurveyInputs, SurveyReport,
        inputs::Reaction,
        survey_report::{Choice, ChoiceOption, RatedScale},
    },
};
use std::{collections::BTreeMap, sync::Arc};

use jiff::{Timestamp, tz::TimeZone};

use super::{Answered, answered, min_group};
use crate::{
    app::App,
    store::{
        Result,
        interim::{self, Views},
        programmes::Programme,
        rounds::Round,
    },
    survey::{
        definition::Survey,
        item::{Item, Kind},
        round::{RoundState, Side},
        sample,
        tally::{RESPONSE, Tally, score_item, tallies},
        text::ENGLISH,
    },
};

/// The report of a round that has opened, or that closed.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub async fn report(app: &App, programme: &Programme, round: &Round, now: Timestamp) -> Result<SurveyReport> {
    Ok(SurveyReport::new(inputs(app, programme, round, now).await?))
}

/// What the report of a round is made of: of an open one the batch that may be shown.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub(super) async fn inputs(
    app: &App,
    programme: &Programme,
    round: &Round,
    now: Timestamp,
) -> Result<SurveyInputs> {
    let min_group = min_group(app, &programme.settings, [round])?;
    let answered = answered(app, round).await?;
    let window = window(round.opens_at, round.closes_at.min(now), &programme.settings.zone());
    let whole = whole(programme, &answered, min_group, window);
    if round.state == RoundState::Closed {
        return Ok(whole);
    }
    let views = interim::find(app.db.read(), round.id).await?;
    Ok(SurveyInputs {
        ratings: ratings(&answered, Some(&views)),
        by_group: Vec::new(),
        choices: Vec::new(),
        scales: Vec::new(),
        open: Some(Batch::of(min_group, round.audience.has_open_link())),
        ..whole
    })
}

/// The report that `people` sample answers to a survey would make, as of a closed round: to show its writer what the
/// results will look like. Nothing of it is ever stored.
///
/// # Errors
/// Settings that cannot be read.
pub fn sample_report(
    app: &App,
    programme: &Programme,
    (survey, side): (&Survey, Side),
    people: usize,
    today: Timestamp,
) -> Result<SurveyReport> {
    let groups =
        sample::people(survey, side, people).fold(BTreeMap::new(), |mut groups, (group, answers)| {
            let tally: &mut Tally = groups.entry(group).or_default();
            for (item, value) in tallies(survey, &answers) {
                tally.add(item, value, 1);
            }
            groups
        });
    let answered = Answered { survey: Arc::new(survey.clone()), side, groups, held_back: false };
    let min_group = min_group(app, &programme.settings, [])?;
    let window = window(today, today, &programme.settings.zone());
    Ok(SurveyReport::new(whole(programme, &answered, min_group, window)))
}

/// All that a closed round brought.
fn whole(programme: &Programme, answered: &Answered, min_group: MinGroup, window: String) -> SurveyInputs {
    SurveyInputs {
        library: programme.asker().to_owned(),
        survey: answered.version(),
        people: people(answered.side).to_owned(),
        answered: answered.responses(),
        window,
        ratings: ratings(answered, None),
        by_group: answered.ratings().map(|(item, _)| answered.by_group(&item.key)).collect(),
        groups: answered.group_labels(),
        choices: choices(answered, min_group),
        scales: scales(answered),
        min_group,
        open: None,
        held_back: answered.held_back,
    }
}

/// The figures of a closed round's ratings for analysis, with the smallest group shown.
///
/// # Errors
/// The database's own words, or a survey that cannot be read.
pub async fn items(app: &App, programme: &Programme, round: &Round) -> Result<(Vec<items::Item>, MinGroup)> {
    let min_group = min_group(app, &programme.settings, [round])?;
    let answered = answered(app, round).await?;
    let side = match answered.side {
        Side::Library => items::Side::Library,
        Side::Partner => items::Side::Partner,
    };
    let item = |(item, _): (&Item, _)| items::Item {
        key: item.key.clone(),
        side,
        groups: answered.by_group(&item.key),
    };
    Ok((answered.ratings().map(item).collect(), min_group))
}

fn people(side: Side) -> &'static str {
    match side {
        Side::Library => "library staff",
        Side::Partner => "partners",
    }
}

/// The ratings; of an open round as they were when the batch that is shown was full.
fn ratings(answered: &Answered, views: Option<&Views>) -> Vec<Reaction> {
    let counts = |key: &str| match views {
        Some(views) => views.get(key).and_then(|view| Some(view.published()?.view)).unwrap_or_default(),
        None => answered.counts(key),
    };
    answered
        .ratings()
        .map(|(item, scale)| Reaction {
            key: item.key.clone(),
            label: item.label.in_language(ENGLISH).to_owned(),
            scale,
            counts: counts(&item.key),
        })
        .collect()
}

fn choices(answered: &Answered, min: MinGroup) -> Vec<Choice> {
    let total = answered.total();
    let choice = |item: &Item| {
        let several = match item.kind {
            Kind::SingleChoice { .. } => false,
            Kind::MultipleChoice { .. } => true,
            _ => return None,
        };
        let people = |option: &str| {
            if several { total.chosen(&item.key, option).0 } else { total.n(&item.key, option) }
        };
        let options = item.kind.options();
        let answered_it = if several {
            options.first().map_or(0, |option| total.chosen(&item.key, &option.key).1)
        } else {
            options.iter().map(|option| people(&option.key)).sum()
        };
        let told = |label: &crate::survey::text::Text| label.in_language(ENGLISH).to_owned();
        Some(Choice {
            key: item.key.clone(),
            label: told(&item.label),
            answered: answered_it,
            options: options
                .iter()
                .map(|option| ChoiceOption {
                    key: option.key.clone(),
                    label: option.label.read(answered.side, ENGLISH).to_owned(),
                    people: people(&option.key),
                })
                .collect(),
            person: (item.key == answered.side.group_item()).then(|| {
                let sizes =
                    answered.groups.iter().map(|(group, tally)| (group.clone(), tally.n("", RESPONSE)));
                Partition::of(sizes, min)
            }),
            several,
        })
    };
    answered.survey.questions_on(answered.side).filter_map(choice).collect()
}

/// The reliability of each set of ratings that is meant to measure one thing, where it is defined.
fn scales(answered: &Answered) -> Vec<RatedScale> {
    let total = answered.total();
    let scale = |score: &crate::survey::definition::Score| {
        let items: Vec<_> =
            score.items.iter().map(|item| total.counts(&score_item(&score.key, item))).collect();
        let alpha = Alpha::from_tallies(&items, &total.totals(&score.key)).ok()?;
        let name = score.label.in_language(ENGLISH).to_owned();
        let answers = score.items.iter().map(|item| total.counts(item).n()).collect();
        Some(RatedScale { name, alpha, answers })
    };
    answered.survey.scores.iter().filter_map(scale).collect()
}

/// “5 to 20 May 2026”
fn window(first: Timestamp, last: Timestamp, zone: &TimeZone) -> String {
    let say = |at: Timestamp, how: &str| at.to_zoned_datetime(zone.clone()).strftime(how).to_string();
    let end = say(last, "%-d %B %Y");
    let same = |how: &str| say(first, how) == say(last, how);
    if same("%F") {
        end
    } else if same("%Y-%m") {
        format!("{} to {end}", say(first, "%-d"))
    } else if same("%Y") {
        format!("{} to {end}", say(first, "%-d %B"))
    } else {
        format!("{} to {end}", say(first, "%-d %B %Y"))
    }
}
