//! Makes the forms in which known public pictures are found, of their files: `cargo xtask starter`.
//!
//! `starter_forms LIST FORMS FOLDER...` reads hashes and sources, one a line, looks for their files in the folders, and writes
//! of each picture its forms; none for one whose file has another hash by now. In the list it adds the SHA-256, SHA-1 and MD5
//! of the file to each line, in one.

use std::{
    collections::HashMap,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    thread,
};

use hashing::{DigestStream, Digests, Edit, Hex, KnownForm, Limits, Pdq, hash_edited, hash_still};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [list, output, folders @ ..] = &arguments[..] else {
        return Err("starter_forms LIST FORMS FOLDER...".into());
    };
    let mut files = HashMap::new();
    for folder in folders {
        search(folder, &mut files)?;
    }
    let (mut made, mut lines, mut lost) = (Vec::new(), String::new(), Vec::new());
    let text = fs::read_to_string(list)?;
    let mut pictures = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (Some(pdq), Some(source)) = (fields.next(), fields.next()) else {
            return Err("a line without a source".into());
        };
        pictures.push((Pdq::parse(pdq)?, source));
    }
    let found = all_files(&pictures, &files)?;
    for ((pdq, source), file) in pictures.iter().zip(found) {
        write!(lines, "{pdq}\t{source}")?;
        if let Some(Found { digests, .. }) = &file {
            let (sha256, sha1, md5) = (Hex(&digests.sha256), Hex(&digests.sha1), Hex(&digests.md5));
            write!(lines, "\t{sha256}{sha1}{md5}")?;
        } else {
            lost.push(*source);
        }
        lines.push('\n');
        made.extend(record(&file.map(|file| file.forms).unwrap_or_default()));
    }
    fs::write(list, lines)?;
    fs::write(output, &made)?;
    eprintln!("{} pictures, {} bytes", pictures.len(), made.len());
    if !lost.is_empty() {
        eprintln!(
            "without forms, for want of a file with that hash: {}",
            lost.join("; ")
        );
    }
    Ok(())
}

/// What the file of a picture says.
struct Found {
    forms: Vec<KnownForm>,
    digests: Digests,
}

/// The files of pictures, in their order, of those of which there is one; two are worked on at a time.
fn all_files(
    pictures: &[(Pdq, &str)],
    files: &HashMap<String, Vec<PathBuf>>,
) -> Result<Vec<Option<Found>>, &'static str> {
    let of = |(pdq, source): &(Pdq, &str)| {
        let name = source.rsplit(": ").next().unwrap_or_default();
        let named = files.get(name).map_or(&[][..], Vec::as_slice);
        named.iter().find_map(|path| of_file(path, pdq))
    };
    let (first, second) = pictures.split_at(pictures.len() / 2);
    thread::scope(|scope| {
        let first = scope.spawn(|| first.iter().map(of).collect::<Vec<_>>());
        let second: Vec<_> = second.iter().map(of).collect();
        let mut all = first.join().map_err(|_| "a file stopped the hashing")?;
        all.extend(second);
        Ok(all)
    })
}

/// Every file below a folder, by its name.
fn search(folder: &Path, files: &mut HashMap<String, Vec<PathBuf>>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            search(&path, files)?;
        } else {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.entry(name).or_default().push(path);
        }
    }
    Ok(())
}

/// What a file says, if it is the one with that hash.
fn of_file(path: &Path, pdq: &Pdq) -> Option<Found> {
    let bytes = fs::read(path).ok()?;
    let limits = Limits::default();
    let forms = hash_edited(&bytes, &limits, &Edit::ALL).ok()?;
    let whole = forms
        .iter()
        .find(|form| form.edit == Edit::NONE)
        .map(|form| form.pdq);
    // Of a picture that mirrors itself the whole is no form.
    let own = whole.or_else(|| Some(hash_still(&bytes, &limits).ok()?.pdq))?;
    let mut digests = DigestStream::new();
    digests.update(&bytes);
    let digests = digests.finish();
    (own == *pdq).then_some(Found { forms, digests })
}

/// Which of [`Edit::ALL`] there are forms of, as 64 bits, the first edit the lowest, little-endian; then each form's hash and
/// mask, but for the hash of the whole picture.
fn record(forms: &[KnownForm]) -> Vec<u8> {
    let (mut made, mut record) = (0_u64, Vec::new());
    for (place, edit) in Edit::ALL.into_iter().enumerate() {
        if let Some(form) = forms.iter().find(|form| form.edit == edit) {
            made |= 1 << place;
            if edit != Edit::NONE {
                record.extend(form.pdq.as_bytes());
            }
            record.extend(form.mask.as_bytes());
        }
    }
    [&made.to_le_bytes()[..], &record].concat()
}
