-- Facts of daily work: plant-health certificates at import, timber that waits in customs bond, what our import permits
-- were written off for, quotas carried over.

CREATE TABLE plant_certificate (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Country whose plant-health service issued it.
    issuer TEXT NOT NULL,
    -- Number as printed.
    number TEXT NOT NULL,
    -- Day of issue.
    issued_on TEXT NOT NULL,
    -- Who receives the plants.
    importer TEXT NOT NULL,
    -- Scientific name as on the certificate.
    taxon TEXT NOT NULL,
    -- Appendix on the day of arrival.
    appendix TEXT NOT NULL,
    -- Code of trade_terms.
    term TEXT NOT NULL,
    -- Unit of the quantity.
    unit TEXT NOT NULL,
    -- How much came, millionths of the unit.
    quantity_micro {int} NOT NULL CHECK (quantity_micro > 0),
    -- Port or office of entry.
    place TEXT NOT NULL,
    -- Day the plants came.
    arrived_on TEXT NOT NULL,
    -- Who recorded it.
    recorded_by {bytes} NOT NULL,
    -- When it was recorded.
    recorded_at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT plant_certificate_once UNIQUE (tenant, issuer, number, taxon, term),
    CONSTRAINT plant_certificate_days CHECK (issued_on <= arrived_on)
) {strict};
CREATE INDEX plant_certificate_newest ON plant_certificate (tenant, recorded_at, id);
{wall plant_certificate}

CREATE TABLE timber_extension (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Party that issued the export document: ours or another.
    issuer TEXT NOT NULL,
    -- Number of the export document. One row a document: it is extended once.
    number TEXT NOT NULL,
    -- Its last day before.
    valid_until_on TEXT NOT NULL,
    -- Its last day now.
    extended_until_on TEXT NOT NULL,
    -- Day on which the timber came into customs bond.
    arrived_on TEXT NOT NULL,
    -- Where it waits.
    place TEXT NOT NULL,
    -- Country whose enforcement authority extended it.
    extended_by TEXT NOT NULL,
    -- Who recorded it.
    recorded_by {bytes} NOT NULL,
    -- When it was recorded.
    recorded_at {int} NOT NULL,
    PRIMARY KEY (tenant, issuer, number),
    CONSTRAINT timber_extension_days CHECK (arrived_on <= valid_until_on AND valid_until_on < extended_until_on)
) {strict};
{wall timber_extension}

CREATE TABLE import_use (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Our import permit; written off once.
    permit {bytes} NOT NULL,
    -- Its number.
    permit_number TEXT NOT NULL,
    -- The foreign permit under which the goods came.
    foreign_permit {bytes} NOT NULL,
    -- Number of the foreign permit.
    foreign_number TEXT NOT NULL,
    -- When the goods were let in.
    used_at {int} NOT NULL,
    PRIMARY KEY (tenant, permit),
    CONSTRAINT import_use_foreign UNIQUE (tenant, foreign_permit),
    CONSTRAINT import_use_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
) {strict};
CREATE INDEX import_use_when ON import_use (tenant, used_at);
{wall import_use}

CREATE TABLE quota_carried (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The quota whose year has ended; carried over once.
    quota {bytes} NOT NULL,
    -- The quota of the next year that grows by it.
    into_quota {bytes} NOT NULL,
    -- How much goes over, millionths of their unit.
    carried_micro {int} NOT NULL CHECK (carried_micro > 0),
    -- Who proposed it.
    proposed_by {bytes} NOT NULL,
    -- When it was proposed.
    proposed_at {int} NOT NULL,
    PRIMARY KEY (tenant, quota),
    CONSTRAINT quota_carried_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id),
    CONSTRAINT quota_carried_into FOREIGN KEY (tenant, into_quota) REFERENCES quota (tenant, id)
) {strict};
{wall quota_carried}
