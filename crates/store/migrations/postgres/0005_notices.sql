-- Rendered from the template of the same name; do not edit.
-- Notices: what people are told, by which road it went, and the chasing of permits after issue.

CREATE TABLE notice (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Who reads it.
    person BYTEA NOT NULL,
    -- 32 hexadecimal digits that sort by age; the same for all readers of one event.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- What makes it the same again, for example expiring-30/PERMIT: nobody is told twice.
    once TEXT NOT NULL,
    -- Code of the event (office::notices::Event).
    event TEXT NOT NULL,
    -- Kind of the thing it is about: application, permit, quota or partner.
    object_kind TEXT NOT NULL CHECK (object_kind IN ('application', 'permit', 'quota', 'partner')),
    -- Its id, or the country of a partner.
    object_id TEXT NOT NULL,
    -- Language of the reader when it was written, ISO 639-1.
    language TEXT NOT NULL,
    -- What stands in the sentence, JSON object of texts; never the name of a third party.
    details TEXT NOT NULL,
    -- When it was written.
    created_at BIGINT NOT NULL,
    -- When its reader marked it as read; NULL: not yet.
    read_at BIGINT,
    -- The road by e-mail: NONE, WAITING, SENT, or DEAD when it was given up.
    mail TEXT NOT NULL CHECK (mail IN ('NONE', 'WAITING', 'SENT', 'DEAD')),
    -- How often the job took it.
    mail_attempts BIGINT NOT NULL CHECK (mail_attempts >= 0),
    -- Not before this moment.
    mail_next_at BIGINT NOT NULL,
    -- Held by a job until then; NULL: free.
    mail_locked_until_at BIGINT,
    PRIMARY KEY (tenant, person, id),
    CONSTRAINT notice_once UNIQUE (tenant, person, once),
    CONSTRAINT notice_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
CREATE INDEX notice_unread ON notice (tenant, person) WHERE read_at IS NULL;
CREATE INDEX notice_waiting ON notice (tenant, mail_next_at, id) WHERE mail = 'WAITING';
CREATE INDEX notice_of_object ON notice (tenant, object_kind, object_id, id);
CREATE INDEX person_of_organisation ON person (tenant, organisation);
ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON notice FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE notice_log (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- 32 hexadecimal digits that sort by age.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- The notice that was carried.
    notice TEXT NOT NULL,
    -- Its reader.
    person BYTEA NOT NULL,
    -- Code of the event.
    event TEXT NOT NULL,
    -- MAIL or SMS.
    road TEXT NOT NULL CHECK (road IN ('MAIL', 'SMS')),
    -- Address it was sent to.
    address TEXT NOT NULL,
    -- Language of the text.
    language TEXT NOT NULL,
    -- Version of the Party's own text; 0: the text of the house.
    template BIGINT NOT NULL CHECK (template >= 0),
    -- Which try it was, from 1.
    attempt BIGINT NOT NULL CHECK (attempt > 0),
    -- SENT, LATER (tried again) or DEAD (given up).
    result TEXT NOT NULL CHECK (result IN ('SENT', 'LATER', 'DEAD')),
    -- What the mail server said when it did not take it; NULL when it did.
    reason TEXT,
    -- Message-ID, the same in every try of one notice to one reader.
    message_id TEXT NOT NULL,
    -- When it happened.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT notice_log_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
CREATE INDEX notice_log_of_notice ON notice_log (tenant, notice, person, id);
CREATE FUNCTION notice_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'notice_log is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER notice_log_rows BEFORE UPDATE OR DELETE ON notice_log FOR EACH ROW EXECUTE FUNCTION notice_log_refuse();
CREATE TRIGGER notice_log_all BEFORE TRUNCATE ON notice_log FOR EACH STATEMENT EXECUTE FUNCTION notice_log_refuse();
ALTER TABLE notice_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_log FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON notice_log FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE notice_text (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Code of the event.
    event TEXT NOT NULL,
    -- Language of the text, ISO 639-1.
    language TEXT NOT NULL,
    -- Counts the versions of one text from 1; the highest is in force.
    version BIGINT NOT NULL CHECK (version > 0),
    -- Subject with its placeholders; empty with an empty body: the text of the house is in force again.
    subject TEXT NOT NULL,
    -- Text with its placeholders.
    body TEXT NOT NULL,
    -- Who wrote it.
    written_by BYTEA NOT NULL,
    -- When it happened.
    written_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, event, language, version),
    CONSTRAINT notice_text_whole CHECK ((subject = '') = (body = '')),
    CONSTRAINT notice_text_writer FOREIGN KEY (tenant, written_by) REFERENCES person (tenant, id)
);
CREATE FUNCTION notice_text_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'notice_text is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER notice_text_rows BEFORE UPDATE OR DELETE ON notice_text FOR EACH ROW EXECUTE FUNCTION notice_text_refuse();
CREATE TRIGGER notice_text_all BEFORE TRUNCATE ON notice_text FOR EACH STATEMENT EXECUTE FUNCTION notice_text_refuse();
ALTER TABLE notice_text ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_text FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON notice_text FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE notice_wish (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Whose wish.
    person BYTEA NOT NULL,
    -- 1: also wants by e-mail what need not be sent. 0: only what must be.
    optional_mail BIGINT NOT NULL CHECK (optional_mail IN (0, 1)),
    -- Telephone for text messages; NULL: none wanted.
    sms_to TEXT,
    -- When it was last changed.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, person),
    CONSTRAINT notice_wish_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
ALTER TABLE notice_wish ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_wish FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON notice_wish FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE after_issue (
    -- The tenant; one row at most.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Days after the last day before a delivered permit counts as expired.
    grace_days BIGINT NOT NULL CHECK (grace_days BETWEEN 0 AND 90),
    -- Days a draft is kept after its last change before it is worth a warning.
    draft_days BIGINT NOT NULL CHECK (draft_days BETWEEN 7 AND 730),
    -- When it was last changed.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant)
);
ALTER TABLE after_issue ENABLE ROW LEVEL SECURITY;
ALTER TABLE after_issue FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON after_issue FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE reminder (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id of the permit or application somebody was reminded of.
    object BYTEA NOT NULL,
    -- Code of the event.
    event TEXT NOT NULL,
    -- When it happened.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, object, event)
);
CREATE FUNCTION reminder_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'reminder is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER reminder_rows BEFORE UPDATE OR DELETE ON reminder FOR EACH ROW EXECUTE FUNCTION reminder_refuse();
CREATE TRIGGER reminder_all BEFORE TRUNCATE ON reminder FOR EACH STATEMENT EXECUTE FUNCTION reminder_refuse();
ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminder FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON reminder FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE use_report (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The permit.
    permit BYTEA NOT NULL,
    -- Who of the holder's side reports.
    person BYTEA NOT NULL,
    -- 1: the permit was used. 0: it was not.
    used BIGINT NOT NULL CHECK (used IN (0, 1)),
    -- What left by block, JSON list of block and amount; empty list where it was not used.
    quantities TEXT NOT NULL,
    -- What shows it, or why it was not used.
    statement TEXT NOT NULL,
    -- When it happened.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT use_report_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id),
    CONSTRAINT use_report_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
