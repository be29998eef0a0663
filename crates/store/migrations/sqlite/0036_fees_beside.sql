-- Rendered from the template of the same name; do not edit.
-- Fees that hang on something else than an application: on an entry of a register, a permit after its issue, tags that were
-- handed out.

CREATE TABLE invoice_subject (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Which invoice.
    invoice BLOB NOT NULL,
    -- What it is about: entry (of a register), permit, or tags (handed to a holder).
    about TEXT NOT NULL CHECK (about IN ('entry', 'permit', 'tags')),
    -- Id of the entry, the permit, or the movement of the tags.
    subject BLOB NOT NULL,
    -- Number of the entry or permit, or the numbers of the tags, on the day.
    label TEXT NOT NULL,
    -- Code of fee_items.
    item TEXT NOT NULL,
    -- What may be charged once: the first day of a year of a registration, late, or the id of the invoice for what may come again.
    once TEXT NOT NULL,
    PRIMARY KEY (tenant, invoice),
    CONSTRAINT invoice_subject_once UNIQUE (tenant, about, subject, item, once),
    CONSTRAINT invoice_subject_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) STRICT;
CREATE TRIGGER invoice_subject_no_update BEFORE UPDATE ON invoice_subject BEGIN SELECT RAISE(ABORT, 'invoice_subject is append-only'); END;
CREATE TRIGGER invoice_subject_no_delete BEFORE DELETE ON invoice_subject BEGIN SELECT RAISE(ABORT, 'invoice_subject is append-only'); END;
