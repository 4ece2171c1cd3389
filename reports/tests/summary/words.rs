//! What a summary says.

use std::collections::BTreeSet;

use common_ground_reports::compare::{ComparedSides, PairInput, Verdict};
use common_ground_reports::counts::{Counts, real};
use common_ground_reports::small_numbers::{Group, MinGroup};
use common_ground_reports::summary::document::{Correction, Workshop};
use common_ground_reports::summary::inputs::{Inputs, NextAction, Previous, SurveyVersion};
use common_ground_reports::summary::{DottedCard, Links, MAX_WORDS, Summary};
use common_ground_reports::turnout::RoundTurnout;

use super::courses::{bare, block, block_of, confidence, large, links, reaction, summaries, third, workshop};
use super::items::{GIVES, HOPES};

fn text(inputs: Inputs) -> String {
    Summary::write(inputs).text(&Links::default())
}

fn first_screen(text: &str) -> &str {
    text.split("All the figures\n").next().unwrap()
}

/// The text with its lines joined.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_first_screen_has_at_most_350_words() {
    for (name, summary) in summaries() {
        let text = summary.text(&links());
        let words = first_screen(&text)
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric) && !word.contains("://"))
            .count();
        assert!(words <= MAX_WORDS, "{name}: {words} words\n{text}");
    }
}

