-- Rendered from the template of the same name; do not edit.
-- The rows of law that a Party enters itself, each by two persons.

CREATE TABLE law_row (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Which table of rules: suspensions, stricter_measures, reservations, quotas, reviews, tolerances and so on.
    law_table TEXT NOT NULL,
    -- The cells of the row by column, JSON; as rules::PartyTable reads them. Immutable.
    cells TEXT NOT NULL,
    -- proposed: waits for its second person, never in force. confirmed: in force between its days. dropped: never in force.
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'dropped')),
    -- First day of its force; NULL: the table has no days, in force once confirmed.
    from_on TEXT,
    -- Last day of its force; NULL: without end. Set when it is ended; a row is never deleted.
    until_on TEXT,
    -- Why: where it was decided.
    reason TEXT NOT NULL,
    -- Who entered it.
    proposed_by BYTEA NOT NULL,
    -- When it was entered.
    proposed_at BIGINT NOT NULL,
    -- Who confirmed or dropped it; NULL while it waits. Never the person who entered it, where it is confirmed.
    decided_by BYTEA,
    -- When it was decided; NULL while it waits.
    decided_at BIGINT,
    -- The last day that somebody proposes for a row in force; NULL: nothing is proposed.
    end_on TEXT,
    -- Who proposes the end; NULL: nobody.
    end_by BYTEA,
    -- Why it shall end; NULL: nothing is proposed.
    end_reason TEXT,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT law_row_two_persons CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
    CONSTRAINT law_row_decided CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CONSTRAINT law_row_days CHECK (from_on IS NULL OR until_on IS NULL OR from_on <= until_on)
);
CREATE INDEX law_row_of_state ON law_row (tenant, state, law_table, proposed_at, id);
ALTER TABLE law_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE law_row FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON law_row FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN law_row.tenant IS 'The tenant.';
COMMENT ON COLUMN law_row.id IS 'Id. Immutable.';
COMMENT ON COLUMN law_row.law_table IS 'Which table of rules: suspensions, stricter_measures, reservations, quotas, reviews, tolerances and so on.';
COMMENT ON COLUMN law_row.cells IS 'The cells of the row by column, JSON; as rules::PartyTable reads them. Immutable.';
COMMENT ON COLUMN law_row.state IS 'proposed: waits for its second person, never in force. confirmed: in force between its days. dropped: never in force.';
COMMENT ON COLUMN law_row.from_on IS 'First day of its force; NULL: the table has no days, in force once confirmed.';
COMMENT ON COLUMN law_row.until_on IS 'Last day of its force; NULL: without end. Set when it is ended; a row is never deleted.';
COMMENT ON COLUMN law_row.reason IS 'Why: where it was decided.';
COMMENT ON COLUMN law_row.proposed_by IS 'Who entered it.';
COMMENT ON COLUMN law_row.proposed_at IS 'When it was entered.';
COMMENT ON COLUMN law_row.decided_by IS 'Who confirmed or dropped it; NULL while it waits. Never the person who entered it, where it is confirmed.';
COMMENT ON COLUMN law_row.decided_at IS 'When it was decided; NULL while it waits.';
COMMENT ON COLUMN law_row.end_on IS 'The last day that somebody proposes for a row in force; NULL: nothing is proposed.';
COMMENT ON COLUMN law_row.end_by IS 'Who proposes the end; NULL: nobody.';
COMMENT ON COLUMN law_row.end_reason IS 'Why it shall end; NULL: nothing is proposed.';
COMMENT ON COLUMN law_row.version IS 'Counts the changes; a writer names the version it read.';
