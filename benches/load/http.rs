//! One connection that asks again and again: no more HTTP than the service speaks with us.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A kept connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    address: SocketAddr,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024), address })
    }

    /// Fetches a page; returns its status and length.
    pub async fn get(&mut self, path: &str, cookie: &str) -> std::io::Result<(u16, usize)> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", self.address);
        self.ask(request.as_bytes()).await
    }

    /// Asks whether there is anything new since the page with this mark.
    pub async fn look(&mut self, path: &str, cookie: &str, mark: &str) -> std::io::Result<(u16, usize)> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nIf-None-Match: {mark}\r\n\r\n",
            self.address
        );
        self.ask(request.as_bytes()).await
    }

    /// Sends a form; returns the status and length of the answer.
    pub async fn post(&mut self, path: &str, form: &str) -> std::io::Result<(u16, usize)> {
        self.post_as(path, "", form).await
    }

    /// Sends a form from a browser with this cookie.
    pub async fn post_as(&mut self, path: &str, cookie: &str, form: &str) -> std::io::Result<(u16, usize)> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        );
        self.ask(request.as_bytes()).await
    }

    /// Sends a file from a browser with this cookie.
    pub async fn upload(
        &mut self,
        path: &str,
        cookie: &str,
        (field, name): (&str, &str),
        content: &str,
    ) -> std::io::Result<(u16, usize)> {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{content}\r\n--b--\r\n"
        );
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\
             Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        self.ask(request.as_bytes()).await
    }

    /// The headers of the last answer.
    pub fn head(&self) -> String {
        let end = end_of_head(&self.buffer).unwrap_or(self.buffer.len());
        String::from_utf8_lossy(&self.buffer[..end]).into_owned()
    }

    /// What the last answer says under this name.
    pub fn header(&self, name: &str) -> Option<String> {
        self.head().lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }

    /// What the last answer sets in cookies whose names begin so, as a browser sends it back.
    pub fn cookies(&self, named: &str) -> String {
        let head = self.head();
        let set = head.lines().filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("set-cookie").then_some(value)
        });
        let kept = set.filter(|value| value.starts_with(named)).filter_map(|value| value.split(';').next());
        kept.collect::<Vec<_>>().join("; ")
    }

    /// The last answer without its headers.
    pub fn body(&self) -> String {
        let end = end_of_head(&self.buffer).unwrap_or(self.buffer.len());
        String::from_utf8_lossy(&self.buffer[end..]).into_owned()
    }

    async fn ask(&mut self, request: &[u8]) -> std::io::Result<(u16, usize)> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = end_of_head(&self.buffer) {
                break end;
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).to_ascii_lowercase();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let length =
            text.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
        let length: usize = length.unwrap_or(0);
        while self.buffer.len() < head + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok((status, length))
    }
}

fn end_of_head(buffer: &[u8]) -> Option<usize> {
    buffer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}
