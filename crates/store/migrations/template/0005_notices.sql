-- Notices: what people are told, by which road it went, and the chasing of permits after issue.

CREATE TABLE notice (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Who reads it.
    person {bytes} NOT NULL,
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
    created_at {int} NOT NULL,
    -- When its reader marked it as read; NULL: not yet.
    read_at {int},
    -- The road by e-mail: NONE, WAITING, SENT, or DEAD when it was given up.
    mail TEXT NOT NULL CHECK (mail IN ('NONE', 'WAITING', 'SENT', 'DEAD')),
    -- How often the job took it.
    mail_attempts {int} NOT NULL CHECK (mail_attempts >= 0),
    -- Not before this moment.
    mail_next_at {int} NOT NULL,
    -- Held by a job until then; NULL: free.
    mail_locked_until_at {int},
    PRIMARY KEY (tenant, person, id),
    CONSTRAINT notice_once UNIQUE (tenant, person, once),
    CONSTRAINT notice_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
CREATE INDEX notice_unread ON notice (tenant, person) WHERE read_at IS NULL;
CREATE INDEX notice_waiting ON notice (tenant, mail_next_at, id) WHERE mail = 'WAITING';
CREATE INDEX notice_of_object ON notice (tenant, object_kind, object_id, id);
CREATE INDEX person_of_organisation ON person (tenant, organisation);
{wall notice}

CREATE TABLE notice_log (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- 32 hexadecimal digits that sort by age.
    id TEXT NOT NULL CHECK (length(id) = 32),
    -- The notice that was carried.
    notice TEXT NOT NULL,
    -- Its reader.
    person {bytes} NOT NULL,
    -- Code of the event.
    event TEXT NOT NULL,
    -- MAIL or SMS.
    road TEXT NOT NULL CHECK (road IN ('MAIL', 'SMS')),
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
    -- Message-ID, the same in every try of one notice to one reader.
    message_id TEXT NOT NULL,
    -- When it happened.
    at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT notice_log_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
CREATE INDEX notice_log_of_notice ON notice_log (tenant, notice, person, id);
{append_only notice_log}
{wall notice_log}

CREATE TABLE notice_text (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Code of the event.
    event TEXT NOT NULL,
    -- Language of the text, ISO 639-1.
    language TEXT NOT NULL,
    -- Counts the versions of one text from 1; the highest is in force.
    version {int} NOT NULL CHECK (version > 0),
    -- Subject with its placeholders; empty with an empty body: the text of the house is in force again.
    subject TEXT NOT NULL,
    -- Text with its placeholders.
    body TEXT NOT NULL,
    -- Who wrote it.
    written_by {bytes} NOT NULL,
    -- When it happened.
    written_at {int} NOT NULL,
    PRIMARY KEY (tenant, event, language, version),
    CONSTRAINT notice_text_whole CHECK ((subject = '') = (body = '')),
    CONSTRAINT notice_text_writer FOREIGN KEY (tenant, written_by) REFERENCES person (tenant, id)
) {strict};
{append_only notice_text}
{wall notice_text}

CREATE TABLE notice_wish (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Whose wish.
    person {bytes} NOT NULL,
    -- 1: also wants by e-mail what need not be sent. 0: only what must be.
    optional_mail {int} NOT NULL CHECK (optional_mail IN (0, 1)),
    -- Telephone for text messages; NULL: none wanted.
    sms_to TEXT,
    -- When it was last changed.
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant, person),
    CONSTRAINT notice_wish_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
{wall notice_wish}

CREATE TABLE after_issue (
    -- The tenant; one row at most.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Days after the last day before a delivered permit counts as expired.
    grace_days {int} NOT NULL CHECK (grace_days BETWEEN 0 AND 90),
    -- Days a draft is kept after its last change before it is worth a warning.
    draft_days {int} NOT NULL CHECK (draft_days BETWEEN 7 AND 730),
    -- When it was last changed.
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant)
) {strict};
{wall after_issue}

CREATE TABLE reminder (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id of the permit or application somebody was reminded of.
    object {bytes} NOT NULL,
    -- Code of the event.
    event TEXT NOT NULL,
    -- When it happened.
    at {int} NOT NULL,
    PRIMARY KEY (tenant, object, event)
) {strict};
{append_only reminder}
{wall reminder}

CREATE TABLE use_report (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The permit.
    permit {bytes} NOT NULL,
    -- Who of the holder's side reports.
    person {bytes} NOT NULL,
    -- 1: the permit was used. 0: it was not.
    used {int} NOT NULL CHECK (used IN (0, 1)),
    -- What left by block, JSON list of block and amount; empty list where it was not used.
    quantities TEXT NOT NULL,
    -- What shows it, or why it was not used.
    statement TEXT NOT NULL,
    -- When it happened.
    at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT use_report_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id),
    CONSTRAINT use_report_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
CREATE INDEX use_report_of_permit ON use_report (tenant, permit, at, id);
{append_only use_report}
{wall use_report}
