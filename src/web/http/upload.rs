//! Lists that are sent to be imported. A list is kept here, sealed, for an hour; the pages that show what it would do know only
//! its random key, and nobody but who sent it can open it.

use std::sync::Arc;

use common_ground_reports::wording;
use rocket::{
    FromForm,
    data::{Capped, Limits},
    form::{self, DataField, FromFormField},
};

use super::{Desk, Error, Result, Seat, drawn, large_page, session::new_token};
use crate::{
    exchange::{
        contacts::{self as exchanged, ImportPlan},
        people::{Encoding, PeopleList},
    },
    store::{
        Transaction,
        uploads::{self, Owner},
    },
    survey::{Kinds, partner::OwnKind},
    system::secret::hash,
};

/// What is said when a list is not here, or somebody else's.
pub(crate) const GONE: &str =
    "This file is no longer here: it was imported, or an hour has passed. Choose it again";
/// The most characters of the name of a file that are kept.
const NAME: usize = 100;

/// The form that a list is sent with.
#[derive(FromForm)]
pub(crate) struct UploadForm {
    list: Option<UploadedFile>,
}

/// A file with its name.
pub(crate) struct UploadedFile {
    /// What it is called, without the folder.
    pub name: String,
    /// What is in it, up to the size that is taken.
    pub bytes: Capped<Vec<u8>>,
}

#[rocket::async_trait]
impl<'r> FromFormField<'r> for UploadedFile {
    async fn from_data(field: DataField<'r, '_>) -> form::Result<'r, Self> {
        let limit = field.request.limits().get("file").unwrap_or(Limits::FILE);
        let name = field.file_name.map(|name| name.dangerous_unsafe_unsanitized_raw().as_str());
        // Some browsers send the whole path.
        let name = name.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
        let name = name.chars().filter(|c| !c.is_control()).take(NAME).collect();
        Ok(Self { name, bytes: field.data.open(limit).into_bytes().await? })
    }
}

/// A list that waits, opened by who sent it.
pub(crate) struct OpenedList {
    /// Its random key.
    pub key: String,
    name: String,
    /// What is in it.
    pub list: Arc<PeopleList>,
}

impl OpenedList {
    /// What its file is called.
    pub(crate) fn name(&self) -> &str {
        if self.name.is_empty() { "Your list" } else { &self.name }
    }

    /// What it would do to the partners and contacts of the programme.
    ///
    /// # Errors
    /// When the database is away, or the page that asks readers to come back, when there is no room for long.
    pub(crate) async fn plan<G: Seat>(&self, desk: &Desk<'_, G>) -> Result<ImportPlan> {
        let _place = large_page(desk.app).await?;
        Ok(exchanged::preview(desk.app, desk.programme(), &self.list).await?)
    }
}

impl UploadForm {
    /// Keeps the list and gives its key, or what to say beside the field.
    ///
    /// # Errors
    /// When the database is away or busy, or the system has no randomness to give.
    pub(crate) async fn keep<G: Seat>(self, desk: &Desk<'_, G>) -> Result<Result<String, String>> {
        let UploadedFile { name, bytes } = match self.list {
            Some(file) if !file.bytes.is_complete() => {
                return Ok(Err("This file is larger than 1 MB. Import it in parts".to_owned()));
            }
            Some(file) if !file.bytes.is_empty() => file,
            _ => return Ok(Err("Choose the file with your list".to_owned())),
        };
        let bytes = bytes.into_inner();
        let owner = owner(desk);
        let sealed = desk.app.secret.seal(owner.person, &bytes);
        let sealed = sealed.map_err(Error::broken)?;
        if let Err(wrong) = read(bytes, None, desk.programme().settings.partner_kinds.clone()).await? {
            return Ok(Err(wrong));
        }
        let key = new_token()?;
        let tx = desk.change().await?;
        uploads::keep(&tx, &hash(&key), owner, uploads::WaitingList { name, sealed }, desk.now()).await?;
        tx.commit().await?;
        Ok(Ok(key))
    }
}

/// The list under this key, its text read as that encoding, or as what it seems to be where it cannot be that. `None` where it
/// is no longer here, or was never theirs.
pub(crate) async fn open<G: Seat>(
    desk: &Desk<'_, G>,
    key: &str,
    read_as: Option<&str>,
) -> Result<Option<OpenedList>> {
    let owner = owner(desk);
    let found = uploads::find(desk.db(), &hash(key), owner, desk.now()).await?;
    let Some(uploads::WaitingList { name, sealed }) = found else { return Ok(None) };
    let Some(bytes) = desk.app.secret.unseal(owner.person, &sealed) else { return Ok(None) };
    let kinds = desk.programme().settings.partner_kinds.clone();
    let list = read(bytes, read_as.and_then(Encoding::from_key), kinds).await?;
    Ok(list.ok().map(|list| OpenedList { key: key.to_owned(), name, list: Arc::new(list) }))
}

/// Deletes a list that was imported, in the transaction that stored it. Returns false when somebody was quicker.
pub(crate) async fn used(tx: &Transaction, key: &str) -> Result<bool> {
    Ok(uploads::remove(tx, &hash(key)).await?)
}

fn owner<G: Seat>(desk: &Desk<'_, G>) -> Owner {
    Owner { person: desk.who().person.id, programme: desk.programme().id }
}

/// Reads a list where nobody else waits for it.
async fn read(
    bytes: Vec<u8>,
    read_as: Option<Encoding>,
    kinds: Vec<OwnKind>,
) -> Result<Result<PeopleList, String>> {
    drawn(move || {
        let list = |read_as| PeopleList::read(&bytes, read_as, Kinds(&kinds));
        let list = list(read_as).or_else(|wrong| if read_as.is_some() { list(None) } else { Err(wrong) });
        Ok::<_, String>(list.map_err(|wrong| wording::capitalised(&wrong.to_string())))
    })
    .await
}
