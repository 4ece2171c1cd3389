//! An agreement behind its unguessable link, to read and to print.

use askama::Template;
use common_ground_boards::write_up::{WriteUp, docx};
use rocket::http::ContentType;
use url::Url;

use crate::{
    store::{AgreementState, AgreementVersion, Programme, agreements, programmes},
    survey::{
        agreement::{Agreement, Part},
        course::ics,
    },
    system::secret::KeyPurpose,
    web::{
        Answer, Download, Error, Frame, Link, Result, Visitor, at,
        parts::agreement::{AgreementSheet, SheetPart},
    },
};

/// The file for Word.
const WORD: &str = "agreement.docx";
/// The file for calendars.
const CALENDAR: &str = "review.ics";

/// A version to read.
#[derive(Debug, Template)]
#[template(path = "public/agreement.html")]
struct SharedAgreement {
    frame: Frame,
    sheet: AgreementSheet,
    state: &'static str,
    files: Vec<Link>,
}

/// A version to read.
#[rocket::get("/agreements/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let version = find(&visitor, token).await?;
    let asked = agreements::confirmations(visitor.app.db.read(), version.id).await?;
    let zone = programme(&visitor, &version).await?.zone();
    let state = match version.state {
        AgreementState::Draft => "This is a draft. It can still change.",
        AgreementState::Sent => "This has been sent to both sides to confirm.",
        AgreementState::Confirmed => "Both sides have confirmed this.",
        AgreementState::Superseded => "A later version has replaced this one.",
    };
    let mut files = vec![Link::new("Download as Word", at::agreement_file(token, WORD))];
    if version.document.review_on.is_some() {
        files.push(Link::new("Add the review to your calendar", at::agreement_file(token, CALENDAR)));
    }
    let sheet = AgreementSheet::new(&version, &asked, &zone);
    Answer::page(&SharedAgreement { frame: visitor.frame(), sheet, state, files })
}

/// The same for Word, and the day of its review for calendars.
#[rocket::get("/agreements/<token>/<file>")]
pub(crate) async fn file(token: &str, file: &str, visitor: Visitor<'_>) -> Result<Download> {
    let version = find(&visitor, token).await?;
    let broken = |error: &dyn std::fmt::Display| Error::Broken(format!("an agreement: {error}"));
    match (file, version.document.review_on) {
        (WORD, _) => {
            let asked = agreements::confirmations(visitor.app.db.read(), version.id).await?;
            let zone = programme(&visitor, &version).await?.zone();
            let document = word(&version, &AgreementSheet::new(&version, &asked, &zone));
            let kind = docx::MEDIA_TYPE.parse().map_err(|error: String| broken(&error))?;
            Ok(Download::new(file, kind, document.to_docx("en-GB").map_err(|error| broken(&error))?))
        }
        (CALENDAR, Some(day)) => {
            let site = Url::parse(&visitor.app.settings.site_url).ok();
            let host = site.as_ref().and_then(Url::host_str).unwrap_or("localhost");
            let Agreement { library, partner, .. } = &version.document;
            let title = format!("Look at our agreement again: {library} and {partner}");
            let link = format!("{}{}", visitor.app.settings.site_url, at::agreement(token));
            let uid = format!("agreement-{}@{host}", version.id);
            let text = ics::whole_day(&uid, day, &title, &link, visitor.app.clock.now());
            let kind = ContentType::new("text", "calendar").with_params(("charset", "utf-8"));
            Ok(Download::new(file, kind, text.into_bytes()))
        }
        _ => Err(Error::NotFound),
    }
}

/// The sheet as headings with points, which is what a document of Word can hold.
fn word(version: &AgreementVersion, sheet: &AgreementSheet) -> WriteUp {
    let said = |part: &SheetPart| {
        if part.lines.is_empty() { vec![part.missing.to_owned()] } else { part.lines.clone() }
    };
    let parts = sheet
        .rows
        .iter()
        .flatten()
        .filter(|part| part.heading != version.document.heading(Part::LegalStatus));
    let mut prompts: Vec<(String, Vec<String>)> =
        parts.map(|part| (part.heading.clone(), said(part))).collect();
    prompts.push(("When we look at this again".to_owned(), vec![sheet.review.clone()]));
    prompts.push(("Who confirmed it".to_owned(), sheet.confirmed.clone()));
    let status: Vec<&str> = version.document.text(Part::LegalStatus).lines().collect();
    WriteUp::new(&sheet.heading, &status, prompts, &sheet.version)
}

async fn find(visitor: &Visitor<'_>, token: &str) -> Result<AgreementVersion> {
    let missing = || visitor.unknown(|| Error::NotFound);
    let id = visitor.app.secret.carried_id(KeyPurpose::Agreement, token).ok_or_else(missing)?;
    agreements::find(visitor.app.db.read(), id).await?.ok_or_else(missing)
}

pub(super) async fn programme(visitor: &Visitor<'_>, version: &AgreementVersion) -> Result<Programme> {
    let db = visitor.app.db.read();
    let id = agreements::programme_of(db, version.partner_id).await?.ok_or(Error::NotFound)?;
    Ok(programmes::get(db, id).await?)
}
