-- Rendered from the template of the same name; do not edit.
-- When people signed in, and when and where a shipment is expected.

CREATE TABLE sign_in (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Whose account. Immutable.
    person BYTEA NOT NULL,
    -- The last time somebody signed in with it.
    last_at BIGINT NOT NULL,
    -- The time before; NULL: there was none.
    before_at BIGINT,
    PRIMARY KEY (tenant, person),
    CONSTRAINT sign_in_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
ALTER TABLE sign_in ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON sign_in FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE shipment_plan (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application, as it was approved. Immutable.
    application BYTEA NOT NULL,
    -- UN/LOCODE or name of our port: of exit for what leaves, of entry for what comes; empty: none was named.
    port TEXT NOT NULL,
    -- The planned day of the shipment; NULL: none was named.
    planned_on TEXT,
    PRIMARY KEY (tenant, application),
    CONSTRAINT shipment_plan_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
ALTER TABLE shipment_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE shipment_plan FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON shipment_plan FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN sign_in.tenant IS 'The tenant.';
COMMENT ON COLUMN sign_in.person IS 'Whose account. Immutable.';
COMMENT ON COLUMN sign_in.last_at IS 'The last time somebody signed in with it.';
COMMENT ON COLUMN sign_in.before_at IS 'The time before; NULL: there was none.';
COMMENT ON COLUMN shipment_plan.tenant IS 'The tenant.';
COMMENT ON COLUMN shipment_plan.application IS 'The application, as it was approved. Immutable.';
COMMENT ON COLUMN shipment_plan.port IS 'UN/LOCODE or name of our port: of exit for what leaves, of entry for what comes; empty: none was named.';
COMMENT ON COLUMN shipment_plan.planned_on IS 'The planned day of the shipment; NULL: none was named.';
