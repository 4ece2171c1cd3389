//! Turning a second factor on, with a code to show that the app has it; new recovery codes; turning it off.

use std::sync::Arc;

use askama::Template;
use rocket::{
    State,
    http::{CookieJar, Status},
};
use uuid::Uuid;

use crate::{
    app::App,
    store::{self, StoreError, Transaction, audit, second_factors},
    totp,
    web::{
        account::{knows_password, present_password, trail, way_back},
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::Member,
            visitor::Stranger,
        },
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Act, Action, Link, Markup, Problem, Trail},
            qr,
        },
        public::sign_in::code::recovery_hash,
    },
};

/// What the account is called in the app.
const ISSUER: &str = "Common Ground";

/// Asks for the password before a second factor is set up: a browser that was left open must not lock its owner out.
#[rocket::get("/programmes/<slug>/account/second-factor/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask_to_begin(slug: &str, who: Member, site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&begin_form(slug, &who, site, Problems::default()))
}

/// Makes a secret, to be confirmed on the next page.
#[rocket::post("/programmes/<slug>/account/second-factor/new", data = "<entries>")]
pub(crate) async fn propose(
    slug: &str,
    who: Member,
    stranger: Stranger,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: FormData,
) -> Result<Answer> {
    if !knows_password(app, cookies, &stranger.client, &who.person, entries.untrimmed("present")).await? {
        return Answer::mend(&begin_form(slug, &who, site, wrong_password()));
    }
    let broken = |error: std::io::Error| Error::Broken(error.to_string());
    let secret = totp::Secret::random().map_err(broken)?;
    let sealed = app.secret.seal(who.person.id, secret.as_bytes()).map_err(broken)?;
    let tx = store::write(&app.db).await?;
    second_factors::propose(&tx, who.person.id, sealed).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::to(&at::account_second_factor(slug)))
}

/// Shows the secret to the app and asks for a first code.
#[rocket::get("/programmes/<slug>/account/second-factor")]
pub(crate) async fn show(
    slug: &str,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    match proposed(app, who.person.id).await? {
        Some(secret) => Ok(Answer::Page(Page::of(&page(slug, &who, site, &secret, Problems::default())?)?)),
        None => Ok(Answer::to(&at::account(slug))),
    }
}

/// Turns it on when the code is right, and shows the recovery codes this once.
#[rocket::post("/programmes/<slug>/account/second-factor", data = "<entries>")]
pub(crate) async fn confirm(
    slug: &str,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: FormData,
) -> Result<Answer> {
    let id = who.person.id;
    let Some(secret) = proposed(app, id).await? else {
        return Ok(Answer::to(&at::account(slug)));
    };
    let now = app.clock.now();
    let Some(step) = secret.step_of(entries.one("code"), now) else {
        let mut problems = Problems::default();
        problems.add(
            "code",
            "Enter the six digits that the app shows now; check that the phone’s clock is right",
        );
        let again = page(slug, &who, site, &secret, problems)?;
        return Answer::mend(&again);
    };
    let tx = store::write(&app.db).await?;
    // The code that confirms cannot be used to sign in as well.
    second_factors::take_step(&tx, id, step).await?;
    let codes = new_codes(&tx, app, id).await?;
    audit::record_everywhere(&tx, &who.person, "turned a second factor on", "", now.into()).await?;
    tx.commit().await.map_err(StoreError::from)?;
    codes_page(slug, &who, site, "Your second factor is on", codes)
}

/// Asks for the password before making new recovery codes.
#[rocket::get("/programmes/<slug>/account/second-factor/codes")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask_for_codes(slug: &str, who: Member, site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&codes_form(slug, &who, site, Problems::default()))
}

/// Makes new recovery codes; the earlier ones stop working.
#[rocket::post("/programmes/<slug>/account/second-factor/codes", data = "<entries>")]
pub(crate) async fn renew_codes(
    slug: &str,
    who: Member,
    stranger: Stranger,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: FormData,
) -> Result<Answer> {
    if second_factors::confirmed(app.db.read(), who.person.id).await?.is_none() {
        return Ok(Answer::to(&at::account(slug)));
    }
    if !knows_password(app, cookies, &stranger.client, &who.person, entries.untrimmed("present")).await? {
        return Answer::mend(&codes_form(slug, &who, site, wrong_password()));
    }
    let tx = store::write(&app.db).await?;
    let codes = new_codes(&tx, app, who.person.id).await?;
    let now = app.clock.now().into();
    audit::record_everywhere(&tx, &who.person, "made new recovery codes", "", now).await?;
    tx.commit().await.map_err(StoreError::from)?;
    codes_page(slug, &who, site, "Your new recovery codes", codes)
}

/// Asks for the password before turning it off.
#[rocket::get("/programmes/<slug>/account/second-factor/off")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask_to_stop(slug: &str, who: Member, site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&stop_form(slug, &who, site, Problems::default()))
}

/// Turns it off.
#[rocket::post("/programmes/<slug>/account/second-factor/off", data = "<entries>")]
pub(crate) async fn stop(
    slug: &str,
    who: Member,
    stranger: Stranger,
    cookies: &CookieJar<'_>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    entries: FormData,
) -> Result<Answer> {
    if !knows_password(app, cookies, &stranger.client, &who.person, entries.untrimmed("present")).await? {
        return Answer::mend(&stop_form(slug, &who, site, wrong_password()));
    }
    let tx = store::write(&app.db).await?;
    if second_factors::remove(&tx, who.person.id).await? {
        let now = app.clock.now().into();
        audit::record_everywhere(&tx, &who.person, "turned their second factor off", "", now).await?;
    }
    tx.commit().await.map_err(StoreError::from)?;
    Ok(Answer::on(&at::account(slug), "Your second factor is off; its codes open nothing any more"))
}

