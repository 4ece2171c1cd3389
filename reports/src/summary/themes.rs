//! The themes that trainers gave to comments, counted.

use super::sheet::SheetSection;
use super::table::{Table, TableCell, TableColumn, TableRow};
use crate::chart::ChartWords;
use crate::chart::bars::{Bar, Bars};
use crate::wording;

/// How many comments have each theme. They are no answers: trainers read the comments and name what they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentThemes {
    /// Each theme with its comments, the most first; one comment can have several.
    pub themes: Vec<(String, u64)>,
    /// All comments, with a theme or without.
    pub comments: u64,
}

impl CommentThemes {
    /// The picture; none before there are themes.
    pub fn chart(&self, source: &str) -> Option<Bars> {
        let (first, most) = self.themes.first()?;
        let comments = wording::counted(self.comments, "comment", "comments");
        let bar = |(theme, count): &(String, u64)| Bar {
            label: theme.clone(),
            count: *count,
            note: String::new(),
            together: false,
        };
        Some(Bars {
            words: ChartWords {
                finding: match self.themes.get(1) {
                    Some((_, next)) if next == most => "How often each theme comes up".to_owned(),
                    _ => format!("“{first}” comes up most often"),
                },
                subtitle: format!("Themes of {comments}; a comment can have more than one"),
                source: source.to_owned(),
                measure: "comments by theme".to_owned(),
                groups: comments,
            },
            bars: self.themes.iter().map(bar).collect(),
        })
    }

    /// The table; none before there are themes.
    pub(super) fn section(&self) -> Option<SheetSection> {
        let chart = self.chart("")?;
        let row = |(theme, count): &(String, u64)| TableRow {
            key: String::new(),
            label: theme.clone(),
            strong: false,
            cells: vec![TableCell::of(wording::count(*count))],
        };
        Some(SheetSection {
            stem: STEM.to_owned(),
            heading: HEADING.to_owned(),
            finding: wording::sentence(&chart.words.finding),
            charts: Vec::new(),
            table: Table {
                caption: format!("{}.", chart.words.subtitle),
                corner: "Theme",
                heat: false,
                columns: vec![TableColumn::figures("Comments")],
                rows: self.themes.iter().map(row).collect(),
            },
        })
    }
}

/// The beginning of the name of the picture.
pub(super) const STEM: &str = "themes";
/// What it is of.
pub(super) const HEADING: &str = "What the comments are about";

#[cfg(test)]
mod tests {
    use super::*;

    fn themes(counts: &[(&str, u64)]) -> CommentThemes {
        let themes = counts.iter().map(|(theme, count)| ((*theme).to_owned(), *count)).collect();
        CommentThemes { themes, comments: 31 }
    }

    #[test]
    fn the_title_names_the_theme_that_comes_up_most_and_how_many_comments_there_are() {
        let words = |counts: &[(&str, u64)]| themes(counts).chart("").unwrap().words;
        let found = words(&[("Forms", 14), ("Opening hours", 9)]);
        assert_eq!(found.finding, "“Forms” comes up most often");
        assert_eq!(found.subtitle, "Themes of 31 comments; a comment can have more than one");
        let alike = words(&[("Forms", 9), ("Opening hours", 9)]);
        assert_eq!(alike.finding, "How often each theme comes up");
    }

    #[test]
    fn no_theme_is_no_picture() {
        assert!(themes(&[]).chart("").is_none() && themes(&[]).section().is_none());
    }
}
