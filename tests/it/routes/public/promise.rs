//! A promise behind a link in an email or on a partner's own page.

use common_ground::{store::people::PersonRole, system::secret::KeyPurpose};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    partners::{add_contact, add_partner, contact},
    promises::{PAGE, add_promise},
};

const TOM: &str = "tom@library.example.org";
const DANA: &str = "dana@elm.example.org";

#[rocket::async_test]
async fn a_promise_is_reminded_of_told_of_without_signing_in_and_judged_by_who_asked() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", DANA).await;
    let tom = format!("person:{}", app.person(TOM, PersonRole::Trainer).await);
    let dana = contact(&app, DANA).await.id.to_string();
    let promise = add_promise(
        &trainer,
        &[
            ("what", "Open on two Sundays"),
            ("asked", "Sunday mornings"),
            ("owner", &tom),
            ("by", "2026-06-04"),
            ("asker", &dana),
        ],
    )
    .await;
    app.run_due().await;
    assert_eq!(app.letters().await, 0, "two weeks before nobody is reminded");

    // A week before, once.
    app.wait_days(7);
    app.run_due().await;
    app.run_due().await;
    assert_eq!(app.letters().await, 1);
    let letter = app.letter_to(TOM).await;
    assert!(letter.contains("by 4 June 2026") && letter.contains("Open on two Sundays"), "{letter}");
    let visitor = app.visitor().await;
    let first = app.link_to(TOM, "/promises/").await;
    visitor.get(&first).await.says("What you said you would do").says("Open on two Sundays");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&promise).await.says("To do");
    let nothing = [("state", "done"), ("outcome", "")];
    visitor.post(&first, &nothing).await.has_status(422).says("Enter what was done");

    // On the day, once more, with another link.
    app.wait_days(7);
    app.run_due().await;
    assert_eq!(app.letters().await, 2);
    let second = app.link_to(TOM, "/promises/").await;
    assert_ne!(first, second);
    let done = [("state", "done"), ("outcome", "It was open on 24 and 31 May")];
    visitor.post_from_elsewhere(&second, &done).await.has_status(403);
    visitor.post(&second, &done).await.leads_to(&second);
    visitor.get(&second).await.says("Thank you.").says("Done on 4 June 2026.");

    // Whoever asked judges it.
    app.run_due().await;
    app.run_due().await;
    assert_eq!(app.letters().await, 3, "she is asked once");
    let asked = app.link_to(DANA, "/promises/").await;
    visitor.get(&asked).await.says("Was this what you meant?").says("It was open on 24 and 31 May");
    visitor.post(&asked, &[]).await.has_status(422).says("Select yes, partly or no");
    visitor.post(&asked, &[("judgement", "partly")]).await.leads_to(&asked);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&promise).await.says("says this is partly what they meant");
    trainer.get(PAGE).await.says("0 yes, 1 partly, 0 no, 0 not answered yet");

    // What becomes of something else was not judged yet.
    let other = [("state", "not_possible"), ("outcome", "There is no money for Sundays")];
    trainer.post(&format!("{promise}/state"), &other).await.leads_to(&promise);
    visitor.get(&asked).await.has_status(404);
    trainer.get(PAGE).await.never_says("1 partly");
    app.run_due().await;
    assert_eq!(app.letters().await, 4);
    visitor.get(&app.link_to(DANA, "/promises/").await).await.says("There is no money for Sundays");
}

#[rocket::async_test]
async fn a_link_ends_by_itself_or_by_a_trainer_and_no_other_token_opens_a_promise() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let id = app.person(TOM, PersonRole::Trainer).await;
    let tom = format!("person:{id}");
    let fields = [("what", "Ring the homes"), ("owner", &*tom), ("by", "2026-05-21")];
    let promise = add_promise(&trainer, &fields).await;
    let other =
        add_promise(&trainer, &[("what", "Buy a kettle"), ("owner", &tom), ("by", "2026-05-28")]).await;
    app.run_due().await;
    let own = promise.rsplit('/').next().unwrap().parse::<Uuid>().unwrap();
    let visitor = app.visitor().await;
    for purpose in [KeyPurpose::Promise, KeyPurpose::Confirm] {
        let token = app.app.secret.carrying_token(purpose, own);
        visitor.get(&format!("/promises/{token}")).await.has_status(404);
    }
    visitor.get("/promises/nonsense").await.has_status(404);
    // Two emails left, about one promise each.
    assert_eq!(app.letters().await, 2);
    let link = app.link_to(TOM, "/promises/").await;
    let opens = if visitor.get(&link).await.body.contains("Ring the homes") { &promise } else { &other };
    trainer.get(&format!("{opens}/end-links")).await.says("End the links");
    trainer.post(&format!("{opens}/end-links"), &[]).await.leads_to(opens);
    visitor.get(&link).await.has_status(404);
    let done = [("state", "done"), ("outcome", "x")];
    visitor.post(&link, &done).await.has_status(404);
    trainer.get(opens).await.says("To do");

    // Another owner is reminded anew, and the links of the one before end.
    let gwen = format!("person:{}", app.person("gwen@library.example.org", PersonRole::Trainer).await);
    let what = if *opens == promise { "Ring the homes" } else { "Buy a kettle" };
    let changed = [("what", what), ("owner", &*gwen), ("by", "2026-05-28")];
    trainer.post(&format!("{opens}/edit"), &changed).await.leads_to(opens);
    app.run_due().await;
    let hers = app.link_to("gwen@library.example.org", "/promises/").await;
    visitor.get(&hers).await.has_status(200);
    app.wait_days(31);
    visitor.get(&hers).await.has_status(404);
}

