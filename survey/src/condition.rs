//! When an item is shown: tests of the answers to earlier items.

use super::Answer;

/// "Show this item if …": one test or several, all of which or any of which must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conditions {
    join: Join,
    tests: Vec<Condition>,
}

/// How several tests work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Join {
    /// Every one must hold.
    All,
    /// At least one must hold.
    Any,
}

keys!(Join { All = "all", Any = "any" });

/// One test: the item asked about, and what its answer must or must not be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The key of a rating or choice on an earlier page.
    pub item: String,
    /// What its answer must be.
    pub test: Test,
}

/// A test of an answer: values are `1` to `5`, option keys, or keys of missing answers such as `dk`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// At least one of these was given.
    AnyOf(Vec<String>),
    /// None of these was given; an item left blank passes.
    NoneOf(Vec<String>),
}

impl Test {
    /// The values it looks for.
    pub fn values(&self) -> &[String] {
        match self {
            Self::AnyOf(values) | Self::NoneOf(values) => values,
        }
    }
}

impl Conditions {
    /// Several tests. For a single one it makes no difference how they work together.
    pub fn new(join: Join, tests: Vec<Condition>) -> Self {
        let join = if tests.len() > 1 { join } else { Join::All };
        Self { join, tests }
    }

    /// How the tests work together.
    pub fn join(&self) -> Join {
        self.join
    }

    pub fn tests(&self) -> &[Condition] {
        &self.tests
    }

    /// Whether the item is shown after these answers, by item key; none for an item not answered yet.
    pub fn hold<'a>(&self, answer: impl Fn(&str) -> Option<&'a Answer>) -> bool {
        let holds = |condition: &Condition| condition.holds(answer(&condition.item));
        match self.join {
            Join::All => self.tests.iter().all(holds),
            Join::Any => self.tests.iter().any(holds),
        }
    }
}

impl From<Condition> for Conditions {
    fn from(condition: Condition) -> Self {
        Self::new(Join::All, vec![condition])
    }
}

impl Condition {
    /// Whether an answer to [`Condition::item`] passes.
    ///
    /// `None` is an item not answered yet. An item that was not shown passes no test, not even one that only rules out.
    pub fn holds(&self, answer: Option<&Answer>) -> bool {
        if answer.is_some_and(Answer::is_not_shown) {
            return false;
        }
        let given = |value: &String| answer.is_some_and(|answer| answer.gives(value));
        match &self.test {
            Test::AnyOf(values) => values.iter().any(given),
            Test::NoneOf(values) => !values.iter().any(given),
        }
    }
}

#[cfg(test)]
mod tests {
    use common_ground_reports::scale::Missing;
    use proptest::prelude::*;

    use super::*;

    fn condition(test: Test) -> Condition {
        Condition { item: "did_action".to_owned(), test }
    }

    #[test]
    fn an_item_is_shown_when_the_answer_is_one_of_those_named() {
        let any = condition(Test::AnyOf(vec!["yes".to_owned(), "partly".to_owned()]));
        assert!(any.holds(Some(&Answer::Choice("partly".to_owned()))));
        assert!(!any.holds(Some(&Answer::Choice("no".to_owned()))));
        assert!(!any.holds(None));
    }

    #[test]
    fn an_item_excluded_by_an_answer_is_shown_when_that_is_left_blank() {
        let none = condition(Test::NoneOf(vec!["1".to_owned()]));
        assert!(none.holds(Some(&Answer::Missing(Missing::Skipped))));
        assert!(none.holds(Some(&Answer::Rating(2))));
        assert!(!none.holds(Some(&Answer::Rating(1))));
    }

    #[test]
    fn what_hangs_on_a_hidden_item_is_hidden_too() {
        let none = condition(Test::NoneOf(vec!["1".to_owned()]));
        assert!(!none.holds(Some(&Answer::Missing(Missing::NotShown))));
    }

    fn answer() -> impl Strategy<Value = Option<Answer>> {
        prop_oneof![
            Just(None),
            (1..=5_u8).prop_map(|point| Some(Answer::Rating(point))),
            proptest::sample::select(vec![Missing::Skipped, Missing::NotShown, Missing::DontKnow])
                .prop_map(|missing| Some(Answer::Missing(missing))),
        ]
    }

    fn tests() -> impl Strategy<Value = Vec<(bool, String, Vec<String>)>> {
        let values = proptest::collection::vec((1..=5_u8).prop_map(|point| point.to_string()), 1..4);
        proptest::collection::vec((any::<bool>(), "[abc]", values), 1..5)
    }

    fn conditions(join: Join, tests: &[(bool, String, Vec<String>)]) -> Conditions {
        let test = |(not, item, values): &(bool, String, Vec<String>)| Condition {
            item: item.clone(),
            test: if *not { Test::NoneOf(values.clone()) } else { Test::AnyOf(values.clone()) },
        };
        Conditions::new(join, tests.iter().map(test).collect())
    }

    proptest! {
        /// “All” is refused exactly where “any” of the opposites holds, as long as everything asked about was shown.
        #[test]
        fn all_and_any_are_opposites(
            tests in tests(),
            answers in proptest::array::uniform3(answer()),
            places in Just(["a", "b", "c"]),
        ) {
            let find = |key: &str| places.iter().zip(&answers).find(|(place, _)| **place == key)?.1.as_ref();
            let opposites: Vec<_> =
                tests.iter().map(|(not, item, values)| (!not, item.clone(), values.clone())).collect();
            let all = conditions(Join::All, &tests).hold(find);
            let any_opposite = conditions(Join::Any, &opposites).hold(find);
            if tests.iter().all(|(_, item, _)| !find(item).is_some_and(Answer::is_not_shown)) {
                prop_assert_eq!(all, !any_opposite);
            } else {
                prop_assert!(!all, "one of them hangs on something hidden");
            }
        }

        /// More tests never show more under “all”, nor less under “any”, and their order does not matter.
        #[test]
        fn tests_narrow_all_and_widen_any(tests in tests(), answers in proptest::array::uniform3(answer())) {
            let find = |key: &str| ["a", "b", "c"].iter().zip(&answers).find(|(place, _)| **place == key)?.1.as_ref();
            let mut turned = tests.clone();
            turned.reverse();
            for join in Join::ALL {
                prop_assert_eq!(conditions(join, &tests).hold(find), conditions(join, &turned).hold(find));
            }
            let fewer = &tests[..tests.len() - 1];
            if !fewer.is_empty() {
                prop_assert!(conditions(Join::All, fewer).hold(find) || !conditions(Join::All, &tests).hold(find));
                prop_assert!(!conditions(Join::Any, fewer).hold(find) || conditions(Join::Any, &tests).hold(find));
            }
        }
    }
}
