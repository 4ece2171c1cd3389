//! When a partner is busy, and what is said of dates that fall into such a time.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    partners::{add_partner, partner},
    planning::{NEW, filled, plan},
};

#[rocket::async_test]
async fn busy_times_are_added_and_deleted_and_everything_wrong_is_said_at_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    let page = format!("{elm}/busy");
    trainer.get(&elm).await.says("When they’re busy");
    trainer.get(&page).await.says("When Elm House is busy").never_says("Select those to delete");
    let long = "x".repeat(101);
    let wrong = trainer.post(&page, &[("from", "soon"), ("to", "later"), ("why", &long)]).await;
    wrong
        .has_status(422)
        .says("Enter the first day")
        .says("Enter the last day")
        .says("Shorten this")
        .says(&long);
    let back = [("from", "2026-06-20"), ("to", "2026-06-10")];
    trainer.post(&page, &back).await.has_status(422).says("isn’t before the first");
    let exams = [("from", "2026-06-10"), ("to", "2026-06-20"), ("why", "Exam weeks")];
    trainer.post(&page, &exams).await.leads_to(&page);
    let shown = trainer.get(&page).await;
    shown.says("Exam weeks: 10 June 2026 to 20 June 2026");
    let id = shown.body.split("name=\"over\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // Another partner’s form deletes nothing here.
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    trainer.post(&format!("{oak}/busy"), &[("over", &id)]).await.has_status(422);
    trainer.get(&page).await.says("Exam weeks: 10 June 2026");
    trainer.post(&page, &[("over", &id)]).await.leads_to(&page);
    // What was done is said once.
    trainer.get(&page).await;
    trainer.get(&page).await.never_says("Exam weeks: 10 June 2026");
}

#[rocket::async_test]
async fn a_course_on_a_day_when_a_partner_is_busy_is_warned_of_once_with_the_next_free_day() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    let exams = [("from", "2026-06-10"), ("to", "2026-06-20"), ("why", "exam weeks")];
    trainer.post(&format!("{elm}/busy"), &exams).await.has_status(303);
    let id = partner(&app, "Elm House").await.id.to_string();
    let mut form = filled();
    form.push(("partners", &id));
    let warned = trainer.post(NEW, &form).await;
    warned.has_status(422).says("Elm House is busy then (exam weeks, 10 June 2026 to 20 June 2026)");
    warned.says("The next free day is 21 June 2026").says("Pilot course 6");
    let said = warned.field("busy_days").unwrap().to_owned();
    assert_eq!(said, "2026-06-16");
    // Another busy day is said of anew; saving the same again keeps it.
    let mut other = form.clone();
    for field in &mut other {
        if field.0 == "date" {
            field.1 = "2026-06-17";
        }
    }
    other.push(("busy_days", &said));
    trainer.post(NEW, &other).await.has_status(422).says("Elm House is busy then");
    form.push(("busy_days", &said));
    let (_, course) = plan(&app, &trainer, &form).await;

    // A change that leaves the day alone says nothing of it; one that moves it to a busy day does.
    let edit = format!("{course}/edit");
    let fields = |day: &'static str| {
        let id = id.as_str();
        vec![
            ("title", "Pilot course 6"),
            ("place", "Elm House"),
            ("date", day),
            ("starts", "10:00"),
            ("ends", "16:00"),
            ("time_zone", "Europe/London"),
            ("side", "library"),
            ("partners", id),
        ]
    };
    trainer.post(&edit, &fields("2026-06-16")).await.never_says("is busy then");
    let moved = trainer.post(&edit, &fields("2026-06-12")).await;
    moved.has_status(422).says("Elm House is busy then").says("The next free day is 21 June 2026");
    trainer.post(&edit, &fields("2026-06-21")).await.never_says("is busy then");
}
