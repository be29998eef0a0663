-- Rendered from the template of the same name; do not edit.
-- Several consignments of one application: which permit is for which of them (Art. VI.5). An application for one
-- consignment has no row here. Blocks of later consignments are named A/2, B/2 … in quota_hold and stock_hold.

CREATE TABLE consignment (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application.
    application BYTEA NOT NULL,
    -- Which consignment of the application, from 1.
    nth BIGINT NOT NULL CHECK (nth BETWEEN 1 AND 50),
    -- How many there were when the permit was signed.
    of_all BIGINT NOT NULL CHECK (of_all BETWEEN 2 AND 50),
    -- Its permit; there is never a second one.
    permit BYTEA NOT NULL,
    PRIMARY KEY (tenant, application, nth),
    CONSTRAINT consignment_permit UNIQUE (tenant, permit),
    CONSTRAINT consignment_within CHECK (nth <= of_all),
    CONSTRAINT consignment_of_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id),
    CONSTRAINT consignment_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE FUNCTION consignment_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'consignment is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER consignment_rows BEFORE UPDATE OR DELETE ON consignment FOR EACH ROW EXECUTE FUNCTION consignment_refuse();
CREATE TRIGGER consignment_all BEFORE TRUNCATE ON consignment FOR EACH STATEMENT EXECUTE FUNCTION consignment_refuse();
ALTER TABLE consignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE consignment FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON consignment FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN consignment.tenant IS 'The tenant.';
COMMENT ON COLUMN consignment.application IS 'The application.';
COMMENT ON COLUMN consignment.nth IS 'Which consignment of the application, from 1.';
COMMENT ON COLUMN consignment.of_all IS 'How many there were when the permit was signed.';
COMMENT ON COLUMN consignment.permit IS 'Its permit; there is never a second one.';
