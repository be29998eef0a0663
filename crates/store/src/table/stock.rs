//! The stock of traders: lots with their origin, what open cases hold of them, and every movement.
//!
//! A balance is changed by adding to it in one statement, never by writing a sum that was computed before: the
//! constraints of the row (nothing below zero, no more held than there is) decide who comes too late.

use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, LotId, OrganisationId, PersonId};
use cites::{Amount, CountryCode, Date, Source, Term, Timestamp, Unit};

macro_rules! columns {
    () => {
        "id, number, organisation, person, taxon, term, unit, source, origin, acquired_by, acquired_on, permit_in, evidence, parent, state, balance_micro, held_micro, created_at, changed_at"
    };
}

queries! {
    /// Enters a lot.
    INSERT_LOT = "INSERT INTO stock_lot (tenant, id, number, organisation, person, taxon, term, unit, source, origin, acquired_by, acquired_on, permit_in, evidence, parent, state, balance_micro, held_micro, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0, $18, $18)";
    /// One lot.
    LOT = concat!("SELECT ", columns!(), " FROM stock_lot WHERE tenant = $1 AND id = $2");
    /// The lot of a number.
    LOT_BY_NUMBER = concat!("SELECT ", columns!(), " FROM stock_lot WHERE tenant = $1 AND number = $2");
    /// The lots of an organisation, the last movement first.
    LOTS_OF_ORGANISATION = concat!("SELECT ", columns!(), " FROM stock_lot WHERE tenant = $1 AND organisation = $2 AND (changed_at, id) < ($3, $4) ORDER BY changed_at DESC, id DESC LIMIT $5");
    /// The lots of a private person, the last movement first.
    LOTS_OF_PERSON = concat!("SELECT ", columns!(), " FROM stock_lot WHERE tenant = $1 AND person = $2 AND (changed_at, id) < ($3, $4) ORDER BY changed_at DESC, id DESC LIMIT $5");
    /// Every lot, the last movement first.
    LOTS = concat!("SELECT ", columns!(), " FROM stock_lot WHERE tenant = $1 AND (changed_at, id) < ($2, $3) ORDER BY changed_at DESC, id DESC LIMIT $4");
    /// Lots that were made from or bought out of a lot.
    LOTS_OF_PARENT = concat!("SELECT ", columns!(), " FROM stock_lot WHERE tenant = $1 AND parent = $2 ORDER BY created_at, id LIMIT 200");
    /// Moves what is there and what is held; the row's constraints refuse what cannot be.
    MOVE_LOT = "UPDATE stock_lot SET balance_micro = balance_micro + $3, held_micro = held_micro + $4, changed_at = $5 WHERE tenant = $1 AND id = $2";
    /// The authority confirms or declines what a trader declared.
    JUDGE_LOT = "UPDATE stock_lot SET state = $3, changed_at = $4 WHERE tenant = $1 AND id = $2 AND state = 'DECLARED'";
    /// Writes down what a case holds or consumed.
    PUT_HOLD = "INSERT INTO stock_hold (tenant, lot, application, block, phase, amount_micro) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, lot, application, block) DO UPDATE SET phase = excluded.phase, amount_micro = excluded.amount_micro";
    /// What a case holds now, in the order in which lots are locked.
    HOLDS_OF_CASE = "SELECT lot, block, amount_micro FROM stock_hold WHERE tenant = $1 AND application = $2 AND phase = 'held' ORDER BY lot, block";
    /// Who drew on a lot: cases and their permits; of several consignments each draw with the permit of its own.
    DRAWS_OF_LOT = "SELECT h.application, a.reference, h.block, h.phase, h.amount_micro, p.id AS permit, p.number FROM stock_hold h JOIN application a ON a.tenant = h.tenant AND a.id = h.application LEFT JOIN permit p ON p.tenant = h.tenant AND p.application = h.application AND NOT EXISTS (SELECT 1 FROM consignment c WHERE c.tenant = p.tenant AND c.permit = p.id AND NOT (h.block LIKE '%/' || c.nth OR (c.nth = 1 AND h.block NOT LIKE '%/%'))) WHERE h.tenant = $1 AND h.lot = $2 ORDER BY a.created_at, h.block LIMIT 200";
    /// A movement.
    INSERT_EVENT = "INSERT INTO stock_event (tenant, lot, seq, kind, balance_delta_micro, held_delta_micro, source_key, note, at, actor) VALUES ($1, $2, (SELECT COALESCE(MAX(e.seq), 0) + 1 FROM stock_event e WHERE e.tenant = $1 AND e.lot = $2), $3, $4, $5, $6, $7, $8, $9)";
    /// The movements of a lot, oldest first.
    EVENTS = "SELECT seq, kind, balance_delta_micro, held_delta_micro, source_key, note, at, actor FROM stock_event WHERE tenant = $1 AND lot = $2 ORDER BY seq LIMIT 500";
    /// Lots whose sums are not those of their movements.
    UNBALANCED = "SELECT l.id FROM stock_lot l WHERE l.tenant = $1 AND (l.balance_micro <> (SELECT COALESCE(SUM(e.balance_delta_micro), 0) FROM stock_event e WHERE e.tenant = l.tenant AND e.lot = l.id) OR l.held_micro <> (SELECT COALESCE(SUM(e.held_delta_micro), 0) FROM stock_event e WHERE e.tenant = l.tenant AND e.lot = l.id)) ORDER BY l.id";
    /// The organisation of an exact name, when there is one only.
    ORGANISATIONS_NAMED = "SELECT id FROM organisation WHERE tenant = $1 AND name = $2 AND active = 1 ORDER BY id LIMIT 2";
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident: $($(#[$one:meta])* $variant:ident = $code:literal,)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$one])* $variant,)*
        }
        impl $name {
            /// Every one.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// Stored code.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }
            /// The one of a code.
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|v| v.code() == code)
            }
        }
    };
}
pub(crate) use codes;
codes! {
    /// How a lot came about.
    Acquired:
    /// Let in by our customs.
    Import = "import",
    /// Born, hatched or grown here.
    Birth = "birth",
    /// Bought inside the country.
    Purchase = "purchase",
    /// Made from another lot.
    Manufacture = "manufacture",
    /// There when the ledger was opened.
    Opening = "opening",
}
codes! {
    /// Where a lot stands.
    LotState:
    /// The trader says so.
    Declared = "DECLARED",
    /// The authority saw the evidence: may be drawn on.
    Confirmed = "CONFIRMED",
    /// The authority does not accept the origin.
    Declined = "DECLINED",
}
codes! {
    /// Where a draw stands.
    HoldPhase:
    /// Held for an open case or a permit that was not used.
    Held = "held",
    /// Left the country.
    Consumed = "consumed",
    /// Given back.
    Released = "released",
}

