//! The health of a partnership as both sides see it: the picture, the conditions group by group, who answered, what the
//! library replied.

use common_ground_reports::{
    chart::{Layout, PictureError},
    health::{ConditionFigures, HealthCondition, HealthGroup, HealthRound, HealthTrend, Voice},
    wording,
};

use crate::{
    results::health::PartnershipHealth,
    store::{HealthReply, Promise, ReplyKind},
    web::{
        http::{DrawingKey, Result, drawn_once},
        parts::{Link, Markup},
    },
};

/// What both sides see once a check is unsealed.
#[derive(Debug, Clone)]
pub(crate) struct HealthView {
    /// What the latest check found.
    pub finding: String,
    /// The wide and the narrow drawing.
    pub picture: (Markup, Markup),
    /// The conditions of the latest check; groups without any are left out.
    pub groups: Vec<HealthLines>,
    /// Who answered, the latest check first.
    pub checks: Vec<WhoAnswered>,
    pub partner: String,
}

/// The conditions of a group.
#[derive(Debug, Clone)]
pub(crate) struct HealthLines {
    pub heading: &'static str,
    /// Whether the library replies to each.
    pub replies: bool,
    /// The conditions.
    pub lines: Vec<HealthLine>,
}

/// One condition.
#[derive(Debug, Clone)]
pub(crate) struct HealthLine {
    pub label: String,
    /// “4.0, from 2 answers, ↑ up since last time”
    pub library: String,
    /// The same of the partner.
    pub partner: String,
    /// How far apart the two are.
    pub apart: String,
    /// What the library replied, in sentences.
    pub reply: Vec<String>,
    /// Where it replies, for those who can.
    pub act: Option<Link>,
}

/// Who answered a check.
#[derive(Debug, Clone)]
pub(crate) struct WhoAnswered {
    /// When it was.
    pub name: String,
    /// Who for the library.
    pub library: String,
    /// Who for the partner.
    pub partner: String,
}

impl HealthView {
    /// What both sides see; none before a check is unsealed. `reply_at` gives the address where the library replies to a
    /// condition, to those who can.
    pub(crate) async fn of(
        health: &PartnershipHealth,
        (library, partner): (&str, &str),
        promises: &[Promise],
        reply_at: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>> {
        if health.latest.is_none() {
            return Ok(None);
        }
        let history = &health.history;
        let strips = history.strips(library, partner);
        let drawing = DrawingKey::of("the health of a partnership", &strips);
        let picture = drawn_once(drawing, move || {
            let draw =
                |layout, id: &str| strips.picture(layout).map(|picture| Markup::trusted(picture.inline(id)));
            Ok::<_, PictureError>((
                draw(Layout::Wide, "health-wide")?,
                draw(Layout::Narrow, "health-narrow")?,
            ))
        })
        .await?;
        let groups = HealthGroup::ALL.into_iter().filter_map(|group| {
            let line = |condition: &HealthCondition| {
                let reply = health.reply(&condition.key);
                HealthLine {
                    reply: reply.map(|reply| told(reply, promises)).unwrap_or_default(),
                    act: reply_at(&condition.key).filter(|_| group.needs_reply()).map(|page| {
                        let label = if reply.is_some() { "Change the reply" } else { "Reply" };
                        Link::new(label, page).about(format!("to “{}”", condition.label))
                    }),
                    ..plain_line(condition)
                }
            };
            let lines: Vec<HealthLine> = history.of(group).map(line).collect();
            let found = HealthLines { heading: group.heading(), replies: group.needs_reply(), lines };
            (!found.lines.is_empty()).then_some(found)
        });
        let who = |round: &HealthRound| WhoAnswered {
            name: round.name.clone(),
            library: wording::capitalised(&round.library.told()),
            partner: wording::capitalised(&round.partner.told()),
        };
        Ok(Some(Self {
            finding: format!("{}.", history.finding()),
            picture,
            groups: groups.collect(),
            checks: history.rounds.iter().rev().map(who).collect(),
            partner: partner.to_owned(),
        }))
    }
}

fn plain_line(condition: &HealthCondition) -> HealthLine {
    let now = condition.now();
    let apart = now.and_then(|figures| figures.difference);
    HealthLine {
        label: condition.label.clone(),
        library: side(now, |figures| figures.library, condition.library),
        partner: side(now, |figures| figures.partner, condition.partner),
        apart: apart.map_or_else(|| "–".to_owned(), |apart| wording::mean(apart.abs())),
        reply: Vec::new(),
        act: None,
    }
}

/// What one side says: its mean with the number of answers, and where it went.
fn side(
    now: Option<&ConditionFigures>,
    voice: fn(&ConditionFigures) -> Voice,
    trend: Option<HealthTrend>,
) -> String {
    let Some(voice) = now.map(voice) else { return "–".to_owned() };
    let Some(mean) = voice.mean else {
        let said = [(voice.dont_know, "don’t know"), (voice.not_applicable, "doesn’t apply")];
        let said: Vec<String> = said
            .iter()
            .filter(|(people, _)| *people > 0)
            .map(|(people, words)| format!("{people} {words}"))
            .collect();
        return if said.is_empty() { "no answer".to_owned() } else { said.join(", ") };
    };
    let answers = wording::counted(voice.n, "answer", "answers");
    let moved = trend.map(|trend| format!(" {} {}", trend.arrow(), trend.words())).unwrap_or_default();
    format!("{} ({answers}){moved}", wording::mean(mean))
}

/// A reply in sentences.
fn told(reply: &HealthReply, promises: &[Promise]) -> Vec<String> {
    let day = |day: jiff::civil::Date| day.strftime("%-d %B %Y").to_string();
    let first = match reply.kind {
        ReplyKind::WeWill => {
            let promise = promises.iter().find(|promise| Some(promise.id) == reply.promise_id);
            match promise {
                Some(promise) => {
                    let who = match &*promise.owner.name {
                        "" => String::new(),
                        name => format!(" ({name})"),
                    };
                    format!("We will: {}{who}, by {}.", promise.what, promise.by_in_words())
                }
                None => format!("We will: {}", reply.words),
            }
        }
        ReplyKind::WeCannot => format!("We can’t, because: {}", reply.words),
        ReplyKind::LetsTalk => match reply.talk_on {
            Some(on) => format!("Let’s talk about it on {}.", day(on)),
            None => "Let’s talk about it.".to_owned(),
        },
        ReplyKind::WeAccept => "We accept this as it is.".to_owned(),
    };
    let more = matches!(reply.kind, ReplyKind::LetsTalk | ReplyKind::WeAccept) && !reply.words.is_empty();
    std::iter::once(first).chain(more.then(|| reply.words.clone())).collect()
}
