//! Two workshop boards: one that is written up, with what people said at the pilot courses, and one that takes cards now.

use common_ground_boards::write_up::WriteUp;
use uuid::Uuid;

use super::{DemoError, OpenBoard, cast::Cast, story::Story};
use crate::{
    app::App,
    store::{
        StoreError,
        boards::{
            self, Board, NewPrompt, Step, close,
            desk::{keep_step, open, show, turn},
            entries::{Act, Entry},
            notes, write_ups,
        },
        write,
    },
    survey::round::Side,
    system::secret::hash,
    web::at,
};

/// What people said at the pilot courses.
const NOTES: &str = include_str!("../../boards/tests/partnership-working.txt");

/// What a room of both sides writes, by side.
const CARDS: [(Side, &str); 8] = [
    (Side::Library, "A free, neutral space in every neighbourhood"),
    (Side::Library, "Staff who know children’s books"),
    (Side::Library, "Access to networks of schools and nurseries"),
    (Side::Library, "Enthusiasm"),
    (Side::Partner, "Access to a network of families"),
    (Side::Partner, "Time with young people who never come to a library"),
    (Side::Partner, "Enthusiasm!"),
    (Side::Partner, "What carers ask us for"),
];

/// Holds both workshops. Returns the board that is open, and the write-up of the other.
pub(super) async fn hold(app: &App, cast: &Cast, story: &Story) -> Result<(OpenBoard, WriteUp), DemoError> {
    let read = WriteUp::from_text(NOTES).map_err(|_| DemoError::Lost("notes of a workshop"))?;
    let write_up = read.write_up;
    finish(app, story.course.id, &write_up).await?;
    let board = begin(app, story.latest.id, &write_up).await?;
    let site = &app.settings.site_url;
    let open = OpenBoard {
        url: format!("{site}{}", at::board(&board.code)),
        wall: format!("{site}{}", at::board_wall(&board.code)),
        desk: format!("{site}{}", at::course_board(&cast.programme.slug, story.latest.id)),
        code: board.code,
    };
    Ok((open, write_up))
}

/// The prompts of a write-up, the same for both sides.
fn asked(write_up: &WriteUp) -> Vec<NewPrompt<'_>> {
    write_up.prompts.iter().map(|prompt| (&*prompt.heading, "", "")).collect()
}

/// A board that was agreed, written up and closed.
async fn finish(app: &App, course: Uuid, write_up: &WriteUp) -> Result<(), DemoError> {
    let now = app.clock.now();
    let tx = write(&app.db).await?;
    let board = boards::create(&tx, course, &asked(write_up), now).await?;
    open(&tx, board.id).await?;
    notes::bring(&tx, board.id, write_up, false).await?;
    turn(&tx, board.id, board.revision, "agreed every question").await?;
    write_ups::add(&tx, board.id, 0, (write_up, "Everybody in the room"), now).await?;
    close::close(&tx, board.id, now).await?;
    Ok(tx.commit().await.map_err(StoreError::from)?)
}

/// A board on which people of both sides write.
async fn begin(app: &App, course: Uuid, write_up: &WriteUp) -> Result<Board, DemoError> {
    let now = app.clock.now();
    let tx = write(&app.db).await?;
    let board = boards::create(&tx, course, &asked(write_up), now).await?;
    open(&tx, board.id).await?;
    let prompts = boards::prompts(&tx, board.id).await?;
    let prompt = prompts.into_iter().nth(1).ok_or(DemoError::Lost("question of a workshop"))?;
    keep_step(&tx, &prompt.clone().at(Step::Writing)).await?;
    show(&tx, board.id, prompt.id).await?;
    tx.commit().await.map_err(StoreError::from)?;
    for (number, (side, text)) in CARDS.into_iter().enumerate() {
        let key = format!("demonstration {number}");
        let entry = Entry {
            board: board.id,
            prompt: prompt.id,
            phone: app.secret.fingerprint(&format!("board {} {key}", board.id)),
            key_hash: hash(&key),
            at: now,
            act: Act::Write { text: text.to_owned(), side },
        };
        app.writer.enter(entry).await?;
    }
    Ok(board)
}

/// A write-up in every format, by the names of the files.
pub(super) fn documents(write_up: &WriteUp) -> Result<[(&'static str, Vec<u8>); 5], DemoError> {
    let lost = || DemoError::Lost("write-up");
    Ok([
        ("board.json", write_up.to_json().map_err(|_| lost())?.into_bytes()),
        ("write-up.txt", write_up.to_text().into_bytes()),
        ("write-up.md", write_up.to_markdown().into_bytes()),
        ("write-up.html", write_up.to_html("en-GB").map_err(|_| lost())?.into_bytes()),
        ("write-up.docx", write_up.to_docx("en-GB").map_err(|_| lost())?),
    ])
}
