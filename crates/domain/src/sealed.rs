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
