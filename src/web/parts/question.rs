//! A question as a form shows it: its words, its input and what is wrong with the entry.

use crate::survey::{Words, words};

/// One thing on a page of a form, in the order in which it is read.
#[derive(Debug, Clone)]
pub(crate) enum FormEntry {
    /// A paragraph that asks nothing.
    Statement(CarriedWording),
    Question(FormQuestion),
}

/// A wording that may hold answers to other questions.
#[derive(Debug, Clone)]
pub(crate) struct CarriedWording {
    /// What it says.
    pub text: String,
    /// Its pieces for a script, where it holds answers to questions of the same page.
    pub live: Option<String>,
    /// Whether it is in English on a page in another language, because it has no translation.
    pub english: bool,
}

/// A question and what has been entered.
#[derive(Debug, Clone)]
pub(crate) struct FormQuestion {
    /// The item’s permanent key.
    pub key: String,
    /// The stem without its dots (“How much do you expect”), where [`Self::asks`] completes one. It is read with each
    /// question: on a phone the one before it fills the screen.
    pub stem: Option<String>,
    /// The question, or the rest of it.
    pub asks: CarriedWording,
    /// A hint below it. Limits (how many, how long) are added by [`Self::told`].
    pub hint: Option<String>,
    /// Whether the form cannot be sent without it.
    pub required: bool,
    /// What to do about the entry, in the words of the summary.
    pub problem: Option<String>,
    /// How it is answered.
    pub control: Control,
}

/// How a question is answered, with what has been entered so far.
#[derive(Debug, Clone)]
pub(crate) enum Control {
    /// One of several: a rating or a single choice. No choice is made beforehand.
    Radios {
        /// The points of the scale from low to high, or the options.
        scale: Vec<AnswerChoice>,
        /// “Don’t know” and its like, below an “or”.
        apart: Vec<AnswerChoice>,
    },
    /// Any of several.
    Checkboxes {
        options: Vec<AnswerChoice>,
        /// Options that exclude all others (“None of these”), below an “or”.
        apart: Vec<AnswerChoice>,
        /// How many may be chosen, where not all.
        maximum: Option<usize>,
    },
    /// The best few in order: one list for each place, sent in order, an empty value for no choice.
    Ranking {
        /// The places, first first.
        places: Vec<RankingPlace>,
        /// What can be put in a place; `chosen` is not read.
        options: Vec<AnswerChoice>,
    },
    Line {
        line: InputLine,
        value: String,
    },
    /// Several lines of free text.
    Paragraph {
        value: String,
        /// Most characters taken. The input does not cut off at it: a person should see what is too long.
        maximum: usize,
    },
}

/// How much of a long text is left.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    /// Most characters taken.
    pub most: usize,
    /// Whether nothing was written yet: then the hint says all there is to say, until a script counts along.
    pub is_blank: bool,
    /// “Characters left: 489”
    pub words: String,
}

#[derive(Debug, Clone)]
pub(crate) enum InputLine {
    /// A number, with its bounds as words.
    Number {
        least: Option<String>,
        most: Option<String>,
    },
    /// A day as ISO 8601 (`2026-05-21`), as the bounds are.
    Date {
        earliest: Option<String>,
        latest: Option<String>,
    },
    Text,
}

#[derive(Debug, Clone)]
pub(crate) struct AnswerChoice {
    /// What is sent: `4`, `dk`, an option’s key.
    pub value: String,
    /// What is read: “A lot”.
    pub label: String,
    /// Whether that is in English on a page in another language.
    pub english: bool,
    /// Whether it was chosen before.
    pub chosen: bool,
    /// What may be written beside it.
    pub beside: Option<BesideOption>,
}

/// A line of words beside the option for “other”.
#[derive(Debug, Clone)]
pub(crate) struct BesideOption {
    /// The key that it is sent under.
    pub key: String,
    /// What the option is called, which a screen reader hears with the line: “Other”.
    pub of: String,
    /// What was entered.
    pub value: String,
    /// What to do about it.
    pub problem: Option<String>,
}

impl BesideOption {
    /// Name that it is sent under.
    pub(crate) fn name(&self) -> String {
        format!("answers[{}]", self.key)
    }

    /// Id of the input.
    pub(crate) fn id(&self) -> String {
        target(&self.key)
    }

    /// Id of the message about it.
    pub(crate) fn problem_id(&self) -> String {
        format!("{}-problem", self.id())
    }
}

#[derive(Debug, Clone)]
pub(crate) struct RankingPlace {
    /// “First”
    pub label: String,
    /// Value of the option that was put there before.
    pub chosen: Option<String>,
}

impl RankingPlace {
    /// Whether the option of this value was put here before.
    pub(crate) fn holds(&self, value: &str) -> bool {
        self.chosen.as_deref() == Some(value)
    }
}

/// Id of the first input of an item, for links from the summary of problems.
pub(crate) fn target(key: &str) -> String {
    format!("q-{}", key.replace('/', "-"))
}

impl FormQuestion {
    /// Name that every input of this question is sent under.
    pub(crate) fn name(&self) -> String {
        format!("answers[{}]", self.key)
    }

    /// Id of an input, counted from 0; the first one is [`target`].
    pub(crate) fn input_id(&self, index: usize) -> String {
        let first = target(&self.key);
        if index == 0 { first } else { format!("{first}-{}", index + 1) }
    }

    pub(crate) fn hint_id(&self) -> String {
        format!("{}-hint", target(&self.key))
    }

    /// Id of the message about the entry.
    pub(crate) fn problem_id(&self) -> String {
        format!("{}-problem", target(&self.key))
    }

    /// Ids of what describes the inputs, for `aria-describedby`.
    pub(crate) fn described_by(&self, words: &Words) -> Option<String> {
        let ids =
            [self.told(words).map(|_| self.hint_id()), self.problem.as_ref().map(|_| self.problem_id())];
        let ids: Vec<String> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The hint with the limits of the input.
    pub(crate) fn told(&self, words: &Words) -> Option<String> {
        let hint = self.hint.clone().unwrap_or_default();
        // What the author of the survey wrote already is not said once more.
        let ours = self.control.limits(&words.form).into_iter().filter(|sentence| !hint.contains(sentence));
        let sentences: Vec<String> = self.hint.clone().into_iter().chain(ours).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

impl Control {
    /// What the counter below a long text says; counted as the check counts, without blanks around it.
    pub(crate) fn room(&self, words: &Words) -> Option<Room> {
        let Self::Paragraph { value, maximum } = self else { return None };
        let used = value.trim().chars().count();
        let (before, characters) = match maximum.checked_sub(used) {
            Some(left) => (words.form.characters_left, left),
            None => (words.form.characters_over, used - maximum),
        };
        Some(Room { most: *maximum, is_blank: used == 0, words: format!("{before}: {characters}") })
    }

    fn limits(&self, words: &words::FormWords) -> Vec<String> {
        match self {
            Self::Checkboxes { maximum: Some(maximum), .. } => vec![(words.up_to)(*maximum)],
            Self::Checkboxes { maximum: None, .. } => vec![words.all_that_apply.to_owned()],
            Self::Line { line: InputLine::Number { least: Some(least), most: Some(most) }, .. } => {
                vec![(words.between)(least, most)]
            }
            // A limit that nobody is likely to meet is noise; the problem names it to the one who does.
            Self::Radios { .. } | Self::Ranking { .. } | Self::Line { .. } => Vec::new(),
            Self::Paragraph { maximum, .. } => {
                vec![(words.characters)(*maximum), words.names.to_owned()]
            }
        }
    }
}
