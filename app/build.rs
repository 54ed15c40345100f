//! A language is a folder: one that is added, or a file in it, is noticed by the next build.

fn main() {
    println!("cargo::rerun-if-changed=locales");
}
