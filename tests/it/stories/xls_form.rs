//! A survey goes out as an XLSForm and comes back, by the pages that people use; and other programs take it.

use std::process::Command;

use common_ground::{
    exchange::xls_form,
    store::people::PersonRole,
    survey::{definition::Survey, templates},
};

use crate::support::{
    app::TestApp,
    editing::{SURVEYS, draft},
    upload,
    visitor::{Reply, Visitor},
};

async fn bring(trainer: &Visitor, name: &str, file: &[u8]) -> Reply {
    upload::send_with(trainer, &format!("{SURVEYS}/new/file"), ("file", name, file), &[]).await
}

async fn bytes(trainer: &Visitor, address: &str) -> Vec<u8> {
    trainer.client().get(address.to_owned()).dispatch().await.into_bytes().await.unwrap()
}

#[rocket::async_test]
async fn a_form_that_was_downloaded_makes_the_same_survey() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&format!("{SURVEYS}/course_post")).await.says("XLSForm");
    let template = templates::find("course_post").unwrap();
    for side in &template.sides {
        let form = bytes(&trainer, &format!("{SURVEYS}/course_post/form.xlsx?side={}", side.key())).await;
        let made = bring(&trainer, "form.xlsx", &form).await;
        let address = made.has_status(303).header("Location").unwrap().to_owned();
        let now = draft(&trainer, &address).await;
        assert_eq!(now.sections, xls_form::one_side(template, *side).sections, "{}", side.key());
    }
}

#[rocket::async_test]
async fn a_file_that_cannot_be_read_is_refused_with_what_helps() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let limesurvey =
        b"<?xml version=\"1.0\"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>";
    bring(&trainer, "survey.lss", limesurvey).await.has_status(422).says("from LimeSurvey").says("XLSForm");
    bring(&trainer, "answers.csv", b"Timestamp,How was it?\n").await.has_status(422).says("Google Forms");
    bring(&trainer, "list.xlsx", b"PK\x03\x04").await.has_status(422).says("can’t be opened");
}

/// Whether ODK Validate, which pyxform brings, can look at what pyxform made: it runs on Java. Before a release it has to;
/// otherwise what it would say goes unsaid, and this says so.
fn has_java() -> bool {
    let is_here = Command::new("java").arg("-version").output().is_ok();
    assert!(
        is_here || std::env::var_os("RELEASE").is_none(),
        "Java is not installed, and a release needs it"
    );
    if !is_here {
        eprintln!("Skipped: Java is not installed here, so nothing says whether ODK Validate takes a form.");
    }
    is_here
}

/// Every ready-made survey and one of every kind, read by pyxform, which makes of a form what ODK and KoboToolbox show.
#[test]
#[ignore = "needs the readers in Python: scripts/test readers"]
fn pyxform_takes_every_form_and_misses_nothing_but_translations() {
    let python =
        std::env::var_os("READERS").expect("READERS names a Python with the readers: scripts/test readers");
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    let own = include_str!("../../../src/exchange/xls_form/every_kind.json");
    let own = Survey::parse("every_kind.json", own).unwrap();
    for survey in templates::all().iter().chain([&own]) {
        for side in survey.sides.iter().copied() {
            let name = format!("{}-{}.xlsx", survey.key, side.key());
            std::fs::write(folder.path().join(&name), xls_form::write(survey, side).unwrap()).unwrap();
            names.push(name);
        }
    }
    let skip = !has_java();
    for name in names {
        let form = folder.path().join(&name);
        let mut reader = Command::new(&python);
        reader.args(["-m", "pyxform.xls2xform", "--json"]).args(skip.then_some("--skip_validate"));
        let read = reader.arg(&form).arg(form.with_extension("xml")).output().unwrap();
        let said = String::from_utf8_lossy(&[read.stdout, read.stderr].concat()).into_owned();
        let result: serde_json::Value =
            serde_json::from_str(&said).unwrap_or_else(|_| panic!("{name}: {said}"));
        let warnings = result["warnings"].as_array().cloned().unwrap_or_default();
        let untranslated = |warning: &serde_json::Value| {
            warning.as_str().is_some_and(|warning| warning.contains("is missing the"))
        };
        let is_fine = matches!(result["code"].as_u64(), Some(100 | 101)) && warnings.iter().all(untranslated);
        assert!(is_fine, "{name}: {said}");
    }
}
