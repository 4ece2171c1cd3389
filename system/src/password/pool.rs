//! A fixed number of threads with memory of their own, and a queue that ends.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use argon2::Block;
use tokio::sync::oneshot;

use crate::password::{PasswordError, broken};

/// What a thread does in its memory.
type Job = Box<dyn FnOnce(&mut Vec<Block>) + Send>;

/// The threads, as those see it who have something to compute.
pub(super) struct HashingPool(SyncSender<Job>);

impl HashingPool {
    /// Starts `threads` threads; `queue` jobs may wait for them.
    pub(super) fn start(threads: usize, queue: usize) -> Self {
        let (sender, receiver) = sync_channel(queue);
        let receiver = Arc::new(Mutex::new(receiver));
        for number in 0..threads {
            let jobs = Arc::clone(&receiver);
            let started =
                thread::Builder::new().name(format!("password-{number}")).spawn(move || work(&jobs));
            if let Err(error) = started {
                tracing::error!(%error, "a thread for passwords could not be started");
            }
        }
        Self(sender)
    }

    /// Computes something in turn. A caller who goes away meanwhile gives the turn up.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] when the queue is full.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        compute: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |memory| {
            if !reply.is_closed() {
                // Whoever asked may have gone; then nobody misses the answer.
                let _ = reply.send(compute(memory));
            }
        });
        self.0.try_send(job).map_err(|_| PasswordError::Busy)?;
        answer.await.map_err(|_| broken("the thread stopped"))
    }
}

/// Takes one job after another, until the pool goes.
fn work(jobs: &Mutex<Receiver<Job>>) {
    let mut memory = Vec::new();
    loop {
        // One thread waits here, the others wait for it: each job wakes one.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        job(&mut memory);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn who_finds_the_queue_full_is_told_so_at_once_and_the_others_are_served() {
        let pool = Arc::new(HashingPool::start(1, 1));
        let (go, wait) = channel::<()>();
        let (started, has_started) = oneshot::channel();
        let first = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move {
                pool.run(move |_| {
                    started.send(()).unwrap();
                    wait.recv().unwrap();
                    1
                })
                .await
            }
        });
        has_started.await.unwrap();
        let second = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move { pool.run(|_| 2).await }
        });
        // On this one thread the second takes the only place in the queue now.
        tokio::task::yield_now().await;
        assert!(matches!(pool.run(|_| 3).await, Err(PasswordError::Busy)));
        go.send(()).unwrap();
        assert_eq!(first.await.unwrap().unwrap(), 1);
        assert_eq!(second.await.unwrap().unwrap(), 2);
    }
}
