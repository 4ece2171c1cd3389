//! The digest: what the summaries of a month found, and the way to each report.

use askama::Template;
use common_ground_reports::{palette::EmailColours, summary::Summary, wording};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Sender,
    compose::{Series, UnsentEmail, damaged},
    summary::{SERIES, choose_link, report_link, stop_link},
};
use crate::{
    app::App,
    mail::{Address, Mailbox, RenderedEmail},
    store::{NewLetter, Programme, Result},
    survey::email_text::paragraphs,
};

/// What these emails are called in the outbox.
const KIND: &str = "digest";

/// A summary of the month.
#[derive(Clone, Debug)]
pub struct DigestPart {
    /// Its delivery, from which the link to its report is made.
    pub delivery: Uuid,
    /// What it says.
    pub summary: Summary,
}

/// What a digest says of a course.
struct Told {
    heading: String,
    finding: String,
    answered: String,
    next: String,
    link: String,
}

#[derive(Template)]
#[template(path = "letters/digest.html")]
struct Html<'a> {
    subject: &'a str,
    lead: &'a str,
    courses: &'a [Told],
    choose: &'a str,
    light: EmailColours,
    dark: EmailColours,
}

#[derive(Template)]
#[template(path = "letters/digest.txt")]
struct Text<'a> {
    lead: &'a str,
    courses: &'a [Told],
    choose: &'a str,
}

/// Makes the email to a member `(name, address)`, ready to be queued.
pub async fn compose(
    app: &App,
    programme: &Programme,
    month: &str,
    (name, email): (&str, &str),
    parts: &[DigestPart],
    unique: String,
    now: Timestamp,
) -> Result<NewLetter> {
    let sender = Sender::of_programme(app, &programme.settings).await?;
    let courses: Vec<Told> = parts.iter().map(|part| told(app, part)).collect();
    let subject = format!("Course summaries of {month}");
    let count = wording::capitalised(&wording::number(courses.len() as u64));
    let noun = if courses.len() == 1 { "course summary was" } else { "course summaries were" };
    let lead = format!("{count} {noun} written for {} in {month}.", programme.name);
    let choose = choose_link(app, programme);
    let html = Html {
        subject: &subject,
        lead: &lead,
        courses: &courses,
        choose: &choose,
        light: EmailColours::light(),
        dark: EmailColours::DARK,
    };
    let text = Text { lead: &lead, courses: &courses, choose: &choose };
    let (html, text) =
        (html.render().map_err(|error| damaged(&error))?, text.render().map_err(|error| damaged(&error))?);
    let first = parts.first().map_or_else(Uuid::nil, |part| part.delivery);
    let written = UnsentEmail {
        kind: KIND,
        id: first,
        to: Mailbox::new(Address::parse(email).map_err(|error| damaged(&error))?).named(name),
        letter: RenderedEmail {
            subject,
            text: format!("{}\n", paragraphs(&text).join("\n\n")),
            html: Some(html),
            ..RenderedEmail::default()
        },
        series: Some(Series { name: SERIES, stop: stop_link(app, first), at_once: true }),
    };
    written.queued(&sender, Uuid::new_v4(), email.to_owned(), unique, now)
}

fn told(app: &App, DigestPart { delivery, summary }: &DigestPart) -> Told {
    let course = &summary.course;
    let heading = [&course.title, &course.place, &course.date].map(|part| part.trim());
    let heading: Vec<&str> = heading.into_iter().filter(|part| !part.is_empty()).collect();
    let next = summary.figures.as_ref().map_or_else(String::new, |figures| {
        let agreed = figures.actions.first().map(|action| {
            let by = if action.by.is_empty() { String::new() } else { format!("by {}", action.by) };
            let parts = [action.what.as_str(), &action.who, &by];
            parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", ")
        });
        agreed.map_or_else(
            || "No action agreed yet.".to_owned(),
            |agreed| format!("What happens next: {agreed}."),
        )
    });
    let corrected = if summary.corrections.is_empty() { "" } else { "Corrected: " };
    Told {
        heading: heading.join(" · "),
        finding: format!("{corrected}{}.", summary.headline),
        answered: summary.who_answered(),
        next,
        link: report_link(app, *delivery),
    }
}
