//! Health checks, as trainers set them up and both sides answer them.

use common_ground::{
    store::{health, partners::Partner, people::PersonRole, rounds},
    system::secret::KeyPurpose,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    app::TestApp,
    entity::invitation,
    partners::{PAGE, add_contact, add_partner, contact, partner},
    visitor::Visitor,
};

/// A partner with one contact, and one person of the library who answers for it.
pub struct Partnership {
    /// Where the partner is.
    pub page: String,
    /// Where its health is.
    pub health: String,
    /// The name of the partner.
    pub name: &'static str,
    /// The contact’s address.
    pub theirs: String,
    /// The address of the person of the library.
    pub ours: String,
}

impl Partnership {
    /// Adds them; no check begins by itself.
    pub async fn add(app: &TestApp, trainer: &Visitor, name: &'static str) -> Self {
        let page = add_partner(app, trainer, name, "school").await;
        let word = name.to_lowercase().replace(' ', "-");
        let (theirs, ours) = (format!("dana@{word}.example.org"), format!("ann@{word}.example.org"));
        add_contact(trainer, &page, "Dana Whitfield", &theirs).await;
        let person = [("name", "Ann Low"), ("email", &*ours)];
        trainer.post(&format!("{PAGE}/library/contacts"), &person).await.has_status(303);
        let made = Self { health: format!("{page}/health"), page, name, theirs, ours };
        made.plan(app, trainer, ("0", "")).await;
        made
    }

    /// Says how often its health is checked, and that one person answers for the library.
    pub async fn plan(&self, app: &TestApp, trainer: &Visitor, (every, next_on): (&str, &str)) {
        let ann = contact(app, &self.ours).await.id.to_string();
        let plan = [("every", every), ("next_on", next_on), ("people", &*ann)];
        trainer.post(&format!("{}/plan", self.health), &plan).await.leads_to(&self.health);
    }

    /// Starts a check by hand.
    pub async fn start(&self, trainer: &Visitor) {
        trainer.post(&format!("{}/start", self.health), &[]).await.leads_to(&self.health);
    }

    /// A check that both sides have answered whole, with these points; somebody who is signed in at its end.
    pub async fn checked(
        &self,
        app: &TestApp,
        theirs: impl Fn(&str) -> u8,
        ours: impl Fn(&str) -> u8,
    ) -> Visitor {
        self.start(&app.signed_in(PersonRole::Trainer).await).await;
        for days in [0, 8] {
            app.wait_days(days);
            app.run_due().await;
            answer(app, &self.theirs, &theirs).await;
            answer(app, &self.ours, &ours).await;
        }
        app.run_due().await;
        app.signed_in(PersonRole::Trainer).await
    }

    pub async fn partner(&self, app: &TestApp) -> Partner {
        partner(app, self.name).await
    }

    /// The codes of the rounds of its latest check.
    pub async fn codes(&self, app: &TestApp) -> Vec<String> {
        let db = app.app.db.read();
        let checks = health::of_partner(db, self.partner(app).await.id).await.unwrap();
        let rounds = health::rounds(db, checks.last().unwrap().id).await.unwrap();
        rounds.into_iter().map(|round| round.code).collect()
    }
}

/// What somebody writes where a survey asks for their own words.
pub const OWN_WORDS: &str = "A quiet room would help most";

/// Somebody answers every survey of a health check that is open to them, with a point for each condition. Returns how many they sent.
pub async fn answer(app: &TestApp, email: &str, point: impl Fn(&str) -> u8) -> usize {
    let db = app.app.db.read();
    let person = contact(app, email).await;
    let links = invitation::Entity::find()
        .filter(invitation::Column::ContactId.eq(person.id))
        .filter(invitation::Column::Used.eq(false))
        .all(db)
        .await
        .unwrap();
    let (visitor, mut sent) = (app.visitor().await, 0);
    for link in links {
        let round = rounds::find(db, link.round_id).await.unwrap().unwrap();
        if !round.takes_answers(app.now()) {
            continue;
        }
        let survey = app.app.survey(&round).await.unwrap();
        if !survey.key.starts_with("health_") {
            continue;
        }
        let group = match round.side.group_item() {
            "staff_group" => ("staff_group", "front_line"),
            other => (other, "school"),
        };
        let mut fields = vec![
            ("action".to_owned(), "submit".to_owned()),
            ("key".to_owned(), link.id.to_string()),
            (format!("answers[{}]", group.0), group.1.to_owned()),
            ("answers[partnership_help]".to_owned(), OWN_WORDS.to_owned()),
        ];
        let ratings = survey.questions_on(round.side).filter(|item| item.kind.scale().is_some());
        fields.extend(ratings.map(|item| (format!("answers[{}]", item.key), point(&item.key).to_string())));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let address = format!("/i/{}", app.app.secret.token(KeyPurpose::Invitation, link.id));
        visitor.post(&address, &fields).await.has_status(303);
        sent += 1;
    }
    sent
}
