//! What a composed letter looks like to whoever receives it.

use common_ground::mail::{Attachment, ComposeError, Headers, Inline, Mailbox, RenderedEmail};
use mail_parser::{Header, Message, MessageParser, MimeHeaders, PartType};

use super::{address, headers, letter};

fn picture() -> Inline {
    Inline {
        content_id: "gaps@library.example".to_owned(),
        mime: "image/png".to_owned(),
        bytes: b"\x89PNG\r\n\x1a\n\0\xff".to_vec(),
        file_name: "gaps.png".to_owned(),
    }
}

fn full_letter() -> RenderedEmail {
    RenderedEmail {
        html: Some(
            "<p>Dear Mary,</p><img src=\"cid:gaps@library.example\" alt=\"Gaps – three largest\">".to_owned(),
        ),
        inline: vec![picture()],
        attachments: vec![Attachment {
            name: "Überblick “May” £.csv".to_owned(),
            mime: "text/csv; charset=utf-8".to_owned(),
            bytes: "key,mean\nflexibility,3.9\n".into(),
        }],
        ..letter()
    }
}

fn bytes(letter: &RenderedEmail, headers: &Headers) -> Vec<u8> {
    letter.compose(headers).unwrap()
}

fn read(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}

/// The tree of parts: `mixed(alternative(text/plain, …), …)`.
fn shape(message: &Message<'_>, id: u32) -> String {
    let part = message.part(id).unwrap();
    let kind = part.content_type().unwrap();
    match &part.body {
        PartType::Multipart(parts) => {
            let inner: Vec<_> = parts.iter().map(|&part| shape(message, part)).collect();
            format!("{}({})", kind.subtype().unwrap(), inner.join(", "))
        }
        _ => format!("{}/{}", kind.ctype(), kind.subtype().unwrap()),
    }
}

#[test]
fn a_full_letter_is_mixed_alternative_related() {
    let bytes = bytes(&full_letter(), &headers());
    let message = read(&bytes);
    assert_eq!(shape(&message, 0), "mixed(alternative(text/plain, related(text/html, image/png)), text/csv)");
    let related = message.parts.iter().find(|part| part.is_content_type("multipart", "related")).unwrap();
    assert_eq!(related.content_type().unwrap().attribute("type"), Some("text/html"));
}

#[test]
fn levels_with_one_part_are_left_out() {
    let plain = letter();
    let html = RenderedEmail { html: Some("<p>Hello</p>".to_owned()), ..letter() };
    let attachments = full_letter().attachments;
    for (letter, expected) in [
        (plain.clone(), "text/plain"),
        (RenderedEmail { attachments: attachments.clone(), ..plain }, "mixed(text/plain, text/csv)"),
        (html.clone(), "alternative(text/plain, text/html)"),
        (
            RenderedEmail { attachments, ..html.clone() },
            "mixed(alternative(text/plain, text/html), text/csv)",
        ),
        (
            RenderedEmail { inline: vec![picture()], ..html },
            "alternative(text/plain, related(text/html, image/png))",
        ),
    ] {
        assert_eq!(shape(&read(&bytes(&letter, &headers())), 0), expected);
    }
}

#[test]
fn every_part_arrives_as_it_was() {
    let letter = full_letter();
    let bytes = bytes(&letter, &headers());
    let message = read(&bytes);
    assert_eq!(message.subject(), Some(letter.subject.as_str()));
    assert_eq!(message.body_text(0).unwrap().trim_end().replace("\r\n", "\n"), letter.text.trim_end());
    assert_eq!(message.body_html(0).unwrap().trim_end(), letter.html.unwrap());
    let picture = message.parts.iter().find(|part| part.is_content_type("image", "png")).unwrap();
    assert_eq!(picture.content_id(), Some("gaps@library.example"));
    assert_eq!(picture.attachment_name(), Some("gaps.png"));
    assert!(picture.content_disposition().unwrap().is_inline());
    assert_eq!(picture.contents(), letter.inline[0].bytes);
    let file = message.parts.iter().find(|part| part.is_content_type("text", "csv")).unwrap();
    assert_eq!(file.attachment_name(), Some("Überblick “May” £.csv"));
    assert!(file.content_disposition().unwrap().is_attachment());
    assert_eq!(file.contents(), letter.attachments[0].bytes);
}

