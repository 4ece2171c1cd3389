//! A mail server on this machine that takes everything, and remembers whom each letter was for.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Whom the letters were for, in the order they came.
type Readers = Arc<Mutex<Vec<String>>>;

/// A running mail server.
pub struct Sink {
    pub url: String,
    readers: Readers,
}

impl Sink {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let readers = Readers::default();
        let heard = readers.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(take(stream, heard.clone()));
            }
        });
        Self { url, readers }
    }

    /// How many letters came.
    pub fn taken(&self) -> usize {
        self.readers.lock().unwrap().len()
    }

    /// Whom they were for.
    pub fn readers(&self) -> Vec<String> {
        self.readers.lock().unwrap().clone()
    }
}

async fn take(stream: TcpStream, readers: Readers) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).split(b'\n');
    let mut reader = String::new();
    write.write_all(b"220 here\r\n").await?;
    while let Some(line) = lines.next_segment().await? {
        let word = String::from_utf8_lossy(&line[..line.len().min(4)]).to_ascii_uppercase();
        let answer: &[u8] = match word.as_str() {
            "EHLO" => b"250-here\r\n250 8BITMIME\r\n",
            "RCPT" => {
                let said = String::from_utf8_lossy(&line);
                reader = said.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 well\r\n"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                while let Some(line) = lines.next_segment().await? {
                    if line == b".\r" {
                        break;
                    }
                }
                readers.lock().unwrap().push(std::mem::take(&mut reader));
                b"250 taken\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"250 well\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}
