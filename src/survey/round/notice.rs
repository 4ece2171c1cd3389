//! The privacy notice of a round: sentences made from what is really set, truthful for each privacy mode.

use super::Privacy;

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
    /// Its heading.
    pub heading: &'static str,
    /// Its sentences.
    pub sentences: Vec<String>,
}

/// Who gave us the address of everybody who is invited by name.
pub const ADDRESS_SOURCE: &str = "your organisation";

/// Who will know what, in a sentence or two; `min_group` is the smallest group with results.
pub fn who_will_know(privacy: Privacy, min_group: u32) -> String {
    let n = min_group;
    match privacy {
        Privacy::Anonymous => {
            format!("Nobody can link your answers to you. Results are only shown for groups of {n} or more.")
        }
        Privacy::Confidential => format!(
            "Your answers are kept apart from your name. Managers see results only for groups of {n} or more."
        ),
        Privacy::Shared => "Both sides of the partnership will see both sets of answers.".to_owned(),
    }
}

impl NoticeFacts {
    /// The whole notice, in the order in which people ask.
    pub fn notice(&self, privacy: Privacy) -> Vec<Paragraph> {
        let mut notice = vec![self.who_asks(), self.why()];
        notice.extend(self.address());
        notice.extend([
            self.who_sees(privacy),
            self.how_long(privacy),
            self.rights(privacy),
            choice(privacy),
        ]);
        notice
    }

    /// The few words above the first question.
    pub fn promise(&self, privacy: Privacy) -> String {
        let known = who_will_know(privacy, self.min_group);
        format!("{known} You can skip any question but the first.")
    }

    fn who_asks(&self) -> Paragraph {
        let Self { controller, contact, data_protection_officer, .. } = self;
        // What is not set yet is left out: half a sentence would tell less than none.
        let told = |text: &str, sentence: String| (!text.is_empty()).then_some(sentence);
        let asks = format!("{controller} asks, and is responsible for what happens to your answers.");
        paragraph(
            "Who is asking",
            [
                told(controller, asks),
                told(contact, format!("Questions about this survey: {contact}.")),
                told(data_protection_officer, format!("Data protection officer: {data_protection_officer}.")),
            ]
            .into_iter()
            .flatten(),
        )
    }

    fn why(&self) -> Paragraph {
        paragraph("Why we ask", [format!("We ask this to {}.", self.purpose), self.lawful_basis.clone()])
    }

    fn address(&self) -> Option<Paragraph> {
        let source = self.address_source.as_ref()?;
        Some(paragraph(
            "Where we got your address",
            [
                format!("We have your address from {source}."),
                "We use it for this programme alone. Every message has a link that stops them.".to_owned(),
            ],
        ))
    }

    fn who_sees(&self, privacy: Privacy) -> Paragraph {
        let Self { seen_by, min_group, .. } = self;
        let groups = format!("Results are only shown for groups of {min_group} or more.");
        let comments = format!("Comments are read by {seen_by} before anyone else sees them.");
        let sentences = match privacy {
            Privacy::Anonymous => vec![
                "Nobody can link your answers to you, not even the people who run this service: it does not keep \
                 which answers came from which invitation, nor when they came."
                    .to_owned(),
                groups,
                comments,
                "What you write in a comment could still tell who you are, so leave out what only you would say."
                    .to_owned(),
            ],
            Privacy::Confidential => vec![
                "Your answers are kept apart from your name, but this service can link the two.".to_owned(),
                format!("Only {seen_by} can see that link."),
                format!("Managers see results only for groups of {min_group} or more."),
                comments,
            ],
            Privacy::Shared => vec![
                "Both sides of the partnership will see both sets of answers, and may know which are yours."
                    .to_owned(),
                "They are never mixed with the answers to other surveys.".to_owned(),
                format!("Apart from the two sides, only {seen_by} can see them."),
            ],
        };
        paragraph("Who sees your answers", sentences)
    }

