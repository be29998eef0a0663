-- One life for every register: who is registered for the simplified procedure stands in the register of the others, as
-- one more kind. SQLite changes a CHECK or a reference by writing the table anew; on PostgreSQL the owner steps outside
-- the wall for as long as the rows move.

{sqlite} CREATE TABLE register_entry_anew (tenant INTEGER NOT NULL REFERENCES tenant (id), id BLOB NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('BREEDER', 'CAPTIVE_I', 'NURSERY', 'RANCH', 'CAVIAR', 'SCIENTIFIC', 'RESCUE', 'SIMPLIFIED')), number TEXT, name TEXT NOT NULL, organisation BLOB, person BLOB, state TEXT NOT NULL CHECK (state IN ('APPLIED', 'PROPOSED', 'VALID', 'DECLINED', 'ENDED')), valid_from_on TEXT, valid_until_on TEXT, proposed_by BLOB, approved_by BLOB, one_officer INTEGER NOT NULL CHECK (one_officer IN (0, 1)), body TEXT NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (tenant, id), CONSTRAINT register_number UNIQUE (tenant, number), CONSTRAINT register_one_owner CHECK ((organisation IS NULL) <> (person IS NULL)), CONSTRAINT register_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by), CONSTRAINT register_valid CHECK (state <> 'VALID' OR (number IS NOT NULL AND valid_from_on <= valid_until_on)), CONSTRAINT register_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id), CONSTRAINT register_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)) STRICT;
{sqlite} INSERT INTO register_entry_anew (tenant, id, kind, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version) SELECT tenant, id, kind, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version FROM register_entry;
{sqlite} INSERT INTO register_entry_anew (tenant, id, kind, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version) SELECT tenant, id, 'SIMPLIFIED', number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version FROM simplified_registration;
{sqlite} DROP TABLE register_entry;
{sqlite} ALTER TABLE register_entry_anew RENAME TO register_entry;
{sqlite} CREATE INDEX register_changed ON register_entry (tenant, changed_at, id);
{sqlite} CREATE INDEX register_of_kind ON register_entry (tenant, kind, changed_at, id);
{sqlite} CREATE INDEX register_of_organisation ON register_entry (tenant, organisation, changed_at, id);
{sqlite} CREATE INDEX register_of_person ON register_entry (tenant, person, changed_at, id);
{sqlite} CREATE TABLE blank_anew (tenant INTEGER NOT NULL REFERENCES tenant (id), id BLOB NOT NULL, application BLOB NOT NULL, registration BLOB NOT NULL, place INTEGER NOT NULL CHECK (place > 0), number TEXT NOT NULL, series TEXT NOT NULL, year INTEGER NOT NULL, serial INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('PREPARED', 'UNUSED', 'COMPLETING', 'COMPLETED', 'RETURNED', 'EXPIRED', 'LOST', 'VOID')), valid_until_on TEXT NOT NULL, completion BLOB, permit BLOB, body TEXT NOT NULL, preparation TEXT NOT NULL, sealed BLOB, qr TEXT, reason TEXT, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, PRIMARY KEY (tenant, id), CONSTRAINT blank_number UNIQUE (tenant, number), CONSTRAINT blank_serial UNIQUE (tenant, series, year, serial), CONSTRAINT blank_place UNIQUE (tenant, application, place), CONSTRAINT blank_completed CHECK ((state IN ('COMPLETING', 'COMPLETED')) = (completion IS NOT NULL)), CONSTRAINT blank_document CHECK ((state = 'COMPLETED') = (permit IS NOT NULL)), CONSTRAINT blank_sealed CHECK (state IN ('PREPARED', 'VOID') OR (sealed IS NOT NULL AND qr IS NOT NULL)), CONSTRAINT blank_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id), CONSTRAINT blank_registration FOREIGN KEY (tenant, registration) REFERENCES register_entry (tenant, id), CONSTRAINT blank_completion FOREIGN KEY (tenant, completion) REFERENCES application (tenant, id)) STRICT;
{sqlite} INSERT INTO blank_anew (tenant, id, application, registration, place, number, series, year, serial, state, valid_until_on, completion, permit, body, preparation, sealed, qr, reason, created_at, changed_at) SELECT tenant, id, application, registration, place, number, series, year, serial, state, valid_until_on, completion, permit, body, preparation, sealed, qr, reason, created_at, changed_at FROM blank;
{sqlite} DROP TABLE blank;
{sqlite} ALTER TABLE blank_anew RENAME TO blank;
{sqlite} CREATE INDEX blank_of_state ON blank (tenant, state, valid_until_on);
{sqlite} CREATE INDEX blank_of_completion ON blank (tenant, completion);
{sqlite} CREATE INDEX blank_of_registration ON blank (tenant, registration, state);
{postgres} ALTER TABLE register_entry DROP CONSTRAINT register_entry_kind_check;
{postgres} ALTER TABLE register_entry ADD CONSTRAINT register_entry_kind_check CHECK (kind IN ('BREEDER', 'CAPTIVE_I', 'NURSERY', 'RANCH', 'CAVIAR', 'SCIENTIFIC', 'RESCUE', 'SIMPLIFIED'));
{postgres} COMMENT ON COLUMN register_entry.kind IS 'Which register: BREEDER, CAPTIVE_I, NURSERY, RANCH, CAVIAR, SCIENTIFIC, RESCUE or SIMPLIFIED.';
{postgres} ALTER TABLE blank DROP CONSTRAINT blank_registration;
{postgres} ALTER TABLE register_entry NO FORCE ROW LEVEL SECURITY;
{postgres} ALTER TABLE simplified_registration NO FORCE ROW LEVEL SECURITY;
{postgres} INSERT INTO register_entry (tenant, id, kind, number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version) SELECT tenant, id, 'SIMPLIFIED', number, name, organisation, person, state, valid_from_on, valid_until_on, proposed_by, approved_by, one_officer, body, created_at, changed_at, version FROM simplified_registration;
{postgres} ALTER TABLE blank NO FORCE ROW LEVEL SECURITY;
{postgres} ALTER TABLE blank ADD CONSTRAINT blank_registration FOREIGN KEY (tenant, registration) REFERENCES register_entry (tenant, id);
{postgres} ALTER TABLE blank FORCE ROW LEVEL SECURITY;
{postgres} ALTER TABLE register_entry FORCE ROW LEVEL SECURITY;
DROP TABLE simplified_registration;

