//! The brand of the site: its stylesheet and its logo at addresses that change with their content, and the fairing that
//! keeps what pages show up to date.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use rocket::{
    Data, Request, State,
    fairing::{Fairing, Info, Kind},
    http::{ContentType, Header},
    response::Responder,
};
use tokio::time::timeout;

use crate::{
    app::App,
    store::{self, site},
    system::{
        brand::{Brand, Logo, LogoKind},
        rarely::Rarely,
        secret,
    },
    web::{
        at,
        http::{
            Error, Result,
            request::is_probe,
            site::{FrameBrand, Site},
        },
    },
};

/// The brand now; read from the database when what is held is more than a few seconds old.
pub(crate) async fn current(app: &App) -> store::Result<Arc<Brand>> {
    let now = app.clock.now();
    match app.brand.fresh(&(), now) {
        Some(brand) => Ok(brand),
        None => Ok(app.brand.hold((), Arc::new(site::brand(app.db.read()).await?), now)),
    }
}

/// Sees before every request that pages are drawn with the present brand.
#[derive(Debug, Default)]
pub(crate) struct Brands {
    /// What was shown last: its files are hashed only when it changes.
    last: Mutex<Option<Arc<Brand>>>,
    /// When it could last not be read: nobody waits for that again at once.
    failed: Mutex<Option<Instant>>,
}

/// How long a page waits for the brand.
const WAITS_FOR: Duration = Duration::from_secs(1);
/// How long a brand that could not be read is not asked for again.
const RESTS_FOR: Duration = Duration::from_secs(5);

static TOLD: Rarely = Rarely::new();

impl Brands {
    fn rests(&self) -> bool {
        let failed = *self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.is_some_and(|failed| failed.elapsed() < RESTS_FOR)
    }

    fn is_shown(&self, brand: &Arc<Brand>) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.as_ref().is_some_and(|last| Arc::ptr_eq(last, brand) || last == brand);
        *last = Some(brand.clone());
        known
    }
}

#[rocket::async_trait]
impl Fairing for Brands {
    fn info(&self) -> Info {
        Info { name: "brand", kind: Kind::Request }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        let rocket = request.rocket();
        let (Some(app), Some(site)) = (rocket.state::<Arc<App>>(), rocket.state::<Arc<Site>>()) else {
            return;
        };
        if is_probe(request.uri().path().as_str()) || self.rests() {
            return;
        }
        // A page in yesterday's colours is better than none.
        let why = match timeout(WAITS_FOR, current(app)).await {
            Ok(Ok(brand)) if self.is_shown(&brand) => return,
            Ok(Ok(brand)) => return show(site, &brand),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "the database does not answer in time".to_owned(),
        };
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        if TOLD.is_time() {
            tracing::error!(error = why, "the brand could not be read");
        }
    }
}

/// Draws pages with this brand from now on.
pub(crate) fn show(site: &Site, brand: &Brand) {
    site.brand.set(FrameBrand {
        name: brand.shown_name().to_owned(),
        organisation: brand.shown_organisation().to_owned(),
        reviewed_on: brand.reviewed_on,
        contact: Some(brand.contact.clone()).filter(|contact| !contact.is_empty()),
        logo: brand.logo.as_ref().map(|logo| address(&logo_name(logo))),
        stylesheet: brand.css().map(|css| address(&sheet_name(&css))),
    });
}

fn address(name: &str) -> String {
    at::asset(name)
}

fn sheet_name(css: &str) -> String {
    format!("brand-{}.css", &secret::hash(css)[..12])
}

fn logo_name(logo: &Logo) -> String {
    format!("logo-{}.{}", &secret::hash_bytes(&logo.bytes)[..12], logo.kind.key())
}

/// A file that never changes under its address.
#[derive(Responder)]
pub(crate) struct Unchanging {
    body: Vec<u8>,
    kind: ContentType,
    keep: Header<'static>,
}

/// The sheet or the logo of the brand. An old name is served the present file, so that a page from before a change
/// still has one; only the present name may be kept for ever.
#[rocket::get("/assets/<name>")]
pub(crate) async fn asset(name: &str, app: &State<Arc<App>>) -> Result<Unchanging> {
    let brand = current(app).await?;
    let (present, body, kind) = if name.starts_with("brand-") {
        let css = brand.css().ok_or(Error::NotFound)?;
        (sheet_name(&css), css.into_bytes(), ContentType::CSS)
    } else if name.starts_with("logo-") {
        let logo = brand.logo.as_ref().ok_or(Error::NotFound)?;
        let kind = match logo.kind {
            LogoKind::Png => ContentType::PNG,
            LogoKind::Jpeg => ContentType::JPEG,
        };
        (logo_name(logo), logo.bytes.clone(), kind)
    } else {
        return Err(Error::NotFound);
    };
    let keep = if name == present { "public, max-age=31536000, immutable" } else { "no-store" };
    Ok(Unchanging { body, kind, keep: Header::new("Cache-Control", keep) })
}
