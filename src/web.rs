//! HTTP: parse what was asked, call the domain and the store, render a page.

mod account;
mod api;
pub mod at;
mod busy;
mod comments;
mod courses;
mod finder;
mod home;
mod http;
mod odata;
mod pager;
mod partners;
pub(crate) mod parts;
mod people;
mod promises;
mod public;
mod results;
mod rounds;
mod router;
mod settings;
mod surveys;

use std::sync::Arc;

use rocket::{Build, Rocket};

use crate::{app::App, mail::Transport, system::brand::Brand, web::parts::frame::Site};

/// The web server of a service.
pub fn rocket(config: rocket::Config, app: Arc<App>, transport: Transport) -> Rocket<Build> {
    let https = app.settings.site_url.starts_with("https:");
    let programs = http::token::ProgramLimits::of(app.settings.api_per_minute);
    let requests = http::request::Requests(app.metrics.clone());
    rocket::custom(config)
        .manage(Arc::new(site()))
        .manage(app)
        .manage(transport)
        .manage(public::health::Probes::default())
        .manage(public::board::PhoneLimits::default())
        .manage(public::board::SeenBlocks::default())
        .manage(http::rate_limit::GuessLimits::default())
        .manage(programs)
        .attach(requests)
        .attach(http::brand::Brands::default())
        .attach(http::headers::SecurityHeaders { https })
        .register("/", http::error::catchers())
        .register("/api", api::error::catchers())
        .register("/odata", odata::error::catchers())
        .mount("/", router::routes())
}

fn site() -> Site {
    let site = Site {
        brand: parts::frame::ShownBrand::default(),
        stylesheet: http::assets::stylesheet_address(),
        live: http::assets::live_address(),
        front: at::landing(),
        help: at::help(),
        accessibility: at::accessibility(),
        privacy: at::privacy(),
    };
    // Until the library's own brand has been read, and where the database does not answer.
    http::brand::show(&site, &Brand::default());
    site
}

#[cfg(test)]
mod tests {
    use super::site;

    #[test]
    fn pages_bear_a_name_before_the_database_has_said_whose_they_are() {
        assert_eq!(site().brand.now().name, "Common Ground");
    }
}
