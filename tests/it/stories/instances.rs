//! Several instances on one database: each thing happens once, whoever does it.

mod away;
mod conflicts;
mod crash;
mod pooler;
mod scene;
mod slowly;
mod watching;

use common_ground::{cli::launch, store::lease, system::clock::Clock, work};
use jiff::{Timestamp, ToSpan};
use sea_orm::EntityTrait;

use crate::support::{app::TestApp, entity};

#[tokio::test]
async fn a_lease_is_held_by_one_instance_until_it_ends_or_is_given_back() {
    let service = TestApp::start().await;
    let (db, now) = (service.app.db.write_one(), service.now());
    let take = async |holder, at, until| lease::take(db, "sweeping", holder, at, until).await.unwrap();
    let soon = now + 60.seconds();
    assert!(take("one", now, soon).await, "nobody holds it");
    assert!(!take("two", now, soon).await, "one holds it");
    let later = soon + 60.seconds();
    assert!(take("one", now, later).await, "its holder may renew it");
    assert!(!take("two", soon, later).await, "the renewal counts");
    assert!(take("two", later, later + 60.seconds()).await, "it has ended");
    lease::give_back(db, "sweeping", "one").await.unwrap();
    assert!(!take("one", later, later).await, "only its holder can give it back");
    lease::give_back(db, "sweeping", "two").await.unwrap();
    assert!(take("one", later, later).await, "it was given back");
}

#[tokio::test]
async fn a_lease_is_written_again_only_once_half_of_its_time_is_over() {
    let service = TestApp::start().await;
    let (db, now) = (&service.app.db, service.now());
    let keep = async |holder: &str, at: Timestamp| {
        lease::keep(db, "sweeping", holder, at, at + 80.seconds()).await.unwrap()
    };
    let end = async || {
        let row = entity::lease::Entity::find_by_id("sweeping").one(db.read()).await.unwrap().unwrap();
        row.until.time()
    };
    assert!(keep("one", now).await, "nobody holds it");
    let taken = end().await;
    assert_eq!(taken, now + 80.seconds());
    for later in [1, 39] {
        assert!(keep("one", now + later.seconds()).await, "its holder has it still");
        assert!(!keep("two", now + later.seconds()).await, "nobody else gets it");
        assert_eq!(end().await, taken, "nothing was written");
    }
    assert!(keep("one", now + 41.seconds()).await);
    assert_eq!(end().await, now + 121.seconds(), "it was renewed past half of its time");
    assert!(!keep("two", now + 120.seconds()).await, "the renewal counts");
    assert!(keep("two", now + 121.seconds()).await, "it has ended");
    assert!(!keep("one", now + 122.seconds()).await, "who held it before sees that another does");
    // The clock is set back by a minute and by an hour: neither holder nor others rely on an end that is too far ahead.
    let back = now + 61.seconds();
    assert!(keep("two", back).await);
    assert_eq!(end().await, back + 80.seconds());
    let back = now - 61.minutes();
    assert!(keep("three", back).await, "it ends in an hour");
    assert!(!keep("two", back + 1.seconds()).await);
}

#[tokio::test]
async fn one_instance_schedules_and_another_takes_over_when_it_stops_looking() {
    let service = TestApp::start().await;
    let other = launch::open(&service.config, Clock::Fixed(service.clock.clone())).await.unwrap();
    assert!(work::step(&service.app).await.unwrap());
    assert!(!work::step(&other.app).await.unwrap());
    service.clock.set(service.now() + 60.seconds());
    assert!(work::step(&service.app).await.unwrap());
    // That look renewed the lease, which the first one would have lost by now.
    service.clock.set(service.now() + 100.seconds());
    assert!(!work::step(&other.app).await.unwrap(), "the first has looked since");
    service.clock.set(service.now() + 20.seconds());
    assert!(work::step(&other.app).await.unwrap(), "the first has not looked for two minutes");
    assert!(!work::step(&service.app).await.unwrap());
}

#[tokio::test]
async fn a_lease_from_before_the_clock_was_set_back_holds_nobody_up() {
    let service = TestApp::start().await;
    let (db, now) = (service.app.db.write_one(), service.now());
    let take = async |holder, at, until| lease::take(db, "sweeping", holder, at, until).await.unwrap();
    assert!(take("one", now, now + 75.seconds()).await);
    let back = now - 61.minutes();
    assert!(take("two", back, back + 75.seconds()).await, "it ends in an hour");
    assert!(!take("three", back, back + 75.seconds()).await);
}
