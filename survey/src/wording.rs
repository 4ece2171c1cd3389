//! What makes a question hard to answer truly: warnings with a reason and an example of mending. A warning refuses
//! nothing, since the writer may know better.

use common_ground_reports::aims::{NOW, THEN};

use super::{ENGLISH, Item, ItemInput, Side, Survey, carried::Carried, definition::SECTION_MAX, templates};

/// The most words in a question.
const WORDS: usize = 20;
/// Words that say no, and beginnings that do.
const NEGATIVES: [&str; 10] =
    ["not", "never", "no", "none", "nobody", "nothing", "neither", "nor", "without", "hardly"];
const NEGATED: [&str; 14] = [
    "unable",
    "unclear",
    "unfair",
    "unhappy",
    "unhelpful",
    "unimportant",
    "unlikely",
    "unnecessary",
    "unreliable",
    "unsatisfied",
    "unsuitable",
    "unsure",
    "unwelcome",
    "unwilling",
];
/// Words that hint at the answer wished for.
const LEADING: [&str; 11] = [
    "obviously",
    "clearly",
    "surely",
    "of course",
    "don’t you",
    "don't you",
    "wouldn’t you",
    "wouldn't you",
    "excellent",
    "wonderful",
    "how good",
];
/// Words of offices.
const JARGON: [&str; 14] = [
    "stakeholder",
    "stakeholders",
    "synergy",
    "leverage",
    "outcomes",
    "deliverables",
    "capacity-building",
    "multi-agency",
    "co-production",
    "signposting",
    "upskill",
    "kpi",
    "holistic",
    "robust",
];

/// Questions of the ready-made surveys that were looked at and stay as they are, and why.
const REVIEWED: [(&str, &str); 14] = [
    ("conf_initiative", "setting up a meeting and chairing it are one task of one person"),
    ("hope_access_children", "the workshop named children and young people as one group"),
    ("hope_funding", "“or help in finding it” says what counts as money"),
    ("hope_new_image", "two words for one image"),
    ("hope_nonuser_insight", "there is no plainer word for people who do not use libraries"),
    ("react_delivery", "both ends of the scale are named, so that neither is suggested"),
    ("work_offer_expect", "what each side gives and wants is one thing to be clear about"),
    ("work_sustainability", "the workshop's own words for lasting"),
    ("work_flexibility", "give and take is one thing"),
    ("work_trust", "the workshop's finding; kept for comparison with its write-up"),
    ("work_persistence", "the workshop's finding; kept for comparison with its write-up"),
    ("aware_priorities", "priorities and workloads are asked about together in the workshop's write-up"),
    ("conf_flexibility__then", "one word over the limit, for the words that look back"),
    ("conf_plan_outcomes__then", "one word over the limit, for the words that look back"),
];

/// Something worth another look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The key of the item; `None` for the survey as a whole.
    pub item: Option<String>,
    /// What there is.
    pub what: String,
    /// Why it matters.
    pub why: &'static str,
    /// How it could be mended.
    pub example: &'static str,
}

/// Everything worth another look, in the order of the questions. English is read, as every wording has it. Questions
/// of the ready-made surveys that were looked at stay quiet, in copies too, until their words change.
pub fn warnings(survey: &Survey) -> Vec<Warning> {
    let mut warnings = all_warnings(survey);
    warnings.retain(|warning| {
        let item = warning.item.as_deref().and_then(|key| survey.item(key));
        !item.is_some_and(|item| is_reviewed(survey, item))
    });
    warnings
}

/// Whether a question has the words that a ready-made survey has, and those were looked at.
fn is_reviewed(survey: &Survey, item: &Item) -> bool {
    let same = |template: &Survey| {
        let words =
            |survey: &Survey, item: &Item| Side::ALL.map(|side| survey.question(item, side, ENGLISH).clone());
        template.item(&item.key).is_some_and(|known| words(template, known) == words(survey, item))
    };
    REVIEWED.iter().any(|(key, _)| base(key) == base(&item.key)) && templates::all().iter().any(same)
}

/// The key of a question, whether it looks back or not.
fn base(key: &str) -> &str {
    key.strip_suffix(NOW).or_else(|| key.strip_suffix(THEN)).unwrap_or(key)
}

