//! Drawings and reports of pages: made on threads of their own, so that nobody else waits for them, and few at once, so
//! that many readers of large reports take each other's time and not the memory of the machine. Pages and files that grow
//! with everything in a programme are made few at once too.
//!
//! What is drawn again and again of the same figures is drawn once, and found by the hash of all that it is made of: where one
//! answer more is shown, the hash is another, so that nothing has to be forgotten.

use std::{
    any::Any,
    fmt::{Debug, Display},
    sync::{Arc, LazyLock},
};

use jiff::Timestamp;
use tokio::{sync::SemaphorePermit, task::spawn_blocking};

use crate::{
    app::{App, places::Places},
    system::{cached::Cached, secret::hash},
    web::http::{Error, Result, fault::FaultKind},
};

/// Drawings made at once.
const DRAWINGS: usize = 2;
/// Pages of phones with very many cards made at once: a hall is shown all of them at one moment.
const PHONE_PAGES: usize = 4;
/// Bytes of drawings that are held at most.
const HELD: usize = 16 * 1024 * 1024;
/// Bytes that it takes to hold one at all, even where it is known that there is none.
const PLACE: usize = 200;

static TABLE: Places = Places::with(DRAWINGS);
static GALLERY: Places = Places::with(PHONE_PAGES);
static DRAWN: LazyLock<Cached<String, Drawn>> =
    LazyLock::new(|| Cached::weighed(HELD, |drawn: &Drawn| drawn.bytes));

/// A place in a room, for as long as it is held.
async fn place(room: &Places) -> Result<SemaphorePermit<'_>> {
    room.enter().await.ok_or_else(|| Error::Page(Box::new(FaultKind::Busy)))
}

/// A place to make a page or a file that grows with the number of courses, partners or contacts; it is held until that is
/// made. Drawings have places of their own, and never wait for these.
///
/// # Errors
/// The page that asks readers to come back, when there is no room for long.
pub(crate) async fn large_page(app: &App) -> Result<SemaphorePermit<'_>> {
    place(&app.large_pages).await
}

/// A place to make a phone’s page with very many cards; staff pages never wait for these.
///
/// # Errors
/// The page that asks readers to come back, when there is no room for long.
pub(crate) async fn phone_page() -> Result<SemaphorePermit<'static>> {
    place(&GALLERY).await
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
    let room = place(&TABLE).await?;
    // Held until it is made, whether or not anybody still waits for it.
    let made = spawn_blocking(move || {
        let _room = room;
        draw()
    });
    made.await.map_err(Error::broken)?.map_err(Error::broken)
}

/// What a drawing is made of, in a few letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DrawingKey(String);

impl DrawingKey {
    /// Of `what` is drawn, made of `from` and of nothing else: whatever could change it must be told by its `Debug`.
    pub(crate) fn of(what: &str, from: &impl Debug) -> Self {
        Self(hash(&format!("{what} {from:?}")))
    }

    /// One of several that are made of the same.
    pub(crate) fn named(self, name: &str) -> Self {
        Self(format!("{} {name}", self.0))
    }
}

/// What can be held once it is drawn.
pub(crate) trait Holdable: Clone + Send + Sync + 'static {
    /// About how many bytes it takes.
    fn bytes(&self) -> usize;
}

impl Holdable for String {
    fn bytes(&self) -> usize {
        self.len()
    }
}

impl Holdable for Vec<u8> {
    fn bytes(&self) -> usize {
        self.len()
    }
}

impl Holdable for Vec<String> {
    fn bytes(&self) -> usize {
        self.iter().map(String::len).sum()
    }
}

impl<T: Holdable> Holdable for Option<T> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(0, Holdable::bytes)
    }
}

impl<A: Holdable, B: Holdable> Holdable for (A, B) {
    fn bytes(&self) -> usize {
        self.0.bytes() + self.1.bytes()
    }
}

impl<A: Holdable, B: Holdable, C: Holdable> Holdable for (A, B, C) {
    fn bytes(&self) -> usize {
        self.0.bytes() + self.1.bytes() + self.2.bytes()
    }
}

/// A drawing that is held.
#[derive(Clone)]
struct Drawn {
    what: Arc<dyn Any + Send + Sync>,
    bytes: usize,
}

/// What `draw` makes, or made before of the same.
///
/// # Errors
/// As [`drawn`].
pub(crate) async fn drawn_once<T: Holdable, E>(
    key: DrawingKey,
    draw: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T>
where
    E: Display + Send + 'static,
{
    if let Some(held) = held(&key) {
        return Ok(held);
    }
    drawn(move || -> Result<T, E> {
        // Somebody else may have drawn it while this waited for room.
        if let Some(held) = held(&key) {
            return Ok(held);
        }
        let made = draw()?;
        // The picture of a hash never changes: when it was made is of no account.
        let (what, bytes) = (Arc::new(made.clone()), made.bytes() + key.0.len() + PLACE);
        DRAWN.hold(key.0, Drawn { what, bytes }, Timestamp::UNIX_EPOCH);
        Ok(made)
    })
    .await
}

fn held<T: Holdable>(key: &DrawingKey) -> Option<T> {
    let held = DRAWN.last(&key.0)?.what.downcast::<T>().ok()?;
    Some(T::clone(&held))
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    #[tokio::test]
    async fn the_same_figures_are_drawn_once_and_others_anew() {
        static TIMES: AtomicUsize = AtomicUsize::new(0);
        let draw = |answers: u64| {
            let key = DrawingKey::of("a test of drawings", &("useful", answers));
            drawn_once(key, move || {
                TIMES.fetch_add(1, Ordering::Relaxed);
                Ok::<_, String>((format!("{answers} answers"), vec!["wide".to_owned()]))
            })
        };
        let first = draw(12).await.unwrap();
        assert_eq!(draw(12).await.unwrap(), first);
        assert_eq!(TIMES.load(Ordering::Relaxed), 1);
        assert_eq!(draw(13).await.unwrap().0, "13 answers");
        assert_eq!(TIMES.load(Ordering::Relaxed), 2);
        // What failed is tried again.
        let key = || DrawingKey::of("a test of drawings", &"broken");
        drawn_once(key(), || Err::<String, _>("no font")).await.unwrap_err();
        assert_eq!(drawn_once(key(), || Ok::<_, String>("mended".to_owned())).await.unwrap(), "mended");
        assert_ne!(key().named("wide.svg"), key().named("wide.png"));
    }

    #[tokio::test]
    async fn whoever_finds_no_room_for_long_is_asked_to_come_back_and_then_finds_some() {
        let small = Places::of(1, Duration::from_millis(30));
        let held = place(&small).await.unwrap();
        let Err(Error::Page(fault)) = place(&small).await else { panic!("there is room for one") };
        assert_eq!(fault.status(), 503);
        drop(held);
        drop(place(&small).await.unwrap());
    }

    #[tokio::test]
    async fn whoever_waits_gets_the_place_of_who_leaves() {
        static SMALL: Places = Places::of(1, Duration::from_secs(10));
        let held = place(&SMALL).await.unwrap();
        let waits = tokio::spawn(async { place(&SMALL).await.is_ok() });
        tokio::task::yield_now().await;
        drop(held);
        assert!(waits.await.unwrap());
    }
}
