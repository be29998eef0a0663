//! The quota ledger: reserve, then commit, then consume, or release (`spec/workflow.md` section 6).
//!
//! One ledger a quota row. Every line that draws on it holds one [`Hold`], which is resolved exactly once. Loading the
//! totals with only the holds of one case is enough: the totals are kept beside the holds, not computed from them.

use crate::actor::Who;
use crate::duty::DutyRule;
use cites::document::Block;
use cites::ids::{ApplicationId, PersonId, QuotaId};
use cites::{Amount, Timestamp, Unit};
use serde::{Deserialize, Serialize};

/// Which line of which case draws on a quota.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HoldKey {
    /// The case.
    pub application: ApplicationId,
    /// For which of its consignments, from 1.
    #[serde(default = "first")]
    pub consignment: u16,
    /// The block on the permit of that consignment.
    pub block: Block,
}

const fn first() -> u16 {
    1
}

impl HoldKey {
    /// Of a block of a case's only or first consignment.
    pub fn first(application: ApplicationId, block: Block) -> HoldKey {
        HoldKey { application, consignment: 1, block }
    }
}

/// Where a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Hold {
    /// The case was accepted: soft.
    Reserved {
        /// How much.
        amount: Amount,
    },
    /// The case was approved: hard.
    Committed {
        /// How much.
        amount: Amount,
    },
    /// The specimens left: final.
    Consumed {
        /// How much really left; the rest went back.
        actual: Amount,
    },
    /// Given back: final.
    Released,
}

/// A movement of the ledger; the archive appends one row each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum QuotaMove {
    /// Reserved grew.
    Reserve {
        /// By this much.
        amount: Amount,
    },
    /// Reserved became committed.
    Commit {
        /// This much.
        amount: Amount,
    },
    /// Committed became consumed; the difference went back.
    Consume {
        /// What was committed.
        committed: Amount,
        /// What left.
        actual: Amount,
    },
    /// What was held went back.
    Release {
        /// This much.
        amount: Amount,
    },
    /// Two persons corrected the consumption.
    Correct {
        /// Consumed before.
        from: Amount,
        /// Consumed after.
        to: Amount,
    },
    /// Two persons changed the limit.
    Limit {
        /// Before; `None`: without limit.
        from: Option<Amount>,
        /// After.
        to: Option<Amount>,
    },
}

/// Why a quota does not move.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuotaError {
    /// Not enough is left.
    #[error("The quota is exhausted: {asked} asked, {available} left.")]
    Exhausted {
        /// What was asked.
        asked: Amount,
        /// What is left.
        available: Amount,
    },
    /// The line holds something already.
    #[error("This line draws on the quota already.")]
    AlreadyHeld,
    /// The line holds nothing.
    #[error("This line draws nothing from the quota.")]
    NotHeld,
    /// A reserved hold is consumed before it was committed.
    #[error("The quota was reserved, not committed; approve first.")]
    NotCommitted,
    /// A committed hold is committed again.
    #[error("The quota was committed before.")]
    AlreadyCommitted,
    /// The hold was consumed before.
    #[error("The quota was consumed before by this line.")]
    AlreadyConsumed,
    /// The hold was released before.
    #[error("The quota was released before by this line.")]
    AlreadyReleased,
    /// More left than was committed.
    #[error("{actual} left, but only {committed} were committed to this line.")]
    MoreThanCommitted {
        /// What left.
        actual: Amount,
        /// What was committed.
        committed: Amount,
    },
    /// Another unit than the ledger's.
    #[error("This quota is counted in {expected}; convert the quantity first.")]
    Unit {
        /// Unit of the ledger.
        expected: Unit,
    },
    /// The new limit is below what is in use.
    #[error("{used} of the quota are in use; the limit cannot go below.")]
    BelowUse {
        /// In use.
        used: Amount,
    },
    /// A change by one person.
    #[error("{}", DutyRule::QuotaNeedsTwo.help())]
    NeedsTwo,
    /// A change without a reason.
    #[error("Write the reason of the change.")]
    ReasonMissing,
    /// The sum is larger than any amount we carry.
    #[error("The amount is too large; check the unit.")]
    TooLarge,
}

