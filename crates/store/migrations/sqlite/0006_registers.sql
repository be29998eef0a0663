-- Rendered from the template of the same name; do not edit.
-- People and their rights, mandates, stock and registers.

CREATE TABLE colleague (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Whose rights; a person without a row may do everything that the roles allow.
    person BLOB NOT NULL,
    -- The company or institution the person was invited into.
    organisation BLOB NOT NULL,
    -- 1: may begin and change applications.
    may_prepare INTEGER NOT NULL CHECK (may_prepare IN (0, 1)),
    -- 1: may hand applications in and take them back.
    may_submit INTEGER NOT NULL CHECK (may_submit IN (0, 1)),
    -- 1: may pay.
    may_pay INTEGER NOT NULL CHECK (may_pay IN (0, 1)),
    -- Who invited the person.
    invited_by BLOB NOT NULL,
    -- When the person was invited.
    created_at INTEGER NOT NULL,
    -- When the rights last changed.
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, person),
    CONSTRAINT colleague_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id),
    CONSTRAINT colleague_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id)
) STRICT;
CREATE INDEX colleague_of_organisation ON colleague (tenant, organisation);

CREATE TABLE door_key (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the secret in the link; the link is shown once and nowhere stored.
    key_hash BLOB NOT NULL,
    -- Whose password it sets.
    person BLOB NOT NULL,
    -- Who made it.
    made_by BLOB NOT NULL,
    -- When it was made.
    created_at INTEGER NOT NULL,
    -- Good until then.
    expires_at INTEGER NOT NULL,
    -- When it was used or made worthless by a newer one; NULL: still good.
    ended_at INTEGER,
    PRIMARY KEY (tenant, key_hash),
    CONSTRAINT door_key_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) STRICT;
CREATE INDEX door_key_of_person ON door_key (tenant, person);

CREATE TABLE mandate (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Who acts.
    agent BLOB NOT NULL,
    -- For which person; NULL when the client is an organisation.
    client_person BLOB,
    -- For which organisation; NULL when the client is a private person.
    client_organisation BLOB,
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
    asked_at INTEGER NOT NULL,
    -- Who of the client accepted or declined; NULL before.
    answered_by BLOB,
    -- When the client answered; NULL before.
    answered_at INTEGER,
    -- Who ended it; NULL before.
    ended_by BLOB,
    -- When it was revoked; NULL before.
    ended_at INTEGER,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT mandate_one_client CHECK ((client_person IS NULL) <> (client_organisation IS NULL)),
    CONSTRAINT mandate_days CHECK (from_on <= until_on),
    CONSTRAINT mandate_agent FOREIGN KEY (tenant, agent) REFERENCES person (tenant, id),
    CONSTRAINT mandate_client_person FOREIGN KEY (tenant, client_person) REFERENCES person (tenant, id),
    CONSTRAINT mandate_client_organisation FOREIGN KEY (tenant, client_organisation) REFERENCES organisation (tenant, id)
) STRICT;
CREATE INDEX mandate_of_agent ON mandate (tenant, agent, asked_at, id);
CREATE INDEX mandate_of_person ON mandate (tenant, client_person, asked_at, id);
CREATE INDEX mandate_of_organisation ON mandate (tenant, client_organisation, asked_at, id);

CREATE TABLE mandate_case (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The application that was begun under it.
    application BLOB NOT NULL,
    -- The mandate.
    mandate BLOB NOT NULL,
    -- When it was begun.
    created_at INTEGER NOT NULL,
    -- 1: the mandate is for this one application, which may not have a second beside it; NULL otherwise.
    alone INTEGER CHECK (alone = 1),
    PRIMARY KEY (tenant, application),
    CONSTRAINT mandate_case_alone UNIQUE (tenant, mandate, alone),
    CONSTRAINT mandate_case_mandate FOREIGN KEY (tenant, mandate) REFERENCES mandate (tenant, id),
    CONSTRAINT mandate_case_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE INDEX mandate_case_of_mandate ON mandate_case (tenant, mandate, created_at, application);
CREATE TRIGGER mandate_case_no_update BEFORE UPDATE ON mandate_case BEGIN SELECT RAISE(ABORT, 'mandate_case is append-only'); END;
CREATE TRIGGER mandate_case_no_delete BEFORE DELETE ON mandate_case BEGIN SELECT RAISE(ABORT, 'mandate_case is append-only'); END;

CREATE TABLE stock_lot (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Number that people quote and that a line of an application names, unique in the tenant.
    number TEXT NOT NULL,
    -- The trader, when it is an organisation; NULL for a private person.
    organisation BLOB,
    -- The trader, when it is a private person; NULL for an organisation.
    person BLOB,
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
    parent BLOB,
    -- Where it stands: DECLARED by the trader, CONFIRMED by the authority, DECLINED.
    state TEXT NOT NULL CHECK (state IN ('DECLARED', 'CONFIRMED', 'DECLINED')),
    -- What is there, millionths; open applications and permits may still draw on a part of it.
    balance_micro INTEGER NOT NULL,
    -- What open applications and permits hold of it, millionths.
    held_micro INTEGER NOT NULL,
    -- When it was entered.
    created_at INTEGER NOT NULL,
    -- Last movement; order of lists.
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT stock_lot_number UNIQUE (tenant, number),
    CONSTRAINT stock_lot_one_trader CHECK ((organisation IS NULL) <> (person IS NULL)),
    CONSTRAINT stock_balance_not_negative CHECK (balance_micro >= 0),
    CONSTRAINT stock_held_not_negative CHECK (held_micro >= 0),
    CONSTRAINT stock_not_exceeded CHECK (held_micro <= balance_micro),
    CONSTRAINT stock_lot_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT stock_lot_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id),
    CONSTRAINT stock_lot_parent FOREIGN KEY (tenant, parent) REFERENCES stock_lot (tenant, id)
) STRICT;
CREATE INDEX stock_lot_of_organisation ON stock_lot (tenant, organisation, changed_at, id);
CREATE INDEX stock_lot_of_person ON stock_lot (tenant, person, changed_at, id);
CREATE INDEX stock_lot_changed ON stock_lot (tenant, changed_at, id);
CREATE INDEX stock_lot_of_parent ON stock_lot (tenant, parent);

