-- Rendered from the template of the same name; do not edit.
-- The rows of law that a Party enters itself, each by two persons.

CREATE TABLE law_row (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
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
    proposed_by BLOB NOT NULL,
    -- When it was entered.
    proposed_at INTEGER NOT NULL,
    -- Who confirmed or dropped it; NULL while it waits. Never the person who entered it, where it is confirmed.
    decided_by BLOB,
    -- When it was decided; NULL while it waits.
    decided_at INTEGER,
    -- The last day that somebody proposes for a row in force; NULL: nothing is proposed.
    end_on TEXT,
    -- Who proposes the end; NULL: nobody.
    end_by BLOB,
    -- Why it shall end; NULL: nothing is proposed.
    end_reason TEXT,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT law_row_two_persons CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
    CONSTRAINT law_row_decided CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CONSTRAINT law_row_days CHECK (from_on IS NULL OR until_on IS NULL OR from_on <= until_on)
) STRICT;
CREATE INDEX law_row_of_state ON law_row (tenant, state, law_table, proposed_at, id);