impl QuotaError {
    /// Stable key of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            QuotaError::Exhausted { .. } => "quota-exhausted",
            QuotaError::AlreadyHeld => "quota-already-held",
            QuotaError::NotHeld => "quota-not-held",
            QuotaError::NotCommitted => "quota-not-committed",
            QuotaError::AlreadyCommitted => "quota-already-committed",
            QuotaError::AlreadyConsumed => "quota-already-consumed",
            QuotaError::AlreadyReleased => "quota-already-released",
            QuotaError::MoreThanCommitted { .. } => "quota-more-than-committed",
            QuotaError::Unit { .. } => "quota-unit",
            QuotaError::BelowUse { .. } => "quota-below-use",
            QuotaError::NeedsTwo => "quota-needs-two",
            QuotaError::ReasonMissing => "quota-reason",
            QuotaError::TooLarge => "quantity-large",
        }
    }
}

/// A change by hand that one person proposed; it takes effect when a second one confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaChange {
    /// What shall change.
    pub kind: QuotaChangeKind,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// When.
    pub proposed_at: Timestamp,
}

/// What a change by hand is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaChangeKind {
    /// The limit; `None`: without limit.
    Limit(Option<Amount>),
    /// The consumption on the books.
    Consumed(Amount),
}

/// The three columns of a quota with its limit. `consumed + committed + reserved <= limit` always holds when
/// reservations count, `consumed + committed <= limit` when they do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaLedger {
    id: QuotaId,
    unit: Unit,
    limit: Option<Amount>,
    reservations_count: bool,
    reserved: Amount,
    committed: Amount,
    consumed: Amount,
    #[serde(with = "hold_list")]
    holds: std::collections::BTreeMap<HoldKey, Hold>,
}

impl QuotaLedger {
    /// A fresh quota. `limit`: `None` is without limit, zero is a zero quota. `reservations_count`: whether what is
    /// only reserved is taken off what is available.
    pub fn new(id: QuotaId, unit: Unit, limit: Option<Amount>, reservations_count: bool) -> QuotaLedger {
        QuotaLedger {
            id,
            unit,
            limit,
            reservations_count,
            reserved: Amount::ZERO,
            committed: Amount::ZERO,
            consumed: Amount::ZERO,
            holds: std::collections::BTreeMap::new(),
        }
    }

    /// A quota from the archive: the totals, and those holds that the act needs.
    #[must_use]
    pub fn with(
        mut self,
        (reserved, committed, consumed): (Amount, Amount, Amount),
        holds: impl IntoIterator<Item = (HoldKey, Hold)>,
    ) -> QuotaLedger {
        (self.reserved, self.committed, self.consumed) = (reserved, committed, consumed);
        self.holds = holds.into_iter().collect();
        self
    }

    /// Identity.
    pub fn id(&self) -> QuotaId {
        self.id
    }
    /// In which unit it is counted.
    pub fn unit(&self) -> Unit {
        self.unit
    }
    /// The limit; `None`: without.
    pub fn limit(&self) -> Option<Amount> {
        self.limit
    }
    /// Reserved by accepted cases.
    pub fn reserved(&self) -> Amount {
        self.reserved
    }
    /// Committed to approved cases and permits not used yet.
    pub fn committed(&self) -> Amount {
        self.committed
    }
    /// Left the country.
    pub fn consumed(&self) -> Amount {
        self.consumed
    }
    /// Are reservations taken off what is available?
    pub fn reservations_count(&self) -> bool {
        self.reservations_count
    }
    /// The hold of that line, among those loaded.
    pub fn hold(&self, key: &HoldKey) -> Option<Hold> {
        self.holds.get(key).copied()
    }
    /// Every hold that is loaded.
    pub fn holds(&self) -> impl Iterator<Item = (&HoldKey, &Hold)> {
        self.holds.iter()
    }

