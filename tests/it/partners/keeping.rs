//! The lists, their forms, and what is known of each partner.

use common_ground::{
    store::{audit, courses, invitations, people::Role, rounds::Round},
    survey::{audience::Audience, round::Privacy},
};
use jiff::ToSpan;
use uuid::Uuid;

use super::{PAGE, add_contact, add_partner, contact, partner};
use crate::support::app::TestApp;

#[rocket::async_test]
async fn an_empty_list_says_what_to_do_and_a_partner_without_a_name_is_shown_as_such() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    trainer.get(PAGE).await.has_status(200).says("No partner yet").says("Import the list you have");
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_partner(&app, &trainer, "Open Door", "charity").await;
    trainer.get(&elm).await.says("The partner was added").says("has no named contact");
    add_contact(&trainer, &elm, "Dana Whitfield", "Dana@Elm.example.org").await;
    let page = trainer.get(PAGE).await;
    page.says("Two partners, one without a named contact").says("Charity · no named contact");
    page.says("Children’s home · one contact");
    let home = trainer.get("/programmes/reading").await;
    home.says("One partner has no named contact").says("/partners?needs=yes");
    let needing = trainer.get(&format!("{PAGE}?needs=yes")).await;
    needing.says("Open Door").never_says(">Elm House<");
    trainer.get(&format!("{PAGE}?kind=school")).await.says("No partner is like that");
    trainer.get(&format!("{PAGE}?q=whitf")).await.says(">Elm House<").never_says(">Open Door<");
    trainer.get(&format!("{PAGE}?q=ELM&kind=childrens_home&page=7")).await.says(">Elm House<");
    let manager = app.signed_in(Role::Manager).await;
    manager.get(PAGE).await.has_status(403);
    manager.get("/programmes/reading").await.never_says("named contact").never_says(">Partners<");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 10).await.unwrap();
    let acts: Vec<_> = acts.iter().map(|one| (one.act.as_str(), one.object.as_str())).collect();
    assert!(acts.contains(&("added the partner", "Open Door")), "{acts:?}");
    assert!(acts.contains(&("added a contact", "Elm House")), "{acts:?}");
}

#[rocket::async_test]
async fn what_is_wrong_comes_back_with_what_was_entered() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let long = "x".repeat(201);
    for (fields, says) in [
        (vec![("kind", "school")], "Enter the name of the organisation"),
        (vec![("name", "Oak"), ("kind", "pub")], "Select which kind"),
        (vec![("name", &*long), ("kind", "school")], "Shorten this to 200 characters"),
        (vec![("name", "ELM-HOUSE"), ("kind", "school")], "Elm House is there already"),
    ] {
        let page = trainer.post(PAGE, &fields).await;
        page.has_status(422).says(says).says("There is a problem");
        assert_eq!(page.body.contains("value=\"Oak\""), fields[0].1 == "Oak", "what was entered is kept");
    }
    let contacts = format!("{elm}/contacts");
    for (fields, says) in [
        (vec![("email", "a@b.example.org")], "Enter the name of the person"),
        (vec![("name", "Ann")], "Enter an email address"),
        (vec![("name", "Ann"), ("email", "ann@home")], "what follows the @ is not a domain name"),
        (vec![("name", "Ann"), ("email", "DANA@elm.example.org")], "Open Dana Whitfield"),
        (vec![("name", "Ann"), ("email", "a@b.example.org"), ("phone", &*long)], "Shorten this"),
    ] {
        trainer.post(&contacts, &fields).await.has_status(422).says(says);
    }
    trainer.get(&format!("{PAGE}/{}", Uuid::new_v4())).await.has_status(404);
    trainer.get(&format!("{PAGE}/nonsense")).await.has_status(422);
}

#[rocket::async_test]
async fn a_contact_moves_to_another_partner_or_to_library_staff_and_goes() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let id = contact(&app, "dana@elm.example.org").await.id;
    let edit = format!("/programmes/reading/contacts/{id}/edit");
    trainer.get(&edit).await.says("value=\"dana@elm.example.org\"").says("Oak House</option>");
    let to = partner(&app, "Oak House").await.id.to_string();
    let fields = [
        ("name", "Dana Whitfield"),
        ("email", "dana@oak.example.org"),
        ("can_say_yes", "yes"),
        ("partner", &*to),
    ];
    trainer.post(&edit, &fields).await.leads_to(&oak);
    trainer.get(&oak).await.says("Dana Whitfield can say yes").says("dana@oak.example.org");
    trainer.get(PAGE).await.says("one contact · Dana Whitfield can say yes");
    let fields = [("name", "Dana"), ("email", "dana@oak.example.org"), ("partner", "library")];
    trainer.post(&edit, &fields).await.leads_to(&format!("{PAGE}/library"));
    trainer.get(&format!("{PAGE}/library")).await.says("Dana was changed").says("dana@oak.example.org");
    let elsewhere = crate::support::app::add_programme(&app.app, "elsewhere").await;
    let foreign = invitations::add_partner(app.app.db.write_one(), elsewhere.id, "Foreign", "school").await;
    let foreign = foreign.unwrap().to_string();
    let fields = [("name", "Dana"), ("email", "dana@oak.example.org"), ("partner", &*foreign)];
    let refused = trainer.post(&edit, &fields).await;
    refused.has_status(422).says("what was selected is no longer there").says("value=\"Dana\"");
    refused.never_says("Foreign");
    assert_eq!(contact(&app, "dana@oak.example.org").await.partner_id, None);
    trainer.get(&format!("{PAGE}/{foreign}")).await.has_status(404);
    let delete = format!("/programmes/reading/contacts/{id}/delete");
    trainer.get(&delete).await.has_status(200).says("personal links");
    trainer.post(&delete, &[]).await.leads_to(&format!("{PAGE}/library"));
    trainer.get(&edit).await.has_status(404);
}

