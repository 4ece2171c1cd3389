//! The form in the languages of its survey.

use common_ground::{
    store::{mailings, people::PersonRole, rounds::Round},
    survey::{templates, text::Wording},
};
use rocket::http::Header;

use crate::support::{
    app::TestApp,
    rounds::stored,
    visitor::{Reply, Visitor},
};

/// Opens a page in a browser set to Welsh.
async fn get_in_welsh(visitor: &Visitor, address: &str) -> Reply {
    let request = visitor.client().get(address.to_owned());
    visitor.send(request.header(Header::new("Accept-Language", "cy-GB,cy;q=0.9,en;q=0.5"))).await
}

/// A round of a survey that is in English alone.
async fn in_english_alone(app: &TestApp, change: impl FnOnce(&mut Round)) -> Round {
    let mut survey = templates::find("staff_offer").unwrap().clone();
    "offers_in_english".clone_into(&mut survey.key);
    // A survey is offered in the languages of its title.
    survey.title = Wording::english("What we give our partners");
    app.round_of(&survey, change).await
}

/// Answers the whole form page by page and returns the pages that came by.
async fn answer(visitor: &Visitor, address: &str, lang: &str) -> Vec<Reply> {
    let start = visitor.get(&format!("{address}?lang={lang}")).await;
    let asked = |step: &str| format!("{address}{step}?lang={lang}");
    start.has_status(200).says(&asked("/1"));
    let mut pages = vec![start];
    let answers: [&[(&str, &str)]; 4] = [
        &[("answers[partner_kind]", "charity"), ("answers[years_in_role]", "pns")],
        &[("answers[bring_reliability]", "5"), ("answers[bring_enthusiasm]", "dk")],
        &[],
        &[("answers[one_change]", "Cwrdd yn amlach")],
    ];
    for (number, given) in (1..).zip(answers) {
        let page = visitor.get(&asked(&format!("/{number}"))).await;
        page.has_status(200);
        pages.push(page);
        let number_sent = number.to_string();
        let mut fields = vec![("action", "next"), ("page", &*number_sent)];
        fields.extend(given);
        let next = if number == 4 { "/check".to_owned() } else { format!("/{}", number + 1) };
        visitor.post(&asked(""), &fields).await.leads_to(&asked(&next));
    }
    let check = visitor.get(&asked("/check")).await;
    let sent = visitor.post(&asked(""), &[("action", "submit"), ("key", check.field("key").unwrap())]).await;
    pages.push(check);
    sent.leads_to(&asked("/sent"));
    pages.push(visitor.follow(&sent).await);
    pages
}

#[rocket::async_test]
async fn a_welsh_form_gives_the_same_stored_answers_as_the_english_one() {
    let app = TestApp::start().await;
    let (first, second) =
        (app.round("partner_expect", |_| {}).await, app.round("partner_expect", |_| {}).await);
    let english = answer(&app.visitor().await, &format!("/s/{}", first.code), "en").await;
    let welsh = answer(&app.visitor().await, &format!("/s/{}", second.code), "cy").await;
    assert_eq!(stored(&app, &first).await, stored(&app, &second).await);
    assert_eq!(stored(&app, &second).await.len(), 1);
    let spoken =
        ["Start", "Page 2 of 4", "Continue", "Check your answers", "Prefer not to say", "A great deal"];
    let english_only = [
        "Skip to main",
        "Get help",
        "Takes",
        "minutes",
        "Closes",
        "Who sees",
        "groups of",
        "leave any",
        "Need to stop",
        "characters",
        "worried",
        "Left blank",
        "Thank you",
        "Your answers",
        "You can",
        "Don’t know",
        "survey",
    ];
    for words in spoken {
        assert!(english.iter().any(|page| page.body.contains(words)), "{words}");
    }
    for page in &welsh {
        page.has_status(200).says("<html lang=\"cy\">");
        // What the programme set is told in its own words, and the start page offers the other language.
        let notice = page.body.split_once("<details>").map_or(&*page.body, |(before, _)| before);
        for words in spoken.iter().chain(&english_only) {
            let said = notice.contains(words);
            assert!(!said, "“{words}” in {notice}");
        }
    }
    for (page, step) in welsh.iter().zip(["", "/1", "/2", "/3", "/4", "/check", "/sent"]) {
        page.says(&format!("<a href=\"/s/{}{step}?lang=en\" hreflang=\"en\">English</a>", second.code));
        page.says("href=\"/help?lang=cy\"").says("href=\"/accessibility?lang=cy\"");
    }
    welsh[0].says("Dechrau");
    welsh[2]
        .says("Tudalen 2 o 4")
        .says("Ddim yn gwybod")
        .says("I raddau helaeth iawn")
        .says("I ba raddau rydych yn disgwyl");
    welsh[5].says("Gwirio eich atebion").says("Elusen neu grŵp gwirfoddol").says("Heb ei ateb");
    welsh[6].says("Mae eich atebion yn ddiogel.");
}

