-- Rendered from the template of the same name; do not edit.
-- Which cases amend which permits: what a holder asked for, and what an officer began.

CREATE TABLE amendment (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The case that amends. Immutable.
    application BLOB NOT NULL,
    -- The permit that is amended. Immutable.
    permit BLOB NOT NULL,
    -- Whether its holder asked for it: 0 an officer began it, 1 asked. Immutable.
    asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
    -- When it began. Immutable.
    begun_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, application),
    CONSTRAINT amendment_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT amendment_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
) STRICT;
CREATE INDEX amendment_of_permit ON amendment (tenant, permit, begun_at, application);
CREATE TRIGGER amendment_no_update BEFORE UPDATE ON amendment BEGIN SELECT RAISE(ABORT, 'amendment is append-only'); END;
CREATE TRIGGER amendment_no_delete BEFORE DELETE ON amendment BEGIN SELECT RAISE(ABORT, 'amendment is append-only'); END;
