//! How the characters of a text file are written.

use encoding_rs::{MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes are looked at for text in 16 bits.
const LOOKED_AT: usize = 1_000;

/// How the characters of a text file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// What Excel calls “CSV” on Windows, and Notepad “ANSI”.
    Windows1252,
    /// What Excel calls “CSV (Macintosh)”.
    Macintosh,
    /// What Excel calls “Unicode text”.
    Utf16,
    /// UTF-16 with the larger byte first.
    Utf16BigEndian,
}

keys!(Encoding {
    Utf8 = "utf-8",
    Windows1252 = "windows-1252",
    Macintosh = "macintosh",
    Utf16 = "utf-16le",
    Utf16BigEndian = "utf-16be",
});

impl Encoding {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252 (ANSI)",
            Self::Macintosh => "Mac Roman",
            Self::Utf16 => "UTF-16",
            Self::Utf16BigEndian => "UTF-16 (big-endian)",
        }
    }

    /// The encoding that a file seems to be in: its byte order mark says it, or zeros between the letters, or that it is no
    /// UTF-8. What is left then is what Excel writes on most machines.
    pub(super) fn detect(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] => return Self::Utf16,
            [0xFE, 0xFF, ..] => return Self::Utf16BigEndian,
            _ => {}
        }
        let head = &bytes[..bytes.len().min(LOOKED_AT)];
        let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        match (even, odd) {
            (0, 1..) if odd > head.len() / 4 => Self::Utf16,
            (1.., 0) if even > head.len() / 4 => Self::Utf16BigEndian,
            _ if std::str::from_utf8(bytes).is_ok() => Self::Utf8,
            _ => Self::Windows1252,
        }
    }

    /// The text of a file without its byte order mark; `None` where it cannot be in this encoding.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        let encoding = match self {
            Self::Utf8 => UTF_8,
            Self::Windows1252 => WINDOWS_1252,
            Self::Macintosh => MACINTOSH,
            Self::Utf16 => UTF_16LE,
            Self::Utf16BigEndian => UTF_16BE,
        };
        let (text, broken) = encoding.decode_with_bom_removal(bytes);
        (!broken).then(|| text.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_save_is_recognised_and_read() {
        let text = "name,email\r\nJosé £5 Ŵyn,j@example.org\r\n";
        let in_16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let marked = [&[0xFF, 0xFE][..], &in_16(u16::to_le_bytes)].concat();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (format!("\u{feff}{text}").into_bytes(), Encoding::Utf8),
            (in_16(u16::to_le_bytes), Encoding::Utf16),
            (in_16(u16::to_be_bytes), Encoding::Utf16BigEndian),
            (marked, Encoding::Utf16),
        ] {
            assert_eq!(Encoding::detect(&bytes), encoding);
            assert_eq!(encoding.decode(&bytes).unwrap(), text);
        }
        let ansi = b"Jos\xe9 \xa35 \x96 O\x92Brien";
        assert_eq!(Encoding::detect(ansi), Encoding::Windows1252);
        assert_eq!(Encoding::Windows1252.decode(ansi).unwrap(), "José £5 – O’Brien");
        assert_eq!(Encoding::Macintosh.decode(b"Jos\x8e").unwrap(), "José");
        assert_eq!(Encoding::Utf8.decode(ansi), None);
        assert_eq!(Encoding::detect(b""), Encoding::Utf8);
    }
}
