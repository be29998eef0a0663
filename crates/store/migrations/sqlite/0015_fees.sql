-- Rendered from the template of the same name; do not edit.
-- Fees: the tax in a credit note. Rates, groups of species and terms stand in the schedule's own words.

CREATE TABLE credit_note_tax (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The credit note; one without tax has no row.
    credit_note BLOB NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What the note takes back, tax included: the note's own amount.
    amount_minor INTEGER NOT NULL,
    -- Of that, the tax.
    tax_minor INTEGER NOT NULL CHECK (tax_minor > 0),
    PRIMARY KEY (tenant, credit_note),
    CONSTRAINT credit_note_tax_part CHECK (tax_minor <= amount_minor),
    CONSTRAINT credit_note_tax_of FOREIGN KEY (tenant, credit_note) REFERENCES credit_note (tenant, id)
) STRICT;
CREATE TRIGGER credit_note_tax_no_update BEFORE UPDATE ON credit_note_tax BEGIN SELECT RAISE(ABORT, 'credit_note_tax is append-only'); END;
CREATE TRIGGER credit_note_tax_no_delete BEFORE DELETE ON credit_note_tax BEGIN SELECT RAISE(ABORT, 'credit_note_tax is append-only'); END;
