//! HTTP: parse what was asked, call the domain and the store, render a page.

mod account;
mod api;
mod comments;
mod courses;
mod http;
mod partners;
pub(crate) mod parts;
mod promises;
mod rounds;
mod router;
mod settings;
mod surveys;

/// The home page of a programme, and which programme it is.
mod home {
    pub(crate) mod finding;
    pub(crate) mod needs;
    pub(crate) mod programmes;
    pub(crate) mod show;
    pub(crate) mod surveys;
}

/// Pages for who is not signed in: answering, signing in, following a link in an email.
mod public {
    pub(crate) mod accept_invitation;
    pub(crate) mod accessibility;
    pub(crate) mod agreement;
    pub(crate) mod answer;
    pub(crate) mod board;
    pub(crate) mod calendar;
    pub(crate) mod confirm;
    pub(crate) mod first_run;
    pub(crate) mod handover;
    pub(crate) mod health;
    pub(crate) mod help;
    pub(crate) mod interrupted;
    pub(crate) mod landing;
    pub(crate) mod metrics;
    pub(crate) mod new_password;
    mod page_reader;
    pub(crate) mod partner_health;
    pub(crate) mod partner_page;
    pub(crate) mod partner_page_request;
    pub(crate) mod password_reset;
    pub(crate) mod privacy;
    pub(crate) mod promise;
    pub(crate) mod security;
    pub(crate) mod sign_in;
    pub(crate) mod stop;
    pub(crate) mod successor;
    pub(crate) mod summary_link;
    pub(crate) mod write_up;
    pub(crate) mod you_asked;
}

/// Results: what one side offers against what the other expects, from closed rounds only.
mod results {
    pub(crate) mod comparison;
    pub(crate) mod courses;
    pub(crate) mod index;
    pub(crate) mod listed;
    pub(crate) mod partnerships;
}

use std::sync::Arc;

use rocket::{Build, Rocket, Route};

pub use self::http::at;
/// What nearly every page works with, and is put together of.
pub(crate) use self::{
    http::{
        Admin, Answer, Desk, Download, DrawingKey, Error, FormData, Member, Page, Program, Result, Seat,
        SignedIn, SignedInBy, SiteAdmin, Trainer, Visitor, assets::STYLESHEET, drawn, drawn_once, large_page,
    },
    parts::{
        Button, ButtonAct, ChartFiles, Empty, Fact, Field, FieldInput, FieldProblem, FormChoice, FormPage,
        FormPreview, FormProblems, FormSection, Frame, HiddenField, Index, Link, Listing, ListingGroup,
        LiveCount, MainPlace, Markup, Note, Notice, Reading, Row, RowEnd, Search, SendsItself, Tab, Trail,
        TurnoutLine, contact_choice, finder, meant, named, named_choice, pager, partner::warn_busy,
    },
};
use crate::{
    app::App,
    mail::Transport,
    system::brand::Brand,
    web::http::site::{ShownBrand, Site},
};

/// What the addresses of whoever answers a survey begin with.
const ANSWERING: &str = "/s/";
/// More than the ranks that the framework gives lie apart.
const AHEAD: isize = 100;

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
        .register("/", parts::fault::catchers())
        .register("/api", api::error::catchers())
        .register("/odata", api::odata::error::catchers())
        .mount("/", answering_first(router::routes()))
}

/// The framework tries the hundreds of addresses one after the other. Those of whoever answers are tried first, and among
/// themselves as before: whole halls come to them at once.
fn answering_first(mut routes: Vec<Route>) -> Vec<Route> {
    for route in routes.iter_mut().filter(|route| route.uri.path().starts_with(ANSWERING)) {
        route.rank -= AHEAD;
    }
    routes
}

fn site() -> Site {
    let site = Site {
        brand: ShownBrand::default(),
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
    use super::{ANSWERING, answering_first, router, site};

    #[test]
    fn addresses_of_whoever_answers_are_tried_first_and_in_their_own_order() {
        let (before, after) = (router::routes(), answering_first(router::routes()));
        let is_answering = |at: &usize| before[*at].uri.path().starts_with(ANSWERING);
        let (answering, others): (Vec<usize>, Vec<usize>) = (0..before.len()).partition(is_answering);
        assert!(answering.len() >= 9, "they have moved: mend where they begin");
        let last = answering.iter().map(|at| after[*at].rank).max().unwrap();
        assert!(others.iter().all(|at| after[*at].rank > last && after[*at].rank == before[*at].rank));
        for (one, other) in answering.iter().zip(&answering[1..]) {
            assert_eq!(
                before[*one].rank.cmp(&before[*other].rank),
                after[*one].rank.cmp(&after[*other].rank)
            );
        }
    }

    #[test]
    fn pages_bear_a_name_before_the_database_has_said_whose_they_are() {
        assert_eq!(site().brand.now().name, "Common Ground");
    }
}
