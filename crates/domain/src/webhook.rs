//! Wake-ups for platforms: that a list has advanced, and nothing of what is on it. Whoever misses one loses time only.

use std::{net::IpAddr, time::Duration};

use url::{Host, Url};

use crate::{
    Timestamp,
    id::{MessageId, SubscriberId},
    list::ListName,
    network::is_public,
};

/// The longest address, in bytes.
const LONGEST: usize = 500;

/// Where a platform is woken: `https` to the public internet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

/// Why a text is no address for wake-ups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not an absolute address, or too long.
    #[error("must be an address of at most 500 characters that begins with https://")]
    NotAnAddress,
    /// Another scheme than https.
    #[error("must begin with https://")]
    NotHttps,
    /// A name or password, or a part after `#`.
    #[error("must have no user name, password or part after #")]
    Extra,
    /// A port that belongs to another protocol.
    #[error("must use port 443, or one from 1024 on")]
    Port,
    /// Not on the public internet.
    #[error("must be on the public internet")]
    NotPublic,
}

/// What a server is willing to connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The public internet by `https`.
    Internet,
    /// This machine as well, also by `http`: for whoever tries things out.
    Loopback,
}

impl Reach {
    /// Whether a connection to this address is allowed.
    pub fn allows(self, address: IpAddr) -> bool {
        is_public(address) || (self == Self::Loopback && address.is_loopback())
    }
}

impl Address {
    /// Reads an address that a platform gives.
    ///
    /// # Errors
    /// Where it is none that this server would connect to.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, AddressError> {
        if text.len() > LONGEST {
            return Err(AddressError::NotAnAddress);
        }
        let url = Url::parse(text.trim()).map_err(|_| AddressError::NotAnAddress)?;
        let host = url.host().ok_or(AddressError::NotAnAddress)?;
        let literal = match host {
            Host::Ipv4(address) => Some(IpAddr::V4(address)),
            Host::Ipv6(address) => Some(IpAddr::V6(address)),
            Host::Domain(_) => None,
        };
        let loopback = reach == Reach::Loopback && literal.is_some_and(|address| address.is_loopback());
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => return Err(AddressError::NotHttps),
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(AddressError::Extra);
        }
        if !matches!(url.port(), None | Some(443 | 1024..)) {
            return Err(AddressError::Port);
        }
        if literal.is_some_and(|address| !reach.allows(address)) {
            return Err(AddressError::NotPublic);
        }
        Ok(Self(url))
    }

    /// The address that storage kept, whatever this server would connect to today: that is looked at again when it does.
    pub fn stored(text: &str) -> Option<Self> {
        Url::parse(text).ok().filter(Url::has_host).map(Self)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether it is spoken to in TLS.
    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Name or number of the machine, as it stands in the address; numbers of IPv6 in brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The machine's number, where the address has one in place of a name.
    pub fn literal(&self) -> Option<IpAddr> {
        match self.0.host()? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        }
    }

    /// The port, the scheme's own where none is given.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// Host and, where it is not the scheme's own, port: the `Host` header.
    pub fn authority(&self) -> String {
        match self.0.port() {
            Some(port) => format!("{}:{port}", self.host()),
            None => self.host().to_owned(),
        }
    }

    /// Path and query: what the request asks for.
    pub fn target(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_owned(),
        }
    }
}

/// Why nobody is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The platform switched it off.
    Platform,
    /// The receiver answered that it is gone (410).
    Gone,
    /// Nothing was taken for three days.
    Unreachable,
}

impl Because {
    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Gone => "gone",
            Self::Unreachable => "unreachable",
        }
    }

    /// The reason of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Platform, Self::Gone, Self::Unreachable]
            .into_iter()
            .find(|because| because.as_str() == name)
    }
}

/// Where and whether a platform is woken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Which platform.
    pub subscriber: SubscriberId,
    /// Where.
    pub address: Address,
    /// Why it is switched off; `None` while it is on.
    pub off: Option<Because>,
    /// Since when nothing has been taken.
    pub failing_since: Option<Timestamp>,
    /// Until when messages are also signed with the secrets before.
    pub previous_until: Option<Timestamp>,
    /// When it was set.
    pub created_at: Timestamp,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A list has changes up to a number.
    Advanced {
        /// The list.
        list: ListName,
        /// The number of its newest change when this was written.
        number: u64,
    },
    /// Someone wants to see whether it works.
    Test,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is tried, again if need be.
    Pending,
    /// The receiver took it.
    Delivered,
    /// Nobody took it in time.
    GivenUp,
}

