//! Thousands of people with accounts: no form lists them all, and whoever is meant is found by a name or an address.

use common_ground::store::{
    contacts, outbox,
    people::{self, PersonRole},
    summaries, summary_drafts, write,
};
use uuid::Uuid;

use super::{add_partners, forms::offered, person, told};
use crate::support::{
    app::TestApp,
    health::Partnership,
    promises as promised,
    summary::{answered, course, page, posted},
    visitor::walk,
};

/// More than a form lists.
const MANY: usize = 210;

/// So many members of the programme.
async fn members(app: &TestApp, role: PersonRole) -> Vec<Uuid> {
    let named = (0..MANY).map(|number| (format!("Member {number:03}"), format!("member{number}")));
    add(app, role, named).await
}

async fn add(
    app: &TestApp,
    role: PersonRole,
    named: impl IntoIterator<Item = (String, String)>,
) -> Vec<Uuid> {
    let tx = write(&app.app.db).await.unwrap();
    let mut added = Vec::new();
    for (name, account) in named {
        let email = format!("{account}@library.example.org");
        let id = people::add(&tx, &email, &name, None, app.now()).await.unwrap();
        people::join(&tx, id, app.programme.id, role).await.unwrap();
        added.push(id);
    }
    tx.commit().await.unwrap();
    added
}

fn label(number: usize) -> String {
    format!("Member {number:03}")
}

#[rocket::async_test]
async fn of_very_many_members_the_one_who_promises_is_typed_and_what_was_typed_stays() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let all = members(&app, PersonRole::Trainer).await;
    let twins = ["dana", "dana.w"].map(|account| ("Dana Whitfield".to_owned(), account.to_owned()));
    add(&app, PersonRole::Manager, twins).await;
    let nobody = "Somebody else, or not known yet".to_owned();
    let new = trainer.get(&format!("{}/new", promised::PAGE)).await;
    new.has_status(200).says("Another person who will do it (optional)").never_says("Member 100");
    assert_eq!(offered(&new, "owner"), std::slice::from_ref(&nobody));

    let typed = |owner| [("what", "Drive"), ("owner_name", owner)];
    let unknown = trainer.post(promised::PAGE, &typed("Nobody Here")).await;
    unknown.has_status(422).says("is called “Nobody Here”, and nobody with an account is");
    unknown.says("value=\"Drive\"").says("value=\"Nobody Here\"").says("href=\"#owner_name\"");
    let long = "x".repeat(255);
    trainer.post(promised::PAGE, &typed(&*long)).await.has_status(422).says("Shorten this to 254 characters");
    let twins = trainer.post(promised::PAGE, &typed("dana whitfield")).await;
    twins.has_status(422).says("Select which person you mean").says("value=\"dana whitfield\"");
    let both = ["dana.w", "dana"].map(|account| format!("Dana Whitfield ({account}@library.example.org)"));
    let mut named = offered(&twins, "owner").split_off(1);
    named.sort();
    assert_eq!(named, both);
    // Nobody finds out addresses by parts of them.
    let part = trainer.post(promised::PAGE, &typed("@library.example.org")).await;
    part.has_status(422).says("is called “@library.example.org”, and nobody with an account is");
    let several = trainer.post(promised::PAGE, &typed("member 00")).await;
    several.has_status(422).says("Select which person you mean").says("value=\"member 00\"");
    assert!(offered(&several, "owner").contains(&label(7)));

    // Whoever is selected among them is meant.
    let seven = format!("person:{}", all[7]);
    assert_eq!(several.field("owner_name_for"), Some("member 00"));
    let before = [("what", "Drive"), ("owner", &*seven), ("owner_name", "member 00")];
    let chosen = [before[0], before[1], before[2], ("owner_name_for", "member 00")];
    let promise = promised::add_promise(&trainer, &chosen).await;
    trainer.get(&promise).await.says("Member 007");
    let promise = promised::add_promise(&trainer, &typed("MEMBER8@library.example.org")).await;
    trainer.get(&promise).await.says("Member 008");
    let edit = trainer.get(&format!("{promise}/edit")).await;
    edit.has_status(200).says(&format!("selected>{}", label(8)));
    assert_eq!(offered(&edit, "owner"), [nobody, label(8)]);
    // What was selected stays while nothing is typed; whoever is no member is not taken.
    let kept = [("what", "Drive"), ("owner", &*seven)];
    trainer.post(&format!("{promise}/edit"), &kept).await.leads_to(&promise);
    trainer.get(&promise).await.says("Member 007");
    // Nor is whoever was selected before taken for a name that was typed since and leads to others too.
    let asked = trainer.post(&format!("{promise}/edit"), &before).await;
    asked.has_status(422).says("Select which person you mean").says("value=\"member 00\"");
    let stranger = format!("person:{}", Uuid::new_v4());
    let refused = trainer.post(&format!("{promise}/edit"), &[("what", "Drive"), ("owner", &*stranger)]).await;
    refused.has_status(422).says("Select somebody from the list");
}

