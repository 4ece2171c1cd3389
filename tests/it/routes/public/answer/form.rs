//! The form page by page.

use common_ground::survey::{audience::Audience, round::PrivacyMode};

use crate::support::{app::TestApp, rounds::stored, visitor::Visitor};

/// Fills in the first page of `partner_expect` and goes on.
async fn first_page(visitor: &Visitor, address: &str) {
    let fields = [
        ("action", "next"),
        ("page", "1"),
        ("answers[partner_kind]", "school"),
        ("answers[years_in_role]", "pns"),
    ];
    visitor.post(address, &fields).await.leads_to(&format!("{address}/2"));
}

#[rocket::async_test]
async fn a_form_is_answered_page_by_page_in_one_browser() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    visitor.get(&address).await.has_status(200).says("Takes").says("Questions").says(&format!("{address}/1"));
    let page = visitor.get(&format!("{address}/1")).await;
    page.has_status(200).says("Page 1 of 4 · 13 questions left").says("You can leave any other blank");
    let key = page.field("key").unwrap().to_owned();
    let first =
        [("action", "next"), ("page", "1"), ("key", &key), ("answers[partner_kind]", "childrens_home")];
    visitor.post(&address, &first).await.leads_to(&format!("{address}/2"));
    let second = [("action", "next"), ("page", "2"), ("key", &key), ("answers[bring_reliability]", "5")];
    visitor.post(&address, &second).await.leads_to(&format!("{address}/3"));
    let third = [("action", "next"), ("page", "3"), ("key", &key)];
    visitor.post(&address, &third).await.leads_to(&format!("{address}/4"));
    let fourth = [("action", "next"), ("page", "4"), ("key", &key), ("answers[one_change]", "Ring “first”")];
    visitor.post(&address, &fourth).await.leads_to(&format!("{address}/check"));
    let check = visitor.get(&format!("{address}/check")).await;
    check.has_status(200).says("A children’s home").says("A great deal").says("Ring “first”");

    let key = check.field("key").unwrap();
    let sent = visitor.post(&address, &[("action", "submit"), ("key", key)]).await;
    sent.leads_to(&format!("{address}/sent"));
    visitor.follow(&sent).await.has_status(200).says("Your answers are safe.");
    let answers = stored(&app, &round).await;
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["bring_reliability"], 5);
    assert_eq!(answers[0]["bring_enthusiasm"], "skipped");
    assert_eq!(answers[0]["one_change"]["text"], "Ring “first”");
    // What was sent is no longer in the browser.
    visitor.get(&format!("{address}/check")).await.leads_to(&format!("{address}/1"));
}

#[rocket::async_test]
async fn going_back_to_a_page_shows_what_was_entered_there() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    first_page(&visitor, &address).await;
    let page = visitor.get(&format!("{address}/1")).await;
    let (_, after) = page.body.split_once("value=\"school\"").unwrap();
    assert!(after.split_once('>').unwrap().0.contains("checked"), "{}", page.body);
}

#[rocket::async_test]
async fn a_page_with_a_mistake_comes_back_with_everything_that_was_entered() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    let fields = [("action", "next"), ("page", "1"), ("answers[years_in_role]", "pns")];
    let page = visitor.post(&address, &fields).await;
    page.has_status(422).says("There is a problem").says("Page 1 of 4");
    let (_, after) = page.body.split_once("value=\"pns\"").unwrap();
    assert!(after.split_once('>').unwrap().0.contains("checked"), "{}", page.body);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn a_browser_without_cookies_gets_all_questions_on_one_page() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    visitor.get(&format!("{address}/2")).await.leads_to(&format!("{address}/all"));
    let page = visitor.get(&format!("{address}/all")).await;
    page.has_status(200).says("answers[partner_kind]").says("answers[one_change]");
    // There is no page to go on to: what this one sends is everything.
    page.says("name=\"action\" value=\"submit\"").never_says("value=\"next\"");
}