    /// What counts against the limit.
    pub fn used(&self) -> Amount {
        let reserved = if self.reservations_count { self.reserved.micro() } else { 0 };
        let sum = self.consumed.micro().saturating_add(self.committed.micro()).saturating_add(reserved);
        Amount::from_micro(sum).unwrap_or(Amount::MAX)
    }

    /// What is left; `None`: without limit.
    pub fn available(&self) -> Option<Amount> {
        self.limit.map(|limit| limit.minus(self.used()).unwrap_or(Amount::ZERO))
    }

    /// A case was accepted: takes a soft reservation.
    ///
    /// # Errors
    /// `Unit`, `AlreadyHeld`, `Exhausted` (only when reservations count) or `TooLarge`. A line whose earlier hold was
    /// released may reserve again (an appeal was upheld).
    pub fn reserve(&mut self, key: HoldKey, amount: Amount, unit: Unit) -> Result<QuotaMove, QuotaError> {
        if unit != self.unit {
            return Err(QuotaError::Unit { expected: self.unit });
        }
        match self.hold(&key) {
            None | Some(Hold::Released) => {}
            Some(Hold::Reserved { .. } | Hold::Committed { .. } | Hold::Consumed { .. }) => {
                return Err(QuotaError::AlreadyHeld);
            }
        }
        if self.reservations_count {
            self.room_for(amount)?;
        }
        self.reserved = self.reserved.plus(amount).ok_or(QuotaError::TooLarge)?;
        self.holds.insert(key, Hold::Reserved { amount });
        Ok(QuotaMove::Reserve { amount })
    }

    /// The case was approved: the reservation becomes hard.
    ///
    /// # Errors
    /// `NotHeld`, `AlreadyCommitted`, `AlreadyConsumed`, `AlreadyReleased`, or `Exhausted` when others were quicker.
    pub fn commit(&mut self, key: &HoldKey) -> Result<QuotaMove, QuotaError> {
        let amount = match self.hold(key) {
            Some(Hold::Reserved { amount }) => amount,
            Some(Hold::Committed { .. }) => return Err(QuotaError::AlreadyCommitted),
            Some(Hold::Consumed { .. }) => return Err(QuotaError::AlreadyConsumed),
            Some(Hold::Released) => return Err(QuotaError::AlreadyReleased),
            None => return Err(QuotaError::NotHeld),
        };
        if !self.reservations_count {
            self.room_for(amount)?;
        }
        let committed = self.committed.plus(amount).ok_or(QuotaError::TooLarge)?;
        self.reserved = self.reserved.minus(amount).ok_or(QuotaError::NotHeld)?;
        self.committed = committed;
        self.holds.insert(key.clone(), Hold::Committed { amount });
        Ok(QuotaMove::Commit { amount })
    }

    /// The specimens left: the actual amount is consumed, the rest goes back.
    ///
    /// # Errors
    /// `NotHeld`, `NotCommitted`, `AlreadyConsumed`, `AlreadyReleased` or `MoreThanCommitted`.
    pub fn consume(&mut self, key: &HoldKey, actual: Amount) -> Result<QuotaMove, QuotaError> {
        let amount = match self.hold(key) {
            Some(Hold::Committed { amount }) => amount,
            Some(Hold::Reserved { .. }) => return Err(QuotaError::NotCommitted),
            Some(Hold::Consumed { .. }) => return Err(QuotaError::AlreadyConsumed),
            Some(Hold::Released) => return Err(QuotaError::AlreadyReleased),
            None => return Err(QuotaError::NotHeld),
        };
        if actual > amount {
            return Err(QuotaError::MoreThanCommitted { actual, committed: amount });
        }
        let consumed = self.consumed.plus(actual).ok_or(QuotaError::TooLarge)?;
        self.committed = self.committed.minus(amount).ok_or(QuotaError::NotHeld)?;
        self.consumed = consumed;
        self.holds.insert(key.clone(), Hold::Consumed { actual });
        Ok(QuotaMove::Consume { committed: amount, actual })
    }

