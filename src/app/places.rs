//! Room for what takes much memory: little of it is made at once, and whoever comes then waits.

use std::time::Duration;

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

/// Large pages made at once.
const LARGE_PAGES: usize = 4;
/// Longer than anybody waits for a page.
const PATIENCE: Duration = Duration::from_secs(20);

/// Room for so many at once; whoever comes then waits.
#[derive(Debug)]
pub struct Places {
    places: Semaphore,
    patience: Duration,
}

impl Places {
    /// With so many places, for which people wait as long as for any page.
    pub const fn with(places: usize) -> Self {
        Self::of(places, PATIENCE)
    }

    /// With so many places, for which people wait so long.
    pub const fn of(places: usize, patience: Duration) -> Self {
        Self { places: Semaphore::const_new(places), patience }
    }

    /// For pages and files that grow with everything in a programme.
    pub(super) const fn for_large_pages() -> Self {
        Self::with(LARGE_PAGES)
    }

    /// A place, for as long as it is held; none when there is no room for long.
    pub async fn enter(&self) -> Option<SemaphorePermit<'_>> {
        timeout(self.patience, self.places.acquire()).await.ok()?.ok()
    }
}
