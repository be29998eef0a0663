-- Rendered from the template of the same name; do not edit.
-- One queue for everything that goes out by e-mail, to people with an account and to authorities abroad, with one log.
-- An answer comes back to the mail that it answers. On PostgreSQL the owner steps outside the wall while the rows move.

CREATE TABLE told (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Who reads it: id of the person or of the authority.
    reader BYTEA NOT NULL,
    -- The person with an account; NULL: an authority abroad.
    person BYTEA,
    -- The authority abroad, or the Secretariat, which has no account; NULL: a person.
    authority BYTEA,
    -- 32 hexadecimal digits that sort by age; the same for all persons of one event, another for each authority.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- What makes it the same again, for example expiring-30/PERMIT: nobody is told twice.
    once TEXT NOT NULL,
    -- Code of the event (office::notices::Event).
    event TEXT NOT NULL,
    -- Kind of the thing it is about: application, permit, quota, partner, key, invoice, or foreign for a permit of another Party.
    object_kind TEXT NOT NULL CHECK (length(object_kind) > 0),
    -- Its id, or the country of a partner.
    object_id TEXT NOT NULL,
    -- Language of the reader when it was written, ISO 639-1. An authority is written to in the language it has now.
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
    -- 20 random bytes from the first try on: the address that an answer to this mail comes back to. NULL: never tried.
    token BYTEA CHECK (length(token) = 20),
    PRIMARY KEY (tenant, reader, id),
    CONSTRAINT told_once UNIQUE (tenant, reader, once),
    CONSTRAINT told_one_reader CHECK ((person IS NULL) <> (authority IS NULL)),
    CONSTRAINT told_reader CHECK (COALESCE(person, authority) = reader),
    CONSTRAINT told_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id),
    CONSTRAINT told_authority FOREIGN KEY (tenant, authority) REFERENCES foreign_authority (tenant, id)
);
ALTER TABLE notice NO FORCE ROW LEVEL SECURITY;
ALTER TABLE authority_mail NO FORCE ROW LEVEL SECURITY;
ALTER TABLE foreign_authority NO FORCE ROW LEVEL SECURITY;
INSERT INTO told (tenant, reader, person, authority, id, once, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts, mail_next_at, mail_locked_until_at, token) SELECT tenant, person, person, NULL, id, once, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts, mail_next_at, mail_locked_until_at, NULL FROM notice;
INSERT INTO told (tenant, reader, person, authority, id, once, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts, mail_next_at, mail_locked_until_at, token) SELECT m.tenant, m.authority, NULL, m.authority, m.id, m.once, m.event, m.object_kind, m.object_id, a.language, m.details, m.created_at, NULL, m.mail, m.mail_attempts, m.mail_next_at, m.mail_locked_until_at, NULL FROM authority_mail m JOIN foreign_authority a ON a.tenant = m.tenant AND a.id = m.authority;
ALTER TABLE foreign_authority FORCE ROW LEVEL SECURITY;
CREATE INDEX told_unread ON told (tenant, person) WHERE read_at IS NULL;
CREATE INDEX told_waiting ON told (tenant, mail_next_at, id) WHERE mail = 'WAITING';
CREATE INDEX told_of_object ON told (tenant, object_kind, object_id, id);
CREATE INDEX told_abroad ON told (tenant, id) WHERE authority IS NOT NULL;
CREATE UNIQUE INDEX told_token ON told (tenant, token) WHERE token IS NOT NULL;
ALTER TABLE told ENABLE ROW LEVEL SECURITY;
ALTER TABLE told FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON told FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE told_log (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- 32 hexadecimal digits that sort by age.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- The notice that was carried.
    notice TEXT NOT NULL,
    -- Its reader.
    reader BYTEA NOT NULL,
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
    CONSTRAINT told_log_notice FOREIGN KEY (tenant, reader, notice) REFERENCES told (tenant, reader, id)
);
ALTER TABLE notice_log NO FORCE ROW LEVEL SECURITY;
ALTER TABLE authority_mail_log NO FORCE ROW LEVEL SECURITY;
INSERT INTO told_log (tenant, id, notice, reader, event, road, address, language, template, attempt, result, reason, message_id, at) SELECT tenant, id, notice, person, event, road, address, language, template, attempt, result, reason, message_id, at FROM notice_log;
INSERT INTO told_log (tenant, id, notice, reader, event, road, address, language, template, attempt, result, reason, message_id, at) SELECT l.tenant, l.id, l.mail, m.authority, m.event, 'MAIL', l.address, l.language, l.template, l.attempt, l.result, l.reason, l.message_id, l.at FROM authority_mail_log l JOIN authority_mail m ON m.tenant = l.tenant AND m.id = l.mail;
CREATE INDEX told_log_of_notice ON told_log (tenant, notice, reader, id);
CREATE FUNCTION told_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'told_log is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER told_log_rows BEFORE UPDATE OR DELETE ON told_log FOR EACH ROW EXECUTE FUNCTION told_log_refuse();
CREATE TRIGGER told_log_all BEFORE TRUNCATE ON told_log FOR EACH STATEMENT EXECUTE FUNCTION told_log_refuse();
ALTER TABLE told_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE told_log FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON told_log FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

