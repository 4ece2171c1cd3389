//! Pages for someone who cannot go on, and for stopping emails.

use crate::web::{
    parts::{
        fault::{Fault, Kind},
        piece::Link,
        samples::{Sample, public},
    },
    public::{
        answer::refusal::{Reason, Refusal},
        stop::{Confirm, Done, Gone},
    },
};

pub(crate) fn samples() -> Vec<Sample> {
    let refusals = [
        ("refused-unknown", Reason::UnknownCode),
        ("refused-not-open", Reason::NotOpenYet { opens: "Thursday 21 May, 15:30".into() }),
        ("refused-closed", Reason::Closed { closed: "Friday 29 May, 17:00".into() }),
        ("refused-sent", Reason::AlreadySent),
        ("refused-expired", Reason::LinkExpired),
        ("refused-personal", Reason::PersonalLinkOnly),
        ("refused-stopped", Reason::Stopped),
    ];
    let faults = [
        ("fault-not-found", Kind::NotFound),
        ("fault-forbidden", Kind::Forbidden),
        (
            "fault-only-site-admins",
            Kind::OnlySiteAdmins { who: vec!["Ines Okafor (ines@newham.example)".into()] },
        ),
        (
            "fault-second-factor",
            Kind::SecondFactorFirst { way: Link::new("Set up a second factor", "/account") },
        ),
        ("fault-no-site-admin", Kind::OnlySiteAdmins { who: Vec::new() }),
        ("fault-crowded", Kind::Crowded),
        ("fault-too-large", Kind::TooLarge { limit: "64 KB of text".into() }),
        ("fault-unprocessable", Kind::Unprocessable),
        ("fault-too-many", Kind::TooMany { wait: "about a minute".into() }),
        ("fault-busy", Kind::Busy),
        ("fault-broken", Kind::Broken { request: "01JY7Q9GZ4-5f3c9d".into() }),
    ];
    let refusals = refusals.into_iter().map(|(name, reason)| Sample::of(name, &refusal(reason)));
    let faults = faults.into_iter().map(|(name, fault)| Sample::of(name, &Fault { frame: public(), fault }));
    refusals.chain(faults).chain(stopping()).collect()
}

fn refusal(reason: Reason) -> Refusal {
    let known = !matches!(reason, Reason::UnknownCode);
    Refusal {
        frame: public(),
        survey: known.then(|| "What you expect from the library".into()),
        reason,
        organiser: known
            .then(|| "Amina Rahman, Newham Libraries, 020 7946 0123 or reading@newham.example".into()),
    }
}

fn stopping() -> [Sample; 3] {
    let sender = "Newham Libraries".to_owned();
    let address = "s…@stratfordhouse.example".to_owned();
    let about = "surveys on working with the library".to_owned();
    let confirm = Confirm {
        frame: public(),
        sender: sender.clone(),
        address: address.clone(),
        about: about.clone(),
        loses: "You will get no more invitations or reminders. One invitation, open until 29 May, would be taken back."
            .into(),
        action: "/stop/9fK2".into(),
    };
    [
        Sample::of("stop-confirm", &confirm),
        Sample::of("stop-done", &Done { frame: public(), sender, address, about }),
        Sample::of("stop-gone", &Gone { frame: public() }),
    ]
}
