//! What a platform says of itself and agreed to. Survivors read the public part.

use crate::{Timestamp, id::SubscriberId, list::ListName};

/// Something that a platform says it does with the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Practice {
    /// Compares what is uploaded from now on.
    ChecksNew,
    /// Compares what it holds already.
    ChecksOld,
    /// A person looks at each match.
    Looks,
    /// Takes down what matches.
    Removes,
    /// Keeps it from being uploaded again.
    BlocksReupload,
    /// Reports to the police or a hotline where the law asks for it.
    Reports,
}

impl Practice {
    /// Every practice, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::ChecksNew,
        Self::ChecksOld,
        Self::Looks,
        Self::Removes,
        Self::BlocksReupload,
        Self::Reports,
    ];

    /// The name in storage and of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChecksNew => "checks-new",
            Self::ChecksOld => "checks-old",
            Self::Looks => "looks",
            Self::Removes => "removes",
            Self::BlocksReupload => "blocks-reupload",
            Self::Reports => "reports",
        }
    }

    /// The practice of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|practice| practice.as_str() == name)
    }
}

/// Practices as one text, in order and each once: `checks-new removes`.
pub fn practices_text(practices: &[Practice]) -> String {
    let named: Vec<_> = Practice::ALL
        .into_iter()
        .filter(|practice| practices.contains(practice))
        .map(Practice::as_str)
        .collect();
    named.join(" ")
}

/// What [`practices_text`] wrote; `None` for anything else.
pub fn parse_practices(text: &str) -> Option<Vec<Practice>> {
    text.split_whitespace().map(Practice::parse).collect()
}

/// Who suspended a platform's access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuspendedBy {
    /// The platform itself: it can resume.
    Platform,
    /// Staff or the operator: only they can.
    Staff,
}

impl SuspendedBy {
    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Staff => "staff",
        }
    }

    /// Who has that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Platform, Self::Staff]
            .into_iter()
            .find(|who| who.as_str() == name)
    }
}

/// What is known of a platform beside its name and credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Which subscriber.
    pub subscriber: SubscriberId,
    /// Its products, as their users know them; at most 300 characters, empty where nobody said.
    pub products: String,
    /// What it says it does.
    pub practices: Vec<Practice>,
    /// Whether survivors may read that it takes part.
    pub public: bool,
    /// Lists that it may choose from.
    pub granted: Vec<ListName>,
    /// Whether its files, and the native feed where a request does not say, hold the hashes of mirrored, rotated and
    /// otherwise altered copies.
    pub variants: bool,
    /// The version of the agreement that it accepted; `None` where there is none on record.
    pub agreement: Option<String>,
    /// When it accepted it.
    pub agreed_at: Option<Timestamp>,
    /// Who suspended it, while it is suspended.
    pub suspended_by: Option<SuspendedBy>,
}

impl Profile {
    /// Of a subscriber of whom nothing else is known yet.
    pub const fn unknown(subscriber: SubscriberId, granted: Vec<ListName>) -> Self {
        Self {
            subscriber,
            products: String::new(),
            practices: Vec::new(),
            public: false,
            granted,
            variants: true,
            agreement: None,
            agreed_at: None,
            suspended_by: None,
        }
    }
}

/// What survivors read of a platform that takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The organisation's name.
    pub name: String,
    /// Its products, as their users know them.
    pub products: String,
    /// What it says it does.
    pub practices: Vec<Practice>,
    /// Since when it fetches the list, as far as that is known; `None` where it has not yet.
    pub since: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practices_read_back_in_order_and_each_once() {
        let text = practices_text(&[Practice::Removes, Practice::ChecksNew, Practice::Removes]);
        assert_eq!(text, "checks-new removes");
        assert_eq!(
            parse_practices(&text),
            Some(vec![Practice::ChecksNew, Practice::Removes])
        );
        assert_eq!(parse_practices(""), Some(Vec::new()));
        assert_eq!(parse_practices("checks-new nothing"), None);
    }

    #[test]
    fn names_read_back() {
        for who in [SuspendedBy::Platform, SuspendedBy::Staff] {
            assert_eq!(SuspendedBy::parse(who.as_str()), Some(who));
        }
    }
}
