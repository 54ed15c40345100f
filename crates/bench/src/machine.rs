//! Time, randomness and memory of the machine, and the service with them.

use std::{
    fs,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use domain::{Clock, Entropy, Timestamp};
use service::{Service, keys::Keys};
use storage::Storage;

/// The machine's clock.
pub(crate) struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The operating system's generator.
pub(crate) struct MachineEntropy;

impl Entropy for MachineEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // A measurement needs no secrets; nothing here is kept.
            bytes.fill(0x5a);
        }
    }
}

/// The service on a database, with so many cores for slow verifications and a secret that is none. It takes more than
/// an hour of everybody's.
pub(crate) fn service(storage: Arc<dyn Storage>, cores: usize) -> Service {
    let keys = Keys::derive(&[7; 32]);
    let service = Service::new(
        storage,
        Arc::new(MachineClock),
        Arc::new(MachineEntropy),
        keys,
        cores,
    );
    service.open_the_door();
    service
}

/// How many cores there are.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Memory of a process, in MiB: now, and at most so far. Zero where the system does not tell.
pub(crate) fn memory(process: u32) -> (u64, u64) {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kibibytes.unwrap_or(0) / 1_024
    };
    (field("VmRSS:"), field("VmHWM:"))
}
