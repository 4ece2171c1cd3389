//! What arrives is what left: every record, and every page and file that people look at.

use std::collections::BTreeMap;

use common_ground::{
    store::{people::PersonRole, programme_archive::ArchivePart, programmes, rounds::Round},
    survey::round::RoundState,
};
use uuid::Uuid;

use super::everything::{course, everything, partner};
use crate::support::{
    app::TestApp,
    archive::{Unpacked, import, moved},
    visitor::{Reply, Visitor},
};

/// What the import itself adds to the activity log.
const ARRIVAL: &str = "imported the programme from an archive";

/// The records of a table, whose order may depend on the key of the site.
fn sorted(of: &Unpacked, part: ArchivePart) -> Vec<&str> {
    let mut lines = of.lines(part.key());
    lines.retain(|line| !line.contains(ARRIVAL));
    lines.sort_unstable();
    lines
}

/// What is compared: the codes of an offer and an expectation.
async fn compared(app: &TestApp, rounds: &[Round]) -> Vec<[String; 2]> {
    let mut first = BTreeMap::new();
    for round in rounds {
        let survey = app.app.survey(round).await.unwrap();
        first.entry(survey.key.clone()).or_insert_with(|| round.code.clone());
    }
    let pairs = [["staff_offer", "partner_expect"], ["partner_offer", "staff_hope"]];
    pairs.map(|pair| pair.map(|survey| first[survey].clone())).to_vec()
}

/// Where everything is that people look at, by what it is; `code` gives the code that a round has here.
async fn places(
    app: &TestApp,
    (rounds, compared): (&[Round], &[[String; 2]]),
    code: impl Fn(&str) -> String,
) -> Vec<(String, String)> {
    let of = format!("/programmes/{}", app.programme.slug);
    let mut places = Vec::new();
    let mut add = |what: &str, address: String| places.push((what.to_owned(), address));
    for round in rounds {
        let page = format!("{of}/rounds/{}/results", code(&round.code));
        add(&format!("figures of {}", round.code), format!("{page}/items.csv"));
        add(&format!("results of {}", round.code), page);
    }
    for [offer, expectation] in compared {
        let page = format!("{of}/results/{}/{}", code(offer), code(expectation));
        add("a comparison as a file", format!("{page}/comparison.csv"));
        add("a comparison", page);
    }
    for title in ["Pilot course 1", "Pilot course 2", "Pilot course 3"] {
        let page = format!("{of}/courses/{}", course(app, title).await.id);
        for part in ["results", "results/confidence.csv", "summary", "summary/comparison.csv"] {
            add(&format!("{title}: {part}"), format!("{page}/{part}"));
        }
    }
    let board = format!("{of}/courses/{}/board", course(app, "Pilot course 3").await.id);
    for part in ["", "/write-up", "/offered-and-wanted", "/offered-and-wanted.csv", "/uses"] {
        add(&format!("the board{part}"), format!("{board}{part}"));
    }
    let elm = format!("{of}/partners/{}", partner(app, "Elm House").await.id);
    for part in ["agreement", "health", "health/conditions.csv", "busy"] {
        add(&format!("Elm House: {part}"), format!("{elm}/{part}"));
    }
    for part in ["partners", "partners/list.csv", "promises", "promises/list.csv", "results/partnerships"] {
        add(part, format!("{of}/{part}"));
    }
    add("what was asked and done", format!("/you-asked/{}", app.programme.slug));
    places
}

/// What the pages and files of a programme say, without what differs between two sites.
async fn seen(
    reader: &Visitor,
    places: Vec<(String, String)>,
    names: &[(String, String)],
) -> Vec<(String, u16, String)> {
    let mut seen = Vec::new();
    for (what, address) in places {
        let Reply { status, body, .. } = reader.get(&address).await;
        seen.push((what, status, plain(body, names)));
    }
    seen
}

/// A page or file with these words in the place of others, its ids numbered, and without what is made for whoever reads it:
/// addresses of theirs and keys of forms.
fn plain(body: String, names: &[(String, String)]) -> String {
    let body = names.iter().fold(body, |body, (here, there)| body.replace(here, there));
    let (mut plain, mut word, mut ids) = (String::new(), String::new(), Vec::new());
    for letter in body.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() || letter == '-' || letter == '_' {
            word.push(letter);
            continue;
        }
        plain.push_str(&shown(&word, &mut ids));
        plain.push(letter);
        word.clear();
    }
    plain
}