DROP TABLE authority_mail_log;
DROP TABLE authority_mail;
DROP TABLE notice_log;
DROP TABLE notice;
DROP FUNCTION authority_mail_log_refuse();
DROP FUNCTION notice_log_refuse();

-- What came in names the mail that it answers, and the case where there is one. No address of before was released.
CREATE TABLE mail_answer (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Digest of the reader, the thing and the Message-ID: the same mail comes in once.
    mark BYTEA NOT NULL CHECK (length(mark) = 32),
    -- The case that it stands in; NULL: what was answered belongs to no case.
    application BYTEA,
    -- Whose answer it is: the reader of what was answered.
    person BYTEA NOT NULL,
    -- What was answered (told.id); NULL: it came before answers knew that.
    notice TEXT,
    -- The message of the case that it became; NULL: it was not taken.
    note BYTEA,
    -- Address it came from, as it says itself.
    sender TEXT NOT NULL,
    -- 1: that is not the person's own address. 0: it is.
    other_sender BIGINT NOT NULL CHECK (other_sender IN (0, 1)),
    -- Why it was not taken, a code; NULL: it was.
    refused TEXT,
    -- When it came.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, mark),
    CONSTRAINT mail_answer_outcome CHECK ((note IS NULL) <> (refused IS NULL)),
    CONSTRAINT mail_answer_place CHECK (note IS NULL OR application IS NOT NULL),
    CONSTRAINT mail_answer_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT mail_answer_notice FOREIGN KEY (tenant, person, notice) REFERENCES told (tenant, reader, id)
);
ALTER TABLE mail_in NO FORCE ROW LEVEL SECURITY;
INSERT INTO mail_answer (tenant, mark, application, person, notice, note, sender, other_sender, refused, at) SELECT tenant, mark, application, person, NULL, note, sender, other_sender, refused, at FROM mail_in;
CREATE INDEX mail_answer_of_note ON mail_answer (tenant, note);
CREATE INDEX mail_answer_of_person ON mail_answer (tenant, person, at);
CREATE FUNCTION mail_answer_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'mail_answer is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER mail_answer_rows BEFORE UPDATE OR DELETE ON mail_answer FOR EACH ROW EXECUTE FUNCTION mail_answer_refuse();
CREATE TRIGGER mail_answer_all BEFORE TRUNCATE ON mail_answer FOR EACH STATEMENT EXECUTE FUNCTION mail_answer_refuse();
ALTER TABLE mail_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON mail_answer FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);
DROP TABLE mail_in;
DROP TABLE mail_token;
DROP FUNCTION mail_in_refuse();

