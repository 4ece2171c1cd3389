//! The single answers of a round: whether they may be handed on.

use jiff::tz::TimeZone;

use crate::{
    app::App,
    exchange::coarse::Coarse,
    results,
    store::{Round, health, retention},
    survey::{PrivacyMode, RoundState},
    web::{Result, parts::format},
};

/// The single answers of a round as they may be handed on, or why there are none and when there will be.
///
/// They never show more of a group than the results do. While people are among them that the results leave out, or were
/// erased from them and still are in the results, the two would differ by these people.
pub(crate) async fn may_leave(app: &App, zone: &TimeZone, round: &Round) -> Result<Result<Coarse, String>> {
    let at = |at| format::day_and_time(at, zone);
    if round.state == RoundState::Cancelled {
        return Ok(Err("The survey was cancelled.".to_owned()));
    }
    if round.state != RoundState::Closed {
        return Ok(Err(format!(
            "It will be available when the survey has closed, on {}.",
            at(round.closes_at)
        )));
    }
    if health::sealed(app.db.read(), &[round.id]).await?.contains(&round.id) {
        return Ok(Err(
            "It will be available when both sides have answered, or the health check has closed.".to_owned(),
        ));
    }
    if retention::without_answers(app.db.read()).await?.contains(&round.id) {
        let why = "The answers were deleted at the end of the promised period. The figures stay.";
        return Ok(Err(why.to_owned()));
    }
    let answered = results::answered(app, round).await?;
    let least = answered.min().get();
    if answered.held_back || results::answered_so_far(app, round).await? != answered.responses() {
        return Ok(Err(format!(
            "A few answers came in or were erased after the results were shown, and the file would show \
             which. You can download it again after at least {least} more people have answered, and at least \
             {least} in each group and to each question that has new answers. Until then, use the figures."
        )));
    }
    if round.privacy == PrivacyMode::Anonymous && answered.responses() < 2 * least {
        return Ok(Err(format!(
            "People were promised that nobody can identify their answers, so a file needs at least {} \
             answers. Fewer came in.",
            2 * least
        )));
    }
    Ok(Ok(Coarse::of(&answered)))
}
