//! The errands of every day take few clicks: each is done by what the pages offer, from where it comes to mind.

use common_ground::{store::people::PersonRole, survey::audience::Audience};
use tl::{HTMLTag, Parser, ParserOptions};

use crate::support::{
    app::TestApp,
    asking::{leaves, planned, post_all},
    editing::{add, blank, keys},
    partners::{add_contact, add_partner, contact},
    summary,
    visitor::{Reply, Visitor},
};

/// Somebody who clicks on what a page shows.
struct Clicking<'v> {
    visitor: &'v Visitor,
    page: Reply,
    clicks: usize,
}

fn attribute(tag: &HTMLTag<'_>, name: &str) -> Option<String> {
    let value = tag.attributes().get(name).flatten()?;
    Some(value.as_utf8_str().replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'"))
}

/// What a button or link says, in one line.
fn says(tag: &HTMLTag<'_>, parser: &Parser<'_>) -> String {
    tag.inner_text(parser).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'v> Clicking<'v> {
    async fn on(visitor: &'v Visitor, address: &str) -> Self {
        let page = visitor.get(address).await;
        page.has_status(200);
        Self { visitor, page, clicks: 0 }
    }

    /// Follows the first link that begins so.
    async fn link(&mut self, label: &str) {
        let to = {
            let dom = tl::parse(&self.page.body, ParserOptions::default()).unwrap();
            let links = dom.nodes().iter().filter_map(tl::Node::as_tag);
            let mut links = links.filter(|tag| tag.name().as_utf8_str() == "a");
            let found = links.find(|tag| says(tag, dom.parser()).starts_with(label));
            found.and_then(|tag| attribute(tag, "href"))
        };
        let to = to.unwrap_or_else(|| panic!("no link “{label}”: {}", self.page.body));
        self.page = self.visitor.get(&to).await;
        self.page.has_status(200);
        self.clicks += 1;
    }

    /// Presses the first button that begins so, with what was typed and what its form carries; and reads what comes of it.
    async fn button(&mut self, label: &str, typed: &[(&str, &str)]) {
        let (to, mut fields) = self.form(label);
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        let reply = self.visitor.post(&to, &fields).await;
        self.page = if reply.status == 303 { self.visitor.follow(&reply).await } else { reply };
        self.page.has_status(200);
        self.clicks += 1;
    }

    /// Where the form of a button leads, and what it carries unseen.
    fn form(&self, label: &str) -> (String, Vec<(String, String)>) {
        let dom = tl::parse(&self.page.body, ParserOptions::default()).unwrap();
        let parser = dom.parser();
        let (mut to, mut fields) = (String::new(), Vec::new());
        for tag in dom.nodes().iter().filter_map(tl::Node::as_tag) {
            match &*tag.name().as_utf8_str() {
                "form" => {
                    to = attribute(tag, "action").unwrap_or_default();
                    fields.clear();
                }
                "input" if attribute(tag, "type").as_deref() == Some("hidden") => {
                    fields.extend(attribute(tag, "name").zip(attribute(tag, "value")));
                }
                "button" if says(tag, parser).starts_with(label) => {
                    fields.extend(attribute(tag, "name").zip(attribute(tag, "value")));
                    return (to, fields);
                }
                _ => {}
            }
        }
        panic!("no button “{label}”: {}", self.page.body)
    }
}

#[rocket::async_test]
async fn a_reminder_leaves_two_clicks_from_the_home_page() {
    let app = TestApp::start().await;
    let (_, letters) = planned(&app, &["dana@home.example.org", "kofi@school.example.org"]).await;
    app.run_due().await;
    post_all(&app).await;
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    post_all(&app).await;
    app.wait_days(2);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let mut errand = Clicking::on(&trainer, "/programmes/reading").await;
    errand.link("Send a reminder").await;
    errand.button("Send 2 reminders", &[]).await;
    errand.page.says("2 reminders are on their way");
    assert_eq!(errand.clicks, 2);
}

#[rocket::async_test]
async fn somebody_is_invited_two_clicks_from_the_page_of_a_survey() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana", "dana@elm.example.org").await;
    let dana = contact(&app, "dana@elm.example.org").await.id.to_string();
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    let mut errand = Clicking::on(&trainer, &format!("/programmes/reading/rounds/{}", round.code)).await;
    errand.link("Add people").await;
    errand.button("Add selected", &[("contact", &dana)]).await;
    errand.page.says("One person was added");
    assert_eq!(errand.clicks, 2);
}

#[rocket::async_test]
async fn answers_for_excel_are_two_clicks_and_a_correction_three_clicks_from_the_page_of_a_course() {
    let app = TestApp::start().await;
    let (course, feedback) = summary::course(&app).await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    app.answers(&feedback, "front_line", 12, 4).await;
    app.wait_days(9);
    app.run_due().await;
    let page = summary::page(&course, "");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let mut excel = Clicking::on(&trainer, &page).await;
    excel.link("See the results").await;
    excel.link("Answers for Excel").await;
    assert_eq!(excel.clicks, 2);
    assert!(excel.page.header("Content-Type").unwrap().starts_with("text/csv"));

    app.wait_days(2);
    app.run_due().await;
    summary::posted(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let mut correction = Clicking::on(&trainer, &page).await;
    correction.link("Correct the summary").await;
    correction.button("Preview the correction", &[("text", "It was held in East Ham.")]).await;
    correction.page.says("Send this correction to 1 person?").says("It was held in East Ham.");
    correction.button("Send to 1 person", &[]).await;
    correction.page.says("The correction is on its way to 1 person");
    assert_eq!(correction.clicks, 3);
}

#[rocket::async_test]
async fn a_question_is_two_clicks_away_and_three_moves_are_three() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let survey = blank(&trainer, "Summer").await;
    for text in ["One?", "Two?", "Three?"] {
        add(&trainer, &survey, "short_text", &[("text", text)]).await.has_status(303);
    }
    let mut question = Clicking::on(&trainer, &survey).await;
    question.link("Add a question").await;
    question.button("Add the question", &[("text", "Four?")]).await;
    question.page.says("The question was added");
    assert_eq!(question.clicks, 2);
    let mut moves = Clicking::on(&trainer, &survey).await;
    for _ in 0..3 {
        moves.button("Up with “Four", &[]).await;
    }
    assert_eq!(moves.clicks, 3);
    assert_eq!(keys(&trainer, &survey).await[0][0], "four");
}
