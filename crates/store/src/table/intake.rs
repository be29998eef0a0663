//! Intake: files in pieces, what the scanner said, promised papers, templates, lists of lines, words in a case.

use crate::sql::{Row, args, queries};
use crate::{Chore, Error, Read, Tx};
use cites::ids::{ApplicationId, AttachmentId, NoteId, OrganisationId, PersonId, TemplateId, UploadId};
use cites::{Digest, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

macro_rules! template_columns {
    () => {
        "id, name, person, organisation, body, created_at, changed_at, version"
    };
}

queries! {
    /// A file is announced.
    INSERT_UPLOAD = "INSERT INTO upload (tenant, id, application, person, name, purpose, replaces, size, received, started_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $9)";
    /// How far it is.
    UPLOAD = "SELECT id, application, person, name, purpose, replaces, size, received FROM upload WHERE tenant = $1 AND id = $2";
    /// How many one person has open.
    UPLOADS_OPEN = "SELECT COUNT(*) AS n FROM upload WHERE tenant = $1 AND person = $2";
    /// A part came; only at the place where the last one ended.
    UPLOAD_RECEIVED = "UPDATE upload SET received = received + $3, changed_at = $4 WHERE tenant = $1 AND id = $2 AND received = $5";
    /// Its bytes.
    INSERT_UPLOAD_PART = "INSERT INTO upload_part (tenant, upload, start, bytes) VALUES ($1, $2, $3, $4)";
    /// All of them in order.
    UPLOAD_PARTS = "SELECT bytes FROM upload_part WHERE tenant = $1 AND upload = $2 ORDER BY start";
    /// The pieces go when the file is whole.
    DELETE_UPLOAD_PARTS = "DELETE FROM upload_part WHERE tenant = $1 AND upload = $2";
    /// Then the upload itself.
    DELETE_UPLOAD = "DELETE FROM upload WHERE tenant = $1 AND id = $2";
    /// Pieces of uploads nobody went on with.
    SWEEP_UPLOAD_PARTS = "DELETE FROM upload_part WHERE tenant = $1 AND EXISTS (SELECT 1 FROM upload u WHERE u.tenant = upload_part.tenant AND u.id = upload_part.upload AND u.changed_at < $2)";
    /// And those uploads.
    SWEEP_UPLOADS = "DELETE FROM upload WHERE tenant = $1 AND changed_at < $2";
    /// What the scanner said. What was found infected stays so.
    SET_FILE_SCAN = "INSERT INTO file_scan (tenant, digest, state, finding, changed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, digest) DO UPDATE SET state = excluded.state, finding = excluded.finding, changed_at = excluded.changed_at WHERE file_scan.state <> 'INFECTED'";
    /// What it said of one file.
    FILE_SCAN = "SELECT state, finding FROM file_scan WHERE tenant = $1 AND digest = $2";
    /// What it said of the files of a case.
    FILE_SCANS_OF_CASE = "SELECT DISTINCT s.digest, s.state, s.finding FROM file_scan s JOIN attachment a ON a.tenant = s.tenant AND a.digest = s.digest WHERE s.tenant = $1 AND a.application = $2";
    /// Files still to be scanned, the longest waiting first.
    FILES_TO_SCAN = "SELECT digest FROM file_scan WHERE tenant = $1 AND state IN ('NOT_SCANNED', 'WAITING') ORDER BY changed_at, digest LIMIT $2";
    /// A paper stands in the place of another.
    INSERT_SUCCESSION = "INSERT INTO attachment_succession (tenant, attachment, replaces, application) VALUES ($1, $2, $3, $4)";
    /// Which paper stands in which one's place, in a case.
    SUCCESSIONS = "SELECT attachment, replaces FROM attachment_succession WHERE tenant = $1 AND application = $2";
    /// A paper is promised for later.
    SET_PROMISE = "INSERT INTO promised_paper (tenant, application, purpose, reason, promised_by, promised_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, application, purpose) DO UPDATE SET reason = excluded.reason, promised_by = excluded.promised_by, promised_at = excluded.promised_at";
    /// It came.
    DELETE_PROMISE = "DELETE FROM promised_paper WHERE tenant = $1 AND application = $2 AND purpose = $3";
    /// What is promised in a case.
    PROMISES = "SELECT purpose, reason, promised_at FROM promised_paper WHERE tenant = $1 AND application = $2 ORDER BY purpose";
    /// A new template.
    INSERT_TEMPLATE = "INSERT INTO application_template (tenant, id, name, person, organisation, body, created_at, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 1)";
    /// Another name or content, at the version that was read.
    UPDATE_TEMPLATE = "UPDATE application_template SET name = $3, organisation = $4, body = $5, changed_at = $6, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $7";
    /// No longer wanted.
    DELETE_TEMPLATE = "DELETE FROM application_template WHERE tenant = $1 AND id = $2";
    /// One template.
    TEMPLATE = concat!("SELECT ", template_columns!(), " FROM application_template WHERE tenant = $1 AND id = $2");
    /// A person's own and those of the organisation.
    TEMPLATES = concat!("SELECT ", template_columns!(), " FROM application_template WHERE tenant = $1 AND (person = $2 OR organisation = $3) ORDER BY name, id LIMIT 100");
    /// A list of lines is laid beside an application.
    SET_LINE_LIST = "INSERT INTO line_list (tenant, application, person, name, body, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (tenant, application) DO UPDATE SET person = excluded.person, name = excluded.name, body = excluded.body, changed_at = excluded.changed_at, version = line_list.version + 1";
    /// The list.
    LINE_LIST = "SELECT name, body, version FROM line_list WHERE tenant = $1 AND application = $2";
    /// It was taken over or thrown away.
    DELETE_LINE_LIST = "DELETE FROM line_list WHERE tenant = $1 AND application = $2";
    /// Somebody writes in a case.
    INSERT_NOTE = "INSERT INTO case_message (tenant, id, application, side, person, name, body, papers, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// What applicant and officer wrote to each other, oldest first.
    NOTES_FOR_APPLICANT = "SELECT id, side, person, name, body, papers, written_at, (SELECT CASE WHEN i.other_sender = 1 THEN i.sender ELSE '' END FROM mail_answer i WHERE i.tenant = case_message.tenant AND i.note = case_message.id) AS by_mail FROM case_message WHERE tenant = $1 AND application = $2 AND side <> 'NOTE' ORDER BY written_at, id LIMIT 500";
    /// The same with the officers' own notes.
    NOTES_FOR_OFFICER = "SELECT id, side, person, name, body, papers, written_at, (SELECT CASE WHEN i.other_sender = 1 THEN i.sender ELSE '' END FROM mail_answer i WHERE i.tenant = case_message.tenant AND i.note = case_message.id) AS by_mail FROM case_message WHERE tenant = $1 AND application = $2 ORDER BY written_at, id LIMIT 500";
    /// A side looked.
    SET_NOTES_READ = "INSERT INTO case_message_read (tenant, application, side, read_at, person) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, application, side) DO UPDATE SET read_at = excluded.read_at, person = excluded.person";
    /// When each side last looked.
    NOTES_READ = "SELECT side, read_at FROM case_message_read WHERE tenant = $1 AND application = $2";
}

/// A file on its way in pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct UploadRow {
    /// Id.
    pub id: UploadId,
    /// Which application.
    pub application: ApplicationId,
    /// Who sends it.
    pub person: PersonId,
    /// Its name at the sender's.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The paper it shall stand in the place of.
    pub replaces: Option<AttachmentId>,
    /// Bytes of the whole.
    pub size: i64,
    /// Bytes that came.
    pub received: i64,
}

