//! HTTP: parse what was asked, call the domain and the store, render a page.

mod about;
mod answering;
mod assets;
mod comparisons;
mod courses;
mod download;
mod entries;
mod error;
mod guard;
mod headers;
mod health;
mod invitations;
mod limits;
mod nav;
mod notice;
mod origin;
mod page;
mod programmes;
mod rounds;
mod sign_in;
mod stop;
mod summaries;
mod told;
mod turnout;
pub mod view;
mod words;

use std::sync::Arc;

use rocket::{Build, Rocket};

use self::view::frame::Site;
use crate::app::App;

/// The web server of a service.
pub fn rocket(config: rocket::Config, app: Arc<App>) -> Rocket<Build> {
    let https = app.settings.site_url.starts_with("https:");
    let routes = [
        about::routes(),
        answering::routes(),
        assets::routes(),
        comparisons::routes(),
        courses::routes(),
        health::routes(),
        invitations::routes(),
        programmes::routes(),
        rounds::routes(),
        sign_in::routes(),
        stop::routes(),
        summaries::routes(),
    ];
    rocket::custom(config)
        .manage(Arc::new(site()))
        .manage(app)
        .manage(limits::SignInLimits::default())
        .manage(limits::GuessLimits::default())
        .attach(headers::Headers { https })
        .register("/", error::catchers())
        .mount("/", routes.concat())
}

fn site() -> Site {
    Site {
        name: "Common Ground".to_owned(),
        logo: None,
        stylesheet: assets::stylesheet_address(),
        brand_stylesheet: None,
        help: rocket::uri!(about::help()).to_string(),
        accessibility: rocket::uri!(about::accessibility()).to_string(),
        privacy: rocket::uri!(about::privacy()).to_string(),
    }
}
