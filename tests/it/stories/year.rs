//! Years of a programme, lived through by chance: courses, people, crashes, slow mail, moved steps, a second instance. What
//! README promises is looked at every day; a year in which it does not hold is told by the smallest story that shows it.

mod event;
mod mail;
mod promises;
mod staff;
mod world;

use self::{
    event::{Event, What},
    world::World,
};

/// Years in an ordinary run; more by `YEARS`.
const YEARS: u64 = 3;
/// The first of them; another by `YEAR_SEED`.
const SEED: u64 = 1;
/// Days after the last event: whatever was begun comes to its end.
const DAYS_AFTER: u16 = 45;

/// A number in the environment.
fn number(name: &str, otherwise: u64) -> u64 {
    #[expect(clippy::disallowed_methods, reason = "how many years the tests live through")]
    let set = std::env::var(name).ok();
    set.map_or(otherwise, |text| text.parse().unwrap())
}

/// Lives through events; what went wrong, if anything did.
async fn live(events: &[Event]) -> Result<(), String> {
    let events = events.to_vec();
    // In a task of its own: what panics is as wrong as what is not kept.
    let lived = tokio::spawn(Box::pin(async move {
        let mut world = Box::pin(World::begin()).await;
        let until = events.last().map_or(0, |event| event.day) + DAYS_AFTER;
        let mut events = events.into_iter().peekable();
        for day in 1..=until {
            let wrong = |what: String| format!("on day {day}: {what}");
            world.wake(day);
            while let Some(event) = events.next_if(|event| event.day <= day) {
                world = Box::pin(world.lives(event.what)).await.map_err(wrong)?;
            }
            Box::pin(world.work()).await;
            Box::pin(world.look()).await.map_err(wrong)?;
        }
        Box::pin(world.look_back()).await
    }));
    lived.await.unwrap_or_else(|stopped| {
        let words = stopped.into_panic();
        let text = words.downcast_ref::<String>().cloned();
        Err(text.or_else(|| words.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default())
    })
}

/// Leaves out whatever can be left out so that something still goes wrong; what is left, and what goes wrong in it.
async fn smallest(mut events: Vec<Event>, mut wrong: String) -> (Vec<Event>, String) {
    let mut piece = events.len().div_ceil(2);
    while piece > 0 {
        let mut from = 0;
        while from < events.len() {
            let until = (from + piece).min(events.len());
            let mut fewer = events.clone();
            fewer.drain(from..until);
            match live(&fewer).await {
                // What comes next has moved here.
                Err(still) => (events, wrong) = (fewer, still),
                Ok(()) => from = until,
            }
        }
        piece /= 2;
    }
    (events, wrong)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_happens_in_a_year_the_promises_hold_on_every_day() {
    let first = number("YEAR_SEED", SEED);
    for seed in first..first + number("YEARS", YEARS) {
        let events = event::year(seed);
        let Err(wrong) = live(&events).await else { continue };
        let (story, wrong) = Box::pin(smallest(events, wrong)).await;
        let told: Vec<String> = story.iter().map(ToString::to_string).collect();
        panic!("seed {seed}: {wrong}\nThe smallest story:\n  {}", told.join("\n  "));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_noticed_and_told_by_the_smallest_story() {
    let people = [3, 4, 5, 6, 7];
    let mut events = vec![Event { day: 1, what: What::Plan { course: 0, in_days: 7, confidential: true } }];
    events.extend(people.map(|person| Event { day: 2, what: What::Invite { course: 0, person } }));
    events.push(Event { day: 3, what: What::Restart });
    events.extend(people.map(|person| Event { day: 10, what: What::Answer { course: 0, person } }));
    events.push(Event { day: 11, what: What::MailDown { days: 1 } });
    live(&events).await.unwrap();

    events.push(Event { day: 12, what: What::LoseAnswers });
    let wrong = live(&events).await.unwrap_err();
    let (story, wrong) = Box::pin(smallest(events, wrong)).await;
    assert!(wrong.contains("was thanked for and is not there"), "{wrong}");
    let told: Vec<String> = story.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(told[0].contains("is planned") && told[3].contains("answers are deleted"), "{told:#?}");
}
