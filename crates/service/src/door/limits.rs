//! Every limit: what it counts, the rate, the burst, and the sentence that is read by whoever it turns away.

use std::time::Duration;

/// What someone comes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// To submit hashes.
    Submit,
    /// To open a case.
    OpenCase,
    /// To sign in with a passphrase, as staff or for a platform.
    SignIn,
    /// To sign in with a passkey, as staff or for a platform.
    Passkey,
    /// To ask to follow lists.
    Join,
    /// To let a platform read again that has suspended itself.
    Resume,
    /// To take an entry off the list, alone, as staff.
    Remove,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Whoever comes for this from one part of the network, or of one platform, or one member of staff.
    Errand(Errand),
    /// Wrong PINs at one number of a case.
    Number,
    /// Wrong passphrases and codes with one name, of staff or of a platform.
    Name,
    /// What everybody sends together.
    Everybody,
}

/// How often something is let in, and what is said to who comes more often.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What it counts.
    pub bound: Bound,
    /// So many at once.
    pub burst: u32,
    /// Then one after each of these.
    pub each: Duration,
    /// Where every wait is twice the one before: the longest.
    pub grows_to: Option<Duration>,
    /// The name of the text that says why someone has to wait. Every page and every answer takes it from here and says
    /// behind it for how long; the browser that sends hashes shows what the answer says.
    pub sentence: &'static str,
}

/// So many guesses in a row at one number or with one name are looked at at once: people mistype.
pub(crate) const GUESSES: u32 = 4;
/// How long the next one waits. The one after it waits twice as long, and so on.
pub(crate) const FIRST_DELAY: Duration = Duration::from_secs(2);
/// The longest delay, for whoever guesses from one place.
pub(crate) const LONGEST_DELAY: Duration = Duration::from_secs(3_600);
/// The longest delay for a case or an account, whoever guesses: its owner has the right PIN or passphrase, and must not be
/// kept out for long by someone else's guesses. Whoever guesses from one place waits longer there.
pub(crate) const LONGEST_FOR_ALL: Duration = Duration::from_secs(60);

/// No more photos and videos are taken in an hour, from everybody together, by one node: ten times what the largest
/// service of this kind takes in a day. Whatever comes in this way, storage fills slowly enough for someone to notice.
pub const ITEMS_AN_HOUR: u32 = 20_000;

/// Every limit. Many people can share a part of the network, a whole school or all customers of a mobile operator, so
/// these are far above what a person needs.
pub const LIMITS: [Limit; 10] = [
    Limit {
        bound: Bound::Errand(Errand::Submit),
        burst: 30,
        each: Duration::from_secs(20),
        grows_to: None,
        sentence: "wait-network",
    },
    Limit {
        bound: Bound::Errand(Errand::OpenCase),
        burst: 30,
        each: Duration::from_secs(10),
        grows_to: None,
        sentence: "wait-network",
    },
    // Of everybody in this part of the network, whatever names they try.
    Limit {
        bound: Bound::Errand(Errand::SignIn),
        burst: 20,
        each: Duration::from_secs(15),
        grows_to: None,
        sentence: "wait-network",
    },
    // Nobody guesses a passkey, so others' wrong tries keep nobody from theirs; this bounds only what checking one costs.
    Limit {
        bound: Bound::Errand(Errand::Passkey),
        burst: 120,
        each: Duration::from_secs(1),
        grows_to: None,
        sentence: "wait-network",
    },
    // Colleagues may ask for several organisations of one group; nobody asks for dozens.
    Limit {
        bound: Bound::Errand(Errand::Join),
        burst: 5,
        each: Duration::from_secs(3_600),
        grows_to: None,
        sentence: "join-wait",
    },
    // Of one platform, whoever of it comes and from wherever. Each is written into the record of acts, and what waited for the
    // platform's webhook sets out. To suspend has no limit, because a leak does not wait; nothing is suspended twice, so that
    // this bounds it too.
    Limit {
        bound: Bound::Errand(Errand::Resume),
        burst: 5,
        each: Duration::from_secs(720),
        grows_to: None,
        sentence: "platform-resume-often",
    },
    // Of one member of staff, wherever they are signed in and whichever node they ask. Most of what is looked at is
    // confirmed, and whoever reads what is known of an entry before it goes needs about half a minute: nobody honest goes
    // through sixty in less than half an hour, and then one a minute is about what they find. Who clears a flood proposes
    // it for a second person instead, which is not counted. A stolen session in a loop takes sixty away at once, and then
    // so few that it is noticed.
    Limit {
        bound: Bound::Errand(Errand::Remove),
        burst: 60,
        each: Duration::from_secs(60),
        grows_to: None,
        sentence: "staff-removed-often",
    },
    Limit {
        bound: Bound::Number,
        burst: GUESSES,
        each: FIRST_DELAY,
        grows_to: Some(LONGEST_DELAY),
        sentence: "wait-number",
    },
    Limit {
        bound: Bound::Name,
        burst: GUESSES,
        each: FIRST_DELAY,
        grows_to: Some(LONGEST_DELAY),
        sentence: "wait-name",
    },
    // Photos and videos. The same is said where too many PINs and passphrases are looked at to look at one more.
    Limit {
        bound: Bound::Everybody,
        burst: ITEMS_AN_HOUR,
        each: Duration::from_millis(180),
        grows_to: None,
        sentence: "wait-everybody",
    },
];

impl Bound {
    /// Its line in the table.
    pub fn limit(self) -> Limit {
        let mut limits = LIMITS.into_iter();
        let own = limits.find(|limit| limit.bound == self);
        own.unwrap_or_else(|| unreachable!("a test sees that whatever is counted has a limit"))
    }
}

impl Errand {
    /// The limit of whoever comes for this.
    pub fn limit(self) -> Limit {
        Bound::Errand(self).limit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::throttle::delay_after;

    #[test]
    fn whatever_is_counted_has_one_limit() {
        let errands = [
            Errand::Submit,
            Errand::OpenCase,
            Errand::SignIn,
            Errand::Passkey,
            Errand::Join,
            Errand::Resume,
            Errand::Remove,
        ];
        let others = [Bound::Number, Bound::Name, Bound::Everybody];
        let bounds: Vec<_> = errands.map(Bound::Errand).into_iter().chain(others).collect();
        assert_eq!(bounds.len(), LIMITS.len());
        for bound in bounds {
            assert_eq!(bound.limit().bound, bound);
        }
    }

    #[test]
    fn guesses_wait_as_the_table_says() {
        for bound in [Bound::Number, Bound::Name] {
            let limit = bound.limit();
            assert_eq!(delay_after(limit.burst - 1), Duration::ZERO);
            assert_eq!(delay_after(limit.burst), limit.each);
            assert_eq!(delay_after(limit.burst + 1), limit.each * 2);
            assert_eq!(Some(delay_after(1_000)), limit.grows_to);
        }
    }

    #[test]
    fn an_hour_has_as_many_photos_and_videos_as_the_table_says() {
        let limit = Bound::Everybody.limit();
        assert_eq!(limit.each * limit.burst, Duration::from_secs(3_600));
    }
}
