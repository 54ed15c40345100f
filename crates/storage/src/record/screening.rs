//! Rows of fingerprints, known pictures and counts.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Timestamp,
    hash::{FileHash, HashKind},
    id::{CaseId, EntryId, ItemId},
};
use hashing::{Edit, KnownForm, Mask, Pdq, Vpdq};

use super::at;
use crate::{
    StorageError,
    screening::{Fresh, KnownFile, KnownPicture, Mark, Print, SameFile, Tally},
};

fn pdq(table: &'static str, column: &'static str, value: &[u8]) -> Result<Pdq, StorageError> {
    Ok(Pdq::from_bytes(at(table, column).bytes(value)?))
}

fn item(id: &[u8]) -> Result<ItemId, StorageError> {
    Ok(ItemId::from_bytes(at("item", "item_id").bytes(id)?))
}

/// An item's id and a hash of it.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct PdqRecord {
    pub item_id: Vec<u8>,
    pub value: Vec<u8>,
}

impl TryFrom<PdqRecord> for (ItemId, Pdq) {
    type Error = StorageError;

    fn try_from(row: PdqRecord) -> Result<Self, StorageError> {
        Ok((item(&row.item_id)?, pdq("item_hash", "value", &row.value)?))
    }
}

/// A row of `fresh_fingerprint`, and whether everything before it is settled.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct FreshRecord {
    pub epoch: i64,
    pub position: i64,
    pub item_id: Vec<u8>,
    pub pdq: Option<Vec<u8>>,
    pub kind: String,
    pub settled: bool,
}

impl Print {
    /// What it is, and its PDQ, as columns of `fresh_fingerprint`.
    pub const fn columns(&self) -> (&'static str, &[u8; 32]) {
        match self {
            Self::Whole(pdq) => (HashKind::Pdq.as_str(), pdq.as_bytes()),
            Self::Scene(pdq) => (HashKind::Vpdq.as_str(), pdq.as_bytes()),
        }
    }
}

fn print(kind: &str, value: &[u8]) -> Result<Print, StorageError> {
    let table = "fresh_fingerprint";
    let pdq = pdq(table, "pdq", value)?;
    match HashKind::parse(kind) {
        Some(HashKind::Pdq) => Ok(Print::Whole(pdq)),
        Some(HashKind::Vpdq) => Ok(Print::Scene(pdq)),
        _ => at(table, "kind").known(None),
    }
}

/// What came after `mark`, and the mark of the last row before which nothing can come in between any more.
///
/// # Errors
/// Where a column makes no sense.
pub fn fresh(mark: Mark, rows: &[FreshRecord]) -> Result<Fresh, StorageError> {
    let mut fresh = Fresh {
        items: Vec::with_capacity(rows.len()),
        mark,
    };
    for row in rows {
        let value = row.pdq.as_deref();
        let value = value.map(|value| print(&row.kind, value)).transpose()?;
        fresh.items.push((item(&row.item_id)?, value));
        if row.settled {
            fresh.mark = Mark {
                epoch: row.epoch,
                position: row.position,
            };
        }
    }
    Ok(fresh)
}

/// An item with its case and, where it has one, its PDQ.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct SameFileRecord {
    pub item_id: Vec<u8>,
    pub case_id: Vec<u8>,
    pub pdq: Option<Vec<u8>>,
}

impl TryFrom<SameFileRecord> for SameFile {
    type Error = StorageError;

    fn try_from(row: SameFileRecord) -> Result<Self, StorageError> {
        let value = row.pdq.as_deref();
        Ok(Self {
            item: item(&row.item_id)?,
            case: CaseId::from_bytes(at("item", "case_id").bytes(&row.case_id)?),
            pdq: value.map(|value| pdq("item_hash", "value", value)).transpose()?,
        })
    }
}

/// An item with its vPDQ.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct VpdqRecord {
    pub item_id: Vec<u8>,
    pub value: Vec<u8>,
}

impl TryFrom<VpdqRecord> for (ItemId, Vpdq) {
    type Error = StorageError;

    fn try_from(row: VpdqRecord) -> Result<Self, StorageError> {
        let vpdq = Vpdq::from_bytes(row.value).ok();
        Ok((item(&row.item_id)?, at("item_hash", "value").known(vpdq)?))
    }
}

/// A row of `known_picture`, without its position.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct KnownRecord {
    pub pdq: Vec<u8>,
    pub source: String,
    pub excluded: i64,
}

/// A row of `known_form`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct KnownFormRecord {
    pub picture: Vec<u8>,
    pub edit: String,
    pub pdq: Vec<u8>,
    pub mask: Vec<u8>,
}

