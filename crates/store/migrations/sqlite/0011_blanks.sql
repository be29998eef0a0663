-- Rendered from the template of the same name; do not edit.
-- Partially completed documents (Res. Conf. 12.3, section XII): who is registered for the simplified procedure, and the
-- numbered blanks with what became of each.

CREATE TABLE simplified_registration (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Number in the register, unique in the tenant; NULL until it is approved.
    number TEXT,
    -- Who is registered, for lists.
    name TEXT NOT NULL,
    -- The organisation it belongs to; NULL for a private person.
    organisation BLOB,
    -- The person it belongs to; NULL for an organisation.
    person BLOB,
    -- Where it stands: APPLIED, PROPOSED, VALID, DECLINED or ENDED.
    state TEXT NOT NULL CHECK (state IN ('APPLIED', 'PROPOSED', 'VALID', 'DECLINED', 'ENDED')),
    -- First day of validity; NULL before approval.
    valid_from_on TEXT,
    -- Last day of validity, included; NULL before approval.
    valid_until_on TEXT,
    -- Who proposed it; NULL before.
    proposed_by BLOB,
    -- Who approved it; NULL before.
    approved_by BLOB,
    -- 1: the tenant had opted out of four eyes when this was approved.
    one_officer INTEGER NOT NULL CHECK (one_officer IN (0, 1)),
    -- Species with term, source and the most of a year, and the words of both sides, JSON (office::blanks).
    body TEXT NOT NULL,
    -- When it was applied for.
    created_at INTEGER NOT NULL,
    -- Last change; order of lists.
    changed_at INTEGER NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT simplified_number UNIQUE (tenant, number),
    CONSTRAINT simplified_one_owner CHECK ((organisation IS NULL) <> (person IS NULL)),
    CONSTRAINT simplified_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
    CONSTRAINT simplified_valid CHECK (state <> 'VALID' OR (number IS NOT NULL AND valid_from_on <= valid_until_on)),
    CONSTRAINT simplified_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT simplified_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) STRICT;
CREATE INDEX simplified_changed ON simplified_registration (tenant, changed_at, id);
CREATE INDEX simplified_of_organisation ON simplified_registration (tenant, organisation, changed_at, id);
CREATE INDEX simplified_of_person ON simplified_registration (tenant, person, changed_at, id);

CREATE TABLE blank (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- The application that ordered it.
    application BLOB NOT NULL,
    -- The registration it is bound to.
    registration BLOB NOT NULL,
    -- Place in the order, from 1.
    place INTEGER NOT NULL CHECK (place > 0),
    -- Number, from the same gapless series as permits; the completed document carries it.
    number TEXT NOT NULL,
    -- Series of its serial.
    series TEXT NOT NULL,
    -- Year of its serial.
    year INTEGER NOT NULL,
    -- Serial behind the number.
    serial INTEGER NOT NULL,
    -- PREPARED: bytes recorded, not sealed yet. UNUSED: sealed, with the holder. COMPLETING: drawn, its document is being sealed. COMPLETED. RETURNED, EXPIRED, LOST: never used. VOID: given up before it was sealed, a recorded gap.
    state TEXT NOT NULL CHECK (state IN ('PREPARED', 'UNUSED', 'COMPLETING', 'COMPLETED', 'RETURNED', 'EXPIRED', 'LOST', 'VOID')),
    -- Last day on which it may be completed, included.
    valid_until_on TEXT NOT NULL,
    -- Case of its completion; NULL before.
    completion BLOB,
    -- The completed document; NULL before.
    permit BLOB,
    -- What was recorded before sealing: number, digests and bytes to sign, JSON (permits::IntentRecord).
    body TEXT NOT NULL,
    -- What office needs to finish after a crash, JSON (office::blanks).
    preparation TEXT NOT NULL,
    -- The sealed message; NULL before it is sealed.
    sealed BLOB,
    -- Text of its QR code; NULL before it is sealed.
    qr TEXT,
    -- Words of who returned it, reported its loss or gave it up; NULL otherwise.
    reason TEXT,
    -- When it was numbered.
    created_at INTEGER NOT NULL,
    -- Last change.
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT blank_number UNIQUE (tenant, number),
    CONSTRAINT blank_serial UNIQUE (tenant, series, year, serial),
    CONSTRAINT blank_place UNIQUE (tenant, application, place),
    CONSTRAINT blank_completed CHECK ((state IN ('COMPLETING', 'COMPLETED')) = (completion IS NOT NULL)),
    CONSTRAINT blank_document CHECK ((state = 'COMPLETED') = (permit IS NOT NULL)),
    CONSTRAINT blank_sealed CHECK (state IN ('PREPARED', 'VOID') OR (sealed IS NOT NULL AND qr IS NOT NULL)),
    CONSTRAINT blank_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT blank_registration FOREIGN KEY (tenant, registration) REFERENCES simplified_registration (tenant, id),
    CONSTRAINT blank_completion FOREIGN KEY (tenant, completion) REFERENCES application (tenant, id)
) STRICT;
CREATE INDEX blank_of_state ON blank (tenant, state, valid_until_on);
CREATE INDEX blank_of_completion ON blank (tenant, completion);
CREATE INDEX blank_of_registration ON blank (tenant, registration, state);
