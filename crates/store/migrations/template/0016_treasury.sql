-- Where money was taken, what stands behind a waiver, and debts that were given up.
-- What is written off counts in invoice_balance.waived_minor beside what was waived; money_write_off says which is which.

CREATE TABLE money_office (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Short code, capital letters and digits: stands in the files for the treasury. Immutable.
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 12),
    -- Name as people know it.
    name TEXT NOT NULL CHECK (length(name) > 0),
    -- Who entered it: person:….
    set_by TEXT NOT NULL,
    -- When it was entered or named anew.
    set_at {int} NOT NULL,
    PRIMARY KEY (tenant, code)
) {strict};
{wall money_office}

CREATE TABLE money_office_person (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Who works there.
    person {bytes} NOT NULL,
    -- The office.
    office TEXT NOT NULL,
    -- Who put the person there: person:….
    set_by TEXT NOT NULL,
    -- When the person was put there.
    set_at {int} NOT NULL,
    PRIMARY KEY (tenant, person),
    CONSTRAINT money_office_person_office FOREIGN KEY (tenant, office) REFERENCES money_office (tenant, code)
) {strict};
{wall money_office_person}

CREATE TABLE money_taken_at (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The receipt, the credit note or the reversal.
    source {bytes} NOT NULL,
    -- Where its money was taken, on that day; nothing stands here for money that no desk took.
    office TEXT NOT NULL,
    PRIMARY KEY (tenant, source),
    CONSTRAINT money_taken_at_office FOREIGN KEY (tenant, office) REFERENCES money_office (tenant, code)
) {strict};
{append_only money_taken_at}
{wall money_taken_at}

CREATE TABLE money_rule (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- 1: a waiver needs a paper or the reference of one. 0: words are enough.
    waiver_evidence {int} NOT NULL CHECK (waiver_evidence IN (0, 1)),
    -- Who set it: person:….
    set_by TEXT NOT NULL,
    -- When it was set.
    set_at {int} NOT NULL,
    PRIMARY KEY (tenant)
) {strict};
{wall money_rule}

CREATE TABLE money_evidence (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- What two persons decide.
    request {bytes} NOT NULL,
    -- The paper among those of the case; NULL: it is kept elsewhere.
    attachment {bytes},
    -- What the paper is and where it is kept; the name of the attachment where there is one.
    paper TEXT NOT NULL CHECK (length(paper) > 0),
    PRIMARY KEY (tenant, request),
    CONSTRAINT money_evidence_attachment FOREIGN KEY (tenant, attachment) REFERENCES attachment (tenant, id)
) {strict};
{append_only money_evidence}
{wall money_evidence}

CREATE TABLE money_write_off (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- What two persons decided.
    request {bytes} NOT NULL,
    -- The invoice.
    invoice {bytes} NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What was given up; below zero when the debt is owed again.
    amount_minor {int} NOT NULL CHECK (amount_minor <> 0),
    -- Why it was done.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    -- When it was done.
    at {int} NOT NULL,
    -- Who proposed it: person:….
    proposed_by TEXT NOT NULL,
    -- The second person: person:….
    approved_by TEXT NOT NULL,
    PRIMARY KEY (tenant, request),
    CONSTRAINT money_write_off_two_persons CHECK (approved_by <> proposed_by),
    CONSTRAINT money_write_off_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) {strict};
CREATE INDEX money_write_off_of_invoice ON money_write_off (tenant, invoice, at);
CREATE INDEX money_write_off_of_day ON money_write_off (tenant, on_day, request);
{append_only money_write_off}
{wall money_write_off}

-- Nothing is booked into a closed month.
{sqlite} CREATE TRIGGER money_write_off_month BEFORE INSERT ON money_write_off WHEN EXISTS (SELECT 1 FROM month_closing m WHERE m.tenant = NEW.tenant AND m.month = substr(NEW.on_day, 1, 7) AND m.state = 'CLOSED') BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
{postgres} CREATE TRIGGER money_write_off_month BEFORE INSERT ON money_write_off FOR EACH ROW EXECUTE FUNCTION month_is_open();

