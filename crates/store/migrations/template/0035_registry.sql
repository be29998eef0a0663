-- Registers as they are kept outside the program too: the number that the Secretariat gave an operation, what the
-- authority's people entered at the counter for others, and the particulars of companies and persons with their history.

CREATE TABLE secretariat_inclusion (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Which entry of the registers.
    entry {bytes} NOT NULL,
    -- Number in the Secretariat's register, capitals, as published; unique in the tenant.
    number TEXT NOT NULL,
    -- Day on which the Secretariat included it.
    included_on TEXT NOT NULL,
    -- What says so: notification, letter or the published register, in words.
    evidence TEXT NOT NULL,
    -- Who typed it last.
    recorded_by {bytes} NOT NULL,
    -- When it was done.
    recorded_at {int} NOT NULL,
    PRIMARY KEY (tenant, entry),
    CONSTRAINT secretariat_number UNIQUE (tenant, number),
    CONSTRAINT secretariat_entry FOREIGN KEY (tenant, entry) REFERENCES register_entry (tenant, id)
) {strict};
{wall secretariat_inclusion}

CREATE TABLE counter_entry (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- What was entered: entry (of a register) or lot (of a stock).
    about TEXT NOT NULL CHECK (about IN ('entry', 'lot')),
    -- Id of the entry or lot.
    subject {bytes} NOT NULL,
    -- Who said so: the holder or somebody for it, in words.
    said_by TEXT NOT NULL,
    -- What was seen: papers with their numbers, in words.
    evidence TEXT NOT NULL,
    -- Who of the authority entered it; somebody else confirms it.
    entered_by {bytes} NOT NULL,
    -- The name on the day.
    entered_name TEXT NOT NULL,
    -- When it was done.
    entered_at {int} NOT NULL,
    PRIMARY KEY (tenant, about, subject)
) {strict};
{append_only counter_entry}
{wall counter_entry}

CREATE TABLE person_particulars (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Whose: a person with an account and without a company.
    person {bytes} NOT NULL,
    -- Address, telephone, number of the identity document, what was seen of it, JSON (office::registers::holder).
    body TEXT NOT NULL,
    -- Last change.
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant, person),
    CONSTRAINT person_particulars_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
{wall person_particulars}

CREATE TABLE holder_change (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Whose particulars: company or person.
    kind TEXT NOT NULL CHECK (kind IN ('company', 'person')),
    -- Id of the organisation or person.
    holder {bytes} NOT NULL,
    -- Number of the change, from 1.
    seq {int} NOT NULL,
    -- What was done: open, edit, evidence, close or reopen.
    act TEXT NOT NULL CHECK (act IN ('open', 'edit', 'evidence', 'close', 'reopen')),
    -- What changed, JSON: a list of field, old value, new value (office::registers::holder).
    changes TEXT NOT NULL,
    -- Why, in words.
    reason TEXT NOT NULL,
    -- Who did it.
    changed_by {bytes} NOT NULL,
    -- The name on the day.
    changed_name TEXT NOT NULL,
    -- When it was done.
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant, kind, holder, seq)
) {strict};
{append_only holder_change}
{wall holder_change}

-- The program gave operations numbers that looked like those of the Secretariat's registers. They were the Party's own:
-- now they look it, and an entry stands as proposed to the Secretariat until its number is typed.
{postgres} ALTER TABLE register_entry NO FORCE ROW LEVEL SECURITY;
UPDATE register_entry SET number = 'I-' || SUBSTR(number, 3) WHERE kind = 'CAPTIVE_I' AND number LIKE 'A-%';
UPDATE register_entry SET number = 'N-' || SUBSTR(number, 3) WHERE kind = 'NURSERY' AND number LIKE 'P-%';
{postgres} ALTER TABLE register_entry FORCE ROW LEVEL SECURITY;