fn all_warnings(survey: &Survey) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for side in survey.sides.iter().filter(|side| survey.is_too_long(**side)) {
        warnings.push(Warning {
            item: None,
            what: format!("It asks {} {} questions", side.people(), survey.asked(*side)),
            why: "After about fifteen, people begin to answer without reading.",
            example: "Keep those that somebody will act upon.",
        });
    }
    for (section, number) in survey.sections.iter().zip(1..) {
        let longest = survey.sides.iter().map(|side| section.asked(*side, survey.aims_to_pick)).max();
        if let Some(asked) = longest.filter(|asked| *asked > SECTION_MAX) {
            warnings.push(Warning {
                item: None,
                what: format!("Page {number} has {asked} questions"),
                why: "On a phone a long page is hard to keep track of, and what stands far down is skipped.",
                example: "Put some of them on a page of their own.",
            });
        }
    }
    for item in survey.items() {
        let mut of_item: Vec<Warning> = Vec::new();
        for side in survey.sides.iter().filter(|side| item.is_on(**side)) {
            for warning in of_question(survey, item, *side) {
                if !of_item.contains(&warning) {
                    of_item.push(warning);
                }
            }
        }
        warnings.extend(of_item);
    }
    warnings
}

fn of_question(survey: &Survey, item: &Item, side: Side) -> Vec<Warning> {
    // What comes from the page's stem is shared; the words that differ are the item's own.
    let own = &*survey.read(&item.text, side, ENGLISH, Carried::Called);
    let whole = survey.question(item, side, ENGLISH);
    let mut found: Vec<Warning> = Vec::new();
    if item.is_question() && !matches!(item.kind.input(), ItemInput::Paragraph { .. }) {
        found.extend(double(own));
    }
    found.extend(negative(own));
    found.extend([long(&whole), leading(&whole), jargon(own)].into_iter().flatten());
    if item.kind.input() == ItemInput::Scale {
        let labels: Vec<String> =
            survey.values(item, side, ENGLISH).into_iter().map(|(_, label)| label).collect();
        found.extend(agreement(&labels));
    }
    let both = survey.sides.len() > 1 && item.sides.is_empty() && item.ledger.is_some();
    let languages = |side| item.text.on(side).map(|text| text.languages().count());
    if both && languages(Side::Library) != languages(Side::Partner) {
        found.push(Warning {
            item: None,
            what: "One side can read it in fewer languages than the other".to_owned(),
            why: "The two sides are compared, so both should have understood the question.",
            example: "Write the missing wording.",
        });
    }
    found.into_iter().map(|warning| Warning { item: Some(item.key.clone()), ..warning }).collect()
}

/// Two questions in one.
pub fn double(text: &str) -> Option<Warning> {
    let lower = text.to_lowercase();
    // One comma parts a clause; two make a list.
    let list = (lower.matches(", ").count() > 1).then_some(", ");
    let joined = [" and ", " or ", "/"].into_iter().find(|joint| lower.contains(joint)).or(list)?;
    Some(Warning {
        item: None,
        what: format!("It may ask two things: it has “{}”", joined.trim()),
        why: "Somebody who would answer the two differently has no true answer.",
        example: "“Trust and integrity” becomes two questions: “How far do you trust us?” – “How far do we keep our word?”",
    })
}

fn negative(text: &str) -> Option<Warning> {
    let word = words(text).into_iter().find(|word| {
        NEGATIVES.contains(&&**word)
            || NEGATED.contains(&&**word)
            || word.ends_with("n’t")
            || word.ends_with("n't")
    })?;
    Some(Warning {
        item: None,
        what: format!("It says no: “{word}”"),
        why: "Readers overlook a no, and answer the opposite of what they mean.",
        example: "“Meetings do not start late” becomes “Meetings start on time”.",
    })
}

fn long(text: &str) -> Option<Warning> {
    let count = words(text).len();
    (count > WORDS).then(|| Warning {
        item: None,
        what: format!("It has {count} words"),
        why: "Beyond twenty words people lose the beginning before they reach the end.",
        example: "Move what explains into the hint.",
    })
}

