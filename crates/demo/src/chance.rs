//! Chance from a seed, and a clock that is set: the demonstration is the same each time it is made from the same seed.

use cites::{Digest, Timestamp};
use office::shared::faces::{Chance, Clock};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// Random bytes drawn from a seed: SHA-256 over seed and counter, so that nobody who knows some of them knows the next.
/// The seed of an installation is a secret, because passwords and security codes come from it.
pub struct SeededChance {
    seed: Digest,
    drawn: AtomicU64,
}

impl SeededChance {
    /// The stream of a seed; `label` keeps the streams of one seed apart.
    pub fn new(seed: &[u8], label: &str) -> SeededChance {
        let mut text = label.as_bytes().to_vec();
        text.push(0);
        text.extend_from_slice(seed);
        SeededChance { seed: Digest::of("manis-demo-seed", &text), drawn: AtomicU64::new(0) }
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        for piece in bytes.chunks_mut(32) {
            let n = self.drawn.fetch_add(1, Ordering::SeqCst);
            let mut block = self.seed.0.to_vec();
            block.extend_from_slice(&n.to_be_bytes());
            piece.copy_from_slice(&Digest::of("manis-demo-chance", &block).0[..piece.len()]);
        }
    }
}

/// The clock of the seeded year: stands where it was set and moves on a little whenever somebody looks at it, so that
/// two acts never happen at the same moment.
pub struct DemoClock(AtomicI64);

/// How far the clock moves when it is read, in milliseconds.
const TICK: i64 = 3;

impl DemoClock {
    /// A clock that begins there.
    pub fn new(at: Timestamp) -> DemoClock {
        DemoClock(AtomicI64::new(at.as_millisecond()))
    }

    /// Sets it forward; it never goes back.
    pub fn forward_to(&self, at: Timestamp) {
        self.0.fetch_max(at.as_millisecond(), Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        let millis = self.0.fetch_add(TICK, Ordering::SeqCst);
        Timestamp::from_millisecond(millis).unwrap_or_default()
    }
}

/// Decisions of the story teller: small numbers in a fixed order.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of a seed for one purpose.
    pub fn new(seed: &[u8], label: &str) -> Dice {
        let mut bytes = [0_u8; 8];
        SeededChance::new(seed, label).fill(&mut bytes);
        Dice(u64::from_be_bytes(bytes))
    }

    /// Dice of their own for a part of the story, so that a change in one part leaves the others as they are.
    pub fn split(&mut self) -> Dice {
        Dice(self.next())
    }

    /// The next number (SplitMix64, public domain).
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.next() % n }
    }

    /// A number from `from` up to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to.saturating_sub(from)).unwrap_or(0);
        from.saturating_add(i64::try_from(self.below(span + 1)).unwrap_or(0))
    }

    /// True in `percent` of a hundred cases.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of them; `None` of none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let n = self.below(from.len() as u64);
        from.get(usize::try_from(n).unwrap_or(0))
    }

    /// One of them by its weight.
    pub fn weighted<'a, T>(&mut self, from: &'a [T], weight: impl Fn(&T) -> u64) -> Option<&'a T> {
        let total: u64 = from.iter().map(&weight).sum();
        let mut left = self.below(total);
        for item in from {
            let w = weight(item);
            if left < w {
                return Some(item);
            }
            left -= w;
        }
        from.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_story_and_another_another() {
        let draw = |seed: &[u8], label: &str| {
            let chance = SeededChance::new(seed, label);
            let mut bytes = [0_u8; 70];
            chance.fill(&mut bytes);
            bytes
        };
        assert_eq!(draw(b"a", "x"), draw(b"a", "x"));
        assert_ne!(draw(b"a", "x"), draw(b"b", "x"));
        assert_ne!(draw(b"a", "x"), draw(b"a", "y"));
        let mut dice = Dice::new(b"a", "dice");
        let throws: Vec<i64> = (0..1000).map(|_| dice.between(1, 6)).collect();
        assert!((1..=6).all(|n| throws.contains(&n)) && throws.iter().all(|n| (1..=6).contains(n)));
        assert_eq!(dice.weighted(&[("never", 0), ("always", 5)], |w| w.1).map(|w| w.0), Some("always"));
    }

    #[test]
    fn the_clock_never_goes_back_and_never_stands() {
        let clock = DemoClock::new("2026-01-01T00:00:00Z".parse().unwrap());
        let first = clock.now();
        clock.forward_to("2025-01-01T00:00:00Z".parse().unwrap());
        assert!(clock.now() > first);
    }
}
