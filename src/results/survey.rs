//! What one survey brought, as the input of its report: of a closed round everything, of an open one the batch that may
//! be shown.

use common_ground_reports::{
    aims::{NOW, THEN},
    figures::items,
    scale::Missing,
    small_numbers::{Batch, MinGroup, OTHER},
    stats::reliability::Alpha,
    summary::{
        SurveyInputs, SurveyReport,
        inputs::{Confidence, Reaction},
        survey_report::{ChoiceOption, ChoiceQuestion, RatedScale},
    },
};
use std::{collections::BTreeMap, sync::Arc};

use jiff::{Timestamp, tz::TimeZone};

use super::{Answered, answered, answered_so_far, min_group};
use crate::{
    app::App,
    store::{Programme, Result, Round},
    survey::{
        ENGLISH, Item, ItemInput, RoundState, Side, Survey, Tally,
        item::Counted,
        published::PublishedTable,
        sample,
        spread::{self, SpreadItem},
        tally::{score_item, tallies},
    },
};

/// The report of a round that has opened, or that closed.
pub async fn report(app: &App, programme: &Programme, round: &Round, now: Timestamp) -> Result<SurveyReport> {
    Ok(SurveyReport::new(inputs(app, programme, round, now).await?))
}

/// The report of a round that has closed, of which it is read already what may be shown.
pub fn closed_report(
    programme: &Programme,
    round: &Round,
    answered: &Answered,
    now: Timestamp,
) -> SurveyReport {
    let window = window(round.opens_at, round.closes_at.min(now), &programme.zone());
    SurveyReport::new(whole(programme, answered, window))
}

/// What the report of a round is made of: of an open one the batch that may be shown.
pub(super) async fn inputs(
    app: &App,
    programme: &Programme,
    round: &Round,
    now: Timestamp,
) -> Result<SurveyInputs> {
    let answered = answered(app, round).await?;
    let window = window(round.opens_at, round.closes_at.min(now), &programme.zone());
    let whole = whole(programme, &answered, window);
    if round.state == RoundState::Closed {
        return Ok(whole);
    }
    Ok(SurveyInputs {
        answered: answered_so_far(app, round).await?,
        by_group: Vec::new(),
        confidence: Vec::new(),
        choices: Vec::new(),
        scales: Vec::new(),
        open: Some(Batch::of(whole.min_group, round.audience.has_open_link())),
        ..whole
    })
}

/// The report that `people` sample answers to a survey would make, as of a closed round: to show its writer what the
/// results will look like. Nothing of it is ever stored.
pub fn sample_report(
    app: &App,
    programme: &Programme,
    (survey, side): (&Survey, Side),
    people: usize,
    today: Timestamp,
) -> Result<SurveyReport> {
    let in_cells = SpreadItem::all(survey, side, today.to_zoned_datetime(TimeZone::UTC).date());
    let groups =
        sample::people(survey, side, people).fold(BTreeMap::new(), |mut groups, (group, answers)| {
            let tally: &mut Tally = groups.entry(group).or_default();
            tally.extend(tallies(survey, &answers));
            tally.extend(in_cells.iter().filter_map(|item| item.counted(answers.get(item.item())?)));
            groups
        });
    let table = PublishedTable::first(survey, side, &groups, min_group(app, &programme.settings, [])?);
    let survey = Arc::new(survey.clone());
    let answered = Answered { survey, side, table, held_back: false, behind: false };
    let window = window(today, today, &programme.zone());
    Ok(SurveyReport::new(whole(programme, &answered, window)))
}

/// All that a closed round brought.
fn whole(programme: &Programme, answered: &Answered, window: String) -> SurveyInputs {
    SurveyInputs {
        library: programme.asker().to_owned(),
        survey: answered.version(),
        people: answered.side.people().to_owned(),
        answered: answered.responses(),
        window,
        ratings: ratings(answered),
        by_group: answered.ratings().map(|(item, _)| answered.by_group(&item.key)).collect(),
        first_of_pairs: answered.survey.pairs.iter().map(|pair| pair.left.clone()).collect(),
        confidence: confidence(answered, None),
        groups: answered.group_labels(),
        choices: choices(answered),
        uncounted: uncounted(answered),
        scales: scales(answered),
        min_group: answered.min(),
        open: None,
        held_back: answered.held_back || answered.behind,
    }
}

/// The figures of a closed round's ratings for analysis, with the smallest group shown.
pub async fn items(app: &App, round: &Round) -> Result<(Vec<items::ItemFigures>, MinGroup)> {
    let answered = answered(app, round).await?;
    let side = match answered.side {
        Side::Library => items::FigureSide::Library,
        Side::Partner => items::FigureSide::Partner,
    };
    let item = |(item, _): (&Item, _)| items::ItemFigures {
        key: item.key.clone(),
        side,
        groups: answered.by_group(&item.key),
    };
    Ok((answered.ratings().map(item).collect(), answered.min()))
}

