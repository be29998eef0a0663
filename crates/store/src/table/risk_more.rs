//! Papers seen in the yellow lane, audits after issue in the blue one, and presentations at the border.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, OrganisationId, PermitId, PersonId};
use cites::{PermitNumber, Timestamp};

queries! {
    /// An officer says that the papers were seen.
    INSERT_SEEN = "INSERT INTO papers_seen (tenant, application, seq, at, person, papers, note) SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6 FROM papers_seen WHERE tenant = $1 AND application = $2";
    /// The last look.
    SEEN = "SELECT at, person, papers, note FROM papers_seen WHERE tenant = $1 AND application = $2 ORDER BY seq DESC LIMIT 1";
    /// Permits that were issued in the blue lane and not audited yet, the oldest first.
    TO_AUDIT = "SELECT p.id, p.number, p.application, p.holder, p.taxon, p.issued_at, r.score FROM permit p JOIN case_risk r ON r.tenant = p.tenant AND r.application = p.application AND r.seq = (SELECT MAX(n.seq) FROM case_risk n WHERE n.tenant = p.tenant AND n.application = p.application) WHERE p.tenant = $1 AND r.lane = 'BLUE' AND p.status <> 'VOID' AND NOT EXISTS (SELECT 1 FROM issue_audit i WHERE i.tenant = p.tenant AND i.permit = p.id) ORDER BY p.issued_at, p.id LIMIT $2";
    /// An audit after issue.
    INSERT_AUDIT = "INSERT INTO issue_audit (tenant, permit, application, outcome, words, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// The audit of a permit.
    AUDIT_OF = "SELECT i.permit, p.number, i.outcome, i.words, i.at, q.name AS person FROM issue_audit i JOIN permit p ON p.tenant = i.tenant AND p.id = i.permit JOIN person q ON q.tenant = i.tenant AND q.id = i.person WHERE i.tenant = $1 AND i.permit = $2";
    /// The last audits, the newest first.
    AUDITS = "SELECT i.permit, p.number, i.outcome, i.words, i.at, q.name AS person FROM issue_audit i JOIN permit p ON p.tenant = i.tenant AND p.id = i.permit JOIN person q ON q.tenant = i.tenant AND q.id = i.person WHERE i.tenant = $1 ORDER BY i.at DESC, i.permit DESC LIMIT $2";
    /// How often a change of an applicant's permits was asked for or begun.
    AMENDED = "SELECT COUNT(*) AS times FROM amendment m JOIN permit p ON p.tenant = m.tenant AND p.id = m.permit JOIN application a ON a.tenant = p.tenant AND a.id = p.application WHERE m.tenant = $1 AND m.application <> $2 AND (a.organisation = $3 OR ($3 IS NULL AND a.organisation IS NULL AND a.applicant = $4))";
    /// A permit is presented to customs.
    INSERT_PRESENTED = "INSERT INTO border_presented (tenant, permit, seq, at, person, place, answered_at, answer) SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, NULL, NULL FROM border_presented WHERE tenant = $1 AND permit = $2";
    /// Customs answered: endorsed, or held.
    ANSWER_PRESENTED = "UPDATE border_presented SET answered_at = $3, answer = $4 WHERE tenant = $1 AND permit = $2 AND answered_at IS NULL";
    /// The last presentation of a permit.
    PRESENTED = "SELECT b.permit, p.number, b.at, b.place, b.answered_at, b.answer FROM border_presented b JOIN permit p ON p.tenant = b.tenant AND p.id = b.permit WHERE b.tenant = $1 AND b.permit = $2 ORDER BY b.seq DESC LIMIT 1";
    /// What waits at the border, the oldest first.
    WAITING = "SELECT b.permit, p.number, b.at, b.place, b.answered_at, b.answer FROM border_presented b JOIN permit p ON p.tenant = b.tenant AND p.id = b.permit WHERE b.tenant = $1 AND b.answered_at IS NULL ORDER BY b.at, b.permit LIMIT $2";
    /// What was answered since a moment, the newest first.
    ANSWERED = "SELECT b.permit, p.number, b.at, b.place, b.answered_at, b.answer FROM border_presented b JOIN permit p ON p.tenant = b.tenant AND p.id = b.permit WHERE b.tenant = $1 AND b.answered_at IS NOT NULL AND b.at >= $2 ORDER BY b.at DESC, b.permit DESC LIMIT $3";
}

/// An officer's word that the papers were seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRow {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: PersonId,
    /// How many papers there were.
    pub papers: i64,
    /// What was found in them.
    pub note: String,
}

/// A permit that was issued in the blue lane and waits for its audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToAuditRow {
    /// The permit.
    pub permit: PermitId,
    /// Its number.
    pub number: PermitNumber,
    /// Its application.
    pub application: ApplicationId,
    /// Who holds it.
    pub holder: String,
    /// First taxon.
    pub taxon: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Its score.
    pub score: i64,
}

/// An audit after issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueAuditRow {
    /// The permit.
    pub permit: PermitId,
    /// Its number.
    pub number: PermitNumber,
    /// Was something wrong?
    pub finding: bool,
    /// What was looked at and found.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: String,
}

