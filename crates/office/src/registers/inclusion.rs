//! The Secretariat's registers of operations (Res. Conf. 12.10 for animals of Appendix I bred for commerce, Res. Conf. 9.19
//! for nurseries). Their numbers are given there and typed here: until then an entry that the authority approved stands as
//! proposed to the Secretariat and does nothing for source D.

use super::operations::{self, Entry, locked, not_now};
use super::stock::JUDGES;
use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::EntryId;
use cites::{CountryCode, Date};
use store::{AuditEntry, EntryState, InclusionRow, RegisterKind};

/// What the Secretariat told about an operation.
#[derive(Debug, Clone)]
pub struct Given {
    /// The number that it gave, as published.
    pub number: String,
    /// Day of inclusion; `None`: not filled in.
    pub on: Option<Date>,
    /// What says so: notification, letter or the published register.
    pub evidence: String,
    /// Why it is typed once more; blank the first time.
    pub reason: String,
}

/// Reads a number as the Secretariat publishes it: a letter for the register (`A` animals, `P` plants), the country's
/// code, a number of at least three digits, with hyphens; `None` for anything else or another country's.
fn read(kind: RegisterKind, party: CountryCode, text: &str) -> Option<String> {
    let letter = if kind == RegisterKind::Nursery { "P" } else { "A" };
    let text = text.trim().to_uppercase();
    let parts: Vec<&str> = text.split('-').map(str::trim).collect();
    let [register, country, serial] = parts.as_slice() else { return None };
    let digits = (3..=6).contains(&serial.len()) && serial.bytes().all(|b| b.is_ascii_digit());
    (*register == letter && *country == party.code() && digits).then(|| parts.join("-"))
}

/// Types the number and the day of inclusion, or corrects what was typed before, then with a reason. The old number stays
/// in the audit trail; permits keep what was printed on them.
///
/// # Errors
/// `inclusion-kind` for registers that the Secretariat does not keep, `register-state` for an entry that is not in force,
/// `inclusion-number`, `inclusion-day`, `inclusion-evidence`, `inclusion-taken` for another operation's number,
/// `inclusion-same` for a correction of nothing, `reason-empty`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn include(office: &Office, who: &Who, id: EntryId, given: Given) -> Result<Entry, Error> {
    who.must_be(JUDGES)?;
    let by = who.person()?.id;
    let (now, party) = (office.clock.now(), who.house.party());
    let taken = || Error::value("number", "inclusion-taken", "Give another number: one operation has this one.");
    let ran = act::run!(office, who, now, "include_register", |tx| {
        let entry: Entry = locked(tx, id).await?;
        let kind = entry.columns.kind;
        if !kind.with_secretariat() {
            let help = "The Secretariat keeps no register of such operations.";
            return Err(Error::value("", "inclusion-kind", help));
        }
        if entry.columns.state != EntryState::Valid {
            return Err(not_now());
        }
        let number = read(kind, party, &given.number).ok_or_else(|| {
            let help = "Give the number as the Secretariat published it, like A-XX-501 with the code of this country.";
            Error::value("number", "inclusion-number", help)
        })?;
        let on = given.on.filter(|on| *on <= day(now)).ok_or_else(|| {
            Error::value("on", "inclusion-day", "Give the day of inclusion; it is not in the future.")
        })?;
        let evidence = given.evidence.trim();
        if evidence.is_empty() || evidence.chars().count() > 500 {
            let help = "Say what the number stands in: notification, letter or the published register.";
            return Err(Error::value("evidence", "inclusion-evidence", help));
        }
        if tx.included(&number).await?.is_some_and(|other| other != id) {
            return Err(taken());
        }
        let before = tx.inclusion(id).await?;
        if let Some(before) = &before {
            if (&before.number, before.on, before.evidence.as_str()) == (&number, on, evidence) {
                return Err(Error::value("number", "inclusion-same", "Change what was typed wrong."));
            }
            if given.reason.trim().is_empty() {
                return Err(Error::value("reason", "reason-empty", "Write the reason."));
            }
        }
        let row = InclusionRow { number, on, evidence: evidence.to_owned(), by, at: now };
        // Two officers who type one number at once: the archive lets one of them.
        let set = tx.inclusion_set(id, &row).await;
        set.map_err(|e| if e.refused_by("secretariat_number") { taken() } else { e.into() })?;
        // The list tells what changed last, and whoever read the entry before is told to look again.
        tx.entry_update(&entry).await?;
        let words = serde_json::json!({
            "number": row.number,
            "on": row.on.to_string(),
            "evidence": row.evidence,
            "before": before.map(|b| (b.number, b.on.to_string())),
            "reason": given.reason.trim(),
        });
        tx.audit(AuditEntry::new("include_register", "register entry", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    operations::again(office, who, ran?, id).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use cites::country::DEMO_EXPORTER as QM;

    #[test]
    fn a_number_is_read_as_it_is_published() {
        let animals = |text| read(RegisterKind::CaptiveI, QM, text);
        assert_eq!(animals(" a-qm-501 ").as_deref(), Some("A-QM-501"));
        assert_eq!(animals("A - QM - 0512").as_deref(), Some("A-QM-0512"));
        for wrong in ["", "501", "A-QM-50", "A-QN-501", "P-QM-501", "A-QM-5O1", "A-QM-501-2", "AQM501"] {
            assert_eq!(animals(wrong), None, "{wrong}");
        }
        assert_eq!(read(RegisterKind::Nursery, QM, "p-qm-1001").as_deref(), Some("P-QM-1001"));
    }
}
