//! The fair queue: what people of the desk said about interests in a case, and the line as one officer may take from it.

use super::application::ApplicationRow;
use super::examination::QueueEventRow;
use crate::sql::{args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use cites::ids::{ApplicationId, PersonId};

queries! {
    /// Somebody says whether there is an interest. An interest that was said stays said.
    SAY_INTEREST = "INSERT INTO interest_word (tenant, application, person, interest, reason, said_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, application, person) DO UPDATE SET interest = excluded.interest, reason = excluded.reason, said_at = excluded.said_at WHERE interest_word.interest = 0 AND excluded.interest = 1";
    /// What a person said about a case.
    INTEREST_SAID = "SELECT interest FROM interest_word WHERE tenant = $1 AND application = $2 AND person = $3";
    /// The newest interests that were declared, with reference and name.
    INTERESTS = "SELECT w.application, a.reference, w.said_at, w.reason, p.name AS person FROM interest_word w JOIN application a ON a.tenant = w.tenant AND a.id = w.application JOIN person p ON p.tenant = w.tenant AND p.id = w.person WHERE w.tenant = $1 AND w.interest = 1 ORDER BY w.said_at DESC, w.application LIMIT $2";
    /// The queue in the order of turns, without the cases that this officer may not take: an own one, or one in which an
    /// interest was declared.
    IN_TURN_FOR = "SELECT id, reference, organisation, applicant, kind, partner, taxon, line_count, status, officer, proposed_by, approved_by, one_officer, draft_digest, submitted_at, closed_at, processing_ms, changed_at, created_at, version FROM application WHERE tenant = $1 AND status = $2 AND (applicant IS NULL OR applicant <> $3) AND NOT EXISTS (SELECT 1 FROM interest_word w WHERE w.tenant = application.tenant AND w.application = application.id AND w.person = $3 AND w.interest = 1) ORDER BY COALESCE((SELECT u.turn_at FROM urgent_case u WHERE u.tenant = application.tenant AND u.application = application.id), submitted_at), id LIMIT $4";
    /// Every open case that was handed in, in the order of turns.
    OPEN_BY_TURN = "SELECT id, reference, organisation, applicant, kind, partner, taxon, line_count, status, officer, proposed_by, approved_by, one_officer, draft_digest, submitted_at, closed_at, processing_ms, changed_at, created_at, version FROM application WHERE tenant = $1 AND closed_at IS NULL AND submitted_at IS NOT NULL ORDER BY COALESCE((SELECT u.turn_at FROM urgent_case u WHERE u.tenant = application.tenant AND u.application = application.id), submitted_at), id LIMIT $2";
    /// When somebody was reminded of a thing.
    REMINDED_AT = "SELECT at FROM reminder WHERE tenant = $1 AND object = $2 AND event = $3";
}

impl Read {
    /// When somebody was reminded of a case by an event; `None`: nobody was.
    pub async fn reminded_at(&mut self, case: ApplicationId, event: &str) -> Result<Option<Timestamp>, Error> {
        self.opt(REMINDED_AT, args![case, event]).await?.map(|row| row.get("at")).transpose()
    }

    /// What a person said about a case: `Some(true)` has an interest, `Some(false)` has none, `None` said nothing.
    pub async fn interest_said(&mut self, case: ApplicationId, person: PersonId) -> Result<Option<bool>, Error> {
        let row = self.opt(INTEREST_SAID, args![case, person]).await?;
        row.map(|row| row.get::<bool>("interest")).transpose()
    }

    /// The newest interests that were declared, as turns out of the usual of the kind `interest`.
    pub async fn interests(&mut self, limit: i64) -> Result<Vec<QueueEventRow>, Error> {
        let rows = self.all(INTERESTS, args![limit]).await?;
        rows.iter()
            .map(|row| {
                Ok(QueueEventRow {
                    application: row.get("application")?,
                    reference: row.get("reference")?,
                    kind: "interest".to_owned(),
                    at: row.get("said_at")?,
                    person: row.get("person")?,
                    to_person: None,
                    ahead: 0,
                    note: row.get("reason")?,
                })
            })
            .collect()
    }

    /// Open cases that were handed in, in the order of their turn, whatever their status.
    pub async fn open_by_turn(&mut self, limit: i64) -> Result<Vec<ApplicationRow>, Error> {
        self.all(OPEN_BY_TURN, args![limit]).await?.iter().map(ApplicationRow::of).collect()
    }

    /// Cases of a status in the order of their turn, as far as an officer may take them.
    pub async fn in_turn_for(
        &mut self,
        officer: PersonId,
        status: &str,
        limit: i64,
    ) -> Result<Vec<ApplicationRow>, Error> {
        self.all(IN_TURN_FOR, args![status, officer, limit]).await?.iter().map(ApplicationRow::of).collect()
    }
}

impl Tx {
    /// Somebody says whether there is an interest; one that was said before is not taken back.
    pub async fn interest_say(
        &mut self,
        case: ApplicationId,
        person: PersonId,
        interest: bool,
        reason: &str,
    ) -> Result<(), Error> {
        let at = self.at();
        self.run(SAY_INTEREST, args![case, person, interest, reason, at]).await?;
        Ok(())
    }
}
