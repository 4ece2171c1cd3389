//! Drawings and reports of pages: made on threads of their own, so that nobody else waits for them, and few at once, so
//! that many readers of large reports take each other's time and not the memory of the machine. Pages and files that grow
//! with everything in a programme are made few at once too.

use std::{fmt::Display, time::Duration};

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    task::spawn_blocking,
    time::timeout,
};

use crate::web::{
    http::error::{Error, Result},
    parts::fault::FaultKind,
};

/// Drawings made at once.
const DRAWINGS: usize = 2;
/// Large pages made at once.
const LARGE_PAGES: usize = 4;
/// Pages of phones with very many cards made at once: a hall is shown all of them at one moment.
const PHONE_PAGES: usize = 8;
/// Longer than anybody waits for a page.
const PATIENCE: Duration = Duration::from_secs(20);

static TABLE: Room = Room::of(DRAWINGS, PATIENCE);
static HALL: Room = Room::of(LARGE_PAGES, PATIENCE);
static GALLERY: Room = Room::of(PHONE_PAGES, PATIENCE);

/// Room for so many at once; whoever comes then waits.
struct Room {
    places: Semaphore,
    patience: Duration,
}

impl Room {
    const fn of(places: usize, patience: Duration) -> Self {
        Self { places: Semaphore::const_new(places), patience }
    }

    /// A place, for as long as it is held.
    async fn enter(&self) -> Result<SemaphorePermit<'_>> {
        match timeout(self.patience, self.places.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(Error::Page(Box::new(FaultKind::Busy))),
        }
    }
}

/// A place to make a page or a file that grows with the number of courses, partners or contacts; it is held until that is
/// made. Drawings have places of their own, and never wait for these.
///
/// # Errors
/// The page that asks readers to come back, when there is no room for long.
pub(crate) async fn large_page() -> Result<SemaphorePermit<'static>> {
    HALL.enter().await
}

/// A place to make a phone’s page with very many cards; staff pages never wait for these.
///
/// # Errors
/// The page that asks readers to come back, when there is no room for long.
pub(crate) async fn phone_page() -> Result<SemaphorePermit<'static>> {
    GALLERY.enter().await
}

/// What `draw` makes, once there is room for it.
///
/// # Errors
/// The page that asks readers to come back, when there is no room for long; [`Error::Broken`] when it cannot be drawn.
pub(crate) async fn drawn<T, E>(draw: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T>
where
    T: Send + 'static,
    E: Display + Send + 'static,
{
    let room = TABLE.enter().await?;
    // Held until it is made, whether or not anybody still waits for it.
    let made = spawn_blocking(move || {
        let _room = room;
        draw()
    });
    let broken = |error: &dyn Display| Error::Broken(error.to_string());
    made.await.map_err(|error| broken(&error))?.map_err(|error| broken(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_finds_no_room_for_long_is_asked_to_come_back_and_then_finds_some() {
        let small = Room::of(1, Duration::from_millis(30));
        let held = small.enter().await.unwrap();
        let Err(Error::Page(fault)) = small.enter().await else { panic!("there is room for one") };
        assert_eq!(fault.status(), 503);
        drop(held);
        drop(small.enter().await.unwrap());
    }

    #[tokio::test]
    async fn whoever_waits_gets_the_place_of_who_leaves() {
        static SMALL: Room = Room::of(1, Duration::from_secs(10));
        let held = SMALL.enter().await.unwrap();
        let waits = tokio::spawn(async { SMALL.enter().await.is_ok() });
        tokio::task::yield_now().await;
        drop(held);
        assert!(waits.await.unwrap());
    }
}
