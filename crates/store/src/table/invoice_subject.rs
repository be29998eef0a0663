//! What an invoice is about: a case, an entry of a register, a permit after its issue, tags that were handed out, or the
//! fees of a month.

use super::money::InvoiceRow;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use cites::ids::{ApplicationId, EntryId, InvoiceId, JobId, PermitId};

queries! {
    /// What an invoice is about.
    INSERT_SUBJECT = "INSERT INTO invoice_subject (tenant, invoice, about, subject, label, item, once) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Was this charged before?
    CHARGED_ONCE = "SELECT invoice FROM invoice_subject WHERE tenant = $1 AND about = $2 AND subject = $3 AND item = $4 AND once = $5";
    /// The invoices about something, the last first.
    INVOICES_ABOUT = "SELECT s.invoice, i.number, i.currency, i.issued_at, i.due_at, s.item, b.total_minor, b.open_minor FROM invoice_subject s JOIN invoice i ON i.tenant = s.tenant AND i.id = s.invoice JOIN invoice_balance b ON b.tenant = s.tenant AND b.invoice = s.invoice WHERE s.tenant = $1 AND s.about = $2 AND s.subject = $3 ORDER BY i.issued_at DESC, i.id LIMIT 50";
    /// Entries whose yearly fee is overdue.
    ENTRIES_UNPAID = "SELECT DISTINCT s.subject FROM invoice_balance b JOIN invoice_subject s ON s.tenant = b.tenant AND s.invoice = b.invoice WHERE b.tenant = $1 AND b.open_minor > 0 AND b.due_at < $2 AND s.about = 'entry' LIMIT 1000";
    /// Entries in force on a day without an invoice for a year that began after another day, by their ids.
    ENTRIES_TO_CHARGE = "SELECT e.id FROM register_entry e WHERE e.tenant = $1 AND e.state = 'VALID' AND e.valid_from_on <= $2 AND e.valid_until_on >= $2 AND e.id > $3 AND NOT EXISTS (SELECT 1 FROM invoice_subject s WHERE s.tenant = $1 AND s.about = 'entry' AND s.subject = e.id AND s.item = 'REGISTER' AND s.once > $4) ORDER BY e.id LIMIT $5";
}

/// What an invoice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An application.
    Case(ApplicationId),
    /// An entry of a register: its fee of a year.
    Entry {
        /// Which.
        entry: EntryId,
        /// Its number on the day.
        number: String,
    },
    /// A permit after its issue: a copy, a stamp, papers that came back late.
    Permit {
        /// Which.
        permit: PermitId,
        /// Its number.
        number: String,
    },
    /// Tags that were handed to a holder.
    Tags {
        /// The movement of the tags.
        event: JobId,
        /// Their numbers.
        numbers: String,
    },
    /// The fees of a month, collected for an account.
    Month,
}

impl Subject {
    pub(super) fn of(row: &Row, case: Option<ApplicationId>) -> Result<Subject, Error> {
        if let Some(case) = case {
            return Ok(Subject::Case(case));
        }
        let Some(about) = row.opt::<String>("about")? else { return Ok(Subject::Month) };
        let label: String = row.get("about_label")?;
        Ok(match about.as_str() {
            "entry" => Subject::Entry { entry: row.get("about_id")?, number: label },
            "permit" => Subject::Permit { permit: row.get("about_id")?, number: label },
            _ => Subject::Tags { event: row.get("about_id")?, numbers: label },
        })
    }

    /// Kind, id and label where it is kept beside the invoice; a case stands on the invoice itself.
    fn beside(&self) -> Option<(&'static str, Vec<u8>, &str)> {
        match self {
            Subject::Case(_) | Subject::Month => None,
            Subject::Entry { entry, number } => Some(("entry", entry.bytes().to_vec(), number)),
            Subject::Permit { permit, number } => Some(("permit", permit.bytes().to_vec(), number)),
            Subject::Tags { event, numbers } => Some(("tags", event.bytes().to_vec(), numbers)),
        }
    }
}

/// An invoice about something, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceAbout {
    /// Id.
    pub id: InvoiceId,
    /// Its number.
    pub number: String,
    /// Code of the fee.
    pub item: String,
    /// What it says.
    pub total: cites::Money,
    /// Of that, still to be paid, minor units.
    pub open_minor: i64,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Until when it is to be paid.
    pub due_at: Timestamp,
}

impl Read {
    /// The invoice with which something was charged, where it may be charged once.
    pub async fn charged_once(&mut self, of: &Subject, item: &str, once: &str) -> Result<Option<InvoiceId>, Error> {
        let Some((about, subject, _)) = of.beside() else { return Ok(None) };
        self.opt(CHARGED_ONCE, args![about, subject, item, once]).await?.map(|row| row.get("invoice")).transpose()
    }

    /// The invoices about an entry, a permit or tags, the last first.
    pub async fn invoices_about(&mut self, of: &Subject) -> Result<Vec<InvoiceAbout>, Error> {
        let Some((about, subject, _)) = of.beside() else { return Ok(Vec::new()) };
        let one = |row: &Row| {
            let currency = super::money::currency(row)?;
            Ok(InvoiceAbout {
                id: row.get("invoice")?,
                number: row.get("number")?,
                item: row.get("item")?,
                total: cites::Money { minor: row.get("total_minor")?, currency },
                open_minor: row.get("open_minor")?,
                issued_at: row.get("issued_at")?,
                due_at: row.get("due_at")?,
            })
        };
        self.all(INVOICES_ABOUT, args![about, subject]).await?.iter().map(one).collect()
    }

    /// Entries whose yearly fee was to be paid before a moment and is not.
    pub async fn entries_unpaid(&mut self, before: Timestamp) -> Result<Vec<EntryId>, Error> {
        self.all(ENTRIES_UNPAID, args![before]).await?.iter().map(|row| row.get("subject")).collect()
    }

    /// Entries in force on a day that have no invoice for a year that began after `since`, by their ids from `after` on.
    pub async fn entries_to_charge(
        &mut self,
        today: cites::Date,
        since: cites::Date,
        after: EntryId,
        limit: i64,
    ) -> Result<Vec<EntryId>, Error> {
        let rows = self.all(ENTRIES_TO_CHARGE, args![today, after, since, limit]).await?;
        rows.iter().map(|row| row.get("id")).collect()
    }
}

impl Tx {
    /// Keeps what an invoice is about, beside it.
    ///
    /// # Errors
    /// [`Error::Refused`] (`invoice_subject_once`) for what was charged before.
    pub async fn invoice_subject(&mut self, invoice: &InvoiceRow, item: &str, once: &str) -> Result<(), Error> {
        let Some((about, subject, label)) = invoice.subject.beside() else { return Ok(()) };
        self.change(INSERT_SUBJECT, args![invoice.id, about, subject, label, item, once]).await?;
        Ok(())
    }
}
