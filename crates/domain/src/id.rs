//! Identifiers: 16 random bytes, written as 32 lower-case hex digits. None says anything about another.

use crate::Entropy;

/// The text is not 32 lower-case hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 lower-case hex digits")]
pub struct ParseIdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new id that nobody can guess.
            pub fn draw(entropy: &dyn Entropy) -> Self {
                Self(entropy.bytes())
            }

            /// From its 16 bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Its 16 bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// From 32 lower-case hex digits.
            ///
            /// # Errors
            /// Where the text is anything else.
            pub fn parse(text: &str) -> Result<Self, ParseIdError> {
                if text.bytes().any(|b| b.is_ascii_uppercase()) {
                    return Err(ParseIdError);
                }
                let mut bytes = [0; 16];
                hex::decode_to_slice(text, &mut bytes).map_err(|_| ParseIdError)?;
                Ok(Self(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        /// As its text.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        /// From its text.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    };
}

id!(/// One case.
    CaseId);
id!(/// One photo or video of a case.
    ItemId);
id!(/// One item's place on one list; the only id that subscribers see, and it says nothing about the case.
    EntryId);
id!(/// One recorded decision.
    DecisionId);
id!(/// One organisation that follows lists.
    SubscriberId);
id!(/// One credential of a subscriber.
    CredentialId);
id!(/// One member of staff.
    StaffId);
id!(/// One person's account with which they sign in for a platform.
    AccountId);
id!(/// One organisation's wish to follow lists.
    ApplicationId);
id!(/// One message that wakes a platform.
    MessageId);
id!(/// One stretch of a list that a platform was served.
    ServedId);
id!(/// One thing that takes two people.
    ProposalId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text_and_nothing_else_does() {
        let id = EntryId::from_bytes([0xab; 16]);
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, format!("\"{id}\""));
        assert_eq!(serde_json::from_str::<EntryId>(&json).unwrap(), id);
        assert!(serde_json::from_str::<EntryId>("\"ab\"").is_err());
        assert_eq!(EntryId::parse(&id.to_string()), Ok(id));
        for wrong in ["", "ab", &"AB".repeat(16), &"ab".repeat(17), &"zz".repeat(16)] {
            assert_eq!(EntryId::parse(wrong), Err(ParseIdError), "{wrong}");
        }
    }
}
