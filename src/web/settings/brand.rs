//! The forms of the site's brand: its name, whom to ask, its accent, its logo.

use std::sync::Arc;

use jiff::{civil::Date, tz::TimeZone};
use rocket::{FromForm, form::Form, fs::TempFile, tokio::io::AsyncReadExt};

use crate::{
    store::site,
    system::brand::{Brand, Logo, LogoProblem, ScreenColour},
    web::{
        Answer, Desk, Error, Field, FieldInput, FormData, FormPage, FormProblems, Result, SiteAdmin, at,
        http::brand::current,
        settings::{site_done, site_form},
    },
};

/// The most characters of the name and of whom to ask.
const LINE: usize = 200;

/// Name and colour, and the logo, in a sentence each.
pub(crate) fn states(brand: &Brand) -> (String, String) {
    let accent = brand.accent.map_or("the standard blue".to_owned(), |accent| accent.to_string());
    let words = format!("Site name: {}. Accent colour: {accent}.", brand.shown_name());
    let logo = match &brand.logo {
        Some(logo) => {
            format!("A {} image of {} KB.", logo.kind.key().to_uppercase(), logo.bytes.len().div_ceil(1024))
        }
        None => "No logo.".to_owned(),
    };
    (words, logo)
}

#[rocket::get("/programmes/<_>/settings/brand")]
pub(crate) async fn show(desk: Desk<'_, SiteAdmin>) -> Result<Answer> {
    let brand = current(desk.app).await?;
    let accent = brand.accent.map(|accent| accent.to_string()).unwrap_or_default();
    let data = FormData::of([
        ("name", brand.name.clone()),
        ("contact", brand.contact.clone()),
        ("organisation", brand.organisation.clone()),
        ("reviewed_on", brand.reviewed_on.map(|day| day.to_string()).unwrap_or_default()),
        ("accent", accent),
    ]);
    Answer::page(&form(&desk, &data, FormProblems::default()))
}

/// Changes name and colour, or says what to mend.
#[rocket::post("/programmes/<_>/settings/brand", data = "<data>")]
pub(crate) async fn change(desk: Desk<'_, SiteAdmin>, data: FormData) -> Result<Answer> {
    let mut problems = FormProblems::default();
    for name in ["name", "contact", "organisation"] {
        problems.cap(name, data.one(name), LINE);
    }
    let accent = accent(data.one("accent"), &mut problems);
    let today = desk.now().to_zoned_datetime(TimeZone::UTC).date();
    let reviewed_on = reviewed_on(data.one("reviewed_on"), today, &mut problems);
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &data, problems));
    }
    let [name, contact, organisation] =
        ["name", "contact", "organisation"].map(|name| data.one(name).to_owned());
    let no_logo = data.is_on("no_logo");
    keep(&desk, "name and colour of the site", |brand| Brand {
        name,
        contact,
        organisation,
        reviewed_on,
        accent,
        logo: brand.logo.filter(|_| !no_logo),
    })
    .await?;
    Ok(site_done(&desk, "Name and colour of the site: changed"))
}

/// An accent that can be read in light; in dark it is made as light as it needs to be.
fn accent(entered: &str, problems: &mut FormProblems) -> Option<ScreenColour> {
    if entered.is_empty() {
        return None;
    }
    let Some(colour) = ScreenColour::parse(entered) else {
        problems.add("accent", "Enter a colour as # and six digits, such as #12436d");
        return None;
    };
    problems.add_if(
        !colour.is_readable(),
        "accent",
        format!(
            "{colour} is too pale for text: its contrast is {:.1} to 1 and must be at least 4.5 to 1. \
             The nearest readable shade is {}",
            colour.contrast_in_light(),
            colour.for_light()
        ),
    );
    Some(colour)
}

/// The day of a review that has been.
fn reviewed_on(entered: &str, today: Date, problems: &mut FormProblems) -> Option<Date> {
    if entered.is_empty() {
        return None;
    }
    let day = entered.parse().ok().filter(|day: &Date| *day <= today);
    problems.add_if(day.is_none(), "reviewed_on", "Enter a date up to today, like 2026-05-14");
    day
}

