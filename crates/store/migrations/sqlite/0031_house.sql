-- Rendered from the template of the same name; do not edit.
-- When people signed in, and when and where a shipment is expected.

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

CREATE TABLE shipment_plan (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The application, as it was approved. Immutable.
    application BLOB NOT NULL,
    -- UN/LOCODE or name of our port: of exit for what leaves, of entry for what comes; empty: none was named.
    port TEXT NOT NULL,
    -- The planned day of the shipment; NULL: none was named.
    planned_on TEXT,
    PRIMARY KEY (tenant, application),
    CONSTRAINT shipment_plan_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
