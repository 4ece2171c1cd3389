//! Reading an answer in HTTP/1.1, as far as it came.

use std::io;

use httparse::Status;

use super::{MOST, broken};

/// Headers that are read at most.
const MOST_HEADERS: usize = 64;

/// What was answered.
#[derive(Clone, Debug)]
pub struct OutgoingAnswer {
    /// The status: 200.
    pub status: u16,
    /// What came behind the headers.
    pub body: Vec<u8>,
    /// Whether that is all of it; the rest of what is too long is not read.
    pub is_whole: bool,
}

/// The answer, once all of it is there.
pub(super) fn read(heard: &[u8], ended: bool) -> io::Result<Option<OutgoingAnswer>> {
    let Some((status, framing, body)) = head(heard)? else { return Ok(None) };
    let body = match framing {
        Framing::Pieces => {
            let (body, is_whole) = pieces(body)?;
            is_whole.then_some(body)
        }
        Framing::Length(length) => body.get(..length).map(<[u8]>::to_vec),
        Framing::End => ended.then(|| body.to_vec()),
    };
    Ok(body.map(|body| OutgoingAnswer { status, body, is_whole: true }))
}

/// What there is of an answer that is too long.
pub(super) fn cut(heard: &[u8]) -> io::Result<OutgoingAnswer> {
    let Some((status, framing, body)) = head(heard)? else { return Err(broken("its answer is too long")) };
    let body = match framing {
        Framing::Pieces => pieces(body)?.0,
        Framing::Length(_) | Framing::End => body.to_vec(),
    };
    Ok(OutgoingAnswer { status, body, is_whole: false })
}

/// How the end of a body is known.
enum Framing {
    Pieces,
    Length(usize),
    End,
}

/// The status, how the body ends, and what there is of it; `None` while the headers are not all there.
fn head(heard: &[u8]) -> io::Result<Option<(u16, Framing, &[u8])>> {
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
    let status = head.code.unwrap_or_default();
    let framing = if matches!(status, 204 | 304) {
        // These have no body, whatever they say.
        Framing::Length(0)
    } else if header("Transfer-Encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked")) {
        Framing::Pieces
    } else if let Some(length) = header("Content-Length") {
        Framing::Length(length.parse().map_err(|_| broken("its answer has no length"))?)
    } else {
        Framing::End
    };
    Ok(Some((status, framing, body)))
}

/// A body that comes in pieces, as far as it came, and whether its last piece is there.
fn pieces(mut body: &[u8]) -> io::Result<(Vec<u8>, bool)> {
    let mut whole = Vec::new();
    loop {
        let size =
            httparse::parse_chunk_size(body).map_err(|_| broken("its answer is in pieces of no size"))?;
        let Status::Complete((begin, size)) = size else { return Ok((whole, false)) };
        if size == 0 {
            return Ok((whole, true));
        }
        let size = usize::try_from(size).ok().filter(|size| *size <= MOST);
        let piece = size.and_then(|size| body.get(begin..begin + size));
        let Some(piece) = piece else {
            whole.extend_from_slice(&body[begin..]);
            return Ok((whole, false));
        };
        whole.extend_from_slice(piece);
        // Each piece has the end of a line after it.
        let Some(rest) = body.get(begin + piece.len() + 2..) else { return Ok((whole, false)) };
        body = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str, ended: bool) -> Option<(u16, String)> {
        let answer = read(text.as_bytes(), ended).unwrap()?;
        assert!(answer.is_whole);
        Some((answer.status, String::from_utf8(answer.body).unwrap()))
    }

    #[test]
    fn an_answer_is_read_by_its_length_by_its_pieces_or_to_its_end() {
        let said = Some((200, "hello".to_owned()));
        assert_eq!(whole("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false), said);
        assert_eq!(whole("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", true), None);
        let text =
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n";
        assert_eq!(whole(text, false), said);
        for length in 0..text.len() - 4 {
            assert_eq!(whole(&text[..length], false), None, "{length} bytes");
        }
        assert_eq!(whole("HTTP/1.0 200 OK\r\n\r\nhello", false), None);
        assert_eq!(whole("HTTP/1.0 200 OK\r\n\r\nhello", true), said);
        assert_eq!(whole("HTTP/1.1 204 No Content\r\n\r\n", false), Some((204, String::new())));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "SSH-2.0-OpenSSH_9.2\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n",
        ] {
            assert!(read(text.as_bytes(), true).is_err(), "{text}");
        }
        assert!(cut(b"HTTP/1.1 200 OK\r\nX: ").is_err(), "headers without an end");
    }

    #[test]
    fn of_what_is_too_long_the_beginning_is_kept_and_it_is_not_taken_for_all() {
        let pieces = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello";
        assert!(read(pieces.as_bytes(), true).unwrap().is_none());
        for text in [pieces, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nhello"] {
            let answer = cut(text.as_bytes()).unwrap();
            assert_eq!((answer.status, &*answer.body, answer.is_whole), (200, &b"hello"[..], false));
        }
    }
}
