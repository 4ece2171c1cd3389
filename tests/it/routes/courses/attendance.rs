//! Who came to a course.

use common_ground::store::{contacts, courses::RoundPurpose, participants, people::PersonRole};
use jiff::ToSpan;

use crate::support::{
    app::TestApp,
    asking::{post_all, recipients},
    planning::{filled, plan, round},
};

const PEOPLE: &str = "Ada <ada@example.org>\nBen <ben@example.org>\nCara <cara@example.org>";

#[rocket::async_test]
async fn feedback_is_asked_of_those_who_came() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    trainer.get(&format!("{address}/attendance")).await.says("Nobody is on the list yet");
    trainer
        .post(&format!("{address}/participants/new"), &[("people", PEOPLE), ("partner", "")])
        .await
        .has_status(303);
    app.clock.set(course.starts_at + 1.hours());
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = format!("{address}/attendance");
    trainer
        .get(&list)
        .await
        .has_status(200)
        .says("Who came?")
        .says("Until then, everybody on the list does")
        .says("Add somebody who isn’t on the list");
    let people = contacts::all(app.app.db.read(), app.programme.id).await.unwrap();
    let id = |name: &str| people.iter().find(|person| person.name == name).unwrap().id.to_string();
    let (ada, ben, cara) = (id("Ada"), id("Ben"), id("Cara"));
    let shown = [("shown", &*ada), ("shown", &*ben), ("shown", &*cara)];
    trainer.post(&list, &shown).await.has_status(422).says("Tick who came");
    let mut form = shown.to_vec();
    form.extend([("came", &*ada), ("came", &*ben), ("act", "save")]);
    trainer.post(&list, &form).await.leads_to(&list);
    trainer.get(&list).await.says("2 of 3 people came").says("Saved");
    trainer.get(&format!("{address}/participants")).await.says("Came").says("Not marked as attended");

    app.clock.set(course.ends_at);
    app.run_due().await;
    let feedback = round(&app, &course, RoundPurpose::Feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let invitations = trainer.get(&format!("/programmes/reading/rounds/{}/invitations", feedback.code)).await;
    invitations.says("Did not come, so gets no emails");
    post_all(&app).await;
    assert_eq!(recipients(&app), ["ada@example.org", "ben@example.org"], "who did not come is not asked");

    let count = format!("/programmes/reading/rounds/{}/count", feedback.code);
    trainer.get(&count).await.says("nobody has answered yet");
    let key = uuid::Uuid::new_v4().to_string();
    let fields = [
        ("action", "submit"),
        ("key", &*key),
        ("answers[staff_group]", "outreach"),
        ("answers[react_useful]", "4"),
    ];
    app.visitor().await.post(&format!("/s/{}", feedback.code), &fields).await.has_status(303);
    trainer.get(&count).await.says("1 of 2 have answered");
    trainer.get(&address).await.says("1 of 2 have answered");

    // Cara was forgotten.
    let mut form = shown.to_vec();
    form.push(("act", "all"));
    trainer.post(&list, &form).await.leads_to(&list);
    trainer.get(&list).await.says("3 of 3 people came").says("An invitation has already been sent");
    form.pop();
    form.push(("act", "clear"));
    trainer.post(&list, &form).await.leads_to(&list);
    trainer.get(&list).await.says("Who came?").says("Everybody on the list will be asked");
    trainer.get(&count).await.says("1 of 3 have answered");
    assert_eq!(participants::attendance(app.app.db.read(), course.id).await.unwrap(), None);
}

#[rocket::async_test]
async fn a_long_list_is_searched_without_losing_a_tick() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let people: Vec<String> = (10..40).map(|n| format!("Person {n} <p{n}@example.org>")).collect();
    let pasted = [("people", &*people.join("\n")), ("partner", "")];
    trainer.post(&format!("{address}/participants/new"), &pasted).await.has_status(303);
    let list = format!("{address}/attendance");
    let nothing = trainer.post(&list, &[("q", "Person 12"), ("act", "search")]).await;
    trainer.follow(&nothing).await.says("Who came?").says("Person 12").never_says("Person 13");
    let all = contacts::all(app.app.db.read(), app.programme.id).await.unwrap();
    let id = |name: &str| all.iter().find(|person| person.name == name).unwrap().id.to_string();
    let (twelve, thirteen) = (id("Person 12"), id("Person 13"));
    let ticked = [("shown", &*twelve), ("came", &*twelve), ("q", "Person 13"), ("act", "search")];
    let next = trainer.post(&list, &ticked).await;
    trainer.follow(&next).await.says("1 of 30 people came").says("Person 13");
    trainer
        .post(&list, &[("shown", &*thirteen), ("came", &*thirteen), ("act", "save")])
        .await
        .has_status(303);
    let came = participants::attendance(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!(came.len(), 2);
}
