//! What this wire calls things, and what they are here.

use domain::{
    feedback::{Feedback, Verdict},
    hash::Medium,
};
use serde::Serialize;
use storage::fingerprint::Fingerprint;

/// What a hash is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum SignalType {
    /// A hash that is erased; clients leave such records alone.
    Unknown,
    ImagePDQ,
    VideoMD5,
}

/// How a hash, or a case behind it, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) enum Status {
    /// On the list.
    Active,
    /// Off the list: to be deleted.
    Withdrawn,
    /// Off the list, and erased here too.
    Deleted,
}

/// An opinion as records carry it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Opinion {
    source: String,
    feedback_value: &'static str,
    tags: Vec<&'static str>,
}

impl SignalType {
    pub(super) const fn of(medium: Medium) -> Self {
        match medium {
            Medium::Image => Self::ImagePDQ,
            Medium::Video => Self::VideoMD5,
        }
    }

    /// The medium of a type that is taken. The public client writes `StopNCIISignalType.ImagePDQ` for `ImagePDQ`.
    pub(super) fn medium(name: &str) -> Option<Medium> {
        match name.strip_prefix("StopNCIISignalType.").unwrap_or(name) {
            "ImagePDQ" => Some(Medium::Image),
            "VideoMD5" => Some(Medium::Video),
            _ => None,
        }
    }
}

impl Opinion {
    /// What our staff say: they judge the facts about a hash and never see the picture, so it is a tag and no verdict.
    pub(super) fn of_staff() -> Self {
        Self {
            source: "Reclaim".to_owned(),
            feedback_value: "None",
            tags: vec!["confirmed"],
        }
    }

    /// What the reader itself said.
    pub(super) fn of_reader(name: &str, feedback: &Feedback) -> Self {
        Self {
            source: name.to_owned(),
            feedback_value: match feedback.verdict {
                Verdict::Matched => "PendingReview",
                Verdict::Removed => "Blocked",
                Verdict::Kept | Verdict::Disputed => "NotBlocked",
            },
            tags: Vec::new(),
        }
    }
}

/// What `feedbackValue` says: a verdict, or nothing that is kept. `None` for a name that this wire does not have.
pub(super) fn verdict(feedback_value: &str) -> Option<Option<Verdict>> {
    match feedback_value {
        "PendingReview" => Some(Some(Verdict::Matched)),
        "Blocked" => Some(Some(Verdict::Removed)),
        "NotBlocked" => Some(Some(Verdict::Kept)),
        "Unknown" | "None" | "QualityUnknown" | "Withdrawn" | "Deleted" => Some(None),
        _ => None,
    }
}

/// The hash of that medium, or of the medium that its length tells.
pub(super) fn fingerprint(value: &str, medium: Option<Medium>) -> Option<Fingerprint> {
    let told = match value.len() {
        64 => Medium::Image,
        32 => Medium::Video,
        _ => return None,
    };
    let plain = !value.bytes().any(|digit| digit.is_ascii_uppercase());
    let fits = medium.is_none_or(|medium| medium == told);
    let value = hex::decode(value).ok().filter(|_| plain && fits)?;
    Some(Fingerprint { medium: told, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_of_a_hash_tells_what_it_is_of() {
        let medium = |value: &str, said| fingerprint(value, said).map(|found| found.medium);
        assert_eq!(medium(&"ab".repeat(32), None), Some(Medium::Image));
        assert_eq!(medium(&"ab".repeat(16), Some(Medium::Video)), Some(Medium::Video));
        for (wrong, said) in [
            ("ab".repeat(16), Some(Medium::Image)),
            ("AB".repeat(32), None),
            ("zz".repeat(32), None),
            ("ab".repeat(31), None),
            ("é".repeat(16), None),
        ] {
            assert_eq!(medium(&wrong, said), None, "{wrong}");
        }
    }

    #[test]
    fn the_names_of_the_public_client_are_known_in_both_forms() {
        assert_eq!(SignalType::medium("ImagePDQ"), Some(Medium::Image));
        assert_eq!(
            SignalType::medium("StopNCIISignalType.VideoMD5"),
            Some(Medium::Video)
        );
        assert_eq!(SignalType::medium("Text"), None);
    }
}
