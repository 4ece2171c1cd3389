//! More answers than are read at a time, out to a file.

use std::{borrow::Cow, fs};

use common_ground::{
    store::{
        Db,
        rounds::Round,
        spent::SpentLinks,
        submission::{Submission, commit},
    },
    survey::{
        columns::{Columns, FilePurpose},
        definition::Survey,
        round::{PrivacyMode, Side},
        sample::{Profile, plausible},
        templates,
    },
};
use rand::{SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::support::{database::TestDatabase, program::Program, rounds::open_round};

fn survey() -> &'static Survey {
    templates::find("partner_expect").unwrap()
}

/// The answers of two hundred people, again and again under other ids, stored; in the order of their ids.
async fn answered(db: &Db, round: &Round, ids: impl Iterator<Item = Uuid>) -> Vec<Submission> {
    let mut rng = StdRng::seed_from_u64(5);
    let groups = ["school", "childrens_home", "charity"];
    let people: Vec<Submission> = (0..200)
        .map(|n| {
            let answers = plausible(survey(), Side::Partner, groups[n % 3], &mut rng, &Profile::default());
            Submission::new(round, survey(), &answers, None, None)
        })
        .collect();
    let with_id =
        |(id, person): (Uuid, &Submission)| Submission { id, key_hash: id.to_string(), ..person.clone() };
    let mut all: Vec<Submission> = ids.zip(people.iter().cycle()).map(with_id).collect();
    for batch in all.chunks(1_000) {
        commit(db, 0, batch, &SpentLinks::default()).await.unwrap();
    }
    all.sort_by_key(|one| one.id);
    all
}

/// The file as it must be, cell by cell.
fn expected(answers: &[Submission], purpose: FilePurpose) -> Vec<u8> {
    let columns = Columns::new(survey(), Side::Partner);
    let mark = if purpose == FilePurpose::Excel { "\u{feff}" } else { "" };
    let mut csv =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(mark.as_bytes().to_vec());
    csv.write_record(columns.headings().map(Cow::into_owned)).unwrap();
    for one in answers {
        let mut writer = columns.writer(purpose);
        writer.read(&one.answers).unwrap();
        let cells = writer.cells().map(Cow::into_owned);
        csv.write_record(std::iter::once(one.id.to_string()).chain(cells)).unwrap();
    }
    csv.into_inner().unwrap()
}

#[tokio::test]
async fn a_file_of_many_answers_has_each_once_in_the_order_of_its_id() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let program = Program::on(&database);
    let apart = std::iter::repeat_with(Uuid::new_v4).take(6_000);
    let close = (1..=9_000).map(Uuid::from_u128);
    let few = std::iter::once(Uuid::max());
    let ids: [Box<dyn Iterator<Item = Uuid>>; 3] = [Box::new(apart), Box::new(close), Box::new(few)];
    for ids in ids {
        let round = open_round(&db, PrivacyMode::Confidential).await;
        let answers = answered(&db, &round, ids).await;
        for (name, purpose) in [("analysis", FilePurpose::Analysis), ("excel", FilePurpose::Excel)] {
            let out = database.data_dir().join(format!("{}-{name}.csv", round.code));
            let shown = out.display().to_string();
            let export = ["export", "responses", "--round", &round.code, "--for", name, "--out", &shown];
            program.run(&export).succeeded();
            let file = fs::read(&out).unwrap();
            assert!(file == expected(&answers, purpose), "{} answers for {name}", answers.len());
        }
    }
}
