//! The committed answers of Meta's reference implementation. `oracle.rs` asks it anew where it is installed.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its vectors fails")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "the patterns are written in plain casts"
)]

mod patterns;
mod vectors;

use hashing::pdq::hash_rgb;

#[test]
fn patterns_hash_as_the_reference_says() {
    let vectors = vectors::vectors();
    assert_eq!(vectors.len(), 64);
    for vector in vectors {
        let pixels = vector.pixels();
        let hashed = hash_rgb(&pixels, vector.width, vector.height).unwrap();
        assert_eq!(
            (hashed.pdq.to_string(), hashed.quality.get()),
            (vector.pdq.clone(), vector.quality),
            "{vector:?}"
        );
    }
}
