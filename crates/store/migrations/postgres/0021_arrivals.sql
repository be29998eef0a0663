-- Rendered from the template of the same name; do not edit.
-- Consignments that arrive under our import permits: what each took, against what the permit lets in. The table import_use
-- stays for what was written off before, one consignment a permit.

CREATE TABLE import_balance (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Our import permit.
    permit BYTEA NOT NULL,
    -- Letter of the block.
    block TEXT NOT NULL,
    -- Box 11 of the block, millionths of its unit. Immutable.
    permitted_micro BIGINT NOT NULL CHECK (permitted_micro >= 0),
    -- Sum of the arrivals, millionths.
    arrived_micro BIGINT NOT NULL,
    PRIMARY KEY (tenant, permit, block),
    CONSTRAINT import_balance_line FOREIGN KEY (tenant, permit, block) REFERENCES permit_line (tenant, permit, block),
    CONSTRAINT import_balance_not_exceeded CHECK (arrived_micro >= 0 AND arrived_micro <= permitted_micro)
);
ALTER TABLE import_balance ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_balance FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON import_balance FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE import_arrival (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Our import permit.
    permit BYTEA NOT NULL,
    -- The foreign permit under which the consignment came.
    foreign_permit BYTEA NOT NULL,
    -- Letter of the block of our permit.
    block TEXT NOT NULL,
    -- What it took of the block, millionths of the unit of box 11.
    quantity_micro BIGINT NOT NULL CHECK (quantity_micro > 0),
    -- Number of our permit.
    permit_number TEXT NOT NULL,
    -- Number of the foreign permit.
    foreign_number TEXT NOT NULL,
    -- Port or office of entry.
    port TEXT NOT NULL,
    -- Its name.
    port_name TEXT NOT NULL,
    -- Who let the goods in.
    recorded_by BYTEA NOT NULL,
    -- When they were let in.
    arrived_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, permit, foreign_permit, block),
    CONSTRAINT import_arrival_balance FOREIGN KEY (tenant, permit, block) REFERENCES import_balance (tenant, permit, block)
);
CREATE INDEX import_arrival_when ON import_arrival (tenant, arrived_at, permit);
CREATE FUNCTION import_arrival_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'import_arrival is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER import_arrival_rows BEFORE UPDATE OR DELETE ON import_arrival FOR EACH ROW EXECUTE FUNCTION import_arrival_refuse();
CREATE TRIGGER import_arrival_all BEFORE TRUNCATE ON import_arrival FOR EACH STATEMENT EXECUTE FUNCTION import_arrival_refuse();
ALTER TABLE import_arrival ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_arrival FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON import_arrival FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN import_balance.tenant IS 'The tenant.';
COMMENT ON COLUMN import_balance.permit IS 'Our import permit.';
COMMENT ON COLUMN import_balance.block IS 'Letter of the block.';
COMMENT ON COLUMN import_balance.permitted_micro IS 'Box 11 of the block, millionths of its unit. Immutable.';
COMMENT ON COLUMN import_balance.arrived_micro IS 'Sum of the arrivals, millionths.';
COMMENT ON COLUMN import_arrival.tenant IS 'The tenant.';
COMMENT ON COLUMN import_arrival.permit IS 'Our import permit.';
COMMENT ON COLUMN import_arrival.foreign_permit IS 'The foreign permit under which the consignment came.';
COMMENT ON COLUMN import_arrival.block IS 'Letter of the block of our permit.';
COMMENT ON COLUMN import_arrival.quantity_micro IS 'What it took of the block, millionths of the unit of box 11.';
COMMENT ON COLUMN import_arrival.permit_number IS 'Number of our permit.';
COMMENT ON COLUMN import_arrival.foreign_number IS 'Number of the foreign permit.';
COMMENT ON COLUMN import_arrival.port IS 'Port or office of entry.';
COMMENT ON COLUMN import_arrival.port_name IS 'Its name.';
COMMENT ON COLUMN import_arrival.recorded_by IS 'Who let the goods in.';
COMMENT ON COLUMN import_arrival.arrived_at IS 'When they were let in.';
