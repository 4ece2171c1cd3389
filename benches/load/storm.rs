//! Many connections asking at once for a while: how many answers a second, and how long each took.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use uuid::Uuid;

use super::http::Connection;

/// What everybody asks.
#[derive(Clone)]
pub enum Ask {
    Page(String),
    /// Forms in turn, each time under a key of its own, which is all that they lack.
    Forms {
        path: String,
        forms: Vec<String>,
    },
    /// Forms in turn whose answers are not stored but go back in a cookie, which is thrown away: this one is sent each time.
    Checked {
        path: String,
        forms: Vec<String>,
        cookie: String,
    },
}

/// What came of it.
pub struct Storm {
    /// Answers a second.
    pub rate: f64,
    took: Vec<Duration>,
}

impl Storm {
    /// The time within which this share of the answers came.
    pub fn within(&self, share: f64) -> Duration {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index of a list")]
        let at = (share * self.took.len() as f64) as usize;
        self.took.get(at.min(self.took.len().saturating_sub(1))).copied().unwrap_or_default()
    }

    /// “p50 2.1 ms, p99 9.8 ms”
    pub fn times(&self) -> String {
        let ms = |share| self.within(share).as_secs_f64() * 1000.0;
        format!("p50 {:.1} ms, p99 {:.1} ms", ms(0.5), ms(0.99))
    }
}

/// `connections` ask `addresses` in turn for `long`, after a short time to warm up.
pub async fn storm(addresses: &[SocketAddr], ask: &Ask, connections: usize, long: Duration) -> Storm {
    let warm = Instant::now() + long / 5;
    let end = warm + long;
    let ask = Arc::new(ask.clone());
    let askers: Vec<_> = (0..connections)
        .map(|n| tokio::spawn(asker(addresses[n % addresses.len()], Arc::clone(&ask), n, warm, end)))
        .collect();
    let mut took = Vec::new();
    for asker in askers {
        took.extend(asker.await.unwrap());
    }
    took.sort();
    Storm { rate: took.len() as f64 / long.as_secs_f64(), took }
}

async fn asker(
    address: SocketAddr,
    ask: Arc<Ask>,
    mut turn: usize,
    warm: Instant,
    end: Instant,
) -> Vec<Duration> {
    let mut connection = Connection::open(address).await.unwrap();
    let mut took = Vec::new();
    loop {
        let began = Instant::now();
        if began >= end {
            return took;
        }
        let (status, expected) = match &*ask {
            Ask::Page(path) => (connection.get(path, "").await.unwrap().0, 200),
            Ask::Forms { path, forms } => {
                turn = (turn + 1) % forms.len();
                let form = format!("{}&key={}", forms[turn], Uuid::new_v4());
                (connection.post(path, &form).await.unwrap().0, 303)
            }
            Ask::Checked { path, forms, cookie } => {
                turn = (turn + 1) % forms.len();
                (connection.post_as(path, cookie, &forms[turn]).await.unwrap().0, 303)
            }
        };
        assert_eq!(status, expected, "{}", connection.head());
        if began >= warm {
            took.push(began.elapsed());
        }
    }
}
