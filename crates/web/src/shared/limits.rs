//! Token buckets (`design/security.md` S-RL-1): who asks too often waits, and is told how long.

use cites::Digest;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// What is counted, each with its own bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Sign-in tries, by account name.
    SignIn,
    /// Sign-in tries, by address: one office or one demonstration has many accounts behind one address.
    SignInFrom,
    /// Public verification, by address.
    Verify,
    /// Wrong numbers or codes at the public verification, by address.
    VerifyMiss,
    /// Uploads, by account.
    Upload,
    /// Parts of uploads, by account: a file of 10 MB has forty.
    UploadPart,
    /// Species search, by address.
    Search,
    /// Exports of tables and reports, by account.
    Export,
    /// Exchange calls, by partner.
    Exchange,
}

/// The buckets of one process.
pub struct Limits {
    buckets: Vec<(Counted, DefaultKeyedRateLimiter<[u8; 32]>)>,
    clock: DefaultClock,
}

impl Default for Limits {
    fn default() -> Limits {
        // (what, a minute, at once): generous for people, tight for robots; exchange as the W2 goal asks.
        let table = [
            (Counted::SignIn, 20, 10),
            (Counted::SignInFrom, 120, 120),
            (Counted::Verify, 6_000, 2_000),
            (Counted::VerifyMiss, 10, 30),
            (Counted::Upload, 60, 30),
            (Counted::UploadPart, 1_200, 200),
            (Counted::Search, 1_200, 120),
            (Counted::Export, 60, 20),
            (Counted::Exchange, 60_000, 6_000),
        ];
        let buckets = table
            .into_iter()
            .filter_map(|(what, minute, burst)| {
                let quota = Quota::per_minute(NonZeroU32::new(minute)?).allow_burst(NonZeroU32::new(burst)?);
                Some((what, RateLimiter::keyed(quota)))
            })
            .collect();
        Limits { buckets, clock: DefaultClock::default() }
    }
}

impl Limits {
    /// Takes one token from the bucket of `key`.
    ///
    /// # Errors
    /// Seconds to wait when the bucket is empty.
    pub fn take(&self, what: Counted, key: &str) -> Result<(), u64> {
        let key = Digest::of("limit", key.as_bytes()).0;
        let Some((_, bucket)) = self.buckets.iter().find(|(w, _)| *w == what) else { return Ok(()) };
        bucket.check_key(&key).map_err(|wait| wait.wait_time_from(self.clock.now()).as_secs().max(1))
    }

    /// Forgets callers whose buckets are full again; called now and then so that memory stays flat.
    pub fn tidy(&self) {
        for (_, bucket) in &self.buckets {
            bucket.retain_recent();
        }
    }
}

/// The part of an address that one household or office shares: whole IPv4, /48 of IPv6.
pub fn neighbourhood(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let s = v6.segments();
            format!("{:x}:{:x}:{:x}::/48", s[0], s[1], s[2])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_robot_at_the_verification_runs_dry_and_its_neighbour_does_not() {
        let limits = Limits::default();
        let mut refused = 0;
        for _ in 0..200 {
            refused += u32::from(limits.take(Counted::VerifyMiss, "198.51.100.7").is_err());
        }
        assert!(refused >= 160, "{refused} of 200 refused");
        assert!(limits.take(Counted::VerifyMiss, "198.51.100.8").is_ok());
    }
}
