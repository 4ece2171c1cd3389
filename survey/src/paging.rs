//! The pages a person walks through, which depend on the answers given so far.

use common_ground_reports::scale::Missing;

use super::{Answer, Answers, Item, Section, Side, Survey, Wording};

/// One page as a person meets it.
#[derive(Clone, Debug)]
pub struct SurveyPage<'a> {
    /// Its place, from 1.
    pub number: usize,
    /// How many pages there are, as far as the answers so far tell.
    pub of: usize,
    /// The section shown.
    pub section: &'a Section,
    /// The items shown: those of the section that the side is asked and no condition hides.
    pub items: Vec<&'a Item>,
}

impl SurveyPage<'_> {
    /// The heading.
    pub fn title(&self) -> &Wording {
        &self.section.title
    }

    /// The beginning that its scales share, if any of them is shown.
    pub fn stem(&self) -> Option<&Wording> {
        let rated = self.items.iter().any(|item| item.completes_stem());
        self.section.stem.as_ref().filter(|_| rated)
    }

    /// How many questions are on it.
    pub fn questions(&self) -> usize {
        self.items.iter().filter(|item| item.is_question()).count()
    }

    /// Whether every question on it has been put to the person; blanks that were sent count.
    pub fn is_answered(&self, answers: &Answers) -> bool {
        let mut questions = self.items.iter().filter(|item| item.is_question());
        questions.all(|item| answers.get(&item.key).is_some_and(|answer| !answer.is_not_shown()))
    }
}

/// The pages for a side. A page with nothing to show is left out; one with statements alone is not.
pub fn pages<'a>(survey: &'a Survey, side: Side, so_far: &Answers) -> Vec<SurveyPage<'a>> {
    let shown = visible(survey, side, so_far);
    let mut pages: Vec<SurveyPage<'a>> = Vec::new();
    for section in &survey.sections {
        let is_shown = |item: &&Item| shown.iter().any(|shown| std::ptr::eq(*shown, *item));
        let items: Vec<&Item> = section.items.iter().filter(is_shown).collect();
        if !items.is_empty() {
            pages.push(SurveyPage { number: pages.len() + 1, of: 0, section, items });
        }
    }
    let of = pages.len();
    for page in &mut pages {
        page.of = of;
    }
    pages
}

/// The first page with a question not yet put to the person, from 1; `None` when only sending is left.
pub fn first_unanswered(survey: &Survey, side: Side, so_far: &Answers) -> Option<usize> {
    pages(survey, side, so_far).iter().find(|page| !page.is_answered(so_far)).map(|page| page.number)
}

/// The items that a side is shown on a screen, in order. What hangs on an item that is now hidden is hidden too, even if
/// that item was answered before.
pub fn visible<'a>(survey: &'a Survey, side: Side, so_far: &Answers) -> Vec<&'a Item> {
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for item in survey.items_on(side) {
        let given = |key: &str| if hidden.contains(&key) { Some(&NOT_SHOWN) } else { so_far.get(key) };
        if !item.paper_only && item.show_if.as_ref().is_none_or(|conditions| conditions.hold(given)) {
            shown.push(item);
        } else {
            hidden.push(item.key.as_str());
        }
    }
    shown
}

/// What an item that is hidden now has for an answer, whatever was answered before.
static NOT_SHOWN: Answer = Answer::Missing(Missing::NotShown);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Raw,
        answers::{read_over, tests::read_page},
        templates,
    };

    fn raw(entries: &[(&str, &str)]) -> Raw {
        entries.iter().map(|(key, value)| ((*key).to_owned(), vec![(*value).to_owned()])).collect()
    }

    #[test]
    fn the_first_page_asks_for_the_group_and_the_form_has_four_pages() {
        let survey = templates::find("partner_expect").unwrap();
        let pages = pages(survey, Side::Partner, &Answers::default());
        assert_eq!(pages[0].items[0].key, "partner_kind");
        assert_eq!(
            pages.iter().map(|page| (page.number, page.of)).collect::<Vec<_>>(),
            [(1, 4), (2, 4), (3, 4), (4, 4)]
        );
        assert_eq!(pages[1].stem().unwrap().read(Side::Partner, "en"), "How much do you expect …");
    }

    #[test]
    fn each_side_meets_its_own_group_question() {
        let survey = templates::find("health_ways").unwrap();
        for side in Side::ALL {
            let pages = pages(survey, side, &Answers::default());
            assert_eq!(
                pages[0].items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(),
                [side.group_item()]
            );
        }
    }

    #[test]
    fn a_person_goes_on_with_the_first_page_not_yet_sent_even_if_it_was_left_blank() {
        let survey = templates::find("partner_expect").unwrap();
        let nothing = Answers::default();
        assert_eq!(first_unanswered(survey, Side::Partner, &nothing), Some(1));
        let mut answers = nothing;
        for at in 0..4 {
            let page = pages(survey, Side::Partner, &answers).remove(at);
            let sent = if at == 0 { raw(&[("partner_kind", "school")]) } else { raw(&[]) };
            answers = read_page(survey, Side::Partner, "en", &page, &answers, &sent).unwrap();
            assert_eq!(first_unanswered(survey, Side::Partner, &answers), (at < 3).then_some(at + 2));
        }
        assert_eq!(read_over(survey, Side::Partner, "en", &answers, &raw(&[])), Ok(answers));
    }

    #[test]
    fn an_answer_that_is_changed_back_hides_what_hung_on_it() {
        let survey = &templates::find("course_follow").unwrap().for_aims(&["conf_initiative"]);
        let side = Side::Library;
        let shows_help =
            |answers: &Answers| visible(survey, side, answers).iter().any(|item| item.key == "what_helped");
        let mut answers = Answers::default();
        assert!(!shows_help(&answers));
        for (did, helped) in [("yes", true), ("no", false)] {
            let first = pages(survey, side, &answers).remove(0);
            let sent = raw(&[("staff_group", "outreach"), ("did_action", did)]);
            answers = read_page(survey, side, "en", &first, &answers, &sent).unwrap();
            assert_eq!(shows_help(&answers), helped);
            if helped {
                let second = pages(survey, side, &answers).remove(1);
                answers = read_page(survey, side, "en", &second, &answers, &raw(&[("what_helped", "Time")]))
                    .unwrap();
            }
        }
        let settled = read_over(survey, side, "en", &answers, &raw(&[])).unwrap();
        assert!(settled.get("what_helped").unwrap().is_not_shown());
    }
}
