//! Who is on the list of a survey of the programme.

use common_ground::{
    store::{contact_tags, invitations, people::PersonRole, rounds},
    survey::{
        audience::Audience,
        round::{PrivacyMode, Side},
    },
};
use uuid::Uuid;

use crate::support::{
    app::{TestApp, add_programme},
    asking::{answered, invitation_of},
    partners::{add_contact, add_partner, contact, partner},
    upload,
    visitor::way,
};

#[rocket::async_test]
async fn people_are_found_by_type_of_partner_by_name_and_by_an_earlier_list_and_added_all_at_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for (name, kind, people) in [("Elm House", "childrens_home", 2), ("Oak School", "school", 3)] {
        let page = add_partner(&app, &trainer, name, kind).await;
        for n in 0..people {
            add_contact(&trainer, &page, &format!("Person {n}"), &format!("p{n}@{kind}.example.org")).await;
        }
    }
    let earlier = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    app.invite(&earlier, "p0@school.example.org").await;
    let round = app.round("partner_offer", |round| round.audience = Audience::Open).await;
    let page = format!("/programmes/reading/rounds/{}/people", round.code);
    trainer.get(&page).await.has_status(200).says("5 contacts to add");
    trainer.get(&format!("{page}?kind=school")).await.says("3 contacts found").says("Person 2, Oak School");
    trainer.get(&format!("{page}?q=ELM")).await.says("2 contacts found");
    trainer.get(&format!("{page}?q=%25")).await.says("No contacts found").says("No matches");
    let listed = trainer.get(&format!("{page}?list=survey-{}", earlier.code)).await;
    listed.says("1 contact found").says("p0@school.example.org");
    let oak = partner(&app, "Oak School").await.id;
    trainer.get(&format!("{page}?partner={oak}")).await.says("3 contacts found").says("selected>Oak School");
    trainer.get(&format!("{page}?partner=nonsense")).await.says("No matches");
    trainer.get(&page).await.never_says("id=\"tag\"");
    let tag = (contact(&app, "p1@school.example.org").await.id, vec!["Head & deputy".to_owned()]);
    contact_tags::put(app.app.db.write_one(), &[tag]).await.unwrap();
    let tagged = trainer.get(&format!("{page}?tag=Head+%26+deputy")).await;
    tagged.says("1 contact found").says("Person 1, Oak School").says("selected>Head & deputy");
    trainer.get(&format!("{page}?tag=head&kind=school")).await.says("No matches");
    trainer.get(&format!("{page}?list=course-nothing&found_after=nonsense")).await.says("No matches");
    trainer.post(&page, &[]).await.has_status(422).says("Select the people to add");
    let all = trainer.post(&page, &[("kind", "school"), ("all", "yes")]).await;
    trainer.follow(&all).await.says("3 people were added").says("3 people are invited");
    // The open link works on.
    let round = rounds::find(app.app.db.read(), round.id).await.unwrap().unwrap();
    assert_eq!(round.audience, Audience::Both);
    trainer.get(&page).await.says("2 contacts to add");
    let other = add_programme(&app.app, "elsewhere").await;
    let db = app.app.db.write_one();
    let theirs = invitations::add_partner(db, other.id, "Ash", "school").await.unwrap();
    let stranger =
        invitations::add_contact(db, other.id, Some(theirs), "Eve", "eve@example.org").await.unwrap();
    for sent in [stranger.to_string(), Uuid::nil().to_string(), "nonsense".to_owned()] {
        trainer.post(&page, &[("contact", &*sent)]).await.has_status(404);
    }
}

#[rocket::async_test]
async fn people_of_the_other_side_are_refused_with_what_to_do() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana", "dana@elm.example.org").await;
    let elm = partner(&app, "Elm House").await.id.to_string();
    let staff = app.round("staff_needs", |round| round.side = Side::Library).await;
    let page = format!("/programmes/reading/rounds/{}/people/new", staff.code);
    trainer.get(&page).await.has_status(200).never_says("Organisation for new people");
    let mixed =
        trainer.post(&page, &[("people", "Dana <Dana@elm.example.org>\nCai <cai@example.org>")]).await;
    mixed.has_status(422).says("this survey asks library staff").says("dana@elm.example.org");
    let empty = trainer.post(&page, &[("people", "")]).await;
    empty.has_status(422).says("Enter at least one name and email address");
    trainer.post(&page, &[("people", "Cai <cai@example.org>")]).await.has_status(303);
    let partners = app.round("partner_offer", |_| {}).await;
    let page = format!("/programmes/reading/rounds/{}/people/new", partners.code);
    let unknown = trainer.post(&page, &[("people", "Kofi <kofi@elm.example.org>")]).await;
    unknown.has_status(422).says("Select the organisation of the people who are new");
    let staff = trainer.post(&page, &[("people", "cai@example.org"), ("partner", &*elm)]).await;
    staff.has_status(422).says("are library staff");
    let right = trainer.post(&page, &[("people", "Kofi <kofi@elm.example.org>"), ("partner", &*elm)]).await;
    trainer.follow(&right).await.says("One person was added");
}

