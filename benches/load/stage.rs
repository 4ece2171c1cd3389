//! What is in the database before a measurement.

use common_ground::{
    store::{
        Db,
        programmes::{self, Programme},
        rounds::{self, Round},
        spent::SpentLinks,
        submission::{Submission, commit},
        surveys,
    },
    survey::{
        answers::Answers,
        audience::Audience,
        calendar::{Calendar, Nation},
        definition::Survey,
        round::{PrivacyMode, RoundState, Side},
        sample::{Profile, plausible},
        templates,
    },
};
use common_ground_reports::small_numbers::MinGroup;
use jiff::Timestamp;
use rand::{SeedableRng, rngs::StdRng};
use url::form_urlencoded::Serializer;
use uuid::Uuid;

/// Responses stored in one transaction while a database is filled.
const BATCH: usize = 2_000;
/// Different people whose answers are stored again and again, under ids of their own.
const PEOPLE: usize = 500;

/// A programme by this part of addresses.
pub async fn programme(db: &Db) -> Programme {
    let programme = Programme {
        id: Uuid::new_v4(),
        slug: "reading".to_owned(),
        name: "Welcome to reading".to_owned(),
        // Summaries are due whatever the day of the run.
        settings: programmes::ProgrammeSettings {
            calendar: Calendar { nation: Nation::Elsewhere, weekends: true, ..Calendar::default() },
            ..programmes::ProgrammeSettings::default()
        },
    };
    programmes::add(db.write_one(), &programme, Timestamp::UNIX_EPOCH).await.unwrap();
    programme
}

/// An anonymous round of a ready-made survey that takes answers for years.
pub async fn round(db: &Db, programme: &Programme, survey: &str, side: Side) -> (Round, &'static Survey) {
    let survey = templates::find(survey).unwrap();
    (round_of(db, programme, survey, side).await, survey)
}

/// The same of any survey.
pub async fn round_of(db: &Db, programme: &Programme, survey: &Survey, side: Side) -> Round {
    let definition = serde_json::from_str(&survey.to_json()).unwrap();
    let (version, began) = (i32::try_from(survey.version).unwrap(), Timestamp::UNIX_EPOCH);
    let round = Round {
        id: Uuid::new_v4(),
        programme: programme.id,
        survey_version: surveys::keep(db.write_one(), &survey.key, version, definition, began).await.unwrap(),
        code: Uuid::new_v4().simple().to_string()[..6].to_uppercase(),
        side,
        privacy: PrivacyMode::Anonymous,
        audience: Audience::Open,
        aims: vec![],
        state: RoundState::Open,
        opens_at: began,
        closes_at: "2100-01-01T00:00:00Z".parse().unwrap(),
    };
    rounds::add(db.write_one(), &round).await.unwrap();
    round
}

/// A ready-made survey with all its questions on one page.
pub fn on_one_page(survey: &str) -> Survey {
    let mut whole = Survey { key: "one_page".to_owned(), ..templates::find(survey).unwrap().clone() };
    let mut sections = std::mem::take(&mut whole.sections).into_iter();
    let mut page = sections.next().unwrap();
    for section in sections {
        page.stem = page.stem.or(section.stem);
        page.items.extend(section.items);
    }
    whole.sections.push(page);
    whole
}

/// Closes a round without asking the clock.
pub async fn close(db: &Db, round: &Round) {
    common_ground::store::close::close(db, round.id, false, &[], MinGroup::default()).await.unwrap();
}

/// Fills a round with so many responses.
pub async fn fill(db: &Db, round: &Round, survey: &Survey, responses: usize) {
    let people: Vec<Submission> = people(survey, round.side, PEOPLE.min(responses))
        .map(|answers| Submission::new(round, survey, &answers, None, None))
        .collect();
    let mut stored = 0;
    while stored < responses {
        let batch: Vec<Submission> = people
            .iter()
            .cycle()
            .take(BATCH.min(responses - stored))
            .map(|person| {
                let id = Uuid::new_v4();
                Submission { id, key_hash: id.to_string(), ..person.clone() }
            })
            .collect();
        stored += batch.len();
        commit(db, 0, &batch, &SpentLinks::default()).await.unwrap();
    }
}

/// Whole forms of different people, as their browsers send them.
pub fn forms(survey: &Survey, side: Side) -> Vec<String> {
    people(survey, side, PEOPLE)
        .map(|answers| {
            let mut form = Serializer::new("action=submit".to_owned());
            for (item, values) in answers.to_raw() {
                for value in values {
                    form.append_pair(&format!("answers[{item}]"), &value);
                }
            }
            form.finish()
        })
        .collect()
}

/// The answers of so many made-up people, the same in every run.
fn people(survey: &Survey, side: Side, how_many: usize) -> impl Iterator<Item = Answers> {
    let groups = match side {
        Side::Library => ["front_line", "outreach", "library_managers"],
        Side::Partner => ["school", "childrens_home", "charity"],
    };
    let mut rng = StdRng::seed_from_u64(7);
    let profile = Profile::default();
    (0..how_many).map(move |n| plausible(survey, side, groups[n % groups.len()], &mut rng, &profile))
}
