//! What holds on every page, read from its markup; and the wording that follows from the content.
//!
//! `LOOK_OUT=DIR cargo test --lib every_page` also writes the pages and the stylesheet there, to be looked at.

mod contrast;

use std::{collections::HashSet, path::Path};

use crate::web::{
    parts::{
        STYLESHEET,
        samples::{self, Sample},
    },
    results::page::Heat,
};

/// An opening tag.
struct Tag<'a> {
    name: &'a str,
    /// Everything between the name and the `>`.
    attributes: &'a str,
    /// Where it begins in the page.
    at: usize,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        let (_, after) = self.attributes.split_once(&format!(" {name}=\""))?;
        after.split_once('"').map(|(value, _)| value)
    }
}

/// The opening tags of a page. Attribute values hold no `<` or `>`: escaping sees to that.
fn tags(html: &str) -> Vec<Tag<'_>> {
    html.match_indices('<')
        .filter_map(|(at, _)| {
            let inner = html[at + 1..].split_once('>')?.0;
            let end = inner.find(|c: char| c.is_whitespace()).unwrap_or(inner.len());
            let (name, attributes) = inner.split_at(end);
            name.starts_with(|c: char| c.is_ascii_lowercase()).then_some(Tag { name, attributes, at })
        })
        .collect()
}

fn page(name: &str) -> String {
    samples::all().into_iter().find(|sample| sample.name == name).unwrap().html
}

fn text_of_title(html: &str) -> &str {
    html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0
}

fn keep(folder: &Path, name: &str, html: &str) {
    std::fs::write(folder.join(name).with_extension("html"), html).unwrap();
    std::fs::write(folder.join("site.css"), STYLESHEET).unwrap();
}

fn each_page(assert: impl Fn(&Sample, &[Tag<'_>])) {
    for sample in samples::all() {
        assert(&sample, &tags(&sample.html));
    }
}

#[test]
fn every_page_has_a_language_a_title_of_its_own_one_heading_and_one_main_part() {
    let mut titles = HashSet::new();
    for Sample { name, html } in samples::all() {
        let tags = tags(&html);
        let count = |tag: &str| tags.iter().filter(|t| t.name == tag).count();
        let language = if name.ends_with("-welsh") { "cy" } else { "en" };
        assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{language}\">")), "{name}");
        assert_eq!((count("h1"), count("main")), (1, 1), "{name}");
        let title = text_of_title(&html);
        assert!(
            title.len() > " – Newham Libraries".len() && title.ends_with(" – Newham Libraries"),
            "{name}"
        );
        titles.insert(title.to_owned());
        if let Some(folder) = std::env::var_os("LOOK_OUT") {
            keep(Path::new(&folder), name, &html);
        }
    }
    assert!(titles.len() > 25, "pages can be told apart by their titles: {titles:?}");
}

#[test]
fn every_page_leads_past_its_top_and_names_help_accessibility_and_privacy_in_the_same_order() {
    each_page(|Sample { name, html }, _| {
        let order =
            ["class=\"skip\" href=\"#main\"", "id=\"main\"", "/help\">", "/accessibility\"", "/privacy\""];
        let places = order.map(|part| html.rfind(part).unwrap_or_else(|| panic!("{name} lacks {part}")));
        assert!(places.is_sorted(), "{name}: {places:?}");
    });
}

#[test]
fn no_page_holds_a_script_a_style_or_a_handler_that_the_content_policy_would_stop() {
    each_page(|Sample { name, .. }, tags| {
        for tag in tags {
            assert!(!["script", "style"].contains(&tag.name), "{name}");
            assert!(!tag.attributes.contains(" style="), "{name}: <{}{}>", tag.name, tag.attributes);
            assert!(!tag.attributes.contains(" on"), "{name}: <{}{}>", tag.name, tag.attributes);
        }
    });
}