#[rocket::async_test]
async fn the_language_of_the_browser_is_the_first_and_the_one_chosen_stays() {
    let app = TestApp::start().await;
    let address = format!("/s/{}", app.round("partner_expect", |_| {}).await.code);
    let visitor = app.visitor().await;
    get_in_welsh(&visitor, &address).await.has_status(200).says("<html lang=\"cy\">").says("Dechrau");
    visitor.get(&format!("{address}?lang=en")).await.says("<html lang=\"en\">");
    get_in_welsh(&visitor, &address).await.says("<html lang=\"en\">");
    get_in_welsh(&visitor, &format!("{address}/1")).await.says("<html lang=\"en\">");
    // A language that the survey has not is not an error.
    visitor.get(&format!("{address}?lang=xx")).await.has_status(200).says("<html lang=\"en\">");
    let english_only = format!("/s/{}", in_english_alone(&app, |_| {}).await.code);
    get_in_welsh(&app.visitor().await, &english_only).await.says("<html lang=\"en\">").never_says("hreflang");
}

#[rocket::async_test]
async fn a_mistake_is_told_in_welsh_to_whom_reads_welsh_even_without_cookies() {
    let app = TestApp::start().await;
    let address = format!("/s/{}", app.round("partner_expect", |_| {}).await.code);
    let fields = [("action", "next"), ("page", "1")];
    let page = app.visitor().await.post(&format!("{address}?lang=cy"), &fields).await;
    page.has_status(422).says("Gwall: ").says("Mae problem").says("Dewiswch y math o sefydliad");
    page.says(&format!("href=\"{address}/1?lang=en\""));
    let fields =
        [("action", "submit"), ("answers[partner_kind]", "school"), ("answers[bring_reliability]", "6")];
    let page = app.visitor().await.post(&format!("{address}?lang=cy"), &fields).await;
    page.has_status(422)
        .says("Dewiswch un o’r atebion a ddangosir i “I ba raddau rydych yn disgwyl gallu dibynnu");
    app.visitor()
        .await
        .get(&format!("{address}/2?lang=cy"))
        .await
        .leads_to(&format!("{address}/all?lang=cy"));
}

#[rocket::async_test]
async fn a_personal_link_keeps_the_language_when_it_leaves_the_address() {
    let app = TestApp::start().await;
    let round =
        app.round("partner_expect", |round| round.audience = common_ground::survey::audience::Audience::Both);
    let round = round.await;
    let token = app.invite(&round, "dana@home.example.org").await;
    let visitor = app.visitor().await;
    let page = visitor.get(&format!("/i/{token}?lang=cy")).await;
    page.has_status(200).says("<html lang=\"cy\">").says(&format!("/i/{token}?lang=cy"));
    page.says("eich sefydliad");
    let first = format!("/s/{}/1?lang=cy", round.code);
    let begun = visitor.post(&format!("/i/{token}?lang=cy"), &[]).await;
    begun.leads_to(&first);
    visitor.follow(&begun).await.has_status(200).says("Parhau");
}

