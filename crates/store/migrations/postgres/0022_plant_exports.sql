-- Rendered from the template of the same name; do not edit.
-- Plant-health certificates that our own service issued for plants that leave, where the Party told the Secretariat that
-- they stand for certificates of artificial propagation (Res. Conf. 12.3).

CREATE TABLE plant_export (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Number as printed by the plant-health service, in capitals.
    number TEXT NOT NULL,
    -- Day of issue.
    issued_on TEXT NOT NULL,
    -- Office of the plant-health service that issued it.
    office TEXT NOT NULL,
    -- Who sends the plants, as on the certificate.
    exporter TEXT NOT NULL,
    -- Nursery of the register that the plants come from; NULL where none is named.
    nursery BYTEA,
    -- Organisation of the nursery; NULL for a private person, and without a nursery.
    organisation BYTEA,
    -- Private person of the nursery; NULL for an organisation, and without a nursery.
    person BYTEA,
    -- Who receives the plants.
    importer TEXT NOT NULL,
    -- Country of destination.
    destination TEXT NOT NULL,
    -- Code of purposes: what the plants are sent for.
    purpose TEXT NOT NULL,
    -- RECORDED: waits for the border. LEFT: customs counted it out. VOID: withdrawn or written down by mistake.
    state TEXT NOT NULL CHECK (state IN ('RECORDED', 'LEFT', 'VOID')),
    -- Day the plants left; NULL before.
    left_on TEXT,
    -- Where they left; NULL before.
    port TEXT,
    -- Why it is void; NULL unless it is.
    reason TEXT,
    -- Who recorded it.
    recorded_by BYTEA NOT NULL,
    -- When it was recorded.
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT plant_export_once UNIQUE (tenant, number),
    CONSTRAINT plant_export_nursery FOREIGN KEY (tenant, nursery) REFERENCES register_entry (tenant, id),
    CONSTRAINT plant_export_left CHECK ((state = 'LEFT') = (left_on IS NOT NULL) AND (left_on IS NULL OR issued_on <= left_on)),
    CONSTRAINT plant_export_void CHECK ((state = 'VOID') = (reason IS NOT NULL))
);
CREATE INDEX plant_export_newest ON plant_export (tenant, recorded_at, id);
CREATE INDEX plant_export_of_organisation ON plant_export (tenant, organisation, recorded_at, id);
CREATE INDEX plant_export_of_person ON plant_export (tenant, person, recorded_at, id);
CREATE INDEX plant_export_by_day ON plant_export (tenant, left_on);
ALTER TABLE plant_export ENABLE ROW LEVEL SECURITY;
ALTER TABLE plant_export FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON plant_export FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE plant_export_line (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The certificate.
    certificate BYTEA NOT NULL,
    -- Place on it, from 0.
    position BIGINT NOT NULL CHECK (position >= 0),
    -- Scientific name.
    taxon TEXT NOT NULL,
    -- Appendix on the day of issue.
    appendix TEXT NOT NULL,
    -- Code of trade_terms.
    term TEXT NOT NULL,
    -- Unit of the quantities.
    unit TEXT NOT NULL,
    -- How much stands on the certificate, millionths of the unit.
    quantity_micro BIGINT NOT NULL CHECK (quantity_micro > 0),
    -- The lot that it is drawn from; NULL for none.
    lot BYTEA,
    -- How much left, millionths of the unit; NULL before.
    left_micro BIGINT,
    PRIMARY KEY (tenant, certificate, position),
    CONSTRAINT plant_export_line_of FOREIGN KEY (tenant, certificate) REFERENCES plant_export (tenant, id),
    CONSTRAINT plant_export_line_lot FOREIGN KEY (tenant, lot) REFERENCES stock_lot (tenant, id),
    CONSTRAINT plant_export_not_exceeded CHECK (left_micro IS NULL OR (left_micro >= 0 AND left_micro <= quantity_micro))
);
ALTER TABLE plant_export_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE plant_export_line FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON plant_export_line FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN plant_export.tenant IS 'The tenant.';
COMMENT ON COLUMN plant_export.id IS 'Id. Immutable.';
COMMENT ON COLUMN plant_export.number IS 'Number as printed by the plant-health service, in capitals.';
COMMENT ON COLUMN plant_export.issued_on IS 'Day of issue.';
COMMENT ON COLUMN plant_export.office IS 'Office of the plant-health service that issued it.';
COMMENT ON COLUMN plant_export.exporter IS 'Who sends the plants, as on the certificate.';
COMMENT ON COLUMN plant_export.nursery IS 'Nursery of the register that the plants come from; NULL where none is named.';
COMMENT ON COLUMN plant_export.organisation IS 'Organisation of the nursery; NULL for a private person, and without a nursery.';
COMMENT ON COLUMN plant_export.person IS 'Private person of the nursery; NULL for an organisation, and without a nursery.';
COMMENT ON COLUMN plant_export.importer IS 'Who receives the plants.';
COMMENT ON COLUMN plant_export.destination IS 'Country of destination.';
COMMENT ON COLUMN plant_export.purpose IS 'Code of purposes: what the plants are sent for.';
COMMENT ON COLUMN plant_export.state IS 'RECORDED: waits for the border. LEFT: customs counted it out. VOID: withdrawn or written down by mistake.';
COMMENT ON COLUMN plant_export.left_on IS 'Day the plants left; NULL before.';
COMMENT ON COLUMN plant_export.port IS 'Where they left; NULL before.';
COMMENT ON COLUMN plant_export.reason IS 'Why it is void; NULL unless it is.';
COMMENT ON COLUMN plant_export.recorded_by IS 'Who recorded it.';
COMMENT ON COLUMN plant_export.recorded_at IS 'When it was recorded.';
COMMENT ON COLUMN plant_export_line.tenant IS 'The tenant.';
COMMENT ON COLUMN plant_export_line.certificate IS 'The certificate.';
COMMENT ON COLUMN plant_export_line.position IS 'Place on it, from 0.';
COMMENT ON COLUMN plant_export_line.taxon IS 'Scientific name.';
COMMENT ON COLUMN plant_export_line.appendix IS 'Appendix on the day of issue.';
COMMENT ON COLUMN plant_export_line.term IS 'Code of trade_terms.';
COMMENT ON COLUMN plant_export_line.unit IS 'Unit of the quantities.';
COMMENT ON COLUMN plant_export_line.quantity_micro IS 'How much stands on the certificate, millionths of the unit.';
COMMENT ON COLUMN plant_export_line.lot IS 'The lot that it is drawn from; NULL for none.';
COMMENT ON COLUMN plant_export_line.left_micro IS 'How much left, millionths of the unit; NULL before.';
