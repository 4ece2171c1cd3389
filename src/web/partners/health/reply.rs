//! What the library replies to a condition that is low on both sides or seen differently.

use common_ground_reports::health::HealthCondition;
use jiff::civil::Date;
use uuid::Uuid;

use super::trail;
use crate::{
    results::health::{self, PartnershipHealth},
    store::{
        Accounts, Asker, HealthReply, NewPromise, Partner, Promise, PromiseOrigin, PromiseOwner,
        PromiseState, ReplyKind, health as checks, partners, promises,
    },
    survey::Side,
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer,
        at,
        named::Among,
        named_choice::{ChoiceField, NamedChoice},
        partners::find,
        warn_busy,
    },
};

/// Characters of a reply.
const LONGEST: usize = 500;

/// Who keeps what is promised.
const WHO: ChoiceField = ChoiceField {
    among: Among::People(Accounts::Members),
    name: "who",
    label: "Who does it",
    other: "Another person",
    none: None,
    hint: "Needed if you will do something.",
    blank: "",
    gone: "Select somebody from the list",
};

/// The condition, and what was replied so far.
struct AskedToReply {
    partner: Partner,
    health: PartnershipHealth,
    item: String,
    /// The promise that the reply became.
    promise: Option<Promise>,
}

impl AskedToReply {
    async fn read(desk: &Desk<'_, Trainer>, id: Uuid, item: &str) -> Result<Self> {
        let partner = find(desk, id).await?;
        let health = health::of_partner(desk.app, id, &desk.zone()).await?;
        let promised = health.reply(item).and_then(|reply| reply.promise_id);
        let promise = match promised {
            Some(promise) => promises::find(desk.db(), desk.programme().id, promise).await?,
            None => None,
        };
        let asked = Self { partner, health, item: item.to_owned(), promise };
        asked.condition()?;
        Ok(asked)
    }

    fn condition(&self) -> Result<&HealthCondition> {
        self.health.history.needing_reply().find(|one| one.key == self.item).ok_or(Error::NotFound)
    }

    fn reply(&self) -> Option<&HealthReply> {
        self.health.reply(&self.item)
    }
}

/// A reply that can be kept.
struct ReplyEntered {
    kind: ReplyKind,
    words: String,
    day: Option<Date>,
    /// Who does it.
    who: Option<(Uuid, String)>,
}

/// The form.
#[rocket::get("/programmes/<_>/partners/<id>/health/replies/<item>")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid, item: &str) -> Result<Answer> {
    let asked = AskedToReply::read(&desk, id, item).await?;
    if let Some(answer) = settled(&desk, &asked) {
        return Ok(answer);
    }
    let reply = asked.reply();
    let day = asked.promise.as_ref().map_or_else(|| reply.and_then(|reply| reply.talk_on), Promise::due);
    let owner = asked.promise.as_ref().and_then(|promise| promise.owner.person);
    let owner = owner.unwrap_or(desk.who().person.id);
    let who = NamedChoice::of(&desk, &WHO, Some(owner)).await?;
    let entries = FormData::of([
        ("kind", reply.map_or(String::new(), |reply| reply.kind.key().to_owned())),
        ("words", reply.map_or(String::new(), |reply| reply.words.clone())),
        ("who", owner.to_string()),
        ("day", day.map(|day| day.to_string()).unwrap_or_default()),
    ]);
    Answer::page(&form(&desk, &asked, &who, &entries, FormProblems::default())?)
}

/// Keeps it; what the library will do becomes a promise.
#[rocket::post("/programmes/<_>/partners/<id>/health/replies/<item>", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, item: &str, data: FormData) -> Result<Answer> {
    let asked = AskedToReply::read(&desk, id, item).await?;
    if let Some(answer) = settled(&desk, &asked) {
        return Ok(answer);
    }
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let mut problems = FormProblems::default();
    let who = NamedChoice::read(&desk, &WHO, &data, &mut problems).await?;
    let entered = read(&who, &data, today, &mut problems);
    let mut said = None;
    if let Some(day) = entered.as_ref().and_then(|entered| entered.day).filter(|_| problems.is_empty()) {
        said = warn_busy(&desk, ("day", &[day]), &[id], &data, &mut problems).await?;
    }
    let (Some(entered), Some(check)) = (entered.filter(|_| problems.is_empty()), &asked.health.latest) else {
        return Answer::mend(&form(&desk, &asked, &who, &data, problems)?.fields(said));
    };
    let page = at::partner_health(desk.slug(), id);
    let tx = desk.change().await?;
    // Two who reply at once see each other, so that no promise is left without its reply.
    partners::lock(&tx, desk.programme().id).await?;
    let before = checks::replies(&tx, &[check.id]).await?;
    let before = before.iter().find(|reply| reply.item == asked.item).map(|reply| reply.promise_id);
    if before != asked.reply().map(|reply| reply.promise_id) {
        return Ok(Answer::on(page, "Somebody else replied to this meanwhile."));
    }
    if let Some(old) = &asked.promise {
        promises::remove(&tx, old.id).await?;
    }
    let promise_id = match (entered.kind, &entered.who) {
        (ReplyKind::WeWill, Some((person, name))) => {
            let people = checks::people(&tx, &[check.id]).await?.remove(&check.id).unwrap_or_default();
            let asker = people.iter().find(|one| one.side == Side::Partner && one.answered);
            let new = NewPromise {
                about: asked.item.clone(),
                asked: asked.condition()?.label.clone(),
                partner: Some(asked.partner.id),
                health_round: Some(check.id),
                owner: PromiseOwner { name: name.clone(), person: Some(*person), contact: None },
                due: entered.day,
                asker: Asker::Contact,
                asker_contact: asker.and_then(|one| one.contact_id),
                ..NewPromise::new(desk.programme().id, PromiseOrigin::Health, &*entered.words)
            };
            Some(promises::add(&tx, new).await?)
        }
        _ => None,
    };
    let reply = HealthReply {
        check_id: check.id,
        item: asked.item.clone(),
        kind: entered.kind,
        words: entered.words,
        talk_on: entered.day.filter(|_| entered.kind == ReplyKind::LetsTalk),
        promise_id,
        by: desk.who().person.name.clone(),
        at: desk.now(),
    };
    checks::reply(&tx, &reply).await?;
    desk.done(tx, "replied to the health check with", &asked.partner.name).await?;
    Ok(Answer::on(page, "The reply was saved. Both sides see it."))
}

