//! Two years of one partnership: checks that begin by themselves, what is promised after them, an agreement and its review, and
//! a contact who takes over.

use std::collections::BTreeSet;

use common_ground::{
    store::{people::PersonRole, promises},
    survey::round::Side,
};

use crate::support::{
    app::TestApp,
    asking::post_all,
    health::{Partnership, answer},
    partners::contact,
    promises::PAGE,
    visitor::Visitor,
};

const TOM: &str = "tom@library.example.org";
const KOFI: &str = "kofi@elm-house.example.org";
const PARTNERSHIPS: &str = "/programmes/reading/results/partnerships";
const HAS_REPLIES: &str = "Everything that is low on both sides or seen differently has a reply";

struct TwoYears {
    app: TestApp,
    elm: Partnership,
    /// The account of the trainer who promises.
    tom: String,
}

/// What is promised after a check, and what comes of it.
struct Promised {
    item: &'static str,
    what: &'static str,
    by: &'static str,
    outcome: &'static str,
    /// Who asked for it.
    asker: String,
}

/// Every condition is met but this one.
fn all_but(low: &str) -> impl Fn(&str) -> u8 {
    move |key| if key == low { 2 } else { 4 }
}

impl TwoYears {
    /// Surveys have asked both sides what they offer and hope for; a check of every year begins on 2 June, a
    /// Tuesday: invitations leave from Tuesday to Thursday.
    async fn begin() -> Self {
        let app = TestApp::start().await;
        app.works_every_day().await;
        for (survey, side, group) in
            [("staff_offer", Side::Library, "front_line"), ("partner_expect", Side::Partner, "school")]
        {
            let round = app.round(survey, |round| round.side = side).await;
            app.answers(&round, group, 6, 5).await;
        }
        let tom = app.person(TOM, PersonRole::Trainer).await.to_string();
        let trainer = app.signed_in(PersonRole::Trainer).await;
        let elm = Partnership::add(&app, &trainer, "Elm House").await;
        elm.plan(&app, &trainer, ("12", "2026-06-02")).await;
        Self { app, elm, tom }
    }

    /// The clock goes on, and what it causes is done; somebody who is signed in then.
    async fn wait(&self, days: i64) -> Visitor {
        self.app.wait_days(days);
        self.come().await
    }

    /// What is due is done.
    async fn come(&self) -> Visitor {
        self.app.run_due().await;
        post_all(&self.app).await;
        self.app.signed_in(PersonRole::Trainer).await
    }

    /// A check that has begun by itself is sealed until both sides have answered both of its surveys.
    async fn answered(&self, theirs: &str, low: &str) -> Visitor {
        let (app, elm) = (&self.app, &self.elm);
        let trainer = app.signed_in(PersonRole::Trainer).await;
        trainer.get(&elm.page).await.says("neither side has answered everything yet");
        let link = app.link_to(theirs, "/i/").await;
        let form = app.visitor().await.get(&link).await;
        form.has_status(200).says("Both sides of the partnership will see both sets of answers");
        assert_eq!(answer(app, theirs, all_but(low)).await, 1, "the second survey opens a week later");
        let trainer = self.wait(8).await;
        assert_eq!(answer(app, theirs, all_but(low)).await, 1);
        trainer.get(&elm.page).await.says("they have answered, we have not");
        trainer.get(&elm.health).await.says("The answers are sealed").never_says("one condition waits");
        assert_eq!(answer(app, &elm.ours, all_but(low)).await, 2);
        let trainer = self.come().await;
        let shown = trainer.get(&elm.health).await;
        shown.says("Low on both sides: work on together").says("one condition waits for our reply");
        shown.never_says("The answers are sealed");
        trainer
    }