#[test]
fn every_input_has_a_label() {
    each_page(|Sample { name, .. }, tags| {
        let labelled: HashSet<_> =
            tags.iter().filter(|t| t.name == "label").filter_map(|t| t.attribute("for")).collect();
        let inputs = tags.iter().filter(|t| ["input", "textarea", "select"].contains(&t.name));
        for input in inputs.filter(|t| t.attribute("type") != Some("hidden")) {
            let id = input.attribute("id").unwrap_or_else(|| panic!("{name}: an input without an id"));
            assert!(labelled.contains(id), "{name}: {id} has no label");
        }
    });
}

#[test]
fn every_set_of_choices_stands_in_a_fieldset_that_opens_with_its_legend() {
    each_page(|Sample { name, html }, tags| {
        for (index, _) in tags.iter().enumerate().filter(|(_, t)| t.name == "fieldset") {
            assert_eq!(tags[index + 1].name, "legend", "{name}");
        }
        let choices = tags.iter().filter(|t| matches!(t.attribute("type"), Some("radio" | "checkbox")));
        // A box alone, whose id is its name, is no set: its label says all.
        for choice in choices.filter(|t| t.attribute("id") != t.attribute("name")) {
            let before = &html[..choice.at];
            assert!(before.rfind("<fieldset") > before.rfind("</fieldset>"), "{name}");
        }
    });
}

#[test]
fn no_id_is_used_twice_and_every_reference_leads_somewhere() {
    each_page(|Sample { name, .. }, tags| {
        let mut ids = HashSet::new();
        for id in tags.iter().filter_map(|t| t.attribute("id")) {
            assert!(ids.insert(id), "{name}: {id} is used twice");
        }
        for tag in tags {
            let described =
                ["aria-describedby", "aria-labelledby", "for"].into_iter().filter_map(|a| tag.attribute(a));
            let linked = tag.attribute("href").and_then(|href| href.strip_prefix('#'));
            for id in described.flat_map(str::split_whitespace).chain(linked) {
                assert!(ids.contains(id), "{name}: nothing has the id {id}");
            }
        }
    });
}

#[test]
fn every_class_on_a_page_is_known_to_the_stylesheet() {
    // What is to come looks as plain as it can.
    let unstyled = ["to-come"];
    each_page(|Sample { name, .. }, tags| {
        for class in tags.iter().filter_map(|t| t.attribute("class")).flat_map(str::split_whitespace) {
            let known = STYLESHEET.contains(&format!(".{class}")) || unstyled.contains(&class);
            assert!(known, "{name}: no rule for .{class}");
        }
    });
}

#[test]
fn a_form_with_an_error_says_so_in_its_title_and_leads_to_the_first_input_of_each_question() {
    let html = page("form-all-kinds-error");
    assert!(text_of_title(&html).starts_with("Error: Page 2 of 4 – "));
    assert!(html.contains("There is a problem"));
    for key in ["kinds_now", "training", "years", "met", "whom", "open"] {
        assert!(html.contains(&format!("<a href=\"#q-{key}\">")), "{key}");
        assert!(html.contains(&format!("id=\"q-{key}-problem\"")), "{key}");
    }
    assert!(html.contains("role=\"alert\"") && html.contains("tabindex=\"-1\" autofocus"));
}

#[test]
fn what_was_entered_stays_when_a_page_comes_back() {
    let html = page("form-all-kinds-error");
    assert!(html.contains("value=\"schools\" checked"));
    assert!(html.contains("value=\"-3\""));
    assert!(html.contains("Joining without proof of address."));
    assert!(html.contains("value=\"meet\" selected"));
    assert!(html.contains("name=\"answers[partner_kind]\" value=\"school\""));
}

#[test]
fn nothing_is_chosen_before_a_person_chooses() {
    let html = page("form-first");
    let group = html.split_once("name=\"answers[partner_kind]\"").unwrap().1;
    assert!(!group.split_once("</fieldset>").unwrap().0.contains(" checked"));
}

#[test]
fn a_screen_reader_hears_the_whole_question_with_each_scale() {
    let html = page("form-scale");
    assert_eq!(
        html.matches("<span class=\"unseen\">How much do you expect </span>the library to b").count(),
        2
    );
    assert_eq!(html.matches("<p class=\"lead stem\">").count(), 1);
}

