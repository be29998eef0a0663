//! Partners, the log of messages, and the inbox that counts each incoming message once.

use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::ids::MessageId;
use cites::{CountryCode, Digest, PermitNumber, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! partner_columns {
    () => {
        "country, endpoint, protocol, client_spki, may_get_final, may_get_non_final, may_confirm, active, settings, changed_at, version"
    };
}
macro_rules! message_columns {
    () => {
        "id, direction, partner, operation, number, result, reason, request_digest, at, took_ms"
    };
}

queries! {
    /// A new partner.
    INSERT_PARTNER = "INSERT INTO partner (tenant, country, endpoint, protocol, client_spki, may_get_final, may_get_non_final, may_confirm, active, settings, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";
    /// A changed partner, at the version that was read.
    UPDATE_PARTNER = "UPDATE partner SET endpoint = $3, protocol = $4, client_spki = $5, may_get_final = $6, may_get_non_final = $7, may_confirm = $8, active = $9, settings = $10, changed_at = $11, version = version + 1 WHERE tenant = $1 AND country = $2 AND version = $12";
    /// One partner.
    PARTNER = concat!("SELECT ", partner_columns!(), " FROM partner WHERE tenant = $1 AND country = $2");
    /// The partner behind a client certificate's key.
    PARTNER_BY_KEY = concat!("SELECT ", partner_columns!(), " FROM partner WHERE tenant = $1 AND client_spki = $2 AND active = 1");
    /// All partners.
    PARTNERS = concat!("SELECT ", partner_columns!(), " FROM partner WHERE tenant = $1 ORDER BY country");
    /// A message and its answer; written once, when the answer is known.
    INSERT_MESSAGE = "INSERT INTO message (tenant, id, direction, partner, operation, number, result, reason, request_digest, request, response, at, took_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    /// One message with its bytes.
    MESSAGE = concat!("SELECT ", message_columns!(), ", request, response FROM message WHERE tenant = $1 AND id = $2");
    /// All messages, newest first.
    MESSAGES = concat!("SELECT ", message_columns!(), " FROM message WHERE tenant = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4");
    /// With one partner, newest first.
    MESSAGES_WITH = concat!("SELECT ", message_columns!(), " FROM message WHERE tenant = $1 AND partner = $2 AND (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT $5");
    /// About one permit, newest first.
    MESSAGES_ABOUT = concat!("SELECT ", message_columns!(), " FROM message WHERE tenant = $1 AND number = $2 AND (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT $5");
    /// Has this message counted before?
    INBOX = "SELECT digest, answer FROM inbox WHERE tenant = $1 AND key = $2";
    /// It counts now; a second one at the same moment waits here and then finds the first.
    INSERT_INBOX = "INSERT INTO inbox (tenant, key, digest, answer, received_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, key) DO NOTHING";
}

/// A partner Party.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerRow {
    /// Which Party.
    pub country: CountryCode,
    /// Address of its service.
    pub endpoint: Option<String>,
    /// Version of the service: 1 or 2.
    pub protocol: i64,
    /// SHA-256 of the public key (SPKI) of its client certificate.
    pub client_spki: Option<Digest>,
    /// May ask for final permits.
    pub may_get_final: bool,
    /// May ask for permits before endorsement.
    pub may_get_non_final: bool,
    /// May confirm quantities.
    pub may_confirm: bool,
    /// Do we exchange with it now?
    pub active: bool,
    /// Trusted signing certificates and further settings.
    pub settings: serde_json::Value,
    /// Last change.
    pub changed_at: Timestamp,
    /// How often it was changed; 0 for a new one.
    pub version: i64,
}

