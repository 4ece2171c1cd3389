//! Pages about accounts: one's own, those of others, what was done, and links that work once.

use crate::web::{
    account::{
        Account, Browser,
        second_factor::{NewSecondFactor, RecoveryCodes},
    },
    parts::{
        fault::{Fault, Kind},
        form::{Field, Problems},
        notice::Notice,
        piece::{Act, Action, Fact, Link, Markup, Trail},
        samples::{Sample, chart, public, staff_in, strings},
    },
    people::{Line, People, PersonPage},
    settings::audit::{Act as Done, Audit},
};

pub(crate) fn samples() -> Vec<Sample> {
    let way = || Link::new("Send me another link", "/sign-in/forgotten");
    let next = || "If you still need it, ask for another: it takes a minute.".to_owned();
    let fault = |fault| Fault { frame: public(), fault };
    vec![
        Sample::of("account", &account()),
        Sample::of("account-plain", &plain_account()),
        Sample::of("people", &people()),
        Sample::of("person", &person()),
        Sample::of("audit", &audit()),
        Sample::of("audit-empty", &Audit { acts: Vec::new(), older: None, ..audit() }),
        Sample::of("second-factor", &second_factor(false)),
        Sample::of("second-factor-error", &second_factor(true)),
        Sample::of("recovery-codes", &codes()),
        Sample::of("notice", &notice()),
        Sample::of("fault-wait", &fault(Kind::Wait { wait: "4 minutes".into() })),
        Sample::of("fault-used-link", &fault(Kind::UsedLink { next: next(), way: way() })),
        Sample::of("fault-old-link", &fault(Kind::OldLink { next: next(), way: way() })),
    ]
}

fn follow(label: &str, href: &str) -> Action {
    Action { label: label.into(), act: Act::Follow(href.into()), quiet: true }
}

fn account() -> Account {
    let browser = |name: &str, here: bool, key: &str| Browser {
        name: name.into(),
        since: "Thursday 21 May, 10:04".into(),
        used: "Thursday 21 May, 15:00".into(),
        here,
        key: key.into(),
    };
    Account {
        frame: staff_in("").telling(Some("Your new password is set.".into())),
        programme: "Welcome to reading".into(),
        heading: "Amina Rahman".into(),
        facts: vec![
            Fact::new("Signs in as", "amina@newham.example"),
            Fact::new("Role here", "Administrator"),
        ],
        password: follow("Change the password", "/account/password"),
        second_factor: "It is on: signing in asks for a code from your app. You have 9 recovery codes left."
            .into(),
        factor_actions: vec![follow("Make new recovery codes", "/codes"), follow("Turn it off …", "/off")],
        browsers: vec![browser("Firefox on Windows", true, "a"), browser("Safari on an iPhone", false, "b")],
        end: "/account/sessions/end".into(),
        end_others: "/account/sessions/end-others".into(),
        runs: vec![Link::new("People of the programme", "/people"), Link::new("Who did what", "/audit")],
    }
}

fn plain_account() -> Account {
    let begin = Action { label: "Turn it on".into(), act: Act::Send("/new".into()), quiet: true };
    let mut account = account();
    account.browsers.truncate(1);
    Account {
        heading: "Tom Hartley".into(),
        second_factor: "It is off.".into(),
        factor_actions: vec![begin],
        runs: Vec::new(),
        ..account
    }
}

fn people() -> People {
    let line = |name: &str, role: &str, factor: &str, state: &str| Line {
        name: name.into(),
        href: "/people/1".into(),
        email: "name@newham.example".into(),
        role: role.into(),
        since: "21 May 2026".into(),
        second_factor: factor.into(),
        state: state.into(),
    };
    People {
        frame: staff_in(""),
        trail: settings("People"),
        heading: "Three people work in this programme".into(),
        lines: vec![
            line("Amina Rahman", "Administrator", "On", "Can sign in"),
            line("Ben Oke", "Trainer", "Off", "Invited, not yet in"),
            line("Gwen Morgan", "Manager", "Off", "Disabled"),
        ],
        add: Action { label: "Add a person".into(), act: Act::Follow("/people/new".into()), quiet: false },
    }
}

fn settings(here: &str) -> Trail {
    Trail { above: vec![Link::new("Settings", "/settings")], here: here.into() }
}

fn trail() -> Trail {
    Trail { above: vec![Link::new("Account", "/account")], here: "amina@newham.example".into() }
}

fn person() -> PersonPage {
    let resend =
        Action { label: "Send the letter again".into(), act: Act::Send("/resend".into()), quiet: true };
    PersonPage {
        frame: staff_in(""),
        trail: trail(),
        heading: "Ben Oke".into(),
        facts: vec![Fact::new("Role", "Trainer"), Fact::new("State", "Invited, not yet in")],
        may: "Runs courses and surveys, looks after partners, reads comments.".into(),
        actions: vec![follow("Change the role", "/role"), resend, follow("Disable …", "/disable")],
    }
}

fn audit() -> Audit {
    let done = |what: &str| Done {
        when: "21 May 2026, 10:04".into(),
        datetime: "2026-05-21T10:04:00+01:00".into(),
        who: "amina@newham.example".into(),
        what: what.into(),
    };
    Audit {
        frame: staff_in(""),
        trail: settings("Who did what"),
        acts: vec![done("added ben@newham.example as a trainer"), done("signed in with Firefox on Windows")],
        older: Some(Link::new("Older", "/audit?before=1")),
        newest: Some(Link::new("Newest", "/audit")),
    }
}

fn second_factor(wrong: bool) -> NewSecondFactor {
    let mut problems = Problems::default();
    if wrong {
        problems.add("code", "Enter the six digits that the app shows now");
    }
    NewSecondFactor {
        frame: staff_in(""),
        trail: trail(),
        qr: Markup::trusted(chart::squares()),
        secret: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".into(),
        fields: vec![Field::line("code", "The code that the app shows", "").autocomplete("one-time-code")],
        problems,
        action: "/second-factor".into(),
        cancel: Link::new("Back without changing", "/account"),
    }
}

fn codes() -> RecoveryCodes {
    RecoveryCodes {
        frame: staff_in(""),
        trail: trail(),
        heading: "Your second factor is on".into(),
        codes: strings(["ABCD-EFGH-IJKL-MNOP", "QRST-UVWX-YZ23-4567"]),
        done: Action { label: "I have kept them".into(), act: Act::Follow("/account".into()), quiet: false },
    }
}

fn notice() -> Notice {
    Notice {
        frame: public(),
        heading: "Look in your inbox".into(),
        lead: "If amina@newham.example can sign in here, a letter with a link is on its way there.".into(),
        sentences: strings(["The link works once, for one hour."]),
        link: Some(Link::new("Back to the sign-in", "/sign-in")),
    }
}