    /// The low condition gets a promise, whose owner is reminded and says without an account that it is kept; whoever asked
    /// judges it, and it is released.
    async fn promised(&self, promised: &Promised, days_to_reminder: i64) {
        let (app, elm, Promised { item, what, by, outcome, asker }) = (&self.app, &self.elm, promised);
        let trainer = app.signed_in(PersonRole::Trainer).await;
        let reply = [("kind", "we_will"), ("words", *what), ("who", &*self.tom), ("day", *by)];
        trainer.post(&format!("{}/replies/{item}", elm.health), &reply).await.leads_to(&elm.health);
        trainer.get(&elm.health).await.says(&format!("We will: {what}")).says(HAS_REPLIES);

        self.wait(days_to_reminder).await;
        let (visitor, reminded) = (app.visitor().await, app.link_to(TOM, "/promises/").await);
        visitor.get(&reminded).await.says("What you said you would do").says(what);
        let done = [("state", "done"), ("outcome", *outcome)];
        visitor.post(&reminded, &done).await.leads_to(&reminded);
        let trainer = self.come().await;
        let asked = app.link_to(asker, "/promises/").await;
        visitor.get(&asked).await.says("Was this what you meant?").says(outcome);
        visitor.post(&asked, &[("judgement", "yes")]).await.leads_to(&asked);

        let partner = elm.partner(app).await.id;
        let all = promises::of_partner(app.app.db.read(), partner).await.unwrap();
        let kept = all.iter().find(|one| one.what == *what).unwrap();
        let page = format!("{PAGE}/{}", kept.id);
        trainer.get(&page).await.says("says this is what they meant");
        let words = [("what", *what), ("state", "done"), ("asked", &*kept.asked), ("outcome", *outcome)];
        trainer.post(&format!("{page}/release"), &words).await.leads_to(&page);
    }

    /// Both sides are asked to confirm the draft, and do so from the emails.
    async fn confirmed(&self, theirs: &str) {
        let (app, sheet) = (&self.app, format!("{}/agreement", self.elm.page));
        let trainer = app.signed_in(PersonRole::Trainer).await;
        let id = contact(app, theirs).await.id.to_string();
        let both = [("name", "Tom Adeyemi"), ("email", TOM), ("contact", &*id)];
        trainer.post(&format!("{sheet}/send"), &both).await.leads_to(&sheet);
        trainer.get(&sheet).await.says("We’re waiting for");
        for address in [theirs, TOM] {
            let confirm = app.link_to(address, "/confirm/").await;
            app.visitor().await.post(&confirm, &[("answer", "confirm")]).await.leads_to(&confirm);
        }
        trainer.get(&sheet).await.says("Confirmed by both sides");
    }

    /// A draft that begins with what both sides said in surveys.
    async fn agreed(&self, review_on: &str) {
        let sheet = format!("{}/agreement", self.elm.page);
        let (fill, edit) = (format!("{sheet}/fill"), format!("{sheet}/edit"));
        let trainer = self.app.signed_in(PersonRole::Trainer).await;
        let proposed = trainer.get(&fill).await;
        proposed.says("(from surveys of all partners)");
        let line = proposed.field("library_offers").unwrap();
        trainer.post(&fill, &[("library_offers", line)]).await.leads_to(&edit);
        let draft = trainer.get(&edit).await;
        draft.says("The lines were added to the draft").says(line);
        let whole = [
            ("revision", draft.field("revision").unwrap()),
            ("library_offers", line),
            ("partner_offers", "A quiet room"),
            ("meetings", "Once a term"),
            ("review_on", review_on),
        ];
        trainer.post(&edit, &whole).await.leads_to(&sheet);
        self.confirmed(&self.elm.theirs).await;
    }

    /// A year later both sides are reminded, and confirm a version that says what has changed.
    async fn reviewed(&self) {
        for address in [&*self.elm.theirs, TOM] {
            // Emails that wait for the same moment leave in any order.
            let letters = self.app.letters_to(address).await;
            let told = |letter: &String| letter.contains("look at it again by 10 May 2027");
            assert!(letters.iter().any(told), "{letters:#?}");
        }
        let sheet = format!("{}/agreement", self.elm.page);
        let trainer = self.app.signed_in(PersonRole::Trainer).await;
        let next = [
            ("revision", "0"),
            ("partner_offers", "A quiet room\nA lift to the library"),
            ("meetings", "Once a term"),
            ("review_on", "2028-09-01"),
        ];
        trainer.post(&format!("{sheet}/edit"), &next).await.leads_to(&sheet);
        trainer.get(&sheet).await.says("What this version changes").says("A lift to the library");
        self.confirmed(&self.elm.theirs).await;
    }

