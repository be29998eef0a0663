//! Applications and the findings on them.

use super::{Cursor, Page, Stored, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, FindingId, OrganisationId, PersonId};
use cites::{ApplicationStatus, CountryCode, Digest, DocumentType, FindingKind, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! columns {
    () => {
        "id, reference, organisation, applicant, kind, partner, taxon, line_count, status, officer, proposed_by, approved_by, one_officer, draft_digest, submitted_at, closed_at, processing_ms, changed_at, created_at, version"
    };
}

/// Since when a case lies there, for lists that begin with what has lain longest: an urgent one so much earlier as its
/// clock is shorter.
macro_rules! lain_since {
    () => {
        "(changed_at - COALESCE((SELECT u.sooner_ms FROM urgent_case u WHERE u.tenant = application.tenant AND u.application = application.id), 0))"
    };
}

queries! {
    /// A new draft.
    INSERT_APPLICATION = "INSERT INTO application (tenant, id, reference, organisation, applicant, kind, partner, taxon, line_count, status, officer, proposed_by, approved_by, one_officer, draft_digest, submitted_at, closed_at, processing_ms, changed_at, created_at, body, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 1)";
    /// A changed application, at the version that was read.
    UPDATE_APPLICATION = "UPDATE application SET organisation = $3, kind = $4, partner = $5, taxon = $6, line_count = $7, status = $8, officer = $9, proposed_by = $10, approved_by = $11, one_officer = $12, draft_digest = $13, submitted_at = $14, closed_at = $15, processing_ms = $16, changed_at = $17, body = $18, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $19";
    /// One application; locked when an act loads it.
    APPLICATION = concat!("SELECT ", columns!(), ", body FROM application WHERE tenant = $1 AND id = $2");
    /// By the reference that people quote.
    APPLICATION_BY_REFERENCE = concat!("SELECT ", columns!(), ", body FROM application WHERE tenant = $1 AND reference = $2");
    /// Open cases in some statuses (`;A;B;`), the longest untouched first.
    WORKLIST = concat!("SELECT ", columns!(), ", ", lain_since!(), " AS lain_since FROM application WHERE tenant = $1 AND closed_at IS NULL AND $2 LIKE '%;' || status || ';%' AND (", lain_since!(), ", id) > ($3, $4) ORDER BY lain_since, id LIMIT $5");
    /// Open cases in some statuses with their content, the longest untouched first.
    WORKLIST_WHOLE = concat!("SELECT ", columns!(), ", body FROM application WHERE tenant = $1 AND closed_at IS NULL AND $2 LIKE '%;' || status || ';%' AND (changed_at, id) > ($3, $4) ORDER BY changed_at, id LIMIT $5");
    /// Open cases in which a task is open, the longest untouched first.
    TASKLIST = concat!("SELECT ", columns!(), ", ", lain_since!(), " AS lain_since FROM application WHERE tenant = $1 AND closed_at IS NULL AND (status = $2 OR id IN (SELECT t.application FROM open_task t WHERE t.tenant = $1 AND t.task = $2)) AND (", lain_since!(), ", id) > ($3, $4) ORDER BY lain_since, id LIMIT $5");
    /// The same with their content.
    TASKLIST_WHOLE = concat!("SELECT ", columns!(), ", body FROM application WHERE tenant = $1 AND closed_at IS NULL AND (status = $2 OR id IN (SELECT t.application FROM open_task t WHERE t.tenant = $1 AND t.task = $2)) ORDER BY changed_at, id LIMIT $3");
    /// Open cases of one officer.
    WORKLIST_OF_OFFICER = concat!("SELECT ", columns!(), ", ", lain_since!(), " AS lain_since FROM application WHERE tenant = $1 AND closed_at IS NULL AND officer = $2 AND (", lain_since!(), ", id) > ($3, $4) ORDER BY lain_since, id LIMIT $5");
    /// All cases of one status, newest change first.
    APPLICATIONS_IN_STATUS = concat!("SELECT ", columns!(), " FROM application WHERE tenant = $1 AND status = $2 AND (changed_at, id) < ($3, $4) ORDER BY changed_at DESC, id DESC LIMIT $5");
    /// All cases, newest change first.
    APPLICATIONS = concat!("SELECT ", columns!(), " FROM application WHERE tenant = $1 AND (changed_at, id) < ($2, $3) ORDER BY changed_at DESC, id DESC LIMIT $4");
    /// Of one organisation, newest change first.
    APPLICATIONS_OF_ORGANISATION = concat!("SELECT ", columns!(), " FROM application WHERE tenant = $1 AND organisation = $2 AND (changed_at, id) < ($3, $4) ORDER BY changed_at DESC, id DESC LIMIT $5");
    /// Of one person, newest change first.
    APPLICATIONS_OF_APPLICANT = concat!("SELECT ", columns!(), " FROM application WHERE tenant = $1 AND applicant = $2 AND (changed_at, id) < ($3, $4) ORDER BY changed_at DESC, id DESC LIMIT $5");
    /// Whole cases of one status, the longest untouched first.
    APPLICATIONS_WHOLE = concat!("SELECT ", columns!(), ", body FROM application WHERE tenant = $1 AND status = $2 ORDER BY changed_at, id LIMIT $3");
    /// A finding; findings are never edited.
    INSERT_FINDING = "INSERT INTO finding (tenant, id, application, kind, given_by, given_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// The findings on a case, oldest first.
    FINDINGS = "SELECT body FROM finding WHERE tenant = $1 AND application = $2 ORDER BY given_at, id";
}

/// An application's columns: what lists show and constraints watch.
#[derive(Debug, Clone, PartialEq)]
pub struct ApplicationRow {
    /// Id.
    pub id: ApplicationId,
    /// Reference that people quote.
    pub reference: String,
    /// In whose name; `None` for a private person.
    pub organisation: Option<OrganisationId>,
    /// The applicant's own account; `None` for one who came to the counter and has none.
    pub applicant: Option<PersonId>,
    /// Document applied for; `None` while the form does not say.
    pub kind: Option<DocumentType>,
    /// Country on the other side.
    pub partner: Option<CountryCode>,
    /// First taxon.
    pub taxon: Option<String>,
    /// Number of lines.
    pub line_count: i64,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// Officer in charge.
    pub officer: Option<PersonId>,
    /// Who proposed the decision in force.
    pub proposed_by: Option<PersonId>,
    /// Who approved it; never the proposer nor the applicant unless `one_officer`.
    pub approved_by: Option<PersonId>,
    /// Had the tenant opted out of four eyes?
    pub one_officer: bool,
    /// Digest of the draft as handed in.
    pub draft_digest: Option<Digest>,
    /// First submission.
    pub submitted_at: Option<Timestamp>,
    /// Issue, refusal, withdrawal or other end; `None` while open.
    pub closed_at: Option<Timestamp>,
    /// The authority's time without waiting for the applicant, milliseconds; set at issue or refusal.
    pub processing_ms: Option<i64>,
    /// Last change.
    pub changed_at: Timestamp,
    /// When the draft was begun.
    pub created_at: Timestamp,
}

impl ApplicationRow {
    pub(crate) fn of(row: &Row) -> Result<ApplicationRow, Error> {
        Ok(ApplicationRow {
            id: row.get("id")?,
            reference: row.get("reference")?,
            organisation: row.opt("organisation")?,
            applicant: row.opt("applicant")?,
            kind: row.code_opt("kind", DocumentType::from_code)?,
            partner: row.opt("partner")?,
            taxon: row.opt("taxon")?,
            line_count: row.get("line_count")?,
            status: row.code("status", ApplicationStatus::from_code)?,
            officer: row.opt("officer")?,
            proposed_by: row.opt("proposed_by")?,
            approved_by: row.opt("approved_by")?,
            one_officer: row.get("one_officer")?,
            draft_digest: row.opt("draft_digest")?,
            submitted_at: row.opt("submitted_at")?,
            closed_at: row.opt("closed_at")?,
            processing_ms: row.opt("processing_ms")?,
            changed_at: row.get("changed_at")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// An application with its columns and version.
pub type StoredApplication<T> = Stored<ApplicationRow, T>;

fn stored<T: DeserializeOwned>(row: &Row) -> Result<StoredApplication<T>, Error> {
    Ok(Stored { columns: ApplicationRow::of(row)?, version: row.get("version")?, value: row.json("body")? })
}

/// The statuses as one text to search in: `;A;B;`.
fn status_set(statuses: &[ApplicationStatus]) -> String {
    statuses.iter().fold(String::from(";"), |set, s| set + s.code() + ";")
}

impl Read {
    /// One application.
    pub async fn application<T: DeserializeOwned>(
        &mut self,
        id: ApplicationId,
    ) -> Result<Option<StoredApplication<T>>, Error> {
        self.opt(APPLICATION, args![id]).await?.as_ref().map(stored).transpose()
    }

    /// The application of a reference.
    pub async fn application_by_reference<T: DeserializeOwned>(
        &mut self,
        reference: &str,
    ) -> Result<Option<StoredApplication<T>>, Error> {
        self.opt(APPLICATION_BY_REFERENCE, args![reference]).await?.as_ref().map(stored).transpose()
    }

    /// Open cases in any of these statuses, the longest untouched first. Begins at [`Cursor::OLDEST`].
    pub async fn worklist(
        &mut self,
        statuses: &[ApplicationStatus],
        after: Cursor,
        limit: i64,
    ) -> Result<Page<ApplicationRow>, Error> {
        let rows = self.all(WORKLIST, args![status_set(statuses), after.at(), after.id(), limit + 1]).await?;
        page(rows, limit, "lain_since", ApplicationRow::of)
    }

    /// Open cases in some statuses with their content, the longest untouched first. Begins at [`Cursor::OLDEST`].
    pub async fn worklist_whole<T: DeserializeOwned>(
        &mut self,
        statuses: &[ApplicationStatus],
        after: Cursor,
        limit: i64,
    ) -> Result<Page<StoredApplication<T>>, Error> {
        let rows = self.all(WORKLIST_WHOLE, args![status_set(statuses), after.at(), after.id(), limit + 1]).await?;
        page(rows, limit, "changed_at", stored)
    }

    /// Open cases in which a task is open, whatever else is shown of them; the longest untouched first. Begins at
    /// [`Cursor::OLDEST`].
    pub async fn tasklist(
        &mut self,
        task: ApplicationStatus,
        after: Cursor,
        limit: i64,
    ) -> Result<Page<ApplicationRow>, Error> {
        let rows = self.all(TASKLIST, args![task.code(), after.at(), after.id(), limit + 1]).await?;
        page(rows, limit, "lain_since", ApplicationRow::of)
    }

    /// The same with their content, the first `limit`.
    pub async fn tasklist_whole<T: DeserializeOwned>(
        &mut self,
        task: ApplicationStatus,
        limit: i64,
    ) -> Result<Vec<StoredApplication<T>>, Error> {
        self.all(TASKLIST_WHOLE, args![task.code(), limit]).await?.iter().map(stored).collect()
    }

    /// Open cases of one officer, the longest untouched first. Begins at [`Cursor::OLDEST`].
    pub async fn worklist_of_officer(
        &mut self,
        officer: PersonId,
        after: Cursor,
        limit: i64,
    ) -> Result<Page<ApplicationRow>, Error> {
        let rows = self.all(WORKLIST_OF_OFFICER, args![officer, after.at(), after.id(), limit + 1]).await?;
        page(rows, limit, "lain_since", ApplicationRow::of)
    }

    /// All cases, or those of one status; the newest change first. Begins at [`Cursor::NEWEST`].
    pub async fn applications(
        &mut self,
        status: Option<ApplicationStatus>,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<ApplicationRow>, Error> {
        let rows = match status {
            None => self.all(APPLICATIONS, args![before.at(), before.id(), limit + 1]).await?,
            Some(s) => self.all(APPLICATIONS_IN_STATUS, args![s.code(), before.at(), before.id(), limit + 1]).await?,
        };
        page(rows, limit, "changed_at", ApplicationRow::of)
    }

    /// Whole cases of one status, the longest untouched first: for short lists that need more than columns.
    pub async fn applications_whole<T: DeserializeOwned>(
        &mut self,
        status: ApplicationStatus,
        limit: i64,
    ) -> Result<Vec<StoredApplication<T>>, Error> {
        self.all(APPLICATIONS_WHOLE, args![status.code(), limit]).await?.iter().map(stored).collect()
    }

    /// Cases of one organisation, the newest change first. Begins at [`Cursor::NEWEST`].
    pub async fn applications_of_organisation(
        &mut self,
        organisation: OrganisationId,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<ApplicationRow>, Error> {
        let rows =
            self.all(APPLICATIONS_OF_ORGANISATION, args![organisation, before.at(), before.id(), limit + 1]).await?;
        page(rows, limit, "changed_at", ApplicationRow::of)
    }

    /// Cases of one person, the newest change first. Begins at [`Cursor::NEWEST`].
    pub async fn applications_of_applicant(
        &mut self,
        applicant: PersonId,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<ApplicationRow>, Error> {
        let rows = self.all(APPLICATIONS_OF_APPLICANT, args![applicant, before.at(), before.id(), limit + 1]).await?;
        page(rows, limit, "changed_at", ApplicationRow::of)
    }

    /// The findings on a case, oldest first.
    pub async fn findings<T: DeserializeOwned>(&mut self, application: ApplicationId) -> Result<Vec<T>, Error> {
        self.all(FINDINGS, args![application]).await?.iter().map(|row| row.json("body")).collect()
    }
}

impl Tx {
    /// One application, locked until this act ends: two acts on the same case wait for each other.
    pub async fn application_for_update<T: DeserializeOwned>(
        &mut self,
        id: ApplicationId,
    ) -> Result<Option<StoredApplication<T>>, Error> {
        self.lock(APPLICATION, args![id]).await?.as_ref().map(stored).transpose()
    }

    /// A new application.
    ///
    /// # Errors
    /// [`Error::Refused`] when the reference is taken.
    pub async fn application_insert(&mut self, c: &ApplicationRow, value: &impl Serialize) -> Result<(), Error> {
        let body = serde_json::to_string(value)?;
        self.change(
            INSERT_APPLICATION,
            args![
                c.id,
                c.reference,
                c.organisation,
                c.applicant,
                c.kind.map(|k| k.code().to_owned()),
                c.partner,
                c.taxon,
                c.line_count,
                c.status.code(),
                c.officer,
                c.proposed_by,
                c.approved_by,
                c.one_officer,
                c.draft_digest,
                c.submitted_at,
                c.closed_at,
                c.processing_ms,
                c.changed_at,
                c.created_at,
                body
            ],
        )
        .await?;
        self.tallies.status("application", None, c.status.code());
        self.tally_application(None, c);
        Ok(())
    }

    /// A changed application; `before` is what was loaded, reference and applicant stay.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was changed since it was loaded; [`Error::Refused`] with `application_four_eyes` or
    /// `application_own_case` when one person would decide alone.
    pub async fn application_update<T>(
        &mut self,
        before: &StoredApplication<T>,
        c: &ApplicationRow,
        value: &impl Serialize,
    ) -> Result<(), Error> {
        let body = serde_json::to_string(value)?;
        self.change_one(
            "application",
            UPDATE_APPLICATION,
            args![
                before.columns.id,
                c.organisation,
                c.kind.map(|k| k.code().to_owned()),
                c.partner,
                c.taxon,
                c.line_count,
                c.status.code(),
                c.officer,
                c.proposed_by,
                c.approved_by,
                c.one_officer,
                c.draft_digest,
                c.submitted_at,
                c.closed_at,
                c.processing_ms,
                c.changed_at,
                body,
                before.version
            ],
        )
        .await?;
        self.tallies.status("application", Some(before.columns.status.code()), c.status.code());
        self.tally_application(Some(&before.columns), c);
        Ok(())
    }

    fn tally_application(&mut self, before: Option<&ApplicationRow>, now: &ApplicationRow) {
        if let (Some(at), None) = (now.submitted_at, before.and_then(|b| b.submitted_at)) {
            self.tallies.month(at).submitted += 1;
        }
        let issued =
            now.status == ApplicationStatus::Issued && before.is_none_or(|b| b.status != ApplicationStatus::Issued);
        if let (true, Some(kind), Some(from)) = (issued, now.kind, now.submitted_at) {
            let hours = (now.changed_at.as_second() - from.as_second()).max(0) / 3600;
            let month = now.changed_at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m").to_string();
            self.tallies.served = Some((month, kind, hours));
        }
        let entered = |status| now.status == status && before.is_none_or(|b| b.status != status);
        if entered(ApplicationStatus::Refused) {
            self.tallies.month(now.changed_at).refused += 1;
        }
        if let (true, Some(took)) =
            (entered(ApplicationStatus::Refused) || entered(ApplicationStatus::Issued), now.processing_ms)
        {
            let month = self.tallies.month(now.changed_at);
            month.processed += 1;
            month.processing_ms += took;
        }
    }

    /// Records a finding on a case.
    pub async fn finding_insert(
        &mut self,
        id: FindingId,
        application: ApplicationId,
        kind: FindingKind,
        given_by: Option<PersonId>,
        value: &impl Serialize,
    ) -> Result<(), Error> {
        let (at, body) = (self.at(), serde_json::to_string(value)?);
        self.change(INSERT_FINDING, args![id, application, kind.code(), given_by, at, body]).await?;
        Ok(())
    }
}
