//! An address stands for one contact of a programme, however many people add it at once.

use common_ground::store::{contacts, people::Role};

use crate::{
    planning::{filled, plan},
    support::app::TestApp,
};

#[rocket::async_test]
async fn the_same_people_pasted_by_two_trainers_at_once_are_added_once() {
    let app = TestApp::start().await;
    let (one, two) = (app.signed_in(Role::Trainer).await, app.signed_in(Role::Trainer).await);
    let (_, address) = plan(&app, &one, &filled()).await;
    let list = format!("{address}/participants/new");
    let people: Vec<String> = (0..20).map(|n| format!("Person {n} <P{n}@example.org>")).collect();
    let people = people.join("\n");
    let pasted = [("people", &*people), ("partner", "")];
    let (first, second) = tokio::join!(one.post(&list, &pasted), two.post(&list, &pasted));
    for reply in [first, second] {
        // 307: another was in the way, and the browser sends the form once more.
        assert!([303, 307].contains(&reply.status), "{} {}", reply.status, reply.body);
    }
    let all = contacts::all(app.app.db.read(), app.programme.id).await.unwrap();
    assert_eq!(all.len(), 20);
    assert!(all.iter().all(|contact| contact.added_at.is_some()));
}

#[rocket::async_test]
async fn two_who_add_the_same_programme_at_once_add_one_and_the_other_is_told() {
    let app = TestApp::start().await;
    let (one, two) = (app.signed_in(Role::Admin).await, app.signed_in(Role::Admin).await);
    let form = [("name", "Numbers together"), ("slug", "numbers")];
    let (first, second) = tokio::join!(one.post("/programmes", &form), two.post("/programmes", &form));
    let mut added = 0;
    for reply in [first, second] {
        if reply.status == 303 {
            added += 1;
        } else {
            assert!([409, 422].contains(&reply.status), "{} {}", reply.status, reply.body);
            reply
                .says("Another programme has this address; choose another")
                .says("value=\"Numbers together\"");
        }
    }
    assert_eq!(added, 1);
}
