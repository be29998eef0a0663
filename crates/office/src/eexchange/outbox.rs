//! Telling others, after the commit: jobs from the outbox, tried until they succeed or a person looks.

use super::fetch::{self, Foreign};
use crate::econtrol::seal::{SEAL, SealJob, seal};
use crate::notices::tell;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::document::Block;
use cites::ids::ForeignPermitId;
use cites::{Amount, CountryCode, PermitNumber, Token};
use exchange::epix::{PermitKey, Position, Request, Response, TokenId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use store::{AuditEntry, Chore, ForeignRow, ForeignStatus, Job};

/// Kind of the job that confirms quantities to the issuing Party.
pub const CONFIRM: &str = "epix-confirm";

/// Everything needed to confirm.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ConfirmJob {
    /// Our record of the foreign permit.
    pub permit: ForeignPermitId,
    /// The issuing Party.
    pub issuer: CountryCode,
    /// Number as printed.
    pub number: PermitNumber,
    /// Its security code.
    pub token: Option<Token>,
    /// What arrived.
    pub quantities: Vec<(Block, Amount)>,
}

/// Longest time one job may take before another worker may try it.
const LEASE: Duration = Duration::from_secs(60);

/// Does what is due in one house; answers how many jobs were taken. Called again and again by the server's worker.
///
/// # Errors
/// What the archive says; a job that fails is put back with a waiting time, not an error.
pub async fn work(office: &Office, house: &Arc<House>) -> Result<usize, Error> {
    let who = Who::system(house.clone());
    let scope = who.scope(office.clock.now());
    let jobs: Vec<Job<serde_json::Value>> =
        store::chore!(&office.store, &scope, "claim-jobs", |chore| chore.jobs_claim(10, LEASE).await)?;
    let taken = jobs.len();
    for job in jobs {
        let outcome = match job.kind.as_str() {
            CONFIRM => match serde_json::from_value::<ConfirmJob>(job.payload.clone()) {
                Ok(confirm) => confirm_quantities(office, &who, &confirm).await,
                Err(cause) => Outcome::Never(format!("the job cannot be read: {cause}")),
            },
            SEAL => match serde_json::from_value::<SealJob>(job.payload.clone()) {
                Ok(job) => match seal(office, &who, job.permit).await {
                    Ok(()) => Outcome::Done,
                    Err(cause) => Outcome::Later(cause.to_string()),
                },
                Err(cause) => Outcome::Never(format!("the job cannot be read: {cause}")),
            },
            other => Outcome::Never(format!("no worker knows the job {other}")),
        };
        let mut random = [0_u8];
        office.chance.fill(&mut random);
        let scope = who.scope(office.clock.now());
        store::chore!(&office.store, &scope, "finish-job", |chore| {
            match &outcome {
                Outcome::Done => chore.job_done(job.id).await,
                Outcome::Later(reason) => {
                    failing(chore, &job, reason).await?;
                    chore.job_failed(&job, reason, random[0]).await.map(drop)
                }
                Outcome::Never(reason) => chore.job_bury(job.id, reason).await,
            }
        })?;
    }
    Ok(taken)
}

/// From this try on the exchange desk is told: some five minutes of silence.
const SILENT_TRIES: i64 = 7;

/// Tells the desk of a partner that stays silent.
async fn failing(chore: &mut Chore, job: &Job<serde_json::Value>, reason: &str) -> Result<(), store::Error> {
    if job.kind != CONFIRM || job.attempts < SILENT_TRIES {
        return Ok(());
    }
    match serde_json::from_value::<ConfirmJob>(job.payload.clone()) {
        Ok(confirm) => tell::of_partner(chore, confirm.issuer, day(chore.at()), reason).await,
        // A job that cannot be read is buried elsewhere.
        Err(_) => Ok(()),
    }
}

/// How a job ended.
enum Outcome {
    Done,
    /// The partner is not to be reached now.
    Later(String),
    /// The partner said no: a person must look.
    Never(String),
}

async fn confirm_quantities(office: &Office, who: &Who, job: &ConfirmJob) -> Outcome {
    let partner = match fetch::partner(office, who, job.issuer).await {
        Ok(partner) => partner,
        Err(cause) => return Outcome::Later(cause.to_string()),
    };
    let key = PermitKey {
        number: job.number.clone(),
        token: job.token.as_ref().map(TokenId::from),
        country: Some(job.issuer),
    };
    let positions = job.quantities.iter().map(|(b, q)| Position { block: b.clone(), quantity: *q }).collect();
    let answer = fetch::call(office, who, &partner, Request::ConfirmQuantities(key, positions)).await;
    let result = match answer {
        Ok((Response::ConfirmQuantities(result), _)) => result.as_str().to_owned(),
        Ok(_) => return Outcome::Later("the answer is to another operation".into()),
        Err(Error::Fault { text }) if matches!(text.as_str(), "ServiceUnavailable" | "TooManyRequests") => {
            return Outcome::Later(text);
        }
        Err(Error::Fault { text }) => return Outcome::Never(text),
        Err(cause) => return Outcome::Later(cause.to_string()),
    };
    match record(office, who, job, &result).await {
        Ok(()) => Outcome::Done,
        Err(cause) => Outcome::Later(cause.to_string()),
    }
}

/// Writes the issuer's answer down. A job done twice finds it written and leaves it.
async fn record(office: &Office, who: &Who, job: &ConfirmJob, result: &str) -> Result<(), Error> {
    let now = office.clock.now();
    store::act!(&office.store, &who.scope(now), "confirmation_answered", |tx| {
        let before = tx.foreign_for_update::<Foreign>(job.permit).await?.ok_or(Error::NotFound("foreign permit"))?;
        let mut foreign = before.stored.value.clone();
        let Some(receipt) = &mut foreign.receipt else { return Ok(()) };
        if receipt.confirmed.is_some() {
            return Ok(());
        }
        receipt.confirmed = Some(result.to_owned());
        let row = ForeignRow { status: ForeignStatus::Confirmed, changed_at: now, ..before.stored.columns.clone() };
        tx.foreign_update(&before.stored, &row, &before.raw, &fetch::lines(&foreign), &foreign).await?;
        tx.audit(
            AuditEntry::new("confirmation_answered", "foreign permit", job.permit)
                .payload(&serde_json::json!({ "number": job.number, "result": result }))?,
        );
        Ok::<_, Error>(())
    })
}