fn shown(word: &str, ids: &mut Vec<String>) -> String {
    if word.len() < 22 {
        return word.to_owned();
    }
    if word.len() != 36 || Uuid::parse_str(word).is_err() {
        return "…".to_owned();
    }
    let known = ids.iter().position(|id| id == word);
    let place = known.unwrap_or_else(|| {
        ids.push(word.to_owned());
        ids.len() - 1
    });
    format!("#{place}")
}

/// The pages of a programme that came under other names are those of the programme that left.
fn assert_same(there: &[(String, u16, String)], here: &[(String, u16, String)]) {
    assert_eq!(there.len(), here.len());
    for ((what, status, before), (_, status_here, after)) in there.iter().zip(here) {
        assert_eq!(status, status_here, "{what}");
        let differs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
        assert_eq!(differs, None, "{what} differs");
        assert_eq!(before.len(), after.len(), "{what} is longer or shorter");
    }
}

#[rocket::async_test]
async fn every_record_and_every_page_arrives_as_it_left_and_a_second_time_beside_it() {
    let (from, checked) = Box::pin(everything()).await;
    let mut left = Unpacked::export(&from).await;
    // What only years bring.
    let gone = format!("{{\"round_id\":\"{}\",\"at\":\"2026-06-01T00:00:00Z\"}}\n", checked.id);
    left.put("deleted_answers", &gone);
    for part in ArchivePart::ALL {
        assert!(!left.lines(part.key()).is_empty(), "nothing of {} is moved", part.key());
    }
    let file = left.pack();
    let (mut to, told) = moved(&from, &file).await;
    let people = left.lines("person").len();
    assert_eq!((told.new_people.len(), told.known_people.len()), (people, 0));
    assert!(!told.renewed && told.renewed_codes.is_empty() && told.renamed_surveys.is_empty(), "{told:?}");
    assert!(told.planned.is_empty(), "{told:?}");
    let arrived = Unpacked::export(&to).await;
    for part in ArchivePart::ALL {
        assert_eq!(sorted(&arrived, part), sorted(&left, part), "{} differs", part.key());
    }

    let db = from.app.db.read();
    let mut rounds = crate::support::rounds::of_programme(db, from.programme.id).await;
    rounds.retain(|round| round.state == RoundState::Closed && round.id != checked.id);
    rounds.sort_by_key(|round| (round.opens_at, round.id));
    let pairs = compared(&from, &rounds).await;
    let shown = (rounds.as_slice(), pairs.as_slice());
    let trainer = from.signed_in(PersonRole::Trainer).await;
    let there = seen(&trainer, places(&from, shown, str::to_owned).await, &[]).await;
    let pages = there.iter().filter(|(_, status, _)| *status == 200).count();
    assert!(pages >= 35, "only {pages} pages and files of {}", there.len());
    let trainer = to.signed_in(PersonRole::Trainer).await;
    let here = seen(&trainer, places(&to, shown, str::to_owned).await, &[]).await;
    assert_same(&there, &here);

    let told = import(&to, &file, Some("reading-again")).await.unwrap();
    assert!(told.renewed && told.new_people.is_empty());
    assert_eq!((told.known_people.len(), told.renewed_codes.len()), (people, rounds.len() + 3));
    to.programme = programmes::find(to.app.db.read(), "reading-again").await.unwrap().unwrap();
    let code = |code: &str| {
        let renewed = told.renewed_codes.iter().find(|(was, _)| was == code);
        renewed.unwrap_or_else(|| panic!("{code} is as it was")).1.clone()
    };
    let changed = told.renewed_codes.iter().chain(&told.renamed_surveys);
    let mut names: Vec<(String, String)> = changed.map(|(was, is)| (is.clone(), was.clone())).collect();
    names.push(("reading-again".to_owned(), from.programme.slug.clone()));
    let trainer = to.signed_in(PersonRole::Trainer).await;
    let again = seen(&trainer, places(&to, shown, code).await, &names).await;
    assert_same(&there, &again);
}