#[rocket::async_test]
async fn a_name_that_a_member_and_a_contact_have_leads_to_both() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    members(&app, PersonRole::Trainer).await;
    let elm = add_partners(&app, ["Elm House".to_owned()].into_iter()).await.remove(0);
    let contact = person(&app, 7, Some(elm.id));
    let twin = [(contact.name.clone(), "twin".to_owned())];
    contacts::add_all(app.app.db.write_one(), &[contact]).await.unwrap();
    add(&app, PersonRole::Trainer, twin).await;
    let typed = [("what", "Drive"), ("owner_name", "person 007")];
    let both = trainer.post(promised::PAGE, &typed).await;
    both.has_status(422).says("Select which person you mean");
    let offered = offered(&both, "owner");
    for either in ["Person 007, Elm House", "Person 007"] {
        assert!(offered.contains(&either.to_owned()), "{either}: {offered:?}");
    }
    let typed = [("what", "Drive"), ("owner_name", "person7@example.org")];
    let promise = promised::add_promise(&trainer, &typed).await;
    trainer.get(&promise).await.says("Person 007").says("Elm House");
}

#[rocket::async_test]
async fn of_very_many_members_the_one_who_keeps_a_reply_to_a_health_check_is_typed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let low = |key: &str| if key == "work_trust" { 2 } else { 4 };
    let trainer = Box::pin(elm.checked(&app, low, low)).await;
    members(&app, PersonRole::Trainer).await;
    let reply = format!("{}/replies/work_trust", elm.health);
    let form = trainer.get(&reply).await;
    form.has_status(200).says("Another person").never_says("Member 100");
    assert_eq!(offered(&form, "who").len(), 1, "whoever replies");
    let will = |who| [("kind", "we_will"), ("words", "Meet"), ("day", "2026-07-01"), ("who_name", who)];
    let nobody = trainer.post(&reply, &will("")).await;
    nobody.has_status(422).says("Select who does it").says("href=\"#who_name\"").never_says("<select");
    let unknown = trainer.post(&reply, &will("Nobody Here")).await;
    unknown.has_status(422).says("Nobody with an account in this programme is called “Nobody Here”");
    unknown.says("value=\"Nobody Here\"").says(">\nMeet</textarea>").never_says("Select who does it");
    // Whoever is called so is meant, however many have more to their names and come before.
    let longer = (0..60).map(|number| (format!("A{number:02} Zed"), format!("zed{number}")));
    add(&app, PersonRole::Trainer, longer.chain([("Zed".to_owned(), "zed".to_owned())])).await;
    trainer.post(&reply, &will("zed")).await.leads_to(&elm.health);
    let several = trainer.post(&reply, &will("member 00")).await;
    several.has_status(422).says("Select which person you mean").never_says("Select who does it");
    assert!(offered(&several, "who").contains(&label(7)));
    trainer.post(&reply, &will("member 007")).await.leads_to(&elm.health);
    let kept = trainer.get(&reply).await;
    assert_eq!(offered(&kept, "who"), [label(7)]);
    kept.says(&format!("selected>{}", label(7)));
}