/// The secret that waits for its first code.
async fn proposed(app: &App, person: Uuid) -> Result<Option<totp::Secret>> {
    let factor = second_factors::find(app.db.read(), person).await?;
    let waiting = factor.filter(|factor| factor.confirmed_at.is_none());
    Ok(waiting.and_then(|factor| app.secret.unseal(person, &factor.secret)).map(totp::Secret::from_bytes))
}

async fn new_codes(tx: &Transaction, app: &App, person: Uuid) -> Result<Vec<String>> {
    let codes = totp::recovery_codes().map_err(|error| Error::Broken(error.to_string()))?;
    let hashes = codes.iter().map(|code| recovery_hash(app, person, code)).collect();
    second_factors::confirm(tx, person, hashes, app.clock.now().into()).await?;
    Ok(codes)
}

fn codes_page(
    slug: &str,
    who: &Member,
    site: &Arc<Site>,
    heading: &str,
    codes: Vec<String>,
) -> Result<Answer> {
    Ok(Answer::Page(Page::of(&RecoveryCodes {
        frame: nav::frame(who, site, Place::Account),
        trail: trail(slug, who),
        heading: heading.to_owned(),
        codes,
        done: Action {
            label: "I have kept them".to_owned(),
            act: Act::Follow(at::account(slug)),
            quiet: false,
        },
    })?))
}

fn page(
    slug: &str,
    who: &Member,
    site: &Arc<Site>,
    secret: &totp::Secret,
    problems: Problems,
) -> Result<NewSecondFactor> {
    let address = secret.address(ISSUER, &who.person.email);
    Ok(NewSecondFactor {
        frame: nav::frame(who, site, Place::Account),
        trail: trail(slug, who),
        qr: qr::svg(&address, "QR code for your app; the same secret is written below")?,
        secret: totp::in_fours(&secret.to_base32(), " "),
        fields: vec![Field::line("code", "The code that the app shows", "").autocomplete("one-time-code")],
        problems,
        action: at::account_second_factor(slug),
        cancel: way_back(slug),
    })
}

fn wrong_password() -> Problems {
    let mut problems = Problems::default();
    problems.add("present", "Enter the password that you signed in with: this is another one");
    problems
}

fn begin_form(slug: &str, who: &Member, site: &Arc<Site>, problems: Problems) -> FormPage {
    FormPage {
        frame: nav::frame(who, site, Place::Account),
        trail: Some(trail(slug, who)),
        heading: "Set up a second factor".to_owned(),
        lead: vec!["You need an app for codes on your phone. A password manager has one too.".to_owned()],
        sections: vec![Section { fields: vec![present_password()], ..Section::default() }],
        problems,
        action: at::new_account_second_factor(slug),
        button: "Continue".to_owned(),
        destroys: false,
        cancel: Some(way_back(slug)),
    }
}

fn codes_form(slug: &str, who: &Member, site: &Arc<Site>, problems: Problems) -> FormPage {
    FormPage {
        frame: nav::frame(who, site, Place::Account),
        trail: Some(trail(slug, who)),
        heading: "Make new recovery codes".to_owned(),
        lead: vec!["The ones that you have now stop working.".to_owned()],
        sections: vec![Section { fields: vec![present_password()], ..Section::default() }],
        problems,
        action: at::account_second_factor_codes(slug),
        button: "Make ten new codes".to_owned(),
        destroys: false,
        cancel: Some(way_back(slug)),
    }
}

fn stop_form(slug: &str, who: &Member, site: &Arc<Site>, problems: Problems) -> FormPage {
    FormPage {
        frame: nav::frame(who, site, Place::Account),
        trail: Some(trail(slug, who)),
        heading: "Turn your second factor off?".to_owned(),
        lead: vec!["Your password alone then opens your account, and your recovery codes go.".to_owned()],
        sections: vec![Section { fields: vec![present_password()], ..Section::default() }],
        problems,
        action: at::account_second_factor_off(slug),
        button: "Turn it off".to_owned(),
        destroys: true,
        cancel: Some(way_back(slug)),
    }
}

/// The secret for the app, and the field for a first code.
#[derive(Debug, Clone, Template)]
#[template(path = "account/second_factor/new.html")]
pub(crate) struct NewSecondFactor {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// The secret as a QR code.
    pub qr: Markup,
    /// The same in letters and digits, in groups of four.
    pub secret: String,
    /// The field for the code.
    pub fields: Vec<Field>,
    /// What is wrong with it.
    pub problems: Problems,
    /// Address of the POST.
    pub action: String,
    /// The way out.
    pub cancel: Link,
}

impl NewSecondFactor {
    /// The problems for the top of the page.
    pub(crate) fn summary(&self) -> Vec<Problem> {
        self.problems.summary(&self.fields)
    }
}

/// Recovery codes, shown once.
#[derive(Debug, Clone, Template)]
#[template(path = "account/second_factor/codes.html")]
pub(crate) struct RecoveryCodes {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// What was done.
    pub heading: String,
    /// The codes.
    pub codes: Vec<String>,
    /// Where to go on.
    pub done: Action,
}