/// What is known of a file's harmlessness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanState {
    /// No scanner was set.
    NotScanned,
    /// The scanner did not answer; it is asked again.
    Waiting,
    /// Nothing bad was found.
    Clean,
    /// Something bad was found after it had been kept; its bytes were destroyed.
    Infected(String),
}

impl ScanState {
    /// The code in the archive and in messages of the API.
    pub const fn code(&self) -> &'static str {
        match self {
            ScanState::NotScanned => "NOT_SCANNED",
            ScanState::Waiting => "WAITING",
            ScanState::Clean => "CLEAN",
            ScanState::Infected(_) => "INFECTED",
        }
    }

    pub(crate) fn of(row: &Row) -> Result<ScanState, Error> {
        let finding: Option<String> = row.opt("finding")?;
        row.code("state", |code| match code {
            "NOT_SCANNED" => Some(ScanState::NotScanned),
            "WAITING" => Some(ScanState::Waiting),
            "CLEAN" => Some(ScanState::Clean),
            "INFECTED" => Some(ScanState::Infected(finding.clone().unwrap_or_default())),
            _ => None,
        })
    }
}

/// A paper that comes later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseRow {
    /// What it is for.
    pub purpose: String,
    /// Why it comes later.
    pub reason: String,
    /// When that was said.
    pub promised_at: Timestamp,
}

