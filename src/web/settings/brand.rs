//! The forms of the site's brand: its name, whom to ask, its accent, its logo.

use std::sync::Arc;

use rocket::{FromForm, State, form::Form, fs::TempFile, http::Status, tokio::io::AsyncReadExt};

use crate::{
    app::App,
    brand::{Brand, Colour, Logo, LogoProblem},
    store::{self, audit, site},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            brand::current,
            error::{Error, Result},
            form_data::FormData,
            guard::{Member, SiteAdmin},
        },
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
        },
        settings::site::{done, trail, way_out},
    },
};

/// The most characters of the name and of whom to ask.
const LINE: usize = 200;

/// Name and colour, and the logo, in a sentence each.
pub(crate) fn states(brand: &Brand) -> (String, String) {
    let accent = brand.accent.map_or("the blue of the program".to_owned(), |accent| accent.to_string());
    let words = format!("The site is called {}; its accent is {accent}.", brand.shown_name());
    let logo = match &brand.logo {
        Some(logo) => {
            format!("A {} picture of {} KB.", logo.kind.key().to_uppercase(), logo.bytes.len().div_ceil(1024))
        }
        None => "There is none.".to_owned(),
    };
    (words, logo)
}

/// The form of name and colour.
#[rocket::get("/programmes/<slug>/settings/brand")]
pub(crate) async fn show(
    slug: &str,
    who: SiteAdmin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let brand = current(app).await?;
    let accent = brand.accent.map(|accent| accent.to_string()).unwrap_or_default();
    let entries =
        FormData::of([("name", brand.name.clone()), ("contact", brand.contact.clone()), ("accent", accent)]);
    Page::of(&form(slug, &who.member, site, &entries, Problems::default()))
}

/// Changes name and colour, or says what to mend.
#[rocket::post("/programmes/<slug>/settings/brand", data = "<entries>")]
pub(crate) async fn change(
    slug: &str,
    who: SiteAdmin,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let mut problems = Problems::default();
    for name in ["name", "contact"] {
        if entries.one(name).chars().count() > LINE {
            problems.add(name, format!("Shorten this to {LINE} characters"));
        }
    }
    let accent = accent(entries.one("accent"), &mut problems);
    if !problems.is_empty() {
        let page = form(slug, &who.member, site, &entries, problems);
        return Answer::mend(&page);
    }
    let (name, contact) = (entries.one("name").to_owned(), entries.one("contact").to_owned());
    let no_logo = entries.is_on("no_logo");
    keep(app, &who, "name and colour of the site", |brand| Brand {
        name,
        contact,
        accent,
        logo: brand.logo.filter(|_| !no_logo),
    })
    .await?;
    Ok(done(slug, "Name and colour of the site: changed"))
}

/// An accent that can be read in light; in dark it is made as light as it needs to be.
fn accent(entered: &str, problems: &mut Problems) -> Option<Colour> {
    if entered.is_empty() {
        return None;
    }
    let Some(colour) = Colour::parse(entered) else {
        problems.add("accent", "Enter a colour as # and six digits, such as #12436d");
        return None;
    };
    if !colour.is_readable() {
        problems.add(
            "accent",
            format!(
                "Text in {colour} is too pale to read: its contrast is {:.1} to 1 and must be 4.5 to 1. The nearest \
                 shade that can be read is {}",
                colour.contrast_in_light(),
                colour.for_light()
            ),
        );
    }
    Some(colour)
}

#[derive(Debug, FromForm)]
pub(crate) struct Upload<'r> {
    logo: Option<TempFile<'r>>,
}

/// The form of the logo.
#[rocket::get("/programmes/<slug>/settings/logo")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn logo(slug: &str, who: SiteAdmin, site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&logo_form(slug, &who.member, site, Problems::default()))
}

