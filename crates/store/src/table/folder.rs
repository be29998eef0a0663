//! What lies in the folder of a case, in one look: its papers with what the scanner said of each, and the words written
//! in it. The page of a case asks for both, and each of them would be three questions.

use super::attachment::AttachmentRow;
use super::examination::{RiskRow, risk};
use super::intake::{NoteRow, NoteSide, ScanState};
use crate::sql::{Row, args, queries};
use crate::{Error, Read};
use cites::ids::{ApplicationId, AttachmentId};
use cites::{Date, Timestamp};
use serde::de::DeserializeOwned;

macro_rules! folder {
    ($notes:literal) => {
        concat!(
            "SELECT 'paper' AS part, a.id, a.application, a.name, a.media_type, a.purpose, a.size, a.digest, a.uploaded_by, a.uploaded_at, a.removed_at, s.state, s.finding, x.replaces, NULL AS side, NULL AS body, NULL AS papers, NULL AS seen_outside, NULL AS seen_inside",
            " FROM attachment a LEFT JOIN file_scan s ON s.tenant = a.tenant AND s.digest = a.digest LEFT JOIN attachment_succession x ON x.tenant = a.tenant AND x.attachment = a.id WHERE a.tenant = $1 AND a.application = $2",
            " UNION ALL SELECT 'note', m.id, m.application, m.name, NULL, NULL, NULL, NULL, m.person, m.written_at, NULL, NULL, (SELECT CASE WHEN i.other_sender = 1 THEN i.sender ELSE '' END FROM mail_answer i WHERE i.tenant = m.tenant AND i.note = m.id), NULL, m.side, m.body, m.papers,",
            " (SELECT r.read_at FROM case_message_read r WHERE r.tenant = m.tenant AND r.application = m.application AND r.side = 'OUTSIDE'),",
            " (SELECT r.read_at FROM case_message_read r WHERE r.tenant = m.tenant AND r.application = m.application AND r.side = 'INSIDE')",
            " FROM case_message m WHERE m.tenant = $1 AND m.application = $2",
            $notes,
            " ORDER BY 1, 10, 2 LIMIT 1000"
        )
    };
}

queries! {
    /// Papers and words of a case as its applicant sees them.
    FOLDER_FOR_APPLICANT = folder!(" AND m.side <> 'NOTE'");
    /// The same with the officers' own notes.
    FOLDER_FOR_OFFICER = folder!("");
    /// The last assessment of a case, the clocks' targets in force, whether it waits for a quota and whether fees are in
    /// force.
    EXAMINATION_OF_CASE = "SELECT r.application, r.seq, r.at, r.rules_version, r.score, r.lane, r.computed_lane, r.forced_by, r.changed_by, r.reason, r.flags, r.hits, (SELECT t.body FROM examination_rule t WHERE t.tenant = a.tenant AND t.kind = 'targets' AND t.confirmed_at IS NOT NULL ORDER BY t.version DESC LIMIT 1) AS targets, (SELECT COUNT(*) FROM quota_wait w WHERE w.tenant = a.tenant AND w.application = a.id AND w.state = 'waiting') AS waits, (SELECT COUNT(*) FROM fee_schedule f WHERE f.tenant = a.tenant AND f.state = 'CONFIRMED' AND f.valid_from <= $3 AND (f.valid_until IS NULL OR f.valid_until >= $3)) AS charges FROM application a LEFT JOIN case_risk r ON r.tenant = a.tenant AND r.application = a.id AND r.seq = (SELECT MAX(n.seq) FROM case_risk n WHERE n.tenant = a.tenant AND n.application = a.id) WHERE a.tenant = $1 AND a.id = $2";
}

/// A paper of the folder, also one that was taken out of it.
#[derive(Debug, Clone)]
pub struct FolderPaper {
    /// What is known of the file.
    pub row: AttachmentRow,
    /// What the scanner said.
    pub scan: ScanState,
    /// The paper it stands in the place of.
    pub replaces: Option<AttachmentId>,
}

/// A folder.
#[derive(Debug, Clone, Default)]
pub struct FolderRows {
    /// Papers in the order in which they came, those that were taken out too.
    pub papers: Vec<FolderPaper>,
    /// Words, oldest first.
    pub notes: Vec<NoteRow>,
    /// When the applicant's side last looked at them.
    pub seen_outside: Option<Timestamp>,
    /// When the authority last looked.
    pub seen_inside: Option<Timestamp>,
}

/// What examination keeps beside a case.
#[derive(Debug, Clone)]
pub struct ExaminationRows<T> {
    /// The last assessment.
    pub risk: Option<RiskRow>,
    /// Targets of the clocks; `None`: the program's own.
    pub targets: Option<T>,
    /// Does it wait for a quota?
    pub waits: bool,
    /// Is a fee schedule in force?
    pub charges: bool,
}

fn note(row: &Row) -> Result<NoteRow, Error> {
    Ok(NoteRow {
        id: row.get("id")?,
        side: row.code("side", NoteSide::from_code)?,
        person: row.get("uploaded_by")?,
        name: row.get("name")?,
        text: row.get("body")?,
        papers: row.json("papers")?,
        // Of a note this column says by which road it came.
        by_mail: row.opt("finding")?,
        at: row.get("uploaded_at")?,
    })
}

impl Read {
    /// Papers and words of a case; the officers' own notes only when `inside`.
    pub async fn folder(&mut self, application: ApplicationId, inside: bool) -> Result<FolderRows, Error> {
        let sql = if inside { FOLDER_FOR_OFFICER } else { FOLDER_FOR_APPLICANT };
        let mut folder = FolderRows::default();
        for row in self.all(sql, args![application]).await? {
            if row.get::<String>("part")? == "note" {
                folder.notes.push(note(&row)?);
                folder.seen_outside = row.opt("seen_outside")?;
                folder.seen_inside = row.opt("seen_inside")?;
            } else {
                let known = row.opt::<String>("state")?.is_some();
                folder.papers.push(FolderPaper {
                    row: AttachmentRow::of(&row)?,
                    scan: if known { ScanState::of(&row)? } else { ScanState::NotScanned },
                    replaces: row.opt("replaces")?,
                });
            }
        }
        Ok(folder)
    }

    /// What examination keeps beside a case.
    pub async fn examination_of<T: DeserializeOwned>(
        &mut self,
        application: ApplicationId,
        on: Date,
    ) -> Result<ExaminationRows<T>, Error> {
        let row = self.one(EXAMINATION_OF_CASE, args![application, on]).await?;
        let assessed = row.opt::<i64>("seq")?.is_some();
        Ok(ExaminationRows {
            risk: if assessed { Some(risk(&row)?) } else { None },
            targets: if row.opt::<String>("targets")?.is_some() { Some(row.json("targets")?) } else { None },
            waits: row.get::<i64>("waits")? > 0,
            charges: row.get::<i64>("charges")? > 0,
        })
    }
}
