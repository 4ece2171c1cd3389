//! A database of its own for every test: SQLite in a temporary folder, or, with `TEST_DATABASE_URL` set to a
//! PostgreSQL server, a new database there.

use common_ground::store::Db;
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// A database with all tables and nothing in them, made once for all tests of a run: copying it takes a tenth of the time
/// of every migration. On a server it stays behind when the run is over.
static TEMPLATE: OnceCell<TestDatabase> = OnceCell::const_new();

/// Where a test's data live; deleted with it.
pub struct TestDatabase {
    pub url: String,
    folder: TempDir,
    server: Option<(String, String)>,
}

impl TestDatabase {
    pub async fn create() -> Self {
        let folder = tempfile::tempdir().unwrap();
        #[expect(clippy::disallowed_methods, reason = "which database the tests run on")]
        let server = std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty());
        let Some(server) = server else {
            let url = format!("sqlite://{}", folder.path().join("common-ground.db").display());
            return Self { url, folder, server: None };
        };
        Self::on_server(server, folder, "").await
    }

    async fn on_server(server: String, folder: TempDir, how: &str) -> Self {
        let name = format!("cg_{}", Uuid::new_v4().simple());
        let admin = Database::connect(&server).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE {name} {how}")).await.unwrap();
        admin.close().await.unwrap();
        let (base, _) = server.rsplit_once('/').unwrap();
        Self { url: format!("{base}/{name}"), folder, server: Some((server, name)) }
    }

    /// One that has all tables already.
    pub async fn migrated() -> Self {
        let template = TEMPLATE.get_or_init(|| async {
            let made = Self::create().await;
            made.open().await.close().await.unwrap();
            made
        });
        let template = template.await;
        if let Some((server, name)) = &template.server {
            let folder = tempfile::tempdir().unwrap();
            return Self::on_server(server.clone(), folder, &format!("TEMPLATE {name}")).await;
        }
        let made = Self::create().await;
        let file = |of: &Self| of.data_dir().join("common-ground.db");
        std::fs::copy(file(template), file(&made)).unwrap();
        made
    }

    /// A database that somebody else made and takes down.
    pub fn at(url: String) -> Self {
        Self { url, folder: tempfile::tempdir().unwrap(), server: None }
    }

    pub async fn open(&self) -> Db {
        Db::open(&self.url).await.unwrap()
    }

    pub fn is_postgres(&self) -> bool {
        self.server.is_some()
    }

    pub fn data_dir(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some((server, name)) = self.server.take() else { return };
        // A test may end inside its runtime; the database goes from a thread of its own.
        let drop = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                if let Ok(admin) = Database::connect(&server).await {
                    let _ = admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
                }
            });
        });
        let _ = drop.join();
    }
}
