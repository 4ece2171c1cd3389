//! The way of a partner through a survey.

use crate::web::{
    parts::{
        Frame,
        piece::{Carried, Fact, Problem},
        question::{Choice, Control, Entry, Line, Question, RankingPlace, target},
        samples::{Sample, public, strings},
    },
    public::answer::{
        page::{Check, CheckedAnswer, CheckedSection, Form, Held, Kept, Saving, Sent, Way},
        start::{Begin, Language, NoticeSection, Start},
    },
};

const SURVEY: &str = "What you expect from the library";
const PROMISE: &str =
    "Your answers are kept apart from your name. Managers see results only for groups of 5 or more.";

pub(crate) fn samples() -> Vec<Sample> {
    let open = start(Begin::Follow("/s/HAM4/1".into()));
    let personal = Start { begun: true, ..start(Begin::Send("/i/3kTq".into())) };
    let welsh = Start {
        frame: Frame::public(crate::web::parts::samples::site(), "cy"),
        languages: languages(),
        ..open.clone()
    };
    let mut wrong = first_page();
    wrong.problems = vec![Problem {
        target: target("partner_kind"),
        message: "Select which kind of organisation you work for".into(),
    }];
    if let Some(Entry::Question(question)) = wrong.entries.first_mut() {
        question.problem = Some("Select which kind of organisation you work for".into());
    }
    vec![
        Sample::of("start", &open),
        Sample::of("start-personal", &personal),
        Sample::of("start-welsh", &welsh),
        Sample::of("form-first", &first_page()),
        Sample::of("form-first-error", &wrong),
        Sample::of("form-scale", &scale_page()),
        Sample::of("form-all-kinds", &page_of_all_kinds(false)),
        Sample::of("form-all-kinds-error", &page_of_all_kinds(true)),
        Sample::of("check", &check()),
        Sample::of("saved", &saved()),
        Sample::of("sent", &sent(None)),
        Sample::of("sent-code", &sent(Some("K7M2XQ".into()))),
    ]
}

fn languages() -> Vec<Language> {
    let language = |code: &str, name: &str, href: Option<&str>| Language {
        code: code.into(),
        name: name.into(),
        href: href.map(Into::into),
    };
    vec![language("en", "English", Some("/s/HAM4?lang=en")), language("cy", "Cymraeg", None)]
}

fn start(begin: Begin) -> Start {
    let notice = [
        (
            "Who is asking",
            "Newham Council, Town Hall, East Ham. Its data protection officer: dpo@newham.example.",
        ),
        (
            "Why we may ask",
            "It is part of our public task of running the library service. Taking part is voluntary.",
        ),
        ("How long we keep it", "The list of invitations for 30 days after closing; answers for 24 months."),
    ];
    let notice =
        notice.map(|(heading, text)| NoticeSection { heading: heading.into(), paragraphs: strings([text]) });
    Start {
        frame: public(),
        asked_by: "Newham Libraries · Welcome to reading".into(),
        title: SURVEY.into(),
        why: strings([
            "You work with us, or could. Tell us what you expect, and we will set it against what our staff say they offer.",
            "The results decide what we change first, and you will hear what that is.",
        ]),
        facts: vec![
            Fact::new("Takes", "4 minutes"),
            Fact::new("Questions", "13"),
            Fact::new("Closes", "Fri 29 May, 17:00"),
        ],
        who_sees: strings([
            "Your answers are kept apart from your name.",
            "Managers see results only for groups of 5 or more.",
            "What you write in your own words is read by a trainer before anyone else sees it.",
        ]),
        notice: notice.into(),
        begin,
        begun: false,
        languages: Vec::new(),
    }
}

fn first_page() -> Form {
    let kinds = [
        ("childrens_home", "Children’s home"),
        ("school", "School"),
        ("charity", "Charity"),
        ("other", "Another kind"),
    ];
    let kind = Question {
        required: true,
        ..question("partner_kind", "Which kind of organisation do you work for?", radios(kinds, None, []))
    };
    let mut form = scale_page();
    form.step = Some("Page 1 of 4".into());
    form.page = 1;
    form.promise = Some(PROMISE.into());
    form.back = None;
    form.saving = Saving::SameLink { until: "Friday 29 May at 17:00".into() };
    form.entries.insert(0, Entry::Question(kind));
    form.entries.truncate(4);
    form
}

fn scale_page() -> Form {
    let items = [
        ("need_flexibility", "the library to bend its rules to fit what you want?", Some("4")),
        ("need_build_existing", "the library to build on links it already has with you?", None),
        ("bring_reliability", "to be able to count on the library to do what it says?", Some("dk")),
    ];
    let ratings = items.map(|(key, asks, chosen)| {
        let rating = question(key, asks, rating(chosen));
        Entry::Question(Question { stem: Some("How much do you expect".into()), ..rating })
    });
    Form {
        frame: public(),
        action: "/s/HAM4".into(),
        step: Some("Page 2 of 4".into()),
        title: "Working the way you work".into(),
        promise: None,
        problems: Vec::new(),
        entries: std::iter::once(Entry::Stem("How much do you expect …".into())).chain(ratings).collect(),
        safeguarding: None,
        key: "0b6f5f0e-6a43-4a53-9d5c-6c0a3a1f7f10".into(),
        page: 2,
        carried: vec![Carried { name: "answers[partner_kind]".into(), value: "school".into() }],
        back: Some(Way::Send("back".into())),
        saving: Saving::ThisPage,
        held_here: true,
        fill: None,
    }
}