fn ratings(answered: &Answered) -> Vec<Reaction> {
    answered
        .ratings()
        .map(|(item, scale)| Reaction {
            key: item.key.clone(),
            label: item.label.in_language(ENGLISH).to_owned(),
            scale,
            counts: answered.counts(&item.key),
        })
        .collect()
}

fn choices(answered: &Answered) -> Vec<ChoiceQuestion> {
    let choice = |item: &Item| {
        let several = match item.kind.counted() {
            Counted::Value => false,
            Counted::Options => true,
            Counted::Not => return spread(answered, item),
            Counted::Rating => return None,
        };
        // Who belongs to which group is told where there are parts.
        if item.is_group() && !answered.partition().has_parts() {
            return None;
        }
        let options = options(answered, item, several);
        Some(ChoiceQuestion {
            key: item.key.clone(),
            label: item.label.in_language(ENGLISH).to_owned(),
            answered: valued(answered, item, several),
            options,
            several,
            in_classes: false,
            highest: item.kind.highest(),
            // Its small groups are put together in the table.
            person: None,
        })
    };
    answered.survey.questions_on(answered.side).filter_map(choice).collect()
}

/// Numbers or days in classes; none where they are not told.
fn spread(answered: &Answered, item: &Item) -> Option<ChoiceQuestion> {
    let classes = spread::told(item, answered.whole());
    let options = classes.into_iter().map(|class| ChoiceOption {
        key: class.key,
        label: class.label,
        people: class.people,
        together: false,
    });
    let options: Vec<ChoiceOption> = options.collect();
    (!options.is_empty()).then(|| ChoiceQuestion {
        key: item.key.clone(),
        label: item.label.in_language(ENGLISH).to_owned(),
        answered: options.iter().map(|option| option.people).sum(),
        options,
        several: false,
        in_classes: true,
        highest: None,
        person: None,
    })
}

/// What is asked and not told here, though it is not answered in words.
fn uncounted(answered: &Answered) -> Vec<String> {
    let is_uncounted = |item: &&Item| {
        let input = item.kind.input();
        let is_told = item.kind.counted() != Counted::Not || !spread::told(item, answered.whole()).is_empty();
        !is_told && matches!(input, ItemInput::Number { .. } | ItemInput::Date | ItemInput::Ranked { .. })
    };
    let items = answered.survey.questions_on(answered.side).filter(is_uncounted);
    items.map(|item| item.label.in_language(ENGLISH).to_owned()).collect()
}

/// How many people chose each option. Where small groups were put together, only groups that are told of are named.
fn options(answered: &Answered, item: &Item, several: bool) -> Vec<ChoiceOption> {
    let whole = answered.whole();
    let people =
        |option: &str| if several { whole.chosen(&item.key, option).0 } else { whole.n(&item.key, option) };
    let names_groups = item.makes_groups();
    let is_told = |option: &str| match (several, names_groups) {
        (true, _) => whole.chosen(&item.key, option).1 > 0,
        (false, true) => people(option) > 0,
        (false, false) => true,
    };
    let told = |key: &str, label: &str| ChoiceOption {
        key: key.to_owned(),
        label: label.to_owned(),
        people: people(key),
        together: false,
    };
    let values = answered.survey.values(item, answered.side, ENGLISH);
    let mut options: Vec<ChoiceOption> =
        values.iter().filter(|(key, _)| is_told(key)).map(|(key, label)| told(key, label)).collect();
    if names_groups && !several && item.option(OTHER).is_none() && people(OTHER) > 0 {
        options.push(ChoiceOption { together: true, ..told(OTHER, "Other answers together") });
    }
    options
}

fn valued(answered: &Answered, item: &Item, several: bool) -> u64 {
    let whole = answered.whole();
    if several {
        let options = item.kind.options().iter();
        return options.map(|option| whole.chosen(&item.key, &option.key).1).max().unwrap_or(0);
    }
    let values = whole.values(&item.key);
    values.filter(|(value, _)| Missing::from_key(value).is_none()).map(|(_, n)| n).sum()
}

/// The reliability of each set of ratings that is meant to measure one thing, where it is defined.
fn scales(answered: &Answered) -> Vec<RatedScale> {
    let total = answered.whole();
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

/// Confidence then and now in the same people: one entry for each aim of the survey at the end of a course, with what was
/// answered before the course where that was asked.
pub fn confidence(answered: &Answered, before: Option<&Answered>) -> Vec<Confidence> {
    let aims = answered.survey.aims().into_iter();
    aims.map(|aim| {
        let now = format!("{aim}{NOW}");
        let item = answered.survey.item(&now);
        let label = item.map(|item| item.label.in_language(ENGLISH).to_owned());
        let topic =
            item.and_then(|item| item.topic.as_ref()).map(|topic| topic.in_language(ENGLISH).to_owned());
        Confidence {
            key: aim.to_owned(),
            label: label.unwrap_or_else(|| aim.to_owned()),
            topic: topic.unwrap_or_default(),
            pairs: answered.pairs(&format!("{aim}{THEN}"), &now),
            before: before.map(|before| before.counts(aim)),
        }
    })
    .collect()
}
