//! Asking people by letter: who is written to, when, and what is never sent.

use common_ground::{
    mail::{Posted, Transport},
    store::{
        mailings::{self, Mailing},
        rounds::Round,
    },
    survey::{
        audience::Audience,
        round::{PrivacyMode, RoundState},
    },
    work::deliver::{self, Delivered},
};
use jiff::{SignedDuration, Timestamp, ToSpan};
use mail_parser::{Message, MessageParser};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::app::TestApp;

use crate::support::entity::{contact, invitation, outbox};

/// A confidential round of two weeks with these people on its list and its letters planned.
pub async fn planned(app: &TestApp, people: &[&str]) -> (Round, Vec<Mailing>) {
    planned_as(app, PrivacyMode::Confidential, people).await
}

pub async fn planned_as(app: &TestApp, privacy: PrivacyMode, people: &[&str]) -> (Round, Vec<Mailing>) {
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = privacy;
            round.state = RoundState::Planned;
            round.closes_at = round.opens_at + (14 * 24).hours();
        })
        .await;
    for person in people {
        app.invite(&round, person).await;
    }
    let zone = app.programme.settings.zone();
    let db = app.app.db.write_one();
    let letters = mailings::plan(db, round.id, round.opens_at, round.closes_at, &zone).await.unwrap();
    (round, letters)
}

/// When an email of a round leaves: at its time or on the next working morning.
pub fn leaves(app: &TestApp, mailing: &Mailing) -> Timestamp {
    app.programme.settings.hours().leaves(mailing.at)
}

/// Letters leave as fast as they may, minute by minute, until none leaves any more.
pub async fn post_all(app: &TestApp) -> u64 {
    let mut sent = 0;
    loop {
        let done = deliver::deliver_due(&app.app, &app.transport, app.now()).await.unwrap();
        if done == Delivered::default() {
            return sent;
        }
        sent += done.sent;
        app.clock.set(app.now() + SignedDuration::from_mins(1));
    }
}

/// What has left so far.
pub fn posted(app: &TestApp) -> Vec<Posted> {
    let Transport::Memory(posted) = &app.transport else { panic!("letters are kept in memory") };
    posted.lock().unwrap().clone()
}

/// To whom letters have left, in order of the address.
pub fn recipients(app: &TestApp) -> Vec<String> {
    let mut to: Vec<String> = posted(app).iter().map(|letter| letter.to.as_str().to_owned()).collect();
    to.sort();
    to
}

pub fn read(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}

/// Somebody's link is used.
pub async fn answered(app: &TestApp, email: &str) {
    let id = invitation_of(app, email).await;
    let row =
        invitation::ActiveModel { id: sea_orm::Set(id), used: sea_orm::Set(true), ..Default::default() };
    invitation::Entity::update(row).exec(app.app.db.write_one()).await.unwrap();
}

pub async fn invitation_of(app: &TestApp, email: &str) -> Uuid {
    let of = invitation::Column::ContactId.eq(contact_of(app, email).await);
    invitation::Entity::find().filter(of).one(app.app.db.read()).await.unwrap().unwrap().id
}

/// The contact with this address.
pub async fn contact_of(app: &TestApp, email: &str) -> Uuid {
    let person = contact::Entity::find().filter(contact::Column::Email.eq(email));
    person.one(app.app.db.read()).await.unwrap().unwrap().id
}

/// Every letter about rounds, by address and kind.
pub async fn queue(app: &TestApp) -> Vec<outbox::Model> {
    let mut rows = outbox::Entity::find().all(app.app.db.read()).await.unwrap();
    rows.sort_by(|a, b| (&a.address, a.queued_at.0).cmp(&(&b.address, b.queued_at.0)));
    rows
}
