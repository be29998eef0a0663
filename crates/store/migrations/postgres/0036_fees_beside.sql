-- Rendered from the template of the same name; do not edit.
-- Fees that hang on something else than an application: on an entry of a register, a permit after its issue, tags that were
-- handed out.

CREATE TABLE invoice_subject (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which invoice.
    invoice BYTEA NOT NULL,
    -- What it is about: entry (of a register), permit, or tags (handed to a holder).
    about TEXT NOT NULL CHECK (about IN ('entry', 'permit', 'tags')),
    -- Id of the entry, the permit, or the movement of the tags.
    subject BYTEA NOT NULL,
    -- Number of the entry or permit, or the numbers of the tags, on the day.
    label TEXT NOT NULL,
    -- Code of fee_items.
    item TEXT NOT NULL,
    -- What may be charged once: the first day of a year of a registration, late, or the id of the invoice for what may come again.
    once TEXT NOT NULL,
    PRIMARY KEY (tenant, invoice),
    CONSTRAINT invoice_subject_once UNIQUE (tenant, about, subject, item, once),
    CONSTRAINT invoice_subject_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE FUNCTION invoice_subject_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'invoice_subject is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER invoice_subject_rows BEFORE UPDATE OR DELETE ON invoice_subject FOR EACH ROW EXECUTE FUNCTION invoice_subject_refuse();
CREATE TRIGGER invoice_subject_all BEFORE TRUNCATE ON invoice_subject FOR EACH STATEMENT EXECUTE FUNCTION invoice_subject_refuse();
ALTER TABLE invoice_subject ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoice_subject FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON invoice_subject FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN invoice_subject.tenant IS 'The tenant.';
COMMENT ON COLUMN invoice_subject.invoice IS 'Which invoice.';
COMMENT ON COLUMN invoice_subject.about IS 'What it is about: entry (of a register), permit, or tags (handed to a holder).';
COMMENT ON COLUMN invoice_subject.subject IS 'Id of the entry, the permit, or the movement of the tags.';
COMMENT ON COLUMN invoice_subject.label IS 'Number of the entry or permit, or the numbers of the tags, on the day.';
COMMENT ON COLUMN invoice_subject.item IS 'Code of fee_items.';
COMMENT ON COLUMN invoice_subject.once IS 'What may be charged once: the first day of a year of a registration, late, or the id of the invoice for what may come again.';
