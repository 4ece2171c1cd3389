//! Trainers who come to work in the programme and are removed from it.

use common_ground::store::{
    people::{self, PersonRole},
    sessions,
};
use tokio::{runtime::Handle, task::block_in_place};

use super::world::World;
use crate::support::{accounts::sign_in, app::PASSWORD};

/// Where whoever works in the programme begins.
const HOME: &str = "/programmes/reading";

fn address(trainer: u8) -> String {
    format!("trainer{trainer}@library.example.org")
}

/// Waits for what a browser does on the thread where it began, while the others go on.
fn browsing<T>(does: impl Future<Output = T>) -> T {
    block_in_place(|| Handle::current().block_on(does))
}

impl World {
    pub async fn join(&mut self, trainer: u8) {
        let id = self.app.person(&address(trainer), PersonRole::Trainer).await;
        self.trainers.insert(trainer, id);
    }

    /// Somebody who is signed in is removed, and reads nothing more from that moment on.
    pub fn leave(&mut self, trainer: u8) -> Result<(), String> {
        let Some(id) = self.trainers.remove(&trainer) else { return Ok(()) };
        let status = browsing(async {
            let (theirs, admin) = (self.app.visitor().await, self.app.signed_in(PersonRole::Admin).await);
            sign_in(&theirs, &address(trainer), PASSWORD).await;
            theirs.get(HOME).await.has_status(200);
            let people = format!("{HOME}/people");
            admin.post(&format!("{people}/{id}/remove"), &[]).await.leads_to(&people);
            theirs.get(HOME).await.status
        });
        self.removed.insert(trainer, id);
        if status == 200 { Err(format!("trainer {trainer} was removed, and reads on")) } else { Ok(()) }
    }

    /// Whoever was removed has no role any more, and no session that works.
    pub async fn access(&self) -> Result<(), String> {
        let (db, programme) = (self.app.app.db.read(), self.app.programme.id);
        for (trainer, id) in &self.removed {
            let role = people::role(db, *id, programme).await.unwrap();
            let sessions = sessions::of_person(db, *id, self.app.now()).await.unwrap();
            if role.is_some() || !sessions.is_empty() {
                return Err(format!("trainer {trainer} was removed, and can still get in"));
            }
        }
        Ok(())
    }

    /// Whoever was removed finds nothing by signing in either.
    pub fn come_back(&self) -> Result<(), String> {
        for trainer in self.removed.keys() {
            let status = browsing(async {
                let visitor = self.app.visitor().await;
                sign_in(&visitor, &address(*trainer), PASSWORD).await;
                visitor.get(HOME).await.status
            });
            if status == 200 {
                return Err(format!("trainer {trainer} was removed, and signed in"));
            }
        }
        Ok(())
    }
}
