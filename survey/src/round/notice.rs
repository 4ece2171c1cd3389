//! The privacy notice of a round: sentences made from what is really set, truthful for each privacy mode.

use crate::{
    ENGLISH, PrivacyMode, Words,
    audience::OPEN_LINK_STEP,
    words::{self, NoticeWords},
};

/// What a notice tells. Everything is read from the settings of the installation and the round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeFacts {
    /// Who is responsible, such as "Newham Council".
    pub controller: String,
    /// How to reach them: a person or role, and an address.
    pub contact: String,
    /// How to reach the data protection officer.
    pub data_protection_officer: String,
    /// Why the law allows it, as a sentence.
    pub lawful_basis: String,
    /// What the answers are for, as the end of "We ask this to …".
    pub purpose: String,
    /// Who gave us the address, as the end of "We have your address from …"; `None` for an open link.
    pub address_source: Option<String>,
    /// Who can read single answers, such as "the two trainers of the programme".
    pub seen_by: String,
    /// The smallest group with results.
    pub min_group: u32,
    /// Whether anybody who has the open link can answer.
    pub open_link: bool,
    /// Days from the close until the list of who was invited is deleted.
    pub invitation_days: u32,
    /// Months until comments are deleted.
    pub comment_months: u32,
    /// Months from the final report until answers are deleted.
    pub answer_months: u32,
    /// Days for which backups are kept.
    pub backup_days: u32,
}

/// One part of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub heading: &'static str,
    pub sentences: Vec<String>,
}

/// Who will know what, in a sentence or two; `min_group` is the smallest group with results.
pub fn who_will_know(privacy: PrivacyMode, min_group: u32, words: &NoticeWords) -> String {
    match privacy {
        PrivacyMode::Anonymous => (words.promise_anonymous)(min_group),
        PrivacyMode::Confidential => (words.promise_confidential)(min_group),
        PrivacyMode::Shared => words.promise_shared.to_owned(),
    }
}

/// What a programme wrote, which is in no other language; but the words that every programme begins with are read
/// in the reader’s own: `english` finds them, and `own` is what they are there.
pub fn in_their_language(written: &str, english: impl Fn(&Words) -> &'static str, own: &str) -> String {
    if written == english(words::of(ENGLISH)) { own.to_owned() } else { written.to_owned() }
}

impl NoticeFacts {
    /// The whole notice, in the order in which people ask.
    pub fn notice(&self, privacy: PrivacyMode, words: &Words) -> Vec<Paragraph> {
        let words = &words.notice;
        let mut notice = vec![self.who_asks(words), self.why(words)];
        notice.extend(self.address(words));
        notice.extend([
            self.who_sees(privacy, words),
            self.how_long(privacy, words),
            self.rights(privacy, words),
            choice(privacy, words),
        ]);
        notice
    }

    /// The few words that invite to answer, where the form itself is not at hand.
    pub fn promise(&self, privacy: PrivacyMode, words: &Words) -> String {
        format!("{} {}", self.who_will_know(privacy, words), words.notice.skip)
    }

    /// Who will know what; the form says beside it which questions may be left blank.
    pub fn who_will_know(&self, privacy: PrivacyMode, words: &Words) -> String {
        who_will_know(privacy, self.min_group, &words.notice)
    }

    fn who_asks(&self, words: &NoticeWords) -> Paragraph {
        // What is not set yet is left out: half a sentence would tell less than none.
        let told = |text: &String, sentence: fn(&str) -> String| (!text.is_empty()).then(|| sentence(text));
        paragraph(
            words.who_asks,
            [
                told(&self.controller, words.responsible),
                told(&self.contact, words.questions),
                told(&self.data_protection_officer, words.officer),
            ]
            .into_iter()
            .flatten(),
        )
    }

    fn why(&self, words: &NoticeWords) -> Paragraph {
        paragraph(
            words.why,
            [
                (words.purpose)(&self.purpose),
                in_their_language(&self.lawful_basis, |words| words.notice.law, words.law),
            ],
        )
    }

    fn address(&self, words: &NoticeWords) -> Option<Paragraph> {
        let source = self.address_source.as_ref()?;
        Some(paragraph(words.address, [(words.address_from)(source), words.address_use.to_owned()]))
    }

    fn who_sees(&self, privacy: PrivacyMode, words: &NoticeWords) -> Paragraph {
        let Self { seen_by, min_group, .. } = self;
        let mut sentences = match privacy {
            PrivacyMode::Anonymous => vec![
                (words.nobody)(*min_group),
                (words.groups)(*min_group),
                words.alike.to_owned(),
                (words.comments)(seen_by),
                words.comment_tells.to_owned(),
            ],
            PrivacyMode::Confidential => vec![
                words.can_link.to_owned(),
                (words.sees_link)(seen_by),
                (words.groups)(*min_group),
                words.alike.to_owned(),
                (words.comments)(seen_by),
            ],
            PrivacyMode::Shared => {
                vec![words.both_sides.to_owned(), words.never_mixed.to_owned(), (words.apart_from)(seen_by)]
            }
        };
        if self.open_link && privacy != PrivacyMode::Shared {
            sentences.push((words.open_link)((*min_group).max(OPEN_LINK_STEP)));
        }
        paragraph(words.who_sees, sentences)
    }

    fn how_long(&self, privacy: PrivacyMode, words: &NoticeWords) -> Paragraph {
        let list = match privacy {
            PrivacyMode::Anonymous => words.list_days,
            PrivacyMode::Confidential | PrivacyMode::Shared => words.link_days,
        };
        let mut sentences = vec![
            list(self.invitation_days),
            (words.months)(self.comment_months, self.answer_months),
            (words.backups)(self.backup_days),
        ];
        if privacy == PrivacyMode::Anonymous {
            sentences.push(words.backups_tell.to_owned());
        }
        paragraph(words.how_long, sentences)
    }

