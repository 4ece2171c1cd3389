//! What is set now, with the way to each part.

use crate::{
    store::Programme,
    survey::PartnerKind,
    web::{
        Admin, Answer, Desk, Index, Link, MainPlace, Result, Row, at,
        settings::{NOTHING_SAID, is_set, part::SettingsPart, row},
    },
};

#[rocket::get("/programmes/<_>/settings")]
pub(crate) async fn index(desk: Desk<'_, Admin>) -> Result<Answer> {
    let (slug, programme) = (desk.slug(), desk.programme());
    let mail = desk.app.mail().await?;
    let mut rows: Vec<Row> = SettingsPart::ALL
        .into_iter()
        .map(|part| {
            let page = at::settings_part(slug, part.key());
            row(part.title(), part.state(desk.app, programme, &mail.sender), "Change", page)
        })
        .collect();
    let open = |title: &str, detail: &str, page: String| row(title, detail.to_owned(), "Open", page);
    let detail = "What invitations and reminders say, in each language.";
    rows.push(open("Email texts", detail, at::settings_email_texts(slug)));
    rows.extend([partner_types(programme), you_asked(programme)]);
    let detail = "Tell other programs, or a channel of Teams or Slack, what happens here.";
    rows.push(open("Webhooks", detail, at::settings_webhooks(slug)));
    rows.push(open("People", "Who has an account here, and their roles.", at::people(slug)));
    let detail = "Tasks that failed, and what to do.";
    rows.push(open("Needs attention", detail, at::settings_attention(slug)));
    let detail = "Changes made by people with an account, newest first.";
    rows.push(open("Activity log", detail, at::audit(slug)));
    let detail = "What moves to another site, what stays here, and how to move it.";
    rows.push(open("Move this programme", detail, at::settings_moving(slug)));
    if desk.who().runs_site() {
        let detail = "Email server, sign-in rules, name, colour and logo, for every programme on this site.";
        rows.push(open("Site settings", detail, at::settings_site(slug)));
    }
    let detail = "Each programme has its own people, partners, courses and results.";
    let add = Link::new("Add", at::new_programme()).about("a programme");
    rows.push(Row::new("Another programme", detail).link(add));
    let heading = match mail.folder {
        _ if !is_set(&programme.settings) => NOTHING_SAID,
        Some(_) => "Set up an email server",
        None => "Required settings are complete",
    };
    Answer::page(&Index {
        frame: desk.frame(MainPlace::Settings),
        programme: format!("{} · Settings", programme.name),
        heading: heading.to_owned(),
        actions: Vec::new(),
        empty: None,
        rows,
        pages: Vec::new(),
    })
}

fn partner_types(programme: &Programme) -> Row {
    let kinds = programme.settings.kinds();
    let own = kinds.offered().map(PartnerKind::label).collect::<Vec<_>>().join(", ");
    row("Types of partner", format!("{own}."), "Change", at::settings_partner_types(&programme.slug))
}

fn you_asked(programme: &Programme) -> Row {
    let (detail, does) = if programme.settings.you_asked.is_some() {
        ("Published: anybody can read what you released.", "Unpublish")
    } else {
        (
            "Not published. What partners asked for, what you promised and what you did, for anybody to read.",
            "Publish",
        )
    };
    row("You asked, we will, we did", detail.to_owned(), does, at::settings_you_asked(&programme.slug))
}