/// One question of every kind of control; the text is too long where it is to be wrong.
fn questions_of_all_kinds(wrong: bool) -> [Question; 6] {
    let topics = [("meet", "Setting up a first meeting"), ("field", "Keeping up with a partner’s field")];
    let kinds =
        [("homes", "Children’s homes"), ("schools", "Schools and education"), ("charities", "Charities")];
    let places =
        ["First", "Second"].map(|label| RankingPlace { label: label.into(), chosen: Some("meet".into()) });
    let checkboxes = Control::Checkboxes {
        options: choices(kinds, Some("schools")),
        apart: choices([("none", "None of these")], None),
        maximum: Some(2),
    };
    let number = Line::Number { least: Some("0".into()), most: Some("60".into()) };
    let date = Line::Date { earliest: Some("2026-01-01".into()), latest: None };
    let text = "Joining without proof of address. ".repeat(if wrong { 16 } else { 2 });
    let ranking = Control::Ranking { places: places.into(), options: choices(topics, None) };
    let open = Control::Paragraph { value: text, maximum: 500 };
    let line = |line: Line, value: &str| Control::Line { line, value: value.into() };
    [
        ("kinds_now", "Which kinds of partner do you work with now?", checkboxes),
        ("training", "Which topics come first?", ranking),
        ("years", "How many years have you been in this role?", line(number, "-3")),
        ("met", "When did you last meet?", line(date, "2026-05-21")),
        ("whom", "Whom would you ring first?", line(Line::Text { maximum: 80 }, "")),
        ("open", "What one thing should change?", open),
    ]
    .map(|(key, asks, control)| question(key, asks, control))
}

fn page_of_all_kinds(wrong: bool) -> Form {
    let messages = [
        "Choose up to 2 kinds",
        "Choose each topic once",
        "Years in role must be between 0 and 60",
        "The date must be after 31 December 2025",
        "Enter a role of 80 characters or fewer",
        "Shorten your answer by 44 characters",
    ];
    let mut form = scale_page();
    form.title = "Who you are, and what should change".into();
    form.saving = Saving::ThisBrowser;
    form.safeguarding =
        Some("Ring children’s social care on 020 7946 0100; if a child is in danger now, ring 999.".into());
    form.entries = vec![Entry::Statement("These last questions help us to read the others.".into())];
    for (mut question, message) in questions_of_all_kinds(wrong).into_iter().zip(messages) {
        if wrong {
            form.problems.push(Problem { target: target(&question.key), message: message.into() });
            question.problem = Some(message.into());
        }
        form.entries.push(Entry::Question(question));
    }
    form
}

fn check() -> Check {
    let row = |key: &str, asks: &str, answer: &[&str], change: Way| CheckedAnswer {
        id: target(key),
        asks: asks.into(),
        answer: answer.iter().map(|&line| line.into()).collect(),
        change,
    };
    let rows = vec![
        row(
            "partner_kind",
            "Which kind of organisation do you work for?",
            &["School"],
            Way::Send("page-1".into()),
        ),
        row("kinds", "Which libraries do you use?", &["East Ham", "Plaistow"], Way::Send("page-1".into())),
        row(
            "need_flexibility",
            "How much do you expect the library to bend its rules to fit what you want?",
            &["A lot"],
            Way::Follow("/s/HAM4/2#q-need_flexibility".into()),
        ),
        row("open", "What one thing should change?", &[], Way::Send("page-4".into())),
    ];
    Check {
        frame: public(),
        title: SURVEY.into(),
        action: "/s/HAM4".into(),
        key: "0b6f5f0e-6a43-4a53-9d5c-6c0a3a1f7f10".into(),
        carried: vec![Carried { name: "answers[partner_kind]".into(), value: "school".into() }],
        problems: Vec::new(),
        sections: vec![CheckedSection { title: "About you and the library".into(), rows }],
        promise: PROMISE.into(),
        held_here: true,
    }
}

fn saved() -> Kept {
    Kept {
        frame: public(),
        title: SURVEY.into(),
        heading: "Your answers are saved on this computer",
        sentences: strings(["They stay in this browser until Friday 29 May, 17:00. Nothing is sent yet."]),
        held: Some(Held { go_on: "/s/HAM4/3".into(), action: "/s/HAM4".into() }),
    }
}

fn sent(keep_code: Option<String>) -> Sent {
    Sent {
        frame: public(),
        title: SURVEY.into(),
        what_happens: strings([
            "After 29 May we set the answers beside what library staff say they offer.",
            "In June we will tell everyone who was asked what came out and what we will change.",
        ]),
        another: keep_code.is_some().then(|| "/s/HAM4".into()),
        keep_code,
    }
}

fn question(key: &str, asks: &str, control: Control) -> Question {
    Question {
        key: key.into(),
        stem: None,
        asks: asks.into(),
        hint: None,
        required: false,
        problem: None,
        control,
    }
}

fn rating(chosen: Option<&str>) -> Control {
    let points = [
        ("1", "Not at all"),
        ("2", "A little"),
        ("3", "A moderate amount"),
        ("4", "A lot"),
        ("5", "A great deal"),
    ];
    radios(points, chosen, [("dk", "Don’t know"), ("na", "Does not apply to us")])
}

fn radios<const N: usize, const M: usize>(
    scale: [(&str, &str); N],
    chosen: Option<&str>,
    apart: [(&str, &str); M],
) -> Control {
    Control::Radios { scale: choices(scale, chosen), apart: choices(apart, chosen) }
}

fn choices<const N: usize>(options: [(&str, &str); N], chosen: Option<&str>) -> Vec<Choice> {
    let choice = |(value, label): (&str, &str)| Choice {
        value: value.into(),
        label: label.into(),
        chosen: chosen == Some(value),
    };
    options.map(choice).into()
}