#[rocket::async_test]
async fn a_partner_was_heard_from_by_a_note_or_a_confidential_answer_and_never_by_an_anonymous_one() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    for email in ["dana@elm.example.org", "kofi@elm.example.org"] {
        add_contact(&trainer, &elm, "A. Contact", email).await;
    }
    let whole =
        [("action", "submit"), ("answers[partner_kind]", "school"), ("answers[bring_reliability]", "4")];
    for (privacy, heard) in [(Privacy::Anonymous, false), (Privacy::Confidential, true)] {
        let round: Round = app
            .round("partner_expect", |round| {
                round.audience = Audience::Invited;
                round.privacy = privacy;
            })
            .await;
        let id = Uuid::new_v4();
        let token = app.app.secret.token(common_ground::secret::Purpose::Invitation, id);
        let hash = common_ground::secret::hash(&token);
        let person = contact(&app, "dana@elm.example.org").await.id;
        let until = round.closes_at.into();
        invitations::invite(app.app.db.write_one(), id, round.id, person, hash, until).await.unwrap();
        app.visitor().await.post(&format!("/i/{token}"), &whole).await.has_status(303);
        let said = trainer.get(&elm).await.body.contains("last heard from on 21 May 2026");
        assert_eq!(said, heard, "{privacy:?}");
    }
    let note = format!("{elm}/heard");
    trainer.get(&note).await.has_status(200).says("value=\"2026-05-21\"");
    trainer
        .post(&note, &[("day", "2026-05-22"), ("by", "Tom")])
        .await
        .has_status(422)
        .says("not in the future");
    // Whoever was selected may be gone by now; what was typed stays.
    let gone = Uuid::new_v4().to_string();
    let fields = [("day", "1026-05-20"), ("by", "Tom"), ("about", "The summer visit"), ("contact", &*gone)];
    let refused = trainer.post(&note, &fields).await;
    refused.has_status(422).says("whoever was selected is no longer there").says("Enter the day, such as");
    refused.says("value=\"1026-05-20\"").says("The summer visit");
    let kofi = contact(&app, "kofi@elm.example.org").await.id.to_string();
    let fields = [("day", "2026-05-20"), ("by", "Tom"), ("about", "The summer visit"), ("contact", &*kofi)];
    trainer.post(&note, &fields).await.leads_to(&elm);
    trainer.get(&elm).await.says("The summer visit").says("20 May 2026, heard from A. Contact by Tom");
}

#[rocket::async_test]
async fn whoever_was_silent_for_two_years_is_due_for_a_look_and_stays() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    trainer.get(PAGE).await.never_says("Due for a look");
    app.wait_days(740);
    app.run_due().await;
    let trainer = app.signed_in(Role::Trainer).await;
    trainer.get(PAGE).await.says("Due for a look: one");
    trainer.get(&format!("{PAGE}/due")).await.says("One contact is due for a look").says("Dana Whitfield");
    let fields = [("day", "2028-05-01"), ("by", "Tom"), ("about", "Still there")];
    let dana = contact(&app, "dana@elm.example.org").await.id.to_string();
    let fields: Vec<_> = fields.into_iter().chain([("contact", &*dana)]).collect();
    trainer.post(&format!("{elm}/heard"), &fields).await.has_status(303);
    trainer.get(&format!("{PAGE}/due")).await.says("Nobody is due for a look");
}

#[rocket::async_test]
async fn a_partner_is_deleted_unless_a_course_to_come_expects_somebody_of_theirs() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let starts = app.now() + 24.hours();
    let course = courses::Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: "Pilot course 5".to_owned(),
        place: String::new(),
        starts_at: starts,
        ends_at: starts + 6.hours(),
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        next_action: courses::NextAction::default(),
        summary_at: starts + 240.hours(),
        trainers: String::new(),
        state: courses::State::Planned,
        frozen_at: None,
    };
    courses::add(app.app.db.write_one(), &course).await.unwrap();
    let round = app.round("partner_expect", |_| {}).await;
    let purpose = courses::Purpose::PartnerExpectation;
    courses::attach(app.app.db.write_one(), course.id, round.id, purpose).await.unwrap();
    let person = contact(&app, "dana@elm.example.org").await.id;
    let until = round.closes_at.into();
    let id = Uuid::new_v4();
    invitations::invite(app.app.db.write_one(), id, round.id, person, "t".into(), until).await.unwrap();
    let delete = format!("{elm}/delete");
    trainer.get(&delete).await.says("Elm House cannot be deleted yet").says("Pilot course 5");
    trainer.post(&delete, &[]).await.has_status(422).says("Pilot course 5");
    app.wait_days(2);
    trainer.get(&delete).await.says("Delete Elm House?").says("one contact, their one personal link");
    trainer.post(&delete, &[]).await.leads_to(PAGE);
    trainer.get(PAGE).await.says("Elm House was deleted").says("No partner yet");
    assert!(invitations::find(app.app.db.read(), id).await.unwrap().is_none());
}