#[rocket::async_test]
async fn somebody_who_cannot_answer_is_told_why_in_their_language() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    get_in_welsh(&app.visitor().await, "/s/NOSUCH").await.has_status(404).says("Ni allwn ddod o hyd");
    app.wait_days(9);
    let page = get_in_welsh(&app.visitor().await, &format!("/s/{}", round.code)).await;
    page.has_status(410).says("Mae’r arolwg hwn wedi cau").says("dydd Gwener 29 Mai");
    page.says(&format!("href=\"/s/{}?lang=en\"", round.code));
}

#[rocket::async_test]
async fn somebody_who_cannot_answer_is_told_why_in_urdu_from_right_to_left() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    let request = visitor.client().get("/s/NOSUCH").header(Header::new("Accept-Language", "ur-PK,ur;q=0.9"));
    let page = visitor.send(request).await;
    page.has_status(404).says("<html lang=\"ur\" dir=\"rtl\">").says("ہمیں یہ سروے نہیں ملا");
    // A survey without Urdu words is read from left to right, in English.
    let address = format!("/s/{}", in_english_alone(&app, |_| {}).await.code);
    app.visitor().await.get(&format!("{address}?lang=ur")).await.says("<html lang=\"en\">");
}

#[rocket::async_test]
async fn a_dry_run_in_welsh_says_what_is_for_staff_in_english() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get("/programmes/reading/surveys/partner_expect/try?lang=cy").await;
    page.has_status(200).says("<html lang=\"cy\">").says("<nav aria-label=\"Main\" lang=\"en\">");
    page.says("<p lang=\"en\">A trial of");
}

const SETTINGS: &str = "/programmes/reading/settings/languages";

#[rocket::async_test]
async fn a_language_that_a_programme_leaves_out_is_offered_to_nobody() {
    let app = TestApp::start().await;
    let address = format!("/s/{}", app.round("partner_expect", |_| {}).await.code);
    let admin = app.signed_in(PersonRole::Admin).await;
    admin
        .get("/programmes/reading/settings")
        .await
        .says("Offered: English, Welsh, Polish, Romanian, Ukrainian, Urdu. First: English.");
    admin
        .post(SETTINGS, &[("language", "cy")])
        .await
        .has_status(422)
        .says("Select a language that is offered");
    admin.post(SETTINGS, &[("language", "xx")]).await.has_status(422).says("Select the first language");
    admin.post(SETTINGS, &[("language", "en")]).await.leads_to("/programmes/reading/settings");
    let visitor = app.visitor().await;
    let page = get_in_welsh(&visitor, &format!("{address}?lang=cy")).await;
    page.has_status(200).says("<html lang=\"en\">").never_says("hreflang");
    let both = [("languages", "cy"), ("language", "en")];
    admin.post(SETTINGS, &both).await.leads_to("/programmes/reading/settings");
    get_in_welsh(&visitor, &address).await.says("<html lang=\"cy\">").says("hreflang");
    // Whoever reads it chooses it by its own name.
    visitor.get(&format!("{address}?lang=en")).await.says("hreflang=\"cy\">Cymraeg</a>");
}

