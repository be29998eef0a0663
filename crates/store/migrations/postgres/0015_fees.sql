-- Rendered from the template of the same name; do not edit.
-- Fees: the tax in a credit note. Rates, groups of species and terms stand in the schedule's own words.

CREATE TABLE credit_note_tax (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The credit note; one without tax has no row.
    credit_note BYTEA NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What the note takes back, tax included: the note's own amount.
    amount_minor BIGINT NOT NULL,
    -- Of that, the tax.
    tax_minor BIGINT NOT NULL CHECK (tax_minor > 0),
    PRIMARY KEY (tenant, credit_note),
    CONSTRAINT credit_note_tax_part CHECK (tax_minor <= amount_minor),
    CONSTRAINT credit_note_tax_of FOREIGN KEY (tenant, credit_note) REFERENCES credit_note (tenant, id)
);
CREATE FUNCTION credit_note_tax_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'credit_note_tax is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER credit_note_tax_rows BEFORE UPDATE OR DELETE ON credit_note_tax FOR EACH ROW EXECUTE FUNCTION credit_note_tax_refuse();
CREATE TRIGGER credit_note_tax_all BEFORE TRUNCATE ON credit_note_tax FOR EACH STATEMENT EXECUTE FUNCTION credit_note_tax_refuse();
ALTER TABLE credit_note_tax ENABLE ROW LEVEL SECURITY;
ALTER TABLE credit_note_tax FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON credit_note_tax FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN credit_note_tax.tenant IS 'The tenant.';
COMMENT ON COLUMN credit_note_tax.credit_note IS 'The credit note; one without tax has no row.';
COMMENT ON COLUMN credit_note_tax.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN credit_note_tax.amount_minor IS 'What the note takes back, tax included: the note''s own amount.';
COMMENT ON COLUMN credit_note_tax.tax_minor IS 'Of that, the tax.';
