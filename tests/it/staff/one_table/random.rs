//! Rounds that go on by chance, watched by a manager and a trainer who keep everything they may load.

use common_ground::store::people::Role;
use common_ground::survey::round::Privacy;
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{GROUPS, close, feedback, import, look_back, open_again, seen::Seen};
use crate::support::{app::TestApp, visitor::Visitor};

/// Loads everything that both may load now.
async fn look(seen: &mut Seen, readers: &[Visitor], items: &str, confidence: &str) {
    for reader in readers {
        let file = reader.get(items).await;
        if file.status == 200 {
            seen.items("feedback", &file.body);
        }
        let file = reader.get(confidence).await;
        if file.status == 200 {
            seen.confidence("feedback", &file.body);
        }
    }
}

/// People answer: of any group, with gaps.
async fn answer(app: &TestApp, address: &str, rng: &mut StdRng, people: usize) {
    for _ in 0..people {
        let group = GROUPS[rng.random_range(0..GROUPS.len())];
        let time = |rng: &mut StdRng| ["", "2", "4", "5", "3"][rng.random_range(0..5)];
        let both = (time(rng), time(rng));
        look_back(app, address, group, both, ["", "1", "5", "4", "4"][rng.random_range(0..5)]).await;
    }
}

async fn of(seed: u64) {
    let app = TestApp::start().await;
    let mut rng = StdRng::seed_from_u64(seed);
    let (course, round) = feedback(&app, Privacy::Confidential).await;
    let form = format!("/s/{}", round.code);
    let items = format!("/programmes/reading/rounds/{}/results/items.csv", round.code);
    let confidence = format!("/programmes/reading/courses/{}/results/confidence.csv", course.id);
    let mut seen = Seen::default();
    let token = app.invite(&round, "dana@elm.example.org").await;
    answer(&app, &format!("/i/{token}"), &mut rng, 1).await;
    for time in 0..3 {
        let people = if time == 0 { rng.random_range(7..16) } else { rng.random_range(1..8) };
        answer(&app, &form, &mut rng, people).await;
        app.run_due().await;
        close(&app).await;
        let readers = [app.signed_in(Role::Manager).await, app.signed_in(Role::Trainer).await];
        look(&mut seen, &readers, &items, &confidence).await;
        if time == 1 {
            let admin = app.signed_in(Role::Admin).await;
            admin.post("/programmes/reading/erasure/erase", &[("email", "dana@elm.example.org")]).await;
            look(&mut seen, &readers, &items, &confidence).await;
        }
        let late = vec!["2"; rng.random_range(1..7)];
        import(&app, &round, GROUPS[rng.random_range(0..GROUPS.len())], &late).await;
        look(&mut seen, &readers, &items, &confidence).await;
        if time < 2 {
            open_again(&app, &round).await;
            look(&mut seen, &readers, &items, &confidence).await;
        }
    }
    seen.holds_no_small_group(5);
}

#[rocket::async_test]
async fn whatever_happens_to_a_round_its_files_never_differ_by_a_few_people() {
    for seed in 0..4 {
        of(seed).await;
    }
}
