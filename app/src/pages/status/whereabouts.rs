//! Where the codes are that someone takes back, because what happens to them depends on it.

use service::case::{ItemStatus, Progress};

/// Where codes are that can still be taken back.
#[derive(Clone, Copy)]
pub(super) enum Whereabouts {
    /// All of them are on the list, or will be without anybody's doing.
    Listed,
    /// A person has to look at each of them before it gets there, or gets there again.
    Waiting,
    /// Some of each.
    Mixed,
}

impl Whereabouts {
    /// Of those that can still be taken back; where there are none, nothing waits.
    pub(super) fn of<'a>(items: impl IntoIterator<Item = &'a ItemStatus>) -> Self {
        let live = items.into_iter().filter(|item| is_live(item));
        let (out, waiting): (Vec<_>, Vec<_>) = live.partition(|item| is_out(item));
        match (out.is_empty(), waiting.is_empty()) {
            (_, true) => Self::Listed,
            (true, false) => Self::Waiting,
            (false, false) => Self::Mixed,
        }
    }

    /// The text that is true of them.
    pub(super) const fn text(
        self,
        listed: &'static str,
        waiting: &'static str,
        mixed: &'static str,
    ) -> &'static str {
        match self {
            Self::Listed => listed,
            Self::Waiting => waiting,
            Self::Mixed => mixed,
        }
    }
}

/// Whether it can still be taken back.
pub(super) const fn is_live(item: &ItemStatus) -> bool {
    !matches!(
        item.progress,
        Progress::Declined | Progress::Unreviewed | Progress::Withdrawn
    )
}

/// Whether it is on the list, or will be without anybody's doing.
pub(super) const fn is_out(item: &ItemStatus) -> bool {
    matches!(item.progress, Progress::Listed { .. } | Progress::Listing)
}
