-- Rendered from the template of the same name; do not edit.
-- One life for every register: who is registered for the simplified procedure stands in the register of the others, as
-- one more kind. SQLite changes a CHECK or a reference by writing the table anew; on PostgreSQL the owner steps outside
-- the wall for as long as the rows move.

ALTER TABLE register_entry DROP CONSTRAINT register_entry_kind_check;
ALTER TABLE register_entry ADD CONSTRAINT register_entry_kind_check CHECK (kind IN ('BREEDER', 'CAPTIVE_I', 'NURSERY', 'RANCH', 'CAVIAR', 'SCIENTIFIC', 'RESCUE', 'SIMPLIFIED'));
COMMENT ON COLUMN register_entry.kind IS 'Which register: BREEDER, CAPTIVE_I, NURSERY, RANCH, CAVIAR, SCIENTIFIC, RESCUE or SIMPLIFIED.';
ALTER TABLE blank DROP CONSTRAINT blank_registration;
ALTER TABLE register_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE simplified_registration NO FORCE ROW LEVEL SECURITY;
INSERT INTO register_entry (tenant, id, kind, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version) SELECT tenant, id, 'SIMPLIFIED', number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version FROM simplified_registration;
ALTER TABLE blank NO FORCE ROW LEVEL SECURITY;
ALTER TABLE blank ADD CONSTRAINT blank_registration FOREIGN KEY (tenant, registration) REFERENCES register_entry (tenant, id);
ALTER TABLE blank FORCE ROW LEVEL SECURITY;
ALTER TABLE register_entry FORCE ROW LEVEL SECURITY;
DROP TABLE simplified_registration;

-- An entry of a register carries marks as a lot does: those of its breeding stock.
ALTER TABLE mark_entry DROP CONSTRAINT mark_entry_about_check;
ALTER TABLE mark_entry ADD CONSTRAINT mark_entry_about_check CHECK (about IN ('case', 'inspection', 'lot', 'entry'));
COMMENT ON COLUMN mark_entry.about IS 'What names it: case (an application and the permit it became), inspection (read at a visit of that case), lot or entry (of a register).';

-- Samples that an inspector takes: sealed, sent to a laboratory, and its answer when it comes.
CREATE TABLE inspection_sample (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The case that was inspected.
    application BYTEA NOT NULL,
    -- What was taken, and from what.
    what TEXT NOT NULL,
    -- Number of the sample or of its seal, unique in the tenant.
    number TEXT NOT NULL,
    -- The laboratory it goes to; empty until that is known.
    laboratory TEXT NOT NULL,
    -- Who took it.
    taken_by BYTEA NOT NULL,
    -- When that was written down.
    taken_at BIGINT NOT NULL,
    -- What the laboratory found; NULL before its answer came.
    result TEXT,
    -- Who wrote the answer down; NULL before.
    result_by BYTEA,
    -- When; NULL before.
    result_at BIGINT,
    PRIMARY KEY (tenant, id),
    CONSTRAINT inspection_sample_number UNIQUE (tenant, number),
    CONSTRAINT inspection_sample_result CHECK ((result IS NULL) = (result_at IS NULL) AND (result IS NULL) = (result_by IS NULL)),
    CONSTRAINT inspection_sample_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX inspection_sample_of_case ON inspection_sample (tenant, application, taken_at, id);
ALTER TABLE inspection_sample ENABLE ROW LEVEL SECURITY;
ALTER TABLE inspection_sample FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON inspection_sample FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

-- The sheets of security paper that a permit was printed on are asked for on its page.
CREATE INDEX numbered_event_of_case ON numbered_event (tenant, application, consignment);

COMMENT ON COLUMN inspection_sample.tenant IS 'The tenant.';
COMMENT ON COLUMN inspection_sample.id IS 'Id. Immutable.';
COMMENT ON COLUMN inspection_sample.application IS 'The case that was inspected.';
COMMENT ON COLUMN inspection_sample.what IS 'What was taken, and from what.';
COMMENT ON COLUMN inspection_sample.number IS 'Number of the sample or of its seal, unique in the tenant.';
COMMENT ON COLUMN inspection_sample.laboratory IS 'The laboratory it goes to; empty until that is known.';
COMMENT ON COLUMN inspection_sample.taken_by IS 'Who took it.';
COMMENT ON COLUMN inspection_sample.taken_at IS 'When that was written down.';
COMMENT ON COLUMN inspection_sample.result IS 'What the laboratory found; NULL before its answer came.';
COMMENT ON COLUMN inspection_sample.result_by IS 'Who wrote the answer down; NULL before.';
COMMENT ON COLUMN inspection_sample.result_at IS 'When; NULL before.';