/// A template of an application.
#[derive(Debug, Clone)]
pub struct TemplateRow<F> {
    /// Id.
    pub id: TemplateId,
    /// What its owner calls it.
    pub name: String,
    /// Who made it.
    pub person: PersonId,
    /// Who shares it.
    pub organisation: Option<OrganisationId>,
    /// The form.
    pub form: F,
    /// When it was made.
    pub created_at: Timestamp,
    /// Last change.
    pub changed_at: Timestamp,
    /// How often it was changed.
    pub version: i64,
}

impl<F: DeserializeOwned> TemplateRow<F> {
    fn of(row: &Row) -> Result<TemplateRow<F>, Error> {
        Ok(TemplateRow {
            id: row.get("id")?,
            name: row.get("name")?,
            person: row.get("person")?,
            organisation: row.opt("organisation")?,
            form: row.json("body")?,
            created_at: row.get("created_at")?,
            changed_at: row.get("changed_at")?,
            version: row.get("version")?,
        })
    }
}

/// A list of lines beside an application.
#[derive(Debug, Clone)]
pub struct LineListRow<L> {
    /// Name of the file.
    pub name: String,
    /// The rows.
    pub lines: L,
    /// How often it was changed.
    pub version: i64,
}

/// From which side of the desk something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteSide {
    /// The applicant's.
    Outside,
    /// The authority's, to the applicant.
    Inside,
    /// Among officers.
    Note,
}

impl NoteSide {
    /// The code in the archive and in messages of the API.
    pub const fn code(self) -> &'static str {
        match self {
            NoteSide::Outside => "OUTSIDE",
            NoteSide::Inside => "INSIDE",
            NoteSide::Note => "NOTE",
        }
    }

    /// The side of a code.
    pub fn from_code(code: &str) -> Option<NoteSide> {
        [NoteSide::Outside, NoteSide::Inside, NoteSide::Note].into_iter().find(|s| s.code() == code)
    }
}

/// Something written in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// Id.
    pub id: NoteId,
    /// From where.
    pub side: NoteSide,
    /// By whom.
    pub person: PersonId,
    /// The writer's name then.
    pub name: String,
    /// The words.
    pub text: String,
    /// Papers of the case it speaks of.
    pub papers: Vec<AttachmentId>,
    /// By e-mail: the address it came from where that was not the person's own, else blank. `None`: on the page.
    pub by_mail: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl NoteRow {
    fn of(row: &Row) -> Result<NoteRow, Error> {
        Ok(NoteRow {
            id: row.get("id")?,
            side: row.code("side", NoteSide::from_code)?,
            person: row.get("person")?,
            name: row.get("name")?,
            text: row.get("body")?,
            papers: row.json("papers")?,
            by_mail: row.opt("by_mail")?,
            at: row.get("written_at")?,
        })
    }
}

impl Read {
    /// A file on its way.
    pub async fn upload(&mut self, id: UploadId) -> Result<Option<UploadRow>, Error> {
        let row = self.opt(UPLOAD, args![id]).await?;
        row.map(|row| {
            Ok(UploadRow {
                id: row.get("id")?,
                application: row.get("application")?,
                person: row.get("person")?,
                name: row.get("name")?,
                purpose: row.get("purpose")?,
                replaces: row.opt("replaces")?,
                size: row.get("size")?,
                received: row.get("received")?,
            })
        })
        .transpose()
    }

    /// How many files a person has on their way.
    pub async fn uploads_open(&mut self, person: PersonId) -> Result<i64, Error> {
        self.one(UPLOADS_OPEN, args![person]).await?.get("n")
    }

    /// The bytes that came, in order.
    pub async fn upload_bytes(&mut self, id: UploadId) -> Result<Vec<u8>, Error> {
        let mut whole = Vec::new();
        for row in self.all(UPLOAD_PARTS, args![id]).await? {
            whole.extend(row.get::<Vec<u8>>("bytes")?);
        }
        Ok(whole)
    }

