-- Fees that hang on something else than an application: on an entry of a register, a permit after its issue, tags that were
-- handed out.

CREATE TABLE invoice_subject (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Which invoice.
    invoice {bytes} NOT NULL,
    -- What it is about: entry (of a register), permit, or tags (handed to a holder).
    about TEXT NOT NULL CHECK (about IN ('entry', 'permit', 'tags')),
    -- Id of the entry, the permit, or the movement of the tags.
    subject {bytes} NOT NULL,
    -- Number of the entry or permit, or the numbers of the tags, on the day.
    label TEXT NOT NULL,
    -- Code of fee_items.
    item TEXT NOT NULL,
    -- What may be charged once: the first day of a year of a registration, late, or the id of the invoice for what may come again.
    once TEXT NOT NULL,
    PRIMARY KEY (tenant, invoice),
    CONSTRAINT invoice_subject_once UNIQUE (tenant, about, subject, item, once),
    CONSTRAINT invoice_subject_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) {strict};
{append_only invoice_subject}
{wall invoice_subject}
