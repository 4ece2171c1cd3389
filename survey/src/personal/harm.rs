//! Words that may mean that somebody is harmed, or that tell of one child. They mark rather too much than too little:
//! a person reads every mark, and nothing is decided by them. A comma and a space part the words of a list.

mod translated;

use super::{Looks, Mark};

/// How urgently words must be read by a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worry {
    /// As all others.
    None,
    /// They may mean that somebody is harmed.
    Somebody,
    /// They may mean that a child is harmed.
    Child,
}

/// How words begin that may mean harm, in English and Welsh.
const BEGINNINGS: &str = "abus, assault, bruis, bully, bullie, exploit, groom, hurting, inappropriate, molest, neglect, \
     overdos, punch, radicalis, raped, rapes, sexual, slapp, smack, starv, strangl, suicid, threaten, \
     traffick, violen, bwlio, bygwth, camdrin, esgeulus, hunanladd, niweid, treisi";

/// Whole words and phrases that may mean harm.
const PHRASES: &str = "afraid of, at risk, beaten, beats, being hurt, child protection, county lines, domestic, drugs, fgm, \
     forced marriage, frightened of, harmed, harming, hit a, hit her, hit him, hit me, hit my, hit the, \
     hit them, hits her, hits him, hits me, hits them, hitting, hurt her, hurt him, hurt me, hurts her, \
     hurts him, hurts me, in danger, kicked, kill herself, kill himself, kill myself, knife, locked in, \
     missing from care, missing from home, not safe, ran away, rape, run away, safeguarding, scared of, \
     self harm, self-harm, self-harming, self-harms, stabbed, touched her, touched him, touched me, \
     touches her, touches him, unsafe, want to die, wants to die, cam-drin, trais, ddim yn ddiogel";

/// One child, in the singular.
const ONE_CHILD: &str = "baby, boy, child, child’s, child's, daughter, foster child, girl, grandchild, granddaughter, \
     grandson, kid, pupil, son, teenager, toddler, year old, year-old, years old, young man, young person, \
     young woman, bachgen, disgybl, mab, merch, person ifanc, plentyn";

/// Children in the plural, and the words that go with them: harm beside these may be harm to a child.
const CHILDREN: &str = "babies, boys, children, children’s, children's, daughters, girls, kids, pupils, school, sons, \
     students, teenagers, toddlers, young people, youngsters, plant, pobl ifanc";

/// How urgently a text must be read.
pub fn worry(text: &str) -> Worry {
    if harm(text).is_empty() {
        Worry::None
    } else if one_child(text).chain(found(text, CHILDREN, translated::CHILDREN)).next().is_some() {
        Worry::Child
    } else {
        Worry::Somebody
    }
}

/// Words that may mean harm.
pub(super) fn harm(text: &str) -> Vec<Mark> {
    let lower = lowered(text);
    let phrases = found(text, PHRASES, translated::PHRASES);
    let mut marks: Vec<Mark> = phrases.map(|at| Mark { at, looks: Looks::Harm }).collect();
    for beginning in BEGINNINGS.split(", ").chain(translated::BEGINNINGS.iter().copied()) {
        for (at, _) in lower.match_indices(beginning) {
            if !is_letter(lower.get(..at).and_then(|before| before.chars().next_back())) {
                let rest = lower.get(at..).unwrap_or_default();
                let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                marks.push(Mark { at: at..at + length, looks: Looks::Harm });
            }
        }
    }
    marks
}

/// Words about one child.
pub(super) fn children(text: &str) -> Vec<Mark> {
    // Of “child-friendly” nobody can be told.
    let compound = |at: &std::ops::Range<usize>| text.get(at.end..).is_some_and(|rest| rest.starts_with('-'));
    one_child(text).filter(|at| !compound(at)).map(|at| Mark { at, looks: Looks::Child }).collect()
}

fn one_child(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    found(text, ONE_CHILD, translated::ONE_CHILD)
}

/// A text in small letters, each at its place: a letter whose small one is longer or shorter stays as it is.
fn lowered(text: &str) -> String {
    let small = |letter: char| {
        let mut small = letter.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
            _ => letter,
        }
    };
    text.chars().map(small).collect()
}

/// Where some phrases, and those of other languages, stand in a text, as whole words.
fn found(
    text: &str,
    phrases: &'static str,
    translated: &'static [&'static str],
) -> impl Iterator<Item = std::ops::Range<usize>> {
    let lower = lowered(text);
    phrases.split(", ").chain(translated.iter().copied()).flat_map(move |phrase| {
        let places: Vec<_> = lower
            .match_indices(phrase)
            .map(|(at, _)| at..at + phrase.len())
            .filter(|at| {
                let before = lower.get(..at.start).and_then(|before| before.chars().next_back());
                let after = lower.get(at.end..).and_then(|after| after.chars().next());
                !is_letter(before) && !is_letter(after)
            })
            .collect();
        places
    })
}

fn is_letter(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_alphanumeric)
}
