//! Invented courses.

use common_ground_reports::compare::{ComparedSides, Comparison, Options, PairInput};
use common_ground_reports::counts::Counts;
use common_ground_reports::scale;
use common_ground_reports::small_numbers::{Group, MinGroup};
use common_ground_reports::stats::paired::PairCounts;
use common_ground_reports::summary::document::Workshop;
use common_ground_reports::summary::inputs::{
    Confidence, CourseFacts, Inputs, ItemBlock, NextAction, PastAction, Previous, Reaction, SurveyVersion,
};
use common_ground_reports::summary::{DottedCard, Links, Quote, Summary};
use common_ground_reports::turnout::RoundTurnout;

use super::items::{GIVES, HOPES, Item};

/// One group of a side.
pub(crate) fn all(values: [u64; 5]) -> Vec<Group> {
    vec![Group::new("", Counts::of(values))]
}

/// A block of items.
pub(crate) fn block(ledger: ComparedSides, items: &[Item]) -> ItemBlock {
    let pairs: Vec<PairInput> = items
        .iter()
        .map(|(key, label, topic, offer, expectation)| PairInput {
            key: (*key).to_owned(),
            label: (*label).to_owned(),
            topic: (*topic).to_owned(),
            offer: all(*offer),
            expectation: all(*expectation),
        })
        .collect();
    block_of(ledger, &pairs)
}

/// A block of pairs with kinds of partner.
pub(crate) fn block_of(ledger: ComparedSides, pairs: &[PairInput]) -> ItemBlock {
    let options = Options { ledger, min_group: MinGroup::default() };
    ItemBlock {
        comparison: Comparison::new(pairs, options),
        scale: scale::known("amount5").unwrap(),
        window: "April to May 2026".to_owned(),
        surveys: vec![],
        kinds: [("school", "Schools"), ("childrens_home", "Children’s homes"), ("charity", "Charities")]
            .map(|(key, name)| (key.to_owned(), name.to_owned()))
            .into(),
        response_rates: match ledger {
            ComparedSides::LibraryOffers => [Some(0.78), Some(0.6)],
            ComparedSides::PartnersOffer => [Some(0.6), Some(0.78)],
        },
    }
}

/// A confidence item: people as (then, now, how many).
pub(crate) fn confidence(key: &str, label: &str, topic: &str, people: &[(u8, u8, u64)]) -> Confidence {
    let mut pairs = PairCounts::default();
    for (then, now, times) in people {
        pairs.add(*then, *now, *times);
    }
    let [key, label, topic] = [key, label, topic].map(str::to_owned);
    Confidence { key, label, topic, pairs, before: None }
}

pub(crate) fn reaction(key: &str, label: &str, scale: &str, values: [u64; 5]) -> Reaction {
    let (key, label) = (key.to_owned(), label.to_owned());
    Reaction { key, label, scale: scale::known(scale).unwrap(), counts: Counts::of(values) }
}

/// The survey that all courses use.
pub(crate) fn survey() -> SurveyVersion {
    SurveyVersion { title: "How was the course?".to_owned(), version: 1 }
}

/// A course of which nothing is known but who came.
pub(crate) fn bare(answered: u64) -> Inputs {
    Inputs {
        library: "Newham Libraries".to_owned(),
        programme: "Welcome to reading, 2026".to_owned(),
        course: CourseFacts {
            title: "Pilot course 3".to_owned(),
            short_title: "Course 3".to_owned(),
            place: "Stratford Library".to_owned(),
            short_place: "Newham".to_owned(),
            date: "14 May 2026".to_owned(),
            day: "14 May".to_owned(),
        },
        people: None,
        came: Some(15),
        answered,
        turnout: None,
        survey: survey(),
        confidence: Vec::new(),
        reactions: Vec::new(),
        blocks: Vec::new(),
        previous: None,
        quotes: Vec::new(),
        actions: Vec::new(),
        past_actions: Vec::new(),
        note: None,
        absent: Vec::new(),
        min_group: MinGroup::default(),
        frozen: "24 May 2026, 09:00".to_owned(),
    }
}