#[rocket::async_test]
async fn the_first_language_is_that_of_letters_and_of_forms_for_whoever_asks_for_no_other() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let welsh_first = [("languages", "cy"), ("language", "cy")];
    admin.post(SETTINGS, &welsh_first).await.leads_to("/programmes/reading/settings");
    let invited = |round: &mut common_ground::store::rounds::Round| {
        round.audience = common_ground::survey::audience::Audience::Both;
    };
    let (both, english) = (app.round("partner_expect", invited).await, in_english_alone(&app, invited).await);
    let address = format!("/s/{}", both.code);
    app.visitor().await.get(&address).await.says("<html lang=\"cy\">");
    let reader = app.visitor().await;
    let request = reader.client().get(address).header(Header::new("Accept-Language", "en-GB,en;q=0.9"));
    reader.send(request).await.says("<html lang=\"en\">");

    let mut first = app.now();
    for (round, email) in [(&both, "dana@home.example.org"), (&english, "kofi@library.example.org")] {
        app.invite(round, email).await;
        let (db, now) = (app.app.db.write_one(), app.now());
        let zone = app.programme.settings.zone();
        first = mailings::plan(db, round.id, now, round.closes_at, &zone).await.unwrap()[0].at;
    }
    app.clock.set(first);
    app.run_due().await;
    let letter = app.letter_saying("dana@home.example.org", "/i/").await;
    for words in ["Annwyl A. Contact,", "yn gofyn i chi ateb", "Yn cau: dydd ", "?lang=cy", "I stopio"] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    for words in ["Dear", "closes", "Answer now", "To stop"] {
        assert!(!letter.contains(words), "{words}: {letter}");
    }
    let link = letter.split_whitespace().find(|word| word.contains("/i/")).unwrap();
    let path = &link[link.find("/i/").unwrap()..];
    app.visitor().await.get(path).await.has_status(200).says("<html lang=\"cy\">");
    // A survey without Welsh words is asked in English.
    let letter = app.letter_saying("kofi@library.example.org", "/i/").await;
    assert!(letter.contains("Dear A. Contact,") && !letter.contains("lang="), "{letter}");
    let preview = format!("/programmes/reading/rounds/{}/invitations/preview", both.code);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&preview).await.has_status(200).says("Annwyl A. Person,").says("lang=\"cy\"");
}

#[rocket::async_test]
async fn a_form_is_answered_in_polish_romanian_and_ukrainian_as_in_english() {
    let app = TestApp::start().await;
    let first = app.round("partner_expect", |_| {}).await;
    answer(&app.visitor().await, &format!("/s/{}", first.code), "en").await;
    for (language, said) in [
        (
            "pl",
            ["Rozpocznij", "W jakim stopniu oczekują Państwo, że", "W bardzo dużym stopniu", "Dziękujemy"],
        ),
        ("ro", ["Începeți", "În ce măsură vă așteptați", "În foarte mare măsură", "Vă mulțumim"]),
        ("uk", ["Почати", "Якою мірою ви очікуєте, що", "Дуже значною мірою", "Дякуємо"]),
    ] {
        let round = app.round("partner_expect", |_| {}).await;
        let pages = answer(&app.visitor().await, &format!("/s/{}", round.code), language).await;
        assert_eq!(stored(&app, &first).await, stored(&app, &round).await, "{language}");
        for page in &pages {
            page.has_status(200).says(&format!("<html lang=\"{language}\">"));
            for words in ["Skip to main", "Get help", "Continue", "A great deal", "Don’t know", "How much"]
            {
                page.never_says(words);
            }
        }
        for words in said {
            assert!(pages.iter().any(|page| page.body.contains(words)), "{language}: {words}");
        }
    }
}

#[rocket::async_test]
async fn whoever_chooses_a_survey_is_told_which_languages_no_native_speaker_has_read() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let unread = "Ready-made surveys are also offered in Welsh, Polish, Romanian, Ukrainian and Urdu.";
    let choosing = ["surveys", "rounds/new", "courses/new"].map(|page| format!("/programmes/reading/{page}"));
    for page in &choosing {
        admin.get(page).await.has_status(200).says(unread);
    }
    let settings = admin.get(SETTINGS).await;
    settings.has_status(200).says("No native speaker has checked them yet");
    settings.says("Welsh").says("Urdu").never_says("Cymraeg").never_says("اردو");
    let polish = [("languages", "pl"), ("language", "en")];
    admin.post(SETTINGS, &polish).await.leads_to("/programmes/reading/settings");
    for page in &choosing {
        admin.get(page).await.says("are also offered in Polish.").never_says(unread);
    }
    admin.post(SETTINGS, &[("language", "en")]).await.leads_to("/programmes/reading/settings");
    for page in &choosing {
        admin.get(page).await.has_status(200).never_says("native speaker");
    }
}