COMMENT ON COLUMN told.tenant IS 'The tenant.';
COMMENT ON COLUMN told.reader IS 'Who reads it: id of the person or of the authority.';
COMMENT ON COLUMN told.person IS 'The person with an account; NULL: an authority abroad.';
COMMENT ON COLUMN told.authority IS 'The authority abroad, or the Secretariat, which has no account; NULL: a person.';
COMMENT ON COLUMN told.id IS '32 hexadecimal digits that sort by age; the same for all persons of one event, another for each authority.';
COMMENT ON COLUMN told.once IS 'What makes it the same again, for example expiring-30/PERMIT: nobody is told twice.';
COMMENT ON COLUMN told.event IS 'Code of the event (office::notices::Event).';
COMMENT ON COLUMN told.object_kind IS 'Kind of the thing it is about: application, permit, quota, partner, key, invoice, or foreign for a permit of another Party.';
COMMENT ON COLUMN told.object_id IS 'Its id, or the country of a partner.';
COMMENT ON COLUMN told.language IS 'Language of the reader when it was written, ISO 639-1. An authority is written to in the language it has now.';
COMMENT ON COLUMN told.details IS 'What stands in the sentence, JSON object of texts; never the name of a third party.';
COMMENT ON COLUMN told.created_at IS 'When it was written.';
COMMENT ON COLUMN told.read_at IS 'When its reader marked it as read; NULL: not yet.';
COMMENT ON COLUMN told.mail IS 'The road by e-mail: NONE, WAITING, SENT, or DEAD when it was given up.';
COMMENT ON COLUMN told.mail_attempts IS 'How often the job took it.';
COMMENT ON COLUMN told.mail_next_at IS 'Not before this moment.';
COMMENT ON COLUMN told.mail_locked_until_at IS 'Held by a job until then; NULL: free.';
COMMENT ON COLUMN told.token IS '20 random bytes from the first try on: the address that an answer to this mail comes back to. NULL: never tried.';
COMMENT ON COLUMN told_log.tenant IS 'The tenant.';
COMMENT ON COLUMN told_log.id IS '32 hexadecimal digits that sort by age.';
COMMENT ON COLUMN told_log.notice IS 'The notice that was carried.';
COMMENT ON COLUMN told_log.reader IS 'Its reader.';
COMMENT ON COLUMN told_log.event IS 'Code of the event.';
COMMENT ON COLUMN told_log.road IS 'MAIL or SMS.';
COMMENT ON COLUMN told_log.address IS 'Address it was sent to.';
COMMENT ON COLUMN told_log.language IS 'Language of the text.';
COMMENT ON COLUMN told_log.template IS 'Version of the Party''s own text; 0: the text of the house.';
COMMENT ON COLUMN told_log.attempt IS 'Which try it was, from 1.';
COMMENT ON COLUMN told_log.result IS 'SENT, LATER (tried again) or DEAD (given up).';
COMMENT ON COLUMN told_log.reason IS 'What the mail server said when it did not take it; NULL when it did.';
COMMENT ON COLUMN told_log.message_id IS 'Message-ID, the same in every try of one notice to one reader.';
COMMENT ON COLUMN told_log.at IS 'When it happened.';
COMMENT ON COLUMN mail_answer.tenant IS 'The tenant.';
COMMENT ON COLUMN mail_answer.mark IS 'Digest of the reader, the thing and the Message-ID: the same mail comes in once.';
COMMENT ON COLUMN mail_answer.application IS 'The case that it stands in; NULL: what was answered belongs to no case.';
COMMENT ON COLUMN mail_answer.person IS 'Whose answer it is: the reader of what was answered.';
COMMENT ON COLUMN mail_answer.notice IS 'What was answered (told.id); NULL: it came before answers knew that.';
COMMENT ON COLUMN mail_answer.note IS 'The message of the case that it became; NULL: it was not taken.';
COMMENT ON COLUMN mail_answer.sender IS 'Address it came from, as it says itself.';
COMMENT ON COLUMN mail_answer.other_sender IS '1: that is not the person''s own address. 0: it is.';
COMMENT ON COLUMN mail_answer.refused IS 'Why it was not taken, a code; NULL: it was.';
COMMENT ON COLUMN mail_answer.at IS 'When it came.';