CREATE INDEX use_report_of_permit ON use_report (tenant, permit, at, id);
CREATE FUNCTION use_report_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'use_report is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER use_report_rows BEFORE UPDATE OR DELETE ON use_report FOR EACH ROW EXECUTE FUNCTION use_report_refuse();
CREATE TRIGGER use_report_all BEFORE TRUNCATE ON use_report FOR EACH STATEMENT EXECUTE FUNCTION use_report_refuse();
ALTER TABLE use_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE use_report FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON use_report FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN notice.tenant IS 'The tenant.';
COMMENT ON COLUMN notice.person IS 'Who reads it.';
COMMENT ON COLUMN notice.id IS '32 hexadecimal digits that sort by age; the same for all readers of one event.';
COMMENT ON COLUMN notice.once IS 'What makes it the same again, for example expiring-30/PERMIT: nobody is told twice.';
COMMENT ON COLUMN notice.event IS 'Code of the event (office::notices::Event).';
COMMENT ON COLUMN notice.object_kind IS 'Kind of the thing it is about: application, permit, quota or partner.';
COMMENT ON COLUMN notice.object_id IS 'Its id, or the country of a partner.';
COMMENT ON COLUMN notice.language IS 'Language of the reader when it was written, ISO 639-1.';
COMMENT ON COLUMN notice.details IS 'What stands in the sentence, JSON object of texts; never the name of a third party.';
COMMENT ON COLUMN notice.created_at IS 'When it was written.';
COMMENT ON COLUMN notice.read_at IS 'When its reader marked it as read; NULL: not yet.';
COMMENT ON COLUMN notice.mail IS 'The road by e-mail: NONE, WAITING, SENT, or DEAD when it was given up.';
COMMENT ON COLUMN notice.mail_attempts IS 'How often the job took it.';
COMMENT ON COLUMN notice.mail_next_at IS 'Not before this moment.';
COMMENT ON COLUMN notice.mail_locked_until_at IS 'Held by a job until then; NULL: free.';
COMMENT ON COLUMN notice_log.tenant IS 'The tenant.';
COMMENT ON COLUMN notice_log.id IS '32 hexadecimal digits that sort by age.';
COMMENT ON COLUMN notice_log.notice IS 'The notice that was carried.';
COMMENT ON COLUMN notice_log.person IS 'Its reader.';
COMMENT ON COLUMN notice_log.event IS 'Code of the event.';
COMMENT ON COLUMN notice_log.road IS 'MAIL or SMS.';
COMMENT ON COLUMN notice_log.address IS 'Address it was sent to.';
COMMENT ON COLUMN notice_log.language IS 'Language of the text.';
COMMENT ON COLUMN notice_log.template IS 'Version of the Party''s own text; 0: the text of the house.';
COMMENT ON COLUMN notice_log.attempt IS 'Which try it was, from 1.';
COMMENT ON COLUMN notice_log.result IS 'SENT, LATER (tried again) or DEAD (given up).';
COMMENT ON COLUMN notice_log.reason IS 'What the mail server said when it did not take it; NULL when it did.';
COMMENT ON COLUMN notice_log.message_id IS 'Message-ID, the same in every try of one notice to one reader.';
COMMENT ON COLUMN notice_log.at IS 'When it happened.';
COMMENT ON COLUMN notice_text.tenant IS 'The tenant.';
COMMENT ON COLUMN notice_text.event IS 'Code of the event.';
COMMENT ON COLUMN notice_text.language IS 'Language of the text, ISO 639-1.';
COMMENT ON COLUMN notice_text.version IS 'Counts the versions of one text from 1; the highest is in force.';
COMMENT ON COLUMN notice_text.subject IS 'Subject with its placeholders; empty with an empty body: the text of the house is in force again.';
COMMENT ON COLUMN notice_text.body IS 'Text with its placeholders.';
COMMENT ON COLUMN notice_text.written_by IS 'Who wrote it.';
COMMENT ON COLUMN notice_text.written_at IS 'When it happened.';
COMMENT ON COLUMN notice_wish.tenant IS 'The tenant.';
COMMENT ON COLUMN notice_wish.person IS 'Whose wish.';
COMMENT ON COLUMN notice_wish.optional_mail IS '1: also wants by e-mail what need not be sent. 0: only what must be.';
COMMENT ON COLUMN notice_wish.sms_to IS 'Telephone for text messages; NULL: none wanted.';
COMMENT ON COLUMN notice_wish.changed_at IS 'When it was last changed.';
COMMENT ON COLUMN after_issue.tenant IS 'The tenant; one row at most.';
COMMENT ON COLUMN after_issue.grace_days IS 'Days after the last day before a delivered permit counts as expired.';
COMMENT ON COLUMN after_issue.draft_days IS 'Days a draft is kept after its last change before it is worth a warning.';
COMMENT ON COLUMN after_issue.changed_at IS 'When it was last changed.';
COMMENT ON COLUMN reminder.tenant IS 'The tenant.';
COMMENT ON COLUMN reminder.object IS 'Id of the permit or application somebody was reminded of.';
COMMENT ON COLUMN reminder.event IS 'Code of the event.';
COMMENT ON COLUMN reminder.at IS 'When it happened.';
COMMENT ON COLUMN use_report.tenant IS 'The tenant.';
COMMENT ON COLUMN use_report.id IS 'Id. Immutable.';
COMMENT ON COLUMN use_report.permit IS 'The permit.';
COMMENT ON COLUMN use_report.person IS 'Who of the holder''s side reports.';
COMMENT ON COLUMN use_report.used IS '1: the permit was used. 0: it was not.';
COMMENT ON COLUMN use_report.quantities IS 'What left by block, JSON list of block and amount; empty list where it was not used.';
COMMENT ON COLUMN use_report.statement IS 'What shows it, or why it was not used.';
COMMENT ON COLUMN use_report.at IS 'When it happened.';
