//! Seals for the places in a list that subscribers hand back, so that none is taken that was not given out here.
//!
//! They follow from the operator's secret, so every node knows them, also after a restart. While an older generation of
//! the secret is on the keyring, what was sealed under it is still known.

use std::sync::Arc;

use crate::{
    Service,
    keys::{Keyring, Keys},
};

/// The length of a seal, in bytes. Nobody can try the 2^128 of them at a server that counts requests.
pub const SEAL: usize = 16;

/// Seals cursors and knows its own. Cheap to clone.
#[derive(Clone, Debug)]
pub struct CursorSeals(Arc<Keyring>);

impl CursorSeals {
    /// The seal of what a cursor says.
    pub fn seal(&self, said: &[u8]) -> [u8; SEAL] {
        let mac = self.0.current().cursor_mac(said);
        std::array::from_fn(|place| mac[place])
    }

    /// Whether that is the seal of what a cursor says, under any generation of the secret. Takes as long for every wrong
    /// seal.
    pub fn know(&self, said: &[u8], seal: &[u8; SEAL]) -> bool {
        self.0
            .newest_first()
            .any(|keys| keys.knows_cursor_mac(said, seal))
    }
}

impl From<Keys> for CursorSeals {
    fn from(keys: Keys) -> Self {
        Keyring::from(keys).into()
    }
}

impl From<Keyring> for CursorSeals {
    fn from(keyring: Keyring) -> Self {
        Self(Arc::new(keyring))
    }
}

impl Service {
    /// What cursors are sealed with now.
    pub fn cursor_seals(&self) -> CursorSeals {
        CursorSeals(self.keyring())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seals(generations: &[u32], current: u32) -> CursorSeals {
        let keys = generations.iter().map(|generation| {
            let secret = [u8::try_from(*generation).unwrap(); 32];
            Keys::of_generation(*generation, &secret)
        });
        Keyring::new(keys, current).unwrap().into()
    }

    #[test]
    fn a_seal_is_of_what_it_was_made_for_and_of_nothing_else() {
        let seals = seals(&[1], 1);
        let seal = seals.seal(b"here");
        assert!(seals.know(b"here", &seal));
        assert!(!seals.know(b"there", &seal));
        for place in 0..SEAL {
            let mut forged = seal;
            forged[place] ^= 1;
            assert!(!seals.know(b"here", &forged), "{place}");
        }
    }

    #[test]
    fn a_seal_outlives_a_restart_and_a_new_secret_and_not_the_end_of_the_old_one() {
        let seal = seals(&[1], 1).seal(b"here");
        assert!(seals(&[1], 1).know(b"here", &seal), "another node, or later");
        assert!(seals(&[1, 2], 2).know(b"here", &seal), "the secret was replaced");
        assert!(!seals(&[2], 2).know(b"here", &seal), "and the old one taken away");
    }
}
