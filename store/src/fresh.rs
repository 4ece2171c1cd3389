//! Which connections to PostgreSQL may be used again. A server that dies without a word leaves connections on which every
//! statement waits for as long as the system tries to reach it: a quarter of an hour. So each is asked whether it still
//! lives, and not waited for long, when it comes back to the pool and when it is taken after a rest.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectOptions,
    sqlx::{self, Connection, pool::PoolConnectionMetadata, postgres::PgConnection},
};
use tokio::time::timeout;

/// How long a connection may take to say that it lives.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);
/// A connection that was used so lately is taken for alive: asking costs a way to the server and back.
const JUST_USED: Duration = Duration::from_secs(1);
/// Connections are renewed no more often than this.
pub(super) const RENEWED_EVERY: Duration = Duration::from_secs(2);

/// Since when connections are good.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    /// What was opened before is not used again.
    since: Mutex<Option<Instant>>,
}

impl Fresh {
    /// Has the connections of a pool asked.
    pub(super) fn keep(self: &Arc<Self>, options: &mut ConnectOptions) {
        let fresh = Arc::clone(self);
        options.map_sqlx_postgres_pool_opts(move |pool| {
            let (taken, back) = (Arc::clone(&fresh), Arc::clone(&fresh));
            pool.before_acquire(move |connection, meta| {
                let good = taken.is_good(&meta);
                Box::pin(async move { Ok(good && (meta.idle_for < JUST_USED || lives(connection).await?)) })
            })
            .after_release(move |connection, meta| {
                let good = back.is_good(&meta);
                Box::pin(async move { Ok(good && lives(connection).await?) })
            })
        });
    }

    /// Nothing can be stored on the connections that there are: a server that was read-only when they were opened stays so
    /// for them. New ones take their place.
    pub(super) fn renew(&self) {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        if since.is_none_or(|since| since.elapsed() >= RENEWED_EVERY) {
            *since = Some(Instant::now());
        }
    }

    fn is_good(&self, connection: &PoolConnectionMetadata) -> bool {
        let since = *self.since.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_none_or(|since| connection.age < since.elapsed())
    }
}

/// Whether a connection answers. One that does not is given up at once, without taking leave of a server that is gone.
async fn lives(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    match timeout(ANSWERS_WITHIN, connection.ping()).await {
        Ok(answered) => answered.map(|()| true),
        Err(_) => Err(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into())),
    }
}
