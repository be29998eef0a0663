-- Rendered from the template of the same name; do not edit.
-- Kinds of documents a Party offers; landings under introduction-from-the-sea certificates; transit seen at the border.

CREATE TABLE document_kind (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- 1: one may apply for it. 0: switched off. Kinds without a row are on.
    offered BIGINT NOT NULL CHECK (offered IN (0, 1)),
    -- Who switched it last.
    changed_by BYTEA NOT NULL,
    -- When it was last changed.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, kind)
);
ALTER TABLE document_kind ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_kind FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON document_kind FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE landing_total (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The introduction-from-the-sea certificate.
    permit BYTEA NOT NULL,
    -- Letter of the block.
    block TEXT NOT NULL,
    -- Box 11 of the block, millionths of its unit. Immutable.
    total_micro BIGINT NOT NULL CHECK (total_micro >= 0),
    -- Sum of the landings, millionths.
    landed_micro BIGINT NOT NULL,
    PRIMARY KEY (tenant, permit, block),
    CONSTRAINT landing_total_line FOREIGN KEY (tenant, permit, block) REFERENCES permit_line (tenant, permit, block),
    CONSTRAINT landing_total_not_exceeded CHECK (landed_micro >= 0 AND landed_micro <= total_micro)
);
ALTER TABLE landing_total ENABLE ROW LEVEL SECURITY;
ALTER TABLE landing_total FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON landing_total FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE landing (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The introduction-from-the-sea certificate.
    permit BYTEA NOT NULL,
    -- Letter of the block.
    block TEXT NOT NULL,
    -- What was landed, millionths of the block's unit.
    quantity_micro BIGINT NOT NULL CHECK (quantity_micro > 0),
    -- Day of the landing.
    landed_on TEXT NOT NULL,
    -- Port, UN/LOCODE or name.
    port TEXT NOT NULL,
    -- Ship that landed it.
    vessel TEXT NOT NULL,
    -- Officer who wrote it off.
    recorded_by BYTEA NOT NULL,
    -- When it was written off.
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT landing_of_total FOREIGN KEY (tenant, permit, block) REFERENCES landing_total (tenant, permit, block)
);
CREATE INDEX landing_of_permit ON landing (tenant, permit, landed_on, id);
CREATE INDEX landing_by_day ON landing (tenant, landed_on, permit, block, id);
CREATE FUNCTION landing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'landing is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER landing_rows BEFORE UPDATE OR DELETE ON landing FOR EACH ROW EXECUTE FUNCTION landing_refuse();
CREATE TRIGGER landing_all BEFORE TRUNCATE ON landing FOR EACH STATEMENT EXECUTE FUNCTION landing_refuse();
ALTER TABLE landing ENABLE ROW LEVEL SECURITY;
ALTER TABLE landing FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON landing FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE transit (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- transit or transshipment.
    kind TEXT NOT NULL CHECK (kind IN ('transit', 'transshipment')),
    -- Country of export on the document shown.
    exporter TEXT NOT NULL,
    -- Country of final destination on the document shown.
    destination TEXT NOT NULL,
    -- Number of the valid document that shows the final destination.
    document TEXT NOT NULL,
    -- Last day of that document.
    valid_until TEXT NOT NULL,
    -- Scientific name.
    taxon TEXT NOT NULL,
    -- What and how much, in words.
    goods TEXT NOT NULL,
    -- Place where the goods stay under customs control.
    place TEXT NOT NULL,
    -- Day they came.
    entered_on TEXT NOT NULL,
    -- Day they left again; NULL: still here.
    left_on TEXT,
    -- Officer who recorded it.
    recorded_by BYTEA NOT NULL,
    -- When it was recorded.
    recorded_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT transit_days CHECK (left_on IS NULL OR left_on >= entered_on)
);
CREATE INDEX transit_newest ON transit (tenant, recorded_at, id);
ALTER TABLE transit ENABLE ROW LEVEL SECURITY;
ALTER TABLE transit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON transit FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN document_kind.tenant IS 'The tenant.';
COMMENT ON COLUMN document_kind.kind IS 'Code of document_types.';
COMMENT ON COLUMN document_kind.offered IS '1: one may apply for it. 0: switched off. Kinds without a row are on.';
COMMENT ON COLUMN document_kind.changed_by IS 'Who switched it last.';
COMMENT ON COLUMN document_kind.changed_at IS 'When it was last changed.';
COMMENT ON COLUMN landing_total.tenant IS 'The tenant.';
COMMENT ON COLUMN landing_total.permit IS 'The introduction-from-the-sea certificate.';
COMMENT ON COLUMN landing_total.block IS 'Letter of the block.';
COMMENT ON COLUMN landing_total.total_micro IS 'Box 11 of the block, millionths of its unit. Immutable.';
COMMENT ON COLUMN landing_total.landed_micro IS 'Sum of the landings, millionths.';
COMMENT ON COLUMN landing.tenant IS 'The tenant.';
COMMENT ON COLUMN landing.id IS 'Id. Immutable.';
COMMENT ON COLUMN landing.permit IS 'The introduction-from-the-sea certificate.';
COMMENT ON COLUMN landing.block IS 'Letter of the block.';
COMMENT ON COLUMN landing.quantity_micro IS 'What was landed, millionths of the block''s unit.';
COMMENT ON COLUMN landing.landed_on IS 'Day of the landing.';
COMMENT ON COLUMN landing.port IS 'Port, UN/LOCODE or name.';
COMMENT ON COLUMN landing.vessel IS 'Ship that landed it.';
COMMENT ON COLUMN landing.recorded_by IS 'Officer who wrote it off.';
COMMENT ON COLUMN landing.recorded_at IS 'When it was written off.';
COMMENT ON COLUMN transit.tenant IS 'The tenant.';
COMMENT ON COLUMN transit.id IS 'Id. Immutable.';
COMMENT ON COLUMN transit.kind IS 'transit or transshipment.';
COMMENT ON COLUMN transit.exporter IS 'Country of export on the document shown.';
COMMENT ON COLUMN transit.destination IS 'Country of final destination on the document shown.';
COMMENT ON COLUMN transit.document IS 'Number of the valid document that shows the final destination.';
COMMENT ON COLUMN transit.valid_until IS 'Last day of that document.';
COMMENT ON COLUMN transit.taxon IS 'Scientific name.';
COMMENT ON COLUMN transit.goods IS 'What and how much, in words.';
COMMENT ON COLUMN transit.place IS 'Place where the goods stay under customs control.';
COMMENT ON COLUMN transit.entered_on IS 'Day they came.';
COMMENT ON COLUMN transit.left_on IS 'Day they left again; NULL: still here.';
COMMENT ON COLUMN transit.recorded_by IS 'Officer who recorded it.';
COMMENT ON COLUMN transit.recorded_at IS 'When it was recorded.';
COMMENT ON COLUMN transit.version IS 'Counts the changes; a writer names the version it read.';