    /// What the scanner said of a file; one it was never asked about was not scanned.
    pub async fn file_scan(&mut self, digest: &Digest) -> Result<ScanState, Error> {
        self.opt(FILE_SCAN, args![digest]).await?.as_ref().map_or(Ok(ScanState::NotScanned), ScanState::of)
    }

    /// What the scanner said of the files of a case.
    pub async fn file_scans(&mut self, application: ApplicationId) -> Result<BTreeMap<[u8; 32], ScanState>, Error> {
        let rows = self.all(FILE_SCANS_OF_CASE, args![application]).await?;
        rows.iter().map(|row| Ok((row.get::<Digest>("digest")?.0, ScanState::of(row)?))).collect()
    }

    /// Files still to be scanned.
    pub async fn files_to_scan(&mut self, limit: i64) -> Result<Vec<Digest>, Error> {
        self.all(FILES_TO_SCAN, args![limit]).await?.iter().map(|row| row.get("digest")).collect()
    }

    /// Which paper of a case stands in which one's place: newer, older.
    pub async fn successions(
        &mut self,
        application: ApplicationId,
    ) -> Result<Vec<(AttachmentId, AttachmentId)>, Error> {
        let rows = self.all(SUCCESSIONS, args![application]).await?;
        rows.iter().map(|row| Ok((row.get("attachment")?, row.get("replaces")?))).collect()
    }

    /// Papers promised for later.
    pub async fn promises(&mut self, application: ApplicationId) -> Result<Vec<PromiseRow>, Error> {
        let rows = self.all(PROMISES, args![application]).await?;
        rows.iter()
            .map(|row| {
                Ok(PromiseRow {
                    purpose: row.get("purpose")?,
                    reason: row.get("reason")?,
                    promised_at: row.get("promised_at")?,
                })
            })
            .collect()
    }

    /// One template.
    pub async fn template<F: DeserializeOwned>(&mut self, id: TemplateId) -> Result<Option<TemplateRow<F>>, Error> {
        self.opt(TEMPLATE, args![id]).await?.as_ref().map(TemplateRow::of).transpose()
    }

    /// A person's own templates and those of the organisation, by name; at most 100.
    pub async fn templates<F: DeserializeOwned>(
        &mut self,
        person: PersonId,
        organisation: Option<OrganisationId>,
    ) -> Result<Vec<TemplateRow<F>>, Error> {
        self.all(TEMPLATES, args![person, organisation]).await?.iter().map(TemplateRow::of).collect()
    }

    /// The list of lines beside an application.
    pub async fn line_list<L: DeserializeOwned>(
        &mut self,
        application: ApplicationId,
    ) -> Result<Option<LineListRow<L>>, Error> {
        let row = self.opt(LINE_LIST, args![application]).await?;
        row.map(|row| {
            Ok(LineListRow { name: row.get("name")?, lines: row.json("body")?, version: row.get("version")? })
        })
        .transpose()
    }

    /// What was written in a case, oldest first; the officers' own notes only when `inside`.
    pub async fn notes(&mut self, application: ApplicationId, inside: bool) -> Result<Vec<NoteRow>, Error> {
        let sql = if inside { NOTES_FOR_OFFICER } else { NOTES_FOR_APPLICANT };
        self.all(sql, args![application]).await?.iter().map(NoteRow::of).collect()
    }

    /// When the applicant's side and the authority last looked into the thread.
    pub async fn notes_read(
        &mut self,
        application: ApplicationId,
    ) -> Result<(Option<Timestamp>, Option<Timestamp>), Error> {
        let (mut outside, mut inside) = (None, None);
        for row in self.all(NOTES_READ, args![application]).await? {
            let at = row.get("read_at")?;
            if row.get::<String>("side")? == NoteSide::Outside.code() { outside = Some(at) } else { inside = Some(at) }
        }
        Ok((outside, inside))
    }
}

