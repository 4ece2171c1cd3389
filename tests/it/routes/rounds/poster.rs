//! The way in on a wall.

use common_ground::{
    store::{
        courses::{self, RoundPurpose},
        people::PersonRole,
    },
    survey::audience::Audience,
};
use jiff::ToSpan;

use crate::support::{
    app::TestApp,
    planning::{self, between, plan, with},
};

#[rocket::async_test]
async fn the_square_on_the_poster_leads_to_the_survey() {
    let app = TestApp::start().await;
    let round = app.round("course_post", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.get(&page).await.says("Print the poster").says("Enter paper answers").says("<svg");
    for poster in [format!("{page}/poster"), format!("{page}/poster?for=screen")] {
        let poster = trainer.get(&poster).await;
        poster.has_status(200).says("Scan the QR code").says(&round.code).says("Friday 29 May, 10:00");
        let side: usize = between(&poster, "viewBox=\"0 0 ", " ").parse().unwrap();
        assert_eq!(read(side, between(&poster, "<path d=\"", "\"")), address(&app, &round.code));
    }
    let contact = [("name", "Riverside"), ("contact", "Ada Ross, 020 7946 0100")];
    app.site_admin().await.post("/programmes/reading/settings/brand", &contact).await.has_status(303);
    trainer.get(&format!("{page}/poster")).await.says("Questions? Ask Ada Ross, 020 7946 0100.");
    let sheet = trainer.get(&format!("{page}/paper")).await;
    sheet.says("or return it to Ada Ross, 020 7946 0100, before").says("Riverside");
    let invited = app.round("course_post", |round| round.audience = Audience::Invited).await;
    let page = format!("/programmes/reading/rounds/{}", invited.code);
    trainer.get(&format!("{page}/poster")).await.says("There is no poster");
    trainer
        .get(&format!("{page}/keyed"))
        .await
        .says("Paper answers can’t be entered now")
        .says("Paper sheets have no link");
}

#[rocket::async_test]
async fn one_poster_of_a_joint_workshop_has_the_code_of_each_side() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    // A course of one side has one code.
    let (one, address) = plan(&app, &trainer, &with("title", &["Library day"])).await;
    trainer.get(&address).await.says("Show the code in the room");
    let of_one = planning::round(&app, &one, RoundPurpose::Before).await;
    let poster = trainer.get(&format!("/programmes/reading/rounds/{}/poster", of_one.code)).await;
    poster.has_status(200).never_says("your side");
    let (course, address) = plan(&app, &trainer, &with("side", &["library", "partner"])).await;
    app.clock.set(course.starts_at + 1.hours());
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let rounds = courses::rounds(app.app.db.read(), course.id).await.unwrap();
    let feedback = rounds.iter().filter(|(purpose, _)| *purpose == RoundPurpose::Feedback);
    let codes: Vec<&str> = feedback.map(|(_, round)| round.code.as_str()).collect();
    assert_eq!(codes.len(), 2);
    let page = trainer.get(&address).await;
    page.says("Show the codes in the room");
    assert_eq!(page.body.matches("in the room</a>").count(), 1, "one wall is enough");
    for code in &codes {
        let poster = format!("/programmes/reading/rounds/{code}/poster?for=screen");
        let poster = trainer.get(&poster).await;
        poster.has_status(200).says("Use the code for your side").says("Library staff").says("Partners");
        poster.says(codes[0]).says(codes[1]);
        assert_eq!(poster.body.matches("<svg").count(), 2);
    }
}

#[rocket::async_test]
async fn a_poster_in_urdu_leads_to_the_form_in_urdu_and_keeps_its_address_and_code_as_they_are_typed() {
    let app = TestApp::start().await;
    let round = app.round("course_post", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}/poster", round.code);
    trainer.get(&page).await.says(&format!("href=\"{page}?lang=ur\">Urdu</a>"));
    let poster = trainer.get(&format!("{page}?lang=ur")).await;
    poster.has_status(200).says("<html lang=\"en\">").says("<div lang=\"ur\" dir=\"rtl\">");
    poster.says("QR کوڈ سکین کریں، یا پتہ لکھیں۔").says("کورس کیسا رہا؟").says("جمعہ 29 مئی، 10:00");
    poster.says(&format!("<bdi dir=\"ltr\">{}</bdi>", round.code)).never_says("Scan the QR code");
    poster.says("No native speaker has checked the Urdu pages and ready-made surveys yet.");
    let side: usize = between(&poster, "viewBox=\"0 0 ", " ").parse().unwrap();
    let leads = read(side, between(&poster, "<path d=\"", "\""));
    assert_eq!(leads, format!("{}?lang=ur", address(&app, &round.code)));
    // On a projector too, and in English where the form is not offered in a language.
    poster.says(&format!("href=\"{page}?for=screen&lang=ur\""));
    trainer.get(&format!("{page}?for=screen&lang=uk")).await.has_status(200).says("Відскануйте QR-код");
    trainer.get(&format!("{page}?lang=xx")).await.has_status(200).says("Scan the QR code");
}

fn address(app: &TestApp, code: &str) -> String {
    format!("{}/s/{code}", app.app.settings.site_url)
}

/// Reads a QR code as a camera does, from its modules drawn eight pixels wide.
fn read(side: usize, path: &str) -> String {
    const SCALE: usize = 8;
    let mut dark = vec![false; side * side];
    for module in path.split('M').filter(|module| !module.is_empty()) {
        let (x, y) = module.strip_suffix("h1v1h-1z").unwrap().split_once(' ').unwrap();
        dark[y.parse::<usize>().unwrap() * side + x.parse::<usize>().unwrap()] = true;
    }
    let pixel = |x: usize, y: usize| if dark[y / SCALE * side + x / SCALE] { 0 } else { 255 };
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, pixel);
    let grids = seen.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}
