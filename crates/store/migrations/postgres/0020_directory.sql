-- Rendered from the template of the same name; do not edit.
-- Addresses of authorities abroad and of the Secretariat, the mails that must go to them, and mails that come in.

CREATE TABLE foreign_authority (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Whose authority: code of the country; NULL: the Secretariat.
    country TEXT,
    -- MA, SA, ENFORCEMENT or SECRETARIAT.
    kind TEXT NOT NULL CHECK (kind IN ('MA', 'SA', 'ENFORCEMENT', 'SECRETARIAT')),
    -- Name of the office, as it signs its letters.
    name TEXT NOT NULL CHECK (length(name) > 0),
    -- Address for e-mail.
    email TEXT NOT NULL CHECK (length(email) > 2),
    -- Language it is written to in: en, fr or es.
    language TEXT NOT NULL CHECK (language IN ('en', 'fr', 'es')),
    -- First day on which it is written to.
    from_on TEXT NOT NULL,
    -- Last day; NULL: until further notice. Before the first day: it is not written to at all.
    until_on TEXT,
    -- Who entered it.
    entered_by BYTEA NOT NULL,
    -- When that was.
    entered_at BIGINT NOT NULL,
    -- Who corrected or retired it last; NULL: nobody.
    changed_by BYTEA,
    -- When that was.
    changed_at BIGINT,
    -- How often it was changed.
    version BIGINT NOT NULL CHECK (version >= 0),
    PRIMARY KEY (tenant, id),
    CONSTRAINT foreign_authority_secretariat CHECK ((kind = 'SECRETARIAT') = (country IS NULL)),
    CONSTRAINT foreign_authority_changed CHECK ((changed_by IS NULL) = (changed_at IS NULL))
);
CREATE INDEX foreign_authority_of_country ON foreign_authority (tenant, country, kind);
ALTER TABLE foreign_authority ENABLE ROW LEVEL SECURITY;
ALTER TABLE foreign_authority FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON foreign_authority FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE authority_mail (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- 32 hexadecimal digits that sort by age.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- To whom.
    authority BYTEA NOT NULL,
    -- What makes it the same again: no authority is told the same thing twice.
    once TEXT NOT NULL,
    -- Code of the event (office::notices::Event).
    event TEXT NOT NULL,
    -- Kind of the thing it is about: permit, or foreign for a permit of another Party.
    object_kind TEXT NOT NULL CHECK (object_kind IN ('permit', 'foreign')),
    -- Its id.
    object_id TEXT NOT NULL,
    -- What stands in the sentence, JSON object of texts; never the name of a person.
    details TEXT NOT NULL,
    -- When it was written.
    created_at BIGINT NOT NULL,
    -- WAITING, SENT, or DEAD when it was given up.
    mail TEXT NOT NULL CHECK (mail IN ('WAITING', 'SENT', 'DEAD')),
    -- How often the job took it.
    mail_attempts BIGINT NOT NULL CHECK (mail_attempts >= 0),
    -- Not before this moment.
    mail_next_at BIGINT NOT NULL,
    -- Held by a job until then; NULL: free.
    mail_locked_until_at BIGINT,
    PRIMARY KEY (tenant, id),
    CONSTRAINT authority_mail_once UNIQUE (tenant, authority, once),
    CONSTRAINT authority_mail_authority FOREIGN KEY (tenant, authority) REFERENCES foreign_authority (tenant, id)
);
CREATE INDEX authority_mail_waiting ON authority_mail (tenant, mail_next_at, id) WHERE mail = 'WAITING';
ALTER TABLE authority_mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE authority_mail FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON authority_mail FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE authority_mail_log (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- 32 hexadecimal digits that sort by age.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- The mail that was carried.
    mail TEXT NOT NULL,
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
    -- Message-ID, the same in every try of one mail.
    message_id TEXT NOT NULL,
    -- When it happened.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT authority_mail_log_mail FOREIGN KEY (tenant, mail) REFERENCES authority_mail (tenant, id)
);
CREATE INDEX authority_mail_log_of_mail ON authority_mail_log (tenant, mail, id);
CREATE FUNCTION authority_mail_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'authority_mail_log is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER authority_mail_log_rows BEFORE UPDATE OR DELETE ON authority_mail_log FOR EACH ROW EXECUTE FUNCTION authority_mail_log_refuse();
CREATE TRIGGER authority_mail_log_all BEFORE TRUNCATE ON authority_mail_log FOR EACH STATEMENT EXECUTE FUNCTION authority_mail_log_refuse();
ALTER TABLE authority_mail_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE authority_mail_log FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON authority_mail_log FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE mail_token (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- 20 random bytes: the address that answers to mails of one case to one person come back to.
    token BYTEA NOT NULL CHECK (length(token) = 20),
    -- The case.
    application BYTEA NOT NULL,
    -- The person.
    person BYTEA NOT NULL,
    -- When it was first given out.
    made_at BIGINT NOT NULL,
    -- When it was given out last: it lapses some time after that.
    last_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, token),
    CONSTRAINT mail_token_one UNIQUE (tenant, application, person),
    CONSTRAINT mail_token_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT mail_token_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
