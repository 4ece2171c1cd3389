//! What waits for the library, and what anybody may read, where there is very much of it.

use common_ground::{
    store::{
        AgreementState,
        people::PersonRole,
        promises::{self, NewPromise, PromiseOrigin},
    },
    survey::Side,
};
use jiff::ToSpan;
use sea_orm::{ActiveModelTrait, Set};
use uuid::Uuid;

use super::{add_partners, told};
use crate::support::{
    app::TestApp,
    entity::{agreement, agreement_confirmation},
    visitor::walk,
};

#[rocket::async_test]
async fn the_home_page_tells_of_the_agreements_that_wait_longest_and_that_there_are_more() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let all = add_partners(&app, (0..30).map(|number| format!("School {number:03}"))).await;
    for (number, partner) in all.iter().enumerate() {
        let id = Uuid::new_v4();
        let days = i64::try_from(number).unwrap();
        let overdue = agreement::ActiveModel {
            id: Set(id),
            partner_id: Set(partner.id),
            version: Set(1),
            revision: Set(1),
            state: Set(AgreementState::Confirmed),
            document: Set(serde_json::json!({})),
            review_on: Set(Some(format!("2026-04-{:02}", 30 - number))),
            changed_at: Set((app.now() - (days * 24).hours()).into()),
            confirmed_at: Set(Some(app.now().into())),
            reminded_at: Set(Some(app.now().into())),
        };
        overdue.insert(app.app.db.write_one()).await.unwrap();
        let objection = agreement_confirmation::ActiveModel {
            id: Set(Uuid::new_v4()),
            agreement_id: Set(id),
            side: Set(Side::Partner.into()),
            contact_id: Set(None),
            name: Set(format!("Person {number:03}")),
            email: Set(String::new()),
            objection: Set("Fridays suit us better.".to_owned()),
            confirmed_at: Set(None),
        };
        objection.insert(app.app.db.write_one()).await.unwrap();
    }
    let home = trainer.get("/programmes/reading").await;
    for number in 10..30 {
        home.says(&format!("The agreement with School {number:03} is past its review date"));
        home.says(&format!("Person {number:03} asks for a change to the agreement with School {number:03}"));
    }
    home.says("More agreements need attention").never_says("The agreement with School 009");
    home.says("More changes to agreements are asked for").never_says("Person 009 asks");
}

#[rocket::async_test]
async fn the_public_page_of_promises_comes_fifty_at_a_time() {
    let app = TestApp::start().await;
    let db = app.app.db.write_one();
    for number in 0..60 {
        let what = format!("Promise {number:03}");
        let new = NewPromise::new(app.programme.id, PromiseOrigin::Agreement, &*what);
        let id = promises::add(db, new).await.unwrap();
        promises::release(db, id, &format!("Wish {number:03}"), "").await.unwrap();
    }
    let admin = app.signed_in(PersonRole::Admin).await;
    let publishing = "/programmes/reading/settings/you-asked";
    admin.post(publishing, &[("act", "publish")]).await.has_status(303);
    let pages = walk(&app.visitor().await, "/you-asked/reading").await;
    assert_eq!(pages.len(), 2);
    told(&pages, |number| format!("Wish {number:03}"), 60);
}
