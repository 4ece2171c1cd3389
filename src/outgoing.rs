//! Asking another machine something over HTTPS: one request for each connection, a short answer, no redirects. Knows neither
//! whom it asks nor why.

mod addresses;
mod answer;
pub mod openid;

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::{Host, Position, Url};

pub use self::answer::OutgoingAnswer;

/// How long a connection may take.
const CONNECTS_WITHIN: Duration = Duration::from_secs(5);
/// How long all of it may take.
const WITHIN: Duration = Duration::from_secs(20);
/// Bytes that are read at most.
const MOST: usize = 64 * 1024;

/// Which machines may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutgoingReach {
    /// Any, those of one's own network too: whoever runs the service named it.
    Anywhere,
    /// Only those that anybody on the internet reaches: somebody else named it.
    Public,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct OutgoingRequest<'a> {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Where; with `http` nothing is encrypted.
    pub url: &'a Url,
    /// Further headers: names and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// What is sent by `POST`.
    pub body: &'a [u8],
    /// Which machines may be asked.
    pub reach: OutgoingReach,
}

/// Asks, and waits for the answer for 20 seconds at most.
///
/// # Errors
/// What stood in the way of an answer, in words that follow “cannot be reached”.
pub async fn ask(request: OutgoingRequest<'_>) -> io::Result<OutgoingAnswer> {
    ask_within(request, WITHIN).await
}

async fn ask_within(request: OutgoingRequest<'_>, limit: Duration) -> io::Result<OutgoingAnswer> {
    match timeout(limit, exchange(request)).await {
        Ok(answer) => answer,
        Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "it takes too long to answer")),
    }
}

/// The host of an address with its port, also where that is the usual one: `hooks.example.org:443`.
pub fn host_and_port(url: &Url) -> Option<String> {
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}

async fn exchange(request: OutgoingRequest<'_>) -> io::Result<OutgoingAnswer> {
    let url = request.url;
    let host = match url.host() {
        Some(Host::Domain(name)) => name.to_owned(),
        Some(Host::Ipv4(address)) => address.to_string(),
        Some(Host::Ipv6(address)) => address.to_string(),
        None => return Err(broken("the address names no host")),
    };
    let port = url.port_or_known_default().unwrap_or(443);
    let connecting = timeout(CONNECTS_WITHIN, connect(&host, port, request.reach)).await;
    let stream = connecting
        .map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "no connection within 5 seconds"))??;
    let bytes = written(request);
    if url.scheme() == "http" {
        return talk(stream, &bytes).await;
    }
    let name = ServerName::try_from(host).map_err(io::Error::other)?;
    talk(tls()?.connect(name, stream).await?, &bytes).await
}

/// TLS by the authorities that the machine trusts.
fn tls() -> io::Result<TlsConnector> {
    static CONNECTOR: OnceLock<TlsConnector> = OnceLock::new();
    if let Some(made) = CONNECTOR.get() {
        return Ok(made.clone());
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(broken("this machine trusts no certificate authority (install ca-certificates)"));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(CONNECTOR.get_or_init(|| TlsConnector::from(Arc::new(config))).clone())
}

/// Dials the very addresses that were looked at: a name may mean others a moment later.
async fn connect(host: &str, port: u16, reach: OutgoingReach) -> io::Result<TcpStream> {
    let found: Vec<SocketAddr> = lookup_host((host, port)).await?.collect();
    if reach == OutgoingReach::Public && !found.iter().all(|found| addresses::is_public(found.ip())) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is an address of a private network"));
    }
    TcpStream::connect(&found[..]).await
}

/// The request as it is sent.
fn written(request: OutgoingRequest<'_>) -> Vec<u8> {
    let url = request.url;
    let path = &url[Position::BeforePath..Position::AfterQuery];
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let mut head = format!(
        "{} {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: common-ground\r\nConnection: close\r\n",
        request.method
    );
    for (name, value) in request.headers {
        head.extend([*name, ": ", *value, "\r\n"]);
    }
    if request.method == "POST" {
        head.push_str("Content-Length: ");
        head.push_str(&request.body.len().to_string());
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    [head.as_bytes(), request.body].concat()
}

async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, request: &[u8]) -> io::Result<OutgoingAnswer> {
    stream.write_all(request).await?;
    stream.flush().await?;
    let (mut heard, mut part) = (Vec::new(), vec![0_u8; 8 * 1024]);
    loop {
        let read = stream.read(&mut part).await?;
        heard.extend_from_slice(&part[..read]);
        if let Some(answer) = answer::read(&heard, read == 0)? {
            return Ok(answer);
        }
        if heard.len() > MOST {
            return answer::cut(&heard);
        }
        if read == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "its answer breaks off"));
        }
    }
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &Url, reach: OutgoingReach) -> OutgoingRequest<'_> {
        OutgoingRequest { method: "POST", url, headers: &[("X-One", "1")], body: b"{}", reach }
    }

    #[test]
    fn a_request_names_its_host_and_how_long_it_is() {
        let url = Url::parse("https://hooks.example.org/a?b=c#d").unwrap();
        let text = String::from_utf8(written(request(&url, OutgoingReach::Public))).unwrap();
        assert!(text.starts_with("POST /a?b=c HTTP/1.1\r\nHost: hooks.example.org\r\n"), "{text}");
        assert!(text.ends_with("X-One: 1\r\nContent-Length: 2\r\n\r\n{}"), "{text}");
        assert_eq!(host_and_port(&url).unwrap(), "hooks.example.org:443");
    }

    #[tokio::test]
    async fn a_machine_that_never_answers_is_waited_for_no_longer_than_it_may_take() {
        // The system takes the connection and what is sent; nobody reads it.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let late = ask_within(request(&url, OutgoingReach::Anywhere), Duration::from_millis(50)).await;
        let late = late.unwrap_err();
        assert_eq!(
            (late.kind(), &*late.to_string()),
            (io::ErrorKind::TimedOut, "it takes too long to answer")
        );
        let (mut taken, _) = listener.accept().await.unwrap();
        let mut sent = String::new();
        taken.read_to_string(&mut sent).await.unwrap();
        assert!(sent.ends_with("\r\n\r\n{}"), "it was asked, and then hung up on: {sent}");
        assert_eq!(WITHIN, Duration::from_secs(20), "docs/webhooks.md says how long");
    }

    #[tokio::test]
    async fn a_machine_of_ones_own_network_is_not_dialled_for_somebody_else() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        for host in ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]", "169.254.169.254"] {
            let url = Url::parse(&format!("http://{host}:{port}/")).unwrap();
            let refused = ask(request(&url, OutgoingReach::Public)).await.unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied, "{host}: {refused}");
        }
    }
}