#[test]
fn dont_know_stands_apart_from_the_scale() {
    let html = page("form-scale");
    let after_or = html.split_once("<p class=\"or\">or</p>").unwrap().1;
    assert!(after_or.find("value=\"dk\"") < after_or.find("value=\"1\""));
    assert_eq!(html.matches("<p class=\"or\">").count(), 3);
}

#[test]
fn a_box_for_free_text_states_its_limit_and_asks_for_no_names() {
    let html = page("form-all-kinds");
    assert!(
        html.contains("Up to 500 characters; 68 used. Do not name or describe any child, or anyone else.")
    );
    assert!(html.contains("This survey is not the place to report it"));
}

#[test]
fn the_rule_about_blanks_is_said_once_and_follows_the_page() {
    assert!(page("form-first").contains("One question needs an answer. You can leave any other blank."));
    assert!(page("form-scale").contains("You can leave any question blank."));
    assert_eq!(page("form-first").matches("(needs an answer)").count(), 1);
}

#[test]
fn a_form_says_truly_what_becomes_of_unfinished_answers() {
    assert!(page("form-first").contains("Open the same link to go on, until Friday 29 May at 17:00."));
    assert!(page("form-all-kinds").contains("kept in this browser, and nowhere else"));
    assert!(page("form-scale").contains("nothing is kept until you send it"));
}

#[test]
fn a_link_that_a_mail_scanner_opens_uses_nothing_up() {
    assert!(page("start-personal").contains("<form class=\"send\" method=\"post\" action=\"/i/3kTq\">"));
    assert!(page("stop-confirm").contains("method=\"post\" action=\"/stop/9fK2\""));
    assert!(page("stop-confirm").contains("Nothing has changed yet."));
}

#[test]
fn a_blank_answer_is_shown_as_left_blank_before_sending() {
    let html = page("check");
    assert_eq!(html.matches("Left blank").count(), 1);
    assert!(html.contains("East Ham<br>Plaistow"));
    assert!(html.contains("name=\"action\" value=\"submit\">Send your answers</button>"));
}

#[test]
fn text_that_people_typed_is_escaped() {
    let brand = crate::web::parts::frame::Shown::default();
    brand.set(crate::web::parts::frame::Brand {
        name: "A & B".into(),
        ..crate::web::parts::frame::Brand::default()
    });
    let mut refusal = crate::web::public::answer::refusal::Refusal {
        frame: crate::web::parts::Frame::public(
            std::sync::Arc::new(crate::web::parts::frame::Site {
                brand,
                stylesheet: "/site.css".into(),
                live: "/live.js".into(),
                front: "/".into(),
                help: "/help".into(),
                accessibility: "/accessibility".into(),
                privacy: "/privacy".into(),
            }),
            "cy",
        ),
        survey: Some("<script>alert(1)</script>".into()),
        reason: crate::web::public::answer::refusal::Reason::AlreadySent,
        organiser: None,
    };
    let html = askama::Template::render(&refusal).unwrap();
    assert!(!html.contains("<script") && html.contains("A &#38; B") && html.contains("lang=\"cy\""));
    refusal.survey = None;
    assert!(!askama::Template::render(&refusal).unwrap().contains("alert(1)"));
}

#[test]
fn a_group_that_is_too_small_shows_words_in_place_of_figures() {
    let html = page("comparison");
    assert!(html.contains("<td class=\"n few\" data-l=\"Partners\">too few answers</td>"));
    let cells = |kind: &str, words: &str| {
        html.matches(&format!("<td class=\"few\" data-l=\"{kind}\">{words}</td>")).count()
    };
    assert_eq!((cells("Children’s homes", "all together only"), cells("Charities", "no answers")), (5, 5));
}

#[test]
fn a_gap_takes_one_of_five_equal_steps_of_colour() {
    let steps = [-3.0, -1.3, -1.2, -0.5, -0.4, 0.0, 0.4, 0.5, 1.2, 1.3].map(|gap| Heat::of(gap).class());
    let wanted =
        ["heat-1", "heat-1", "heat-2", "heat-2", "heat-3", "heat-3", "heat-3", "heat-4", "heat-4", "heat-5"];
    assert_eq!(steps, wanted);
}
