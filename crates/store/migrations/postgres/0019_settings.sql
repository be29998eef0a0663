-- Rendered from the template of the same name; do not edit.
-- Changes of a Party's settings, each by two persons: the days of an appeal, the months of a permit, the box of the
-- Authority, the languages. The settings themselves stand in the tenant's row; nothing here is ever deleted.

CREATE TABLE setting_change (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
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
    proposed_by BYTEA NOT NULL,
    -- When it was proposed.
    proposed_at BIGINT NOT NULL,
    -- Who confirmed or dropped it; NULL while it waits. Never the person who proposed it, where it is confirmed.
    decided_by BYTEA,
    -- When it was decided; NULL while it waits.
    decided_at BIGINT,
    PRIMARY KEY (tenant, id),
    CONSTRAINT setting_change_two_persons CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
    CONSTRAINT setting_change_decided CHECK ((state = 'proposed') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX setting_change_waiting ON setting_change (tenant, name) WHERE state = 'proposed';
CREATE INDEX setting_change_newest ON setting_change (tenant, proposed_at, id);
ALTER TABLE setting_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE setting_change FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON setting_change FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

-- A notice may be about a key, an invoice or another Party's permit too. SQLite changes a CHECK by writing the table anew.
ALTER TABLE notice DROP CONSTRAINT notice_object_kind_check;
ALTER TABLE notice ADD CONSTRAINT notice_object_kind_check CHECK (object_kind IN ('application', 'permit', 'quota', 'partner', 'key', 'invoice', 'foreign'));

COMMENT ON COLUMN setting_change.tenant IS 'The tenant.';
COMMENT ON COLUMN setting_change.id IS 'Id. Immutable.';
COMMENT ON COLUMN setting_change.name IS 'Which setting: appeal-days, validity-months, number-template and so on (office::settings). Immutable.';
COMMENT ON COLUMN setting_change.was IS 'Its value before, as text: when it was proposed, then when it was confirmed.';
COMMENT ON COLUMN setting_change.value IS 'Its value after, as text. Immutable.';
COMMENT ON COLUMN setting_change.state IS 'proposed: waits for its second person. confirmed: was made the setting. dropped: never was.';
COMMENT ON COLUMN setting_change.reason IS 'Why: where it was decided.';
COMMENT ON COLUMN setting_change.proposed_by IS 'Who proposed it.';
COMMENT ON COLUMN setting_change.proposed_at IS 'When it was proposed.';
COMMENT ON COLUMN setting_change.decided_by IS 'Who confirmed or dropped it; NULL while it waits. Never the person who proposed it, where it is confirmed.';
COMMENT ON COLUMN setting_change.decided_at IS 'When it was decided; NULL while it waits.';
