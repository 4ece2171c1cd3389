//! The same done to each of some things, on as many threads as there are processors.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The most threads: what is made takes memory while it is made.
const MOST: usize = 4;

/// What `make` makes of each thing, in their order.
pub(crate) fn side_by_side<T: Sync, M: Send>(things: &[T], make: impl Fn(&T) -> M + Sync) -> Vec<M> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST).min(things.len());
    let next = AtomicUsize::new(0);
    let some = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(at) else { return made };
            made.push((at, make(thing)));
        }
    };
    let mut made: Vec<(usize, M)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(some)).collect();
        let mut made = some();
        for other in others {
            made.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        made
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_made_once_and_stays_in_its_order() {
        let numbers: Vec<u64> = (0..1_000).collect();
        let doubled: Vec<u64> = numbers.iter().map(|number| 2 * number).collect();
        assert_eq!(side_by_side(&numbers, |number| 2 * number), doubled);
        assert!(side_by_side(&numbers[..0], |number| *number).is_empty());
    }
}