    fn rights(&self, privacy: PrivacyMode, words: &NoticeWords) -> Paragraph {
        let see = match privacy {
            PrivacyMode::Anonymous => words.rights_anonymous,
            PrivacyMode::Confidential | PrivacyMode::Shared => words.rights_linked,
        };
        let write =
            if self.contact.is_empty() { words.write_back.to_owned() } else { (words.write)(&self.contact) };
        paragraph(words.rights, [see.to_owned(), write, words.complain.to_owned()])
    }
}

fn choice(privacy: PrivacyMode, words: &NoticeWords) -> Paragraph {
    let shared = (privacy == PrivacyMode::Shared).then_some(words.share);
    let sentences = [Some(words.voluntary), Some(words.skip), shared].into_iter().flatten();
    paragraph(words.choice, sentences.map(str::to_owned))
}

fn paragraph(heading: &'static str, sentences: impl IntoIterator<Item = String>) -> Paragraph {
    Paragraph { heading, sentences: sentences.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn facts() -> NoticeFacts {
        NoticeFacts {
            controller: "Newham Council".to_owned(),
            contact: "the library’s programme team, libraries@example.org".to_owned(),
            data_protection_officer: "dpo@example.org".to_owned(),
            lawful_basis: "The law allows it as part of our public task.".to_owned(),
            purpose: "see what partners expect of the library".to_owned(),
            address_source: Some("your organisation".to_owned()),
            seen_by: "the two trainers of the programme".to_owned(),
            min_group: 7,
            open_link: false,
            invitation_days: 30,
            comment_months: 12,
            answer_months: 24,
            backup_days: 35,
        }
    }

    fn text(privacy: PrivacyMode) -> String {
        let paragraphs = facts().notice(privacy, words::of("en")).into_iter();
        paragraphs
            .map(|part| part.heading.to_owned() + ". " + &part.sentences.join(" "))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_notice_says_everything_that_a_person_must_be_told() {
        for privacy in PrivacyMode::ALL {
            let text = text(privacy);
            for told in [
                "Newham Council",
                "libraries@example.org",
                "dpo@example.org",
                "public task",
                "see what partners expect",
                "from your organisation",
                "the two trainers",
                "30 days",
                "24 months",
                "object",
                "Information Commissioner",
                "do not have to take part",
            ] {
                assert!(text.contains(told), "the {} notice does not say “{told}”", privacy.key());
            }
        }
    }

    #[test]
    fn only_an_anonymous_round_promises_that_nobody_can_link() {
        assert!(text(PrivacyMode::Anonymous).contains("Nobody can link your answers to you"));
        assert!(text(PrivacyMode::Confidential).contains("this service can link the two"));
        assert!(
            text(PrivacyMode::Shared).contains("Both sides of the partnership will see both sets of answers")
        );
        for privacy in [PrivacyMode::Confidential, PrivacyMode::Shared] {
            assert!(!text(privacy).contains("Nobody"));
            assert!(!facts().promise(privacy, words::of("en")).contains("Nobody"));
        }
    }

    #[test]
    fn the_smallest_group_promised_is_the_one_that_is_set() {
        for privacy in [PrivacyMode::Anonymous, PrivacyMode::Confidential] {
            assert!(text(privacy).contains("groups of 7 or more"));
            assert!(facts().promise(privacy, words::of("en")).contains("groups of 7 or more"));
        }
        // Nothing is held back between the two sides of a shared round, so nothing is promised.
        assert!(!text(PrivacyMode::Shared).contains("groups of"));
    }

    #[test]
    fn what_a_group_does_not_protect_is_said_and_what_an_open_link_cannot_stop() {
        let notice = |open_link, privacy| {
            let facts = NoticeFacts { open_link, ..facts() };
            let parts = facts.notice(privacy, words::of("en")).into_iter();
            parts.flat_map(|part| part.sentences).collect::<Vec<_>>().join(" ")
        };
        for privacy in [PrivacyMode::Anonymous, PrivacyMode::Confidential] {
            for open_link in [false, true] {
                let text = notice(open_link, privacy);
                assert!(text.contains("Results are only shown for groups of 7 or more."));
                assert!(text.contains("If everybody in a group gives the same answer"));
                assert_eq!(text.contains("by at least 10 answers at a time"), open_link);
            }
        }
        assert!(!notice(true, PrivacyMode::Shared).contains("at a time"), "nothing is shown in steps there");
    }

    #[test]
    fn a_person_with_an_open_link_is_not_told_of_an_address() {
        let facts = NoticeFacts { address_source: None, ..facts() };
        assert!(
            facts
                .notice(PrivacyMode::Anonymous, words::of("en"))
                .iter()
                .all(|part| !part.heading.contains("address"))
        );
    }

    #[test]
    fn every_language_promises_the_same_facts() {
        for words in words::all() {
            for privacy in PrivacyMode::ALL {
                let (told, english) =
                    (facts().notice(privacy, words), facts().notice(privacy, words::of("en")));
                let shape =
                    |notice: &[Paragraph]| notice.iter().map(|p| p.sentences.len()).collect::<Vec<_>>();
                assert_eq!(shape(&told), shape(&english));
                for (part, english) in told.iter().zip(&english) {
                    let (told, english) = (part.sentences.join(" "), english.sentences.join(" "));
                    for fact in ["Newham Council", "dpo@", "libraries@", "trainers", " 7 ", "30", "24", "35"]
                    {
                        assert_eq!(
                            told.contains(fact),
                            english.contains(fact),
                            "{} {fact}: {told}",
                            words.code
                        );
                    }
                }
            }
        }
    }
}
