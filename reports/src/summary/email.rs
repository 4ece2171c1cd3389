//! The summary as an email: plain text, HTML with every figure, one picture inside, one file beside it.

use askama::Template;

use super::document::Summary;
use super::links::Links;
use super::page::RenderError;
use super::pictures::{self, Drawn};
use super::sheet::Sheet;
use super::text;
use crate::compare::Ledger;
use crate::figures::{Precision, comparison_csv};

/// Pixels to the unit of a picture in an email.
const SCALE: f32 = 2.0;

/// An email, ready to be put into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// The subject.
    pub subject: String,
    /// The plain text, with every figure.
    pub text: String,
    /// The HTML, with the same figures. It refers to the pictures as `cid:` and their content id.
    pub html: String,
    /// The pictures inside.
    pub images: Vec<Image>,
    /// Files beside it: name and content.
    pub attachments: Vec<(String, Vec<u8>)>,
}

/// A picture inside an email.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// By which the HTML refers to it.
    pub content_id: String,
    /// Under which it is saved.
    pub file_name: String,
    /// PNG.
    pub png: Vec<u8>,
    /// The picture in words: the finding and the largest and smallest figure.
    pub alt: String,
}

/// Words of a programme’s own around the summary. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// The subject in place of the usual one.
    pub subject: String,
    /// Paragraphs before it.
    pub opening: Vec<String>,
    /// Paragraphs after it, before the small print.
    pub closing: Vec<String>,
}

#[derive(Template)]
#[template(path = "email.html")]
struct Html<'a> {
    sheet: &'a Sheet,
    subject: &'a str,
    preview: &'a str,
    image: Option<&'a Image>,
    cover: &'a Cover,
}

impl Summary {
    /// The summary as an email, without words around it.
    ///
    /// # Errors
    /// [`RenderError`] if the picture or the file cannot be made.
    pub fn email(&self, links: &Links) -> Result<Email, RenderError> {
        self.email_with(links, self.image()?, &Cover::default())
    }

    /// The picture inside the email. Everybody gets the same one, and drawing it takes most of the time.
    ///
    /// # Errors
    /// [`RenderError`] if it cannot be drawn.
    pub fn image(&self) -> Result<Option<Image>, RenderError> {
        self.leading_picture()?.map(image).transpose()
    }

    /// [`Summary::email`] with the picture of [`Summary::image`], and words around it.
    ///
    /// # Errors
    /// [`RenderError`] if the file cannot be made.
    pub fn email_with(
        &self,
        links: &Links,
        image: Option<Image>,
        cover: &Cover,
    ) -> Result<Email, RenderError> {
        let sheet = Sheet::of(self, links, links.of(self).in_email());
        let subject = self.letter_subject(cover);
        let html = Html {
            sheet: &sheet,
            subject: &subject,
            preview: if sheet.lead.is_empty() { &sheet.headline } else { &sheet.lead },
            image: image.as_ref(),
            cover,
        };
        let attachments = match &self.figures {
            Some(figures) if !figures.blocks.is_empty() => {
                let comparisons = figures.blocks.iter().map(|block| &block.comparison);
                vec![("comparison.csv".to_owned(), comparison_csv(comparisons, Precision::Published)?)]
            }
            _ => Vec::new(),
        };
        let (html, text) = (html.render()?, text::render(&sheet, cover));
        Ok(Email { subject, text, html, images: image.into_iter().collect(), attachments })
    }

    /// The picture of the first screen.
    fn leading_picture(&self) -> Result<Option<Drawn>, RenderError> {
        let Some(figures) = &self.figures else {
            return Ok(None);
        };
        let source = pictures::source(self);
        let block = self.block(Ledger::LibraryOffers).or_else(|| self.block(Ledger::PartnersOffer));
        Ok(match block {
            Some(block) => Some(pictures::dumbbell(block, &pictures::block_source(&self.library, block))?),
            None => pictures::then_now(self.people, figures, &source)?,
        })
    }
}

/// The narrow drawing: in a column of 600 pixels, and on a phone, the words of the wide one would be too small.
fn image(drawn: Drawn) -> Result<Image, RenderError> {
    let picture = drawn.narrow;
    Ok(Image {
        content_id: drawn.stem.clone(),
        file_name: format!("{}.png", drawn.stem),
        png: picture.png(SCALE)?,
        alt: picture.alt,
    })
}