-- Two persons give a debt up, and two let it be owed again. SQLite changes a CHECK by writing the table anew.
{postgres} ALTER TABLE money_request DROP CONSTRAINT money_request_kind_check;
{postgres} ALTER TABLE money_request ADD CONSTRAINT money_request_kind_check CHECK (kind IN ('WAIVER', 'CREDIT', 'SURPLUS', 'WRITE_OFF', 'REOPEN'));
{sqlite} CREATE TABLE money_request_anew (tenant INTEGER NOT NULL REFERENCES tenant (id), id BLOB NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('WAIVER', 'CREDIT', 'SURPLUS', 'WRITE_OFF', 'REOPEN')), invoice BLOB NOT NULL, amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), first_item TEXT, reason TEXT NOT NULL CHECK (length(reason) > 0), state TEXT NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REFUSED')), asked_by TEXT NOT NULL, asked_name TEXT NOT NULL, asked_at INTEGER NOT NULL, decided_by TEXT, decided_at INTEGER, version INTEGER NOT NULL, PRIMARY KEY (tenant, id), CONSTRAINT money_request_two_persons CHECK (state <> 'APPROVED' OR (decided_by IS NOT NULL AND decided_by <> asked_by)), CONSTRAINT money_request_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)) STRICT;
{sqlite} INSERT INTO money_request_anew SELECT tenant, id, kind, invoice, amount_minor, first_item, reason, state, asked_by, asked_name, asked_at, decided_by, decided_at, version FROM money_request;
{sqlite} DROP TABLE money_request;
{sqlite} ALTER TABLE money_request_anew RENAME TO money_request;
{sqlite} CREATE INDEX money_request_waiting ON money_request (tenant, asked_at, id) WHERE state = 'PROPOSED';
{sqlite} CREATE INDEX money_request_of_invoice ON money_request (tenant, invoice, asked_at);

-- A notice may be about an invoice; and about a key, which the check forgot.
{postgres} ALTER TABLE notice DROP CONSTRAINT notice_object_kind_check;
{postgres} ALTER TABLE notice ADD CONSTRAINT notice_object_kind_check CHECK (object_kind IN ('application', 'permit', 'quota', 'partner', 'key', 'invoice'));
{sqlite} CREATE TABLE notice_anew (tenant INTEGER NOT NULL REFERENCES tenant (id), person BLOB NOT NULL, id TEXT NOT NULL CHECK (length(id) = 32), once TEXT NOT NULL, event TEXT NOT NULL, object_kind TEXT NOT NULL CHECK (object_kind IN ('application', 'permit', 'quota', 'partner', 'key', 'invoice')), object_id TEXT NOT NULL, language TEXT NOT NULL, details TEXT NOT NULL, created_at INTEGER NOT NULL, read_at INTEGER, mail TEXT NOT NULL CHECK (mail IN ('NONE', 'WAITING', 'SENT', 'DEAD')), mail_attempts INTEGER NOT NULL CHECK (mail_attempts >= 0), mail_next_at INTEGER NOT NULL, mail_locked_until_at INTEGER, PRIMARY KEY (tenant, person, id), CONSTRAINT notice_once UNIQUE (tenant, person, once), CONSTRAINT notice_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)) STRICT;
{sqlite} INSERT INTO notice_anew SELECT tenant, person, id, once, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts, mail_next_at, mail_locked_until_at FROM notice;
{sqlite} DROP TABLE notice;
{sqlite} ALTER TABLE notice_anew RENAME TO notice;
{sqlite} CREATE INDEX notice_unread ON notice (tenant, person) WHERE read_at IS NULL;
{sqlite} CREATE INDEX notice_waiting ON notice (tenant, mail_next_at, id) WHERE mail = 'WAITING';
{sqlite} CREATE INDEX notice_of_object ON notice (tenant, object_kind, object_id, id);