/// The four aims of the third course.
pub(crate) fn aims() -> Vec<Confidence> {
    vec![
        confidence(
            "conf_initiative",
            "Set up and chair a first meeting",
            "setting up a first meeting",
            &[(1, 3, 2), (2, 3, 3), (2, 4, 3), (3, 3, 2), (3, 4, 1), (4, 4, 1)],
        ),
        confidence(
            "conf_help_attitude",
            "Ask a partner how we can help",
            "asking how we can help",
            &[(2, 4, 2), (3, 4, 4), (3, 3, 3), (4, 4, 2), (4, 5, 1)],
        ),
        confidence(
            "conf_flexibility",
            "Change how we work to suit a partner",
            "changing how we work",
            &[(1, 2, 2), (2, 2, 4), (2, 3, 3), (3, 3, 2), (3, 2, 1)],
        ),
        confidence(
            "conf_plan_outcomes",
            "Write down what we want from a partnership",
            "planning what we want",
            &[(2, 3, 4), (2, 4, 3), (3, 4, 3), (4, 4, 2)],
        ),
    ]
}

fn agreed_before() -> Vec<PastAction> {
    let past = |[what, who, by]: [&str; 3], done: Option<&str>| PastAction {
        action: NextAction {
            what: what.to_owned(),
            who: who.to_owned(),
            by: by.to_owned(),
            from: String::new(),
        },
        done_on: done.map(str::to_owned),
        late: done.is_none(),
        ended: None,
    };
    vec![
        past(["Give every partner one name to ring", "Amina", "30 April"], Some("22 April 2026")),
        past(["Ask the schools which days suit them", "Branch manager", "8 May"], None),
    ]
}

/// The third course, with everything.
pub(crate) fn third() -> Inputs {
    let mut before = aims();
    before[1].before = Some(Counts::of([0, 1, 5, 5, 1]));
    Inputs {
        answered: 12,
        turnout: Some(RoundTurnout {
            on_paper: 0,
            invited: 18,
            delivered: Some(18),
            started: 13,
            finished: 12,
            response_rate: Some(12.0 / 18.0),
        }),
        confidence: before,
        reactions: vec![
            reaction("react_relevant", "Useful for the work people do", "useful5", [0, 0, 2, 5, 5]),
            reaction("react_useful", "Useful overall", "useful5", [0, 0, 0, 5, 7]),
            reaction("react_delivery", "How the course was run", "going5", [0, 0, 1, 5, 6]),
            reaction("react_pace", "Pace", "pace5", [0, 2, 7, 3, 0]),
        ],
        blocks: vec![
            block(ComparedSides::LibraryOffers, &GIVES),
            block(ComparedSides::PartnersOffer, &HOPES),
        ],
        previous: Some(Previous {
            name: "Course 2, 2 April".to_owned(),
            survey: survey(),
            confidence: vec![confidence(
                "conf_initiative",
                "Set up and chair a first meeting",
                "setting up a first meeting",
                &[(2, 3, 5), (3, 3, 3), (3, 4, 2)],
            )],
        }),
        quotes: [
            "The opening hours are fine. It is the forms that stop our young people.",
            "I did not know whom to ring. Now I have two names.",
        ]
        .map(|words| Quote::Asked {
            words: words.to_owned(),
            about: "Partners, on “What should change?”".to_owned(),
        })
        .into(),
        actions: vec![NextAction {
            what: "Try a joining process without proof of address at two libraries".to_owned(),
            who: "Outreach manager".to_owned(),
            by: "30 June".to_owned(),
            from: String::new(),
        }],
        past_actions: agreed_before(),
        note: Some("We ran over: the second exercise needs more time.".to_owned()),
        absent: vec!["Three people who came did not answer; two of them were from schools".to_owned()],
        ..bare(12)
    }
}

