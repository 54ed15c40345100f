//! What is kept so that only a holder of the operator's secret can read it.

/// Bytes that were sealed under one generation of the operator's secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The generation, counted from 1.
    pub generation: u32,
    /// Nonce and ciphertext.
    pub bytes: Vec<u8>,
}

/// Says that something is sealed and not what.
impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealed")
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

/// What a sealed text is for. A text of one purpose does not open as one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// What messages that wake a platform are signed with; the row is the subscriber's.
    WebhookSecret,
    /// The same before it was last replaced.
    PreviousWebhookSecret,
    /// The seed of the codes that someone signs in to the platforms' pages with; the row is the account's.
    AccountSeed,
    /// How to reach an organisation that wants to take part; the row is the application's.
    ApplicationContact,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [
        Self::WebhookSecret,
        Self::PreviousWebhookSecret,
        Self::AccountSeed,
        Self::ApplicationContact,
    ];

    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WebhookSecret => "webhook-secret",
            Self::PreviousWebhookSecret => "previous-webhook-secret",
            Self::AccountSeed => "account-seed",
            Self::ApplicationContact => "application-contact",
        }
    }

    /// The purpose of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_reads_back_from_its_name() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::parse(purpose.as_str()), Some(purpose));
        }
    }
}