#[rocket::async_test]
async fn an_anonymous_draft_resumes_in_the_same_browser_and_in_no_other() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    let token = app.invite(&round, "dana@home.example.org").await;
    let (link, address) = (format!("/i/{token}"), format!("/s/{}", round.code));
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    visitor.post(&link, &[]).await.leads_to(&format!("{address}/1"));
    first_page(&visitor, &address).await;
    visitor.post(&link, &[]).await.leads_to(&format!("{address}/2"));
    other.post(&link, &[]).await.leads_to(&format!("{address}/1"));
}

#[rocket::async_test]
async fn a_confidential_draft_resumes_on_another_browser_by_the_same_link() {
    let app = TestApp::start().await;
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    let token = app.invite(&round, "dana@home.example.org").await;
    let (link, address) = (format!("/i/{token}"), format!("/s/{}", round.code));
    let (phone, desk) = (app.visitor().await, app.visitor().await);
    phone.post(&link, &[]).await.leads_to(&format!("{address}/1"));
    first_page(&phone, &address).await;
    desk.get(&link).await.has_status(200).says("Continue where you left off");
    desk.post(&link, &[]).await.leads_to(&format!("{address}/2"));
    desk.get(&format!("{address}/check")).await.has_status(200).says("A school");
}

#[rocket::async_test]
async fn what_is_to_be_mended_is_said_in_the_title_and_led_to() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let long = "x".repeat(501);
    let fields = [("action", "submit"), ("answers[bring_reliability]", "6"), ("answers[one_change]", &long)];
    let page = app.visitor().await.post(&format!("/s/{}", round.code), &fields).await;
    page.has_status(422).says("<title>Error: ").says("There is a problem");
    for key in ["partner_kind", "bring_reliability", "one_change"] {
        page.says(&format!("<a href=\"#q-{key}\">")).says(&format!("id=\"q-{key}-problem\""));
    }
    page.says("role=\"alert\"").says("tabindex=\"-1\" autofocus");
    let visitor = app.visitor().await;
    let page = visitor.post(&format!("/s/{}", round.code), &[("action", "next"), ("page", "1")]).await;
    page.has_status(422).says("<title>Error: Page 1 of 4 – ");
}

#[rocket::async_test]
async fn nothing_is_chosen_before_a_person_chooses() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let page = app.visitor().await.get(&format!("/s/{}/all", round.code)).await;
    page.has_status(200).says("type=\"radio\"").never_says(" checked").never_says(" selected");
}

#[rocket::async_test]
async fn each_question_of_a_page_of_scales_reads_whole() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    first_page(&visitor, &address).await;
    let page = visitor.get(&format!("{address}/2")).await;
    let begins = "<legend><span class=\"begins\">How much do you expect </span>";
    page.says(&format!("{begins}to be able to count on the library"));
    assert_eq!(page.body.matches(begins).count(), 4);
    assert_eq!(page.body.matches("How much do you expect").count(), 4, "and nowhere else");
}

#[rocket::async_test]
async fn dont_know_stands_apart_from_the_scale() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    first_page(&visitor, &address).await;
    let page = visitor.get(&format!("{address}/2")).await;
    let questions: Vec<_> = page.body.split("<fieldset").skip(1).collect();
    assert_eq!(questions.len(), 4);
    for question in questions {
        let (scale, apart) = question.split_once("<p class=\"or\">or</p>").unwrap();
        assert!(
            scale.contains("value=\"1\"") && scale.contains("value=\"5\"") && !scale.contains("value=\"dk\"")
        );
        assert!(apart.contains("value=\"dk\"") && !apart.contains("value=\"5\""), "{apart}");
    }
}

#[rocket::async_test]
async fn a_box_for_free_text_states_its_limit_and_asks_for_no_names() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    first_page(&visitor, &address).await;
    let typed = [("action", "next"), ("page", "4"), ("answers[one_change]", "Ring first.")];
    visitor.post(&address, &typed).await.has_status(303);
    visitor
        .get(&format!("{address}/4"))
        .await
        .has_status(200)
        .says("Do not name or describe any child, or anyone else.")
        .says("Up to 500 characters.")
        .says("Characters left: 489")
        .says("This survey is not the place to report it");
}

