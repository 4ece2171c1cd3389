//! Rounds to write into, made straight in the store.

use common_ground::{
    store::{
        self, Connection, Db,
        programmes::{self, Programme},
        responses,
        rounds::{self, Round},
        spent::SpentLinks,
        submission::{InvitedBy, Submission, commit},
        surveys,
        tallies::{self, STARTED, StoredTally},
    },
    survey::{
        answers::{self, Raw},
        audience::Audience,
        calendar::{Calendar, Nation},
        definition::Survey,
        round::{PrivacyMode, RoundState, Side},
        sample::{Profile, plausible},
        tally::CountedValue,
        templates,
    },
};
use jiff::Timestamp;
use rand::{SeedableRng, rngs::StdRng};
use serde_json::json;
use uuid::Uuid;

use super::app::TestApp;

/// Every round of a programme.
pub async fn of_programme(db: &Connection, programme: Uuid) -> Vec<Round> {
    let mut all = rounds::all(db).await.unwrap();
    all.retain(|round| round.programme == programme);
    all
}

/// An open round in a programme of its own, closing far in the future: for tests that write submissions of their own,
/// of which its survey asks nothing.
pub async fn open_round(db: &Db, privacy: PrivacyMode) -> Round {
    let survey = templates::find("partner_expect").unwrap();
    let definition = serde_json::from_str(&survey.to_json()).unwrap();
    round_asking(db, privacy, Side::Partner, ("partner_expect", definition)).await
}

/// An open round that asks library staff what they need.
pub async fn needs_round(db: &Db, privacy: PrivacyMode) -> Round {
    let survey = templates::find("staff_needs").unwrap();
    let definition = serde_json::from_str(&survey.to_json()).unwrap();
    round_asking(db, privacy, Side::Library, ("staff_needs", definition)).await
}

/// A survey that asks for a number.
pub fn miles() -> Survey {
    let definition = r#"{"schema": 2, "key": "visits", "version": 1, "title": "Visits", "intro": "This asks how far.",
        "sides": ["partner"], "sections": [{"title": "All", "items": [
            {"key": "miles", "kind": "number", "label": "Miles", "text": "How far did you go?", "max": 500}]}]}"#;
    Survey::parse("visits.json", definition).unwrap()
}

/// An open round that asks partners for it.
pub async fn miles_round(db: &Db, privacy: PrivacyMode) -> Round {
    let definition = serde_json::from_str(&miles().to_json()).unwrap();
    round_asking(db, privacy, Side::Partner, ("visits", definition)).await
}

/// So many people who went so far.
pub fn who_went(round: &Round, miles: u32, people: usize) -> Vec<Submission> {
    let survey = self::miles();
    let raw: Raw = [("miles".to_owned(), vec![miles.to_string()])].into();
    let answers = answers::read(&survey, Side::Partner, &raw).unwrap();
    (0..people).map(|_| Submission::new(round, &survey, &answers, None, None)).collect()
}

/// Stores submissions like those of people.
pub async fn store(db: &Db, submissions: &[Submission]) {
    for batch in submissions.chunks(1_000) {
        commit(db, 0, batch, &SpentLinks::default()).await.unwrap();
    }
}

/// Plausible answers to [`needs_round`], stored like those of people: `count` of them, the same every time.
pub async fn answer_needs(db: &Db, round: &Round, count: usize) {
    store(db, &made_up(round, count)).await;
}

/// The same, not stored yet.
pub fn made_up(round: &Round, count: usize) -> Vec<Submission> {
    let survey = templates::find("staff_needs").unwrap();
    let mut rng = StdRng::seed_from_u64(7);
    let profile = Profile::default();
    let groups = ["front_line", "outreach", "library_managers"];
    (0..count)
        .map(|n| {
            let answers = plausible(survey, Side::Library, groups[n % groups.len()], &mut rng, &profile);
            Submission::new(round, survey, &answers, None, None)
        })
        .collect()
}

/// Counts a round otherwise than people answered: `n` says how often each value is counted.
pub async fn miscount(db: &Db, round: Uuid, n: impl Fn(&StoredTally) -> i64) {
    let counted = tallies::of_round(db.read(), round).await.unwrap();
    let answers = counted.into_iter().filter(|cell| cell.value != STARTED);
    let changed = answers.map(|cell| {
        let n = n(&cell);
        ((cell.item, cell.grp, cell.value), n)
    });
    let tx = store::write(db).await.unwrap();
    tallies::replace(&tx, round, &changed.collect()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Three more who said that they would take the initiative than there were, for [`miscount`].
pub fn three_too_many(cell: &StoredTally) -> i64 {
    let is_wrong = cell.item == "conf_initiative" && cell.value == "4";
    cell.n + if is_wrong { 3 } else { 0 }
}

/// A calendar without days off, for programs that go by the real time.
pub fn every_day() -> Calendar {
    Calendar { nation: Nation::Elsewhere, weekends: true, ..Calendar::default() }
}

async fn round_asking(db: &Db, privacy: PrivacyMode, side: Side, survey: (&str, serde_json::Value)) -> Round {
    let programme = Uuid::new_v4();
    let now = Timestamp::UNIX_EPOCH;
    let new = Programme {
        id: programme,
        slug: programme.to_string(),
        name: "Welcome to reading".into(),
        settings: programmes::ProgrammeSettings {
            calendar: every_day(),
            ..programmes::ProgrammeSettings::default()
        },
    };
    programmes::add(db.write_one(), &new, now).await.unwrap();
    let survey = surveys::keep(db.write_one(), survey.0, 1, survey.1, now).await.unwrap();
    let round = Round {
        id: Uuid::new_v4(),
        programme,
        survey_version: survey,
        code: Uuid::new_v4().simple().to_string()[..8].to_uppercase(),
        side,
        privacy,
        audience: Audience::Both,
        aims: vec![],
        state: RoundState::Open,
        opens_at: now,
        closes_at: "2100-01-01T00:00:00Z".parse().unwrap(),
    };
    rounds::add(db.write_one(), &round).await.unwrap();
    round
}

/// A submission with one rating and one comment.
pub fn submission(round: &Round, key: &str, invitation: Option<InvitedBy>) -> Submission {
    Submission {
        round: round.id,
        id: Uuid::new_v4(),
        group: "school".into(),
        answers: json!({"bring_energy": 4, "change": {"text": format!("comment of {key}")}}).to_string(),
        tallies: vec![CountedValue::new("", "response"), CountedValue::new("bring_energy", "4")],
        key_hash: key.to_owned(),
        invitation,
    }
}

/// A complete answer to the survey `partner_expect`, but for its idempotency key.
pub const WHOLE: [(&str, &str); 5] = [
    ("action", "submit"),
    ("answers[partner_kind]", "school"),
    ("answers[bring_reliability]", "4"),
    ("answers[need_flexibility]", "dk"),
    ("answers[one_change]", "Call before you come – we’d be ready"),
];

/// The answers stored in a round.
pub async fn stored(app: &TestApp, round: &Round) -> Vec<serde_json::Value> {
    let rows = responses::page(app.app.db.read(), round.id, None).await.unwrap();
    rows.into_iter().map(|row| row.answers).collect()
}
