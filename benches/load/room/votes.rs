//! The vote: everybody gives dots to cards, one after another, and the page is opened again after each.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use common_ground::store::{
    Db,
    boards::{BoardPrompt, PromptStep, desk, room},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::time::sleep;

use super::{
    FOLLOWS, LOOKING, Phone, Room,
    pace::{Act, Pace},
    times, wall_took,
};
use crate::{
    http::Connection,
    table::{Table, thousands},
};

/// How long everybody votes.
const VOTING: Duration = Duration::from_mins(1);
/// Dots that everybody gets, each for another card.
const DOTS: u8 = 3;

impl Room {
    /// Everybody votes; then the vote is closed, and the wall shows what everybody gave.
    pub(super) async fn voting(self: &Arc<Self>, db: &Db, joined: Vec<Phone>, name: &str, table: &mut Table) {
        let open = BoardPrompt { dots: i32::from(DOTS), ..self.prompt.clone().at(PromptStep::Voting) };
        desk::keep_step(db.write_one(), &open).await.unwrap();
        let (phones, end) = (joined.len(), Instant::now() + VOTING);
        let pages = tokio::spawn(Arc::clone(self).pages(end));
        let voting: Vec<_> = joined
            .into_iter()
            .enumerate()
            .map(|(number, phone)| tokio::spawn(Arc::clone(self).vote(phone, number, end)))
            .collect();
        let mut given = Vec::with_capacity(phones * usize::from(DOTS));
        for phone in voting {
            given.extend(phone.await.unwrap());
        }
        let what = format!("a dot, {name}, {} dots", thousands(given.len() as f64));
        table.row(what, times(given), "p99 100 ms".to_owned(), String::new());
        wall_took(pages.await.unwrap(), "while everybody votes", name, table);
        let progress = room::progress(db.read(), self.prompt.id).await.unwrap();
        assert_eq!(usize::try_from(progress.voters), Ok(phones), "every vote was kept");

        let closed = BoardPrompt { counted: true, ..open.at(PromptStep::Sorting) };
        desk::keep_step(db.write_one(), &closed).await.unwrap();
        let pages = Arc::clone(self).pages(Instant::now() + LOOKING).await;
        wall_took(pages, "with every dot counted", name, table);
    }

    /// Gives its dots until then, each at a moment of its own, and asks for what is new meanwhile; how long each took.
    async fn vote(self: Arc<Self>, mut phone: Phone, number: usize, end: Instant) -> Vec<Duration> {
        let mut rng = StdRng::seed_from_u64(number as u64);
        sleep(FOLLOWS.mul_f64(rng.random_range(0.0..1.0))).await;
        // The service ends a connection on which nothing was asked for a while.
        phone.connection = Connection::open(self.address).await.unwrap();
        let (status, _) = phone.connection.get(&self.page, &phone.cookie).await.unwrap();
        assert_eq!(status, 200);
        let targets = targets(&phone.connection.body());
        assert!(targets.len() >= usize::from(DOTS), "{} cards to choose from", targets.len());
        let first = rng.random_range(0..targets.len());
        let votes_page = format!("{}/votes", self.page);
        let mut pace = Pace::of(&mut rng, usize::from(DOTS), FOLLOWS, end);
        let (mut mark, mut took) = (String::new(), Vec::new());
        while let Some(act) = pace.next().await {
            match act {
                Act::Look => self.look(&mut phone, &mut mark).await,
                Act::Send(dot) => {
                    let target = &targets[(first + dot) % targets.len()];
                    let form = format!("target={target}&dots=1&key={}", uuid::Uuid::new_v4());
                    took.push(self.send(&mut phone, &votes_page, &form).await.1);
                }
            }
        }
        took
    }
}

/// The cards that can get a dot, as the page of a phone names them.
fn targets(page: &str) -> Vec<String> {
    let rest = page.split("name=\"target\" value=\"").skip(1);
    rest.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
}
