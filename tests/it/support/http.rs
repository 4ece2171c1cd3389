//! Just enough HTTP to ask a service something: one request for each connection.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Fetches a page; returns its status and everything that came.
pub async fn get(address: SocketAddr, path: &str) -> io::Result<(u16, String)> {
    ask(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")).await
}

/// Sends a form, already encoded; returns the status and everything that came.
pub async fn post(address: SocketAddr, path: &str, form: &str) -> io::Result<(u16, String)> {
    post_with(address, path, "", form).await
}

/// Sends a form from a browser that has this cookie.
pub async fn post_with(
    address: SocketAddr,
    path: &str,
    cookie: &str,
    form: &str,
) -> io::Result<(u16, String)> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    ask(address, &request).await
}

/// The cookie that an answer sets, as it is sent back.
pub fn cookie(answer: &str) -> String {
    let set = answer.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("set-cookie").then_some(value)
    });
    let set = set.unwrap_or_else(|| panic!("no cookie: {answer}"));
    set.split(';').next().unwrap_or_default().to_owned()
}

async fn ask(address: SocketAddr, request: &str) -> io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    // "HTTP/1.1 303 See Other"
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| io::Error::new(io::ErrorKind::UnexpectedEof, "no answer came"))?;
    Ok((status, answer))
}
