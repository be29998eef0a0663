-- Intake: files that come in pieces and what the scanner said of them, papers promised for later, templates, lists of
-- lines from a spreadsheet, and what applicants and officers write to each other.

CREATE TABLE upload (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The application the file is for.
    application {bytes} NOT NULL,
    -- Who sends it; nobody else may go on with it.
    person {bytes} NOT NULL,
    -- Name the file has at the sender's, as sent.
    name TEXT NOT NULL,
    -- What the paper is for, as for attachments.
    purpose TEXT NOT NULL,
    -- The attachment it shall stand in the place of; NULL: a further paper.
    replaces {bytes},
    -- Bytes the whole file has.
    size {int} NOT NULL,
    -- Bytes that have come.
    received {int} NOT NULL,
    -- When the first question came.
    started_at {int} NOT NULL,
    -- When the last part came.
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT upload_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT upload_not_more_than_announced CHECK (size > 0 AND received >= 0 AND received <= size)
) {strict};
CREATE INDEX upload_age ON upload (tenant, changed_at);
{wall upload}

CREATE TABLE upload_part (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The upload.
    upload {bytes} NOT NULL,
    -- Place of its first byte in the file, from 0.
    start {int} NOT NULL CHECK (start >= 0),
    -- The bytes.
    bytes {bytes} NOT NULL,
    PRIMARY KEY (tenant, upload, start),
    CONSTRAINT upload_part_upload FOREIGN KEY (tenant, upload) REFERENCES upload (tenant, id)
) {strict};
{wall upload_part}

CREATE TABLE file_scan (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the bytes, as in attachments.
    digest {bytes} NOT NULL,
    -- NOT_SCANNED: no scanner was set. WAITING: it did not answer. CLEAN. INFECTED: found later; the bytes were destroyed.
    state TEXT NOT NULL CHECK (state IN ('NOT_SCANNED', 'WAITING', 'CLEAN', 'INFECTED')),
    -- What the scanner calls what it found; NULL unless INFECTED.
    finding TEXT,
    -- When this was found out.
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant, digest),
    CONSTRAINT file_scan_finding CHECK ((state = 'INFECTED') = (finding IS NOT NULL))
) {strict};
CREATE INDEX file_scan_open ON file_scan (tenant, state, changed_at);
{wall file_scan}

CREATE TABLE attachment_succession (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The newer paper.
    attachment {bytes} NOT NULL,
    -- The older one that it stands in the place of.
    replaces {bytes} NOT NULL,
    -- The application of both.
    application {bytes} NOT NULL,
    PRIMARY KEY (tenant, attachment),
    CONSTRAINT attachment_succession_new FOREIGN KEY (tenant, attachment) REFERENCES attachment (tenant, id),
    CONSTRAINT attachment_succession_old FOREIGN KEY (tenant, replaces) REFERENCES attachment (tenant, id)
) {strict};
CREATE INDEX attachment_succession_case ON attachment_succession (tenant, application);
{wall attachment_succession}

CREATE TABLE promised_paper (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The application.
    application {bytes} NOT NULL,
    -- What the paper is for, as for attachments.
    purpose TEXT NOT NULL,
    -- Why it comes later, in the applicant's words.
    reason TEXT NOT NULL,
    -- Who said so.
    promised_by {bytes} NOT NULL,
    -- When that was said or written.
    promised_at {int} NOT NULL,
    PRIMARY KEY (tenant, application, purpose),
    CONSTRAINT promised_paper_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
{wall promised_paper}

CREATE TABLE application_template (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- What its owner calls it.
    name TEXT NOT NULL,
    -- Who made it.
    person {bytes} NOT NULL,
    -- The organisation that shares it; NULL: it is the person's own.
    organisation {bytes},
    -- The form as typed, JSON (permits::FormInput), without papers and declaration.
    body TEXT NOT NULL,
    -- When it was made.
    created_at {int} NOT NULL,
    -- Last change.
    changed_at {int} NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id)
) {strict};
CREATE INDEX application_template_person ON application_template (tenant, person, name);
CREATE INDEX application_template_organisation ON application_template (tenant, organisation, name);
{wall application_template}

CREATE TABLE line_list (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The application the rows are for; one list at a time.
    application {bytes} NOT NULL,
    -- Who brought it.
    person {bytes} NOT NULL,
    -- Name of the file.
    name TEXT NOT NULL,
    -- The rows as read, JSON (permits::form::LineInput list); nothing of them is in the application yet.
    body TEXT NOT NULL,
    -- Last change.
    changed_at {int} NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, application),
    CONSTRAINT line_list_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
{wall line_list}

CREATE TABLE case_message (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The case.
    application {bytes} NOT NULL,
    -- OUTSIDE: from the applicant's side. INSIDE: from the authority. NOTE: among officers, never shown outside.
    side TEXT NOT NULL CHECK (side IN ('OUTSIDE', 'INSIDE', 'NOTE')),
    -- Who wrote it.
    person {bytes} NOT NULL,
    -- The writer's name at that time.
    name TEXT NOT NULL,
    -- What was written.
    body TEXT NOT NULL,
    -- Ids of papers of the case that it speaks of, JSON list.
    papers TEXT NOT NULL,
    -- When that was said or written.
    written_at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT case_message_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
CREATE INDEX case_message_of_case ON case_message (tenant, application, written_at, id);
{append_only case_message}
{wall case_message}

CREATE TABLE case_message_read (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The case.
    application {bytes} NOT NULL,
    -- Which side looked: OUTSIDE or INSIDE.
    side TEXT NOT NULL CHECK (side IN ('OUTSIDE', 'INSIDE')),
    -- When it last looked: what was written before is read.
    read_at {int} NOT NULL,
    -- Who looked last.
    person {bytes} NOT NULL,
    PRIMARY KEY (tenant, application, side),
    CONSTRAINT case_message_read_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
{wall case_message_read}
