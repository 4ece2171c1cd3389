//! The files of pictures: as points and as lines, also as a slide, and the figures behind them.

use common_ground_reports::scale::{self, Scale};

use crate::web::parts::Link;

/// The files of one picture.
#[derive(Debug, Clone)]
pub(crate) struct ChartFiles {
    /// What it shows.
    pub title: String,
    pub files: Vec<Link>,
}

/// The files of one picture, by the beginning of their names; `address` says where the file of a name is.
pub(crate) fn of_chart(title: String, stem: &str, address: impl Fn(&str) -> String) -> ChartFiles {
    let file = |label: &str, name: String| Link::new(label, address(&name)).about(format!("of {title}"));
    let files = vec![
        file("PNG", format!("{stem}-wide.png")),
        file("SVG", format!("{stem}-wide.svg")),
        file("data (CSV)", format!("{stem}.csv")),
        file("copy as a slide (PNG)", format!("{stem}-slide.png")),
        file("copy as a slide (SVG)", format!("{stem}-slide.svg")),
    ];
    ChartFiles { title, files }
}

/// The files of every picture among these names, in which the wide drawing stands for all.
pub(crate) fn of_charts<'n>(
    names: impl Iterator<Item = &'n str>,
    address: impl Fn(&str) -> String,
) -> Vec<ChartFiles> {
    let stems = names.filter_map(|name| name.strip_suffix("-wide"));
    stems.map(|stem| of_chart(called(stem), stem, &address)).collect()
}

/// What a chart shows, by the beginning of the names of its files.
fn called(stem: &str) -> String {
    const KNOWN: [(&str, &str); 9] = [
        ("dumbbell-a", "What the library gives"),
        ("dumbbell-b", "What partners give"),
        ("priority-a", "What the library gives: what to do first"),
        ("priority-b", "What partners give: what to do first"),
        ("by-kind-a", "What the library gives, by type of partner"),
        ("by-kind-b", "What partners give, by type of partner"),
        ("then-now", "Confidence, then and now"),
        ("reactions", "What people thought of the day"),
        ("funnel", "Who answered"),
    ];
    if let Some(of_library) = stem.strip_prefix("partners-") {
        return format!("{}: partners", called(of_library));
    }
    let words = KNOWN.iter().find(|(known, _)| stem.starts_with(known)).map_or("Chart", |(_, words)| words);
    // One for each scale.
    scale_of(stem).map_or_else(|| words.to_owned(), |scale| format!("{words}, {}", scale.from_to()))
}

fn scale_of(stem: &str) -> Option<Scale> {
    scale::known(stem.strip_prefix("reactions-")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_several_scales_are_told_apart() {
        assert_eq!(called("then-now"), "Confidence, then and now");
        assert_eq!(called("partners-then-now"), "Confidence, then and now: partners");
        let badly = "What people thought of the day, from “very badly” to “very well”";
        assert_eq!(called("reactions-going5"), badly);
        assert_eq!(called("reactions-of_our_own"), "What people thought of the day");
    }

    #[test]
    fn each_picture_is_there_as_points_lines_figures_and_a_slide() {
        let found =
            of_charts(["dumbbell-a-wide", "dumbbell-a-narrow"].into_iter(), |name| format!("/c/{name}"));
        assert_eq!(found.len(), 1);
        let addresses: Vec<&str> = found[0].files.iter().map(|link| link.href.as_str()).collect();
        let names = ["-wide.png", "-wide.svg", ".csv", "-slide.png", "-slide.svg"];
        assert_eq!(addresses, names.map(|ending| format!("/c/dumbbell-a{ending}")));
    }
}
