-- Rendered from the template of the same name; do not edit.
-- Changes of a Party's settings, each by two persons: the days of an appeal, the months of a permit, the box of the
-- Authority, the languages. The settings themselves stand in the tenant's row; nothing here is ever deleted.

CREATE TABLE setting_change (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Which setting: appeal-days, validity-months, number-template and so on (office::settings). Immutable.
    name TEXT NOT NULL CHECK (length(name) > 0),
    -- Its value before, as text: when it was proposed, then when it was confirmed.
    was TEXT NOT NULL,
    -- Its value after, as text. Immutable.
    value TEXT NOT NULL,
    -- proposed: waits for its second person. confirmed: was made the setting. dropped: never was.
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'dropped')),
    -- Why: where it was decided.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- Who proposed it.
    proposed_by BLOB NOT NULL,
    -- When it was proposed.
    proposed_at INTEGER NOT NULL,
    -- Who confirmed or dropped it; NULL while it waits. Never the person who proposed it, where it is confirmed.
    decided_by BLOB,
    -- When it was decided; NULL while it waits.
    decided_at INTEGER,
    PRIMARY KEY (tenant, id),
    CONSTRAINT setting_change_two_persons CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
    CONSTRAINT setting_change_decided CHECK ((state = 'proposed') = (decided_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX setting_change_waiting ON setting_change (tenant, name) WHERE state = 'proposed';
CREATE INDEX setting_change_newest ON setting_change (tenant, proposed_at, id);