fn audit(row: &Row) -> Result<IssueAuditRow, Error> {
    Ok(IssueAuditRow {
        permit: row.get("permit")?,
        number: row.get("number")?,
        finding: row.get::<String>("outcome")? == "FINDING",
        words: row.get("words")?,
        at: row.get("at")?,
        person: row.get("person")?,
    })
}

/// A permit presented to customs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentedAtBorder {
    /// The permit.
    pub permit: PermitId,
    /// Its number.
    pub number: PermitNumber,
    /// When.
    pub at: Timestamp,
    /// Where.
    pub place: String,
    /// When customs answered, and with what.
    pub answered: Option<(Timestamp, String)>,
}

fn presented(row: &Row) -> Result<PresentedAtBorder, Error> {
    Ok(PresentedAtBorder {
        permit: row.get("permit")?,
        number: row.get("number")?,
        at: row.get("at")?,
        place: row.get("place")?,
        answered: row.opt("answered_at")?.zip(row.opt("answer")?),
    })
}

impl Read {
    /// The last word of an officer that the papers of a case were seen.
    pub async fn papers_seen(&mut self, id: ApplicationId) -> Result<Option<SeenRow>, Error> {
        let Some(row) = self.opt(SEEN, args![id]).await? else { return Ok(None) };
        Ok(Some(SeenRow {
            at: row.get("at")?,
            person: row.get("person")?,
            papers: row.get("papers")?,
            note: row.get("note")?,
        }))
    }

    /// Permits issued in the blue lane that wait for their audit, the oldest first.
    pub async fn to_audit(&mut self, limit: i64) -> Result<Vec<ToAuditRow>, Error> {
        let rows = self.all(TO_AUDIT, args![limit]).await?;
        rows.iter()
            .map(|row| {
                Ok(ToAuditRow {
                    permit: row.get("id")?,
                    number: row.get("number")?,
                    application: row.get("application")?,
                    holder: row.get("holder")?,
                    taxon: row.get("taxon")?,
                    issued_at: row.get("issued_at")?,
                    score: row.get("score")?,
                })
            })
            .collect()
    }

    /// The audit of a permit.
    pub async fn issue_audit(&mut self, permit: PermitId) -> Result<Option<IssueAuditRow>, Error> {
        self.opt(AUDIT_OF, args![permit]).await?.as_ref().map(audit).transpose()
    }

    /// The last audits after issue, the newest first.
    pub async fn issue_audits(&mut self, limit: i64) -> Result<Vec<IssueAuditRow>, Error> {
        self.all(AUDITS, args![limit]).await?.iter().map(audit).collect()
    }

    /// How often a change of an applicant's permits was asked for or begun, this case left out.
    pub async fn amended_before(
        &mut self,
        case: ApplicationId,
        organisation: Option<OrganisationId>,
        applicant: Option<PersonId>,
    ) -> Result<i64, Error> {
        let row = self.opt(AMENDED, args![case, organisation, applicant]).await?;
        row.map(|row| row.get("times")).transpose().map(Option::unwrap_or_default)
    }

    /// The last presentation of a permit to customs.
    pub async fn presented_last(&mut self, permit: PermitId) -> Result<Option<PresentedAtBorder>, Error> {
        self.opt(PRESENTED, args![permit]).await?.as_ref().map(presented).transpose()
    }

    /// What waits at the border for customs, the oldest first.
    pub async fn waiting_at_border(&mut self, limit: i64) -> Result<Vec<PresentedAtBorder>, Error> {
        self.all(WAITING, args![limit]).await?.iter().map(presented).collect()
    }

    /// What customs answered of what was presented since a moment, the newest first.
    pub async fn answered_at_border(&mut self, since: Timestamp, limit: i64) -> Result<Vec<PresentedAtBorder>, Error> {
        self.all(ANSWERED, args![since, limit]).await?.iter().map(presented).collect()
    }
}

impl Tx {
    /// An officer says that the papers of a case were seen.
    pub async fn papers_seen_insert(
        &mut self,
        id: ApplicationId,
        by: PersonId,
        papers: i64,
        note: &str,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_SEEN, args![id, at, by, papers, note]).await?;
        Ok(())
    }

    /// An audit after issue.
    ///
    /// # Errors
    /// [`Error::Refused`] where the permit was audited before.
    pub async fn issue_audit_insert(
        &mut self,
        (permit, application): (PermitId, ApplicationId),
        finding: bool,
        words: &str,
        by: PersonId,
    ) -> Result<(), Error> {
        let (at, outcome) = (self.at(), if finding { "FINDING" } else { "CLEAN" });
        self.change(INSERT_AUDIT, args![permit, application, outcome, words, by, at]).await?;
        Ok(())
    }

    /// A permit is presented to customs.
    pub async fn presented_insert(&mut self, permit: PermitId, by: PersonId, place: &str) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_PRESENTED, args![permit, at, by, place]).await?;
        Ok(())
    }

    /// Customs answered what was presented; nothing where nothing waits.
    pub async fn presented_answer(&mut self, permit: PermitId, answer: &str) -> Result<(), Error> {
        let at = self.at();
        self.change(ANSWER_PRESENTED, args![permit, at, answer]).await?;
        Ok(())
    }
}
