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

