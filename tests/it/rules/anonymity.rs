//! Anonymous answers by personal link, against somebody who copies the database, its log and its backups, and has the key.

mod backups;
mod batches;
mod close;
mod copies;
mod reminders;
mod shared_computer;

use std::time::{Duration, Instant};

use common_ground::{
    store::{invitations, rounds::Round},
    survey::audience::Audience,
};
use jiff::ToSpan;
use sea_orm::EntityTrait;
use tokio::time::sleep;
use uuid::Uuid;

use self::copies::{Copy, copy};
use crate::support::entity;
use crate::support::{app::TestApp, visitor::Visitor};

/// The smallest group that the programme promises.
const GROUP: usize = 5;
/// Longer than marking a link takes.
const A_WHILE: Duration = Duration::from_millis(60);

/// An anonymous round with a list of people, each with a link.
struct Scene {
    app: TestApp,
    round: Round,
    visitor: Visitor,
    tokens: Vec<String>,
}

impl Scene {
    async fn of(people: usize) -> Self {
        let app = TestApp::start().await;
        let round = app
            .round("partner_expect", |round| {
                round.audience = Audience::Invited;
                round.closes_at = round.opens_at + (14 * 24).hours();
            })
            .await;
        let mut tokens = Vec::new();
        for n in 0..people {
            tokens.push(app.invite(&round, &format!("p{n:02}@d{n:02}.example.org")).await);
        }
        let visitor = app.visitor().await;
        Self { app, round, visitor, tokens }
    }

    /// A person answers by their link, in words of their own.
    async fn answers(&self, person: usize) {
        let words = format!("words of person {person}");
        let fields = [
            ("action", "submit"),
            ("key", &*format!("key {person}")),
            ("answers[partner_kind]", "school"),
            ("answers[bring_reliability]", "4"),
            ("answers[one_change]", &words),
        ];
        let link = format!("/i/{}", self.tokens[person]);
        self.visitor.post(&link, &fields).await.leads_to(&format!("/s/{}/sent", self.round.code));
        sleep(A_WHILE).await;
    }

    /// How many links are marked, once as many are as should be.
    async fn marked(&self, expected: u64) -> u64 {
        let began = Instant::now();
        loop {
            let marked = invitations::count(self.app.app.db.read(), self.round.id).await.unwrap().1;
            if marked == expected || began.elapsed() > Duration::from_secs(5) {
                return marked;
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn copy(&self) -> Copy {
        copy(self.app.database()).await
    }

    async fn responses(&self) -> Vec<Uuid> {
        let rows = entity::response::Entity::find().all(self.app.app.db.read()).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    }
}
