//! The accessibility statement.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn the_accessibility_statement_says_what_the_regulations_ask_of_public_bodies() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/accessibility").await;
    page.has_status(200).says("level AA").never_says("Sign out");
    page.says("href=\"/help?lang=en\"").says("href=\"/accessibility?lang=en\"");
    for part in [
        "Common Ground is committed to making its website accessible",
        "Reporting accessibility problems",
        "Equality and Human Rights Commission (EHRC) is responsible for enforcing",
        "Equality Advisory and Support Service (EASS)",
        "partially compliant with the Web Content Accessibility Guidelines (WCAG) version 2.2",
        "success criterion 2.2.2",
        "we haven’t built a way to pause it for one of them",
        "because we don’t ask the library which language they’re in",
        "This statement was prepared on 30 November 2026. It was last reviewed on 30 November 2026.",
        "automated tests",
        "The Welsh, Polish, Romanian, Ukrainian and Urdu pages, emails and ready-made surveys haven’t been checked by a \
         native speaker.",
    ] {
        page.says(part);
    }
}

#[rocket::async_test]
async fn the_statement_names_who_is_responsible_and_when_they_reviewed_it() {
    let app = TestApp::start().await;
    app.wait_days(400);
    let (admin, brand) = (app.site_admin().await, "/programmes/reading/settings/brand");
    let fields = |reviewed_on: &'static str| {
        [
            ("name", "Riverside Libraries"),
            ("contact", "Ada Ross, 020 7946 0100"),
            ("organisation", "Riverside Council"),
            ("reviewed_on", reviewed_on),
        ]
    };
    for wrong in ["soon", "2026-02-30", "2999-01-01"] {
        let page = admin.post(brand, &fields(wrong)).await;
        page.has_status(422).says("Enter a date up to today").says("Riverside Council");
    }
    // A review of an earlier release says nothing about this one.
    for (entered, told) in [("2026-05-14", "30 November 2026"), ("2027-06-01", "1 June 2027")] {
        admin.post(brand, &fields(entered)).await.has_status(303);
        admin.get(brand).await.says("value=\"Riverside Council\"").says(&format!("value=\"{entered}\""));
        let page = app.visitor().await.get("/accessibility").await;
        page.says("run by Riverside Council").says("or Ada Ross, 020 7946 0100");
        page.says(&format!("It was last reviewed on {told}."));
    }
    let page = app.visitor().await.get("/accessibility?lang=cy").await;
    page.says("<html lang=\"cy\">").says("Y drefn orfodi").says("1 Mehefin 2027").says("Riverside Council");
    page.says("siaradwr Cymraeg iaith gyntaf");
}

#[rocket::async_test]
async fn the_urdu_statement_runs_from_right_to_left_and_says_that_no_native_speaker_has_read_it() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/accessibility?lang=ur").await;
    page.has_status(200).says("<html lang=\"ur\" dir=\"rtl\">").says("نفاذ کا طریقہ کار");
    page.says("30 نومبر 2026").says("اردو صفحات، ای میلز اور تیار سروے کو کسی اہل زبان نے نہیں جانچا۔");
    page.says("href=\"/accessibility?lang=en\"").says("href=\"/help?lang=ur\"").never_says("Get help");
    let english = app.visitor().await.get("/accessibility").await;
    english.says("ready-made surveys haven’t been checked").never_says("dir=\"rtl\"");
}

#[rocket::async_test]
async fn the_polish_statement_says_that_no_native_speaker_has_read_it() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/accessibility?lang=pl").await;
    page.has_status(200).says("<html lang=\"pl\">").says("30 listopada 2026").never_says("Get help");
    page.says("nie sprawdziła osoba, dla której polski jest językiem ojczystym");
}

#[rocket::async_test]
async fn the_statement_in_each_other_language_says_so_in_its_own_words_with_its_own_dates() {
    let app = TestApp::start().await;
    for (language, unread, day) in [
        ("ro", "nu au fost încă verificate de un vorbitor nativ", "30 noiembrie 2026"),
        ("uk", "ще не перевірив носій мови", "30 листопада 2026"),
    ] {
        let page = app.visitor().await.get(&format!("/accessibility?lang={language}")).await;
        page.has_status(200).says(&format!("<html lang=\"{language}\">")).says(unread).says(day);
        page.says("Common Ground").never_says("Get help");
    }
}
