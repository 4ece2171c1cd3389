//! What is in the database before a measurement.

use std::fmt::Write as _;

use common_ground::{
    store::{
        Db,
        programmes::{self, Programme},
        rounds::{self, Round},
        submission::{Submission, commit},
        surveys,
    },
    survey::{
        audience::Audience,
        definition::Survey,
        item::Kind,
        ready,
        round::{Privacy, RoundState, Side},
        sample::{Profile, plausible},
    },
};
use jiff::Timestamp;
use rand::{SeedableRng, rngs::StdRng};
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
        settings: programmes::Settings::default(),
    };
    programmes::add(db.write_one(), &programme, Timestamp::UNIX_EPOCH.into()).await.unwrap();
    programme
}

/// An anonymous round of a ready-made survey that takes answers for years.
pub async fn round(db: &Db, programme: &Programme, survey: &str, side: Side) -> (Round, &'static Survey) {
    let survey = ready::find(survey).unwrap();
    let definition = serde_json::from_str(&survey.to_json()).unwrap();
    let (version, began) = (i32::try_from(survey.version).unwrap(), Timestamp::UNIX_EPOCH);
    let round = Round {
        id: Uuid::new_v4(),
        programme: programme.id,
        survey_version: surveys::keep(db.write_one(), &survey.key, version, definition, began.into())
            .await
            .unwrap(),
        code: Uuid::new_v4().simple().to_string()[..6].to_uppercase(),
        side,
        privacy: Privacy::Anonymous,
        audience: Audience::Open,
        aims: vec![],
        state: RoundState::Open,
        opens_at: began,
        closes_at: "2100-01-01T00:00:00Z".parse().unwrap(),
    };
    rounds::add(db.write_one(), &round).await.unwrap();
    (round, survey)
}

/// Closes a round without asking the clock.
pub async fn close(db: &Db, round: &Round) {
    common_ground::store::close::close(db, round.id, false, &[]).await.unwrap();
}

/// Fills a round with so many responses.
pub async fn fill(db: &Db, round: &Round, survey: &Survey, responses: usize) {
    let groups = match round.side {
        Side::Library => ["front_line", "outreach", "library_managers"],
        Side::Partner => ["school", "childrens_home", "charity"],
    };
    let mut rng = StdRng::seed_from_u64(7);
    let profile = Profile::default();
    let people: Vec<Submission> = (0..PEOPLE.min(responses))
        .map(|n| {
            let answers = plausible(survey, round.side, groups[n % groups.len()], &mut rng, &profile);
            Submission::new(round, survey, &answers, None, None).unwrap()
        })
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
        commit(db, 0, &batch).await.unwrap();
    }
}

/// Everything that a partner can answer, as a form sends it: the group, ten ratings and a comment.
pub fn form(survey: &Survey, side: Side) -> String {
    let group = match side {
        Side::Library => "outreach",
        Side::Partner => "school",
    };
    let mut form = format!("action=submit&answers[{}]={group}", side.group_item());
    for item in survey.questions_on(side) {
        match item.kind {
            Kind::Rating { .. } => write!(form, "&answers[{}]=4", item.key).unwrap(),
            Kind::ShortText | Kind::LongText => {
                write!(form, "&answers[{}]=Longer+opening+hours+on+Saturdays", item.key).unwrap();
            }
            _ => {}
        }
    }
    form
}
