//! All partnerships of a programme, as managers see them.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    health::Partnership,
    partners::{add_contact, add_partner, contact},
    visitor::{walk, way},
};

const PAGE: &str = "/programmes/reading/results/partnerships";

const NAMES: [&str; 5] = ["Ash House", "Elm House", "Fir House", "Oak House", "Yew House"];

#[rocket::async_test]
async fn the_table_says_who_has_no_agreement_and_whose_review_is_overdue() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(PAGE).await.says("No partnerships yet").never_says("Add a partner");
    trainer.get(PAGE).await.says("Add a partner");
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let says = [("revision", "0"), ("risks", "Money"), ("review_on", "2026-06-01")];
    trainer.post(&format!("{elm}/agreement/edit"), &says).await.has_status(303);
    let page = manager.get(PAGE).await;
    page.says("Two partnerships").says("Not confirmed yet").says("No agreement").says("No health check yet");
    let dana = contact(&app, "dana@elm.example.org").await.id.to_string();
    let both = [("name", "Tom"), ("email", "tom@library.example.org"), ("contact", &*dana)];
    trainer.post(&format!("{elm}/agreement/send"), &both).await.has_status(303);
    for address in ["dana@elm.example.org", "tom@library.example.org"] {
        let link = app.link_to(address, "/confirm/").await;
        app.visitor().await.post(&link, &[("answer", "confirm")]).await.leads_to(&link);
    }
    manager
        .get(PAGE)
        .await
        .says("Confirmed, review on 1 June 2026")
        .never_says("Past its review date, 1 June");
    app.wait_days(20);
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = manager.get(PAGE).await;
    page.says("Past its review date, 1 June 2026");
    // No person of a partner or of the library is told of.
    page.never_says("Dana Whitfield").never_says("dana@elm.example.org").never_says("Tom");
    manager.get("/programmes/reading/results").await.says("All partnerships");
}

#[rocket::async_test]
async fn conditions_of_four_partnerships_are_not_broken_down_and_a_sixth_changes_nothing() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let mut all = Vec::new();
    for name in NAMES {
        all.push(Partnership::add(&app, &trainer, name).await);
    }
    let theirs = |key: &str| if key == "work_trust" { 2 } else { 4 };
    for (at, one) in all.iter().enumerate() {
        let ours = |key: &str| if key == "work_trust" && at < 3 { 2 } else { 5 };
        one.checked(&app, theirs, ours).await;
        let manager = app.signed_in(PersonRole::Manager).await;
        let page = manager.get(PAGE).await;
        page.says("Five partnerships").says("Answered by both sides");
        // Whatever is told, it names nobody who answered, and no answer of theirs.
        page.never_says("Dana Whitfield").never_says("Ann Low");
        if at < 4 {
            page.says("once five partnerships have finished").never_says("Trust and honesty");
        } else {
            page.says("Counted over five partnerships").says("Trust and honesty (five)");
            page.says("Seen differently most often: Trust and honesty (two)").says("<svg");
        }
        // The health of one partnership is not a manager’s page.
        manager.get(&one.health).await.has_status(403);
    }
    let told = app.signed_in(PersonRole::Manager).await.get(PAGE).await.body.clone();
    let conditions = |body: &str| {
        body.split("Number of partnerships for each condition")
            .nth(1)
            .unwrap()
            .split("</table>")
            .next()
            .unwrap()
            .to_owned()
    };
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let sixth = Partnership::add(&app, &trainer, "Zelkova House").await;
    sixth.checked(&app, |_| 1, |_| 1).await;
    let later = app.signed_in(PersonRole::Manager).await.get(PAGE).await.body.clone();
    assert!(later.contains("Six partnerships"));
    assert_eq!(conditions(&told), conditions(&later));
}

#[rocket::async_test]
async fn fifty_partnerships_stand_on_a_page() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for number in 100..151 {
        add_partner(&app, &trainer, &format!("House {number}"), "childrens_home").await;
    }
    let manager = app.signed_in(PersonRole::Manager).await;
    let pages = walk(&manager, PAGE).await;
    assert_eq!(pages.len(), 2);
    pages[0].says("House 100").says("House 149").never_says("House 150").never_says("Previous 50");
    pages[1].says("House 150").never_says("House 149").never_says("Next 50");
    let back = manager.get(&way(&pages[1], "Previous 50").unwrap()).await;
    back.says("House 100").says("House 149").never_says("House 150");
    manager.get(&format!("{PAGE}?after=nonsense")).await.has_status(200).says("House 100");
}