impl Progress {
    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::GivenUp => "given-up",
        }
    }

    /// The progress of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Pending, Self::Delivered, Self::GivenUp]
            .into_iter()
            .find(|progress| progress.as_str() == name)
    }
}

/// One message to one platform, and how far it got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id: the same in every attempt.
    pub id: MessageId,
    /// To whom.
    pub subscriber: SubscriberId,
    /// What it says.
    pub news: News,
    /// What became of it.
    pub progress: Progress,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next, while it is pending.
    pub next_attempt_at: Option<Timestamp>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last tried.
    pub last_attempt_at: Option<Timestamp>,
    /// What came of the last try: a status, or the name of a fault.
    pub outcome: Option<String>,
}

/// How long after each failed try the next one follows: the times of the Standard Webhooks specification 1.0.0, three
/// days and a few hours in all.
const DELAYS: [u64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// How long to wait after the `failed`th try, moved by up to a tenth either way by `chance`, so that many that failed
/// together do not come back together; `None` after the last one.
pub fn delay_after(failed: u32, chance: u8) -> Option<Duration> {
    let index = usize::try_from(failed.checked_sub(1)?).ok()?;
    let seconds = DELAYS.get(index)?;
    let spread = seconds * 200 * u64::from(chance);
    Some(Duration::from_millis(seconds * 900 + spread / 255))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, AddressError> {
        Address::parse(text, Reach::Internet).map(|address| address.as_str().to_owned())
    }

    #[test]
    fn an_address_is_https_on_the_public_internet() {
        assert_eq!(
            parse("https://hooks.example.com/reclaim?x=1"),
            Ok("https://hooks.example.com/reclaim?x=1".into())
        );
        assert!(parse("https://93.184.215.14:8443/").is_ok());
        for (text, why) in [
            ("", AddressError::NotAnAddress),
            ("/hook", AddressError::NotAnAddress),
            ("http://example.com/", AddressError::NotHttps),
            ("ftp://example.com/", AddressError::NotHttps),
            ("https://user:secret@example.com/", AddressError::Extra),
            ("https://example.com/#part", AddressError::Extra),
            ("https://example.com:22/", AddressError::Port),
            ("https://127.0.0.1/", AddressError::NotPublic),
            ("https://2130706433/", AddressError::NotPublic),
            ("https://0x7f.1/", AddressError::NotPublic),
            ("https://0177.0.0.1/", AddressError::NotPublic),
            ("https://[::1]/", AddressError::NotPublic),
            ("https://[::ffff:10.0.0.1]/", AddressError::NotPublic),
            (
                "https://169.254.169.254/latest/meta-data",
                AddressError::NotPublic,
            ),
        ] {
            assert_eq!(parse(text), Err(why), "{text}");
        }
        assert_eq!(
            parse(&format!("https://example.com/{}", "a".repeat(500))),
            Err(AddressError::NotAnAddress)
        );
    }

    #[test]
    fn who_tries_things_out_may_be_woken_on_this_machine_and_nowhere_near_it() {
        let parse = |text| Address::parse(text, Reach::Loopback).map(drop);
        assert_eq!(parse("http://127.0.0.1:9000/hook"), Ok(()));
        assert_eq!(parse("http://example.com/"), Err(AddressError::NotHttps));
        assert_eq!(parse("https://10.0.0.1/"), Err(AddressError::NotPublic));
    }

    #[test]
    fn tries_spread_over_three_days_and_end() {
        let total = |chance| -> u64 {
            (1..10)
                .map(|failed| delay_after(failed, chance).unwrap().as_secs())
                .sum()
        };
        let three_days = 3 * 86_400;
        assert!(total(128) > three_days && total(128) < three_days + 6 * 3_600);
        assert!(total(0) < total(128) && total(128) < total(255));
        assert_eq!(delay_after(10, 128), None);
        assert_eq!(delay_after(1, 0), Some(Duration::from_millis(4_500)));
        assert_eq!(delay_after(1, 255), Some(Duration::from_millis(5_500)));
    }

    #[test]
    fn names_read_back() {
        for progress in [Progress::Pending, Progress::Delivered, Progress::GivenUp] {
            assert_eq!(Progress::parse(progress.as_str()), Some(progress));
        }
        for because in [Because::Platform, Because::Gone, Because::Unreachable] {
            assert_eq!(Because::parse(because.as_str()), Some(because));
        }
    }
}