#[rocket::async_test]
async fn a_partner_sees_both_directions_on_their_own_page_and_answers_only_for_themselves() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", DANA).await;
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    add_contact(&trainer, &oak, "Ola Berg", "ola@oak.example.org").await;
    let (dana, ola) = (contact(&app, DANA).await.id, contact(&app, "ola@oak.example.org").await.id);
    let (dana_owns, dana) = (format!("contact:{dana}"), dana.to_string());
    let ours = add_promise(&trainer, &[("what", "Bring the first box"), ("asker", &dana)]).await;
    let theirs = add_promise(&trainer, &[("what", "Tell new staff"), ("owner", &dana_owns)]).await;
    let other = add_promise(&trainer, &[("what", "Only for Oak"), ("asker", &ola.to_string())]).await;
    trainer.post(&format!("{elm}/page"), &[("contact", &dana)]).await.has_status(303);
    let page = app.link_to(DANA, "/p/").await;

    let visitor = app.visitor().await;
    let id = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    let own = |address: &str| format!("{page}/promises/{}", id(address));
    let shown = visitor.get(&page).await;
    shown.says("Bring the first box").says("Tell new staff").says(&own(&theirs)).never_says("Only for Oak");
    for promise in [&ours, &other] {
        visitor.get(&own(promise)).await.has_status(404);
        visitor.post(&own(promise), &[("judgement", "yes")]).await.has_status(404);
    }
    let done = [("state", "done"), ("outcome", "It is in the folder for new staff")];
    visitor.post(&own(&theirs), &done).await.leads_to(&page);
    trainer.get(&theirs).await.says("It is in the folder for new staff");

    // Once it is done, she is asked what she thinks of what she asked for, and of nothing else.
    let done = [("state", "done"), ("outcome", "It came on 1 March")];
    for promise in [&ours, &other] {
        trainer.post(&format!("{promise}/state"), &done).await.leads_to(promise);
    }
    visitor.get(&page).await.says("Was this what you meant?").says(&own(&ours)).never_says(&id(&other));
    visitor.post(&own(&ours), &[("judgement", "yes")]).await.leads_to(&page);
    visitor.post(&own(&other), &[("judgement", "no")]).await.has_status(404);
    visitor.get(&page).await.never_says("Was this what you meant?");
    trainer.get(&ours).await.says("says this is what they meant");
    trainer.get(&other).await.never_says("what they meant");
}

#[rocket::async_test]
async fn whoever_left_the_programme_or_moved_to_another_partner_answers_for_nothing_any_more() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let elm = add_partner(&app, &admin, "Elm House", "childrens_home").await;
    add_contact(&admin, &elm, "Dana Whitfield", DANA).await;
    let oak = add_partner(&app, &admin, "Oak House", "childrens_home").await;
    let (tom, dana) = (app.person(TOM, PersonRole::Trainer).await, contact(&app, DANA).await);
    let owner = format!("person:{tom}");
    add_promise(&admin, &[("what", "Ring the homes"), ("owner", &owner), ("by", "2026-05-21")]).await;
    let owner = format!("contact:{}", dana.id);
    let hers = add_promise(&admin, &[("what", "Tell new staff"), ("owner", &owner)]).await;
    app.run_due().await;
    let (visitor, link) = (app.visitor().await, app.link_to(TOM, "/promises/").await);
    visitor.get(&link).await.has_status(200);
    admin.post(&format!("/programmes/reading/people/{tom}/remove"), &[]).await.has_status(303);
    visitor.get(&link).await.has_status(404);
    visitor.post(&link, &[("state", "done"), ("outcome", "x")]).await.has_status(404);

    let moved = common_ground::store::contacts::Contact {
        partner_id: Some(oak.rsplit('/').next().unwrap().parse().unwrap()),
        ..dana.clone()
    };
    common_ground::store::contacts::change(app.app.db.write_one(), &moved).await.unwrap();
    admin.post(&format!("{oak}/page"), &[("contact", &dana.id.to_string())]).await.has_status(303);
    let page = app.link_to(DANA, "/p/").await;
    visitor.get(&page).await.says("Oak House").never_says("Tell new staff");
    let own = format!("{page}/promises/{}", hers.rsplit('/').next().unwrap());
    visitor.get(&own).await.has_status(404);
}