fn leading(text: &str) -> Option<Warning> {
    let lower = text.to_lowercase();
    let word = LEADING.into_iter().find(|word| lower.contains(word))?;
    Some(Warning {
        item: None,
        what: format!("“{word}” hints at the answer you wish for"),
        why: "People tend to be polite, and the result says how polite they are.",
        example: "“How good was our excellent course?” becomes “How useful was the course?”",
    })
}

fn jargon(text: &str) -> Option<Warning> {
    let is_acronym = |word: &&str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        letters.len() > 1 && letters.chars().all(|c| c.is_ascii_uppercase()) && letters != "UK"
    };
    let acronym = text.split_whitespace().find(is_acronym).map(str::to_owned);
    let word = acronym.or_else(|| words(text).into_iter().find(|word| JARGON.contains(&&**word)))?;
    Some(Warning {
        item: None,
        what: format!("Not everybody knows the word “{word}”"),
        why: "Whoever does not know a word guesses, and each in another way.",
        example: "“Signposting to CAMHS” becomes “telling families where to find help with mental health”.",
    })
}

fn agreement(labels: &[String]) -> Option<Warning> {
    let agrees = labels.iter().any(|label| label.to_lowercase().contains("agree"));
    agrees.then(|| Warning {
        item: None,
        what: "It asks how far people agree".to_owned(),
        why: "Many people agree with whatever is put to them.",
        example: "“The course was useful: agree or disagree” becomes “How useful was the course?”",
    })
}

/// The words of a text in small letters.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'' | '-')));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_things_in_one_question_are_found() {
        for text in [
            "Trust and integrity",
            "Patience, persistence, problem-solving",
            "Staff/managers",
            "Now or later?",
        ] {
            assert!(double(text).is_some(), "{text}");
        }
        assert!(double("How far do you trust us?").is_none());
    }

    #[test]
    fn what_misleads_a_reader_is_found() {
        assert!(negative("Meetings do not start late").unwrap().what.contains("“not”"));
        assert!(negative("Was the trainer unhelpful?").is_some());
        assert!(negative("Didn’t it help?").is_some());
        assert!(negative("How united is the team under one roof?").is_none());
        assert!(leading("How good was our excellent course?").is_some());
        assert!(jargon("Did you refer to CAMHS?").unwrap().what.contains("CAMHS"));
        assert!(jargon("Are stakeholders involved?").is_some());
        assert!(jargon("I go to the UK library").is_none());
        assert!(long(&"word ".repeat(21)).is_some() && long(&"word ".repeat(20)).is_none());
        let labels =
            ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"].map(str::to_owned);
        assert!(agreement(&labels).is_some());
    }

    #[test]
    fn every_warning_says_why_and_how_to_mend_it() {
        for survey in templates::all() {
            for warning in warnings(survey) {
                assert!(!warning.why.is_empty() && !warning.example.is_empty());
                assert!(survey.item(warning.item.as_deref().unwrap()).is_some());
            }
        }
    }

    #[test]
    fn the_ready_made_surveys_have_no_warning_and_every_exception_is_needed() {
        for survey in templates::all() {
            assert_eq!(warnings(survey), [], "{}", survey.key);
        }
        let found: Vec<String> =
            templates::all().iter().flat_map(all_warnings).filter_map(|warning| warning.item).collect();
        for (item, _) in REVIEWED {
            assert!(found.iter().any(|found| base(found) == base(item)), "{item} needs no reason any more");
        }
    }

    #[test]
    fn a_reviewed_question_that_is_changed_is_looked_at_again() {
        let mut survey = templates::find("staff_needs").unwrap().clone();
        survey.key = "our_own".to_owned();
        assert_eq!(warnings(&survey), [], "a copy with the same words was looked at as well");
        let item = survey.sections.iter_mut().flat_map(|section| &mut section.items);
        let item = item.into_iter().find(|item| item.key == "aware_priorities").unwrap();
        let changed = serde_json::json!("How much do you know about partners and their workloads?");
        item.text = serde_json::from_value(changed).unwrap();
        let found = warnings(&survey);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("“and”"), "{found:?}");
    }
}