/// Each picture with its forms, which are in the order of their edits.
///
/// # Errors
/// Where a column makes no sense.
pub fn known_pictures(
    pictures: Vec<KnownRecord>,
    forms: &[KnownFormRecord],
) -> Result<Vec<KnownPicture>, StorageError> {
    let mut of_picture: HashMap<&[u8], Vec<KnownForm>> = HashMap::new();
    for form in forms {
        let made = KnownForm {
            edit: at("known_form", "edit").known(Edit::parse(&form.edit))?,
            pdq: pdq("known_form", "pdq", &form.pdq)?,
            mask: Mask::from_bytes(at("known_form", "mask").bytes(&form.mask)?),
        };
        of_picture.entry(&form.picture).or_default().push(made);
    }
    for forms in of_picture.values_mut() {
        forms.sort_by_key(|form| form.edit);
    }
    pictures
        .into_iter()
        .map(|row| {
            Ok(KnownPicture {
                pdq: pdq("known_picture", "pdq", &row.pdq)?,
                forms: of_picture.remove(&*row.pdq).unwrap_or_default(),
                source: row.source,
                excluded: row.excluded != 0,
            })
        })
        .collect()
}

/// A row of `known_file`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct KnownFileRecord {
    pub kind: String,
    pub value: Vec<u8>,
    pub file: Vec<u8>,
    pub picture: Option<Vec<u8>>,
    pub source: String,
}

/// Each file with its hashes.
///
/// # Errors
/// Where a column makes no sense.
pub fn known_files(rows: Vec<KnownFileRecord>) -> Result<Vec<KnownFile>, StorageError> {
    let mut files: BTreeMap<Vec<u8>, KnownFile> = BTreeMap::new();
    for row in rows {
        let kind = at("known_file", "kind").known(HashKind::parse(&row.kind))?;
        let hash = at("known_file", "value").known(FileHash::from_parts(kind, &row.value))?;
        let picture = row.picture.as_deref();
        let picture = picture
            .map(|value| pdq("known_file", "picture", value))
            .transpose()?;
        let file = files.entry(row.file).or_insert_with(|| KnownFile {
            hashes: Vec::new(),
            picture,
            source: row.source,
        });
        file.hashes.push(hash);
    }
    for file in files.values_mut() {
        file.hashes.sort_unstable();
    }
    Ok(files.into_values().collect())
}

/// Items by their ids, each once.
///
/// # Errors
/// Where an id makes no sense.
pub fn item_ids(ids: &[Vec<u8>]) -> Result<Vec<ItemId>, StorageError> {
    let mut items = ids.iter().map(|id| item(id)).collect::<Result<Vec<_>, _>>()?;
    items.sort_unstable();
    items.dedup();
    Ok(items)
}

/// The entries of rows of `alike_due`, in the order of these.
///
/// # Errors
/// Where an id makes no sense.
pub fn due_entries(ids: &[Vec<u8>]) -> Result<Vec<EntryId>, StorageError> {
    ids.iter()
        .map(|id| Ok(EntryId::from_bytes(at("alike_due", "entry_id").bytes(id)?)))
        .collect()
}

/// The rows of `tally` of one day, list and name, added up.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct TallyRecord {
    pub day: i64,
    pub list: String,
    pub name: String,
    pub amount: i64,
}

impl TryFrom<TallyRecord> for Tally {
    type Error = StorageError;

    fn try_from(row: TallyRecord) -> Result<Self, StorageError> {
        Ok(Self {
            day: Timestamp::from_millis(row.day),
            list: at("tally", "list").list(&row.list)?,
            name: row.name,
            amount: at("tally", "amount").integer(row.amount)?,
        })
    }
}

/// An item's id and its case's.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ItemCaseRecord {
    pub item_id: Vec<u8>,
    pub case_id: Vec<u8>,
}

impl TryFrom<ItemCaseRecord> for (ItemId, CaseId) {
    type Error = StorageError;

    fn try_from(row: ItemCaseRecord) -> Result<Self, StorageError> {
        let case = CaseId::from_bytes(at("item", "case_id").bytes(&row.case_id)?);
        Ok((item(&row.item_id)?, case))
    }
}

/// An item's id and its entry's on a list.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ItemEntryRecord {
    pub item_id: Vec<u8>,
    pub entry_id: Vec<u8>,
}

impl TryFrom<ItemEntryRecord> for (ItemId, EntryId) {
    type Error = StorageError;

    fn try_from(row: ItemEntryRecord) -> Result<Self, StorageError> {
        let entry = EntryId::from_bytes(at("entry", "entry_id").bytes(&row.entry_id)?);
        Ok((item(&row.item_id)?, entry))
    }
}
