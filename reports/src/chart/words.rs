//! The words around a picture: what the caller says, the alternative text, numbers as people read them.

pub(super) use crate::small_numbers::TOO_FEW;

/// What stands where nobody answered.
pub(super) const NO_ANSWERS: &str = "no answers";

/// The longest alternative text, in characters.
pub(super) const MAX_ALT: usize = 250;

/// The end of every alternative text.
pub(crate) const TAIL: &str = "Full figures in the table below.";

/// The words around a picture, which the caller knows and the figures do not tell.
#[derive(Clone, Debug, Default)]
pub struct ChartWords {
    /// The finding in a sentence of about ten words: "Partners expect more than staff say they offer".
    pub finding: String,
    /// Measure, groups, n and dates, for the line under the title.
    pub subtitle: String,
    /// Instrument, version, response rate and notes, for the line under the picture.
    pub source: String,
    /// What is measured, to follow "of" in the alternative text: "offers and expectations".
    pub measure: String,
    /// Who answered, to follow "for" in the alternative text: "14 library staff and 9 partners".
    pub groups: String,
}

impl ChartWords {
    /// The picture in words: chart type, measure and groups, the finding, the extremes, where the figures are.
    /// Too long a text loses its extremes first, then its groups; a finding too long even then is cut.
    pub(super) fn alt(&self, chart: &str, extremes: &str) -> String {
        let subject = match (self.measure.is_empty(), self.groups.is_empty()) {
            (true, _) => chart.to_owned(),
            (false, true) => format!("{chart} of {}", self.measure),
            (false, false) => format!("{chart} of {} for {}", self.measure, self.groups),
        };
        let candidates = [
            vec![subject.as_str(), &self.finding, extremes],
            vec![chart, &self.finding, extremes],
            vec![subject.as_str(), &self.finding],
            vec![chart, &self.finding],
        ];
        candidates
            .iter()
            .map(|parts| sentences(parts))
            .find(|alt| alt.chars().count() <= MAX_ALT)
            .unwrap_or_else(|| {
                let room = MAX_ALT - TAIL.len() - chart.chars().count() - ". . ".len();
                sentences(&[chart, &shortened(&self.finding, room)])
            })
    }
}

/// Parts as sentences, each with one full stop, and the tail.
fn sentences(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        text.push_str(part);
        text.push_str(if part.ends_with(['.', '!', '?', '…']) { " " } else { ". " });
    }
    text + TAIL
}

/// Text cut between words to so many characters, with an ellipsis where something was lost.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = kept.rfind(' ').filter(|&at| at > kept.len() / 2).unwrap_or(kept.len());
    format!("{}…", kept[..end].trim_end_matches([' ', ',', '.', ';', ':', '–']))
}

/// A name short enough to stand in the alternative text.
pub(super) fn name(label: &str) -> String {
    shortened(label, 42)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(finding: &str, groups: &str) -> ChartWords {
        ChartWords {
            finding: finding.to_owned(),
            measure: "offers and expectations".to_owned(),
            groups: groups.to_owned(),
            ..ChartWords::default()
        }
    }

    #[test]
    fn the_alternative_text_follows_its_pattern() {
        let alt = words("Partners expect more flexibility", "14 staff and 9 partners")
            .alt("Dumbbell chart", "Largest gap: Bend rules, −1.5; smallest: Energy, +0.6");
        assert_eq!(
            alt,
            "Dumbbell chart of offers and expectations for 14 staff and 9 partners. Partners expect more \
             flexibility. Largest gap: Bend rules, −1.5; smallest: Energy, +0.6. Full figures in the table below."
        );
    }

    #[test]
    fn the_alternative_text_never_passes_250_characters() {
        for length in [1, 40, 80, 200, 600] {
            let long = "many words ".repeat(length);
            for groups in ["", "staff", long.as_str()] {
                let alt = words(&long, groups).alt("Dumbbell chart", &long);
                assert!(alt.chars().count() <= 250, "{alt}");
                assert!(alt.ends_with("Full figures in the table below."));
            }
        }
    }
}
