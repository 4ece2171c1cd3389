//! The schema: up, down and up again on whatever database the tests run on.

use common_ground::store::Db;
use common_ground_migrations::{Migrator, MigratorTrait};
use sea_orm::Database;

use crate::support::database::TestDatabase;

#[tokio::test]
async fn the_schema_can_be_made_taken_down_and_made_again() {
    let database = TestDatabase::create().await;
    let db = Db::connect(&database.url).await.unwrap();
    assert!(!db.is_current().await.unwrap());
    let schema = Database::connect(&database.url).await.unwrap();
    for _ in 0..2 {
        Migrator::up(&schema, None).await.unwrap();
        assert!(db.is_current().await.unwrap());
        Migrator::down(&schema, None).await.unwrap();
    }
}

#[tokio::test]
async fn opening_a_database_twice_at_once_migrates_it_once() {
    let database = TestDatabase::create().await;
    let (one, two) = tokio::join!(Db::open(&database.url), Db::open(&database.url));
    assert!(one.unwrap().is_current().await.unwrap());
    assert!(two.unwrap().is_current().await.unwrap());
}
