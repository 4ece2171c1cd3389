//! The stylesheet and the one script.

use std::io::Read as _;

use common_ground::store::people::PersonRole;
use flate2::read::GzDecoder;
use rocket::http::{Header, Method};

use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

/// Asks as browsers do, with one more header.
async fn get(visitor: &Visitor, address: &str, header: (&'static str, &str)) -> Reply {
    let request = visitor.client().req(Method::Get, address.to_owned());
    visitor.send(request.header(Header::new(header.0, header.1.to_owned()))).await
}

/// Somebody with the addresses of the stylesheet and the script, as the page of a round has them.
async fn with_files() -> (Visitor, [String; 2]) {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("/programmes/reading/rounds/{}", round.code)).await.body;
    let files = ["href=\"/assets/", "src=\"/assets/"].map(|begins| {
        let (_, after) = page.split_once(begins).unwrap();
        format!("/assets/{}", after.split_once('"').unwrap().0)
    });
    (trainer, files)
}

#[rocket::async_test]
async fn stylesheet_and_script_come_compressed_to_whoever_reads_that_and_are_kept_for_ever() {
    let (visitor, files) = with_files().await;
    for address in files {
        let plain = visitor.get(&address).await;
        plain.has_status(200);
        assert_eq!(plain.header("Content-Encoding"), None);
        for refused in ["identity", "gzip;q=0, br", "deflate"] {
            assert_eq!(get(&visitor, &address, ("Accept-Encoding", refused)).await.body, plain.body);
        }
        let request =
            visitor.client().get(address.clone()).header(Header::new("Accept-Encoding", "gzip, br"));
        let zipped = request.dispatch().await;
        assert_eq!(zipped.headers().get_one("Content-Encoding"), Some("gzip"));
        assert_eq!(zipped.content_type(), plain.header("Content-Type").map(|kind| kind.parse().unwrap()));
        for keep in ["public", "max-age=31536000", "immutable"] {
            assert!(zipped.headers().get_one("Cache-Control").unwrap().contains(keep));
        }
        assert_eq!(zipped.headers().get_one("Vary"), Some("Accept-Encoding"));
        assert_ne!(zipped.headers().get_one("ETag"), plain.header("ETag"), "two different files of bytes");
        let bytes = zipped.into_bytes().await.unwrap();
        assert!(bytes.len() < plain.body.len() * 3 / 4, "{} of {}", bytes.len(), plain.body.len());
        let mut read = String::new();
        GzDecoder::new(&*bytes).read_to_string(&mut read).unwrap();
        assert_eq!(read, plain.body);
    }
}

#[rocket::async_test]
async fn a_browser_that_has_a_file_already_is_not_sent_it_again() {
    let (visitor, files) = with_files().await;
    for address in files {
        let first = visitor.get(&address).await;
        let tag = first.header("ETag").unwrap();
        for known in [tag.to_owned(), format!("W/{tag}"), format!("\"older\", {tag}"), "*".to_owned()] {
            let again = get(&visitor, &address, ("If-None-Match", &known)).await;
            assert_eq!((again.status, &*again.body), (304, ""));
            assert_eq!(again.header("ETag"), Some(tag));
            assert!(again.header("Cache-Control").unwrap().contains("immutable"));
        }
        get(&visitor, &address, ("If-None-Match", "\"another\"")).await.has_status(200);
    }
}

#[rocket::async_test]
async fn a_file_of_another_release_is_served_during_an_upgrade_and_kept_by_nobody() {
    let visitor = TestApp::start().await.visitor().await;
    for address in ["/assets/0123456789ab/site.css", "/assets/0123456789ab/live.js"] {
        assert_eq!(visitor.get(address).await.has_status(200).header("Cache-Control"), Some("no-store"));
    }
}