/// A lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotRow {
    /// Id.
    pub id: LotId,
    /// Number that people quote.
    pub number: String,
    /// The trader, when it is an organisation.
    pub organisation: Option<OrganisationId>,
    /// The trader, when it is a private person.
    pub person: Option<PersonId>,
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// Unit of all amounts.
    pub unit: Unit,
    /// Source of the specimens.
    pub source: Source,
    /// Country of origin.
    pub origin: CountryCode,
    /// How it came about.
    pub acquired: Acquired,
    /// When.
    pub on: Date,
    /// Number of the permit under which it came in.
    pub permit_in: Option<String>,
    /// What proves the origin.
    pub evidence: String,
    /// The lot it was made from or bought out of.
    pub parent: Option<LotId>,
    /// Where it stands.
    pub state: LotState,
    /// What is there.
    pub balance: Amount,
    /// What open cases and permits hold of it.
    pub held: Amount,
    /// When it was entered.
    pub created_at: Timestamp,
    /// Last movement.
    pub changed_at: Timestamp,
}

impl LotRow {
    fn of(row: &Row) -> Result<LotRow, Error> {
        Ok(LotRow {
            id: row.get("id")?,
            number: row.get("number")?,
            organisation: row.opt("organisation")?,
            person: row.opt("person")?,
            taxon: row.get("taxon")?,
            term: row.code("term", Term::from_code)?,
            unit: row.code("unit", Unit::from_any)?,
            source: row.code("source", Source::from_code)?,
            origin: row.get("origin")?,
            acquired: row.code("acquired_by", Acquired::from_code)?,
            on: row.get("acquired_on")?,
            permit_in: row.opt("permit_in")?,
            evidence: row.get("evidence")?,
            parent: row.opt("parent")?,
            state: row.code("state", LotState::from_code)?,
            balance: row.get("balance_micro")?,
            held: row.get("held_micro")?,
            created_at: row.get("created_at")?,
            changed_at: row.get("changed_at")?,
        })
    }

