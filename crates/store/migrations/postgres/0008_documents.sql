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

CREATE TABLE label_institution (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Registration code: two letters of the country and three characters.
    code TEXT NOT NULL CHECK (length(code) = 5),
    -- Name as printed on labels.
    name TEXT NOT NULL,
    -- Address as printed on labels.
    address TEXT NOT NULL,
    -- Organisation whose people print its labels; NULL for institutions abroad or without accounts.
    organisation BYTEA,
    -- 1: registered. 0: taken off the register.
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    -- Officer who registered it.
    registered_by BYTEA NOT NULL,
    -- When it was registered.
    registered_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, code)
);
ALTER TABLE label_institution ENABLE ROW LEVEL SECURITY;
ALTER TABLE label_institution FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON label_institution FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE label_use (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Number of the label, without gap in a year.
    number TEXT NOT NULL,
    -- Code of the institution that sends.
    sender TEXT NOT NULL,
    -- Code of the institution that receives.
    receiver TEXT NOT NULL,
    -- herbarium, preserved, embedded or live_plant.
    contents TEXT NOT NULL CHECK (contents IN ('herbarium', 'preserved', 'embedded', 'live_plant')),
    -- loan, donation or exchange.
    purpose TEXT NOT NULL CHECK (purpose IN ('loan', 'donation', 'exchange')),
    -- Species and how many, in words.
    specimens TEXT NOT NULL,
    -- Who printed it.
    printed_by BYTEA NOT NULL,
    -- When it was printed.
    printed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT label_use_number UNIQUE (tenant, number),
    CONSTRAINT label_use_sender FOREIGN KEY (tenant, sender) REFERENCES label_institution (tenant, code),
    CONSTRAINT label_use_receiver FOREIGN KEY (tenant, receiver) REFERENCES label_institution (tenant, code),
    CONSTRAINT label_use_two CHECK (sender <> receiver)
);
CREATE INDEX label_use_newest ON label_use (tenant, printed_at, id);
CREATE FUNCTION label_use_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'label_use is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER label_use_rows BEFORE UPDATE OR DELETE ON label_use FOR EACH ROW EXECUTE FUNCTION label_use_refuse();
CREATE TRIGGER label_use_all BEFORE TRUNCATE ON label_use FOR EACH STATEMENT EXECUTE FUNCTION label_use_refuse();
ALTER TABLE label_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE label_use FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON label_use FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

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
COMMENT ON COLUMN label_institution.tenant IS 'The tenant.';
COMMENT ON COLUMN label_institution.code IS 'Registration code: two letters of the country and three characters.';
COMMENT ON COLUMN label_institution.name IS 'Name as printed on labels.';
COMMENT ON COLUMN label_institution.address IS 'Address as printed on labels.';
COMMENT ON COLUMN label_institution.organisation IS 'Organisation whose people print its labels; NULL for institutions abroad or without accounts.';
COMMENT ON COLUMN label_institution.active IS '1: registered. 0: taken off the register.';
COMMENT ON COLUMN label_institution.registered_by IS 'Officer who registered it.';
COMMENT ON COLUMN label_institution.registered_at IS 'When it was registered.';
COMMENT ON COLUMN label_use.tenant IS 'The tenant.';
COMMENT ON COLUMN label_use.id IS 'Id. Immutable.';
COMMENT ON COLUMN label_use.number IS 'Number of the label, without gap in a year.';
COMMENT ON COLUMN label_use.sender IS 'Code of the institution that sends.';
COMMENT ON COLUMN label_use.receiver IS 'Code of the institution that receives.';
COMMENT ON COLUMN label_use.contents IS 'herbarium, preserved, embedded or live_plant.';
COMMENT ON COLUMN label_use.purpose IS 'loan, donation or exchange.';
COMMENT ON COLUMN label_use.specimens IS 'Species and how many, in words.';
COMMENT ON COLUMN label_use.printed_by IS 'Who printed it.';
COMMENT ON COLUMN label_use.printed_at IS 'When it was printed.';
