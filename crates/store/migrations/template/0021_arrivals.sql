-- Consignments that arrive under our import permits: what each took, against what the permit lets in. The table import_use
-- stays for what was written off before, one consignment a permit.

CREATE TABLE import_balance (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Our import permit.
    permit {bytes} NOT NULL,
    -- Letter of the block.
    block TEXT NOT NULL,
    -- Box 11 of the block, millionths of its unit. Immutable.
    permitted_micro {int} NOT NULL CHECK (permitted_micro >= 0),
    -- Sum of the arrivals, millionths.
    arrived_micro {int} NOT NULL,
    PRIMARY KEY (tenant, permit, block),
    CONSTRAINT import_balance_line FOREIGN KEY (tenant, permit, block) REFERENCES permit_line (tenant, permit, block),
    CONSTRAINT import_balance_not_exceeded CHECK (arrived_micro >= 0 AND arrived_micro <= permitted_micro)
) {strict};
{wall import_balance}

CREATE TABLE import_arrival (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Our import permit.
    permit {bytes} NOT NULL,
    -- The foreign permit under which the consignment came.
    foreign_permit {bytes} NOT NULL,
    -- Letter of the block of our permit.
    block TEXT NOT NULL,
    -- What it took of the block, millionths of the unit of box 11.
    quantity_micro {int} NOT NULL CHECK (quantity_micro > 0),
    -- Number of our permit.
    permit_number TEXT NOT NULL,
    -- Number of the foreign permit.
    foreign_number TEXT NOT NULL,
    -- Port or office of entry.
    port TEXT NOT NULL,
    -- Its name.
    port_name TEXT NOT NULL,
    -- Who let the goods in.
    recorded_by {bytes} NOT NULL,
    -- When they were let in.
    arrived_at {int} NOT NULL,
    PRIMARY KEY (tenant, permit, foreign_permit, block),
    CONSTRAINT import_arrival_balance FOREIGN KEY (tenant, permit, block) REFERENCES import_balance (tenant, permit, block)
) {strict};
CREATE INDEX import_arrival_when ON import_arrival (tenant, arrived_at, permit);
{append_only import_arrival}
{wall import_arrival}