/// Changes the logo, or says what is wrong with the file.
#[rocket::post("/programmes/<slug>/settings/logo", data = "<upload>")]
pub(crate) async fn change_logo(
    slug: &str,
    who: SiteAdmin,
    upload: Form<Upload<'_>>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let logo = match &upload.logo {
        Some(file) => Logo::read(bytes(file).await?),
        None => Err(LogoProblem::Empty),
    };
    match logo {
        Ok(logo) => {
            keep(app, &who, "logo of the site", |brand| Brand { logo: Some(logo), ..brand }).await?;
            Ok(done(slug, "The logo was changed"))
        }
        Err(problem) => {
            let mut problems = Problems::default();
            problems.add("logo", problem.to_string());
            let page = logo_form(slug, &who.member, site, problems);
            Answer::mend(&page)
        }
    }
}

async fn bytes(file: &TempFile<'_>) -> Result<Vec<u8>> {
    let broken = |error: std::io::Error| Error::Broken(format!("an uploaded file: {error}"));
    let mut bytes = Vec::new();
    file.open().await.map_err(broken)?.read_to_end(&mut bytes).await.map_err(broken)?;
    Ok(bytes)
}

/// Changes the brand as it is kept, and shows it at once.
async fn keep(app: &App, who: &SiteAdmin, what: &str, change: impl FnOnce(Brand) -> Brand) -> Result<()> {
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    let brand = change(site::brand(&tx).await?);
    site::keep(&tx, &who.proof, &brand, now.into()).await?;
    let Member { person, programme, .. } = &who.member;
    audit::record(&tx, Some(programme.id), person, "changed the settings", what, now.into()).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    app.brand.hold(brand, now);
    Ok(())
}

fn form(slug: &str, who: &Member, site: &Arc<Site>, entries: &FormData, problems: Problems) -> FormPage {
    let mut fields = vec![
        Field::line("name", "Name of the library", entries.one("name"))
            .hint("At the top of every page: Riverside Libraries"),
        Field::line("contact", "Whom to ask for help", entries.one("contact"))
            .hint("A name and how to reach them; it stands on the pages on help and accessibility"),
        Field::line("accent", "Accent colour", entries.one("accent")).hint(
            "For links and buttons: # and six digits, such as #12436d. Left empty, the blue of the program",
        ),
    ];
    if site.brand.now().logo.is_some() {
        fields.push(Field::new("no_logo", "Take the logo away", Input::Tick(entries.is_on("no_logo"))));
    }
    FormPage {
        frame: nav::frame(who, site, Place::Settings),
        trail: Some(trail(slug, "Name and colour of the site")),
        heading: "What the site looks like".to_owned(),
        lead: vec![
            "This holds for every programme on this site.".to_owned(),
            "The two sides of a partnership keep their own blue and orange. Where somebody’s screen is dark, a lighter \
             shade of your accent is used that can be read there."
                .to_owned(),
        ],
        sections: vec![Section { fields, ..Section::default() }],
        problems,
        action: at::settings_brand(slug),
        button: "Save the change".to_owned(),
        destroys: false,
        cancel: Some(way_out(slug)),
    }
}

fn logo_form(slug: &str, who: &Member, site: &Arc<Site>, problems: Problems) -> FormPage {
    let fields = vec![
        Field::new("logo", "Logo", Input::File { accept: ".png,.jpg,.jpeg,image/png,image/jpeg" })
            .hint("PNG or JPEG of at most 200 KB. It is shown 36 pixels high, before the name"),
    ];
    FormPage {
        frame: nav::frame(who, site, Place::Settings),
        trail: Some(trail(slug, "Logo")),
        heading: "The logo at the top of every page".to_owned(),
        lead: vec!["It holds for every programme on this site.".to_owned()],
        sections: vec![Section { fields, ..Section::default() }],
        problems,
        action: at::settings_logo(slug),
        button: "Save the change".to_owned(),
        destroys: false,
        cancel: Some(way_out(slug)),
    }
}
