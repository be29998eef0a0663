-- Rendered from the template of the same name; do not edit.
-- When people signed in, and when and where the goods of a permit are expected.

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

CREATE TABLE permit_plan (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The permit. Immutable.
    permit BYTEA NOT NULL,
    -- UN/LOCODE or name of our port: of exit for what leaves, of entry for what comes; empty: none was named. Immutable.
    port TEXT NOT NULL,
    -- The planned day of the shipment, or the last day of the permit where none was named. Immutable.
    due_on TEXT NOT NULL,
    -- Was that day planned, 1 or 0? Immutable.
    planned BIGINT NOT NULL CHECK (planned IN (0, 1)),
    PRIMARY KEY (tenant, permit),
    CONSTRAINT permit_plan_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
);
CREATE INDEX permit_plan_due ON permit_plan (tenant, due_on, permit);
ALTER TABLE permit_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE permit_plan FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON permit_plan FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

-- What was issued before has no plan: it is expected until its last day, at any port.
INSERT INTO permit_plan (tenant, permit, port, due_on, planned)
    SELECT tenant, id, '', valid_until_on, 0 FROM permit;

COMMENT ON COLUMN sign_in.tenant IS 'The tenant.';
COMMENT ON COLUMN sign_in.person IS 'Whose account. Immutable.';
COMMENT ON COLUMN sign_in.last_at IS 'The last time somebody signed in with it.';
COMMENT ON COLUMN sign_in.before_at IS 'The time before; NULL: there was none.';
COMMENT ON COLUMN permit_plan.tenant IS 'The tenant.';
COMMENT ON COLUMN permit_plan.permit IS 'The permit. Immutable.';
COMMENT ON COLUMN permit_plan.port IS 'UN/LOCODE or name of our port: of exit for what leaves, of entry for what comes; empty: none was named. Immutable.';
COMMENT ON COLUMN permit_plan.due_on IS 'The planned day of the shipment, or the last day of the permit where none was named. Immutable.';
COMMENT ON COLUMN permit_plan.planned IS 'Was that day planned, 1 or 0? Immutable.';
