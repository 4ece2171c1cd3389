//! The letter and its headers, composed into the bytes of a message (RFC 5322, MIME).

mod headers;

use lettre::message::{
    Message, MultiPart, SinglePart,
    header::{ContentDisposition, ContentId, ContentTransferEncoding, ContentType},
};
use sha2::{Digest, Sha256};

pub use headers::Headers;

use super::mailbox::one_line;
use crate::system::secret::hex;

/// What a letter says, rendered and ready.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RenderedEmail {
    /// One line; line breaks become blanks.
    pub subject: String,
    /// The plain text. It carries everything that the HTML says.
    pub text: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// Pictures that the HTML shows.
    pub inline: Vec<Inline>,
    /// Files beside the letter.
    pub attachments: Vec<Attachment>,
}

/// A picture that the HTML shows as `<img src="cid:…">`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// What follows `cid:`; letters, digits and the signs of an address.
    pub content_id: String,
    /// Media type, such as `image/png`.
    pub mime: String,
    /// The picture.
    pub bytes: Vec<u8>,
    /// Its name, should the reader save it.
    pub file_name: String,
}

/// A file beside the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name, in any script.
    pub name: String,
    /// Media type, such as `text/csv; charset=utf-8`.
    pub mime: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a letter cannot be composed: always a mistake of the program or of the settings, never of the moment.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// A value that would break its header.
    #[error("the {field} of an email can’t be used: {why}")]
    Unfit {
        /// Which value.
        field: &'static str,
        /// What it should be.
        why: &'static str,
    },
    /// Not a media type.
    #[error("“{0}” is not a media type such as image/png")]
    MediaType(String),
    /// Pictures without an HTML part to show them.
    #[error("an email with inline pictures needs an HTML part that shows them")]
    PicturesWithoutHtml,
    /// The message could not be put together for another reason.
    #[error("the email could not be composed: {0}")]
    Build(#[from] lettre::error::Error),
}

impl RenderedEmail {
    /// The bytes of the message: ASCII, lines ended by CR LF, and the same for the same letter and headers, so that a
    /// retry sends what was sent before.
    ///
    /// The shape is `mixed(alternative(plain, related(html, pictures)), files)`; levels with a single part are left out.
    ///
    /// # Errors
    /// [`ComposeError`] when a header value or a media type is not possible.
    pub fn compose(&self, headers: &Headers) -> Result<Vec<u8>, ComposeError> {
        if self.html.is_none() && !self.inline.is_empty() {
            return Err(ComposeError::PicturesWithoutHtml);
        }
        let message = headers.start(&one_line(&self.subject))?;
        let seed = self.boundary_seed(&headers.message_id);
        Ok(self.add_parts(message, &seed)?.formatted())
    }

    fn add_parts(
        &self,
        message: lettre::message::MessageBuilder,
        seed: &str,
    ) -> Result<Message, ComposeError> {
        let plain = SinglePart::plain(even_lines(&self.text));
        let Some(html) = &self.html else {
            if self.attachments.is_empty() {
                return Ok(message.singlepart(plain)?);
            }
            let mixed = multipart("mixed", seed)?.singlepart(plain);
            return Ok(message.multipart(self.add_files(mixed)?)?);
        };
        let html = SinglePart::html(even_lines(html));
        let alternative = multipart("alternative", seed)?.singlepart(plain);
        let alternative = if self.inline.is_empty() {
            alternative.singlepart(html)
        } else {
            alternative.multipart(self.add_pictures(multipart("related", seed)?.singlepart(html))?)
        };
        if self.attachments.is_empty() {
            return Ok(message.multipart(alternative)?);
        }
        let mixed = multipart("mixed", seed)?.multipart(alternative);
        Ok(message.multipart(self.add_files(mixed)?)?)
    }

    fn add_pictures(&self, related: MultiPart) -> Result<MultiPart, ComposeError> {
        self.inline.iter().try_fold(related, |related, picture| {
            headers::checked("content id", &picture.content_id, headers::is_id)?;
            let part = SinglePart::builder()
                .header(media_type(&picture.mime)?)
                .header(ContentDisposition::inline_with_name(&one_line(&picture.file_name)))
                .header(ContentId::from(format!("<{}>", picture.content_id)))
                // Always base64: 7bit would change the line ends of a text file.
                .header(ContentTransferEncoding::Base64)
                .body(picture.bytes.clone());
            Ok(related.singlepart(part))
        })
    }

    fn add_files(&self, mixed: MultiPart) -> Result<MultiPart, ComposeError> {
        self.attachments.iter().try_fold(mixed, |mixed, file| {
            let part = SinglePart::builder()
                .header(media_type(&file.mime)?)
                .header(ContentDisposition::attachment(&one_line(&file.name)))
                .header(ContentTransferEncoding::Base64)
                .body(file.bytes.clone());
            Ok(mixed.singlepart(part))
        })
    }

    /// A boundary must be the same on every retry and must not occur in a part. Only the texts may be sent as they are,
    /// so a hash over them and the message id does both: no text can hold its own hash.
    fn boundary_seed(&self, message_id: &str) -> String {
        let mut hash = Sha256::new();
        for part in [message_id, &self.text, self.html.as_deref().unwrap_or_default()] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        hex(&hash.finalize()[..16])
    }
}

fn multipart(kind: &str, seed: &str) -> Result<MultiPart, ComposeError> {
    // RFC 2387 wants the type of the root part; lettre's own kind leaves it out.
    let root = if kind == "related" { "; type=\"text/html\"" } else { "" };
    let content_type = media_type(&format!("multipart/{kind}; boundary=\"{kind}-{seed}\"{root}"))?;
    Ok(MultiPart::builder().header(content_type).build())
}

fn media_type(text: &str) -> Result<ContentType, ComposeError> {
    let unfit = || ComposeError::MediaType(one_line(text));
    if text.chars().any(char::is_control) {
        return Err(unfit());
    }
    ContentType::parse(text).map_err(|_| unfit())
}

/// Every line end as a single LF; lettre turns LF into CR LF but leaves a lone CR, which SMTP forbids.
fn even_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
