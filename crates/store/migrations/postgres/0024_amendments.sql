-- Rendered from the template of the same name; do not edit.
-- Which cases amend which permits: what a holder asked for, and what an officer began.

CREATE TABLE amendment (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The case that amends. Immutable.
    application BYTEA NOT NULL,
    -- The permit that is amended. Immutable.
    permit BYTEA NOT NULL,
    -- Whether its holder asked for it: 0 an officer began it, 1 asked. Immutable.
    asked BIGINT NOT NULL CHECK (asked IN (0, 1)),
    -- When it began. Immutable.
    begun_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, application),
    CONSTRAINT amendment_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT amendment_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
);
CREATE INDEX amendment_of_permit ON amendment (tenant, permit, begun_at, application);
CREATE FUNCTION amendment_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'amendment is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER amendment_rows BEFORE UPDATE OR DELETE ON amendment FOR EACH ROW EXECUTE FUNCTION amendment_refuse();
CREATE TRIGGER amendment_all BEFORE TRUNCATE ON amendment FOR EACH STATEMENT EXECUTE FUNCTION amendment_refuse();
ALTER TABLE amendment ENABLE ROW LEVEL SECURITY;
ALTER TABLE amendment FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON amendment FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN amendment.tenant IS 'The tenant.';
COMMENT ON COLUMN amendment.application IS 'The case that amends. Immutable.';
COMMENT ON COLUMN amendment.permit IS 'The permit that is amended. Immutable.';
COMMENT ON COLUMN amendment.asked IS 'Whether its holder asked for it: 0 an officer began it, 1 asked. Immutable.';
COMMENT ON COLUMN amendment.begun_at IS 'When it began. Immutable.';
