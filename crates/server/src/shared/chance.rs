//! The one place that asks for random bytes.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use office::shared::faces::Chance;

/// Random bytes of the operating system.
#[derive(Debug, Default)]
pub struct SystemChance(SystemRandom);

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness nothing may be signed, numbered or signed in: stopping is the only right answer.
        if self.0.fill(bytes).is_err() {
            std::process::abort();
        }
    }
}
