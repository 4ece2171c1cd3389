//! The agreement of a partnership: one sheet that both sides can hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most characters of a part: the whole sheet is to fit on two pages.
pub const LONGEST: usize = 1_000;

/// What a new agreement says it is.
pub const LEGAL_STATUS: &str = "This is a working agreement, not a legal partnership.";

/// A part of the sheet, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What kind of agreement it is.
    LegalStatus,
    /// What both sides want.
    SharedAim,
    /// What the library wants.
    LibraryAim,
    /// What the partner wants.
    PartnerAim,
    /// What the library gives.
    LibraryOffers,
    /// What the partner gives.
    PartnerOffers,
    /// What the library hopes to get.
    LibraryHopes,
    /// What the partner hopes to get.
    PartnerHopes,
    /// Who does what by when.
    Tasks,
    /// Who decides for the library.
    LibraryDecides,
    /// Who decides for the partner.
    PartnerDecides,
    /// Who stands in for the former.
    LibraryDeputy,
    /// Who stands in for the former.
    PartnerDeputy,
    /// When and how the sides meet.
    Meetings,
    /// When nothing should be asked of them.
    BusyTimes,
    /// What may go wrong.
    Risks,
    /// How long it runs, and on what.
    Duration,
    /// How it is changed or ended.
    Changes,
}

keys!(Part {
    LegalStatus = "standing",
    SharedAim = "shared_aim",
    LibraryAim = "library_aim",
    PartnerAim = "partner_aim",
    LibraryOffers = "library_offers",
    PartnerOffers = "partner_offers",
    LibraryHopes = "library_hopes",
    PartnerHopes = "partner_hopes",
    Tasks = "tasks",
    LibraryDecides = "library_decides",
    PartnerDecides = "partner_decides",
    LibraryDeputy = "library_deputy",
    PartnerDeputy = "partner_deputy",
    Meetings = "meetings",
    BusyTimes = "busy_times",
    Risks = "risks",
    Duration = "duration",
    Changes = "changes",
});

/// The rows of the sheet: one part across it, or what belongs to the library beside what belongs to the partner.
pub const ROWS: [(Part, Option<Part>); 12] = [
    (Part::LegalStatus, None),
    (Part::SharedAim, None),
    (Part::LibraryAim, Some(Part::PartnerAim)),
    (Part::LibraryOffers, Some(Part::PartnerOffers)),
    (Part::LibraryHopes, Some(Part::PartnerHopes)),
    (Part::Tasks, None),
    (Part::LibraryDecides, Some(Part::PartnerDecides)),
    (Part::LibraryDeputy, Some(Part::PartnerDeputy)),
    (Part::Meetings, None),
    (Part::BusyTimes, Some(Part::Risks)),
    (Part::Duration, None),
    (Part::Changes, None),
];

impl Part {
    /// Its heading on the sheet: “Elm House offers”.
    pub fn heading(self, library: &str, partner: &str) -> String {
        match self {
            Self::LegalStatus => "What this is".to_owned(),
            Self::SharedAim => "What we want to achieve together".to_owned(),
            Self::LibraryAim => format!("What {library} wants to achieve"),
            Self::PartnerAim => format!("What {partner} wants to achieve"),
            Self::LibraryOffers => format!("What {library} offers"),
            Self::PartnerOffers => format!("What {partner} offers"),
            Self::LibraryHopes => format!("What {library} hopes to get"),
            Self::PartnerHopes => format!("What {partner} hopes to get"),
            Self::Tasks => "Who does what, and by when".to_owned(),
            Self::LibraryDecides => format!("Who can say yes at {library}"),
            Self::PartnerDecides => format!("Who can say yes at {partner}"),
            Self::LibraryDeputy => format!("Who stands in for them at {library}"),
            Self::PartnerDeputy => format!("Who stands in for them at {partner}"),
            Self::Meetings => "How and when we meet".to_owned(),
            Self::BusyTimes => "When we are busy".to_owned(),
            Self::Risks => "What could go wrong".to_owned(),
            Self::Duration => "How long this runs".to_owned(),
            Self::Changes => "How to change or stop this agreement".to_owned(),
        }
    }

