//! The page and the file of a summary.

use common_ground_reports::compare::ComparedSides;
use common_ground_reports::summary::{Links, Summary};

use super::courses::{STYLESHEET, large, links, summaries, third};

fn body(summary: &Summary) -> String {
    summary.page_body(&links()).unwrap()
}

#[test]
fn every_pair_has_a_row_that_a_link_can_point_at() {
    let summary = Summary::write(third());
    let body = body(&summary);
    for ledger in [ComparedSides::LibraryOffers, ComparedSides::PartnersOffer] {
        for pair in &summary.block(ledger).unwrap().comparison.pairs {
            let row = format!("id=\"item-{}\"", pair.key);
            assert_eq!(body.matches(&row).count(), 1, "{row}");
        }
    }
}

#[test]
fn no_two_things_on_a_page_have_one_id() {
    for (name, summary) in summaries() {
        let body = body(&summary);
        let mut ids: Vec<&str> =
            body.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}");
    }
}

#[test]
fn a_page_has_no_styles_or_scripts_of_its_own() {
    let body = body(&Summary::write(large()));
    for forbidden in [" style=", "<style", "<script", " onclick="] {
        assert!(!body.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn a_file_needs_nothing_but_itself() {
    let file = Summary::write(third()).file(STYLESHEET).unwrap();
    assert!(file.contains(STYLESHEET) && file.contains("<svg"));
    for outside in ["src=", "<script", "<link", "@import", "href=\"http"] {
        assert!(!file.contains(outside), "{outside}");
    }
}

#[test]
fn every_cell_of_a_table_names_its_column() {
    let body = body(&Summary::write(large()));
    assert!(body.contains("<td"));
    let cells = body.matches("<td").count();
    assert_eq!(body.matches(" data-l=\"").count(), cells);
}

#[test]
fn the_first_picture_stands_below_the_headline() {
    let body = body(&Summary::write(third()));
    let place = |part: &str| body.find(part).unwrap();
    assert!(place("<h1>") < place("<svg") && place("<svg") < place("What changed"));
}

#[test]
fn everything_below_the_first_screen_is_in_parts_that_open_without_a_script() {
    for (name, summary) in summaries() {
        let body = body(&summary);
        let parts = body.matches("<details class=\"part\">").count();
        assert_eq!(body.matches("</details>").count(), parts, "{name}");
        assert_eq!(body.matches("<summary><h2>").count(), parts, "{name}");
        let top = body.split("<details").next().unwrap();
        assert!(top.contains("<h1>") && !top.contains("<table"), "{name}");
    }
    let body = body(&Summary::write(third()));
    let part = |heading: &str| body.contains(&format!("<summary><h2>{heading}</h2></summary>"));
    for heading in [
        "What changed",
        "Notes on these figures",
        "All the figures",
        "More in their words",
        "How this was worked out",
    ] {
        assert!(part(heading), "{heading}");
    }
    // A link to the explanation lands inside of its part, which a browser opens.
    assert!(body.contains("<div class=\"how\" id=\"how\">"));
}

#[test]
fn a_phone_has_the_largest_gaps_on_its_first_screen_and_all_of_them_with_the_figures() {
    let body = body(&Summary::write(third()));
    let (top, parts) = body.split_once("<details").unwrap();
    assert!(top.contains("id=\"dumbbell-a-wide-title\"") && top.contains("id=\"gaps-title\""));
    assert!(!top.contains("dumbbell-a-narrow"));
    assert!(parts.contains("<figure class=\"narrow\">") && parts.contains("id=\"dumbbell-a-narrow-title\""));
}

#[test]
fn each_picture_stands_under_a_finding_of_its_own() {
    let body = body(&Summary::write(third()));
    let below = |heading: &str| body.split_once(heading).unwrap().1.trim_start().starts_with("<figure>");
    assert!(below("<h2>Partners expect more flexibility than staff say they offer</h2>"));
    assert!(below("<h3>Staff hope for more funding than partners say they offer</h3>"), "{body}");
}

#[test]
fn kinds_of_partner_have_a_table_of_gaps() {
    let body = body(&Summary::write(large()));
    assert!(body.contains("What each type of partner expects") && body.contains("class=\"heat\""));
    assert!(body.contains(">Children’s homes, n\u{a0}"));
}

#[test]
fn charts_have_names_for_downloads() {
    let names = |inputs| -> Vec<String> {
        Summary::write(inputs).charts().unwrap().into_iter().map(|(name, _)| name).collect()
    };
    let third = names(third());
    for name in [
        "dumbbell-a-wide",
        "dumbbell-a-narrow",
        "dumbbell-b-wide",
        "dumbbell-b-slide",
        "priority-a-wide",
        "then-now-narrow",
    ] {
        assert!(third.iter().any(|known| known == name), "{name} in {third:?}");
    }
    let large = names(large());
    for name in
        ["by-kind-a-wide", "reactions-useful5-wide", "reactions-going5-narrow", "reactions-pace5-wide"]
    {
        assert!(large.iter().any(|known| known == name), "{name} in {large:?}");
    }
}

#[test]
fn a_summary_without_figures_still_has_its_page() {
    let (_, summary) = summaries().into_iter().find(|(name, _)| *name == "too few").unwrap();
    let body = summary.page_body(&Links::default()).unwrap();
    assert!(body.contains("<h1>Too few answers to show</h1>"));
    assert!(!body.contains("<svg") && !body.contains("#how"));
}
