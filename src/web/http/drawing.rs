//! Drawings and reports of pages: made on threads of their own, so that nobody else waits for them, and few at once, so
//! that many readers of large reports take each other's time and not the memory of the machine.

use std::{fmt::Display, time::Duration};

use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use crate::web::{
    http::error::{Error, Result},
    parts::fault::FaultKind,
};

/// Made at once.
const AT_ONCE: usize = 2;
/// Longer than anybody waits for a page.
const PATIENCE: Duration = Duration::from_secs(20);

static ROOM: Semaphore = Semaphore::const_new(AT_ONCE);

/// What `draw` makes, once there is room for it.
///
/// # Errors
/// The page that asks readers to come back, when there is no room for long; [`Error::Broken`] when it cannot be drawn.
pub(crate) async fn drawn<T, E>(draw: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T>
where
    T: Send + 'static,
    E: Display + Send + 'static,
{
    let room = timeout(PATIENCE, ROOM.acquire()).await;
    let Ok(Ok(room)) = room else { return Err(Error::Page(Box::new(FaultKind::Busy))) };
    // Held until it is made, whether or not anybody still waits for it.
    let made = spawn_blocking(move || {
        let _room = room;
        draw()
    });
    let broken = |error: &dyn Display| Error::Broken(error.to_string());
    made.await.map_err(|error| broken(&error))?.map_err(|error| broken(&error))
}
