-- Rendered from the template of the same name; do not edit.
-- Where money was taken, what stands behind a waiver, and debts that were given up.
-- What is written off counts in invoice_balance.waived_minor beside what was waived; money_write_off says which is which.

CREATE TABLE money_office (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Short code, capital letters and digits: stands in the files for the treasury. Immutable.
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 12),
    -- Name as people know it.
    name TEXT NOT NULL CHECK (length(name) > 0),
    -- Who entered it: person:….
    set_by TEXT NOT NULL,
    -- When it was entered or named anew.
    set_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, code)
);
ALTER TABLE money_office ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_office FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_office FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE money_office_person (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Who works there.
    person BYTEA NOT NULL,
    -- The office.
    office TEXT NOT NULL,
    -- Who put the person there: person:….
    set_by TEXT NOT NULL,
    -- When the person was put there.
    set_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, person),
    CONSTRAINT money_office_person_office FOREIGN KEY (tenant, office) REFERENCES money_office (tenant, code)
);
ALTER TABLE money_office_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_office_person FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_office_person FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE money_taken_at (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The receipt, the credit note or the reversal.
    source BYTEA NOT NULL,
    -- Where its money was taken, on that day; nothing stands here for money that no desk took.
    office TEXT NOT NULL,
    PRIMARY KEY (tenant, source),
    CONSTRAINT money_taken_at_office FOREIGN KEY (tenant, office) REFERENCES money_office (tenant, code)
);
CREATE FUNCTION money_taken_at_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'money_taken_at is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER money_taken_at_rows BEFORE UPDATE OR DELETE ON money_taken_at FOR EACH ROW EXECUTE FUNCTION money_taken_at_refuse();
CREATE TRIGGER money_taken_at_all BEFORE TRUNCATE ON money_taken_at FOR EACH STATEMENT EXECUTE FUNCTION money_taken_at_refuse();
ALTER TABLE money_taken_at ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_taken_at FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_taken_at FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE money_rule (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- 1: a waiver needs a paper or the reference of one. 0: words are enough.
    waiver_evidence BIGINT NOT NULL CHECK (waiver_evidence IN (0, 1)),
    -- Who set it: person:….
    set_by TEXT NOT NULL,
    -- When it was set.
    set_at BIGINT NOT NULL,
    PRIMARY KEY (tenant)
);
ALTER TABLE money_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_rule FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_rule FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE money_evidence (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What two persons decide.
    request BYTEA NOT NULL,
    -- The paper among those of the case; NULL: it is kept elsewhere.
    attachment BYTEA,
    -- What the paper is and where it is kept; the name of the attachment where there is one.
    paper TEXT NOT NULL CHECK (length(paper) > 0),
    PRIMARY KEY (tenant, request),
    CONSTRAINT money_evidence_attachment FOREIGN KEY (tenant, attachment) REFERENCES attachment (tenant, id)
);
CREATE FUNCTION money_evidence_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'money_evidence is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER money_evidence_rows BEFORE UPDATE OR DELETE ON money_evidence FOR EACH ROW EXECUTE FUNCTION money_evidence_refuse();
CREATE TRIGGER money_evidence_all BEFORE TRUNCATE ON money_evidence FOR EACH STATEMENT EXECUTE FUNCTION money_evidence_refuse();
ALTER TABLE money_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_evidence FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE money_write_off (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What two persons decided.
    request BYTEA NOT NULL,
    -- The invoice.
    invoice BYTEA NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What was given up; below zero when the debt is owed again.
    amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
    -- Why it was done.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    -- When it was done.
    at BIGINT NOT NULL,
    -- Who proposed it: person:….
    proposed_by TEXT NOT NULL,
    -- The second person: person:….
    approved_by TEXT NOT NULL,
    PRIMARY KEY (tenant, request),
    CONSTRAINT money_write_off_two_persons CHECK (approved_by <> proposed_by),
    CONSTRAINT money_write_off_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE INDEX money_write_off_of_invoice ON money_write_off (tenant, invoice, at);
CREATE INDEX money_write_off_of_day ON money_write_off (tenant, on_day, request);
CREATE FUNCTION money_write_off_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'money_write_off is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER money_write_off_rows BEFORE UPDATE OR DELETE ON money_write_off FOR EACH ROW EXECUTE FUNCTION money_write_off_refuse();
CREATE TRIGGER money_write_off_all BEFORE TRUNCATE ON money_write_off FOR EACH STATEMENT EXECUTE FUNCTION money_write_off_refuse();
ALTER TABLE money_write_off ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_write_off FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_write_off FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

-- Nothing is booked into a closed month.
CREATE TRIGGER money_write_off_month BEFORE INSERT ON money_write_off FOR EACH ROW EXECUTE FUNCTION month_is_open();

-- Two persons give a debt up, and two let it be owed again. SQLite changes a CHECK by writing the table anew.
ALTER TABLE money_request DROP CONSTRAINT money_request_kind_check;
ALTER TABLE money_request ADD CONSTRAINT money_request_kind_check CHECK (kind IN ('WAIVER', 'CREDIT', 'SURPLUS', 'WRITE_OFF', 'REOPEN'));

-- A notice may be about an invoice; and about a key, which the check forgot.
ALTER TABLE notice DROP CONSTRAINT notice_object_kind_check;
ALTER TABLE notice ADD CONSTRAINT notice_object_kind_check CHECK (object_kind IN ('application', 'permit', 'quota', 'partner', 'key', 'invoice'));

COMMENT ON COLUMN money_office.tenant IS 'The tenant.';
COMMENT ON COLUMN money_office.code IS 'Short code, capital letters and digits: stands in the files for the treasury. Immutable.';
COMMENT ON COLUMN money_office.name IS 'Name as people know it.';
COMMENT ON COLUMN money_office.set_by IS 'Who entered it: person:….';
COMMENT ON COLUMN money_office.set_at IS 'When it was entered or named anew.';
COMMENT ON COLUMN money_office_person.tenant IS 'The tenant.';
COMMENT ON COLUMN money_office_person.person IS 'Who works there.';
COMMENT ON COLUMN money_office_person.office IS 'The office.';
COMMENT ON COLUMN money_office_person.set_by IS 'Who put the person there: person:….';
COMMENT ON COLUMN money_office_person.set_at IS 'When the person was put there.';
COMMENT ON COLUMN money_taken_at.tenant IS 'The tenant.';
COMMENT ON COLUMN money_taken_at.source IS 'The receipt, the credit note or the reversal.';
COMMENT ON COLUMN money_taken_at.office IS 'Where its money was taken, on that day; nothing stands here for money that no desk took.';
COMMENT ON COLUMN money_rule.tenant IS 'The tenant.';
COMMENT ON COLUMN money_rule.waiver_evidence IS '1: a waiver needs a paper or the reference of one. 0: words are enough.';
COMMENT ON COLUMN money_rule.set_by IS 'Who set it: person:….';
COMMENT ON COLUMN money_rule.set_at IS 'When it was set.';
COMMENT ON COLUMN money_evidence.tenant IS 'The tenant.';
COMMENT ON COLUMN money_evidence.request IS 'What two persons decide.';
COMMENT ON COLUMN money_evidence.attachment IS 'The paper among those of the case; NULL: it is kept elsewhere.';
COMMENT ON COLUMN money_evidence.paper IS 'What the paper is and where it is kept; the name of the attachment where there is one.';
COMMENT ON COLUMN money_write_off.tenant IS 'The tenant.';
COMMENT ON COLUMN money_write_off.request IS 'What two persons decided.';
COMMENT ON COLUMN money_write_off.invoice IS 'The invoice.';
COMMENT ON COLUMN money_write_off.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN money_write_off.amount_minor IS 'What was given up; below zero when the debt is owed again.';
COMMENT ON COLUMN money_write_off.reason IS 'Why it was done.';
COMMENT ON COLUMN money_write_off.on_day IS 'The day in the cash book, ISO; never a day that was closed before.';
COMMENT ON COLUMN money_write_off.at IS 'When it was done.';
COMMENT ON COLUMN money_write_off.proposed_by IS 'Who proposed it: person:….';
COMMENT ON COLUMN money_write_off.approved_by IS 'The second person: person:….';
