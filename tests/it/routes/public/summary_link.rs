//! The summary by the link in a letter.

use common_ground::{store::summaries, system::secret::KeyPurpose as Token};

use crate::support::{
    app::TestApp,
    course::{course, with_managers},
};

#[tokio::test]
async fn the_link_in_a_letter_shows_the_summary_until_it_runs_out() {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (course, _) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let db = service.app.db.read();
    let summary = summaries::latest(db, course.id).await.unwrap().unwrap();
    let (delivery, _) = summaries::deliveries(db, summary.id).await.unwrap().swap_remove(0);
    let link = format!("/summary/{}", service.app.secret.carrying_token(Token::Summary, delivery.id));
    let visitor = service.visitor().await;
    visitor.get(&link).await.has_status(200).says("Pilot course 3").says("9 people").never_says("/stop/");
    visitor.get(&format!("{link}/comparison.csv")).await.has_status(200).says("cliffs_delta");
    let other = format!("/summary/{}", service.app.secret.carrying_token(Token::Stop, delivery.id));
    visitor.get(&other).await.has_status(404);
    service.wait_days(200);
    visitor.get(&link).await.has_status(410).says("This link has expired");
}