#[rocket::async_test]
async fn somebody_is_taken_off_the_list_unless_they_have_answered_or_are_the_last() {
    let app = TestApp::start().await;
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.get(&page).await.says("nobody is on the list yet").says("Add people");
    let token = app.invite(&round, "dana@home.example.org").await;
    app.invite(&round, "kofi@home.example.org").await;
    let dana = invitation_of(&app, "dana@home.example.org").await;
    let kofi = invitation_of(&app, "kofi@home.example.org").await;
    trainer.get(&format!("{page}/invitations/{dana}/remove")).await.has_status(200).says("from the list?");
    trainer.post(&format!("{page}/invitations/{dana}/remove"), &[]).await.has_status(303);
    app.visitor().await.get(&format!("/i/{token}")).await.has_status(404);
    trainer
        .post(&format!("{page}/invitations/{kofi}/remove"), &[])
        .await
        .has_status(422)
        .says("Nobody could answer");
    app.invite(&round, "louise@home.example.org").await;
    answered(&app, "kofi@home.example.org").await;
    trainer
        .post(&format!("{page}/invitations/{kofi}/remove"), &[])
        .await
        .has_status(422)
        .says("have answered");
}

#[rocket::async_test]
async fn people_come_from_a_file_and_every_line_is_shown_before() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let round = app.round("partner_expect", |_| {}).await;
    let page = format!("/programmes/reading/rounds/{}/people/import", round.code);
    trainer.get(&page).await.has_status(200).says("This survey asks partners");
    let list = "organisation,kind,name,email,phone\r\nElm House,school,Dana,dana@elm.example.org,\r\n\
        ,,Cai,cai@example.org,\r\nElm House,,Ruth,,07700 900123\r\n,,Nobody,no body@example.org,\r\n";
    let (address, shown) = upload::list(&trainer, &page, list.as_bytes()).await;
    shown.says("This file names 3 people").says("Dana").says("Nothing has been saved yet");
    shown.says("no email address, so can’t be invited by email").says("Email addresses can’t contain spaces");
    let refused = trainer.get(&format!("{address}/refused.csv")).await;
    refused.has_status(200).says("Nobody,no body@example.org");
    trainer.get(&format!("{page}/nonsense")).await.has_status(422).says("This file is no longer here");
    let applied = trainer.post(&address, &[]).await;
    trainer.follow(&applied).await.says("One person was added").says("dana@elm.example.org");
    assert_eq!(invitations::count(app.app.db.read(), round.id).await.unwrap().0, 1);
}

#[rocket::async_test]
async fn people_to_add_come_a_hundred_at_a_time_and_what_was_looked_for_goes_along() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (db, programme) = (app.app.db.write_one(), app.programme.id);
    let oak = invitations::add_partner(db, programme, "Oak School", "school").await.unwrap();
    for n in 100..350 {
        let (name, email) = (format!("Person {n}"), format!("p{n}@school.example.org"));
        invitations::add_contact(db, programme, Some(oak), &name, &email).await.unwrap();
    }
    let round = app.round("partner_offer", |round| round.audience = Audience::Open).await;
    let page = format!("/programmes/reading/rounds/{}/people", round.code);
    let first = trainer.get(&format!("{page}?kind=school")).await;
    first.says("250 contacts found").says("Person 199").never_says("Person 200").never_says("Previous page");
    let second = trainer.get(&way(&first, "Next page").unwrap()).await;
    second.says("Person 200").says("Person 299").never_says("Person 199").never_says("Person 300");
    let third = way(&second, "Next page").unwrap();
    assert!(third.starts_with(&format!("{page}?kind=school&found_after=")), "{third}");
    let third = trainer.get(&third).await;
    third.says("Person 300").says("Person 349").never_says("Person 299").never_says("Next page");
    let back = trainer.get(&way(&third, "Previous page").unwrap()).await;
    back.says("Person 200").says("Person 299").never_says("Person 300");
    // Who selects nobody stays on the page.
    let before = contact(&app, "p199@school.example.org").await.id.to_string();
    let none = trainer.post(&page, &[("kind", "school"), ("found_after", &*before)]).await;
    none.has_status(422).says("Select the people to add").says("Person 200").never_says("Person 199");
    // From a page that everybody has left there is a way back.
    let last = contact(&app, "p349@school.example.org").await.id;
    let left = trainer.get(&format!("{page}?kind=school&found_after={last}")).await;
    left.says("250 contacts found").never_says("Person 349");
    assert_eq!(way(&left, "First page"), Some(format!("{page}?kind=school")));
}
