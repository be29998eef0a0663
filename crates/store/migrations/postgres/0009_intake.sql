-- Rendered from the template of the same name; do not edit.
-- Intake: files that come in pieces and what the scanner said of them, papers promised for later, templates, lists of
-- lines from a spreadsheet, and what applicants and officers write to each other.

CREATE TABLE upload (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The application the file is for.
    application BYTEA NOT NULL,
    -- Who sends it; nobody else may go on with it.
    person BYTEA NOT NULL,
    -- Name the file has at the sender's, as sent.
    name TEXT NOT NULL,
    -- What the paper is for, as for attachments.
    purpose TEXT NOT NULL,
    -- The attachment it shall stand in the place of; NULL: a further paper.
    replaces BYTEA,
    -- Bytes the whole file has.
    size BIGINT NOT NULL,
    -- Bytes that have come.
    received BIGINT NOT NULL,
    -- When the first question came.
    started_at BIGINT NOT NULL,
    -- When the last part came.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT upload_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT upload_not_more_than_announced CHECK (size > 0 AND received >= 0 AND received <= size)
);
CREATE INDEX upload_age ON upload (tenant, changed_at);
ALTER TABLE upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE upload FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON upload FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE upload_part (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The upload.
    upload BYTEA NOT NULL,
    -- Place of its first byte in the file, from 0.
    start BIGINT NOT NULL CHECK (start >= 0),
    -- The bytes.
    bytes BYTEA NOT NULL,
    PRIMARY KEY (tenant, upload, start),
    CONSTRAINT upload_part_upload FOREIGN KEY (tenant, upload) REFERENCES upload (tenant, id)
);
ALTER TABLE upload_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE upload_part FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON upload_part FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE file_scan (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the bytes, as in attachments.
    digest BYTEA NOT NULL,
    -- NOT_SCANNED: no scanner was set. WAITING: it did not answer. CLEAN. INFECTED: found later; the bytes were destroyed.
    state TEXT NOT NULL CHECK (state IN ('NOT_SCANNED', 'WAITING', 'CLEAN', 'INFECTED')),
    -- What the scanner calls what it found; NULL unless INFECTED.
    finding TEXT,
    -- When this was found out.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, digest),
    CONSTRAINT file_scan_finding CHECK ((state = 'INFECTED') = (finding IS NOT NULL))
);
CREATE INDEX file_scan_open ON file_scan (tenant, state, changed_at);
ALTER TABLE file_scan ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_scan FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON file_scan FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE attachment_succession (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The newer paper.
    attachment BYTEA NOT NULL,
    -- The older one that it stands in the place of.
    replaces BYTEA NOT NULL,
    -- The application of both.
    application BYTEA NOT NULL,
    PRIMARY KEY (tenant, attachment),
    CONSTRAINT attachment_succession_new FOREIGN KEY (tenant, attachment) REFERENCES attachment (tenant, id),
    CONSTRAINT attachment_succession_old FOREIGN KEY (tenant, replaces) REFERENCES attachment (tenant, id)
);
CREATE INDEX attachment_succession_case ON attachment_succession (tenant, application);
ALTER TABLE attachment_succession ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment_succession FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON attachment_succession FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE promised_paper (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application.
    application BYTEA NOT NULL,
    -- What the paper is for, as for attachments.
    purpose TEXT NOT NULL,
    -- Why it comes later, in the applicant's words.
    reason TEXT NOT NULL,
    -- Who said so.
    promised_by BYTEA NOT NULL,
    -- When that was said or written.
    promised_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, application, purpose),
    CONSTRAINT promised_paper_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