#[rocket::async_test]
async fn of_very_many_managers_those_are_named_who_do_not_get_a_summary() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    let all = members(&app, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&page(&course, "")).await.says("Summary to about 210 managers");
    let address = page(&course, "/summary/recipients");
    let form = trainer.get(&address).await;
    form.has_status(200).says("210 people can get it").says("Who doesn’t get it (optional)");
    form.never_says("Member 100");
    // The form from before there were so many says nothing about most of them.
    let three = all[3].to_string();
    let early = trainer.post(&address, &[("manager", &*three), ("others", "leo@school.example")]).await;
    early.has_status(422).says("too many managers now to list them all").says("leo@school.example");
    let left_out = |names| [("holds", "left_out"), ("left_out_names", names)];
    let unknown = trainer.post(&address, &left_out("Member 007\nNobody Here")).await;
    unknown.has_status(422).says("Nobody who gets summaries is called “Nobody Here”").says("Member 007");
    let reader = [("holds", "left_out"), ("others", "Member9@library.example.org")];
    trainer.post(&address, &reader).await.has_status(422).says("member9@library.example.org already gets it");
    let crowd = (0..51).map(|number| format!("Member {number:03}")).collect::<Vec<_>>().join("\n");
    trainer
        .post(&address, &left_out(&*crowd))
        .await
        .has_status(422)
        .says("Enter 50 people or fewer at a time");

    let names = "member 007\n\nMEMBER8@library.example.org\nmember 007";
    let saved = trainer.post(&address, &left_out(names)).await;
    trainer.follow(&saved).await.says("Who gets it was saved.").says("Send to 208 people now");
    let kept = trainer.get(&address).await;
    kept.says("Who else doesn’t get it (optional)").says("Member 007 <").says("Member 008 <");
    kept.never_says("Member 009");
    let seven = all[7].to_string();
    let only_seven = [("holds", "left_out"), ("left_out", &*seven), ("others", "leo@school.example")];
    let saved = trainer.post(&address, &only_seven).await;
    trainer.follow(&saved).await.says("Send to 210 people now");
    let ask = trainer.get(&page(&course, "/summary/send")).await;
    ask.has_status(200).says("Send the summary to 210 people now?").says("190 more").never_says("Member 099");
}

#[rocket::async_test]
async fn who_got_a_summary_comes_fifty_at_a_time_and_of_very_many_others_one_is_searched_for() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    let all = members(&app, PersonRole::Manager).await;
    summary_drafts::keep_left_out(app.app.db.write_one(), course.id, &all[60..]).await.unwrap();
    answered(&app, &feedback).await;
    app.wait_days(1);
    app.run_due().await;
    posted(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = page(&course, "/summary/deliveries");
    trainer.get(&address).await.says("The summary was sent to 60 people");
    trainer.get(&page(&course, "")).await.says("Summary sent to 60 managers");
    let summary = summaries::latest(app.app.db.read(), course.id).await.unwrap().unwrap();
    let deliveries = summaries::deliveries(app.app.db.read(), summary.id).await.unwrap();
    let to = Some(summaries::RecipientRole::Person(all[59]));
    let (failed, _) = deliveries.iter().find(|(delivery, _)| delivery.to == to).unwrap();
    let refused = "550 5.1.1 no such user here";
    let (email, now) = (failed.outbox_id, app.now());
    outbox::record(&app.app.db, email, &outbox::Tried::Failed, refused, now).await.unwrap();

    let pages = walk(&trainer, &address).await;
    assert_eq!(pages.len(), 2);
    told(&pages, |number| format!("Member {number:03}"), 60);
    pages[0].says("One email did not arrive").says(refused).never_says("Member 060");
    let [first, next] = ["Member 059", "Member 000"].map(|name| pages[0].body.find(name).unwrap());
    assert!(first < next, "what failed comes first");
    let found = trainer.get(&format!("{address}?q=member+200")).await;
    found.says(">Member 200").says("Hasn’t had this summary.").never_says("Member 201");
    trainer.get(&format!("{address}?q=member+005")).await.has_status(200).says("No matches.");
    // More than a page of those who have it come first by name.
    let rest = trainer.get(&format!("{address}?q=member")).await;
    rest.has_status(200).says(">Member 060").says(">Member 109").never_says("No matches.");
    let found = format!("{address}?q=member+20");
    let kept = "<input type=\"hidden\" name=\"q\" value=\"member 20\">";
    trainer.get(&found).await.says(kept);
    let also = trainer.post(&address, &[("also", &*all[200].to_string()), ("q", "member 20")]).await;
    also.leads_to(&found);
    trainer.follow(&also).await.says("The email ");
    trainer.get(&format!("{address}?q=MEMBER200@library.example.org")).await.says("No matches.");
}

#[rocket::async_test]
async fn somebody_who_works_in_very_many_programmes_finds_them_fifty_at_a_time() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    for number in 0..60 {
        let slug = format!("reading-{number:03}");
        let name = format!("Qx {number:03}");
        admin.post("/programmes", &[("name", &*name), ("slug", &*slug)]).await.has_status(303);
    }
    let pages = walk(&admin, "/programmes").await;
    assert_eq!(pages.len(), 2);
    pages[0].says("Which programme?").says("You’re an administrator.");
    told(&pages, |number| format!("Qx {number:03}"), 60);
}
