//! Makes the forms in which known public pictures are found, of their files: `cargo xtask starter`.
//!
//! `starter_forms LIST FORMS FOLDER...` reads hashes and sources, one a line, looks for their files in the folders, and writes
//! of each picture the mask of the whole, and for each further one of `Edit::ALL` the hash and its mask; noughts for a
//! form that there is not, and for a picture whose file has another hash by now.

use std::{
    collections::HashMap,
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    thread,
};

use hashing::{Edit, KnownForm, Limits, Pdq, hash_edited, hash_still};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [list, output, folders @ ..] = &arguments[..] else {
        return Err("starter_forms LIST FORMS FOLDER...".into());
    };
    let mut files = HashMap::new();
    for folder in folders {
        search(folder, &mut files)?;
    }
    let (mut made, mut lost) = (Vec::new(), Vec::new());
    let list = fs::read_to_string(list)?;
    let mut pictures = Vec::new();
    for line in list.lines() {
        let (pdq, source) = line.split_once('\t').ok_or("a line without a source")?;
        pictures.push((Pdq::parse(pdq)?, source));
    }
    for (source, forms) in all_forms(&pictures, &files)? {
        if forms.is_none() {
            lost.push(source);
        }
        made.extend(record(&forms.unwrap_or_default()));
    }
    fs::write(output, &made)?;
    eprintln!("{} pictures, {} bytes", list.lines().count(), made.len());
    if !lost.is_empty() {
        eprintln!(
            "without forms, for want of a file with that hash: {}",
            lost.join("; ")
        );
    }
    Ok(())
}

/// The source of a picture, and its forms if there is its file.
type Found<'a> = (&'a str, Option<Vec<KnownForm>>);

/// The sources of pictures with their forms, in their order; two are worked on at a time.
fn all_forms<'a>(
    pictures: &[(Pdq, &'a str)],
    files: &HashMap<String, Vec<PathBuf>>,
) -> Result<Vec<Found<'a>>, &'static str> {
    let of = |(pdq, source): &(Pdq, &'a str)| {
        let name = source.rsplit(": ").next().unwrap_or_default();
        let named = files.get(name).map_or(&[][..], Vec::as_slice);
        (*source, named.iter().find_map(|path| of_file(path, pdq)))
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

/// The forms of a file, if it is the one with that hash.
fn of_file(path: &Path, pdq: &Pdq) -> Option<Vec<KnownForm>> {
    let bytes = fs::read(path).ok()?;
    let limits = Limits::default();
    let forms = hash_edited(&bytes, &limits, &Edit::ALL).ok()?;
    let whole = forms
        .iter()
        .find(|form| form.edit == Edit::NONE)
        .map(|form| form.pdq);
    // Of a picture that mirrors itself the whole is no form.
    let own = whole.or_else(|| Some(hash_still(&bytes, &limits).ok()?.pdq))?;
    (own == *pdq).then_some(forms)
}

/// Hashes and masks in the order of [`Edit::ALL`], without the hash of the whole picture; noughts for one that there is not.
fn record(forms: &[KnownForm]) -> Vec<u8> {
    let mut record = Vec::new();
    for edit in Edit::ALL {
        let form = forms.iter().find(|form| form.edit == edit);
        let (pdq, mask) = form.map_or(([0; 32], [0; 32]), |form| {
            (*form.pdq.as_bytes(), *form.mask.as_bytes())
        });
        if edit != Edit::NONE {
            record.extend(pdq);
        }
        record.extend(mask);
    }
    record
}
