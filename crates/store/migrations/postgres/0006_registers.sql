-- Rendered from the template of the same name; do not edit.
-- People and their rights, mandates, stock and registers.

CREATE TABLE colleague (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Whose rights; a person without a row may do everything that the roles allow.
    person BYTEA NOT NULL,
    -- The company or institution the person was invited into.
    organisation BYTEA NOT NULL,
    -- 1: may begin and change applications.
    may_prepare BIGINT NOT NULL CHECK (may_prepare IN (0, 1)),
    -- 1: may hand applications in and take them back.
    may_submit BIGINT NOT NULL CHECK (may_submit IN (0, 1)),
    -- 1: may pay.
    may_pay BIGINT NOT NULL CHECK (may_pay IN (0, 1)),
    -- Who invited the person.
    invited_by BYTEA NOT NULL,
    -- When the person was invited.
    created_at BIGINT NOT NULL,
    -- When the rights last changed.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, person),
    CONSTRAINT colleague_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id),
    CONSTRAINT colleague_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id)
);
CREATE INDEX colleague_of_organisation ON colleague (tenant, organisation);
ALTER TABLE colleague ENABLE ROW LEVEL SECURITY;
ALTER TABLE colleague FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON colleague FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE door_key (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the secret in the link; the link is shown once and nowhere stored.
    key_hash BYTEA NOT NULL,
    -- Whose password it sets.
    person BYTEA NOT NULL,
    -- Who made it.
    made_by BYTEA NOT NULL,
    -- When it was made.
    created_at BIGINT NOT NULL,
    -- Good until then.
    expires_at BIGINT NOT NULL,
    -- When it was used or made worthless by a newer one; NULL: still good.
    ended_at BIGINT,
    PRIMARY KEY (tenant, key_hash),
    CONSTRAINT door_key_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
CREATE INDEX door_key_of_person ON door_key (tenant, person);
ALTER TABLE door_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE door_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON door_key FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE mandate (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Who acts.
    agent BYTEA NOT NULL,
    -- For which person; NULL when the client is an organisation.
    client_person BYTEA,
    -- For which organisation; NULL when the client is a private person.
    client_organisation BYTEA,
    -- What for: ALL, EXPORT (exports and re-exports only) or ONE (one application).
    scope TEXT NOT NULL CHECK (scope IN ('ALL', 'EXPORT', 'ONE')),
    -- First day.
    from_on TEXT NOT NULL,
    -- Last day, included.
    until_on TEXT NOT NULL,
    -- Where it stands: ASKED, ACCEPTED, DECLINED or REVOKED.
    state TEXT NOT NULL CHECK (state IN ('ASKED', 'ACCEPTED', 'DECLINED', 'REVOKED')),
    -- Words of the agent to the client.
    note TEXT NOT NULL,
    -- When it was asked for.
    asked_at BIGINT NOT NULL,
    -- Who of the client accepted or declined; NULL before.
    answered_by BYTEA,
    -- When the client answered; NULL before.
    answered_at BIGINT,
    -- Who ended it; NULL before.
    ended_by BYTEA,
    -- When it was revoked; NULL before.
    ended_at BIGINT,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT mandate_one_client CHECK ((client_person IS NULL) <> (client_organisation IS NULL)),
    CONSTRAINT mandate_days CHECK (from_on <= until_on),
    CONSTRAINT mandate_agent FOREIGN KEY (tenant, agent) REFERENCES person (tenant, id),
    CONSTRAINT mandate_client_person FOREIGN KEY (tenant, client_person) REFERENCES person (tenant, id),
    CONSTRAINT mandate_client_organisation FOREIGN KEY (tenant, client_organisation) REFERENCES organisation (tenant, id)
);
CREATE INDEX mandate_of_agent ON mandate (tenant, agent, asked_at, id);
CREATE INDEX mandate_of_person ON mandate (tenant, client_person, asked_at, id);
CREATE INDEX mandate_of_organisation ON mandate (tenant, client_organisation, asked_at, id);
ALTER TABLE mandate ENABLE ROW LEVEL SECURITY;
ALTER TABLE mandate FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON mandate FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE mandate_case (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application that was begun under it.
    application BYTEA NOT NULL,
    -- The mandate.
    mandate BYTEA NOT NULL,
    -- When it was begun.
    created_at BIGINT NOT NULL,
    -- 1: the mandate is for this one application, which may not have a second beside it; NULL otherwise.
    alone BIGINT CHECK (alone = 1),
    PRIMARY KEY (tenant, application),
    CONSTRAINT mandate_case_alone UNIQUE (tenant, mandate, alone),
    CONSTRAINT mandate_case_mandate FOREIGN KEY (tenant, mandate) REFERENCES mandate (tenant, id),
    CONSTRAINT mandate_case_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX mandate_case_of_mandate ON mandate_case (tenant, mandate, created_at, application);
CREATE FUNCTION mandate_case_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'mandate_case is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER mandate_case_rows BEFORE UPDATE OR DELETE ON mandate_case FOR EACH ROW EXECUTE FUNCTION mandate_case_refuse();
CREATE TRIGGER mandate_case_all BEFORE TRUNCATE ON mandate_case FOR EACH STATEMENT EXECUTE FUNCTION mandate_case_refuse();
ALTER TABLE mandate_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE mandate_case FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON mandate_case FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE stock_lot (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Number that people quote and that a line of an application names, unique in the tenant.
    number TEXT NOT NULL,
    -- The trader, when it is an organisation; NULL for a private person.
    organisation BYTEA,
    -- The trader, when it is a private person; NULL for an organisation.
    person BYTEA,
    -- Scientific name.
    taxon TEXT NOT NULL,
    -- Code of trade_terms.
    term TEXT NOT NULL,
    -- Unit code; all amounts of the row are in it.
    unit TEXT NOT NULL,
    -- Source code of the specimens.
    source TEXT NOT NULL,
    -- Country of origin.
    origin TEXT NOT NULL,
    -- How it came about: import, birth, purchase, manufacture or opening.
    acquired_by TEXT NOT NULL CHECK (acquired_by IN ('import', 'birth', 'purchase', 'manufacture', 'opening')),
    -- When it was acquired.
    acquired_on TEXT NOT NULL,
    -- Number of the permit or certificate under which it came in; NULL where none applies.
    permit_in TEXT,
    -- What proves the legal origin, in words.
    evidence TEXT NOT NULL,
    -- The lot it was made from or bought out of; NULL for a lot with an origin of its own.
    parent BYTEA,
    -- Where it stands: DECLARED by the trader, CONFIRMED by the authority, DECLINED.
    state TEXT NOT NULL CHECK (state IN ('DECLARED', 'CONFIRMED', 'DECLINED')),
    -- What is there, millionths; open applications and permits may still draw on a part of it.
    balance_micro BIGINT NOT NULL,
    -- What open applications and permits hold of it, millionths.
    held_micro BIGINT NOT NULL,
    -- When it was entered.
    created_at BIGINT NOT NULL,
    -- Last movement; order of lists.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT stock_lot_number UNIQUE (tenant, number),
    CONSTRAINT stock_lot_one_trader CHECK ((organisation IS NULL) <> (person IS NULL)),
    CONSTRAINT stock_balance_not_negative CHECK (balance_micro >= 0),
    CONSTRAINT stock_held_not_negative CHECK (held_micro >= 0),
    CONSTRAINT stock_not_exceeded CHECK (held_micro <= balance_micro),
    CONSTRAINT stock_lot_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT stock_lot_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id),
    CONSTRAINT stock_lot_parent FOREIGN KEY (tenant, parent) REFERENCES stock_lot (tenant, id)
);
CREATE INDEX stock_lot_of_organisation ON stock_lot (tenant, organisation, changed_at, id);
CREATE INDEX stock_lot_of_person ON stock_lot (tenant, person, changed_at, id);
CREATE INDEX stock_lot_changed ON stock_lot (tenant, changed_at, id);
CREATE INDEX stock_lot_of_parent ON stock_lot (tenant, parent);
ALTER TABLE stock_lot ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_lot FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON stock_lot FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE stock_hold (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which lot.
    lot BYTEA NOT NULL,
    -- The case that draws on it.
    application BYTEA NOT NULL,
    -- Its block.
    block TEXT NOT NULL,
    -- Where it stands: held, consumed or released.
    phase TEXT NOT NULL CHECK (phase IN ('held', 'consumed', 'released')),
    -- How much is held or was consumed, millionths; 0 when released.
    amount_micro BIGINT NOT NULL CHECK (amount_micro >= 0),
    PRIMARY KEY (tenant, lot, application, block),
    CONSTRAINT stock_hold_lot FOREIGN KEY (tenant, lot) REFERENCES stock_lot (tenant, id)
);
CREATE INDEX stock_hold_of_application ON stock_hold (tenant, application, block);
ALTER TABLE stock_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON stock_hold FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE stock_event (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which lot.
    lot BYTEA NOT NULL,
    -- Counts the movements of one lot from 1.
    seq BIGINT NOT NULL CHECK (seq > 0),
    -- What happened: import, birth, purchase, manufacture, opening, death, sale, used, export, hold or release.
    kind TEXT NOT NULL,
    -- Change of the balance, millionths.
    balance_delta_micro BIGINT NOT NULL,
    -- Change of what is held, millionths.
    held_delta_micro BIGINT NOT NULL,
    -- What it was done for: application id, a hash sign and the block; NULL for the trader's own entries.
    source_key TEXT,
    -- The trader's words.
    note TEXT NOT NULL,
    -- When it was written down.
    at BIGINT NOT NULL,
    -- Who: person:…, partner:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, lot, seq),
    CONSTRAINT stock_event_lot FOREIGN KEY (tenant, lot) REFERENCES stock_lot (tenant, id)
);
CREATE FUNCTION stock_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stock_event is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER stock_event_rows BEFORE UPDATE OR DELETE ON stock_event FOR EACH ROW EXECUTE FUNCTION stock_event_refuse();
CREATE TRIGGER stock_event_all BEFORE TRUNCATE ON stock_event FOR EACH STATEMENT EXECUTE FUNCTION stock_event_refuse();
ALTER TABLE stock_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON stock_event FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE register_entry (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Which register: BREEDER, CAPTIVE_I, NURSERY, RANCH, CAVIAR, SCIENTIFIC or RESCUE.
    kind TEXT NOT NULL CHECK (kind IN ('BREEDER', 'CAPTIVE_I', 'NURSERY', 'RANCH', 'CAVIAR', 'SCIENTIFIC', 'RESCUE')),
    -- Number in the register, unique in the tenant; NULL until it is approved.
    number TEXT,
    -- Name of the operation, for lists.
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
    -- Who proposed what waits or stands; NULL before.
    proposed_by BYTEA,
    -- Who approved it; NULL before.
    approved_by BYTEA,
    -- 1: the tenant had opted out of four eyes when this was approved.
    one_officer BIGINT NOT NULL CHECK (one_officer IN (0, 1)),
    -- Species with stock and yearly output, address and the words of both sides, JSON (office::registers).
    body TEXT NOT NULL,
    -- When it was applied for.
    created_at BIGINT NOT NULL,
    -- Last change; order of lists.
    changed_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT register_number UNIQUE (tenant, number),
    CONSTRAINT register_one_owner CHECK ((organisation IS NULL) <> (person IS NULL)),
    CONSTRAINT register_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
    CONSTRAINT register_valid CHECK (state <> 'VALID' OR (number IS NOT NULL AND valid_from_on <= valid_until_on)),
    CONSTRAINT register_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT register_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
CREATE INDEX register_changed ON register_entry (tenant, changed_at, id);
CREATE INDEX register_of_kind ON register_entry (tenant, kind, changed_at, id);
CREATE INDEX register_of_organisation ON register_entry (tenant, organisation, changed_at, id);
CREATE INDEX register_of_person ON register_entry (tenant, person, changed_at, id);
ALTER TABLE register_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE register_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON register_entry FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN colleague.tenant IS 'The tenant.';
COMMENT ON COLUMN colleague.person IS 'Whose rights; a person without a row may do everything that the roles allow.';
COMMENT ON COLUMN colleague.organisation IS 'The company or institution the person was invited into.';
COMMENT ON COLUMN colleague.may_prepare IS '1: may begin and change applications.';
COMMENT ON COLUMN colleague.may_submit IS '1: may hand applications in and take them back.';
COMMENT ON COLUMN colleague.may_pay IS '1: may pay.';
COMMENT ON COLUMN colleague.invited_by IS 'Who invited the person.';
COMMENT ON COLUMN colleague.created_at IS 'When the person was invited.';
COMMENT ON COLUMN colleague.changed_at IS 'When the rights last changed.';
COMMENT ON COLUMN door_key.tenant IS 'The tenant.';
COMMENT ON COLUMN door_key.key_hash IS 'SHA-256 of the secret in the link; the link is shown once and nowhere stored.';
COMMENT ON COLUMN door_key.person IS 'Whose password it sets.';
COMMENT ON COLUMN door_key.made_by IS 'Who made it.';
COMMENT ON COLUMN door_key.created_at IS 'When it was made.';
COMMENT ON COLUMN door_key.expires_at IS 'Good until then.';
COMMENT ON COLUMN door_key.ended_at IS 'When it was used or made worthless by a newer one; NULL: still good.';
COMMENT ON COLUMN mandate.tenant IS 'The tenant.';
COMMENT ON COLUMN mandate.id IS 'Id. Immutable.';
COMMENT ON COLUMN mandate.agent IS 'Who acts.';
COMMENT ON COLUMN mandate.client_person IS 'For which person; NULL when the client is an organisation.';
COMMENT ON COLUMN mandate.client_organisation IS 'For which organisation; NULL when the client is a private person.';
COMMENT ON COLUMN mandate.scope IS 'What for: ALL, EXPORT (exports and re-exports only) or ONE (one application).';
COMMENT ON COLUMN mandate.from_on IS 'First day.';
COMMENT ON COLUMN mandate.until_on IS 'Last day, included.';
COMMENT ON COLUMN mandate.state IS 'Where it stands: ASKED, ACCEPTED, DECLINED or REVOKED.';
COMMENT ON COLUMN mandate.note IS 'Words of the agent to the client.';
COMMENT ON COLUMN mandate.asked_at IS 'When it was asked for.';
COMMENT ON COLUMN mandate.answered_by IS 'Who of the client accepted or declined; NULL before.';
COMMENT ON COLUMN mandate.answered_at IS 'When the client answered; NULL before.';
COMMENT ON COLUMN mandate.ended_by IS 'Who ended it; NULL before.';
COMMENT ON COLUMN mandate.ended_at IS 'When it was revoked; NULL before.';
COMMENT ON COLUMN mandate.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN mandate_case.tenant IS 'The tenant.';
COMMENT ON COLUMN mandate_case.application IS 'The application that was begun under it.';
COMMENT ON COLUMN mandate_case.mandate IS 'The mandate.';
COMMENT ON COLUMN mandate_case.created_at IS 'When it was begun.';
COMMENT ON COLUMN mandate_case.alone IS '1: the mandate is for this one application, which may not have a second beside it; NULL otherwise.';
COMMENT ON COLUMN stock_lot.tenant IS 'The tenant.';
COMMENT ON COLUMN stock_lot.id IS 'Id. Immutable.';
COMMENT ON COLUMN stock_lot.number IS 'Number that people quote and that a line of an application names, unique in the tenant.';
COMMENT ON COLUMN stock_lot.organisation IS 'The trader, when it is an organisation; NULL for a private person.';
COMMENT ON COLUMN stock_lot.person IS 'The trader, when it is a private person; NULL for an organisation.';
COMMENT ON COLUMN stock_lot.taxon IS 'Scientific name.';
COMMENT ON COLUMN stock_lot.term IS 'Code of trade_terms.';
COMMENT ON COLUMN stock_lot.unit IS 'Unit code; all amounts of the row are in it.';
COMMENT ON COLUMN stock_lot.source IS 'Source code of the specimens.';
COMMENT ON COLUMN stock_lot.origin IS 'Country of origin.';
COMMENT ON COLUMN stock_lot.acquired_by IS 'How it came about: import, birth, purchase, manufacture or opening.';
COMMENT ON COLUMN stock_lot.acquired_on IS 'When it was acquired.';
COMMENT ON COLUMN stock_lot.permit_in IS 'Number of the permit or certificate under which it came in; NULL where none applies.';
COMMENT ON COLUMN stock_lot.evidence IS 'What proves the legal origin, in words.';
COMMENT ON COLUMN stock_lot.parent IS 'The lot it was made from or bought out of; NULL for a lot with an origin of its own.';
COMMENT ON COLUMN stock_lot.state IS 'Where it stands: DECLARED by the trader, CONFIRMED by the authority, DECLINED.';
COMMENT ON COLUMN stock_lot.balance_micro IS 'What is there, millionths; open applications and permits may still draw on a part of it.';
COMMENT ON COLUMN stock_lot.held_micro IS 'What open applications and permits hold of it, millionths.';
COMMENT ON COLUMN stock_lot.created_at IS 'When it was entered.';
COMMENT ON COLUMN stock_lot.changed_at IS 'Last movement; order of lists.';
COMMENT ON COLUMN stock_hold.tenant IS 'The tenant.';
COMMENT ON COLUMN stock_hold.lot IS 'Which lot.';
COMMENT ON COLUMN stock_hold.application IS 'The case that draws on it.';
COMMENT ON COLUMN stock_hold.block IS 'Its block.';
COMMENT ON COLUMN stock_hold.phase IS 'Where it stands: held, consumed or released.';
COMMENT ON COLUMN stock_hold.amount_micro IS 'How much is held or was consumed, millionths; 0 when released.';
COMMENT ON COLUMN stock_event.tenant IS 'The tenant.';
COMMENT ON COLUMN stock_event.lot IS 'Which lot.';
COMMENT ON COLUMN stock_event.seq IS 'Counts the movements of one lot from 1.';
COMMENT ON COLUMN stock_event.kind IS 'What happened: import, birth, purchase, manufacture, opening, death, sale, used, export, hold or release.';
COMMENT ON COLUMN stock_event.balance_delta_micro IS 'Change of the balance, millionths.';
COMMENT ON COLUMN stock_event.held_delta_micro IS 'Change of what is held, millionths.';
COMMENT ON COLUMN stock_event.source_key IS 'What it was done for: application id, a hash sign and the block; NULL for the trader''s own entries.';
COMMENT ON COLUMN stock_event.note IS 'The trader''s words.';
COMMENT ON COLUMN stock_event.at IS 'When it was written down.';
COMMENT ON COLUMN stock_event.actor IS 'Who: person:…, partner:… or system.';
COMMENT ON COLUMN register_entry.tenant IS 'The tenant.';
COMMENT ON COLUMN register_entry.id IS 'Id. Immutable.';
COMMENT ON COLUMN register_entry.kind IS 'Which register: BREEDER, CAPTIVE_I, NURSERY, RANCH, CAVIAR, SCIENTIFIC or RESCUE.';
COMMENT ON COLUMN register_entry.number IS 'Number in the register, unique in the tenant; NULL until it is approved.';
COMMENT ON COLUMN register_entry.name IS 'Name of the operation, for lists.';
COMMENT ON COLUMN register_entry.organisation IS 'The organisation it belongs to; NULL for a private person.';
COMMENT ON COLUMN register_entry.person IS 'The person it belongs to; NULL for an organisation.';
COMMENT ON COLUMN register_entry.state IS 'Where it stands: APPLIED, PROPOSED, VALID, DECLINED or ENDED.';
COMMENT ON COLUMN register_entry.valid_from_on IS 'First day of validity; NULL before approval.';
COMMENT ON COLUMN register_entry.valid_until_on IS 'Last day of validity, included; NULL before approval.';
COMMENT ON COLUMN register_entry.proposed_by IS 'Who proposed what waits or stands; NULL before.';
COMMENT ON COLUMN register_entry.approved_by IS 'Who approved it; NULL before.';
COMMENT ON COLUMN register_entry.one_officer IS '1: the tenant had opted out of four eyes when this was approved.';
COMMENT ON COLUMN register_entry.body IS 'Species with stock and yearly output, address and the words of both sides, JSON (office::registers).';
COMMENT ON COLUMN register_entry.created_at IS 'When it was applied for.';
COMMENT ON COLUMN register_entry.changed_at IS 'Last change; order of lists.';
COMMENT ON COLUMN register_entry.version IS 'Counts the changes; a writer names the version it read.';