ALTER TABLE mail_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_token FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON mail_token FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE mail_in (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Digest of the token and the Message-ID: the same mail comes in once.
    mark BYTEA NOT NULL CHECK (length(mark) = 32),
    -- The case.
    application BYTEA NOT NULL,
    -- Whose token it was.
    person BYTEA NOT NULL,
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
    CONSTRAINT mail_in_outcome CHECK ((note IS NULL) <> (refused IS NULL)),
    CONSTRAINT mail_in_token FOREIGN KEY (tenant, application, person) REFERENCES mail_token (tenant, application, person)
);
CREATE INDEX mail_in_of_note ON mail_in (tenant, note);
CREATE INDEX mail_in_of_person ON mail_in (tenant, application, person, at);
CREATE FUNCTION mail_in_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'mail_in is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER mail_in_rows BEFORE UPDATE OR DELETE ON mail_in FOR EACH ROW EXECUTE FUNCTION mail_in_refuse();
CREATE TRIGGER mail_in_all BEFORE TRUNCATE ON mail_in FOR EACH STATEMENT EXECUTE FUNCTION mail_in_refuse();
ALTER TABLE mail_in ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_in FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON mail_in FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN foreign_authority.tenant IS 'The tenant.';
COMMENT ON COLUMN foreign_authority.id IS 'Id. Immutable.';
COMMENT ON COLUMN foreign_authority.country IS 'Whose authority: code of the country; NULL: the Secretariat.';
COMMENT ON COLUMN foreign_authority.kind IS 'MA, SA, ENFORCEMENT or SECRETARIAT.';
COMMENT ON COLUMN foreign_authority.name IS 'Name of the office, as it signs its letters.';
COMMENT ON COLUMN foreign_authority.email IS 'Address for e-mail.';
COMMENT ON COLUMN foreign_authority.language IS 'Language it is written to in: en, fr or es.';
COMMENT ON COLUMN foreign_authority.from_on IS 'First day on which it is written to.';
COMMENT ON COLUMN foreign_authority.until_on IS 'Last day; NULL: until further notice. Before the first day: it is not written to at all.';
COMMENT ON COLUMN foreign_authority.entered_by IS 'Who entered it.';
COMMENT ON COLUMN foreign_authority.entered_at IS 'When that was.';
COMMENT ON COLUMN foreign_authority.changed_by IS 'Who corrected or retired it last; NULL: nobody.';
COMMENT ON COLUMN foreign_authority.changed_at IS 'When that was.';
COMMENT ON COLUMN foreign_authority.version IS 'How often it was changed.';
COMMENT ON COLUMN authority_mail.tenant IS 'The tenant.';
COMMENT ON COLUMN authority_mail.id IS '32 hexadecimal digits that sort by age.';
COMMENT ON COLUMN authority_mail.authority IS 'To whom.';
COMMENT ON COLUMN authority_mail.once IS 'What makes it the same again: no authority is told the same thing twice.';
COMMENT ON COLUMN authority_mail.event IS 'Code of the event (office::notices::Event).';
COMMENT ON COLUMN authority_mail.object_kind IS 'Kind of the thing it is about: permit, or foreign for a permit of another Party.';
COMMENT ON COLUMN authority_mail.object_id IS 'Its id.';
COMMENT ON COLUMN authority_mail.details IS 'What stands in the sentence, JSON object of texts; never the name of a person.';
COMMENT ON COLUMN authority_mail.created_at IS 'When it was written.';
COMMENT ON COLUMN authority_mail.mail IS 'WAITING, SENT, or DEAD when it was given up.';
COMMENT ON COLUMN authority_mail.mail_attempts IS 'How often the job took it.';
COMMENT ON COLUMN authority_mail.mail_next_at IS 'Not before this moment.';
COMMENT ON COLUMN authority_mail.mail_locked_until_at IS 'Held by a job until then; NULL: free.';
COMMENT ON COLUMN authority_mail_log.tenant IS 'The tenant.';
COMMENT ON COLUMN authority_mail_log.id IS '32 hexadecimal digits that sort by age.';
COMMENT ON COLUMN authority_mail_log.mail IS 'The mail that was carried.';
COMMENT ON COLUMN authority_mail_log.address IS 'Address it was sent to.';
COMMENT ON COLUMN authority_mail_log.language IS 'Language of the text.';
COMMENT ON COLUMN authority_mail_log.template IS 'Version of the Party''s own text; 0: the text of the house.';
COMMENT ON COLUMN authority_mail_log.attempt IS 'Which try it was, from 1.';
COMMENT ON COLUMN authority_mail_log.result IS 'SENT, LATER (tried again) or DEAD (given up).';
COMMENT ON COLUMN authority_mail_log.reason IS 'What the mail server said when it did not take it; NULL when it did.';
COMMENT ON COLUMN authority_mail_log.message_id IS 'Message-ID, the same in every try of one mail.';
COMMENT ON COLUMN authority_mail_log.at IS 'When it happened.';
COMMENT ON COLUMN mail_token.tenant IS 'The tenant.';
COMMENT ON COLUMN mail_token.token IS '20 random bytes: the address that answers to mails of one case to one person come back to.';
COMMENT ON COLUMN mail_token.application IS 'The case.';
COMMENT ON COLUMN mail_token.person IS 'The person.';
COMMENT ON COLUMN mail_token.made_at IS 'When it was first given out.';
COMMENT ON COLUMN mail_token.last_at IS 'When it was given out last: it lapses some time after that.';
COMMENT ON COLUMN mail_in.tenant IS 'The tenant.';
COMMENT ON COLUMN mail_in.mark IS 'Digest of the token and the Message-ID: the same mail comes in once.';
COMMENT ON COLUMN mail_in.application IS 'The case.';
COMMENT ON COLUMN mail_in.person IS 'Whose token it was.';
COMMENT ON COLUMN mail_in.note IS 'The message of the case that it became; NULL: it was not taken.';
COMMENT ON COLUMN mail_in.sender IS 'Address it came from, as it says itself.';
COMMENT ON COLUMN mail_in.other_sender IS '1: that is not the person''s own address. 0: it is.';
COMMENT ON COLUMN mail_in.refused IS 'Why it was not taken, a code; NULL: it was.';
COMMENT ON COLUMN mail_in.at IS 'When it came.';