    /// Refused, withdrawn, cancelled, returned, expired unused: what is held goes back.
    ///
    /// # Errors
    /// `NotHeld`, `AlreadyConsumed` or `AlreadyReleased`.
    pub fn release(&mut self, key: &HoldKey) -> Result<QuotaMove, QuotaError> {
        let amount = match self.hold(key) {
            Some(Hold::Reserved { amount }) => {
                self.reserved = self.reserved.minus(amount).ok_or(QuotaError::NotHeld)?;
                amount
            }
            Some(Hold::Committed { amount }) => {
                self.committed = self.committed.minus(amount).ok_or(QuotaError::NotHeld)?;
                amount
            }
            Some(Hold::Consumed { .. }) => return Err(QuotaError::AlreadyConsumed),
            Some(Hold::Released) => return Err(QuotaError::AlreadyReleased),
            None => return Err(QuotaError::NotHeld),
        };
        self.holds.insert(key.clone(), Hold::Released);
        Ok(QuotaMove::Release { amount })
    }

    /// A permit was replaced: its hold moves to the line of the new case unchanged.
    ///
    /// # Errors
    /// `NotHeld` when the old line holds nothing open, `AlreadyHeld` when the new one does.
    pub fn transfer(&mut self, from: &HoldKey, to: HoldKey) -> Result<(), QuotaError> {
        let Some(open @ (Hold::Reserved { .. } | Hold::Committed { .. })) = self.hold(from) else {
            return Err(QuotaError::NotHeld);
        };
        if self.holds.contains_key(&to) {
            return Err(QuotaError::AlreadyHeld);
        }
        self.holds.insert(from.clone(), Hold::Released);
        self.holds.insert(to, open);
        Ok(())
    }

    /// Applies a change by hand after a second person confirmed it (`design/security.md` 6.1: two persons).
    ///
    /// # Errors
    /// `NeedsTwo`, `ReasonMissing`, `BelowUse` or `Exhausted`.
    pub fn apply(&mut self, change: &QuotaChange, confirmed_by: &Who) -> Result<QuotaMove, QuotaError> {
        match confirmed_by.person() {
            Some(second) if second != change.proposed_by => {}
            Some(_) | None => return Err(QuotaError::NeedsTwo),
        }
        if change.reason.trim().is_empty() {
            return Err(QuotaError::ReasonMissing);
        }
        match change.kind {
            QuotaChangeKind::Limit(to) => {
                let used = self.used();
                if to.is_some_and(|limit| limit < used) {
                    return Err(QuotaError::BelowUse { used });
                }
                let from = std::mem::replace(&mut self.limit, to);
                Ok(QuotaMove::Limit { from, to })
            }
            QuotaChangeKind::Consumed(to) => {
                let from = self.consumed;
                self.consumed = Amount::ZERO;
                let room = self.room_for(to);
                self.consumed = if room.is_ok() { to } else { from };
                room.map(|()| QuotaMove::Correct { from, to })
            }
        }
    }

    fn room_for(&self, asked: Amount) -> Result<(), QuotaError> {
        match self.available() {
            Some(available) if asked > available => Err(QuotaError::Exhausted { asked, available }),
            Some(_) | None => Ok(()),
        }
    }
}

