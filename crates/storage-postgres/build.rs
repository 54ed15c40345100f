//! The migrations are outside this folder, where cargo does not look for new files by itself.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations/postgres");
}
