-- Rendered from the template of the same name; do not edit.
-- When people signed in, and when and where the goods of a permit are expected.

CREATE TABLE sign_in (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Whose account. Immutable.
    person BLOB NOT NULL,
    -- The last time somebody signed in with it.
    last_at INTEGER NOT NULL,
    -- The time before; NULL: there was none.
    before_at INTEGER,
    PRIMARY KEY (tenant, person),
    CONSTRAINT sign_in_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) STRICT;

CREATE TABLE permit_plan (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The permit. Immutable.
    permit BLOB NOT NULL,
    -- UN/LOCODE or name of our port: of exit for what leaves, of entry for what comes; empty: none was named. Immutable.
    port TEXT NOT NULL,
    -- The planned day of the shipment, or the last day of the permit where none was named. Immutable.
    due_on TEXT NOT NULL,
    -- Was that day planned, 1 or 0? Immutable.
    planned INTEGER NOT NULL CHECK (planned IN (0, 1)),
    PRIMARY KEY (tenant, permit),
    CONSTRAINT permit_plan_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
) STRICT;
CREATE INDEX permit_plan_due ON permit_plan (tenant, due_on, permit);

-- What was issued before has no plan: it is expected until its last day, at any port.
INSERT INTO permit_plan (tenant, permit, port, due_on, planned)
    SELECT tenant, id, '', valid_until_on, 0 FROM permit;
