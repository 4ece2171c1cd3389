//! When a partner was heard from.

use common_ground::{
    store::{invitations, people::PersonRole, rounds::Round},
    survey::{audience::Audience, round::PrivacyMode},
};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    partners::{add_contact, add_partner, contact},
};

#[rocket::async_test]
async fn a_partner_was_heard_from_by_a_note_or_a_confidential_answer_and_never_by_an_anonymous_one() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    for email in ["dana@elm.example.org", "kofi@elm.example.org"] {
        add_contact(&trainer, &elm, "A. Contact", email).await;
    }
    let whole =
        [("action", "submit"), ("answers[partner_kind]", "school"), ("answers[bring_reliability]", "4")];
    for (privacy, heard) in [(PrivacyMode::Anonymous, false), (PrivacyMode::Confidential, true)] {
        let round: Round = app
            .round("partner_expect", |round| {
                round.audience = Audience::Invited;
                round.privacy = privacy;
            })
            .await;
        let id = Uuid::new_v4();
        let token = app.app.secret.token(common_ground::system::secret::KeyPurpose::Invitation, id);
        let hash = common_ground::system::secret::hash(&token);
        let person = contact(&app, "dana@elm.example.org").await.id;
        let until = round.closes_at;
        invitations::invite(app.app.db.write_one(), id, round.id, person, hash, until).await.unwrap();
        app.visitor().await.post(&format!("/i/{token}"), &whole).await.has_status(303);
        let said = trainer.get(&elm).await.body.contains("last contact on 21 May 2026");
        assert_eq!(said, heard, "{privacy:?}");
    }
    let note = format!("{elm}/heard");
    trainer.get(&note).await.has_status(200).says("value=\"2026-05-21\"");
    trainer
        .post(&note, &[("day", "2026-05-22"), ("by", "Tom")])
        .await
        .has_status(422)
        .says("isn’t in the future");
    // Whoever was selected may be gone by now; what was typed stays.
    let gone = Uuid::new_v4().to_string();
    let fields = [("day", "1026-05-20"), ("by", "Tom"), ("about", "The summer visit"), ("contact", &*gone)];
    let refused = trainer.post(&note, &fields).await;
    refused.has_status(422).says("the person you selected no longer exists").says("Enter the date, such as");
    refused.says("value=\"1026-05-20\"").says("The summer visit");
    let kofi = contact(&app, "kofi@elm.example.org").await.id.to_string();
    let fields = [("day", "2026-05-20"), ("by", "Tom"), ("about", "The summer visit"), ("contact", &*kofi)];
    trainer.post(&note, &fields).await.leads_to(&elm);
    trainer.get(&elm).await.says("The summer visit").says("20 May 2026, contact with A. Contact by Tom");
}