impl PartnerRow {
    fn of(row: &Row) -> Result<PartnerRow, Error> {
        Ok(PartnerRow {
            country: row.get("country")?,
            endpoint: row.opt("endpoint")?,
            protocol: row.get("protocol")?,
            client_spki: row.opt("client_spki")?,
            may_get_final: row.get("may_get_final")?,
            may_get_non_final: row.get("may_get_non_final")?,
            may_confirm: row.get("may_confirm")?,
            active: row.get("active")?,
            settings: row.json("settings")?,
            changed_at: row.get("changed_at")?,
            version: row.get("version")?,
        })
    }
}

/// Who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// They called us.
    In,
    /// We called them.
    Out,
}

/// How a message ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageResult {
    /// Answered as asked.
    Ok,
    /// Answered with a fault.
    Fault,
    /// No answer.
    Failed,
}

impl MessageResult {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            MessageResult::Ok => "OK",
            MessageResult::Fault => "FAULT",
            MessageResult::Failed => "FAILED",
        }
    }
}

/// A message of the exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageRow {
    /// Id.
    pub id: MessageId,
    /// Who called whom.
    pub direction: Direction,
    /// The partner.
    pub partner: CountryCode,
    /// EPIX operation.
    pub operation: String,
    /// Permit number it is about.
    pub number: Option<PermitNumber>,
    /// How it ended.
    pub result: MessageResult,
    /// Fault code or reason of the failure.
    pub reason: Option<String>,
    /// SHA-256 of the request.
    pub request_digest: Digest,
    /// When the call began.
    pub at: Timestamp,
    /// How long it took, milliseconds.
    pub took_ms: Option<i64>,
}

impl MessageRow {
    fn of(row: &Row) -> Result<MessageRow, Error> {
        Ok(MessageRow {
            id: row.get("id")?,
            direction: row.code("direction", |c| match c {
                "IN" => Some(Direction::In),
                "OUT" => Some(Direction::Out),
                _ => None,
            })?,
            partner: row.get("partner")?,
            operation: row.get("operation")?,
            number: row.opt("number")?,
            result: row.code("result", |c| match c {
                "OK" => Some(MessageResult::Ok),
                "FAULT" => Some(MessageResult::Fault),
                "FAILED" => Some(MessageResult::Failed),
                _ => None,
            })?,
            reason: row.opt("reason")?,
            request_digest: row.get("request_digest")?,
            at: row.get("at")?,
            took_ms: row.opt("took_ms")?,
        })
    }
}

/// Which messages a list shows. Each has its index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageFilter {
    /// All.
    All,
    /// With one partner.
    Partner(CountryCode),
    /// About one permit.
    Number(PermitNumber),
}

impl Read {
    /// One partner.
    pub async fn partner(&mut self, country: CountryCode) -> Result<Option<PartnerRow>, Error> {
        self.opt(PARTNER, args![country]).await?.as_ref().map(PartnerRow::of).transpose()
    }

    /// The active partner behind a client certificate, by the SHA-256 of its public key (SPKI).
    pub async fn partner_by_key(&mut self, client_spki: &Digest) -> Result<Option<PartnerRow>, Error> {
        self.opt(PARTNER_BY_KEY, args![client_spki]).await?.as_ref().map(PartnerRow::of).transpose()
    }

    /// All partners, by country.
    pub async fn partners(&mut self) -> Result<Vec<PartnerRow>, Error> {
        self.all(PARTNERS, args![]).await?.iter().map(PartnerRow::of).collect()
    }

