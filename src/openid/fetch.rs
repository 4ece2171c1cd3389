//! Asking an identity provider something over HTTPS: one request for each connection, a short answer, no redirects.

use std::{
    io,
    sync::{Arc, OnceLock},
    time::Duration,
};

use httparse::Status;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::{Host, Url};

use super::OpenIdError;

/// How long a connection may take.
const CONNECTS_WITHIN: Duration = Duration::from_secs(5);
/// How long all of it may take.
const WITHIN: Duration = Duration::from_secs(20);
/// Bytes that are read at most.
const MOST: usize = 64 * 1024;
/// Headers that are read at most.
const MOST_HEADERS: usize = 64;

/// What was answered.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// Reads an address; only an answer of 200 is one.
pub(super) async fn get(url: &Url) -> Result<Vec<u8>, OpenIdError> {
    let fetched = ask(url, "GET", "").await?;
    if fetched.status == 200 {
        return Ok(fetched.body);
    }
    Err(OpenIdError::Unreachable(url.to_string(), format!("it answers {}", fetched.status)))
}

/// Sends a form, already encoded, with more headers.
pub(super) async fn post(url: &Url, headers: &str, form: &str) -> Result<Fetched, OpenIdError> {
    let rest = format!(
        "{headers}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    ask(url, "POST", &rest).await
}

/// `rest` are further headers, with the empty line and the body after them; nothing where there is no body.
async fn ask(url: &Url, method: &str, rest: &str) -> Result<Fetched, OpenIdError> {
    let (path, host) = (&url[url::Position::BeforePath..url::Position::AfterQuery], authority(url));
    let rest = if rest.is_empty() { "\r\n" } else { rest };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: common-ground\r\nAccept: application/json\r\n\
         Connection: close\r\n{rest}"
    );
    let fetched = match timeout(WITHIN, exchange(url, &request)).await {
        Ok(fetched) => fetched,
        Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "it takes too long to answer")),
    };
    fetched.map_err(|error| OpenIdError::Unreachable(url.to_string(), error.to_string()))
}

/// The host and port as a request names them.
fn authority(url: &Url) -> &str {
    &url[url::Position::BeforeHost..url::Position::AfterPort]
}

async fn exchange(url: &Url, request: &str) -> io::Result<Fetched> {
    let host = match url.host() {
        Some(Host::Domain(name)) => name.to_owned(),
        Some(Host::Ipv4(address)) => address.to_string(),
        Some(Host::Ipv6(address)) => address.to_string(),
        None => return Err(broken("the address names no host")),
    };
    let port = url.port_or_known_default().unwrap_or(443);
    let connecting = timeout(CONNECTS_WITHIN, TcpStream::connect((&*host, port))).await;
    let stream = connecting
        .map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "no connection within 5 seconds"))??;
    if url.scheme() == "http" {
        return talk(stream, request).await;
    }
    let name = ServerName::try_from(host).map_err(io::Error::other)?;
    talk(connector()?.connect(name, stream).await?, request).await
}

async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, request: &str) -> io::Result<Fetched> {
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    let (mut heard, mut part) = (Vec::new(), [0_u8; 8 * 1024]);
    loop {
        let read = stream.read(&mut part).await?;
        heard.extend_from_slice(&part[..read]);
        if heard.len() > MOST {
            return Err(broken("its answer is too long"));
        }
        if let Some(fetched) = answer(&heard, read == 0)? {
            return Ok(fetched);
        }
        if read == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "its answer breaks off"));
        }
    }
}

/// The answer, once all of it is there.
fn answer(heard: &[u8], ended: bool) -> io::Result<Option<Fetched>> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Response::new(&mut headers);
    let body = match head.parse(heard).map_err(|_| broken("it does not speak HTTP"))? {
        Status::Complete(length) => &heard[length..],
        Status::Partial => return Ok(None),
    };
    let header = |name: &str| {
        let found = head.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(found.value).ok().map(str::trim)
    };
    let body = if header("Transfer-Encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked")) {
        chunks(body)?
    } else if let Some(length) = header("Content-Length") {
        let length: usize = length.parse().map_err(|_| broken("its answer has no length"))?;
        body.get(..length).map(<[u8]>::to_vec)
    } else {
        ended.then(|| body.to_vec())
    };
    Ok(body.map(|body| Fetched { status: head.code.unwrap_or_default(), body }))
}

/// A body that comes in pieces, once its last piece is there.
fn chunks(mut body: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let mut whole = Vec::new();
    loop {
        let size =
            httparse::parse_chunk_size(body).map_err(|_| broken("its answer is in pieces of no size"))?;
        let Status::Complete((begin, size)) = size else { return Ok(None) };
        if size == 0 {
            return Ok(Some(whole));
        }
        let size = usize::try_from(size).ok().filter(|size| *size <= MOST);
        let size = size.ok_or_else(|| broken("its answer is too long"))?;
        let Some(piece) = body.get(begin..begin + size) else { return Ok(None) };
        whole.extend_from_slice(piece);
        // Each piece has the end of a line after it.
        let Some(rest) = body.get(begin + size + 2..) else { return Ok(None) };
        body = rest;
    }
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// TLS by the authorities that the machine trusts.
fn connector() -> io::Result<TlsConnector> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str, ended: bool) -> Option<(u16, String)> {
        let fetched = answer(text.as_bytes(), ended).unwrap()?;
        Some((fetched.status, String::from_utf8(fetched.body).unwrap()))
    }

    #[test]
    fn an_answer_is_read_by_its_length_by_its_pieces_or_to_its_end() {
        let said = Some((200, "hello".to_owned()));
        assert_eq!(whole("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false), said);
        assert_eq!(whole("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", true), None);
        let pieces =
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n";
        assert_eq!(whole(pieces, false), said);
        for length in 0..pieces.len() - 4 {
            assert_eq!(whole(&pieces[..length], false), None, "{length} bytes");
        }
        assert_eq!(whole("HTTP/1.0 200 OK\r\n\r\nhello", false), None);
        assert_eq!(whole("HTTP/1.0 200 OK\r\n\r\nhello", true), said);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "SSH-2.0-OpenSSH_9.2\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        ] {
            assert!(answer(text.as_bytes(), true).is_err(), "{text}");
        }
    }
}