#[rocket::async_test]
async fn the_rule_about_blanks_is_said_once_and_follows_the_page() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    let first = visitor.get(&format!("{address}/1")).await;
    first.says("One question needs an answer. You can leave any other blank.");
    assert_eq!(first.body.matches("(needs an answer)").count(), 1);
    first_page(&visitor, &address).await;
    let second = visitor.get(&format!("{address}/2")).await;
    second.says("You can leave any question blank.").never_says("needs an answer");
}

#[rocket::async_test]
async fn a_form_says_truly_what_becomes_of_unfinished_answers() {
    let app = TestApp::start().await;
    let open = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", open.code);
    let visitor = app.visitor().await;
    let page = visitor.get(&format!("{address}/1")).await;
    page.says("kept in this browser, and nowhere else").says("Save and continue later on this device");
    let whole = visitor.get(&format!("{address}/all")).await;
    whole.says("nothing is kept until you send it").never_says("Save and continue later");

    let confidential = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    let link = format!("/i/{}", app.invite(&confidential, "dana@home.example.org").await);
    let dana = app.visitor().await;
    let begun = dana.post(&link, &[]).await;
    dana.follow(&begun).await.says("Open the same link to go on, until Friday 29 May");
}

#[rocket::async_test]
async fn words_that_somebody_typed_are_shown_and_never_run() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    first_page(&visitor, &address).await;
    let words = "</textarea><script>alert(1)</script>\" onfocus=\"alert(2)";
    let typed = [("action", "next"), ("page", "4"), ("answers[one_change]", words)];
    visitor.post(&address, &typed).await.has_status(303);
    for (page, scripts) in [("4", 1), ("check", 0)] {
        let page = visitor.get(&format!("{address}/{page}")).await;
        page.has_status(200).says(words);
        // Ours is a file, and counts what is typed.
        assert_eq!(page.body.matches("<script").count(), scripts, "{}", page.body);
        assert_eq!(page.body.matches("<script src=\"/assets/").count(), scripts, "{}", page.body);
    }
}

#[rocket::async_test]
async fn characters_left_are_counted_as_the_check_counts_them() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    first_page(&visitor, &address).await;
    // A browser sends two characters for the end of a line.
    for (words, told) in [
        (format!("a\r\n{}", "x".repeat(498)), "Characters left: 0"),
        (format!("  a\r\n{}  ", "€".repeat(499)), "Characters over the limit: 1"),
    ] {
        let typed = [("action", "next"), ("page", "4"), ("answers[one_change]", &*words)];
        let page = visitor.post(&address, &typed).await;
        let page = if page.status == 303 { visitor.get(&format!("{address}/4")).await } else { page };
        page.says(told);
        assert_eq!(page.body.contains("it has 501"), told.contains("over"), "{}", page.body);
    }
}

#[rocket::async_test]
async fn the_way_back_stands_above_the_heading_and_what_is_left_beside_the_page() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    first_page(&visitor, &address).await;
    for (page, back, left) in [
        ("1", "", Some("13 questions left")),
        ("2", "/1", Some("11 questions left")),
        ("4", "/3", Some("4 questions left")),
        ("check", "/4", None),
        ("all", "", None),
    ] {
        let page = visitor.get(&format!("{address}/{page}")).await;
        let (above, _) = page.body.split_once("<h1>").unwrap();
        assert!(above.contains(&format!("<a href=\"{address}{back}\">Back</a>")), "{above}");
        assert_eq!(page.body.contains(" left</p>"), left.is_some(), "{}", page.body);
        page.says(left.unwrap_or_default());
    }
}

#[rocket::async_test]
async fn unsent_answers_of_one_survey_are_never_those_of_another() {
    let app = TestApp::start().await;
    let staff = app.round("staff_needs", |_| {}).await;
    let partners = app.round("partner_expect", |_| {}).await;
    let visitor = app.visitor().await;
    let first = [("action", "next"), ("page", "1"), ("answers[partner_kind]", "school")];
    visitor.post(&format!("/s/{}", partners.code), &first).await.has_status(303);
    let mut draft = visitor.client().cookies().get("draft0").unwrap().clone();
    draft.set_path(format!("/s/{}", staff.code));
    let other = app.visitor().await;
    let address = format!("/s/{}/check", staff.code);
    let request = other.client().get(address).cookie(draft);
    other.send(request).await.leads_to(&format!("/s/{}/1", staff.code));
}