/// A large course, whose partners come from three kinds, one of them dominant.
pub(crate) fn large() -> Inputs {
    let group = |key: &str, values: [u64; 5]| Group::new(key, Counts::of(values));
    let pair = |(key, label, topic, offer, _): &Item, shift: usize| {
        let mut school = [2, 3, 6, 12, 9];
        school.rotate_left(shift);
        PairInput {
            key: (*key).to_owned(),
            label: (*label).to_owned(),
            topic: (*topic).to_owned(),
            offer: all(offer.map(|count| count * 3)),
            expectation: vec![
                group("school", school),
                group("childrens_home", [0, 1, 2, 3, 4]),
                group("charity", [0, 0, 1, 5, 3]),
            ],
        }
    };
    let pairs: Vec<PairInput> = GIVES.iter().enumerate().map(|(place, item)| pair(item, place % 3)).collect();
    Inputs {
        came: Some(52),
        confidence: vec![confidence(
            "conf_initiative",
            "Set up and chair a first meeting",
            "",
            &[(2, 4, 20), (3, 4, 12), (3, 3, 8), (4, 3, 2)],
        )],
        reactions: vec![
            reaction("react_relevant", "Useful for the work people do", "useful5", [1, 2, 6, 20, 17]),
            reaction("react_useful", "Useful overall", "useful5", [0, 1, 5, 20, 20]),
            reaction("react_delivery", "How the course was run", "going5", [0, 2, 4, 22, 18]),
            reaction("react_pace", "Pace", "pace5", [1, 6, 30, 8, 1]),
        ],
        blocks: vec![block_of(ComparedSides::LibraryOffers, &pairs)],
        quotes: (0..12)
            .map(|place| Quote::Words(format!("Comment {} with rather a lot to say. ", place + 1).repeat(9)))
            .collect(),
        absent: vec![
            "Nobody from health services answered.".to_owned(),
            "Six people left before the end.".to_owned(),
        ],
        ..bare(46)
    }
}

/// Addresses without figures.
pub(crate) fn links() -> Links {
    let at = |place: &str| Some(format!("https://common-ground.example.org/summaries/stratford{place}"));
    Links {
        report: at(""),
        actions: at(""),
        file: at("/report.html"),
        comparison: at("/comparison.csv"),
        items: at("/items.csv"),
        charts: at("/charts"),
        preferences: at("/preferences"),
        stop: None,
    }
}

/// The stylesheet of the site.
pub(crate) const STYLESHEET: &str = include_str!("../../../templates/assets/site.css");

/// The summaries of all of them, by name.
pub(crate) fn summaries() -> Vec<(&'static str, Summary)> {
    let open = RoundTurnout { started: 13, finished: 12, ..RoundTurnout::default() };
    let few = Inputs { came: None, turnout: Some(open), ..third() };
    let confidence_alone = Inputs { blocks: Vec::new(), quotes: Vec::new(), actions: Vec::new(), ..third() };
    let ledger_alone = Inputs { confidence: Vec::new(), reactions: Vec::new(), previous: None, ..third() };
    [
        ("third", third()),
        ("large", large()),
        ("unlisted", few),
        ("confidence alone", confidence_alone),
        ("ledger alone", ledger_alone),
        ("bare", bare(9)),
        ("too few", Inputs { answered: 4, ..third() }),
    ]
    .map(|(name, inputs)| (name, Summary::write(inputs)))
    .into_iter()
    .chain([("with a workshop", Summary::write(third()).with_workshop(Some(workshop())))])
    .collect()
}

/// What nine, six and four people gave dots to.
pub(crate) fn workshop() -> Workshop {
    let said = |words: &str, people| DottedCard { words: words.to_owned(), people: Some(people) };
    let said = [
        said("Clear responsibilities", 9),
        said("Regular contact", 6),
        said("Patience, persistence, problem-solving", 4),
    ];
    Workshop::new(&said, "https://surveys.newham.example/write-up/7Yx".to_owned(), MinGroup::default())
}
