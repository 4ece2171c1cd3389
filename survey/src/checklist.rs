//! A survey as the answers of one side are checked, counted and written down by it. What is the same for everybody who
//! answers is worked out once: where each question stands, what the names in a form mean, and what is counted under which
//! name.

use std::sync::Arc;

use super::{
    Answers, Side, Survey,
    answers::{EnteredValues, FormReader, Problem, QuestionIndex, Questions},
    paging::SurveyPage,
    tally::{self, CountedValue, TallyPlan},
};

/// What the answers of one side are checked by.
#[derive(Clone, Debug)]
pub struct Checklist {
    survey: Arc<Survey>,
    index: QuestionIndex,
    tallies: TallyPlan,
}

/// One person's answers as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRecord {
    /// The reporting group.
    pub group: String,
    /// The document: [`Answers::to_json`].
    pub document: String,
    /// What they add to the tallies.
    pub tallies: Vec<CountedValue>,
}

impl AnswerRecord {
    /// Answers as they are stored. Whoever stores many makes a [`Checklist`] once.
    pub fn of(survey: &Survey, answers: &Answers) -> Self {
        Self {
            group: answers.group().to_owned(),
            document: answers.to_json(),
            tallies: tally::tallies(survey, answers),
        }
    }
}

impl Checklist {
    /// For the answers of a side.
    pub fn new(survey: Arc<Survey>, side: Side) -> Self {
        let index = QuestionIndex::of(&survey, side);
        let questions = index.on(&survey);
        let items = (0..questions.count()).map(|place| questions.item(place));
        let tallies = TallyPlan::of(&survey, items);
        Self { survey, index, tallies }
    }

    pub fn survey(&self) -> &Arc<Survey> {
        &self.survey
    }

    fn questions(&self) -> Questions<'_> {
        self.index.on(&self.survey)
    }

    /// Settles answers collected page by page, with what is sent at the end in their place, as if everything had been
    /// sent at once, and writes them down. `sent` are names with a value each, in the order they came. An answer given
    /// before was checked then, and is taken as it is.
    ///
    /// # Errors
    ///
    /// Every [`Problem`], in the order of the questions and in this language.
    pub fn settle<'e>(
        &self,
        language: &str,
        before: &Answers,
        sent: impl Iterator<Item = (&'e str, &'e str)>,
    ) -> Result<AnswerRecord, Vec<Problem>> {
        let questions = self.questions();
        let entered = EnteredValues::of(questions, sent);
        let settled = FormReader::of(questions, language).whole(before, &entered)?;
        Ok(AnswerRecord {
            group: settled.group().to_owned(),
            document: settled.to_json(),
            tallies: self.tallies.count(|place| settled.get(place)),
        })
    }

    /// Reads one page of a form into the answers given so far, and returns them together.
    ///
    /// Questions of later pages that these answers hide or bring up again are settled by [`Self::settle`] at the end.
    ///
    /// # Errors
    ///
    /// Every [`Problem`] of this page, in the order of its questions and in this language.
    pub fn page<'e>(
        &self,
        language: &str,
        page: &SurveyPage<'_>,
        so_far: &Answers,
        sent: impl Iterator<Item = (&'e str, &'e str)>,
    ) -> Result<Answers, Vec<Problem>> {
        let questions = self.questions();
        let entered = EnteredValues::of(questions, sent);
        FormReader::of(questions, language).page(page, so_far, &entered)
    }

    /// Answers that were read another way, as they are stored.
    pub fn record(&self, answers: &Answers) -> AnswerRecord {
        let questions = self.questions();
        AnswerRecord {
            group: answers.group().to_owned(),
            document: answers.to_json(),
            tallies: self.tallies.count(|place| answers.get(&questions.item(place).key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::{Raw, answers::read_over, paging::pages, sample, templates};

    /// Every ready-made survey as a side answers it.
    fn asked() -> impl Iterator<Item = (&'static Survey, Side)> {
        templates::all().iter().flat_map(|survey| survey.sides.iter().map(move |side| (survey, *side)))
    }

    fn fields(raw: &Raw) -> Vec<(&str, &str)> {
        raw.iter().flat_map(|(name, values)| values.iter().map(move |value| (&**name, &**value))).collect()
    }

    fn sorted(record: Result<AnswerRecord, Vec<Problem>>) -> Result<AnswerRecord, Vec<Problem>> {
        record.map(|mut record| {
            record.tallies.sort();
            record
        })
    }

    #[test]
    fn answers_settled_by_their_places_are_stored_as_those_read_by_name() {
        for (survey, side) in asked() {
            let checklist = Checklist::new(Arc::new(survey.clone()), side);
            for (_, answers) in sample::people(survey, side, 60) {
                let raw = answers.to_raw();
                let read = read_over(survey, side, "en", &Answers::default(), &raw).unwrap();
                let record = checklist.settle("en", &Answers::default(), fields(&raw).into_iter()).unwrap();
                let wanted = AnswerRecord::of(survey, &read);
                assert_eq!(record.document, wanted.document, "{}", survey.key);
                assert_eq!(checklist.record(&read), record);
                assert_eq!(sorted(Ok(record)), sorted(Ok(wanted)));
                // What was collected page by page is not sent again.
                let kept = checklist.settle("en", &read, std::iter::empty()).unwrap();
                assert_eq!(kept.document, read.to_json(), "{}", survey.key);
            }
        }
    }

    #[test]
    fn pages_read_one_after_the_other_end_in_what_a_whole_form_does() {
        for (survey, side) in asked() {
            let checklist = Checklist::new(Arc::new(survey.clone()), side);
            for (_, answers) in sample::people(survey, side, 20) {
                let raw = answers.to_raw();
                let whole = checklist.settle("en", &Answers::default(), fields(&raw).into_iter()).unwrap();
                let mut so_far = Answers::default();
                let mut number = 0;
                while let Some(page) = pages(survey, side, &so_far).into_iter().nth(number) {
                    so_far = checklist.page("en", &page, &so_far, fields(&raw).into_iter()).unwrap();
                    number += 1;
                }
                let settled = checklist.settle("en", &so_far, std::iter::empty()).unwrap();
                assert_eq!(settled, whole, "{}", survey.key);
            }
        }
    }

    proptest! {
        /// In whatever order, with whatever values, some of them twice and some for nobody.
        #[test]
        fn a_form_is_checked_alike_by_place_and_by_name(
            seed in any::<u64>(),
            bent in proptest::collection::vec((0..20_usize, "[1-6]|dk|school|zoo|[ a-z]{0,9}"), 0..6),
            stranger in proptest::option::of("[a-z_]{1,8}"),
        ) {
            let survey = templates::find("partner_expect").unwrap();
            let side = Side::Partner;
            let checklist = Checklist::new(Arc::new(survey.clone()), side);
            let mut rng = StdRng::seed_from_u64(seed);
            let person = sample::plausible(survey, side, "school", &mut rng, &BTreeMap::new());
            let mut raw = person.to_raw();
            let keys: Vec<String> = survey.questions_on(side).map(|item| item.key.clone()).collect();
            for (at, value) in bent {
                raw.entry(keys[at % keys.len()].clone()).or_default().push(value);
            }
            if let Some(stranger) = stranger {
                raw.insert(stranger, vec!["1".to_owned()]);
            }
            let by_name = read_over(survey, side, "cy", &Answers::default(), &raw);
            let by_name = by_name.map(|answers| AnswerRecord::of(survey, &answers));
            let by_place = checklist.settle("cy", &Answers::default(), fields(&raw).into_iter());
            prop_assert_eq!(sorted(by_place), sorted(by_name));
        }
    }
}