#[test]
fn the_parts_come_in_the_order_of_a_briefing() {
    let text = text(third());
    let parts = [
        "Looking back, confidence is up on 3 of 4 aims; ",
        "12 of the 15 people who came answered (80%).",
        "From the trainers",
        "What changed",
        "Last time (Course 2, 2 April, 10 people)",
        "The three gaps that matter most",
        "Going well. ",
        "In their words",
        "What happens next",
        "Notes on these figures",
        "All the figures",
        "How this was worked out",
    ];
    let places: Vec<usize> = parts
        .iter()
        .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is missing\n{text}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_subject_says_which_course_and_what_was_found() {
    assert_eq!(
        Summary::write(third()).subject,
        "Course 3, Newham, 14 May: confidence up on 3 of 4 aims, short on flexibility"
    );
}

#[test]
fn a_subject_is_short_enough_to_be_read_in_a_list() {
    let mut inputs = third();
    inputs.course.short_place = "Kensington and Chelsea Central Library".to_owned();
    assert_eq!(
        Summary::write(inputs).subject,
        "Course 3, 14 May: confidence up on 3 of 4 aims, short on flexibility"
    );
    for (name, summary) in summaries() {
        assert!(summary.subject.chars().count() <= 78, "{name}: {}", summary.subject);
    }
}

#[test]
fn four_people_are_too_few_for_any_figure() {
    let summary = Summary::write(Inputs { answered: 4, ..third() });
    let said = "4 people answered, which is too few to show what they said.";
    assert_eq!((summary.answered.as_str(), &summary.figures), (said, &None));
    assert_eq!(summary.subject, "Course 3, Newham, 14 May: too few answers to show");
    let text = summary.text(&links());
    assert!(!text.contains("flexib") && !text.contains("forms that stop") && !text.contains("2.3"), "{text}");
    assert_eq!(summary.charts().unwrap().len(), 0);
}

#[test]
fn one_person_is_not_one_people() {
    let said = |answered, came, invited: Option<u64>| {
        let turnout = invited.map(|invited| listed(answered, invited, real(answered) / real(invited)));
        Summary::write(Inputs { answered, came, turnout, ..bare(answered) }).answered
    };
    assert!(said(1, Some(1), None).starts_with("1 person answered, which is too few"));
    assert_eq!(said(0, Some(3), None), "Nobody has answered, so there is nothing to show.");
    assert_eq!(said(7, Some(7), None), "All 7 people who came answered.");
    assert_eq!(said(7, None, Some(9)), "7 of the 9 people invited answered (78%).");
    assert_eq!(said(7, None, None), "7 people answered.");
    // More answers than people counted: nobody knows the share.
    assert_eq!(said(7, Some(6), None), "7 people answered.");
}

/// Everybody was on a list.
fn listed(finished: u64, invited: u64, rate: f64) -> RoundTurnout {
    RoundTurnout { invited, finished, response_rate: Some(rate), ..RoundTurnout::default() }
}

/// Every share in per cent that stands in words.
fn shares(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().filter(|word| word.contains('%')).collect()
}

#[test]
fn a_report_has_one_response_rate() {
    // Eighteen were invited, fifteen came, twelve answered.
    let came = flowing(&text(third()));
    assert!(came.contains("12 of the 15 people who came answered (80%)."), "{came}");
    assert!(!came.contains("esponse rate"), "{came}");
    assert!(came.contains("Shares of the 18 people invited, whether or not they came."), "{came}");
    let invited = flowing(&text(Inputs { came: None, ..third() }));
    assert!(invited.contains("12 of the 18 people invited answered (67%)."), "{invited}");
    assert!(invited.contains("Response rate 67% (AAPOR RR2)"), "{invited}");
    // Two broke off half way: the rate that is named is of the others, and no other stands beside it.
    let broke_off =
        Summary::write(Inputs { turnout: Some(listed(9, 18, 7.0 / 18.0)), came: None, ..bare(9) });
    assert_eq!(broke_off.answered, "9 of the 18 people invited answered.");
    assert_eq!(broke_off.figures.unwrap().response_rate.unwrap(), "Response rate 39% (AAPOR RR2)");
    assert_eq!(shares(&broke_off.answered).len(), 0);
}

#[test]
fn a_low_response_is_the_first_caution() {
    let first = |inputs: Inputs| Summary::write(inputs).figures.unwrap().cautions.remove(0);
    let low = "Fewer than half of the 25 people who came answered; the others may think otherwise.";
    assert_eq!(first(Inputs { came: Some(25), ..third() }), low);
    assert!(first(Inputs { came: Some(24), ..third() }).starts_with("With only 12 people"));
    let rate = |rate| Inputs { turnout: Some(listed(12, 25, rate)), came: None, ..third() };
    assert!(first(rate(0.48)).starts_with("Fewer than half of the 25 people invited answered"));
    assert!(first(rate(0.5)).starts_with("With only 12 people"));
}

#[test]
fn nothing_goes_well_that_is_offered_far_beyond_what_is_expected() {
    let with = |offer, expectation| {
        let items = [("a", "Bring energy", "energy", offer, expectation)];
        let blocks = vec![block(ComparedSides::LibraryOffers, &items)];
        Summary::write(Inputs { blocks, reactions: Vec::new(), ..third() }).figures.unwrap().going_well
    };
    // 4.9 against 1.4.
    assert_eq!(with([0, 0, 0, 2, 18], [12, 8, 0, 0, 0]), None);
    let met = "Bring energy: staff offer 4.5, partners expect 4.5, about level.";
    assert_eq!(with([0, 0, 0, 20, 20], [0, 0, 0, 20, 20]).as_deref(), Some(met));
}

#[test]
fn largest_shortfalls_say_where_none_is_certain() {
    let with = |expectation| {
        let items = [("a", "Bring energy", "energy", [0, 4, 8, 4, 0], expectation)];
        flowing(&text(Inputs { blocks: vec![block(ComparedSides::LibraryOffers, &items)], ..third() }))
    };
    let unsure = with([0, 3, 6, 6, 1]);
    assert!(
        unsure.contains("Largest shortfalls, none certain") && unsure.contains("not sure yet"),
        "{unsure}"
    );
    let clear = with([0, 0, 0, 4, 12]);
    assert!(clear.contains("The gap that matters most") && !clear.contains("none certain"), "{clear}");
}

#[test]
fn a_comparison_says_once_what_it_could_have_found() {
    let items = [("a", "Bring energy", "energy", [1, 3, 7, 3, 1], [1, 3, 7, 3, 1]); 10];
    let block = block(ComparedSides::LibraryOffers, &items);
    let told = "With 15 library staff and 15 partners, only gaps of about 1.4 points or more show surely.";
    let page = block.page_body("Northshire Libraries").unwrap();
    assert_eq!(page.matches(told).count(), 1, "{page}");
    let said = flowing(&text(Inputs { blocks: vec![block], ..third() }));
    assert_eq!(said.matches("show surely.").count(), 1, "{said}");
}

#[test]
fn items_that_fewer_people_answered_are_of_up_to_so_many() {
    let items = [
        ("a", "A", "", [0, 0, 20, 20, 0], [0, 0, 10, 5, 0]),
        ("b", "B", "", [0, 0, 18, 20, 0], [0, 0, 10, 5, 0]),
    ];
    let block = block(ComparedSides::LibraryOffers, &items);
    assert_eq!(block.people(), "up to 40 library staff and 15 partners");
    assert_eq!(block.answers(), ["up to 40", "15"]);
}

#[test]
fn a_gap_and_a_change_are_the_difference_of_the_means_that_are_printed() {
    // 3.94 and 4.46 are 0.52 apart, and printed as 3.9 and 4.5.
    let items = [("a", "Bring energy", "energy", [0, 0, 3, 47, 0], [0, 0, 0, 27, 23])];
    let block = block(ComparedSides::LibraryOffers, &items);
    assert!(block.largest_gaps()[0].reading.ends_with("gap of 0.6"), "{:?}", block.largest_gaps());
    let said = flowing(&text(Inputs { blocks: vec![block], ..third() }));
    assert!(said.contains("3.9 50 4.5 50 −0.6"), "{said}");
}

#[test]
fn kinds_of_partner_a_point_apart_lead_the_sentence_about_their_item() {
    let item = PairInput {
        key: "need_flexibility".to_owned(),
        label: "Bend our rules".to_owned(),
        topic: "flexibility".to_owned(),
        offer: vec![Group::new("", Counts::of([10, 10, 2, 0, 0]))],
        expectation: vec![
            Group::new("school", Counts::of([0, 0, 2, 14, 4])),
            Group::new("charity", Counts::of([0, 6, 2, 0, 0])),
        ],
    };
    let block = block_of(ComparedSides::LibraryOffers, &[item]);
    let gap = &block.largest_gaps()[0];
    // Schools gave more than half of the answers: kinds count the same, and the plain mean stands beside theirs.
    let told = "Schools expect 4.1 but charities 2.2. Partners expect 3.2, staff offer 1.6: a clear gap of 1.6 (all \
                partners’ answers: 3.6).";
    assert_eq!(gap.sentences(), told);
    assert!(block.comparison.pairs[0].verdict != Verdict::AboutLevel);
}

#[test]
fn marks_given_before_the_course_stand_beside_those_of_looking_back() {
    let mut inputs = third();
    for aim in &mut inputs.confidence {
        aim.before = Some(Counts::of([0, 1, 5, 5, 1]));
    }
    // With little else to say, page one has room for what changed.
    let little =
        Inputs { blocks: Vec::new(), quotes: Vec::new(), past_actions: Vec::new(), ..inputs.clone() };
    let little = Summary::write(little).email(&links()).unwrap();
    let summary = Summary::write(inputs);
    let looking_back = "Looking back, confidence is up on 3 of 4 aims";
    let before = "compared with ratings given before the course, it is down on 1 of 4 aims only";
    let both = format!("{looking_back}; {before}");
    assert!(summary.headline.starts_with(&both), "{}", summary.headline);
    let email = summary.email(&links()).unwrap();
    assert!(flowing(&email.text).contains(&both), "page one says both: {}", email.text);
    assert!(flowing(&little.text).contains("(before: 3.5, n 12)"), "{}", little.text);
    let charts = summary.charts().unwrap();
    let (_, picture) = charts.iter().find(|(name, _)| name == "then-now-wide").unwrap();
    assert_eq!(picture.title, both);
    assert!(picture.svg.contains(">given before the course<"), "three marks have their names");
    assert!(picture.svg.contains(">shift\u{A0}−"), "{}", picture.svg);
    let said = summary.figures.unwrap().lead;
    assert!(
        said.contains(
            "Asked before the course, people put their confidence at 3.5; looking back, at 2.5, and now at"
        ),
        "{said}"
    );
    let lead = Summary::write(third()).figures.unwrap().lead;
    assert!(!lead.contains("Asked before"), "one aim of four was asked before: {lead}");
}

#[test]
fn an_open_link_beside_the_list_leaves_no_response_rate_anywhere() {
    // Eighteen were invited, twelve answered by either way in.
    let open = RoundTurnout { response_rate: None, ..third().turnout.unwrap() };
    let summary = Summary::write(Inputs { came: None, turnout: Some(open), ..third() });
    assert_eq!(summary.answered, "12 people answered.");
    let email = summary.email(&links()).unwrap();
    let pictures = summary.charts().unwrap().into_iter().map(|(_, picture)| picture.svg);
    let pages = [email.text, email.html, summary.page_body(&links()).unwrap()];
    assert!(pages.iter().all(|page| flowing(page).contains("so there is no response rate")));
    for page in pages.into_iter().chain(pictures) {
        assert!(
            !page.contains("Response rate") && !page.contains("67%") && !page.contains("12 of 18"),
            "{page}"
        );
    }
    let listed = Summary::write(Inputs { came: None, ..third() });
    assert_eq!(listed.answered, "12 of the 18 people invited answered (67%).");
    let text = flowing(&listed.text(&links()));
    assert!(text.contains("Response rate 67% (AAPOR RR2).") && !text.contains("no response rate"), "{text}");
}

#[test]
fn eight_people_are_told_in_bands_by_name_and_ten_answer_by_answer() {
    let told = |values| {
        let reactions = vec![reaction("react_useful", "Useful overall", "useful5", values)];
        flowing(&text(Inputs { reactions, ..bare(values.iter().sum()) }))
    };
    let eight = told([0, 1, 1, 4, 2]);
    assert!(eight.contains("At least very useful: 6 of 8"), "{eight}");
    let bands =
        "Not at all useful or slightly useful: 1; Moderately useful: 1; Very useful or extremely useful: 6";
    assert!(eight.contains(bands), "{eight}");
    let ten = told([0, 1, 1, 5, 3]);
    assert!(ten.contains("0, 1, 1, 5, 3") && ten.contains("At least very useful: 8 of 10"), "{ten}");
    assert!(!ten.contains("or more of"));
}

#[test]
fn nine_people_who_moved_are_counted_and_have_no_interval() {
    let of = |people: &[(u8, u8, u64)]| {
        let confidence = vec![confidence("conf_initiative", "Set up a first meeting", "", people)];
        Summary::write(Inputs { confidence, ..bare(people.iter().map(|(.., times)| times).sum()) })
    };
    let nine = of(&[(1, 3, 4), (2, 4, 3), (3, 3, 2)]);
    let change = nine.figures.as_ref().unwrap().changes[0].shown.unwrap();
    assert_eq!((change.n, change.up, change.same, change.down, change.interval), (9, 7, 2, 0, None));
    assert_eq!(nine.headline, "Too few answers to say whether confidence has changed");
    let ten = of(&[(1, 3, 4), (2, 4, 3), (3, 3, 3)]);
    assert!(ten.figures.unwrap().changes[0].shown.unwrap().interval.is_some());
}

#[test]
fn a_summary_of_an_earlier_version_is_still_read() {
    let mut old = serde_json::to_value(Summary::write(third())).unwrap();
    let reactions = &mut old["figures"]["reactions"];
    reactions[0]["categories"] = serde_json::json!({ "top_two": { "high": 10, "rest": 2 } });
    reactions[0]["best"] = serde_json::Value::Null;
    reactions[0]["about_best"] = serde_json::json!({ "at_least": 8 });
    reactions[1]["categories"] = serde_json::json!({ "thirds": { "low": 0, "middle": 0, "high": 12 } });
    let read: Summary = serde_json::from_value(old).unwrap();
    let text = flowing(&read.text(&links()));
    assert!(text.contains("Very useful or extremely useful: 12"), "{text}");
    read.page_body(&links()).unwrap();
}

#[test]
fn what_changed_is_told_in_means_and_in_people() {
    let text = flowing(&text(third()));
    assert!(
        text.contains("- Set up and chair a first meeting: 2.2 → 3.4 (9 up, 3 same, none down)"),
        "{text}"
    );
    assert!(text.contains(
        "Nine of 12 felt more confident about setting up a first meeting, nobody felt less confident."
    ));
}

#[test]
fn a_gap_names_both_means_and_how_sure_it_is() {
    let text = flowing(&text(third()));
    assert!(
        text.contains(
            "1. Bend our rules to fit what partners want. Partners expect 4.7, staff offer 2.7: a clear gap of 2.0."
        ),
        "{text}"
    );
    assert!(text.contains(
        "Money, or help in finding it. Staff hope for 3.8, partners offer 1.6: a clear gap of 2.2."
    ));
}

#[test]
fn a_report_without_an_action_says_so() {
    assert!(text(Inputs { actions: Vec::new(), ..third() }).contains("No action agreed yet."));
}

#[test]
fn every_action_is_told_with_who_does_it_and_by_when() {
    let ask = NextAction {
        what: "Ask the homes what would bring them in".into(),
        who: "Amina".into(),
        by: String::new(),
        from: String::new(),
    };
    let mut inputs = third();
    inputs.actions.push(ask);
    let told = flowing(&text(inputs));
    let first =
        "- Try a joining process without proof of address at two libraries. Outreach manager, by 30 June.";
    assert!(
        told.contains(first) && told.contains("- Ask the homes what would bring them in. Amina."),
        "{told}"
    );
}

#[test]
fn what_the_room_said_is_told_in_three_lines_and_of_how_many_only_where_they_are_enough() {
    let told = Summary::write(third()).with_workshop(Some(workshop()));
    let email = told.email(&links()).unwrap();
    for shown in [flowing(&email.text), email.html, told.page_body(&links()).unwrap()] {
        assert!(shown.contains("What the room said"), "{shown}");
        assert!(shown.contains("Clear responsibilities (9 people)"), "{shown}");
        assert!(
            shown.contains("Patience, persistence, problem-solving") && !shown.contains("4 people"),
            "{shown}"
        );
        assert!(shown.contains("https://surveys.newham.example/write-up/7Yx"), "{shown}");
    }
    let many: Vec<DottedCard> =
        (0..9).map(|n| DottedCard { words: format!("Card {n}"), people: None }).collect();
    let workshop = Workshop::new(&many, "/".to_owned(), MinGroup::default());
    assert_eq!(workshop.said, ["Card 0", "Card 1", "Card 2"]);
}

#[test]
fn long_lines_of_the_room_are_whole_in_the_report_and_shortened_in_the_email() {
    let said = |words: &str| DottedCard { words: words.to_owned(), people: Some(9) };
    let long = "word ".repeat(28);
    let all = [said("Clear aims"), said(long.trim()), said("Trust")];
    let told =
        Summary::write(third()).with_workshop(Some(Workshop::new(&all, "/".to_owned(), MinGroup::default())));
    assert!(flowing(&told.text(&links())).contains(&format!("{} (9 people)", long.trim())));
    let email = flowing(&told.email(&links()).unwrap().text);
    assert!(email.contains("Clear aims (9 people)") && email.contains("word …"), "{email}");
    assert!(!email.contains(long.trim()), "{email}");
}

#[test]
fn where_too_few_answered_the_workshop_is_told_all_the_same() {
    let few = Summary::write(Inputs { answered: 4, ..third() }).with_workshop(Some(workshop()));
    let text = flowing(&few.text(&links()));
    assert!(text.contains("Too few answers to show") && text.contains("(9 people)"), "{text}");
}

#[test]
fn an_action_that_came_from_the_workshop_says_so() {
    let mut inputs = third();
    inputs.actions[0].from = "From the workshop".to_owned();
    let told = flowing(&text(inputs));
    assert!(told.contains("Outreach manager, by 30 June. From the workshop."), "{told}");
}

#[test]
fn a_summary_frozen_with_a_single_action_is_still_read() {
    let mut old = serde_json::to_value(Summary::write(third())).unwrap();
    let figures = old["figures"].as_object_mut().unwrap();
    let actions = figures.remove("actions").unwrap();
    figures.insert("action".to_owned(), actions[0].clone());
    let read: Summary = serde_json::from_value(old.clone()).unwrap();
    assert!(flowing(&read.text(&links())).contains("at two libraries. Outreach manager, by 30 June."));
    old["figures"]["action"] = serde_json::Value::Null;
    let read: Summary = serde_json::from_value(old).unwrap();
    assert!(read.text(&links()).contains("No action agreed yet."));
}

#[test]
fn a_correction_is_marked_and_changes_no_figure() {
    let summary = Summary::write(third());
    let correction =
        Correction { on: "3 June 2026".to_owned(), text: "The course was in Stratford.".to_owned() };
    let (what, nobody) = ("Ring the homes".to_owned(), String::new());
    let actions = vec![NextAction { what, who: nobody.clone(), by: nobody.clone(), from: nobody }];
    let corrected = summary.clone().corrected(correction, Some(actions));
    let email = corrected.email(&links()).unwrap();
    assert_eq!(email.subject, format!("Corrected: {}", summary.subject));
    let told = "Corrected on 3 June 2026: The course was in Stratford.";
    assert!(email.text.starts_with(told) && email.text.contains("Ring the homes."), "{}", email.text);
    for html in [email.html, corrected.page_body(&links()).unwrap()] {
        assert!(html.contains("<strong>Corrected on 3 June 2026:</strong> The course was in Stratford."));
    }
    let (mut before, mut after) = (summary.figures.unwrap(), corrected.figures.unwrap());
    (before.actions, after.actions) = (Vec::new(), Vec::new());
    assert_eq!(before, after);
}

#[test]
fn another_version_of_the_survey_is_not_compared() {
    let newer = SurveyVersion { version: 2, ..third().survey };
    let text = text(Inputs { survey: newer, ..third() });
    assert!(!text.contains("Last time") && !text.contains("Last course"));
}

#[test]
fn nine_people_last_time_are_not_compared() {
    let nine = confidence("conf_initiative", "", "", &[(2, 3, 9)]);
    let previous = Previous { confidence: vec![nine], ..third().previous.unwrap() };
    assert!(!text(Inputs { previous: Some(previous), ..third() }).contains("Last time"));
}

#[test]
fn long_comments_give_way_to_the_findings() {
    let summary = Summary::write(large());
    let figures = summary.figures.as_ref().unwrap();
    assert!(!figures.quotes.is_empty() && figures.quotes.len() <= 3);
    assert_eq!(figures.quotes.len() + figures.more_quotes.len(), 12);
    assert!(summary.text(&Links::default()).contains("More in their words"));
}

#[test]
fn one_kind_that_dominates_is_said_and_weighed() {
    let summary = Summary::write(large());
    let text = flowing(&summary.text(&Links::default()));
    assert!(text.contains("More than half of the partners’ answers came from one kind of partner"), "{text}");
    assert!(summary.page_body(&links()).unwrap().contains("All answers</th>"));
}

#[test]
fn a_block_nobody_answered_is_left_out() {
    let silent = GIVES.map(|(key, label, topic, ..)| (key, label, topic, [0; 5], [0; 5]));
    let blocks =
        vec![block(ComparedSides::LibraryOffers, &silent), block(ComparedSides::PartnersOffer, &HOPES)];
    let summary = Summary::write(Inputs { blocks, ..third() });
    assert!(summary.block(ComparedSides::LibraryOffers).is_none());
    assert_eq!(
        summary.headline,
        "Looking back, confidence is up on 3 of 4 aims; staff hope for more funding than partners say they offer"
    );
    assert_eq!(summary.subject, "Course 3, 14 May: confidence up on 3 of 4 aims, hoping for more funding");
}

#[test]
fn nothing_but_attendance_still_makes_sense() {
    let summary = Summary::write(bare(9));
    assert_eq!(summary.headline, "What people said about the day");
    assert_eq!(summary.answered, "9 of the 15 people who came answered (60%).");
}

#[test]
fn figures_have_a_true_minus_and_plain_hyphens_stay_in_words() {
    for (name, summary) in summaries() {
        let text = summary.text(&Links::default());
        let hyphenated = text
            .as_bytes()
            .windows(3)
            .any(|three| !three[0].is_ascii_alphanumeric() && three[1] == b'-' && three[2].is_ascii_digit());
        assert!(!hyphenated, "{name}\n{text}");
    }
}

#[test]
fn no_line_of_text_is_longer_than_72_characters() {
    for (name, summary) in summaries() {
        for line in summary.text(&links()).lines().filter(|line| !line.contains("https://")) {
            assert!(line.chars().count() <= 72, "{name}: {line}");
        }
    }
}

#[test]
fn a_stored_summary_reads_as_it_was_written() {
    for (_, summary) in summaries() {
        let stored = serde_json::to_string(&summary).unwrap();
        let read: Summary = serde_json::from_str(&stored).unwrap();
        assert_eq!(read.text(&links()), summary.text(&links()));
        assert_eq!(read.page_body(&links()).unwrap(), summary.page_body(&links()).unwrap());
    }
}
