//! A survey from a file.

use common_ground::{store::people::PersonRole, survey::templates};
use rocket::http::{ContentType, Header};

use crate::support::{
    app::TestApp,
    editing::{SURVEYS, draft},
    visitor::{Reply, Visitor},
};

async fn bring(trainer: &Visitor, file: &[u8]) -> Reply {
    let head = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"survey.json\"\r\n\
        Content-Type: application/json\r\n\r\n";
    let body = [head, file, b"\r\n--b--\r\n"].concat();
    let kind: ContentType = "multipart/form-data; boundary=b".parse().unwrap();
    let request = trainer.client().post(format!("{SURVEYS}/new/file")).header(kind).body(body);
    trainer.send(request.header(Header::new("Sec-Fetch-Site", "same-origin"))).await
}

#[rocket::async_test]
async fn a_survey_comes_from_a_file_under_a_key_of_its_own() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let form = trainer.get(&format!("{SURVEYS}/new/file")).await;
    form.has_status(200).says("Start from a file");
    // Files of other programs can be picked too: only then is it said how to bring them over.
    assert!(form.body.contains("\".json,.xlsx,.lss,.txt,.csv"), "{}", form.body);
    let template = templates::find("staff_needs").unwrap();
    let made = bring(&trainer, format!("\u{feff}{}", template.to_json()).as_bytes()).await;
    let address = made.has_status(303).header("Location").unwrap().to_owned();
    let now = draft(&trainer, &address).await;
    assert_eq!((&now.sections, now.version), (&template.sections, 1));
    assert_ne!(now.key, template.key);
    trainer.follow(&made).await.says("The survey was made from the file");
}

#[rocket::async_test]
async fn what_is_wrong_with_a_file_is_told() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    bring(&trainer, b"").await.has_status(422).says("Choose the file of a survey");
    bring(&trainer, b"{\"schema\": 1,").await.has_status(422).says("survey.json:1:");
    bring(&trainer, b"\xff\xfe{").await.has_status(422).says("This isn’t a survey file");
    bring(&trainer, &vec![b' '; 2 << 20]).await.has_status(413).says("We can take up to 1 MB at a time");
    let broken = templates::find("staff_offer").unwrap().to_json().replace("amount5", "amount9");
    bring(&trainer, broken.as_bytes()).await.has_status(422).says("there is no scale `amount9`");
}