CREATE TABLE stock_hold (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Which lot.
    lot BLOB NOT NULL,
    -- The case that draws on it.
    application BLOB NOT NULL,
    -- Its block.
    block TEXT NOT NULL,
    -- Where it stands: held, consumed or released.
    phase TEXT NOT NULL CHECK (phase IN ('held', 'consumed', 'released')),
    -- How much is held or was consumed, millionths; 0 when released.
    amount_micro INTEGER NOT NULL CHECK (amount_micro >= 0),
    PRIMARY KEY (tenant, lot, application, block),
    CONSTRAINT stock_hold_lot FOREIGN KEY (tenant, lot) REFERENCES stock_lot (tenant, id)
) STRICT;
CREATE INDEX stock_hold_of_application ON stock_hold (tenant, application, block);

CREATE TABLE stock_event (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Which lot.
    lot BLOB NOT NULL,
    -- Counts the movements of one lot from 1.
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- What happened: import, birth, purchase, manufacture, opening, death, sale, used, export, hold or release.
    kind TEXT NOT NULL,
    -- Change of the balance, millionths.
    balance_delta_micro INTEGER NOT NULL,
    -- Change of what is held, millionths.
    held_delta_micro INTEGER NOT NULL,
    -- What it was done for: application id, a hash sign and the block; NULL for the trader's own entries.
    source_key TEXT,
    -- The trader's words.
    note TEXT NOT NULL,
    -- When it was written down.
    at INTEGER NOT NULL,
    -- Who: person:…, partner:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, lot, seq),
    CONSTRAINT stock_event_lot FOREIGN KEY (tenant, lot) REFERENCES stock_lot (tenant, id)
) STRICT;
CREATE TRIGGER stock_event_no_update BEFORE UPDATE ON stock_event BEGIN SELECT RAISE(ABORT, 'stock_event is append-only'); END;
CREATE TRIGGER stock_event_no_delete BEFORE DELETE ON stock_event BEGIN SELECT RAISE(ABORT, 'stock_event is append-only'); END;

CREATE TABLE register_entry (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Which register: BREEDER, CAPTIVE_I, NURSERY, RANCH, CAVIAR, SCIENTIFIC or RESCUE.
    kind TEXT NOT NULL CHECK (kind IN ('BREEDER', 'CAPTIVE_I', 'NURSERY', 'RANCH', 'CAVIAR', 'SCIENTIFIC', 'RESCUE')),
    -- Number in the register, unique in the tenant; NULL until it is approved.
    number TEXT,
    -- Name of the operation, for lists.
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
    -- Who proposed what waits or stands; NULL before.
    proposed_by BLOB,
    -- Who approved it; NULL before.
    approved_by BLOB,
    -- 1: the tenant had opted out of four eyes when this was approved.
    one_officer INTEGER NOT NULL CHECK (one_officer IN (0, 1)),
    -- Species with stock and yearly output, address and the words of both sides, JSON (office::registers).
    body TEXT NOT NULL,
    -- When it was applied for.
    created_at INTEGER NOT NULL,
    -- Last change; order of lists.
    changed_at INTEGER NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT register_number UNIQUE (tenant, number),
    CONSTRAINT register_one_owner CHECK ((organisation IS NULL) <> (person IS NULL)),
    CONSTRAINT register_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
    CONSTRAINT register_valid CHECK (state <> 'VALID' OR (number IS NOT NULL AND valid_from_on <= valid_until_on)),
    CONSTRAINT register_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT register_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) STRICT;
CREATE INDEX register_changed ON register_entry (tenant, changed_at, id);
CREATE INDEX register_of_kind ON register_entry (tenant, kind, changed_at, id);
CREATE INDEX register_of_organisation ON register_entry (tenant, organisation, changed_at, id);
CREATE INDEX register_of_person ON register_entry (tenant, person, changed_at, id);
