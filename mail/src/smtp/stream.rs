//! How much a mail server may say before it comes to an end: a line without one would fill the memory until the time
//! of the delivery is over.

#![expect(deprecated, reason = "the library opens its connections itself only as this type")]

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use futures::io::{AsyncRead as _, AsyncWrite as _};
use lettre::transport::smtp::client::{AsyncNetworkStream, AsyncTokioStream, TlsParameters};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes that are listened to while one letter is handed over, or a connection begun: its certificates are among them.
const MOST: usize = 256 * 1024;

/// Opens a connection, encrypted from the first byte where `tls` is given.
pub(super) async fn connect(
    server: (&str, u16),
    wait: Duration,
    tls: Option<TlsParameters>,
) -> Result<AsyncNetworkStream, lettre::transport::smtp::Error> {
    AsyncNetworkStream::connect_tokio1(server, Some(wait), tls, None).await
}

/// How much was heard since somebody began to listen.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard(Arc<AtomicUsize>);

impl Heard {
    /// Begins anew.
    pub(super) fn begin(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Whether the end should have come.
    fn is_too_much(&self, more: usize) -> bool {
        self.0.fetch_add(more, Ordering::Relaxed).saturating_add(more) > MOST
    }
}

/// A connection that is listened to so far.
#[derive(Debug)]
pub(super) struct Bounded {
    pub(super) stream: AsyncNetworkStream,
    pub(super) heard: Heard,
}

impl AsyncRead for Bounded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = ready!(Pin::new(&mut self.stream).poll_read(context, buffer.initialize_unfilled()))?;
        if self.heard.is_too_much(read) {
            let endless = "what the server says does not come to an end";
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, endless)));
        }
        buffer.advance(read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Bounded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_close(context)
    }
}

impl AsyncTokioStream for Bounded {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}