    /// What may still be drawn.
    pub fn free(&self) -> Amount {
        self.balance.minus(self.held).unwrap_or(Amount::ZERO)
    }
}

/// A lot to enter, with what is in it.
#[derive(Debug, Clone)]
pub struct NewLot {
    /// Everything but balance and held, which begin at nothing.
    pub row: LotRow,
    /// What is in it.
    pub amount: Amount,
    /// What it was entered for: the foreign permit and block of an import.
    pub source_key: Option<String>,
}

/// What a case holds of a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotDraw {
    /// Which lot.
    pub lot: LotId,
    /// Block of the case; of a later consignment `A/2` ([`permits::consignments::slot`]).
    pub block: String,
    /// How much.
    pub amount: Amount,
}

/// One who drew on a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainRow {
    /// The case.
    pub application: ApplicationId,
    /// Its reference.
    pub reference: String,
    /// Its block.
    pub block: String,
    /// Where the draw stands.
    pub phase: HoldPhase,
    /// How much is held or was consumed.
    pub amount: Amount,
    /// The permit, once there is one: id and number.
    pub permit: Option<(cites::ids::PermitId, String)>,
}

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockEventRow {
    /// Its number.
    pub seq: i64,
    /// What happened.
    pub kind: String,
    /// Change of the balance, millionths.
    pub balance_delta_micro: i64,
    /// Change of what is held, millionths.
    pub held_delta_micro: i64,
    /// What it was done for.
    pub source_key: Option<String>,
    /// Words.
    pub note: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
}

impl Read {
    /// One lot.
    pub async fn lot(&mut self, id: LotId) -> Result<Option<LotRow>, Error> {
        self.opt(LOT, args![id]).await?.as_ref().map(LotRow::of).transpose()
    }

    /// The lot of a number.
    pub async fn lot_by_number(&mut self, number: &str) -> Result<Option<LotRow>, Error> {
        self.opt(LOT_BY_NUMBER, args![number]).await?.as_ref().map(LotRow::of).transpose()
    }