/// What is said where the reply became a promise that has been kept, or not: it stands as it is.
fn settled(desk: &Desk<'_, Trainer>, asked: &AskedToReply) -> Option<Answer> {
    asked.promise.as_ref().filter(|promise| promise.state != PromiseState::Open)?;
    let page = at::partner_health(desk.slug(), asked.partner.id);
    Some(Answer::on(page, "This reply became a promise that is settled, so it can’t be changed any more."))
}

/// What was entered, where all that is wrong so far is with `who` does it.
fn read(
    who: &NamedChoice,
    data: &FormData,
    today: Date,
    problems: &mut FormProblems,
) -> Option<ReplyEntered> {
    let is_unknown = !problems.is_empty();
    let kind = ReplyKind::from_key(data.one("kind"));
    let words = data.one("words");
    problems.cap("words", words, LONGEST);
    let typed = data.one("day");
    let day = typed.parse::<Date>().ok();
    problems.add_if(day.is_none() && !typed.is_empty(), "day", "Enter a date, such as 1 March 2027");
    problems.add_if(day.is_some_and(|day| day < today), "day", "Enter today or a day in the future");
    match kind {
        None => problems.add("kind", "Select your reply"),
        Some(ReplyKind::WeWill) => {
            problems.add_if(words.is_empty(), "words", "Write what you will do");
            problems.add_if(who.id().is_none() && !is_unknown, who.place(&WHO), "Select who does it");
            problems.add_if(day.is_none(), "day", "Enter by when");
        }
        Some(ReplyKind::WeCannot) if words.is_empty() => problems.add("words", "Write why you can’t"),
        Some(ReplyKind::LetsTalk) if day.is_none() => problems.add("day", "Enter when to talk about it"),
        Some(_) => {}
    }
    Some(ReplyEntered {
        kind: kind?,
        words: words.to_owned(),
        day,
        who: who.chosen().map(|person| (person.id, person.name.clone())),
    })
}

fn form(
    desk: &Desk<'_, Trainer>,
    asked: &AskedToReply,
    who: &NamedChoice,
    data: &FormData,
    problems: FormProblems,
) -> Result<FormPage> {
    let (slug, id) = (desk.slug(), asked.partner.id);
    let condition = asked.condition()?;
    let kinds = ReplyKind::ALL.map(|kind| {
        let label = match kind {
            ReplyKind::WeWill => "We will do something about it",
            ReplyKind::WeCannot => "We can’t do anything about it, and say why",
            ReplyKind::LetsTalk => "Let’s talk about it, on a day",
            ReplyKind::WeAccept => "We accept this as it is",
        };
        FormChoice::of(kind.key(), label, [data.one("kind")])
    });
    let words = Field::text("words", "What you will do, or why you can’t", 3, data.one("words"));
    Ok(desk
        .form(MainPlace::Partners, format!("Reply to “{}”", condition.label))
        .trail(trail(desk, &asked.partner, "Reply"))
        .lead(format!(
            "{}. Both sides see your reply. What you will do becomes a promise.",
            condition.group.heading()
        ))
        .field(Field::radios("kind", "Your reply", kinds))
        .field(words.hint("Don’t name or describe any child."))
        .fields(who.fields(&WHO, data))
        .field(
            Field::typed("date", "day", "By when, or when to talk", data.one("day"))
                .hint("Needed if you will do something, or want to talk."),
        )
        .problems(problems)
        .button("Save the reply", at::partner_health_reply(slug, id, &asked.item))
        .cancel("Back without saving", at::partner_health(slug, id)))
}
