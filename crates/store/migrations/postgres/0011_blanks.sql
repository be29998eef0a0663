-- Rendered from the template of the same name; do not edit.
-- Partially completed documents (Res. Conf. 12.3, section XII): who is registered for the simplified procedure, and the
-- numbered blanks with what became of each.

CREATE TABLE simplified_registration (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Number in the register, unique in the tenant; NULL until it is approved.
    number TEXT,
    -- Who is registered, for lists.
    name TEXT NOT NULL,
    -- The organisation it belongs to; NULL for a private person.
    organisation BYTEA,
    -- The person it belongs to; NULL for an organisation.
    person BYTEA,
    -- Where it stands: APPLIED, PROPOSED, VALID, DECLINED or ENDED.
    state TEXT NOT NULL CHECK (state IN ('APPLIED', 'PROPOSED', 'VALID', 'DECLINED', 'ENDED')),
    -- First day of validity; NULL before approval.
    valid_from_on TEXT,
    -- Last day of validity, included; NULL before approval.
    valid_until_on TEXT,
    -- Who proposed it; NULL before.
    proposed_by BYTEA,
    -- Who approved it; NULL before.
    approved_by BYTEA,
    -- 1: the tenant had opted out of four eyes when this was approved.
    one_officer BIGINT NOT NULL CHECK (one_officer IN (0, 1)),
    -- Species with term, source and the most of a year, and the words of both sides, JSON (office::blanks).
    body TEXT NOT NULL,
    -- When it was applied for.
    created_at BIGINT NOT NULL,
    -- Last change; order of lists.
    changed_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT simplified_number UNIQUE (tenant, number),
    CONSTRAINT simplified_one_owner CHECK ((organisation IS NULL) <> (person IS NULL)),
    CONSTRAINT simplified_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
    CONSTRAINT simplified_valid CHECK (state <> 'VALID' OR (number IS NOT NULL AND valid_from_on <= valid_until_on)),
    CONSTRAINT simplified_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT simplified_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
CREATE INDEX simplified_changed ON simplified_registration (tenant, changed_at, id);
CREATE INDEX simplified_of_organisation ON simplified_registration (tenant, organisation, changed_at, id);
CREATE INDEX simplified_of_person ON simplified_registration (tenant, person, changed_at, id);
ALTER TABLE simplified_registration ENABLE ROW LEVEL SECURITY;
ALTER TABLE simplified_registration FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON simplified_registration FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE blank (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The application that ordered it.
    application BYTEA NOT NULL,
    -- The registration it is bound to.
    registration BYTEA NOT NULL,
    -- Place in the order, from 1.
    place BIGINT NOT NULL CHECK (place > 0),
    -- Number, from the same gapless series as permits; the completed document carries it.
    number TEXT NOT NULL,
    -- Series of its serial.
    series TEXT NOT NULL,
    -- Year of its serial.
    year BIGINT NOT NULL,
    -- Serial behind the number.
    serial BIGINT NOT NULL,
    -- PREPARED: bytes recorded, not sealed yet. UNUSED: sealed, with the holder. COMPLETING: drawn, its document is being sealed. COMPLETED. RETURNED, EXPIRED, LOST: never used. VOID: given up before it was sealed, a recorded gap.
    state TEXT NOT NULL CHECK (state IN ('PREPARED', 'UNUSED', 'COMPLETING', 'COMPLETED', 'RETURNED', 'EXPIRED', 'LOST', 'VOID')),
    -- Last day on which it may be completed, included.
    valid_until_on TEXT NOT NULL,
    -- Case of its completion; NULL before.
    completion BYTEA,
    -- The completed document; NULL before.
    permit BYTEA,
    -- What was recorded before sealing: number, digests and bytes to sign, JSON (permits::IntentRecord).
    body TEXT NOT NULL,
    -- What office needs to finish after a crash, JSON (office::blanks).
    preparation TEXT NOT NULL,
    -- The sealed message; NULL before it is sealed.
    sealed BYTEA,
    -- Text of its QR code; NULL before it is sealed.
    qr TEXT,
    -- Words of who returned it, reported its loss or gave it up; NULL otherwise.
    reason TEXT,
    -- When it was numbered.
    created_at BIGINT NOT NULL,
    -- Last change.
    changed_at BIGINT NOT NULL,
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
);
CREATE INDEX blank_of_state ON blank (tenant, state, valid_until_on);
CREATE INDEX blank_of_completion ON blank (tenant, completion);
CREATE INDEX blank_of_registration ON blank (tenant, registration, state);
ALTER TABLE blank ENABLE ROW LEVEL SECURITY;
ALTER TABLE blank FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON blank FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN simplified_registration.tenant IS 'The tenant.';
COMMENT ON COLUMN simplified_registration.id IS 'Id. Immutable.';
COMMENT ON COLUMN simplified_registration.number IS 'Number in the register, unique in the tenant; NULL until it is approved.';
COMMENT ON COLUMN simplified_registration.name IS 'Who is registered, for lists.';
COMMENT ON COLUMN simplified_registration.organisation IS 'The organisation it belongs to; NULL for a private person.';
COMMENT ON COLUMN simplified_registration.person IS 'The person it belongs to; NULL for an organisation.';
COMMENT ON COLUMN simplified_registration.state IS 'Where it stands: APPLIED, PROPOSED, VALID, DECLINED or ENDED.';
COMMENT ON COLUMN simplified_registration.valid_from_on IS 'First day of validity; NULL before approval.';
COMMENT ON COLUMN simplified_registration.valid_until_on IS 'Last day of validity, included; NULL before approval.';
COMMENT ON COLUMN simplified_registration.proposed_by IS 'Who proposed it; NULL before.';
COMMENT ON COLUMN simplified_registration.approved_by IS 'Who approved it; NULL before.';
COMMENT ON COLUMN simplified_registration.one_officer IS '1: the tenant had opted out of four eyes when this was approved.';
COMMENT ON COLUMN simplified_registration.body IS 'Species with term, source and the most of a year, and the words of both sides, JSON (office::blanks).';
COMMENT ON COLUMN simplified_registration.created_at IS 'When it was applied for.';
COMMENT ON COLUMN simplified_registration.changed_at IS 'Last change; order of lists.';
COMMENT ON COLUMN simplified_registration.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN blank.tenant IS 'The tenant.';
COMMENT ON COLUMN blank.id IS 'Id. Immutable.';
COMMENT ON COLUMN blank.application IS 'The application that ordered it.';
COMMENT ON COLUMN blank.registration IS 'The registration it is bound to.';
COMMENT ON COLUMN blank.place IS 'Place in the order, from 1.';
COMMENT ON COLUMN blank.number IS 'Number, from the same gapless series as permits; the completed document carries it.';
COMMENT ON COLUMN blank.series IS 'Series of its serial.';
COMMENT ON COLUMN blank.year IS 'Year of its serial.';
COMMENT ON COLUMN blank.serial IS 'Serial behind the number.';
COMMENT ON COLUMN blank.state IS 'PREPARED: bytes recorded, not sealed yet. UNUSED: sealed, with the holder. COMPLETING: drawn, its document is being sealed. COMPLETED. RETURNED, EXPIRED, LOST: never used. VOID: given up before it was sealed, a recorded gap.';
COMMENT ON COLUMN blank.valid_until_on IS 'Last day on which it may be completed, included.';
COMMENT ON COLUMN blank.completion IS 'Case of its completion; NULL before.';
COMMENT ON COLUMN blank.permit IS 'The completed document; NULL before.';
COMMENT ON COLUMN blank.body IS 'What was recorded before sealing: number, digests and bytes to sign, JSON (permits::IntentRecord).';
COMMENT ON COLUMN blank.preparation IS 'What office needs to finish after a crash, JSON (office::blanks).';
COMMENT ON COLUMN blank.sealed IS 'The sealed message; NULL before it is sealed.';
COMMENT ON COLUMN blank.qr IS 'Text of its QR code; NULL before it is sealed.';
COMMENT ON COLUMN blank.reason IS 'Words of who returned it, reported its loss or gave it up; NULL otherwise.';
COMMENT ON COLUMN blank.created_at IS 'When it was numbered.';
COMMENT ON COLUMN blank.changed_at IS 'Last change.';
