//! A complete submission in one request, from any client.

use rocket::http::{ContentType, Method};

use crate::support::{
    app::TestApp,
    rounds::{WHOLE, stored},
};

const KEY: (&str, &str) = ("key", "6d3c6f0e-46a3-4f0e-9a3e-0a4f0a7b1c11");

#[rocket::async_test]
async fn a_bare_client_sends_everything_at_once_and_a_retry_is_stored_once() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let fields: Vec<_> = WHOLE.into_iter().chain([KEY]).collect();
    for _ in 0..2 {
        // Each time another client, as after a crash: no cookies, no headers of a browser.
        let client = app.visitor().await;
        let sent = client.send(client.form(Method::Post, &address, &fields)).await;
        sent.leads_to(&format!("{address}/sent"));
    }
    let answers = stored(&app, &round).await;
    assert_eq!(answers.len(), 1);
    assert_eq!(answers[0]["bring_reliability"], 4);
    assert_eq!(answers[0]["need_flexibility"], "dk");
    assert_eq!(answers[0]["one_change"]["text"], "Call before you come – we’d be ready");
}

#[rocket::async_test]
async fn a_key_that_is_no_uuid_counts_once_too_and_an_empty_one_is_none() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    for (key, stored_then) in [("tablet 7, sheet 12", 1), ("tablet 7, sheet 13", 2), ("", 4)] {
        for _ in 0..2 {
            let client = app.visitor().await;
            let fields: Vec<_> = WHOLE.into_iter().chain([("key", key)]).collect();
            client.post(&address, &fields).await.leads_to(&format!("{address}/sent"));
        }
        assert_eq!(stored(&app, &round).await.len(), stored_then, "key “{key}”");
    }
}

#[rocket::async_test]
async fn submissions_without_a_key_are_each_stored() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    for _ in 0..2 {
        let client = app.visitor().await;
        client.post(&address, &WHOLE).await.leads_to(&format!("{address}/sent"));
    }
    assert_eq!(stored(&app, &round).await.len(), 2);
}

#[rocket::async_test]
async fn a_code_typed_in_small_letters_is_the_same_code() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| "QUAY7X".clone_into(&mut round.code)).await;
    let visitor = app.visitor().await;
    visitor.get("/s/quay7x").await.leads_to("/s/QUAY7X");
    visitor.post("/s/quay7x", &WHOLE).await.leads_to("/s/QUAY7X/sent");
    assert_eq!(stored(&app, &round).await.len(), 1);
}

#[rocket::async_test]
async fn a_mistake_names_the_question_keeps_the_entries_and_stores_nothing() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let long = "x".repeat(501);
    let wrong: [(&str, &str, &str); 6] = [
        ("answers[bring_reliability]", "6", "Select one of the answers shown to"),
        ("answers[bring_reliability]", "four", "Select one of the answers shown to"),
        ("answers[partner_kind]", "zoo", "Select one of the answers shown to"),
        ("answers[nobody_asked]", "1", "This form has no such question"),
        ("answers[one_change]", &long, "to 500 characters or fewer; it has 501"),
        ("answers[bring_reliability]", "-1", "Select one of the answers shown to"),
    ];
    for (name, value, message) in wrong {
        let mut fields: Vec<_> = WHOLE.into_iter().filter(|(known, _)| *known != name).collect();
        fields.push((name, value));
        let client = app.visitor().await;
        let page = client.post(&format!("/s/{}", round.code), &fields).await;
        page.has_status(422).says("There is a problem").says(message);
        if name != "answers[one_change]" {
            page.says("Call before you come – we’d be ready");
        }
    }
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn an_answer_without_its_group_is_not_taken() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let fields: Vec<_> = WHOLE.into_iter().filter(|(name, _)| !name.contains("partner_kind")).collect();
    let client = app.visitor().await;
    let page = client.post(&format!("/s/{}", round.code), &fields).await;
    page.has_status(422).says("Select which kind of organisation you work for");
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn words_in_an_unknown_encoding_are_asked_for_again() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let visitor = app.visitor().await;
    let body = b"action=submit&answers[partner_kind]=school&answers[one_change]=caf%e9";
    let request = visitor.client().post(format!("/s/{}", round.code)).header(ContentType::Form).body(body);
    let page = visitor.send(request).await;
    page.has_status(422).says("There is a problem").says("Type your answer to").says("caf");
    let (_, after) = page.body.split_once("value=\"school\"").unwrap();
    assert!(after.split_once('>').unwrap().0.contains("checked"), "{}", page.body);
}

#[rocket::async_test]
async fn what_is_no_form_of_ours_is_refused_without_harm() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    let bodies: [&[u8]; 5] = [
        b"action=submit&answers[partner_kind]=school&answers[one_change]=%ff%fe",
        b"action=submit&answers[partner_kind]=school&answers[one_change]=\xff\xfe",
        b"action=submit&answers[partner_kind]=school&answers[one_change]=a%00b",
        b"action=dance&answers[partner_kind]=school",
        b"\x00\x01\x02",
    ];
    for body in bodies {
        let request = visitor.client().post(&address).header(ContentType::Form).body(body);
        let reply = visitor.send(request).await;
        assert_eq!(reply.status, 422, "{}", String::from_utf8_lossy(body));
    }
    let json = visitor.client().post(&address).header(ContentType::JSON).body(r#"{"action":"submit"}"#);
    let refused = visitor.send(json).await.status;
    assert!([404, 415, 422].contains(&refused), "{refused}");
    let flood = vec![b'a'; 300 * 1024];
    let request = visitor.client().post(&address).header(ContentType::Form).body(flood);
    visitor.send(request).await.has_status(413);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn whatever_order_answers_come_in_the_same_is_stored() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let turned: Vec<_> = WHOLE.into_iter().rev().collect();
    for fields in [WHOLE.to_vec(), turned] {
        app.visitor().await.post(&address, &fields).await.leads_to(&format!("{address}/sent"));
    }
    let answers = stored(&app, &round).await;
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0], answers[1]);
}

#[rocket::async_test]
async fn a_form_sent_in_parts_is_taken_like_any_other() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let part = |(name, value): (&str, &str)| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = WHOLE.map(part).concat() + "--b--\r\n";
    let kind = ContentType::new("multipart", "form-data").with_params(("boundary", "b"));
    let visitor = app.visitor().await;
    let sent = visitor.send(visitor.client().post(&address).header(kind).body(body)).await;
    sent.leads_to(&format!("{address}/sent"));
    visitor.post(&address, &WHOLE).await.leads_to(&format!("{address}/sent"));
    let answers = stored(&app, &round).await;
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0], answers[1]);
}

#[rocket::async_test]
async fn a_form_of_the_largest_size_is_taken_and_one_byte_more_is_not() {
    const LARGEST: usize = 256 * 1024;
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    let form = "action=submit&answers[partner_kind]=school&more=";
    for (size, status) in [(LARGEST, 303), (LARGEST + 1, 413)] {
        let body = form.to_owned() + &"a".repeat(size - form.len());
        let request = visitor.client().post(&address).header(ContentType::Form).body(body);
        visitor.send(request).await.has_status(status);
    }
    assert_eq!(stored(&app, &round).await.len(), 1);
}