impl Tx {
    /// A file is announced.
    pub async fn upload_insert(&mut self, u: &UploadRow) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_UPLOAD, args![u.id, u.application, u.person, u.name, u.purpose, u.replaces, u.size, at])
            .await?;
        Ok(())
    }

    /// Records what the scanner said of a file.
    pub async fn file_scan_set(&mut self, digest: &Digest, state: &ScanState) -> Result<(), Error> {
        let at = self.at();
        let finding = match state {
            ScanState::Infected(name) => Some(name.clone()),
            _ => None,
        };
        self.change(SET_FILE_SCAN, args![digest, state.code(), finding, at]).await?;
        Ok(())
    }

    /// A paper stands in the place of another.
    pub async fn succession_insert(
        &mut self,
        new: AttachmentId,
        old: AttachmentId,
        application: ApplicationId,
    ) -> Result<(), Error> {
        self.change(INSERT_SUCCESSION, args![new, old, application]).await?;
        Ok(())
    }

    /// A paper is promised.
    pub async fn promise_set(
        &mut self,
        application: ApplicationId,
        purpose: &str,
        reason: &str,
        by: PersonId,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(SET_PROMISE, args![application, purpose, reason, by, at]).await?;
        Ok(())
    }

    /// The promise was kept or taken back.
    pub async fn promise_delete(&mut self, application: ApplicationId, purpose: &str) -> Result<(), Error> {
        self.change(DELETE_PROMISE, args![application, purpose]).await?;
        Ok(())
    }

    /// A new template.
    pub async fn template_insert<F: Serialize>(&mut self, t: &TemplateRow<F>) -> Result<(), Error> {
        let body = serde_json::to_string(&t.form)?;
        self.change(INSERT_TEMPLATE, args![t.id, t.name, t.person, t.organisation, body, t.created_at]).await?;
        Ok(())
    }

    /// A changed template, at the version that was read.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was changed meanwhile.
    pub async fn template_update<F: Serialize>(&mut self, t: &TemplateRow<F>) -> Result<(), Error> {
        let (at, body) = (self.at(), serde_json::to_string(&t.form)?);
        self.change_one("template", UPDATE_TEMPLATE, args![t.id, t.name, t.organisation, body, at, t.version]).await
    }

    /// Deletes a template.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is gone already.
    pub async fn template_delete(&mut self, id: TemplateId) -> Result<(), Error> {
        self.change_one("template", DELETE_TEMPLATE, args![id]).await
    }

    /// Lays a list of lines beside an application; an older list goes.
    pub async fn line_list_set(
        &mut self,
        application: ApplicationId,
        by: PersonId,
        name: &str,
        lines: &impl Serialize,
    ) -> Result<(), Error> {
        let (at, body) = (self.at(), serde_json::to_string(lines)?);
        self.change(SET_LINE_LIST, args![application, by, name, body, at]).await?;
        Ok(())
    }

    /// Takes the list away.
    pub async fn line_list_delete(&mut self, application: ApplicationId) -> Result<(), Error> {
        self.change(DELETE_LINE_LIST, args![application]).await?;
        Ok(())
    }

    /// Something is written in a case.
    pub async fn note_insert(&mut self, application: ApplicationId, n: &NoteRow) -> Result<(), Error> {
        let papers = serde_json::to_string(&n.papers)?;
        self.change(INSERT_NOTE, args![n.id, application, n.side.code(), n.person, n.name, n.text, papers, n.at])
            .await?;
        Ok(())
    }
}

impl Chore {
    /// Keeps a part that begins where the last one ended; `false` when it begins elsewhere: nothing was kept then.
    pub async fn upload_part(&mut self, id: UploadId, start: i64, bytes: &[u8]) -> Result<bool, Error> {
        let (at, length) = (self.at, i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        if self.run(UPLOAD_RECEIVED, args![id, length, at, start]).await? == 0 {
            return Ok(false);
        }
        self.run(INSERT_UPLOAD_PART, args![id, start, bytes]).await?;
        Ok(true)
    }

    /// Forgets an upload with its pieces.
    pub async fn upload_drop(&mut self, id: UploadId) -> Result<(), Error> {
        self.run(DELETE_UPLOAD_PARTS, args![id]).await?;
        self.run(DELETE_UPLOAD, args![id]).await?;
        Ok(())
    }

    /// Forgets uploads that nobody went on with since `before`.
    pub async fn uploads_sweep(&mut self, before: Timestamp) -> Result<u64, Error> {
        self.run(SWEEP_UPLOAD_PARTS, args![before]).await?;
        self.run(SWEEP_UPLOADS, args![before]).await
    }

    /// A side of the desk looked into the thread of a case.
    pub async fn notes_seen(&mut self, application: ApplicationId, side: NoteSide, by: PersonId) -> Result<(), Error> {
        let at = self.at;
        self.run(SET_NOTES_READ, args![application, side.code(), at, by]).await?;
        Ok(())
    }
}
