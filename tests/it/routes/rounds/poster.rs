//! The way in on a wall.

use common_ground::{store::people::Role, survey::audience::Audience};

use crate::support::{app::TestApp, planning::between};

#[rocket::async_test]
async fn the_square_on_the_poster_leads_to_the_survey() {
    let app = TestApp::start().await;
    let round = app.round("course_post", |_| {}).await;
    let trainer = app.signed_in(Role::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.get(&page).await.says("Print the poster").says("Enter paper answers").says("<svg");
    for poster in [format!("{page}/poster"), format!("{page}/poster?for=screen")] {
        let poster = trainer.get(&poster).await;
        poster.has_status(200).says("Scan the square").says(&round.code).says("Friday 29 May, 10:00");
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