-- An entry of a register carries marks as a lot does: those of its breeding stock.
{sqlite} CREATE TABLE mark_entry_anew (tenant INTEGER NOT NULL REFERENCES tenant (id), about TEXT NOT NULL CHECK (about IN ('case', 'inspection', 'lot', 'entry')), subject BLOB NOT NULL, block TEXT NOT NULL, position INTEGER NOT NULL CHECK (position >= 1), kind TEXT NOT NULL, typed TEXT NOT NULL, text TEXT NOT NULL, head TEXT NOT NULL, width INTEGER NOT NULL CHECK (width BETWEEN 0 AND 15), tail TEXT NOT NULL, serial_first INTEGER NOT NULL, serial_last INTEGER NOT NULL, taxon TEXT NOT NULL, organisation BLOB, person BLOB, holder TEXT NOT NULL, recorded_at INTEGER NOT NULL, PRIMARY KEY (tenant, about, subject, block, position), CONSTRAINT mark_entry_range CHECK (serial_first <= serial_last)) STRICT;
{sqlite} INSERT INTO mark_entry_anew (tenant, about, subject, block, position, kind, typed, text, head, width, tail, serial_first, serial_last, taxon, organisation, person, holder, recorded_at) SELECT tenant, about, subject, block, position, kind, typed, text, head, width, tail, serial_first, serial_last, taxon, organisation, person, holder, recorded_at FROM mark_entry;
{sqlite} DROP TABLE mark_entry;
{sqlite} ALTER TABLE mark_entry_anew RENAME TO mark_entry;
{sqlite} CREATE INDEX mark_entry_series ON mark_entry (tenant, head, width, serial_first);
{sqlite} CREATE INDEX mark_entry_number ON mark_entry (tenant, width, serial_first);
{postgres} ALTER TABLE mark_entry DROP CONSTRAINT mark_entry_about_check;
{postgres} ALTER TABLE mark_entry ADD CONSTRAINT mark_entry_about_check CHECK (about IN ('case', 'inspection', 'lot', 'entry'));
{postgres} COMMENT ON COLUMN mark_entry.about IS 'What names it: case (an application and the permit it became), inspection (read at a visit of that case), lot or entry (of a register).';

-- Samples that an inspector takes: sealed, sent to a laboratory, and its answer when it comes.
CREATE TABLE inspection_sample (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The case that was inspected.
    application {bytes} NOT NULL,
    -- What was taken, and from what.
    what TEXT NOT NULL,
    -- Number of the sample or of its seal, unique in the tenant.
    number TEXT NOT NULL,
    -- The laboratory it goes to; empty until that is known.
    laboratory TEXT NOT NULL,
    -- Who took it.
    taken_by {bytes} NOT NULL,
    -- When that was written down.
    taken_at {int} NOT NULL,
    -- What the laboratory found; NULL before its answer came.
    result TEXT,
    -- Who wrote the answer down; NULL before.
    result_by {bytes},
    -- When; NULL before.
    result_at {int},
    PRIMARY KEY (tenant, id),
    CONSTRAINT inspection_sample_number UNIQUE (tenant, number),
    CONSTRAINT inspection_sample_result CHECK ((result IS NULL) = (result_at IS NULL) AND (result IS NULL) = (result_by IS NULL)),
    CONSTRAINT inspection_sample_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
CREATE INDEX inspection_sample_of_case ON inspection_sample (tenant, application, taken_at, id);
{wall inspection_sample}

-- The sheets of security paper that a permit was printed on are asked for on its page.
CREATE INDEX numbered_event_of_case ON numbered_event (tenant, application, consignment);