/// JSON has no maps with keys that are not texts: holds are kept as a list.
mod hold_list {
    use super::{Hold, HoldKey};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    pub fn serialize<S: Serializer>(holds: &BTreeMap<HoldKey, Hold>, s: S) -> Result<S::Ok, S::Error> {
        holds.iter().collect::<Vec<_>>().serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<BTreeMap<HoldKey, Hold>, D::Error> {
        Ok(Vec::<(HoldKey, Hold)>::deserialize(d)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> HoldKey {
        HoldKey::first(ApplicationId::from_bytes([n; 16]), Block::nth(0))
    }

    fn quota(limit: u32, reservations_count: bool) -> QuotaLedger {
        QuotaLedger::new(QuotaId::from_bytes([1; 16]), Unit::Nar, Some(Amount::whole(limit)), reservations_count)
    }

    fn columns(q: &QuotaLedger) -> [i64; 3] {
        [q.reserved(), q.committed(), q.consumed()].map(|a| a.micro() / Amount::SCALE)
    }

    #[test]
    fn of_240_committed_skins_238_leave_and_2_go_back() {
        let mut q = quota(1600, true);
        q.reserve(key(1), Amount::whole(240), Unit::Nar).unwrap();
        assert_eq!(columns(&q), [240, 0, 0]);
        q.commit(&key(1)).unwrap();
        assert_eq!(columns(&q), [0, 240, 0]);
        q.consume(&key(1), Amount::whole(238)).unwrap();
        assert_eq!(columns(&q), [0, 0, 238]);
        assert_eq!(q.available(), Some(Amount::whole(1362)));
        assert_eq!(q.consume(&key(1), Amount::whole(1)), Err(QuotaError::AlreadyConsumed));
        assert_eq!(q.release(&key(1)), Err(QuotaError::AlreadyConsumed));
        let stored = serde_json::to_string(&q).unwrap();
        assert_eq!(serde_json::from_str::<QuotaLedger>(&stored).unwrap(), q);
    }

    #[test]
    fn the_first_to_be_approved_wins_when_reservations_are_soft() {
        let mut q = quota(100, false);
        q.reserve(key(1), Amount::whole(80), Unit::Nar).unwrap();
        q.reserve(key(2), Amount::whole(80), Unit::Nar).unwrap();
        q.commit(&key(2)).unwrap();
        let late = q.commit(&key(1)).unwrap_err();
        assert_eq!(late, QuotaError::Exhausted { asked: Amount::whole(80), available: Amount::whole(20) });
        q.release(&key(1)).unwrap();
        assert_eq!(columns(&q), [0, 80, 0]);
        assert_eq!(q.release(&key(1)), Err(QuotaError::AlreadyReleased));
        q.release(&key(2)).unwrap();
        q.reserve(key(1), Amount::whole(80), Unit::Nar).unwrap();
        q.commit(&key(1)).unwrap();
        assert_eq!(columns(&q), [0, 80, 0], "an upheld appeal reserves again");
    }

    #[test]
    fn nothing_is_reserved_from_a_zero_quota_and_one_person_cannot_raise_it() {
        let mut q = quota(0, true);
        assert_eq!(q.reserve(key(1), Amount::whole(1), Unit::Nar).unwrap_err().code(), "quota-exhausted");
        assert_eq!(q.reserve(key(1), Amount::whole(1), Unit::Kgm).unwrap_err().code(), "quota-unit");
        let (ana, ben) = (PersonId::from_bytes([7; 16]), PersonId::from_bytes([8; 16]));
        let change = QuotaChange {
            kind: QuotaChangeKind::Limit(Some(Amount::whole(5))),
            reason: "Notification to the Secretariat".into(),
            proposed_by: ana,
            proposed_at: "2026-11-21T09:00:00Z".parse().unwrap(),
        };
        let by = |id| Who::Person { id, name: "X".into() };
        assert_eq!(q.apply(&change, &by(ana)), Err(QuotaError::NeedsTwo));
        assert_eq!(q.apply(&change, &Who::System), Err(QuotaError::NeedsTwo));
        q.apply(&change, &by(ben)).unwrap();
        q.reserve(key(1), Amount::whole(5), Unit::Nar).unwrap();
        let lower = QuotaChange { kind: QuotaChangeKind::Limit(Some(Amount::whole(4))), ..change.clone() };
        assert_eq!(q.apply(&lower, &by(ben)), Err(QuotaError::BelowUse { used: Amount::whole(5) }));
        let books = QuotaChange { kind: QuotaChangeKind::Consumed(Amount::whole(1)), ..change };
        assert_eq!(q.apply(&books, &by(ben)).unwrap_err().code(), "quota-exhausted");
        assert_eq!(columns(&q), [5, 0, 0]);
    }
}