    /// Messages, newest first. Begins at [`Cursor::NEWEST`].
    pub async fn messages(
        &mut self,
        filter: &MessageFilter,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<MessageRow>, Error> {
        let (at, id, n) = (before.at(), before.id(), limit + 1);
        let rows = match filter {
            MessageFilter::All => self.all(MESSAGES, args![at, id, n]).await?,
            MessageFilter::Partner(c) => self.all(MESSAGES_WITH, args![c, at, id, n]).await?,
            MessageFilter::Number(number) => self.all(MESSAGES_ABOUT, args![number, at, id, n]).await?,
        };
        page(rows, limit, "at", MessageRow::of)
    }

    /// One message with the bytes of request and answer.
    pub async fn message(
        &mut self,
        id: MessageId,
    ) -> Result<Option<(MessageRow, Option<Vec<u8>>, Option<Vec<u8>>)>, Error> {
        let Some(row) = self.opt(MESSAGE, args![id]).await? else { return Ok(None) };
        Ok(Some((MessageRow::of(&row)?, row.opt("request")?, row.opt("response")?)))
    }

    /// The answer that was given to a message that came before; `None`: it is new.
    ///
    /// # Errors
    /// [`Error::KeyReused`] when the key is known with another content.
    pub async fn inbox_answer<T: DeserializeOwned>(&mut self, key: &str, digest: &Digest) -> Result<Option<T>, Error> {
        let Some(row) = self.opt(INBOX, args![key]).await? else { return Ok(None) };
        if row.get::<Digest>("digest")? != *digest {
            return Err(Error::KeyReused);
        }
        Ok(Some(row.json("answer")?))
    }
}

impl Tx {
    /// A new partner.
    pub async fn partner_insert(&mut self, p: &PartnerRow) -> Result<(), Error> {
        let at = self.at();
        self.change(
            INSERT_PARTNER,
            args![
                p.country,
                p.endpoint,
                p.protocol,
                p.client_spki,
                p.may_get_final,
                p.may_get_non_final,
                p.may_confirm,
                p.active,
                p.settings.to_string(),
                at
            ],
        )
        .await?;
        Ok(())
    }

    /// A changed partner, at the version it was read with.
    pub async fn partner_update(&mut self, p: &PartnerRow) -> Result<(), Error> {
        let at = self.at();
        self.change_one(
            "partner",
            UPDATE_PARTNER,
            args![
                p.country,
                p.endpoint,
                p.protocol,
                p.client_spki,
                p.may_get_final,
                p.may_get_non_final,
                p.may_confirm,
                p.active,
                p.settings.to_string(),
                at,
                p.version
            ],
        )
        .await
    }

    /// The message counts now, with this answer for every repeat. When the same message came at the same moment and was
    /// faster, the act is begun again and finds the first answer with [`Read::inbox_answer`].
    pub async fn inbox_insert(&mut self, key: &str, digest: &Digest, answer: &impl Serialize) -> Result<(), Error> {
        let (at, answer) = (self.at(), serde_json::to_string(answer)?);
        if self.change(INSERT_INBOX, args![key, digest, answer, at]).await? == 0 {
            self.conn.collided = true;
            return Err(Error::Busy);
        }
        Ok(())
    }

    /// Logs a message inside an act that it belongs to.
    pub async fn message_insert(
        &mut self,
        m: &MessageRow,
        request: Option<&[u8]>,
        response: Option<&[u8]>,
    ) -> Result<(), Error> {
        let args = message_args(m, request, response);
        self.change(INSERT_MESSAGE, args).await?;
        Ok(())
    }
}

impl Chore {
    /// Logs a message that is no act of its own: a question that was answered, a call that failed.
    pub async fn message_insert(
        &mut self,
        m: &MessageRow,
        request: Option<&[u8]>,
        response: Option<&[u8]>,
    ) -> Result<(), Error> {
        let args = message_args(m, request, response);
        self.run(INSERT_MESSAGE, args).await?;
        Ok(())
    }
}

fn message_args(m: &MessageRow, request: Option<&[u8]>, response: Option<&[u8]>) -> Vec<crate::sql::Arg> {
    let direction = match m.direction {
        Direction::In => "IN",
        Direction::Out => "OUT",
    };
    let (request, response) = (request.map(<[u8]>::to_vec), response.map(<[u8]>::to_vec));
    args![
        m.id,
        direction,
        m.partner,
        m.operation,
        m.number,
        m.result.code(),
        m.reason,
        m.request_digest,
        request,
        response,
        m.at,
        m.took_ms
    ]
}
