//! Which acts an auditor looks for.

use domain::{
    audit::{Act, Agent},
    id::EntryId,
};
use storage::audit::AuditFilter;

/// Of what is looked for, one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wanted<T> {
    /// Any will do.
    #[default]
    Any,
    /// What is not looked for, because the record never says it or, of what an act was done to, because it is no id.
    Unknown,
    /// This one.
    One(T),
}

impl<T: Copy> Wanted<T> {
    /// What is written of it; nothing stands for any.
    fn parse(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Self {
        match text.trim() {
            "" => Self::Any,
            text => parse(text).map_or(Self::Unknown, Self::One),
        }
    }

    const fn one(self) -> Option<T> {
        match self {
            Self::One(one) => Some(one),
            Self::Any | Self::Unknown => None,
        }
    }

    fn on_record(self, name: &str, say: impl FnOnce(T) -> String) -> Option<String> {
        let said = match self {
            Self::Any => return None,
            // No name that the record has for anyone, so that the two can be told apart.
            Self::Unknown => "none-such".to_owned(),
            Self::One(one) => say(one),
        };
        Some(format!("{name}={said}"))
    }
}

/// Which acts an auditor looks for: of one person, of one kind, to one thing, or of several of these at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    actor: Wanted<Agent>,
    act: Wanted<Act>,
    /// The id of an entry, or of whatever else has one: it is read as 16 bytes, so that nothing that someone typed by
    /// mistake, such as the number of a case, stands in the record for good.
    subject: Wanted<EntryId>,
}

impl Sought {
    /// From what stands in an address, by the names that the record has for it; what is empty is not looked for.
    pub fn parse(by: &str, act: &str, subject: &str) -> Self {
        Self {
            actor: Wanted::parse(by, Agent::parse),
            act: Wanted::parse(act, Act::parse),
            subject: Wanted::parse(subject, |id| EntryId::parse(&id.to_lowercase()).ok()),
        }
    }

    /// Whether nothing in particular is looked for.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the subject is no id. Some acts have other ones, such as the version of a policy, and are not found by them.
    pub fn is_of_no_id(&self) -> bool {
        self.subject == Wanted::Unknown
    }

    /// What the database is asked for; `None` where nothing is.
    pub(crate) fn filter(&self) -> Option<AuditFilter> {
        let known =
            self.actor != Wanted::Unknown && self.act != Wanted::Unknown && self.subject != Wanted::Unknown;
        known.then(|| AuditFilter {
            actor: self.actor.one(),
            act: self.act.one(),
            subject: self.subject.one().map(|id| id.to_string()),
        })
    }

    /// As it stands in the record, in the words of the address of the page; empty where nothing is looked for.
    pub(crate) fn on_record(&self) -> String {
        let parts = [
            self.actor.on_record("by", |actor| actor.to_string()),
            self.act.on_record("act", |act| act.as_str().to_owned()),
            self.subject.on_record("subject", |id| id.to_string()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("&")
    }
}

#[cfg(test)]
mod tests {
    use domain::id::StaffId;

    use super::*;

    #[test]
    fn what_is_looked_for_is_asked_for_and_recorded_by_the_names_of_the_record() {
        let (ana, entry) = (StaffId::from_bytes([7; 16]), EntryId::from_bytes([0xab; 16]));
        let sought = Sought::parse(
            &ana.to_string(),
            "decided",
            &format!(" {} ", entry.to_string().to_uppercase()),
        );
        let filter = AuditFilter {
            actor: Some(Agent::Staff(ana)),
            act: Some(Act::Decided),
            subject: Some(entry.to_string()),
        };
        assert_eq!(sought.filter(), Some(filter));
        let said = format!("by={ana}&act=decided&subject={entry}");
        assert_eq!(sought.on_record(), said);
        let all = Sought::parse("", " ", "");
        assert!(all.is_everything());
        assert_eq!(all.filter(), Some(AuditFilter::default()));
        assert_eq!(all.on_record(), "");
    }

    #[test]
    fn what_the_record_never_says_is_found_nowhere_and_does_not_get_into_it() {
        for (by, act, subject, said) in [
            ("nobody", "", "", "by=none-such"),
            ("", "burnt\0down", "", "act=none-such"),
            ("operator", "", "1234 5678 9012", "by=operator&subject=none-such"),
        ] {
            let sought = Sought::parse(by, act, subject);
            assert!(!sought.is_everything());
            assert_eq!(sought.filter(), None);
            assert_eq!(sought.on_record(), said);
        }
    }
}