#[derive(Debug, FromForm)]
pub(crate) struct BrandFile<'r> {
    logo: Option<TempFile<'r>>,
}

#[rocket::get("/programmes/<_>/settings/logo")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn logo(desk: Desk<'_, SiteAdmin>) -> Result<Answer> {
    Answer::page(&logo_form(&desk, FormProblems::default()))
}

/// Changes the logo, or says what is wrong with the file.
#[rocket::post("/programmes/<_>/settings/logo", data = "<upload>")]
pub(crate) async fn change_logo(desk: Desk<'_, SiteAdmin>, upload: Form<BrandFile<'_>>) -> Result<Answer> {
    let logo = match &upload.logo {
        Some(file) => Logo::read(bytes(file).await?),
        None => Err(LogoProblem::Empty),
    };
    match logo {
        Ok(logo) => {
            keep(&desk, "logo of the site", |brand| Brand { logo: Some(logo), ..brand }).await?;
            Ok(site_done(&desk, "The logo was changed"))
        }
        Err(problem) => Answer::mend(&logo_form(&desk, FormProblems::one("logo", problem.to_string()))),
    }
}

async fn bytes(file: &TempFile<'_>) -> Result<Vec<u8>> {
    let broken = |error: std::io::Error| Error::Broken(format!("an uploaded file: {error}"));
    let mut bytes = Vec::new();
    file.open().await.map_err(broken)?.read_to_end(&mut bytes).await.map_err(broken)?;
    Ok(bytes)
}

/// Changes the brand as it is kept, and shows it at once.
async fn keep(desk: &Desk<'_, SiteAdmin>, what: &str, change: impl FnOnce(Brand) -> Brand) -> Result<()> {
    let now = desk.now();
    let tx = desk.change().await?;
    let brand = change(site::brand(&tx).await?);
    site::keep(&tx, &desk.guard.proof, &brand, now).await?;
    desk.done(tx, "changed the settings", what).await?;
    desk.app.brand.hold((), Arc::new(brand), now);
    Ok(())
}

fn form(desk: &Desk<'_, SiteAdmin>, data: &FormData, problems: FormProblems) -> FormPage {
    let form = site_form(desk, "Name and colour of the site", "Site name and colour")
        .lead("This applies to every programme on this site.")
        .lead(
            "The two sides of a partnership keep their blue and orange. In dark mode we use a lighter, \
             readable shade of your accent.",
        )
        .field(
            Field::line("name", "Name of the library", data.one("name"))
                .hint("At the top of every page: Riverside Libraries"),
        )
        .field(
            Field::line("contact", "Who to contact for help", data.one("contact"))
                .hint("A name and how to contact them. It appears on the help and accessibility pages"),
        )
        .field(Field::line("organisation", "Who is responsible by law", data.one("organisation")).hint(
            "Such as your council. The accessibility statement names them. Leave blank if it’s the library \
                 above",
        ))
        .field(
            Field::typed(
                "date",
                "reviewed_on",
                "Accessibility statement reviewed on",
                data.one("reviewed_on"),
            )
            .hint("Read the statement at the foot of this page at least once a year, then enter the date"),
        )
        .field(Field::line("accent", "Accent colour", data.one("accent")).hint(
            "For links and buttons: # and six digits, such as #12436d. Leave blank for the standard blue",
        ))
        .problems(problems)
        .button("Save changes", at::settings_brand(desk.slug()));
    if form.frame.brand.logo.is_none() {
        return form;
    }
    form.field(Field::tick("no_logo", "Remove the logo", data.is_on("no_logo")))
}

fn logo_form(desk: &Desk<'_, SiteAdmin>, problems: FormProblems) -> FormPage {
    site_form(desk, "Logo", "Logo")
        .lead("It applies to every programme on this site.")
        .field(
            Field::new("logo", "Logo", FieldInput::File { accept: ".png,.jpg,.jpeg,image/png,image/jpeg" })
                .hint(
                    "PNG or JPEG, up to 200 KB. It appears before the name at the top of every page, up to \
                       36 pixels high",
                ),
        )
        .problems(problems)
        .button("Save changes", at::settings_logo(desk.slug()))
}
