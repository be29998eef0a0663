-- Rendered from the template of the same name; do not edit.
-- Facts of daily work: plant-health certificates at import, timber that waits in customs bond, what our import permits
-- were written off for, quotas carried over.

CREATE TABLE plant_certificate (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Country whose plant-health service issued it.
    issuer TEXT NOT NULL,
    -- Number as printed.
    number TEXT NOT NULL,
    -- Day of issue.
    issued_on TEXT NOT NULL,
    -- Who receives the plants.
    importer TEXT NOT NULL,
    -- Scientific name as on the certificate.
    taxon TEXT NOT NULL,
    -- Appendix on the day of arrival.
    appendix TEXT NOT NULL,
    -- Code of trade_terms.
    term TEXT NOT NULL,
    -- Unit of the quantity.
    unit TEXT NOT NULL,
    -- How much came, millionths of the unit.
    quantity_micro BIGINT NOT NULL CHECK (quantity_micro > 0),
    -- Port or office of entry.
    place TEXT NOT NULL,
    -- Day the plants came.
    arrived_on TEXT NOT NULL,
    -- Who recorded it.
    recorded_by BYTEA NOT NULL,
    -- When it was recorded.
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT plant_certificate_once UNIQUE (tenant, issuer, number, taxon, term),
    CONSTRAINT plant_certificate_days CHECK (issued_on <= arrived_on)
);
CREATE INDEX plant_certificate_newest ON plant_certificate (tenant, recorded_at, id);
ALTER TABLE plant_certificate ENABLE ROW LEVEL SECURITY;
ALTER TABLE plant_certificate FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON plant_certificate FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE timber_extension (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Party that issued the export document: ours or another.
    issuer TEXT NOT NULL,
    -- Number of the export document. One row a document: it is extended once.
    number TEXT NOT NULL,
    -- Its last day before.
    valid_until_on TEXT NOT NULL,
    -- Its last day now.
    extended_until_on TEXT NOT NULL,
    -- Day on which the timber came into customs bond.
    arrived_on TEXT NOT NULL,
    -- Where it waits.
    place TEXT NOT NULL,
    -- Country whose enforcement authority extended it.
    extended_by TEXT NOT NULL,
    -- Who recorded it.
    recorded_by BYTEA NOT NULL,
    -- When it was recorded.
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, issuer, number),
    CONSTRAINT timber_extension_days CHECK (arrived_on <= valid_until_on AND valid_until_on < extended_until_on)
);
ALTER TABLE timber_extension ENABLE ROW LEVEL SECURITY;
ALTER TABLE timber_extension FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON timber_extension FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE import_use (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Our import permit; written off once.
    permit BYTEA NOT NULL,
    -- Its number.
    permit_number TEXT NOT NULL,
    -- The foreign permit under which the goods came.
    foreign_permit BYTEA NOT NULL,
    -- Number of the foreign permit.
    foreign_number TEXT NOT NULL,
    -- When the goods were let in.
    used_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, permit),
    CONSTRAINT import_use_foreign UNIQUE (tenant, foreign_permit),
    CONSTRAINT import_use_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
);
CREATE INDEX import_use_when ON import_use (tenant, used_at);
ALTER TABLE import_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_use FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON import_use FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE quota_carried (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The quota whose year has ended; carried over once.
    quota BYTEA NOT NULL,
    -- The quota of the next year that grows by it.
    into_quota BYTEA NOT NULL,
    -- How much goes over, millionths of their unit.
    carried_micro BIGINT NOT NULL CHECK (carried_micro > 0),
    -- Who proposed it.
    proposed_by BYTEA NOT NULL,
    -- When it was proposed.
    proposed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, quota),
    CONSTRAINT quota_carried_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id),
    CONSTRAINT quota_carried_into FOREIGN KEY (tenant, into_quota) REFERENCES quota (tenant, id)
);
ALTER TABLE quota_carried ENABLE ROW LEVEL SECURITY;
ALTER TABLE quota_carried FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON quota_carried FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN plant_certificate.tenant IS 'The tenant.';
COMMENT ON COLUMN plant_certificate.id IS 'Id. Immutable.';
COMMENT ON COLUMN plant_certificate.issuer IS 'Country whose plant-health service issued it.';
COMMENT ON COLUMN plant_certificate.number IS 'Number as printed.';
COMMENT ON COLUMN plant_certificate.issued_on IS 'Day of issue.';
COMMENT ON COLUMN plant_certificate.importer IS 'Who receives the plants.';
COMMENT ON COLUMN plant_certificate.taxon IS 'Scientific name as on the certificate.';
COMMENT ON COLUMN plant_certificate.appendix IS 'Appendix on the day of arrival.';
COMMENT ON COLUMN plant_certificate.term IS 'Code of trade_terms.';
COMMENT ON COLUMN plant_certificate.unit IS 'Unit of the quantity.';
COMMENT ON COLUMN plant_certificate.quantity_micro IS 'How much came, millionths of the unit.';
COMMENT ON COLUMN plant_certificate.place IS 'Port or office of entry.';
COMMENT ON COLUMN plant_certificate.arrived_on IS 'Day the plants came.';
COMMENT ON COLUMN plant_certificate.recorded_by IS 'Who recorded it.';
COMMENT ON COLUMN plant_certificate.recorded_at IS 'When it was recorded.';
COMMENT ON COLUMN timber_extension.tenant IS 'The tenant.';
COMMENT ON COLUMN timber_extension.issuer IS 'Party that issued the export document: ours or another.';
COMMENT ON COLUMN timber_extension.number IS 'Number of the export document. One row a document: it is extended once.';
COMMENT ON COLUMN timber_extension.valid_until_on IS 'Its last day before.';
COMMENT ON COLUMN timber_extension.extended_until_on IS 'Its last day now.';
COMMENT ON COLUMN timber_extension.arrived_on IS 'Day on which the timber came into customs bond.';
COMMENT ON COLUMN timber_extension.place IS 'Where it waits.';
COMMENT ON COLUMN timber_extension.extended_by IS 'Country whose enforcement authority extended it.';
COMMENT ON COLUMN timber_extension.recorded_by IS 'Who recorded it.';
COMMENT ON COLUMN timber_extension.recorded_at IS 'When it was recorded.';
COMMENT ON COLUMN import_use.tenant IS 'The tenant.';
COMMENT ON COLUMN import_use.permit IS 'Our import permit; written off once.';
COMMENT ON COLUMN import_use.permit_number IS 'Its number.';
COMMENT ON COLUMN import_use.foreign_permit IS 'The foreign permit under which the goods came.';
COMMENT ON COLUMN import_use.foreign_number IS 'Number of the foreign permit.';
COMMENT ON COLUMN import_use.used_at IS 'When the goods were let in.';
COMMENT ON COLUMN quota_carried.tenant IS 'The tenant.';
COMMENT ON COLUMN quota_carried.quota IS 'The quota whose year has ended; carried over once.';
COMMENT ON COLUMN quota_carried.into_quota IS 'The quota of the next year that grows by it.';
COMMENT ON COLUMN quota_carried.carried_micro IS 'How much goes over, millionths of their unit.';
COMMENT ON COLUMN quota_carried.proposed_by IS 'Who proposed it.';
COMMENT ON COLUMN quota_carried.proposed_at IS 'When it was proposed.';
