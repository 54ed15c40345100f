//! Many rows of the history as one row of the database.
//!
//! The driver hands each row from one thread to another, and each value of it is memory that the one thread takes and the
//! other gives back. For a page of ten thousand changes that costs more than SQLite's own work, so SQLite joins the
//! values of a column itself.

use storage::{StorageError, record::ChangeColumns};

/// Bytes of an entry's id.
const ENTRY: usize = 16;
/// Bytes of a digest of hashes.
const CONTENT: usize = 32;
/// Bytes of a salt.
const SALT: usize = 16;

/// Rows of `change` beside the `listing` that they are the newest change of, column by column; `None` for no rows.
pub(crate) struct Stretch {
    pub(crate) numbers: Option<String>,
    pub(crate) kinds: Option<String>,
    pub(crate) entries: Option<Vec<u8>>,
    pub(crate) media: Option<String>,
    /// Empty for a removal.
    pub(crate) standings: Option<String>,
    pub(crate) seconds: Option<String>,
    /// Of all but removals.
    pub(crate) contents: Option<Vec<u8>>,
    /// Of those that have hashes.
    pub(crate) salts: Option<Vec<u8>>,
    /// A line each, which is empty where there are none.
    pub(crate) hashes: Option<String>,
}

/// Reads a [`Stretch`]: the rows that stand after `SELECT` and the columns, ordered by their numbers.
macro_rules! stretch {
    ($from:tt, $($argument:expr),+ $(,)?) => {
        sqlx::query_as!(
            $crate::stretch::Stretch,
            r#"SELECT group_concat(number) AS "numbers?: String", group_concat(kind) AS "kinds?: String",
                      CAST(group_concat(entry_id, '') AS BLOB) AS "entries?: Vec<u8>",
                      group_concat(medium) AS "media?: String",
                      group_concat(coalesce(standing, '')) AS "standings?: String",
                      group_concat(changed_at) AS "seconds?: String",
                      CAST(group_concat(content, '') AS BLOB) AS "contents?: Vec<u8>",
                      CAST(group_concat(salt, '') AS BLOB) AS "salts?: Vec<u8>",
                      group_concat(coalesce(hashes, ''), char(10)) AS "hashes?: String"
               FROM (SELECT c.number, c.kind, c.entry_id, c.medium, c.standing, c.changed_at, c.content,
                            iif(l.hashes IS NULL, NULL, l.salt) AS salt,
                            iif(l.salt IS NULL, NULL, l.hashes) AS hashes "# + $from + ")",
            $($argument),+
        )
    };
}
pub(crate) use stretch;

impl Stretch {
    /// What `read` makes of each row.
    ///
    /// # Errors
    /// Where a column makes no sense.
    pub(crate) fn rows<T>(
        &self,
        read: impl Fn(&ChangeColumns<'_>) -> Result<T, StorageError>,
    ) -> Result<Vec<T>, StorageError> {
        let Some(numbers) = &self.numbers else {
            return Ok(Vec::new());
        };
        let mut kinds = words(self.kinds.as_ref(), ',');
        let mut entries = pieces(self.entries.as_ref(), ENTRY);
        let mut media = words(self.media.as_ref(), ',');
        let mut standings = words(self.standings.as_ref(), ',');
        let mut seconds = words(self.seconds.as_ref(), ',');
        let mut contents = pieces(self.contents.as_ref(), CONTENT);
        let mut salts = pieces(self.salts.as_ref(), SALT);
        let mut hashes = words(self.hashes.as_ref(), '\n');
        let mut rows = Vec::new();
        for number in numbers.split(',') {
            let kind = next(&mut kinds, "change", "kind")?;
            let hashes = Some(next(&mut hashes, "listing", "hashes")?).filter(|hashes| !hashes.is_empty());
            rows.push(read(&ChangeColumns {
                number: integer(number, "number")?,
                kind,
                entry_id: next(&mut entries, "change", "entry_id")?,
                medium: next(&mut media, "change", "medium")?,
                standing: Some(next(&mut standings, "change", "standing")?)
                    .filter(|standing| !standing.is_empty()),
                changed_at: integer(next(&mut seconds, "change", "changed_at")?, "changed_at")?,
                content: match kind {
                    "remove" => None,
                    _ => Some(next(&mut contents, "change", "content")?),
                },
                salt: hashes.map(|_| next(&mut salts, "listing", "salt")).transpose()?,
                hashes,
            })?);
        }
        // A value too many would have been taken for that of another row.
        for (left, table, column) in [
            (contents.next(), "change", "content"),
            (salts.next(), "listing", "salt"),
            (entries.next(), "change", "entry_id"),
        ] {
            if left.is_some() {
                return Err(StorageError::Inconsistent { table, column });
            }
        }
        Ok(rows)
    }
}

fn words(joined: Option<&String>, between: char) -> impl Iterator<Item = &str> {
    joined.map_or("", String::as_str).split(between)
}

fn pieces(joined: Option<&Vec<u8>>, length: usize) -> impl Iterator<Item = &[u8]> {
    joined.map_or(&[][..], Vec::as_slice).chunks(length)
}

fn next<T>(
    values: &mut impl Iterator<Item = T>,
    table: &'static str,
    column: &'static str,
) -> Result<T, StorageError> {
    values.next().ok_or(StorageError::Inconsistent { table, column })
}

fn integer(digits: &str, column: &'static str) -> Result<i64, StorageError> {
    digits.parse().map_err(|_| StorageError::Inconsistent {
        table: "change",
        column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An addition with hashes and a removal.
    fn stretch() -> Stretch {
        Stretch {
            numbers: Some("7,9".to_owned()),
            kinds: Some("add,remove".to_owned()),
            entries: Some([[1; ENTRY], [2; ENTRY]].concat()),
            media: Some("image,video".to_owned()),
            standings: Some("confirmed,".to_owned()),
            seconds: Some("1000,2000".to_owned()),
            contents: Some(vec![3; CONTENT]),
            salts: Some(vec![4; SALT]),
            hashes: Some("[]\n".to_owned()),
        }
    }

    #[test]
    fn each_row_gets_what_is_its_own() {
        let rows = stretch().rows(|row| {
            Ok((
                (
                    row.number,
                    row.kind.to_owned(),
                    row.medium.to_owned(),
                    row.changed_at,
                ),
                (row.entry_id.to_owned(), row.standing.map(str::to_owned)),
                (row.content.map(<[u8]>::to_owned), row.salt.map(<[u8]>::to_owned)),
                row.hashes.map(str::to_owned),
            ))
        });
        let addition = (
            (7, "add".to_owned(), "image".to_owned(), 1000),
            (vec![1; ENTRY], Some("confirmed".to_owned())),
            (Some(vec![3; CONTENT]), Some(vec![4; SALT])),
            Some("[]".to_owned()),
        );
        let removal = (
            (9, "remove".to_owned(), "video".to_owned(), 2000),
            (vec![2; ENTRY], None),
            (None, None),
            None,
        );
        assert_eq!(rows.unwrap(), [addition, removal]);
    }

    #[test]
    fn a_value_too_few_or_too_many_is_no_other_rows() {
        let fails = |stretch: Stretch| match stretch.rows(|_| Ok(())) {
            Err(StorageError::Inconsistent { column, .. }) => column,
            other => panic!("{other:?}"),
        };
        let (mut short, mut long) = (stretch(), stretch());
        short.contents = None;
        assert_eq!(fails(short), "content");
        long.salts = Some(vec![4; 2 * SALT]);
        assert_eq!(fails(long), "salt");
    }
}
