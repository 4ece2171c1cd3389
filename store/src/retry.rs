//! Doing something once more when another transaction was in its way. PostgreSQL lets one of two that wait for each
//! other in a circle go on, and fails the other as a whole; so does any cluster that only knows strict isolation.

use std::time::Duration;

use crate::store::{Result, StoreError};

/// How often it is done at most.
const TRIES: u32 = 8;
/// The longest wait before the second time; it doubles.
const WAIT: Duration = Duration::from_millis(5);

/// Does a write, and again while other transactions are in its way. It begins and commits what it does itself, so
/// that a second time begins from nothing.
///
/// # Errors
/// Its own errors, and the last conflict when it meets one every time.
pub async fn again<T, F>(write: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    tried(StoreError::is_conflict, write).await
}

/// The same for anything whose conflicts can be told.
pub(super) async fn tried<T, E, F>(is_conflict: impl Fn(&E) -> bool, ask: impl Fn() -> F) -> Result<T, E>
where
    F: Future<Output = Result<T, E>>,
{
    let mut longest = WAIT;
    for _ in 1..TRIES {
        match ask().await {
            // By chance, so that two that met once do not meet again.
            Err(error) if is_conflict(&error) => tokio::time::sleep(longest.mul_f64(rand::random())).await,
            done => return done,
        }
        longest *= 2;
    }
    ask().await
}
