//! Partners, one of them, an import before it is done, and what is held about a person.

use crate::web::{
    home::page::{Row, RowEnd},
    parts::{
        form::{Choice, Field, Input},
        listing::{Group, Listing, Search, Send},
        piece::{Act, Action, Carried, Empty, Fact, Link, Trail},
        samples::{Sample, staff_in, strings},
    },
};

const PROGRAMME: &str = "Welcome to reading";

pub(crate) fn samples() -> Vec<Sample> {
    vec![
        Sample::of("partners", &partners()),
        Sample::of("partners-empty", &no_partners()),
        Sample::of("partners-not-found", &nothing_found()),
        Sample::of("partner", &partner()),
        Sample::of("import", &import()),
        Sample::of("person", &person()),
    ]
}

fn listing(heading: &str) -> Listing {
    Listing::new(staff_in("Partners"), PROGRAMME, heading)
}

fn row(title: &str, detail: &str) -> Row {
    Row { title: title.into(), href: None, detail: detail.into(), end: RowEnd::Nothing }
}

fn follow(label: &str, quiet: bool) -> Action {
    Action { label: label.into(), act: Act::Follow("/partners/new".into()), quiet }
}

fn partners() -> Listing {
    let mut page = listing("Three partners, one without a named contact");
    let kinds = [("", "Any kind"), ("school", "School")].map(|(key, label)| Choice::of(key, label, [""]));
    page.actions = vec![follow("Add a partner", false), follow("Import a list", true)];
    page.search = Some(Search {
        action: "/partners".into(),
        fields: vec![
            Field::typed("search", "q", "Name of an organisation or a person", "house"),
            Field::new("kind", "Kind", Input::Select(kinds.into())),
            Field::new("needs", "Needs a named contact", Input::Tick(false)),
        ],
    });
    let said = "Children’s home · two contacts · Dana Whitfield can say yes · last heard from on 12 May 2026";
    let mut unnamed = row("The Old Vicarage", "Children’s home · no named contact");
    unnamed.end = RowEnd::Link(Link::new("Add a contact", "/contacts/new").about("of The Old Vicarage"));
    let rows = vec![Row { href: Some("/partners/1".into()), ..row("Elm House", said) }, unnamed];
    page.groups = vec![
        Group { rows, links: vec![Link::new("The next 50", "/partners?page=2")], ..Group::default() },
        Group::of_links("Also here", vec![Link::new("Library staff", "/partners/library")]),
    ];
    page
}

fn no_partners() -> Listing {
    let mut page = listing("No partner yet");
    let empty = Empty {
        sentence: "A partner is an organisation that you work with.".into(),
        next: Some(follow("Import a list", false)),
    };
    page.groups = vec![Group { empty: Some(empty), ..Group::default() }];
    page
}

fn nothing_found() -> Listing {
    let mut page = partners();
    page.heading = "12 partners, each with somebody to call on".into();
    let empty = Empty { sentence: "No partner is like that.".into(), next: None };
    page.groups = vec![Group { empty: Some(empty), ..Group::default() }];
    page
}

fn partner() -> Listing {
    let mut page = listing("Elm House");
    page.trail =
        Some(Trail { above: vec![Link::new("Partners", "/partners")], here: "Children’s home".into() });
    page.lead = strings(["Dana Whitfield can say yes."]);
    page.facts = vec![Fact::new("Contacts", "1"), Fact::new("Last heard from", "12 May 2026")];
    page.actions = vec![follow("Add a contact", false), follow("Note that you heard from them", true)];
    let mut contact = row("Dana Whitfield", "Manager · dana@elm.example.org · can say yes");
    contact.end = RowEnd::Link(Link::new("Change", "/contacts/1/edit").about("Dana Whitfield"));
    page.groups = vec![
        Group::titled("Contacts", vec![contact], "Nobody is named yet."),
        Group::titled("Heard from them", Vec::new(), "Nothing is noted yet."),
        Group::of_links("This partner", vec![Link::new("Delete it", "/partners/1/delete")]),
    ];
    page
}

fn import() -> Listing {
    let mut page = listing("This file brings one new contact");
    page.lead = strings(["Nothing is stored yet.", "One line cannot be imported; the rest can."]);
    page.groups = vec![
        Group::titled("Cannot be imported", vec![row("Line 3", "Line 3, kind: “pub” is no kind")], ""),
        Group::titled("New", vec![row("Ruth Kowalski", "Line 2: a new contact at Open Door")], ""),
    ];
    page.sends = vec![Send {
        action: "/partners/import/apply".into(),
        carried: vec![Carried { name: "list".into(), value: "bmFtZQ".into() }],
        button: "Import this".into(),
        quiet: false,
        destroys: false,
        cancel: Some(Link::new("Back without importing", "/partners/import")),
    }];
    page
}

fn person() -> Listing {
    let mut page = listing("What is held about Dana Whitfield");
    page.facts = vec![Fact::new("Contacts", "1"), Fact::new("Letters", "2")];
    page.groups =
        vec![Group::titled("As a contact", vec![row("Dana Whitfield", "dana@elm.example.org")], "")];
    let send = |button: &str, destroys: bool| Send {
        action: "/erasure".into(),
        carried: vec![Carried { name: "email".into(), value: "dana@elm.example.org".into() }],
        button: button.into(),
        quiet: !destroys,
        destroys,
        cancel: None,
    };
    page.sends = vec![send("Download it as a file", false), send("Erase all of this", true)];
    page
}
