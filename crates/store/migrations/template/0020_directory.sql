-- Addresses of authorities abroad and of the Secretariat, the mails that must go to them, and mails that come in.

CREATE TABLE foreign_authority (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
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
    entered_by {bytes} NOT NULL,
    -- When that was.
    entered_at {int} NOT NULL,
    -- Who corrected or retired it last; NULL: nobody.
    changed_by {bytes},
    -- When that was.
    changed_at {int},
    -- How often it was changed.
    version {int} NOT NULL CHECK (version >= 0),
    PRIMARY KEY (tenant, id),
    CONSTRAINT foreign_authority_secretariat CHECK ((kind = 'SECRETARIAT') = (country IS NULL)),
    CONSTRAINT foreign_authority_changed CHECK ((changed_by IS NULL) = (changed_at IS NULL))
) {strict};
CREATE INDEX foreign_authority_of_country ON foreign_authority (tenant, country, kind);
{wall foreign_authority}

CREATE TABLE authority_mail (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- 32 hexadecimal digits that sort by age.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- To whom.
    authority {bytes} NOT NULL,
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
    created_at {int} NOT NULL,
    -- WAITING, SENT, or DEAD when it was given up.
    mail TEXT NOT NULL CHECK (mail IN ('WAITING', 'SENT', 'DEAD')),
    -- How often the job took it.
    mail_attempts {int} NOT NULL CHECK (mail_attempts >= 0),
    -- Not before this moment.
    mail_next_at {int} NOT NULL,
    -- Held by a job until then; NULL: free.
    mail_locked_until_at {int},
    PRIMARY KEY (tenant, id),
    CONSTRAINT authority_mail_once UNIQUE (tenant, authority, once),
    CONSTRAINT authority_mail_authority FOREIGN KEY (tenant, authority) REFERENCES foreign_authority (tenant, id)
) {strict};
CREATE INDEX authority_mail_waiting ON authority_mail (tenant, mail_next_at, id) WHERE mail = 'WAITING';
{wall authority_mail}

CREATE TABLE authority_mail_log (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- 32 hexadecimal digits that sort by age.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- The mail that was carried.
    mail TEXT NOT NULL,
    -- Address it was sent to.
    address TEXT NOT NULL,
    -- Language of the text.
    language TEXT NOT NULL,
    -- Version of the Party's own text; 0: the text of the house.
    template {int} NOT NULL CHECK (template >= 0),
    -- Which try it was, from 1.
    attempt {int} NOT NULL CHECK (attempt > 0),
    -- SENT, LATER (tried again) or DEAD (given up).
    result TEXT NOT NULL CHECK (result IN ('SENT', 'LATER', 'DEAD')),
    -- What the mail server said when it did not take it; NULL when it did.
    reason TEXT,
    -- Message-ID, the same in every try of one mail.
    message_id TEXT NOT NULL,
    -- When it happened.
    at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT authority_mail_log_mail FOREIGN KEY (tenant, mail) REFERENCES authority_mail (tenant, id)
) {strict};
CREATE INDEX authority_mail_log_of_mail ON authority_mail_log (tenant, mail, id);
{append_only authority_mail_log}
{wall authority_mail_log}

CREATE TABLE mail_token (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- 20 random bytes: the address that answers to mails of one case to one person come back to.
    token {bytes} NOT NULL CHECK (length(token) = 20),
    -- The case.
    application {bytes} NOT NULL,
    -- The person.
    person {bytes} NOT NULL,
    -- When it was first given out.
    made_at {int} NOT NULL,
    -- When it was given out last: it lapses some time after that.
    last_at {int} NOT NULL,
    PRIMARY KEY (tenant, token),
    CONSTRAINT mail_token_one UNIQUE (tenant, application, person),
    CONSTRAINT mail_token_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT mail_token_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
{wall mail_token}

CREATE TABLE mail_in (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Digest of the token and the Message-ID: the same mail comes in once.
    mark {bytes} NOT NULL CHECK (length(mark) = 32),
    -- The case.
    application {bytes} NOT NULL,
    -- Whose token it was.
    person {bytes} NOT NULL,
    -- The message of the case that it became; NULL: it was not taken.
    note {bytes},
    -- Address it came from, as it says itself.
    sender TEXT NOT NULL,
    -- 1: that is not the person's own address. 0: it is.
    other_sender {int} NOT NULL CHECK (other_sender IN (0, 1)),
    -- Why it was not taken, a code; NULL: it was.
    refused TEXT,
    -- When it came.
    at {int} NOT NULL,
    PRIMARY KEY (tenant, mark),
    CONSTRAINT mail_in_outcome CHECK ((note IS NULL) <> (refused IS NULL)),
    CONSTRAINT mail_in_token FOREIGN KEY (tenant, application, person) REFERENCES mail_token (tenant, application, person)
) {strict};
CREATE INDEX mail_in_of_note ON mail_in (tenant, note);
CREATE INDEX mail_in_of_person ON mail_in (tenant, application, person, at);
{append_only mail_in}
{wall mail_in}
