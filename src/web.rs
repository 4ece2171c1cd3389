//! HTTP: parse what was asked, call the domain and the store, render a page.

mod about;
mod account;
mod answering;
mod assets;
mod audit;
mod brand;
mod browser;
mod comments;
mod comparisons;
mod contact_file;
mod contacts;
mod courses;
mod download;
mod drawing;
mod entries;
mod entry;
mod erasure;
mod error;
mod forgotten;
mod front;
mod guard;
mod headers;
mod health;
mod invitations;
mod limits;
mod metrics;
mod nav;
mod new_round;
mod notice;
mod once;
mod origin;
mod page;
mod partners;
mod people;
mod programmes;
mod qr;
mod questions;
mod request;
mod rounds;
mod saved;
mod sent;
mod set_up;
mod settings;
mod sign_in;
mod stop;
mod stops;
mod stranger;
mod summaries;
mod surveys;
mod told;
mod trends;
mod tries;
mod turnout;
pub mod view;
mod welcome;
mod words;

use std::sync::Arc;

use rocket::{Build, Rocket};

use self::view::frame::Site;
use crate::{app::App, mail::Transport};

/// The web server of a service.
pub fn rocket(config: rocket::Config, app: Arc<App>, transport: Transport) -> Rocket<Build> {
    let https = app.settings.site_url.starts_with("https:");
    let routes = [
        about::routes(),
        account::routes(),
        answering::routes(),
        assets::routes(),
        audit::routes(),
        brand::routes(),
        comments::routes(),
        comparisons::routes(),
        contacts::routes(),
        courses::routes(),
        erasure::routes(),
        forgotten::routes(),
        health::routes(),
        invitations::routes(),
        metrics::routes(),
        new_round::routes(),
        partners::routes(),
        people::routes(),
        programmes::routes(),
        rounds::routes(),
        set_up::routes(),
        settings::routes(),
        front::routes(),
        sign_in::routes(),
        stop::routes(),
        stops::routes(),
        summaries::routes(),
        surveys::routes(),
        trends::routes(),
        welcome::routes(),
    ];
    let requests = request::Requests(app.metrics.clone());
    rocket::custom(config)
        .manage(Arc::new(site()))
        .manage(app)
        .manage(transport)
        .manage(health::Probes::default())
        .manage(limits::SignInLimits::default())
        .manage(limits::GuessLimits::default())
        .attach(requests)
        .attach(brand::Brands::default())
        .attach(headers::Headers { https })
        .register("/", error::catchers())
        .mount("/", routes.concat())
}

fn site() -> Site {
    Site {
        brand: view::frame::Shown::default(),
        stylesheet: assets::stylesheet_address(),
        live: assets::live_address(),
        front: rocket::uri!(front::home()).to_string(),
        help: rocket::uri!(about::help()).to_string(),
        accessibility: rocket::uri!(about::accessibility()).to_string(),
        privacy: rocket::uri!(about::privacy()).to_string(),
    }
}