    /// Kofi takes over, and says of each line whether it is still right.
    async fn handed_over(&self) {
        let (app, elm) = (&self.app, &self.elm);
        let trainer = app.signed_in(PersonRole::Trainer).await;
        let dana = contact(app, &elm.theirs).await.id.to_string();
        let new = [("former", &*dana), ("name", "Kofi Mensah"), ("job", "Manager"), ("email", KOFI)];
        trainer.post(&format!("{}/handover", elm.page), &new).await.leads_to(&elm.page);
        trainer.get(&elm.page).await.says("Kofi Mensah took over from Dana Whitfield");
        let (visitor, page) = (app.visitor().await, app.link_to(KOFI, "/p/").await);
        let asked = visitor.get(&page).await;
        asked.says("You’ve taken over from Dana Whitfield").says("A quiet room; A lift to the library");
        let names = asked.body.split("name=\"").filter_map(|after| after.split('"').next());
        let lines: BTreeSet<&str> = names.filter(|name| name.starts_with("agreed_")).collect();
        let said: Vec<(&str, &str)> = lines
            .into_iter()
            .map(|name| (name, if name == "agreed_meetings" { "talk" } else { "right" }))
            .collect();
        visitor.post(&page, &said).await.leads_to(page.trim_end_matches("/handover"));
        let told = trainer.get(&elm.page).await;
        told.says("lines are still right").says("They want to talk about: How and when we meet");
    }

    /// The manager’s table tells how things stand and names nobody.
    async fn table(&self, says: &[&str]) {
        let manager = self.app.signed_in(PersonRole::Manager).await;
        let table = manager.get(PARTNERSHIPS).await;
        for words in says.iter().copied().chain(["One partnership", "Elm House"]) {
            table.says(words);
        }
        table.never_says("Dana").never_says("Kofi").never_says("Ann Low");
    }
}

#[rocket::async_test]
async fn two_years_of_one_partnership() {
    let story = TwoYears::begin().await;
    let dana = story.elm.theirs.clone();
    story.wait(12).await;
    story.table(&["No agreement", "The first one is open"]).await;
    Box::pin(story.answered(&dana, "work_clear_aims")).await;
    let first = Promised {
        item: "work_clear_aims",
        what: "Write down who does what",
        by: "2026-07-01",
        outcome: "The list hangs in both staff rooms",
        asker: dana.clone(),
    };
    Box::pin(story.promised(&first, 14)).await;
    Box::pin(story.agreed("2027-05-10")).await;
    story.table(&["Confirmed, review on 10 May 2027", "Answered by both sides"]).await;

    // Almost a year later, four weeks before the review.
    story.wait(292).await;
    Box::pin(story.reviewed()).await;
    Box::pin(story.handed_over()).await;
    story.wait(51).await;
    let invited = story.app.letter_saying(KOFI, "/i/").await;
    assert!(!invited.contains("Since our last survey"), "{invited}");
    let trainer = Box::pin(story.answered(KOFI, "work_trust")).await;
    trainer.get(&story.elm.health).await.says("Kofi Mensah (new), 1 of 1 asked").says("↑ up since last time");
    let second = Promised {
        item: "work_trust",
        what: "Meet every month",
        by: "2027-07-01",
        outcome: "We have met on every first Monday",
        asker: KOFI.to_owned(),
    };
    Box::pin(story.promised(&second, 14)).await;
    story.table(&["Confirmed, review on 1 September 2028", "Answered by both sides"]).await;

    // The next check begins by itself on the next Tuesday, and the invitation to it with what was done since the last.
    let trainer = story.wait(348).await;
    let invited = story.app.letter_saying(KOFI, "Since our last survey:").await;
    let (greeting, since) = (invited.find("Dear").unwrap(), invited.find("Since our last survey:").unwrap());
    assert!(greeting < since && since < invited.find("/i/").unwrap(), "{invited}");
    assert!(invited.contains(second.outcome) && !invited.contains(first.outcome), "{invited}");
    let page = trainer.get(&story.elm.page).await;
    page.says("neither side has answered everything yet").says("Kofi Mensah took over from Dana Whitfield");
    page.says("Agreement, version 2").says("Promise done: Meet every month");
}