    fn how_long(&self, privacy: Privacy) -> Paragraph {
        let Self { invitation_days, comment_months, answer_months, backup_days, .. } = self;
        let invitations = match privacy {
            Privacy::Anonymous => "the list of who was invited",
            Privacy::Confidential | Privacy::Shared => "the link between you and your answers",
        };
        let mut sentences = vec![
            format!("We delete {invitations} {invitation_days} days after closing."),
            format!(
                "We delete comments after {comment_months} months and answers {answer_months} months after the \
                 final report; then only totals are left."
            ),
            format!("Backups are deleted after {backup_days} days."),
        ];
        if privacy == Privacy::Anonymous {
            sentences.push(
                "Backups from different days, laid side by side, could show which answers came between them; \
                 only the administrators can read them."
                    .to_owned(),
            );
        }
        paragraph("How long we keep them", sentences)
    }

    fn rights(&self, privacy: Privacy) -> Paragraph {
        let see = match privacy {
            Privacy::Anonymous => {
                "You have the right to see, correct or object to our use of data about you; we cannot find your \
                 answers to do so, as nothing says which are yours."
            }
            Privacy::Confidential | Privacy::Shared => {
                "You have the right to see and correct your answers and to object to our use of them, while they \
                 are linked to you."
            }
        };
        paragraph("Your rights", [
            see.to_owned(),
            if self.contact.is_empty() {
                "Write to whoever sent you this survey.".to_owned()
            } else {
                format!("Write to {}.", self.contact)
            },
            "If you are not content with our reply, you can complain to the Information Commissioner’s Office, \
             ico.org.uk."
                .to_owned(),
        ])
    }
}

fn choice(privacy: Privacy) -> Paragraph {
    let shared = (privacy == Privacy::Shared).then(|| "Answer only if you are content to share.".to_owned());
    let voluntary = "You do not have to take part, and nothing follows if you do not.".to_owned();
    let skip = "You can skip any question but the first.".to_owned();
    paragraph("You can choose", [Some(voluntary), Some(skip), shared].into_iter().flatten())
}

fn paragraph(heading: &'static str, sentences: impl IntoIterator<Item = String>) -> Paragraph {
    Paragraph { heading, sentences: sentences.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            invitation_days: 30,
            comment_months: 12,
            answer_months: 24,
            backup_days: 35,
        }
    }

    fn text(privacy: Privacy) -> String {
        let paragraphs = facts().notice(privacy).into_iter();
        paragraphs
            .map(|part| part.heading.to_owned() + ". " + &part.sentences.join(" "))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_notice_says_everything_that_a_person_must_be_told() {
        for privacy in Privacy::ALL {
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
        assert!(text(Privacy::Anonymous).contains("Nobody can link your answers to you"));
        assert!(text(Privacy::Confidential).contains("this service can link the two"));
        assert!(
            text(Privacy::Shared).contains("Both sides of the partnership will see both sets of answers")
        );
        for privacy in [Privacy::Confidential, Privacy::Shared] {
            assert!(!text(privacy).contains("Nobody"));
            assert!(!facts().promise(privacy).contains("Nobody"));
        }
    }

    #[test]
    fn the_smallest_group_promised_is_the_one_that_is_set() {
        for privacy in [Privacy::Anonymous, Privacy::Confidential] {
            assert!(text(privacy).contains("groups of 7 or more"));
            assert!(facts().promise(privacy).contains("groups of 7 or more"));
        }
        // Nothing is held back between the two sides of a shared round, so nothing is promised.
        assert!(!text(Privacy::Shared).contains("groups of"));
    }

    #[test]
    fn a_person_with_an_open_link_is_not_told_of_an_address() {
        let facts = NoticeFacts { address_source: None, ..facts() };
        assert!(facts.notice(Privacy::Anonymous).iter().all(|part| !part.heading.contains("address")));
    }
}
