//! The archive of a programme, for site administrators who enter their password once more.

use rocket::{
    Responder,
    http::{ContentType, CookieJar},
};

use crate::{
    exchange::programme_archive::{self, ProgrammeArchiveError},
    store::audit,
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            download::LargeDownload,
            drawing::large_page,
            error::{Error, Result},
            form_data::FormData,
            guard::SiteAdmin,
            present_password::check_password,
            visitor::Visitor,
        },
        parts::{
            form::{Field, FormPage, FormProblems},
            nav::MainPlace,
            piece::{Link, Trail},
        },
    },
};

/// The file, or what is asked first.
#[derive(Responder)]
pub(crate) enum ArchiveFile {
    File(Box<LargeDownload>),
    Asked(Answer),
}

/// Asks for the password.
#[rocket::get("/programmes/<_>/settings/move/archive")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn ask(desk: Desk<'_, SiteAdmin>) -> Result<Answer> {
    Answer::page(&form(&desk, FormProblems::default()))
}

/// Gives the file.
#[rocket::post("/programmes/<_>/settings/move/archive", data = "<data>")]
pub(crate) async fn download(
    desk: Desk<'_, SiteAdmin>,
    visitor: Visitor<'_>,
    cookies: &CookieJar<'_>,
    data: FormData,
) -> Result<ArchiveFile> {
    let mut problems = FormProblems::default();
    // Whoever signs in elsewhere has no password here.
    if desk.who().person.password_hash.is_some() {
        check_password(&desk, &visitor, cookies, &data, &mut problems).await?;
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, problems)).map(ArchiveFile::Asked);
    }
    let (app, programme) = (desk.app, desk.programme());
    match programme_archive::allowed(app, programme).await {
        Err(ProgrammeArchiveError::InTheWay(_)) => {
            let words = "Nothing was downloaded: close what is open first";
            return Ok(ArchiveFile::Asked(Answer::on(at::settings_moving(desk.slug()), words)));
        }
        may => may.map_err(broken)?,
    }
    // Kept before anything leaves: whoever reads a part and stops has read answers too.
    let (db, who, now) = (app.db.write_one(), &desk.who().person, desk.now());
    audit::record(db, Some(programme.id), who, "downloaded the whole programme", "", now).await?;
    let _place = large_page().await?;
    // Written whole before its first byte leaves: a file that broke off would look like all of it.
    let file = tempfile::tempfile().map_err(broken)?;
    let out = file.try_clone().map_err(broken)?;
    programme_archive::write(app, programme, out, |_| {}).await.map_err(broken)?;
    let name = format!("{}.zip", desk.slug());
    Ok(ArchiveFile::File(Box::new(LargeDownload::new(&name, ContentType::ZIP, file)?)))
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}

fn form(desk: &Desk<'_, SiteAdmin>, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    let above = vec![
        Link::new("Settings", at::settings(slug)),
        Link::new("Move this programme", at::settings_moving(slug)),
    ];
    let mut form = desk
        .form(MainPlace::Settings, "Download the archive of this programme")
        .trail(Trail { above, here: "Download".to_owned() })
        .lead(
            "Keep the file where few people can read it, and delete it once the programme has arrived on the other site. \
             The activity log shows that you downloaded it.",
        );
    if desk.who().person.password_hash.is_some() {
        let password = Field::typed("password", "present", "Your current password", "");
        form = form.field(password.autocomplete("current-password"));
    }
    form.problems(problems)
        .button("Download the archive", at::settings_moving_archive(slug))
        .cancel("Back without downloading", at::settings_moving(slug))
}
