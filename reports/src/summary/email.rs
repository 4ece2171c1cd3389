//! The summary as an email: page one as plain text and HTML, one picture inside, one file beside it.

use askama::Template;

use super::comparison_sheet::comparison_sheet;
use super::document::Summary;
use super::links::Links;
use super::page::RenderError;
use super::page_one::{Brief, Cover};
use super::{pictures, sheet, text};
use crate::chart::{ALT_TAIL, Picture};
use crate::palette::EmailColours;

/// Pixels to the unit of a picture in an email.
const SCALE: f32 = 2.0;

/// An email, ready to be put into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML, which says the same. It refers to the pictures as `cid:` and their content id.
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

#[derive(Template)]
#[template(path = "email.html")]
struct Html<'a> {
    brief: &'a Brief,
    subject: &'a str,
    preview: &'a str,
    image: Option<&'a Image>,
    cover: &'a Cover,
    light: EmailColours,
    dark: EmailColours,
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
        let brief = Brief::of(self, links);
        let subject = self.letter_subject(cover);
        let html = Html {
            brief: &brief,
            subject: &subject,
            preview: &brief.base,
            image: image.as_ref(),
            cover,
            light: EmailColours::light(),
            dark: EmailColours::DARK,
        };
        let attachments = match &self.figures {
            Some(figures) if !figures.blocks.is_empty() => {
                vec![("comparison.csv".to_owned(), comparison_sheet(&figures.blocks)?)]
            }
            _ => Vec::new(),
        };
        let (html, text) = (html.render()?, text::page_one(&brief, cover));
        Ok(Email { subject, text, html, images: image.into_iter().collect(), attachments })
    }

    /// The subject of the email, which says when it puts something right.
    pub fn letter_subject(&self, cover: &Cover) -> String {
        let usual = if cover.subject.is_empty() { &self.subject } else { &cover.subject };
        if self.corrections.is_empty() { usual.clone() } else { format!("Corrected: {usual}") }
    }

    /// The picture of page one: the largest gaps, or where there are none how confidence moved.
    fn leading_picture(&self) -> Result<Option<(String, Picture)>, RenderError> {
        let Some(figures) = &self.figures else {
            return Ok(None);
        };
        let title = sheet::gaps_heading(&figures.gaps, &figures.blocks);
        let told = (&*figures.gaps, &*figures.blocks);
        if let Some(shortfalls) = pictures::shortfalls(told, title, &self.library) {
            return Ok(Some(("gaps".to_owned(), shortfalls.picture()?)));
        }
        let moved = (&*figures.moved, &*figures.changes);
        let drawn = pictures::then_now(self.people, moved, &pictures::source(self))?;
        // The narrow drawing: in a column of 600 pixels, and on a phone, the words of the wide one would be too small.
        Ok(drawn.map(|drawn| (drawn.stem, drawn.narrow)))
    }
}

fn image((stem, picture): (String, Picture)) -> Result<Image, RenderError> {
    Ok(Image {
        file_name: format!("{stem}.png"),
        content_id: stem,
        png: picture.png(SCALE)?,
        alt: picture.alt.replace(ALT_TAIL, "Full figures are in the report."),
    })
}
