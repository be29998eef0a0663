-- Fees: the tax in a credit note. Rates, groups of species and terms stand in the schedule's own words.

CREATE TABLE credit_note_tax (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The credit note; one without tax has no row.
    credit_note {bytes} NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What the note takes back, tax included: the note's own amount.
    amount_minor {int} NOT NULL,
    -- Of that, the tax.
    tax_minor {int} NOT NULL CHECK (tax_minor > 0),
    PRIMARY KEY (tenant, credit_note),
    CONSTRAINT credit_note_tax_part CHECK (tax_minor <= amount_minor),
    CONSTRAINT credit_note_tax_of FOREIGN KEY (tenant, credit_note) REFERENCES credit_note (tenant, id)
) {strict};
{append_only credit_note_tax}
{wall credit_note_tax}
