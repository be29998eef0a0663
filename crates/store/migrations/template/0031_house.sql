-- When people signed in, and when and where a shipment is expected.

CREATE TABLE sign_in (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Whose account. Immutable.
    person {bytes} NOT NULL,
    -- The last time somebody signed in with it.
    last_at {int} NOT NULL,
    -- The time before; NULL: there was none.
    before_at {int},
    PRIMARY KEY (tenant, person),
    CONSTRAINT sign_in_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
{wall sign_in}

CREATE TABLE shipment_plan (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The application, as it was approved. Immutable.
    application {bytes} NOT NULL,
    -- UN/LOCODE or name of our port: of exit for what leaves, of entry for what comes; empty: none was named.
    port TEXT NOT NULL,
    -- The planned day of the shipment; NULL: none was named.
    planned_on TEXT,
    PRIMARY KEY (tenant, application),
    CONSTRAINT shipment_plan_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
{wall shipment_plan}
