//! HTTP: parse what was asked, call the domain and the store, render a page.

mod account;
mod at;
mod comments;
mod courses;
mod home;
mod http;
mod partners;
pub(crate) mod parts;
mod people;
mod public;
mod results;
mod rounds;
mod settings;
mod surveys;

use std::sync::Arc;

use rocket::{Build, Rocket};

use crate::{app::App, mail::Transport, web::parts::frame::Site};

/// The web server of a service.
pub(crate) fn rocket(config: rocket::Config, app: Arc<App>, transport: Transport) -> Rocket<Build> {
    let https = app.settings.site_url.starts_with("https:");
    let routes = [
        public::about::routes(),
        account::routes(),
        public::answer::routes(),
        http::assets::routes(),
        settings::audit::routes(),
        http::brand::routes(),
        comments::routes(),
        results::routes(),
        partners::contacts::routes(),
        courses::routes(),
        settings::erasure::routes(),
        public::password_reset::routes(),
        public::health::routes(),
        rounds::invitations::routes(),
        public::interrupted::routes(),
        public::metrics::routes(),
        rounds::new::routes(),
        partners::routes(),
        people::routes(),
        home::routes(),
        rounds::routes(),
        public::security::routes(),
        public::first_run::routes(),
        settings::routes(),
        public::landing::routes(),
        public::sign_in::routes(),
        public::stop::routes(),
        partners::unsubscribes::routes(),
        public::summary_link::routes(),
        surveys::routes(),
        results::courses::routes(),
        public::accept_invitation::routes(),
    ];
    let requests = http::request::Requests(app.metrics.clone());
    rocket::custom(config)
        .manage(Arc::new(site()))
        .manage(app)
        .manage(transport)
        .manage(public::health::Probes::default())
        .manage(http::rate_limit::GuessLimits::default())
        .attach(requests)
        .attach(http::brand::Brands::default())
        .attach(http::headers::Headers { https })
        .register("/", http::error::catchers())
        .mount("/", routes.concat())
}

fn site() -> Site {
    Site {
        brand: parts::frame::Shown::default(),
        stylesheet: http::assets::stylesheet_address(),
        live: http::assets::live_address(),
        front: at::landing(),
        help: at::help(),
        accessibility: at::accessibility(),
        privacy: at::privacy(),
    }
}