#[test]
fn a_letter_has_the_headers_that_mail_programs_look_for() {
    let headers = Headers {
        reply_to: Some("“Your” trainer, Zoë <zoe@library.example>".parse().unwrap()),
        to: Mailbox::new(address("mary@partner.example")).named("Müller, Mary \"M\""),
        list_id: Some("welcome-2026.library.example".to_owned()),
        unsubscribe_url: Some("https://feedback.library.example/stop/0aF-x_9".parse().unwrap()),
        unsubscribe_mailto: Some(address("stop+0aF?x@library.example")),
        one_click: true,
        ..headers()
    };
    let bytes = bytes(&letter(), &headers);
    let message = read(&bytes);
    let from = message.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("Newham Libraries"), Some("surveys@library.example")));
    let to = message.to().unwrap().first().unwrap();
    assert_eq!((to.name(), to.address()), (Some("Müller, Mary \"M\""), Some("mary@partner.example")));
    let reply_to = message.reply_to().unwrap().first().unwrap();
    assert_eq!(
        (reply_to.name(), reply_to.address()),
        (Some("“Your” trainer, Zoë"), Some("zoe@library.example"))
    );
    assert_eq!(message.message_id(), Some("7f3a0c52.1@library.example"));
    assert_eq!(message.date().unwrap().to_rfc3339(), "2026-05-14T09:15:00Z");
    let raw = |name: &'static str| {
        message.header_raw(name).map(|value| value.split_whitespace().collect::<String>())
    };
    assert_eq!(raw("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(raw("List-Id").as_deref(), Some("<welcome-2026.library.example>"));
    assert_eq!(
        raw("List-Unsubscribe").as_deref(),
        Some("<https://feedback.library.example/stop/0aF-x_9>,<mailto:stop+0aF%3Fx@library.example>")
    );
    assert_eq!(raw("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    assert_eq!(raw("MIME-Version").as_deref(), Some("1.0"));
}

#[test]
fn headers_that_do_not_apply_are_left_away() {
    let bytes = bytes(&letter(), &Headers { auto_submitted: false, one_click: true, ..headers() });
    let message = read(&bytes);
    for name in ["Reply-To", "Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Bcc"]
    {
        assert!(message.header_raw(name).is_none(), "{name}");
    }
}

#[test]
fn one_click_is_promised_only_over_https() {
    let url = Some("http://localhost:8000/stop/x".parse().unwrap());
    let bytes = bytes(&letter(), &Headers { unsubscribe_url: url, one_click: true, ..headers() });
    let message = read(&bytes);
    assert!(message.header_raw("List-Unsubscribe").is_some());
    assert!(message.header_raw("List-Unsubscribe-Post").is_none());
}

#[test]
fn the_same_letter_composed_twice_is_the_same_to_the_byte() {
    assert_eq!(bytes(&full_letter(), &headers()), bytes(&full_letter(), &headers()));
    let other = Headers { message_id: "7f3a0c52.2@library.example".to_owned(), ..headers() };
    assert_ne!(bytes(&full_letter(), &headers()), bytes(&full_letter(), &other));
}

#[test]
fn a_message_is_ascii_with_short_lines_that_all_end_in_cr_lf() {
    let letter = RenderedEmail {
        text: format!("one\ntwo\r\nthree\rfour £\n{}", "long ".repeat(400)),
        ..full_letter()
    };
    let url = format!("https://feedback.library.example/stop/{}", "t".repeat(300)).parse().unwrap();
    let bytes = bytes(&letter, &Headers { unsubscribe_url: Some(url), ..headers() });
    let text = std::str::from_utf8(&bytes).unwrap();
    assert!(text.is_ascii());
    assert_eq!(text.replace("\r\n", "").find(['\r', '\n']), None);
    assert!(text.split("\r\n").all(|line| line.len() <= 998));
    let message = read(&bytes);
    assert!(message.body_text(0).unwrap().starts_with("one\r\ntwo\r\nthree\r\nfour £\r\nlong "));
}

#[test]
fn a_text_that_guesses_at_a_boundary_stays_text() {
    let once = bytes(&full_letter(), &headers());
    let once = read(&once);
    let alternative =
        once.parts.iter().find(|part| part.is_content_type("multipart", "alternative")).unwrap();
    let boundary = alternative.content_type().unwrap().attribute("boundary").unwrap();
    let text = format!("--{boundary}\nContent-Type: text/html\n\n<b>forged</b>\n--{boundary}--\n");
    let again = bytes(&RenderedEmail { text: text.clone(), ..full_letter() }, &headers());
    let message = read(&again);
    assert_eq!(shape(&message, 0), "mixed(alternative(text/plain, related(text/html, image/png)), text/csv)");
    assert_eq!(message.body_text(0).unwrap().trim_end().replace("\r\n", "\n"), text.trim_end());
}

#[test]
fn nothing_a_person_typed_can_add_a_header() {
    let evil = "Hello\r\nBcc: everyone@example.net\r\n\r\nForged body";
    let letter = RenderedEmail {
        subject: evil.to_owned(),
        attachments: vec![Attachment {
            name: format!("{evil}\".csv"),
            mime: "text/csv".to_owned(),
            bytes: Vec::new(),
        }],
        inline: vec![Inline { file_name: evil.to_owned(), ..picture() }],
        ..full_letter()
    };
    let to = Mailbox::new(address("mary@partner.example")).named(evil);
    let bytes = bytes(&letter, &Headers { to, ..headers() });
    let message = read(&bytes);
    assert_eq!(message.subject(), Some("Hello Bcc: everyone@example.net Forged body"));
    assert_eq!(message.to().unwrap().first().unwrap().address(), Some("mary@partner.example"));
    assert_eq!(message.to().unwrap().iter().count(), 1);
    let names: Vec<_> = message.parts.iter().flat_map(|part| &part.headers).map(Header::name).collect();
    assert!(!names.iter().any(|name| name.eq_ignore_ascii_case("bcc")), "{names:?}");
    assert_eq!(message.attachments().filter_map(|part| part.attachment_name()).count(), 2);
    assert_eq!(shape(&message, 0), "mixed(alternative(text/plain, related(text/html, image/png)), text/csv)");
}

#[test]
fn values_that_would_break_their_header_are_refused() {
    for wrong in [
        Headers { message_id: "a@b>\r\nBcc: x@example.net".to_owned(), ..headers() },
        Headers { message_id: "<a@b>".to_owned(), ..headers() },
        Headers { message_id: "nothing".to_owned(), ..headers() },
        Headers { list_id: Some("a list".to_owned()), ..headers() },
        Headers { list_id: Some("list\r\nBcc: x".to_owned()), ..headers() },
        Headers { unsubscribe_url: Some("javascript:stop()".parse().unwrap()), ..headers() },
        Headers { date: "1969-12-31T23:59:59Z".parse().unwrap(), ..headers() },
    ] {
        assert!(matches!(letter().compose(&wrong), Err(ComposeError::Unfit { .. })), "{wrong:?}");
    }
}

#[test]
fn parts_that_cannot_be_are_refused() {
    let with = |inline: Inline| RenderedEmail { inline: vec![inline], ..full_letter() }.compose(&headers());
    assert!(matches!(
        with(Inline { content_id: "a>\r\nX: y".into(), ..picture() }),
        Err(ComposeError::Unfit { .. })
    ));
    assert!(matches!(with(Inline { mime: "picture".into(), ..picture() }), Err(ComposeError::MediaType(_))));
    assert!(matches!(
        with(Inline { mime: "image/png\r\nX: y".into(), ..picture() }),
        Err(ComposeError::MediaType(_))
    ));
    let no_html = RenderedEmail { html: None, ..full_letter() };
    assert!(matches!(no_html.compose(&headers()), Err(ComposeError::PicturesWithoutHtml)));
}
