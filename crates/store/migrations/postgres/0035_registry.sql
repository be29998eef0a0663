-- Rendered from the template of the same name; do not edit.
-- Registers as they are kept outside the program too: the number that the Secretariat gave an operation, what the
-- authority's people entered at the counter for others, and the particulars of companies and persons with their history.

CREATE TABLE secretariat_inclusion (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which entry of the registers.
    entry BYTEA NOT NULL,
    -- Number in the Secretariat's register, capitals, as published; unique in the tenant.
    number TEXT NOT NULL,
    -- Day on which the Secretariat included it.
    included_on TEXT NOT NULL,
    -- What says so: notification, letter or the published register, in words.
    evidence TEXT NOT NULL,
    -- Who typed it last.
    recorded_by BYTEA NOT NULL,
    -- When it was done.
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, entry),
    CONSTRAINT secretariat_number UNIQUE (tenant, number),
    CONSTRAINT secretariat_entry FOREIGN KEY (tenant, entry) REFERENCES register_entry (tenant, id)
);
ALTER TABLE secretariat_inclusion ENABLE ROW LEVEL SECURITY;
ALTER TABLE secretariat_inclusion FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON secretariat_inclusion FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE counter_entry (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What was entered: entry (of a register) or lot (of a stock).
    about TEXT NOT NULL CHECK (about IN ('entry', 'lot')),
    -- Id of the entry or lot.
    subject BYTEA NOT NULL,
    -- Who said so: the holder or somebody for it, in words.
    said_by TEXT NOT NULL,
    -- What was seen: papers with their numbers, in words.
    evidence TEXT NOT NULL,
    -- Who of the authority entered it; somebody else confirms it.
    entered_by BYTEA NOT NULL,
    -- The name on the day.
    entered_name TEXT NOT NULL,
    -- When it was done.
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, about, subject)
);
CREATE FUNCTION counter_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'counter_entry is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER counter_entry_rows BEFORE UPDATE OR DELETE ON counter_entry FOR EACH ROW EXECUTE FUNCTION counter_entry_refuse();
CREATE TRIGGER counter_entry_all BEFORE TRUNCATE ON counter_entry FOR EACH STATEMENT EXECUTE FUNCTION counter_entry_refuse();
ALTER TABLE counter_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE counter_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON counter_entry FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE person_particulars (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Whose: a person with an account and without a company.
    person BYTEA NOT NULL,
    -- Address, telephone, number of the identity document, what was seen of it, JSON (office::registers::holder).
    body TEXT NOT NULL,
    -- Last change.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, person),
    CONSTRAINT person_particulars_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
ALTER TABLE person_particulars ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_particulars FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON person_particulars FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE holder_change (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Whose particulars: company or person.
    kind TEXT NOT NULL CHECK (kind IN ('company', 'person')),
    -- Id of the organisation or person.
    holder BYTEA NOT NULL,
    -- Number of the change, from 1.
    seq BIGINT NOT NULL,
    -- What was done: open, edit, evidence, close or reopen.
    act TEXT NOT NULL CHECK (act IN ('open', 'edit', 'evidence', 'close', 'reopen')),
    -- What changed, JSON: a list of field, old value, new value (office::registers::holder).
    changes TEXT NOT NULL,
    -- Why, in words.
    reason TEXT NOT NULL,
    -- Who did it.
    changed_by BYTEA NOT NULL,
    -- The name on the day.
    changed_name TEXT NOT NULL,
    -- When it was done.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, kind, holder, seq)
);
CREATE FUNCTION holder_change_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'holder_change is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER holder_change_rows BEFORE UPDATE OR DELETE ON holder_change FOR EACH ROW EXECUTE FUNCTION holder_change_refuse();
CREATE TRIGGER holder_change_all BEFORE TRUNCATE ON holder_change FOR EACH STATEMENT EXECUTE FUNCTION holder_change_refuse();
ALTER TABLE holder_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE holder_change FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON holder_change FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

-- The program gave operations numbers that looked like those of the Secretariat's registers. They were the Party's own:
-- now they look it, and an entry stands as proposed to the Secretariat until its number is typed.
ALTER TABLE register_entry NO FORCE ROW LEVEL SECURITY;
UPDATE register_entry SET number = 'I-' || SUBSTR(number, 3) WHERE kind = 'CAPTIVE_I' AND number LIKE 'A-%';
UPDATE register_entry SET number = 'N-' || SUBSTR(number, 3) WHERE kind = 'NURSERY' AND number LIKE 'P-%';
ALTER TABLE register_entry FORCE ROW LEVEL SECURITY;

COMMENT ON COLUMN secretariat_inclusion.tenant IS 'The tenant.';
COMMENT ON COLUMN secretariat_inclusion.entry IS 'Which entry of the registers.';
COMMENT ON COLUMN secretariat_inclusion.number IS 'Number in the Secretariat''s register, capitals, as published; unique in the tenant.';
COMMENT ON COLUMN secretariat_inclusion.included_on IS 'Day on which the Secretariat included it.';
COMMENT ON COLUMN secretariat_inclusion.evidence IS 'What says so: notification, letter or the published register, in words.';
COMMENT ON COLUMN secretariat_inclusion.recorded_by IS 'Who typed it last.';
COMMENT ON COLUMN secretariat_inclusion.recorded_at IS 'When it was done.';
COMMENT ON COLUMN counter_entry.tenant IS 'The tenant.';
COMMENT ON COLUMN counter_entry.about IS 'What was entered: entry (of a register) or lot (of a stock).';
COMMENT ON COLUMN counter_entry.subject IS 'Id of the entry or lot.';
COMMENT ON COLUMN counter_entry.said_by IS 'Who said so: the holder or somebody for it, in words.';
COMMENT ON COLUMN counter_entry.evidence IS 'What was seen: papers with their numbers, in words.';
COMMENT ON COLUMN counter_entry.entered_by IS 'Who of the authority entered it; somebody else confirms it.';
COMMENT ON COLUMN counter_entry.entered_name IS 'The name on the day.';
COMMENT ON COLUMN counter_entry.entered_at IS 'When it was done.';
COMMENT ON COLUMN person_particulars.tenant IS 'The tenant.';
COMMENT ON COLUMN person_particulars.person IS 'Whose: a person with an account and without a company.';
COMMENT ON COLUMN person_particulars.body IS 'Address, telephone, number of the identity document, what was seen of it, JSON (office::registers::holder).';
COMMENT ON COLUMN person_particulars.changed_at IS 'Last change.';
COMMENT ON COLUMN holder_change.tenant IS 'The tenant.';
COMMENT ON COLUMN holder_change.kind IS 'Whose particulars: company or person.';
COMMENT ON COLUMN holder_change.holder IS 'Id of the organisation or person.';
COMMENT ON COLUMN holder_change.seq IS 'Number of the change, from 1.';
COMMENT ON COLUMN holder_change.act IS 'What was done: open, edit, evidence, close or reopen.';
COMMENT ON COLUMN holder_change.changes IS 'What changed, JSON: a list of field, old value, new value (office::registers::holder).';
COMMENT ON COLUMN holder_change.reason IS 'Why, in words.';
COMMENT ON COLUMN holder_change.changed_by IS 'Who did it.';
COMMENT ON COLUMN holder_change.changed_name IS 'The name on the day.';
COMMENT ON COLUMN holder_change.changed_at IS 'When it was done.';