ALTER TABLE promised_paper ENABLE ROW LEVEL SECURITY;
ALTER TABLE promised_paper FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON promised_paper FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE application_template (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- What its owner calls it.
    name TEXT NOT NULL,
    -- Who made it.
    person BYTEA NOT NULL,
    -- The organisation that shares it; NULL: it is the person's own.
    organisation BYTEA,
    -- The form as typed, JSON (permits::FormInput), without papers and declaration.
    body TEXT NOT NULL,
    -- When it was made.
    created_at BIGINT NOT NULL,
    -- Last change.
    changed_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX application_template_person ON application_template (tenant, person, name);
CREATE INDEX application_template_organisation ON application_template (tenant, organisation, name);
ALTER TABLE application_template ENABLE ROW LEVEL SECURITY;
ALTER TABLE application_template FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON application_template FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE line_list (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application the rows are for; one list at a time.
    application BYTEA NOT NULL,
    -- Who brought it.
    person BYTEA NOT NULL,
    -- Name of the file.
    name TEXT NOT NULL,
    -- The rows as read, JSON (permits::form::LineInput list); nothing of them is in the application yet.
    body TEXT NOT NULL,
    -- Last change.
    changed_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, application),
    CONSTRAINT line_list_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
ALTER TABLE line_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE line_list FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON line_list FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE case_message (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The case.
    application BYTEA NOT NULL,
    -- OUTSIDE: from the applicant's side. INSIDE: from the authority. NOTE: among officers, never shown outside.
    side TEXT NOT NULL CHECK (side IN ('OUTSIDE', 'INSIDE', 'NOTE')),
    -- Who wrote it.
    person BYTEA NOT NULL,
    -- The writer's name at that time.
    name TEXT NOT NULL,
    -- What was written.
    body TEXT NOT NULL,
    -- Ids of papers of the case that it speaks of, JSON list.
    papers TEXT NOT NULL,
    -- When that was said or written.
    written_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT case_message_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX case_message_of_case ON case_message (tenant, application, written_at, id);
CREATE FUNCTION case_message_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'case_message is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER case_message_rows BEFORE UPDATE OR DELETE ON case_message FOR EACH ROW EXECUTE FUNCTION case_message_refuse();
CREATE TRIGGER case_message_all BEFORE TRUNCATE ON case_message FOR EACH STATEMENT EXECUTE FUNCTION case_message_refuse();
ALTER TABLE case_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_message FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON case_message FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE case_message_read (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The case.
    application BYTEA NOT NULL,
    -- Which side looked: OUTSIDE or INSIDE.
    side TEXT NOT NULL CHECK (side IN ('OUTSIDE', 'INSIDE')),
    -- When it last looked: what was written before is read.
    read_at BIGINT NOT NULL,
    -- Who looked last.
    person BYTEA NOT NULL,
    PRIMARY KEY (tenant, application, side),
    CONSTRAINT case_message_read_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
ALTER TABLE case_message_read ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_message_read FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON case_message_read FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN upload.tenant IS 'The tenant.';
COMMENT ON COLUMN upload.id IS 'Id. Immutable.';
COMMENT ON COLUMN upload.application IS 'The application the file is for.';
COMMENT ON COLUMN upload.person IS 'Who sends it; nobody else may go on with it.';
COMMENT ON COLUMN upload.name IS 'Name the file has at the sender''s, as sent.';
COMMENT ON COLUMN upload.purpose IS 'What the paper is for, as for attachments.';
COMMENT ON COLUMN upload.replaces IS 'The attachment it shall stand in the place of; NULL: a further paper.';
COMMENT ON COLUMN upload.size IS 'Bytes the whole file has.';
COMMENT ON COLUMN upload.received IS 'Bytes that have come.';
COMMENT ON COLUMN upload.started_at IS 'When the first question came.';
COMMENT ON COLUMN upload.changed_at IS 'When the last part came.';
COMMENT ON COLUMN upload_part.tenant IS 'The tenant.';
COMMENT ON COLUMN upload_part.upload IS 'The upload.';
COMMENT ON COLUMN upload_part.start IS 'Place of its first byte in the file, from 0.';
COMMENT ON COLUMN upload_part.bytes IS 'The bytes.';
COMMENT ON COLUMN file_scan.tenant IS 'The tenant.';
COMMENT ON COLUMN file_scan.digest IS 'SHA-256 of the bytes, as in attachments.';
COMMENT ON COLUMN file_scan.state IS 'NOT_SCANNED: no scanner was set. WAITING: it did not answer. CLEAN. INFECTED: found later; the bytes were destroyed.';
COMMENT ON COLUMN file_scan.finding IS 'What the scanner calls what it found; NULL unless INFECTED.';
COMMENT ON COLUMN file_scan.changed_at IS 'When this was found out.';
COMMENT ON COLUMN attachment_succession.tenant IS 'The tenant.';
COMMENT ON COLUMN attachment_succession.attachment IS 'The newer paper.';
COMMENT ON COLUMN attachment_succession.replaces IS 'The older one that it stands in the place of.';
COMMENT ON COLUMN attachment_succession.application IS 'The application of both.';
COMMENT ON COLUMN promised_paper.tenant IS 'The tenant.';
COMMENT ON COLUMN promised_paper.application IS 'The application.';
COMMENT ON COLUMN promised_paper.purpose IS 'What the paper is for, as for attachments.';
COMMENT ON COLUMN promised_paper.reason IS 'Why it comes later, in the applicant''s words.';
COMMENT ON COLUMN promised_paper.promised_by IS 'Who said so.';
COMMENT ON COLUMN promised_paper.promised_at IS 'When that was said or written.';
COMMENT ON COLUMN application_template.tenant IS 'The tenant.';
COMMENT ON COLUMN application_template.id IS 'Id. Immutable.';
COMMENT ON COLUMN application_template.name IS 'What its owner calls it.';
COMMENT ON COLUMN application_template.person IS 'Who made it.';
COMMENT ON COLUMN application_template.organisation IS 'The organisation that shares it; NULL: it is the person''s own.';
COMMENT ON COLUMN application_template.body IS 'The form as typed, JSON (permits::FormInput), without papers and declaration.';
COMMENT ON COLUMN application_template.created_at IS 'When it was made.';
COMMENT ON COLUMN application_template.changed_at IS 'Last change.';
COMMENT ON COLUMN application_template.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN line_list.tenant IS 'The tenant.';
COMMENT ON COLUMN line_list.application IS 'The application the rows are for; one list at a time.';
COMMENT ON COLUMN line_list.person IS 'Who brought it.';
COMMENT ON COLUMN line_list.name IS 'Name of the file.';
COMMENT ON COLUMN line_list.body IS 'The rows as read, JSON (permits::form::LineInput list); nothing of them is in the application yet.';
COMMENT ON COLUMN line_list.changed_at IS 'Last change.';
COMMENT ON COLUMN line_list.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN case_message.tenant IS 'The tenant.';
COMMENT ON COLUMN case_message.id IS 'Id. Immutable.';
COMMENT ON COLUMN case_message.application IS 'The case.';
COMMENT ON COLUMN case_message.side IS 'OUTSIDE: from the applicant''s side. INSIDE: from the authority. NOTE: among officers, never shown outside.';
COMMENT ON COLUMN case_message.person IS 'Who wrote it.';
COMMENT ON COLUMN case_message.name IS 'The writer''s name at that time.';
COMMENT ON COLUMN case_message.body IS 'What was written.';
COMMENT ON COLUMN case_message.papers IS 'Ids of papers of the case that it speaks of, JSON list.';
COMMENT ON COLUMN case_message.written_at IS 'When that was said or written.';
COMMENT ON COLUMN case_message_read.tenant IS 'The tenant.';
COMMENT ON COLUMN case_message_read.application IS 'The case.';
COMMENT ON COLUMN case_message_read.side IS 'Which side looked: OUTSIDE or INSIDE.';
COMMENT ON COLUMN case_message_read.read_at IS 'When it last looked: what was written before is read.';
COMMENT ON COLUMN case_message_read.person IS 'Who looked last.';
