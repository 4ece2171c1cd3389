//! Sending a summary before its time, after asking once. It goes the way that time would have sent it.

use std::sync::Arc;

use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    web::{
        at,
        courses::summary::{preview, recipients::line},
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            guard::Trainer,
        },
        parts::{
            form::{FormPage, Problems},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        public::summary_link::course,
    },
    work::freeze,
};

/// Asks before it is sent.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/send")]
pub(crate) async fn ask(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    if course.frozen_at.is_some() {
        return Err(Error::NotFound);
    }
    let draft = freeze::draft(app, &course, app.clock.now()).await?.ok_or(Error::NotFound)?;
    let named: Vec<String> =
        draft.recipients.iter().map(|recipient| line(&recipient.name, &recipient.email)).collect();
    let count = preview::count(&draft.recipients);
    let mut lead = vec![
        format!("It goes to {}.", if named.is_empty() { "nobody".to_owned() } else { named.join(", ") }),
        "Its figures are frozen by that. They cannot be changed or called back; what is wrong can be put right in a \
         marked correction."
            .to_owned(),
    ];
    lead.extend(app.mail().await?.reach_nobody());
    Page::of(&FormPage {
        frame: nav::frame(&who, site, Place::Courses),
        trail: Some(preview::trail(&who, &course, "Send")),
        heading: format!("Send the summary to {count} now?"),
        lead,
        sections: Vec::new(),
        problems: Problems::default(),
        action: at::course_summary_send(slug, id),
        button: format!("Send to {count}"),
        destroys: false,
        cancel: Some(Link::new("Not yet", at::course_summary_preview(slug, id))),
    })
}

#[rocket::post("/programmes/<slug>/courses/<id>/summary/send")]
pub(crate) async fn send(slug: &str, id: Uuid, who: Trainer, app: &State<Arc<App>>) -> Result<Answer> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let sent = freeze::freeze(app, &course, Some(&who.person), app.clock.now()).await?;
    let course = crate::web::public::summary_link::course(app, &who, id).await?;
    let told = match sent {
        Some(_) => {
            app.mail().await?.queued("The summary is written and queued", "The summary is on its way.")
        }
        None if course.frozen_at.is_some() => "The summary was sent already.".to_owned(),
        // The feedback is open, or somebody is changing the summary at this moment.
        None => {
            let page = at::course_summary_preview(slug, id);
            return Ok(Answer::on(page, "The summary cannot be sent yet."));
        }
    };
    Ok(Answer::on(at::course_summary_deliveries(slug, id), told))
}