    /// How it is filled in.
    pub fn hint(self) -> Option<&'static str> {
        match self {
            Self::SharedAim => Some("One sentence."),
            Self::LibraryOffers | Self::PartnerOffers | Self::LibraryHopes | Self::PartnerHopes => {
                Some("One thing on each line.")
            }
            Self::Tasks => Some("One task on each line, such as “Sam books the room by 1 March”."),
            Self::LibraryDecides | Self::PartnerDecides => {
                Some("Their name and job, and whether they decide themselves or ask somebody who does.")
            }
            Self::BusyTimes => Some("Such as exam weeks, inspections and school holidays."),
            Self::Duration => Some("And what it rests on besides the money there is now."),
            _ => None,
        }
    }

    /// Lines that its field shows.
    pub fn lines(self) -> u8 {
        match self {
            Self::LibraryOffers
            | Self::PartnerOffers
            | Self::LibraryHopes
            | Self::PartnerHopes
            | Self::Tasks => 5,
            Self::LibraryDecides | Self::PartnerDecides | Self::LibraryDeputy | Self::PartnerDeputy => 1,
            _ => 2,
        }
    }

    /// What is said where it is empty.
    pub fn missing(self) -> &'static str {
        match self {
            Self::LibraryDecides | Self::PartnerDecides => "Nobody has been named who can say yes.",
            Self::LibraryDeputy | Self::PartnerDeputy => "Nobody has been named.",
            Self::Tasks => "No tasks have been agreed.",
            Self::Meetings => "No meetings have been agreed.",
            _ => "Nothing has been agreed.",
        }
    }
}

/// What an agreement says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The library as the sheet names it.
    pub library: String,
    /// The partner as the sheet names it.
    pub partner: String,
    /// When both sides look at it again.
    pub review_on: Option<Date>,
    /// Texts by the key of their part; none is empty.
    pub texts: BTreeMap<String, String>,
}

/// A part that says something else than in an earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedPart {
    pub heading: String,
    /// What it said; empty where it said nothing.
    pub before: String,
    /// What it says; empty where it says nothing any more.
    pub now: String,
}

impl Agreement {
    /// What a part says; empty if nothing.
    pub fn text(&self, part: Part) -> &str {
        self.texts.get(part.key()).map_or("", String::as_str)
    }

    /// Sets what a part says.
    pub fn set(&mut self, part: Part, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.texts.remove(part.key());
        } else {
            self.texts.insert(part.key().to_owned(), text.to_owned());
        }
    }

    /// The parts that say nothing yet.
    pub fn missing(&self) -> impl Iterator<Item = Part> {
        Part::ALL.into_iter().filter(|part| self.text(*part).is_empty())
    }

    /// The heading of a part.
    pub fn heading(&self, part: Part) -> String {
        part.heading(&self.library, &self.partner)
    }

    /// What is said of the review.
    pub fn review(&self) -> String {
        self.review_on.map_or_else(
            || "No date has been agreed.".to_owned(),
            |day| format!("On {}.", day.strftime("%-d %B %Y")),
        )
    }

    /// What it says otherwise than `earlier`, in the order of the sheet.
    pub fn changes_since(&self, earlier: &Self) -> Vec<ChangedPart> {
        let day =
            |date: Option<Date>| date.map_or_else(String::new, |date| date.strftime("%-d %B %Y").to_string());
        let texts = Part::ALL.into_iter().map(|part| ChangedPart {
            heading: self.heading(part),
            before: earlier.text(part).to_owned(),
            now: self.text(part).to_owned(),
        });
        let review = ChangedPart {
            heading: "When we look at this again".to_owned(),
            before: day(earlier.review_on),
            now: day(self.review_on),
        };
        texts.chain([review]).filter(|part| part.before != part.now).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn agreement() -> Agreement {
        let mut agreement = Agreement {
            library: "Riverside Libraries".into(),
            partner: "Elm House".into(),
            ..Default::default()
        };
        agreement.set(Part::SharedAim, "  Every child has a card. ");
        agreement
    }

    #[test]
    fn every_part_has_one_place_on_the_sheet() {
        let mut placed: Vec<Part> =
            ROWS.iter().flat_map(|(left, right)| [Some(*left), *right]).flatten().collect();
        placed.sort();
        assert_eq!(placed, Part::ALL);
    }

    #[test]
    fn what_is_emptied_is_missing_again() {
        let mut agreement = agreement();
        assert_eq!(agreement.text(Part::SharedAim), "Every child has a card.");
        assert_eq!(agreement.missing().count(), Part::ALL.len() - 1);
        agreement.set(Part::SharedAim, " ");
        assert_eq!(agreement.missing().count(), Part::ALL.len());
    }

    #[test]
    fn a_version_tells_what_it_changes() {
        let earlier = agreement();
        let mut later = earlier.clone();
        assert!(later.changes_since(&earlier).is_empty());
        later.set(Part::SharedAim, "");
        later.review_on = Some(date(2027, 3, 1));
        let changes = later.changes_since(&earlier);
        let told: Vec<(&str, &str, &str)> =
            changes.iter().map(|part| (&*part.heading, &*part.before, &*part.now)).collect();
        assert_eq!(
            told,
            [
                ("What we want to achieve together", "Every child has a card.", ""),
                ("When we look at this again", "", "1 March 2027"),
            ]
        );
    }
}