    /// The lots of a trader: of the organisation where there is one, else of the person. Begins at [`Cursor::NEWEST`].
    pub async fn lots_of(
        &mut self,
        person: PersonId,
        organisation: Option<OrganisationId>,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<LotRow>, Error> {
        let rows = match organisation {
            Some(o) => self.all(LOTS_OF_ORGANISATION, args![o, before.at(), before.id(), limit + 1]).await?,
            None => self.all(LOTS_OF_PERSON, args![person, before.at(), before.id(), limit + 1]).await?,
        };
        page(rows, limit, "changed_at", LotRow::of)
    }

    /// Every lot, the last movement first. Begins at [`Cursor::NEWEST`].
    pub async fn lots(&mut self, before: Cursor, limit: i64) -> Result<Page<LotRow>, Error> {
        let rows = self.all(LOTS, args![before.at(), before.id(), limit + 1]).await?;
        page(rows, limit, "changed_at", LotRow::of)
    }

    /// Lots that were made from or bought out of a lot, at most two hundred.
    pub async fn lots_of_parent(&mut self, parent: LotId) -> Result<Vec<LotRow>, Error> {
        self.all(LOTS_OF_PARENT, args![parent]).await?.iter().map(LotRow::of).collect()
    }

    /// What a case holds now.
    pub async fn stock_holds(&mut self, application: ApplicationId) -> Result<Vec<LotDraw>, Error> {
        let rows = self.all(HOLDS_OF_CASE, args![application]).await?;
        rows.iter()
            .map(|row| Ok(LotDraw { lot: row.get("lot")?, block: row.get("block")?, amount: row.get("amount_micro")? }))
            .collect()
    }

    /// Who drew on a lot, at most two hundred.
    pub async fn lot_chain(&mut self, lot: LotId) -> Result<Vec<ChainRow>, Error> {
        let rows = self.all(DRAWS_OF_LOT, args![lot]).await?;
        rows.iter()
            .map(|row| {
                let permit = row.opt("permit")?;
                let number: Option<String> = row.opt("number")?;
                Ok(ChainRow {
                    application: row.get("application")?,
                    reference: row.get("reference")?,
                    block: row.get("block")?,
                    phase: row.code("phase", HoldPhase::from_code)?,
                    amount: row.get("amount_micro")?,
                    permit: permit.zip(number),
                })
            })
            .collect()
    }

    /// The movements of a lot, oldest first, at most five hundred.
    pub async fn stock_events(&mut self, lot: LotId) -> Result<Vec<StockEventRow>, Error> {
        let rows = self.all(EVENTS, args![lot]).await?;
        rows.iter()
            .map(|row| {
                Ok(StockEventRow {
                    seq: row.get("seq")?,
                    kind: row.get("kind")?,
                    balance_delta_micro: row.get("balance_delta_micro")?,
                    held_delta_micro: row.get("held_delta_micro")?,
                    source_key: row.opt("source_key")?,
                    note: row.get("note")?,
                    at: row.get("at")?,
                    actor: row.get("actor")?,
                })
            })
            .collect()
    }

    /// Lots whose sums are not those of their movements: must be none.
    pub async fn lots_unbalanced(&mut self) -> Result<Vec<LotId>, Error> {
        self.all(UNBALANCED, args![]).await?.iter().map(|row| row.get("id")).collect()
    }

    /// The organisation of an exact name, when exactly one has it.
    pub async fn organisation_named(&mut self, name: &str) -> Result<Option<OrganisationId>, Error> {
        match self.all(ORGANISATIONS_NAMED, args![name]).await?.as_slice() {
            [one] => Ok(Some(one.get("id")?)),
            _ => Ok(None),
        }
    }
}

impl Tx {
    /// Enters a lot with what is in it.
    pub async fn lot_insert(&mut self, new: &NewLot) -> Result<(), Error> {
        let l = &new.row;
        let values = args![
            l.id,
            l.number,
            l.organisation,
            l.person,
            l.taxon,
            l.term.code(),
            l.unit.code(),
            l.source.code(),
            l.origin,
            l.acquired.code(),
            l.on,
            l.permit_in,
            l.evidence,
            l.parent,
            l.state.code(),
            new.amount,
            l.created_at
        ];
        self.change(INSERT_LOT, values).await?;
        self.stock_event(l.id, l.acquired.code(), [new.amount.micro(), 0], new.source_key.as_deref(), "").await
    }

    /// The same as [`Read::lot`], locked until the end of the transaction.
    pub async fn lot_for_update(&mut self, id: LotId) -> Result<Option<LotRow>, Error> {
        self.lock(LOT, args![id]).await?.as_ref().map(LotRow::of).transpose()
    }

    /// Moves balance and held of a lot by differences in millionths, with its movement.
    ///
    /// # Errors
    /// [`Error::Refused`] (`stock_not_exceeded`, `stock_balance_not_negative`) for more than there is;
    /// [`Error::Stale`] for a lot that is not there.
    pub async fn lot_move(
        &mut self,
        lot: LotId,
        kind: &str,
        deltas: [i64; 2],
        source_key: Option<&str>,
        note: &str,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change_one("lot", MOVE_LOT, args![lot, deltas[0], deltas[1], at]).await?;
        self.stock_event(lot, kind, deltas, source_key, note).await
    }

    async fn stock_event(
        &mut self,
        lot: LotId,
        kind: &str,
        deltas: [i64; 2],
        source_key: Option<&str>,
        note: &str,
    ) -> Result<(), Error> {
        let (at, actor) = (self.at(), self.actor.clone());
        let source = source_key.map(str::to_owned);
        self.change(INSERT_EVENT, args![lot, kind, deltas[0], deltas[1], source, note, at, actor]).await?;
        Ok(())
    }

    /// Writes down what a case holds or consumed of a lot.
    pub async fn stock_hold_put(
        &mut self,
        draw: &LotDraw,
        application: ApplicationId,
        phase: HoldPhase,
    ) -> Result<(), Error> {
        self.change(PUT_HOLD, args![draw.lot, application, draw.block, phase.code(), draw.amount]).await?;
        Ok(())
    }

    /// The authority confirms or declines what a trader declared.
    ///
    /// # Errors
    /// [`Error::Stale`] when that was done before.
    pub async fn lot_judge(&mut self, lot: LotId, state: LotState) -> Result<(), Error> {
        let at = self.at();
        self.change_one("lot", JUDGE_LOT, args![lot, state.code(), at]).await
    }
}
