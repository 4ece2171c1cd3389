//! The library's name, logo and colour on every page.

use std::io::Write;

use common_ground::survey::round::RoundState;
use rocket::http::{ContentType, Header};

use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

const PAGE: &str = "/programmes/reading/settings/brand";

/// Sends a file as a browser does.
async fn send_logo(admin: &Visitor, file: &[u8]) -> Reply {
    let mut body = Vec::new();
    body.write_all(
        b"--xx\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"logo.png\"\r\nContent-Type: image/png\r\n\r\n",
    )
    .unwrap();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--xx--\r\n");
    let kind = ContentType::new("multipart", "form-data").with_params(("boundary", "xx"));
    let request = admin.client().post("/programmes/reading/settings/logo");
    let request = request.header(kind).header(Header::new("Sec-Fetch-Site", "same-origin")).body(body);
    admin.send(request).await
}

/// The address after a word in a page, up to the end of its attribute.
fn address<'r>(page: &'r Reply, begin: &str) -> &'r str {
    let at = page.body.find(begin).unwrap_or_else(|| panic!("no {begin}: {}", page.body));
    page.body[at..].split('"').next().unwrap()
}

#[rocket::async_test]
async fn the_name_and_colour_that_are_set_show_on_every_page_at_once() {
    let app = TestApp::start().await;
    let stranger = app.visitor().await;
    stranger.get("/help").await.says("Common Ground").never_says("/assets/brand-");
    let admin = app.site_admin().await;
    let fields = [("name", "Riverside & Co"), ("contact", "Ada Ross, 020 7946 0100"), ("accent", "#7A1F5C")];
    admin.post(PAGE, &fields).await.leads_to("/programmes/reading/settings/site");
    let closed = app.round("partner_expect", |round| round.state = RoundState::Closed).await;
    for (page, status) in [
        ("/help", 200),
        ("/privacy", 200),
        ("/sign-in", 200),
        ("/nowhere", 404),
        (&*format!("/s/{}", closed.code), 410),
    ] {
        stranger.get(page).await.has_status(status).says("Riverside & Co").says("/assets/brand-");
    }
    stranger.get("/accessibility").await.says("or Ada Ross, 020 7946 0100");
    let page = stranger.get("/help").await;
    let sheet = stranger.get(address(&page, "/assets/brand-")).await;
    sheet.has_status(200).says("--accent: #7a1f5c");
    assert_eq!(sheet.header("Content-Type"), Some("text/css; charset=utf-8"));
    assert!(sheet.header("Cache-Control").unwrap().contains("immutable"));
}

#[rocket::async_test]
async fn a_colour_too_pale_for_text_is_refused_with_one_that_is_not() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let pale = admin.post(PAGE, &[("name", "Riverside"), ("accent", "#f46a25")]).await;
    pale.has_status(422).says("too pale for text").says("value=\"#f46a25\"");
    let (_, after) = pale.body.split_once("The nearest readable shade is ").unwrap();
    let shade = &after[..7];
    admin
        .post(PAGE, &[("name", "Riverside"), ("accent", shade)])
        .await
        .leads_to("/programmes/reading/settings/site");
    admin.post(PAGE, &[("accent", "reddish")]).await.has_status(422).says("Enter a colour as #");
    admin.post(PAGE, &[("name", &"x".repeat(201))]).await.has_status(422).says("Shorten this");
}

#[rocket::async_test]
async fn a_logo_is_shown_when_it_is_a_picture_and_refused_in_words_when_not() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let chart = include_bytes!("../../../../docs/pictures/home.png");
    for (file, words) in [
        (&b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..], "SVG files can contain scripts"),
        (b"GIF89a", "not a PNG or JPEG image"),
        (b"", "Choose a file"),
        (&chart[..chart.len() / 3], "The image is damaged"),
        (&vec![0; 210 * 1024], "larger than 200 KB"),
    ] {
        send_logo(&admin, file).await.has_status(422).says(words);
    }
    admin.get("/programmes/reading/settings/site").await.says("No logo.").never_says("/assets/logo-");
    send_logo(&admin, &png()).await.leads_to("/programmes/reading/settings/site");
    let page = app.visitor().await.get("/sign-in").await;
    let logo = app.visitor().await.get(address(&page, "/assets/logo-")).await;
    assert_eq!(logo.header("Content-Type"), Some("image/png"));
    assert_eq!(logo.header("X-Content-Type-Options"), Some("nosniff"));
    // Name and colour are another form: they leave the logo where it is.
    admin.post(PAGE, &[("name", "Riverside")]).await.leads_to("/programmes/reading/settings/site");
    admin.get("/help").await.says("/assets/logo-");
    admin.get(PAGE).await.says("Remove the logo");
    let fields = [("name", "Riverside"), ("no_logo", "yes")];
    admin.post(PAGE, &fields).await.leads_to("/programmes/reading/settings/site");
    admin.get("/help").await.never_says("/assets/logo-");
}

/// A grey picture.
fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 60, 30);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[120; 60 * 30]).unwrap();
    writer.finish().unwrap();
    bytes
}
